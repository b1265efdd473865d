"""The decision page on a real agency: reading, answering, signing, telling, by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from cfs_panels.domain.decisions import MarkRead, SaveDecision
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from cfs_panels.domain.words import clock_time
from db.models import AgencyDecisionRow, AuditEntry, Notice, RequirementRow, StoredFile
from tests.decision_cases import Desk, Heard, good_answers, make_hearing
from tests.factories import PASSWORD
from tests.ui.decision_window import REPORT_PAGES, DecisionWindow, make_heard
from ui.decisions.clash_dialog import ClashDialog
from ui.decisions.information_dialog import InformationDialog
from ui.decisions.requirement_dialog import RequirementDialog
from ui.widgets.dialogs import ConfirmDialog, SignDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.decisions import DecisionDetails
    from cfs_panels.services.office import Office
    from tests.decision_cases import Hearing
    from tests.factories import Moment, Staff
    from ui.decisions.decision_page import DecisionPage
    from ui.task_runner import TaskRunner

    Shown = Callable[..., None]
    OpenPage = Callable[..., DecisionPage]

Dialog = TypeVar("Dialog", bound=QDialog)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OTHERS = (("Amrit", "Sandhu-Cole"),)


@pytest.fixture
def heard(office: Office, staff: Staff) -> Hearing:
    return make_heard(office, staff)


@pytest.fixture
def opened(
    qtbot: QtBot, runner: TaskRunner, office: Office, staff: Staff, shown: Shown
) -> OpenPage:
    """Return a way to open a case's decision as somebody, in a window of a size."""

    def open_page(
        case_id: str, actor: Actor | None = None, width: int = 1440, height: int = 900
    ) -> DecisionPage:
        window = DecisionWindow(runner, office, actor or staff.decision_maker)
        shown(window, width, height)
        window.open("decision", case_id)
        settled(qtbot, runner)
        return window.decision_page()

    return open_page


def settled(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy())


def details_of(page: DecisionPage) -> DecisionDetails:
    details = page.details()
    assert details is not None
    return details


def dialog_of(page: QWidget, kind: type[Dialog]) -> Dialog:
    return next(found for found in page.findChildren(kind) if found.isVisible())


def stored(office: Office) -> AgencyDecisionRow:
    with office.reading() as session:
        return session.query(AgencyDecisionRow).one()


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def prepare(office: Office, staff: Staff, case_id: str, **changes: object) -> Desk:
    """Read the whole pack and answer everything through the services."""
    desk = Desk(office, staff)
    desk.answer(case_id, good_answers(**changes))  # type: ignore[arg-type] # the test names fields
    return desk


# Reading


def test_opening_begins_the_record_and_shows_the_pack_as_one_count(
    opened: OpenPage, heard: Hearing, office: Office
) -> None:
    page = opened(heard.case_id)
    details = details_of(page)
    assert stored(office).id == details.id
    assert page.header.header.title.text() == "Marcus Thwaite and Leanne Thwaite"
    assert page.header.due_words.text() == "Decide by Monday 27 October 2025"
    assert page.header.pill.text() == details.day_words
    titles = [line.title for line in details.pack]
    assert page.pack.table.records().count() == len(titles) == 5
    assert page.pack.read_words.text() == "0 of 5 read"
    assert str(details.pack_pages) in page.pack.count_words.text()
    assert page.reading.shown() == details.pack[0].paper_id
    assert page.reading.reader.page_box.text() == "1"


