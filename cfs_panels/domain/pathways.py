"""A kind of case as data: its stages, the moves between them, what panel needs, what follows.

The files are ``resources/pathways/*.toml``; ``cfs_panels.services.pathway_library`` loads and
checks them. A case keeps the version of the pathway it began with.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cfs_panels.domain.actors import Role
from cfs_panels.domain.forms import FieldDefinition
from cfs_panels.domain.owners import Owner as Owner
from cfs_panels.domain.vocabulary import (
    CaseStatus,
    DecisionOutcome,
    EventType,
    PanelOutcome,
    Service,
    Weight,
)


class Scope(StrEnum):
    """Of whom a check is asked."""

    APPLICANT = "applicant"
    ADULT = "adult"  # each applicant and each other person of 18 or more in the household
    HOUSEHOLD = "household"


class PaperColumn(StrEnum):
    """The columns of the papers matrix of a meeting."""

    REPORT = "report"
    CHECKS = "checks"
    MEDICAL = "medical"
    SIGNED = "signed"
    VIEWS = "views"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the events that enter it and how the stepper words it.

    It is dated by the first of ``dated_by`` that has happened, else by what entered it.
    """

    key: str
    name: str
    entered_by: tuple[EventType, ...]
    ended_by: tuple[EventType, ...]
    to_come: str = "To come"
    shows_days: bool = False
    dated_by: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """When an event may be recorded, and by whom.

    ``after`` are the events that must stand before it (all of them; each may be a group of which
    one is enough) and may not be dated later; ``never_after`` are events that rule it out.
    ``refusal`` is the sentence where something of ``after`` is missing. A move may be made once;
    one that ``repeats`` often, one with ``again_after`` again once such an event is newer, one
    with ``alternates_with`` again after that event (a hold and its end). ``after_end`` lets it be
    recorded of a case that is over; ``not_before_clock`` is the clock that must have run out.

    A move with a ``button`` is offered on the case page, a ``conditional`` one only once what it
    waits for has happened; ``asks`` are the facts it asks for besides the date. Where a command of
    its own records it, ``command`` names that, and ``elsewhere`` is the sentence for whoever would
    record it without. ``settled`` is the sentence for whoever would correct it or take it back
    where other records hang on it.
    """

    event: EventType
    words: str
    roles: frozenset[Role]
    after: tuple[tuple[EventType, ...], ...] = ()
    never_after: tuple[EventType, ...] = ()
    refusal: str = "The step before this one has not been recorded yet."
    button: str = ""
    repeats: bool = False
    asks_reason: bool = False
    alternates_with: EventType | None = None
    not_before_clock: str = ""
    again_after: tuple[EventType, ...] = ()
    after_end: bool = False
    conditional: bool = False
    asks: tuple[FieldDefinition, ...] = ()
    command: str = ""
    elsewhere: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """A statutory check or reference: of whom it is asked and what it holds up.

    One that applicants have ``together`` is one line of what panel needs while it stands alike
    for all of them. ``in_words`` say that it came in: "Commented 12 September 2025".
    """

    key: str
    name: str
    scope: Scope
    weight: Weight
    source: str
    column: PaperColumn = PaperColumn.CHECKS
    requested_event: EventType = EventType.CHECK_REQUESTED
    received_event: EventType = EventType.CHECK_RECEIVED
    valid_months: int | None = None
    before_stage_two: bool = False
    before_decision: bool = False
    has_number: bool = False
    asked_of: str = ""
    clock: str = ""
    number_digits: int = 0
    together: bool = False
    in_words: str = "Received"


@dataclass(frozen=True, slots=True)
class PaperDefinition:
    """A paper that panel needs, with what shows that it is in.

    After an event of ``renewed_by`` it is needed anew. ``in_words`` and ``todo_words`` go before
    the date: "Finished 9 October 2025", "To write by 27 October 2025".
    """

    key: str
    name: str
    column: PaperColumn
    weight: Weight
    in_by: tuple[EventType, ...]
    owner: Owner
    waits_for: tuple[tuple[EventType, ...], ...] = ()
    waits_words: str = ""
    has_file: bool = False
    clock: str = ""
    renewed_by: tuple[EventType, ...] = ()
    in_words: str = "Received"
    todo_words: str = "To do"
    none_words: str = "Nothing received so far"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step: shown from ``after`` (all) until one of ``until`` has happened.

    ``any_time``: it counts as done even where ``until`` happened before ``after``. ``sentence``
    is how the case page says it, ``words`` how lists do.
    """

    key: str
    words: str
    owner: Owner
    after: tuple[EventType, ...]
    until: tuple[EventType, ...]
    any_time: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """An outcome that panel may give in this kind of case, and its words."""

    outcome: PanelOutcome
    words: str
    sentence: str
    needs_quorum: bool = True
    takes_terms: bool = False


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """An outcome that the decision maker may give, its words and the letter that follows."""

    outcome: DecisionOutcome
    words: str
    sentence: str
    letter: str = ""
    takes_terms: bool = False
    agrees_with: frozenset[PanelOutcome] = frozenset()


@dataclass(frozen=True, slots=True)
class TermChoice:
    """A term of approval that can be ticked."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Pathway:
    """A kind of case, one version of it."""

    key: str
    version: int
    service: Service
    name: str
    long_name: str
    item_name: str
    item_minutes: int
    report_name: str
    suitable_words: str
    uses_terms: bool
    agreement: bool
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    checks: tuple[CheckDefinition, ...]
    papers: tuple[PaperDefinition, ...]
    next_steps: tuple[NextStep, ...]
    panel_choices: tuple[PanelChoice, ...]
    decision_choices: tuple[DecisionChoice, ...]
    terms: tuple[TermChoice, ...]
    clocks: tuple[str, ...]
    status_after: tuple[tuple[EventType, CaseStatus], ...]
    visit_form: str
    application_event: EventType
    stage_two_event: EventType
    review_clock: str
    determination_clock: str
    report_short: str

    def stage(self, key: str) -> Stage:
        """Return a stage by its key."""
        return next(s for s in self.stages if s.key == key)

    def move(self, event: EventType) -> Move | None:
        """Return the move that an event makes, or None where this kind of case has none."""
        return next((m for m in self.moves if m.event == event), None)

    def check(self, key: str) -> CheckDefinition | None:
        """Return the check with a key, or None for one that was added by hand."""
        return next((c for c in self.checks if c.key == key), None)

    def paper(self, key: str) -> PaperDefinition | None:
        """Return the paper with a key, or None where panel does not need it."""
        return next((p for p in self.papers if p.key == key), None)

    def panel_choice(self, outcome: PanelOutcome) -> PanelChoice | None:
        """Return the panel's choice for an outcome, or None where it may not be given."""
        return next((c for c in self.panel_choices if c.outcome == outcome), None)

    def decision_choice(self, outcome: DecisionOutcome) -> DecisionChoice | None:
        """Return the decision maker's choice for an outcome, or None where there is none."""
        return next((c for c in self.decision_choices if c.outcome == outcome), None)
