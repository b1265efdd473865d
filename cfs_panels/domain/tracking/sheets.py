"""What a tracking workbook is made of: its sheets, their columns, and what no row may break.

The definition is data (``resources/workbook``); these are the types it is loaded into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cfs_panels.domain.tracking.records import (
    AnyRecord,
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    MemberRecord,
    PanelRecord,
    ReviewRecord,
)

RECORD_TYPES: Mapping[str, type[AnyRecord]] = {
    "households": HouseholdRecord,
    "panels": PanelRecord,
    "items": ItemRecord,
    "decisions": DecisionRecord,
    "reviews": ReviewRecord,
    "endings": EndingRecord,
    "children": ChildRecord,
    "members": MemberRecord,
}
"""The record of one row, by the name under which ``TrackingRecords`` holds them."""


class CellKind(StrEnum):
    """How the cells of a column are read."""

    REF = "ref"
    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    WHOLE_NUMBER = "whole_number"
    YES_NO = "yes_no"


class Fault(StrEnum):
    """Why a row is refused; a row is refused for the first of these that is true of it.

    Source: the import promise, class by class.
    """

    MISSING_REF = "missing_ref"
    UNKNOWN_REF = "unknown_ref"
    BAD_DATE = "bad_date"
    FUTURE_DATE = "future_date"
    UNKNOWN_VALUE = "unknown_value"
    BAD_NUMBER = "bad_number"
    END_BEFORE_START = "end_before_start"
    DECISION_BEFORE_PANEL = "decision_before_panel"
    PLACED_AFTER_PLAN_CHANGED = "placed_after_plan_changed"
    CONFLICTING_DUPLICATE = "conflicting_duplicate"


FAULT_ORDER: Mapping[Fault, int] = {fault: place for place, fault in enumerate(Fault)}


class Named(StrEnum):
    """Whose reference a column holds."""

    HOUSEHOLD = "household"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field of the record it fills, and how its cells are read."""

    header: str
    field: str
    kind: CellKind
    values: tuple[str, ...] = ()  # the only words it may hold
    usual: tuple[str, ...] = ()  # words it mostly holds; others are kept as they are
    code: str = ""  # what may follow a word in brackets: AW, as in Refused (AW3)
    names: Named | None = None  # whose reference it is, when its row is elsewhere
    defines: Named | None = None  # whose reference it is, when this is its row


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Two columns of dates, the second of which is not before the first."""

    first: Column
    second: Column
    fault: Fault = Fault.END_BEFORE_START
    told_at: str = ""  # the header where the fault is told

    @property
    def column(self) -> str:
        """Return the header of the column that is at fault."""
        return self.told_at or self.second.header


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, its columns in the order in which they are written out."""

    name: str
    records: str
    columns: tuple[Column, ...]
    key: tuple[Column, ...]  # what tells one record from another
    about: tuple[Column, ...] = ()  # what a row is known by, the first that is filled
    needs_one_of: tuple[Column, ...] = ()
    unique: tuple[Column, ...] = ()  # what no two rows that differ may share
    dates_in_order: tuple[DateOrder, ...] = ()

    @property
    def defines(self) -> Column | None:
        """Return the column whose references the other sheets may name."""
        return next((column for column in self.columns if column.defines), None)

    @property
    def record_type(self) -> type[AnyRecord]:
        """Return what one row of the sheet is read into."""
        return RECORD_TYPES[self.records]


@dataclass(frozen=True, slots=True)
class TrackingDefinition:
    """Every sheet of the tracking workbook, in order."""

    version: int
    sheets: tuple[Sheet, ...]
    reason_header: str
    column_header: str
    not_values: frozenset[str] = frozenset()  # folded; never a slip of something else

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def sheet_of(self, record: AnyRecord) -> Sheet:
        """Return the sheet whose rows are read into such records."""
        return next(sheet for sheet in self.sheets if sheet.record_type is type(record))
