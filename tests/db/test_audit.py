from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from db.audit import HIDDEN, PROGRAM, record_action, record_view
from db.driver_trouble import DatabaseFault
from db.models import AuditEntry
from tests.db.conftest import FIRST_MOMENT
from tests.db.small_models import Book, Colour, Scribble, Shelf

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from db.database import Database


def entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)))


def last_details(database: Database) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entries(database)[-1].details)
    return found


def a_shelf(database: Database, actor: Actor, **values: Any) -> Shelf:
    with database.transaction(actor) as session:
        shelf = Shelf(**{"name": "Lower", "facts": {"wood": "oak", "boards": 4}, **values})
        session.add(shelf)
    return shelf


def test_a_new_record_is_noted_with_its_values(shelves: Database, actor: Actor) -> None:
    shelf = a_shelf(shelves, actor, case_id="case-7", colour=Colour.RED, picture=b"abc")
    (entry,) = entries(shelves)
    assert (entry.action, entry.kind, entry.record_id) == ("insert", "shelf", shelf.id)
    assert (entry.actor_id, entry.actor_name) == (actor.user_id, actor.name)
    assert entry.case_id == "case-7"
    assert entry.at > FIRST_MOMENT
    new = json.loads(entry.details)["new"]
    assert new["name"] == "Lower"
    assert new["colour"] == "as red as can be"
    assert new["facts"] == {"wood": "oak", "boards": 4}
    assert new["picture"]["bytes"] == 3
    assert "built_on" not in new


def test_a_change_is_noted_with_old_and_new_values(shelves: Database, actor: Actor) -> None:
    shelf = a_shelf(shelves, actor)
    with shelves.transaction(actor) as session:
        found = session.get_one(Shelf, shelf.id)
        found.name = "Upper"
        found.facts = {"wood": "ash", "boards": 4}
    assert last_details(shelves) == {
        "changed": {"facts.wood": ["oak", "ash"], "name": ["Lower", "Upper"]}
    }


def test_the_old_value_is_noted_even_where_it_was_never_read(
    shelves: Database, actor: Actor
) -> None:
    shelf = a_shelf(shelves, actor)
    with shelves.transaction(actor) as session:
        found = session.get_one(Shelf, shelf.id)
        session.expire(found, ["name"])
        found.name = "Upper"
    assert last_details(shelves) == {"changed": {"name": ["Lower", "Upper"]}}


def test_setting_a_value_to_itself_is_no_act(shelves: Database, actor: Actor) -> None:
    shelf = a_shelf(shelves, actor)
    with shelves.transaction(actor) as session:
        session.get_one(Shelf, shelf.id).name = "Lower"
    assert len(entries(shelves)) == 1


def test_a_deleted_record_is_noted_with_what_it_held(shelves: Database, actor: Actor) -> None:
    shelf = a_shelf(shelves, actor)
    with shelves.transaction(actor) as session:
        session.delete(session.get_one(Shelf, shelf.id))
    entry = entries(shelves)[-1]
    assert (entry.action, entry.record_id) == ("delete", shelf.id)
    assert json.loads(entry.details)["old"]["name"] == "Lower"


def test_a_record_that_goes_with_its_owner_is_noted(shelves: Database, actor: Actor) -> None:
    shelf = a_shelf(shelves, actor, books=[Book(title="Emma")])
    with shelves.transaction(actor) as session:
        found = session.get_one(Shelf, shelf.id)
        found.books.clear()
    entry = entries(shelves)[-1]
    assert (entry.action, entry.kind) == ("delete", "book")
    assert json.loads(entry.details)["old"] == {"shelf_id": shelf.id, "title": "Emma"}


def test_passwords_are_noted_as_changed_and_never_shown(shelves: Database, actor: Actor) -> None:
    shelf = a_shelf(shelves, actor, password_hash="$argon2id$one", secret="s1", scribble="x1")
    with shelves.transaction(actor) as session:
        found = session.get_one(Shelf, shelf.id)
        found.password_hash, found.secret, found.scribble = "$argon2id$two", "s2", "x2"
    assert last_details(shelves) == {
        "changed": {"password_hash": [HIDDEN, HIDDEN], "secret": [HIDDEN, HIDDEN]}
    }
    noted = "".join(entry.details for entry in entries(shelves))
    for hidden in ("argon2id", "s1", "s2", "x1", "x2"):
        assert hidden not in noted


