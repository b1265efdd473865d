"""The views of the list of cases that people save for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.agency import SetSetting
from cfs_panels.domain.caseload import (
    CaseQuery,
    CaseView,
    OwnView,
    RemoveCaseView,
    SaveCaseView,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.agency_settings import AgencySettings
from cfs_panels.services.case_views import KEY, MOST_VIEWS, CaseViews

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Staff

QUERY = CaseQuery(
    CaseView.MINE, "thw", Service.FOSTERING, "stage_2", "North fostering team", "Hannah Whitlock"
)


@pytest.fixture
def views(office: Office) -> CaseViews:
    return CaseViews(office)


def test_a_view_is_kept_whole_and_for_one_person(views: CaseViews, staff: Staff) -> None:
    views.save_case_view(staff.worker, SaveCaseView("  My   Thwaites ", QUERY))
    assert views.views(staff.worker) == (OwnView("My Thwaites", QUERY),)
    assert views.views(staff.manager) == ()


def test_saving_and_removing_undo_each_other(views: CaseViews, staff: Staff) -> None:
    saved = views.save_case_view(staff.worker, SaveCaseView("Mine", QUERY))
    removed = views.remove_case_view(staff.worker, saved.undo)
    assert views.views(staff.worker) == ()
    views.save_case_view(staff.worker, removed.undo)
    assert views.views(staff.worker) == (OwnView("Mine", QUERY),)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "Enter a name for this view."),
        ("x" * 31, "Use 30 letters or fewer."),
        ("MINE", "You have a view called MINE already."),
    ],
)
def test_a_name_that_would_not_do_is_refused(
    views: CaseViews, staff: Staff, name: str, sentence: str
) -> None:
    views.save_case_view(staff.worker, SaveCaseView("Mine", QUERY))
    with pytest.raises(RuleBroken, match=sentence):
        views.save_case_view(staff.worker, SaveCaseView(name, QUERY))


def test_there_is_an_end_to_the_views_of_one_person(views: CaseViews, staff: Staff) -> None:
    for number in range(MOST_VIEWS):
        views.save_case_view(staff.worker, SaveCaseView(f"View {number}", QUERY))
    with pytest.raises(RuleBroken, match="Remove one first"):
        views.save_case_view(staff.worker, SaveCaseView("One more", QUERY))


def test_a_view_that_is_gone_cannot_be_removed(views: CaseViews, staff: Staff) -> None:
    with pytest.raises(RuleBroken, match="There is no such view"):
        views.remove_case_view(staff.worker, RemoveCaseView("Mine"))


def test_what_a_later_version_kept_is_read_as_far_as_it_is_known(
    office: Office, views: CaseViews, staff: Staff
) -> None:
    kept = [{"name": "New", "view": "by_moon", "service": "kinship", "colour": "red"}, "odd"]
    AgencySettings(office).set_setting(staff.worker, SetSetting(KEY, kept))
    assert views.views(staff.worker) == (OwnView("New", CaseQuery(CaseView.ALL_OPEN)),)


def test_who_sees_no_list_of_cases_saves_no_view_of_it(views: CaseViews, staff: Staff) -> None:
    with pytest.raises(RuleBroken, match="Your role does not let you see the list of cases"):
        views.save_case_view(staff.member, SaveCaseView("Mine", QUERY))
