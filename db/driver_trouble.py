"""What the database drivers report, in sentences; the drivers' own words may name people."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import OutsideTrouble

if TYPE_CHECKING:
    from collections.abc import Generator

_BUSY = (
    "Another copy of CFS Panels is saving to {name} just now. What you typed is kept; "
    "try again in a moment."
)
_FULL = "The disk is full, so nothing was saved. Make room on it and try again."
_DAMAGED = "{name} is damaged. Restore it from a backup; the damaged file is left as it is."
_WRONG_KEY = (
    "The key does not open {name}. It may belong to another agency, or the file is damaged; "
    "a backup or the recovery key may help."
)
_UNREACHABLE = (
    "The database server of {name} cannot be reached. Check the network and try again; "
    "what you typed is kept."
)
_REFUSED = "The database server refuses the user or password of this address."
_CLASHED = (
    "Somebody else was saving the same things at the same moment. Nothing was saved; try again."
)

# SQLite's primary result codes, https://sqlite.org/rescode.html
_FILE_SENTENCES = {
    5: _BUSY,
    6: _BUSY,
    8: "{name} cannot be written to. Check that you may change it and that the disk allows it.",
    10: "The disk could not read or write {name}. Check the disk and try again.",
    11: _DAMAGED,
    13: _FULL,
    14: "{name} cannot be opened. Check that it is still there and that you may open it.",
    26: _WRONG_KEY,
}

# PostgreSQL's SQLSTATE codes, and their classes of two letters
_SERVER_SENTENCES = {
    "08": _UNREACHABLE,
    "28": _REFUSED,
    "3D": "There is no database of this name on the server.",
    "40": _CLASHED,
    "42501": "This database user may not do that. Ask whoever keeps the server.",
    "53100": "The server's disk is full, so nothing was saved.",
    "53": "The database server is out of room or connections. Try again in a moment.",
    "55P03": _BUSY,
    "57": _UNREACHABLE,
    "58": "The database server's disk failed. Tell whoever keeps the server.",
}


class DatabaseFault(Exception):
    """The database refused what the program asked: our mistake, told without anybody's data."""

    def __init__(self, kind: str, code: str, constraint: str = "", statement: str = "") -> None:
        parts = (kind, code, constraint, statement)
        super().__init__(" / ".join(part for part in parts if part))
        self.constraint = constraint


@contextmanager
def told_plainly(name: str) -> Generator[None]:
    """Turn what a driver reports about the agency of this name into ``OutsideTrouble``."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", None) or error
        sentence = _sentence(cause)
        if sentence:
            raise OutsideTrouble(sentence.format(name=name)) from error
        if _is_driver_error(cause):
            raise _fault(error, cause) from None
        raise


def _sentence(cause: BaseException) -> str | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _FILE_SENTENCES.get(code & 0xFF)
    if not _is_driver_error(cause):
        return None
    if str(cause) == "file is not a database":
        return _WRONG_KEY
    return _server_sentence(cause)


def _server_sentence(cause: BaseException) -> str | None:
    if not type(cause).__module__.startswith("psycopg"):
        return None
    state = getattr(cause, "sqlstate", None)
    if state:
        return _SERVER_SENTENCES.get(state) or _SERVER_SENTENCES.get(state[:2])
    if not isinstance(cause, sys.modules["psycopg"].OperationalError):
        return None
    words = str(cause)
    if "authentication failed" in words or "no password supplied" in words:
        return _REFUSED
    if "does not exist" in words:
        return _SERVER_SENTENCES["3D"]
    if "SSL" in words:
        return (
            "The database server of {name} offers no encrypted connection, so CFS Panels does "
            "not use it. Ask whoever keeps the server to turn encryption on."
        )
    return _UNREACHABLE


def _is_driver_error(cause: BaseException) -> bool:
    module = type(cause).__module__
    return module.startswith(("sqlcipher3", "sqlite3", "psycopg"))


def _fault(error: Exception, cause: BaseException) -> DatabaseFault:
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    facts = getattr(cause, "diag", None)
    constraint = getattr(facts, "constraint_name", None) or ""
    if not constraint and "constraint failed: " in str(cause):
        constraint = str(cause).partition("constraint failed: ")[2]
    statement = getattr(error, "statement", None) or ""
    return DatabaseFault(type(cause).__name__, code, constraint, statement)
