"""The smallest change of order after which every item is quorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.quorum_cures import curing_swaps, swapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def late(*items: str, after: int) -> Callable[[Sequence[str]], list[str]]:
    """Return a judge for whom these items are short of members from a place on."""

    def short(order: Sequence[str]) -> list[str]:
        return [item for item in items if order.index(item) >= after]

    return short


ORDER = ("a", "b", "c", "d", "e")


def test_the_nearest_item_that_helps_is_swapped() -> None:
    assert curing_swaps(ORDER, ORDER, late("e", after=3)) == (("c", "e"),)
    assert curing_swaps(ORDER, ORDER, late("e", after=4)) == (("d", "e"),)


def test_what_may_not_move_stays() -> None:
    assert curing_swaps(ORDER, ("a", "e"), late("e", after=4)) == (("a", "e"),)
    assert curing_swaps(ORDER, ("a", "b"), late("e", after=4)) == ()


def test_two_items_that_are_short_take_two_swaps() -> None:
    swaps = curing_swaps(ORDER, ORDER, late("d", "e", after=3))
    assert len(swaps) == 2
    order: tuple[str, ...] = ORDER
    for pair in swaps:
        order = swapped(order, *pair)
    assert set(order[:3]) >= {"d", "e"}


def test_where_no_order_helps_none_is_offered() -> None:
    assert curing_swaps(ORDER, ORDER, late("e", after=0)) == ()
    assert curing_swaps(ORDER, ORDER, lambda _order: ()) == ()
