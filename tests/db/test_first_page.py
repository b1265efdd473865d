from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import OutsideTrouble
from db.cipher_file import connect
from db.database import Database
from db.first_page import plain_questions
from db.key_wrapping import new_data_key
from db.models import Agency

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from db.location import FileLocation


def test_rows_are_read_by_the_plain_driver_beside_an_open_agency(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor
) -> None:
    with Database.open(sqlite_agency, data_key) as database:
        with database.transaction(actor) as session:
            session.add_all([Agency(name="Wealdshire"), Agency(name="Northmoor")])
        with plain_questions(sqlite_agency.path, data_key) as questions:
            asked = "SELECT name, version FROM agency WHERE name > :after ORDER BY name"
            rows = questions.rows(asked, {"after": "A"})
            assert questions.rows("SELECT count(*) FROM agency") == [(2,)]
    assert rows == [("Northmoor", 1), ("Wealdshire", 1)]


def test_nothing_can_be_written_this_way(sqlite_agency: FileLocation, data_key: bytes) -> None:
    with (
        pytest.raises(OutsideTrouble, match="cannot be written to"),
        plain_questions(sqlite_agency.path, data_key) as questions,
    ):
        questions.rows("DELETE FROM agency")


def test_a_wrong_key_and_a_missing_file_are_told(sqlite_agency: FileLocation) -> None:
    with (
        pytest.raises(OutsideTrouble, match=r"key does not open wealdshire\.cfs"),
        plain_questions(sqlite_agency.path, new_data_key()),
    ):
        pass
    with (
        pytest.raises(OutsideTrouble, match="There is no agency"),
        plain_questions(sqlite_agency.path.with_name("other.cfs"), new_data_key()),
    ):
        pass


def test_tables_of_another_program_are_not_asked(
    sqlite_agency: FileLocation, data_key: bytes
) -> None:
    with plain_questions(sqlite_agency.path, data_key) as questions:
        assert questions.has_tables_of_this_program()
    for change in ("UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version"):
        connection = connect(sqlite_agency.path, data_key)
        connection.execute(change)
        connection.close()
        with plain_questions(sqlite_agency.path, data_key) as questions:
            assert not questions.has_tables_of_this_program()
