"""``demo``: the sample agency, both journeys to the last letter, every document, the window."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cfs_panels.cli.entry import AsJson, Day, told
from cfs_panels.cli.output import errors, print_json, say
from cfs_panels.domain.caseload import CaseView

if TYPE_CHECKING:
    from cfs_panels.services.sample.agency import SampleMade

AGENCY_FILE = "wealdshire.cfs"
DOCUMENTS = "wealdshire-documents"
DEFAULT_OUT = Path("demo-output")
OpenWindow = Callable[[Path, str, str, date | None], int]


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The folder for agency and documents.")] = DEFAULT_OUT,
    as_of: Day = None,
    *,
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Make everything, show nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the sample agency, run both journeys, write every document, then open the window."""
    with told():
        day = as_of or date.today()
        out.mkdir(parents=True, exist_ok=True)
        say(f"CFS Panels: making the sample agency for {day.isoformat()} in {out}.")
        made, files, steps = _make(out, day)
    _print(made, files, steps, out, as_json=as_json)
    made.opened.workspace.close()
    if no_window:
        return
    open_window: OpenWindow | None = context.obj
    if open_window is None:
        return
    code = open_window(out / AGENCY_FILE, "ruth.ellingham", made.data.password, as_of)
    if code:
        say("The window was not opened. Everything else is done.")


def _make(out: Path, day: date) -> tuple[SampleMade, list[Path], list[tuple[str, float]]]:
    from cfs_panels.services.entrance import Entry
    from cfs_panels.services.sample.agency import make_sample
    from cfs_panels.services.sample.papers import write_documents

    _clear(out)
    with errors.status("Starting") as status:
        told_at = [0.0]

        def progress(words: str, number: int, total: int) -> None:
            if time.monotonic() - told_at[0] > 0.2 or number == total:
                told_at[0] = time.monotonic()
                status.update(f"{words}: {number:,} of {total:,}")

        entry = Entry(now=lambda: datetime.now(UTC))
        made = make_sample(out / AGENCY_FILE, day, progress, entry=entry)
        began = time.perf_counter()
        files = write_documents(made, out / DOCUMENTS, progress)
        steps = [*made.steps, (f"Writing {len(files)} documents", time.perf_counter() - began)]
    return made, files, steps


def _clear(out: Path) -> None:
    """Remove the sample that an earlier run made, and nothing else."""
    for path in out.glob(f"{AGENCY_FILE}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.rmtree(out / DOCUMENTS, ignore_errors=True)


def _print(
    made: SampleMade,
    files: list[Path],
    steps: list[tuple[str, float]],
    out: Path,
    *,
    as_json: bool,
) -> None:
    staff = made.data.facts["staff"]
    counts = made.opened.workspace.caseload.counts(made.cast["ruth.ellingham"])
    facts = {
        "agency": str(out / AGENCY_FILE),
        "as_of": made.data.as_of.isoformat(),
        "cases": {view.value: count for view, count in counts.items()},
        "meetings": len(made.meetings),
        "deeds": made.deeds,
        "journeys": [case.reference for case in made.journeys],
        "documents": [str(path) for path in files],
        "users": [{"user": p["user"], "name": p["name"], "role": p["title"]} for p in staff],
        "password": made.data.password,
        "seconds": {words: round(seconds, 2) for words, seconds in steps},
    }
    if as_json:
        print_json(facts)
        return
    write = sys.stdout.write
    write(f"\n{made.data.facts['agency']['name']}, a sample. Everybody in it is invented.\n\n")
    for words, seconds in steps:
        write(f"  {words}: {seconds:.1f} s\n")
    open_cases, closed = counts[CaseView.ALL_OPEN], counts[CaseView.CLOSED]
    write(
        f"\n  {open_cases} open cases, {closed} closed, {len(made.meetings)} "
        f"panel meetings; {made.deeds:,} things done by the same services as in the window.\n"
        f"  Agency: {out / AGENCY_FILE}\n  Documents: {out / DOCUMENTS} ({len(files)} files)\n"
        f"\n  Sign in as any of these, with the password: {made.data.password}\n"
    )
    for person in staff:
        write(f"    {person['user']:<20} {person['name']}, {person['title'].lower()}\n")
    write("    sam.teller           Sam Teller, system administrator (opens no case)\n\n")
