"""What a decision record needs, loaded once inside a transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cfs_panels.domain.checks import CheckOutcome
from cfs_panels.domain.children import adopters_named
from cfs_panels.domain.clock_rules import ClockKind
from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.decision_rules import LateDate, RecordState, household_sentence
from cfs_panels.domain.decisions import DecisionAnswers
from cfs_panels.domain.delay_causes import RULE
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.households import people_asked
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.meetings import ItemState
from cfs_panels.domain.terms import Terms
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome
from cfs_panels.domain.words import uncapitalised
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.case_people import checks_of, people_of
from cfs_panels.services.decision_packs import pack_of
from cfs_panels.services.panel_needs import is_panel_needed
from db.models import (
    AgencyDecisionRow,
    AgendaItem,
    PanelMeeting,
    RecommendationRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.forms import FormDefinition
    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.households import HouseholdPerson
    from cfs_panels.domain.pathways import Matter
    from cfs_panels.services.decision_packs import PackEntry
    from cfs_panels.services.office import Office

NO_MINUTES = (
    "The panel's final minutes have not come yet. A decision waits for the recommendation and the "
    "final minutes."
)
NO_CALL = "This case has not been sent to the decision maker."
CALLS = (
    EventType.FINAL_MINUTES_SENT,
    EventType.SENT_TO_DECISION_MAKER,
    EventType.REVIEW_MECHANISM_RECOMMENDED,
    EventType.REVIEW_MECHANISM_ENDED,
    EventType.DETERMINATION_WINDOW_ENDED,
)
"""What brings a case to the decision maker."""

_COME_IN = frozenset({"in", "concerns", "not_needed"})
_LISTS = ("arguments_for", "arguments_against", "adopted_reasons", "terms")


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A case before the decision maker: what brought it there, its record and clock.

    ``item`` and ``recommendation`` are those of panel; a case that went without panel has none.
    """

    file: CaseFile
    item: AgendaItem | None
    recommendation: RecommendationRow | None
    called: CaseEvent
    clock: StatutoryClock
    record: AgencyDecisionRow | None

    @property
    def received_on(self) -> date:
        """Return the day on which it came to the decision maker."""
        return self.called.on

    @property
    def answers(self) -> DecisionAnswers:
        """Return the answers as typed so far."""
        return answers_from(self.record.answers if self.record else {})

    @property
    def due_on(self) -> date:
        """Return the last day for the decision."""
        return self.clock.due_on or self.received_on

    @property
    def item_id(self) -> str:
        """Return the agenda item that panel recommended on, nothing where there was none."""
        return self.item.id if self.item else ""

    @property
    def item_name(self) -> str:
        """Return what is decided on: as the agenda has it, else as the matter in hand is called."""
        return self.item.item_name if self.item is not None else self.matter.item_name

    @property
    def matter(self) -> Matter:
        """Return the matter that is decided on."""
        return matter_of(self.file.pathway, self._then)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the reasons that panel gave."""
        return tuple(self.recommendation.reasons) if self.recommendation else ()

    @property
    def recommended(self) -> PanelOutcome | None:
        """Return what panel recommended, None where it did not hear the case."""
        return self.recommendation.outcome if self.recommendation else None

    @property
    def recommended_terms(self) -> Terms:
        """Return the terms that panel recommended."""
        row = self.recommendation
        return Terms(tuple(row.terms), row.places, row.ages) if row else Terms()

    @property
    def follows_determination(self) -> bool:
        """Return whether this is the final decision, after a qualifying determination."""
        within = within_matter(self.file.pathway, self._then)
        return within.has(EventType.QUALIFYING_DETERMINATION_SENT)

    @property
    def _then(self) -> History:
        """Return the history as it was when the case came to the decision maker."""
        return self.file.history.until(self.called)

    def pack(self) -> tuple[PackEntry, ...]:
        """Return what the decision maker reads, or read before she signed."""
        record = self.record
        signed = record.read if record is not None and record.signed_at is not None else None
        within = within_matter(self.file.pathway, self._then).events
        return pack_of(self.file.session, self.file.case.id, self.item_id, signed, within)


def decision_file(
    session: Session, office: Office, actor: Actor, case_id: str, action: str
) -> DecisionFile:
    """Return a case that is with the decision maker, or refuse.

    Raises:
        RuleBroken: where the final minutes have not come, or the case may not be opened.
    """
    file = CaseFile.open(session, office, actor, case_id, action)
    found = decision_of(file)
    if found is None:
        raise RuleBroken(NO_MINUTES if is_panel_needed(file) else NO_CALL)
    return found


def decision_of(file: CaseFile) -> DecisionFile | None:
    """Return a case as it stands before the decision maker, None until it comes to her.

    The final minutes bring it, or the agency without panel, the outcome of a review mechanism, or
    the end of the time to respond.
    """
    called = call_of(file.history)
    if called is None:
        return None
    item = _item_of(file, called)
    clock = clock_between(file.clocks(), called.type, EventType.DECISION_MADE)
    is_of_panel = called.type is EventType.FINAL_MINUTES_SENT
    if clock is None or (is_of_panel and (item is None or item.recommendation is None)):
        return None
    recommendation = item.recommendation if item else None
    record = _record_of(file, called)
    return DecisionFile(file, item, recommendation, called, clock, record)


def call_of(history: History) -> CaseEvent | None:
    """Return what brought a case to the decision maker last, unless it counts no longer."""
    newest = history.latest(*CALLS, EventType.RECOMMENDATION_LAPSED)
    return None if newest is None or newest.type is EventType.RECOMMENDATION_LAPSED else newest


def _item_of(file: CaseFile, called: CaseEvent) -> AgendaItem | None:
    """Return the item that panel recommended on in the matter of a call, if it heard it."""
    within = within_matter(file.pathway, file.history.until(called))
    heard = within.all(EventType.RECOMMENDATION_RECORDED)
    if called.type is not EventType.FINAL_MINUTES_SENT and not heard:
        return None
    ids = [str(e.facts["item_id"]) for e in heard if e.facts.get("item_id")]
    return _recommended_item(file.session, file.case.id, ids)


def _record_of(file: CaseFile, called: CaseEvent) -> AgencyDecisionRow | None:
    """Return the record that answers a call: the one signed since, else the one that is begun."""
    statement = select(AgencyDecisionRow).where(AgencyDecisionRow.case_id == file.case.id)
    answer = answer_to(called, file.history)
    if answer is not None:
        statement = statement.where(AgencyDecisionRow.id == str(answer.facts.get("decision", "")))
    else:
        statement = statement.where(AgencyDecisionRow.signed_at.is_(None))
    return file.session.scalars(
        statement.options(selectinload(AgencyDecisionRow.requirements))
        .order_by(AgencyDecisionRow.id.desc())
        .limit(1)
    ).first()


def clock_between(
    clocks: Iterable[StatutoryClock], start: EventType, stop: EventType
) -> StatutoryClock | None:
    """Return the clock that one event starts and another stops, as the rules have it."""
    return next(
        (c for c in clocks if start in c.rule.start_events and stop in c.rule.stop_events), None
    )


def answer_to(called: CaseEvent, history: History) -> CaseEvent | None:
    """Return the decision that was made since a case was brought to the decision maker."""
    made = history.latest(EventType.DECISION_MADE, EventType.FINAL_DECISION_MADE)
    return made if made is not None and history.is_newer(made, called) else None


def _recommended_item(session: Session, case_id: str, item_ids: list[str]) -> AgendaItem | None:
    among = [AgendaItem.id.in_(item_ids)] if item_ids else []
    return session.scalars(
        select(AgendaItem)
        .join(RecommendationRow, RecommendationRow.item_id == AgendaItem.id)
        .join(PanelMeeting, PanelMeeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.case_id == case_id,
            AgendaItem.removed.is_(False),
            AgendaItem.state == ItemState.FINISHED,
            RecommendationRow.outcome.not_in([o for o in PanelOutcome if not o.is_recommendation]),
            *among,
        )
        .options(selectinload(AgendaItem.recommendation).selectinload(RecommendationRow.views))
        .order_by(PanelMeeting.held_on.desc(), AgendaItem.id.desc())
        .limit(1)
    ).first()


def answers_from(stored: dict[str, Any]) -> DecisionAnswers:
    """Return answers as they were stored."""
    facts = dict(stored)
    for key in _LISTS:
        facts[key] = tuple(facts.get(key, ()))
    if facts.get("outcome"):
        facts["outcome"] = DecisionOutcome(facts["outcome"])
    if facts.get("effective_on"):
        facts["effective_on"] = date.fromisoformat(facts["effective_on"])
    return DecisionAnswers(**facts)


def stored_answers(answers: DecisionAnswers) -> dict[str, Any]:
    """Return answers as plain values for the database."""
    facts: dict[str, Any] = asdict(answers)
    facts["outcome"] = answers.outcome.value if answers.outcome else None
    facts["effective_on"] = answers.effective_on.isoformat() if answers.effective_on else None
    for key in _LISTS:
        facts[key] = list(facts[key])
    facts["form_answers"] = dict(answers.form_answers)
    return facts


def record_state(
    found: DecisionFile, decided_on: date, form: FormDefinition | None = None
) -> RecordState:
    """Return what a record is judged by on the day it is decided, with the form it holds."""
    record = found.record
    read = record.read if record else {}
    requirements = [r for r in record.requirements if not r.dropped] if record else []
    return RecordState(
        unread=sum(not read.get(entry.id) for entry in found.pack()),
        requirements=len(requirements),
        notices=frozenset(n.kind for n in record.notices) if record else frozenset(),
        recommended=found.recommended,
        minutes_received_on=found.received_on,
        due_on=found.due_on,
        decided_on=decided_on,
        reasons=len(found.reasons),
        missing_checks=missing_checks(found.file, decided_on),
        barring=barring_checks(found.file, decided_on),
        late=late_dates(found, decided_on),
        form=form,
        today=found.file.office.today,
        terms=found.recommended_terms,
    )


def missing_checks(file: CaseFile, day: date) -> tuple[str, ...]:
    """Return a sentence for each check without which nobody may be approved.

    The safe reading of Adoption Agencies Regulations 30B(1A) and Fostering Regulations,
    Schedule 3: no approval before medicals and certificates are in (rulebook 0.4).
    """
    people = people_of(file.session, [file.case])[file.case.id]
    states = {
        (check.key, check.person_id): check.state(day)
        for check in checks_of(file.session, file.case)
    }
    found = []
    for definition in file.pathway.checks:
        if not definition.before_decision:
            continue
        for person in people_asked(definition.scope, people, day):
            key = (definition.key, person.id if person else "")
            sentence = _check_sentence(states.get(key, "missing"), definition.name, person)
            if sentence:
                found.append(sentence)
    return tuple(found)


def barring_checks(file: CaseFile, day: date) -> tuple[str, ...]:
    """Return a sentence for each check whose outcome rules out an approval.

    Fostering Services (England) Regulations 2011, regulation 26; Adoption Agencies Regulations
    2005, regulation 25: specified offences of the applicants and the adults of the household.
    """
    people = {p.id: p for p in people_of(file.session, [file.case])[file.case.id]}
    found = []
    for check in checks_of(file.session, file.case):
        definition, person = file.pathway.check(check.key), people.get(check.person_id)
        if definition is None or not definition.bars_approval:
            continue
        if check.outcome is CheckOutcome.UNSUITABLE and (person is None or person.belongs(day)):
            name = f"The {uncapitalised(definition.name)}" + (
                f" of {person.name}" if person else ""
            )
            found.append(f"{name} came in as not suitable. {definition.bars_approval}")
    return tuple(found)


def late_dates(found: DecisionFile, decided_on: date) -> tuple[LateDate, ...]:
    """Return the dates of regulations and standards that a decision on a day is too late for.

    Those that were missed on the way to panel count among them; none that a first decision met
    or missed counts for the final one, nor one whose delay was explained already.
    """
    file, clock = found.file, found.clock
    stop = EventType.FINAL_DECISION_MADE if found.follows_determination else EventType.DECISION_MADE
    opened = within_matter(file.pathway, file.history.until(found.called)).events[0].on
    told = {e.facts.get(RULE) for e in file.history.all(EventType.DELAY_RECORDED)}
    return tuple(
        LateDate(c.rule.name, c.due_on, is_grounded=bool(c.rule.pause_causes))
        for c in file.clocks()
        if c.due_on is not None
        and stop in c.rule.stop_events
        and (c.rule.weight.blocks or c.rule.weight.warns)
        and c.rule.kind is ClockKind.DEADLINE
        and c.rule.id != clock.rule.id
        and c.state not in {ClockState.STOPPED, ClockState.HISTORY}
        and opened <= (c.stopped_on or decided_on)
        and c.due_on < (c.stopped_on or decided_on)
        and (c.rule.pause_causes or c.rule.id not in told)
    )


def late_grounds(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return the grounds on which a time may be passed: those of a hold of the case."""
    held = file.pathway.move(EventType.CASE_HELD)
    asked = next((a for a in held.asks if a.key == "cause"), None) if held else None
    return tuple((c.value, c.label) for c in asked.choices) if asked else ()


def _check_sentence(state: str, name: str, person: HouseholdPerson | None) -> str:
    if state in _COME_IN:
        return ""
    words = f"The {uncapitalised(name)}"
    words += f" of {person.name}" if person else ""
    return f"{words} has expired." if state == "expired" else f"{words} has not come in."


def applicants_of(file: CaseFile, day: date) -> tuple[HouseholdPerson, ...]:
    """Return who applies, on a day, in the order of the household."""
    people: Sequence[HouseholdPerson] = people_of(file.session, [file.case])[file.case.id]
    return tuple(p for p in people if p.is_applicant and p.belongs(day))


def decision_sentence(file: CaseFile, outcome: DecisionOutcome | None) -> str:
    """Return a decision as a sentence about the household, or nothing before there is one."""
    choice = file.pathway.decision_choice(outcome) if outcome else None
    if choice is None:
        return ""
    people = applicants_of(file, file.office.today)
    adopters = adopters_named(file.history)
    return household_sentence(choice.sentence, file.case.household_name, people, adopters)
