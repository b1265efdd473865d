"""Steps that take two approved carers, and what nobody is asked any more once they are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.applications import Applications
from cfs_panels.services.case_pages import CasePages
from tests.decision_cases import Desk, Heard, good_answers, make_hearing
from tests.factories import TODAY

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Staff

ONE = Heard(names=(("Umar", "Bickerstaff"),))
STAYS = {"words": "The children stay."}


def approved(office: Office, staff: Staff, heard: Heard) -> str:
    """Approve a household, tell and write to it, and return its case."""
    case_id = make_hearing(office, staff, heard).case_id
    desk = Desk(office, staff)
    decision_id = desk.sign(case_id, good_answers())
    desk.tell(decision_id)
    desk.write(decision_id)
    return case_id


def offered(office: Office, staff: Staff, case_id: str) -> set[str]:
    return {action.key for action in CasePages(office).case(staff.worker, case_id).actions}


def test_one_approved_carer_does_not_separate_nor_resign_as_one_of_two(
    office: Office, staff: Staff
) -> None:
    case_id = approved(office, staff, ONE)
    found = offered(office, staff, case_id)
    assert found.isdisjoint({"carers_separated", "carer_notice_received"})
    assert "resignation_received" in found
    record = RecordEvent(case_id, E.CARERS_SEPARATED, TODAY, facts=STAYS)
    with pytest.raises(RuleBroken, match="One person alone is approved here"):
        Applications(office).record_event(staff.worker, record)


def test_two_approved_carers_can_separate(office: Office, staff: Staff) -> None:
    case_id = approved(office, staff, Heard())
    assert {"carers_separated", "carer_notice_received"} <= offered(office, staff, case_id)
    record = RecordEvent(case_id, E.CARERS_SEPARATED, TODAY, facts=STAYS)
    Applications(office).record_event(staff.worker, record)
    assert CasePages(office).case(staff.worker, case_id).next_step_key != ""


def test_nobody_who_is_approved_is_asked_for_observations_on_the_report(
    office: Office, staff: Staff
) -> None:
    found = offered(office, staff, approved(office, staff, Heard()))
    assert found.isdisjoint({"record_observations", "observations_expired"})
