"""What storing costs, side by side with the plain driver: ``python -m benchmarks.storage``.

Each way is taken in turn in every round; the table shows medians and the ratio to the floor. With
``--server postgresql://...`` (a user that may create databases) PostgreSQL is measured as well.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import select

from cfs_panels.domain.actors import Actor
from db.audit import record_view
from db.audit_check import check_chain
from db.cipher_file import connect
from db.database import Database
from db.first_page import plain_questions
from db.key_file import KeyFile
from db.key_wrapping import new_data_key
from db.location import FileLocation, location_of
from db.models import Agency

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from db.location import Location

ACTOR = Actor(user_id="bench", user_name="bench", name="A. Bench", roles=frozenset())
AGENCIES = 2_000
ENTRIES = 20_000
PAPER = 1_000_000


def first_rows(path: Path, data_key: bytes, question: str) -> list[tuple[Any, ...]]:
    with plain_questions(path, data_key) as questions:
        return questions.rows(question)


def main() -> None:
    """Measure both databases and print the tables."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--rounds", type=int, default=30)
    wanted.add_argument("--server")
    chosen = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        location = location_of(Path(folder) / "bench.cfs")
        data_key = new_data_key()
        with Database.create(location, data_key) as database:
            fill(database)
            measure_file(database, data_key, chosen.rounds)
        if chosen.server:
            with server_database(chosen.server, Path(folder)) as database:
                fill(database)
                measure("PostgreSQL", ways_of(database), chosen.rounds)


def fill(database: Database) -> None:
    """Give the agency some rows and a long audit trail."""
    with database.transaction(ACTOR) as session:
        session.add_all(Agency(name=f"Agency {number:05}") for number in range(AGENCIES))
    with database.transaction(ACTOR) as session:
        for number in range(ENTRIES):
            record_view(session, "case", str(number))


def measure_file(database: Database, data_key: bytes, rounds: int) -> None:
    """Measure a local agency beside the plain driver."""
    location = database.location
    if not isinstance(location, FileLocation):
        return
    keys = KeyFile.create(location.key_file, data_key)
    keys.add_account("ann", "three blue horses", data_key)
    page = "SELECT id, name FROM agency ORDER BY name LIMIT 50"
    with closing(connect(location.path, data_key)) as plain:
        make_plain_trail(plain)
        measure(
            "Encrypted file",
            {
                "save by the plain driver (floor)": lambda: plain_save(plain),
                **ways_of(database),
                "first page, plain driver, opening it": lambda: first_rows(
                    location.path, data_key, page
                ),
                "open and close the agency": lambda: Database.open(location, data_key).close(),
                "key file: sign in": lambda: keys.open("ann", "three blue horses"),
            },
            rounds,
        )


def ways_of(database: Database) -> dict[str, Callable[[], object]]:
    """Return what is measured on either database."""
    return {
        "save with its audit entry": lambda: save(database),
        "read one record": lambda: read(database),
        "put and get a paper of 1 MB": lambda: put_and_get(database),
        f"check {ENTRIES} audit entries": lambda: check(database),
    }


def measure(title: str, ways: Mapping[str, Callable[[], object]], rounds: int) -> None:
    """Print the median of each way, and its ratio to the first."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            if turn:
                times[name].append((time.perf_counter() - begun) * 1000)
    floor = statistics.median(next(iter(times.values())))
    print(f"\n{title}: medians of {rounds} rounds")
    for name, taken in times.items():
        middle = statistics.median(taken)
        worst = sorted(taken)[int(len(taken) * 0.95)]
        print(f"  {name:40}{middle:9.2f} ms{worst:9.2f} p95{middle / floor:8.1f} x")


def make_plain_trail(plain: Any) -> None:  # noqa: ANN401 (the driver has no types)
    """Make a table like the audit trail, for the floor to write to."""
    plain.execute("CREATE TABLE bench AS SELECT * FROM audit_entry")
    for columns in ("sequence", "kind, record_id", "case_id", "actor_id"):
        name = columns.replace(", ", "_")
        plain.execute(f"CREATE INDEX bench_{name} ON bench ({columns})")


def plain_save(plain: Any) -> None:  # noqa: ANN401 (the same)
    """Save a row and an audit row with the driver alone."""
    plain.execute("BEGIN IMMEDIATE")
    row = plain.execute("SELECT id, version FROM agency LIMIT 1").fetchone()
    plain.execute(
        "UPDATE agency SET contact = ?, version = version + 1 WHERE id = ? AND version = ?",
        (secrets.token_hex(8), *row),
    )
    last = plain.execute("SELECT max(sequence) FROM bench").fetchone()[0] or 0
    details = '{"changed":{"contact":["0123456789abcdef","0123456789abcdef"]}}'
    values = (last + 1, "2025-10-24 09:45:00.000000", "bench", "A. Bench", "update", "agency")
    entry = (*values, row[0], None, details, "0" * 64, "f" * 64)
    plain.execute("INSERT INTO bench VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entry)
    plain.execute("COMMIT")


def save(database: Database) -> None:
    """Save a row as the services do."""
    with database.transaction(ACTOR) as session:
        agency = session.scalars(select(Agency).limit(1)).one()
        agency.contact = secrets.token_hex(8)


def read(database: Database) -> None:
    """Read a row as the services do."""
    with database.reading() as session:
        session.scalars(select(Agency).limit(1)).one()


def put_and_get(database: Database) -> None:
    """Keep a new paper and read it back."""
    with database.transaction(ACTOR) as session:
        papers = database.papers(session)
        papers.get(papers.put(os.urandom(PAPER)))


def check(database: Database) -> None:
    """Check the whole audit trail."""
    with database.reading() as session:
        if check_chain(session, database.anchors()):
            raise RuntimeError("the trail is broken")


@contextmanager
def server_database(server: str, folder: Path) -> Generator[Database]:
    """Give an agency in a database of its own, and remove that at the end."""
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    location: Location = location_of(f"{server.rpartition('/')[0]}/{name}")
    with Database.create(location, new_data_key(), data_folder=folder) as database:
        yield database
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


if __name__ == "__main__":
    main()
