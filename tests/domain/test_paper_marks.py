"""How the papers of an item stand, column by column."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.checks import CheckFacts, CheckOutcome
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.paper_marks import (
    CasePapers,
    Mark,
    PaperDays,
    marks_of,
    no_marks,
    stopping_columns,
    stopping_papers,
)
from cfs_panels.domain.pathways import PaperColumn
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.pathway_library import newest_pathway

if TYPE_CHECKING:
    from cfs_panels.domain.pathways import Pathway

TODAY = date(2025, 10, 24)
DAYS = PaperDays(TODAY, date(2025, 11, 4), date(2025, 10, 27))
READY = (
    EventType.STAGE_ONE_PASSED,
    EventType.REPORT_FINISHED,
    EventType.REPORT_GIVEN,
    EventType.OBSERVATIONS_RECEIVED,
    EventType.COMPLIANCE_DECLARED,
)


def kind() -> Pathway:
    found = newest_pathway("fostering_mainstream")
    assert found is not None
    return found


def history(*types: EventType) -> History:
    return History(
        CaseEvent(str(n), event, TODAY - timedelta(days=30 - n)) for n, event in enumerate(types)
    )


def papers(*types: EventType, **more: object) -> CasePapers:
    return CasePapers(kind(), history(*types), **more)  # type: ignore[arg-type] # by name


def mark(found: CasePapers, column: PaperColumn) -> Mark:
    return next(m for m in marks_of(found, DAYS) if m.column is column)


def states(found: CasePapers) -> list[str]:
    return [m.state for m in marks_of(found, DAYS)]


def test_a_case_that_is_ready_has_everything_but_the_adviser_s_note() -> None:
    assert states(papers(*READY)) == ["in", "in", "in", "in", "in", "asked"]
    assert states(papers(*READY, note_finished=True)) == ["in"] * 6
    note = mark(papers(*READY), PaperColumn.NOTE)
    assert (note.words, note.day) == (
        "Panel adviser's note: write by 27 October",
        DAYS.papers_due_on,
    )


def test_what_waits_for_another_paper_is_blocked() -> None:
    found = papers(*READY[:3], ends={"observations": date(2025, 10, 24)})
    assert states(found) == ["in", "in", "in", "blocked", "asked", "asked"]
    views = mark(found, PaperColumn.VIEWS)
    assert views.words == "Applicants' observations: the time ends today"
    assert mark(papers(*READY[:2]), PaperColumn.VIEWS).state == "blocked"


@pytest.mark.parametrize(
    ("ends_on", "state", "words"),
    [
        (date(2025, 10, 27), "asked", "the time ends on 27 October"),
        (date(2025, 10, 23), "late", "the time ended on 23 October"),
    ],
)
def test_observations_have_until_their_time_ends(ends_on: date, state: str, words: str) -> None:
    found = mark(papers(*READY[:3], ends={"observations": ends_on}), PaperColumn.VIEWS)
    assert (found.state, found.words) == (state, f"Applicants' observations: {words}")


def test_without_a_report_nothing_can_go() -> None:
    assert states(papers(EventType.STAGE_TWO_STARTED))[0] == "missing"
    assert states(papers())[3] == "blocked"


def test_only_what_the_pathway_says_stops_papers() -> None:
    assert stopping_columns(papers(*READY, EventType.PANEL_BOOKED)) == frozenset()
    found = papers(*READY[:4], EventType.PANEL_BOOKED)
    assert stopping_columns(found) == {PaperColumn.SIGNED}
    assert stopping_papers(found) == ("Declaration of compliance",)


def test_a_report_that_is_given_anew_asks_for_a_new_declaration() -> None:
    found = papers(*READY, EventType.REPORT_GIVEN, EventType.PANEL_BOOKED)
    assert stopping_papers(found) == ("Declaration of compliance",)
    assert "in" not in states(found)[3:5]


def check(key: str = "dbs", **more: object) -> CheckFacts:
    return CheckFacts("1", key, "p", **more)  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("facts", "state", "words"),
    [
        (check(), "missing", "Enhanced DBS certificate: not asked for yet"),
        (check(requested_on=TODAY), "asked", "Enhanced DBS certificate: asked for, not in"),
        (
            check(requested_on=date(2025, 10, 9), due_on=date(2025, 10, 22)),
            "late",
            "Enhanced DBS certificate: late since 22 October",
        ),
        (
            check(requested_on=TODAY, received_on=TODAY, outcome=CheckOutcome.CLEAR),
            "in",
            "Enhanced DBS certificate: in",
        ),
        (
            check(
                requested_on=date(2022, 10, 30),
                received_on=date(2022, 11, 2),
                expires_on=date(2025, 11, 1),
            ),
            "late",
            "Enhanced DBS certificate: late since 1 November",
        ),
        (check("employer"), "in", "Employer's reference: in"),
        (check("employer", requested_on=TODAY), "asked", "Employer's reference: asked for, not in"),
        (check("added", requested_on=TODAY), "asked", "Further check: asked for, not in"),
    ],
)
def test_checks_stand_as_the_worst_of_them(facts: CheckFacts, state: str, words: str) -> None:
    found = mark(papers(*READY, checks=(facts,)), PaperColumn.CHECKS)
    assert (found.state, found.words) == (state, words)


def test_the_medical_has_a_column_of_its_own() -> None:
    late = check("medical", requested_on=date(2025, 10, 9), due_on=date(2025, 10, 22))
    found = papers(*READY, checks=(check("dbs", received_on=TODAY), late))
    assert mark(found, PaperColumn.MEDICAL).state == "late"
    assert mark(found, PaperColumn.CHECKS).state == "in"


def test_where_no_checks_are_kept_stage_one_speaks_for_them() -> None:
    assert mark(papers(), PaperColumn.CHECKS).state == "missing"
    assert mark(papers(EventType.STAGE_ONE_COMPLETED), PaperColumn.CHECKS).state == "in"


def test_business_needs_no_papers() -> None:
    assert all(m.is_in and not m.is_needed for m in no_marks())
    assert no_marks()[0].line().column == "report"
