"""What the pages of children read besides: choices, the adopters' children, counts, exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.cases import AllocateCase
from cfs_panels.domain.children import ChildView, RecordChild
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.workspace import Workspace
from db.models import AuditEntry, Case
from tests.factories import make_case

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.services.office import Office
    from tests.factories import Made, Staff

ROBIN = RecordChild(
    "Robin", "Ashby", date(2023, 5, 8), date(2025, 3, 3), sibling_group="Ashby children"
)


@pytest.fixture
def workspace(office: Office, staff: Staff) -> Workspace:
    return Workspace(office)


def record(workspace: Workspace, staff: Staff, **changes: Any) -> str:
    """Open the case of a child whose worker is the worker of the tests."""
    return workspace.do(staff.worker, replace(ROBIN, **changes)).made


def give_away(workspace: Workspace, staff: Staff, case_id: str) -> None:
    """Give a case to the other worker in the other team."""
    allocate = AllocateCase(case_id, staff.other_worker.user_id, "", "Adoption team")
    workspace.do(staff.adviser, allocate)


def follow(office: Office, staff: Staff, case_id: str, adopters: Made, *events: EventType) -> None:
    """Let events of a match with adopters happen."""
    with office.writing(staff.adviser) as session:
        file = CaseFile(session, office, staff.adviser, session.get_one(Case, case_id))
        facts = {"adopters_case": adopters.id, "household": "Ada Lark", "source": "Own"}
        for event in events:
            file.follow(event, office.today, "", facts=facts, judged=False)
        file.refresh()


def test_groups_of_children_are_offered_to_those_who_may_see_one_of_them(
    workspace: Workspace, staff: Staff
) -> None:
    record(workspace, staff)
    chosen = workspace.children.choices(staff.worker)
    assert chosen.sibling_groups == ("Ashby children",)
    assert "Female" in chosen.sexes
    assert len(chosen.ethnicities) > 10
    assert staff.worker.user_id in {colleague.id for colleague in chosen.workers}
    assert workspace.children.choices(staff.other_worker).sibling_groups == ()
    with pytest.raises(RuleBroken):
        workspace.children.choices(staff.member)


def test_the_adopters_case_names_the_child_only_to_those_who_may_see_both(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    adopters = make_case(office, staff, service=Service.ADOPTION, names=(("Ada", "Lark"),))
    case_id = record(workspace, staff)
    assert workspace.children.matched_with(staff.worker, adopters.id) == ()
    follow(office, staff, case_id, adopters, EventType.MATCH_PROPOSED)
    (child,) = workspace.children.matched_with(staff.worker, adopters.id)
    assert (child.first_name, child.case_id, child.words) == ("Robin", case_id, "Match proposed")
    assert workspace.case_pages.glance(staff.worker, adopters.id).is_of_child is False
    assert workspace.case_pages.glance(staff.worker, case_id).is_of_child
    give_away(workspace, staff, case_id)
    assert workspace.children.matched_with(staff.worker, adopters.id) == ()
    assert workspace.children.matched_with(staff.adviser, adopters.id) != ()


def test_a_match_that_was_dropped_is_not_named_any_more(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    adopters = make_case(office, staff, service=Service.ADOPTION, names=(("Ada", "Lark"),))
    case_id = record(workspace, staff)
    follow(office, staff, case_id, adopters, EventType.MATCH_PROPOSED, EventType.PROPOSAL_DROPPED)
    assert workspace.children.matched_with(staff.worker, adopters.id) == ()


def test_a_household_s_case_links_to_its_child_only_where_both_may_be_seen(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    case_id, household = record(workspace, staff), make_case(office, staff)
    with office.writing(staff.adviser) as session:
        child = session.get_one(Case, case_id).child
        session.get_one(Case, household.id).child = child
    line = workspace.case_pages.glance(staff.worker, household.id).child
    assert line is not None
    assert line.case_id == case_id
    give_away(workspace, staff, case_id)
    line = workspace.case_pages.glance(staff.worker, household.id).child
    assert line is not None
    assert line.case_id == ""


def test_children_are_counted_for_the_navigation_as_the_list_shows_them(
    workspace: Workspace, staff: Staff
) -> None:
    record(workspace, staff)
    give_away(workspace, staff, record(workspace, staff, first_name="Wren"))
    for actor, count in ((staff.worker, 1), (staff.other_worker, 1), (staff.adviser, 2)):
        assert workspace.children.count(actor) == count
        assert dict(workspace.children.children(actor).counts)[ChildView.ALL] == count


def test_a_list_of_children_is_exported_for_those_who_see_it_and_noted(
    workspace: Workspace, staff: Staff, office: Office, tmp_path: Path
) -> None:
    own = record(workspace, staff)
    other = record(workspace, staff, first_name="Wren")
    give_away(workspace, staff, other)
    exports, target = workspace.exports, tmp_path / "children.csv"
    assert exports.children(staff.worker, ChildView.ALL, (other, own), target) == 1
    text = target.read_text("utf-8-sig")
    assert "Robin" in text
    assert "Wren" not in text
    assert "Ashby," not in text
    with office.reading() as session:
        noted = session.query(AuditEntry).filter_by(action="export").all()
        assert len(noted) == 1
    with pytest.raises(RuleBroken):
        exports.children(staff.member, ChildView.ALL, (own,), target)
    with pytest.raises(RuleBroken, match="Save the list"):
        exports.children(staff.worker, ChildView.ALL, (own,), tmp_path / "children.txt")


def test_a_child_is_found_by_those_who_may_open_the_case(
    workspace: Workspace, staff: Staff
) -> None:
    case_id = record(workspace, staff)
    (hit,) = workspace.search.find(staff.worker, "robin")
    assert (hit.kind, hit.words, hit.reference) == ("child", "Robin", (case_id,))
    assert hit.below == "C-2025-0001, In care"
    assert workspace.search.find(staff.other_worker, "robin") == ()
    assert workspace.search.find(staff.member, "C-2025") == ()
