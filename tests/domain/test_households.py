"""The people of a household: who is asked, who is an adult, how each is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.domain.households import (
    HouseholdPerson,
    at_home_words,
    birthday_words,
    known_facts,
    people_asked,
    turned_adult_on,
)
from cfs_panels.domain.pathways import Scope

DAY = date(2025, 10, 24)
MARCUS = HouseholdPerson("m", "Marcus", "Thwaite", "applicant", date(1979, 5, 3))
LEANNE = HouseholdPerson("l", "Leanne", "Thwaite", "applicant", date(1981, 6, 9))
CALLUM = HouseholdPerson("c", "Callum", "Thwaite", "adult", date(2006, 8, 1), "Son")
ELLIE = HouseholdPerson("e", "Ellie", "Thwaite", "child", date(2014, 7, 2), "Daughter")
FAMILY = (MARCUS, LEANNE, CALLUM, ELLIE)


def asked(scope: Scope, *people: HouseholdPerson, day: date = DAY) -> list[str]:
    return [p.id if p else "household" for p in people_asked(scope, people, day)]


def test_each_scope_asks_whom_it_names() -> None:
    """Schedule 3, item 9: the applicant and every household member of 18 or more."""
    assert asked(Scope.APPLICANT, *FAMILY) == ["m", "l"]
    assert asked(Scope.ADULT, *FAMILY) == ["m", "l", "c"]
    assert asked(Scope.HOUSEHOLD, *FAMILY) == ["household"]


def test_an_adult_who_lives_elsewhere_or_left_is_not_asked() -> None:
    away = replace(CALLUM, at_home=False)
    left = replace(LEANNE, to_on=date(2025, 10, 24))
    assert asked(Scope.ADULT, MARCUS, away, left) == ["m"]
    assert asked(Scope.ADULT, MARCUS, left, day=date(2025, 10, 23)) == ["m", "l"]


@pytest.mark.parametrize(
    ("born", "role", "is_adult"),
    [
        (date(2007, 10, 24), "child", True),
        (date(2007, 10, 25), "child", False),
        (date(2007, 10, 25), "adult", False),
        (None, "adult", True),
        (None, "child", False),
    ],
)
def test_whoever_is_18_is_an_adult_and_without_a_birthday_the_role_says_it(
    born: date | None, role: str, is_adult: bool
) -> None:
    assert replace(CALLUM, born_on=born, role=role).is_adult(DAY) is is_adult


@pytest.mark.parametrize(
    ("person", "words", "short"),
    [
        (MARCUS, "Applicant", "Marcus"),
        (CALLUM, "Son, at home", "Callum, 19"),
        (replace(CALLUM, at_home=False), "Son, lives elsewhere", "Callum, 19"),
        (
            replace(CALLUM, at_home=False, facts={"lives": "in Leeds"}),
            "Son, in Leeds",
            "Callum, 19",
        ),
        (replace(ELLIE, relationship="", born_on=None), "Child, at home", "Ellie"),
        (replace(CALLUM, relationship=""), "Adult, at home", "Callum, 19"),
    ],
)
def test_a_person_is_told_by_what_they_are(person: HouseholdPerson, words: str, short: str) -> None:
    assert (person.words(), person.short_name(DAY)) == (words, short)


@pytest.mark.parametrize(
    ("born", "turned"),
    [
        (date(2007, 9, 1), date(2025, 9, 1)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (None, None),
    ],
)
def test_the_day_somebody_turns_18(born: date | None, turned: date | None) -> None:
    assert turned_adult_on(replace(ELLIE, born_on=born)) == turned


def test_a_birthday_is_told_only_once_it_has_come() -> None:
    piet = replace(ELLIE, first_name="Piet", born_on=date(2007, 9, 1))
    assert birthday_words(piet, DAY) == "Piet turned 18 on 1 September 2025"
    assert birthday_words(piet, date(2025, 8, 31)) == ""
    assert birthday_words(CALLUM, DAY) == ""


def test_who_lives_there_is_told_in_a_line() -> None:
    piet = replace(CALLUM, first_name="Piet", at_home=False, facts={"lives": "in Leeds"})
    assert at_home_words(FAMILY, DAY) == "Son Callum, 19 and Daughter Ellie, 11"
    assert at_home_words((MARCUS, piet), DAY) == "Lives alone. Son Piet, 19, in Leeds"
    assert at_home_words((MARCUS, LEANNE, piet), DAY) == "The two of them. Son Piet, 19, in Leeds"
    assert at_home_words((MARCUS, LEANNE), DAY) == ""


def test_known_facts_leave_out_what_is_not_known() -> None:
    work = replace(MARCUS, facts={"work": "Joiner"})
    assert known_facts((work,), ("7 Tannery Walk",), "", DAY) == (
        ("Age", "46"),
        ("Address", "7 Tannery Walk"),
        ("Work", "Joiner"),
    )
    assert dict(known_facts((work, LEANNE), (), "Bus advert", DAY)) == {
        "Age": "Marcus 46\nLeanne 44",
        "Work": "Marcus: Joiner",
        "Heard of us": "Bus advert",
    }
