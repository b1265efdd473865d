"""What was recorded here, as a workbook would say it: no different from what was taken from one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.meetings import CancelMeeting
from cfs_panels.domain.tracking.records import (
    DecisionRecord,
    EndingRecord,
    ItemRecord,
    MemberRecord,
    PanelRecord,
    TrackingRecords,
)
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome, Service
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.tracking_records import tracking_records
from tests.decision_cases import Desk, Heard, good_answers, make_hearing
from tests.factories import TODAY, Moment, Staff, make_case
from tests.services.tracking_desk import SOURCE, TrackingDesk, book

if TYPE_CHECKING:
    from cfs_panels.services.office import Office


@pytest.fixture
def desk(office: Office, staff: Staff) -> Desk:
    return Desk(office, staff)


def records(office: Office) -> TrackingRecords:
    with office.reading() as session:
        return tracking_records(session, office)[0]


def approve(desk: Desk) -> str:
    """Approve a household and tell it; return its reference."""
    heard = make_hearing(desk.office, desk.staff, Heard())
    decision_id = desk.sign(heard.case_id, good_answers())
    desk.tell(decision_id)
    desk.write(decision_id)
    return records(desk.office).households[0].ref


def test_a_journey_made_here_is_told_as_rows(desk: Desk) -> None:
    ref = approve(desk)
    found = records(desk.office)
    (panel,) = found.panels
    (item,) = found.items
    (decision,) = found.decisions
    assert panel == PanelRecord(
        panel="Fostering",
        held_on=panel.held_on,
        kind="Main",
        chair="Patricia Hollis",
        papers_sent=panel.papers_sent,
        minutes_final=panel.minutes_final,
    )
    assert panel.minutes_final is not None
    assert item == ItemRecord(
        panel="Fostering",
        held_on=panel.held_on,
        ref=ref,
        item_type="Approval",
        recommendation="Approve",
        terms=item.terms,
        places=item.places,
        papers_on_time=False,  # the hearing of these tests had its papers the day before
        unanimous=item.unanimous,
    )
    assert decision == DecisionRecord(
        ref=ref,
        panel_date=panel.held_on,
        kind="Approval",
        received=panel.minutes_final,
        decided=TODAY,
        decision="Approve",
        terms=("Short-term", "Respite"),
        places=1,
        oral_notice=TODAY,
        written_notice=TODAY,
    )
    assert (found.reviews, found.endings, found.children) == ((), (), ())


def test_a_proposal_not_to_approve_is_told_as_the_decision_it_is(desk: Desk) -> None:
    heard = make_hearing(
        desk.office, desk.staff, Heard(outcome=PanelOutcome.NOT_SUITABLE), service=Service.ADOPTION
    )
    desk.sign(heard.case_id, good_answers(Service.ADOPTION, DecisionOutcome.PROPOSE_NOT_TO_APPROVE))
    found = records(desk.office)
    assert [item.recommendation for item in found.items] == ["Not approve"]
    assert [(d.kind, d.decision) for d in found.decisions] == [("Approval", "Not approve")]


def test_members_are_told_by_what_they_sit_as(desk: Desk) -> None:
    found = {member.name: member for member in records(desk.office).members}
    assert found["David Amankwah"] == MemberRecord(
        "David Amankwah",
        ("Adoption", "Fostering"),
        "Vice chair",
        independent=True,
        joined=date(2022, 4, 1),
    )
    assert {name: member.role for name, member in found.items()} == {
        "Patricia Hollis": "Chair",
        "David Amankwah": "Vice chair",
        "Sunita Rao": "Social worker",
        "Geoff Marland": "Independent",
        "Abigail Stroud": "Independent",
        "Kelechi Obi": "",
        "Peter Winslade": "Elected member",
    }


def test_the_agencys_own_records_come_in_again_as_nothing_new(desk: Desk) -> None:
    approve(desk)
    make_case(desk.office, desk.staff, names=(("Nia", "Bell"),))
    found = records(desk.office)
    rows = [r for sheet in tracking_definition().sheets for r in getattr(found, sheet.records)]
    tracking = TrackingDesk(desk.office, desk.staff, keeps_list=True)
    outcome = tracking.workspace.imports.take_in(tracking.adviser, book(*rows), SOURCE)
    assert (sum(outcome.accepted.values()), outcome.unchanged) == (0, len(rows))


def test_what_was_signed_here_no_workbook_changes(desk: Desk) -> None:
    ref = approve(desk)
    (decision,) = records(desk.office).decisions
    tracking = TrackingDesk(desk.office, desk.staff, keeps_list=True)
    row = replace(decision, requirements=("First aid course",), places=3)
    outcome = tracking.take(row)
    (kept,) = outcome.conflicting
    assert {cell.header for cell in kept.kept} == {"Places", "Requirements"}
    assert records(desk.office).decisions == (decision,)
    tracking.take(EndingRecord(ref, TODAY, "Deregistration", "No contact"))
    (line,) = tracking.workspace.register.approvals(tracking.adviser, with_ended=True)
    assert (line.ended_on, records(desk.office).endings[0].reason) == (TODAY, "No contact")


def test_a_meeting_that_is_only_planned_was_not_held(office: Office, staff: Staff) -> None:
    tracking = TrackingDesk(office, staff)
    planned = PanelRecord("Adoption", date(2026, 2, 3), "Main")
    tracking.take(planned)
    assert records(office).panels == (planned,)
    (meeting,) = tracking.workspace.meeting_pages.meetings(tracking.adviser)
    assert meeting.state_words == "Planned"
    tracking.workspace.do(tracking.adviser, CancelMeeting(meeting.id, "No case is ready"))
    assert records(office).panels == ()
    assert tracking.take(planned).unchanged == 1
    assert records(office).panels == ()


def test_a_kind_of_case_takes_up_its_pathway_once_there_is_one(
    office: Office, staff: Staff, moment: Moment
) -> None:
    """An agency may have imported cases before the program had a pathway for them."""
    from cfs_panels.services.freshening import freshen
    from db.models import Case

    made = make_case(office, staff)
    with office.writing(staff.adviser) as session:
        case = session.get_one(Case, made.id)
        case.pathway_version, case.stage, case.next_step = 0, "on_record", ""
    assert freshen(office) == 1
    with office.reading() as session:
        case = session.get_one(Case, made.id)
        assert (case.pathway_version, case.stage, case.next_step) == (1, "panel", "book_panel")
    assert freshen(office) == 0
