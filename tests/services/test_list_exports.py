"""Lists that leave the program: whole, as words, noted, and never more than may be seen."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from cfs_panels.domain.caseload import CaseView
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.services.list_exports import CASES, ListExports
from db.models import AuditEntry, Case
from tests.factories import Staff, make_case

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.services.office import Office
    from tests.factories import Made


@pytest.fixture
def exports(office: Office) -> ListExports:
    return ListExports(office)


@pytest.fixture
def made(office: Office, staff: Staff) -> list[Made]:
    return [
        make_case(office, staff, names=(("Gwen", "Abernethy"),)),
        make_case(office, staff, names=(("=HYPERLINK(A1)", "+Drummond"),)),
    ]


def noted(office: Office, action: str) -> list[dict[str, object]]:
    with office.reading() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()
        return [json.loads(entry.details) for entry in found]


def test_a_workbook_holds_the_cases_in_the_order_asked_for(
    exports: ListExports, staff: Staff, made: list[Made], tmp_path: Path
) -> None:
    ids = [case.id for case in reversed(made)]
    assert exports.cases(staff.adviser, CaseView.ALL_OPEN, ids, tmp_path / "cases.xlsx") == 2
    sheet = load_workbook(tmp_path / "cases.xlsx")["Cases"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(head for head, _ in CASES.heads)
    assert [row[0] for row in rows[1:]] == [case.reference for case in reversed(made)]
    assert isinstance(rows[1][-1], datetime)


def test_a_name_that_looks_like_a_formula_stays_a_name(
    exports: ListExports, staff: Staff, made: list[Made], tmp_path: Path
) -> None:
    for suffix in ("xlsx", "csv"):
        target = tmp_path / f"cases.{suffix}"
        exports.cases(staff.adviser, CaseView.ALL_OPEN, [made[1].id], target)
    cell = load_workbook(tmp_path / "cases.xlsx")["Cases"]["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(A1) +Drummond")
    text = (tmp_path / "cases.csv").read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][1] == "'=HYPERLINK(A1) +Drummond"


def test_what_a_person_may_not_open_is_left_out_whatever_is_asked_for(
    exports: ListExports, staff: Staff, made: list[Made], office: Office, tmp_path: Path
) -> None:
    with office.writing(staff.adviser) as session:
        session.get_one(Case, made[0].id).is_restricted = True
    ids = [case.id for case in made]
    assert exports.cases(staff.adviser, CaseView.ALL_OPEN, ids, tmp_path / "a.csv") == 1
    assert "Abernethy" not in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert exports.cases(staff.other_worker, CaseView.ALL_OPEN, ids, tmp_path / "b.csv") == 0


def test_an_export_is_noted_with_the_cases_it_held(
    exports: ListExports, staff: Staff, made: list[Made], office: Office, tmp_path: Path
) -> None:
    exports.cases(staff.adviser, CaseView.ALL_OPEN, [made[0].id], tmp_path / "cases.csv")
    assert noted(office, "export") == [{"format": "csv", "references": [made[0].reference]}]


def test_a_print_is_noted(exports: ListExports, staff: Staff, office: Office) -> None:
    exports.printed(staff.adviser, "case", 14)
    assert noted(office, "print") == [{"lines": 14}]


def test_a_member_of_the_panel_exports_no_list_of_cases(
    exports: ListExports, staff: Staff, tmp_path: Path
) -> None:
    with pytest.raises(RuleBroken, match="Your role does not let you see the list of cases"):
        exports.cases(staff.member, CaseView.ALL_OPEN, [], tmp_path / "cases.csv")


def test_another_kind_of_file_is_refused(
    exports: ListExports, staff: Staff, tmp_path: Path
) -> None:
    with pytest.raises(RuleBroken, match="Save the list as an Excel workbook"):
        exports.cases(staff.adviser, CaseView.ALL_OPEN, [], tmp_path / "cases.pdf")


def test_a_folder_that_is_not_there_is_told_of(
    exports: ListExports, staff: Staff, tmp_path: Path
) -> None:
    with pytest.raises(OutsideTrouble, match="is not there any more"):
        exports.cases(staff.adviser, CaseView.ALL_OPEN, [], tmp_path / "no" / "cases.csv")


def test_an_export_that_is_cancelled_leaves_nothing(
    exports: ListExports, staff: Staff, made: list[Made], office: Office, tmp_path: Path
) -> None:
    def stop(done: int, total: int, words: str = "") -> None:
        raise InterruptedError

    ids = [case.id for case in made]
    with pytest.raises(InterruptedError):
        exports.cases(staff.adviser, CaseView.ALL_OPEN, ids, tmp_path / "cases.xlsx", stop)
    assert list(tmp_path.glob("cases*")) == []
    assert noted(office, "export") == []
