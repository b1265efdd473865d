from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from db.database import Database
from db.engines import engine_for, writing
from db.safe_files import make_file
from tests.db.small_models import with_small_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from sqlalchemy import Connection

    from cfs_panels.domain.actors import Actor
    from db.location import FileLocation, Location

FIRST_MOMENT = datetime(2025, 10, 24, 9, 45, 0, 123456, tzinfo=UTC)


def clock_from(first: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on by a minute each time it is read."""
    times = iter(range(1_000_000))
    return lambda: first + timedelta(minutes=next(times))


@pytest.fixture
def shelves(
    location: Location, data_key: bytes, actor: Actor, tmp_path: Path
) -> Generator[Database]:
    """Return an open agency with the tests' own tables, on either database in turn."""
    clock = clock_from(FIRST_MOMENT)
    with Database.open(location, data_key, clock=clock, data_folder=tmp_path / "own") as database:
        yield with_small_tables(database, actor)


@pytest.fixture
def connection(
    request: pytest.FixtureRequest, new_location: Location, data_key: bytes
) -> Generator[Connection]:
    """Return a connection to an empty database, on either in turn."""
    if request.node.callspec.params["new_location"] == "sqlite":
        place: FileLocation = request.getfixturevalue("sqlite_location")
        make_file(place.path)
    engine = engine_for(new_location, data_key)
    with writing(engine).connect() as connection:
        yield connection
    engine.dispose()
