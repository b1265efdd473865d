"""Cases as rows of a list, made quickly: what many rows share is worked out once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cfs_panels.domain.cases import CaseRow
from cfs_panels.domain.clock_words import list_source, list_words, theme_state
from cfs_panels.domain.clocks import clock_as_stored
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.pathway_library import pathway
from db.models import Case, User

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from cfs_panels.services.office import Office

COLUMNS = (
    Case.id,
    Case.reference,
    Case.household_name,
    Case.service,
    Case.pathway,
    Case.pathway_version,
    Case.stage,
    Case.status,
    Case.next_words,
    Case.next_owner_name,
    User.name.label("worker"),
    Case.team,
    Case.clock_rule,
    Case.clock_started_on,
    Case.clock_due_on,
)
STATUS_WORDS = {
    CaseStatus.OPEN: "",
    CaseStatus.PAUSED: "On hold",
    CaseStatus.WITH_DECISION_MAKER: "With the decision maker",
    CaseStatus.DECIDED: "Decided",
    CaseStatus.CHALLENGED: "Determination sent",
    CaseStatus.APPROVED: "Approved",
    CaseStatus.IN_REVIEW: "In review",
    CaseStatus.NOT_APPROVED: "Not approved",
    CaseStatus.WITHDRAWN: "Withdrawn",
    CaseStatus.CLOSED: "Closed",
}


class _Clock(NamedTuple):
    """A clock as a list says it."""

    name: str
    state: str
    words: str
    fraction: float


class _Place(NamedTuple):
    """A stage among those of its kind of case."""

    kind: str
    name: str
    number: int
    stages: int


_NO_CLOCK = _Clock("", "", "", 0.0)


class CaseRows:
    """Makes the rows of one list, as they stand on one day."""

    def __init__(self, office: Office) -> None:
        self._today, self._calendar = office.today, office.calendar
        self._rules = office.rules
        self._clocks: dict[tuple[str, date, date], _Clock] = {}

    def row(self, kept: Row[*tuple[Any, ...]]) -> CaseRow:
        """Return a case as listed, from the columns of `COLUMNS` in their order."""
        (case_id, reference, household, service, kind, version, stage, status, step, owner,
         worker, team, rule_id, started_on, due_on) = kept  # fmt: skip
        place = _place(kind, version, stage)
        clock = self._clock(rule_id, started_on, due_on)
        return CaseRow(
            id=case_id,
            reference=reference,
            household=household,
            service=service,
            kind=place.kind,
            stage=stage,
            stage_name=place.name,
            stage_number=place.number,
            stage_count=place.stages,
            status=status,
            next_step=step or STATUS_WORDS[status],
            next_owner=owner,
            worker=worker or "",
            team=team,
            clock_name=clock.name,
            clock_state=clock.state,
            clock_words=clock.words,
            clock_due_on=due_on,
            clock_fraction=clock.fraction,
        )

    def _clock(self, rule_id: str, started_on: date | None, due_on: date | None) -> _Clock:
        if not rule_id or started_on is None or due_on is None:
            return _NO_CLOCK
        known = self._clocks.get((rule_id, started_on, due_on))
        if known is None:
            versions = self._rules.versions_of(rule_id)
            rule = versions.on(started_on) or versions.versions[-1]
            clock = clock_as_stored(rule, started_on, due_on, self._today, self._calendar)
            known = _Clock(
                list_source(clock), theme_state(clock.state), list_words(clock), clock.fraction
            )
            self._clocks[(rule_id, started_on, due_on)] = known
        return known


@cache
def _place(kind: str, version: int, stage: str) -> _Place:
    found = pathway(kind, version)
    keys = [one.key for one in found.stages]
    return _Place(found.name, found.stage(stage).name, keys.index(stage) + 1, len(keys))
