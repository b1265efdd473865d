"""A case that a workbook brought: what it calls for, and which of its clocks are history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cfs_panels.domain.clock_words import list_words, pill_words, theme_state
from cfs_panels.domain.clocks import ClockState, first_to_end, with_history, worst_state
from cfs_panels.domain.histories import ASIDE, CaseEvent, History
from cfs_panels.domain.projections import next_step, project
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.pathway_library import pathway
from tests.domain.test_clocks import clock

MAINSTREAM = pathway("fostering_mainstream", 1)
FIRST = date(2023, 1, 9)


def history(*types: E, here: tuple[E, ...] = (), facts: dict[str, Any] | None = None) -> History:
    """Return imported events a week apart, then events recorded here."""
    return History(
        CaseEvent(
            str(number),
            kind,
            FIRST + timedelta(weeks=number),
            facts=facts or {},
            imported=number < len(types),
        )
        for number, kind in enumerate((*types, *here))
    )


@pytest.mark.parametrize(
    ("types", "step"),
    [
        ((E.ENQUIRY_RECEIVED,), "arrange_visit"),
        ((E.ENQUIRY_RECEIVED, E.INITIAL_VISIT_DONE), ""),
        ((E.INITIAL_VISIT_DONE, E.INITIAL_VISIT_DECIDED), "await_application"),
        ((E.ENQUIRY_RECEIVED, E.APPLICATION_RECEIVED), "accept_application"),
        ((E.ENQUIRY_RECEIVED, E.APPLICATION_ACCEPTED), "checks"),
        ((E.STAGE_ONE_PASSED,), "start_stage_two"),
        ((E.ENQUIRY_RECEIVED, E.STAGE_TWO_STARTED), "report"),
        ((E.STAGE_TWO_STARTED, E.RECOMMENDATION_RECORDED), "draft_minutes"),
        ((E.RECOMMENDATION_RECORDED, E.FINAL_MINUTES_SENT), "decide"),
        ((E.ENQUIRY_RECEIVED, E.DECISION_MADE), ""),
        ((E.DECISION_MADE, E.APPROVED, E.REGISTERED), ""),
        ((E.ENQUIRY_RECEIVED, E.WITHDRAWN_BY_APPLICANT), ""),
    ],
)
def test_a_workbook_calls_for_what_comes_after_the_furthest_it_tells(
    types: tuple[E, ...], step: str
) -> None:
    found = next_step(MAINSTREAM, history(*types))
    assert (found.key if found else "") == step


def test_what_is_recorded_here_calls_for_its_own_steps() -> None:
    found = next_step(MAINSTREAM, history(E.DECISION_MADE, E.APPROVED, here=(E.REPORT_FINISHED,)))
    assert found is not None
    assert found.key == "give_report"


def test_what_stands_aside_moves_no_case() -> None:
    aside = CaseEvent("x", E.DECISION_MADE, date(2025, 1, 6), facts={ASIDE: True}, imported=True)
    approved = history(E.DECISION_MADE, E.APPROVED, E.REGISTERED)
    both = History([*approved.events, aside])
    assert project(MAINSTREAM, both).status is CaseStatus.APPROVED
    assert both.own.events == approved.events


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        (E.RESIGNATION_RECEIVED, CaseStatus.APPROVED),
        (E.RESIGNATION_EFFECTIVE, CaseStatus.CLOSED),
        (E.DEREGISTERED, CaseStatus.CLOSED),
    ],
)
def test_an_approval_ends(ending: E, status: CaseStatus) -> None:
    found = project(MAINSTREAM, history(E.DECISION_MADE, E.REGISTERED, ending))
    assert found.status is status


def test_a_clock_that_had_run_out_before_the_import_is_history() -> None:
    late = clock("F-ADM", date(2025, 10, 1))
    assert late.state is ClockState.OVERDUE
    assert with_history([late], None) == [late]
    assert with_history([late], late.due_on) == [late]
    day_after = late.on
    (past,) = with_history([late], day_after)
    assert past.state is ClockState.HISTORY
    assert (first_to_end([past]), worst_state([past])) == (None, ClockState.RUNNING)
    assert pill_words(past) == "Before your records"
    assert list_words(past).startswith("Was due on ")
    assert theme_state(past.state) == "done"


def test_a_clock_that_still_ran_at_the_import_is_work() -> None:
    running = clock("F-ADM", date(2025, 10, 20))
    assert with_history([running], running.on) == [running]
    assert with_history([running._replace(state=ClockState.MET)], running.on)[0].state is (
        ClockState.MET
    )


def test_of_what_a_workbook_tells_of_one_day_the_end_comes_last() -> None:
    day = date(2021, 7, 9)
    types = (E.ENQUIRY_RECEIVED, E.CASE_CLOSED, E.DECISION_MADE)
    told = [CaseEvent(str(n), kind, day, imported=True) for n, kind in enumerate(types)]
    assert project(MAINSTREAM, History(told)).status is CaseStatus.CLOSED
    here = [*told, CaseEvent("3", E.DECISION_MADE, day)]
    assert project(MAINSTREAM, History(here)).status is CaseStatus.DECIDED


def test_minutes_that_came_after_the_decision_call_for_no_other() -> None:
    heard, decided, sent = date(2021, 6, 21), date(2021, 6, 28), date(2021, 7, 2)
    told = [
        CaseEvent("1", E.RECOMMENDATION_RECORDED, heard, imported=True),
        CaseEvent("2", E.DECISION_MADE, decided, imported=True),
        CaseEvent("3", E.FINAL_MINUTES_SENT, sent, imported=True),
    ]
    assert project(MAINSTREAM, History(told)).status is CaseStatus.DECIDED
    assert project(MAINSTREAM, History([told[0], told[2]])).status is CaseStatus.WITH_DECISION_MAKER
