"""Lists of cases: views, filters, counts, and what nobody may be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.caseload import CaseQuery, CaseView
from cfs_panels.domain.decisions import SignAgreement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service
from cfs_panels.services.caseload import Caseload
from db.models import Case
from tests.decision_cases import Desk, good_answers, make_hearing
from tests.factories import TODAY, Staff, make_case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office


@pytest.fixture
def caseload(office: Office) -> Caseload:
    return Caseload(office)


def test_cases_come_with_the_clock_that_ends_first_in_front(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    make_case(office, staff, names=(("Gwen", "Abernethy"),), upto=EventType.STAGE_TWO_STARTED)
    make_case(
        office,
        staff,
        names=(("Owen", "Pritchard"),),
        service=Service.ADOPTION,
        upto=EventType.STAGE_ONE_STARTED,
    )
    rows = caseload.cases(staff.adviser).rows
    assert [row.household for row in rows] == ["Owen Pritchard", "Gwen Abernethy"]
    assert rows[0].clock_state == "overdue"
    assert (rows[1].stage_name, rows[1].stage_number, rows[1].stage_count) == ("Stage 2", 5, 9)


def test_every_filter_leaves_out_what_it_should(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    make_case(office, staff, names=(("Gwen", "Abernethy"),), upto=EventType.STAGE_TWO_STARTED)
    make_case(
        office,
        staff,
        names=(("Farida", "Rahmani"),),
        service=Service.ADOPTION,
        upto=EventType.STAGE_ONE_STARTED,
        team="Adoption team",
    )
    queries = {
        CaseQuery(service=Service.ADOPTION): {"Farida Rahmani"},
        CaseQuery(stage="stage_2"): {"Gwen Abernethy"},
        CaseQuery(team="Adoption team"): {"Farida Rahmani"},
        CaseQuery(worker="Hannah Whitlock"): {"Gwen Abernethy", "Farida Rahmani"},
        CaseQuery(text="farida 0002"): {"Farida Rahmani"},
        CaseQuery(text="50% _"): set(),
        CaseQuery(text="GWEN"): {"Gwen Abernethy"},
    }
    for query, expected in queries.items():
        found = {row.household for row in caseload.cases(staff.adviser, query).rows}
        assert found == expected, query


def test_the_number_of_a_view_is_the_length_of_its_list(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    for upto in (EventType.ENQUIRY_RECEIVED, EventType.REPORT_GIVEN, EventType.COMPLIANCE_DECLARED):
        make_case(office, staff, upto=upto)
    for actor in (staff.adviser, staff.worker, staff.manager, staff.decision_maker):
        counts = caseload.counts(actor)
        for view in CaseView:
            assert counts[view] == len(caseload.cases(actor, CaseQuery(view=view)).rows)


def test_an_approval_stays_open_until_the_foster_care_agreement_is_signed(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    desk = Desk(office, staff)
    heard = make_hearing(office, staff)
    decision_id = desk.sign(heard.case_id, good_answers())
    desk.tell(decision_id)
    desk.write(decision_id)

    def views() -> tuple[int, int]:
        counts = caseload.counts(staff.adviser)
        return counts[CaseView.ALL_OPEN], counts[CaseView.CLOSED]

    (row,) = caseload.cases(staff.adviser).rows
    assert row.status is CaseStatus.APPROVED
    assert row.next_step == "Sign the foster care agreement"
    assert views() == (1, 0)
    desk.notices.sign_agreement(staff.worker, SignAgreement(heard.case_id, TODAY))
    assert views() == (0, 1)


def test_an_approval_in_adoption_is_closed_once_the_letter_has_gone(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    desk = Desk(office, staff)
    heard = make_hearing(office, staff, service=Service.ADOPTION)
    decision_id = desk.sign(heard.case_id, good_answers(Service.ADOPTION))
    desk.tell(decision_id)
    desk.write(decision_id)
    assert caseload.counts(staff.adviser)[CaseView.ALL_OPEN] == 0
    assert caseload.counts(staff.adviser)[CaseView.CLOSED] == 1


def test_a_case_of_another_team_is_neither_listed_nor_counted(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    make_case(office, staff)
    assert caseload.cases(staff.other_worker).rows == ()
    assert set(caseload.counts(staff.other_worker).values()) == {0}
    assert caseload.cases(staff.other_worker).teams == ()


def test_a_restricted_case_is_seen_by_its_worker_alone(
    office: Office, caseload: Caseload, staff: Staff
) -> None:
    made = make_case(office, staff)
    with office.writing(staff.adviser) as session:
        session.get_one(Case, made.id).is_restricted = True
    assert caseload.cases(staff.adviser).rows == ()
    assert len(caseload.cases(staff.worker).rows) == 1


@pytest.mark.parametrize("who", ["system_administrator", "member", "chair"])
def test_whoever_opens_no_cases_sees_no_list(caseload: Caseload, staff: Staff, who: str) -> None:
    with pytest.raises(RuleBroken, match="Your role does not let you see the list of cases"):
        caseload.cases(getattr(staff, who))
