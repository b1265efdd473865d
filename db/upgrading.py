"""Which revision an agency's tables have, and bringing an older agency up to this program's."""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from cfs_panels.domain.errors import OutsideTrouble
from db.cipher_file import connect
from db.engines import writing
from db.location import FileLocation, Location
from db.migrations import head, migrate, revisions
from db.safe_files import make_file, make_folder, told_of_files

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

_UPGRADE_LOCK = 0x43465355  # "CFSU", PostgreSQL's lock for one upgrade at a time
_NOT_COPIED = frozenset({"sealed_content"})  # named by their content, and never changed


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables, or nothing where there is no agency."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def check_known(revision: str | None, name: str) -> str:
    """Return the revision of an agency that this program can open, or refuse."""
    if revision is None:
        raise OutsideTrouble(f"There is no agency in {name}.")
    if revision not in revisions():
        raise OutsideTrouble(
            f"{name} was last opened by a newer CFS Panels. Install the newer version on this "
            "computer to open it; nothing was changed."
        )
    return revision


def make_tables(engine: Engine, name: str) -> None:
    """Make all tables in an empty database."""
    with _migrating(engine) as connection:
        if revision_of(connection) is not None:
            raise OutsideTrouble(f"There is already an agency in {name}.")
        migrate(connection)


def upgrade(engine: Engine, location: Location, data_key: bytes | None) -> bool:
    """Bring an older agency up to date, after a copy of it; say whether that was needed."""
    with engine.connect() as connection:
        revision = check_known(revision_of(connection), location.name)
    if revision == head():
        return False
    if isinstance(location, FileLocation) and data_key is not None:
        copy_file(location, data_key, revision)
    with _migrating(engine) as connection:
        if revision_of(connection) == head():
            return True
        if not isinstance(location, FileLocation):
            copy_tables(connection, f"before_{head()}")
        migrate(connection)
    return True


def copy_file(location: FileLocation, data_key: bytes, revision: str) -> Path:
    """Copy the agency's file and its keys, encrypted as they are, and open the copy to prove it."""
    folder = location.backups / f"revision-{revision}"
    make_folder(folder)
    target = folder / location.path.name
    with told_of_files(folder.name):
        target.unlink(missing_ok=True)
        make_file(target)
        if location.key_file.exists():
            shutil.copy2(location.key_file, folder / location.key_file.name)
    with (
        closing(connect(location.path, data_key)) as source,
        closing(connect(target, data_key)) as copy,
    ):
        source.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise OutsideTrouble(f"The copy of {location.name} could not be read back.")
    return target


def copy_tables(connection: Connection, schema: str) -> None:
    """Copy every table into a schema of its own, in the same transaction as the migration."""
    names = inspect(connection).get_table_names()
    connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
    connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    for name in names:
        if name not in _NOT_COPIED:
            connection.execute(text(f'CREATE TABLE "{schema}"."{name}" AS TABLE "{name}"'))


@contextmanager
def _migrating(engine: Engine) -> Generator[Connection]:
    """Give one transaction in which tables may be made anew, alone with the database."""
    with writing(engine).connect() as connection:
        on_file = connection.dialect.name == "sqlite"
        if on_file:
            _enforce_foreign_keys(connection, enforced=False)
        try:
            with connection.begin():
                if not on_file:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
                yield connection
                if on_file and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("a migration left a row without the row it belongs to")
        finally:
            if on_file:
                _enforce_foreign_keys(connection, enforced=True)


def _enforce_foreign_keys(connection: Connection, *, enforced: bool) -> None:
    """Set what can be set between transactions only; tables are changed by making them anew."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys = {'ON' if enforced else 'OFF'}")
