"""What the list of cases says of a case, and in which order it can stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.caseload import CaseView
from cfs_panels.domain.words import plural
from ui.widgets.record_cells import Cell, Column

if TYPE_CHECKING:
    from cfs_panels.domain.cases import CaseRow

VIEW_WORDS = {
    CaseView.ALL_OPEN: "All open",
    CaseView.NEEDS_ACTION: "Needs action",
    CaseView.MINE: "Mine",
    CaseView.WAITING_FOR_PANEL: "Waiting for panel",
    CaseView.PAUSED: "Paused",
    CaseView.CLOSED: "Closed",
}
EMPTY_WORDS = {
    CaseView.ALL_OPEN: ("No case is open", "A case begins with an enquiry."),
    CaseView.NEEDS_ACTION: (
        "No case needs action",
        "Cases appear here three working days before a clock ends, or when their next step is "
        "yours.",
    ),
    CaseView.MINE: ("No case is yours", "Cases you work on, or whose next step is yours."),
    CaseView.WAITING_FOR_PANEL: (
        "No case is waiting for a panel",
        "Cases appear here when the manager signs the declaration.",
    ),
    CaseView.PAUSED: ("No case is paused", "Cases on hold appear here, with their reason."),
    CaseView.CLOSED: (
        "No case is closed",
        "Approved, refused and withdrawn cases come here, once nothing is left to do.",
    ),
}
NO_MATCH = ("No case fits the filters", "Other words or choices may find it.")
_ORDERS = {
    "household": ("by household", "by household, Z to A"),
    "stage": ("by stage", "furthest stage first"),
    "next": ("by next step", "by next step, Z to A"),
    "clock": ("soonest deadline first", "latest deadline first"),
}


def household_cell(row: CaseRow) -> Cell:
    """Return who a case is about, with its service as a stripe."""
    return Cell(
        row.household,
        f"{row.reference} · {row.kind}",
        stripe=row.service.value,
        medium=True,
        spoken=f"{row.household}, {row.reference}, {row.service.value}, {row.kind}",
    )


def stage_cell(row: CaseRow) -> Cell:
    """Return the stage, and how far of all stages it is."""
    return Cell(row.stage_name, steps=(row.stage_number, row.stage_count), medium=True)


def next_cell(row: CaseRow) -> Cell:
    """Return the next step and who takes it."""
    return Cell(row.next_step, row.next_owner)


def clock_cell(row: CaseRow) -> Cell:
    """Return the clock that ends first, with its bar."""
    if not row.clock_words:
        return Cell("No clock is running", muted=True)
    return Cell(
        row.clock_words,
        row.clock_name,
        icon=row.clock_state,
        fill=True,
        tone="" if row.clock_state == "onTrack" else row.clock_state,
        bar=row.clock_fraction,
    )


COLUMNS = (
    Column(
        "household",
        "Household",
        household_cell,
        stretch=5,
        least=200,
        sort=lambda r: r.household.casefold(),
    ),
    Column(
        "stage",
        "Stage",
        stage_cell,
        width=146,
        sort=lambda r: (r.stage_number, r.stage_name),
    ),
    Column(
        "next",
        "Next step",
        next_cell,
        stretch=3,
        least=140,
        sort=lambda r: (r.next_step.casefold(), r.next_owner),
    ),
    Column("clock", "Clock that ends first", clock_cell, width=216, sort=lambda r: r.clock_due_on),
)


def footer(count: int, view: CaseView, order: tuple[int, bool] | None) -> str:
    """Return how many cases are shown, and in which order."""
    words = plural(count, "case")
    if order is not None:
        column, downwards = order
        return f"{words}, {_ORDERS[COLUMNS[column].key][downwards]}"
    return words if view is CaseView.CLOSED else f"{words}, soonest deadline first"
