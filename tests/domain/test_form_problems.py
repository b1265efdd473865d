from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.form_answers import cleaned
from cfs_panels.domain.form_problems import (
    FieldProblem,
    SectionState,
    field_problems,
    problems,
    section_state,
)
from cfs_panels.domain.form_words import answer_words, table_words
from cfs_panels.domain.forms import JSON
from tests.domain.sample_form import (
    BEDROOMS,
    COMPLETE,
    FORM,
    GARDEN,
    HOME,
    HOUSEHOLD,
    HOW_LONG,
    MEDICAL,
    OUTCOME,
    REASONS,
    SEEN,
    STAIRS,
    STARTED_AT,
    VISIT,
    VISITED_ON,
    WHERE,
)

TODAY = date(2025, 10, 24)
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["answer", "details", "id", "name", "x"]), inner)
    ),
    max_leaves=8,
)


def test_an_empty_form_says_all_that_is_needed_in_the_order_of_the_form() -> None:
    assert problems(FORM, {}, today=TODAY) == (
        FieldProblem("where", "Choose where the visit took place"),
        FieldProblem("visited_on", "Enter the date of the visit"),
        FieldProblem("reasons", "Enter the reasons for your recommendation"),
        FieldProblem("manager", "Choose the manager who will check this visit"),
    )


def test_a_draft_may_leave_everything_out() -> None:
    assert problems(FORM, {}, today=TODAY, complete=False) == ()


def test_a_complete_form_has_no_problems() -> None:
    assert problems(FORM, COMPLETE, today=TODAY) == ()


@pytest.mark.parametrize(
    ("field", "answer", "sentence"),
    [
        (VISITED_ON, "2025-10-25", "The visit cannot be in the future"),
        (VISITED_ON, "31 November", "November has 30 days. Enter a real date"),
        (VISITED_ON, "2025-10-24", ""),
        (STARTED_AT, "after lunch", "Enter a time, for example 14:30"),
        (HOW_LONG, "an age", "Enter how long in hours and minutes, for example 1 hour 30 min"),
        (HOW_LONG, 4, "“How long” must be 5 min or more"),
        (HOW_LONG, "11 hours", "“How long” must be 10 hours or less"),
        (BEDROOMS, "31", "“Bedrooms” must be 30 or less"),
        (BEDROOMS, -1, "“Bedrooms” must be 0 or more"),
        (BEDROOMS, "many", "Enter a number in figures"),
        (REASONS, "x" * 4001, "“Reasons” must be 4,000 characters or fewer"),
        (REASONS, "x" * 4000, ""),
        (STAIRS, "x" * 201, "“The stairs” must be 200 characters or fewer"),
        (WHERE, "garage", "Choose from the answers to “Where”"),
        (SEEN, ["alarms", "roof"], "Choose from the answers to “What you saw to be safe”"),
        (GARDEN, {"answer": True}, "“Is there a garden?” cannot take this answer."),
        (MEDICAL, {"answer": False}, "Enter who will not have a medical, and why"),
        (MEDICAL, {"answer": True}, ""),
        (MEDICAL, {"details": "Piet"}, "Answer “Will every applicant have a medical?”"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_what_to_do(field: Any, answer: JSON, sentence: str) -> None:
    found = field_problems(field, answer, today=TODAY)
    assert [problem.message for problem in found] == ([sentence] if sentence else [])


def test_a_problem_in_a_table_says_in_which_row_and_column() -> None:
    rows: JSON = [{"name": "Piet"}, {"born_on": "31 June 2003"}]
    assert field_problems(HOUSEHOLD, rows, today=TODAY) == (
        FieldProblem("household", "Enter the name (person 2)", 1, "name"),
        FieldProblem("household", "June has 30 days. Enter a real date (person 2)", 1, "born_on"),
    )


def test_a_question_that_is_not_asked_has_no_problems() -> None:
    answers: dict[str, JSON] = {"where": "office", "safety_seen": ["roof"]}
    assert not problems(FORM, answers, today=TODAY, complete=False)


def test_a_section_goes_from_empty_to_done() -> None:
    def state(answers: dict[str, JSON], passing: bool = False) -> SectionState:
        return section_state(FORM, OUTCOME, answers, today=TODAY, passing=passing)

    manager: JSON = {"id": "u1", "name": "Louise Penhaligon"}
    assert state({}) is SectionState.EMPTY
    assert state({"manager": manager}) is SectionState.STARTED
    assert state({"manager": manager}, passing=True) is SectionState.PROBLEMS
    assert state({}, passing=True) is SectionState.PROBLEMS
    assert state({"manager": manager, "reasons": "x" * 5000}) is SectionState.PROBLEMS
    assert state({"manager": manager, "reasons": "A warm home."}) is SectionState.DONE


def test_a_section_of_which_nothing_is_needed_is_done_with_one_answer() -> None:
    assert section_state(FORM, HOME, {}, today=TODAY, passing=True) is SectionState.EMPTY
    assert section_state(FORM, HOME, {"garden": False}, today=TODAY) is SectionState.DONE


@given(
    st.dictionaries(
        st.sampled_from([field.key for field in FORM.fields()]) | st.text(max_size=5), ANY_JSON
    )
)
def test_no_answer_whatever_breaks_the_form(answers: dict[str, Any]) -> None:
    for problem in problems(FORM, answers, today=TODAY):
        assert problem.message
        assert FORM.field(problem.field)
    assert section_state(FORM, VISIT, answers, today=TODAY)
    for field in FORM.fields():
        assert isinstance(answer_words(field, answers.get(field.key)), str)
        table_words(field, answers.get(field.key))


@given(st.dates(), st.integers(), st.text(), st.text())
def test_cleaning_never_changes_what_is_to_be_put_right(
    day: date, bedrooms: int, reasons: str, how_long: str
) -> None:
    answers: dict[str, JSON] = {
        "visited_on": day.isoformat(),
        "bedrooms": bedrooms,
        "reasons": reasons,
        "how_long": how_long,
    }
    stored = cleaned(FORM, answers, today=TODAY)
    assert problems(FORM, stored, today=TODAY) == problems(FORM, answers, today=TODAY)
