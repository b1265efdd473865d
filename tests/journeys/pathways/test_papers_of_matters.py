"""The documents of each matter, read as those read them who receive them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.domain.words import long_date, weekday_date
from cfs_panels.services.case_files import CaseFile
from db.audit import PROGRAM
from db.models import Case
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


def day_of(path: Path, event: E) -> str:
    """Return the day on which something happened last, in words."""
    office = path.workspace.office
    with office.reading() as session:
        found = CaseFile(session, office, PROGRAM, session.get_one(Case, path.case_id)).history
        day = found.on(event)
    assert day is not None
    return long_date(day)


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


# Representations


def test_a_second_hearing_and_its_decision_hold_the_representations_and_the_first_panel(
    shelf: Shelf,
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 27(9)."""
    path = shelf.at(CARERS[0], "proposed")
    first_on = long_date(
        path.workspace.meeting_pages.meeting(path.staff.adviser, path.meeting_id).held_on
    )
    said: dict[str, Any] = {"words": "Our hours change in May.\nA sister moves next door."}
    path.step(path.staff.adviser, E.REPRESENTATIONS_RECEIVED, **said)
    received = long_date(path.today - timedelta(days=1))
    path.step(path.staff.adviser, E.RETURNED_TO_PANEL)
    sheet = words(path, "representations")
    assert "In their words Our hours change in May. A sister moves next door." in sheet
    assert f"received on {received} against the qualifying determination of" in sheet
    path.book()
    agenda = words(path, "agenda", meeting=True)
    assert f"Representations, received on {received}" in agenda
    path.sit(P.SUITABLE)
    assert f"Representations, received on {received}" in words(path, "minutes", meeting=True)
    path.minute()
    path.decide(D.APPROVE)
    record = words(path, "decision_record")
    assert "Before this, in the same matter" in record
    assert (
        f"{first_on}: Panel recommends that Imran and Sophie Delacourt are not suitable" in record
    )
    assert f"{received}: Representations were received." in record
    assert f"Panel minutes, item 1, panel of {first_on}" in record
    assert "Representations, 1 page" in record
    path.tell()
    assert not_made(path, "determination_letter").startswith("The decision approves them")


# Reviews


def test_papers_of_the_approval_are_not_minuted_as_those_of_a_review(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "approved")
    declared_on, report_on = day_of(path, E.COMPLIANCE_DECLARED), day_of(path, E.REPORT_FINISHED)
    path.days(200)
    path.begin_review(E.FIRST_REVIEW_STARTED)
    assert not_made(path, "observations") == "The first review: no observations are asked for."
    assert not_made(path, "declaration") == (
        "The first review: no compliance has been declared for it. The declaration of "
        f"{declared_on} was for an earlier matter."
    )
    path.book()
    agenda = words(path, "agenda", meeting=True)
    path.sit(P.CONTINUE)
    path.minute()
    for made in (agenda, words(path, "minutes", meeting=True)):
        assert "declaration" not in made.lower()
        assert "observations" not in made
        assert f"The report, version 1, {report_on}, 3 pages" in made
        assert made.index("The report, 5 pages") < made.index("The report, version 1")
    note = words(path, "adviser_note")
    assert "Compliance" not in note
    assert "Considered by panel before" in note
    path.decide(D.CONTINUE)
    assert "declaration" not in words(path, "decision_record").lower()


# A match


def test_the_papers_of_a_match_are_its_own(shelf: Shelf) -> None:
    path = with_child(shelf)
    path.propose()
    assert not_made(path, "observations") == (
        "There are no adopters' observations: nobody has been given the report yet."
    )
    given = long_date(path.today)
    path.observe()
    sheet = words(path, "observations")
    assert "Type Match" in sheet
    assert f"The report was given to the adopters on {given}. These are the" in sheet
    assert "Adopters' observations, 1 page" not in sheet
    path.book()
    agenda = words(path, "agenda", meeting=True)
    assert f"Adoption placement report (APR), given to the adopters {given}" in agenda
    assert "Adopters' observations" in agenda
    assert "Not in yet" not in agenda
    note = words(path, "adviser_note")
    assert "Compliance" not in note
    assert "Every check and paper that panel needs is in." in note


def test_a_match_says_of_whom_and_with_whom(shelf: Shelf) -> None:
    """National Minimum Standards (adoption): adopters may attend; AAR 2005, regulation 31."""
    path = with_child(shelf)
    adopters = path.of_adopters().sample().reference
    path.propose()
    path.observe()
    path.book()
    assert path.born_on is not None
    child = f"Child Robin Ashby, born {long_date(path.born_on)}"
    proposed = f"Adopters proposed Imran Delacourt and Sophie Delacourt, {adopters}"
    report = f"The report ({adopters}), version 1, 3 pages"
    agenda = words(path, "agenda", meeting=True)
    assert "Attending Imran Delacourt and Sophie Delacourt (invited)" in agenda
    path.sit(P.MATCH)
    path.minute()
    minutes, extract = words(path, "minutes", meeting=True), words(path, "minutes_extract")
    for made in (agenda, minutes, extract):
        for part in (child, proposed, report):
            assert part in made
    for made in (minutes, extract):
        assert "Adopters Imran Delacourt and Sophie Delacourt attended and spoke" in made


