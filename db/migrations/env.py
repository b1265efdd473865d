"""Runs the migrations over the connection that the program has open; there is no other way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic import context
from sqlalchemy import Enum
from sqlalchemy.types import TypeDecorator

import db.models  # noqa: F401 (the tables, by their side effect on the metadata)
from db.base import Base

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """Return how a migration writes our own column types, so that it imports no model."""
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"db.base.{type(item).__name__}()"
    return False


def run() -> None:
    """Run the migrations in the caller's transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
