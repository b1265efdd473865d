"""The first tables.

Rules for a migration: it names every constraint; it never imports a model (models move on, this
file does not); enums are ``sa.String``, JSON is ``OrderedJson``, moments are ``UtcDateTime``; it
has a ``downgrade``; data it moves is moved in SQL; a table that is only ever added to gets
``append_only_statements``. With it come a test and the database it started from.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import db.base
from db.audit import append_only_statements, append_only_undo_statements

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make every table."""
    _make_agency()
    _make_audit_entry()
    _make_household()
    _make_person()
    _make_reference_counter()
    _make_sealed_content()
    _make_household_member()
    _make_panel()
    _make_setting()
    _make_user()
    _make_case()
    _make_central_list_member()
    _make_panel_meeting()
    _make_role_grant()
    _make_agenda_item()
    _make_case_access()
    _make_case_event()
    _make_check()
    _make_form_record()
    _make_meeting_member()
    _make_stored_file()
    _make_agency_decision()
    _make_attendance()
    _make_conflict_of_interest()
    _make_document()
    _make_movement()
    _make_panel_advice()
    _make_recommendation()
    _make_approval()
    _make_member_view()
    _make_notice()
    _make_qualifying_determination()
    _make_requirement()
    _make_approval_term()
    for statement in append_only_statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop every table."""
    for statement in append_only_undo_statements(op.get_bind().dialect.name):
        op.execute(statement)
    for table in TABLES_TO_DROP:
        op.drop_table(table)


def _make_agency() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("address", db.base.OrderedJson(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )


def _make_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", db.base.UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entry_actor_id_sequence"), ["actor_id", "sequence"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_entry_case_id_sequence"), ["case_id", "sequence"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_entry_kind_record_id_sequence"),
            ["kind", "record_id", "sequence"],
            unique=False,
        )


def _make_household() -> None:
    op.create_table(
        "household",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("address", db.base.OrderedJson(), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("safety_note", sa.Text(), nullable=False),
        sa.Column("safety_by", sa.String(length=200), nullable=False),
        sa.Column("safety_on", sa.Date(), nullable=True),
        sa.Column("address_is_secret", sa.Boolean(), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )


def _make_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("facts", db.base.OrderedJson(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_last_name"), ["last_name"], unique=False)


def _make_reference_counter() -> None:
    op.create_table(
        "reference_counter",
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("letter", "year", name=op.f("pk_reference_counter")),
    )


def _make_sealed_content() -> None:
    op.create_table(
        "sealed_content",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", db.base.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sealed_content")),
    )


def _make_household_member() -> None:
    op.create_table(
        "household_member",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("household_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("relationship_words", sa.String(length=80), nullable=False),
        sa.Column("at_home", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_member_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_household_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    with op.batch_alter_table("household_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_household_member_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_household_member_person_id"), ["person_id"], unique=False
        )


def _make_panel() -> None:
    op.create_table(
        "panel",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_joint", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_panel_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
    )


def _make_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", db.base.OrderedJson(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_setting_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint(
            "agency_id", "user_id", "key", name=op.f("uq_setting_agency_id_user_id_key")
        ),
    )


def _make_user() -> None:
    op.create_table(
        "user",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("user_name", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=120), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("last_signed_in_at", db.base.UtcDateTime(), nullable=True),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("wrapped_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_user_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("user_name", name=op.f("uq_user_user_name")),
    )


def _make_case() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("pathway", sa.String(length=60), nullable=False),
        sa.Column("pathway_version", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.String(length=26), nullable=False),
        sa.Column("household_name", sa.String(length=300), nullable=False),
        sa.Column("worker_id", sa.String(length=26), nullable=True),
        sa.Column("manager_id", sa.String(length=26), nullable=True),
        sa.Column("team", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("heard_of_us", sa.String(length=200), nullable=False),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("restricted_reason", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(length=60), nullable=False),
        sa.Column("next_words", sa.String(length=200), nullable=False),
        sa.Column("next_owner", sa.String(length=40), nullable=False),
        sa.Column("next_owner_name", sa.String(length=200), nullable=False),
        sa.Column("next_owner_id", sa.String(length=36), nullable=False),
        sa.Column("clock_rule", sa.String(length=30), nullable=False),
        sa.Column("clock_started_on", sa.Date(), nullable=True),
        sa.Column("clock_due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_case_agency_id")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_case_household_id")
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["user.id"], name=op.f("fk_case_manager_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["user.id"], name=op.f("fk_case_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_household_id"), ["household_id"], unique=False)
        batch_op.create_index("ix_case_service_stage", ["service", "stage"], unique=False)
        batch_op.create_index(
            "ix_case_status_clock_due_on", ["status", "clock_due_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_case_team"), ["team"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_worker_id"), ["worker_id"], unique=False)


def _make_central_list_member() -> None:
    op.create_table(
        "central_list_member",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("services", db.base.OrderedJson(), nullable=False),
        sa.Column("background", sa.String(length=120), nullable=False),
        sa.Column("social_work_years", sa.Integer(), nullable=True),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("dbs_on", sa.Date(), nullable=True),
        sa.Column("inducted_on", sa.Date(), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_central_list_member_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_central_list_member_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_central_list_member")),
    )


def _make_panel_meeting() -> None:
    op.create_table(
        "panel_meeting",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("panel_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("limit_minutes", sa.Integer(), nullable=False),
        sa.Column("minute_taker_id", sa.String(length=26), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("papers_sent_on", sa.Date(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("gaps_reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Time(), nullable=True),
        sa.Column("closed_at", sa.Time(), nullable=True),
        sa.Column("minutes_drafted_on", sa.Date(), nullable=True),
        sa.Column("minutes_sent_back", sa.Text(), nullable=False),
        sa.Column("minutes_approved_on", sa.Date(), nullable=True),
        sa.Column("minutes_approved_by", sa.String(length=26), nullable=True),
        sa.Column("minutes_digest", sa.String(length=64), nullable=False),
        sa.Column("minutes_sent_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["minute_taker_id"], ["user.id"], name=op.f("fk_panel_meeting_minute_taker_id")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_approved_by"], ["user.id"], name=op.f("fk_panel_meeting_minutes_approved_by")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_panel_meeting_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_meeting")),
    )
    with op.batch_alter_table("panel_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_meeting_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_panel_meeting_panel_id"), ["panel_id"], unique=False)


def _make_role_grant() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("deputy_of", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_role_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_user_id"), ["user_id"], unique=False)


def _make_agenda_item() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("meeting_id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("item_name", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("presenters", sa.String(length=300), nullable=False),
        sa.Column("attendees", sa.String(length=300), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("papers_sent_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("started_at", sa.Time(), nullable=True),
        sa.Column("finished_at", sa.Time(), nullable=True),
        sa.Column("heard", sa.String(length=40), nullable=False),
        sa.Column("supporter", sa.String(length=200), nullable=False),
        sa.Column("key_issues", sa.Text(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("vulnerabilities", sa.Text(), nullable=False),
        sa.Column("questions", db.base.OrderedJson(), nullable=False),
        sa.Column("views", sa.Text(), nullable=False),
        sa.Column("medical_advice", sa.Text(), nullable=False),
        sa.Column("legal_advice", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("report_quality", sa.String(length=20), nullable=False),
        sa.Column("quality_comment", sa.Text(), nullable=False),
        sa.Column("quorum_note", db.base.OrderedJson(), nullable=False),
        sa.Column("recommendation_draft", db.base.OrderedJson(), nullable=False),
        sa.Column("minutes_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_agenda_item_case_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["panel_meeting.id"], name=op.f("fk_agenda_item_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_agenda_item_meeting_id_position", ["meeting_id", "position"], unique=False
        )


def _make_case_access() -> None:
    op.create_table(
        "case_access",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_access_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_case_access_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_access")),
    )
    with op.batch_alter_table("case_access", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_access_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_access_user_id"), ["user_id"], unique=False)


def _make_case_event() -> None:
    op.create_table(
        "case_event",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("facts", db.base.OrderedJson(), nullable=False),
        sa.Column("recorded_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=False),
        sa.Column("recorded_by_name", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("supersedes", sa.String(length=26), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id")),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["case_event.id"], name=op.f("fk_case_event_supersedes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index("ix_case_event_case_id_on", ["case_id", "on"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_event_type"), ["type"], unique=False)


def _make_check() -> None:
    op.create_table(
        "check",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_of", sa.String(length=200), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_check_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_check_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check")),
    )
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_expires_on"), ["expires_on"], unique=False)


def _make_form_record() -> None:
    op.create_table(
        "form_record",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("form_key", sa.String(length=60), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers", db.base.OrderedJson(), nullable=False),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("author_id", sa.String(length=26), nullable=False),
        sa.Column("manager_id", sa.String(length=26), nullable=True),
        sa.Column("started_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("saved_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("passed_at", db.base.UtcDateTime(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decision_reasons", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_form_record_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_form_record_case_id")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_form_record_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["user.id"], name=op.f("fk_form_record_manager_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_record")),
    )
    with op.batch_alter_table("form_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_record_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_form_record_case_id"), ["case_id"], unique=False)


def _make_meeting_member() -> None:
    op.create_table(
        "meeting_member",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("meeting_id", sa.String(length=26), nullable=False),
        sa.Column("member_id", sa.String(length=26), nullable=False),
        sa.Column("sits_as", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reply", sa.String(length=60), nullable=False),
        sa.Column("arrives_at", sa.Time(), nullable=True),
        sa.Column("leaves_at", sa.Time(), nullable=True),
        sa.Column("presence", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["panel_meeting.id"], name=op.f("fk_meeting_member_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["central_list_member.id"], name=op.f("fk_meeting_member_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_member")),
        sa.UniqueConstraint(
            "meeting_id", "member_id", name=op.f("uq_meeting_member_meeting_id_member_id")
        ),
    )
    with op.batch_alter_table("meeting_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_member_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_meeting_member_member_id"), ["member_id"], unique=False
        )


def _make_stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.String(length=26), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("added_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=26), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("removed_at", db.base.UtcDateTime(), nullable=True),
        sa.Column("removed_by", sa.String(length=200), nullable=False),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_stored_file_added_by")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_stored_file_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stored_file_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stored_file_digest"), ["digest"], unique=False)


def _make_agency_decision() -> None:
    op.create_table(
        "agency_decision",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("decision_maker_id", sa.String(length=26), nullable=False),
        sa.Column("answers", db.base.OrderedJson(), nullable=False),
        sa.Column("answers_version", sa.Integer(), nullable=False),
        sa.Column("read", db.base.OrderedJson(), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("signed_at", db.base.UtcDateTime(), nullable=True),
        sa.Column("signed_name", sa.String(length=200), nullable=False),
        sa.Column("signed_role", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("supersedes_id", sa.String(length=26), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_agency_decision_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_maker_id"], ["user.id"], name=op.f("fk_agency_decision_decision_maker_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_agency_decision_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["agency_decision.id"], name=op.f("fk_agency_decision_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_decision")),
    )
    with op.batch_alter_table("agency_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_decision_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agency_decision_item_id"), ["item_id"], unique=False)


def _make_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("member_id", sa.String(length=26), nullable=False),
        sa.Column("presence", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_attendance_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["central_list_member.id"], name=op.f("fk_attendance_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("item_id", "member_id", name=op.f("uq_attendance_item_id_member_id")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_item_id"), ["item_id"], unique=False)


def _make_conflict_of_interest() -> None:
    op.create_table(
        "conflict_of_interest",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("member_id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("ruling", sa.String(length=60), nullable=False),
        sa.Column("ruling_reason", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.String(length=200), nullable=False),
        sa.Column("ruled_at", db.base.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_conflict_of_interest_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_conflict_of_interest_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["central_list_member.id"],
            name=op.f("fk_conflict_of_interest_member_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_of_interest")),
    )
    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conflict_of_interest_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_conflict_of_interest_item_id"), ["item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_conflict_of_interest_member_id"), ["member_id"], unique=False
        )


def _make_document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=True),
        sa.Column("meeting_id", sa.String(length=26), nullable=True),
        sa.Column("item_id", sa.String(length=26), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("template_version", sa.String(length=40), nullable=False),
        sa.Column("docx_digest", sa.String(length=64), nullable=False),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("inputs_digest", sa.String(length=64), nullable=False),
        sa.Column("left_out", db.base.OrderedJson(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("made_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=26), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_document_item_id")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_document_made_by")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["panel_meeting.id"], name=op.f("fk_document_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_meeting_id"), ["meeting_id"], unique=False)


def _make_movement() -> None:
    op.create_table(
        "movement",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("meeting_id", sa.String(length=26), nullable=False),
        sa.Column("member_id", sa.String(length=26), nullable=True),
        sa.Column("item_id", sa.String(length=26), nullable=True),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(length=60), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_movement_item_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["panel_meeting.id"], name=op.f("fk_movement_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["central_list_member.id"], name=op.f("fk_movement_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
    )
    with op.batch_alter_table("movement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_movement_meeting_id"), ["meeting_id"], unique=False)


def _make_panel_advice() -> None:
    op.create_table(
        "panel_advice",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=26), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_panel_advice_author_id")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_panel_advice_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_advice")),
        sa.UniqueConstraint("item_id", name=op.f("uq_panel_advice_item_id")),
    )


def _make_recommendation() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("item_id", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.Column("reasons", db.base.OrderedJson(), nullable=False),
        sa.Column("terms", db.base.OrderedJson(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("ages", sa.String(length=60), nullable=False),
        sa.Column("deferral_reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", db.base.UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_recommendation_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user.id"], name=op.f("fk_recommendation_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("item_id", name=op.f("uq_recommendation_item_id")),
    )


def _make_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("household_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=True),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_approval_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["agency_decision.id"], name=op.f("fk_approval_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_approval_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_approval_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approval_approved_on"), ["approved_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_approval_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_approval_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_approval_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_approval_review_due_on"), ["review_due_on"], unique=False
        )


def _make_member_view() -> None:
    op.create_table(
        "member_view",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("recommendation_id", sa.String(length=26), nullable=False),
        sa.Column("member_id", sa.String(length=26), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["central_list_member.id"], name=op.f("fk_member_view_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_member_view_recommendation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_view")),
        sa.UniqueConstraint(
            "recommendation_id",
            "member_id",
            name=op.f("uq_member_view_recommendation_id_member_id"),
        ),
    )
    with op.batch_alter_table("member_view", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_member_view_recommendation_id"), ["recommendation_id"], unique=False
        )


def _make_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.Time(), nullable=True),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("given_to", sa.String(length=300), nullable=False),
        sa.Column("document_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["agency_decision.id"], name=op.f("fk_notice_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_notice_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_decision_id"), ["decision_id"], unique=False)


def _make_qualifying_determination() -> None:
    op.create_table(
        "qualifying_determination",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("route_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_qualifying_determination_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["agency_decision.id"],
            name=op.f("fk_qualifying_determination_decision_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualifying_determination")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_qualifying_determination_decision_id")),
    )
    with op.batch_alter_table("qualifying_determination", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_qualifying_determination_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_qualifying_determination_last_day"), ["last_day"], unique=False
        )


def _make_requirement() -> None:
    op.create_table(
        "requirement",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_by", sa.String(length=200), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_requirement_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["agency_decision.id"], name=op.f("fk_requirement_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requirement_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_requirement_decision_id"), ["decision_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_requirement_due_on"), ["due_on"], unique=False)


def _make_approval_term() -> None:
    op.create_table(
        "approval_term",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("approval_id", sa.String(length=26), nullable=False),
        sa.Column("terms", db.base.OrderedJson(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("ages", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_approval_term_approval_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_term")),
    )
    with op.batch_alter_table("approval_term", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_term_approval_id"), ["approval_id"], unique=False
        )


TABLES_TO_DROP = (
    "approval_term",
    "requirement",
    "qualifying_determination",
    "notice",
    "member_view",
    "approval",
    "recommendation",
    "panel_advice",
    "movement",
    "document",
    "conflict_of_interest",
    "attendance",
    "agency_decision",
    "stored_file",
    "meeting_member",
    "form_record",
    "check",
    "case_event",
    "case_access",
    "agenda_item",
    "role_grant",
    "panel_meeting",
    "central_list_member",
    "case",
    "user",
    "setting",
    "panel",
    "household_member",
    "sealed_content",
    "reference_counter",
    "person",
    "household",
    "audit_entry",
    "agency",
)
