"""A leaver's caseload goes to colleagues in one step, with the same refusals as an allocation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.cases import RestrictCase
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.handovers import STAYS, HandOverCaseload
from cfs_panels.domain.visits import FormState, StartForm
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.workspace import Workspace
from db.models import AuditEntry, Case, CaseAccess, FormRecord, RequirementRow, RoleGrant, User
from tests.factories import Staff, make_case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office

REASON = "Leaves on 31 October."


@pytest.fixture
def workspace(office: Office) -> Workspace:
    return Workspace(office)


def colleague(
    office: Office, staff: Staff, name: str, role: Role, team: str = "North fostering team"
) -> Actor:
    """Add a person to the agency."""
    with office.writing(staff.system_administrator) as session:
        agency = session.get_one(User, staff.worker.user_id).agency_id
        user_name = name.casefold().replace(" ", ".")
        user = User(agency_id=agency, user_name=user_name, name=name, team=team)
        user.roles.append(RoleGrant(role=role, from_on=date(2020, 1, 1)))
        session.add(user)
        session.flush()
        return Actor(user.id, user.user_name, name, frozenset({role}), team)


@pytest.fixture
def head(office: Office, staff: Staff) -> Actor:
    """Return a service manager, who allocates any case."""
    return colleague(office, staff, "Frances Ilderton", Role.SERVICE_MANAGER, "")


def to_other(staff: Staff, **changes: Any) -> HandOverCaseload:
    command = HandOverCaseload(
        staff.worker.user_id, staff.other_worker.user_id, date(2025, 10, 24), REASON
    )
    return replace(command, **changes)


def people_of(office: Office, case_id: str) -> tuple[str | None, str | None, str]:
    with office.reading() as session:
        case = session.get_one(Case, case_id)
        return case.worker_id, case.manager_id, case.team


def refused(workspace: Workspace, actor: Actor, command: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as found:
        workspace.do(actor, command)
    return found.value


def test_all_open_cases_go_to_a_colleague_each_with_its_event(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = [make_case(office, staff, names=((name, "Hollins"),)) for name in ("Ann", "Bea", "Cat")]
    changes = workspace.do(head, to_other(staff))
    assert changes.message == "3 cases handed over from Hannah Whitlock to Tim Braithwaite"
    for case in made:
        assert changes.touches("case", case.id)
        assert people_of(office, case.id) == (
            staff.other_worker.user_id, staff.manager.user_id, "Adoption team",
        )  # fmt: skip
        first = workspace.case_pages.history(head, case.id)[0]
        assert first.words == (
            "Handed over to Tim Braithwaite, manager Louise Penhaligon: Leaves on 31 October."
        )
    with office.reading() as session:
        told = session.scalars(
            select(AuditEntry.details).where(AuditEntry.action == "caseload_handed_over")
        ).all()
    assert len(told) == 1
    assert REASON in told[0]


def test_who_takes_the_next_step_follows_the_case(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = make_case(office, staff, upto=E.REPORT_FINISHED)
    workspace.do(head, to_other(staff))
    with office.reading() as session:
        assert session.get_one(Case, made.id).next_owner_id == staff.other_worker.user_id


def test_what_somebody_holds_is_told_before(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    make_case(office, staff, names=(("Ann", "Hollins"),))
    holding = workspace.handovers.preview(head, staff.worker.user_id)
    assert holding.words == "1 case as social worker"
    assert [(c.reference, c.part, c.other_name) for c in holding.cases] == [
        ("F-2025-0001", "worker", "Louise Penhaligon")
    ]
    assert staff.worker.user_id not in {c.id for c in holding.colleagues}
    held_by = {c.name for c in workspace.handovers.holders(head)}
    assert held_by == {"Hannah Whitlock", "Louise Penhaligon"}


def test_worker_and_manager_stay_two_people_and_nothing_is_written(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    both = colleague(office, staff, "Imogen Sayle", Role.TEAM_MANAGER)
    first, second = (make_case(office, staff, names=((n, "Hollins"),)) for n in ("Ann", "Bea"))
    with office.writing(head) as session:
        session.get_one(Case, second.id).manager_id = both.user_id
    command = to_other(staff, to_id=both.user_id)
    refusal = refused(workspace, head, command)
    assert refusal.message == (
        "Worker and manager of a case are two people. Choose another colleague for "
        "F-2025-0002 (Bea Hollins)."
    )
    assert refusal.field == "choices"
    assert people_of(office, first.id)[0] == staff.worker.user_id
    told = workspace.handovers.preview(head, staff.worker.user_id, command)
    assert [c.is_clash for c in told.cases] == [False, True]
    chosen = replace(command, choices=((second.id, staff.other_worker.user_id),))
    workspace.do(head, chosen)
    assert people_of(office, first.id)[0] == both.user_id
    assert people_of(office, second.id)[0] == staff.other_worker.user_id


def test_a_case_may_stay(workspace: Workspace, office: Office, staff: Staff, head: Actor) -> None:
    first, second = (make_case(office, staff, names=((n, "Hollins"),)) for n in ("Ann", "Bea"))
    workspace.do(head, to_other(staff, choices=((first.id, STAYS),)))
    assert people_of(office, first.id)[0] == staff.worker.user_id
    assert people_of(office, second.id)[0] == staff.other_worker.user_id


def test_a_manager_hands_over_what_they_manage_and_what_waits_for_them(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = make_case(office, staff, upto=E.INITIAL_VISIT_OFFERED)
    form_id = workspace.do(staff.worker, StartForm(made.id, "initial_visit")).made
    with office.writing(staff.worker) as session:
        form = session.get_one(FormRecord, form_id)
        form.state, form.manager_id = FormState.PASSED, staff.manager.user_id
    command = to_other(staff, from_id=staff.manager.user_id, to_id=staff.other_manager.user_id)
    held = workspace.handovers.preview(head, staff.manager.user_id)
    assert held.words == "1 case as manager and 1 visit to decide on"
    changes = workspace.do(head, command)
    assert people_of(office, made.id) == (
        staff.worker.user_id, staff.other_manager.user_id, "North fostering team",
    )  # fmt: skip
    with office.reading() as session:
        assert session.get_one(FormRecord, form_id).manager_id == staff.other_manager.user_id
    workspace.do(head, changes.undo)
    with office.reading() as session:
        assert session.get_one(FormRecord, form_id).manager_id == staff.manager.user_id


def test_a_social_worker_manages_no_case(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    make_case(office, staff)
    command = to_other(staff, from_id=staff.manager.user_id)
    refusal = refused(workspace, head, command)
    assert refusal.message.startswith("Choose a team manager of the agency for it. Leave out F-")


def test_requirements_and_drafts_are_told_and_go(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = make_case(office, staff, upto=E.INITIAL_VISIT_OFFERED)
    form_id = workspace.do(staff.worker, StartForm(made.id, "initial_visit")).made
    with office.writing(staff.decision_maker) as session:
        row = RequirementRow(
            case_id=made.id, text="Safer caring course", owner="Hannah Whitlock",
            due_on=date(2025, 12, 1),
        )  # fmt: skip
        session.add(row)
        session.flush()
        row_id = row.id
    held = workspace.handovers.preview(head, staff.worker.user_id)
    assert held.words == "1 case as social worker, 1 visit record in draft and 1 requirement"
    assert held.stays == ()
    changes = workspace.do(head, to_other(staff))
    with office.reading() as session:
        assert session.get_one(RequirementRow, row_id).owner == "Tim Braithwaite"
    new = replace(staff.other_worker, team="Adoption team")
    assert workspace.visits.form(new, form_id).may_edit
    told = [line.words for line in workspace.case_pages.history(head, made.id)]
    assert "Visit record handed over" in told
    workspace.do(head, changes.undo)
    assert workspace.visits.form(staff.worker, form_id).may_edit


def test_a_handover_is_undone_whole(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = [make_case(office, staff, names=((name, "Hollins"),)) for name in ("Ann", "Bea")]
    before = [people_of(office, case.id) for case in made]
    changes = workspace.do(head, to_other(staff))
    assert workspace.do(head, changes.undo).message == "2 cases handed back"
    assert [people_of(office, case.id) for case in made] == before


def test_a_restricted_case_opens_to_the_new_worker_and_no_more_to_the_old(
    workspace: Workspace, office: Office, staff: Staff
) -> None:
    made = make_case(office, staff)
    named = (staff.worker.user_id, staff.adviser.user_id)
    workspace.do(staff.manager, RestrictCase(made.id, named, "Known to a member of staff"))
    changes = workspace.do(staff.adviser, to_other(staff))
    with office.reading() as session:
        case = session.get_one(Case, made.id)
        assert case.is_restricted
        who = select(CaseAccess.user_id).where(CaseAccess.case_id == made.id)
        assert session.scalars(who).all() == [staff.adviser.user_id]
    assert workspace.case_pages.case(staff.other_worker, made.id).reference == made.reference
    with pytest.raises(RuleBroken):
        workspace.case_pages.case(staff.worker, made.id)
    workspace.do(staff.adviser, changes.undo)
    assert workspace.case_pages.case(staff.worker, made.id).reference == made.reference


def test_a_restricted_case_is_neither_listed_nor_counted_for_who_may_not_open_it(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = make_case(office, staff)
    workspace.do(staff.manager, RestrictCase(made.id, (staff.adviser.user_id,), "Known here"))
    held = workspace.handovers.preview(head, staff.worker.user_id)
    assert (held.cases, held.words) == ((), "")
    assert workspace.handovers.holders(head) == ()
    assert refused(workspace, head, to_other(staff)).message == (
        "Hannah Whitlock has no open case that you may hand over."
    )
    assert people_of(office, made.id)[0] == staff.worker.user_id


def test_a_team_manager_hands_over_the_cases_of_the_own_team(
    workspace: Workspace, office: Office, staff: Staff
) -> None:
    ours = make_case(office, staff)
    theirs = make_case(office, staff, names=(("Bea", "Hollins"),), team="Adoption team")
    with office.writing(staff.manager) as session:
        session.get_one(Case, theirs.id).manager_id = staff.other_manager.user_id
    workspace.do(staff.manager, to_other(staff))
    assert people_of(office, ours.id)[0] == staff.other_worker.user_id
    assert people_of(office, theirs.id)[0] == staff.worker.user_id


@pytest.mark.parametrize("who", ["worker", "decision_maker", "system_administrator"])
def test_who_allocates_no_case_hands_none_over(
    workspace: Workspace, office: Office, staff: Staff, who: str
) -> None:
    make_case(office, staff)
    refusal = refused(workspace, getattr(staff, who), to_other(staff))
    assert refusal.message == "Your role does not let you allocate this case."
    with pytest.raises(RuleBroken):
        workspace.handovers.preview(getattr(staff, who), staff.worker.user_id)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"to_id": ""}, "to_id", "Choose the colleague who takes over."),
        ({"to_id": "none"}, "to_id", "Choose a person of the agency."),
        ({"from_id": "none"}, "from_id", "Choose a person of the agency."),
        ({"reason": "  "}, "reason", "Enter the reason."),
        ({"on": date(2025, 10, 25)}, "choices", "25 October 2025 is in the future"),
    ],
)
def test_a_handover_that_cannot_be_is_refused(
    workspace: Workspace,
    office: Office,
    staff: Staff,
    head: Actor,
    changes: dict[str, Any],
    field: str,
    sentence: str,
) -> None:
    make_case(office, staff)
    refusal = refused(workspace, head, to_other(staff, **changes))
    assert refusal.field == field
    assert sentence in refusal.message


def test_a_colleague_of_oneself_is_nobody(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    make_case(office, staff)
    same = to_other(staff, to_id=staff.worker.user_id)
    assert refused(workspace, head, same).field == "to_id"


def test_the_caseload_of_a_closed_account_is_handed_over_still(
    workspace: Workspace, office: Office, staff: Staff, head: Actor
) -> None:
    made = make_case(office, staff)
    with office.writing(staff.system_administrator) as session:
        session.get_one(User, staff.worker.user_id).is_active = False
    assert next(c.words for c in workspace.handovers.holders(head)) == "account closed"
    manager = to_other(staff, from_id=staff.manager.user_id, to_id=staff.other_manager.user_id)
    workspace.do(head, manager)
    workspace.do(head, to_other(staff))
    assert people_of(office, made.id)[:2] == (
        staff.other_worker.user_id, staff.other_manager.user_id,
    )  # fmt: skip
