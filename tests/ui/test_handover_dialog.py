"""A caseload handed over in the window: from the palette, from an account, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu

from cfs_panels.domain.actors import Role
from cfs_panels.domain.handovers import STAYS
from cfs_panels.window_parts import _deeds, _Search
from db.models import Case, RoleGrant, User
from tests.factories import TODAY, make_case
from tests.ui.list_window import said
from tests.ui.test_settings_page import section
from ui.cases.case_list import CaseListPage
from ui.settings.people_section import PeopleSection
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.handover_dialog import HandoverDialog, hand_over

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists


def worker_of(office: Office, case_id: str) -> str | None:
    with office.reading() as session:
        return session.get_one(Case, case_id).worker_id


def over_cases(
    lists: Lists, workspace: Workspace, actor: Actor, from_id: str = ""
) -> HandoverDialog:
    page = lists.open(actor, CaseListPage, "cases")
    hand_over(page, workspace, actor, from_id)
    return lists.dialog(HandoverDialog)


def pick(lists: Lists, dialog: HandoverDialog, key: str, value: str) -> None:
    """Choose in a list as typing and Enter would."""
    lists.pick(dialog.fields[key], value)
    box = dialog.fields[key].editor
    assert isinstance(box, ChoiceBox)
    box.edited.emit()
    lists.rest()


def goes(dialog: HandoverDialog) -> list[str]:
    records = dialog.table.records()
    return [records.cell(place, 2).words() for place in range(records.rowCount())]


def test_a_caseload_is_handed_over_from_the_list_of_cases(
    lists: Lists, staff: Staff, office: Office, workspace: Workspace
) -> None:
    made = [make_case(office, staff, names=((name, "Hollins"),)) for name in ("Ann", "Bea")]
    dialog = over_cases(lists, workspace, staff.manager)
    assert dialog.none.accessibleName().startswith("Nobody is chosen yet.")
    pick(lists, dialog, "from_id", staff.worker.user_id)
    assert dialog.held.text() == "Hannah Whitlock holds 2 cases as social worker."
    assert dialog.none.accessibleName().startswith("No open case.")
    assert goes(dialog) == ["Choose a colleague"] * 2
    pick(lists, dialog, "to_id", staff.other_worker.user_id)
    assert goes(dialog) == ["Tim Braithwaite"] * 2
    lists.press(dialog.verb_button)
    assert dialog.fields["reason"].error() == "Enter the reason."
    lists.answer(dialog.fields["reason"], "Leaves on 31 October.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert [worker_of(office, m.id) for m in made] == [staff.other_worker.user_id] * 2


def test_a_case_that_clashes_is_shown_and_goes_to_another(
    lists: Lists, staff: Staff, office: Office, workspace: Workspace
) -> None:
    first, second = (make_case(office, staff, names=((n, "Hollins"),)) for n in ("Ann", "Bea"))
    with office.writing(staff.manager) as session:
        session.get_one(Case, second.id).manager_id = staff.other_manager.user_id
    dialog = over_cases(lists, workspace, staff.adviser, staff.worker.user_id)
    pick(lists, dialog, "to_id", staff.other_manager.user_id)
    assert "Owen Tranter is its manager." in goes(dialog)[1]
    lists.answer(dialog.fields["reason"], "Leaves.")
    lists.press(dialog.verb_button)
    assert "Choose another colleague for F-2025-0002" in dialog.fields["choices"].error()
    dialog.table.mark(second.id)
    pick(lists, dialog, "choices", staff.other_worker.user_id)
    assert goes(dialog) == ["Owen Tranter", "Tim Braithwaite"]
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert worker_of(office, first.id) == staff.other_manager.user_id
    assert worker_of(office, second.id) == staff.other_worker.user_id


def test_a_case_may_stay_with_whoever_has_it(
    lists: Lists, staff: Staff, office: Office, workspace: Workspace
) -> None:
    first, second = (make_case(office, staff, names=((n, "Hollins"),)) for n in ("Ann", "Bea"))
    dialog = over_cases(lists, workspace, staff.manager, staff.worker.user_id)
    pick(lists, dialog, "to_id", staff.other_worker.user_id)
    dialog.table.mark(first.id)
    pick(lists, dialog, "choices", STAYS)
    assert goes(dialog) == ["Stays", "Tim Braithwaite"]
    lists.answer(dialog.fields["reason"], "Goes to half time.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert worker_of(office, first.id) == staff.worker.user_id
    assert worker_of(office, second.id) == staff.other_worker.user_id


def test_a_handover_is_undone_from_the_bar(
    lists: Lists, staff: Staff, office: Office, workspace: Workspace
) -> None:
    made = make_case(office, staff)
    dialog = over_cases(lists, workspace, staff.manager, staff.worker.user_id)
    pick(lists, dialog, "to_id", staff.other_worker.user_id)
    lists.answer(dialog.fields["reason"], "Leaves.")
    lists.press(dialog.verb_button)
    lists.press_named("Undo")
    assert worker_of(office, made.id) == staff.worker.user_id


@pytest.mark.parametrize(("who", "is_there"), [("manager", True), ("worker", False)])
def test_the_palette_offers_it_to_who_allocates_cases(
    lists: Lists, staff: Staff, workspace: Workspace, who: str, is_there: bool
) -> None:
    actor = getattr(staff, who)
    lists.open(actor, CaseListPage, "cases")
    search = _Search(lists, workspace, actor)  # type: ignore[arg-type]  # it is only handed on
    search.window = lists.window
    found = [c for c in _deeds(workspace, actor, search) if c.text == "Hand over a caseload"]
    assert bool(found) is is_there
    for command in found:
        command.run()
        assert lists.dialog(HandoverDialog).isVisible()


def test_closing_an_account_says_who_hands_its_cases_over(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.table.mark(staff.worker.user_id)
    lists.press(shown.close_button)
    dialog = lists.dialog(ConfirmDialog)
    assert "service manager hands them over" in said(dialog)
    dialog.reject()


def test_whoever_keeps_accounts_and_allocates_hands_over_first(
    lists: Lists, staff: Staff, office: Office, workspace: Workspace
) -> None:
    make_case(office, staff)
    with office.writing(staff.system_administrator) as session:
        user = session.get_one(User, staff.system_administrator.user_id)
        user.roles.append(RoleGrant(role=Role.SERVICE_MANAGER, from_on=TODAY))
    admin = staff.system_administrator
    both = type(admin)(
        admin.user_id, admin.user_name, admin.name, admin.roles | {Role.SERVICE_MANAGER}
    )
    shown = section(lists, both, PeopleSection)
    shown.table.mark(staff.worker.user_id)
    lists.press(shown.close_button)
    lists.press_named("Hand over first", lists.dialog(ConfirmDialog))
    dialog = lists.dialog(HandoverDialog)
    assert dialog.giver.value() == staff.worker.user_id
    dialog.reject()
    shown.table.menu_asked.emit(staff.worker.user_id, shown.mapToGlobal(shown.rect().center()))
    menu = shown.findChildren(QMenu)[-1]
    assert "Hand over a caseload" in [action.text() for action in menu.actions()]
    menu.close()
