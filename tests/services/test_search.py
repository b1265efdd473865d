"""What is typed into the search box finds records, and hints at none that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.papers import Papers
from cfs_panels.services.search import Search
from tests.factories import Staff, make_case
from tests.journeys.walking import blank_pdf

if TYPE_CHECKING:
    from cfs_panels.services.office import Office


@pytest.fixture
def search(office: Office, staff: Staff) -> Search:
    made = make_case(office, staff, upto=EventType.STAGE_TWO_STARTED)
    report = AttachPaper(
        made.id, "report", "Form F report", "f.pdf", blank_pdf(), office.today, staff.worker.user_id
    )
    Papers(office).attach_paper(staff.worker, report)
    return Search(office)


@pytest.mark.parametrize("typed", ["thw", "marcus thw", "F-2025-0001", "LEANNE"])
def test_a_case_is_found_by_any_of_its_names(search: Search, staff: Staff, typed: str) -> None:
    hit = search.find(staff.adviser, typed)[0]
    assert (hit.kind, hit.page) == ("case", "case")
    assert hit.below == "F-2025-0001, Stage 2"


def test_a_name_that_begins_so_stands_before_newer_ones_that_hold_it(
    search: Search, office: Office, staff: Staff
) -> None:
    for first in ("Ann", "Bea", "Cleo", "Dora", "Edna", "Fay", "Gail"):
        make_case(office, staff, names=((first, "Postlethwaite"),))
    for typed in ("thw", "marcus thw", "thw 2025"):
        assert search.find(staff.adviser, typed)[0].words.endswith("Leanne Thwaite")
    found = search.find(staff.adviser, "cleo thw")
    assert [hit.words for hit in found] == ["Cleo Postlethwaite"]


def test_the_second_part_of_a_double_name_begins_a_name(
    search: Search, office: Office, staff: Staff
) -> None:
    make_case(office, staff, names=(("Amrit", "Sandhu-Cole"),))
    for first in ("Ann", "Bea", "Cleo", "Dora", "Edna", "Fay", "Gail"):
        make_case(office, staff, names=((first, "Nicole"),))
    assert search.find(staff.adviser, "col")[0].words == "Amrit Sandhu-Cole"


def test_a_paper_is_found_by_its_title(search: Search, staff: Staff) -> None:
    hit = search.find(staff.worker, "form f")[0]
    assert hit.words.startswith("Form F report, Marcus")
    assert hit.below == "Version 1, 24 October 2025"
    assert hit.reference[1:] == ("documents",)


@pytest.mark.parametrize("who", ["other_worker", "member", "system_administrator"])
def test_nothing_closed_is_found(search: Search, staff: Staff, who: str) -> None:
    assert search.find(getattr(staff, who), "thw") == ()


@pytest.mark.parametrize("typed", ["", "  ", "%", "_______"])
def test_signs_of_the_database_mean_themselves(search: Search, staff: Staff, typed: str) -> None:
    assert search.find(staff.adviser, typed) == ()
