"""Statements that are compiled once for all agencies of a run.

SQLAlchemy keeps what it compiled for one engine, and every test opens an agency with an engine of
its own. As all engines for one kind of database are made alike, what one compiled suits the others;
the dialect stands in a statement's key, so two of a kind count as the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine
from sqlalchemy.engine.default import DefaultDialect

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Engine


def share(patch: pytest.MonkeyPatch) -> None:
    """Let every engine that is made from now on use the same compiled statements."""
    compiled: dict[Any, Any] = {}

    def engine_like_the_others(*arguments: Any, **settings: Any) -> Engine:
        engine = create_engine(*arguments, **settings)
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    patch.setattr("db.engines.create_engine", engine_like_the_others)
    patch.setattr(DefaultDialect, "__eq__", lambda one, other: type(one) is type(other))
    patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(type(dialect)))
