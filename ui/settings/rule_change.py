"""The dialog by which a rule changes: from when, to what, by which source, and what that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.rule_changes import ChangeRule
from cfs_panels.domain.words import long_date
from ui import theme
from ui.settings.rule_dialogs import NEEDS_REASON, NEEDS_SOURCE, RuleDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import Label
from ui.widgets.number_field import NumberField
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.rule_lines import RuleLine, RulePreview, RuleVersionLine
    from ui.widgets.desk import PageDesk

UNITS = (
    ("working_day", "working days"),
    ("calendar_day", "days"),
    ("week", "weeks"),
    ("month", "months"),
)
COUNTINGS = (("after", "from the day after"), ("first_counted", "with the first day"))
AGE_UNITS = tuple(unit for unit in UNITS if unit[0] in {"week", "month"})
LIMITS = {"limit": ("Limit", UNITS), "under": ("Younger than", AGE_UNITS)}
NUMBERS = {
    "total": "Members in all",
    "joint_total": "Members on a joint panel",
    "social_work_years": "Years of the social worker",
}
FLAGS = {
    "required": ("Goes to panel", "Yes, before it is decided", "No, it need not"),
    "barred": ("Use of panel", "Panel may not be used", "Panel may be used"),
    "independent_without_chair": ("Somebody independent", "Needed without the chair", "Not needed"),
}
MOST = 999  # which limit is possible is for the service to say
WAIT_MS = 300
PREVIEW = 44  # the height of the sentence that says what a change would do
FROM_A_DAY, ALWAYS = "day", "always"


class ChangeDialog(RuleDialog):
    """Asks for the new version, and says below what it would do."""

    def __init__(self, desk: PageDesk, rule: RuleLine, version: RuleVersionLine) -> None:
        super().__init__(
            desk,
            "Change this rule",
            verb="Change rule",
            icon="legal",
            lead=f"{rule.name}, {version.limit}",
            make=self._make_change,
            kept=f"change {rule.id} {version.effective_from}",
            columns=2,
        )
        self._version = version
        self._values: dict[str, Any] = dict(version.values)
        self.when: Segmented | None = None
        self._ask_when()
        self._ask_values()
        self._ask_words()
        self.preview = Label(" ", wrap=True, medium=True)
        self.preview.setAccessibleName("What this would do")
        self.preview.setMinimumHeight(theme.px(PREVIEW))
        self.body.addWidget(self.preview)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._look)
        for field in self.fields.values():
            field.edited.connect(self._timer.start)
        self.begin()
        self._look()

    def _ask_when(self) -> None:
        version = self._version
        if version.can_correct:
            begins = long_date(version.effective_from)
            self.when = self.ask(
                "when",
                "Since when",
                Segmented(
                    [(FROM_A_DAY, "From a day on"), (ALWAYS, "It always was so")], name="Since when"
                ),
                hint=f"Always means since {begins}.",
                stretch=False,
            )
            self.when.set_value(FROM_A_DAY)
            self.fields["when"].edited.connect(self._show_days)
        self.ask_day(
            "from_on",
            "From",
            hint="What began before keeps the old rule.",
            needed="Enter the day from which it is so.",
        )
        self.ask_day("until", "Until", hint="Only where it ends by itself. Leave it empty if not.")

    def _show_days(self) -> None:
        self.fields["from_on"].setVisible(not self._is_always())

    def _is_always(self) -> bool:
        return self.when is not None and self.when.value() == ALWAYS

    def _ask_values(self) -> None:
        """Ask for what this kind of rule says, as it is now."""
        for key, value in self._values.items():
            if key in FLAGS:
                label, yes, no = FLAGS[key]
                self._put(key, label, Segmented([("yes", yes), ("no", no)], name=label),
                          "yes" if value else "no")  # fmt: skip
            elif key in NUMBERS:
                self._put(key, NUMBERS[key], NumberField(1, 40, width=90), value)
            elif key in LIMITS and self._values["unit"] != "open":
                self._ask_limit(key)
        if self._values.get("counting", "back") != "back":
            counting = ChoiceBox(COUNTINGS, typing=False, width=200)
            self._put("counting", "Days are counted", counting, self._values["counting"])
        for variant in self._values.get("variants", ()):
            line = self._line()
            number = NumberField(1, MOST, width=90)
            self._put(_limit_key(variant), "Other limit", number, variant["limit"], line=line)
            words = TextField(width=224)
            self._put(_words_key(variant), "The other, in words", words, variant["words"],
                      line=line)  # fmt: skip
            line.addStretch(1)

    def _ask_limit(self, key: str) -> None:
        """Ask for a time or an age, and beside it what that is counted in."""
        label, units = LIMITS[key]
        line = self._line()
        self._put(key, label, NumberField(1, MOST, width=90), self._values[key], line=line)
        unit = ChoiceBox(units, typing=False, width=200)
        self._put("unit", "Counted in", unit, self._values["unit"], line=line)
        line.addStretch(1)

    def _line(self) -> QHBoxLayout:
        """Return a row of the first column for questions side by side."""
        line = QHBoxLayout()
        line.setSpacing(16)
        self.questions.addLayout(line)
        return line

    def _put(
        self,
        key: str,
        label: str,
        editor: QWidget,
        value: object,
        *,
        line: QHBoxLayout | None = None,
    ) -> None:
        needed = f"{label}: enter what it is."
        self.ask(key, label, editor, stretch=False, needed=needed, line=line)
        self._ways[key][1](value)

    def _ask_words(self) -> None:
        right = self.columns[1]
        words = TextArea(lines=3)
        words.set_value(self._version.words)
        self.ask("words", "The rule in words", words, needed="Enter the rule in words.", line=right)
        source = TextField()
        source.set_value(self._version.source)
        source.setCursorPosition(0)
        self.ask("source", "Source", source, needed=NEEDS_SOURCE, line=right)
        short = TextField()
        short.set_value(self._version.short_source)
        self.ask("short_source", "Source in short", short, hint="As clocks show it.", line=right)
        reason = TextArea(lines=2)
        self.ask("reason", "Reason", reason, needed=NEEDS_REASON, line=right)

    def _make_change(self) -> ChangeRule:
        version = self._version
        from_on: date | None = version.effective_from if self._is_always() else None
        return ChangeRule(
            version.rule_id,
            from_on=from_on or self.value("from_on") or version.effective_from,
            values={key: self._value_of(key) for key in self._values},
            words=self.value("words"),
            source=self.value("source"),
            reason=self.value("reason"),
            short_source=self.value("short_source"),
            until=self.value("until"),
        )

    def _value_of(self, key: str) -> Any:  # noqa: ANN401 (each has its own kind)
        if key == "variants":
            return [
                {
                    "fact": variant["fact"],
                    "limit": self.value(_limit_key(variant)),
                    "words": self.value(_words_key(variant)),
                }
                for variant in self._values["variants"]
            ]
        if key not in self.fields:
            return self._values[key]
        value = self.value(key)
        return value == "yes" if key in FLAGS else value

    def is_looking(self) -> bool:
        """Return whether the change is still to be looked at as it is typed now."""
        return self._timer.isActive()

    def _look(self) -> None:
        """Say what the change would do, once there is something that can be said."""
        if not (self._is_always() or self.value("from_on")):
            self.preview.setText("Enter from when it is so, to see what it would do.")
            return
        desk, command = self.settings, self._make_change()
        reason = command.reason or "(to be entered)"
        asked = ChangeRule(
            command.rule_id,
            command.from_on,
            command.values,
            words=command.words,
            source=command.source,
            reason=reason,
            short_source=command.short_source,
            until=command.until,
        )
        desk.page.runner.run(
            self,
            lambda: desk.workspace.rule_changes.preview(desk.actor, asked),
            then=self._show_preview,
            on_error=self._hold_preview,
            replaces="preview",
        )

    def _show_preview(self, found: RulePreview) -> None:
        self.preview.setText(found.words)

    def _hold_preview(self, error: Exception) -> bool:
        if not isinstance(error, RuleBroken):
            return False
        self.preview.setText(error.message)
        return True


def _limit_key(variant: dict[str, Any]) -> str:
    return f"limit {variant['fact']}"


def _words_key(variant: dict[str, Any]) -> str:
    return f"words {variant['fact']}"
