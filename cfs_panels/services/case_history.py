"""The history of a case: what happened, and who saw, changed, printed or exported what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select

from cfs_panels.domain.cases import EventLine
from cfs_panels.domain.words import clock_time, long_date
from cfs_panels.services.case_files import IMPORTED
from cfs_panels.services.case_people import people_of
from cfs_panels.services.event_words import event_words
from cfs_panels.services.tracking_library import tracking_definition
from db.models import AuditEntry, CaseEventRow, HouseholdMember, MadeDocument, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from cfs_panels.domain.pathways import Move
    from cfs_panels.services.case_files import CaseFile

LATEST = 4
_REASONS = ("reason", "words", "statement", "reasons", "note")
_BY_FIELDS = frozenset({"household", "case", "person", "household_member"})
"""The tables whose changes are told by what was changed."""
_BROUGHT = frozenset({"case", "child"})
"""The tables whose rows an import brings as cases; what it brings to them, their events tell."""


class _Told(NamedTuple):
    """An event with the row that superseded it, if one did."""

    row: CaseEventRow
    newer: CaseEventRow | None


def history_of(file: CaseFile, as_of: date | None = None) -> tuple[EventLine, ...]:
    """Return everything known of a case, newest first; what was superseded is marked.

    With ``as_of`` it is what had happened by that day.
    """
    events = [(_order(told), _event_line(file, told)) for told in _told(_events(file), as_of)]
    acts = [] if as_of is not None else list(_acts(file))
    found = sorted([*events, *acts], key=lambda pair: pair[0], reverse=True)
    return tuple(line for _, line in found)


def latest_of(file: CaseFile, today: date) -> tuple[EventLine, ...]:
    """Return the last few things that happened, and who opened the case today."""
    newest = sorted(_told(_events(file), today), key=_order, reverse=True)
    events = [_event_line(file, told) for told in newest]
    counting = [line for line in events if not line.superseded][:LATEST]
    view = _last_view(file, today)
    return tuple([view, *counting][:LATEST]) if view else tuple(counting)


def _events(file: CaseFile) -> list[CaseEventRow]:
    statement = select(CaseEventRow).where(CaseEventRow.case_id == file.case.id)
    return list(file.session.scalars(statement))


def _told(rows: Sequence[CaseEventRow], as_of: date | None) -> list[_Told]:
    """Return the events that are told: what takes one back shows on that event."""
    by = {row.supersedes: row for row in rows if row.supersedes}
    return [
        _Told(row, by.get(row.id))
        for row in rows
        if not row.withdrawn and (as_of is None or row.on <= as_of)
    ]


def _order(told: _Told) -> tuple[str, str, str]:
    row = told.row
    time = row.at.isoformat() if row.at else ""
    return row.on.isoformat(), time or _moment(row.recorded_at, row.on), row.id


def _moment(recorded_at: datetime, on: date) -> str:
    """Return the time of day at which an event of the same day was recorded."""
    local = recorded_at.astimezone()
    return local.time().isoformat() if local.date() == on else ""


def _event_line(file: CaseFile, told: _Told) -> EventLine:
    row, newer = told
    facts = {"report": file.pathway.report_short, **row.facts}
    move = file.pathway.move(row.type)
    if newer is None:
        detail = next((_said(move, k, row.facts[k]) for k in _REASONS if row.facts.get(k)), "")
        if row.origin == IMPORTED:
            detail = (
                f"{detail}. {event_words().edits['import_event']}"
                if detail
                else event_words().edits["import_event"]
            )
        if row.supersedes and row.reason:
            detail = f"Corrected: {row.reason}"
    else:
        what = "Taken back" if newer.withdrawn else "Corrected"
        day = long_date(newer.recorded_at.astimezone().date())
        why = f": {newer.reason}" if newer.reason else ""
        detail = f"{what} by {newer.recorded_by_name} on {day}{why}"
    return EventLine(
        id=row.id,
        on=row.on,
        at=clock_time(row.at) if row.at else "",
        words=event_words().line(row.type, facts),
        who=row.recorded_by_name,
        kind="event",
        detail=detail,
        superseded=newer is not None,
        settled=move.settled if move else "",
        imported=row.origin == IMPORTED,
    )


def _said(move: Move | None, key: str, value: object) -> str:
    """Return what was told with a step, a choice in its words."""
    asked = next((a for a in (move.asks if move else ()) if a.key == key), None)
    choice = next((c for c in (asked.choices if asked else ()) if c.value == value), None)
    return choice.label if choice else str(value)


# What the audit trail adds


def _acts(file: CaseFile) -> Iterator[tuple[tuple[str, str, str], EventLine]]:
    people = {p.id: p.name for p in people_of(file.session, [file.case])[file.case.id]}
    members = _members_by_id(file)
    statement = select(AuditEntry).where(
        or_(
            AuditEntry.case_id == file.case.id,
            (AuditEntry.kind == "household") & (AuditEntry.record_id == file.case.household_id),
            (AuditEntry.kind == "person") & AuditEntry.record_id.in_(people),
            (AuditEntry.kind == "household_member") & AuditEntry.record_id.in_(members),
        )
    )
    entries = list(file.session.scalars(statement.order_by(AuditEntry.sequence)))
    titles = _titles(file, entries)
    names = {**people, **{key: people.get(person, "") for key, person in members.items()}}
    for entry in entries:
        words, kind = _act_words(entry, names, titles)
        if words:
            local = entry.at.astimezone()
            line = EventLine(
                id=str(entry.sequence),
                on=local.date(),
                at=clock_time(local.time()),
                words=words,
                who=entry.actor_name,
                kind=kind,
            )
            order = (local.date().isoformat(), local.time().isoformat(), f"{entry.sequence:020}")
            yield order, line


def _act_words(
    entry: AuditEntry, names: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[str, str]:
    """Return an act in words with its kind; nothing where an event or nobody tells of it."""
    words, title = event_words(), titles.get(entry.record_id, "")
    if entry.action == "view":
        told = words.views.get(entry.kind, words.views["other"])
        return told.replace("{title}", title), "view"
    if entry.action == "insert":
        if entry.kind == "document":
            return words.edits["document"].replace("{title}", title), "document"
        is_form = entry.kind == "form_record"
        return (words.edits["form_record_insert"] if is_form else ""), "edit"
    if entry.action == "update":
        return _update_words(entry, names, title), "edit"
    if entry.action == "import":
        return _import_words(entry), "edit"
    if entry.action in words.actions:
        return f"{words.actions[entry.action]} {title}".strip(), "document"
    return "", ""


def _import_words(entry: AuditEntry) -> str:
    """Return what an import did: that it brought the case, or which columns it changed."""
    details = json.loads(entry.details)
    words, file_name = event_words().edits, str(details["file"])
    if changed := details.get("changed"):
        columns = tracking_definition().sheet(details["sheet"]).columns
        fields = ", ".join(c.header.lower() for c in columns if c.field in changed)
        told = words["import_update"].replace("{fields}", fields)
        return told.replace("{file}", file_name)
    brings = "new" in details and entry.kind in _BROUGHT
    return words["import_insert"].replace("{file}", file_name) if brings else ""


def _update_words(entry: AuditEntry, names: Mapping[str, str], title: str) -> str:
    words = event_words()
    changed = json.loads(entry.details).get("changed", {})
    if entry.kind == "stored_file" and "removed_at" in changed:
        return words.edits["stored_file"].replace("{title}", title)
    if entry.kind == "form_record" and "author_id" in changed:
        return words.edits["form_record_author"]
    if entry.kind == "form_record" and "answers" in changed:
        return words.edits["form_record_update"]
    if entry.kind not in _BY_FIELDS:
        return ""
    told = dict.fromkeys(words.fields[key] for key in changed if key in words.fields)
    if not told:
        return ""
    found = words.edits[entry.kind].replace("{fields}", ", ".join(told))
    return found.replace("{person}", names.get(entry.record_id, "") or "A person")


def _titles(file: CaseFile, entries: Iterable[AuditEntry]) -> dict[str, str]:
    """Return the titles of papers and documents that were opened, made or removed."""
    found: dict[str, str] = {}
    for table in (StoredFile, MadeDocument):
        wanted = {e.record_id for e in entries if e.kind == table.__tablename__}
        rows = file.session.execute(select(table.id, table.title).where(table.id.in_(wanted)))
        found |= {row.id: row.title for row in rows}
    return found


def _members_by_id(file: CaseFile) -> dict[str, str]:
    rows = file.session.execute(
        select(HouseholdMember.id, HouseholdMember.person_id).where(
            HouseholdMember.household_id == file.case.household_id
        )
    )
    return {row.id: row.person_id for row in rows}


def _last_view(file: CaseFile, today: date) -> EventLine | None:
    entry = file.session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.kind == "case",
            AuditEntry.record_id == file.case.id,
            AuditEntry.action == "view",
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
    if entry is None:
        return None
    local = entry.at.astimezone()
    if local.date() != today:
        return None
    return EventLine(
        id=str(entry.sequence),
        on=local.date(),
        at=clock_time(local.time()),
        words=f"{event_words().views['case']} by {entry.actor_name}",
        who=entry.actor_name,
        kind="view",
    )
