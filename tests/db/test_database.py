from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, text

import db.engines
import db.migrations
from cfs_panels.domain.errors import OutsideTrouble
from db.audit import PROGRAM
from db.database import Database, own_data_folder
from db.driver_trouble import DatabaseFault
from db.key_wrapping import new_data_key
from db.location import FileLocation, Location, ServerLocation, location_of
from db.models import Agency, Setting
from db.recovery_key import data_key_from_recovery, recovery_key

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.actors import Actor

NEXT_REVISION = '''"""Give agencies a motto."""

import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade() -> None:
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("agency", recreate=anew) as batch:
        batch.add_column(sa.Column("motto", sa.Text(), nullable=False, server_default="{motto}"))


def downgrade() -> None:
    with op.batch_alter_table("agency") as batch:
        batch.drop_column("motto")
'''


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program one more revision than it has, and return that revision's file."""
    folder = tmp_path / "migrations"
    shutil.copytree(db.migrations.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    revision = folder / "versions" / "9001_motto.py"
    revision.write_text(NEXT_REVISION.format(head=db.migrations.head(), motto="Onwards"))
    monkeypatch.setattr(db.migrations, "FOLDER", folder)
    return revision


def write_agency(database: Database, actor: Actor, name: str = "Wealdshire") -> None:
    with database.transaction(actor) as session:
        agency = Agency(name=name)
        session.add(agency)
        session.flush()
        session.add(Setting(agency_id=agency.id, key="clear_days", value={"on": True}))


def agency_names(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(select(Agency.name)))


def test_what_was_written_is_there_after_opening_again(
    new_location: Location, data_key: bytes, actor: Actor, own: Path
) -> None:
    with Database.create(new_location, data_key, data_folder=own) as database:
        write_agency(database, actor)
        assert database.problems() == []
    with Database.open(new_location, data_key, data_folder=own) as database:
        assert agency_names(database) == ["Wealdshire"]
        assert database.problems() == []


def test_an_agency_is_not_made_over_another(
    new_location: Location, data_key: bytes, actor: Actor, own: Path
) -> None:
    with Database.create(new_location, data_key, data_folder=own) as database:
        write_agency(database, actor)
    with pytest.raises(OutsideTrouble, match="There is already"):
        Database.create(new_location, new_data_key(), data_folder=own)
    with Database.open(new_location, data_key, data_folder=own) as database:
        assert agency_names(database) == ["Wealdshire"]


def test_a_key_file_left_from_another_agency_is_not_taken_over(
    sqlite_location: FileLocation, data_key: bytes
) -> None:
    sqlite_location.key_file.write_text("{}")
    with pytest.raises(OutsideTrouble, match=r"There is already a file .*wealdshire\.cfs-keys"):
        Database.create(sqlite_location, data_key)
    assert not sqlite_location.path.exists()


def test_a_creation_that_fails_leaves_nothing(
    sqlite_location: FileLocation, data_key: bytes, newer_program: Path
) -> None:
    newer_program.write_text(
        newer_program.read_text().replace(
            "def upgrade() -> None:", "def upgrade() -> None:\n    1 / 0"
        )
    )
    with pytest.raises(ZeroDivisionError):
        Database.create(sqlite_location, data_key)
    left = [
        path.name for path in sqlite_location.path.parent.iterdir() if "wealdshire" in path.name
    ]
    assert left == []


def test_the_wrong_key_is_told_in_a_sentence(sqlite_agency: FileLocation) -> None:
    with pytest.raises(OutsideTrouble, match=r"key does not open wealdshire\.cfs.*recovery key"):
        Database.open(sqlite_agency, new_data_key())


def test_the_recovery_key_opens_the_agency_without_its_key_file(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor
) -> None:
    with Database.open(sqlite_agency, data_key) as database:
        write_agency(database, actor)
    assert not sqlite_agency.key_file.exists()
    typed = recovery_key(data_key).lower().replace("-", " ")
    with Database.open(sqlite_agency, data_key_from_recovery(typed)) as database:
        assert agency_names(database) == ["Wealdshire"]


def test_what_is_no_agency_is_told_in_a_sentence(tmp_path: Path, data_key: bytes) -> None:
    with pytest.raises(OutsideTrouble, match=r"There is no agency at .*missing\.cfs"):
        Database.open(location_of(tmp_path / "missing.cfs"), data_key)
    for name, content in (
        ("plain.cfs", b"SQLite format 3\x00" + bytes(9000)),
        ("empty.cfs", b""),
        ("short.cfs", b"hello"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(OutsideTrouble, match=f"{name} is not an agency of CFS Panels"):
            Database.open(location_of(tmp_path / name), data_key)
        assert (tmp_path / name).read_bytes() == content


def test_an_empty_server_database_is_no_agency(
    postgres_location: ServerLocation, data_key: bytes
) -> None:
    with pytest.raises(OutsideTrouble, match="There is no agency in agency_"):
        Database.open(postgres_location, data_key)


def test_a_newer_agency_is_refused_and_left_alone(
    location: Location, data_key: bytes, actor: Actor, own: Path
) -> None:
    with (
        Database.open(location, data_key, data_folder=own) as database,
        database.transaction(PROGRAM) as session,
    ):
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OutsideTrouble, match="was last opened by a newer CFS Panels"):
        Database.open(location, data_key, data_folder=own)


def test_an_older_agency_is_copied_then_brought_up_to_date(
    location: Location, data_key: bytes, actor: Actor, own: Path, request: pytest.FixtureRequest
) -> None:
    with Database.open(location, data_key, data_folder=own) as database:
        write_agency(database, actor)
    before = db.migrations.head()
    request.getfixturevalue("newer_program")
    with Database.open(location, data_key, data_folder=own) as database:
        with database.reading() as session:
            assert session.scalar(text("SELECT motto FROM agency")) == "Onwards"
            assert session.scalar(text("SELECT count(*) FROM setting")) == 1
            if isinstance(location, ServerLocation):
                copied = session.scalar(text("SELECT name FROM before_9001.agency"))
                assert copied == "Wealdshire"
        assert database.problems() == []
    if isinstance(location, FileLocation):
        copy = location.backups / f"revision-{before}" / location.path.name
        with db.engines.engine_for(FileLocation(copy), data_key).connect() as connection:
            assert connection.scalar(text("SELECT name FROM agency")) == "Wealdshire"
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == before


def test_a_migration_that_fails_changes_nothing(
    location: Location, data_key: bytes, actor: Actor, own: Path, request: pytest.FixtureRequest
) -> None:
    with Database.open(location, data_key, data_folder=own) as database:
        write_agency(database, actor)
    before = db.migrations.head()
    revision: Path = request.getfixturevalue("newer_program")
    revision.write_text(
        revision.read_text().replace("\n\ndef downgrade", "    1 / 0\n\n\ndef downgrade")
    )
    with pytest.raises(ZeroDivisionError):
        Database.open(location, data_key, data_folder=own)
    revision.unlink()
    with Database.open(location, data_key, data_folder=own) as database:
        assert agency_names(database) == ["Wealdshire"]
        with database.reading() as session:
            assert session.scalar(text("SELECT version_num FROM alembic_version")) == before


def test_a_failed_transaction_leaves_nothing(database: Database, actor: Actor) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction(actor) as session:
        session.add(Agency(name="A"))
        session.flush()
        raise ZeroDivisionError
    assert agency_names(database) == []
    write_agency(database, actor)
    assert agency_names(database) == ["Wealdshire"]


def test_a_reader_sees_one_state_while_others_write(database: Database, actor: Actor) -> None:
    write_agency(database, actor, "One")
    with database.reading() as session:
        assert session.scalars(select(Agency.name)).all() == ["One"]
        write_agency(database, actor, "Two")
        assert session.scalars(select(Agency.name)).all() == ["One"]
    assert agency_names(database) == ["One", "Two"]


def test_a_reader_cannot_write_even_in_plain_sql(database: Database, actor: Actor) -> None:
    write_agency(database, actor)
    with (
        pytest.raises((OutsideTrouble, DatabaseFault)),
        database.reading() as session,
    ):
        session.execute(text("DELETE FROM setting"))
    write_agency(database, actor, "Two")
    assert agency_names(database) == ["Two", "Wealdshire"]


def test_foreign_keys_are_enforced_and_told_without_anybody_s_data(
    database: Database, actor: Actor
) -> None:
    with pytest.raises(DatabaseFault) as fault, database.transaction(actor) as session:
        session.add(Setting(agency_id="Zygmuntowska", key="k", value={}))
    assert "Zygmuntowska" not in str(fault.value)
    assert fault.value.__suppress_context__


def test_the_local_file_is_opened_with_safe_settings(local_database: Database) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 15000,
        "cache_size": -65536,
        "temp_store": 2,
        "secure_delete": 1,
    }
    with local_database.reading() as session:
        found = {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted


def test_a_busy_file_is_told_in_a_sentence(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor
) -> None:
    with (
        Database.open(sqlite_agency, data_key) as holder,
        Database.open(sqlite_agency, data_key) as database,
    ):
        impatient(database)
        with (
            holder.transaction(actor) as session,
            pytest.raises(OutsideTrouble, match=r"saving to wealdshire\.cfs just now"),
        ):
            session.scalars(select(Agency)).all()
            write_agency(database, actor)
        write_agency(database, actor)


def test_a_full_disk_is_told_in_a_sentence(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor
) -> None:
    with Database.open(sqlite_agency, data_key) as database:
        with (
            pytest.raises(OutsideTrouble, match="disk is full, so nothing was saved"),
            database.transaction(actor) as session,
        ):
            pages = session.scalar(text("PRAGMA page_count"))
            session.execute(text(f"PRAGMA max_page_count = {pages}"))
            session.add_all(Agency(name="x" * 150, contact="y" * 300) for _ in range(500))
        with database.transaction(actor) as session:
            session.execute(text("PRAGMA max_page_count = 1000000"))
        write_agency(database, actor)
        assert database.problems() == []


def test_a_damaged_page_is_found(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor
) -> None:
    with Database.open(sqlite_agency, data_key) as database:
        for number in range(30):
            write_agency(database, actor, f"Agency {number}")
    content = bytearray(sqlite_agency.path.read_bytes())
    content[-5000] ^= 1
    sqlite_agency.path.write_bytes(content)
    with Database.open(sqlite_agency, data_key) as database:
        assert "wealdshire.cfs is damaged. Restore it" in database.problems()[0]


def test_a_server_that_is_not_there_is_told_in_a_sentence(data_key: bytes) -> None:
    location = location_of("postgresql://ann:s3cret@127.0.0.1:1/wealdshire")
    with pytest.raises(
        OutsideTrouble, match=r"of wealdshire on 127\.0\.0\.1:1 cannot be reached"
    ) as told:
        Database.open(location, data_key)
    assert "s3cret" not in told.value.message


def test_a_wrong_server_password_and_database_are_told(
    postgres_agency: ServerLocation, data_key: bytes
) -> None:
    start, _, rest = postgres_agency.address.partition("@")
    wrong = ServerLocation(f"{start}x@{rest}")
    with pytest.raises(OutsideTrouble, match="refuses the user or password"):
        Database.open(wrong, data_key)
    with pytest.raises(OutsideTrouble, match="no database of this name"):
        Database.open(ServerLocation(f"{postgres_agency.address}x"), data_key)


def test_a_lost_connection_is_told_and_the_next_save_goes_through(
    server_database: Database, actor: Actor
) -> None:
    with (
        pytest.raises(OutsideTrouble, match="cannot be reached"),
        server_database.transaction(actor) as session,
    ):
        session.add(Agency(name="lost"))
        session.flush()
        with server_database.transaction(actor) as other:
            own = other.scalar(text("SELECT pg_backend_pid()"))
            ended = text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> :own"
            )
            other.execute(ended, {"own": own})
        session.scalars(select(Agency)).all()
    write_agency(server_database, actor)
    assert agency_names(server_database) == ["Wealdshire"]


def test_a_server_across_a_network_must_encrypt() -> None:
    far, near, set_by_hand = (
        ServerLocation(f"postgresql://ann@{rest}")
        for rest in ("db.example/w", "localhost/w", "db.example/w?sslmode=verify-full")
    )
    assert db.engines._server_settings(far, db.engines._server_url(far))["sslmode"] == "require"
    assert "sslmode" not in db.engines._server_settings(near, db.engines._server_url(near))
    assert "sslmode" not in db.engines._server_settings(
        set_by_hand, db.engines._server_url(set_by_hand)
    )


def test_tests_never_touch_the_person_s_own_folder() -> None:
    assert "cfs-panels-tests-" in str(own_data_folder())


def impatient(database: Database) -> None:
    """Let a database give up at once instead of waiting its turn."""
    engine = database._engine
    engine.dispose()
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout = 0"))


def test_an_agency_that_is_filled_waits_for_the_disk_at_the_end(
    sqlite_location: FileLocation, data_key: bytes, actor: Actor
) -> None:
    def waits(database: Database) -> int:
        with database.transaction(actor) as session:
            return int(session.scalar(text("PRAGMA synchronous")) or 0)

    with Database.create(sqlite_location, data_key) as database:
        assert waits(database) == 2
        with database.filling():
            assert waits(database) == 0
            with database.transaction(actor) as session:
                session.add(Agency(name="Wealdshire"))
        assert waits(database) == 2
        assert sqlite_location.path.with_name("wealdshire.cfs-wal").stat().st_size == 0
        with database.reading() as session:
            assert session.scalars(select(Agency.name)).all() == ["Wealdshire"]
        assert database.problems() == []


def test_an_agency_on_a_server_is_filled_as_ever(
    postgres_location: ServerLocation, data_key: bytes, actor: Actor
) -> None:
    with Database.create(postgres_location, data_key) as database:
        with database.filling(), database.transaction(actor) as session:
            session.add(Agency(name="Wealdshire"))
        with database.reading() as session:
            assert session.scalars(select(Agency.name)).all() == ["Wealdshire"]
