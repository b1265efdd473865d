"""Many rows at once, in the same trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from db.audit import record_action
from db.bulk import add_rows
from db.models import Household, ReferenceCounter

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from db.database import Database

MANY = 12_000


def test_many_rows_are_added_with_their_defaults_and_first_version(
    database: Database, actor: Actor
) -> None:
    with database.transaction(actor) as session:
        add_rows(session, Household, [{"postcode": f"WX{n}"} for n in range(3)])
        add_rows(session, ReferenceCounter, [{"letter": "F", "year": 2023}])
    with database.reading() as session:
        rows = session.scalars(select(Household).order_by(Household.postcode)).all()
        assert [(r.postcode, r.version, r.address) for r in rows] == [
            (f"WX{n}", 1, []) for n in range(3)
        ]
        assert len({row.id for row in rows}) == 3


def test_many_acts_stand_in_one_chain(database: Database, actor: Actor) -> None:
    with database.transaction(actor) as session:
        add_rows(session, Household, [{"postcode": "WX1"}] * MANY)
        for number in range(MANY):
            record_action(session, "import", "household", str(number))
    with database.transaction(actor) as session:
        record_action(session, "view", "household", "1")
    assert database.problems() == []
    with database.reading() as session:
        assert session.scalar(select(func.count(Household.id))) == MANY


def test_nothing_is_added_where_nobody_acts_or_only_reads(database: Database, actor: Actor) -> None:
    with database.reading() as session, pytest.raises(RuntimeError, match="in a session"):
        add_rows(session, Household, [{"postcode": "WX1"}])
