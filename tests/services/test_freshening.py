"""A window that has ended leads no list the next morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.caseload import Caseload
from cfs_panels.services.freshening import freshen
from tests.factories import Moment, Staff, make_case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office


def test_a_window_that_has_ended_is_taken_off_the_list(
    office: Office, staff: Staff, moment: Moment
) -> None:
    make_case(office, staff, service=Service.ADOPTION, upto=EventType.STAGE_ONE_PASSED)
    caseload = Caseload(office)
    assert caseload.cases(staff.adviser).rows[0].clock_words == "74 days left"
    moment.forward(days=75)
    assert freshen(office) == 1
    assert not caseload.cases(staff.adviser).rows[0].clock_words
    assert freshen(office) == 0


def test_a_deadline_that_has_passed_stays_in_front(
    office: Office, staff: Staff, moment: Moment
) -> None:
    make_case(office, staff, service=Service.ADOPTION, upto=EventType.STAGE_ONE_STARTED)
    moment.forward(days=40)
    assert freshen(office) == 0
    assert Caseload(office).cases(staff.adviser).rows[0].clock_state == "overdue"
