"""What comes about by itself when a clock ends, whoever opens the program and whenever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_files import CaseFile, events_of
from cfs_panels.services.happenings import let_happen
from db.audit import PROGRAM
from db.models import Case
from tests.factories import make_case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


def approved(office: Office, staff: Staff) -> str:
    """Return a case on the register, as an import leaves it: its events, one after another."""
    made = make_case(office, staff)
    day = office.today - timedelta(days=10)
    with office.writing(PROGRAM) as session:
        file = CaseFile(session, office, PROGRAM, session.get_one(Case, made.id))
        steps = (
            E.PANEL_BOOKED, E.PAPERS_SENT, E.RECOMMENDATION_RECORDED, E.MINUTES_DRAFTED,
            E.MINUTES_APPROVED, E.FINAL_MINUTES_SENT, E.DECISION_MADE, E.APPROVED, E.REGISTERED,
        )  # fmt: skip
        for event in steps:
            file.follow(event, day, "import")
        file.refresh()
    return made.id


def received(office: Office, case_id: str, on_days_ago: int, event: E, **facts: str) -> None:
    with office.writing(PROGRAM) as session:
        file = CaseFile(session, office, PROGRAM, session.get_one(Case, case_id))
        day = office.today - timedelta(days=on_days_ago)
        file.follow(event, day, "import", facts=facts)
        file.refresh()


def status(office: Office, case_id: str) -> CaseStatus:
    with office.reading() as session:
        return session.get_one(Case, case_id).status


def test_nothing_happens_where_nobody_resigned(office: Office, staff: Staff) -> None:
    approved(office, staff)
    assert let_happen(office) == 0


def test_a_resignation_takes_effect_on_its_28th_day_and_once(
    office: Office, staff: Staff, moment: Moment
) -> None:
    case_id = approved(office, staff)
    received(office, case_id, 0, E.RESIGNATION_RECEIVED, reason="retirement")
    start = office.today
    moment.forward(days=27)
    assert let_happen(office) == 0
    assert status(office, case_id) is CaseStatus.APPROVED
    moment.forward(days=30)
    assert let_happen(office) == 1
    assert let_happen(office) == 0
    assert status(office, case_id) is CaseStatus.CLOSED
    with office.reading() as session:
        (ended,) = [e for e in events_of(session, case_id) if e.type is E.RESIGNATION_EFFECTIVE]
    assert (ended.on, ended.facts["reason"]) == (start + timedelta(days=28), "retirement")


def test_the_approval_of_one_carer_ends_and_the_case_goes_on(
    office: Office, staff: Staff, moment: Moment
) -> None:
    case_id = approved(office, staff)
    received(office, case_id, 0, E.CARER_NOTICE_RECEIVED, person_id="p1", person="Marcus Thwaite")
    moment.forward(days=28)
    assert let_happen(office) == 1
    assert status(office, case_id) is CaseStatus.APPROVED
