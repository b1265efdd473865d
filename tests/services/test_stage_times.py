"""The time of one case and the delay of many, through the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.cases import RecordEvent, RestrictCase
from cfs_panels.domain.delays import NO_CAUSE, DelayQuery
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.allocations import Allocations
from cfs_panels.services.stage_times import StageTimes
from db.models import Case, Child
from tests.sample_papers import pdf
from tests.services.case_makers import Desk
from tests.services.panel_desk import PanelDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

TODAY = date(2025, 10, 24)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


@pytest.fixture
def times(office: Office) -> StageTimes:
    return StageTimes(office)


def late_visit(desk: Desk) -> str:
    """Return a case whose visit of 24 March was not made by today."""
    case_id = desk.enquiry()
    desk.on(TODAY)
    return case_id


def with_child(desk: Desk, case_id: str, born_on: date) -> None:
    with desk.office.writing(desk.staff.worker) as session:
        agency_id = session.get_one(Case, case_id).agency_id
        child = Child(
            agency_id=agency_id, reference="C-2025-0001", first_name="Robin", born_on=born_on
        )
        session.add(child)
        session.flush()
        session.get_one(Case, case_id).child_id = child.id


def test_every_stage_is_told_with_its_days_its_clock_and_its_child(
    desk: Desk, times: StageTimes, staff: Staff
) -> None:
    case_id = desk.report_given(pdf())
    with_child(desk, case_id, date(2025, 8, 1))
    desk.on(TODAY)
    found = times.case_times(staff.worker, case_id)
    rows = [(s.span.name, s.span.from_on, s.span.days, s.child_days) for s in found.stages]
    assert rows == [
        ("Enquiry", date(2025, 3, 3), 16, 0),
        ("Initial visit", date(2025, 3, 19), 5, 0),
        ("After initial visit", date(2025, 3, 24), 49, 0),
        ("Application", date(2025, 5, 12), 2, 0),
        ("Stage 1", date(2025, 5, 14), 77, 0),
        ("Stage 2", date(2025, 7, 30), 86, 84),
    ]
    assert found.days == (TODAY - date(2025, 3, 3)).days
    stage_two = found.stages[-1]
    assert stage_two.measure is not None
    assert stage_two.measure.clock.rule.id == "F-LOCAL-16W"
    assert stage_two.measure.lacks_cause
    assert {c.clock.rule.id for c in found.late} == {"F-LOCAL-16W", "F-LOCAL-MED"}


def test_as_of_a_day_the_times_are_those_known_on_it(
    desk: Desk, times: StageTimes, staff: Staff
) -> None:
    case_id = desk.report_given(pdf())
    found = times.case_times(staff.worker, case_id, as_of=date(2025, 5, 13))
    assert [s.span.name for s in found.stages][-1] == "Application"
    assert found.late == ()
    with pytest.raises(RuleBroken, match="a day that has been"):
        times.case_times(staff.worker, case_id, as_of=date(2030, 1, 1))


def test_a_cause_is_chosen_from_the_list_and_counts_the_delay(
    desk: Desk, times: StageTimes, staff: Staff
) -> None:
    case_id = late_visit(desk)
    (line,) = times.delays(staff.manager).late
    assert (line.stage, line.time.cause.words) == ("Enquiry", "Cause not recorded")
    without = RecordEvent(case_id, E.DELAY_RECORDED, TODAY, facts={"reason": "Nobody free"})
    refused = desk.refused(staff.worker, without)
    assert (refused.message, refused.field) == ("Choose what held it up.", "cause")
    unknown = RecordEvent(
        case_id, E.DELAY_RECORDED, TODAY, facts={"reason": "Nobody free", "cause": "weather"}
    )
    assert desk.refused(staff.worker, unknown).field == "cause"
    facts = {"reason": "Nobody free", "cause": "agency"}
    desk.record(staff.worker, case_id, E.DELAY_RECORDED, TODAY, **facts)
    page = times.delays(staff.manager)
    assert page.late[0].time.cause.detail == "Nobody free"
    assert page.by_cause() == (("The agency", 1, page.late[0].time.days_over),)
    assert times.delays(staff.manager, DelayQuery(cause="agency")).late == page.late
    assert times.delays(staff.manager, DelayQuery(cause=NO_CAUSE)).late == ()


def test_a_period_tells_what_was_late_in_it_and_now_only_what_still_is(
    office: Office, staff: Staff, moment: Moment, times: StageTimes
) -> None:
    desk = PanelDesk(office, staff, moment)
    case = desk.case()
    (now,) = times.delays(staff.manager).late
    assert (now.time.clock.rule.id, now.time.clock.stopped_on) == ("F-LOCAL-16W", None)
    desk.closed(case)
    moment.on(date(2025, 11, 10))
    assert "F-LOCAL-16W" not in {x.time.clock.rule.id for x in times.delays(staff.manager).late}
    november = DelayQuery(from_on=date(2025, 11, 1), to_on=date(2025, 11, 30))
    found = {x.time.clock.rule.id: x.time for x in times.delays(staff.manager, november).late}
    assert found["F-LOCAL-16W"].clock.stopped_on == date(2025, 11, 4)
    later = DelayQuery(from_on=date(2025, 11, 5), to_on=date(2025, 11, 30))
    assert "F-LOCAL-16W" not in {
        line.time.clock.rule.id for line in times.delays(staff.manager, later).late
    }
    before = DelayQuery(to_on=date(2025, 7, 1))
    assert times.delays(staff.manager, before).late == ()
    backwards = DelayQuery(from_on=date(2025, 3, 1), to_on=date(2025, 2, 1))
    with pytest.raises(RuleBroken, match="ends before it begins"):
        times.delays(staff.manager, backwards)


def test_what_was_met_late_can_be_explained_once_it_is_named(
    office: Office, staff: Staff, moment: Moment, times: StageTimes
) -> None:
    panel = PanelDesk(office, staff, moment)
    case = panel.case()
    panel.closed(case)
    moment.on(date(2025, 11, 10))
    desk = Desk(office, staff, moment)
    facts = {"reason": "Overseas check", "cause": "checks", "rule": "F-LOCAL-16W"}
    wrong = {**facts, "started_on": "2024-01-01"}
    command = RecordEvent(case.id, E.DELAY_RECORDED, date(2025, 11, 10), facts=wrong)
    assert desk.refused(staff.worker, command).message == "This date has not been missed."
    desk.record(staff.worker, case.id, E.DELAY_RECORDED, date(2025, 11, 10), **facts)
    late = times.case_times(staff.worker, case.id).late
    told = next(c for c in late if c.clock.rule.id == "F-LOCAL-16W")
    assert (told.cause.words, told.cause.by) == ("Checks and references", "Hannah Whitlock")


def test_the_days_of_the_child_that_waits_are_counted(
    desk: Desk, times: StageTimes, staff: Staff
) -> None:
    case_id = late_visit(desk)
    with_child(desk, case_id, TODAY - timedelta(days=10))
    (line,) = times.delays(staff.manager).late
    assert line.case.child == "Robin, C-2025-0001"
    assert line.child_days == 10
    assert line.time.days_over > 10


def test_delay_is_narrowed_by_team_and_service(desk: Desk, times: StageTimes, staff: Staff) -> None:
    case_id = late_visit(desk)
    page = times.delays(staff.manager)
    team = desk.case(case_id).team
    assert page.teams == ((team,) if team else ())
    assert times.delays(staff.manager, DelayQuery(service=Service.ADOPTION)).late == ()
    assert times.delays(staff.manager, DelayQuery(team="Another team")).late == ()
    assert len(times.delays(staff.manager, DelayQuery(service=Service.FOSTERING)).late) == 1


def test_what_a_person_may_not_see_is_neither_listed_nor_counted(
    desk: Desk, times: StageTimes, staff: Staff, office: Office
) -> None:
    case_id = late_visit(desk)
    assert len(times.delays(staff.adviser).late) == 1
    command = RestrictCase(case_id, (staff.manager.user_id,), "Staff member applies")
    Allocations(office).restrict_case(staff.manager, command)
    page = times.delays(staff.adviser)
    assert (page.late, page.again, page.not_returned, page.teams) == ((), (), (), ())
    with pytest.raises(RuleBroken):
        times.case_times(staff.adviser, case_id)
    nobody = Actor("x", "x", "X", frozenset({Role.SYSTEM_ADMINISTRATOR}))
    with pytest.raises(RuleBroken):
        times.delays(nobody)


def test_a_deferred_case_ages_until_it_is_back_and_then_counts_as_presented_again(
    office: Office, staff: Staff, moment: Moment, times: StageTimes
) -> None:
    desk = PanelDesk(office, staff, moment)
    case = desk.case()
    _, (item_id,) = desk.sitting(case)
    desk.begin(item_id)
    desk.defer(item_id)
    moment.on(date(2025, 11, 18))
    page = times.delays(staff.adviser)
    (waiting,) = page.not_returned
    assert (waiting.deferred_on, waiting.days, waiting.working_days) == (
        date(2025, 11, 4),
        14,
        10,
    )
    assert waiting.cause.detail == "The medical comment is not in."
    assert (waiting.booked_for, waiting.next_step) == (None, "Book panel slot")
    assert waiting.who == staff.adviser.name
    assert page.again == ()
    facts = {"deferral": waiting.deferral, "cause": "medical", "reason": "The adviser was away"}
    cases = Desk(office, staff, moment)
    wrong = RecordEvent(
        case.id, E.DELAY_RECORDED, office.today, facts={**facts, "deferral": "another"}
    )
    assert cases.refused(staff.worker, wrong).message == "Panel did not defer this case then."
    changes = cases.record(staff.worker, case.id, E.DELAY_RECORDED, office.today, **facts)
    assert changes.message == "Cause of delay recorded: deferral of 4 November 2025"
    cause = times.delays(staff.adviser).not_returned[0].cause
    assert (cause.words, cause.detail) == ("Medical advice", "The adviser was away")
    assert times.delays(staff.adviser, DelayQuery(cause="court")).not_returned == ()
    again = desk.plan(date(2025, 12, 2))
    back = desk.add(again, case)
    assert times.delays(staff.adviser).not_returned[0].booked_for == date(2025, 12, 2)
    desk.send(again)
    desk.open(again, date(2025, 12, 2))
    desk.begin(back)
    desk.recommend(back)
    page = times.delays(staff.adviser)
    assert page.not_returned == ()
    (line,) = page.again
    assert [t.on for t in line.times] == [date(2025, 11, 4), date(2025, 12, 2)]
    assert line.last_on == date(2025, 12, 2)
    found = times.case_times(staff.adviser, case.id)
    assert [m.count for m in found.presentations] == [2]
    assert {mark.kind for mark in found.marks} == {"deferred", "delay", "heard"}
