"""The case of a child on a real agency: what it shows, what is done from it, whom it links to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cfs_panels.domain.cases import AllocateCase
from cfs_panels.domain.children import EditChild, ProposeMatch
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.domain.vocabulary import Service
from db.models import Case
from tests.factories import make_case
from tests.journeys.pathways.child_paths import CHILD, ChildPath
from tests.ui.case_window import said
from ui.cases.case_summary import summary_html
from ui.cases.child_dialogs import ChildDialog, MatchDialog
from ui.widgets.check_box import CheckList

if TYPE_CHECKING:
    from tests.ui.case_window import Hand
    from ui.cases.case_page import CasePage


@pytest.fixture
def path(hand: Hand) -> ChildPath:
    """Return a walk with children of the worker."""
    return ChildPath(hand.workspace, hand.staff, hand.moment, CHILD, head=hand.staff.manager)


@pytest.fixture
def siblings(path: ChildPath) -> tuple[str, str]:
    """Return the cases of a brother and a sister; the walk goes on with the second."""
    entered = path.today - timedelta(days=40)
    known: dict[str, Any] = {"sibling_group": "Q1", "care_entered_on": entered}
    jonah = path.record(first_name="Jonah", **known)
    return jonah, path.record(first_name="Amara", **known)


def may_be_placed(path: ChildPath) -> None:
    """Bring the child to the placement order."""
    path.plan()
    path.decide_plan()
    path.order()


def tabs(page: CasePage) -> list[str]:
    bar = page.header.tabs
    return [bar.tabText(place) for place in range(bar.count())]


# What is shown


def test_a_childs_case_has_nothing_of_a_household(hand: Hand, path: ChildPath) -> None:
    path.record(care_entered_on=path.today - timedelta(days=30))
    page = hand.case(path.case_id)
    assert page.header.head.title.text() == "Robin"
    assert "Waiting 31 days" in page.header.head._facts.accessibleName()
    assert "Checks and references" not in tabs(page)
    assert "Visits" not in tabs(page)
    assert not page.overview.household.isVisible()
    assert page.overview.of_child.child.isVisible()
    assert not page.overview.of_child.siblings.isVisible()
    assert "Ashby" in said(page.overview.of_child)
    hand.press(page.header.more_button)
    assert hand.line("Edit the child")


def test_a_household_s_case_has_nothing_of_a_child(hand: Hand) -> None:
    made = make_case(hand.workspace.office, hand.staff)
    page = hand.case(made.id)
    assert page.overview.household.isVisible()
    assert not page.overview.of_child.isVisible()
    assert not page.overview.standing.isVisible()
    assert not page.overview.matched.isVisible()
    assert hand.window.marked_entry() == "cases"


def test_what_the_plan_needs_is_listed_until_it_is_decided(hand: Hand, path: ChildPath) -> None:
    path.record()
    path.step(path.social_worker, E.ADOPTION_PLANNED)
    page = hand.case(path.case_id)
    assert page.overview.needs.header.title.text() == "What the decision needs"
    assert "Still needed before the decision" in said_rows(page)
    assert "panel may not be used" in said(page.overview.standing)


def said_rows(page: CasePage) -> str:
    records = page.overview.needs.table.records()
    return "\n".join(records.cell(place, 0).words() for place in range(records.rowCount()))


def test_a_person_without_a_step_to_record_is_told_so(hand: Hand, path: ChildPath) -> None:
    path.record()
    page = hand.case(path.case_id, hand.staff.adviser, tab="assessment")
    assert "No step is yours to record here now." in said(page.assessment)


def test_what_holds_for_a_child_is_said_with_its_day(hand: Hand, path: ChildPath) -> None:
    path.record()
    may_be_placed(path)
    page = hand.case(path.case_id)
    words = said(page.overview.standing)
    assert "Should be placed for adoption" in words
    assert "Placement order" in words
    assert not page.overview.needs.isVisible()
    child = page.child
    assert page.case is not None
    assert "How it stands" in summary_html(page.case, "Ruth", hand.moment.now, child)


# Brothers and sisters


def test_a_brother_s_case_is_a_click_away(
    hand: Hand, path: ChildPath, siblings: tuple[str, str]
) -> None:
    page = hand.case(path.case_id)
    card = page.overview.of_child.siblings
    assert "Group Q1" in said(card)
    hand.press_named("Open case: Jonah, 2 years", card)
    assert hand.window.case().case is not None
    assert hand.window.case().child is not None
    assert page.crumbs()[-1].label.startswith("Jonah (C-")


def test_a_sister_whose_case_may_not_be_opened_is_not_named(hand: Hand, path: ChildPath) -> None:
    other = hand.staff.other_worker
    path.record(first_name="Jonah", sibling_group="Q1")
    elsewhere = hand.staff.other_manager.user_id
    allocate = AllocateCase(path.case_id, other.user_id, elsewhere, "Adoption team")
    path.do(hand.staff.manager, allocate)
    path.record(first_name="Amara", sibling_group="Q1")
    page = hand.case(path.case_id)
    words = said(page.overview.of_child.siblings)
    assert "Jonah" not in words
    assert "No case of a brother or sister that you may open." in words


def test_a_step_is_recorded_for_brother_and_sister_in_one_act(
    hand: Hand, path: ChildPath, siblings: tuple[str, str]
) -> None:
    jonah, amara = siblings
    page = hand.case(amara)
    hand.press_named("Record the review", page.overview.next_step)
    dialog = hand.dialog()
    others = dialog.fields["case_ids"].editor
    assert isinstance(others, CheckList)
    hand.press(others.box(jonah))
    hand.send()
    assert hand.no_dialog()
    for case_id in siblings:
        path.case_id = case_id
        assert path.has(E.ADOPTION_PLANNED)


# What is known of a child


def test_what_is_known_of_a_child_is_changed(hand: Hand, path: ChildPath) -> None:
    path.record()
    page = hand.case(path.case_id)
    hand.press(page.overview.of_child.child.header.link)
    hand.rest()
    dialog = hand.dialog()
    assert isinstance(dialog, ChildDialog)
    hand.answer("last_name", "Ashby-Cole")
    dialog.sex.set_value("Female")
    hand.press(dialog.early_permanence.segment("yes"))
    hand.send()
    assert page.child is not None
    assert page.child.last_name == "Ashby-Cole"
    assert page.child.sex == "Female"
    assert page.child.early_permanence
    assert "Ashby-Cole" in said(page.overview.of_child.child)


def test_a_change_by_somebody_else_is_shown_before_one_s_own_is_saved(
    hand: Hand, path: ChildPath
) -> None:
    path.record()
    page = hand.case(path.case_id)
    child = path.details()
    hand.press(page.overview.of_child.child.header.link)
    hand.rest()
    theirs = EditChild(
        path.case_id, "Robin", "Ashcroft", child.born_on, "", "", "", None, None, child.version
    )
    hand.workspace.do(hand.staff.manager, theirs)
    hand.answer("last_name", "Ashby-Cole")
    hand.send()
    assert "Saved meanwhile: Ashcroft." in said(hand.dialog())
    hand.send()
    assert hand.no_dialog()
    assert path.details().last_name == "Ashby-Cole"


# The match


def test_a_match_is_proposed_for_two_in_one_step_with_another_agency_s_adopters(
    hand: Hand, path: ChildPath, siblings: tuple[str, str]
) -> None:
    for case_id in siblings:
        path.case_id = case_id
        may_be_placed(path)
    jonah, amara = siblings
    page = hand.case(amara)
    hand.press_named("Propose a match", page.overview.next_step)
    dialog = hand.dialog()
    assert isinstance(dialog, MatchDialog)
    assert not dialog.fields["adopters_case_id"].isVisible()
    hand.send()
    assert dialog.fields["adopters_words"].is_wrong()
    hand.answer("adopters_words", "Ines and Paul Ferrar, Coastline Adoption")
    hand.answer("approved_elsewhere_on", "2/5/2025")
    hand.press(dialog.source.segment("Inter-agency"))
    assert dialog.together is not None
    hand.press(dialog.together.box(jonah))
    hand.send()
    assert hand.no_dialog()
    words = said(page.overview.of_child.match)
    assert "Ines and Paul Ferrar, Coastline Adoption" in words
    assert "Proposed" in words
    for case_id in siblings:
        match = hand.workspace.children.child(hand.staff.worker, case_id).match
        assert match is not None
        assert match.is_proposed


def test_the_adopters_case_names_the_child_by_first_name_and_reference(
    hand: Hand, path: ChildPath
) -> None:
    path.record()
    may_be_placed(path)
    made = make_case(
        hand.workspace.office, hand.staff, names=(("Owen", "Pritchard"),), service=Service.ADOPTION
    )
    path.do(
        hand.staff.worker,
        ProposeMatch((path.case_id,), path.today, "Own", adopters_case_id=made.id),
    )
    page = hand.case(made.id)
    words = said(page.overview.matched)
    assert "Robin" in words
    assert path.details().reference in words
    assert "Ashby" not in words
    hand.press_named("Open case: Robin, 2 years", page.overview.matched)
    assert hand.window.case().child is not None
    hand.press_named("Open the adopters’ case", page.overview.of_child.match)
    assert page.case is not None
    assert page.case.id == made.id
    seen = hand.workspace.children.matched_with(hand.staff.adviser, made.id)
    assert [child.first_name for child in seen] == ["Robin"]


def test_panel_s_lists_name_a_child_by_first_name_and_reference(
    hand: Hand, path: ChildPath
) -> None:
    path.record(relinquished=True)
    path.plan()
    name = f"Robin ({path.details().reference})"
    waiting = hand.workspace.agendas.waiting(hand.staff.adviser)
    assert [line.household for line in waiting] == [name]
    path.book()
    details = hand.workspace.meeting_pages.meeting(hand.staff.adviser, path.meeting_id)
    assert [item.title for item in details.items if item.case_id] == [name]


def test_a_connected_person_s_case_leads_to_the_child_where_both_may_be_seen(
    hand: Hand, path: ChildPath
) -> None:
    path.record()
    made = make_case(hand.workspace.office, hand.staff)
    with hand.workspace.office.writing(hand.staff.worker) as session:
        child = session.get_one(Case, path.case_id).child
        session.get_one(Case, made.id).child = child
    page = hand.case(made.id)
    hand.press_named("Open the child’s case", page.overview.household)
    assert hand.window.case().child is not None
    with hand.workspace.office.writing(hand.staff.worker) as session:
        case = session.get_one(Case, path.case_id)
        case.worker_id = case.manager_id = hand.staff.other_worker.user_id
        case.team = "Adoption team"
    page = hand.case(made.id)
    assert "Robin" in said(page.overview.household)
    assert "Open the child’s case" not in said(page.overview.household)


# Found by its name


def test_a_child_is_found_by_first_name_and_reference_by_those_who_may(
    hand: Hand, path: ChildPath
) -> None:
    path.record()
    reference = path.details().reference
    search = hand.workspace.search
    for words in ("robin", reference):
        hits = [hit for hit in search.find(hand.staff.worker, words) if hit.kind == "child"]
        assert [(hit.words, hit.page, hit.reference) for hit in hits] == [
            ("Robin", "case", (path.case_id,))
        ]
    assert search.find(hand.staff.other_worker, "robin") == ()


def test_escape_closes_the_dialog_of_a_match_and_keeps_what_was_typed(
    hand: Hand, path: ChildPath
) -> None:
    path.record()
    may_be_placed(path)
    page = hand.case(path.case_id)
    hand.press_named("Propose a match", page.overview.next_step)
    hand.answer("adopters_words", "Ines and Paul Ferrar")
    QTest.keyClick(hand.dialog(), Qt.Key.Key_Escape)
    hand.press_named("Propose a match", page.overview.of_child.match)
    assert hand.dialog().value("adopters_words") == "Ines and Paul Ferrar"
