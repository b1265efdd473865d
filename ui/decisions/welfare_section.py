"""What a record holds besides its nine answers: the welfare checklist and the plan of a child."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfs_panels.domain.form_answers import is_empty
from cfs_panels.domain.forms import is_shown
from cfs_panels.domain.words import plural
from ui.decisions.record_section import RecordSection
from ui.widgets.field import Field
from ui.widgets.form_editors import make_editor
from ui.widgets.labels import Label
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.decisions import DecisionAnswers, DecisionDetails
    from cfs_panels.domain.forms import JSON, FieldDefinition, FormDefinition
    from ui.widgets.form_editors import FormEditor

NO_NUMBER = 0


class WelfareSection(RecordSection):
    """The questions of the form that the matter adds, as its file asks them.

    Without a form it is not there.
    """

    def __init__(self, today: date) -> None:
        super().__init__(NO_NUMBER, "Welfare checklist and plan", folds=True)
        self._today = today
        self._form: FormDefinition | None = None
        self._editors: dict[str, FormEditor] = {}
        self.fields: dict[str, Field] = {}
        self.unfold(False)
        self.hide()

    def show_form(self, details: DecisionDetails) -> None:
        """Show the questions of a record's form; those of another record go."""
        self.setVisible(details.form is not None)
        if details.form is None or self._is_shown(details.form):
            return
        self._form = details.form
        empty(self.body)
        self._editors, self.fields = {}, {}
        for section in details.form.sections:
            self.body.addWidget(Label(section.title, medium=True))
            for asked in section.fields:
                self._ask(asked)

    def _is_shown(self, form: FormDefinition) -> bool:
        now = self._form
        return now is not None and (now.key, now.version) == (form.key, form.version)

    def _ask(self, asked: FieldDefinition) -> None:
        editor = self._editors[asked.key] = make_editor(asked, self._today, {})
        field = Field(asked.label, editor.widget, hint=asked.source, stretch=editor.stretch)
        field.label.setWordWrap(True)
        field.head.setStretch(0, 1)
        field.head.setStretch(1, 0)  # the words have the whole line
        self.fields[asked.key] = field
        field.edited.connect(self.tell)
        left = getattr(editor.widget, "left", None)
        if left is not None:
            left.connect(self.settled)
        self.body.addWidget(field)

    def show_answers(self, answers: DecisionAnswers) -> None:
        """Show the answers as they were saved."""
        for key, editor in self._editors.items():
            editor.show(answers.form_answers.get(key))
        self.show_summary()

    def show_summary(self) -> None:
        if self._form is None:
            return
        given = self._given()
        asked = [f for f in self._form.fields() if f.needed_to_pass]
        there = [f for f in asked if f.key in given and is_shown(self._form, f, given)]
        self.set_summary(f"{len(there)} of {plural(len(asked), 'answer')}" if given else "")

    def _given(self) -> dict[str, JSON]:
        found = {key: editor.answer() for key, editor in self._editors.items()}
        return {key: answer for key, answer in found.items() if not is_empty(answer)}

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with those of the form."""
        if self._form is None or self.isHidden():
            return answers
        return replace(answers, form_version=self._form.version, form_answers=self._given())

    def first_editor(self) -> QWidget | None:
        given = self._given()
        needed = [f.key for f in self._form.fields() if f.needed_to_pass] if self._form else []
        key = next((key for key in needed if key not in given), next(iter(needed), ""))
        return self.fields[key].editor if key else None

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for editor in self._editors.values():
            editor.widget.set_read_only(read_only)
