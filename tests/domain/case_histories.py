"""Cases as lists of events, for the tests of what is worked out from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.pathway_library import newest_pathway

if TYPE_CHECKING:
    from cfs_panels.domain.pathways import Pathway

DAY_ONE = date(2025, 3, 3)
TODAY = date(2025, 10, 24)
RECORDED = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)

FOSTERING_JOURNEY = (
    E.ENQUIRY_RECEIVED,
    E.INITIAL_VISIT_OFFERED,
    E.INITIAL_VISIT_DONE,
    E.INITIAL_VISIT_PASSED,
    E.INITIAL_VISIT_DECIDED,
    E.APPLICATION_RECEIVED,
    E.APPLICATION_ACCEPTED,
    E.STAGE_ONE_COMPLETED,
    E.STAGE_ONE_PASSED,
    E.STAGE_TWO_STARTED,
    E.REPORT_FINISHED,
    E.REPORT_GIVEN,
    E.PANEL_BOOKED,
    E.PANEL_ADVISED,
    E.OBSERVATIONS_RECEIVED,
    E.COMPLIANCE_DECLARED,
    E.PAPERS_SENT,
    E.ITEM_HEARD,
    E.RECOMMENDATION_RECORDED,
    E.MINUTES_DRAFTED,
    E.MINUTES_APPROVED,
    E.FINAL_MINUTES_SENT,
    E.DECISION_MADE,
    E.APPROVED,
    E.REGISTERED,
    E.ORAL_NOTICE_GIVEN,
    E.WRITTEN_NOTICE_SENT,
    E.AGREEMENT_SIGNED,
)


def fostering() -> Pathway:
    """Return the kind of case most tests are about."""
    found = newest_pathway("fostering_mainstream")
    assert found is not None
    return found


def adoption() -> Pathway:
    """Return the other kind of case."""
    found = newest_pathway("adoption_prospective")
    assert found is not None
    return found


def event(kind: E, day: int = 0, **more: Any) -> CaseEvent:
    """Return an event so many days after the first."""
    more.setdefault("id", f"{kind.value} {day}")
    more.setdefault("recorded_at", RECORDED + timedelta(days=day))
    return CaseEvent(type=kind, on=DAY_ONE + timedelta(days=day), **more)


def events(*kinds: E) -> list[CaseEvent]:
    """Return events of these kinds, a day apart."""
    return [event(kind, day) for day, kind in enumerate(kinds)]


def journey(upto: E) -> list[CaseEvent]:
    """Return the events of a fostering case from the enquiry up to one of them."""
    return events(*FOSTERING_JOURNEY[: FOSTERING_JOURNEY.index(upto) + 1])


def history(upto: E, *more: CaseEvent) -> History:
    """Return the history of a fostering case up to an event, with others."""
    return History([*journey(upto), *more])


def someone(*roles: Role) -> Actor:
    """Return a person with these roles."""
    return Actor("u1", "a.person", "A Person", frozenset(roles))


WORKER = someone(Role.SOCIAL_WORKER)
MANAGER = someone(Role.TEAM_MANAGER)
EVERYONE = someone(*Role)
