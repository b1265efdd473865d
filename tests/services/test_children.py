"""Children: opened, changed, listed; who sees which, and what a household's case is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.actors import Role
from cfs_panels.domain.caseload import CaseView
from cfs_panels.domain.cases import AllocateCase, RecordEvent, RestrictCase
from cfs_panels.domain.children import (
    ChildQuery,
    ChildView,
    EditChild,
    ProposeMatch,
    RecordChild,
    age_words,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.workspace import Workspace
from db.models import AuditEntry, Case, Child
from tests.factories import TODAY, make_case

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from tests.factories import Staff

ROBIN = RecordChild(
    "Robin",
    "Ashby",
    date(2023, 5, 8),
    date(2025, 3, 3),
    sex="Male",
    sibling_group="Ashby children",
)


@pytest.fixture
def workspace(office: Office, staff: Staff) -> Workspace:
    return Workspace(office)


def record(workspace: Workspace, staff: Staff, **changes: Any) -> str:
    """Open the case of a child whose worker is the worker of the tests."""
    return workspace.do(staff.worker, replace(ROBIN, **changes)).made


def edit(workspace: Workspace, staff: Staff, case_id: str, **changes: Any) -> EditChild:
    """Return the command that would change a child."""
    now = workspace.children.child(staff.adviser, case_id)
    command = EditChild(
        case_id, now.first_name, now.last_name, now.born_on, now.sex, now.ethnicity,
        now.sibling_group, now.disability, now.early_permanence, now.version,
    )  # fmt: skip
    return replace(command, **changes)


def listed(workspace: Workspace, actor: Actor, **query: Any) -> list[str]:
    """Return the first names that a list of children shows."""
    found = workspace.children.children(actor, ChildQuery(**query))
    return [row.first_name for row in found.rows]


def test_a_childs_case_is_opened_with_its_reference_and_its_days_in_care(
    workspace: Workspace, staff: Staff
) -> None:
    case_id = record(workspace, staff)
    second = record(workspace, staff, first_name="Wren", born_on=None)
    (row, other) = workspace.children.children(staff.adviser).rows
    assert (row.id, other.id) == (case_id, second)
    assert (row.reference, other.reference) == ("C-2025-0001", "C-2025-0002")
    assert (row.age_words, row.waiting_words) == ("2 years", "235 days")
    assert (row.stage_name, row.plan, row.worker) == ("In care", "Adoption", staff.worker.name)
    assert (other.age, other.age_words) == (None, "")
    details = workspace.children.child(staff.worker, case_id)
    assert [line.first_name for line in details.siblings] == ["Wren"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_name": " "}, "first_name"),
        ({"born_on": TODAY + timedelta(days=1)}, "born_on"),
        ({"born_on": date(2025, 3, 4)}, "care_entered_on"),
        ({"care_entered_on": TODAY + timedelta(days=1), "born_on": None}, "care_entered_on"),
        ({"reference": "A-2025-0001"}, "reference"),
        ({"worker_id": "nobody"}, "worker_id"),
    ],
)
def test_a_child_who_cannot_be_is_refused_beside_the_field(
    workspace: Workspace, staff: Staff, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as found:
        record(workspace, staff, **changes)
    assert found.value.field == field
    assert workspace.children.children(staff.adviser).rows == ()


def test_what_is_known_of_a_child_changes_with_its_version_and_its_audit(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    case_id = record(workspace, staff)
    stale = edit(workspace, staff, case_id, first_name="Robyn")
    workspace.do(staff.worker, edit(workspace, staff, case_id, ethnicity="White British"))
    with pytest.raises(Clash):
        workspace.do(staff.worker, stale)
    workspace.do(staff.worker, edit(workspace, staff, case_id, first_name="Robyn"))
    assert listed(workspace, staff.adviser) == ["Robyn"]
    with pytest.raises(RuleBroken, match="cannot have been born later"):
        workspace.do(staff.worker, edit(workspace, staff, case_id, born_on=date(2025, 6, 1)))
    with office.reading() as session:
        kept = session.query(AuditEntry).filter_by(kind="child", action="update").count()
    assert kept == 2


def test_children_stand_on_their_own_list_and_not_among_the_cases(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    make_case(office, staff)
    record(workspace, staff)
    counts = dict(workspace.caseload.cases(staff.adviser).counts)
    assert counts[CaseView.ALL_OPEN] == 1
    assert dict(workspace.caseload.counts(staff.adviser)) == counts
    assert dict(workspace.children.children(staff.adviser).counts)[ChildView.ALL] == 1
    kinds = {kind.pathway for kind in workspace.case_choices.enquiry(staff.worker).kinds}
    assert "adoption_child" not in kinds


def test_who_may_not_see_a_child_neither_lists_nor_counts_it(
    workspace: Workspace, staff: Staff
) -> None:
    case_id = record(workspace, staff)
    assert listed(workspace, staff.worker) == ["Robin"]
    assert listed(workspace, staff.manager) == ["Robin"]
    for actor in (staff.other_worker, staff.other_manager):
        found = workspace.children.children(actor)
        assert found.rows == ()
        assert {count for _, count in found.counts} == {0}
    for actor in (staff.member, staff.chair, staff.system_administrator):
        with pytest.raises(RuleBroken, match="does not let you see the list of children"):
            workspace.children.children(actor)
    colleague = replace(staff.other_worker, team=staff.worker.team)
    assert listed(workspace, colleague) == []
    closed = RestrictCase(case_id, (staff.worker.user_id,), "A relative works here")
    workspace.do(staff.manager, closed)
    assert listed(workspace, staff.adviser) == []
    assert listed(workspace, staff.worker) == ["Robin"]


def test_only_people_of_the_service_open_a_childs_case(workspace: Workspace, staff: Staff) -> None:
    for actor in (staff.decision_maker, staff.chair, staff.system_administrator):
        with pytest.raises(RuleBroken, match="does not let you open a child's case"):
            workspace.do(actor, ROBIN)


def test_the_list_is_found_by_name_reference_group_and_worker(
    workspace: Workspace, staff: Staff
) -> None:
    record(workspace, staff)
    record(workspace, staff, first_name="Kit", sibling_group="")
    assert listed(workspace, staff.adviser, text="robin") == ["Robin"]
    assert listed(workspace, staff.adviser, text="0002") == ["Kit"]
    assert listed(workspace, staff.adviser, text="ashby children") == ["Robin"]
    assert listed(workspace, staff.adviser, worker=staff.worker.name) == ["Robin", "Kit"]
    assert listed(workspace, staff.adviser, worker="Nobody") == []
    assert listed(workspace, staff.adviser, view=ChildView.MINE) == []
    assert listed(workspace, staff.adviser, limit=1) == ["Robin"]


def test_a_match_is_named_only_to_those_who_may_see_the_adopters_too(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    adopters = make_case(
        office, staff, service=Service.ADOPTION, names=(("Ada", "Lark"),), team="Adoption team"
    )
    case_id = record(workspace, staff)
    with office.writing(staff.adviser) as session:
        file = CaseFile(session, office, staff.adviser, session.get_one(Case, case_id))
        facts = {"adopters_case": adopters.id, "household": "Ada Lark", "source": "Own"}
        for event in (EventType.DECISION_MADE, EventType.MATCH_PROPOSED, EventType.MATCHED):
            file.follow(event, office.today, "", facts=facts, judged=False)
        file.refresh()
    workspace.do(
        staff.adviser,
        AllocateCase(adopters.id, staff.other_worker.user_id, "", "Adoption team"),
    )
    (row,) = workspace.children.children(staff.adviser).rows
    assert (row.match, row.match_case_id) == ("Ada Lark", adopters.id)
    (row,) = workspace.children.children(staff.worker).rows
    assert (row.match, row.match_case_id) == ("", "")
    match = workspace.children.child(staff.worker, case_id).match
    assert match is not None
    assert (match.household, match.case_id) == ("", "")
    assert adopters.id not in {
        c.case_id for c in workspace.children.adopters(staff.worker, case_id)
    }
    command = ProposeMatch((case_id,), office.today, "Own", adopters.id)
    with pytest.raises(RuleBroken) as found:
        workspace.do(staff.worker, command)
    assert found.value.field == "adopters_case_id"


def test_a_case_of_a_household_is_about_a_child_of_the_file_or_one_in_words(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    case_id = record(workspace, staff)
    child_id = workspace.children.child(staff.worker, case_id).child_id
    relative = make_case(office, staff, upto=EventType.ENQUIRY_RECEIVED)
    with office.writing(staff.worker) as session:
        session.get_one(Case, relative.id).pathway = "fostering_connected"

    def assess(**facts: str) -> object:
        event = EventType.VIABILITY_RECORDED
        told = {"outcome": "positive", **facts}
        return workspace.do(staff.worker, RecordEvent(relative.id, event, office.today, facts=told))

    actions = workspace.case_pages.glance(staff.worker, relative.id).actions
    asks = next(a.asks for a in actions if a.event is EventType.VIABILITY_RECORDED)
    assert [c.label for c in asks[0].choices] == ["Robin, C-2025-0001"]
    with pytest.raises(RuleBroken, match="Choose the child, or enter who the child is"):
        assess()
    with pytest.raises(RuleBroken, match="Choose the child from the list"):
        assess(child_id="somebody")
    assess(child="Robin of next door")
    with office.reading() as session:
        assert session.get_one(Case, relative.id).child_id is None
    assess(child_id=child_id)
    with office.reading() as session:
        assert session.get_one(Case, relative.id).child_id == child_id
    assert listed(workspace, staff.adviser) == ["Robin"]


def test_where_there_is_no_child_only_words_are_asked_for(
    workspace: Workspace, staff: Staff, office: Office
) -> None:
    relative = make_case(office, staff, upto=EventType.ENQUIRY_RECEIVED)
    with office.writing(staff.worker) as session:
        session.get_one(Case, relative.id).pathway = "fostering_connected"
    actions = workspace.case_pages.glance(staff.worker, relative.id).actions
    asks = next(a.asks for a in actions if a.event is EventType.VIABILITY_RECORDED)
    assert [asked.key for asked in asks] == ["child", "outcome", "words"]


def test_the_record_of_a_child_is_whole(workspace: Workspace, staff: Staff, office: Office) -> None:
    record(workspace, staff)
    manager = replace(staff.manager, roles=staff.manager.roles | {Role.SERVICE_MANAGER})
    assert workspace.agency_check.problems(manager) == []
    with office.reading() as session:
        assert session.query(Child).one().last_name == "Ashby"


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2025, 10, 3), "3 weeks"),
        (date(2025, 10, 17), "1 week"),
        (date(2025, 2, 25), "7 months"),
        (date(2023, 11, 1), "23 months"),
        (date(2023, 10, 24), "2 years"),
        (None, ""),
    ],
)
def test_an_age_is_told_in_weeks_months_or_years(born_on: date | None, words: str) -> None:
    assert age_words(born_on, TODAY) == words
