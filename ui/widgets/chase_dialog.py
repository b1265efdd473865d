"""Asks when somebody was reminded of a check, how, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.checks import CHASING, ChaseCheck, CheckLine
from cfs_panels.domain.words import long_date
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.desk import Desk


def last_words(check: CheckLine) -> str:
    """Return how a check stands with whoever was asked: asked for, and chased last."""
    if check.requested_on is None:
        return ""
    of = f" of {check.asked_of}" if check.asked_of else ""
    asked = f"Asked for on {long_date(check.requested_on)}{of}."
    return f"{asked} {chased_words(check)}.".replace(" .", "")


def chased_words(check: CheckLine) -> str:
    """Return when and how a check was chased last: ``Chased by phone on 20 October 2025``."""
    if check.chased_on is None:
        return ""
    how = CHASING.get(check.chased_how, "")
    return f"Chased {how.lower()} on {long_date(check.chased_on)}".replace("  ", " ")


class ChaseDialog(AskingDialog):
    """Records that a check was chased; of several, asks which."""

    def __init__(
        self, desk: Desk, checks: Sequence[tuple[CheckLine, str]], *, lead: str = ""
    ) -> None:
        only = checks[0][0] if len(checks) == 1 else None
        super().__init__(
            desk,
            f"Chase: {only.name}" if only else "Chase a check",
            verb="Record",
            icon="phone",
            lead=lead or (only.person if only else ""),
            words=last_words(only) if only else "",
            note="It stands in the history of the case. Nobody is written to by this.",
            kept=f"{checks[0][0].id} chase",
        )
        named = [(check.id, words) for check, words in checks]
        self.check = self.ask(
            "check_id",
            "Which check",
            ChoiceBox(named, placeholder="Choose a check", typing=False),
            needed="Choose which one was chased.",
        )
        if only is not None:
            self.check.set_value(only.id)
        self.fields["check_id"].setVisible(only is None)
        self.day = self.ask_day("chased_on", "Chased on", desk.today, needed="Enter the day.")
        self.how = self.ask(
            "how",
            "How",
            Segmented(tuple(CHASING.items()), name="How"),
            needed="Choose how.",
            stretch=False,
        )
        self.note = self.ask("note", "What they said", TextArea(lines=2))

    def command(self) -> ChaseCheck:
        """Return what is recorded."""
        return ChaseCheck(
            self.check.value(),
            self.day.value() or self.desk.today,
            self.note.value(),
            self.how.value(),
        )
