"""Children and imports.

Rules for a migration: it names every constraint; it never imports a model (models move on, this
file does not); enums are ``sa.String``, JSON is ``OrderedJson``, moments are ``UtcDateTime``; it
has a ``downgrade``; data it moves is moved in SQL; a table that is only ever added to gets
``append_only_statements``. With it come a test and the database it started from.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import db.base

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEW_COLUMNS = {
    "agenda_item": ("is_history", "facts"),
    "case": ("facts", "origin"),
    "panel_meeting": ("format", "chair_name", "origin"),
}


def upgrade() -> None:
    """Make the tables of children and imports, and let what there is point to them."""
    _make_import_run()
    _make_sibling_group()
    _make_child()
    _make_imported_row()
    _extend_agenda_item()
    _extend_case()
    _extend_central_list_member()
    _extend_panel_meeting()
    _drop_defaults()


def _make_import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("counts", db.base.OrderedJson(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_import_run_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )


def _make_sibling_group() -> None:
    op.create_table(
        "sibling_group",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_sibling_group_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sibling_group")),
        sa.UniqueConstraint("agency_id", "label", name=op.f("uq_sibling_group_agency_id_label")),
    )


def _make_child() -> None:
    op.create_table(
        "child",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("ethnicity", sa.String(length=200), nullable=False),
        sa.Column("sibling_group_id", sa.String(length=26), nullable=True),
        sa.Column("placed_with_siblings", sa.Boolean(), nullable=True),
        sa.Column("disability", sa.Boolean(), nullable=True),
        sa.Column("plan", sa.String(length=60), nullable=False),
        sa.Column("relinquished", sa.Boolean(), nullable=True),
        sa.Column("early_permanence", sa.Boolean(), nullable=True),
        sa.Column("matched_household_id", sa.String(length=26), nullable=True),
        sa.Column("match_source", sa.String(length=40), nullable=False),
        sa.Column("fostered_from", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_child_agency_id")),
        sa.ForeignKeyConstraint(
            ["matched_household_id"], ["household.id"], name=op.f("fk_child_matched_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["sibling_group_id"], ["sibling_group.id"], name=op.f("fk_child_sibling_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
        sa.UniqueConstraint("reference", name=op.f("uq_child_reference")),
    )
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_child_matched_household_id"), ["matched_household_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_child_sibling_group_id"), ["sibling_group_id"], unique=False
        )


def _make_imported_row() -> None:
    op.create_table(
        "imported_row",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("run_id", sa.String(length=26), nullable=False),
        sa.Column("sheet", sa.String(length=40), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("content", db.base.OrderedJson(), nullable=False),
        sa.Column("kept_as", db.base.OrderedJson(), nullable=False),
        sa.Column("notes", db.base.OrderedJson(), nullable=False),
        sa.Column("record_id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=True),
        sa.Column("other_case_id", sa.String(length=26), nullable=True),
        sa.Column("fault", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_imported_row_case_id")),
        sa.ForeignKeyConstraint(
            ["other_case_id"], ["case.id"], name=op.f("fk_imported_row_other_case_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_imported_row_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index("ix_imported_row_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_imported_row_record_id", ["record_id"], unique=False)
        batch_op.create_index("ix_imported_row_sheet_state", ["sheet", "state"], unique=False)


def _extend_agenda_item() -> None:
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_id", sa.String(length=26), nullable=True))
        batch_op.add_column(
            sa.Column("is_history", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("facts", db.base.OrderedJson(), nullable=False, server_default="{}")
        )
        batch_op.create_index(batch_op.f("ix_agenda_item_child_id"), ["child_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_child_id"), "child", ["child_id"], ["id"]
        )


def _extend_case() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_id", sa.String(length=26), nullable=True))
        batch_op.add_column(
            sa.Column("facts", db.base.OrderedJson(), nullable=False, server_default="{}")
        )
        batch_op.add_column(
            sa.Column("origin", sa.String(length=20), nullable=False, server_default="person")
        )
        batch_op.add_column(sa.Column("history_until", sa.Date(), nullable=True))
        batch_op.alter_column(
            "reference",
            existing_type=sa.VARCHAR(length=20),
            type_=sa.String(length=200),
            existing_nullable=False,
        )
        batch_op.alter_column("household_id", existing_type=sa.VARCHAR(length=26), nullable=True)
        batch_op.create_index(batch_op.f("ix_case_child_id"), ["child_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_case_child_id"), "child", ["child_id"], ["id"])


def _extend_central_list_member() -> None:
    with op.batch_alter_table("central_list_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("history_until", sa.Date(), nullable=True))


def _extend_panel_meeting() -> None:
    with op.batch_alter_table("panel_meeting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("format", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("chair_name", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("origin", sa.String(length=20), nullable=False, server_default="person")
        )


def _drop_defaults() -> None:
    """Take away what only filled the rows that were there already."""
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("panel_meeting", schema=None) as batch_op:
        batch_op.drop_column("origin")
        batch_op.drop_column("chair_name")
        batch_op.drop_column("format")

    with op.batch_alter_table("central_list_member", schema=None) as batch_op:
        batch_op.drop_column("history_until")

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_case_child_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_case_child_id"))
        batch_op.alter_column("household_id", existing_type=sa.VARCHAR(length=26), nullable=False)
        batch_op.alter_column(
            "reference",
            existing_type=sa.String(length=200),
            type_=sa.VARCHAR(length=20),
            existing_nullable=False,
        )
        batch_op.drop_column("history_until")
        batch_op.drop_column("origin")
        batch_op.drop_column("facts")
        batch_op.drop_column("child_id")

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_child_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_agenda_item_child_id"))
        batch_op.drop_column("facts")
        batch_op.drop_column("is_history")
        batch_op.drop_column("child_id")

    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.drop_index("ix_imported_row_sheet_state")
        batch_op.drop_index("ix_imported_row_record_id")
        batch_op.drop_index("ix_imported_row_case_id")

    op.drop_table("imported_row")
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_sibling_group_id"))
        batch_op.drop_index(batch_op.f("ix_child_matched_household_id"))

    op.drop_table("child")
    op.drop_table("sibling_group")
    op.drop_table("import_run")
