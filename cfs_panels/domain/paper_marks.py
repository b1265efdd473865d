"""How the papers of an agenda item stand: one mark for each column of the papers matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cfs_panels.domain.matters import is_waiting, papers_of
from cfs_panels.domain.meeting_details import PaperMark
from cfs_panels.domain.pathways import PaperColumn
from cfs_panels.domain.vocabulary import EventType, Weight
from cfs_panels.domain.words import day_month, joined, near_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cfs_panels.domain.checks import CheckFacts
    from cfs_panels.domain.histories import History
    from cfs_panels.domain.pathways import PaperDefinition, Pathway

_CHECKS_IN = (EventType.STAGE_ONE_COMPLETED, EventType.STAGE_ONE_PASSED)
_OPTIONAL = frozenset({Weight.GOOD, Weight.LOCAL})
_WORST_FIRST = ("late", "blocked", "missing", "asked", "in", "not_needed")


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What the papers of a case are judged by; ``ends`` are the last days of papers awaited."""

    pathway: Pathway
    history: History
    checks: Sequence[CheckFacts] = ()
    ends: Mapping[str, date] = field(default_factory=dict)
    note_finished: bool = False


@dataclass(frozen=True, slots=True)
class PaperDays:
    """The days by which papers are judged."""

    today: date
    held_on: date
    papers_due_on: date


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the papers matrix; ``day`` is when something ends or since when it is late."""

    column: PaperColumn
    state: str  # in, asked, late, blocked, missing, not_needed
    words: str
    day: date | None = None

    @property
    def is_in(self) -> bool:
        """Return whether nothing is awaited."""
        return self.state in {"in", "not_needed"}

    @property
    def is_needed(self) -> bool:
        """Return whether the cell counts among the papers of the meeting."""
        return self.state != "not_needed"

    def line(self) -> PaperMark:
        """Return the mark as it is read."""
        return PaperMark(self.column.value, self.state, self.words)


def no_marks() -> tuple[Mark, ...]:
    """Return the marks of an item that needs no papers."""
    return tuple(Mark(column, "not_needed", "Not needed") for column in PaperColumn)


def marks_of(papers: CasePapers, days: PaperDays) -> tuple[Mark, ...]:
    """Return the mark of each column, in the order of the matrix."""
    return tuple(_mark(column, papers, days) for column in PaperColumn)


def stopping_columns(papers: CasePapers) -> frozenset[PaperColumn]:
    """Return the columns without which the papers of the item may not go."""
    return frozenset(paper.column for paper in _stopping(papers))


def _stopping(papers: CasePapers) -> list[PaperDefinition]:
    """Return what is not in and must be: the pathway says what stands before papers are sent."""
    move = papers.pathway.move(EventType.PAPERS_SENT)
    before = {event for group in (move.after if move else ()) for event in group}
    whole = move is not None and move.needs_papers
    return [
        paper
        for paper in papers_of(papers.pathway, papers.history)
        if (not before.isdisjoint(paper.in_by) or (whole and paper.weight.blocks))
        and not _is_in(paper, papers)
    ]


def stopping_papers(papers: CasePapers) -> tuple[str, ...]:
    """Return the names of the papers without which those of the item may not go."""
    return tuple(paper.name for paper in _stopping(papers))


def _mark(column: PaperColumn, papers: CasePapers, days: PaperDays) -> Mark:
    found = [
        _paper(p, papers, days)
        for p in papers_of(papers.pathway, papers.history)
        if p.column is column
    ]
    found += _checks(column, papers, days)
    if not found:
        return Mark(column, "not_needed", "Not needed")
    return min(found, key=lambda mark: _WORST_FIRST.index(mark.state))


def _paper(paper: PaperDefinition, papers: CasePapers, days: PaperDays) -> Mark:
    if _is_in(paper, papers):
        return Mark(paper.column, "in", f"{paper.name}: in")
    if paper.column is PaperColumn.NOTE:
        words = f"{paper.name}: write by {day_month(days.papers_due_on)}"
        return Mark(paper.column, "asked", words, days.papers_due_on)
    if is_waiting(paper, papers.history):
        return Mark(paper.column, "blocked", f"{paper.name}: {paper.waits_words.lower()}")
    ends_on = papers.ends.get(paper.key)
    if ends_on is None:
        return Mark(paper.column, "missing", f"{paper.name}: not in yet")
    if ends_on < days.today:
        words = f"{paper.name}: the time ended on {near_date(ends_on, days.today)}"
        return Mark(paper.column, "late", words, ends_on)
    ending = "today" if ends_on == days.today else f"on {near_date(ends_on, days.today)}"
    return Mark(paper.column, "asked", f"{paper.name}: the time ends {ending}", ends_on)


def _is_in(paper: PaperDefinition, papers: CasePapers) -> bool:
    if paper.column is PaperColumn.NOTE:
        return papers.note_finished
    came = papers.history.latest(*paper.in_by)
    if came is None:
        return False
    renewed = papers.history.latest(*paper.renewed_by) if paper.renewed_by else None
    return renewed is None or not papers.history.is_newer(renewed, came)


def _checks(column: PaperColumn, papers: CasePapers, days: PaperDays) -> list[Mark]:
    wanted = [c for c in papers.pathway.checks if c.column is column]
    elsewhere = {c.key for c in papers.pathway.checks if c.column is not column}
    by_hand = column is PaperColumn.CHECKS
    keys = {c.key for c in wanted}
    rows = [c for c in papers.checks if c.key in keys or (by_hand and c.key not in elsewhere)]
    if not wanted and not rows:
        return []
    if not rows:
        is_in = papers.history.has(*_CHECKS_IN)
        return [Mark(column, "in" if is_in else "missing", "In" if is_in else "Not asked for yet")]
    optional = {c.key for c in wanted if c.weight in _OPTIONAL}
    states: dict[str, list[CheckFacts]] = {}
    for row in rows:
        states.setdefault(_check_state(row, optional, days), []).append(row)
    return [_checks_mark(column, state, r, papers.pathway, days) for state, r in states.items()]


def _check_state(row: CheckFacts, optional: Iterable[str], days: PaperDays) -> str:
    state = row.state(days.today)
    if state == "missing":
        return "in" if row.key in optional else "missing"
    if state in {"asked", "late"}:
        return state
    has_expired = row.expires_on is not None and row.expires_on < days.held_on
    return "late" if has_expired else "in"


def _checks_mark(
    column: PaperColumn,
    state: str,
    rows: Sequence[CheckFacts],
    pathway: Pathway,
    days: PaperDays,
) -> Mark:
    found = [pathway.check(row.key) for row in rows]
    names = joined(list(dict.fromkeys(c.name if c else "Further check" for c in found)))
    since = None
    if state == "late":
        ended = [row.expires_on if row.received_on else row.due_on for row in rows]
        since = min((day for day in ended if day is not None), default=None)
    said = {
        "in": "in",
        "asked": "asked for, not in",
        "missing": "not asked for yet",
        "late": f"late since {near_date(since, days.today)}" if since else "late",
    }
    return Mark(column, state, f"{names}: {said[state]}", since)
