"""How a record is kept beside the agency's own records: its cells by field, empty ones left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar, cast

from cfs_panels.domain.tracking.records import AnyRecord
from cfs_panels.domain.tracking.sheets import RECORD_TYPES

R = TypeVar("R", bound=AnyRecord)

EMPTY = (None, "", ())


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of a record: what an empty cell is, and what turns JSON into the value."""

    empty: Mapping[str, Any]
    readers: Mapping[str, Callable[[Any], Any]]
    required: Mapping[str, Any]


def _as_it_is(value: object) -> object:
    return value


def _shape(kind: type[AnyRecord]) -> _Shape:
    empty: dict[str, Any] = {}
    readers: dict[str, Callable[[Any], Any]] = {}
    for f in fields(kind):
        told = str(f.type)
        is_list = told.startswith("tuple")
        empty[f.name] = () if is_list else "" if told == "str" else None
        readers[f.name] = date.fromisoformat if "date" in told else tuple if is_list else _as_it_is
    required = {f.name: empty[f.name] for f in fields(kind) if f.default not in EMPTY}
    return _Shape(empty, readers, required)


_SHAPES = {kind: _shape(kind) for kind in RECORD_TYPES.values()}


def field_names(kind: type[AnyRecord]) -> tuple[str, ...]:
    """Return the fields of a record, in order."""
    return tuple(_SHAPES[kind].empty)


def kept_value(value: object) -> object:
    """Return what a cell says, as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def cells_of(record: AnyRecord) -> dict[str, Any]:
    """Return the cells of a record that say anything, by field."""
    found = {}
    for name in _SHAPES[type(record)].empty:
        value = getattr(record, name)
        if value not in EMPTY:
            found[name] = kept_value(value)
    return found


def record_of(kind: type[R], cells: Mapping[str, Any]) -> R:
    """Return the record that kept cells are of."""
    shape = _SHAPES[cast("type[AnyRecord]", kind)]
    known = {n: shape.readers[n](value) for n, value in cells.items() if n in shape.readers}
    return kind(**{**shape.required, **known})


def value_of(kind: type[AnyRecord], name: str, kept: object) -> Any:  # noqa: ANN401 (of any field)
    """Return what one kept cell says; an absent one is empty."""
    shape = _SHAPES[kind]
    return shape.empty[name] if kept is None else shape.readers[name](kept)
