"""Rules and bank holidays in Settings: read by everybody, put right by an administrator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cfs_panels.domain.rule_changes import ChangeHoliday, ConfirmRule
from cfs_panels.domain.vocabulary import EventType, Service
from db.models import Case
from tests.factories import TODAY, make_case
from tests.ui.list_window import said
from tests.ui.test_settings_page import section
from ui.settings.holidays_section import HolidaysSection
from ui.settings.rule_change import ALWAYS, ChangeDialog
from ui.settings.rule_dialogs import RuleDialog
from ui.settings.rules_section import RulesSection
from ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from cfs_panels.domain.rule_lines import RuleLine
    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists

RULE = "A-S1"


def rules(lists: Lists, staff: Staff, rule_id: str = RULE) -> RulesSection:
    shown = section(lists, staff.system_administrator, RulesSection)
    shown.table.mark(rule_id)
    lists.rest()
    return shown


def rule(workspace: Workspace, staff: Staff, rule_id: str = RULE) -> RuleLine:
    return next(r for r in workspace.rules.rules(staff.worker) if r.id == rule_id)


def preview(lists: Lists, dialog: ChangeDialog) -> str:
    lists.qtbot.waitUntil(lambda: not dialog.is_looking(), timeout=20_000)
    lists.rest()
    return dialog.preview.text()


def test_a_rule_is_confirmed_by_the_keyboard(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = rules(lists, staff)
    lists.key(shown.table, Qt.Key.Key_Return)
    dialog = lists.dialog(RuleDialog)
    lists.key(dialog.verb_button, Qt.Key.Key_Space)
    assert dialog.fields["reason"].error() == "Enter the reason. It is kept with the version."
    lists.answer(dialog.fields["source"], "Adoption Agencies Regulations 2005, regulation 27(3)")
    lists.answer(dialog.fields["reason"], "Read it as it is in force today.")
    lists.key(dialog.verb_button, Qt.Key.Key_Space)
    assert lists.no_dialog()
    assert rule(workspace, staff).by_agency == "Confirmed by the agency"
    assert shown.table.current_key() == RULE
    words = said(shown.side)
    assert "Confirmed by Sam Teller on 24 October 2025." in words
    assert "Read it as it is in force today." in words
    assert "Nobody has read this" not in words
    assert shown.side.confirm_button is None


def test_a_rule_changes_from_a_day_and_says_before_what_that_does(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = rules(lists, staff, "F-CP-TEMP")
    lists.press_named("Change from a day", shown.side)
    dialog = lists.dialog(ChangeDialog)
    assert dialog.when is None
    lists.answer(dialog.fields["from_on"], "1 September 2027")
    lists.answer(dialog.fields["limit"], "24")
    assert preview(lists, dialog) == (
        "From 1 September 2027: Temporary approval, 24 weeks instead of 16 weeks. "
        "No open case has this clock."
    )
    lists.answer(dialog.fields["source"], "Care Planning (Amendment) Regulations 2027")
    lists.answer(dialog.fields["reason"], "The law changes.")
    lists.press(dialog.verb_button)
    assert dialog.fields["words"].error().startswith("The words still say 16 weeks.")
    lists.answer(dialog.fields["words"], "A temporary approval ends after 24 weeks.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert [v.limit for v in workspace.rules.versions(staff.worker, "F-CP-TEMP")] == [
        "24 weeks",
        "16 weeks",
    ]
    assert "From 1 September 2027" in said(shown.side)


def test_first_approvals_go_without_panel_from_a_day(
    lists: Lists, staff: Staff, workspace: Workspace, office: Office
) -> None:
    shown = rules(lists, staff, "P-F-APPROVAL")
    shown.change()
    dialog = lists.dialog(ChangeDialog)
    lists.answer(dialog.fields["from_on"], "1 April 2027")
    lists.pick(dialog.fields["required"], "no")
    lists.answer(dialog.fields["words"], "An application to foster is decided without panel.")
    lists.answer(dialog.fields["source"], "Fostering Services (Amendment) Regulations 2027")
    lists.answer(dialog.fields["reason"], "Panels before approval end.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    with office.reading():
        assert not office.rules.panel_rule("P-F-APPROVAL", date(2027, 4, 1)).required


def test_a_rule_that_always_was_another_changes_open_cases_and_is_undone(
    lists: Lists, staff: Staff, office: Office
) -> None:
    made = make_case(office, staff, service=Service.ADOPTION, upto=EventType.STAGE_ONE_STARTED)

    def due() -> date | None:
        with office.reading() as session:
            return session.get_one(Case, made.id).clock_due_on

    before = due()
    shown = rules(lists, staff)
    shown.change()
    dialog = lists.dialog(ChangeDialog)
    assert dialog.when is not None
    lists.pick(dialog.fields["when"], ALWAYS)
    assert not dialog.fields["from_on"].isVisible()
    lists.answer(dialog.fields["limit"], "3")
    assert "1 open case has this clock and is counted anew." in preview(lists, dialog)
    lists.answer(dialog.fields["words"], "Stage 1 lasts 3 months at most.")
    lists.answer(dialog.fields["reason"], "Read the regulation.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert due() != before
    lists.press_named("Undo")
    assert due() == before


def test_a_change_that_cannot_be_is_refused_beside_its_field(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = rules(lists, staff, "F-CP-TEMP")
    shown.change()
    dialog = lists.dialog(ChangeDialog)
    lists.press(dialog.verb_button)
    assert dialog.fields["from_on"].error() == "Enter the day from which it is so."
    lists.answer(dialog.fields["from_on"], "1 April 2011")
    lists.answer(dialog.fields["limit"], "24")
    lists.answer(dialog.fields["reason"], "x")
    assert preview(lists, dialog).startswith("This rule comes with the program and was read")
    lists.press(dialog.verb_button)
    assert dialog.fields["from_on"].error().startswith("This rule comes with the program")
    assert dialog.verb_button.isEnabled()
    assert len(workspace.rules.versions(staff.worker, "F-CP-TEMP")) == 1


def test_other_limits_of_a_rule_are_asked_for_too(
    lists: Lists, staff: Staff, office: Office
) -> None:
    shown = rules(lists, staff, "F-TSD")
    shown.change()
    dialog = lists.dialog(ChangeDialog)
    lists.pick(dialog.fields["when"], ALWAYS)
    lists.answer(dialog.fields["limit family_and_friends"], "24")
    lists.answer(dialog.fields["words family_and_friends"], "24 months")
    lists.answer(dialog.fields["reason"], "Read the standard.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    with office.reading():
        found = office.rules.rule("F-TSD", TODAY)
    assert found.limit_words({"family_and_friends": True}) == "24 months"


def test_a_version_of_the_agencys_own_is_taken_back(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    confirmed = ConfirmRule(RULE, TODAY, "Regulation 27", read_on=TODAY, reason="Read it.")
    workspace.do(staff.system_administrator, confirmed)
    shown = rules(lists, staff)
    lists.press_named("Take back", shown.side)
    dialog = lists.dialog(RuleDialog)
    lists.answer(dialog.fields["reason"], "It was the wrong regulation.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert rule(workspace, staff).status == "unconfirmed"
    assert "It was the wrong regulation." in said(shown.side)


def test_what_the_agency_entered_is_found_by_the_filter(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    confirmed = ConfirmRule(RULE, TODAY, "Regulation 27", read_on=TODAY, reason="Read it.")
    workspace.do(staff.system_administrator, confirmed)
    shown = section(lists, staff.worker, RulesSection)
    shown.filters.show_values("", {"status": "own"})
    shown.filters.changed.emit()
    records = shown.table.records()
    keys = [records.key_at(n) for n in range(records.rowCount()) if records.key_at(n)]
    assert keys == [RULE]


# The ages of children


def test_an_age_is_confirmed_by_clicks(lists: Lists, staff: Staff, workspace: Workspace) -> None:
    shown = rules(lists, staff, "AGE-BABY")
    assert "Nobody has read this at its source yet." in said(shown.side)
    lists.press_named("Confirm", shown.side)
    dialog = lists.dialog(RuleDialog)
    assert dialog.value("source").startswith("Adoption: National Minimum Standards")
    lists.answer(dialog.fields["reason"], "Read the standards as they are today.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    found = rule(workspace, staff, "AGE-BABY")
    assert (found.status, found.by_agency) == ("verified", "Confirmed by the agency")
    assert "Confirmed by Sam Teller on 24 October 2025." in said(shown.side)
    assert shown.side.confirm_button is None
    assert shown.side.change_button is not None


def test_an_age_changes_from_a_day_and_says_before_what_that_does(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = rules(lists, staff, "AGE-PLACED")
    lists.press_named("Change from a day", shown.side)
    dialog = lists.dialog(ChangeDialog)
    units = dialog.fields["unit"].editor
    assert isinstance(units, ChoiceBox)
    assert [units.itemText(n) for n in range(units.count())] == ["weeks", "months"]
    lists.answer(dialog.fields["from_on"], "1 September 2027")
    lists.answer(dialog.fields["under"], "2")
    lists.pick(dialog.fields["unit"], "month")
    assert preview(lists, dialog) == (
        "From 1 September 2027: Baby placed by agreement, under 2 months instead of under 6 weeks. "
        "It counts for what happens from that day on; what is recorded already stays. "
        "No open case is of a child between these ages when it begins to count."
    )
    lists.answer(dialog.fields["words"], "A child under 2 months old is placed by agreement.")
    lists.answer(dialog.fields["source"], "Adoption Agencies (Amendment) Regulations 2027")
    lists.answer(dialog.fields["reason"], "The law changes.")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    found = workspace.rules.versions(staff.worker, "AGE-PLACED")
    assert [v.limit for v in found] == ["under 2 months", "under 6 weeks"]
    assert "From 1 September 2027" in said(shown.side)
    lists.press_named("Take back", shown.side)
    back = lists.dialog(RuleDialog)
    assert "what is recorded already stays" in said(back)
    lists.answer(back.fields["reason"], "It was only proposed.")
    lists.press(back.verb_button)
    assert lists.no_dialog()
    assert rule(workspace, staff, "AGE-PLACED").next_on is None


def test_an_age_that_nobody_had_read_is_put_right_and_undone(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = rules(lists, staff, "AGE-BABY")
    lists.press_named("Change", shown.side)
    dialog = lists.dialog(ChangeDialog)
    lists.pick(dialog.fields["when"], ALWAYS)
    lists.answer(dialog.fields["under"], "300")
    lists.answer(dialog.fields["reason"], "Read the standards.")
    lists.press(dialog.verb_button)
    assert dialog.fields["under"].error() == (
        "An age of 300 is impossible, at most 216 for a month."
    )
    lists.answer(dialog.fields["under"], "3")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    assert rule(workspace, staff, "AGE-BABY").limit == "under 3 months"
    lists.press_named("Undo")
    assert rule(workspace, staff, "AGE-BABY").limit == "under 6 months"


def test_others_read_rules_and_have_nothing_to_press(lists: Lists, staff: Staff) -> None:
    shown = section(lists, staff.adviser, RulesSection)
    shown.table.mark(RULE)
    lists.rest()
    assert (shown.side.confirm_button, shown.side.change_button) == (None, None)
    assert "Came with the program" in said(shown.side)
    lists.key(shown.table, Qt.Key.Key_Return)
    assert lists.no_dialog()


def test_the_menu_of_a_rule_offers_what_the_side_does(lists: Lists, staff: Staff) -> None:
    shown = rules(lists, staff)
    shown.table.menu_asked.emit(RULE, shown.mapToGlobal(shown.rect().center()))
    menu = shown.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()] == ["Confirm", "Change"]
    menu.close()


# Bank holidays


def test_a_proclaimed_day_is_added_by_typing(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    shown = section(lists, staff.system_administrator, HolidaysSection)
    lists.press_named("Add bank holiday", shown)
    dialog = lists.dialog(RuleDialog)
    lists.answer(dialog.fields["day"], "9 May 2026")
    lists.answer(dialog.fields["name"], "Day of thanks")
    lists.answer(dialog.fields["reason"], "Royal proclamation.")
    lists.press(dialog.verb_button)
    assert dialog.fields["day"].error() == "9 May 2026 is a weekend, which nobody counts."
    lists.answer(dialog.fields["day"], "8 May 2026")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    day = date(2026, 5, 8)
    assert [h.name for h in workspace.rules.holidays(staff.worker, day, day)] == ["Day of thanks"]
    shown.table.mark("2026-05-08")
    assert shown.turn_button.text() == "Take out"


def test_a_bank_holiday_is_taken_out_and_put_back(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    day = date(2026, 5, 4)
    shown = section(lists, staff.system_administrator, HolidaysSection)
    for verb, is_holiday in (("Take out", False), ("Put back", True)):
        shown.table.mark(day.isoformat())
        lists.press_named(verb, shown)
        dialog = lists.dialog(RuleDialog)
        lists.answer(dialog.fields["reason"], "It was moved.")
        lists.press(dialog.verb_button)
        assert lists.no_dialog()
        line = workspace.rules.holidays(staff.worker, day, day)[0]
        assert line.is_holiday is is_holiday


def test_the_next_bank_holiday_is_marked_and_own_days_are_found(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    added = ChangeHoliday(date(2026, 6, 15), is_holiday=True, name="A day", reason="Proclaimed")
    workspace.do(staff.system_administrator, added)
    shown = section(lists, staff.worker, HolidaysSection)
    assert shown.table.current_key() == "2025-12-25"
    assert not shown.turn_button.isVisible()
    shown.filters.show_values("", {"shown": "changed"})
    shown.filters.changed.emit()
    assert shown.table.records().key_at(0) == "2026-06-15"
    assert shown.table.records().count() == 1
