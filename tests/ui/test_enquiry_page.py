"""The page of a new enquiry: what it asks, what it refuses, and the case that it opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.case_window import Hand, said
from ui import theme

if TYPE_CHECKING:
    from ui.cases.enquiry_page import EnquiryPage
    from ui.cases.person_editor import PersonEditor


def open_enquiry(hand: Hand) -> EnquiryPage:
    return hand.open(hand.staff.worker, "enquiry").enquiry()


def name(hand: Hand, person: PersonEditor, first: str, last: str) -> None:
    hand.retype(person.first, first)
    hand.retype(person.last, last)


def choose_kind(hand: Hand, page: EnquiryPage, words: str) -> None:
    page.fields.kind.setFocus()
    for _ in range(page.fields.kind.count()):
        if page.fields.kind.currentText() != words:
            QTest.keyClick(page.fields.kind, Qt.Key.Key_Down)
    assert page.fields.kind.currentText() == words


def test_an_enquiry_opens_a_case(hand: Hand) -> None:
    page = open_enquiry(hand)
    choose_kind(hand, page, "Fostering: mainstream")
    hand.retype(page.fields.received, "22 Oct")
    page.fields.channel.set_value("phone")
    hand.retype(page.fields.heard, "Bus advert")
    hand.retype(page.fields.reason, "Their children have left home.")
    name(hand, page.people[0], "Una", "Brockbank")
    hand.retype(page.people[0].born, "5/6/79")
    hand.press_named("Add a person")
    name(hand, page.people[1], "Idris", "Brockbank")
    hand.retype(page.fields.address, "3 Mill Row\nHarrowmere")
    hand.retype(page.fields.postcode, "wx21ab")
    hand.press_named("Record the enquiry")

    case = hand.window.case().case
    assert case is not None
    assert case.household == "Una and Idris Brockbank"
    assert case.opened_on == date(2025, 10, 22)
    assert case.home.postcode == "WX2 1AB"
    assert case.people[0].age == 46
    assert case.worker == "Hannah Whitlock"
    assert case.manager == "Louise Penhaligon"


def test_a_child_of_the_household_is_recorded_as_a_child(hand: Hand) -> None:
    page = open_enquiry(hand)
    choose_kind(hand, page, "Adoption")
    name(hand, page.people[0], "Una", "Brockbank")
    hand.press_named("Add a person")
    hand.press_named("Child", page.people[1])
    name(hand, page.people[1], "Mia", "Brockbank")
    hand.retype(page.people[1].kin, "Daughter")
    hand.press_named("Record the enquiry")

    case = hand.window.case().case
    assert case is not None
    assert [(p.first_name, p.words) for p in case.people] == [
        ("Una", "Applicant"),
        ("Mia", "Daughter, at home"),
    ]


def test_what_is_missing_is_listed_and_said_beside_each_field(hand: Hand) -> None:
    page = open_enquiry(hand)

    hand.press_named("Record the enquiry")
    summary = said(page.summary)
    hand.press_named("Enter the last name", page.summary)

    assert "There are 3 things to put right" in summary
    assert page.fields.fields["pathway"].error() == "Choose what they ask about"
    assert page.people[0].last.hasFocus()


def test_typing_takes_the_sentence_away(hand: Hand) -> None:
    page = open_enquiry(hand)
    hand.press_named("Record the enquiry")

    hand.retype(page.people[0].first, "Una")

    assert not page.people[0].fields["first_name"].is_wrong()
    assert page.people[0].fields["last_name"].is_wrong()


def test_a_day_ahead_is_refused_beside_the_day(hand: Hand) -> None:
    page = open_enquiry(hand)
    choose_kind(hand, page, "Adoption")
    name(hand, page.people[0], "Una", "Brockbank")
    hand.retype(page.fields.received, "25 December 2025")
    hand.press_named("Record the enquiry")

    words = said(page)
    assert "25 December 2025 is in the future" in words


def test_three_applicants_are_refused(hand: Hand) -> None:
    page = open_enquiry(hand)
    choose_kind(hand, page, "Adoption")
    for number, first in enumerate(("Una", "Idris", "Mia")):
        if number:
            hand.press_named("Add a person")
            page.people[number].role.choose("applicant")
        name(hand, page.people[number], first, "Brockbank")
    hand.press_named("Record the enquiry")

    assert "One or two people apply together." in said(page.summary)


def test_a_birthday_ahead_is_said_beside_it(hand: Hand) -> None:
    page = open_enquiry(hand)
    choose_kind(hand, page, "Adoption")
    name(hand, page.people[0], "Una", "Brockbank")
    hand.retype(page.people[0].born, "1 January 2030")
    hand.press_named("Record the enquiry")

    error = page.people[0].fields["born_on"].error()
    assert error == "1 January 2030 is in the future. Enter the date of birth."


def test_a_person_is_taken_out_again_and_the_last_one_stays(hand: Hand) -> None:
    page = open_enquiry(hand)
    hand.press_named("Add a person")
    first = page.people[0]

    hand.press_named("Take this person out", first)

    assert len(page.people) == 1
    assert first not in page.people
    assert not page.people[0].drop_button.isVisible()


def test_what_is_typed_stays_while_other_pages_are_looked_at(hand: Hand) -> None:
    page = open_enquiry(hand)
    name(hand, page.people[0], "Una", "Brockbank")

    hand.window.open("cases")
    hand.rest()
    hand.window.open("enquiry")
    hand.rest()

    assert page.people[0].first.value() == "Una"


def test_the_fields_are_reached_by_alt_and_a_letter(hand: Hand) -> None:
    page = open_enquiry(hand)

    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)

    assert page.fields.postcode.hasFocus()


@pytest.mark.parametrize("look", theme.THEMES)
@pytest.mark.parametrize("text", ["standard", "largest"])
def test_the_page_is_never_wider_than_the_window(hand: Hand, look: str, text: str) -> None:
    page = open_enquiry(hand)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look, text)

    for width, height in ((1440, 900), (1093, 534)):
        hand.window.resize(width, height)
        hand.rest()
        held = page.area.widget()
        assert held is not None
        assert held.minimumSizeHint().width() <= page.area.viewport().width()


@pytest.mark.parametrize("size", [(1440, 900), (1093, 534)])
def test_the_enquiry_can_be_recorded_from_wherever_one_is_in_it(
    hand: Hand, size: tuple[int, int]
) -> None:
    hand.open(hand.staff.worker, "enquiry")
    page = hand.window.enquiry()
    hand.window.resize(*size)
    hand.rest()
    button = page.record_button
    assert button.visibleRegion().boundingRect().size() == button.size()


def test_what_looks_like_a_slip_is_hinted_at_and_taken_all_the_same(hand: Hand) -> None:
    page = open_enquiry(hand)
    person = page.people[0]
    choose_kind(hand, page, "Fostering: mainstream")
    name(hand, person, "Una", "Brockbank")
    hand.retype(person.phone, "not a phone")
    hand.retype(person.email, "@@")
    hand.retype(page.fields.postcode, "none yet")
    hand.retype(page.fields.heard, "")

    words = said(page)
    assert "No phone number looks like this. Kept as typed." in words
    assert "No email address looks like this. Kept as typed." in words
    assert "No postcode looks like this. Kept as typed." in words
    hand.retype(person.email, "una@example.org")
    hand.retype(page.fields.heard, "")
    assert "No email address" not in said(page)
    hand.press_named("Record the enquiry")
    case = hand.window.case().case
    assert case is not None
    assert case.home.postcode == "none yet"


def test_an_applicant_who_is_a_child_is_refused_at_the_date_of_birth(hand: Hand) -> None:
    page = open_enquiry(hand)
    choose_kind(hand, page, "Fostering: mainstream")
    name(hand, page.people[0], "Una", "Brockbank")
    hand.retype(page.people[0].born, "12/5/2024")
    hand.press_named("Record the enquiry")
    hand.rest()

    assert page.people[0].fields["born_on"].error() == (
        "Whoever was born on 12 May 2024 is 1. An applicant is 18 or older."
    )
