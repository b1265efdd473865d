"""A case as it stood on a day: its events up to then, whose it was, where it was booked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import OUTCOME_EVENTS, EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.case_meetings import BookedItem
from db.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.models import StoredFile

_ALLOCATED = ("worker_id", "manager_id", "team")


@dataclass(frozen=True, slots=True)
class Allocation:
    """Whose a case is."""

    worker_id: str
    manager_id: str
    team: str


def as_it_stood(file: CaseFile, day: date | None) -> CaseFile:
    """Return a case as it stood on a day; the case itself where that is today or not given.

    Raises:
        RuleBroken: for a day that has not come, or before the case began, with the field
            ``as_of``.
    """
    if day is None or day == file.office.today:
        return file
    if day > file.office.today:
        raise RuleBroken("Choose today or a day that has been.", field="as_of")
    if (began_on := file.case.opened_on) is not None and day < began_on:
        raise RuleBroken(f"This case began on {long_date(began_on)}.", field="as_of")
    events = list(file.every_event)
    return CaseFile(file.session, file.office, file.actor, file.case, events, as_of=day)


def allocation_of(file: CaseFile) -> Allocation:
    """Return whose the case was on the day it is looked at, by what the audit trail kept of it."""
    case = file.case
    now: dict[str, Any] = {name: getattr(case, name) or "" for name in _ALLOCATED}
    if file.as_of is not None:
        now |= _earlier(file, file.as_of)
    return Allocation(**now)


def _earlier(file: CaseFile, day: date) -> Mapping[str, str]:
    """Return what was changed of the allocation after a day, as it was before that."""
    entries = file.session.execute(
        select(AuditEntry.at, AuditEntry.details)
        .where(
            AuditEntry.kind == "case",
            AuditEntry.record_id == file.case.id,
            AuditEntry.action == "update",
        )
        .order_by(AuditEntry.sequence)
    )
    found: dict[str, str] = {}
    for at, details in entries:
        if on_day(at) <= day:
            continue
        for name, (before, _after) in json.loads(details).get("changed", {}).items():
            if name in _ALLOCATED:
                found.setdefault(name, before or "")
    return found


def on_day(moment: datetime) -> date:
    """Return the day of a moment, where the agency is."""
    return moment.astimezone().date()


def day_after(day: date) -> datetime:
    """Return the moment at which a day is over, where the agency is."""
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()


def was_there(paper: StoredFile, day: date) -> bool:
    """Return whether a paper was among those of its case at the end of a day."""
    gone = paper.removed_at is not None and on_day(paper.removed_at) <= day
    return on_day(paper.added_at) <= day and not gone


def booked_then(file: CaseFile) -> BookedItem | None:
    """Return the item of a case as its events tell of it up to the day it is looked at."""
    history = file.history.own
    booked = history.latest(EventType.PANEL_BOOKED, EventType.PANEL_BOOKING_CANCELLED)
    if booked is None or booked.type is not EventType.PANEL_BOOKED:
        return None
    heard = history.latest(*OUTCOME_EVENTS)
    told = booked.facts.get("meeting_on")
    return BookedItem(
        meeting_id=str(booked.facts.get("meeting_id") or ""),
        item_id=str(booked.facts.get("item_id") or ""),
        held_on=date.fromisoformat(told) if isinstance(told, str) else booked.on,
        is_heard=heard is not None and history.is_newer(heard, booked),
        words="",
    )
