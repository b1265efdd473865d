"""The page of a form: typed, saved by itself, passed on, decided, and what may go wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QRadioButton

from cfs_panels.domain.cases import AllocateCase
from cfs_panels.domain.visits import DecideForm, FormState, PassForm, SaveForm
from tests.ui.case_window import Hand, said
from ui import theme
from ui.cases.form_clash import ClashDialog
from ui.cases.form_print import blank_html
from ui.widgets.form_frame import CHECK
from ui.widgets.form_table import TableEditor

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.visits import FormDetails
    from ui.cases.form_page import FormPage
    from ui.widgets.form_view import FormView

SIZES = ((1440, 900), (1093, 534))


def view(page: FormPage) -> FormView:
    assert page.view is not None
    return page.view


def stored(hand: Hand, form_id: str) -> FormDetails:
    return hand.workspace.visits.form(hand.staff.worker, form_id)


def open_form(hand: Hand, form_id: str, actor: Actor | None = None) -> FormPage:
    return hand.open(actor or hand.staff.worker, "form", form_id).form()


def type_reasons(hand: Hand, page: FormPage, words: str) -> None:
    view(page).show_section("outcome")
    hand.retype(view(page).field("reasons").editor, words)


def mark(page: FormPage, title: str) -> str:
    """Return what the mark beside a section's title says."""
    sections = view(page).sections.findChildren(QRadioButton)
    named = next(s.accessibleName() for s in sections if s.text() == title)
    return named.removeprefix(f"{title}, ")


def passed_form(hand: Hand) -> str:
    return hand.desk.passed_visit(hand.desk.enquiry())


# Writing.


def test_the_form_says_whose_it_is_and_what_is_known(hand: Hand) -> None:
    page = open_form(hand, hand.desk.visit(hand.desk.enquiry()))

    words = said(page)
    assert page.header.head.title.text() == "Initial visit"
    assert "Draft" in words
    assert "Marcus and Leanne Thwaite, F-2025-0001, Enquiry 3 March 2025, by phone" in words
    assert "12 Larch Close, Harrowmere WX4 7QN" in said(page.side.known)
    assert [crumb.label for crumb in page.crumbs()] == ["Cases", "F-2025-0001", "Initial visit"]


def test_what_is_typed_is_saved_by_itself(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry())
    page = open_form(hand, form_id)

    with hand.qtbot.waitSignal(page.saved_state, timeout=2_000):
        type_reasons(hand, page, "They listen.")
    hand.qtbot.waitUntil(lambda: not page.keeper.has_unsaved(), timeout=5_000)

    assert stored(hand, form_id).answers["reasons"] == "They listen."


def test_what_is_typed_is_saved_on_leaving_the_page(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry())
    page = open_form(hand, form_id)

    type_reasons(hand, page, "They listen.")
    hand.window.open("cases")
    hand.rest()

    assert stored(hand, form_id).answers["reasons"] == "They listen."


def test_what_is_to_be_put_right_is_listed_and_leads_to_its_field(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry(), reasons="", manager=None)
    page = open_form(hand, form_id)

    hand.press_named("Check and pass to manager")
    summary = said(view(page).summary)
    hand.press_named("Enter the reasons for your recommendation", view(page).summary)

    assert "There are 2 things to put right" in summary
    assert "Choose the manager who will check this visit" in summary
    reasons = view(page).field("reasons")
    assert reasons.error() == "Enter the reasons for your recommendation"
    assert view(page).section() == "outcome"
    assert hand.window.focusWidget() is reasons.editor


def test_a_finished_form_is_checked_and_passed_to_the_manager(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry())
    page = open_form(hand, form_id)

    hand.press_named("Check and pass to manager")
    checking = view(page).section()
    answers = said(view(page))
    hand.press_named("Pass to manager")

    assert checking == CHECK
    assert "They understand the task and have the room." in answers
    assert stored(hand, form_id).state is FormState.PASSED
    assert hand.window.page_key() == "case"


def test_what_is_typed_last_goes_to_the_manager_too(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry())
    page = open_form(hand, form_id)
    type_reasons(hand, page, "The last word.")

    page.check_and_pass()
    page.check_and_pass()
    hand.qtbot.waitUntil(lambda: hand.window.page_key() == "case", timeout=10_000)
    hand.rest()

    form = stored(hand, form_id)
    assert (form.state, form.answers["reasons"]) == (FormState.PASSED, "The last word.")


