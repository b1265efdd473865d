"""The agency's records read whole by a few plain queries, as the rows of a workbook need them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from json import JSONDecoder
from typing import TYPE_CHECKING, Any, NamedTuple

from cfs_panels.domain.tracking.events import Dated, Told
from cfs_panels.domain.vocabulary import OUTCOME_EVENTS, EventType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

NOTHING: Mapping[str, Any] = {}

_scanned = JSONDecoder().raw_decode


def _from_text(value: Any) -> Any:  # noqa: ANN401 (JSON of any shape)
    """Return what a file holds as text; stored JSON has no space around it to be passed over."""
    return NOTHING if value is None or value == "{}" else _scanned(value)[0]


def _as_read(value: Any) -> Any:  # noqa: ANN401 (JSON of any shape)
    """Return what a server's driver has read already."""
    return NOTHING if value is None else value


_CASES = """
SELECT c.id, c.reference, c.service, c.pathway, c.pathway_version, c.household_id, c.child_id,
       c.team, c.facts, c.origin, h.address, h.postcode, h.phone, h.email, u.name
FROM "case" c
LEFT JOIN household h ON h.id = c.household_id
LEFT JOIN "user" u ON u.id = c.worker_id
"""
_APPLICANTS = """
SELECT m.household_id, m.position, p.id, p.first_name, p.last_name, p.born_on, p.phone, p.email,
       p.facts
FROM household_member m
JOIN person p ON p.id = m.person_id
WHERE m.role = 'applicant' AND m.to_on IS NULL
ORDER BY m.household_id, m.position, m.id
"""
_EVENTS = """
SELECT id, case_id, type, "on", facts, supersedes, withdrawn
FROM case_event
WHERE type NOT IN ({types})
"""
_CHILDREN = """
SELECT c.id, c.reference, c.first_name, c.born_on, c.sex, c.ethnicity, g.label,
       c.placed_with_siblings, c.disability, c.plan, c.relinquished, c.early_permanence,
       c.matched_household_id, c.match_source, c.fostered_from
FROM child c
LEFT JOIN sibling_group g ON g.id = c.sibling_group_id
"""
_MEETINGS = """
SELECT m.id, p.service, m.held_on, m.kind, m.format, m.chair_name, m.papers_sent_on,
       m.minutes_sent_on, m.origin, m.state
FROM panel_meeting m
JOIN panel p ON p.id = m.panel_id
"""
_CHAIRS = """
SELECT m.meeting_id, l.name
FROM meeting_member m
JOIN central_list_member l ON l.id = m.member_id
WHERE m.sits_as = 'chair'
"""
_ITEMS = """
SELECT i.id, i.meeting_id, i.case_id, i.child_id, i.facts, i.papers_sent_on, i.is_history, r.id,
       r.outcome, r.terms, r.places, r.deferral_reason, i.item_name
FROM agenda_item i
LEFT JOIN recommendation r ON r.item_id = i.id
WHERE i.kind = 'case' AND NOT i.removed
"""
_VIEWS = """
SELECT recommendation_id, MIN(CASE WHEN agrees THEN 1 ELSE 0 END)
FROM member_view
GROUP BY recommendation_id
"""
_DECISIONS = """
SELECT d.id, m.held_on, d.answers
FROM agency_decision d
LEFT JOIN agenda_item i ON i.id = d.item_id
LEFT JOIN panel_meeting m ON m.id = i.meeting_id
"""
_NOTICES = """
SELECT decision_id, kind, MIN(given_on)
FROM notice
GROUP BY decision_id, kind
"""
_REQUIREMENTS = """
SELECT decision_id, text
FROM requirement
WHERE decision_id IS NOT NULL AND NOT dropped
ORDER BY due_on, id
"""
_MEMBERS = """
SELECT id, name, role, services, background, social_work_years, independent, joined_on, left_on,
       dbs_on, inducted_on, trained_on, appraised_on
FROM central_list_member
"""
_IMPORTED = """
SELECT id, sheet, content, kept_as, notes, record_id, case_id, other_case_id
FROM imported_row
WHERE state = 'taken'
"""
_IMPORTED_APART = f"{_IMPORTED} AND (record_id = '' OR CAST(kept_as AS TEXT) <> '{{}}')"

