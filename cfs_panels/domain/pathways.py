"""A kind of case as data: its stages, the moves between them, what panel needs, what follows.

The files are ``resources/pathways/*.toml``; ``cfs_panels.services.pathway_library`` loads and
checks them. A case keeps the version of the pathway it began with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cfs_panels.domain.actors import Role
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.forms import FieldDefinition
from cfs_panels.domain.outcome_choices import DecisionChoice as DecisionChoice
from cfs_panels.domain.outcome_choices import PanelChoice as PanelChoice
from cfs_panels.domain.outcome_choices import TermChoice as TermChoice
from cfs_panels.domain.owners import Owner as Owner
from cfs_panels.domain.standings import Standing as Standing
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

    It is dated by the first of ``dated_by`` that has happened, else from what entered it. Only an
    event with the facts of ``entered_where`` enters it, and only since it was last left by an event
    of ``left_by``: a placement that broke down leaves the stages that led to it. What comes after
    the first event of ``before`` is no step of it. Its ``clocks``
    are the rules that measure it.
    """

    key: str
    name: str
    entered_by: tuple[EventType, ...]
    ended_by: tuple[EventType, ...]
    to_come: str = "To come"
    shows_days: bool = False
    dated_by: tuple[EventType, ...] = ()
    entered_where: Mapping[str, Any] = field(default_factory=dict)
    left_by: tuple[EventType, ...] = ()
    before: tuple[EventType, ...] = ()
    clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """When an event may be recorded, and by whom.

    ``after`` are the events that must stand before it (all of them; each may be a group of which
    one is enough) and may not be dated later; ``never_after`` are events that rule it out.
    ``refusal`` is the sentence where something of ``after`` is missing. A move may be made once;
    one that ``repeats`` often, one with ``again_after`` again once such an event is newer, one
    with ``alternates_with`` again after that event (a hold and its end). ``after_end`` lets it be
    recorded of a case that is over; ``not_before_clock`` is the clock that must have run out,
    ``within_clock`` the one that must not, with what follows it; ``late_words`` say what to do
    once that has.

    ``in_matter``: only what happened since the matter in hand was opened counts for it, so that a
    review has its own panel, decision and notices. Of ``after`` only what happened ``since`` the
    newest of these events counts: a new report is given anew. One with ``once_for_each`` may be
    made as often as that event happened (a conclusion for each allegation). ``follows`` come about
    by themselves with it, where they may. ``without_panel``: only where no rule in force sends the
    matter to panel. ``closed_words`` is the sentence where something of
    ``never_after`` stands. ``needs`` are the standings that must hold (all of them; each may be a
    group of which one is enough), ``barred_by`` those that must not; what is among ``rests_on`` is
    not needed, and is not taken from under it either where it holds. ``needs_papers``: the papers
    of the matter in hand that a regulation asks for are in; ``of_two``: two are approved, else why.
    Of one ``of_each`` only what tells of the same child or person by that fact, or of nobody,
    counts.

    A move with a ``button`` is offered on the case page (by ``short_button`` as its next step) and
    asks for its day by ``day_words``; a ``conditional`` one only once what it waits for has
    happened. ``asks`` are the facts it asks for besides the date. Where a command of its own
    records it, ``command`` names that; ``elsewhere`` is the sentence for who would record it
    without, ``settled`` that for who would take it back.
    """

    event: EventType
    words: str
    roles: frozenset[Role]
    after: tuple[tuple[EventType, ...], ...] = ()
    never_after: tuple[EventType, ...] = ()
    refusal: str = "The step before this one has not been recorded yet."
    button: str = ""
    short_button: str = ""
    day_words: str = ""
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
    in_matter: bool = False
    within_clock: str = ""
    once_for_each: EventType | None = None
    without_panel: bool = False
    closed_words: str = ""
    needs: tuple[tuple[str, ...], ...] = ()
    rests_on: tuple[tuple[str, ...], ...] = ()
    barred_by: tuple[str, ...] = ()
    needs_papers: bool = False
    of_each: str = ""
    of_two: str = ""
    late_words: str = ""
    since: tuple[EventType, ...] = ()
    follows: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case goes to panel and decision maker with: its application, a review, a change.

    It is in hand from an event of ``opened_by`` to one of ``closed_by``; only one is, but for one
    that runs ``beside`` another. What happened since an event of ``counts_from`` counts for it, by
    default since it was opened. ``panel_rule`` is the rule that says whether it goes to panel,
    ``representations_rule`` the one for representations against its outcome. ``done_by`` is what
    the first decision on it makes of it: a review that is done. While it is in hand an open case
    has its ``status``. ``record_form`` is the form that its decision record holds besides the nine
    answers; a record on it comes after the one signed last on the matters it ``decides_again``.
    """

    key: str
    words: str
    item_name: str
    opened_by: tuple[EventType, ...]
    closed_by: tuple[EventType, ...]
    panel_rule: str
    representations_rule: str = ""
    minutes: int | None = None
    beside: bool = False
    counts_from: tuple[EventType, ...] = ()
    done_by: EventType | None = None
    status: CaseStatus = CaseStatus.OPEN
    record_form: str = ""
    decides_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByItself:
    """An event that happens by itself on the day a clock ends that another event started.

    It does so while the standings it ``needs`` hold, and has these ``facts`` besides its cause's.
    """

    event: EventType
    clock: str
    started_by: EventType
    needs: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class PanelNeed(StrEnum):
    """Whether a next step is one of a matter that goes to panel."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """A statutory check or reference: of whom it is asked and what it holds up.

    One that applicants have ``together`` is one line of what panel needs while it stands alike
    for all of them. ``in_words`` say that it came in: "Commented 12 September 2025".
    ``bars_approval`` is why nobody is approved where it came in as not suitable.
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
    bars_approval: str = ""


