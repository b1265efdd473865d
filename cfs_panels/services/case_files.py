"""A case open inside a transaction: its history, its kind, and the one way to add to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.clock_rules import NO_FACTS
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import FOLLOWS, CaseEvent, History
from cfs_panels.domain.moves import (
    check_correction,
    check_move,
    check_step,
    check_withdrawal,
    counted_for,
    may_follow,
)
from cfs_panels.services.case_clocks import clocks_on, time_sentence
from cfs_panels.services.case_projections import first_with_role as first_with_role
from cfs_panels.services.case_projections import refresh_projection
from cfs_panels.services.child_projections import project_child
from cfs_panels.services.panel_needs import require_no_panel
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.register_projections import project_register
from cfs_panels.services.visibility import open_case, reads_whole
from db.audit import plain_value
from db.base import new_id
from db.models import Case, CaseEventRow

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import date, time

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.pathways import Move, Pathway
    from cfs_panels.domain.vocabulary import EventType
    from cfs_panels.services.office import Office

    Facts = Mapping[str, Any]

IMPORTED = "import"
"""The origin of what was taken from a workbook."""


class CaseFile:
    """A case with its history; what is recorded through it is checked, dated and projected.

    Call ``changes()`` at the end of a command: it brings the projection up to date.
    """

    def __init__(
        self,
        session: Session,
        office: Office,
        actor: Actor,
        case: Case,
        events: list[CaseEvent] | None = None,
        as_of: date | None = None,
    ) -> None:
        self.session = session
        self.office = office
        self.actor = actor
        self.case = case
        self.pathway: Pathway = pathway(case.pathway, case.pathway_version)
        self.others: list[CaseFile] = []  # of other cases that this one's steps write to
        self.as_of = as_of
        self._events = events
        self._history: History | None = None

    @classmethod
    def open(
        cls, session: Session, office: Office, actor: Actor, case_id: str, action: str
    ) -> CaseFile:
        """Return the file of a case on which the actor may take an action.

        Raises:
            RuleBroken: where there is no such case for this person, or the role does not let them.
        """
        case = open_case(session, office.matrix, actor, case_id, action)
        return cls(session, office, actor, case)

    @classmethod
    def open_page(cls, session: Session, office: Office, actor: Actor, case_id: str) -> CaseFile:
        """Return the file of a case whose pages the actor may read.

        Raises:
            RuleBroken: where there is no such case for this person, or they may read no more of
                it than its pack.
        """
        file = cls.open(session, office, actor, case_id, "view_case")
        if not file.is_read_whole():
            raise RuleBroken("Panel members read a case in the papers of its meeting.")
        return file

    def is_read_whole(self) -> bool:
        """Return whether the actor may read more of the case than the pack of its meeting."""
        return reads_whole(self.session, self.office.matrix, self.actor, self.case)

    @property
    def household_id(self) -> str:
        """Return the household that the case is about.

        Raises:
            RuleBroken: where it is about a child alone.
        """
        if self.case.household_id is None:
            raise RuleBroken("This case is about a child, so it has no household.")
        return self.case.household_id

    @property
    def every_event(self) -> tuple[CaseEvent, ...]:
        """Return every recorded event, superseded ones with it."""
        if self._events is None:
            self._events = events_of(self.session, self.case.id)
        return tuple(self._events)

    @property
    def day(self) -> date:
        """Return the day as of which the case is looked at, usually today."""
        return self.as_of or self.office.today

    @property
    def history(self) -> History:
        """Return the events that count today, or had happened by the day looked at."""
        if self._history is None:
            self._history = History(self.every_event, as_of=self.as_of)
        return self._history

    def history_on(self, day: date) -> History:
        """Return the events that had happened by a day."""
        return History(self.every_event, as_of=day)

    def record(
        self,
        event: EventType,
        on: date,
        *,
        at: time | None = None,
        facts: Mapping[str, Any] | None = None,
        origin: str = "person",
        supersedes: str | None = None,
        reason: str = "",
    ) -> CaseEventRow:
        """Record an event that the pathway, the history, the date and the person allow.

        Raises:
            RuleBroken: with the sentence of the pathway.
        """
        self.judge(event, on, facts or {}, supersedes or "")
        move = self.pathway.move(event)
        row_id = _prepare(self, move, on, facts or {}) if move is not None else None
        return self._add(
            event, on, at=at, facts=facts, origin=origin, supersedes=supersedes, reason=reason,
            row_id=row_id,
        )  # fmt: skip

    def judge(self, event: EventType, on: date, facts: Facts = NO_FACTS, gone: str = "") -> None:
        """Refuse an event as ``record`` would, one that it supersedes gone, and record nothing.

        Raises:
            RuleBroken: with the sentence of the pathway.
        """
        history = self.history.without(gone)
        check_move(self.pathway, history, event, on, self.actor, self.office.today, facts)
        move = self.pathway.move(event)
        if move is not None:
            _require_time(self, move, on, counted_for(move, history, facts))
            if move.without_panel:
                require_no_panel(self, on)

    def follow(
        self,
        event: EventType,
        on: date,
        cause: str,
        *,
        facts: Mapping[str, Any] | None = None,
        supersedes: str | None = None,
        judged: bool = True,
        row_id: str | None = None,
    ) -> CaseEventRow:
        """Record what follows by itself from another event, whose id is ``cause``.

        Order and date are judged, the role is not: nobody chose to record it. What follows from
        the end of a case is not judged either. It goes when its cause is taken back.

        Raises:
            RuleBroken: with the sentence of the pathway.
        """
        if judged:
            history = self.history.without(supersedes)
            check_step(self.pathway, history, event, on, self.office.today, facts or {})
        told = {**(facts or {}), FOLLOWS: cause}
        return self._add(event, on, facts=told, supersedes=supersedes, row_id=row_id)

    def correct(
        self, event: CaseEvent, on: date, facts: Mapping[str, Any], reason: str
    ) -> CaseEventRow:
        """Put a corrected event in the place of one, if its new date keeps everything in order.

        Raises:
            RuleBroken: where it does not, with the field ``on``.
        """
        check_correction(self.pathway, self.history, event, on, self.office.today)
        move = self.pathway.move(event.type)
        if move is not None:
            history = self.history.without(event.id)
            _require_time(self, move, on, counted_for(move, history, facts))
        return self._add(
            event.type, on, at=event.at, facts=facts, supersedes=event.id, reason=reason
        )

    def withdraw(self, event: CaseEvent, reason: str, *, judged: bool = True) -> None:
        """Take an event back, and with it what followed from it by itself.

        What another case told of itself here goes with its cause, so it is not judged.

        Raises:
            RuleBroken: where another event rests on it.
        """
        for follower in [e for e in self.history.events if e.facts.get(FOLLOWS) == event.id]:
            self.withdraw(follower, reason, judged=judged)
        if judged:
            check_withdrawal(self.pathway, self.history, event)
        self._add(
            event.type, event.on, at=event.at, supersedes=event.id, reason=reason, withdrawn=True
        )

    def waits(self, move: Move, on: date, history: History | None = None) -> str:
        """Return the sentence where a clock keeps a move from being made on a day, or nothing."""
        timed = move.not_before_clock or move.within_clock
        clocks = self._clocks_on(history or self.history, on) if timed else ()
        return time_sentence(move, clocks, on)

    def _add(
        self,
        event: EventType,
        on: date,
        *,
        at: time | None = None,
        facts: Mapping[str, Any] | None = None,
        origin: str = "person",
        supersedes: str | None = None,
        reason: str = "",
        withdrawn: bool = False,
        row_id: str | None = None,
    ) -> CaseEventRow:
        row = CaseEventRow(
            **_recorded(self, row_id),
            type=event,
            on=on,
            at=at,
            facts={key: plain_value(value) for key, value in (facts or {}).items()},
            origin=origin,
            supersedes=supersedes,
            reason=reason,
            withdrawn=withdrawn,
        )
        self.session.add(row)
        self.session.flush()
        if self._events is not None:
            self._events.append(event_from(row))
        self._history = None
        return row

    def clocks(self) -> list[StatutoryClock]:
        """Return the newest run of each clock of the case, as it stands."""
        return self._clocks_on(self.history, self.day)

    def _clocks_on(self, history: History, on: date) -> list[StatutoryClock]:
        return clocks_on(self.office, self.pathway, history, on, self.case.history_until)

    def refresh(self) -> None:
        """Bring what is projected from the events up to date."""
        refresh_projection(self.session, self.office, self)
        project_register(self)
        project_child(self)
        self.session.flush()

    def changes(
        self, *touched: tuple[str, str], made: str = "", message: str = "", undo: object = None
    ) -> Changes:
        """Bring the projection up to date and return what the command wrote."""
        self.refresh()
        for other in self.others:
            other.refresh()
        cases = {("case", file.case.id) for file in (self, *self.others)}
        everything = frozenset({*cases, *touched})
        return Changes(everything, made=made, message=message, undo=undo)


def _recorded(file: CaseFile, row_id: str | None) -> dict[str, Any]:
    """Return which entry it is, of which case, and who records it when."""
    return {
        "id": row_id or new_id(),
        "case_id": file.case.id,
        "recorded_at": file.office.now(),
        "recorded_by": file.actor.user_id,
        "recorded_by_name": file.actor.name,
    }


def _require_time(file: CaseFile, move: Move, on: date, history: History) -> None:
    if sentence := file.waits(move, on, history):
        raise RuleBroken(sentence, field="on")


def _prepare(file: CaseFile, move: Move, on: date, facts: Mapping[str, Any]) -> str:
    """Record what comes about by itself with a step, and return the id that the step is to have.

    A hold ends before panel goes on with the case: the step gives the status.
    """
    if move.asks_reason and not str(facts.get("reason") or ""):
        raise RuleBroken("Enter the reason.", field="reason")
    possible = [
        event
        for event in move.follows
        if may_follow(file.pathway, file.history, event, on, file.office.today)
    ]
    ids = {event: new_id() for event in possible}
    cause = new_id()
    for event, row_id in ids.items():
        file.follow(event, on, cause, judged=False, row_id=row_id)
    return cause


@contextmanager
def date_field(name: str) -> Generator[None]:
    """Tell a refusal of the date with the field of the command that holds it."""
    try:
        yield
    except RuleBroken as refusal:
        if refusal.field != "on":
            raise
        raise RuleBroken(refusal.message, field=name) from refusal


def events_of(session: Session, case_id: str) -> list[CaseEvent]:
    """Return every recorded event of a case, superseded ones with it."""
    rows = session.execute(select(*EVENT_COLUMNS).where(CaseEventRow.case_id == case_id))
    return [event_from(row) for row in rows]


EVENT_COLUMNS = (
    CaseEventRow.id,
    CaseEventRow.type,
    CaseEventRow.on,
    CaseEventRow.at,
    CaseEventRow.facts,
    CaseEventRow.recorded_at,
    CaseEventRow.recorded_by_name,
    CaseEventRow.supersedes,
    CaseEventRow.withdrawn,
    CaseEventRow.origin,
)


def event_from(row: CaseEventRow | Row[Any]) -> CaseEvent:
    """Return a stored event as the domain judges it."""
    return CaseEvent(
        id=row.id,
        type=row.type,
        on=row.on,
        at=row.at,
        facts=row.facts,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by_name,
        supersedes=row.supersedes,
        withdrawn=row.withdrawn,
        imported=row.origin == IMPORTED,
    )


def rebuild(session: Session, office: Office, actor: Actor, cases: Sequence[Case]) -> None:
    """Work out every projection anew from the events."""
    for case in cases:
        CaseFile(session, office, actor, case).refresh()
