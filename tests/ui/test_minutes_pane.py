"""The minutes on a real agency: taken by keyboard, saved by themselves, quorum tested live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.meetings import (
    ItemState,
    MeetingState,
    MemberViewGiven,
    Presence,
    QuestionAsked,
    RecommendationDraft,
    RecordPresence,
    SaveItemMinutes,
)
from cfs_panels.domain.vocabulary import PanelOutcome, Service
from tests.ui import sample_meeting
from tests.ui.panel_window import ALT, CTRL, said
from ui.meetings.clash_dialog import ClashDialog, differing
from ui.meetings.dissent_dialog import DissentDialog
from ui.meetings.member_dialogs import DeclareDialog
from ui.meetings.members_side import notes_of
from ui.meetings.minutes_agenda import short_name, state_words
from ui.meetings.minutes_item import about, timing
from ui.meetings.minutes_order import quorum_words
from ui.meetings.minutes_pane import MinutesPane
from ui.meetings.noted_text import NotedText
from ui.meetings.opening_pane import OpeningPane, OpenMeetingDialog
from ui.meetings.phrases import matching, offered_ages, phrases
from ui.meetings.presence_dialog import CloseDialog, PresenceDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.panel_window import PanelHand

HELD_ON = date(2025, 11, 4)
TWO = (("Helen", "Cartwright"), ("Colin", "Butterfield"))


@pytest.fixture
def sitting(panels: PanelHand) -> tuple[str, list[str]]:
    """Return a meeting in session with two items, and their ids; it is 11:19 on its day."""
    found = panels.desk.sitting(*(panels.desk.case(*name) for name in TWO))
    panels.moment.on(HELD_ON, time(11, 19))
    return found


# Words and phrases.


def test_surnames_stand_for_households_in_the_narrow_list() -> None:
    items = {item.number: item for item in sample_meeting.in_session().items}

    assert short_name(items[1]) == "Thwaite"
    assert short_name(items[3]) == "Cartwright, Sandhu"
    assert short_name(items[11]) == "Two resignations"
    assert state_words(items[1]) == "Suitable, all agree"
    assert state_words(items[3]) == "Being heard now"
    assert state_words(items[4]) == "First review"


def test_an_item_says_how_long_it_has_been_heard_and_how_late_it_began() -> None:
    item = next(i for i in sample_meeting.in_session().items if i.number == 3)

    assert about(item) == "Approval, mainstream. F-2025-0091. Presented by Jerome Castle"
    assert timing(item, time(11, 38), live=True) == (
        "19 of 40 min",
        "Started 11:19, 4 min late",
    )
    assert timing(replace(item, started_at=None), time(11, 38), live=True) == (
        "40 min",
        "Planned for 11:19",
    )


def test_the_running_note_is_that_of_the_item() -> None:
    details = sample_meeting.in_session()
    item = next(i for i in details.items if i.number == 3)

    assert notes_of(item, details)[0][1] == "Item 3 opened"
    assert notes_of(replace(item, finished_at=time(11, 25)), details)[-1][1] == "Applicants joined"


def test_every_phrase_is_found_by_the_beginning_of_its_key() -> None:
    assert [phrase.key for phrase in matching("contact")] == ["contact", "contact-plan"]
    assert matching("zzz") == ()
    assert all(phrase.words.endswith(".") for phrase in phrases())
    assert "5 to 12" in offered_ages()


def test_a_slash_offers_phrases_and_tab_takes_one(
    kit: QApplication, qtbot: QtBot, shown: Callable[..., None]
) -> None:
    text = NotedText()
    shown(text, 700, 300)
    text.setFocus()

    qtbot.keyClicks(text, "/cont")
    assert text.is_offering()
    qtbot.keyClick(text, Qt.Key.Key_Down)
    qtbot.keyClick(text, Qt.Key.Key_Tab)

    assert text.value() == "Panel asked for a written plan for contact before a child is placed."
    assert not text.is_offering()


def test_a_slash_within_a_word_offers_nothing_and_escape_closes(
    kit: QApplication, qtbot: QtBot, shown: Callable[..., None]
) -> None:
    text = NotedText()
    shown(text, 700, 300)
    text.setFocus()

    qtbot.keyClicks(text, "he/contact")
    assert not text.is_offering()
    qtbot.keyClicks(text, " /contact")
    assert text.is_offering()
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert not text.is_offering()
    assert text.value() == "he/contact /contact"


def test_each_line_that_holds_words_has_a_bullet(
    kit: QApplication, shown: Callable[..., None]
) -> None:
    text = NotedText(lines=4)
    shown(text, 700, 300)
    text.set_value("One\n\nTwo")

    middles = text.line_middles()
    assert len(middles) == 2
    assert middles[0] < middles[1]


# The meeting is opened, and an item is taken by keyboard alone.


def test_the_meeting_is_opened_on_its_day(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.desk.send(meeting_id)
    panels.moment.on(HELD_ON, time(9, 32))
    panels.meeting(meeting_id, "minutes", actor=panels.staff.administrator)

    panels.press("Open meeting", panels.pane(OpeningPane))
    dialog = panels.dialog(OpenMeetingDialog)
    assert dialog.at.value() == time(9, 32)
    panels.send(dialog)

    pane = panels.pane(MinutesPane)
    assert panels.desk.page(meeting_id).state is MeetingState.IN_SESSION
    assert pane.item.start.isVisible()
    assert pane.item.start.text() == "Start item 1"


def test_one_item_is_minuted_with_the_keyboard_alone(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    pane = panels.minutes(meeting_id)
    assert pane.current() is not None
    panels.key(Qt.Key.Key_Return, CTRL, on=pane)
    assert panels.desk.item(meeting_id, items[0]).state is ItemState.OPEN

    panels.key(Qt.Key.Key_A, ALT)
    panels.key(Qt.Key.Key_1)
    panels.key(Qt.Key.Key_K, ALT)
    panels.type("Working hours change in January.")
    panels.key(Qt.Key.Key_V, ALT)
    panels.type("All spoke for them.")
    panels.key(Qt.Key.Key_R, ALT)
    panels.key(Qt.Key.Key_1)
    panels.key(Qt.Key.Key_T, ALT)
    panels.key(Qt.Key.Key_Space)
    panels.key(Qt.Key.Key_S, ALT)
    panels.type("Warm and realistic.")
    panels.key(Qt.Key.Key_Q, ALT)
    panels.key(Qt.Key.Key_1)
    panels.moment.forward(minutes=19)
    panels.key(Qt.Key.Key_Return, CTRL)

    item = panels.desk.item(meeting_id, items[0])
    found = item.recommendation
    assert item.state is ItemState.FINISHED
    assert (item.heard, item.report_quality) == ("heard", "good")
    assert (item.key_issues, item.views) == (
        "Working hours change in January.",
        "All spoke for them.",
    )
    assert found is not None
    assert (found.outcome, found.reasons, found.terms) == (
        PanelOutcome.SUITABLE,
        ("Warm and realistic.",),
        ("short_term",),
    )
    assert found.unanimous
    assert item.finished_at == time(11, 38)
    following = panels.desk.item(meeting_id, items[1])
    assert (following.state, following.started_at) == (ItemState.OPEN, time(11, 38))
    shown = pane.current()
    assert shown is not None
    assert shown.id == items[1]


def test_control_and_page_keys_go_from_item_to_item(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    pane = panels.minutes(meeting_id)

    panels.key(Qt.Key.Key_PageDown, CTRL, on=pane)
    assert pane.agenda.table.current_key() == items[1]
    panels.key(Qt.Key.Key_PageUp, CTRL, on=pane)
    assert pane.agenda.table.current_key() == items[0]


def test_what_the_item_still_needs_is_said_as_it_is_typed(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)

    assert pane.item.needs() == (
        "whether the applicants were heard",
        "key issues",
        "recommendation",
        "reasons",
        "report quality",
    )
    pane.item.form.heard.choose("heard")
    pane.item.form.recommendation.choose(PanelOutcome.SUITABLE)
    assert pane.item.needs() == ("key issues", "reasons", "report quality")
    assert pane.item.finish.text() == "Finish item and go to 2"


def test_finishing_too_soon_is_refused_with_what_is_missing(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    pane.item.form.recommendation.choose(PanelOutcome.SUITABLE)

    panels.press("Finish item and go to 2")

    field = pane.item.form.recommendation.reasons_field
    assert field.error() == "Enter panel's reasons for this recommendation."
    assert panels.desk.item(meeting_id, items[0]).state is ItemState.OPEN


def test_a_deferral_asks_for_its_reason_and_hides_terms(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    form = panels.minutes(meeting_id).item.form.recommendation

    form.choose(PanelOutcome.DEFERRED)
    assert form.terms_field.isHidden()
    assert form.reasons_field.isHidden()
    panels.retype(form.deferral, "The medical comment is not in.")
    panels.press("Finish item and go to 2")

    found = panels.desk.item(meeting_id, items[0]).recommendation
    assert found is not None
    assert found.outcome is PanelOutcome.DEFERRED
    assert found.deferral_reason == "The medical comment is not in."


def test_an_adoption_recommendation_has_no_terms(panels: PanelHand) -> None:
    case = panels.desk.case("Farida", "Rahmani", service=Service.ADOPTION)
    meeting_id, items = panels.desk.sitting(case, service=Service.ADOPTION)
    panels.desk.begin(items[0])
    form = panels.minutes(meeting_id).item.form.recommendation

    assert form.terms_field.isHidden()
    assert "suitable_with_terms" not in {c.outcome.value for c in form._choices}


# Members, conflicts, quorum.


def test_two_letters_and_enter_stamp_that_a_member_left(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    panels.moment.forward(minutes=12)

    panels.key(Qt.Key.Key_L, CTRL, on=pane)
    panels.dialog(PresenceDialog)
    panels.type("ke")
    panels.key(Qt.Key.Key_Return)

    assert panels.no_dialog()
    member = next(m for m in panels.desk.page(meeting_id).members if m.name == "Kelechi Obi")
    assert member.presence is Presence.ABSENT
    notes = panels.desk.page(meeting_id).running_note
    assert notes[-1] == (time(11, 31), "Kelechi Obi: left")
    assert "6 of 7 members present" in said(pane.item)
    assert "Kelechi Obi: left" in said(pane.side)


def test_quorum_lost_in_the_middle_is_told_and_panel_can_only_defer(
    panels: PanelHand,
) -> None:
    five = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Abigail Stroud", "Kelechi Obi")
    meeting_id, items = panels.desk.sitting(panels.desk.case(*TWO[0]), members=five)
    panels.desk.begin(items[0], time(9, 45))
    panels.moment.on(HELD_ON, time(10, 0))
    pane = panels.minutes(meeting_id)
    assert "Quorate." in said(pane.item)

    panels.key(Qt.Key.Key_L, CTRL, on=pane)
    panels.type("su")
    panels.key(Qt.Key.Key_Return)
    assert "Not quorate." in said(pane.item)
    form = pane.item.form
    form.recommendation.choose(PanelOutcome.SUITABLE)
    panels.retype(form.recommendation.reasons, "Warm.")
    panels.press("Finish item")

    refusal = form.recommendation.outcome_field.error()
    assert refusal.startswith("This item is not quorate, so panel can only defer it.")
    assert "Sunita Rao" in refusal


def test_a_conflict_declared_in_the_meeting_takes_the_member_out(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)

    panels.key(Qt.Key.Key_D, CTRL, on=pane)
    dialog = panels.dialog(DeclareDialog)
    assert dialog.item.value() == items[0]
    panels.pick(dialog.member, "win")
    dialog.kind.choose("personal")
    panels.retype(dialog.nature, "A neighbour.")
    panels.send(dialog)

    assert "6 of 7 members present" in said(pane.item)
    assert "Peter Winslade" in said(pane.side.conflicts)
    assert "Conflict" in said(pane.side.members)


def test_check_quorum_says_it_for_now_and_for_what_comes(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    panels.minutes(meeting_id)

    panels.press("Check quorum")

    words = panels.page().message.words()
    assert words.startswith("Quorum. Item 1: Quorate. 7 of 7 members present, 5 needed.")
    assert words.endswith("Every item to come would be quorate.")


def test_an_item_that_is_shown_and_short_is_told_once() -> None:
    details = sample_meeting.in_session()
    short = next(item for item in details.items if item.number == 8)

    kind, words = quorum_words(details, short)

    assert kind == "danger"
    assert words.startswith("Item 8: Not quorate. 4 of 7 members present, 5 needed.")
    assert words.count("Item 8") == 1
    assert words.endswith("Every other item to come would be quorate.")


def test_an_item_to_come_that_is_short_is_told_in_whole_sentences() -> None:
    details = sample_meeting.in_session()
    heard = next(item for item in details.items if item.number == 3)

    kind, words = quorum_words(details, heard)

    assert kind == "danger"
    assert "members here. Item 8 would not be quorate. 4 members, 5 needed." in words
    assert "Every" not in words


def test_the_foot_does_not_call_an_item_complete_that_is_short_of_its_quorum(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    panels.desk.minute(meeting_id, items[0])
    for name in ("Sunita Rao", "Geoff Marland", "Abigail Stroud"):
        panels.desk.act(
            RecordPresence(meeting_id, panels.desk.members[name], Presence.ABSENT, time(11, 20))
        )
    pane = panels.minutes(meeting_id)
    form = pane.item.form.recommendation
    form.choose(PanelOutcome.SUITABLE)
    panels.retype(form.reasons, "Warm and realistic.")
    assert pane.item.needs() == ()

    assert "has all that it needs" not in said(pane.item)
    assert "Item 1 is not quorate, so panel can only defer it." in said(pane.item)

    form.choose(PanelOutcome.DEFERRED)
    panels.retype(form.deferral, "Too few members came.")
    assert "Item 1 has all that it needs." in said(pane.item)


def test_a_dissenting_member_is_recorded_with_the_reason(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    panels.desk.minute(meeting_id, items[0])
    pane = panels.minutes(meeting_id)
    form = pane.item.form.recommendation
    form.choose(PanelOutcome.SUITABLE)
    panels.retype(form.reasons, "Warm and realistic.")

    panels.press("Record dissent")
    dialog = panels.dialog(DissentDialog)
    rao = panels.desk.members["Sunita Rao"]
    dialog.boxes[rao].click()
    panels.press("Record", dialog)
    assert "Say why Sunita Rao does not agree." in said(dialog)
    panels.type("Too little support.")
    panels.press("Record", dialog)

    assert not form.agree.value()
    assert form.dissent.text() == "1 member does not agree"
    panels.press("Finish item and go to 2")
    found = panels.desk.item(meeting_id, items[0]).recommendation
    assert found is not None
    assert not found.unanimous
    assert MemberViewGiven(rao, agrees=False, reason="Too little support.") in found.views


def test_the_running_note_takes_a_line_of_ones_own(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    pane.agenda.table.setFocus()

    panels.key(Qt.Key.Key_T, CTRL)
    panels.type("Applicants joined")
    panels.key(Qt.Key.Key_Return)

    assert panels.desk.page(meeting_id).running_note[-1] == (time(11, 19), "Applicants joined")


def test_control_t_puts_the_time_into_a_text(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    pane.item.form.key_issues.setFocus()

    panels.key(Qt.Key.Key_T, CTRL)
    panels.type("They came in.")

    assert pane.item.form.key_issues.editor.value() == "11:19 They came in."  # type: ignore[attr-defined]  # a NotedText


# Saving.


def test_what_is_typed_is_saved_by_itself_within_two_seconds(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    said_on_top: list[str] = []
    panels.page().saved_state.connect(said_on_top.append)

    pane.item.form.key_issues.setFocus()
    panels.type("Warm")
    pane.item.form.recommendation.choose(PanelOutcome.SUITABLE)
    panels.qtbot.waitUntil(lambda: "Saved 11:19" in said_on_top, timeout=2_000)

    item = panels.desk.item(meeting_id, items[0])
    assert item.key_issues == "Warm"
    assert item.draft == RecommendationDraft(outcome="suitable")
    assert said_on_top[0] == "Saving…"


def test_leaving_a_field_saves_at_once(panels: PanelHand, sitting: tuple[str, list[str]]) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)

    pane.item.form.key_issues.setFocus()
    panels.type("Warm")
    pane.item.form.heard.setFocus()
    panels.rest()

    assert panels.desk.item(meeting_id, items[0]).key_issues == "Warm"
    assert not pane.saver.autosave.has_unsaved()


def test_a_recommendation_half_written_is_there_again_in_a_new_window(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    form = panels.minutes(meeting_id).item.form.recommendation
    panels.retype(form.reasons, "Warm and realistic.")
    panels.page().save_now()
    panels.rest()

    again = panels.minutes(meeting_id).item.form.recommendation
    assert again.reasons.value() == "Warm and realistic."
    assert again.outcome.value() == ""
    assert panels.desk.item(meeting_id, items[0]).recommendation is None


def test_typing_goes_on_undisturbed_while_the_page_is_brought_up_to_date(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    pane.item.form.key_issues.setFocus()
    panels.type("War")

    panels.page().reload()
    panels.rest()
    panels.type("m")

    assert pane.item.form.key_issues.editor.value() == "Warm"  # type: ignore[attr-defined]  # a NotedText


def test_a_clash_shows_both_texts_and_loses_neither(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    panels.desk.act(SaveItemMinutes(items[0], 0, key_issues="Theirs"))

    pane.item.form.key_issues.setFocus()
    panels.type("Mine")
    panels.page().save_now()
    panels.rest()
    assert "Both texts are kept" in panels.page().message.words()
    panels.page().reload()
    panels.rest()
    assert pane.item.form.key_issues.editor.value() == "Mine"  # type: ignore[attr-defined]  # a NotedText

    panels.press("See both texts")
    dialog = panels.dialog(ClashDialog)
    shown = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Key issues, saved meanwhile" in shown
    assert "Key issues, yours" in shown
    panels.press("Save mine", dialog)
    assert panels.desk.item(meeting_id, items[0]).key_issues == "Mine"


def test_the_other_text_can_be_taken_over(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    panels.desk.act(SaveItemMinutes(items[0], 0, key_issues="Theirs"))
    pane.item.form.key_issues.setFocus()
    panels.type("Mine")
    panels.page().save_now()
    panels.rest()

    panels.press("See both texts")
    panels.press("Take theirs", panels.dialog(ClashDialog))

    assert pane.item.form.key_issues.editor.value() == "Theirs"  # type: ignore[attr-defined]  # a NotedText
    assert panels.desk.item(meeting_id, items[0]).key_issues == "Theirs"


def test_two_texts_are_compared_part_by_part() -> None:
    theirs = SaveItemMinutes("i", 1, key_issues="One", heard="not_attending")
    mine = SaveItemMinutes("i", 0, key_issues="Two", questions=(QuestionAsked("Why?", "So."),))

    assert differing(theirs, mine) == [
        ("Applicants", "not attending", ""),
        ("Key issues", "One", "Two"),
        ("Questions and answers", "", "Why? So."),
    ]


def test_trouble_outside_is_told_and_tried_again(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    said_on_top: list[str] = []
    panels.page().saved_state.connect(said_on_top.append)
    command = pane.item.form.command(items[0], 0)

    dealt_with = pane.saver._refuse(command, OutsideTrouble("The database cannot be reached."))

    assert dealt_with
    assert said_on_top == ["Not saved: The database cannot be reached."]
    assert pane.saver.autosave.has_unsaved()


# The rest of an item.


def test_folded_fields_open_by_their_link_and_stay_open_where_they_hold_words(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    pane = panels.minutes(meeting_id)
    form = pane.item.form

    panels.press("Strengths")
    panels.type("Both have cared for a nephew.")
    panels.press("Questions and answers")
    panels.type("Who helps when both work?")
    panels.page().save_now()
    panels.rest()

    item = panels.desk.item(meeting_id, items[0])
    assert item.strengths == "Both have cared for a nephew."
    assert item.questions == (QuestionAsked("Who helps when both work?", ""),)
    assert form._more["vulnerabilities"].isHidden()
    again = panels.minutes(meeting_id).item.form
    assert not again._more["strengths"].isHidden()
    assert not again.questions_field.isHidden()
    assert again._more["medical_advice"].isHidden()


def test_a_recommendation_is_recorded_again_after_the_item_is_finished(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    panels.desk.finish(meeting_id, items[0], time(11, 40))
    pane = panels.minutes(meeting_id)
    pane.choose(items[0])
    panels.rest()
    assert not pane.item.again.isVisible()

    panels.retype(pane.item.form.recommendation.reasons, "Warm, realistic and well supported.")
    assert pane.item.again.isVisible()
    panels.press("Record the change")

    found = panels.desk.item(meeting_id, items[0]).recommendation
    assert found is not None
    assert found.reasons == ("Warm, realistic and well supported.",)
    assert not pane.item.again.isVisible()


def test_closing_is_refused_while_an_item_is_undecided(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, _ = sitting
    panels.minutes(meeting_id)

    panels.press("Close meeting")
    dialog = panels.dialog(CloseDialog)
    panels.send(dialog)

    assert "Items 1 and 2 have neither a recommendation nor a deferral." in said(dialog)
    assert panels.desk.page(meeting_id).state is MeetingState.IN_SESSION


def test_the_chair_reads_the_draft_and_changes_nothing(panels: PanelHand) -> None:
    from cfs_panels.domain.meetings import DraftMinutes

    meeting_id, items = panels.desk.closed(panels.desk.case(*TWO[0]))
    panels.desk.act(DraftMinutes(meeting_id, HELD_ON))
    pane = panels.minutes(meeting_id, actor=panels.staff.chair)
    form = pane.item.form

    assert form.key_issues.editor.isReadOnly()  # type: ignore[attr-defined]  # a NotedText
    assert not form.quality.isVisible()
    assert not pane.side.note.isVisible()
    assert "Approve as accurate" in said(pane.header)
    assert not pane.item.finish.isVisible()
    assert items


def test_the_grade_of_a_report_stays_to_be_read_by_whoever_may(panels: PanelHand) -> None:
    from cfs_panels.domain.meetings import ApproveMinutes, DraftMinutes

    meeting_id, (item_id,) = panels.desk.closed(panels.desk.case(*TWO[0]))
    panels.desk.minute(meeting_id, item_id, quality_comment="The chronology is hard to follow.")
    panels.desk.act(DraftMinutes(meeting_id, HELD_ON))
    digest = panels.desk.page(meeting_id, panels.staff.chair).minutes_digest
    panels.desk.do(panels.staff.chair, ApproveMinutes(meeting_id, HELD_ON, digest=digest))

    form = panels.minutes(meeting_id, actor=panels.staff.adviser).item.form

    assert form.quality.isVisible()
    assert form.quality.value() == "good"
    assert form.key_issues.editor.isReadOnly()  # type: ignore[attr-defined]  # a NotedText
    assert form.comment.isVisible()


def test_terms_places_and_ages_stand_in_one_row_beside_a_scroll_bar(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    panels.desk.begin(items[0], time(11, 19))
    panels.desk.minute(
        meeting_id, items[0], strengths="Warm.", medical_advice="None.", advice="Training."
    )
    pane = panels.minutes(meeting_id)
    terms = pane.item.form.recommendation.terms
    assert pane.item.area.verticalScrollBar().isVisible()

    places = terms.places.mapTo(terms, terms.places.rect().center())
    ages = terms.ages.mapTo(terms, terms.ages.rect().center())
    assert abs(ages.y() - places.y()) <= 2
    assert terms.ages.mapTo(terms, terms.ages.rect().bottomRight()).x() <= terms.width()


def test_the_agenda_becomes_a_list_to_choose_from_in_a_narrow_window(
    panels: PanelHand, sitting: tuple[str, list[str]]
) -> None:
    meeting_id, items = sitting
    pane = panels.minutes(meeting_id)
    panels.window.resize(1093, 534)
    panels.rest()

    assert not pane.agenda.isVisible()
    assert pane.header.items.isVisible()
    pane.header.items.set_value(items[1])
    pane.header.items.edited.emit()
    panels.rest()
    shown = pane.current()
    assert shown is not None
    assert shown.id == items[1]
