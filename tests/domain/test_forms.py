from dataclasses import replace

import pytest

from cfs_panels.domain.forms import (
    JSON,
    Choice,
    DetailsWhen,
    FieldDefinition,
    FieldKind,
    ShownWhen,
    is_shown,
    prefilled,
    shown_fields,
)
from tests.domain.sample_form import FORM, HOME, MEDICAL, OUTCOME, SEEN, STAIRS, WHERE


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("home", True),
        ("video", True),
        ("office", False),
        (None, False),
        (["home"], True),
        (1, False),
    ],
)
def test_a_question_is_asked_when_the_other_answer_is_one_of_those_named(
    answer: JSON, shown: bool
) -> None:
    assert is_shown(FORM, SEEN, {"where": answer}) is shown


def test_a_question_behind_a_question_that_is_not_asked_is_not_asked() -> None:
    answers: dict[str, JSON] = {"where": "home", "safety_seen": ["alarms", "stairs"]}
    assert is_shown(FORM, STAIRS, answers)
    assert not is_shown(FORM, STAIRS, {**answers, "where": "office"})


def test_a_condition_reads_the_yes_or_no_of_a_question_with_details() -> None:
    field = replace(STAIRS, shown_when=ShownWhen("medical", (False,)))
    assert is_shown(FORM, field, {"medical": {"answer": False, "details": "x"}})
    assert not is_shown(FORM, field, {"medical": {"answer": True}})
    assert not is_shown(FORM, field, {"medical": 0})


def test_the_questions_of_a_section_are_those_asked_now() -> None:
    keys = [field.key for field in shown_fields(FORM, HOME, {"where": "office"})]
    assert keys == ["bedrooms", "garden", "medical", "household"]


def test_fields_and_their_sections_are_found_by_key() -> None:
    assert FORM.field("where") is WHERE
    assert FORM.section_of("manager") is OUTCOME
    with pytest.raises(KeyError):
        FORM.field("colour")
    with pytest.raises(KeyError):
        FORM.section_of("colour")


def test_up_to_five_choices_stand_side_by_side() -> None:
    def field(count: int) -> FieldDefinition:
        choices = tuple(Choice(f"c{n}", f"Choice {n}") for n in range(count))
        return FieldDefinition("x", "X", FieldKind.CHOICE, choices=choices)

    assert field(5).is_segmented
    assert not field(6).is_segmented
    assert not SEEN.is_segmented


@pytest.mark.parametrize(
    ("when", "yes", "no"),
    [
        (DetailsWhen.YES, True, False),
        (DetailsWhen.NO, False, True),
        (DetailsWhen.EITHER, True, True),
    ],
)
def test_details_are_asked_after_the_answers_named(when: DetailsWhen, yes: bool, no: bool) -> None:
    field = replace(MEDICAL, details_when=when)
    assert (field.asks_details(True), field.asks_details(False)) == (yes, no)


def test_a_new_form_starts_with_what_is_known() -> None:
    facts: dict[str, JSON] = {
        "visit.booked_on": "2025-10-23",
        "household.people": [],
        "household.address": "7 Tannery Walk",
    }
    assert prefilled(FORM, facts) == {"visited_on": "2025-10-23"}
