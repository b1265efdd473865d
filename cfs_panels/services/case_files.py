"""A case open inside a transaction: its history, its kind, and the one way to add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import CaseEvent, History, check_move, project
from cfs_panels.domain.changes import Changes
from cfs_panels.domain.clock_runs import clocks_of, current
from cfs_panels.domain.clocks import StatutoryClock, first_to_end
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.pathways import Owner
from cfs_panels.domain.vocabulary import CaseStatus, EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import open_case
from db.base import new_id
from db.models import Case, CaseEventRow, Check, RoleGrant, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, time

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office


class CaseFile:
    """A case with its history; what is recorded through it is checked, dated and projected.

    Call ``changes()`` at the end of a command: it brings the projection up to date.
    """

    def __init__(self, session: Session, office: Office, actor: Actor, case: Case) -> None:
        self.session = session
        self.office = office
        self.actor = actor
        self.case = case
        self.pathway: Pathway = pathway(case.pathway, case.pathway_version)
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

    @property
    def history(self) -> History:
        """Return the events that count today."""
        if self._history is None:
            self._history = History(events_of(self.session, self.case.id))
        return self._history

    def history_on(self, day: date) -> History:
        """Return the events that had happened by a day."""
        return History(events_of(self.session, self.case.id), as_of=day)

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
        move = self.pathway.move(event)
        check_move(self.pathway, self.history, event, on, self.actor, self.office.today)
        if move is not None and move.not_before_clock:
            self._require_clock_over(move.not_before_clock, on)
        if move is not None and move.asks_reason and not (facts or {}).get("reason"):
            raise RuleBroken("Enter the reason.", field="reason")
        return self._add(event, on, at, facts or {}, origin, supersedes, reason)

    def _require_clock_over(self, rule_id: str, on: date) -> None:
        clock = next((c for c in self.clocks() if c.rule.id == rule_id), None)
        if clock is not None and clock.due_on is not None and on <= clock.due_on:
            raise RuleBroken(
                f"The time runs until the end of {long_date(clock.due_on)}. "
                "Record this from the day after.",
                field="on",
            )

    def _add(
        self,
        event: EventType,
        on: date,
        at: time | None,
        facts: Mapping[str, Any],
        origin: str,
        supersedes: str | None,
        reason: str,
    ) -> CaseEventRow:
        row = CaseEventRow(
            id=new_id(),
            case_id=self.case.id,
            type=event,
            on=on,
            at=at,
            facts=dict(facts),
            recorded_at=self.office.now(),
            recorded_by=self.actor.user_id,
            recorded_by_name=self.actor.name,
            origin=origin,
            supersedes=supersedes,
            reason=reason,
        )
        self.session.add(row)
        self.session.flush()
        self._history = None
        return row

    def clocks(self, day: date | None = None) -> list[StatutoryClock]:
        """Return the newest run of each clock of the case, as it stands on a day."""
        history = self.history if day is None else self.history_on(day)
        return clocks_on(self.office, self.pathway, history, day or self.office.today)

    def refresh(self) -> None:
        """Bring what is projected from the events up to date."""
        refresh_projection(self.session, self.office, self)

    def changes(
        self, *touched: tuple[str, str], made: str = "", message: str = "", undo: object = None
    ) -> Changes:
        """Bring the projection up to date and return what the command wrote."""
        self.refresh()
        everything = frozenset({("case", self.case.id), *touched})
        return Changes(everything, made=made, message=message, undo=undo)


def events_of(session: Session, case_id: str) -> list[CaseEvent]:
    """Return every recorded event of a case, superseded ones with it."""
    rows = session.scalars(select(CaseEventRow).where(CaseEventRow.case_id == case_id))
    return [event_from(row) for row in rows]


def event_from(row: CaseEventRow) -> CaseEvent:
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
    )


def clocks_on(
    office: Office, kind: Pathway, history: History, day: date
) -> list[StatutoryClock]:
    """Return the newest run of each clock that a kind of case has, after these events."""
    return current(
        clocks_of(
            office.rules.versions(kind.clocks),
            history.events,
            day,
            office.calendar,
            office.rules.agency_facts,
        )
    )


def refresh_projection(session: Session, office: Office, file: CaseFile) -> None:
    """Store where a case stands, worked out from its events alone (and who holds the next step)."""
    case, kind = file.case, file.pathway
    state = project(kind, file.history)
    case.stage, case.status = state.stage, state.status
    case.stage_since, case.opened_on = state.stage_since, state.opened_on
    key, words, owner = "", "", ""
    if state.next_step is not None:
        key, words, owner = state.next_step.key, state.next_step.words, state.next_step.owner.value
        if key == "checks":
            words = _first_check_out(session, case.id) or words
    case.next_step, case.next_words, case.next_owner = key, words, owner
    case.next_owner_id, case.next_owner_name = _owner(session, case, owner)
    _store_first_clock(office, file)
    session.flush()


def _store_first_clock(office: Office, file: CaseFile) -> None:
    case = file.case
    is_working = case.status.is_open and case.status is not CaseStatus.PAUSED
    clock = first_to_end(file.clocks()) if is_working or case.next_step else None
    case.clock_rule = clock.rule.id if clock else ""
    case.clock_started_on = clock.started_on if clock else None
    case.clock_due_on = clock.due_on if clock else None


def _first_check_out(session: Session, case_id: str) -> str:
    check = session.scalars(
        select(Check)
        .where(Check.case_id == case_id, Check.received_on.is_(None))
        .order_by(Check.position)
        .limit(1)
    ).first()
    return check.name if check else ""


def _owner(session: Session, case: Case, owner: str) -> tuple[str, str]:
    """Return the account that holds the next step, and its name."""
    if not owner:
        return "", ""
    kind = Owner(owner)
    if kind in {Owner.WORKER, Owner.MANAGER}:
        user_id = case.worker_id if kind is Owner.WORKER else case.manager_id
        user = session.get(User, user_id) if user_id else None
        return (user.id, user.name) if user else ("", "Not allocated")
    if kind is Owner.APPLICANTS:
        return "", "The applicants"
    if kind.role is None:
        return "", "Medical adviser"
    holder = first_with_role(session, kind.role)
    return (holder.id, holder.name) if holder else ("", kind.value.replace("_", " ").capitalize())


def first_with_role(session: Session, role: Role) -> User | None:
    """Return the account that holds a role for the agency; deputies come after."""
    return session.scalars(
        select(User)
        .join(RoleGrant)
        .where(RoleGrant.role == role, User.is_active.is_(True), RoleGrant.to_on.is_(None))
        .order_by(RoleGrant.deputy_of, RoleGrant.from_on, User.id)
        .limit(1)
    ).first()


def rebuild(session: Session, office: Office, actor: Actor, cases: Sequence[Case]) -> None:
    """Work out every projection anew from the events."""
    for case in cases:
        CaseFile(session, office, actor, case).refresh()
