"""What may be wrong with one row by itself.

Source: the classes of rows that cannot be taken, in their order.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.cells import Unread
from cfs_panels.domain.tracking.lines import RowFault, first_of
from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.domain.words import joined, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfs_panels.domain.tracking.columns import Value
    from cfs_panels.domain.tracking.sheets import DateOrder, Sheet

YEARS_AHEAD = 2


def last_day_ahead(today: date) -> date:
    """Return the last day that is not more than two years after the day of the import."""
    try:
        return today.replace(year=today.year + YEARS_AHEAD)
    except ValueError:  # 29 February
        return today.replace(year=today.year + YEARS_AHEAD, month=3, day=1) - timedelta(days=1)


def own_fault(
    sheet: Sheet, values: Mapping[str, Value], unread: Mapping[str, Unread], last_day: date
) -> RowFault | None:
    """Return the first fault of a row that needs no other row to be seen.

    ``values`` are by field, ``unread`` the cells that cannot be taken, by header.
    """
    if missing := _missing(sheet, values):
        return missing
    faults = [RowFault(cell.fault, header, header + cell.said) for header, cell in unread.items()]
    faults += _too_late(sheet, values, last_day)
    faults += _out_of_order(sheet, values)
    return first_of(faults)


def _missing(sheet: Sheet, values: Mapping[str, Value]) -> RowFault | None:
    needed = sheet.needs_one_of
    if not needed or any(values[column.field] for column in needed):
        return None
    headers = joined([column.header for column in needed])
    empty = "is empty" if len(needed) == 1 else "are empty"
    said = f"{headers} {empty}, so nothing says whose row this is."
    return RowFault(Fault.MISSING_REF, needed[0].header, said)


def _too_late(sheet: Sheet, values: Mapping[str, Value], last_day: date) -> Iterator[RowFault]:
    for column in sheet.columns:
        day = values[column.field]
        if isinstance(day, date) and day > last_day:
            said = f"{column.header}, {long_date(day)}, is more than two years from now."
            yield RowFault(Fault.FUTURE_DATE, column.header, said)


def _out_of_order(sheet: Sheet, values: Mapping[str, Value]) -> Iterator[RowFault]:
    for order in sheet.dates_in_order:
        first, second = values[order.first.field], values[order.second.field]
        if isinstance(first, date) and isinstance(second, date) and second < first:
            yield RowFault(order.fault, order.column, _order_words(order, first, second))


def _order_words(order: DateOrder, first: date, second: date) -> str:
    if order.told_at == order.first.header:
        return (
            f"{order.first.header}, {long_date(first)}, is after {order.second.header}, "
            f"{long_date(second)}."
        )
    return (
        f"{order.second.header}, {long_date(second)}, is before {order.first.header}, "
        f"{long_date(first)}."
    )
