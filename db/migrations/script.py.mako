"""${message[:1].upper() + message[1:]}.

Rules for a migration: it names every constraint; it never imports a model (models move on, this
file does not); enums are ``sa.String``, JSON is ``OrderedJson``, moments are ``UtcDateTime``; it
has a ``downgrade``; data it moves is moved in SQL; a table that is only ever added to gets
``append_only_statements``. With it come a test and the database it started from.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import db.base
${imports if imports else ""}
revision: str = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    ${downgrades if downgrades else "pass"}