@dataclass(frozen=True, slots=True)
class PaperDefinition:
    """A paper that panel needs, with what shows that it is in.

    It is needed in its ``matters``, in all of them where none is named; one ``for_panel`` only
    where the matter goes there. After an event of ``renewed_by`` it is needed anew. ``in_words``
    and ``todo_words`` go before the date: "Finished 9 October 2025", "To write by 27 October 2025".
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
    matters: tuple[str, ...] = ()
    for_panel: bool = False
    source: str = ""
    status: RuleStatus = RuleStatus.VERIFIED


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step: shown from ``after`` (as of a move) until one of ``until`` has happened.

    ``any_time``: done even where ``until`` came before ``after``. ``sentence`` is for the case
    page, ``words`` for lists. With a ``panel`` it is a step only where the matter goes to panel, or
    not; with ``matters`` only in them, with ``needs`` only while that holds, ``on_hold`` only (and
    alone) while the case is; with ``once_over`` once that clock has run out; ``after_end`` also
    once it is over, ``in_matter`` as of a move.
    """

    key: str
    words: str
    owner: Owner
    after: tuple[tuple[EventType, ...], ...]
    until: tuple[EventType, ...]
    any_time: bool = False
    sentence: str = ""
    panel: PanelNeed | None = None
    matters: tuple[str, ...] = ()
    after_end: bool = False
    in_matter: bool = False
    on_hold: bool = False
    needs: tuple[str, ...] = ()
    once_over: str = ""


@dataclass(frozen=True, slots=True)
class Pathway:
    """A kind of case, one version of it; ``place`` is its place among those of its service.

    One ``of_child`` is about a child: it begins with the child, not with an enquiry.
    """

    key: str
    version: int
    place: int
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
    matters: tuple[Matter, ...]
    register: str
    later_review_clock: str = ""
    facts: tuple[str, ...] = ()
    by_itself: tuple[ByItself, ...] = ()
    of_child: bool = False
    standings: tuple[Standing, ...] = ()

    def standing(self, key: str) -> Standing:
        """Return a standing by its key."""
        return next(s for s in self.standings if s.key == key)

    def stage(self, key: str) -> Stage:
        """Return a stage by its key."""
        return next(s for s in self.stages if s.key == key)

    def move(self, event: EventType) -> Move | None:
        """Return the move that an event makes, or None where this kind of case has none."""
        return next((m for m in self.moves if m.event == event), None)

    def matter(self, key: str) -> Matter:
        """Return a matter by its key."""
        return next(m for m in self.matters if m.key == key)

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
