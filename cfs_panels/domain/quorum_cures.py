"""The smallest change of an agenda's order that makes every item quorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

MOST_SWAPS = 3


def swapped(order: Sequence[str], first: str, second: str) -> tuple[str, ...]:
    """Return an order in which two have changed places."""
    other = {first: second, second: first}
    return tuple(other.get(item, item) for item in order)


def curing_swaps(
    order: Sequence[str],
    movable: Collection[str],
    short: Callable[[Sequence[str]], Collection[str]],
) -> tuple[tuple[str, str], ...]:
    """Return the fewest swaps found after which no item is short of its quorum, or none.

    ``short`` gives the items that lack their quorum in an order. Each swap is the one that leaves
    fewest of them, and of those the one over the shortest way.
    """
    swaps: list[tuple[str, str]] = []
    lacking = short(order)
    while lacking and len(swaps) < MOST_SWAPS:
        pair, still = _best_swap(order, movable, lacking, short)
        if pair is None or len(still) >= len(lacking):
            return ()
        swaps.append(pair)
        order, lacking = swapped(order, *pair), still
    return () if lacking else tuple(swaps)


def _best_swap(
    order: Sequence[str],
    movable: Collection[str],
    lacking: Collection[str],
    short: Callable[[Sequence[str]], Collection[str]],
) -> tuple[tuple[str, str] | None, Collection[str]]:
    places = [(place, item) for place, item in enumerate(order) if item in movable]
    best: tuple[int, int, int] | None = None
    found: tuple[tuple[str, str] | None, Collection[str]] = (None, lacking)
    for number, (place, first) in enumerate(places):
        for other, second in places[number + 1 :]:
            if first not in lacking and second not in lacking:
                continue
            still = short(swapped(order, first, second))
            cost = (len(still), other - place, place)
            if best is None or cost < best:
                best, found = cost, ((first, second), still)
    return found
