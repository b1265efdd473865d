"""How answers read, on the page that shows them all and in documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_answers import clean_answer, is_empty
from cfs_panels.domain.forms import JSON, FieldDefinition, FieldKind
from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from collections.abc import Callable


def answer_words(field: FieldDefinition, answer: JSON) -> str:
    """Return an answer as it reads on the page of answers and in documents, empty if there is none.

    Several choices and several rows stand on a line each.
    """
    try:
        answer = clean_answer(field, answer)
    except RuleBroken:
        return ""
    if is_empty(answer):
        return ""
    return _WORDS[field.kind](field, answer)


def table_words(field: FieldDefinition, answer: JSON) -> tuple[tuple[str, ...], ...]:
    """Return a table's answer as rows of words, in the order of its columns."""
    rows = answer if isinstance(answer, list) else []
    return tuple(
        tuple(answer_words(column, row.get(column.key)) for column in field.columns)
        for row in rows
        if isinstance(row, dict)
    )


def duration_words(minutes: float) -> str:
    """Return a length of time as ``1 hour 30 min``."""
    hours, rest = divmod(round(minutes), 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not hours else parts)


def number_words(number: float) -> str:
    """Return a number with its thousands marked."""
    return f"{number:,}"


def _said_date(_field: FieldDefinition, answer: JSON) -> str:
    try:
        return long_date(date.fromisoformat(str(answer)))
    except ValueError:
        return str(answer)


def _said_choices(field: FieldDefinition, answer: JSON) -> str:
    given = answer if isinstance(answer, list) else [answer]
    labels = [found.label if (found := field.choice(v)) else str(v) for v in given]
    return "\n".join(labels)


def _said_yes_no(_field: FieldDefinition, answer: JSON) -> str:
    if not isinstance(answer, dict):
        return "Yes" if answer else "No"
    answered = answer["answer"]
    said = "" if answered is None else "Yes" if answered else "No"
    details = str(answer["details"])
    return ". ".join(part for part in (said, details) if part)


def _said_number(field: FieldDefinition, answer: JSON) -> str:
    if isinstance(answer, str) or not isinstance(answer, int | float):
        return str(answer)
    if field.kind is FieldKind.DURATION:
        return duration_words(answer)
    return " ".join(part for part in (number_words(answer), field.unit) if part)


def _said_staff(_field: FieldDefinition, answer: JSON) -> str:
    return str(answer["name"]) if isinstance(answer, dict) else ""


def _said_table(field: FieldDefinition, answer: JSON) -> str:
    said = (
        ", ".join(
            cell if column.kind is FieldKind.SHORT_TEXT else f"{column.label}: {cell}"
            for column, cell in zip(field.columns, row, strict=True)
            if cell
        )
        for row in table_words(field, answer)
    )
    return "\n".join(said)


def _said_text(_field: FieldDefinition, answer: JSON) -> str:
    return str(answer)


_WORDS: dict[FieldKind, Callable[[FieldDefinition, JSON], str]] = {
    FieldKind.SHORT_TEXT: _said_text,
    FieldKind.LONG_TEXT: _said_text,
    FieldKind.TIME: _said_text,
    FieldKind.DATE: _said_date,
    FieldKind.DURATION: _said_number,
    FieldKind.NUMBER: _said_number,
    FieldKind.CHOICE: _said_choices,
    FieldKind.CHOICES: _said_choices,
    FieldKind.YES_NO: _said_yes_no,
    FieldKind.YES_NO_DETAILS: _said_yes_no,
    FieldKind.STAFF_CHOICE: _said_staff,
    FieldKind.TABLE: _said_table,
}
