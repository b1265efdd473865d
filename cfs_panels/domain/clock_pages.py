"""Lists of clocks across cases: what is asked for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.case_lines import ClockLine
    from cfs_panels.domain.delay_causes import DelayCause
    from cfs_panels.domain.vocabulary import Service


class ClockView(StrEnum):
    """The views of the list of clocks; every clock in it is one that someone must act on."""

    ALL = "all"
    LATE = "late"
    DUE_SOON = "due_soon"
    ON_TRACK = "on_track"
    PAUSED = "paused"
    PASSED = "passed"  # targets whose day has gone by: shown, and nobody's breach


@dataclass(frozen=True, slots=True)
class ClockQuery:
    """Which clocks a list shows; an empty part leaves nothing out.

    ``first_cases`` asks for the clocks of so many cases whose clock ends first and of no others,
    so that a list has something to show while the rest is worked out.
    """

    view: ClockView = ClockView.ALL
    text: str = ""
    service: Service | None = None
    team: str = ""
    worker: str = ""
    rule: str = ""
    as_of: date | None = None
    first_cases: int = 0


class ClockRow(NamedTuple):
    """A clock in a list, with the case it runs on and why it runs."""

    key: str
    case_id: str
    reference: str
    household: str
    service: Service
    kind: str  # the kind of case: "Connected person"
    worker: str
    team: str
    rule_id: str
    name: str
    view: ClockView
    state: str  # the key of the theme's state
    words: str  # "2 days late", "1 working day left"
    due_on: date | None
    days_left: int | None  # calendar days; negative when late
    fraction: float
    started_on: date
    start_words: str  # the event that started it: "Report given to applicants"
    owner: str  # who must act
    cause: str  # why it is late, where that was recorded
    source: str
    confirmed: bool

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed, a target's as well."""
        return self.view in {ClockView.LATE, ClockView.PASSED}


@dataclass(frozen=True, slots=True)
class ClockPage:
    """The clocks of a query, the late ones in front and then the one that ends first."""

    rows: tuple[ClockRow, ...]
    counts: tuple[tuple[ClockView, int], ...]
    rules: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]
    workers: tuple[str, ...]
    is_whole: bool = True  # False where only the first cases were asked for

    def count(self, view: ClockView) -> int:
        """Return how many clocks a view holds."""
        return dict(self.counts).get(view, 0)


@dataclass(frozen=True, slots=True)
class ClockDetails:
    """One clock explained: its rule, its days, what started and held it, why it is late."""

    case_id: str
    reference: str
    household: str
    service: Service
    line: ClockLine
    rule_words: str
    source: str
    status_words: str
    note: str
    counted: str
    started: str
    holds: tuple[str, ...]
    owner: str
    may_explain: bool
    causes: tuple[DelayCause, ...] = ()


def row_order(row: ClockRow) -> tuple[bool, bool, int, str, str]:
    """Return what puts the rows in order: late first, soonest next, passed targets last."""
    due = row.due_on.toordinal() if row.due_on else 0
    return (row.view is ClockView.PASSED, row.due_on is None, due, row.reference, row.rule_id)


def fits(row: ClockRow, query: ClockQuery) -> bool:
    """Return whether a row is one of those asked for, its view apart."""
    return (
        query.service in {None, row.service}
        and query.team in {"", row.team}
        and query.worker in {"", row.worker}
        and query.rule in {"", row.rule_id}
        and (not query.text or _says(row, query.text))
    )


def _says(row: ClockRow, text: str) -> bool:
    told = " ".join((row.reference, row.household, row.name, row.owner, row.worker)).casefold()
    return all(word in told for word in text.casefold().split())
