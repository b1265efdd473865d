"""An agency keeps what it has when rules of its own come, and nothing of those is changed."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from db.migrations import migrate, migrate_back

AGENCY = {
    "id": "a1", "name": "Wealdshire", "kind": "council", "address": "[]", "contact": "",
    "logo": b"", "version": 1,
}  # fmt: skip
VERSION = {
    "id": "v1", "agency_id": "a1", "rule_id": "F-CP-TEMP", "kind": "clock", "act": "changed",
    "change": '{"limit": 24}', "status": "verified", "effective_from": "2027-09-01",
    "reason": "The law changed.", "made_at": "2027-06-01 09:30:00", "made_by": "u1",
    "made_by_name": "Sam Teller",
}  # fmt: skip


def add(connection: Connection, table: str, row: dict[str, object]) -> None:
    names, values = ", ".join(f'"{n}"' for n in row), ", ".join(f":{n}" for n in row)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({values})'), row)


@pytest.fixture
def upgraded(connection: Connection) -> Connection:
    """Return an agency of the revision before, brought up to this one."""
    with connection.begin():
        migrate(connection, "0003")
    with connection.begin():
        add(connection, "agency", AGENCY)
    with connection.begin():
        migrate(connection, "0004")
    return connection


def test_the_agency_is_there_and_may_have_versions(upgraded: Connection) -> None:
    with upgraded.begin():
        add(upgraded, "rule_version", dict(VERSION))
        assert upgraded.execute(text("SELECT name FROM agency")).scalar_one() == "Wealdshire"


@pytest.mark.parametrize(
    "statement", ["UPDATE rule_version SET reason = ''", "DELETE FROM rule_version"]
)
def test_a_version_is_neither_changed_nor_deleted(upgraded: Connection, statement: str) -> None:
    with upgraded.begin():
        add(upgraded, "rule_version", dict(VERSION))
    with pytest.raises(DBAPIError, match="only ever added to"), upgraded.begin():
        upgraded.execute(text(statement))


def test_going_back_takes_table_and_guard_away(upgraded: Connection) -> None:
    with upgraded.begin():
        migrate_back(upgraded, "0003")
    with upgraded.begin():
        migrate(upgraded, "0004")
        assert upgraded.execute(text("SELECT count(*) FROM rule_version")).scalar_one() == 0
