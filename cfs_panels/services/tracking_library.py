"""The definition of the tracking workbook, loaded and checked from ``resources/workbook``."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

import resources
from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.sheets import (
    RECORD_TYPES,
    CellKind,
    Column,
    DateOrder,
    Fault,
    Named,
    Sheet,
    TrackingDefinition,
)
from cfs_panels.services.toml_lines import Place, TomlLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEWEST = "workbook/tracking_1.toml"

_Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
_Names = tuple[_Words, ...]
_FIELD_TYPES = {
    CellKind.REF: "str",
    CellKind.TEXT: "str",
    CellKind.CHOICE: "str",
    CellKind.TEXTS: "tuple[str, ...]",
    CellKind.CHOICES: "tuple[str, ...]",
    CellKind.DATE: "date | None",
    CellKind.WHOLE_NUMBER: "int | None",
    CellKind.YES_NO: "bool | None",
}


class WorkbookFileError(OutsideTrouble):
    """The definition of the workbook cannot be used; the message says file, line and reason."""

    def __init__(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"{name}, line {line}: {words}" for line, words in found))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ColumnPart(_Part):
    header: _Words
    field: _Words
    kind: CellKind
    list: str = ""
    usual: str = ""
    code: str = ""
    names: Named | None = None
    defines: Named | None = None


class _OrderPart(_Part):
    first: _Words
    second: _Words
    fault: Fault = Fault.END_BEFORE_START
    column: str = ""


class _SheetPart(_Part):
    name: _Words
    records: _Words
    key: Annotated[_Names, Field(min_length=1)]
    about: _Names = ()
    needs_one_of: _Names = ()
    unique: _Names = ()
    columns: Annotated[tuple[_ColumnPart, ...], Field(min_length=1)]
    dates_in_order: tuple[_OrderPart, ...] = ()


class _File(_Part):
    version: StrictInt
    reason_header: _Words
    column_header: _Words
    not_values: _Names = ()
    lists: dict[str, Annotated[_Names, Field(min_length=1)]]
    sheets: Annotated[tuple[_SheetPart, ...], Field(min_length=1)]


@cache
def tracking_definition() -> TrackingDefinition:
    """Return the newest definition of the tracking workbook."""
    return parse_definition(NEWEST.split("/")[-1], resources.read_text(NEWEST))


def parse_definition(name: str, text: str) -> TrackingDefinition:
    """Return the workbook that a text defines.

    Raises:
        WorkbookFileError: for a field no record has, a list that is not there, a date that is to
            come after what is no date and the like, each with its line.
    """
    parsed, lines = _parse(name, text)
    found = [(lines.line_of(place), words) for place, words in _mistakes(parsed)]
    if found:
        raise WorkbookFileError(name, found)
    return TrackingDefinition(
        version=parsed.version,
        sheets=tuple(_sheet(part, parsed.lists) for part in parsed.sheets),
        reason_header=parsed.reason_header,
        column_header=parsed.column_header,
        not_values=frozenset(folded(word) for word in parsed.not_values),
    )


def _parse(name: str, text: str) -> tuple[_File, TomlLines]:
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkbookFileError(name, [(1, f"this is not TOML: {error}")]) from error
    lines = TomlLines(text)
    try:
        return _File.model_validate(data), lines
    except ValidationError as error:
        found = [(lines.line_of(e["loc"]), _words(e["loc"], e["msg"])) for e in error.errors()]
        raise WorkbookFileError(name, found) from error


def _words(place: Place, message: str) -> str:
    return f"{'.'.join(str(part) for part in place)}: {message}"


def _mistakes(parsed: _File) -> Iterator[tuple[Place, str]]:
    yield from _twice((part.name for part in parsed.sheets), ("sheets",))
    yield from _twice((part.records for part in parsed.sheets), ("sheets",))
    for number, part in enumerate(parsed.sheets):
        place: Place = ("sheets", number)
        if part.records not in RECORD_TYPES:
            yield (*place, "records"), f"there are no records called {part.records}"
            continue
        yield from _column_mistakes(part, parsed, place)
        yield from _mentions(part, place)
        yield from _order_mistakes(part, place)
    defined = {column.defines for part in parsed.sheets for column in part.columns}
    for number, part in enumerate(parsed.sheets):
        for index, column in enumerate(part.columns):
            if column.names not in defined:
                place = ("sheets", number, "columns", index)
                yield place, f"no column defines the references that {column.header} names"


def _twice(names: Iterable[str], place: Place) -> Iterator[tuple[Place, str]]:
    met: set[str] = set()
    for number, name in enumerate(names):
        if folded(name) in met:
            yield (*place, number), f"{name} is there twice"
        met.add(folded(name))


def _column_mistakes(
    part: _SheetPart, parsed: _File, sheet_place: Place
) -> Iterator[tuple[Place, str]]:
    known = {field.name: str(field.type) for field in fields(RECORD_TYPES[part.records])}
    place: Place = (*sheet_place, "columns")
    yield from _twice((column.header for column in part.columns), place)
    yield from _twice((column.field for column in part.columns), place)
    for number, column in enumerate(part.columns):
        at: Place = (*place, number)
        if column.field not in known:
            yield at, f"{part.records} have no field called {column.field}"
        elif known[column.field] != _FIELD_TYPES[column.kind]:
            yield at, f"{column.field} holds {known[column.field]}, which no {column.kind} is"
        if (column.kind in {CellKind.CHOICE, CellKind.CHOICES}) != bool(column.list):
            yield at, f"{column.header} is a {column.kind}; a choice has a list, no other kind has"
        for name in filter(None, (column.list, column.usual)):
            if name not in parsed.lists:
                yield at, f"there is no list called {name}"
        if (column.names or column.defines) and column.kind is not CellKind.REF:
            yield at, f"{column.header} is no reference"
    filled = {column.field for column in part.columns}
    for name in known:
        if name not in filled:
            yield sheet_place, f"no column fills the field {name}"


def _mentions(part: _SheetPart, place: Place) -> Iterator[tuple[Place, str]]:
    headers = {column.header for column in part.columns}
    for key in ("key", "about", "needs_one_of", "unique"):
        for name in getattr(part, key):
            if name not in headers:
                yield (*place, key), f"{part.name} has no column called {name}"


def _order_mistakes(part: _SheetPart, place: Place) -> Iterator[tuple[Place, str]]:
    kinds = {column.header: column.kind for column in part.columns}
    for number, order in enumerate(part.dates_in_order):
        at: Place = (*place, "dates_in_order", number)
        for name in (order.first, order.second):
            if kinds.get(name) is not CellKind.DATE:
                yield at, f"{part.name} has no date called {name}"
        if order.column not in {"", order.first, order.second}:
            yield at, f"{order.column} is neither of the two dates"


def _sheet(part: _SheetPart, lists: dict[str, _Names]) -> Sheet:
    columns = {column.header: _column(column, lists) for column in part.columns}

    def named(headers: _Names) -> tuple[Column, ...]:
        return tuple(columns[header] for header in headers)

    return Sheet(
        name=part.name,
        records=part.records,
        columns=tuple(columns.values()),
        key=named(part.key),
        about=named(part.about),
        needs_one_of=named(part.needs_one_of),
        unique=named(part.unique),
        dates_in_order=tuple(
            DateOrder(columns[order.first], columns[order.second], order.fault, order.column)
            for order in part.dates_in_order
        ),
    )


def _column(part: _ColumnPart, lists: dict[str, _Names]) -> Column:
    return Column(
        header=part.header,
        field=part.field,
        kind=part.kind,
        values=lists.get(part.list, ()),
        usual=lists.get(part.usual, ()),
        code=part.code,
        names=part.names,
        defines=part.defines,
    )
