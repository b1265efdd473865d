"""What every table shares: the names of constraints, the types of columns, ids and versions."""

from __future__ import annotations

import enum
import json
import secrets
import threading
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import JSON, Date, DateTime, Enum, Integer, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

ID_LENGTH = 26
ENUM_LENGTH = 60

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BITS = 80


class _IdClock:
    """Gives ever larger numbers: the time in milliseconds, then 80 random bits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        number = (time.time_ns() // 1_000_000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            if number >> _RANDOM_BITS <= self._last >> _RANDOM_BITS:
                number = self._last + 1 + secrets.randbits(32)
            self._last = number
        return number


_ids = _IdClock()


def new_id() -> str:
    """Return a new id of 26 letters and digits; ids made later in one process sort after."""
    number = _ids.next()
    return "".join(_ID_LETTERS[number >> shift & 31] for shift in range(125, -1, -5))


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: keys in order, no spaces, letters as they are."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def in_key_order(value: object) -> object:
    """Return a value whose mappings have their keys in order, at every depth."""
    if isinstance(value, dict):
        return {key: in_key_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [in_key_order(part) for part in value]
    return value


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OrderedJson(TypeDecorator[Any]):
    """JSON that comes back with its keys in order on either database."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return JSONB on PostgreSQL and JSON as text elsewhere."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB(none_as_null=True))
        return dialect.type_descriptor(JSON(none_as_null=True))

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        """Return the value with its keys in order."""
        return in_key_order(value)

    def process_result_value(self, value: object, dialect: Dialect) -> object:
        """Return the value with its keys in order; text comes back in the order it was given."""
        return in_key_order(value) if dialect.name == "postgresql" else value


type_of_enum = Enum(
    enum.StrEnum,
    native_enum=False,
    create_constraint=False,
    length=ENUM_LENGTH,
    values_callable=lambda kind: [member.value for member in kind],
)

Id = Annotated[str, mapped_column(String(ID_LENGTH))]
"""The type of a column that holds an id."""


class Base(DeclarativeBase):
    """The base of all tables.

    ``__audited__ = False`` on a class leaves its rows out of the audit trail (tables that can be
    made anew from others, and drafts that are being typed).
    """

    __audited__ = True

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        str: Text(),
        date: Date(),
        datetime: UtcDateTime(),
        enum.StrEnum: type_of_enum,
        dict[str, Any]: OrderedJson(),
        dict[str, str]: OrderedJson(),
        list[Any]: OrderedJson(),
        list[str]: OrderedJson(),
        list[dict[str, Any]]: OrderedJson(),
    }


class Identified:
    """A record with a time-ordered id of its own."""

    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id, sort_order=-10)


class Versioned:
    """A record that two people may edit: the second save of one version is refused."""

    version: Mapped[int] = mapped_column(Integer, nullable=False, sort_order=900)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy passes the class)
        """Return the column by which SQLAlchemy notices a clash."""
        return {"version_id_col": cls.version}


class Kept:
    """A record that knows when it was made; the session's clock fills it in."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime(), sort_order=910)
