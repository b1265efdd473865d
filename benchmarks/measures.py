"""How long all measures of a year take, of an agency with 4,000 households over 8 years.

``python -m benchmarks.measures [--households 4000] [--rounds 9]`` makes records, always the same
ones, and prints medians in milliseconds: all measures, sorting the records out (which all measures
share) and the slowest measures by themselves.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from cfs_panels.domain.figures.as_known import as_known
from cfs_panels.domain.measures import MEASURE_IDS, ReportingPeriod, figures
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    PanelRecord,
    ReviewRecord,
    TrackingRecords,
)
from cfs_panels.services.measure_library import legal_limits
from cfs_panels.services.rule_library import rule_library

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = date(2016, 4, 1)
YEARS = 8
YEAR = ReportingPeriod(date(2023, 4, 1), date(2024, 3, 31))
TYPES = ("Mainstream", "Mainstream", "Specialist", "Connected person", "Supported lodgings")
TERMS = ("Short-term", "Long-term", "Respite")


class Agency:
    """Makes the records of an agency, each household with its journey."""

    def __init__(self, households: int) -> None:
        self.chance = random.Random(7)  # noqa: S311 - not a secret
        self.count = households
        self.panels = {
            (panel, self.monday(week)): PanelRecord(panel, self.monday(week), "Main")
            for panel in ("Fostering", "Adoption")
            for week in range(YEARS * 52)
        }
        self.households: list[HouseholdRecord] = []
        self.items: list[ItemRecord] = []
        self.decisions: list[DecisionRecord] = []
        self.reviews: list[ReviewRecord] = []
        self.endings: list[EndingRecord] = []
        self.children: list[ChildRecord] = []

    def monday(self, week: int) -> date:
        return FIRST + timedelta(days=3 + 7 * week)

    def records(self) -> TrackingRecords:
        for number in range(self.count):
            self.add_household(number)
        for number in range(self.count // 2):
            self.add_child(number)
        return TrackingRecords(
            tuple(self.households),
            tuple(self.panels.values()),
            tuple(self.items),
            tuple(self.decisions),
            tuple(self.reviews),
            tuple(self.endings),
            tuple(self.children),
        )

    def add_household(self, number: int) -> None:
        chance, is_adoption = self.chance, number % 4 == 0
        service = "Adoption" if is_adoption else "Fostering"
        ref = f"{service[0]}-{number:05}"
        begun = FIRST + timedelta(days=chance.randrange(YEARS * 365))
        heard_on = self.monday((begun - FIRST).days // 7 + chance.randrange(20, 40))
        kind = "Adoption" if is_adoption else chance.choice(TYPES)
        is_connected = kind == "Connected person"
        self.households.append(
            HouseholdRecord(
                ref,
                service,
                kind,
                "Amina Yusuf",
                "Tom Yusuf" if chance.random() < 0.6 else "",
                source="New",
                enquiry=begun - timedelta(days=60),
                initial_visit=begun - timedelta(days=30),
                registration=begun if is_adoption else None,
                application=None if is_adoption else begun,
                stage_1_start=begun,
                stage_1_end=begun + timedelta(days=60),
                stage_2_start=begun + timedelta(days=61),
                stage_2_end=heard_on + timedelta(days=9),
                temporary_approval=begun if is_connected else None,
                closed=begun + timedelta(days=90) if chance.random() < 0.2 else None,
            )
        )
        if chance.random() < 0.15:
            self.add_sitting(service, ref, heard_on - timedelta(days=14), "Approval", "Defer")
        self.add_sitting(service, ref, heard_on, "Approval", "Approve")
        for year in range(1, 5) if not is_adoption else ():
            self.add_review(ref, heard_on, year)
        if chance.random() < 0.2 and not is_adoption:
            ends = heard_on + timedelta(days=chance.randrange(2000))
            self.endings.append(EndingRecord(ref, ends, "Resignation", "Retirement"))

    def add_review(self, ref: str, approved_on: date, year: int) -> None:
        day = approved_on + timedelta(days=365 * year)
        self.reviews.append(
            ReviewRecord(ref, day, "First annual" if year == 1 else "Annual", outcome="Continue")
        )
        if year == 1:
            self.add_sitting("Fostering", ref, day, "First review", "Continue")

    def add_sitting(self, panel: str, ref: str, on: date, asked: str, said: str) -> None:
        papers = self.chance.random() < 0.9
        self.items.append(
            ItemRecord(panel, on, ref, item_type=asked, recommendation=said, papers_on_time=papers)
        )
        if said != "Defer":
            received = on + timedelta(days=4)
            decided = received + timedelta(days=self.chance.randrange(14))
            kind = "Approval" if asked == "Approval" else "Review"
            terms = (self.chance.choice(TERMS),)
            self.decisions.append(DecisionRecord(ref, "", on, kind, received, decided, said, terms))

    def add_child(self, number: int) -> None:
        chance = self.chance
        entered = FIRST + timedelta(days=chance.randrange(YEARS * 365))
        steps = [entered]
        for _ in range(5):
            steps.append(steps[-1] + timedelta(days=chance.randrange(20, 200)))
        known = [step if chance.random() < 0.9 else None for step in steps]
        self.children.append(
            ChildRecord(
                f"C-{number:05}",
                sibling_group=f"S-{number // 3}" if number % 5 == 0 else "",
                entered_care=entered,
                plan="Adoption",
                should_be_placed=known[1],
                placement_order=known[2],
                matched=known[3],
                match_source=chance.choice(("Own", "Regional", "Inter-agency")),
                placed=known[4],
                adoption_order=known[5],
            )
        )


def median(deed: Callable[[], object], rounds: int) -> float:
    """Return how many milliseconds a deed takes."""
    found = []
    for _ in range(rounds):
        started = time.perf_counter()
        deed()
        found.append((time.perf_counter() - started) * 1000)
    return statistics.median(found)


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--households", type=int, default=4000)
    wanted.add_argument("--rounds", type=int, default=9)
    chosen = wanted.parse_args()
    records = Agency(chosen.households).records()
    limits = legal_limits(rule_library(), rule_library().calendar())
    rows = sum(len(getattr(records, name)) for name in TrackingRecords.__dataclass_fields__)
    print(f"{rows} rows, {len(MEASURE_IDS)} measures, median of {chosen.rounds}")
    shared = median(lambda: as_known(records, YEAR, limits), chosen.rounds)
    whole = median(lambda: figures(records, YEAR, limits), chosen.rounds)
    alone = {}
    for measure_id in MEASURE_IDS:
        one = median(partial(figures, records, YEAR, limits, [measure_id]), 3)
        alone[measure_id] = one - shared
    print(f"{'all measures':40}{whole:9.1f} ms")
    print(f"{'sorting the records out':40}{shared:9.1f} ms")
    for measure_id in sorted(alone, key=lambda key: -alone[key])[:5]:
        print(f"{measure_id:40}{alone[measure_id]:9.1f} ms")


if __name__ == "__main__":
    main()
