"""Recording a step of a case, correcting one and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.cases import CorrectEvent, RecordEvent, WithdrawEvent
from cfs_panels.domain.children import RecordForChildren
from cfs_panels.domain.words import long_date
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckList
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.case_lines import ActionLine, CaseDetails, EventLine
    from cfs_panels.domain.children import SiblingLine
    from ui.cases.case_desk import CaseDesk

DAY, ALSO = "on", "case_ids"
ALSO_WORDS = "The same for"
NEED_DAY = "Enter the day it happened"
ANY_WAY = "For example 24/10/25, 24 Oct or today"


def record_event(
    desk: CaseDesk,
    case: CaseDetails,
    action: ActionLine,
    siblings: Sequence[SiblingLine] = (),
) -> AskingDialog:
    """Ask when a step happened, and what else the pathway asks for, and record it.

    Of a child with brothers and sisters it can be recorded for them in the same act.
    """
    event = action.event
    if event is None:
        raise ValueError(action.key)

    def make() -> RecordEvent | RecordForChildren:
        facts = {
            asked.key: dialog.value(asked.key)
            for asked in action.asks
            if dialog.value(asked.key) is not None
        }
        if action.asks_reason:
            facts["reason"] = dialog.value("reason")
        on, others = day.value() or desk.today, dialog.value(ALSO) if siblings else ()
        if others:
            return RecordForChildren((case.id, *others), event, on, facts)
        return RecordEvent(case.id, event, on, facts=facts)

    dialog = AskingDialog(
        desk,
        action.words,
        verb="Record",
        icon="calendar",
        lead=case.household,
        note=_consequence(action),
        make=make,
        kept=f"{case.id} {action.key}",
        grave=action.ends_case,
    )
    day = dialog.ask_day(
        DAY, action.day_words or "When it happened", desk.today, hint=ANY_WAY, needed=NEED_DAY
    )
    for asked in action.asks:
        dialog.ask_as_form(asked)
    if action.asks_reason:
        dialog.ask("reason", "Reason", TextArea(lines=3), needed="Enter the reason")
    if siblings:
        choices = [(s.case_id, f"{s.first_name}, {s.reference}") for s in siblings]
        dialog.ask(ALSO, ALSO_WORDS, CheckList(choices, name=ALSO_WORDS))
    return dialog.begin()


def _consequence(action: ActionLine) -> str:
    """Return what recording a step brings about: which clocks start, and that the case ends."""
    ends = "This ends the case. " if action.ends_case else ""
    starts = f"Clocks that start: {'; '.join(action.starts)}." if action.starts else ""
    return (ends + starts).strip()


def correct_event(desk: CaseDesk, event: EventLine) -> AskingDialog:
    """Ask for the right date of a recorded step; the wrong one is kept."""

    def make() -> CorrectEvent:
        return CorrectEvent(event.id, day.value() or desk.today, reason.value())

    dialog = AskingDialog(
        desk,
        "Correct the date",
        verb="Correct",
        icon="edit",
        lead=event.words,
        words=f"Recorded as {long_date(event.on)}.",
        note="The clocks count from the new date. The old one stays in the history.",
        make=make,
    )
    day = dialog.ask_day(DAY, "Right date", event.on, hint=ANY_WAY, needed=NEED_DAY)
    reason = dialog.ask("reason", "Reason", TextArea(lines=2), needed="Enter why it is corrected")
    return dialog.begin()


def withdraw_event(desk: CaseDesk, event: EventLine) -> AskingDialog:
    """Ask why a step was recorded by mistake, and take it back; it stays in the history."""

    def make() -> WithdrawEvent:
        return WithdrawEvent(event.id, reason.value())

    dialog = AskingDialog(
        desk,
        "Take this back",
        verb="Take back",
        icon="undo",
        lead=event.words,
        words=f"Recorded as {long_date(event.on)}.",
        note="It stops counting and stays in the history, with your reason.",
        make=make,
    )
    reason = dialog.ask("reason", "Reason", TextArea(lines=2), needed="Enter why it was a mistake")
    return dialog.begin()
