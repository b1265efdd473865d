"""The ages of children among the rules: in the file, changed by an agency, asked by steps."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import resources
from cfs_panels.domain.age_rules import BABY, PLACED
from cfs_panels.domain.children import RecordChild
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.rule_changes import ChangeRule, ConfirmRule, TakeBackRule
from cfs_panels.domain.tracking.records import ChildRecord, DecisionRecord
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.child_steps import check_child_step, is_relinquished_baby
from cfs_panels.services.rule_files import parse_ages
from cfs_panels.services.rule_library import load_rules, rule_library
from cfs_panels.services.rule_questions import rules_table
from cfs_panels.services.workspace import Workspace
from db.models import Case, CaseEventRow, RuleVersion
from tests.factories import TODAY
from tests.services.test_rule_library import plant, refused

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff
    from tests.services.tracking_desk import TrackingDesk

FILE = "children.toml"
SHIPPED_FROM = {PLACED: date(2005, 12, 30), BABY: date(2011, 4, 1)}
SOON = TODAY + timedelta(days=30)
SOURCE = "Adoption (Amendment) Regulations 2025, regulation 2"


@pytest.fixture
def workspace(office: Office, staff: Staff) -> Workspace:
    return Workspace(office)


# The file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules in which a fault can be planted."""
    return Path(shutil.copytree(resources.path("rules"), tmp_path / "rules"))


@pytest.mark.parametrize(
    ("where", "instead", "words"),
    [
        ("under = 6", "under = 0", "under: Input should be greater than or equal to 1"),
        ("under = 6", "under = 6.5", "under: Input should be a valid integer"),
        ("under = 6", "under = 937",
         "AGE-PLACED: an age of 937 is impossible, at most 936 for a week"),
        ('unit = "week"', 'unit = "fortnight"', "unit 'fortnight' is not known"),
        ('unit = "week"', 'unit = "working_day"',
         "AGE-PLACED: an age is counted in weeks or months, not in a working_day"),
        ('weight = "REG"', 'weight = "LAW"', "weight 'LAW' is not known"),
        ('weight = "REG"', 'wait = "REG"', "wait is no key of these rules"),
        ('service = "adoption"', 'service = "both"', "service 'both' is not known"),
        ('status = "verified"', 'effective_to = 2005-12-29\nstatus = "verified"',
         "AGE-PLACED: it ends before it begins"),
        ('id = "AGE-PLACED"', "id = ", "this is not TOML: Invalid value"),
    ],
)  # fmt: skip
def test_a_fault_in_the_ages_is_told_with_file_and_line(
    folder: Path, where: str, instead: str, words: str
) -> None:
    line = plant(folder, FILE, where, instead, after="[[ages]]")
    assert f"children.toml, line {line}: {words}" in refused(folder).splitlines()


def test_an_age_without_source_and_one_that_steps_ask_for_in_vain_are_refused(
    folder: Path,
) -> None:
    plant(folder, FILE, 'source = "', 'short_words = "', after='id = "AGE-BABY"')
    line = plant(folder, FILE, "[[ages]]", "[[ages]]", after='id = "AGE-PLACED"')
    assert f"children.toml, line {line}: source is missing" in refused(folder).splitlines()
    plant(folder, FILE, 'short_words = "', 'source = "')
    plant(folder, FILE, 'id = "AGE-BABY"', 'id = "AGE-OTHER"')
    assert refused(folder) == "children.toml, line 1: there is no rule AGE-BABY"


def versions(text: str, rule_id: str, ends_on: date, begins_on: date, under: int) -> str:
    """Return the file with a version of a rule that ends, and another after it."""
    start = text.rindex("[[ages]]", 0, text.index(f'id = "{rule_id}"'))
    block, rest = text[start:], ""
    if (end := block.find("[[ages]]", 1)) > 0:
        block, rest = block[:end], block[end:]
    block = block.rstrip() + "\n"
    first = str(SHIPPED_FROM[rule_id])
    later = re.sub(r"under = \d+", f"under = {under}", block).replace(first, str(begins_on))
    return f"{text[:start]}{block}effective_to = {ends_on}\n\n{later}\n{rest}"


