from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from db.base import ID_LENGTH, canonical_json, in_key_order, new_id
from db.database import ChangedMeanwhile
from tests.db.conftest import FIRST_MOMENT
from tests.db.small_models import Colour, Shelf, SmallBase

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from db.database import Database


def test_ids_made_later_sort_after_and_none_comes_twice() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {len(one) for one in ids} == {ID_LENGTH}


def test_canonical_json_is_one_text_whatever_the_order_of_keys() -> None:
    assert canonical_json({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'
    assert canonical_json({"a": [1, None], "b": "é"}) == '{"a":[1,null],"b":"é"}'


def test_key_order_reaches_every_depth() -> None:
    ordered = in_key_order({"z": [{"bb": 1, "a": 2}], "b": 0})
    assert canonical_json(ordered) == '{"b":0,"z":[{"a":2,"bb":1}]}'
    assert list(ordered) == ["b", "z"]  # type: ignore[call-overload]  # a mapping came in


def test_what_is_stored_comes_back_alike_from_both_databases(
    shelves: Database, actor: Actor
) -> None:
    bst = timezone(timedelta(hours=1))
    facts = {"zeta": 1, "bb": [{"y": True, "x": None}], "a": {"2": "é", "10": 1.5}}
    with shelves.transaction(actor) as session:
        session.add(
            Shelf(
                name="Üben",
                built_on=date(2025, 10, 24),
                opened_at=datetime(2025, 6, 1, 0, 30, 0, 7, tzinfo=bst),
                colour=Colour.RED,
                facts=facts,
                picture=b"\x00\xff",
            )
        )
    with shelves.reading() as session:
        shelf = session.scalars(select(Shelf)).one()
        stored = session.scalar(text("SELECT colour FROM shelf"))
    assert shelf.built_on == date(2025, 10, 24)
    assert shelf.opened_at == datetime(2025, 5, 31, 23, 30, 0, 7, tzinfo=UTC)
    assert shelf.opened_at.tzinfo is UTC
    assert shelf.colour is Colour.RED
    assert stored == "as red as can be"
    assert shelf.facts == facts
    assert [*shelf.facts, *shelf.facts["a"], *shelf.facts["bb"][0]] == [
        "a", "bb", "zeta", "10", "2", "x", "y",
    ]  # fmt: skip
    assert shelf.picture == b"\x00\xff"
    assert shelf.version == 1
    assert shelf.created_at == FIRST_MOMENT


def test_a_moment_without_its_zone_is_refused(shelves: Database, actor: Actor) -> None:
    naive = datetime(2025, 10, 24, 9, 45)
    with (
        pytest.raises(StatementError, match="time zone"),
        shelves.transaction(actor) as session,
    ):
        session.add(Shelf(name="A", opened_at=naive))


def test_the_second_save_of_one_version_is_refused(shelves: Database, actor: Actor) -> None:
    with shelves.transaction(actor) as session:
        session.add(Shelf(name="A"))
    with shelves.reading() as session:
        read = session.scalars(select(Shelf)).one()
    with shelves.transaction(actor) as session:
        session.scalars(select(Shelf)).one().name = "saved by somebody else"
    read.name = "mine"
    with pytest.raises(ChangedMeanwhile), shelves.transaction(actor) as session:
        session.add(read)
    with shelves.reading() as session:
        kept = session.scalars(select(Shelf)).one()
    assert (kept.name, kept.version) == ("saved by somebody else", 2)


def test_constraints_and_indexes_are_named_alike_everywhere() -> None:
    table = SmallBase.metadata.tables["book"]
    assert table.primary_key.name == "pk_book"
    assert {key.name for key in table.foreign_key_constraints} == {"fk_book_shelf_id"}
