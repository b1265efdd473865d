"""Writes to an agency from another process: ``python -m tests.db.writer AGENCY KEY NAME TIMES``.

Each save reads a number and writes the next one; what was committed is told on standard output.
With ``0`` times it goes on until it is killed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from tempfile import gettempdir

from sqlalchemy import select

from cfs_panels.domain.actors import Actor
from db.database import Database
from db.location import location_of
from db.models import Agency


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(place: str, key: str, name: str, times: int) -> None:
    actor = Actor(user_id=name, user_name=name, name=name, roles=frozenset())
    own = Path(gettempdir())
    with Database.open(location_of(place), bytes.fromhex(key), data_folder=own) as database:
        tell("ready")
        sys.stdin.readline()
        for turn in range(times) if times else count():
            with database.transaction(actor) as session:
                agency = session.scalars(select(Agency).with_for_update()).one()
                agency.contact = str(int(agency.contact or 0) + 1)
                agency.address = [f"line {turn}" * 200]
            tell(agency.contact)


if __name__ == "__main__":
    _, agency, data_key, who, turns = sys.argv
    main(agency, data_key, who, int(turns))
