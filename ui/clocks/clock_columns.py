"""What the list of clocks says of a clock, and in which order it can stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.clock_pages import ClockView
from cfs_panels.domain.words import near_date, plural
from ui.widgets.record_cells import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.clock_pages import ClockRow

VIEW_WORDS = {
    ClockView.ALL: "All",
    ClockView.LATE: "Late",
    ClockView.DUE_SOON: "Due soon",
    ClockView.ON_TRACK: "On track",
    ClockView.PAUSED: "Paused",
    ClockView.PASSED: "Targets passed",
}
EMPTY_WORDS = {
    ClockView.ALL: ("No clock is running", "A clock starts with an event of a case."),
    ClockView.LATE: ("Nothing is late", "A clock comes here the day after its last day."),
    ClockView.DUE_SOON: ("Nothing is due soon", "A clock comes here a few days before its end."),
    ClockView.ON_TRACK: ("No clock is on track", "Clocks with time left stand here."),
    ClockView.PAUSED: ("No clock is paused", "Clocks that wait while a case is on hold."),
    ClockView.PASSED: ("No target has passed", "A target is shown here, and is no breach."),
}
NO_MATCH = ("No clock fits the filters", "Other words or choices may find it.")
UNCONFIRMED = "Unconfirmed"
_ORDERS = {
    "case": ("by household", "by household, Z to A"),
    "clock": ("by clock", "by clock, Z to A"),
    "stands": ("soonest first", "latest first"),
    "started": ("longest running first", "newest first"),
    "owner": ("by who has it", "by who has it, Z to A"),
}
_DUE, _WAS_DUE = "Due", "Was due"


def case_cell(row: ClockRow) -> Cell:
    """Return the case a clock runs on, with its service as a stripe."""
    return Cell(
        row.household,
        f"{row.reference} · {row.kind}",
        stripe=row.service.value,
        medium=True,
        spoken=f"{row.household}, {row.reference}, {row.service.value}, {row.kind}",
    )


def clock_cell(row: ClockRow) -> Cell:
    """Return the clock and the rule behind it; one nobody has confirmed says so."""
    return Cell(row.name, row.source if row.confirmed else f"{UNCONFIRMED}: {row.source}")


def columns_of(today: Callable[[], date]) -> tuple[Column, ...]:
    """Return the columns of the list as it stands on whatever day it is when it is shown."""

    def stands_cell(row: ClockRow) -> Cell:
        below = "No limit"
        if row.due_on is not None:
            below = f"{_WAS_DUE if row.is_late else _DUE} {near_date(row.due_on, today())}"
        cause = ", cause recorded" if row.is_late and row.cause else ""
        return Cell(
            row.words,
            below + cause,
            icon=row.state,
            fill=True,
            tone="" if row.state == "onTrack" else row.state,
            bar=row.fraction,
        )

    def started_cell(row: ClockRow) -> Cell:
        day = near_date(row.started_on, today())
        return Cell(f"For {day}" if row.started_on > today() else day, row.start_words)

    return (
        Column(
            "case",
            "Case",
            case_cell,
            stretch=3,
            least=170,
            sort=lambda row: row.household.casefold(),
        ),
        Column("clock", "Clock", clock_cell, stretch=2, least=140, sort=lambda row: row.name),
        Column("stands", "Stands", stands_cell, width=184, sort=lambda row: row.due_on),
        Column(
            "started",
            "Started",
            started_cell,
            stretch=2,
            least=142,
            hide_compact=True,
            sort=lambda row: row.started_on,
        ),
        Column(
            "owner",
            "With",
            lambda row: Cell(row.owner, row.team),
            stretch=2,
            least=150,
            sort=lambda row: row.owner.casefold(),
        ),
    )


def footer(count: int, order: tuple[str, bool] | None, *, is_whole: bool) -> str:
    """Return how many clocks are shown, and in which order."""
    if not is_whole:
        return "The first clocks; the rest is being worked out."
    words = plural(count, "clock")
    if order is None:
        return f"{words}, late ones first"
    key, downwards = order
    return f"{words}, {_ORDERS[key][downwards]}"