def test_a_draft_is_deleted_and_brought_back(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    form_id = hand.desk.visit(case_id)
    open_form(hand, form_id)

    hand.press_named("Delete draft")
    gone = hand.workspace.visits.forms(hand.staff.worker, case_id)
    hand.window.undo()
    hand.rest()

    assert gone == ()
    assert hand.window.page_key() == "case"
    assert stored(hand, form_id).state is FormState.DRAFT


def test_a_file_can_be_attached_from_the_form(hand: Hand) -> None:
    open_form(hand, hand.desk.visit(hand.desk.enquiry()))

    hand.press_named("Attach file")

    assert hand.dialog().windowTitle() == "Add a document"


# Two people at once.


def test_two_texts_are_shown_and_neither_is_lost(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry())
    page = open_form(hand, form_id)
    begun = stored(hand, form_id)
    theirs = {**begun.answers, "reasons": "Typed elsewhere.", "worries": "The stairs."}
    hand.desk.do(hand.staff.worker, SaveForm(form_id, theirs, begun.version))

    type_reasons(hand, page, "Typed here.")
    page.save_now()
    hand.rest()
    dialog = page.findChild(ClashDialog)
    assert dialog is not None
    words = said(dialog)
    dialog.choices["worries"].choose("theirs")
    hand.press_named("Save", dialog)
    hand.rest()

    answers = stored(hand, form_id).answers
    assert "Yours: Typed here." in words
    assert "Theirs: Typed elsewhere." in words
    assert (answers["reasons"], answers["worries"]) == ("Typed here.", "The stairs.")


# The manager.


def test_the_manager_reads_all_answers_and_changes_none(hand: Hand) -> None:
    page = open_form(hand, passed_form(hand), hand.staff.manager)

    assert view(page).section() == CHECK
    assert "They understand the task and have the room." in said(view(page))
    assert not [b for b in said(view(page)).splitlines() if b == "Change"]
    assert view(page).field("reasons").editor.isReadOnly()  # type: ignore[attr-defined]  # a text area


def test_the_manager_agrees_with_reasons(hand: Hand) -> None:
    form_id = passed_form(hand)
    page = open_form(hand, form_id, hand.staff.manager)
    card = page.side.decision

    hand.press_named("Invite to apply", card)
    hand.press_named("Agree", card)
    missing = card.fields["reasons"].error()
    hand.retype(card.fields["reasons"].editor, "A careful visit.")
    hand.press_named("Agree", card)

    form = stored(hand, form_id)
    assert missing == "Enter the reasons for your decision"
    assert (form.state, form.decision) == (FormState.AGREED, "invite")
    assert "Invite to apply" in said(card)
    assert "Louise Penhaligon" in said(card)


def test_the_manager_sends_the_form_back_with_what_is_missing(hand: Hand) -> None:
    form_id = passed_form(hand)
    page = open_form(hand, form_id, hand.staff.manager)
    card = page.side.decision
    hand.press_named("Send back", card.fields["decision"])
    hand.retype(card.fields["to_put_right"].editor, "What did the children say?")
    hand.press(card.button)
    hand.rest()

    page = open_form(hand, form_id)

    assert stored(hand, form_id).state is FormState.SENT_BACK
    assert "Sent back by Louise Penhaligon. What did the children say?" in said(page)
    assert not view(page).field("reasons").editor.isReadOnly()  # type: ignore[attr-defined]  # a text area


def test_a_visit_that_does_not_go_on_ends_the_case(hand: Hand) -> None:
    form_id = passed_form(hand)
    page = open_form(hand, form_id, hand.staff.manager)
    card = page.side.decision
    hand.press_named("Do not proceed", card)
    hand.retype(card.fields["reasons"].editor, "There is no room for a child.")
    hand.press(card.button)
    hand.rest()

    case_id = stored(hand, form_id).case_id
    assert hand.desk.case(case_id).status.value == "withdrawn"


def test_nobody_agrees_their_own_visit(hand: Hand) -> None:
    form_id = passed_form(hand)

    page = open_form(hand, form_id)

    assert "With Louise Penhaligon. You cannot agree your own visit." in said(page)
    assert not page.side.decision.isVisible()


def test_a_record_decided_elsewhere_says_so_when_it_is_decided_again(hand: Hand) -> None:
    form_id = passed_form(hand)
    page = open_form(hand, form_id, hand.staff.manager)
    card = page.side.decision
    hand.press_named("Invite to apply", card)
    hand.retype(card.fields["reasons"].editor, "A careful visit.")
    version = hand.desk.visits.form(hand.staff.manager, form_id).version
    today = hand.desk.office.today
    words = "First the references."
    hand.desk.do(hand.staff.manager, DecideForm(form_id, "send_back", words, today, version))

    hand.press(card.button)
    hand.rest()

    assert page.message.words() == "This visit record is not waiting for a decision."


def test_a_record_that_is_with_the_manager_takes_no_more_words(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry())
    page = open_form(hand, form_id)
    version = stored(hand, form_id).version
    hand.desk.do(hand.staff.worker, PassForm(form_id, "", version))

    type_reasons(hand, page, "Too late.")
    page.save_now()
    hand.rest()

    assert "This record is with Louise Penhaligon." in page.message.words()


# On paper, and in narrow windows.


def test_the_blank_form_prints_its_questions(hand: Hand) -> None:
    page = open_form(hand, hand.desk.visit(hand.desk.enquiry()))
    assert page.form is not None

    html = blank_html(page.form)

    assert "Strengths you saw" in html
    assert "☐ Proceed" in html
    assert "They understand the task" not in html


def test_in_a_narrow_window_the_decision_is_in_the_drawer(hand: Hand) -> None:
    page = open_form(hand, passed_form(hand), hand.staff.manager)
    hand.window.resize(1093, 534)
    hand.rest()

    hand.press_named("Side panel")

    assert page.side.decision.isVisible()
    assert page.side.drawer.isVisible()


@pytest.mark.parametrize("look", theme.THEMES)
@pytest.mark.parametrize("text", ["standard", "largest"])
def test_no_section_is_wider_than_the_window(hand: Hand, look: str, text: str) -> None:
    page = open_form(hand, hand.desk.visit(hand.desk.enquiry()))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look, text)

    for width, height in SIZES:
        hand.window.resize(width, height)
        for section in view(page).sections._sections:
            view(page).show_section(section)
            QApplication.sendPostedEvents()
            app.processEvents()
            assert page.minimumSizeHint().width() <= page.width(), (section, width, look)


