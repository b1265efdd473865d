"""Decisions on matters that go to the decision maker without panel have no agenda item."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Let a decision stand without an agenda item."""
    with op.batch_alter_table("agency_decision") as table:
        table.alter_column("item_id", existing_type=sa.String(26), nullable=True)


def downgrade() -> None:
    """Ask for the agenda item of every decision again."""
    with op.batch_alter_table("agency_decision") as table:
        table.alter_column("item_id", existing_type=sa.String(26), nullable=False)
