"""The lines of an agenda as the minutes go through them, and how the quorum of each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import ItemDetails, ItemKind, ItemState, MeetingDetails
from cfs_panels.domain.quorum import sentence
from ui.meetings.agenda_band import lost_items
from ui.meetings.agenda_side import banner_words
from ui.meetings.minutes_agenda import lines_of

if TYPE_CHECKING:
    from datetime import time


def around(
    details: MeetingDetails | None, item: ItemDetails
) -> tuple[ItemDetails | None, ItemDetails | None]:
    """Return the lines of the agenda before and after an item."""
    lines = lines_of(details) if details else []
    place = next((n for n, line in enumerate(lines) if line.id == item.id), 0)
    before = lines[place - 1] if place else None
    after = lines[place + 1] if place + 1 < len(lines) else None
    return before, after


def break_to_begin(details: MeetingDetails) -> ItemDetails | None:
    """Return the break that is next on the agenda, unless an item is being heard."""
    lines = details.items
    if any(line.state is ItemState.OPEN and line.kind is ItemKind.CASE for line in lines):
        return None
    first = next((line for line in lines if line.state is ItemState.BOOKED), None)
    return first if first is not None and first.kind is ItemKind.BREAK else None


def quorum_words(details: MeetingDetails, item: ItemDetails | None) -> tuple[str, str]:
    """Return how the quorum stands, for an item and for those to come: a message's kind, words."""
    said = []
    if item is not None and item.quorum is not None:
        said.append(f"Item {item.number}: {sentence(item.quorum)}")
    ahead = [line for line in details.items if line.state is ItemState.BOOKED and line != item]
    lost = lost_items(ahead)
    if lost:
        lead, why = banner_words(lost, forecast=True)
        said.append(f"{lead}. {why}")
    elif any(line.quorum for line in ahead):
        other = "other " if item is not None and item.state is ItemState.BOOKED else ""
        said.append(f"Every {other}item to come would be quorate.")
    is_short = bool(lost) or (item is not None and bool(lost_items([item])))
    words = " ".join(said) or "No item needs a quorum."
    return ("danger" if is_short else "success"), words


def first_to_show(details: MeetingDetails) -> str:
    """Return the item that is heard now, else the first that is not finished, else the first."""
    numbered = [item for item in details.items if item.number]
    for state in (ItemState.OPEN, ItemState.BOOKED):
        for item in numbered:
            if item.state is state:
                return item.id
    return numbered[0].id if numbered else ""


def ends_at(item: ItemDetails) -> time:
    """Return when an item ends by the plan."""
    return item.ends_at or item.starts_at
