"""Settings on a real agency: what each person has there, and what becomes of it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cfs_panels.domain.actors import Role
from cfs_panels.domain.agency import EditAgency
from db.models import Case, User
from tests.factories import PASSWORD, make_case
from tests.ui.list_window import said
from ui import theme
from ui.desktop import Desktop
from ui.settings.account_section import NOT_THE_SAME, AccountSection
from ui.settings.agency_section import AgencySection
from ui.settings.check_section import CheckSection
from ui.settings.people_section import PeopleSection
from ui.settings.record_dialog import RecordDialog
from ui.settings.rules_section import RulesSection
from ui.settings.settings_page import SettingsPage
from ui.widgets.dialogs import ConfirmDialog
from ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists
    from ui.settings.section import Section

Kind = TypeVar("Kind", bound="Section")
NEW_PASSWORD = "three blind mice"


def section(lists: Lists, actor: Actor, kind: type[Kind]) -> Kind:
    page = lists.open(actor, SettingsPage, "settings", kind.key)
    found = page.section()
    assert isinstance(found, kind)
    return found


def titles(page: SettingsPage) -> list[str]:
    records = page.sections.records()
    return [records.cell(place, 0).text for place in range(records.rowCount())]


def picture(kind: str) -> bytes:
    held = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(held, kind)
    return held.getvalue()


def account(office: Office, user_name: str) -> User:
    with office.reading() as session:
        found = session.query(User).filter(User.user_name == user_name).one()
        assert found.roles is not None
        return found


# Sections


def test_what_a_person_may_not_use_is_not_there(lists: Lists, staff: Staff) -> None:
    shown = {
        "worker": ["My account", "Rules", "Bank holidays"],
        "adviser": ["My account", "Agency", "Rules", "Bank holidays", "Check records"],
        "system_administrator": [
            "My account",
            "Agency",
            "People",
            "Rules",
            "Bank holidays",
            "Check records",
        ],
    }
    for who, sections in shown.items():
        page = lists.open(getattr(staff, who), SettingsPage, "settings")
        assert titles(page) == sections


def test_a_section_that_is_not_ones_own_is_not_opened_by_its_name(
    lists: Lists, staff: Staff
) -> None:
    page = lists.open(staff.worker, SettingsPage, "settings", "people")
    assert isinstance(page.section(), AccountSection)


def test_the_arrow_keys_go_from_section_to_section(lists: Lists, staff: Staff) -> None:
    page = lists.open(staff.adviser, SettingsPage, "settings")
    lists.key(page.sections, Qt.Key.Key_Down)
    assert isinstance(page.section(), AgencySection)
    assert [crumb.label for crumb in page.crumbs()] == ["Settings", "Agency"]


# Agency


def test_the_name_is_saved_on_leaving_its_field(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    lists.type(shown.name, "Weald Council")
    lists.key(shown.name, Qt.Key.Key_Tab)
    assert workspace.agency.agency(staff.adviser).name == "Weald Council"
    assert lists.window.top.saved_words().startswith("Saved ")


def test_the_address_is_saved_line_by_line_by_ctrl_s(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    lists.type(shown.address, "County Hall\n\nHarrowmere")
    page = lists.page(SettingsPage)
    page.save_now()
    lists.rest()
    assert workspace.agency.agency(staff.adviser).address == ("County Hall", "Harrowmere")


def test_two_edits_one_after_another_are_both_kept(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    for words in ("01632 960 100", "01632 960 200"):
        lists.type(shown.contact, words)
        lists.key(shown.contact, Qt.Key.Key_Tab)
    assert workspace.agency.agency(staff.adviser).contact == "01632 960 200"


def test_the_telephone_out_of_hours_is_typed_with_the_agency(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    lists.type(shown.out_of_hours, "01632 960 199")
    lists.key(shown.out_of_hours, Qt.Key.Key_Tab)
    assert workspace.agency.agency(staff.adviser).out_of_hours == "01632 960 199"


def test_a_missing_name_is_refused_beside_it(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    lists.type(shown.name, " ")
    lists.key(shown.name, Qt.Key.Key_Tab)
    assert shown.fields["name"].error() == "Enter the agency's name. It heads every letter."
    assert lists.window.top.saved_words().startswith("Not saved")
    assert workspace.agency.agency(staff.adviser).name == "Wealdshire County Council"


def test_a_logo_is_taken_shown_and_removed(
    lists: Lists, staff: Staff, workspace: Workspace, tmp_path: Path
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    (tmp_path / "logo.png").write_bytes(picture("PNG"))
    shown.logo.offer(tmp_path / "logo.png")
    lists.rest()
    assert workspace.agency.agency(staff.adviser).logo == picture("PNG")
    assert shown.sheet.has_logo()
    lists.press(shown.remove_logo)
    assert workspace.agency.agency(staff.adviser).logo == b""
    assert not shown.sheet.has_logo()


def test_a_picture_of_another_kind_is_refused_beside_the_logo(
    lists: Lists, staff: Staff, tmp_path: Path
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    (tmp_path / "logo.gif").write_bytes(picture("GIF"))
    shown.logo.offer(tmp_path / "logo.gif")
    assert "is of another kind" in shown.fields["logo"].error()
    (tmp_path / "logo.png").write_bytes(picture("GIF"))
    shown.logo.offer(tmp_path / "logo.png")
    lists.rest()
    assert shown.fields["logo"].error() == "The logo must be a PNG or JPEG picture."


def test_a_clash_shows_both_and_loses_neither(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.adviser, AgencySection)
    version = workspace.agency.agency(staff.adviser).version
    theirs = EditAgency("Their Council", "council", ("County Hall",), "", None, version)
    workspace.do(staff.administrator, theirs)
    lists.type(shown.name, "My Council")
    lists.key(shown.name, Qt.Key.Key_Tab)
    assert shown.fields["name"].error() == "Theirs: Their Council"
    assert shown.name.value() == "My Council"
    lists.press_named("Save mine")
    assert workspace.agency.agency(staff.adviser).name == "My Council"


# People


def test_an_account_is_made_by_typing_and_opens_with_its_password(
    lists: Lists, staff: Staff, office: Office
) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    lists.press_named("Add account", shown)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["name"], "Nadia Farouk")
    lists.answer(dialog.fields["user_name"], "nadia.farouk")
    lists.answer(dialog.fields["password"], NEW_PASSWORD)
    lists.answer(dialog.fields["team"], "North fostering team")
    lists.tick(dialog.fields["roles"], "social_worker")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    made = account(office, "nadia.farouk")
    assert office.keyring.matches(made, NEW_PASSWORD)
    assert shown.table.current_key() == made.id


def test_a_weak_password_is_refused_beside_it(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.new_record()
    dialog = lists.dialog(RecordDialog)
    for key, words in (("name", "N"), ("user_name", "n.f"), ("password", "short")):
        lists.answer(dialog.fields[key], words)
    lists.tick(dialog.fields["roles"], "panel_member")
    lists.press(dialog.verb_button)
    assert dialog.fields["password"].error().startswith("A password needs 10 characters or more.")
    assert dialog.isVisible()


def test_a_system_administrator_has_no_other_role(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.edit(staff.adviser.user_id)
    dialog = lists.dialog(RecordDialog)
    lists.tick(dialog.fields["roles"], "system_administrator")
    lists.press(dialog.verb_button)
    assert "A system administrator opens no case" in dialog.fields["roles"].error()


def test_roles_and_team_change_by_enter_on_the_account(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.table.mark(staff.worker.user_id)
    lists.key(shown.table, Qt.Key.Key_Return)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["team"], "South fostering team")
    lists.tick(dialog.fields["roles"], "team_manager")
    lists.press(dialog.verb_button)
    kept = next(
        u
        for u in workspace.agency.users(staff.system_administrator)
        if u.id == staff.worker.user_id
    )
    assert kept.team == "South fostering team"
    assert set(kept.roles) == {Role.SOCIAL_WORKER, Role.TEAM_MANAGER}


def test_a_password_is_typed_anew_after_esc_and_other_words_are_not(
    lists: Lists, staff: Staff
) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.new_record()
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["name"], "Nadia Farouk")
    lists.answer(dialog.fields["password"], NEW_PASSWORD)
    lists.key(dialog, Qt.Key.Key_Escape)
    shown.new_record()
    dialog = lists.dialog(RecordDialog)
    assert (dialog.value("name"), dialog.value("password")) == ("Nadia Farouk", "")


def test_an_account_is_closed_after_asking_and_opened_with_a_new_password(
    lists: Lists, staff: Staff, office: Office
) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.table.mark(staff.worker.user_id)
    lists.press(shown.close_button)
    lists.press(lists.dialog(ConfirmDialog).verb_button)
    assert not account(office, staff.worker.user_name).is_active
    assert staff.worker.user_id not in shown.table.records()._places
    shown.filters.show_values("", {"state": "closed"})
    shown.filters.changed.emit()
    shown.table.mark(staff.worker.user_id)
    lists.press(shown.close_button)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["password"], NEW_PASSWORD)
    lists.press(dialog.verb_button)
    opened = account(office, staff.worker.user_name)
    assert opened.is_active
    assert office.keyring.matches(opened, NEW_PASSWORD)


def test_nobody_closes_their_own_account(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.table.mark(staff.system_administrator.user_id)
    assert not shown.close_button.isEnabled()


def test_a_new_password_is_set_for_somebody_who_forgot_theirs(
    lists: Lists, staff: Staff, office: Office
) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.table.mark(staff.member.user_id)
    lists.press(shown.password_button)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["password"], NEW_PASSWORD)
    lists.press(dialog.verb_button)
    assert office.keyring.matches(account(office, staff.member.user_name), NEW_PASSWORD)


def test_the_menu_of_an_account_offers_the_same(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.system_administrator, PeopleSection)
    shown.table.menu_asked.emit(staff.worker.user_id, shown.mapToGlobal(shown.rect().center()))
    menu = shown.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Change",
        "Set password",
        "Close account",
    ]
    menu.close()


# My account


def test_ones_own_password_is_changed_by_who_knows_the_old_one(
    lists: Lists, staff: Staff, office: Office
) -> None:
    shown = section(lists, staff.worker, AccountSection)
    for editor, words in ((shown.old, "wrong"), (shown.new, NEW_PASSWORD), (shown.again, "other")):
        lists.type(editor, words)
    lists.press(shown.change_button)
    assert shown.again_field.error() == NOT_THE_SAME
    lists.type(shown.again, NEW_PASSWORD)
    lists.press(shown.change_button)
    assert shown.old_field.error() == "This is not your password."
    lists.type(shown.old, PASSWORD)
    lists.key(shown.again, Qt.Key.Key_Return)
    assert office.keyring.matches(account(office, staff.worker.user_name), NEW_PASSWORD)
    assert shown.new.value() == ""


def test_a_theme_chosen_here_is_shown_at_once_and_remembered(
    lists: Lists, staff: Staff, kit: QApplication, tmp_path: Path
) -> None:
    settings = WindowSettings(tmp_path)
    desktop = Desktop(kit, settings)
    shown = section(lists, staff.worker, AccountSection)
    lists.press(shown.theme_choice.segment(theme.DARK))
    lists.press(shown.size_choice.segment("larger"))
    assert (theme.name(), theme.text_size()) == (theme.DARK, "larger")
    assert (settings.theme(), settings.text_size()) == (theme.DARK, "larger")
    desktop.runner.close()


# Rules


def test_every_rule_in_force_is_listed_with_its_source(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.member, RulesSection)
    assert shown.table.records().count() == len(workspace.rules.rules(staff.member))
    shown.table.mark("X-INDUCT")
    lists.rest()
    words = said(shown.side)
    assert "A panel member finishes induction within 10 weeks" in words
    assert "National Minimum Standards for fostering and for adoption, standard 23" in words
    assert "Nobody has read this at its source yet." in words


def test_rules_are_filtered_by_service_and_status(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.worker, RulesSection)
    shown.filters.show_values("", {"service": "adoption", "status": "verified"})
    shown.filters.changed.emit()
    records = shown.table.records()
    rules = [records.row_at(n) for n in range(records.rowCount()) if records.key_at(n)]
    assert {(rule.service, rule.status) for rule in rules} == {("adoption", "verified")}


# Check records


def test_sound_records_are_said_to_be_whole(lists: Lists, staff: Staff, office: Office) -> None:
    make_case(office, staff)
    shown = section(lists, staff.system_administrator, CheckSection)
    lists.press(shown.button)
    assert "Everything is whole." in said(shown)
    assert shown.button.isEnabled()


def test_a_case_that_does_not_follow_its_events_is_found(
    lists: Lists, staff: Staff, office: Office
) -> None:
    made = make_case(office, staff)
    with office.writing(staff.worker) as session:
        session.get_one(Case, made.id).stage = "enquiry"
    shown = section(lists, staff.adviser, CheckSection)
    lists.press(shown.button)
    assert f"{made.reference} is stored as enquiry" in said(shown)


@pytest.mark.parametrize("key", ["account", "agency", "people", "rules", "holidays", "check"])
def test_nothing_is_cut_in_a_narrow_window(lists: Lists, staff: Staff, key: str) -> None:
    lists.open(staff.system_administrator, SettingsPage, "settings", key, size=(1093, 534))
    least = lists.window.minimumSizeHint()
    assert (least.width() <= 1093, least.height() <= 534) == (True, True)
