"""The audit trail: who did or saw what, in a chain of hashes that shows any tampering.

Every insert, update and delete is noted by itself with old and new values; views, exports, prints
and sign-ins are noted by ``record_view`` and ``record_action``. The acts of a transaction become
entries when it commits, so that the chain is held for a moment only.

A column with ``info={"audit": "mask"}`` is noted as changed without its values, one with
``info={"audit": "omit"}`` not at all; a table with ``__audited__ = False`` is left out whole. An
act belongs to the case that the row's ``case_id`` names.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import event, insert, inspect, select, text
from sqlalchemy.orm import Mapper, Session, object_session

from cfs_panels.domain.actors import Actor
from db.anchors import Anchor
from db.base import Base, Kept, canonical_json
from db.models.audit_entry import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Table
    from sqlalchemy.orm import InstanceState, ORMExecuteState, SessionTransaction

PROGRAM = Actor(user_id="program", user_name="", name="CFS Panels", roles=frozenset())
"""Acts where nobody has signed in: making an agency, refused sign-ins, migrations."""

CHAIN_START = "0" * 64
HIDDEN = "(hidden)"
ALWAYS_MASKED = frozenset({"password_hash", "wrapped_key"})

_ENTRIES = cast("Table", AuditEntry.__table__)
_ADD = insert(_ENTRIES)
_HEAD = (
    select(_ENTRIES.c.sequence, _ENTRIES.c.hash, _ENTRIES.c.at)
    .order_by(_ENTRIES.c.sequence.desc())
    .limit(1)
)
_AT_ONCE = 5_000  # entries in one statement: an import adds tens of thousands
_CHAIN_LOCK = 0x43465341  # "CFSA", PostgreSQL's lock for adding to the chain


@dataclass(frozen=True, slots=True)
class _Act:
    action: str
    kind: str
    record_id: str
    case_id: str | None
    details: Mapping[str, Any]


class AuditedSession(Session):
    """A session whose writes are all noted; its ``info`` holds the actor and the clock."""


def record_view(session: Session, kind: str, record_id: str, *, case_id: str | None = None) -> None:
    """Note that the actor opened a record."""
    record_action(session, "view", kind, record_id, case_id=case_id)


def record_action(
    session: Session,
    action: str,
    kind: str,
    record_id: str,
    *,
    case_id: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Note an act that is no write to a row: a view, an export, a print, a refused sign-in."""
    _actor(session)
    plain = {key: plain_value(value) for key, value in (details or {}).items()}
    _acts(session).append(_Act(action, kind, record_id, case_id, plain))


def plain_value(value: object) -> object:
    """Return a value as JSON can hold it; bytes are noted by their size and digest."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, dict):
        return {str(key): plain_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(part) for part in value]
    if isinstance(value, set | frozenset):
        return sorted((plain_value(part) for part in value), key=str)
    return str(value)


def head_of(connection: Connection) -> Anchor | None:
    """Return the last entry of the chain as an anchor."""
    row = connection.execute(_HEAD).first()
    return Anchor(row.sequence, row.hash, row.at) if row else None


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return the hash that an entry must have."""
    parts = [
        entry["sequence"],
        entry["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        entry["actor_id"],
        entry["actor_name"],
        entry["action"],
        entry["kind"],
        entry["record_id"],
        entry["case_id"],
        entry["details"],
        entry["previous_hash"],
    ]
    return hashlib.sha256(canonical_json(parts).encode()).hexdigest()


def append_only_statements(dialect: str, table: str = AuditEntry.__tablename__) -> list[str]:
    """Return the statements that make a table refuse every change and deletion."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            for act in ("update", "delete")
        ]
    refuse = f"{table}_is_only_added_to"
    return [
        f"CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {refuse}()",
    ]


def append_only_undo_statements(dialect: str, table: str = AuditEntry.__tablename__) -> list[str]:
    """Return the statements that undo ``append_only_statements``, for a migration back."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {table}_no_{act}" for act in ("update", "delete")]
    return [
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP FUNCTION {table}_is_only_added_to()",
    ]


def _actor(session: Session) -> Actor:
    actor = session.info.get("actor")
    if not isinstance(actor, Actor):
        raise RuntimeError("nobody is named as acting in this transaction")
    return actor


def _acts(session: Session) -> list[_Act]:
    acts: list[_Act] = session.info.setdefault("acts", [])
    return acts


def _table_name(mapper: Mapper[Any]) -> str:
    return cast("Table", mapper.local_table).name


def _is_noted(target: Base) -> bool:
    return target.__audited__ and isinstance(object_session(target), AuditedSession)


def _note(target: Base, action: str, details: dict[str, Any]) -> None:
    session = object_session(target)
    if session is None:
        return
    state = inspect(target)
    kind = _table_name(state.mapper)
    identity = "/".join(str(part) for part in state.mapper.primary_key_from_instance(target))
    case_id = identity if kind == "case" else state.dict.get("case_id")
    _acts(session).append(_Act(action, kind, identity, case_id, details))


