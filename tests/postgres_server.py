"""Pytest plugin: one private PostgreSQL server for the run, started when a test first needs it.

``CFS_PANELS_TEST_POSTGRES`` names a server to use instead (its user may create databases). Where no
server can be had, the tests that need one fail; they are never skipped.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import postgres_cluster

if TYPE_CHECKING:
    from collections.abc import Generator

GIVEN = "CFS_PANELS_TEST_POSTGRES"
FOLDER = "CFS_PANELS_TEST_POSTGRES_FOLDER"
START_SECONDS = 120

_keeper = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the server's folder, and start what stops the server when this process has ended."""
    if hasattr(config, "workerinput") or GIVEN in os.environ:
        return
    folder = tempfile.mkdtemp(prefix="cfs-panels-postgres-")
    Path(folder).chmod(0o711)
    os.environ[FOLDER] = folder
    config.stash[_keeper] = subprocess.Popen(
        [sys.executable, str(Path(postgres_cluster.__file__)), folder],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let the server end."""
    keeper = config.stash.get(_keeper, None)
    if keeper and keeper.stdin:
        keeper.stdin.close()
        keeper.wait(timeout=START_SECONDS)


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """Return the address of a server's first database; its user may create others."""
    if GIVEN in os.environ:
        return os.environ[GIVEN]
    folder = Path(os.environ[FOLDER])
    with _one_process_at_a_time(folder):
        noted = folder / postgres_cluster.ADDRESS_FILE
        if not noted.exists():
            try:
                noted.write_text(postgres_cluster.start(folder))
            except (postgres_cluster.NoServer, OSError) as error:
                noted.write_text(f"no server: {error}")
        address = noted.read_text()
    if not address.startswith("postgresql"):
        pytest.fail(address.removeprefix("no server: "), pytrace=False)
    return address


@contextmanager
def _one_process_at_a_time(folder: Path) -> Generator[None]:
    """Hold a lock that every process of the run waits for."""
    lock = sqlite3.connect(folder / "lock", timeout=START_SECONDS, isolation_level=None)
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        yield
