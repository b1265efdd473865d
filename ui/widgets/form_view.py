"""Shows a form that is data: its sections, its questions, its answers, what is to be put right."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cfs_panels.domain.form_problems import (
    FieldProblem,
    SectionState,
    field_problems,
    section_state,
)
from cfs_panels.domain.forms import (
    JSON,
    Answers,
    FieldDefinition,
    FormDefinition,
    is_shown,
)
from ui import theme
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.form_editors import FormEditor, Staff, make_editor
from ui.widgets.form_frame import CHECK, FormFrame, questions_of
from ui.widgets.form_sections import SectionList
from ui.widgets.form_table import TableEditor
from ui.widgets.labels import Label


class FormView(QWidget):
    """A form of one version.

    Signals:
        edited: Something was answered otherwise.
        left: A field was left, a moment to save.
        section_shown: The key of the section that is shown now.
    """

    edited = Signal()
    left = Signal()
    section_shown = Signal(str)

    def __init__(
        self,
        definition: FormDefinition,
        *,
        today: date,
        staff: Staff | None = None,
        advice: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self._definition, self._today = definition, today
        self._passing = False
        self._read_only = False
        self._section = definition.sections[0].key
        self._editors: dict[str, FormEditor] = {}
        self._fields: dict[str, Field] = {}
        for field in definition.fields():
            self._make(field, staff or {})
        titles = [(section.key, section.title) for section in definition.sections]
        titles.append((CHECK, "Check answers"))
        self.sections = SectionList(titles)
        self.sections.chosen.connect(self.show_section)
        self.section_box = ChoiceBox(titles, typing=False, name="Section")
        self.section_box.edited.connect(lambda: self.show_section(self.section_box.value()))
        self._lay_out(advice)
        self.show_section(self._section)
        self._mark_sections()

    def _make(self, field: FieldDefinition, staff: Staff) -> None:
        editor = self._editors[field.key] = make_editor(field, self._today, staff)
        shown = Field(field.label, editor.widget, hint=field.hint, stretch=editor.stretch)
        self._fields[field.key] = shown
        shown.edited.connect(lambda: self._edit(field))
        for name in ("editingFinished", "left"):
            signal = getattr(editor.widget, name, None)
            if signal is not None:
                signal.connect(lambda: self._leave(field))

    def _lay_out(self, advice: tuple[str, str]) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._left = self._sections_card(advice)
        line.addWidget(self._left)
        self._frame = FormFrame(self.section_box)
        self.summary = self._frame.summary
        self._frame.hold_questions(self._definition, self._fields)
        line.addWidget(self._frame, 5)
        self._side = QWidget()
        self.side = QVBoxLayout(self._side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(12)
        self._side.setFixedWidth(theme.px(284))
        self._side.hide()
        line.addWidget(self._side)

    def _sections_card(self, advice: tuple[str, str]) -> Card:
        card = Card("Sections", fill=True)
        card.setFixedWidth(theme.px(216))
        card.body.addWidget(self.sections)
        card.body.addStretch(1)
        if advice[0]:
            card.body.addWidget(Label(advice[0], "meta", strong=True))
            card.body.addWidget(Label(advice[1], "meta", muted=True, wrap=True))
        return card

    def add_button(self, button: QPushButton, *, right: bool = False) -> QPushButton:
        """Put a button at the foot of the form."""
        return self._frame.add_button(button, right=right)

    def add_side(self, widget: QWidget) -> QWidget:
        """Put a card at the right of the form."""
        self.side.addWidget(widget)
        self._side.show()
        return widget

    def set_compact(self, compact: bool) -> None:
        """Show sections as a choice above the questions and leave the side out, or all of it."""
        self._left.setVisible(not compact)
        self._side.setVisible(not compact and self.side.count() > 0)
        self.section_box.setVisible(compact)

    # Answers.

    def answers(self) -> dict[str, JSON]:
        """Return the answers as they are stored; unanswered questions have no entry."""
        said = {key: editor.answer() for key, editor in self._editors.items()}
        return {key: answer for key, answer in said.items() if answer is not None}

    def show_answers(self, answers: Answers) -> None:
        """Show stored answers; what is typed elsewhere meanwhile stays where it is the same."""
        for key, editor in self._editors.items():
            if editor.answer() != answers.get(key):
                editor.show(answers.get(key))
        self._show_questions()
        self.judge_on(self._today)

    def judge_on(self, today: date) -> None:
        """Judge what is answered as on a day: a visit that was to come may have been since."""
        self._today = today
        for key, editor in self._editors.items():
            if self._is_wrong(key) or (editor.answer() is not None and not self._passing):
                self._judge(self._definition.field(key))
        self._mark_sections()

    def show_sources(self, sources: Mapping[str, str]) -> None:
        """Say where known facts came from, as hints."""
        for key, words in sources.items():
            hint = self._definition.field(key).hint
            self._fields[key].set_hint(f"{hint} {words}".strip())

    def field(self, key: str) -> Field:
        """Return the field of a question."""
        return self._fields[key]

    def set_read_only(self, read_only: bool) -> None:
        """Let answers be changed or not."""
        self._read_only = read_only
        for editor in self._editors.values():
            editor.widget.set_read_only(read_only)

    def _edit(self, field: FieldDefinition) -> None:
        if self._is_wrong(field.key):
            self._judge(field)
        self._show_questions()
        self._mark_sections()
        self.edited.emit()

    def _leave(self, field: FieldDefinition) -> None:
        self._judge(field)
        self.left.emit()

    # What is to be put right.

    def _judge(self, field: FieldDefinition) -> None:
        answer = self._editors[field.key].answer()
        found = field_problems(field, answer, today=self._today, complete=self._passing)
        self._clear(field.key)
        self._show_found(found)

    def _is_wrong(self, key: str) -> bool:
        editor = self._editors[key].widget
        in_a_cell = isinstance(editor, TableEditor) and editor.is_wrong()
        return in_a_cell or self._fields[key].is_wrong()

    def _clear(self, key: str) -> None:
        self._fields[key].clear_error()
        editor = self._editors[key].widget
        if isinstance(editor, TableEditor):
            editor.clear_problems()

    def _show_found(self, found: Sequence[FieldProblem]) -> None:
        for problem in found:
            editor = self._editors[problem.field].widget
            if problem.row is not None and isinstance(editor, TableEditor):
                editor.show_problem(problem.row, problem.column, problem.message)
            elif not self._fields[problem.field].is_wrong():
                self._fields[problem.field].show_error(problem.message)

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show what is to be put right: a summary on top, and each beside its field."""
        self._passing = bool(problems)
        for key in self._fields:
            self._clear(key)
        self._show_found(problems)
        if problems:
            self.show_section(self._definition.section_of(problems[0].field).key)
        links = [(each.message, partial(self.go_to, each.field)) for each in problems]
        self.summary.show_problems(links)
        if problems:
            self._frame.to_top()
        self._mark_sections()

    def go_to(self, key: str) -> None:
        """Show a question and give it the keyboard."""
        if self._fields[key].isHidden():
            self.show_section(self._definition.section_of(key).key)
        self._fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self._frame.area.ensureWidgetVisible(self._fields[key], 0, 60)

    # Sections.

    def section(self) -> str:
        """Return the key of the section shown."""
        return self._section

    def show_section(self, key: str) -> None:
        """Show a section, or the page that repeats all answers."""
        self._section = key
        self.sections.mark(key)
        self.section_box.set_value(key)
        if key == CHECK:
            self._repeat_answers()
        self._show_questions()
        self._frame.to_top()
        self.section_shown.emit(key)

    def next_section(self) -> None:
        """Show the section after the one shown; after the last the page of all answers."""
        keys = [section.key for section in self._definition.sections] + [CHECK]
        self.show_section(keys[min(keys.index(self._section) + 1, len(keys) - 1)])

    def _show_questions(self) -> None:
        answers = self.answers()
        asked = [
            field.key
            for field in questions_of(self._definition, self._section)
            if is_shown(self._definition, field, answers)
        ]
        self._frame.show_questions(self._section, asked)

    def _repeat_answers(self) -> None:
        change = None if self._read_only else self.show_section
        self._frame.repeat_answers(self._definition, self.answers(), change)

    def _mark_sections(self) -> None:
        answers = self.answers()
        states = []
        for section in self._definition.sections:
            state = section_state(
                self._definition, section, answers, today=self._today, passing=self._passing
            )
            states.append(state)
            self.sections.set_state(section.key, state)
        done = all(state is SectionState.DONE for state in states)
        self.sections.set_state(CHECK, SectionState.DONE if done else SectionState.EMPTY)
