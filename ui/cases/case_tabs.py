"""The tabs of a case's page, and which of them a case has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.cases.workbook_cards import is_on_record

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import CaseDetails

OVERVIEW, CHECKS, ASSESSMENT, VISITS = "overview", "checks", "assessment", "visits"
DOCUMENTS, PANEL, REQUIREMENTS, HISTORY = "documents", "panel", "requirements", "history"
WORKBOOK = "workbook"
STEPS_ALONE = (CHECKS, ASSESSMENT, VISITS)
"""The tabs that a case without steps of its own has no use for."""

HOUSEHOLDS_ALONE = (CHECKS, VISITS)
"""The tabs that the case of a child has no use for."""

TITLES = {
    OVERVIEW: "Overview",
    CHECKS: "Checks and references",
    ASSESSMENT: "Assessment",
    VISITS: "Visits",
    DOCUMENTS: "Documents",
    PANEL: "Panel and decision",
    REQUIREMENTS: "Requirements",
    WORKBOOK: "From the workbook",
    HISTORY: "History",
}
OF_CHILD = {ASSESSMENT: "Plan and match"}


def tabs_of(case: CaseDetails) -> list[tuple[str, str]]:
    """Return the tabs of a case, key and words each."""
    kept = is_on_record(case)
    left_out = set(STEPS_ALONE) if kept else set()
    if case.is_of_child:
        left_out |= set(HOUSEHOLDS_ALONE)
    if kept or not case.from_workbook:
        left_out.add(WORKBOOK)
    titles = TITLES | OF_CHILD if case.is_of_child else TITLES
    counts = {DOCUMENTS: case.papers_count, REQUIREMENTS: case.open_requirements}
    return [
        (key, f"{words} {counts[key]}" if counts.get(key) else words)
        for key, words in titles.items()
        if key not in left_out
    ]
