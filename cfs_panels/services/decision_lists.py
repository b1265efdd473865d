"""The list of decisions: waiting, with notices to give, signed lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cfs_panels.domain.clock_words import day_words, theme_state
from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.decisions import DecisionRow
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.meetings import ItemState
from cfs_panels.domain.vocabulary import CaseStatus, EventType, PanelOutcome
from cfs_panels.domain.words import WEEKDAYS, near_date, plural
from cfs_panels.services.case_clocks import clocks_on
from cfs_panels.services.case_files import event_from
from cfs_panels.services.decision_rows import answer_to, call_of, clock_between
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter
from db.models import (
    AgencyDecisionRow,
    AgendaItem,
    Case,
    CaseEventRow,
    PanelMeeting,
    RecommendationRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office

LATELY = timedelta(days=28)
NOTICES = (
    (EventType.ORAL_NOTICE_GIVEN, "Tell them"),
    (EventType.WRITTEN_NOTICE_SENT, "Write"),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A case of the list with its clocks and its signed record."""

    case: Case
    kind: Pathway
    item_name: str
    panel_on: date | None
    outcome: PanelOutcome | None
    received_on: date
    clock: StatutoryClock
    notices: tuple[tuple[str, StatutoryClock], ...]
    record: AgencyDecisionRow | None

    @property
    def due_on(self) -> date:
        """Return the last day for the decision."""
        return self.clock.due_on or self.received_on

    @property
    def is_signed(self) -> bool:
        """Return whether the decision is made."""
        return self.record is not None and self.record.signed_at is not None


def decision_rows(session: Session, office: Office, actor: Actor) -> tuple[DecisionRow, ...]:
    """Return the cases with the decision maker and those decided lately, as a person sees them."""
    if not office.matrix.relations(actor, "view_decision"):
        return ()
    found = [f for f in _all(session, office, actor) if f is not None]
    lately = office.today - LATELY
    waiting = sorted((f for f in found if not f.is_signed), key=lambda f: (f.due_on, f.case.id))
    signed = [f for f in found if f.is_signed and (f.notices or _signed_on(f) >= lately)]
    signed.sort(key=lambda f: (not f.notices, -_signed_on(f).toordinal(), f.case.id))
    return tuple(_row(f, office.today) for f in (*waiting, *signed))


def _signed_on(found: _Found) -> date:
    record = found.record
    return record.decided_on if record and record.decided_on else found.received_on


