"""The histories of many cases, read in one go: only the events that are asked for."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, or_, select, type_coerce

from cfs_panels.domain.histories import ASIDE, CountedEvent
from db.models import Case, CaseEventRow

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import Session

    from cfs_panels.domain.vocabulary import EventType

    _Told = Row[str, str, EventType, date, str, str | None, bool]

_COLUMNS = (
    CaseEventRow.case_id,
    CaseEventRow.id,
    CaseEventRow.type,
    CaseEventRow.on,
    type_coerce(CaseEventRow.facts, Text),  # as the database has it: most are alike
    CaseEventRow.supersedes,
    CaseEventRow.withdrawn,
)
_ORDER = (
    CaseEventRow.case_id,
    CaseEventRow.on,
    CaseEventRow.at.nulls_first(),
    CaseEventRow.recorded_at,
    CaseEventRow.id,
)


@contextmanager
def many_made() -> Generator[None]:
    """Hold the collection of rubbish while tens of thousands of records are made and kept.

    None of them is rubbish; looking through them again and again takes as long as the making.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def events_by_case(
    session: Session, cases: ColumnElement[bool], events: Collection[EventType], as_of: date
) -> Iterator[tuple[str, list[CountedEvent]]]:
    """Yield the id of each case with what counts of it as of a day, of these kinds alone.

    What replaces an event is read whatever its kind. They are those of `History.own`, in its order.
    """
    wanted = or_(CaseEventRow.type.in_(events), CaseEventRow.supersedes.is_not(None))
    statement = (
        select(*_COLUMNS)
        .join(Case, Case.id == CaseEventRow.case_id)
        .where(cases, wanted)
        .order_by(*_ORDER)
    )
    rows = session.connection().execute(statement).fetchall()
    for case_id, of_case in groupby(rows, key=itemgetter(0)):
        yield case_id, _counting(list(of_case), as_of)


def _counting(rows: Sequence[_Told], as_of: date) -> list[CountedEvent]:
    replaced = {row[5] for row in rows if row[5]}
    return [
        CountedEvent(event_id, kind, on, facts)
        for _, event_id, kind, on, kept, _replaces, withdrawn in rows
        if on <= as_of
        and not withdrawn
        and event_id not in replaced
        and not (facts := _facts(kept)).get(ASIDE)
    ]


def _facts(kept: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """Return facts as the database gave them: PostgreSQL has read them already."""
    return _parsed(kept) if isinstance(kept, str) else kept


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Mapping[str, Any]:
    return MappingProxyType(json.loads(text))
