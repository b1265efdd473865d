from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from db.database import Database
from db.location import FileLocation, Location, ServerLocation
from db.models import Agency, AuditEntry

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor

ROOT = Path(__file__).parents[2]
PROCESSES = 8
SAVES = 15


def writer(location: Location, key: bytes, name: str, times: int) -> subprocess.Popen[str]:
    place = location.address if isinstance(location, ServerLocation) else str(location)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.db.writer", place, key.hex(), name, str(times)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline() == "ready\n", process.communicate()
    process.stdin.write("go\n")
    process.stdin.flush()


def with_an_agency(location: Location, key: bytes, actor: Actor, folder: Path) -> None:
    with (
        Database.open(location, key, data_folder=folder) as database,
        database.transaction(actor) as session,
    ):
        session.add(Agency(name="Wealdshire", contact="0"))


def test_eight_processes_save_at_once_and_nothing_is_lost(
    location: Location, data_key: bytes, actor: Actor, tmp_path: Path
) -> None:
    with_an_agency(location, data_key, actor, tmp_path)
    with ExitStack() as stack:
        processes = [
            stack.enter_context(writer(location, data_key, f"w{number}", SAVES))
            for number in range(PROCESSES)
        ]
        for process in processes:
            begin(process)
        told = [process.communicate(timeout=100) for process in processes]
    assert [errors for _, errors in told] == [""] * PROCESSES
    numbers = sorted(int(line) for shown, _ in told for line in shown.split())
    assert numbers == list(range(1, PROCESSES * SAVES + 1))
    with Database.open(location, data_key, data_folder=tmp_path) as database:
        assert database.problems() == []
        with database.reading() as session:
            assert session.scalar(select(Agency.contact)) == str(PROCESSES * SAVES)
            asked = select(func.count()).where(AuditEntry.action == "update")
            assert session.scalar(asked) == PROCESSES * SAVES


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_process_killed_while_it_saves_leaves_all_it_told_of(
    location: Location, data_key: bytes, actor: Actor, tmp_path: Path, after: int
) -> None:
    with_an_agency(location, data_key, actor, tmp_path)
    with writer(location, data_key, "w", 0) as process:
        begin(process)
        assert process.stdout
        told = [int(process.stdout.readline()) for _ in range(after)]
        process.kill()
        told += [int(line) for line in process.stdout.read().split()]
    with Database.open(location, data_key, data_folder=tmp_path) as database:
        assert database.problems() == []
        with database.transaction(actor) as session:
            agency = session.scalars(select(Agency)).one()
            kept = int(agency.contact)
            agency.name = "still takes saves"
        assert kept in {told[-1], told[-1] + 1}
        assert database.problems() == []


def test_the_log_beside_the_file_goes_when_the_last_one_closes(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor, tmp_path: Path
) -> None:
    with_an_agency(sqlite_agency, data_key, actor, tmp_path)
    names = {path.name for path in sqlite_agency.path.parent.iterdir()}
    assert not {name for name in names if name.endswith(("-wal", "-shm", "-journal"))}