def _all(session: Session, office: Office, actor: Actor) -> Iterable[_Found | None]:
    seen = case_filter(office.matrix, actor, "view_decision")
    lately = select(AgencyDecisionRow.case_id).where(
        AgencyDecisionRow.decided_on >= office.today - LATELY
    )
    statuses = (CaseStatus.WITH_DECISION_MAKER, CaseStatus.DECIDED)
    cases = session.scalars(
        select(Case).where(seen, or_(Case.status.in_(statuses), Case.id.in_(lately)))
    ).all()
    ids = [case.id for case in cases]
    items, events, records = _items(session, ids), _events(session, ids), _records(session, ids)
    for case in cases:
        yield _found(office, case, items.get(case.id, {}), events[case.id], records)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The item on which panel recommended last."""

    item_id: str
    item_name: str
    held_on: date
    outcome: PanelOutcome


def _items(session: Session, ids: Collection[str]) -> dict[str, dict[str, _Heard]]:
    rows = session.execute(
        select(
            AgendaItem.case_id,
            AgendaItem.id,
            AgendaItem.item_name,
            PanelMeeting.held_on,
            RecommendationRow.outcome,
        )
        .join(RecommendationRow, RecommendationRow.item_id == AgendaItem.id)
        .join(PanelMeeting, PanelMeeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.case_id.in_(ids),
            AgendaItem.removed.is_(False),
            AgendaItem.state == ItemState.FINISHED,
            RecommendationRow.outcome.not_in([o for o in PanelOutcome if not o.is_recommendation]),
        )
        .order_by(PanelMeeting.held_on, AgendaItem.id)
    )
    found: dict[str, dict[str, _Heard]] = {}
    for row in rows:
        found.setdefault(row[0] or "", {})[row[1]] = _Heard(*row[1:])
    return found


def _events(session: Session, ids: Collection[str]) -> dict[str, History]:
    found: dict[str, list[CaseEventRow]] = {case_id: [] for case_id in ids}
    for row in session.scalars(select(CaseEventRow).where(CaseEventRow.case_id.in_(ids))):
        found[row.case_id].append(row)
    return {case_id: History(event_from(row) for row in rows) for case_id, rows in found.items()}


def _records(session: Session, ids: Collection[str]) -> dict[str, list[AgencyDecisionRow]]:
    rows = session.scalars(
        select(AgencyDecisionRow)
        .where(AgencyDecisionRow.case_id.in_(ids))
        .order_by(AgencyDecisionRow.id)
    )
    found: dict[str, list[AgencyDecisionRow]] = {case_id: [] for case_id in ids}
    for row in rows:
        found[row.case_id].append(row)
    return found


def _found(
    office: Office,
    case: Case,
    heard: Mapping[str, _Heard],
    history: History,
    records: Mapping[str, list[AgencyDecisionRow]],
) -> _Found | None:
    kind = pathway(case.pathway, case.pathway_version)
    history = history.own
    called, decided = call_of(history), history.latest(EventType.DECISION_MADE)
    if called is None or (decided is not None and decided.imported):
        return None
    clocks = clocks_on(office, kind, history, office.today, case.history_until)
    clock = clock_between(clocks, called.type, EventType.DECISION_MADE)
    if clock is None:
        return None
    then = history.until(called)
    item = _heard_in_hand(kind, then, heard)
    if item is None and called.type is EventType.FINAL_MINUTES_SENT:
        return None
    notices = (
        (words, clock_between(clocks, EventType.DECISION_MADE, stop)) for stop, words in NOTICES
    )
    return _Found(
        case=case,
        kind=kind,
        item_name=item.item_name if item else matter_of(kind, then).item_name,
        panel_on=item.held_on if item else None,
        outcome=item.outcome if item else None,
        received_on=called.on,
        clock=clock,
        notices=tuple((words, c) for words, c in notices if c is not None and c.state.is_active),
        record=_record(records[case.id], answer_to(called, history)),
    )


def _heard_in_hand(kind: Pathway, history: History, heard: Mapping[str, _Heard]) -> _Heard | None:
    """Return the item of the matter in hand on which panel recommended last."""
    within = within_matter(kind, history)
    events = within.all(EventType.RECOMMENDATION_RECORDED)
    known = [heard[i] for e in events if (i := str(e.facts.get("item_id"))) in heard]
    unnamed = [*heard.values()] if events and not known else []
    return next(iter([*reversed(known), *reversed(unnamed)]), None)


def _record(
    records: Sequence[AgencyDecisionRow], answer: CaseEvent | None
) -> AgencyDecisionRow | None:
    """Return the record of a decision that was made, else the one that is begun."""
    if answer is not None:
        return next((r for r in records if r.id == answer.facts.get("decision")), None)
    return next((r for r in reversed(records) if r.signed_at is None), None)


def _row(found: _Found, today: date) -> DecisionRow:
    record, choice = found.record, None
    if record is not None and record.signed_at is not None and record.outcome is not None:
        choice = found.kind.decision_choice(record.outcome)
    panel = found.kind.panel_choice(found.outcome) if found.outcome else None
    state, words = _state(found, today)
    return DecisionRow(
        case_id=found.case.id,
        decision_id=record.id if record else "",
        reference=found.case.reference,
        household=found.case.household_name,
        service=found.case.service,
        item_name=found.item_name,
        panel_on=found.panel_on,
        panel_words=panel.words if panel else "",
        minutes_received_on=found.received_on,
        due_on=found.due_on,
        day_words=decision_day_words(found.clock),
        state=state,
        state_words=words,
        outcome_words=choice.words if choice else "",
        signed_on=record.decided_on if choice and record else None,
        notices_due=". ".join(_notice_words(w, c, today) for w, c in found.notices),
    )


def _state(found: _Found, today: date) -> tuple[str, str]:
    """Return the state of a row for its mark, and in words."""
    if not found.is_signed:
        return theme_state(found.clock.state), decision_day_words(found.clock)
    if not found.notices:
        return "done", f"Signed {near_date(_signed_on(found), today)}"
    clock = min((c for _, c in found.notices), key=lambda c: c.due_on or today)
    late = clock.state is ClockState.OVERDUE
    return theme_state(clock.state), "Notice late" if late else "Notice to give"


def decision_day_words(clock: StatutoryClock) -> str:
    """Return how far the time for a decision has run: ``Day 6 of 7``, or how late it is."""
    if clock.state is ClockState.OVERDUE:
        return f"{plural(clock.days_late, 'day')} late"
    if clock.state is ClockState.MET:
        return "Decided in time"
    if clock.state is ClockState.MET_LATE:
        return f"Decided {plural(clock.days_late, 'day')} late"
    if clock.state is ClockState.HISTORY:
        return "Was due before your records"
    return day_words(clock)


def _notice_words(words: str, clock: StatutoryClock, today: date) -> str:
    if clock.due_on is None:
        return words
    return f"{words} by {WEEKDAYS[clock.due_on.weekday()]} {near_date(clock.due_on, today)}"