@cache
def _columns(mapper: Mapper[Any]) -> list[tuple[str, bool]]:
    """Return the noted attributes of a table, each with whether its values are masked."""
    found = []
    for prop in mapper.column_attrs:
        column = prop.columns[0]
        rule = column.info.get("audit", "mask" if column.name in ALWAYS_MASKED else "")
        if rule != "omit" and not column.primary_key and column is not mapper.version_id_col:
            found.append((prop.key, rule == "mask"))
    return found


@event.listens_for(Base, "after_insert", propagate=True)
def _note_insert(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    if _is_noted(target):
        _note(target, "insert", {"new": _noted_values(mapper, inspect(target).dict)})


@event.listens_for(Base, "before_delete", propagate=True)
def _note_delete(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    if _is_noted(target):
        old = _noted_values(mapper, _stored(mapper, connection, target))
        _note(target, "delete", {"old": old})


@event.listens_for(Base, "before_update", propagate=True)
def _note_update(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    if not _is_noted(target):
        return
    state: InstanceState[Any] = inspect(target)
    changed: dict[str, Any] = {}
    stored: Mapping[str, Any] | None = None
    for key, is_masked in _columns(mapper):
        history = state.attrs[key].history
        if not history.added and not history.deleted:
            continue
        new = history.added[0] if history.added else None
        if history.deleted:
            old = history.deleted[0]
        else:
            stored = stored if stored is not None else _stored(mapper, connection, target)
            old = stored[key]
        if old != new:
            changed.update({key: [HIDDEN, HIDDEN]} if is_masked else _difference(key, old, new))
    if changed:
        _note(target, "update", {"changed": changed})


def _noted_values(mapper: Mapper[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: HIDDEN if is_masked else plain_value(values[key])
        for key, is_masked in _columns(mapper)
        if values.get(key) not in (None, "", b"", [], {})
    }


def _difference(key: str, old: object, new: object) -> dict[str, Any]:
    """Return what changed as ``{attribute: [old, new]}``, a mapping's parts one by one."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return {key: [plain_value(old), plain_value(new)]}
    parts = sorted(old.keys() | new.keys())
    return {
        f"{key}.{part}": [plain_value(old.get(part)), plain_value(new.get(part))]
        for part in parts
        if old.get(part) != new.get(part)
    }


def _stored(mapper: Mapper[Any], connection: Connection, target: Base) -> Mapping[str, Any]:
    """Return a row's values as the database has them, by attribute."""
    identity = mapper.primary_key_from_instance(target)
    keys = zip(mapper.primary_key, identity, strict=True)
    columns = [prop.columns[0].label(prop.key) for prop in mapper.column_attrs]
    row = connection.execute(select(*columns).where(*(column == part for column, part in keys)))
    found = row.mappings().first()
    if found is None:
        raise RuntimeError("a row that was to be written is gone")
    return dict(found)


@event.listens_for(AuditedSession, "before_flush")
def _check_and_stamp(session: Session, *_: object) -> None:
    """Refuse writes where only reading is meant or nobody acts, and date new records."""
    written = {*session.new, *session.deleted, *filter(session.is_modified, session.dirty)}
    if not written:
        return
    if session.info.get("reads_only"):
        raise RuntimeError("this session only reads")
    _actor(session)
    for row in session.new:
        if isinstance(row, Kept) and row.created_at is None:
            row.created_at = session.info["clock"]()


@event.listens_for(AuditedSession, "do_orm_execute")
def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    """Refuse statements that change audited rows past the trail."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    written = getattr(getattr(state.statement, "table", None), "name", "")
    for mapper in Base.registry.mappers:
        if _table_name(mapper) == written and mapper.class_.__audited__:
            raise RuntimeError("audited rows are written one by one, through the session")


@event.listens_for(AuditedSession, "after_transaction_create")
def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info.setdefault("marks", {})[id(transaction)] = len(_acts(session))


@event.listens_for(AuditedSession, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    marks: dict[int, int] = session.info.get("marks", {})
    del _acts(session)[marks.pop(id(transaction), 0) if transaction.nested else 0 :]


@event.listens_for(AuditedSession, "before_commit")
def _write_entries(session: Session) -> None:
    """Add the transaction's acts to the chain, as its last statements before it commits."""
    if session.in_nested_transaction():
        return
    session.flush()
    acts = _acts(session)
    if acts:
        session.info["head"] = _add_to_chain(session, acts)
        acts.clear()


def _add_to_chain(session: Session, acts: Iterable[_Act]) -> Anchor:
    actor = _actor(session)
    at: datetime = session.info["clock"]().astimezone(UTC)
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK})
    head = head_of(connection) or Anchor(0, CHAIN_START, at)
    rows: list[dict[str, Any]] = []
    for act in acts:
        entry: dict[str, Any] = {
            "sequence": head.sequence + 1,
            "at": at,
            "actor_id": actor.user_id,
            "actor_name": actor.name,
            "action": act.action,
            "kind": act.kind,
            "record_id": act.record_id,
            "case_id": act.case_id,
            "details": canonical_json(act.details),
            "previous_hash": head.hash,
        }
        entry["hash"] = entry_hash(entry)
        head = Anchor(head.sequence + 1, entry["hash"], at)
        rows.append(entry)
        if len(rows) == _AT_ONCE:
            connection.execute(_ADD, rows)
            rows.clear()
    if rows:
        connection.execute(_ADD, rows)
    return head
