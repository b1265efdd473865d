"""A script of what people do and when, played in the order of time."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MORNING = time(9, 30)


class SampleClock:
    """The moment it is in the sample; the script moves it on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment


@dataclass
class Script:
    """Deeds with their moments; those of one moment are played in the order they were added.

    A deed may add others that come later.
    """

    clock: SampleClock
    deeds: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    added: int = 0

    def add(self, day: date, deed: Callable[[], object], at: time = MORNING) -> None:
        """Add what somebody does on a day."""
        moment = datetime.combine(day, at, tzinfo=UTC)
        heapq.heappush(self.deeds, (moment, self.added, deed))
        self.added += 1

    def play(self, progress: Callable[[int, int], object]) -> int:
        """Play everything in its time, and return how many deeds that were."""
        played = 0
        while self.deeds:
            moment, _, deed = heapq.heappop(self.deeds)
            self.clock.moment = moment
            deed()
            played += 1
            progress(played, self.added)
        return played


def weekday(day: date) -> date:
    """Return a day moved off the weekend, since offices are closed."""
    return day - timedelta(days=max(0, day.weekday() - 4))
