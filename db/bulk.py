"""Many new rows at once, as an import brings them.

The trail notes rows as the session writes them one by one. Rows that are added here pass those
listeners by, so whoever adds them notes each record that they make up with ``record_action``, in
the same transaction: its entry stands in the chain like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import insert, inspect

from cfs_panels.domain.actors import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from db.base import Base

_AT_ONCE = 5_000


def add_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new rows that all name the same columns; what they leave out has its default.

    Raises:
        RuntimeError: in a session that only reads, or in which nobody acts.
    """
    if session.info.get("reads_only") or not isinstance(session.info.get("actor"), Actor):
        raise RuntimeError("rows are added by somebody, in a session that writes")
    session.flush()
    mapper = inspect(table)
    first: dict[str, Any] = {} if mapper.version_id_col is None else {"version": 1}
    statement = insert(cast("Table", mapper.local_table))
    connection = session.connection()
    for start in range(0, len(rows), _AT_ONCE):
        batch = [{**first, **row} for row in rows[start : start + _AT_ONCE]]
        connection.execute(statement, batch)
