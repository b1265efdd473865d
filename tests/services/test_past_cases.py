"""A case as it stood on a day: every part of its page tells what was known then, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.cases import AllocateCase, CorrectEvent, RemoveHouseholdMember
from cfs_panels.domain.checks import RequestCheck
from cfs_panels.domain.decisions import MeetRequirement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import matter_of
from cfs_panels.domain.papers import RemovePaper
from cfs_panels.domain.projections import project
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_files import events_of
from cfs_panels.services.pathway_library import newest_pathway
from cfs_panels.services.workspace import Workspace
from tests.journeys.walking import ADOPTION, FOSTERING, Walk
from tests.sample_papers import pdf
from tests.services.case_makers import Desk
from tests.services.tracking_desk import THE_SANDHUS, TrackingDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


def whole(office: Office, staff: Staff, moment: Moment, pathway: str) -> Walk:
    """Walk a household from its enquiry to the letters."""
    moment.forward(days=-210)
    walk = Walk(Workspace(office), staff, moment, pathway)
    walk.enquire_and_visit()
    walk.apply()
    walk.check()
    walk.assess()
    walk.book()
    walk.sit(PanelOutcome.SUITABLE)
    walk.minute()
    walk.decide(DecisionOutcome.APPROVE)
    walk.tell()
    return walk


@pytest.mark.parametrize("pathway", [FOSTERING, ADOPTION])
def test_on_every_day_the_page_says_what_the_events_up_to_it_make(
    office: Office, staff: Staff, moment: Moment, pathway: str
) -> None:
    walk = whole(office, staff, moment, pathway)
    with office.reading() as session:
        events = events_of(session, walk.case_id)
    kind = newest_pathway(pathway)
    assert kind is not None
    first_on = min(event.on for event in events)
    for number in range((walk.today - first_on).days):
        day = first_on + timedelta(days=number)
        page = walk.workspace.case_pages.glance(staff.worker, walk.case_id, as_of=day)
        history = History(events, as_of=day)
        state = project(kind, history)
        assert matter_of(kind, history).panel_rule
        assert (page.stage, page.status, page.opened_on) == (
            state.stage,
            state.status,
            state.opened_on,
        ), day
        assert page.next_step_key == (state.next_step.key if state.next_step else ""), day
        assert (page.actions, page.allowed, page.as_of) == ((), frozenset(), day)
        assert all(line.on <= day for line in page.latest), day


def test_an_imported_case_is_shown_as_it_stood_too(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    case_id = tracking.case_id("F-2023-0001")
    pages = tracking.workspace.case_pages
    with tracking.office.reading() as session:
        events = events_of(session, case_id)
    for day in (date(2023, 1, 10), date(2023, 2, 1), date(2023, 3, 2), date(2023, 4, 1)):
        page = pages.glance(tracking.adviser, case_id, as_of=day)
        kind = newest_pathway(page.pathway)
        assert kind is not None
        assert page.stage == project(kind, History(events, as_of=day)).stage
    assert pages.glance(tracking.adviser, case_id, as_of=date(2023, 1, 10)).stage == "enquiry"


def test_a_day_that_has_not_come_is_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    with pytest.raises(RuleBroken, match="a day that has been") as refusal:
        desk.pages.case(staff.worker, case_id, as_of=date(2031, 1, 1))
    assert refusal.value.field == "as_of"


def test_a_day_before_the_case_began_is_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    before = desk.case(case_id).latest[-1].on - timedelta(days=1)
    with pytest.raises(RuleBroken, match="This case began on") as refusal:
        desk.pages.case(staff.worker, case_id, as_of=before)
    assert refusal.value.field == "as_of"


def test_as_of_today_is_the_case_itself(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    today = desk.office.today
    assert desk.pages.glance(staff.worker, case_id, as_of=today) == desk.case(case_id)


def test_a_corrected_date_counts_on_the_days_before_it_too(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    line = next(e for e in desk.pages.history(staff.worker, case_id) if "pplication rec" in e.words)
    desk.do(staff.worker, CorrectEvent(line.id, date(2025, 5, 8), "Date on the form"))
    page = desk.pages.glance(staff.worker, case_id, as_of=date(2025, 5, 9))
    assert page.stage == "application"


def test_checks_are_those_known_on_the_day(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    before = desk.checks.checks(staff.worker, case_id, as_of=date(2025, 5, 1))
    assert before == ()
    desk.all_checks_in(case_id)
    then = {c.key: c for c in desk.checks.checks(staff.worker, case_id, as_of=date(2025, 5, 21))}
    assert {c.state for c in then.values()} == {"asked"}
    assert all(not c.number and c.received_on is None and c.outcome is None for c in then.values())
    now = desk.checks.checks(staff.worker, case_id)
    assert desk.pages.checks(staff.worker, case_id, as_of=desk.office.today) == now
    page = desk.pages.glance(staff.worker, case_id, as_of=date(2025, 5, 21))
    assert all(need.state != "in" for need in page.needs if need.check_id)


def test_a_check_begun_anew_since_is_the_earlier_one_on_an_earlier_day(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    desk.all_checks_in(case_id)
    line = desk.line(case_id, "dbs", "Marcus")
    desk.on(date(2025, 9, 1))
    desk.do(staff.worker, RequestCheck(line.id, date(2025, 9, 1)))
    found = desk.checks.checks(staff.worker, case_id, as_of=date(2025, 8, 15))
    mine = [c for c in found if (c.key, c.person_id) == ("dbs", line.person_id)]
    assert [(c.id, c.state, c.is_needed) for c in mine] == [(line.id, "in", True)]


def test_papers_are_those_that_were_there(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    (paper,) = desk.papers.papers(staff.worker, case_id)
    assert desk.papers.papers(staff.worker, case_id, as_of=date(2025, 10, 8)) == ()
    assert desk.pages.glance(staff.worker, case_id, as_of=date(2025, 10, 8)).papers_count == 0
    assert desk.pages.glance(staff.worker, case_id, as_of=date(2025, 10, 9)).papers_count == 1
    desk.on(date(2025, 10, 20))
    desk.do(staff.manager, RemovePaper(paper.id, "Misfiled"))
    (then,) = desk.papers.papers(staff.worker, case_id, as_of=date(2025, 10, 9))
    assert then.removed.startswith("Removed by")
    assert desk.papers.papers(staff.worker, case_id, as_of=date(2025, 10, 20)) == ()
    page = desk.pages.glance(staff.worker, case_id, as_of=date(2025, 10, 9))
    report = next(need for need in page.needs if need.key == "report")
    assert report.is_in


def test_whose_case_it_was_is_told_of_the_day(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    before = desk.case(case_id)
    desk.on(date(2025, 6, 2))
    desk.do(
        staff.manager,
        AllocateCase(case_id, staff.worker.user_id, staff.manager.user_id, "South team"),
    )
    desk.on(date(2025, 8, 1))
    desk.do(staff.manager, AllocateCase(case_id, "", staff.manager.user_id, "East team"))
    first, second, now = (
        desk.pages.glance(staff.manager, case_id, as_of=day)
        for day in (date(2025, 5, 1), date(2025, 6, 2), None)
    )
    assert (first.worker_id, first.manager_id, first.team) == (
        before.worker_id,
        before.manager_id,
        before.team,
    )
    assert (second.worker, second.team) == ("Hannah Whitlock", "South team")
    assert (now.worker, now.team) == ("", "East team")


def test_people_are_those_who_lived_there(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    callum = next(p for p in desk.case(case_id).people if p.first_name == "Callum")
    desk.on(date(2025, 7, 1))
    desk.do(staff.worker, RemoveHouseholdMember(case_id, callum.id, date(2025, 6, 30)))
    then = desk.pages.glance(staff.worker, case_id, as_of=date(2025, 5, 1))
    assert callum.id in {p.id for p in then.people}
    assert callum.id not in {p.id for p in desk.case(case_id).people}


def test_a_booking_is_the_one_of_the_day(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    desk.on(date(2025, 10, 14))
    desk.booked(case_id)
    assert desk.pages.glance(staff.worker, case_id, as_of=date(2025, 10, 13)).meeting_on is None
    desk.on(date(2025, 10, 20))
    then = desk.pages.glance(staff.worker, case_id, as_of=date(2025, 10, 14))
    assert then.meeting_on == date(2025, 11, 4)


def test_requirements_forms_and_documents_are_those_of_the_day(
    office: Office, staff: Staff, moment: Moment
) -> None:
    walk = whole(office, staff, moment, FOSTERING)
    register, adviser = walk.workspace.register, staff.adviser
    with office.reading() as session:
        decided = History(events_of(session, walk.case_id)).on(E.DECISION_MADE)
    assert decided is not None
    (line,) = register.requirements(adviser, walk.case_id, with_met=True)
    day_before = decided - timedelta(days=1)
    assert register.requirements(adviser, walk.case_id, with_met=True, as_of=day_before) == ()
    met_on = walk.today
    walk.do(staff.worker, MeetRequirement(line.id, met_on, "Certificate"), days=1)
    (then,) = register.requirements(adviser, walk.case_id, with_met=True, as_of=decided)
    assert (then.met_on, then.evidence, then.state) == (None, "", "onTrack")
    (now,) = register.requirements(adviser, walk.case_id, with_met=True)
    assert (now.met_on, now.evidence) == (met_on, "Certificate")
    visits = walk.workspace.visits
    (form,) = visits.forms(staff.worker, walk.case_id)
    assert visits.forms(staff.worker, walk.case_id, as_of=decided) == (form,)
    assert visits.forms(staff.worker, walk.case_id, as_of=date(2025, 3, 1)) == ()
    documents = walk.workspace.documents
    assert documents.documents(adviser, case_id=walk.case_id, as_of=date(2025, 3, 1)) == ()
