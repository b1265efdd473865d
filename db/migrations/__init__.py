"""The migrations, and the one way to run them: over an open connection, in its transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent


def revisions() -> tuple[str, ...]:
    """Return every revision this program knows, oldest first, from the names of their files."""
    files = (FOLDER / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def head() -> str:
    """Return the newest revision."""
    return revisions()[-1]


def config_for(connection: Connection) -> Config:
    """Return Alembic's settings for an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring the tables up to a revision, in the connection's transaction."""
    from alembic import command

    command.upgrade(config_for(connection), target)


def migrate_back(connection: Connection, target: str) -> None:
    """Bring the tables back to an earlier revision, or to ``base``."""
    from alembic import command

    command.downgrade(config_for(connection), target)
