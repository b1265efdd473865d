"""The other households of the sample: in every stage, approved, withdrawn, on hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.sample.casework import ADOPTION, FOSTERING, STEPS, CaseScript, dates_of
from cfs_panels.services.sample.script import weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.services.sample.cast import Cast, SampleData

E = EventType
SEED = 20251024
WITHDRAWN = (
    "AW1 Fostering not as expected",
    "AW2 Assessment not as expected",
    "AW3 Household change",
    "AW4 Financial",
    "AW0 Other",
)

# How many, which kind, how far, and how many days ago that last step was (from, to).
OPEN: tuple[tuple[int, str, EventType, int, int], ...] = (
    (9, FOSTERING, E.ENQUIRY_RECEIVED, 1, 12),
    (4, ADOPTION, E.INFORMATION_PACK_SENT, 1, 5),
    (9, FOSTERING, E.INITIAL_VISIT_OFFERED, 1, 6),
    (4, ADOPTION, E.INITIAL_VISIT_OFFERED, 1, 4),
    (14, FOSTERING, E.INITIAL_VISIT_DECIDED, 3, 60),
    (6, ADOPTION, E.INITIAL_VISIT_DECIDED, 3, 60),
    (15, FOSTERING, E.APPLICATION_ACCEPTED, 4, 60),
    (9, ADOPTION, E.STAGE_ONE_STARTED, 2, 30),
    (20, FOSTERING, E.STAGE_TWO_STARTED, 4, 24),
    (8, ADOPTION, E.NOTICE_TO_PROCEED_RECEIVED, 4, 70),
)
PAUSED = 6
CLOSED: tuple[tuple[int, str, EventType], ...] = (
    (34, FOSTERING, E.ENQUIRY_RECEIVED),
    (16, ADOPTION, E.INFORMATION_PACK_SENT),
    (14, FOSTERING, E.INITIAL_VISIT_DECIDED),
    (6, ADOPTION, E.INITIAL_VISIT_DECIDED),
    (5, FOSTERING, E.STAGE_TWO_STARTED),
)
WORKERS = {
    FOSTERING: (
        ("hannah.whitlock", "louise.penhaligon"),
        ("nadia.farouk", "louise.penhaligon"),
        ("jerome.castle", "gavin.astley"),
    ),
    ADOPTION: (
        ("tim.braithwaite", "miriam.choudhury"),
        ("ines.moorcroft", "miriam.choudhury"),
    ),
}


@dataclass
class Households:
    """Makes households that nobody has: names, streets and births from the sample's lists."""

    cast: Cast
    data: SampleData

    def __post_init__(self) -> None:
        self._random = Random(SEED)  # noqa: S311 (a sample, the same each time)
        names = self.data.facts["names"]
        pairs = [(first, last) for last in names["last"] for first in names["first"]]
        self._random.shuffle(pairs)
        self._pairs = iter(pairs)

    def facts(self, pathway: str) -> dict[str, Any]:
        """Return a household's facts, without any date."""
        names, pick = self.data.facts["names"], self._random
        first, last = next(self._pairs)
        people = [[first, last, self._born()]]
        if pick.random() < 0.55:
            other, other_last = next(self._pairs)
            same = pick.random() < 0.6
            people.append([other, last if same else other_last, self._born()])
        town, area = pick.choice(names["towns"])
        letters = "".join(pick.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
        worker, manager = pick.choice(WORKERS[pathway])
        return {
            "pathway": pathway,
            "people": people,
            "address": [f"{pick.randint(1, 90)} {pick.choice(names['streets'])}", town],
            "postcode": f"{area} {pick.randint(1, 9)}{letters}",
            "worker": worker,
            "manager": manager,
            "filler": True,
        }

    def _born(self) -> date:
        return date(self._random.randint(1965, 1994), self._random.randint(1, 12), 11)

    def open_cases(self) -> Iterator[CaseScript]:
        """Return the open cases, in every stage before panel."""
        for count, pathway, done, least, most in OPEN:
            for _ in range(count):
                ago = self._random.randint(least, most)
                yield self._case(pathway, done, weekday(self.data.as_of - timedelta(days=ago)))
        for _ in range(PAUSED):
            started = weekday(self.data.as_of - timedelta(days=self._random.randint(60, 80)))
            case = self._case(FOSTERING, E.STAGE_TWO_STARTED, started)
            case.facts["hold"] = weekday(self.data.as_of - timedelta(days=30))
            case.facts["hold_reason"] = "Moving house. Asked for time."
            yield case

    def closed_cases(self) -> Iterator[CaseScript]:
        """Return the cases that ended before panel."""
        for count, pathway, done in CLOSED:
            for _ in range(count):
                ago = self._random.randint(40, 330)
                on = weekday(self.data.as_of - timedelta(days=ago))
                case = self._case(pathway, done, on)
                reason = self._random.choice(WITHDRAWN)
                case.facts["withdrawn"] = (weekday(on + timedelta(days=18)), reason)
                yield case

    def for_panel(self, pathway: str, held_on: date, **facts: object) -> CaseScript:
        """Return a case that is ready for a meeting on a day."""
        made = {**self.facts(pathway), **facts}
        declared = weekday(held_on - timedelta(days=16))
        return self._dated(made, E.COMPLIANCE_DECLARED, declared)

    def _case(self, pathway: str, done: EventType, last_on: date) -> CaseScript:
        return self._dated(self.facts(pathway), done, last_on)

    def _dated(self, facts: dict[str, Any], done: EventType, last_on: date) -> CaseScript:
        """Return a case whose last step was on a day, with the usual days before it."""
        offsets = dict(STEPS[facts["pathway"]])
        enquiry = weekday(last_on - timedelta(days=offsets[done]))
        known = {**facts, E.ENQUIRY_RECEIVED.value: enquiry - self.data.shift}
        known[done.value] = last_on - self.data.shift
        dates = dates_of(self.data, known)
        return CaseScript(self.cast, self.data, facts, dates, done)
