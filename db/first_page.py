"""Questions to an encrypted file before SQLAlchemy is loaded, by the plain driver."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from db.cipher_file import check_looks_like_agency, connect
from db.driver_trouble import told_plainly
from db.migrations import head
from db.network_share import check_on_disk

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

Row = tuple[Any, ...]


class PlainQuestions:
    """Hand-written questions to one unchanging state of an agency; nothing is written."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 (the driver has no types)
        self._connection = connection

    def rows(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a question."""
        found: list[Row] = self._connection.execute(sql, values or {}).fetchall()
        return found

    def has_tables_of_this_program(self) -> bool:
        """Return whether the tables are those that this program's questions are written for."""
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
            return False
        return self.rows("SELECT version_num FROM alembic_version") == [(head(),)]


@contextmanager
def plain_questions(path: Path, data_key: bytes) -> Generator[PlainQuestions]:
    """Open an agency's file for questions."""
    check_looks_like_agency(path)
    check_on_disk(path)
    with told_plainly(path.name), closing(connect(path, data_key)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        yield PlainQuestions(connection)
