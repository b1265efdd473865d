"""Answer 7: the decision, with what it asks for besides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.domain.words import long_date
from ui.decisions.decision_words import terms_sentence
from ui.decisions.record_section import RecordSection
from ui.widgets.card import FactList
from ui.widgets.check_box import CheckBox
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.labels import Label
from ui.widgets.layouts import empty, row, stretch
from ui.widgets.number_field import NumberField
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.decisions import DecisionAnswers, DecisionDetails

ASKS = DecisionOutcome.MORE_INFORMATION
WITH_TERMS = "You will be asked for terms, places and the date it takes effect."
WITHOUT_TERMS = "You will be asked for the date it takes effect."
MOST_PLACES = 20


class SaidDecision(FactList):
    """The decision as it stands for somebody who only reads it."""

    def show_details(self, details: DecisionDetails, today: date) -> None:
        """Show what was decided, or that nothing is yet."""
        answers = details.answers
        if answers.outcome is None:
            self.set_facts([("Decision", "Not signed yet")])
            return
        facts = [
            ("Decision", details.decision_words),
            ("Terms", terms_sentence(details, today)),
            ("Discussed with", answers.discussed_with),
            ("What came of it", answers.discussed_outcome),
            ("Ground", dict(details.late_grounds).get(answers.late_ground, "")),
            ("Why it is late", answers.late_reason),
        ]
        self.set_facts([fact for fact in facts if fact[1]])


class OutcomeSection(RecordSection):
    """Choice, terms, places, ages and date; with whom it was discussed; why it is late.

    Signals: information_asked (*Ask for more information* was chosen, which decides nothing).
    """

    information_asked = Signal()

    def __init__(self, today: date | None = None) -> None:
        super().__init__(7, "Decision")
        self._outcome = ""
        self._takes_terms = False
        self._with_terms: frozenset[str] = frozenset()
        self._choices: tuple[tuple[str, str], ...] = ()
        self._grounds: tuple[tuple[str, str], ...] = ()
        self._choice_row = row()
        self.choice = Segmented(name="Decision")
        self._choice_row.addWidget(self.choice)
        self.body.addLayout(self._choice_row)
        self.hint = Label("", "meta", muted=True, wrap=True)
        self.body.addWidget(self.hint)
        self.information = Label("", "meta", muted=True, wrap=True)
        self.body.addWidget(self.information)
        self._add_terms(today)
        self._add_reasons()
        self._said = SaidDecision()
        self.body.addWidget(self._said)

    def _add_terms(self, today: date | None) -> None:
        self.terms: dict[str, CheckBox] = {}
        self._terms_grid = QGridLayout()
        self._terms_grid.setContentsMargins(0, 0, 0, 0)
        self._terms_grid.setHorizontalSpacing(18)
        self._terms_grid.setVerticalSpacing(0)
        held = QWidget()
        held.setLayout(self._terms_grid)
        self.terms_field = Field("Terms", held)
        self.places = NumberField(1, MOST_PLACES, width=84)
        self.places_field = Field("Places", self.places, mnemonic="p")
        self.ages = TextField("5 to 12", width=110)
        self.ages_field = Field("Ages", self.ages, mnemonic="a")
        self.effective = DateField(today=today, width=184)
        self.effective_field = Field("Takes effect on", self.effective, mnemonic="k")
        self.body.addWidget(self.terms_field)
        parts = (self.places_field, self.ages_field, self.effective_field, stretch())
        self._facts = QWidget()
        self._facts.setLayout(row(*parts, spacing=14))
        self.body.addWidget(self._facts)
        for editor in (self.places, self.ages, self.effective):
            editor.edited.connect(self.tell)
            editor.editingFinished.connect(self._leave)
        self.effective.chosen.connect(self._leave)

    def _add_reasons(self) -> None:
        self.discussed_with = TextField("Name and post")
        self.discussed_field = Field(
            "Discussed with",
            self.discussed_with,
            hint="Your decision differs from panel’s recommendation: a senior person who did not "
            "sit on the panel.",
            mnemonic="w",
        )
        self.discussed_outcome = TextArea("What came of it", lines=2)
        self.discussed_outcome.setAccessibleName("What came of the discussion")
        self.late_reason = TextArea(lines=2)
        self.late_field = Field("Why it is late", self.late_reason, mnemonic="y")
        self.late_ground = Segmented((), name="On what ground it is late")
        self._ground_row = row(self.late_ground, stretch())
        held = QWidget()
        held.setLayout(self._ground_row)
        self.ground_field = Field("On what ground it is late", held, mnemonic="g")
        self.discussed_with.edited.connect(self.tell)
        self.discussed_with.editingFinished.connect(self._leave)
        for area in (self.discussed_outcome, self.late_reason):
            self.follow(area)
        late = (self.ground_field, self.late_field)
        for part in (self.discussed_field, self.discussed_outcome, *late):
            self.body.addWidget(part)

    # What is shown.

    def show_answers(self, details: DecisionDetails) -> None:
        """Show the decision as it was saved."""
        answers = details.answers
        self._offer(details)
        self._outcome = answers.outcome.value if answers.outcome else ""
        self.choice.set_value(self._outcome)
        for key, box in self.terms.items():
            box.set_value(key in answers.terms)
        self.places.set_value(answers.places)
        self.ages.set_value(answers.ages)
        self.effective.set_value(answers.effective_on)
        self.discussed_with.set_value(answers.discussed_with)
        self.discussed_outcome.set_value(answers.discussed_outcome)
        self.late_reason.set_value(answers.late_reason)
        self.late_ground.set_value(answers.late_ground)
        for field in (self.places_field, self.effective_field):
            field.clear_error()
        self.show_state(details)

    def show_state(self, details: DecisionDetails) -> None:
        """Show what the decision asks for besides, on the day it is made."""
        self.discussed_field.setVisible(details.differs)
        self.discussed_outcome.setVisible(details.differs)
        self.late_field.setVisible(details.late)
        self.late_field.set_hint(details.late_words)
        self._offer_grounds(details)
        self._show_wanted()
        self._said.setVisible(self._read_only)
        if self._read_only:
            self._said.show_details(details, self.effective.today())
            for part in self._editors():
                part.hide()
        lines = [f"Asked on {long_date(on)}: {words}" for on, words in details.information_asked]
        lines += [f"Came on {long_date(on)}: {w}" for on, w in details.information_received]
        self.information.setText("\n".join(lines))
        self.information.setVisible(bool(lines))

    def _editors(self) -> tuple[QWidget, ...]:
        return (
            self.choice,
            self.hint,
            self.terms_field,
            self._facts,
            self.discussed_field,
            self.discussed_outcome,
            self.ground_field,
            self.late_field,
        )

    def _offer_grounds(self, details: DecisionDetails) -> None:
        """Offer the grounds on which a time was passed, where the record says which."""
        self.ground_field.setVisible(bool(details.late_grounds))
        if details.late_grounds == self._grounds:
            return
        self._grounds = details.late_grounds
        empty(self._ground_row)
        self.late_ground = Segmented(self._grounds, name="On what ground it is late")
        self.late_ground.set_value(details.answers.late_ground)
        self.late_ground.edited.connect(self.tell_choice)
        self.late_ground.set_read_only(self._read_only)
        self._ground_row.addWidget(self.late_ground)
        self._ground_row.addStretch(1)

    def _offer(self, details: DecisionDetails) -> None:
        choices = tuple((outcome.value, words) for outcome, words in details.choices)
        if choices != self._choices:
            self._choices = choices
            empty(self._choice_row)
            self.choice = Segmented(choices, name="Decision")
            self.choice.edited.connect(self._choose)
            self._choice_row.addWidget(self.choice)
            self._choice_row.addStretch(1)
        self._with_terms = details.with_terms
        if tuple(self.terms) != tuple(key for key, _ in details.term_choices):
            empty(self._terms_grid)
            self.terms = {}
            for place, (key, words) in enumerate(details.term_choices):
                box = self.terms[key] = CheckBox(words)
                box.edited.connect(self.tell_choice)
                self._terms_grid.addWidget(box, place // 3, place % 3)
            self._takes_terms = bool(self.terms)

    def _show_wanted(self) -> None:
        approves = self._outcome == DecisionOutcome.APPROVE
        terms = self._takes_terms and self._outcome in self._with_terms
        self.terms_field.setVisible(terms)
        self.places_field.setVisible(terms)
        self.ages_field.setVisible(terms)
        self.effective_field.setVisible(approves)
        self._facts.setVisible(approves or terms)
        self.hint.setText(WITH_TERMS if self._takes_terms else WITHOUT_TERMS)
        self.hint.setVisible(not self._outcome)
        self.choice.show()

    # What was chosen.

    def _choose(self) -> None:
        chosen = self.choice.value()
        if chosen == ASKS:
            self.choice.set_value(self._outcome)
            self.information_asked.emit()
            return
        self._outcome = chosen
        if chosen == DecisionOutcome.APPROVE and not self.effective.text().strip():
            self.effective.set_value(self.effective.today())
        self._show_wanted()
        self.tell_choice()

    def _leave(self) -> None:
        for editor, field in (
            (self.places, self.places_field),
            (self.effective, self.effective_field),
        ):
            problem = editor.problem()
            if problem:
                field.show_error(problem)
            else:
                field.clear_error()
        self.settled.emit()

    def outcome(self) -> DecisionOutcome | None:
        """Return what is decided so far."""
        return DecisionOutcome(self._outcome) if self._outcome else None

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with this decision."""
        return replace(
            answers,
            outcome=self.outcome(),
            terms=tuple(key for key, box in self.terms.items() if box.value()),
            places=None if self.places.problem() else self.places.value(),
            ages=self.ages.value(),
            effective_on=self.effective.value(),
            discussed_with=self.discussed_with.value(),
            discussed_outcome=self.discussed_outcome.value(),
            late_reason=self.late_reason.value(),
            late_ground=self.late_ground.value(),
        )

    def first_editor(self) -> QWidget:
        return self.choice

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for box in self.terms.values():
            box.set_read_only(read_only)
        for line in (self.places, self.ages, self.effective, self.discussed_with):
            line.set_read_only(read_only)
        for area in (self.discussed_outcome, self.late_reason):
            area.set_read_only(read_only)
        self.choice.set_read_only(read_only)
        self.late_ground.set_read_only(read_only)