_NOT_TOLD = (
    *(EventType.CHECK_REQUESTED, EventType.CHECK_RECEIVED, EventType.CHECK_CHASED),
    *(EventType.PAPER_ADDED, EventType.DELAY_RECORDED, EventType.WORKER_CHANGED),
)
"""Frequent events that no column of the workbook tells."""

_FOLLOWING = (
    *OUTCOME_EVENTS,
    *(EventType.APPROVED, EventType.REGISTERED, EventType.REQUIREMENT_SET),
    EventType.RESIGNATION_EFFECTIVE,
)
"""Events that an import adds beside those that tell its rows; a change of a row changes them."""


SEVERAL = 2


def _by_day(event: Dated) -> tuple[date, str]:
    """Return the place of an event among those of its type: its day, then when it was recorded."""
    return event.on, event.id


class CaseLine(NamedTuple):
    """A case with its household's own facts and its worker's name."""

    id: str
    reference: str
    service: str
    pathway: str
    version: int
    household_id: str | None
    child_id: str | None
    team: str
    facts: Mapping[str, Any]
    origin: str
    address: Sequence[str]
    postcode: str
    phone: str
    email: str
    worker: str


class Applicant(NamedTuple):
    """Someone who applies, in their place."""

    household_id: str
    position: int
    id: str
    first_name: str
    last_name: str
    born_on: date | None
    phone: str
    email: str
    facts: Mapping[str, Any]


class MeetingLine(NamedTuple):
    """A meeting of a panel."""

    id: str
    service: str
    held_on: date
    kind: str
    format: str
    chair: str
    papers_sent_on: date | None
    minutes_sent_on: date | None
    origin: str
    state: str


class ItemLine(NamedTuple):
    """An item about a case, with what panel did with it."""

    id: str
    meeting_id: str
    case_id: str | None
    child_id: str | None
    facts: Mapping[str, Any]
    papers_sent_on: date | None
    is_history: bool
    recommendation_id: str | None
    outcome: str | None
    terms: tuple[str, ...]
    places: int | None
    deferral_reason: str
    item_name: str


class SignedDecision(NamedTuple):
    """What a decision record adds to its event; a matter that needs no panel has no such day."""

    panel_on: date | None
    answers: Mapping[str, Any]


class ImportedLine(NamedTuple):
    """An imported row as it was last taken."""

    id: str
    sheet: str
    content: Mapping[str, Any]
    kept_as: Mapping[str, Any]
    notes: Mapping[str, str]
    record_id: str
    case_id: str | None
    other_case_id: str | None