def test_a_rule_on_an_age_has_one_version_for_each_day(folder: Path) -> None:
    """An age that the law changes is another table of the file: no code."""
    text = (folder / FILE).read_text(encoding="utf-8")
    changed = versions(text, PLACED, date(2027, 8, 31), date(2027, 9, 1), 8)
    (folder / FILE).write_text(changed, encoding="utf-8")
    library = load_rules(folder)
    ages = [library.age_rule(PLACED, date(2027, *day)) for day in ((8, 31), (9, 1))]
    assert [rule and rule.under for rule in ages] == [6, 8]
    assert library.age_rule(PLACED, date(2005, 12, 29)) is None
    assert not library.is_under(PLACED, date(2005, 12, 29), date(2005, 12, 29))
    assert [rule.id for rule in library.age_rules(TODAY)] == [PLACED, BABY]
    overlapping = versions(text, BABY, date(2027, 9, 1), date(2027, 9, 1), 3)
    (folder / FILE).write_text(overlapping, encoding="utf-8")
    assert re.fullmatch(
        r"children\.toml, line \d+: AGE-BABY: it is in force from 1 September 2027 "
        r"and so is the version of line \d+ of children\.toml",
        refused(folder),
    )


def test_the_file_that_ships_holds_the_ages_that_steps_ask_for() -> None:
    found = parse_ages(FILE, resources.read_text(f"rules/{FILE}"))
    assert {located.rule.id: located.rule.effective_from for located in found} == SHIPPED_FROM


def test_the_ages_of_children_are_among_the_rules_that_are_printed() -> None:
    rows = {row["id"]: row for row in rules_table(TODAY) if row["kind"] == "age"}
    assert rows.keys() == {PLACED, BABY}
    assert all(row["source"] and row["status"] and row["name"] for row in rows.values())
    assert (rows[BABY]["service"], rows[BABY]["limit"], rows[BABY]["unit"]) == (
        "adoption", 6, "month",
    )  # fmt: skip
    assert not [row for row in rules_table(date(2005, 1, 1)) if row["kind"] == "age"]


# What an agency enters


def change(rule_id: str, from_on: date, **values: Any) -> ChangeRule:
    until = values.pop("until", None)
    return ChangeRule(
        rule_id, from_on, values, words=f"A child under {values.get('under')} old, as it is now.",
        source=SOURCE, reason="The law changes.", short_source="Regulations 2025", until=until,
    )  # fmt: skip


