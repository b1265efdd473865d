"""What stands round the questions of a form: the column that scrolls, and the foot with buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cfs_panels.domain.form_words import answer_words
from cfs_panels.domain.forms import (
    Answers,
    FieldDefinition,
    FormDefinition,
    SectionDefinition,
    shown_fields,
)
from ui import theme
from ui.widgets.buttons import link
from ui.widgets.card import FactList
from ui.widgets.dress import dress
from ui.widgets.field import ErrorSummary
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body


class FormFrame(QFrame):
    """A frame with one column of 640 pixels at most, and a foot once a button is there."""

    def __init__(self, section_box: QWidget) -> None:
        super().__init__()
        dress(self, "card")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        self.area, body = scroll_body((23, 15, 23, 16), 14)
        self.summary = ErrorSummary()
        section_box.hide()
        middle = QWidget()
        middle.setMaximumWidth(theme.size("formColumn"))
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(11)
        inner.addWidget(section_box)
        inner.addWidget(self.summary)
        self.column = QVBoxLayout()
        self.column.setSpacing(11)
        inner.addLayout(self.column)
        inner.addStretch(1)
        body.addWidget(middle)
        stack.addWidget(self.area, 1)
        self._foot = QFrame()
        dress(self._foot, "footInCard")
        self._buttons = QHBoxLayout(self._foot)
        self._buttons.setContentsMargins(23, 10, 23, 10)
        self._buttons.setSpacing(9)
        self._ends = False
        self._foot.hide()
        stack.addWidget(self._foot)

    def add_button(self, button: QPushButton, *, right: bool = False) -> QPushButton:
        """Put a button at the foot, after the others or at the right end."""
        if right and not self._ends:
            self._buttons.addStretch(1)
            self._ends = True
        self._buttons.addWidget(button)
        self._foot.show()
        return button

    def to_top(self) -> None:
        """Scroll to the top."""
        self.area.verticalScrollBar().setValue(0)


def rows_of(definition: FormDefinition, section: SectionDefinition) -> list[list[FieldDefinition]]:
    """Return the questions of a section, those it repeats first, side by side ones together."""
    rows: list[list[FieldDefinition]] = []
    for field in (*(definition.field(key) for key in section.recap), *section.fields):
        if field.beside and rows:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def fill_with_answers(
    column: QVBoxLayout,
    definition: FormDefinition,
    answers: Answers,
    change: Callable[[str], None] | None,
) -> None:
    """Repeat all answers, section by section, each with a way back to it where there is one."""
    for section in definition.sections:
        head = QHBoxLayout()
        head.addWidget(Label(section.title, "section"), 1)
        if change is not None:
            button = link("Change", clicked=partial(change, section.key))
            button.setAccessibleName(f"Change {section.title}")
            head.addWidget(button)
        column.addLayout(head)
        facts = []
        for field in shown_fields(definition, section, answers):
            said = answer_words(field, answers.get(field.key))
            facts.append((field.label, said or "Not answered", "" if said else "textMuted"))
        column.addWidget(FactList(facts, label_width=theme.px(190)))
