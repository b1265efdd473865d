"""The sample agency is made by the services, whole, for any day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.caseload import CaseView
from cfs_panels.domain.words import WEEKDAYS
from cfs_panels.services.entrance import Entry
from cfs_panels.services.sample.agency import make_sample
from cfs_panels.services.sample.cast import load_sample
from cfs_panels.services.sample.papers import write_documents

if TYPE_CHECKING:
    from pathlib import Path

    from db.key_wrapping import PasswordCost

KINDS = {
    "initial-visit-report",
    "minutes-extract",
    "decision-record",
    "approval-letter",
    "determination-letter",
    "foster-care-agreement",
    "agenda",
    "minutes",
}


@pytest.mark.timeout(900)
def test_the_sample_agency_is_whole_and_every_document_is_written(
    tmp_path: Path, cheap_cost: PasswordCost
) -> None:
    entry = Entry(data_folder=tmp_path / "own", cost=cheap_cost, name_cost=cheap_cost)
    made = make_sample(
        tmp_path / "wealdshire.cfs", date(2025, 10, 24), lambda *_: None, entry=entry
    )
    workspace, ruth = made.opened.workspace, made.cast["ruth.ellingham"]
    counts = workspace.caseload.counts(ruth)
    assert counts[CaseView.ALL_OPEN] > 120
    assert counts[CaseView.CLOSED] > 80
    assert workspace.agency_check.problems(ruth) == []
    coming = workspace.home.home(ruth).next_panel
    assert coming is not None
    assert (coming.held_on, coming.items) == (date(2025, 11, 4), 12)
    assert (coming.quorate_items, coming.items_to_hear) == (11, 12)
    files = write_documents(made, tmp_path / "documents", lambda *_: None)
    names = {path.stem for path in files}
    for kind in KINDS:
        assert any(name.endswith(kind) for name in names), kind
    assert {path.suffix for path in files} == {".docx", ".pdf"}
    workspace.close()


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2024, 2, 29), date(2025, 10, 24)])
def test_the_sample_keeps_its_weekdays_whatever_the_day(day: date) -> None:
    data = load_sample(day)
    assert 0 <= (day - data.day(date(2025, 10, 24))).days < 7
    held_on = data.day(date(2025, 11, 4))
    assert WEEKDAYS[held_on.weekday()] == "Tuesday"
