"""An administrator confirms and changes rules; open cases follow, and history stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.rule_changes import ChangeHoliday, ChangeRule, ConfirmRule, TakeBackRule
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.freshening import freshen
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.workspace import Workspace
from db.models import AuditEntry, Case
from tests.factories import Moment, Staff, make_case

if TYPE_CHECKING:
    from cfs_panels.domain.rule_lines import RuleLine
    from cfs_panels.services.office import Office

LONGER_FROM, NO_PANEL_FROM = date(2027, 9, 1), date(2027, 4, 1)
SOURCE = "Care Planning (Amendment) Regulations 2027, regulation 4"


@pytest.fixture
def workspace(office: Office) -> Workspace:
    return Workspace(office)


def change(office: Office, rule_id: str, from_on: date, **values: Any) -> ChangeRule:
    """Return a change of some values of a rule."""
    as_it_was = office.rules.laid(rule_id)[-1].rule.words
    words = values.pop("words", "What the law says from then on." if values else as_it_was)
    until = values.pop("until", None)
    return ChangeRule(
        rule_id, from_on, values, words=words, source=SOURCE, reason="The law changes.",
        short_source="Regulations 2027", until=until,
    )  # fmt: skip


def refused(workspace: Workspace, staff: Staff, command: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as found:
        workspace.do(staff.system_administrator, command)
    return found.value


def due_on(office: Office, case_id: str) -> date | None:
    with office.reading() as session:
        return session.get_one(Case, case_id).clock_due_on


def line(workspace: Workspace, staff: Staff, rule_id: str) -> RuleLine:
    return next(r for r in workspace.rules.rules(staff.worker) if r.id == rule_id)


def entries(office: Office) -> list[str]:
    with office.reading() as session:
        found = session.query(AuditEntry).filter(AuditEntry.kind == "rule_version")
        return [entry.details for entry in found.order_by(AuditEntry.sequence)]


# Confirmed


def confirmation(rule_id: str = "A-S1") -> ConfirmRule:
    return ConfirmRule(
        rule_id, on=date(2025, 10, 24), source="Adoption Agencies Regulations 2005, reg 27(3)",
        read_on=date(2025, 10, 23), reason="Read the regulation as amended.",
    )  # fmt: skip


def test_a_confirmed_rule_keeps_limit_and_dates_and_says_who_read_it(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    before = line(workspace, staff, "A-S1")
    workspace.do(staff.system_administrator, confirmation())
    after = line(workspace, staff, "A-S1")
    assert (before.status, after.status) == ("unconfirmed", "verified")
    assert (after.limit, after.effective_from) == (before.limit, before.effective_from)
    assert after.by_agency == "Confirmed by the agency"
    assert after.note == "Read at its source on 23 October 2025 by Sam Teller."
    newest = workspace.rules.versions(staff.worker, "A-S1")[0]
    assert newest.origin == "Confirmed by Sam Teller on 24 October 2025"
    assert newest.reason == "Read the regulation as amended."
    assert len(entries(office)) == 1
    assert "Read the regulation" in entries(office)[0]


def test_a_confirmed_rule_is_not_marked_on_the_clocks_of_a_case(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    made = make_case(office, staff, service=Service.ADOPTION, upto=E.STAGE_ONE_STARTED)

    def status() -> str:
        clocks = workspace.clocks.clocks(staff.worker, reference=made.reference)
        return next(c.clock.rule.status for c in clocks if c.clock.rule.id == "A-S1")

    assert status() == "unconfirmed"
    workspace.do(staff.system_administrator, confirmation())
    assert status() == "verified"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"source": " "}, "source", "Enter where the rule stands"),
        ({"reason": ""}, "reason", "Enter the reason"),
        ({"read_on": date(2025, 10, 25)}, "read_on", "That day is still to come"),
        ({"rule_id": "F-ADM"}, None, "This version is confirmed already"),
        ({"rule_id": "F-LOCAL-16W"}, None, "This is a standard of the agency's own"),
        ({"on": date(2000, 1, 1)}, "on", "No version of this rule is in force on 1 January 2000"),
        ({"rule_id": "F-NONE"}, None, "There is no rule F-NONE"),
    ],
)
def test_a_confirmation_that_cannot_be_is_refused(
    workspace: Workspace, staff: Staff, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    refusal = refused(workspace, staff, replace(confirmation(), **wrong))
    assert refusal.message.startswith(sentence)
    assert refusal.field == field


# Changed from a day on


def test_a_temporary_approval_lasts_longer_from_the_day_the_law_changes(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    workspace.do(staff.system_administrator, change(office, "F-CP-TEMP", LONGER_FROM, limit=24))
    with office.reading():
        assert office.rules.rule("F-CP-TEMP", LONGER_FROM - timedelta(days=1)).limit == 16
        assert office.rules.rule("F-CP-TEMP", LONGER_FROM).limit == 24
    assert rule_library().rule("F-CP-TEMP", LONGER_FROM).limit == 16
    newest, old = workspace.rules.versions(staff.worker, "F-CP-TEMP")
    assert (newest.limit, newest.state_words, newest.effective_from) == (
        "24 weeks", "Not yet in force", LONGER_FROM,
    )  # fmt: skip
    assert (old.limit, old.state_words, old.effective_to) == (
        "16 weeks", "In force", LONGER_FROM - timedelta(days=1),
    )  # fmt: skip
    assert line(workspace, staff, "F-CP-TEMP").next_on == LONGER_FROM


def test_first_approvals_go_without_panel_from_the_day_the_law_changes(
    workspace: Workspace, staff: Staff, office: Office, moment: Moment
) -> None:
    moment.on(date(2027, 3, 1))
    made = make_case(office, staff)

    def step() -> str:
        with office.reading() as session:
            return session.get_one(Case, made.id).next_step

    words = "An application to foster is decided without panel."
    command = change(office, "P-F-APPROVAL", NO_PANEL_FROM, required=False, words=words)
    workspace.do(staff.system_administrator, command)
    assert step() == "book_panel"
    moment.on(NO_PANEL_FROM - timedelta(days=1))
    assert freshen(office) == 0
    assert step() == "book_panel"
    moment.on(NO_PANEL_FROM + timedelta(days=2))
    assert freshen(office) == 1
    assert step() == "send_to_decision_maker"
    assert freshen(office) == 0


def test_cases_begun_before_keep_the_old_rule_and_those_after_have_the_new(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    old = make_case(office, staff, upto=E.INITIAL_VISIT_OFFERED)
    before = due_on(office, old.id)
    begins = office.today - timedelta(days=3)
    workspace.do(staff.system_administrator, change(office, "F-LOCAL-VISIT", begins, limit=2))
    assert due_on(office, old.id) == before


def test_a_rule_that_always_was_another_is_counted_anew_in_open_cases(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    made = make_case(office, staff, service=Service.ADOPTION, upto=E.STAGE_ONE_STARTED)
    began = office.today - timedelta(days=163)
    first = office.rules.rule("A-S1", began).effective_from
    changes = workspace.do(
        staff.system_administrator, change(office, "A-S1", first, limit=9, unit="week")
    )
    assert due_on(office, made.id) == began + timedelta(weeks=9)
    assert changes.touches("case", made.id)
    shown = line(workspace, staff, "A-S1")
    assert (shown.limit, shown.status, shown.by_agency) == (
        "9 weeks", "verified", "Changed by the agency",
    )  # fmt: skip


def test_a_version_with_an_end_gives_the_old_rule_back(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    last = LONGER_FROM + timedelta(days=30)
    command = change(office, "F-CP-TEMP", LONGER_FROM, limit=24, until=last)
    workspace.do(staff.system_administrator, command)
    with office.reading():
        assert office.rules.rule("F-CP-TEMP", last).limit == 24
        assert office.rules.rule("F-CP-TEMP", last + timedelta(days=1)).limit == 16


def test_quorum_has_another_number_from_a_day_on(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    workspace.do(staff.system_administrator, change(office, "Q-FOSTERING", NO_PANEL_FROM, total=4))
    with office.reading():
        assert office.rules.quorum_rule(Service.FOSTERING, NO_PANEL_FROM).total == 4
        assert office.rules.quorum_rule(Service.FOSTERING, office.today).total == 5


@pytest.mark.parametrize(
    ("rule_id", "from_on", "values", "field", "sentence"),
    [
        ("F-CP-TEMP", date(2011, 4, 1), {"limit": 24}, "from_on",
         "This rule comes with the program and was read at its source."),
        ("F-CP-TEMP", date(2010, 4, 1), {"limit": 24}, "from_on", "No version of this rule"),
        ("F-CP-TEMP", LONGER_FROM, {"limit": 900}, "limit",
         "A limit of 900 is impossible, at most 104 for a week."),
        ("F-CP-TEMP", LONGER_FROM, {"limit": 0}, "limit", "Enter a whole number of 1 or more."),
        ("F-CP-TEMP", LONGER_FROM, {"limit": "24"}, "limit", "Enter a whole number"),
        ("F-CP-TEMP", LONGER_FROM, {"limit": 24, "counting": "back"}, "counting", "Back counts"),
        ("F-CP-TEMP", LONGER_FROM, {}, None, "Nothing is changed") ,
        ("F-CP-TEMP", LONGER_FROM, {"weight": "GOOD"}, None, "weight is nothing that can be"),
        ("F-CP-TEMP", LONGER_FROM, {"limit": 24, "until": date(2027, 8, 1)}, "until",
         "It would end before it begins."),
        ("P-F-APPROVAL", date(2012, 1, 1), {"required": False, "until": date(2022, 1, 1)}, "until",
         "Another version follows after 23 April 2020."),
        ("F-CP-TEMP", LONGER_FROM, {"limit": 24, "words": " "}, "words", "Enter the rule in words"),
        ("Q-FOSTERING", NO_PANEL_FROM, {"total": 40}, "total", "So many members are impossible."),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_beside_its_field(
    workspace: Workspace,
    staff: Staff,
    office: Office,
    rule_id: str,
    from_on: date,
    values: dict[str, Any],
    field: str,
    sentence: str,
) -> None:
    command = change(office, rule_id, from_on, **values)
    if not values:
        rule = office.rules.laid(rule_id)[-1].rule
        command = replace(command, source=rule.source)
    refusal = refused(workspace, staff, command)
    assert refusal.message.startswith(sentence)
    assert refusal.field == field
    with pytest.raises(RuleBroken):
        workspace.rule_changes.preview(staff.system_administrator, command)
    assert not entries(office)


def test_a_preview_says_what_would_change_and_for_how_many_cases(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    make_case(office, staff, service=Service.ADOPTION, upto=E.STAGE_ONE_STARTED)
    admin = staff.system_administrator
    always = change(office, "A-S1", date(2013, 7, 1), limit=3)
    assert workspace.rule_changes.preview(admin, always).words == (
        "Always since 1 July 2013: Stage 1, 3 months instead of 2 months. "
        "1 open case has this clock and is counted anew."
    )
    later = change(office, "A-S1", LONGER_FROM, limit=3)
    assert workspace.rule_changes.preview(admin, later).words == (
        "From 1 September 2027: Stage 1, 3 months instead of 2 months. "
        "1 open case has this clock; those applied for before then keep the old rule."
    )
    nobody = change(office, "F-CP-TEMP", LONGER_FROM, limit=24)
    assert workspace.rule_changes.preview(admin, nobody).words == (
        "From 1 September 2027: Temporary approval, 24 weeks instead of 16 weeks. "
        "No open case has this clock."
    )
    assert not entries(office)


# Taken back


def test_what_was_entered_is_taken_back_and_stays_in_the_history(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    made = make_case(office, staff, service=Service.ADOPTION, upto=E.STAGE_ONE_STARTED)
    before = due_on(office, made.id)
    admin = staff.system_administrator
    entered = workspace.do(admin, change(office, "A-S1", date(2013, 7, 1), limit=3)).made
    assert due_on(office, made.id) != before
    workspace.do(admin, TakeBackRule(entered, "Read the wrong regulation."))
    assert due_on(office, made.id) == before
    shown = workspace.rules.versions(staff.worker, "A-S1")
    states = [(v.state, v.limit) for v in shown]
    assert sorted(states) == [("current", "2 months"), ("taken_back", "3 months")]
    gone = next(v for v in shown if v.state == "taken_back")
    assert "Taken back by Sam Teller on 24 October 2025: Read the wrong" in gone.reason
    assert len(entries(office)) == 2


def test_a_change_is_undone_at_once_and_only_once(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    admin = staff.system_administrator
    changes = workspace.do(admin, change(office, "F-CP-TEMP", LONGER_FROM, limit=24))
    assert workspace.do(admin, changes.undo).undo is None
    assert refused(workspace, staff, changes.undo).message.startswith("There is no such version")
    assert refused(workspace, staff, TakeBackRule("none", "x")).message.startswith("There is no")


def test_taking_back_needs_a_reason(workspace: Workspace, staff: Staff, office: Office) -> None:
    admin = staff.system_administrator
    made = workspace.do(admin, change(office, "F-CP-TEMP", LONGER_FROM, limit=24)).made
    assert refused(workspace, staff, TakeBackRule(made, " ")).field == "reason"


# Who, and where else


def test_only_a_system_administrator_changes_rules(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    commands = (
        confirmation(),
        change(office, "F-CP-TEMP", LONGER_FROM, limit=24),
        TakeBackRule("any", "any"),
        ChangeHoliday(date(2026, 6, 15), is_holiday=True, name="A day", reason="Proclaimed"),
    )
    for command in commands:
        with pytest.raises(RuleBroken, match="a system administrator does"):
            workspace.do(staff.adviser, command)
    with pytest.raises(RuleBroken, match="a system administrator does"):
        workspace.rule_changes.preview(staff.adviser, commands[1])


def test_another_process_works_by_the_new_rule_at_its_next_reading(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    other = Workspace(replace(office))
    assert line(other, staff, "A-S1").status == "unconfirmed"
    workspace.do(staff.system_administrator, confirmation())
    assert line(other, staff, "A-S1").status == "verified"


def test_what_was_refused_in_the_end_is_no_rule(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    from cfs_panels.domain.errors import OutsideTrouble

    make_case(office, staff, service=Service.ADOPTION, upto=E.STAGE_ONE_STARTED)

    def stop(done: int, total: int, words: str = "") -> None:
        raise OutsideTrouble("Cancelled.")

    command = change(office, "A-S1", date(2013, 7, 1), limit=3)
    with pytest.raises(OutsideTrouble):
        workspace.rule_changes.change_rule(staff.system_administrator, command, stop)
    assert line(workspace, staff, "A-S1").limit == "2 months"
    assert not entries(office)


def test_the_table_of_the_command_line_says_who_entered_a_version(
    workspace: Workspace, staff: Staff
) -> None:
    workspace.do(staff.system_administrator, confirmation())
    rows = {row["id"]: row for row in workspace.rules.table(staff.worker)}
    assert rows["A-S1"]["entered"]["by"] == "Sam Teller"
    assert rows["A-S1"]["status"] == "verified"
    assert "entered" not in rows["A-S2"]


# Bank holidays


def test_a_proclaimed_bank_holiday_moves_what_is_counted_in_working_days(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    made = make_case(office, staff, upto=E.ENQUIRY_RECEIVED)
    before, day = due_on(office, made.id), date(2025, 3, 19)
    assert before == date(2025, 3, 24)
    command = ChangeHoliday(day, is_holiday=True, name="Day of thanks", reason="Proclaimed.")
    changes = workspace.do(staff.system_administrator, command)
    assert due_on(office, made.id) == before + timedelta(days=1)
    shown = workspace.rules.holidays(staff.worker, day, day)
    assert [(h.name, h.is_holiday) for h in shown] == [("Day of thanks", True)]
    workspace.do(staff.system_administrator, changes.undo)
    assert due_on(office, made.id) == before
    assert workspace.rules.holidays(staff.worker, day, day) == ()


def test_a_bank_holiday_that_is_moved_is_worked_and_still_shown(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    day = date(2026, 5, 4)
    command = ChangeHoliday(day, is_holiday=False, name="", reason="Moved to 8 May.")
    workspace.do(staff.system_administrator, command)
    with office.reading():
        assert office.calendar.is_working_day(day)
    shown = workspace.rules.holidays(staff.worker, day, day)[0]
    assert (shown.name, shown.is_holiday) == ("Early May bank holiday", False)
    assert shown.origin == "Entered by Sam Teller on 24 October 2025: Moved to 8 May."


@pytest.mark.parametrize(
    ("day", "is_holiday", "name", "reason", "field", "sentence"),
    [
        (date(2026, 5, 4), True, "May Day", "x", "day", "4 May 2026 is a bank holiday already"),
        (date(2026, 5, 5), False, "", "x", "day", "5 May 2026 is no bank holiday."),
        (date(2026, 5, 9), True, "A day", "x", "day", "9 May 2026 is a weekend"),
        (date(2026, 5, 5), True, " ", "x", "name", "Enter what the bank holiday is called."),
        (date(2026, 5, 5), True, "A day", " ", "reason", "Enter the reason."),
        (date(1950, 5, 5), True, "A day", "x", "day", "Enter a day from 1 January 1990"),
    ],
)
def test_a_bank_holiday_that_cannot_be_is_refused(
    workspace: Workspace,
    staff: Staff,
    day: date,
    is_holiday: bool,
    name: str,
    reason: str,
    field: str,
    sentence: str,
) -> None:
    command = ChangeHoliday(day, is_holiday=is_holiday, name=name, reason=reason)
    refusal = refused(workspace, staff, command)
    assert refusal.message.startswith(sentence)
    assert refusal.field == field


def test_words_that_still_say_the_old_limit_are_refused(
    office: Office, workspace: Workspace, staff: Staff
) -> None:
    command = change(
        office, "F-CP-TEMP", LONGER_FROM, limit=24,
        words="A connected person's temporary approval ends after 16 weeks.",
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        workspace.do(staff.system_administrator, command)
    assert (refused.value.field, refused.value.message) == (
        "words", "The words still say 16 weeks. Say in words what the rule is from then on.",
    )  # fmt: skip