def test_an_age_is_confirmed_and_says_who_read_it(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    command = ConfirmRule(BABY, TODAY, "Standard 13", read_on=TODAY, reason="Read the standards.")
    workspace.do(staff.system_administrator, command)
    line = next(r for r in workspace.rules.rules(staff.worker) if r.id == BABY)
    assert (line.kind, line.name, line.limit) == ("age", "Relinquished baby", "under 6 months")
    assert (line.status, line.by_agency) == ("verified", "Confirmed by the agency")
    assert line.force == "The age of the child on the day of the step decides."
    assert line.note == "Read at its source on 24 October 2025 by Sam Teller."
    (version,) = workspace.rules.versions(staff.worker, BABY)
    assert version.origin == "Confirmed by Sam Teller on 24 October 2025"
    row = next(r for r in workspace.rules.table(staff.worker) if r["id"] == BABY)
    assert (row["status"], row["entered"]["act"]) == ("verified", "confirmed")
    with office.reading() as session:
        assert [kept.kind for kept in session.query(RuleVersion)] == ["age"]
    again = workspace.rules.rules(staff.worker, date(2005, 12, 30))
    assert [rule.id for rule in again if rule.kind == "age"] == [PLACED]


def test_an_age_changes_from_a_day_on_ends_by_itself_and_is_taken_back(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    admin, last = staff.system_administrator, SOON + timedelta(days=30)
    command = change(PLACED, SOON, under=2, unit="month", until=last)
    made = workspace.do(admin, command).made

    def ages() -> list[str]:
        days = (SOON - timedelta(days=1), SOON, last, last + timedelta(days=1))
        found = [office.rules.age_rule(PLACED, day) for day in days]
        return [f"{rule.under} {rule.unit}" for rule in found if rule is not None]

    with office.reading():
        assert ages() == ["6 week", "2 month", "2 month", "6 week"]
    shown = workspace.rules.versions(staff.worker, PLACED)
    assert [(v.state, v.limit) for v in shown] == [
        ("planned", "under 6 weeks"),
        ("planned", "under 2 months"),
        ("current", "under 6 weeks"),
    ]
    shipped = rule_library().age_rule(PLACED, SOON)
    assert shipped is not None
    assert shipped.under == 6
    workspace.do(admin, TakeBackRule(made, "It was only proposed."))
    with office.reading():
        assert ages() == ["6 week"] * 4
    states = {v.state for v in workspace.rules.versions(staff.worker, PLACED)}
    assert states == {"current", "taken_back"}


@pytest.mark.parametrize(
    ("command", "field", "sentence"),
    [
        (change(PLACED, SHIPPED_FROM[PLACED], under=8), "from_on",
         "This rule comes with the program and was read at its source."),
        (change(BABY, SOON, under=300), "under",
         "An age of 300 is impossible, at most 216 for a month."),
        (change(BABY, SOON, under=6, unit="working_day"), "unit",
         "An age is counted in weeks or months, not in a working day."),
        (change(BABY, date(2010, 1, 1), under=3), "from_on", "No version of this rule is in"),
        (replace(change(BABY, SOON, under=3), source=" "), "source", "Enter where the rule"),
    ],
)  # fmt: skip
def test_a_change_of_an_age_that_cannot_be_is_refused_beside_its_field(
    workspace: Workspace, staff: Staff, command: ChangeRule, field: str, sentence: str
) -> None:
    for ask in (workspace.do, workspace.rule_changes.preview):
        with pytest.raises(RuleBroken) as found:
            ask(staff.system_administrator, command)
        assert found.value.message.startswith(sentence)
        assert found.value.field == field


# The steps that ask


def child(workspace: Workspace, staff: Staff, born_on: date | None, name: str = "Robin") -> str:
    """Return the case of a child whose parents consent."""
    command = RecordChild(name, "Ashby", born_on, TODAY, relinquished=True)
    return workspace.do(staff.worker, command).made


@pytest.fixture
def months_of(workspace: Workspace, staff: Staff) -> dict[int, str]:
    """Return children of so many months."""
    born = {months: TODAY - timedelta(days=31 * months) for months in (1, 4, 8)}
    return {months: child(workspace, staff, on, f"Month {months}") for months, on in born.items()}


def test_a_preview_counts_the_children_between_the_ages_when_it_begins(
    workspace: Workspace, staff: Staff, moment: Moment, months_of: dict[int, str]
) -> None:
    child(workspace, staff, None, "Nobody knows when")
    admin = staff.system_administrator

    def cases(command: ChangeRule) -> int:
        found = workspace.rule_changes.preview(admin, command)
        assert "what is recorded already stays" in found.words
        return found.cases

    assert cases(change(BABY, SHIPPED_FROM[BABY], under=3)) == 1
    assert cases(change(BABY, TODAY, under=9)) == 1
    assert cases(change(BABY, TODAY + timedelta(days=60), under=3)) == 1
    assert cases(change(BABY, TODAY + timedelta(days=600), under=3)) == 0
    assert cases(change(BABY, date(2012, 1, 1), under=3, until=date(2013, 1, 1))) == 0
    assert cases(change(BABY, TODAY, under=1, unit="week")) == 2


def test_a_child_is_placed_by_the_age_in_force_on_the_day_of_the_placement(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    case_id = child(workspace, staff, SOON - timedelta(days=50))
    command = change(PLACED, SOON, under=8)
    workspace.do(staff.system_administrator, command)

    def refusal(on: date, *, agreed: bool) -> str | None:
        with office.reading() as session:
            file = CaseFile(session, office, staff.worker, session.get_one(Case, case_id))
            try:
                check_child_step(file, E.PLACED, on, {"agreed": agreed})
            except RuleBroken as error:
                return error.message
        return None

    no_order = "There is no placement order and no consent of the parents"
    before = SOON - timedelta(days=1)
    assert (refusal(before, agreed=True) or "").startswith(no_order)
    assert refusal(SOON, agreed=True) is None
    assert refusal(SOON, agreed=False) == f"{command.words} (Regulations 2025.)"
    assert (refusal(SOON + timedelta(days=6), agreed=True) or "").startswith(no_order)


def test_a_decision_is_on_a_baby_by_the_age_in_force_on_its_day(
    workspace: Workspace, staff: Staff, office: Office, months_of: dict[int, str]
) -> None:
    def babies(on: date) -> list[int]:
        with office.reading() as session:
            return [
                months
                for months, case_id in months_of.items()
                if is_relinquished_baby(
                    CaseFile(session, office, staff.worker, session.get_one(Case, case_id)), on
                )
            ]

    assert babies(TODAY) == [1, 4]
    workspace.do(staff.system_administrator, change(BABY, TODAY, under=3))
    assert babies(TODAY) == [1]
    assert babies(TODAY - timedelta(days=1)) == [1, 4]


def decided_on_baby(tracking: TrackingDesk, reference: str) -> list[bool]:
    """Return of each decision on a child, oldest first, whether the shorter clock starts."""
    with tracking.office.reading() as session:
        found = session.query(CaseEventRow).filter(
            CaseEventRow.case_id == tracking.case_id(reference),
            CaseEventRow.type == E.DECISION_MADE,
        )
        rows = found.order_by(CaseEventRow.id)
        return [bool(row.facts.get("relinquished_under_six_months")) for row in rows]


def clocks(tracking: TrackingDesk, reference: str) -> set[str]:
    lines = tracking.workspace.clocks.clocks(tracking.adviser, reference=reference)
    return {line.clock.rule.id for line in lines if line.clock.state.is_active}


def test_an_imported_decision_is_on_a_baby_by_the_age_in_force_on_its_day(
    tracking: TrackingDesk,
) -> None:
    admin = tracking.staff.system_administrator
    tracking.workspace.do(admin, change(BABY, date(2025, 9, 1), under=3))
    before, after = (
        ChildRecord(
            f"C-{number}", first_name="Wren", born_on=decided_on - timedelta(days=120),
            relinquished=True, entered_care=decided_on - timedelta(days=100), plan="Adoption",
            should_be_placed=decided_on,
        )
        for number, decided_on in enumerate((date(2025, 8, 31), date(2025, 9, 1)))
    )  # fmt: skip
    tracking.take(before, after)
    assert decided_on_baby(tracking, "C-0") == [True]
    assert decided_on_baby(tracking, "C-1") == [False]
    assert "A-MATCH-BABY" in clocks(tracking, "C-0")
    assert "A-MATCH" in clocks(tracking, "C-1")
    assert "A-MATCH-BABY" not in clocks(tracking, "C-1")
    assert tracking.take(before, after).unchanged == 2
    moved = replace(before, should_be_placed=date(2025, 9, 2))
    assert tracking.take(moved, after).updated == 1
    assert decided_on_baby(tracking, "C-0") == [True, False]
    assert "A-MATCH-BABY" not in clocks(tracking, "C-0")


@pytest.mark.parametrize("together", [True, False])
def test_a_decision_with_a_row_of_its_own_is_on_a_baby_too(
    tracking: TrackingDesk, *, together: bool
) -> None:
    """A workbook tells a decision on the sheet Decisions, and mostly in the child's row as well."""
    day = date(2025, 9, 1)
    wren = ChildRecord(
        "C-1", first_name="Wren", born_on=day - timedelta(days=120), relinquished=True,
        entered_care=day - timedelta(days=100), plan="Adoption",
        should_be_placed=day if together else None,
    )  # fmt: skip
    decided = DecisionRecord(
        child_ref="C-1", kind="Should be placed", decided=day, decision="Should be placed"
    )
    if not together:
        tracking.take(wren)
    tracking.take(wren, decided)
    assert decided_on_baby(tracking, "C-1") == [True]
    assert "A-MATCH-BABY" in clocks(tracking, "C-1")
    told = replace(wren, should_be_placed=day, relinquished=False)
    assert tracking.take(told, decided).updated == 1
    assert decided_on_baby(tracking, "C-1") == [True]
    assert tracking.take(told, decided).unchanged == 2


def test_a_decision_that_comes_with_news_of_the_child_is_judged_by_them(
    tracking: TrackingDesk,
) -> None:
    day = date(2025, 9, 1)
    wren = ChildRecord("C-1", first_name="Wren", born_on=day - timedelta(days=120))
    tracking.take(wren)
    decided = DecisionRecord(
        child_ref="C-1", kind="Should be placed", decided=day, decision="Should be placed"
    )
    tracking.take(replace(wren, relinquished=True), decided)
    assert decided_on_baby(tracking, "C-1") == [True]


def test_a_workbook_taken_in_again_after_a_change_of_age_changes_nothing(
    tracking: TrackingDesk,
) -> None:
    wren = ChildRecord(
        "C-1", first_name="Wren", born_on=date(2025, 2, 20), relinquished=True,
        entered_care=date(2025, 3, 1), plan="Adoption", should_be_placed=date(2025, 6, 20),
    )  # fmt: skip
    tracking.take(wren)
    admin = tracking.staff.system_administrator
    tracking.workspace.do(admin, change(BABY, SHIPPED_FROM[BABY], under=3))
    outcome = tracking.take(wren)
    assert (outcome.unchanged, outcome.updated) == (1, 0)
    assert decided_on_baby(tracking, "C-1") == [True]
