"""The documents of each matter, read as those read them who receive them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from tests.documents.writer_documents import pdf_pages
from tests.journeys.pathways.child_paths import ChildPath
from tests.journeys.pathways.paths import CARERS, LODGINGS, Shelf, refused

if TYPE_CHECKING:
    from tests.journeys.pathways.paths import Path

D, P = DecisionOutcome, PanelOutcome
ADOPTERS = "adoption_prospective"


def words(path: Path, kind: str, *, meeting: bool = False, case_id: str = "") -> str:
    """Return the words of a document on one line, as the panel adviser makes it."""
    where = {"meeting_id": path.meeting_id} if meeting else {"case_id": case_id or path.case_id}
    made = path.workspace.documents.make(path.staff.adviser, kind, **where)
    return " ".join(" ".join(pdf_pages(made.pdf)).split())


def not_made(path: Path, kind: str) -> str:
    """Return why a document is not made."""
    return refused(lambda: words(path, kind))


def offered(path: Path) -> set[str]:
    """Return the kinds of document that a case can have."""
    offers = path.workspace.case_choices.documents(path.staff.adviser, path.case_id)
    return {offer.kind for offer in offers}


def with_child(shelf: Shelf) -> ChildPath:
    """Return a walk with approved adopters and a child who may be placed with them."""
    path = shelf.walk(ChildPath, ADOPTERS, "approved")
    path.adopters_id = path.case_id
    path.record()
    path.plan()
    path.decide_plan()
    path.order()
    return path


# Letters


def test_a_host_of_supported_lodgings_is_never_written_to_as_a_foster_carer(shelf: Shelf) -> None:
    path = shelf.at(LODGINGS, "approved")
    assert not_made(path, "approval_letter") == "There is no approval letter in this kind of case."
    assert not_made(path, "determination_letter") == (
        "There is no qualifying determination in this kind of case."
    )
    assert offered(path).isdisjoint(
        {"approval_letter", "determination_letter", "foster_care_agreement"}
    )
    assert "approval_letter" in offered(shelf.at(CARERS[0], "approved"))


def test_a_child_is_offered_no_paper_of_applicants(shelf: Shelf) -> None:
    path = with_child(shelf)
    assert offered(path).isdisjoint(
        {"approval_letter", "determination_letter", "checks_summary", "initial_visit_report"}
    )
    assert not_made(path, "checks_summary") == (
        "There are no checks and references in this kind of case."
    )


@pytest.mark.parametrize(
    ("outcome", "begins", "ends"),
    [
        (D.CONTINUE, "The decision is “Continue the approval”.", "determination to send."),
        (D.PROPOSE_TO_TERMINATE, "The decision is “Propose to end the approval”.", "was sent."),
    ],
)
def test_why_no_determination_follows_a_decision_is_true_of_it(
    shelf: Shelf, outcome: DecisionOutcome, begins: str, ends: str
) -> None:
    path = shelf.at(CARERS[0], "approved")
    path.step(path.staff.manager, E.TERMINATION_PROPOSED, reason="The standard of care")
    path.panel(P.TERMINATE)
    path.decide(outcome)
    told = not_made(path, "determination_letter")
    assert told.startswith(begins)
    assert told.endswith(ends)
    assert not_made(path, "approval_letter") == (
        "The decision is not an approval, so no approval letter follows it."
    )