def test_space_reads_to_the_end_of_a_paper_and_goes_on_to_the_next(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    first, second = details_of(page).pack[:2]
    assert page.pack.table.hasFocus()
    for _ in range(30):
        qtbot.keyClick(page.pack.table, Qt.Key.Key_Space)
        settled(qtbot, runner)
        if page.reading.shown() == second.paper_id:
            break
    assert details_of(page).pack[0].is_read
    assert not details_of(page).pack[1].is_read
    assert page.reading.reader.page() == first.pages + 1
    assert page.record.material.boxes[first.paper_id].isChecked()


def test_going_to_the_next_paper_at_once_reads_nothing(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    long = next(n for n, line in enumerate(details_of(page).pack) if line.pages == REPORT_PAGES)
    for _ in range(long + 1):
        qtbot.keyClick(page.pack.table, Qt.Key.Key_Down, CTRL)
        settled(qtbot, runner)
    assert not details_of(page).pack[long].is_read
    qtbot.keyClick(page.pack.table, Qt.Key.Key_Up, CTRL)
    settled(qtbot, runner)
    assert page.reading.shown() == details_of(page).pack[long].paper_id


def test_a_page_of_another_paper_is_opened_by_its_number(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    report = next(line for line in details_of(page).pack if line.pages == REPORT_PAGES)
    box = page.reading.reader.page_box
    box.setText(str(report.first_page + 2))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settled(qtbot, runner)
    assert page.reading.shown() == report.paper_id
    assert page.reading.reader.page() == report.first_page + 2


def test_material_is_ticked_as_read_and_unticked(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section = page.record.material
    click(qtbot, section.change)
    for box in list(section.boxes.values()):
        qtbot.keyClick(box, Qt.Key.Key_Space)
        settled(qtbot, runner)
    assert section.is_done()
    assert page.pack.read_words.text() == "5 of 5 read"
    qtbot.keyClick(section.first_editor() or section, Qt.Key.Key_Space)
    settled(qtbot, runner)
    assert not section.is_done()


def test_marked_words_are_copied_into_the_reasons_and_saved(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing, office: Office
) -> None:
    page = opened(heard.case_id)
    qtbot.keyClick(page.pack.table, Qt.Key.Key_C, CTRL | SHIFT)
    assert "Mark words in the paper first" in page.message.words()
    pages = page.reading.reader.pages()
    qtbot.keyClick(pages, Qt.Key.Key_Right, SHIFT)
    words = page.reading.reader.marked_words()
    assert words
    qtbot.keyClick(pages, Qt.Key.Key_C, CTRL | SHIFT)
    assert f"“{words}”" in page.record.own.reasons.toPlainText()
    page.save_now()
    settled(qtbot, runner)
    assert stored(office).answers["own_reasons"] == f"“{words}”"


# Answering


def test_what_is_typed_saves_itself_and_stays_as_it_was_typed(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    office: Office,
    moment: Moment,
) -> None:
    page = opened(heard.case_id)
    said: list[str] = []
    page.saved_state.connect(said.append)
    reasons = page.record.own.reasons
    reasons.setFocus()
    qtbot.keyClicks(reasons, "The network is in place. ")
    at = clock_time(moment.now.astimezone().time())
    qtbot.waitUntil(lambda: said[-1:] == [f"Saved {at}"], timeout=5000)
    settled(qtbot, runner)
    assert said[0] == "Saving…"
    assert stored(office).answers["own_reasons"] == "The network is in place."
    assert reasons.toPlainText() == "The network is in place. "
    assert page.record.own.is_done()
    assert page.record.answered_words.text() == "1 of 9 answered"


def test_the_answers_are_given_section_by_section(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing, office: Office
) -> None:
    page = opened(heard.case_id)
    record = page.record
    click(qtbot, record.arguments.change)
    qtbot.keyClicks(record.arguments.arguments_for, "Long experience")
    qtbot.keyClick(record.arguments.arguments_for, Qt.Key.Key_Return)
    qtbot.keyClicks(record.arguments.arguments_for, "A tested network")
    qtbot.keyClicks(record.arguments.arguments_against, "One visit only")
    click(qtbot, record.process.change)
    record.process.choice.choose("not_fair")
    qtbot.keyClicks(record.process.comment, "One question was not put.")
    click(qtbot, record.information.change)
    record.information.choice.choose("none")
    click(qtbot, record.reasons.adopt_all)
    click(qtbot, record.reasons.boxes[1])
    page.save_now()
    settled(qtbot, runner)
    answers = details_of(page).answers
    assert answers.arguments_for == ("Long experience", "A tested network")
    assert answers.arguments_against == ("One visit only",)
    assert (answers.process_fair, answers.process_comment) == (
        "not_fair",
        "One question was not put.",
    )
    assert answers.new_information == "none"
    assert answers.adopted_reasons == (1, 3)
    assert [section.is_done() for section in record.sections[1:5]] == [True] * 4
    assert record.foot.words.text() == ", ".join(details_of(page).not_ready)
    assert not record.foot.sign_button.isEnabled()


def test_none_of_panels_reasons_may_be_adopted(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section = page.record.reasons
    click(qtbot, section.none_box)
    settled(qtbot, runner)
    assert details_of(page).answers.reasons_considered
    click(qtbot, section.boxes[0])
    settled(qtbot, runner)
    assert not details_of(page).answers.reasons_considered
    assert section.none_box.isHidden()


def test_an_approval_asks_for_terms_places_and_a_day(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section = page.record.outcome
    assert section.terms_field.isHidden()
    section.choice.choose("approve")
    assert not section.terms_field.isHidden()
    assert section.effective.value() == date(2025, 10, 24)
    click(qtbot, section.terms["respite"])
    qtbot.keyClicks(section.places, "2")
    qtbot.keyClicks(section.ages, "5 to 12")
    section.effective.setText("27/10/25")
    section.effective.edited.emit()
    page.save_now()
    settled(qtbot, runner)
    answers = details_of(page).answers
    assert answers.outcome is DecisionOutcome.APPROVE
    assert (answers.terms, answers.places, answers.ages) == (("respite",), 2, "5 to 12")
    assert answers.effective_on == date(2025, 10, 27)
    assert not section.discussed_field.isHidden()  # panel recommended other terms
    click(qtbot, section.terms["short_term"])
    section.places.setText("1")
    section.places.edited.emit()
    page.save_now()
    settled(qtbot, runner)
    assert section.discussed_field.isHidden()


def test_a_change_of_terms_asks_for_them_and_for_no_day(
    qtbot: QtBot, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section = page.record.outcome
    vary = DecisionOutcome.VARY
    details = replace(
        details_of(page),
        choices=((vary, "Change the terms"), (DecisionOutcome.CONTINUE, "Continue the approval")),
        with_terms=frozenset({vary}),
    )
    section.show_answers(details)
    section.choice.choose("continue")
    assert section.terms_field.isHidden()
    section.choice.choose("vary")
    assert not section.terms_field.isHidden()
    assert section.effective_field.isHidden()


def test_a_decision_against_panel_asks_with_whom_it_was_discussed(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section = page.record.outcome
    section.choice.choose("propose_not_to_approve")
    settled(qtbot, runner)
    assert not section.discussed_field.isHidden()
    assert section.terms_field.isHidden()
    qtbot.keyClicks(section.discussed_with, "Helena Ross, head of service")
    page.save_now()
    settled(qtbot, runner)
    assert details_of(page).answers.discussed_with == "Helena Ross, head of service"


def test_a_late_decision_asks_why(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    moment: Moment,
) -> None:
    page = opened(heard.case_id)
    assert page.record.outcome.late_field.isHidden()
    moment.on(date(2025, 10, 30))
    page.reload()
    settled(qtbot, runner)
    assert not page.record.outcome.late_field.isHidden()
    qtbot.keyClicks(page.record.outcome.late_reason, "The second visit was awaited.")
    page.save_now()
    settled(qtbot, runner)
    assert details_of(page).answers.late_reason == "The second visit was awaited."


def test_a_time_that_may_be_passed_on_some_grounds_alone_asks_which(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section, details = page.record.outcome, details_of(page)
    assert section.ground_field.isHidden()
    grounds = (("applicant", "The applicants ask for it"), ("agency", "The agency"))
    words = "Stage 2 to decision was due by 26 May 2025."
    late = replace(details, late=True, late_words=words, late_grounds=grounds)
    section.show_state(late)
    assert not section.ground_field.isHidden()
    section.late_ground.choose("applicant")
    assert section.put(details.answers).late_ground == "applicant"


def test_an_adoption_has_no_terms(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, office: Office, staff: Staff
) -> None:
    heard = make_heard(office, staff, service=Service.ADOPTION)
    page = opened(heard.case_id)
    section = page.record.outcome
    section.choice.choose("approve")
    settled(qtbot, runner)
    assert section.terms_field.isHidden()
    assert section.places_field.isHidden()
    assert section.effective.isVisibleTo(section)
    assert details_of(page).answers.outcome is DecisionOutcome.APPROVE


def test_leaving_the_page_saves_what_was_typed(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing, office: Office
) -> None:
    page = opened(heard.case_id)
    qtbot.keyClicks(page.record.own.reasons, "Typed and left")
    click(qtbot, page.record.foot.close_button)
    settled(qtbot, runner)
    assert stored(office).answers["own_reasons"] == "Typed and left"
    assert page.isHidden()


def test_two_texts_of_one_record_are_both_shown_and_neither_is_lost(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    office: Office,
    staff: Staff,
) -> None:
    page = opened(heard.case_id)
    desk = Desk(office, staff)

    def elsewhere(words: str) -> None:
        found = desk.pages.decision(staff.decision_maker, heard.case_id)
        theirs = good_answers(own_reasons=words)
        command = SaveDecision(found.id, theirs, found.version)
        desk.decisions.save_decision(staff.decision_maker, command)

    elsewhere("Theirs")
    reasons = page.record.own.reasons
    qtbot.keyClicks(reasons, "Mine")
    page.save_now()
    settled(qtbot, runner)
    clash = dialog_of(page, ClashDialog)
    assert stored(office).answers["own_reasons"] == "Theirs"
    assert reasons.toPlainText() == "Mine"
    click(qtbot, clash.mine_button)
    settled(qtbot, runner)
    qtbot.waitUntil(lambda: stored(office).answers["own_reasons"] == "Mine")
    settled(qtbot, runner)
    elsewhere("Theirs again")
    qtbot.keyClicks(reasons, " too")
    page.save_now()
    settled(qtbot, runner)
    click(qtbot, dialog_of(page, ClashDialog).theirs_button)
    settled(qtbot, runner)
    assert reasons.toPlainText() == "Theirs again"
    assert page.record.reasons.boxes[0].isChecked()


# Information and requirements


def test_asking_for_information_says_that_the_days_keep_running(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    section = page.record.outcome
    section.choice.choose("more_information")
    dialog = dialog_of(page, InformationDialog)
    words = " ".join(label.text() for label in dialog.findChildren(type(page.header.place)))
    assert "The 7 working days keep running" in words
    assert section.choice.value() == ""
    click(qtbot, dialog.verb_button)
    assert dialog.fields["words"].error() == "Enter what you need to know."
    qtbot.keyClicks(dialog.words, "Has the sister agreed?")
    click(qtbot, dialog.verb_button)
    settled(qtbot, runner)
    assert details_of(page).information_asked == ((date(2025, 10, 24), "Has the sister agreed?"),)
    assert section.information.text() == "Asked on 24 October 2025: Has the sister agreed?"
    assert details_of(page).answers.outcome is None


def test_requirements_are_added_refused_taken_out_and_put_back(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing, office: Office
) -> None:
    page = opened(heard.case_id)
    section = page.record.requirements
    click(qtbot, section.add_button)
    settled(qtbot, runner)
    dialog = dialog_of(page, RequirementDialog)
    qtbot.keyClicks(dialog.words, "Second visit to the sister")
    qtbot.keyClicks(dialog.due, "24/10/25")
    click(qtbot, dialog.verb_button)
    assert dialog.fields["owner"].error().startswith("Choose who does it.")
    qtbot.keyClicks(dialog.owner, "Nadia Farouk")
    click(qtbot, dialog.verb_button)
    settled(qtbot, runner)
    assert dialog.fields["due_on"].error() == "Choose a day to come."
    dialog.due.setText("30 November 2025")
    click(qtbot, dialog.verb_button)
    settled(qtbot, runner)
    assert section.is_done()
    assert section.none_box.isHidden()
    line = details_of(page).requirements[0]
    assert (line.text, line.owner) == ("Second visit to the sister", "Nadia Farouk")
    section.dropped.emit(line.id)
    settled(qtbot, runner)
    assert details_of(page).requirements == ()
    page.window().undo()  # type: ignore[attr-defined] # the window is a DecisionWindow
    settled(qtbot, runner)
    assert [r.text for r in details_of(page).requirements] == ["Second visit to the sister"]
    with office.reading() as session:
        assert session.query(RequirementRow).count() == 1


# Signing and what follows


def _sign(qtbot: QtBot, runner: TaskRunner, page: DecisionPage, password: str) -> SignDialog:
    qtbot.keyClick(page.pack.table, Qt.Key.Key_Return, CTRL)
    settled(qtbot, runner)
    dialog = dialog_of(page, SignDialog)
    click(qtbot, dialog.tick)
    qtbot.keyClicks(dialog.password, password)
    click(qtbot, dialog.verb_button)
    settled(qtbot, runner)
    return dialog


def test_what_is_open_is_said_instead_of_signing(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    qtbot.keyClick(page.pack.table, Qt.Key.Key_Return, CTRL)
    settled(qtbot, runner)
    assert page.message.words().startswith("The record is not ready to sign: 5 documents unread")
    assert not page.record.material.is_folded()
    assert page.findChildren(SignDialog) == []


def test_a_decision_is_signed_with_the_password_and_then_only_read(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    office: Office,
    staff: Staff,
    moment: Moment,
) -> None:
    prepare(office, staff, heard.case_id)
    page = opened(heard.case_id)
    assert page.record.foot.lead.text() == "Ready to sign"
    dialog = _sign(qtbot, runner, page, "not this one")
    assert dialog.password_field.error() == "This is not your password."
    labels = " ".join(label.text() for label in dialog.findChildren(type(page.header.place)))
    assert "Marcus Thwaite and Leanne Thwaite are approved to foster." in labels
    assert "One child, 5 to 12, short-term and respite. From today." in labels
    assert "Tell them by 28 October, write by 31 October 2025." in labels
    dialog.password.clear()
    qtbot.keyClicks(dialog.password, PASSWORD)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    settled(qtbot, runner)
    row = stored(office)
    assert row.signed_at is not None
    foot = page.record.foot
    at = clock_time(moment.now.astimezone().time())
    assert foot.lead.text() == f"Signed by Margaret Osei, 24 October 2025 at {at}"
    assert foot.words.text() == f"Digest {row.digest}"
    assert foot.sign_button.isHidden()
    assert page.record.own.reasons.isReadOnly()
    assert page.record.outcome.choice.isHidden()
    assert page.reading.copy_button.isHidden()
    assert page.header.due_words.text() == "Decided on Friday 24 October 2025"
    assert not page.record.notices.is_folded()


def test_typed_words_are_saved_before_the_signature(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    office: Office,
    staff: Staff,
) -> None:
    prepare(office, staff, heard.case_id, own_reasons="")
    page = opened(heard.case_id)
    assert not page.record.foot.sign_button.isEnabled()
    qtbot.keyClicks(page.record.own.reasons, "The network is in place.")
    _sign(qtbot, runner, page, PASSWORD)
    assert stored(office).answers["own_reasons"] == "The network is in place."
    assert stored(office).signed_at is not None


def test_the_applicants_are_told_and_the_letter_is_previewed_and_sent(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    office: Office,
    staff: Staff,
) -> None:
    Desk(office, staff).sign(heard.case_id, good_answers())
    page = opened(heard.case_id, staff.administrator)
    section = page.record.notices
    assert section.told_form is not None
    qtbot.keyClicks(section.told_form.given_at, "10.15")
    section.told_form.given_on.setText("23 October 2025")
    click(qtbot, section.told_form.button)
    settled(qtbot, runner)
    assert section.told_form.fields["given_on"].error() == (
        "The decision was made on 24 October 2025. Notice of it cannot be earlier."
    )
    section.told_form.given_on.setText("24 October 2025")
    click(qtbot, section.told_form.button)
    settled(qtbot, runner)
    assert section.told_form is None
    letter = section.letter_form
    assert letter is not None
    click(qtbot, letter.preview_button)
    settled(qtbot, runner)
    assert page.reading.shown() == ""
    assert page.reading.reader.is_showing()
    click(qtbot, letter.send_button)
    dialog = dialog_of(page, ConfirmDialog)
    click(qtbot, dialog.verb_button)
    settled(qtbot, runner)
    with office.reading() as session:
        assert sorted(n.kind for n in session.query(Notice)) == ["oral", "written"]
    assert section.is_done()
    assert page.record.answered_words.text() == "9 of 9 answered"


def test_a_proposal_not_to_approve_tells_its_window(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    office: Office,
    staff: Staff,
) -> None:
    heard = make_heard(office, staff, Heard(outcome=PanelOutcome.NOT_SUITABLE))
    answers = good_answers(outcome=DecisionOutcome.PROPOSE_NOT_TO_APPROVE)
    Desk(office, staff).sign(heard.case_id, answers)
    page = opened(heard.case_id, staff.administrator)
    letter = page.record.notices.letter_form
    assert letter is not None
    click(qtbot, letter.send_button)
    dialog = dialog_of(page, ConfirmDialog)
    labels = " ".join(label.text() for label in dialog.findChildren(type(page.header.place)))
    assert "They have 28 calendar days to respond" in labels
    click(qtbot, dialog.verb_button)
    settled(qtbot, runner)
    assert "The last day is" in details_of(page).window_words


# Others, and the window


def test_an_adviser_reads_the_pack_and_nothing_of_an_unsigned_record(
    opened: OpenPage, heard: Hearing, office: Office, staff: Staff
) -> None:
    prepare(office, staff, heard.case_id)
    page = opened(heard.case_id, staff.adviser)
    assert page.record.own.reasons.toPlainText() == ""
    assert page.record.own.reasons.isReadOnly()
    assert page.record.foot.lead.text() == "Not signed yet"
    assert page.record.foot.sign_button.isHidden()
    assert page.record.requirements.add_button.isHidden()
    assert page.reading.copy_button.isHidden()


def test_a_case_without_final_minutes_says_so(
    opened: OpenPage, office: Office, staff: Staff
) -> None:
    hearing = make_hearing(office, staff, upto=EventType.MINUTES_APPROVED)
    page = opened(hearing.case_id)
    assert page.absent.accessibleName().startswith("The panel's final minutes have not come yet.")
    assert page.splitter.isHidden()


def test_a_decision_maker_who_sat_on_the_panel_is_told_so(
    opened: OpenPage, heard: Hearing, office: Office, staff: Staff
) -> None:
    from db.models import CentralListMember

    with office.writing(staff.adviser) as session:
        member = session.query(CentralListMember).filter_by(name="Sunita Rao").one()
        member.user_id = staff.decision_maker.user_id
    page = opened(heard.case_id)
    assert page.message.words().startswith("You sat on the panel that heard this case")


def test_the_next_case_is_a_key_away(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, office: Office, staff: Staff
) -> None:
    hearing = make_heard(office, staff, Heard(), Heard(names=OTHERS))
    page = opened(hearing.cases[0].id)
    assert page.header.place.text() == "1 of 2"
    qtbot.keyClick(page.pack.table, Qt.Key.Key_PageDown, CTRL)
    settled(qtbot, runner)
    assert page.header.header.title.text() == "Amrit Sandhu-Cole"
    assert page.header.place.text() == "2 of 2"
    assert page.reading.shown() == details_of(page).pack[0].paper_id
    click(qtbot, page.header.before)
    settled(qtbot, runner)
    assert page.header.header.title.text() == "Marcus Thwaite and Leanne Thwaite"


def test_a_narrow_window_shows_pack_or_record_and_f6_changes_over(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id, width=1093, height=534)
    window = page.window()
    assert page.record.isHidden()
    assert page.minimumSizeHint().width() <= 1093 - 56
    page.pack.table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.reading.reader.pages().hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert not page.record.isHidden()
    assert page.pack.isHidden()
    assert page.record.has_keyboard()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not page.isAncestorOf(focus)
    page.header.views.choose("pack")
    assert not page.pack.isHidden()
    assert window.minimumSizeHint().height() <= 534


def test_the_search_of_the_page_is_that_of_the_paper(
    qtbot: QtBot, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    qtbot.keyClick(page.pack.table, Qt.Key.Key_F, CTRL)
    assert page.reading.reader.search_row.field.hasFocus()


def test_a_paper_opens_in_a_window_of_its_own(
    qtbot: QtBot, opened: OpenPage, heard: Hearing
) -> None:
    page = opened(heard.case_id)
    before = set(QApplication.topLevelWidgets())
    click(qtbot, page.reading.window_button)
    apart = (set(QApplication.topLevelWidgets()) - before).pop()
    assert apart.windowTitle().endswith(details_of(page).reference)
    apart.close()


def test_printing_a_paper_that_the_program_made_is_audited(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing, office: Office
) -> None:
    page = opened(heard.case_id)
    click(qtbot, page.reading.print_button)
    settled(qtbot, runner)
    preview = dialog_of(page, QPrintPreviewDialog)
    assert preview.windowTitle().startswith("Print: ")
    preview.reject()
    with office.reading() as session:
        printed = session.query(AuditEntry).filter_by(action="print", kind="document").all()
    assert [entry.record_id for entry in printed] == [page.reading.shown()]


def test_a_paper_that_cannot_be_shown_is_saved_where_the_person_says(
    qtbot: QtBot,
    runner: TaskRunner,
    opened: OpenPage,
    heard: Hearing,
    office: Office,
    staff: Staff,
    tmp_path: Path,
) -> None:
    with office.writing(staff.worker) as session:
        paper = session.query(StoredFile).one()
        paper.media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        paper.pages = 0
        paper_id = paper.id
    page = opened(heard.case_id)
    page.pack.mark(paper_id)
    settled(qtbot, runner)
    assert not page.reading.reader.is_showing()
    assert page.reading.reader.words().startswith("This paper is a Word file")
    page.reading.reader.acted.emit()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(".pdf")
    dialog.fileSelected.emit(str(tmp_path / "copy.docx"))
    dialog.reject()
    settled(qtbot, runner)
    assert (tmp_path / "copy.docx").read_bytes()
    assert "copy.docx saved." in page.message.words()
    qtbot.keyClick(page.pack.table, Qt.Key.Key_Space)
    settled(qtbot, runner)
    assert page.reading.shown() != paper_id


def test_a_case_that_changed_meanwhile_is_shown_anew(
    qtbot: QtBot, runner: TaskRunner, opened: OpenPage, heard: Hearing, office: Office, staff: Staff
) -> None:
    page = opened(heard.case_id)
    desk = Desk(office, staff)
    first = details_of(page).pack[0].paper_id
    command = MarkRead(details_of(page).id, first)
    runner.run(page.pack, lambda: desk.decisions.mark_read(staff.decision_maker, command))
    settled(qtbot, runner)
    assert page.pack.read_words.text() == "1 of 5 read"
