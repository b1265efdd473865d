"""The command that writes a calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cfs_panels.cli.entry import Agency, AsJson, PasswordFromInput, User, opened, parse_day
from cfs_panels.cli.output import print_json, say

STAYS_HERE = "Nothing leaves this machine by itself: open the file in your own calendar."


def calendar(
    agency: Agency,
    first: Annotated[
        date, typer.Option("--from", parser=parse_day, metavar="DATE", help="The first day.")
    ],
    last: Annotated[
        date, typer.Option("--to", parser=parse_day, metavar="DATE", help="The last day.")
    ],
    out: Annotated[Path, typer.Option(help="The calendar file to write, such as panels.ics.")],
    user: User = "",
    *,
    names: Annotated[
        bool, typer.Option("--names", help="Say who each entry is about, beside the reference.")
    ] = False,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Write meetings, deadlines, reviews and requirements to a calendar file (.ics)."""
    with opened(agency, user, from_input=from_input) as found:
        count = found.workspace.calendars.save(found.actor, first, last, out, with_names=names)
    if as_json:
        print_json({"file": str(out), "entries": count})
    say(f"{count} entries are in {out}. {STAYS_HERE}")
