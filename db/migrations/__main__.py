"""Writes a new revision from what the models say: ``python -m db.migrations WORDS``."""

from __future__ import annotations

import sys

from alembic import command
from sqlalchemy import create_engine

from db.migrations import config_for, migrate, revisions


def write_revision(words: str) -> str:
    """Write the file of the next revision and return its number."""
    number = f"{len(revisions()) + 1:04d}"
    engine = create_engine("sqlite://")
    with engine.connect() as connection, connection.begin():
        if revisions():
            migrate(connection)
        config = config_for(connection)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message=words, autogenerate=True, rev_id=number)
    engine.dispose()
    return number


if __name__ == "__main__":
    sys.exit(0 if write_revision(" ".join(sys.argv[1:])) else 1)
