from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.decisions import DropRequirement, MeetRequirement, SetRequirement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome, Service
from cfs_panels.services.register import Register
from db.models import Approval, Case
from tests.decision_cases import Desk, Heard, good_answers, make_hearing
from tests.factories import TODAY

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def desk(office: Office, staff: Staff) -> Desk:
    return Desk(office, staff)


@pytest.fixture
def register(office: Office) -> Register:
    return Register(office)


def approved(desk: Desk, *, service: Service = Service.FOSTERING) -> str:
    """Approve a household with one requirement and return its case."""
    heard = make_hearing(desk.office, desk.staff, service=service)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    command = SetRequirement(decision_id, "A second visit", "Hannah Whitlock", due)
    desk.decisions.set_requirement(desk.actor, command)
    dropped = desk.decisions.set_requirement(desk.actor, command).made
    desk.decisions.drop_requirement(desk.actor, DropRequirement(dropped))
    desk.sign(heard.case_id, good_answers(service, no_requirements=False))
    return heard.case_id


def test_an_approval_stands_on_the_register_with_its_terms(
    desk: Desk, register: Register, staff: Staff
) -> None:
    """Fostering Regulations 31: the register of foster carers, a household in a line."""
    case_id = approved(desk)
    (line,) = register.approvals(staff.adviser)
    assert line.case_id == case_id
    assert line.people == ("Marcus Thwaite", "Leanne Thwaite")
    assert line.terms == "One child, 5 to 12, short-term and respite"
    assert (line.approved_on, line.review_due_on) == (TODAY, date(2026, 10, 24))
    assert (line.open_requirements, line.ended_on) == (1, None)


def test_an_adopter_stands_there_without_terms(
    desk: Desk, register: Register, staff: Staff
) -> None:
    approved(desk, service=Service.ADOPTION)
    (line,) = register.approvals(staff.adviser, Service.ADOPTION)
    assert (line.terms, line.service) == ("", Service.ADOPTION)
    assert register.approvals(staff.adviser, Service.FOSTERING) == ()


def test_a_proposal_not_to_approve_is_on_no_register(
    desk: Desk, register: Register, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff, Heard(outcome=PanelOutcome.NOT_SUITABLE))
    desk.sign(heard.case_id, good_answers(outcome=DecisionOutcome.PROPOSE_NOT_TO_APPROVE))
    assert register.approvals(staff.adviser) == ()


def test_an_ended_approval_is_shown_where_it_is_asked_for(
    desk: Desk, register: Register, office: Office, staff: Staff
) -> None:
    approved(desk)
    with office.writing(staff.adviser) as session:
        for row in session.scalars(select(Approval)):
            row.ended_on = date(2025, 11, 3)
    assert register.approvals(staff.adviser) == ()
    (line,) = register.approvals(staff.adviser, with_ended=True)
    assert line.ended_on == date(2025, 11, 3)


def test_each_sees_the_households_they_may_open(
    desk: Desk, register: Register, office: Office, staff: Staff
) -> None:
    case_id = approved(desk)
    assert len(register.approvals(staff.worker)) == 1
    assert register.approvals(staff.other_worker) == ()
    with office.writing(staff.adviser) as session:
        session.get_one(Case, case_id).is_restricted = True
    assert register.approvals(staff.adviser) == ()
    assert register.requirements(staff.adviser) == ()
    assert len(register.approvals(staff.worker)) == 1
    for actor in (staff.chair, staff.member, staff.system_administrator):
        with pytest.raises(RuleBroken, match="Your role does not let you open the register"):
            register.approvals(actor)
        with pytest.raises(RuleBroken, match="Your role does not let you open the register"):
            register.requirements(actor)


def test_requirements_stand_from_the_signature_until_they_are_met(
    desk: Desk, register: Register, office: Office, staff: Staff, moment: Moment
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    desk.decisions.set_requirement(
        desk.actor, SetRequirement(decision_id, "A second visit", "Hannah Whitlock", due)
    )
    assert register.requirements(staff.adviser) == ()
    desk.sign(heard.case_id, good_answers(no_requirements=False))
    (line,) = register.requirements(staff.adviser, heard.case_id)
    assert (line.text, line.owner, line.due_on, line.state) == (
        "A second visit",
        "Hannah Whitlock",
        due,
        "onTrack",
    )
    moment.on(date(2025, 12, 1))
    assert register.requirements(staff.adviser)[0].state == "overdue"
    line_then = register.approvals(staff.adviser)[0]
    assert (line_then.open_requirements, line_then.late_requirements) == (1, 1)
    met = MeetRequirement(line.id, date(2025, 11, 28), "Visit record.")
    desk.decisions.meet_requirement(staff.worker, met)
    assert register.requirements(staff.adviser) == ()
    (line,) = register.requirements(staff.adviser, with_met=True)
    assert (line.state, line.met_on, line.evidence) == (
        "done",
        date(2025, 11, 28),
        "Visit record.",
    )
    line_now = register.approvals(staff.adviser)[0]
    assert (line_now.open_requirements, line_now.late_requirements) == (0, 0)
