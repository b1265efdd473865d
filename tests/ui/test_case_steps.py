"""The journey of a case on its page: each step recorded, and refused where it may not be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cfs_panels.domain.vocabulary import EventType
from tests.services.case_makers import ADOPTION, FAMILY, MARCUS
from tests.ui.case_window import Hand, said
from tests.ui.sample_papers import make_report
from ui.cases.paper_dialogs import AttachDialog
from ui.cases.paper_view import PaperWindow
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.pdf_reader import PdfReader
from ui.widgets.saved_copies import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.case_lines import CaseDetails
    from ui.cases.case_page import CasePage

REPORT = make_report(2, "Fostering report")
KEY = Qt.Key


def details(page: CasePage) -> CaseDetails:
    assert page.case is not None
    return page.case


def stage(page: CasePage) -> str:
    return next(s.name for s in details(page).stages if s.state == "now")


def press_next(hand: Hand, page: CasePage, words: str) -> None:
    """Press the button of the next step."""
    hand.press_named(words, page.overview.next_step)


# On hold.


def test_a_case_on_hold_says_why_and_is_resumed_from_its_next_step(hand: Hand) -> None:
    case_id = hand.desk.application()
    hold = {"reason": "Their mother is ill", "cause": "applicant"}
    hand.desk.record(hand.staff.worker, case_id, EventType.CASE_HELD, date(2025, 5, 14), **hold)
    page = hand.case(case_id)

    assert "On hold since 14 May 2025. Their mother is ill." in said(page.overview.next_step)
    press_next(hand, page, "Resume the case")
    hand.send()
    assert hand.no_dialog()
    assert "On hold" not in said(page.overview.next_step)


# From enquiry to application.


def test_the_next_step_arranges_the_initial_visit(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())

    press_next(hand, page, "Arrange the initial visit")
    hand.answer("on", "today")
    hand.answer("booked_on", "19 March")
    hand.press_named("Home", hand.dialog())
    hand.send()

    assert hand.no_dialog()
    assert stage(page) == "Initial visit"
    assert "Write the visit record" in said(page.overview.next_step)


def test_what_a_step_asks_for_is_said_beside_the_question(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())

    press_next(hand, page, "Arrange the initial visit")
    hand.send()

    fields = hand.dialog().fields
    assert fields["booked_on"].error() == "Enter the day of the visit"
    assert fields["where"].error() == "Choose where the visit will be"


def test_the_application_is_recorded_on_a_day_typed_the_british_way(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.desk.decided_visit(case_id)
    hand.moment.on(date(2025, 5, 14))
    page = hand.case(case_id)

    press_next(hand, page, "Record the application")
    hand.answer("on", "12/5/25")
    hand.send()

    application = next(s for s in details(page).stages if s.key == "application")
    assert application.entered_on == date(2025, 5, 12)


def test_a_day_that_is_not_real_is_refused_before_it_is_sent(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.desk.decided_visit(case_id)
    page = hand.case(case_id)

    press_next(hand, page, "Record the application")
    hand.answer("on", "31 November 2025")
    hand.send()

    assert hand.dialog().fields["on"].error() == "November has 30 days. Enter a real date"


def test_a_day_ahead_is_refused_beside_the_date(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.desk.decided_visit(case_id)
    page = hand.case(case_id)

    press_next(hand, page, "Record the application")
    hand.answer("on", "24 December 2025")
    hand.send()

    error = hand.dialog().fields["on"].error()
    assert error == "24 December 2025 is in the future. Enter the day it happened."


def test_esc_closes_a_dialog_and_discards_nothing(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.desk.decided_visit(case_id)
    page = hand.case(case_id)

    press_next(hand, page, "Record the application")
    hand.answer("on", "12 May 2025")
    QTest.keyClick(hand.dialog(), KEY.Key_Escape)
    press_next(hand, page, "Record the application")

    assert hand.dialog().value("on") == date(2025, 5, 12)


def test_undo_takes_the_step_back(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.desk.decided_visit(case_id)
    page = hand.case(case_id)
    press_next(hand, page, "Record the application")
    hand.send()
    recorded = stage(page)

    hand.window.undo()
    hand.rest()

    assert recorded == "Application"
    assert stage(page) == "Initial visit"


def test_the_manager_accepts_the_application_and_the_worker_may_not(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.desk.decided_visit(case_id)
    page = hand.case(case_id)
    press_next(hand, page, "Record the application")
    hand.send()
    offered = said(page.overview.next_step)

    page = hand.case(case_id, hand.staff.manager)
    press_next(hand, page, "Accept the application")
    hand.send()

    assert "Accept the application." in offered
    assert "Accept the application\n" not in offered
    assert stage(page) == "Stage 1"


def test_adoption_starts_with_the_registration_and_the_notice_to_proceed(hand: Hand) -> None:
    case_id = hand.desk.enquiry(ADOPTION, (MARCUS,))
    hand.desk.decided_visit(case_id)
    page = hand.case(case_id)
    press_next(hand, page, "Record the registration of interest")
    hand.send()
    page = hand.case(case_id, hand.staff.manager)
    press_next(hand, page, "Accept the registration of interest")
    hand.send()

    page = hand.case(case_id)
    press_next(hand, page, "Give notice to proceed and start stage 1")
    hand.send()

    assert stage(page) == "Stage 1"


def test_a_case_is_put_on_hold_with_a_reason_and_resumed(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    hand.menu(page.header.more_button)
    hand.choose("Put on hold")
    hand.send()
    missing = hand.dialog().fields["reason"].error()
    hand.answer("reason", "A death in the family")
    hand.press_named("Exceptional circumstances", hand.dialog())
    hand.send()
    held = said(page.header)
    hand.menu(page.header.more_button)
    hand.choose("Resume the case")
    hand.send()

    assert missing == "Enter the reason"
    assert "On hold" in held
    assert details(page).status.value == "open"


def test_the_applicants_withdraw(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    hand.menu(page.header.more_button)
    hand.choose("Record that the applicants withdraw")
    hand.answer("reason", "They are moving away")
    reasons = hand.dialog().fields["code"].editor
    assert isinstance(reasons, ChoiceBox)
    reasons.set_value("AW0")
    hand.send()

    assert "Withdrawn" in said(page.header)
    assert "Withdrawn" in said(page.overview.next_step)


# Checks and references.


def test_a_check_is_asked_for_chased_and_taken_in(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, tab="checks")
    check = hand.desk.line(case_id, "identity", "Marcus")

    page.checks.take_next(check.id)
    hand.answer("requested_on", "14/5/25")
    hand.send()
    page.checks.table.mark(check.id)
    QTest.keyClick(page.checks.table, KEY.Key_Return)
    hand.choose("Record that it was chased")
    hand.answer("note", "He brings his passport on Friday")
    hand.press_named("By phone", hand.dialog())
    hand.send()
    place = page.checks.table.records().place_of(check.id)
    below = page.checks.table.records().cell(place, 0).sub
    assert below == "Chased by phone on 14 May 2025"
    page.checks.take_next(check.id)
    hand.press_named("Clear", hand.dialog())
    hand.send()

    line = hand.desk.line(case_id, "identity", "Marcus")
    assert line.requested_on == date(2025, 5, 14)
    assert line.state == "in"


def test_a_certificate_without_its_number_is_refused_beside_the_number(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, tab="checks")
    check = hand.desk.line(case_id, "dbs", "Marcus")
    page.checks.take_next(check.id)
    hand.send()

    page.checks.take_next(check.id)
    hand.press_named("Clear", hand.dialog())
    hand.answer("issued_on", "13 May")
    hand.send()
    missing = hand.dialog().fields["number"].error()
    hand.answer("number", "0019 1234 5678")
    hand.send()

    line = hand.desk.line(case_id, "dbs", "Marcus")
    assert missing == "Enter the number of the certificate."
    assert (line.number, line.issued_on) == ("001912345678", date(2025, 5, 13))


def test_an_outcome_must_be_chosen(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, tab="checks")
    check = hand.desk.line(case_id, "identity", "Leanne")
    page.checks.take_next(check.id)
    hand.send()

    page.checks.take_next(check.id)
    hand.send()

    assert hand.dialog().fields["outcome"].error() == "Choose what it says"


def test_a_check_of_good_practice_is_left_out_with_a_reason(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, tab="checks")
    check = hand.desk.line(case_id, "employer", "Leanne")

    page.checks.open_menu(check.id)
    hand.choose("Leave it out, with a reason")
    hand.answer("reason", "She works for herself")
    hand.send()

    assert hand.desk.line(case_id, "employer", "Leanne").state == "not_needed"


def test_what_was_recorded_of_a_check_is_taken_back(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, tab="checks")
    check = hand.desk.line(case_id, "identity", "Marcus")
    page.checks.take_next(check.id)
    hand.send()

    page.checks.open_menu(check.id)
    hand.choose("Take back what was recorded last")
    hand.answer("reason", "It was Leanne's")
    hand.send()

    assert hand.desk.line(case_id, "identity", "Marcus").state == "missing"


def test_a_check_of_ones_own_is_added(hand: Hand) -> None:
    page = hand.case(hand.desk.application(), tab="checks")

    hand.press_named("Add a check", page.checks)
    hand.answer("name", "Pet assessment")
    hand.send()

    assert "Pet assessment" in [check.name for check in page.checks.checks.values()]


# Stage 1 to the declaration.


def test_stage_one_waits_for_its_checks(hand: Hand) -> None:
    page = hand.case(hand.desk.application(), hand.staff.manager)

    hand.menu(page.header.add_button)

    assert hand.line("Decide stage 1").entry.blocked.startswith("Stage 1 cannot be decided")


def test_the_manager_passes_stage_one(hand: Hand) -> None:
    case_id = hand.desk.application()
    hand.desk.all_checks_in(case_id)
    hand.moment.on(date(2025, 7, 30))
    page = hand.case(case_id, hand.staff.manager)

    press_next(hand, page, "Decide stage 1")
    gaps = said(hand.dialog())
    hand.press_named("Passed", hand.dialog())
    hand.send()

    assert "All checks and references are in." in gaps
    assert stage(page) == "Stage 2"


def test_a_refusal_at_stage_one_needs_its_reasons(hand: Hand) -> None:
    case_id = hand.desk.application()
    hand.desk.all_checks_in(case_id)
    page = hand.case(case_id, hand.staff.manager)

    press_next(hand, page, "Decide stage 1")
    hand.press_named("Not passed", hand.dialog())
    hand.send()
    missing = hand.dialog().fields["reasons"].error()
    hand.answer("reasons", "The references give serious cause for concern.")
    hand.send()

    assert missing == "Enter the full reasons. The applicants are told them in writing."
    assert details(page).status.value == "not_approved"


def test_the_report_is_added_from_a_file(hand: Hand, tmp_path: Path) -> None:
    case_id = hand.desk.stage_two()
    file = tmp_path / "Form F.pdf"
    file.write_bytes(REPORT)
    hand.moment.on(date(2025, 10, 9))
    page = hand.case(case_id)

    press_next(hand, page, "Add the finished report")
    hand.send()
    missing = hand.dialog().fields["content"].error()
    hand.dialog().fields["content"].editor.drop.offer(file)  # type: ignore[attr-defined]  # a file drop
    hand.send()
    page.show_tab("assessment")
    hand.rest()

    assert missing == "Choose the file"
    versions = list(page.assessment.reports.values())
    assert [(v.version_number, v.author) for v in versions] == [(1, "Hannah Whitlock")]
    assert details(page).next_step == "Give the applicants the report"


def test_a_file_of_another_kind_is_not_taken(hand: Hand, tmp_path: Path) -> None:
    case_id = hand.desk.stage_two()
    file = tmp_path / "report.exe"
    file.write_bytes(b"MZ")
    page = hand.case(case_id)

    press_next(hand, page, "Add the finished report")
    hand.dialog().fields["content"].editor.drop.offer(file)  # type: ignore[attr-defined]  # a file drop

    assert "report.exe is of another kind" in said(hand.dialog())
    assert hand.dialog().value("content") is None


def test_a_file_that_is_no_pdf_is_refused_beside_the_file(hand: Hand, tmp_path: Path) -> None:
    case_id = hand.desk.stage_two()
    file = tmp_path / "report.pdf"
    file.write_bytes(b"not a PDF at all")
    page = hand.case(case_id)

    press_next(hand, page, "Add the finished report")
    hand.dialog().fields["content"].editor.drop.offer(file)  # type: ignore[attr-defined]  # a file drop
    hand.send()

    assert "Only PDF, Word" in hand.dialog().fields["content"].error()


def test_the_applicants_get_the_report_and_send_their_observations(hand: Hand) -> None:
    case_id = hand.desk.stage_two()
    hand.desk.report(case_id, REPORT)
    hand.moment.on(date(2025, 10, 20))
    page = hand.case(case_id)

    press_next(hand, page, "Record that the applicants have the report")
    hand.answer("on", "10 Oct")
    hand.send()
    hand.menu(page.header.add_button)
    hand.choose("Record the observations")
    hand.answer("words", "We agree with every word.")
    hand.send()

    views = next(need for need in details(page).needs if need.key == "observations")
    assert views.is_in


def test_observations_are_recorded_from_the_next_step_while_a_slot_is_to_be_booked(
    hand: Hand,
) -> None:
    case_id = hand.desk.report_given(REPORT)
    page = hand.case(case_id)
    assert details(page).next_step == "Book panel slot"
    hand.window.resize(1093, 534)
    hand.rest()
    assert "Observations can come until 24 October 2025." in said(page.overview)
    hand.window.resize(1440, 900)
    hand.rest()

    press_next(hand, page, "Record the observations")
    hand.answer("words", "We agree with every word.")
    hand.send()

    assert next(n for n in details(page).needs if n.key == "observations").is_in
    assert "Record the observations" not in said(page.overview.next_step)


def test_once_the_time_is_over_it_is_recorded_that_no_observations_came(hand: Hand) -> None:
    case_id = hand.desk.report_given(REPORT)
    hand.moment.on(date(2025, 10, 27))
    page = hand.case(case_id)
    assert "Record that no observations came" in said(page.overview.next_step)

    need = next(n for n in details(page).needs if n.key == "observations")
    page.overview.needs.opened.emit(need)
    hand.rest()
    hand.send()

    assert next(n for n in details(page).needs if n.key == "observations").is_in


def test_the_manager_declares_from_the_next_step_while_a_slot_is_to_be_booked(hand: Hand) -> None:
    case_id = hand.desk.report_given(REPORT)
    page = hand.case(case_id, hand.staff.manager)
    assert "Declare compliance" not in said(page.overview.next_step)

    press_next(hand, page, "Record the observations")
    hand.send()

    assert "Declare compliance" in said(page.overview.next_step)


def test_compliance_is_declared_with_a_statement_and_the_gaps_in_sight(hand: Hand) -> None:
    case_id = hand.desk.report_given(REPORT)
    page = hand.case(case_id)
    hand.menu(page.header.add_button)
    hand.choose("Record the observations")
    hand.send()
    page = hand.case(case_id, hand.staff.manager)

    hand.menu(page.header.add_button)
    hand.choose("Declare compliance")
    gaps = said(hand.dialog())
    hand.send()
    missing = hand.dialog().fields["statement"].error()
    hand.answer("statement", "I have read the report. It meets regulation 26.")
    hand.send()

    assert "Panel adviser's note" in gaps
    assert missing == "Write the statement you declare"
    assert next(n for n in details(page).needs if n.key == "declaration").is_in


def test_whoever_wrote_the_report_cannot_declare_its_compliance(hand: Hand) -> None:
    case_id = hand.desk.stage_two()
    hand.desk.on(date(2025, 10, 9))
    page = hand.case(case_id, hand.staff.manager)
    hand.menu(page.header.add_button)
    assert "Declare compliance" in [row.text() for row in hand.open_menu().rows]

    assert hand.line("Declare compliance").entry.blocked.startswith("The declaration waits")


# Documents.


def test_a_paper_is_read_in_the_window(hand: Hand) -> None:
    case_id = hand.desk.report_given(REPORT)
    page = hand.case(case_id, tab="documents")
    table = page.documents.paper_table

    table.mark_first()
    QTest.keyClick(table, KEY.Key_Return)
    hand.rest()

    window = page.findChild(PaperWindow)
    assert window is not None
    assert isinstance(window.shown, PdfReader)
    assert window.windowTitle() == "Fostering report (Form F)"


def test_a_file_dropped_on_the_documents_asks_what_it_is(hand: Hand, tmp_path: Path) -> None:
    case_id = hand.desk.application()
    file = tmp_path / "letter.pdf"
    file.write_bytes(REPORT)
    page = hand.case(case_id, tab="documents")

    page.documents.drop.offer(file)
    hand.rest()
    hand.dialog().fields["kind"].editor.set_value("other")  # type: ignore[attr-defined]  # a choice box
    hand.answer("title", "Letter of the school")
    hand.send()

    assert [paper.title for paper in page.documents.papers.values()] == ["Letter of the school"]
    assert "Documents 1" in [page.header.tabs.tabText(n) for n in range(8)]


def test_a_misfiled_paper_is_removed_with_a_reason(hand: Hand) -> None:
    case_id = hand.desk.report_given(REPORT)
    page = hand.case(case_id, hand.staff.manager, tab="documents")
    key = next(iter(page.documents.papers))

    page.documents.open_paper_menu(key)
    hand.choose("Remove")
    hand.send()
    missing = hand.dialog().fields["reason"].error()
    hand.answer("reason", "It belongs to another household")
    hand.send()

    assert missing == "Enter why it is removed"
    assert page.documents.papers[key].removed


def test_a_document_is_made_from_the_menu_of_letters(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, tab="documents")

    hand.menu(page.header.letters_button)
    waiting = hand.line("Approval letter").entry.blocked
    hand.choose("Checks and references")
    hand.qtbot.waitUntil(lambda: page.findChild(PaperWindow) is not None, timeout=20_000)
    hand.rest()

    assert waiting == "There is no signed decision to write about."
    assert [line.kind for line in page.documents.made.values()] == ["checks_summary"]


def test_a_copy_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    assert write_file(tmp_path / "copy.pdf", REPORT).read_bytes() == REPORT


# History.


def test_the_date_of_a_step_is_corrected_in_the_history(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, hand.staff.manager, tab="history")
    key = next(k for k, e in page.history.lines.items() if e.words == "Application accepted")

    page.history.open_menu(key)
    hand.choose("Correct the date")
    hand.answer("on", "13/5/25")
    hand.answer("reason", "It was the day before")
    hand.send()

    stage_one = next(s for s in details(page).stages if s.key == "stage_1")
    assert stage_one.entered_on == date(2025, 5, 13)
    superseded = [e for e in page.history.lines.values() if e.superseded]
    assert [e.words for e in superseded] == ["Application accepted"]


def test_a_step_on_which_others_rest_cannot_be_taken_back(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id, hand.staff.manager, tab="history")
    key = next(k for k, e in page.history.lines.items() if e.words == "Application received")

    page.history.open_menu(key)
    hand.choose("Take it back")
    hand.answer("reason", "By mistake")
    hand.send()

    words = said(hand.dialog())
    assert "cannot be taken back" in words
    assert "rests on it" in words


def test_the_history_is_narrowed_by_kind_and_words(hand: Hand) -> None:
    page = hand.case(hand.desk.application(), tab="history")

    page.history.views.choose("event")
    steps = page.history.table.records().count()
    page.history.filter.search.setFocus()
    QTest.keyClicks(page.history.filter.search, "accepted")

    assert steps < len(page.history.lines)
    assert page.history.table.records().count() == 1


# Visits.


def test_the_visit_record_is_begun_from_the_visits(hand: Hand) -> None:
    case_id = hand.desk.enquiry(people=FAMILY)
    page = hand.case(case_id, tab="visits")

    hand.press(page.visits.write)
    hand.rest()

    assert hand.window.form().form is not None
    assert hand.window.page_key() == "form"


def test_a_visit_record_opens_by_enter(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    form_id = hand.desk.visit(case_id)
    page = hand.case(case_id, tab="visits")

    page.visits.table.mark(form_id)
    QTest.keyClick(page.visits.table, KEY.Key_Return)
    hand.rest()

    form = hand.window.form().form
    assert form is not None
    assert form.id == form_id


def test_a_word_file_is_taken_with_a_word_on_who_cannot_read_it(hand: Hand, tmp_path: Path) -> None:
    for name in ("report.docx", "report.pdf"):
        (tmp_path / name).write_bytes(b"")
    page = hand.case(hand.desk.stage_two())
    hand.menu(page.header.add_button)
    hand.choose("Document")
    dialog = hand.dialog()
    assert isinstance(dialog, AttachDialog)

    dialog.file.set_value(tmp_path / "report.docx")
    assert dialog.file.word_note.isVisible()
    dialog.file.set_value(tmp_path / "report.pdf")
    assert not dialog.file.word_note.isVisible()


def test_a_step_says_before_which_clocks_it_starts_and_that_it_ends_the_case(hand: Hand) -> None:
    page = hand.case(hand.desk.stage_two())
    hand.menu(page.header.more_button)
    hand.choose("Record that the applicants withdraw")
    ending = said(hand.dialog())
    assert "This ends the case." in ending
    assert "They withdrew on" in ending
    assert not hand.dialog().verb_button.isDefault()
