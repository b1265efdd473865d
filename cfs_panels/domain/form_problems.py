"""What is to be put right in answers before a form passes to another person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_answers import clean_answer, is_empty
from cfs_panels.domain.form_words import duration_words, number_words
from cfs_panels.domain.forms import (
    JSON,
    Answers,
    FieldDefinition,
    FieldKind,
    FormDefinition,
    SectionDefinition,
    shown_fields,
)
from cfs_panels.domain.typed_values import read_date, read_minutes, read_number, read_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SHORT_TEXT_LIMIT = 200
LONG_TEXT_LIMIT = 10_000


class SectionState(StrEnum):
    """The mark beside a section's title."""

    EMPTY = "empty"
    STARTED = "started"
    PROBLEMS = "problems"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing to put right: the field, the sentence, and for a table where in it.

    ``row`` counts from 0 and ``column`` is a column key.
    """

    field: str
    message: str
    row: int | None = None
    column: str = ""


def problems(
    definition: FormDefinition, answers: Answers, *, today: date, complete: bool = True
) -> tuple[FieldProblem, ...]:
    """Return what is to be put right, in the order of the form.

    ``complete`` judges the form as it is passed on; without it only answers that are there are
    judged, as on leaving a field.
    """
    return tuple(
        problem
        for section in definition.sections
        for problem in section_problems(
            definition, section, answers, today=today, complete=complete
        )
    )


def section_problems(
    definition: FormDefinition,
    section: SectionDefinition,
    answers: Answers,
    *,
    today: date,
    complete: bool = True,
) -> tuple[FieldProblem, ...]:
    """Return what is to be put right in one section."""
    return tuple(
        problem
        for field in shown_fields(definition, section, answers)
        for problem in field_problems(field, answers.get(field.key), today=today, complete=complete)
    )


def field_problems(
    field: FieldDefinition, answer: JSON, *, today: date, complete: bool = True
) -> tuple[FieldProblem, ...]:
    """Return what is to be put right in one answer."""
    try:
        answer = clean_answer(field, answer, today)
    except RuleBroken as refusal:
        return (FieldProblem(field.key, refusal.message),)
    if is_empty(answer):
        needed = complete and field.needed_to_pass
        return (FieldProblem(field.key, missing_message(field)),) if needed else ()
    if field.kind is FieldKind.TABLE and isinstance(answer, list):
        return _table_problems(field, answer, today, complete)
    message = _wrong(field, answer, today) or (_unfinished(field, answer) if complete else "")
    return (FieldProblem(field.key, message),) if message else ()


def missing_message(field: FieldDefinition) -> str:
    """Return the sentence for a needed answer that is not there."""
    return field.missing or f"Answer “{field.label}”"


def section_state(
    definition: FormDefinition,
    section: SectionDefinition,
    answers: Answers,
    *,
    today: date,
    passing: bool = False,
) -> SectionState:
    """Return the mark of a section; what is missing is a problem only once someone passes it on."""
    shown = shown_fields(definition, section, answers)
    if section_problems(definition, section, answers, today=today, complete=passing):
        return SectionState.PROBLEMS
    if all(is_empty(answers.get(field.key)) for field in shown):
        return SectionState.EMPTY
    if section_problems(definition, section, answers, today=today):
        return SectionState.STARTED
    return SectionState.DONE


def _wrong(field: FieldDefinition, answer: JSON, today: date) -> str:
    check = _CHECKS.get(field.kind)
    return check(field, answer, today) if check else ""


def _wrong_text(field: FieldDefinition, answer: JSON, _today: date) -> str:
    text = answer.get("details") if isinstance(answer, dict) else answer
    usual = SHORT_TEXT_LIMIT if field.kind is FieldKind.SHORT_TEXT else LONG_TEXT_LIMIT
    limit = field.max_length or usual
    if not isinstance(text, str) or len(text) <= limit:
        return ""
    return f"“{field.label}” must be {limit:,} characters or fewer"


def _wrong_date(field: FieldDefinition, answer: JSON, today: date) -> str:
    try:
        day = read_date(str(answer), today=today)
    except RuleBroken as refusal:
        return refusal.message
    return field.not_future if day > today else ""


def _wrong_time(_field: FieldDefinition, answer: JSON, _today: date) -> str:
    try:
        read_time(str(answer))
    except RuleBroken as refusal:
        return refusal.message
    return ""


def _wrong_number(field: FieldDefinition, answer: JSON, _today: date) -> str:
    try:
        is_length = field.kind is FieldKind.DURATION
        number = read_minutes(str(answer)) if is_length else read_number(str(answer))
    except RuleBroken as refusal:
        return refusal.message
    words = duration_words if field.kind is FieldKind.DURATION else number_words
    if field.minimum is not None and number < field.minimum:
        return f"“{field.label}” must be {words(field.minimum)} or more"
    if field.maximum is not None and number > field.maximum:
        return f"“{field.label}” must be {words(field.maximum)} or less"
    return ""


def _wrong_choice(field: FieldDefinition, answer: JSON, _today: date) -> str:
    given = answer if isinstance(answer, list) else [answer]
    known = all(field.choice(value) for value in given)
    return "" if known else f"Choose from the answers to “{field.label}”"


_CHECKS: dict[FieldKind, Callable[[FieldDefinition, JSON, date], str]] = {
    FieldKind.SHORT_TEXT: _wrong_text,
    FieldKind.LONG_TEXT: _wrong_text,
    FieldKind.YES_NO_DETAILS: _wrong_text,
    FieldKind.DATE: _wrong_date,
    FieldKind.TIME: _wrong_time,
    FieldKind.DURATION: _wrong_number,
    FieldKind.NUMBER: _wrong_number,
    FieldKind.CHOICE: _wrong_choice,
    FieldKind.CHOICES: _wrong_choice,
}


def _unfinished(field: FieldDefinition, answer: JSON) -> str:
    if field.kind is not FieldKind.YES_NO_DETAILS or not isinstance(answer, dict):
        return ""
    said = answer["answer"]
    if not isinstance(said, bool):
        return missing_message(field)
    if field.asks_details(said) and not answer["details"]:
        return field.details_missing or f"Give details of “{field.label}”"
    return ""


def _table_problems(
    field: FieldDefinition, rows: list[JSON], today: date, complete: bool
) -> tuple[FieldProblem, ...]:
    return tuple(
        FieldProblem(field.key, f"{problem.message} ({field.row_name} {n + 1})", n, column.key)
        for n, row in enumerate(rows)
        for column in field.columns
        for problem in field_problems(
            column,
            row.get(column.key) if isinstance(row, dict) else None,
            today=today,
            complete=complete,
        )
    )
