"""Connections to the encrypted file through the plain driver; this module loads no SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import OutsideTrouble
from db.key_wrapping import derived_key

if TYPE_CHECKING:
    from pathlib import Path

WAIT_SECONDS = 15
"""How long a save waits for another one to finish."""

CACHE_KIB = 65_536
PLAIN_SQLITE = b"SQLite format 3\x00"
SMALLEST_FILE = 4096

_SETTINGS = (
    "foreign_keys = ON",
    "temp_store = MEMORY",
    f"cache_size = -{CACHE_KIB}",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "synchronous = FULL",
)


def connect(path: Path, data_key: bytes) -> Any:  # noqa: ANN401 (the driver has no types)
    """Return a connection to an encrypted file that exists, with the settings that keep it safe.

    It begins no transaction by itself, and any one thread at a time may use it.
    """
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _unlock(connection, data_key)
    except BaseException:
        connection.close()
        raise
    return connection


def check_looks_like_agency(path: Path) -> None:
    """Refuse a file that cannot be an agency before any key is tried on it."""
    if not path.is_file():
        raise OutsideTrouble(f"There is no agency at {path}.")
    try:
        with path.open("rb") as file:
            start = file.read(len(PLAIN_SQLITE))
        size = path.stat().st_size
    except OSError as error:
        raise OutsideTrouble(f"{path.name} cannot be opened. Check who owns it.") from error
    if start == PLAIN_SQLITE or size < SMALLEST_FILE:
        raise OutsideTrouble(f"{path.name} is not an agency of CFS Panels.")


def _unlock(connection: Any, data_key: bytes) -> None:  # noqa: ANN401 (the same)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{derived_key(data_key, 'database').hex()}'\"")
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise OutsideTrouble(
            "The disk of this folder cannot keep an agency safe while it is in use. "
            "Put the agency in a folder on this computer's own disk."
        )
