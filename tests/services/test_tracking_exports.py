"""The workbook out again, and the figures: the same records, as far as a person may see them."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import RestrictCase
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import ConflictKind
from cfs_panels.domain.tracking.reading import records_of
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    ItemRecord,
    MemberRecord,
    PanelRecord,
    TrackingRecords,
)
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.tracking_records import figure_records, sorted_records, tracking_records
from db.database import Database
from db.location import location_of
from db.models import AgendaItem, AuditEntry, Case, ConflictOfInterest, Household
from tests.domain.tracking.agencies import agencies
from tests.factories import Moment, make_office, make_staff
from tests.services.tracking_desk import SAMPLES, SOURCE, THE_SANDHUS, TrackingDesk, book

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.tracking.records import AnyRecord
    from cfs_panels.services.workbook_files import Format
    from db.key_wrapping import PasswordCost

EXPECTED: dict[str, Any] = json.loads(
    (SAMPLES / "tracker-2023-24.expected.json").read_text(encoding="utf-8")
)
YEAR = (date(2023, 4, 1), date(2024, 3, 31))


def another_agency(
    folder: Path, data_key: bytes, cost: PasswordCost, moment: Moment | None = None
) -> TrackingDesk:
    """Return an empty agency beside the first."""
    database = Database.create(
        location_of(folder / "second.cfs"), data_key, data_folder=folder / "own"
    )
    office = make_office(database, moment or Moment(), data_key, cost)
    return TrackingDesk(office, make_staff(office, data_key, cost))


def take_file(desk: TrackingDesk, path: Path) -> None:
    read = desk.workspace.imports.read(desk.adviser, path)
    assert read.rejected == () or path.parent == SAMPLES
    desk.workspace.imports.take_in(desk.adviser, read, SOURCE)


def written(desk: TrackingDesk, folder: Path, file_format: Format) -> dict[str, bytes]:
    path = desk.workspace.tracking_exports.save(desk.adviser, folder, file_format)
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_the_sample_goes_out_in_and_out_again_the_same(
    tracking: TrackingDesk,
    tmp_path: Path,
    data_key: bytes,
    cheap_cost: PasswordCost,
    file_format: Format,
) -> None:
    take_file(tracking, SAMPLES / EXPECTED["workbook"])
    first = written(tracking, tmp_path / "first", file_format)
    second = another_agency(tmp_path, data_key, cheap_cost)
    path = tmp_path / "first"
    take_file(second, path if file_format == "csv" else path / next(iter(first)))
    assert written(second, tmp_path / "second", file_format) == first
    second.workspace.close()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(agency=agencies(), note=st.sampled_from(["", "Two dogs"]))
def test_any_agency_is_told_back_as_it_was_taken(
    tmp_path_factory: pytest.TempPathFactory,
    data_key: bytes,
    cheap_cost: PasswordCost,
    agency: TrackingRecords,
    note: str,
) -> None:
    desk = another_agency(tmp_path_factory.mktemp("agency"), data_key, cheap_cost)
    rows = [
        record
        for sheet in tracking_definition().sheets
        for record in getattr(agency, sheet.records)
    ]
    read = book(*rows, notes={"Notes": note} if note else None)
    desk.workspace.imports.take_in(desk.adviser, read, SOURCE)
    with desk.office.reading() as session:
        told, notes = tracking_records(session, desk.office)
        counted, case_ids = figure_records(session, desk.office)
    assert _in_order(told) == _in_order(agency) == _in_order(counted)
    assert set(case_ids["Children"]) == {child.child_ref for child in agency.children}
    assert all(dict(notes.get(record, {})) == ({"Notes": note} if note else {}) for record in rows)
    again = desk.workspace.imports.take_in(desk.adviser, read, SOURCE)
    assert (sum(again.accepted.values()), again.unchanged) == (0, len(rows))
    assert desk.workspace.agency_check.problems(desk.adviser) == []
    desk.workspace.close()


def _in_order(records: TrackingRecords) -> list[str]:
    every: list[AnyRecord] = [
        record
        for sheet in tracking_definition().sheets
        for record in getattr(records, sheet.records)
    ]
    return sorted(map(repr, every))


# Figures


def test_the_figures_of_the_sample_are_those_expected(tracking: TrackingDesk) -> None:
    take_file(tracking, SAMPLES / EXPECTED["workbook"])
    for period in EXPECTED["periods"].values():
        days = (date.fromisoformat(period["from"]), date.fromisoformat(period["to"]))
        made = tracking.workspace.figures.for_period(tracking.adviser, *days)
        found = {key: figure.plain() for key, figure in made.figures.items()}
        assert {key: found[key] for key in period["measures"]} == period["measures"]
        assert all(f.value == len(f.cases) for f in made.figures.values() if not f.is_mean)
        behind = {case.ref for case in made.figures["F.enquiries"].cases}
        assert behind <= set(made.case_ids["Households"])


def test_a_period_that_ends_before_it_begins_is_refused(tracking: TrackingDesk) -> None:
    with pytest.raises(RuleBroken, match="before it begins"):
        tracking.workspace.figures.for_period(tracking.adviser, YEAR[1], YEAR[0])


# What a person may not see

MEETING = PanelRecord("Fostering", date(2023, 8, 4), "Main")
ITEM = ItemRecord("Fostering", date(2023, 8, 4), THE_SANDHUS.ref, "C-1", "Match", "Match")
OTHERS = replace(THE_SANDHUS, ref="F-2023-0002", enquiry=date(2023, 5, 2), child_ref="C-1")
DECISION = DecisionRecord(
    ref=THE_SANDHUS.ref, kind="Approval", decided=date(2023, 8, 18), decision="Approve"
)
CHILD = ChildRecord("C-1", placed=date(2023, 9, 1), matched_ref=THE_SANDHUS.ref)


def _take_two_households(desk: TrackingDesk) -> None:
    desk.take(
        replace(THE_SANDHUS, enquiry=date(2023, 4, 3)), OTHERS, MEETING, ITEM, DECISION, CHILD
    )


def _seen(desk: TrackingDesk, folder: Path, name: str = "out") -> TrackingRecords:
    desk.workspace.tracking_exports.save(desk.adviser, folder / name, "xlsx")
    read = desk.workspace.imports.read(desk.adviser, folder / name / "tracking-workbook.xlsx")
    assert read.rejected == ()
    return records_of(read.taken, tracking_definition())


def test_a_restricted_case_is_neither_exported_nor_counted(
    tracking: TrackingDesk, tmp_path: Path
) -> None:
    _take_two_households(tracking)
    figures = tracking.workspace.figures
    before = figures.for_period(tracking.adviser, *YEAR).figures
    assert (before["F.enquiries"].value, before["F.approved.mainstream"].value) == (2, 1)
    manager = replace(tracking.staff.other_manager, roles=frozenset({Role.SERVICE_MANAGER}))
    case_id = tracking.case_id(THE_SANDHUS.ref)
    tracking.workspace.do(manager, RestrictCase(case_id, (manager.user_id,), "Kin of the worker"))
    after = figures.for_period(tracking.adviser, *YEAR).figures
    assert (after["F.enquiries"].value, after["F.approved.mainstream"].value) == (1, 0)
    assert [case.ref for case in after["F.enquiries"].cases] == ["F-2023-0002"]
    seen = _seen(tracking, tmp_path)
    assert [r.ref for r in seen.households] == ["F-2023-0002"]
    assert (seen.items, seen.decisions) == ((), ())
    assert [r.matched_ref for r in seen.children] == [""]


def test_a_member_with_a_conflict_gets_nothing_of_the_case(
    tracking: TrackingDesk, tmp_path: Path
) -> None:
    _take_two_households(tracking)
    tracking.take(MemberRecord("Ruth Ellingham", ("Fostering",), "Panel adviser"))
    with tracking.office.writing(tracking.adviser) as session:
        item = session.query(AgendaItem).one()
        member_id = tracking.workspace.central_list.members(tracking.adviser)[0].id
        session.add(
            ConflictOfInterest(
                item_id=item.id,
                member_id=member_id,
                case_id=item.case_id,
                kind=ConflictKind.PERSONAL,
                nature="A cousin",
                declared_on=date(2023, 7, 28),
            )
        )
    tracking.adviser = replace(tracking.adviser, member_id=member_id)
    figures = tracking.workspace.figures.for_period(tracking.adviser, *YEAR).figures
    assert [case.ref for case in figures["F.enquiries"].cases] == ["F-2023-0002"]
    assert [r.ref for r in _seen(tracking, tmp_path).households] == ["F-2023-0002"]


def test_an_address_that_is_secret_does_not_leave_in_the_workbook(
    tracking: TrackingDesk, tmp_path: Path
) -> None:
    tracking.take(THE_SANDHUS, OTHERS, notes={"Pets": "Two dogs"})
    with tracking.office.writing(tracking.adviser) as session:
        case = session.get_one(Case, tracking.case_id(THE_SANDHUS.ref))
        session.get_one(Household, case.household_id).address_is_secret = True
    path = tracking.workspace.tracking_exports.save(tracking.adviser, tmp_path / "out", "csv")
    (secret, open_one) = _rows_of(path / "Households.csv")
    assert (secret["Ref"], secret["Address"], secret["Postcode"]) == (THE_SANDHUS.ref, "", "")
    assert (secret["Phone"], secret["Pets"]) == (THE_SANDHUS.phone, "Two dogs")
    assert open_one["Address"] == THE_SANDHUS.address
    read = tracking.workspace.imports.read(tracking.adviser, path)
    again = tracking.workspace.imports.take_in(tracking.adviser, read, SOURCE)
    assert (again.updated, again.conflicting) == (0, ())
    assert tracking.records().households[0].address == THE_SANDHUS.address
    with tracking.office.reading() as session:
        noted = session.query(AuditEntry).filter_by(action="export").one()
        assert json.loads(noted.details)["addresses_left_out"] == 1


def _rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_is_noted_in_the_audit_trail(tracking: TrackingDesk, tmp_path: Path) -> None:
    tracking.take(THE_SANDHUS)
    tracking.workspace.tracking_exports.save(tracking.adviser, tmp_path)
    with tracking.office.reading() as session:
        newest = session.query(AuditEntry).order_by(AuditEntry.sequence.desc()).first()
        assert newest is not None
        assert (newest.action, newest.kind, newest.actor_name) == (
            "export",
            "workbook",
            "Ruth Ellingham",
        )


def test_records_are_told_in_one_order(tracking: TrackingDesk) -> None:
    tracking.take(OTHERS, THE_SANDHUS, CHILD)
    assert [r.ref for r in tracking.records().households] == [THE_SANDHUS.ref, OTHERS.ref]
    assert sorted_records([]) == TrackingRecords()
