"""The window is painted with real rows before anything heavy is loaded."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.startup_agency import PASSWORD, USER, make
from benchmarks.startup_windows import HEAVY, NOT_LET_IN
from db.key_wrapping import PasswordCost

ROOT = Path(__file__).parents[2]


def opened(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.startup_windows", "ours", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_first_rows_of_an_agency_are_painted_without_anything_heavy(
    tmp_path: Path, cheap_cost: PasswordCost
) -> None:
    agency = tmp_path / "wealdshire.cfs"
    make(agency, cheap_cost)
    ran = opened(str(tmp_path), str(agency), USER, PASSWORD)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "50 rows; loaded before the first paint: nothing heavy\n"
    assert {"sqlalchemy", "alembic", "reportlab", "docx", "pydantic"} <= set(HEAVY)
    refused = opened(str(tmp_path), str(agency), USER, "not the right words")
    assert refused.returncode == NOT_LET_IN


TYPING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from cfs_panels.opening import Door, Start
from ui import desktop

joined = desktop.start(Path(sys.argv[1]))
Door(joined, Start()).show()
assert "sqlalchemy" not in sys.modules


def look():
    if "cfs_panels.services.workspace" in sys.modules and not joined.runner.is_busy():
        joined.app.quit()


timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
joined.enter()
"""


def test_the_services_are_loaded_while_somebody_types_a_password(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", TYPING, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=True,
    )


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


def test_imports_are_left_as_python_does_them() -> None:
    words = "import builtins; plain = builtins.__import__; import ui, PySide6.QtWidgets; "
    words += "assert builtins.__import__ is plain"
    subprocess.run([sys.executable, "-c", words], cwd=ROOT, timeout=60, check=True)
