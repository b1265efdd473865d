"""The agency's own versions of rules; the table is only ever added to."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import db.base
from db.audit import append_only_statements, append_only_undo_statements

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "rule_version"


def upgrade() -> None:
    """Make the table, and let nothing in it be changed or deleted."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("rule_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("change", db.base.OrderedJson(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("replaces", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_rule_version_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["rule_version.id"], name=op.f("fk_rule_version_replaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_version")),
    )
    op.create_index(op.f("ix_rule_version_rule_id"), TABLE, ["rule_id"], unique=False)
    for statement in append_only_statements(op.get_bind().dialect.name, TABLE):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table."""
    for statement in append_only_undo_statements(op.get_bind().dialect.name, TABLE):
        op.execute(statement)
    op.drop_index(op.f("ix_rule_version_rule_id"), table_name=TABLE)
    op.drop_table(TABLE)
