"""Both journeys through the services, on the encrypted file and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.decisions import SignAgreement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import CaseStatus, DecisionOutcome, PanelOutcome
from db.models import Approval, QualifyingDeterminationRow
from tests.journeys.walking import ADOPTION, FOSTERING, Walk

if TYPE_CHECKING:
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Moment, Staff


@pytest.fixture(autouse=True)
def _long_ago(moment: Moment) -> None:
    """Begin far enough back that every step lies before the day of the sample."""
    moment.forward(days=-210)


def walk_to_signature(walk: Walk, panel: PanelOutcome, decision: DecisionOutcome) -> None:
    walk.enquire_and_visit()
    walk.apply()
    walk.check()
    walk.assess()
    walk.book()
    walk.sit(panel)
    walk.minute()
    walk.decide(decision)
    walk.tell()


@pytest.mark.parametrize("pathway", [FOSTERING, ADOPTION])
def test_a_household_goes_from_enquiry_to_the_register(
    workspace: Workspace, staff: Staff, moment: Moment, pathway: str
) -> None:
    walk = Walk(workspace, staff, moment, pathway)
    walk_to_signature(walk, PanelOutcome.SUITABLE, DecisionOutcome.APPROVE)
    if pathway == FOSTERING:
        walk.do(staff.worker, SignAgreement(walk.case_id, walk.today))
    details = workspace.case_pages.case(staff.worker, walk.case_id)
    assert details.status is CaseStatus.APPROVED
    assert not details.next_step
    line = workspace.register.approvals(staff.adviser)[0]
    assert line.people == ("Imran Delacourt", "Sophie Delacourt")
    assert line.review_due_on is not None
    assert timedelta(days=364) <= line.review_due_on - line.approved_on <= timedelta(days=366)
    assert ("short-term" in line.terms) is (pathway == FOSTERING)
    assert line.open_requirements == 1
    with workspace.office.reading() as session:
        assert session.query(Approval).count() == 2
    assert workspace.office.database.problems() == []


@pytest.mark.parametrize("pathway", [FOSTERING, ADOPTION])
def test_a_refusal_opens_the_window_that_the_law_gives(
    workspace: Workspace, staff: Staff, moment: Moment, pathway: str
) -> None:
    walk = Walk(workspace, staff, moment, pathway)
    walk_to_signature(walk, PanelOutcome.NOT_SUITABLE, DecisionOutcome.PROPOSE_NOT_TO_APPROVE)
    with workspace.office.reading() as session:
        row = session.query(QualifyingDeterminationRow).one()
        calendar = workspace.office.calendar
        if pathway == FOSTERING:
            assert row.last_day == row.sent_on + timedelta(days=28)
        else:
            first = calendar.next_working_day(row.sent_on)
            assert row.last_day == calendar.add(first, 39)
    details = workspace.case_pages.case(staff.worker, walk.case_id)
    assert details.status is CaseStatus.CHALLENGED
    assert workspace.register.approvals(staff.adviser) == ()


def test_nobody_is_approved_without_a_medical(
    workspace: Workspace, staff: Staff, moment: Moment
) -> None:
    walk = Walk(workspace, staff, moment, FOSTERING)
    walk.enquire_and_visit()
    walk.apply()
    walk.check(leaving_out=("medical",))
    with pytest.raises(RuleBroken, match=r"[Mm]edical"):
        walk.assess()
