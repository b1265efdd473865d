"""Lists of cases: what is asked for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cfs_panels.domain.cases import CaseRow
    from cfs_panels.domain.vocabulary import Service


class CaseView(StrEnum):
    """The saved views that everybody has."""

    ALL_OPEN = "all_open"
    NEEDS_ACTION = "needs_action"
    MINE = "mine"
    WAITING_FOR_PANEL = "waiting_for_panel"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases a list shows; an empty part leaves nothing out."""

    view: CaseView = CaseView.ALL_OPEN
    text: str = ""
    service: Service | None = None
    stage: str = ""
    team: str = ""
    worker: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class OwnView:
    """A view that a person saved for themselves: a name for what they often ask for."""

    name: str
    query: CaseQuery


@dataclass(frozen=True, slots=True)
class SaveCaseView:
    """What the list shows now gets a name, for the one who asks."""

    name: str
    query: CaseQuery


@dataclass(frozen=True, slots=True)
class RemoveCaseView:
    """A view of one's own is not wanted any more."""

    name: str


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases of a query, soonest deadline first, with the number in every view."""

    rows: tuple[CaseRow, ...]
    counts: tuple[tuple[CaseView, int], ...]
    stages: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]
    workers: tuple[str, ...]

    def count(self, view: CaseView) -> int:
        """Return how many cases a view holds."""
        return dict(self.counts).get(view, 0)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found: a case, a person, a meeting or a document."""

    kind: str  # case, child, meeting, document, member
    id: str
    words: str
    below: str
    page: str
    reference: tuple[str, ...]
