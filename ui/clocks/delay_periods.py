"""The periods for which delay is asked, worked out from today."""

from __future__ import annotations

from datetime import date, timedelta

NOW, MONTH, QUARTER, YEAR, LAST_YEAR, BETWEEN = (
    "",
    "month",
    "quarter",
    "year",
    "last_year",
    "between",
)
PERIODS = (
    (NOW, "now"),
    (MONTH, "This month"),
    (QUARTER, "Last 3 months"),
    (YEAR, "This year, from April"),
    (LAST_YEAR, "Last year, April to March"),
    (BETWEEN, "Between two days"),
)


def period_of(key: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day of a period; none of them for what is late now."""
    april = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    found = {
        MONTH: (today.replace(day=1), today),
        QUARTER: (today - timedelta(days=91), today),
        YEAR: (april, today),
        LAST_YEAR: (april.replace(year=april.year - 1), april - timedelta(days=1)),
    }
    return found.get(key, (None, None))
