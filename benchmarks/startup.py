"""From process start to a painted window: ours with its first rows beside a bare QMainWindow.

``python -m benchmarks.startup [-n 9] [--limit 1.7]`` opens a real agency, made here once, in a
process of its own, compiled once as an installed program is, in turn with a bare window. It
prints medians and the ratios of the pairs: with the key known, where stretching the password
costs nothing, and with its full cost. With ``--limit`` a greater ratio of the key known is a
failure. Machines differ: only the ratios say something. ``cpu`` is user and system time.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.startup_agency import PASSWORD, USER, make
from db.key_wrapping import FULL_COST, PasswordCost

WINDOWS = "benchmarks.startup_windows"
COSTS = {"key_known": PasswordCost(memory_kib=8, passes=1, lanes=1), "derived": FULL_COST}


class Taken(NamedTuple):
    """Milliseconds of one start, and of processor time in it."""

    wall: float
    cpu: float


def start(folder: Path, *arguments: str) -> Taken:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, started = spent(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", WINDOWS, *arguments],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    return Taken((time.perf_counter() - started) * 1000, spent() - before)


def spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (children.ru_utime + children.ru_stime) * 1000


def measure(folder: Path, times: int) -> dict[str, dict[str, float]]:
    ways: dict[str, tuple[str, ...]] = {"bare": ("bare",)}
    for name, cost in COSTS.items():
        place = folder / f"{name}.cfs"
        make(place, cost)
        ways[name] = ("ours", str(folder / "settings"), str(place), USER, PASSWORD)
    for arguments in ways.values():
        start(folder, *arguments)
    rounds = [{name: start(folder, *given) for name, given in ways.items()} for _ in range(times)]
    return {
        name: {
            "wall_ms": round(statistics.median(r[name].wall for r in rounds)),
            "cpu_ms": round(statistics.median(r[name].cpu for r in rounds)),
            "ratio": round(statistics.median(r[name].wall / r["bare"].wall for r in rounds), 2),
            "cpu_ratio": round(statistics.median(r[name].cpu / r["bare"].cpu for r in rounds), 2),
        }
        for name in ways
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=9)
    parser.add_argument("--limit", type=float, default=0.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cfs-panels-benchmark-") as folder:
        found = measure(Path(folder), given.n)
    for name, figures in found.items():
        print(name, json.dumps(figures))
    return 1 if given.limit and found["key_known"]["ratio"] > given.limit else 0


if __name__ == "__main__":
    sys.exit(main())
