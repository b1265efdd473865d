import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_answers import clean_answer, cleaned
from cfs_panels.domain.forms import JSON
from tests.domain.sample_form import (
    BEDROOMS,
    FORM,
    GARDEN,
    HOUSEHOLD,
    HOW_LONG,
    MANAGER,
    MEDICAL,
    REASONS,
    SEEN,
    STAIRS,
    STARTED_AT,
    VISITED_ON,
    WHERE,
)

TODAY = date(2025, 10, 24)


def visible(text: str) -> list[str]:
    """Return the characters of a text that a person can have meant."""
    return [
        c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cs", "Cn")
    ]


@pytest.mark.parametrize(
    ("field", "given", "stored"),
    [
        (REASONS, "  A warm home.\r\n\r\n  Two dogs. \n", "A warm home.\n\n  Two dogs."),
        (REASONS, "one\x0btwo\u2028three\x00", "one\ntwo\nthree"),
        (REASONS, 5, "5"),
        (REASONS, " \n ", None),
        (STAIRS, "steep\n  and narrow ", "steep and narrow"),
        (VISITED_ON, "23/10/25", "2025-10-23"),
        (VISITED_ON, "2025-10-23", "2025-10-23"),
        (VISITED_ON, " 31 November 2025 ", "31 November 2025"),
        (STARTED_AT, "2.30pm", "14:30"),
        (STARTED_AT, "after lunch", "after lunch"),
        (HOW_LONG, "1 hour 30 min", 90),
        (HOW_LONG, 90, 90),
        (HOW_LONG, "a long time", "a long time"),
        (BEDROOMS, "3", 3),
        (BEDROOMS, 2.5, 2.5),
        (BEDROOMS, "3 or 4", "3 or 4"),
        (WHERE, "home", "home"),
        (WHERE, "", None),
        (SEEN, ["stairs", "alarms", "stairs"], ["alarms", "stairs"]),
        (SEEN, ["gone", "alarms"], ["alarms", "gone"]),
        (GARDEN, False, False),
        (GARDEN, "Yes", True),
        (GARDEN, "", None),
        (MEDICAL, True, {"answer": True, "details": ""}),
        (MEDICAL, {"answer": "no", "details": " Piet "}, {"answer": False, "details": "Piet"}),
        (MEDICAL, {"details": "Piet"}, {"answer": None, "details": "Piet"}),
        (MEDICAL, {"answer": None, "details": None}, None),
        (MANAGER, {"id": "u1", "name": "Louise"}, {"id": "u1", "name": "Louise"}),
        (MANAGER, {"id": "", "name": "Louise"}, None),
        (HOUSEHOLD, [{"name": " Piet ", "born_on": "1/2/2003"}, {"name": ""}, {}],
         [{"name": "Piet", "born_on": "2003-02-01"}]),
        (HOUSEHOLD, [{"seen": False}], [{"seen": False}]),
    ],
)  # fmt: skip
def test_an_answer_is_stored_in_one_shape_for_its_kind(
    field: object, given: JSON, stored: JSON
) -> None:
    assert clean_answer(field, given, TODAY) == stored  # type: ignore[arg-type]  # a table of many


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("reasons", ["a list"]),
        ("reasons", {"a": 1}),
        ("visited_on", True),
        ("safety_seen", "alarms"),
        ("safety_seen", [["alarms"]]),
        ("garden", 2),
        ("garden", "perhaps"),
        ("medical", {"answer": True, "why": ""}),
        ("manager", "u1"),
        ("household", {"name": "Piet"}),
        ("household", ["Piet"]),
        ("household", [{"name": "Piet", "age": 22}]),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(key: str, given: JSON) -> None:
    with pytest.raises(RuleBroken, match="cannot take this answer") as refusal:
        cleaned(FORM, {key: given})
    assert refusal.value.field == key


def test_an_answer_to_a_question_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(RuleBroken, match="“Sample” has no question “colour”") as refusal:
        cleaned(FORM, {"colour": "blue"})
    assert refusal.value.field == "colour"


def test_empty_answers_leave_no_entry_and_false_is_an_answer() -> None:
    answers: dict[str, JSON] = {"reasons": " ", "garden": False, "bedrooms": 0, "household": [{}]}
    assert cleaned(FORM, {**answers, "where": None}) == {"garden": False, "bedrooms": 0}


def test_an_answer_to_a_question_that_is_not_asked_now_is_kept() -> None:
    answers: dict[str, JSON] = {"where": "office", "safety_seen": ["alarms"]}
    assert cleaned(FORM, answers) == answers


@given(st.text(), st.text(), st.text(), st.text())
def test_nothing_typed_is_lost(long: str, short: str, details: str, name: str) -> None:
    stored = cleaned(
        FORM,
        {
            "reasons": long,
            "stairs_note": short,
            "medical": {"answer": None, "details": details},
            "household": [{"name": name}],
        },
        today=TODAY,
    )
    found = json.loads(json.dumps(stored))
    assert visible(found.get("reasons", "")) == visible(long)
    assert visible(found.get("stairs_note", "")) == visible(short)
    assert visible(found.get("medical", {}).get("details", "")) == visible(details)
    people = found.get("household", [{}])
    assert visible(people[0].get("name", "")) == visible(name)


@given(st.text())
def test_words_that_are_no_value_stay_as_typed(words: str) -> None:
    for key in ("visited_on", "started_at", "how_long", "bedrooms"):
        stored = cleaned(FORM, {key: words}, today=TODAY).get(key, "")
        assert (
            not isinstance(stored, str)
            or key in ("visited_on", "started_at")
            or (visible(stored) == visible(words))
        )


SHAPED = st.fixed_dictionaries(
    {},
    optional={
        "where": st.text(max_size=5) | st.sampled_from(["home", "office"]),
        "visited_on": st.text() | st.dates().map(str),
        "how_long": st.text() | st.integers() | st.floats(),
        "bedrooms": st.text() | st.integers() | st.floats(),
        "safety_seen": st.lists(st.sampled_from(["stairs", "alarms"]) | st.text(max_size=3)),
        "garden": st.booleans() | st.none(),
        "medical": st.fixed_dictionaries(
            {"answer": st.booleans() | st.none(), "details": st.text()}
        ),
        "household": st.lists(
            st.fixed_dictionaries({}, optional={"name": st.text(), "born_on": st.text()})
        ),
        "reasons": st.text(),
    },
)


@given(SHAPED)
def test_cleaning_again_changes_nothing(answers: dict[str, JSON]) -> None:
    once = cleaned(FORM, answers, today=TODAY)
    assert cleaned(FORM, once, today=TODAY) == once
    assert cleaned(FORM, once) == once
