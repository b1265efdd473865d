"""The manager's decision on a form that was passed on: the questions of its decision form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.errors import FormProblems
from cfs_panels.domain.form_problems import FieldProblem, problems
from cfs_panels.domain.forms import is_shown
from cfs_panels.domain.visits import DecideForm, FormState
from cfs_panels.domain.words import long_date
from ui import theme
from ui.widgets.buttons import primary
from ui.widgets.card import Card, FactList
from ui.widgets.field import Field
from ui.widgets.form_editors import FormEditor, make_editor
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfs_panels.domain.forms import JSON
    from cfs_panels.domain.visits import FormDetails
    from ui.cases.case_desk import CaseDesk

DECISION, DAY, SEND_BACK = "decision", "decided_on", "send_back"
REASONS = {SEND_BACK: "to_put_right"}
VERBS = {"invite": "Agree", "do_not_proceed": "Record that it stops here", SEND_BACK: "Send back"}


class DecisionCard(Card):
    """Asks for the decision with its reasons; afterwards it says what was decided.

    Signals:
        decided: The decision; holds the `DecideForm`.
    """

    decided = Signal(object)

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Your decision")
        self._desk = desk
        self._form: FormDetails | None = None
        self._asked = ""
        self._editors: dict[str, FormEditor] = {}
        self.fields: dict[str, Field] = {}
        self.button = primary("Record")
        self.hide()

    def show_form(self, form: FormDetails) -> None:
        """Ask for the decision on a form, say what was decided, or nothing yet."""
        self._form = form
        self.setVisible(form.may_decide or form.state is FormState.AGREED)
        if form.state is FormState.AGREED:
            self._asked = ""
            self._say(form)
        elif form.may_decide and self._asked != form.id:
            self._asked = form.id
            self._ask(form)

    def _say(self, form: FormDetails) -> None:
        self.clear()
        self.header.set_title("Decision")
        self.body.addWidget(Label(form.decision_words, medium=True, wrap=True))
        day = long_date(form.decided_on) if form.decided_on else ""
        who = ", ".join(part for part in (form.decided_by, day) if part)
        facts = [("Decided by", who), *form.decision_facts]
        self.body.addWidget(FactList([f for f in facts if f[1]], label_width=theme.px(84)))

    def _ask(self, form: FormDetails) -> None:
        self.clear()
        self.header.set_title("Your decision")
        self._editors, self.fields = {}, {}
        for asked in form.decision_definition.fields():
            editor = self._editors[asked.key] = make_editor(asked, self._desk.today, {})
            field = self.fields[asked.key] = Field(
                asked.label, editor.widget, hint=asked.hint, stretch=editor.stretch
            )
            field.edited.connect(self._weigh)
            self.body.addWidget(field)
        self._editors[DAY].show(self._desk.today.isoformat())
        self.button = primary("Record", clicked=self.send)
        self.body.addLayout(row(self.button, stretch()))
        self._weigh()

    def answers(self) -> dict[str, JSON]:
        """Return what is answered so far."""
        said = {key: editor.answer() for key, editor in self._editors.items()}
        return {key: answer for key, answer in said.items() if answer is not None}

    def _weigh(self) -> None:
        """Ask only what belongs to the decision chosen, and name the button after it."""
        form = self._form
        if form is None:
            return
        answers, definition = self.answers(), form.decision_definition
        for asked in definition.fields():
            self.fields[asked.key].setVisible(is_shown(definition, asked, answers))
        self.button.setText(VERBS.get(str(answers.get(DECISION, "")), "Record"))

    def send(self) -> None:
        """Send the decision, unless something is still to be answered."""
        form = self._form
        if form is None:
            return
        answers = self.answers()
        definition = form.decision_definition
        found = problems(definition, answers, today=self._desk.today)
        self._show_problems(found)
        if found:
            return
        asked = {f.key for f in definition.fields() if is_shown(definition, f, answers)}
        decision = str(answers[DECISION])
        words = REASONS.get(decision, "reasons")
        more = {
            key: str(answer)
            for key, answer in answers.items()
            if key in asked and key not in {DECISION, DAY, words}
        }
        self.button.setEnabled(False)
        self.decided.emit(
            DecideForm(
                form_id=form.id,
                decision=decision,
                reasons=str(answers.get(words, "")),
                decided_on=date.fromisoformat(str(answers[DAY])),
                version=form.version,
                more=more,
            )
        )

    def refuse(self, error: Exception) -> bool:
        """Say beside its field why the decision was not taken; return whether there is one."""
        self.button.setEnabled(True)
        if isinstance(error, FormProblems):
            self._show_problems([FieldProblem(field, words) for field, words in error.problems])
            return any(field in self.fields for field, _ in error.problems)
        return False

    def _show_problems(self, found: Iterable[FieldProblem]) -> None:
        for field in self.fields.values():
            field.clear_error()
        wrong = [problem for problem in found if problem.field in self.fields]
        for problem in wrong:
            self.fields[problem.field].show_error(problem.message)
        if wrong:
            self.fields[wrong[0].field].setFocus()
