"""The clocks across cases: who sees which, what each says of itself, and how they are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.clock_pages import ClockPage, ClockQuery, ClockRow, ClockView
from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.periods import Counting
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.case_clocks import clocks_on
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.clock_starts import start_event, start_sentence
from cfs_panels.services.event_words import event_words
from cfs_panels.services.workspace import Workspace
from db.models import Case
from tests.factories import Made, make_case
from tests.services.tracking_desk import SAMPLES, SOURCE, THE_SANDHUS

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff
    from tests.services.tracking_desk import TrackingDesk

HOUSEHOLDS = (
    ("Gwen", "Abernethy", Service.FOSTERING, EventType.COMPLIANCE_DECLARED, "North fostering team"),
    ("Owen", "Pritchard", Service.ADOPTION, EventType.STAGE_ONE_STARTED, "Adoption team"),
    ("Rhys", "Kendrick", Service.FOSTERING, EventType.REPORT_GIVEN, "South fostering team"),
)


@pytest.fixture
def cases(office: Office, staff: Staff) -> dict[str, Made]:
    """Return three open cases, in three teams."""
    return {
        last: make_case(
            office, staff, names=((first, last),), service=service, upto=upto, team=team
        )
        for first, last, service, upto, team in HOUSEHOLDS
    }


@pytest.fixture
def workspace(office: Office) -> Workspace:
    """Return the workspace of the agency."""
    return Workspace(office)


def rules(page: ClockPage, household: str) -> set[str]:
    return {row.rule_id for row in page.rows if household in row.household}


def row_of(page: ClockPage, rule_id: str, household: str) -> ClockRow:
    return next(r for r in page.rows if r.rule_id == rule_id and household in r.household)


# What is listed


def test_every_clock_that_someone_must_act_on_is_listed_late_first(
    workspace: Workspace, staff: Staff, cases: dict[str, Made]
) -> None:
    page = workspace.clocks.clock_page(staff.adviser)
    assert {row.household for row in page.rows} == {
        "Gwen Abernethy", "Owen Pritchard", "Rhys Kendrick"
    }  # fmt: skip
    assert {"F-APP-PANEL", "F-LOCAL-16W"} <= rules(page, "Kendrick")
    passed = [row.view is ClockView.PASSED for row in page.rows]
    assert passed == sorted(passed)
    ends = [row.due_on for row in page.rows if row.view is not ClockView.PASSED and row.due_on]
    assert ends == sorted(ends)
    assert page.rows[0].view is ClockView.LATE


def test_the_list_holds_the_same_clocks_as_the_cases_do(
    workspace: Workspace, office: Office, staff: Staff, cases: dict[str, Made]
) -> None:
    page = workspace.clocks.clock_page(staff.adviser)
    with office.reading() as session:
        on_cases = {
            (case.id, clock.rule.id, clock.due_on)
            for case in session.query(Case)
            for clock in CaseFile(session, office, staff.adviser, case).clocks()
            if clock.state.is_active
        }
    assert {(row.case_id, row.rule_id, row.due_on) for row in page.rows} == on_cases


def test_a_row_says_when_it_started_from_which_event_and_who_has_it(
    workspace: Workspace, staff: Staff, cases: dict[str, Made], office: Office
) -> None:
    row = row_of(workspace.clocks.clock_page(staff.adviser), "F-APP-PANEL", "Kendrick")
    assert row.started_on == office.today - timedelta(days=165)
    assert row.start_words == "Application received"
    assert row.worker == "Hannah Whitlock"
    assert row.source.startswith("Minimum standard")
    stage_one = row_of(workspace.clocks.clock_page(staff.adviser), "A-S1", "Pritchard")
    assert (stage_one.view, stage_one.is_late) == (ClockView.LATE, True)
    assert stage_one.days_left is not None
    assert stage_one.days_left < 0


def test_the_filters_narrow_rows_and_counts_alike(
    workspace: Workspace, staff: Staff, cases: dict[str, Made]
) -> None:
    clocks, adviser = workspace.clocks, staff.adviser
    every = clocks.clock_page(adviser)
    for query in (
        ClockQuery(service=Service.ADOPTION),
        ClockQuery(team="South fostering team"),
        ClockQuery(rule="F-APP-PANEL"),
        ClockQuery(text="abern"),
        ClockQuery(worker="Hannah Whitlock", service=Service.FOSTERING),
    ):
        page = clocks.clock_page(adviser, query)
        assert 0 < len(page.rows) < len(every.rows)
        assert page.count(ClockView.ALL) == len(page.rows)
        assert sum(n for view, n in page.counts if view is not ClockView.ALL) == len(page.rows)
    late = clocks.clock_page(adviser, ClockQuery(view=ClockView.LATE))
    assert {row.view for row in late.rows} == {ClockView.LATE}
    assert late.counts == every.counts
    assert ("F-APP-PANEL", "Application to panel") in every.rules
    assert every.teams == ("Adoption team", "North fostering team", "South fostering team")


def test_a_case_on_hold_has_its_clocks_that_wait_among_the_paused(
    workspace: Workspace, staff: Staff, cases: dict[str, Made], office: Office
) -> None:
    waiting = make_case(office, staff, service=Service.ADOPTION, upto=EventType.STAGE_ONE_PASSED)
    proceed = EventType.NOTICE_TO_PROCEED_RECEIVED
    workspace.do(staff.worker, RecordEvent(waiting.id, proceed, office.today - timedelta(days=9)))
    hold = {"reason": "A move of house", "cause": "applicant"}
    workspace.do(
        staff.worker, RecordEvent(waiting.id, EventType.CASE_HELD, office.today, facts=hold)
    )
    page = workspace.clocks.clock_page(staff.adviser)
    paused = [row for row in page.rows if row.view is ClockView.PAUSED]
    assert {row.case_id for row in paused} == {waiting.id}
    row = paused[0]
    details = workspace.clocks.clock(staff.adviser, row.case_id, row.rule_id)
    assert details.holds == ("On hold from 24 October 2025, still on hold.",)


def test_what_is_shown_first_is_part_of_the_whole(
    workspace: Workspace, staff: Staff, cases: dict[str, Made]
) -> None:
    whole = workspace.clocks.clock_page(staff.adviser)
    first = workspace.clocks.clock_page(staff.adviser, ClockQuery(first_cases=1))
    assert (whole.is_whole, first.is_whole) == (True, False)
    assert len({row.case_id for row in first.rows}) == 1
    assert set(first.rows) < set(whole.rows)


# Who sees what


def test_a_case_that_may_not_be_opened_is_neither_listed_nor_counted(
    workspace: Workspace, staff: Staff, cases: dict[str, Made], office: Office
) -> None:
    before = workspace.clocks.clock_page(staff.adviser)
    with office.writing(staff.manager) as session:
        session.get_one(Case, cases["Abernethy"].id).is_restricted = True
    after = workspace.clocks.clock_page(staff.adviser)
    assert rules(before, "Abernethy")
    assert not rules(after, "Abernethy")
    assert after.count(ClockView.ALL) == len(after.rows) < len(before.rows)
    assert "North fostering team" not in after.teams
    with pytest.raises(RuleBroken):
        workspace.clocks.clock(staff.adviser, cases["Abernethy"].id, "F-APP-PANEL")


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.PANEL_MEMBER])
def test_who_sees_no_list_of_cases_sees_no_list_of_clocks(
    workspace: Workspace, staff: Staff, cases: dict[str, Made], role: Role
) -> None:
    nobody = replace(staff.adviser, roles=frozenset({role}), member_id=None)
    with pytest.raises(RuleBroken):
        workspace.clocks.clock_page(nobody)


# One clock explained


def test_a_clock_is_explained_with_its_rule_its_days_and_why_it_is_late(
    workspace: Workspace, staff: Staff, cases: dict[str, Made], office: Office
) -> None:
    case_id = cases["Pritchard"].id
    late = workspace.clocks.clock(staff.other_worker, case_id, "A-S1")
    assert late.started == "Notice to proceed given, stage 1 started, 14 May 2025."
    assert late.counted == "2 months from the day it started."
    assert late.status_words == "Unconfirmed: ask before you rely on it"
    assert (late.line.cause, late.may_explain) == ("", True)
    delay = {"rule": "A-S1", "cause": "checks", "reason": "The police check is out"}
    told = RecordEvent(case_id, EventType.DELAY_RECORDED, office.today, facts=delay)
    workspace.do(staff.worker, told)
    assert workspace.clocks.clock(staff.adviser, case_id, "A-S1").line.cause.startswith(
        "The police"
    )
    row = row_of(workspace.clocks.clock_page(staff.adviser), "A-S1", "Pritchard")
    assert row.cause == "The police check is out"


def test_a_clock_that_does_not_run_is_not_explained(
    workspace: Workspace, staff: Staff, cases: dict[str, Made]
) -> None:
    with pytest.raises(RuleBroken, match="no longer runs"):
        workspace.clocks.clock(staff.adviser, cases["Pritchard"].id, "A-ADM")


# No clock is a riddle


def test_no_clock_of_an_imported_case_is_a_riddle(
    tracking: TrackingDesk, office: Office, moment: Moment
) -> None:
    moment.on(date(2024, 4, 15))
    read = tracking.workspace.imports.read(tracking.adviser, SAMPLES / "tracker-2023-24.xlsx")
    tracking.workspace.imports.take_in(tracking.adviser, read, SOURCE)
    seen = 0
    with office.reading() as session:
        for case in session.query(Case):
            file = CaseFile(session, office, tracking.adviser, case)
            happened = {(e.type, e.on) for e in file.history.events}
            for clock in clocks_on(office, file.pathway, file.history, office.today):
                seen += 1
                rule = clock.rule
                assert clock.started_on is not None
                assert clock.started_by in rule.start_events
                assert start_event(clock) in event_words().events[clock.started_by]
                assert clock.started_on.strftime("%Y") in start_sentence(clock)
                assert rule.source
                assert rule.words
                if not (rule.follows or rule.start_fact):
                    assert (clock.started_by, clock.started_on) in happened
                if rule.counting is not Counting.BACK and clock.due_on:
                    assert clock.due_on >= clock.started_on
    assert seen > 500


def test_history_from_a_workbook_is_nobodys_work(tracking: TrackingDesk, moment: Moment) -> None:
    moment.on(date(2024, 1, 15))
    tracking.take(replace(THE_SANDHUS, enquiry=date(2022, 1, 4), initial_visit=None))
    case_id = tracking.case_id("F-2023-0001")
    everything = tracking.workspace.clocks.clocks(tracking.adviser, reference="F-2023-0001")
    assert ClockState.HISTORY in {line.clock.state for line in everything}
    listed = tracking.workspace.clocks.clock_page(tracking.adviser).rows
    assert ClockView.LATE not in {row.view for row in listed if row.case_id == case_id}
