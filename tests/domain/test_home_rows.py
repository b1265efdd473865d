"""A case as a row of the home page: what is to be done, and which clock ends first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.home_rows import CaseStep, case_row
from cfs_panels.services.rule_library import rule_library

if TYPE_CHECKING:
    from cfs_panels.domain.home import HomeRow

RULES = rule_library()
TODAY = date(2025, 10, 24)
STEP = CaseStep(
    id="c1",
    reference="F-2025-0109",
    household_name="Quentin and Sayeed Ormerod",
    next_step="checks",
    next_words="Enhanced DBS certificate",
    clock_rule="F-LOCAL-MED",
    clock_started_on=date(2025, 9, 1),
    clock_due_on=date(2025, 10, 29),
    is_mine=True,
    works_it=True,
)


def row(step: CaseStep) -> HomeRow:
    return case_row(step, lambda rule_id: RULES.rule(rule_id, TODAY), TODAY, RULES.calendar())


def test_a_step_and_the_clock_that_ends_first_are_told_apart() -> None:
    found = row(STEP)
    assert found.title == "Enhanced DBS certificate: Quentin and Sayeed Ormerod"
    assert found.below == "F-2025-0109. Due 29 October: medical comment."
    assert found.when == "Wednesday 29 October"


def test_a_clock_that_is_only_watched_is_called_due() -> None:
    watched = replaced(is_mine=False, clock_rule="F-ADM", clock_due_on=date(2025, 10, 27))
    assert row(watched).title == "Decision due: Quentin and Sayeed Ormerod"


def test_a_step_without_a_clock_names_the_case_alone() -> None:
    assert row(replaced(clock_rule="", clock_due_on=None)).below == "F-2025-0109."


def replaced(**facts: Any) -> CaseStep:
    return STEP._replace(**facts)
