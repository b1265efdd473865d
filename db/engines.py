"""Connections to an agency, on either database, pooled and with safe settings."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.pool import QueuePool

from cfs_panels.domain.errors import OutsideTrouble
from db.cipher_file import WAIT_SECONDS, connect
from db.location import FileLocation, Location, ServerLocation

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

KEPT_OPEN = 4
AT_MOST_MORE = 8

_CONNECT_SECONDS = 10


def engine_for(location: Location, data_key: bytes | None) -> Engine:
    """Return the engine of an agency; nothing is opened yet."""
    if isinstance(location, ServerLocation):
        return _server_engine(location)
    if data_key is None:
        raise ValueError("an agency's file opens with its data key only")
    return _file_engine(location, data_key)


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write, over the same connections."""
    return engine.execution_options(writes=True)


def reading(engine: Engine) -> Engine:
    """Return the engine for transactions that read one unchanging state, and write nothing."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(writes=False)


@contextmanager
def filled_at_once(engine: Engine) -> Generator[None]:
    """Let saves to a local file return before the disk has them; it has them all at the end."""
    if engine.dialect.name == "postgresql":
        yield
        return
    event.listen(engine.pool, "checkout", _hurry)
    try:
        yield
    finally:
        event.remove(engine.pool, "checkout", _hurry)
        engine.dispose()  # connections of the usual settings take their place
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _hurry(
    connection: DBAPIConnection, record: ConnectionPoolEntry, proxy: PoolProxiedConnection
) -> None:
    if not record.info.get("hurries"):
        connection.cursor().execute("PRAGMA synchronous = OFF")
        record.info["hurries"] = True


def _file_engine(location: FileLocation, data_key: bytes) -> Engine:
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(location.path, data_key),
        poolclass=QueuePool,
        pool_size=KEPT_OPEN,
        max_overflow=AT_MOST_MORE,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_file_transaction)
    return engine


def _begin_file_transaction(connection: Connection) -> None:
    """Begin at once as a writer or a reader: a reader that turns writer could be refused.

    The driver begins nothing by itself.
    """
    writes = bool(connection.get_execution_options().get("writes", False))
    if connection.info.get("writes") is not writes:
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.info["writes"] = writes
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server_engine(location: ServerLocation) -> Engine:
    url = _server_url(location)
    return create_engine(
        url,
        pool_size=KEPT_OPEN,
        max_overflow=AT_MOST_MORE,
        pool_pre_ping=True,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args=_server_settings(location, url),
    )


def _server_url(location: ServerLocation) -> URL:
    try:
        return make_url(location.address).set(drivername="postgresql+psycopg")
    except Exception as error:
        raise OutsideTrouble("This is not an address of a PostgreSQL database.") from error


def _server_settings(location: ServerLocation, url: URL) -> dict[str, Any]:
    """Return settings that the address leaves open; across a network, encryption is a must."""
    wait = WAIT_SECONDS * 1000
    settings: dict[str, Any] = {
        "application_name": "CFS Panels",
        "connect_timeout": _CONNECT_SECONDS,
        "options": f"-c timezone=UTC -c lock_timeout={wait} -c client_min_messages=warning",
    }
    if not location.is_this_machine:
        settings["sslmode"] = "require"
    return {name: value for name, value in settings.items() if name not in url.query}
