from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import db.models  # noqa: F401 (the tables, by their side effect on the metadata)
from db.base import Base
from db.migrations import config_for, head, migrate, migrate_back, revisions


def test_the_migrated_tables_are_those_of_the_models(connection: Connection) -> None:
    with connection.begin():
        migrate(connection)
    with connection.begin():
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_every_revision_goes_up_down_and_up_again(connection: Connection) -> None:
    for revision in revisions():
        with connection.begin():
            migrate(connection, revision)
        with connection.begin():
            migrate_back(connection, "-1")
        with connection.begin():
            migrate(connection, revision)
    with connection.begin():
        migrate_back(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert connection.execute(text("SELECT * FROM alembic_version")).all() == []


def test_file_names_tell_the_revisions_in_their_order(connection: Connection) -> None:
    script = ScriptDirectory.from_config(config_for(connection))
    known = [revision.revision for revision in script.walk_revisions()]
    assert known[::-1] == list(revisions())
    assert script.get_heads() == [head()]


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        (table.name, type(constraint).__name__)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []


def test_the_trail_is_guarded_by_the_first_revision(connection: Connection) -> None:
    with connection.begin():
        migrate(connection, "0001")
        names = "sqlite_master WHERE type = 'trigger' AND name"
        if connection.dialect.name == "postgresql":
            names = "pg_trigger WHERE tgname"
        asked = f"SELECT count(*) FROM {names} LIKE 'audit_entry_no_%'"
        assert connection.scalar(text(asked)) == (1 if "pg" in names else 2)
