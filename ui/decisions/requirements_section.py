"""Answer 8: what the decision maker requires, each line with its owner and the day it is due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cfs_panels.domain.words import short_date
from ui.decisions.record_section import RecordSection
from ui.widgets.buttons import icon_button, secondary
from ui.widgets.check_box import CheckBox
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from cfs_panels.domain.decisions import DecisionAnswers, DecisionDetails, RequirementLine

TRACKED = "Tracked to the first review"


class RequirementRow(QFrame):
    """One requirement.

    Signals:
        dropped: It is to be taken out.
    """

    dropped = Signal()

    def __init__(self, line: RequirementLine, *, may_drop: bool) -> None:
        super().__init__()
        dress(self, "inset")
        self.line = line
        across = QHBoxLayout(self)
        across.setContentsMargins(13, 6, 6, 7)
        across.setSpacing(16)
        told = f"{TRACKED}. Told: {line.recipient}" if line.recipient else TRACKED
        below = f"Met on {short_date(line.met_on)}: {line.evidence}" if line.met_on else told
        across.addLayout(_two(line.text, below, wrap=True), 1)
        across.addLayout(_two(line.owner, "Owner"))
        across.addLayout(_two(short_date(line.due_on), "Due"))
        if may_drop:
            self.more = icon_button(
                "more", f"More: {line.text}", framed=False, clicked=self._open_menu
            )
            across.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        due = f"due {short_date(line.due_on)}"
        self.setAccessibleName(f"{line.text}, {line.owner}, {due}. {below}")

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Take out").triggered.connect(lambda: self.dropped.emit())
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


def _two(text: str, below: str, *, wrap: bool = False) -> QVBoxLayout:
    stack = QVBoxLayout()
    stack.setSpacing(0)
    stack.addWidget(Label(text, wrap=wrap))
    stack.addWidget(Label(below, "caption", muted=True, wrap=wrap))
    stack.addStretch(1)
    return stack


class RequirementsSection(RecordSection):
    """The requirements, *Add*, and the word that there are none.

    Signals:
        asked: *Add* was pressed.
        dropped: The id of a requirement that is to be taken out.
    """

    asked = Signal()
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__(8, "Requirements")
        self._may = True
        self._lines: tuple[RequirementLine, ...] | None = None
        self.add_button = secondary("Add", "add", small=True, clicked=self.asked.emit)
        self.add_button.setAccessibleName("Add a requirement")
        self.add_to_head(self.add_button)
        self.line.setContentsMargins(18, 6, 18, 2)
        self.put_summary_first()
        self.body.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.none_box = CheckBox("There are no requirements")
        self.none_box.edited.connect(self.tell_choice)
        self.body.addWidget(self.none_box)

    def show_answers(self, answers: DecisionAnswers) -> None:
        """Show whether it was said that there are none."""
        self.none_box.set_value(answers.no_requirements)

    def show_state(self, details: DecisionDetails) -> None:
        """Show the requirements as they stand."""
        lines = details.requirements
        if lines != self._lines:
            self._lines = lines
            empty(self._rows)
            for line in lines:
                self._add(line)
        self.show_summary()

    def _add(self, line: RequirementLine) -> None:
        row = RequirementRow(line, may_drop=self._may)
        row.dropped.connect(lambda: self.dropped.emit(line.id))
        self._rows.addWidget(row)

    def show_summary(self) -> None:
        count = len(self._lines or ())
        self.set_summary(f"{count} added" if count else "")
        self.none_box.setVisible(not count and (self._may or self.none_box.value()))

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with this one."""
        none = self.none_box.value() and not self._lines
        return replace(answers, no_requirements=none)

    def first_editor(self) -> QWidget:
        return self.add_button

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if self._may == read_only:
            self._lines = None
        self._may = not read_only
        self.add_button.setVisible(not read_only)
        self.none_box.set_read_only(read_only)
