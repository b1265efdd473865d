"""How long a large tracking workbook takes to open and read, and how much memory it needs.

``python -m benchmarks.tracking_import [--households 4000] [--years 8] [--out FILE]`` writes an
invented workbook, opens and reads it in a process of its own, and prints seconds and megabytes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cfs_panels.domain.tracking.reading import read_workbook
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    KnownRefs,
    MemberRecord,
    PanelRecord,
    ReviewRecord,
    TrackingRecords,
)
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.workbook_files import open_workbook, save_workbook

FIRST = ("Amira", "Bea", "Callum", "Dilys", "Emeka", "Farah", "Gwen", "Hari", "Ines", "Jonah")
LAST = ("Achterberg", "Bailey", "Calloway", "Drummond", "Ellery", "Farouk", "Gallagher", "Harker")
STREETS = ("Beech Crescent", "Chapel Avenue", "Field Drive", "Mill Lane", "Orchard Road")
TYPES = {
    "Fostering": ("Mainstream", "Specialist", "Connected person", "Supported lodgings"),
    "Adoption": ("Adoption", "Second-time adopter", "Child specific"),
}


def make_records(households: int, years: int, last_day: date, seed: int = 1) -> TrackingRecords:
    """Return the journeys of an invented agency, as many of each sheet as agencies have."""
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    first_day = last_day - timedelta(days=365 * years)
    days = (last_day - first_day).days - 500
    panels = [
        PanelRecord(service, first_day + timedelta(days=week * 14 + n), "Main", "Virtual",
                    "L. Gathercole", first_day + timedelta(days=week * 14 - 7),
                    first_day + timedelta(days=week * 14 + 10))
        for week in range(years * 26)
        for n, service in enumerate(TYPES)
    ]  # fmt: skip
    made: dict[str, list[Any]] = {"h": [], "i": [], "d": [], "r": [], "e": [], "c": []}
    for number in range(households):
        start = first_day + timedelta(days=chance.randrange(days))
        _add_household(made, number, start, chance, panels)
    return TrackingRecords(
        households=tuple(made["h"]),
        panels=tuple(panels),
        items=tuple(made["i"]),
        decisions=tuple(made["d"]),
        reviews=tuple(made["r"]),
        endings=tuple(made["e"]),
        children=tuple(made["c"]),
        members=tuple(
            MemberRecord(
                f"{a} {b}", ("Fostering", "Adoption"), "Independent", None, True, first_day
            )
            for a in FIRST[:5]
            for b in LAST[:6]
        ),
    )


def _add_household(
    made: dict[str, list[Any]],
    number: int,
    start: date,
    chance: random.Random,
    panels: list[PanelRecord],
) -> None:
    def after(days: int) -> date:
        return start + timedelta(days=days)

    service = chance.choice(("Fostering", "Fostering", "Adoption"))
    ref = f"{service[0]}-{start.year}-{number:05}"
    child = f"C-{number:05}" if number % 2 else ""
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    goes_on = chance.random() < 0.6
    made["h"].append(
        HouseholdRecord(
            ref, service, chance.choice(TYPES[service]), name, f"{chance.choice(FIRST)} Voss",
            date(1970, 1, 1) + timedelta(days=chance.randrange(9000)), date(1984, 2, 3),
            "White: Irish", "White: Roma", "Female", "Male",
            f"{number} {chance.choice(STREETS)}, Oxendale", "WQ4 6EX", "01632 960699",
            f"household{number}@example.org", chance.choice(FIRST), "Assessment", "New", child,
            after(0), after(20), "Home", "Proceed", None, after(40), after(50), after(110),
            "Proceed", after(115), after(240) if goes_on else None, None, "Full",
            None if goes_on else after(300), "" if goes_on else "Stage 2",
            "" if goes_on else "Withdrawn by applicant (AW2)",
        )
    )  # fmt: skip
    panel = chance.choice([p for p in panels[-60:] if p.panel == service] or panels)
    for kind in ("Approval", "Review")[: 1 + goes_on]:
        heard = panel.held_on or start
        made["i"].append(ItemRecord(service, heard, ref, "", kind, "Approve", ("Short-term",), 2))
        made["d"].append(
            DecisionRecord(ref, "", heard, kind, heard, heard + timedelta(days=5), "Approve",
                           ("Short-term", "Respite"), 2, None, None,
                           ("Medical update within 3 months", "Pet assessment"))
        )  # fmt: skip
    made["r"].append(ReviewRecord(ref, after(500), "First annual", True, "Continue"))
    if number % 8 == 0:
        made["e"].append(EndingRecord(ref, after(600), "Resignation", "Retirement"))
    if child:
        made["c"].append(
            ChildRecord(child, "Finley", after(-3000), "Male", "White: Irish", "", None, False,
                        after(-200), "Adoption", None, after(-100), None, after(-50), after(300),
                        ref, "Own", after(330))
        )  # fmt: skip


def measure(path: Path) -> dict[str, float]:
    """Return the seconds of opening and reading a workbook, and the most memory in megabytes."""
    tracking_definition()
    before = time.perf_counter()
    cells = open_workbook(path)
    opened = time.perf_counter()
    read = read_workbook(cells, tracking_definition(), date(2025, 10, 24), KnownRefs())
    done = time.perf_counter()
    return {
        "open_s": round(opened - before, 2),
        "read_s": round(done - opened, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "taken": len(read.taken),
        "rejected": len(read.rejected),
    }


def main() -> None:
    """Make the workbook, and measure it in processes of their own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--households", type=int, default=4000)
    options.add_argument("--years", type=int, default=8)
    options.add_argument("--out", type=Path)
    options.add_argument("--measure", type=Path)
    given = options.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        records = make_records(given.households, given.years, date(2025, 10, 24))
        workbook, files = given.out or Path(folder) / "large.xlsx", Path(folder) / "csv"
        before = time.perf_counter()
        save_workbook(records, {}, workbook)
        print(f"written in {time.perf_counter() - before:.1f} s, {workbook.stat().st_size:,} bytes")
        save_workbook(records, {}, files, "csv")
        for path in (workbook, files):
            command = [sys.executable, "-m", "benchmarks.tracking_import", "--measure", str(path)]
            print(
                path.name,
                subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip(),
            )


if __name__ == "__main__":
    main()
