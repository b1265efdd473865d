"""From process start to a painted window: ours with 50 rows beside a bare QMainWindow.

``python -m benchmarks.startup [-n 9] [--limit 1.7]`` starts each in turn, in a process of its
own, compiled once as an installed program is, and prints the medians and the ratio of the pairs.
With ``--limit`` a greater ratio is a failure. Machines differ: only the ratio says something.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(tempfile.gettempdir()) / "cfs-panels-benchmark"


def seconds(which: str) -> float:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(FOLDER / "compiled")}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.startup_windows", which, str(FOLDER / "settings")],
        check=True,
        env=environment,
    )
    return time.perf_counter() - started


def measure(times: int) -> dict[str, float]:
    for which in ("bare", "ours"):
        seconds(which)
    pairs = [(seconds("bare"), seconds("ours")) for _ in range(times)]
    return {
        "bare_ms": round(statistics.median(b for b, _ in pairs) * 1000),
        "ours_ms": round(statistics.median(o for _, o in pairs) * 1000),
        "ratio": round(statistics.median(o / b for b, o in pairs), 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=9)
    parser.add_argument("--limit", type=float, default=0.0)
    given = parser.parse_args()
    found = measure(given.n)
    print(json.dumps(found))
    return 1 if given.limit and found["ratio"] > given.limit else 0


if __name__ == "__main__":
    sys.exit(main())