def test_adopters_of_a_restricted_case_are_named_in_no_paper_of_a_meeting(shelf: Shelf) -> None:
    path = with_child(shelf)
    path.propose()
    path.observe()
    path.book()
    with path.workspace.office.writing(PROGRAM) as session:
        session.get_one(Case, path.adopters_id).is_restricted = True
    agenda = words(path, "agenda", meeting=True)
    assert "Adopters proposed Kept apart from this paper" in agenda
    assert "Delacourt" not in agenda


def test_a_match_without_observations_says_so_in_whole_sentences(shelf: Shelf) -> None:
    path = with_child(shelf)
    path.propose()
    given = long_date(path.today)
    path.step(path.social_worker, E.PLACEMENT_REPORT_GIVEN)
    assert not_made(path, "observations") == (
        "The adopters' observations are not in, and their time has not ended."
    )
    path.days(40)
    assert not_made(path, "observations") == (
        "The adopters' observations did not come, and their time has ended. Choose “Record that "
        "no observations came” first."
    )
    path.step(path.social_worker, E.OBSERVATIONS_EXPIRED)
    sheet = words(path, "observations")
    assert f"The report was given to the adopters on {given}. No observations came in" in sheet
    assert "Not recorded" not in sheet
    path.book()
    agenda = words(path, "agenda", meeting=True)
    assert "Adopters' observations, none came in the time for them" in agenda


# Decision records


def test_after_a_deferral_there_is_nothing_to_decide_and_it_says_so(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "declared")
    assert not_made(path, "decision_record").startswith("The panel's final minutes have not come")
    path.panel(P.DEFERRED)
    assert not_made(path, "decision_record") == (
        f"Panel deferred this case on {day_of(path, E.ITEM_DEFERRED)}. There is nothing to decide "
        "until panel has made a recommendation."
    )
    assert "No decision follows a deferral." in words(path, "minutes_extract")


def test_a_record_says_from_when_its_time_was_counted(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "proposed")
    first = words(path, "decision_record")
    assert "Final minutes received" in first
    assert "working days from the final minutes (" in first
    path.days(30)
    path.step(path.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    path.decide(D.REFUSE)
    final = words(path, "decision_record")
    assert f"Time to respond ended {day_of(path, E.DETERMINATION_WINDOW_ENDED)}" in final
    assert "working days from the end of the time to respond (" in final
    assert "rom the final minutes" not in final


def test_the_record_of_a_review_gives_the_next_review_and_the_terms_that_continue(
    shelf: Shelf,
) -> None:
    path = shelf.at(CARERS[0], "approved")
    assert "First review by" in words(path, "decision_record")
    path.days(200)
    path.begin_review(E.FIRST_REVIEW_STARTED)
    path.panel(P.CONTINUE)
    path.decide(D.CONTINUE)
    (due,) = {approval.review_due_on for approval in path.approvals()}
    assert due is not None
    assert due > path.today
    record = words(path, "decision_record")
    assert f"Next review by {weekday_date(due)}" in record
    assert "Terms of approval • Two children, aged 5 to 12" in record
    assert "First review by" not in record


def test_a_record_tells_of_lateness_and_of_a_talk_only_where_there_was_any(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "approved")
    record = words(path, "decision_record")
    assert "The decision follows the panel's recommendation." in record
    assert "Discussed with" not in record
    assert "Reason for lateness" not in record


# Approval letters


def test_adopters_of_a_named_child_are_not_told_of_a_search(shelf: Shelf) -> None:
    letter = words(shelf.at("adoption_child_specific", "approved"), "approval_letter")
    assert "You were assessed with Robin in mind." in letter
    assert "look for a child" not in letter
    assert "matching plan" not in letter
    other = words(shelf.at(ADOPTERS, "approved"), "approval_letter")
    assert "We now look for a child together." in other
    assert "in mind" not in other


def test_a_connected_carer_is_told_of_the_child_by_name(shelf: Shelf) -> None:
    path = shelf.at("fostering_connected", "approved")
    for kind in ("approval_letter", "foster_care_agreement", "decision_record"):
        made = words(path, kind)
        assert "For Robin only" in made, kind
        assert "named child" not in made, kind
    assert "No child can be placed with you until it is signed." in words(path, "approval_letter")


def test_a_child_who_lives_there_already_need_not_wait_for_a_signature(shelf: Shelf) -> None:
    """Care Planning, Placement and Case Review (England) Regulations 2010, regulation 24."""
    path = shelf.at("fostering_connected", "visited")
    path.step(path.head, E.TEMPORARILY_APPROVED, child="Robin")
    path.pass_application()
    path.panel(P.SUITABLE)
    path.decide(D.APPROVE)
    path.tell()
    letter = words(path, "approval_letter")
    assert "No child can be placed" not in letter
    assert "The child who lives with you already stays with you meanwhile." in letter
