"""What stands round the questions of a form: the column that scrolls, and the foot with buttons."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import Qt
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
from ui.widgets.dress import dress, freed_later
from ui.widgets.field import ErrorSummary, Field
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body

CHECK = "check-answers"
"""The key of the page that repeats all answers."""


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
        self._inner = inner
        self._helps: dict[str, Label] = {}
        self._rows: list[_Row] = []
        self._answers = QWidget()
        self._answers.hide()
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

    def hold_questions(self, definition: FormDefinition, fields: Mapping[str, Field]) -> None:
        """Take in the questions of all sections, in their order, once.

        They stay where they are and are only shown and hidden: each keeps its text, its caret and
        its undo steps, and is never taken out of a layout.
        """
        for section in definition.sections:
            if section.help:
                words = Label(section.help, "meta", muted=True, wrap=True)
                self._helps[section.key] = words
                self._inner.addWidget(words)
            for together in _rows_of(section):
                line = _Row({field.key: fields[field.key] for field in together})
                self._rows.append(line)
                self._inner.addWidget(line)
        self._inner.addWidget(self._answers)
        self._inner.addStretch(1)

    def show_questions(self, section: str, asked: Collection[str]) -> None:
        """Show the help of a section and the questions named, and nothing else."""
        for key, words in self._helps.items():
            words.setVisible(key == section)
        for line in self._rows:
            line.show_only(asked)
        self._answers.setVisible(section == CHECK)

    def repeat_answers(
        self, definition: FormDefinition, answers: Answers, change: Callable[[str], None] | None
    ) -> None:
        """Make the page that repeats all answers anew, each section with the way back to it."""
        old, self._answers = self._answers, _answers_page(definition, answers, change)
        self._inner.replaceWidget(old, self._answers)
        old.hide()
        freed_later(old)

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


class _Row(QWidget):
    """Questions side by side; those that stretch share the width."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        super().__init__()
        self._fields = fields
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for field in fields.values():
            line.addWidget(field, 1 if field.stretch else 0, Qt.AlignmentFlag.AlignTop)
        if not any(field.stretch for field in fields.values()):
            line.addStretch(1)

    def show_only(self, asked: Collection[str]) -> None:
        """Show those of its questions that are asked."""
        for key, field in self._fields.items():
            field.setVisible(key in asked)
        self.setVisible(any(key in asked for key in self._fields))


def questions_of(definition: FormDefinition, key: str) -> list[FieldDefinition]:
    """Return the questions on the page of a section: those it repeats, then its own."""
    for section in definition.sections:
        if section.key == key:
            return [*(definition.field(recap) for recap in section.recap), *section.fields]
    return []


def _rows_of(section: SectionDefinition) -> list[list[FieldDefinition]]:
    """Return the questions of a section, side by side ones together."""
    rows: list[list[FieldDefinition]] = []
    for field in section.fields:
        if field.beside and rows:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _answers_page(
    definition: FormDefinition, answers: Answers, change: Callable[[str], None] | None
) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(11)
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
    return page
