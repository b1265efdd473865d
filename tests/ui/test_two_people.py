"""Two people change one record: what each changed is kept, and nothing old comes back unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cfs_panels.domain.cases import EditHousehold
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from cfs_panels.domain.cases import HouseholdLine
    from tests.ui.case_window import Hand

EDIT = "Edit address, safety and access"


def _home(hand: Hand, case_id: str) -> HouseholdLine:
    return hand.workspace.case_pages.case(hand.staff.worker, case_id).home


def _saved_by_manager(hand: Hand, case_id: str, **changes: object) -> None:
    home = _home(hand, case_id)
    now = EditHousehold(
        case_id, home.address, home.postcode, home.phone, home.email, home.safety_note,
        home.address_is_secret, home.access_needs, home.version,
    )  # fmt: skip
    hand.workspace.do(hand.staff.manager, replace(now, **changes))  # type: ignore[arg-type]  # the fields are of several types


def _ask_for_home(hand: Hand, case_id: str) -> None:
    page = hand.case(case_id)
    hand.press(page.overview.household.header.link)
    hand.press_named(EDIT)


def test_a_new_address_and_its_secrecy_outlive_a_dialog_that_was_left(hand: Hand) -> None:
    case_id = hand.desk.application()
    _ask_for_home(hand, case_id)
    QTest.keyClick(hand.dialog(), Qt.Key.Key_Escape)
    _saved_by_manager(hand, case_id, address=("1 Weir Road", "Harrowmere"), address_is_secret=True)
    hand.window.case().reload()
    hand.rest()
    hand.press(hand.window.case().overview.household.header.link)
    hand.press_named(EDIT)
    hand.answer("phone", "01632 960123")
    hand.send()

    home = _home(hand, case_id)
    assert home.address == ("1 Weir Road", "Harrowmere")
    assert home.address_is_secret
    assert home.phone == "01632 960123"


def test_what_two_people_changed_of_a_home_is_kept_of_both(hand: Hand) -> None:
    case_id = hand.desk.application()
    _ask_for_home(hand, case_id)
    hand.answer("safety_note", "Two large dogs")
    hand.answer("access_needs", "Lift is broken")
    _saved_by_manager(
        hand, case_id, safety_note="Ring first", phone="01632 960999", address_is_secret=True
    )
    hand.send()
    dialog = hand.dialog()
    told = dialog.fields["safety_note"].error()
    assert dialog.value("phone") == "01632 960999"
    assert dialog.value("address_is_secret")
    assert told == "Saved meanwhile: Ring first. Yours replaces it when you save."
    assert not dialog.fields["access_needs"].error()
    hand.send()

    home = _home(hand, case_id)
    assert hand.no_dialog()
    assert (home.safety_note, home.access_needs) == ("Two large dogs", "Lift is broken")
    assert (home.phone, home.address_is_secret) == ("01632 960999", True)


def test_a_day_that_nobody_typed_is_not_kept_for_another_day(hand: Hand) -> None:
    case_id = hand.desk.application()
    began = hand.moment.now.date()
    page = hand.case(case_id)
    hand.menu(page.header.more_button)
    hand.choose("Record that the applicants withdraw")
    day = next(iter(hand.dialog().findChildren(DateField)))
    first = day.value()
    QTest.keyClick(hand.dialog(), Qt.Key.Key_Escape)
    hand.moment.on(date(2025, 11, 10))
    hand.menu(page.header.more_button)
    hand.choose("Record that the applicants withdraw")
    day = next(iter(hand.dialog().findChildren(DateField)))
    assert (first, day.value()) == (began, date(2025, 11, 10))
