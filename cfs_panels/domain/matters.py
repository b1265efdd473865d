"""The matter in hand: what a case is before panel and decision maker with, and what may come of it.

A case stays one record from the enquiry to the end of an approval. What happened since its matter
was opened is all that counts for that matter's panel, decision and notices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import History
from cfs_panels.domain.standings import why_not
from cfs_panels.domain.words import long_date, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import (
        DecisionChoice,
        Matter,
        PanelChoice,
        PaperDefinition,
        Pathway,
    )
    from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome


class _OfMatters(Protocol):
    """Something that belongs to some matters."""

    @property
    def matters(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=_OfMatters)


def matter_of(pathway: Pathway, history: History) -> Matter:
    """Return the matter in hand: the one opened last that is open, else the one closed last."""
    return in_hand(pathway, history)[0]


def within_matter(pathway: Pathway, history: History) -> History:
    """Return what counts for the matter in hand: since it was opened, its opening with it."""
    matter, opening = in_hand(pathway, history)
    if matter.counts_from:
        opening = history.latest(*matter.counts_from) or opening
    return history if opening is None else history.since(opening)


def matter_on(pathway: Pathway, history: History, day: date) -> tuple[Matter, History]:
    """Return the matter in hand on a day and what counts for it, until the next is opened."""
    then = History(history.events, as_of=day)
    matter, within = matter_of(pathway, then), within_matter(pathway, then)
    if not within.events:
        return matter, history
    opening = {e for m in pathway.matters if not m.beside for e in m.opened_by}
    whole = history.since(within.events[0]).events
    ends = next((n for n, e in enumerate(whole) if e.type in opening and e.on > day), len(whole))
    return matter, History(whole[:ends])


def in_hand(pathway: Pathway, history: History) -> tuple[Matter, CaseEvent | None]:
    """Return the matter in hand with the event that opened it, which the first may have none of."""
    opened = list(_opened(pathway, history))
    still = [pair for pair in opened if _is_open(*pair, history)]
    if not opened:
        return pathway.matters[0], None
    if still:
        return max(still, key=lambda pair: history.events.index(pair[1]))
    return max(opened, key=lambda pair: _closed_at(pair[0], pair[1], history))


def _closed_at(matter: Matter, opening: CaseEvent, history: History) -> int:
    """Return the place of the event that closed a matter: the first one since it was opened."""
    closing = history.since(opening).first(*matter.closed_by)
    return history.events.index(closing) if closing is not None else -1


def _opened(pathway: Pathway, history: History) -> Iterator[tuple[Matter, CaseEvent]]:
    for matter in pathway.matters:
        opening = history.latest(*matter.opened_by)
        if opening is not None:
            yield matter, opening


def _is_open(matter: Matter, opening: CaseEvent, history: History) -> bool:
    closing = history.latest(*matter.closed_by) if matter.closed_by else None
    return closing is None or not history.is_newer(closing, opening)


def matter_events(pathway: Pathway) -> frozenset[EventType]:
    """Return the events by which the matters of a kind of case are told apart."""
    return frozenset(
        e for m in pathway.matters for e in (*m.opened_by, *m.closed_by, *m.counts_from)
    )


def blocked_by(pathway: Pathway, history: History, event: EventType) -> str:
    """Return the sentence where an event opens a matter while another is in hand, or nothing."""
    opens = next((m for m in pathway.matters if event in m.opened_by), None)
    if opens is None or opens.beside or opens is pathway.matters[0]:
        return ""
    for matter, opening in _opened(pathway, history):
        if not matter.beside and _is_open(matter, opening, history):
            return (
                f"{matter.words} is in hand since {long_date(opening.on)}. Bring it to its end "
                "first."
            )
    return ""


def of_matter(entries: Iterable[T], matter: Matter) -> tuple[T, ...]:
    """Return those of some choices, papers or steps that belong to a matter."""
    return tuple(e for e in entries if not e.matters or matter.key in e.matters)


def papers_of(pathway: Pathway, history: History) -> tuple[PaperDefinition, ...]:
    """Return the papers that the matter in hand needs."""
    return of_matter(pathway.papers, matter_of(pathway, history))


def missing_papers(pathway: Pathway, history: History) -> tuple[PaperDefinition, ...]:
    """Return the papers of the matter in hand that a regulation asks for and that are not in."""
    return tuple(
        paper
        for paper in papers_of(pathway, history)
        if paper.weight.blocks and not is_in(paper, history)
    )


def is_in(paper: PaperDefinition, history: History) -> bool:
    """Return whether what shows a paper to be in has happened, and nothing since renewed it."""
    came = history.latest(*paper.in_by)
    renewed = history.latest(*paper.renewed_by) if paper.renewed_by else None
    return came is not None and (renewed is None or not history.is_newer(renewed, came))


def is_waiting(paper: PaperDefinition, history: History) -> bool:
    """Return whether something that a paper waits for has not happened since it is needed."""
    renewed = history.latest(*paper.renewed_by) if paper.renewed_by else None
    counted = history if renewed is None else history.since(renewed)
    return not all(counted.has(*group) for group in paper.waits_for)


def panel_choices_of(pathway: Pathway, history: History) -> tuple[PanelChoice, ...]:
    """Return what panel may do with the matter in hand."""
    return of_matter(pathway.panel_choices, matter_of(pathway, history))


def check_panel_outcome(pathway: Pathway, history: History, outcome: PanelOutcome) -> None:
    """Refuse an outcome that panel may not give on the matter in hand.

    Fostering Services (England) Regulations 2011, regulation 25, for one: of a brief report panel
    asks for the full report or recommends that they are not suitable, and no more.

    Raises:
        RuleBroken: with the field ``outcome``.
    """
    matter = matter_of(pathway, history)
    choice = pathway.panel_choice(outcome)
    if choice is not None and choice not in of_matter(pathway.panel_choices, matter):
        may = [uncapitalised(c.words) for c in of_matter(pathway.panel_choices, matter)]
        raise RuleBroken(
            f"{matter.words}: panel may only choose between {_either(may)}.", field="outcome"
        )
    reason = why_not(pathway, history, [(key,) for key in choice.needs]) if choice else ""
    if reason:
        raise RuleBroken(reason, field="outcome")


def _either(words: list[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def decision_choices_of(pathway: Pathway, history: History) -> tuple[DecisionChoice, ...]:
    """Return what may be decided on the matter in hand as it stands."""
    within = within_matter(pathway, history)
    found = of_matter(pathway.decision_choices, matter_of(pathway, history))
    return tuple(choice for choice in found if _is_possible(choice, within))


def check_decision_outcome(pathway: Pathway, history: History, outcome: DecisionOutcome) -> None:
    """Refuse an outcome that may not be decided on the matter in hand as it stands.

    Raises:
        RuleBroken: with the field ``outcome``.
    """
    choice = pathway.decision_choice(outcome)
    if choice is None or choice in decision_choices_of(pathway, history):
        reason = why_not(pathway, history, [(key,) for key in choice.needs]) if choice else ""
        if reason:
            raise RuleBroken(reason, field="outcome")
        return
    matter = matter_of(pathway, history)
    if choice not in of_matter(pathway.decision_choices, matter):
        raise RuleBroken(
            f"{matter.words}: this is nothing that may be decided on it.", field="outcome"
        )
    raise RuleBroken(choice.refusal, field="outcome")


def _is_possible(choice: DecisionChoice, within: History) -> bool:
    if choice.never_after and within.has(*choice.never_after):
        return False
    return all(within.has(*group) for group in choice.after)
