"""When each item of an agenda begins: by the plan, and as expected while the panel sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import ItemKind
from cfs_panels.domain.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HEARD_KINDS = frozenset({ItemKind.CASE, ItemKind.BUSINESS})
"""The kinds of line that carry a number and use up the time for items."""

_LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of an agenda as its times are reckoned."""

    id: str
    kind: ItemKind
    minutes: int
    started_at: time | None = None
    finished_at: time | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """When a line begins by the plan, and when it is expected to begin and end."""

    planned_at: time
    starts_at: time
    ends_at: time


def spans(starts_at: time, slots: Iterable[Slot]) -> dict[str, Span]:
    """Return the times of each line, in the order of the agenda.

    While the panel sits, what has begun keeps its own times; what is to come begins when the line
    before it ends, and never before its planned time, because people were asked to come by then.
    A break takes up a delay.
    """
    found = {}
    planned = cursor = as_minutes(starts_at)
    for slot in slots:
        planned_end = planned + slot.minutes
        begins, ends = _expected(slot, planned, planned_end, cursor)
        found[slot.id] = Span(as_time(planned), as_time(begins), as_time(ends))
        planned, cursor = planned_end, ends
    return found


def _expected(slot: Slot, planned: int, planned_end: int, cursor: int) -> tuple[int, int]:
    if slot.started_at is not None:
        begins = as_minutes(slot.started_at)
        if slot.finished_at is not None:
            return begins, as_minutes(slot.finished_at)
        return begins, begins + slot.minutes
    begins = max(planned, cursor)
    if slot.kind is ItemKind.BREAK:
        return begins, max(planned_end, begins)
    return begins, begins + slot.minutes


def numbers(slots: Iterable[Slot]) -> dict[str, int]:
    """Return the number of each item; breaks and the opening have none."""
    heard = [slot.id for slot in slots if slot.kind in HEARD_KINDS]
    return {slot_id: number for number, slot_id in enumerate(heard, 1)}


def items_words(item_numbers: Sequence[int]) -> str:
    """Return items by number: ``Item 6``, ``Items 1, 2 and 6``."""
    word = "Item" if len(item_numbers) == 1 else "Items"
    return f"{word} {joined([str(number) for number in item_numbers])}"


def used_minutes(slots: Iterable[Slot]) -> int:
    """Return the minutes of all items, without breaks and the opening."""
    return sum(slot.minutes for slot in slots if slot.kind in HEARD_KINDS)


def behind_minutes(slots: Sequence[Slot], times: Mapping[str, Span]) -> int:
    """Return how many minutes after its time the item heard last began."""
    begun = [slot for slot in slots if slot.kind in HEARD_KINDS and slot.started_at]
    if not begun:
        return 0
    span = times[max(begun, key=lambda slot: slot.started_at or time.min).id]
    return max(as_minutes(span.starts_at) - as_minutes(span.planned_at), 0)


def as_minutes(moment: time) -> int:
    """Return a time of day as minutes since midnight."""
    return moment.hour * 60 + moment.minute


def as_time(minutes: int) -> time:
    """Return minutes since midnight as a time of the same day."""
    return time(*divmod(min(minutes, _LAST_MINUTE), 60))
