"""What the list of children says of a child, and in which order it can stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.children import ADOPTION, ChildView
from cfs_panels.domain.words import long_date, plural
from ui.widgets.record_cells import Cell, Column

if TYPE_CHECKING:
    from cfs_panels.domain.children import ChildRow

EMPTY_WORDS = {
    ChildView.ALL: ("No child's case is open", "A child's case is opened with New child."),
    ChildView.MINE: ("No child is yours", "Children you work with, or whose next step is yours."),
    ChildView.WAITING_FOR_DECISION: (
        "No child waits for a decision",
        "Children are here from entering care until the decision on the plan.",
    ),
    ChildView.WAITING_FOR_ORDER: (
        "No child waits for an order",
        "Children who should be placed, without a placement order or consent so far.",
    ),
    ChildView.ORDER_NOT_MATCHED: (
        "No child waits for a match",
        "Children who may be placed and are not matched with adopters.",
    ),
    ChildView.MATCHED_NOT_PLACED: (
        "No child waits to be placed",
        "Children come here with the decision on their match.",
    ),
    ChildView.PLACED: ("No child is placed", "Placed children stay here until they are adopted."),
    ChildView.PLAN_CHANGED: (
        "No plan was changed",
        "Children whose plan is no longer adoption come here.",
    ),
    ChildView.CLOSED: ("No child's case is closed", "Adopted children come here."),
}
NO_MATCH = ("No child fits the filters", "Other words or choices may find one.")
_ORDERS = {
    "child": ("by first name", "by first name, Z to A"),
    "waiting": ("shortest waiting first", "longest waiting first"),
    "stage": ("by stage", "by stage, Z to A"),
    "match": ("by match", "by match, Z to A"),
    "worker": ("by worker", "by worker, Z to A"),
    "clock": ("soonest deadline first", "latest deadline first"),
}


def child_cell(row: ChildRow) -> Cell:
    """Return who it is: the first name with the age, and the reference."""
    name = ", ".join(part for part in (row.first_name, row.age_words) if part)
    return Cell(name, row.reference, stripe="adoption", medium=True)


def waiting_cell(row: ChildRow) -> Cell:
    """Return for how long the child has waited since entering care."""
    since = row.care_entered_on
    spoken = f"{row.waiting_words} since {long_date(since)}" if since else "Not known"
    return Cell(row.waiting_words or "Not known", muted=since is None, spoken=spoken)


def stage_cell(row: ChildRow) -> Cell:
    """Return the stage, with a plan that is not adoption and by what the child may be placed."""
    plan = row.plan if row.plan != ADOPTION else ""
    below = " · ".join(part for part in (plan, row.order_words) if part)
    return Cell(row.stage_name, below, medium=True)


def match_cell(row: ChildRow) -> Cell:
    """Return the adopters of a match, as far as this person may know them."""
    return Cell(row.match, f"Sibling group {row.sibling_group}" if row.sibling_group else "")


def worker_cell(row: ChildRow) -> Cell:
    """Return who works with the child."""
    return Cell(row.worker or "No worker yet", row.team, muted=not row.worker)


def clock_cell(row: ChildRow) -> Cell:
    """Return the clock that ends first, with its bar."""
    if not row.clock_words:
        return Cell("No clock is running", row.next_step, muted=True)
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
        "child",
        "Child",
        child_cell,
        stretch=5,
        least=150,
        sort=lambda r: (r.first_name.casefold(), r.reference),
    ),
    Column(
        "waiting",
        "Waiting",
        waiting_cell,
        width=88,
        sort=lambda r: -1 if r.days_waiting is None else r.days_waiting,
    ),
    Column("stage", "Stage", stage_cell, width=134, sort=lambda r: r.stage_name),
    Column("match", "Match", match_cell, stretch=4, least=110, sort=lambda r: r.match.casefold()),
    Column(
        "worker",
        "Worker",
        worker_cell,
        width=128,
        sort=lambda r: r.worker.casefold(),
        hide_compact=True,
    ),
    Column(
        "clock",
        "Clock that ends first",
        clock_cell,
        width=196,
        sort=lambda r: r.clock_due_on or date.max,
    ),
)


def footer(count: int, view: ChildView, order: tuple[int, bool] | None) -> str:
    """Return how many children are shown, and in which order."""
    words = plural(count, "child", "children")
    if order is not None:
        column, downwards = order
        return f"{words}, {_ORDERS[COLUMNS[column].key][downwards]}"
    return words if view is ChildView.CLOSED else f"{words}, soonest deadline first"
