"""What all tests share: agencies on both databases, an actor, and a watch on what is logged."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests import quick_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_IN_MEMORY = quick_folder.take()
_OWN_FOLDER = tempfile.mkdtemp(prefix="cfs-panels-tests-")
"""Stands in for the person's own folders, so that no test reads or writes those."""

for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = _OWN_FOLDER
if sys.platform == "darwin":
    os.environ["HOME"] = _OWN_FOLDER

import pytest  # noqa: E402 (the person's folders are hidden first)
from hypothesis import HealthCheck, settings  # noqa: E402 (the same)

from cfs_panels.domain.actors import Actor, Role  # noqa: E402 (the same)
from db.database import Database  # noqa: E402 (the same)
from db.key_wrapping import PasswordCost  # noqa: E402 (the same)
from db.location import FileLocation, Location, ServerLocation, location_of  # noqa: E402 (the same)
from tests import compiled_once  # noqa: E402 (the same)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

pytest_plugins = ["tests.postgres_server"]
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")  # how long an example takes says nothing on a busy machine
compiled_once.share(pytest.MonkeyPatch())

KINDS = ("sqlite", "postgres")
DATA_KEY = bytes(range(100, 120))
CHEAP = PasswordCost(memory_kib=8, passes=1, lanes=1)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: a file made while tests are collected tells the time,
    and two workers that collect a second apart must still find the same names.
    """
    return argname if isinstance(val, bytes) else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the stand-in for the person's folders, and what was kept in memory."""
    for folder in (_OWN_FOLDER, _IN_MEMORY):
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


class _Unexpected(logging.Handler):
    """Collects what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _fail_on_log(request: pytest.FixtureRequest) -> Generator[None]:
    """Fail a test in which anything warned in the log; a test that reads ``caplog`` expects it."""
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.lines and "caplog" not in request.fixturenames:
        pytest.fail("Logged unexpectedly:\n" + "\n".join(handler.lines), pytrace=False)


@pytest.fixture
def actor() -> Actor:
    """Return somebody who acts: a panel adviser."""
    return Actor(
        user_id="0000000000000000000adviser",
        user_name="p.adviser",
        name="Priya Adviser",
        roles=frozenset({Role.PANEL_ADVISER}),
    )


@pytest.fixture(scope="session")
def data_key() -> bytes:
    """Return the data key of every agency in the tests."""
    return DATA_KEY


@pytest.fixture(scope="session")
def cheap_cost() -> PasswordCost:
    """Return a cost of passwords that no agency would use, so that tests are quick."""
    return CHEAP


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty agency, to be copied."""
    location = location_of(tmp_path_factory.mktemp("template") / "template.cfs")
    Database.create(location, DATA_KEY).close()
    assert isinstance(location, FileLocation)
    return location.path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """Return the name of a database with an empty agency, to be copied."""
    name = f"template_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    _on_server(postgres_server, f'CREATE DATABASE "{name}"')
    Database.create(location_of(_address(postgres_server, name)), DATA_KEY).close()
    return name


@pytest.fixture
def sqlite_location(tmp_path: Path) -> FileLocation:
    """Return where a local agency may be made: nothing is there yet."""
    location = location_of(tmp_path / "wealdshire.cfs")
    assert isinstance(location, FileLocation)
    return location


@pytest.fixture
def postgres_location(postgres_server: str) -> Generator[ServerLocation]:
    """Return an empty database on the server."""
    with _database_on(postgres_server, "template0") as location:
        yield location


@pytest.fixture(params=KINDS)
def new_location(request: pytest.FixtureRequest) -> Location:
    """Return where an agency may be made, on either database in turn."""
    location: Location = request.getfixturevalue(f"{request.param}_location")
    return location


@pytest.fixture
def sqlite_agency(tmp_path: Path, template_file: Path) -> FileLocation:
    """Return a local agency with nothing in it."""
    location = location_of(tmp_path / "wealdshire.cfs")
    assert isinstance(location, FileLocation)
    shutil.copy(template_file, location.path)
    location.papers.mkdir()
    return location


@pytest.fixture
def postgres_agency(postgres_server: str, postgres_template: str) -> Generator[ServerLocation]:
    """Return an agency on PostgreSQL with nothing in it."""
    with _database_on(postgres_server, postgres_template) as location:
        yield location


@pytest.fixture(params=KINDS)
def location(request: pytest.FixtureRequest) -> Location:
    """Return an agency with nothing in it, on either database in turn."""
    agency: Location = request.getfixturevalue(f"{request.param}_agency")
    return agency


@pytest.fixture
def database(location: Location, tmp_path: Path) -> Generator[Database]:
    """Return an open agency with nothing in it, on either database in turn."""
    with Database.open(location, DATA_KEY, data_folder=tmp_path / "own") as database:
        yield database


@pytest.fixture
def local_database(sqlite_agency: FileLocation) -> Generator[Database]:
    """Return an open local agency with nothing in it, for what only a file can show."""
    with Database.open(sqlite_agency, DATA_KEY) as database:
        yield database


@pytest.fixture
def server_database(postgres_agency: ServerLocation, tmp_path: Path) -> Generator[Database]:
    """Return an open agency on PostgreSQL, for what only a server can show."""
    with Database.open(postgres_agency, DATA_KEY, data_folder=tmp_path / "own") as database:
        yield database


def _on_server(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _address(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def _database_on(server: str, template: str) -> Generator[ServerLocation]:
    name = f"agency_{secrets.token_hex(6)}"
    _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    location = location_of(_address(server, name))
    assert isinstance(location, ServerLocation)
    yield location
    _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')
