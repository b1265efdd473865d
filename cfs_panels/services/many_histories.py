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

from cfs_panels.domain.histories import CaseEvent, History
from db.models import Case, CaseEventRow

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.vocabulary import EventType

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


def histories_by_case(
    session: Session, cases: ColumnElement[bool], events: Collection[EventType], as_of: date
) -> Iterator[tuple[str, History]]:
    """Yield the id of each case with its history as of a day, of these kinds of event alone.

    What replaces an event is read whatever its kind. Their order is that of `History`.
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
        made = [
            CaseEvent(event_id, kind, on, None, _facts(facts), None, "", replaces, withdrawn)
            for _, event_id, kind, on, facts, replaces, withdrawn in of_case
        ]
        yield case_id, History(made, as_of, in_order=True)


def _facts(kept: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """Return facts as the database gave them: PostgreSQL has read them already."""
    return _parsed(kept) if isinstance(kept, str) else kept


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Mapping[str, Any]:
    return MappingProxyType(json.loads(text))
