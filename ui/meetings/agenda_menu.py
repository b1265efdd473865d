"""What the menu of a line of the agenda offers; breaks are reached from the item beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfs_panels.domain.meetings import ItemDetails, ItemKind, MeetingDetails
from cfs_panels.domain.words import clock_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class AgendaDeed(NamedTuple):
    """A line of the menu: its words, what it does, and to which line of the agenda."""

    words: str
    deed: str  # change, break, up, down, remove, note, case
    item: ItemDetails


def deeds_of(
    details: MeetingDetails, item: ItemDetails, *, builds: bool, opens_cases: bool
) -> list[AgendaDeed]:
    """Return what can be done with a line of the agenda, and with the breaks around it."""
    found: list[AgendaDeed] = []
    if builds:
        found += _of_line(item)
        found += _of_breaks(details.items, item)
    if "advise_panel" in details.may and item.case_id:
        found.append(AgendaDeed("Write the adviser’s note", "note", item))
    if item.case_id and not item.hidden and opens_cases:
        found.append(AgendaDeed("Open the case", "case", item))
    return found


def _of_line(item: ItemDetails) -> Iterator[AgendaDeed]:
    is_break = item.kind is ItemKind.BREAK
    yield AgendaDeed(f"Change this {'break' if is_break else 'item'}", "change", item)
    if not is_break:
        yield AgendaDeed("Add a break before it", "break", item)
    yield AgendaDeed("Move up", "up", item)
    yield AgendaDeed("Move down", "down", item)
    yield AgendaDeed("Take off the agenda", "remove", item)


def _of_breaks(lines: Sequence[ItemDetails], item: ItemDetails) -> Iterator[AgendaDeed]:
    """Give the breaks before an item, and after it where no other item follows them."""
    if item.kind is ItemKind.BREAK:
        return
    place = lines.index(item)
    before = list(_run(lines[:place][::-1]))[::-1]
    after = list(_run(lines[place + 1 :]))
    is_last = place + len(after) + 1 == len(lines)
    for where, breaks in (("before", before), ("after", after if is_last else [])):
        for line in breaks:
            name = line.title.lower()
            at = f", {clock_time(line.starts_at)}" if len(breaks) > 1 else ""
            yield AgendaDeed(f"Change the {name} {where} it{at}", "change", line)
            yield AgendaDeed(f"Take the {name} {where} it off{at}", "remove", line)


def _run(lines: Sequence[ItemDetails]) -> Iterator[ItemDetails]:
    """Give the breaks with which a row of lines begins."""
    for line in lines:
        if line.kind is not ItemKind.BREAK:
            return
        yield line