# Begun by somebody else.


def test_who_writes_a_record_is_named_and_it_can_be_taken_over(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    staff = hand.staff
    hand.desk.do(
        staff.manager, AllocateCase(case_id, staff.worker.user_id, staff.manager.user_id, "")
    )
    form_id = hand.desk.visit(case_id)
    page = open_form(hand, form_id, staff.manager)

    assert (
        "Hannah Whitlock writes this record, begun on 20 March 2025, and has not finished it."
        in said(page)
    )
    hand.press_named("Take over", page)
    hand.rest()
    assert page.form is not None
    assert page.form.may_edit
    assert page.pass_button.isVisible()
    assert "Hannah Whitlock writes" not in said(page)


# What is asked before it passes, and what a mark says.


def test_who_was_seen_is_asked_of_everybody_before_the_visit_passes(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    begun = hand.desk.visit(case_id, household=[{"name": "Marcus Thwaite"}])
    page = open_form(hand, begun)

    assert mark(page, "People seen") == "begun"
    hand.press(page.pass_button)
    hand.rest()
    assert "Say whether they were seen (person 1)" in said(page)
    table = view(page).field("household").editor
    assert isinstance(table, TableEditor)
    seen = table.rows()[0].fields["seen"]
    assert seen.error() == "Say whether they were seen (person 1)"
    hand.press_named("Yes", seen)
    assert seen.error() == ""
    assert mark(page, "People seen") == "done"


def test_a_visit_that_is_to_come_says_so_and_no_more_once_its_day_is_there(hand: Hand) -> None:
    form_id = hand.desk.visit(hand.desk.enquiry(), visited_on="2025-03-27")
    page = open_form(hand, form_id)

    assert view(page).field("visited_on").error() == "The visit cannot be in the future"
    assert mark(page, "Visit") == "something to put right"
    hand.desk.moment.on(date(2025, 3, 27))
    hand.press(page.pass_button)
    assert view(page).section() == CHECK
    assert mark(page, "Visit") == "done"
