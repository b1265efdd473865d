"""Asks why a clock ran late: its cause, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.clock_words import late_words, span_words
from cfs_panels.domain.delay_causes import CODE, DEFERRAL, REASON, RULE, STARTED
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cfs_panels.domain.case_lines import ClockLine
    from cfs_panels.domain.delay_causes import DelayCause, FoundCause
    from cfs_panels.domain.stage_times import ClockTime
    from ui.widgets.desk import Desk


@dataclass(frozen=True, slots=True)
class LateRun:
    """A clock that ran late, that once, or a deferral, with what is known of why."""

    rule_id: str
    name: str
    words: str  # "80 days over 16 weeks"
    span: str
    started_on: date | None = None
    of: str = ""
    cause: str = ""
    detail: str = ""
    deferral: str = ""

    @classmethod
    def of_deferral(cls, known_as: str, on: date, cause: FoundCause) -> LateRun:
        """Return a deferral by panel."""
        words = f"on {long_date(on)}"
        return cls(
            "", "Deferred by panel", words, "", cause=cause.key, detail=cause.detail,
            deferral=known_as,
        )  # fmt: skip

    @classmethod
    def of_line(cls, clock: ClockLine) -> LateRun:
        """Return the late clock of a card."""
        words = f"{clock.figure} {clock.unit}"
        return cls(
            clock.rule_id,
            clock.name,
            words,
            clock.span,
            clock.started_on,
            cause=clock.cause_key,
            detail=clock.cause,
        )

    @classmethod
    def of_time(cls, time: ClockTime) -> LateRun:
        """Return a late clock as it measures a stage."""
        clock, cause = time.clock, time.cause
        return cls(
            clock.rule.id,
            clock.name,
            late_words(clock),
            span_words(clock),
            clock.started_on,
            clock.of,
            cause.key,
            cause.detail,
        )


def explain_delay(
    desk: Desk, case_id: str, run: LateRun, causes: Iterable[DelayCause]
) -> AskingDialog:
    """Ask why a clock ran late, and record it with the run of the clock that it explains."""

    def make() -> RecordEvent:
        about = {DEFERRAL: run.deferral} if run.deferral else {RULE: run.rule_id}
        facts = {**about, CODE: cause.value(), REASON: reason.value()}
        if run.started_on is not None:
            facts[STARTED] = run.started_on.isoformat()
        if run.of:
            facts["of"] = run.of
        return RecordEvent(case_id, EventType.DELAY_RECORDED, desk.today, facts=facts)

    dialog = AskingDialog(
        desk,
        "Why was this deferred?" if run.deferral else "Why is this late?",
        verb="Record the reason",
        icon="overdue",
        lead=f"{run.name} {run.words}" if run.deferral else f"{run.name}: {run.words}",
        words=run.span,
        make=make,
        kept=f"{case_id} {run.rule_id} {run.started_on} {run.deferral}",
    )
    cause = dialog.ask(
        CODE,
        "What held it up",
        ChoiceBox([(c.key, c.words) for c in causes], placeholder="Choose a cause"),
        hint="Delay is counted by this.",
        needed="Choose what held it up",
    )
    reason = dialog.ask(
        REASON,
        "Reason",
        TextArea(lines=3),
        hint="How it came, and what is done about it. It stands in the history.",
        needed="Enter why it was deferred" if run.deferral else "Enter why it is late",
    )
    cause.set_value(run.cause)
    reason.set_value(run.detail)
    return dialog.begin()
