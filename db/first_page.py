"""The first rows of the window, read before SQLAlchemy is loaded."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from db.cipher_file import check_looks_like_agency, connect
from db.driver_trouble import told_plainly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def plain_rows(
    path: Path, data_key: bytes, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """Return the rows of one hand-written question to the encrypted file; nothing is written."""
    check_looks_like_agency(path)
    with told_plainly(path.name), closing(connect(path, data_key)) as connection:
        connection.execute("PRAGMA query_only = ON")
        return list(connection.execute(sql, values))
