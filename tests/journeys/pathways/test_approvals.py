"""Every kind of case from its enquiry to an approval, and to the endings before it."""

from __future__ import annotations

import pytest

from cfs_panels.domain.vocabulary import CaseStatus
from tests.journeys.pathways.paths import EVERY, Shelf


@pytest.mark.parametrize("pathway", EVERY)
def test_a_household_is_approved_and_stands_on_its_register(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    assert path.sample().status is CaseStatus.APPROVED
    assert [a.person.first_name for a in path.approvals()] == ["Imran", "Sophie"]
    assert path.sample().stage == "after_approval"
    path.check_rebuilt()
