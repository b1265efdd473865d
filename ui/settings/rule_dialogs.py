"""The dialogs by which an administrator confirms a rule, changes it or takes a version back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.rule_changes import ConfirmRule, TakeBackRule
from ui.settings.record_dialog import RecordDialog
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.rule_lines import RuleLine, RuleVersionLine
    from cfs_panels.services.progress import Progress
    from ui.task_runner import LongWork
    from ui.widgets.desk import PageDesk

NEEDS_REASON = "Enter the reason. It is kept with the version."
NEEDS_SOURCE = "Enter where the rule stands."


class RuleDialog(RecordDialog):
    """Sends a command on rules; open cases are brought up to date, which may take a while."""

    def __init__(
        self,
        desk: PageDesk,
        title: str,
        *,
        verb: str,
        make: Callable[[], object],
        kept: str = "",
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
        columns: int = 1,
    ) -> None:
        super().__init__(
            desk, title, verb=verb, make=make, kept=kept, icon=icon, lead=lead, words=words,
            note=note, columns=columns,
        )  # fmt: skip
        self.settings = desk
        self.work: LongWork | None = None
        desk.page.runner.long_ended.connect(self._note_end)

    def send(self) -> None:
        """Send the command, and tell at the foot of the window how far the cases are."""
        if not self.is_sound():
            return
        self.message.clear()
        self.verb_button.setEnabled(False)
        command, workspace, actor = self.command(), self.settings.workspace, self.settings.actor

        def carry_out(progress: Progress) -> Changes:
            return workspace.rule_changes.carry_out(actor, command, progress)

        self.work = self.settings.page.runner.run_long(
            self,
            carry_out,
            then=self._finish,
            on_error=self.refuse,
            words="Bringing open cases up to date",
        )

    def _note_end(self, work: LongWork) -> None:
        """Make the button ready again where the person cancelled."""
        if work is self.work:
            self.work = None
            self.verb_button.setEnabled(True)


def confirm_rule(desk: PageDesk, rule: RuleLine, version: RuleVersionLine) -> RuleDialog:
    """Ask where and when a rule was read at its source."""

    def make() -> ConfirmRule:
        return ConfirmRule(
            rule.id,
            on=desk.today,
            source=dialog.value("source"),
            read_on=dialog.value("read_on") or desk.today,
            reason=dialog.value("reason"),
            short_source=dialog.value("short_source"),
        )

    dialog = RuleDialog(
        desk,
        "Confirm this rule",
        verb="Confirm",
        icon="verified",
        lead=f"{rule.name}, {rule.limit}",
        words=rule.words,
        note="Limit and dates stay as they are. If the source says otherwise, change the rule.",
        make=make,
        kept=f"confirm {rule.id}",
    )
    source = TextField()
    source.set_value(version.source)
    dialog.ask("source", "Where you read it", source, needed=NEEDS_SOURCE)
    short = TextField()
    short.set_value(version.short_source)
    dialog.ask("short_source", "Source in short", short, hint="As clocks show it.")
    dialog.ask_day(
        "read_on",
        "Read on",
        desk.today,
        needed="Enter the day it was read.",
        line=dialog.questions,
    )
    dialog.ask(
        "reason",
        "What you compared",
        TextArea(lines=2),
        hint="Such as: the regulation as it is in force today, with its amendments.",
        needed=NEEDS_REASON,
    )
    return dialog.begin()


def take_back(desk: PageDesk, rule: RuleLine, version: RuleVersionLine) -> RuleDialog:
    """Ask why a version of the agency's own goes."""

    def make() -> TakeBackRule:
        return TakeBackRule(version.id, dialog.value("reason"))

    counted = (
        "what is recorded already stays" if rule.kind == "age" else "open cases are counted so"
    )
    dialog = RuleDialog(
        desk,
        "Take this version back",
        verb="Take back",
        icon="undo",
        lead=f"{rule.name}, {version.limit}",
        words=f"The rule is again what it was without it, and {counted}. That the version was "
        "there stays in its history.",
        make=make,
    )
    dialog.ask("reason", "Reason", TextArea(lines=2), needed=NEEDS_REASON)
    return dialog.begin()