class StoredRows:
    """What a session reads of all cases, meetings and members; each table is read once.

    Without ``whole`` imported rows are read only where the tables do not tell all of them.
    """

    def __init__(self, session: Session, *, whole: bool = True) -> None:
        self._connection = session.connection()
        self._is_file = self._connection.dialect.name == "sqlite"
        self._whole = whole
        self._json = _from_text if self._is_file else _as_read  # no method: events hold on to it

    def _rows(self, sql: str) -> Sequence[Any]:
        """Return the rows of a query as the driver gives them, which is quick for many."""
        with self._connection.exec_driver_sql(sql) as result:
            return result.cursor.fetchall() if result.cursor is not None else ()

    def _day(self, value: Any) -> date | None:  # noqa: ANN401 (text in a file, a date on a server)
        return date.fromisoformat(value) if isinstance(value, str) else value

    @cached_property
    def cases(self) -> dict[str, CaseLine]:
        """Return every case by its id."""
        found = {}
        for row in self._rows(_CASES):
            facts, address = self._json(row[8]), self._json(row[10]) or ()
            rest = (row[11] or "", row[12] or "", row[13] or "", row[14] or "")
            found[row[0]] = CaseLine._make((*row[:8], facts, row[9], address, *rest))
        return found

    @cached_property
    def applicants(self) -> dict[str, list[Applicant]]:
        """Return those who apply together, by household."""
        found: dict[str, list[Applicant]] = defaultdict(list)
        for row in self._rows(_APPLICANTS):
            person = Applicant._make(
                (*row[:5], self._day(row[5]), row[6], row[7], self._json(row[8]))
            )
            found[person.household_id].append(person)
        return found

    @cached_property
    def told(self) -> dict[str, Told]:
        """Return the events that count of every case, by case."""
        left_out = _NOT_TOLD if self._whole else (*_NOT_TOLD, *_FOLLOWING)
        rows = self._rows(_EVENTS.format(types=", ".join(f"'{kind.value}'" for kind in left_out)))
        replaced = {row[5] for row in rows if row[5]}
        found: dict[str, dict[str, list[Dated]]] = {}
        several: list[list[Dated]] = []
        read, is_text = self._json, self._is_file
        for event_id, case_id, kind, on, facts, _, withdrawn in rows:
            if withdrawn or event_id in replaced:
                continue
            day = date.fromisoformat(on) if is_text else on
            alike = found.setdefault(case_id, {}).setdefault(kind, [])
            alike.append(Dated(event_id, kind, day, facts, read))
            if len(alike) == SEVERAL:
                several.append(alike)
        for alike in several:
            alike.sort(key=_by_day)
        return {case_id: Told(by_type) for case_id, by_type in found.items()}

    @cached_property
    def children(self) -> list[tuple[Any, ...]]:
        """Return every child, its columns in the order of the query."""
        found = []
        for row in self._rows(_CHILDREN):
            flags = {n: None if row[n] is None else bool(row[n]) for n in (7, 8, 10, 11)}
            days = {n: self._day(row[n]) for n in (3, 14)}
            found.append(tuple(flags.get(n, days.get(n, value)) for n, value in enumerate(row)))
        return found

    @cached_property
    def meetings(self) -> dict[str, MeetingLine]:
        """Return every meeting by its id, with the name of who chairs."""
        chairs: dict[str, str] = {row[0]: row[1] for row in self._rows(_CHAIRS)}
        found = {}
        for row in self._rows(_MEETINGS):
            days = (self._day(row[6]), self._day(row[7]))
            chair = row[5] or chairs.get(row[0], "")
            held_on = self._day(row[2])
            found[row[0]] = MeetingLine._make(
                (row[0], row[1], held_on, row[3], row[4], chair, *days, row[8], row[9])
            )
        return found

    @cached_property
    def items(self) -> list[ItemLine]:
        """Return every item about a case that stands on an agenda."""
        return [
            ItemLine._make(
                (
                    *row[:4],
                    self._json(row[4]),
                    self._day(row[5]),
                    bool(row[6]),
                    *row[7:9],
                    tuple(self._json(row[9])),
                    row[10],
                    row[11] or "",
                    row[12],
                )
            )
            for row in self._rows(_ITEMS)
        ]

    @cached_property
    def unanimous(self) -> dict[str, bool]:
        """Return whether all members agreed, by recommendation, where their views are kept."""
        return {found: bool(agreed) for found, agreed in self._rows(_VIEWS)}

    @cached_property
    def signed(self) -> dict[str, SignedDecision]:
        """Return the decision records by their ids."""
        return {
            row[0]: SignedDecision(self._day(row[1]), self._json(row[2]))
            for row in self._rows(_DECISIONS)
        }

    @cached_property
    def notices(self) -> dict[tuple[str, str], date | None]:
        """Return when notice was first given, by decision record and kind of notice."""
        return {(row[0], row[1]): self._day(row[2]) for row in self._rows(_NOTICES)}

    @cached_property
    def requirements(self) -> dict[str, list[str]]:
        """Return the requirements of each decision record."""
        found: dict[str, list[str]] = defaultdict(list)
        for decision_id, text in self._rows(_REQUIREMENTS):
            found[decision_id].append(text)
        return found

    @cached_property
    def members(self) -> list[tuple[Any, ...]]:
        """Return every member of the central list, the columns in the order of the query."""
        return [
            (
                *row[:3],
                tuple(self._json(row[3])),
                row[4],
                row[5],
                bool(row[6]),
                *(self._day(day) for day in row[7:13]),
            )
            for row in self._rows(_MEMBERS)
        ]

    @cached_property
    def imported(self) -> list[ImportedLine]:
        """Return the imported rows; only those that the tables do not tell, where it is enough."""
        rows = self._rows(_IMPORTED if self._whole else _IMPORTED_APART)
        return [
            ImportedLine(*row[:2], *(self._json(part) for part in row[2:5]), *row[5:])
            for row in rows
        ]
