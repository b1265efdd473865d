"""The window is painted before anything heavy is loaded, and the benchmark of it runs."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.startup_windows import HEAVY

ROOT = Path(__file__).parents[2]


def test_the_first_rows_are_painted_without_anything_heavy(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.startup_windows", "ours", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert {"sqlalchemy", "alembic", "reportlab", "docx", "pydantic"} <= set(HEAVY)


def test_no_module_of_the_kit_loads_anything_heavy(tmp_path: Path) -> None:
    names = sorted(
        f"{path.relative_to(ROOT).with_suffix('')}".replace(os.sep, ".")
        for folder in (ROOT / "ui", ROOT / "ui" / "widgets")
        for path in folder.glob("*.py")
        if path.stem != "__init__"
    )
    words = f"import {', '.join(names)}, sys; print([n for n in {HEAVY!r} if n in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
