"""Slips of the pen in values from a list."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cfs_panels.domain.tracking.sheets import Column
from cfs_panels.domain.tracking.slips import letters, letters_wrong, meant
from cfs_panels.services.tracking_library import tracking_definition

LISTED = [
    column for sheet in tracking_definition().sheets for column in sheet.columns if column.values
]
TYPES = ("Mainstream", "Specialist", "Connected person", "Supported lodgings", "Adoption",
         "Second-time adopter", "Foster carer adopting", "Child specific")  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("MAINSTREAM", "Mainstream"),
        ("Main stream", "Mainstream"),
        ("main-stream ", "Mainstream"),
        ("Mainstrem", "Mainstream"),
        ("Maimstraem", None),
        ("Adopton", "Adoption"),
        ("Adotpion", "Adoption"),
        ("connected-person", "Connected person"),
        ("Connectedperson", "Connected person"),
        ("Second time adopter", "Second-time adopter"),
        ("Host family", None),
        ("", None),
    ],
)
def test_a_slip_is_understood_and_another_word_is_not(typed: str, value: str | None) -> None:
    assert meant(typed, TYPES) == value


@pytest.mark.parametrize(
    ("typed", "values", "value"),
    [
        ("Phone", ("Home", "Virtual", "Office"), None),
        ("None", ("Home", "Virtual", "Office"), None),
        ("Hom", ("Home", "Virtual", "Office"), "Home"),
        ("Hoem", ("Home", "Virtual", "Office"), "Home"),
        ("Ofice", ("Home", "Virtual", "Office"), "Office"),
        ("Nwe", ("New", "IFA transfer"), "New"),
        ("Old", ("New", "IFA transfer"), None),
        ("No", ("Adoption", "SGO"), None),
        ("Midyear", ("First annual", "Annual"), None),
        ("Perhaps", ("Approve", "Defer"), None),
        ("Parent & child", ("Parent and child", "Respite"), "Parent and child"),
    ],
)
def test_short_values_allow_less(typed: str, values: tuple[str, ...], value: str | None) -> None:
    assert meant(typed, values) == value


@pytest.mark.parametrize("typed", ["n/a", "None", "tbc", "Unknown"])
def test_what_says_that_nothing_is_known_is_never_a_slip(typed: str) -> None:
    values = ("Noted", "Tba", "Nil", "Unknow", "Na")
    assert meant(typed, values, tracking_definition().not_values) is None


def test_where_two_values_are_as_near_neither_was_meant() -> None:
    assert meant("Refier", ("Refer", "Refine")) == "Refer"
    assert meant("Reier", ("Refer", "Reder")) is None


@pytest.mark.parametrize("column", LISTED, ids=lambda column: column.header)
def test_every_value_of_every_list_is_itself(column: Column) -> None:
    for value in column.values:
        assert meant(value.upper(), column.values) == value
        assert meant(f" {value.replace(' ', '-')} ", column.values) == value


@given(st.sampled_from(LISTED), st.data())
def test_one_letter_wrong_is_a_slip_unless_another_value_is_as_near(
    column: Column, data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(column.values))
    assume(len(letters(value)) > 2)
    place = data.draw(st.integers(0, len(value) - 1))
    typed = data.draw(
        st.sampled_from(
            [
                value[:place] + value[place + 1 :],
                value[:place] + "z" + value[place + 1 :],
                value[:place] + "z" + value[place:],
            ]
        )
    )
    others = [
        v for v in column.values if v != value and letters_wrong(letters(typed), letters(v)) < 2
    ]
    assume(not others)
    assert meant(typed, column.values) == value


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_wrong_letters_are_counted_up_to_three(one: str, other: str) -> None:
    wrong = letters_wrong(one, other)
    assert wrong == letters_wrong(other, one)
    assert (wrong == 0) == (one == other)
    assert wrong <= 3
    assert wrong >= min(abs(len(one) - len(other)), 3)
