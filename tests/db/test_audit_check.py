from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text, update

from db.audit import append_only_statements, append_only_undo_statements, entry_hash, record_view
from db.audit_check import check_chain
from db.database import ENTRIES_BETWEEN_ANCHORS
from db.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection

    from cfs_panels.domain.actors import Actor
    from db.database import Database


def view(database: Database, actor: Actor, times: int) -> None:
    with database.transaction(actor) as session:
        for number in range(times):
            record_view(session, "case", f"c{number}")


@contextmanager
def past_the_triggers(database: Database, actor: Actor) -> Generator[Connection]:
    """Give a connection to somebody who knows how to take the triggers away."""
    with database.transaction(actor) as session:
        connection = session.connection()
        for statement in append_only_undo_statements(connection.dialect.name):
            connection.execute(text(statement))
        yield connection
        for statement in append_only_statements(connection.dialect.name):
            connection.execute(text(statement))


def test_an_untouched_trail_has_no_problems(database: Database, actor: Actor) -> None:
    view(database, actor, 5)
    database.note_anchor()
    view(database, actor, 5)
    assert database.problems() == []


def test_a_changed_entry_is_found(database: Database, actor: Actor) -> None:
    view(database, actor, 5)
    with past_the_triggers(database, actor) as connection:
        connection.execute(text("UPDATE audit_entry SET actor_name = 'x' WHERE sequence = 3"))
    assert database.problems() == ["Audit entry 3 was changed after it was written."]


def test_a_changed_entry_with_its_hash_made_anew_is_found(database: Database, actor: Actor) -> None:
    view(database, actor, 5)
    with past_the_triggers(database, actor) as connection:
        rewrite(connection, 3, 3)
    assert database.problems() == ["Audit entry 4 does not follow from the entry before it."]


def test_a_trail_rewritten_to_its_end_is_found_by_its_anchor(
    database: Database, actor: Actor
) -> None:
    view(database, actor, 5)
    database.note_anchor()
    with past_the_triggers(database, actor) as connection:
        rewrite(connection, 3, 5)
    (problem,) = database.problems()
    assert problem.startswith("The audit trail up to entry 5 is not the one that was there on ")


def test_removed_entries_are_found(database: Database, actor: Actor) -> None:
    view(database, actor, 6)
    with past_the_triggers(database, actor) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE sequence IN (2, 4, 5)"))
    assert database.problems() == [
        "Entry 2 is missing from the audit trail.",
        "Entries 4 to 5 are missing from the audit trail.",
    ]


def test_entries_removed_from_the_end_are_found_by_their_anchor(
    database: Database, actor: Actor
) -> None:
    view(database, actor, 6)
    database.note_anchor()
    with past_the_triggers(database, actor) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE sequence > 4"))
    (problem,) = database.problems()
    assert problem.startswith("The audit trail ends at entry 4, but on ")
    assert problem.endswith(" it went on to entry 6: 2 entries are missing.")


def test_anchors_are_noted_as_the_trail_grows(database: Database, actor: Actor) -> None:
    for _ in range(3):
        view(database, actor, ENTRIES_BETWEEN_ANCHORS)
    noted = [anchor.sequence for anchor in database.anchors()]
    assert noted == [100, 200, 300]
    database.note_anchor()
    assert len(database.anchors()) == 3


def test_a_spoilt_line_among_the_anchors_does_not_hide_the_others(
    local_database: Database, actor: Actor
) -> None:
    view(local_database, actor, 2)
    local_database.note_anchor()
    path = local_database.location.anchors  # type: ignore[union-attr]  # it is a local agency
    path.write_text(path.read_text() + '{"sequence": 9, "ha')
    assert [anchor.sequence for anchor in local_database.anchors()] == [2]
    view(local_database, actor, 1)
    local_database.note_anchor()
    assert [anchor.sequence for anchor in local_database.anchors()] == [2, 3]


def test_the_check_reads_a_long_trail_in_parts(database: Database, actor: Actor) -> None:
    view(database, actor, 2500)
    with database.reading() as session:
        assert check_chain(session, []) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_table_s_guard_can_be_taken_off_and_put_back(kind: str) -> None:
    assert len(append_only_statements(kind)) == len(append_only_undo_statements(kind)) == 2


def rewrite(connection: Connection, first: int, last: int) -> None:
    """Change an entry as a forger would, and make the hashes up to ``last`` fit."""
    asked = text("SELECT hash FROM audit_entry WHERE sequence = :n")
    previous = connection.execute(asked, {"n": first - 1}).scalar_one()
    for sequence in range(first, last + 1):
        row = connection.execute(
            select(*AuditEntry.__table__.columns).where(AuditEntry.sequence == sequence)
        ).one()
        entry = row._asdict() | {"previous_hash": previous}
        if sequence == first:
            entry["actor_name"] = "Somebody Else"
        previous = entry["hash"] = entry_hash(entry)
        connection.execute(update(AuditEntry).where(AuditEntry.sequence == sequence).values(entry))
