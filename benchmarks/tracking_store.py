"""How long an agency takes to take a large workbook in, and then to give its figures and export.

``python -m benchmarks.tracking_store [--households 4000] [--years 8]`` writes an invented workbook,
takes it into an encrypted agency in a process of its own, and prints seconds and megabytes: opening
and reading, taking in, taking in again, all measures of a year, the export.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.tracking_import import make_records
from cfs_panels.domain.tracking.outcomes import WorkbookSource
from cfs_panels.services.entrance import make_agency, open_agency
from cfs_panels.services.workbook_files import save_workbook
from db.models import AuditEntry, CaseEventRow, RoleGrant

LAST_DAY = date(2024, 3, 31)
USER, PASSWORD = "ruth.ellingham", "plain brown paper"


def measure(agency: str, workbook: Path) -> dict[str, float]:
    """Take a workbook into an agency and return how long each part took."""
    found: dict[str, float] = {}
    started = [time.perf_counter()]

    def lap(name: str) -> None:
        found[name] = round(time.perf_counter() - started[0], 2)
        started[0] = time.perf_counter()

    opened = open_agency(agency, USER, PASSWORD)
    workspace, actor = opened.workspace, opened.actor
    lap("open the agency")
    read = workspace.imports.read(actor, workbook)
    lap("open and read the workbook")
    workspace.imports.take_in(actor, read, WorkbookSource(workbook.name))
    lap("take it in")
    found["MB at most"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started[0] = time.perf_counter()
    for turn in ("first", "second"):
        workspace.figures.for_period(actor, LAST_DAY - timedelta(days=365), LAST_DAY)
        lap(f"all measures of a year, {turn} time")
    workspace.imports.take_in(
        actor, workspace.imports.read(actor, workbook), WorkbookSource(workbook.name)
    )
    lap("read and take it in again")
    workspace.tracking_exports.save(actor, workbook.parent / "out")
    lap("export")
    with workspace.office.reading() as session:
        found["events"] = session.query(CaseEventRow).count()
        found["audit entries"] = session.query(AuditEntry).count()
    workspace.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=4000)
    parser.add_argument("--years", type=int, default=8)
    parser.add_argument("--inside", nargs=2, metavar=("AGENCY", "WORKBOOK"))
    asked = parser.parse_args()
    if asked.inside:
        json.dump(measure(asked.inside[0], Path(asked.inside[1])), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as folder:
        workbook, agency = Path(folder) / "tracker.xlsx", str(Path(folder) / "agency.cfs")
        save_workbook(make_records(asked.households, asked.years, LAST_DAY), {}, workbook)
        make_agency(agency, "Wealdshire", USER, PASSWORD)
        opened = open_agency(agency, USER, PASSWORD)
        with opened.workspace.office.writing(opened.actor) as session:
            session.add(
                RoleGrant(user_id=opened.actor.user_id, role="panel_adviser", from_on=LAST_DAY)
            )
        opened.workspace.close()
        inside = [sys.executable, "-m", "benchmarks.tracking_store", "--inside", agency]
        result = subprocess.run([*inside, str(workbook)], capture_output=True, check=True)
        for name, value in json.loads(result.stdout).items():
            print(f"{name:40} {value:10.2f}")


if __name__ == "__main__":
    main()