def test_views_exports_and_refused_sign_ins_are_noted(shelves: Database, actor: Actor) -> None:
    with shelves.transaction(actor) as session:
        record_view(session, "case", "c1", case_id="c1")
        record_action(session, "export", "register", "", details={"rows": 12, "by": Colour.RED})
    with shelves.transaction(PROGRAM) as session:
        record_action(session, "sign_in_refused", "user", "u1")
    noted = [(e.actor_name, e.action, e.kind, e.record_id, e.details) for e in entries(shelves)]
    assert noted == [
        ("Priya Adviser", "view", "case", "c1", "{}"),
        ("Priya Adviser", "export", "register", "", '{"by":"as red as can be","rows":12}'),
        ("CFS Panels", "sign_in_refused", "user", "u1", "{}"),
    ]


def test_a_failed_transaction_leaves_no_entry(shelves: Database, actor: Actor) -> None:
    with pytest.raises(ZeroDivisionError), shelves.transaction(actor) as session:
        session.add(Shelf(name="A"))
        session.flush()
        record_view(session, "case", "c1")
        raise ZeroDivisionError
    assert entries(shelves) == []


def test_what_a_savepoint_takes_back_leaves_no_entry(shelves: Database, actor: Actor) -> None:
    with shelves.transaction(actor) as session:
        session.add(Shelf(name="kept before"))
        session.flush()
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            session.add(Shelf(name="taken back"))
            session.flush()
            raise ZeroDivisionError
        with session.begin_nested():
            session.add(Shelf(name="kept after"))
    names = [json.loads(entry.details)["new"]["name"] for entry in entries(shelves)]
    assert names == ["kept before", "kept after"]
    with shelves.reading() as session:
        assert set(session.scalars(select(Shelf.name))) == set(names)


def test_a_write_that_nobody_does_is_refused(shelves: Database, actor: Actor) -> None:
    with (
        pytest.raises(RuntimeError, match="nobody is named"),
        shelves.transaction(actor) as session,
    ):
        session.info["actor"] = None
        session.add(Shelf(name="A"))
    with (
        pytest.raises(RuntimeError, match="nobody is named"),
        shelves.transaction(actor) as session,
    ):
        session.info["actor"] = None
        record_view(session, "case", "c1")


def test_audited_rows_are_not_written_past_the_trail(shelves: Database, actor: Actor) -> None:
    for statement in (
        update(Shelf).values(name="B"),
        delete(Shelf),
        insert(Book).values(id="1", shelf_id="1", title="T"),
        delete(Shelf.__table__),  # type: ignore[arg-type]  # it is a table
    ):
        with (
            pytest.raises(RuntimeError, match="written one by one"),
            shelves.transaction(actor) as session,
        ):
            session.execute(statement)


def test_tables_that_can_be_made_anew_are_left_out(shelves: Database, actor: Actor) -> None:
    with shelves.transaction(actor) as session:
        session.add(Scribble(words="half a sent"))
        session.flush()
        session.execute(update(Scribble).values(words="half a sentence"))
    assert entries(shelves) == []


def test_entries_are_never_changed_or_removed(shelves: Database, actor: Actor) -> None:
    a_shelf(shelves, actor)
    for statement in ("UPDATE audit_entry SET actor_name = 'x'", "DELETE FROM audit_entry"):
        with (
            pytest.raises(DatabaseFault, match=r"IntegrityError|RaiseException"),
            shelves.transaction(actor) as session,
        ):
            session.execute(text(statement))
    assert entries(shelves)[0].actor_name == actor.name


def test_a_session_for_reading_writes_nothing(shelves: Database) -> None:
    with pytest.raises(RuntimeError, match="only reads"), shelves.reading() as session:
        session.add(Shelf(name="A"))
        session.flush()
