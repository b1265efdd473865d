"""Answers as they are stored: one shape for each kind of question, nothing typed lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.forms import JSON, Answers, FieldDefinition, FieldKind, FormDefinition
from cfs_panels.domain.typed_values import read_date, read_minutes, read_number, read_time
from cfs_panels.domain.words import clock_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cleaned(
    definition: FormDefinition, answers: Answers, *, today: date | None = None
) -> dict[str, JSON]:
    """Return the answers as they are stored: known keys, one shape per kind, nothing typed lost.

    Empty answers leave no entry. Words that are no date, time or number yet stay as typed, so
    that a draft can always be saved. An answer to a question that is not asked now is kept.
    """
    known = {field.key: field for field in definition.fields()}
    for key in answers:
        if key not in known:
            raise RuleBroken(f"“{definition.title}” has no question “{key}”.", field=key)
    found = {key: clean_answer(field, answers.get(key), today) for key, field in known.items()}
    return {key: answer for key, answer in found.items() if not is_empty(answer)}


def clean_answer(field: FieldDefinition, answer: JSON, today: date | None = None) -> JSON:
    """Return one answer as it is stored, nothing for an empty one."""
    if answer is None:
        return None
    return _CLEANERS[field.kind](field, answer, today)


def _refused(field: FieldDefinition) -> RuleBroken:
    return RuleBroken(f"“{field.label}” cannot take this answer.", field=field.key)


def is_empty(answer: JSON) -> bool:
    """Return whether an answer says nothing."""
    return answer is None or answer in ("", [], {})


def _text(field: FieldDefinition, answer: JSON) -> str:
    if isinstance(answer, list | dict) or answer is None:
        raise _refused(field)
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", str(answer)))
    return text.strip()


def _clean_long_text(field: FieldDefinition, answer: JSON, _today: date | None) -> JSON:
    return _text(field, answer) or None


def _clean_short_text(field: FieldDefinition, answer: JSON, _today: date | None) -> JSON:
    lines = (line.strip() for line in _text(field, answer).split("\n"))
    return " ".join(line for line in lines if line) or None


def _clean_typed(
    read: Callable[[str, date | None], JSON],
) -> Callable[[FieldDefinition, JSON, date | None], JSON]:
    def clean(field: FieldDefinition, answer: JSON, today: date | None) -> JSON:
        if isinstance(answer, bool):
            raise _refused(field)
        text = _clean_short_text(field, answer, today)
        if not isinstance(text, str):
            return None
        try:
            return read(text, today)
        except RuleBroken:
            return text

    return clean


def _clean_choice(field: FieldDefinition, answer: JSON, _today: date | None) -> JSON:
    return _text(field, answer) or None


def _clean_choices(field: FieldDefinition, answer: JSON, _today: date | None) -> JSON:
    if not isinstance(answer, list):
        raise _refused(field)
    given = dict.fromkeys(_text(field, value) for value in answer)
    known = [choice.value for choice in field.choices if choice.value in given]
    return [*known, *(value for value in given if value and value not in known)]


def _clean_yes_no(field: FieldDefinition, answer: JSON, _today: date | None) -> JSON:
    if isinstance(answer, bool):
        return answer
    words = {"yes": True, "true": True, "no": False, "false": False, "": None}
    text = answer.strip().casefold() if isinstance(answer, str) else "?"
    if text not in words:
        raise _refused(field)
    return words[text]


def _clean_yes_no_details(field: FieldDefinition, answer: JSON, today: date | None) -> JSON:
    if not isinstance(answer, dict):
        said = _clean_yes_no(field, answer, today)
        return None if said is None else {"answer": said, "details": ""}
    if answer.keys() - {"answer", "details"}:
        raise _refused(field)
    given = answer.get("answer")
    said = None if given is None else _clean_yes_no(field, given, today)
    details = answer.get("details")
    text = "" if details is None else _text(field, details)
    return None if said is None and not text else {"answer": said, "details": text}


def _clean_staff(field: FieldDefinition, answer: JSON, _today: date | None) -> JSON:
    if not isinstance(answer, dict) or answer.keys() - {"id", "name"}:
        raise _refused(field)
    who = {key: _text(field, answer.get(key) or "") for key in ("id", "name")}
    return dict(who) if who["id"] else None


def _clean_table(field: FieldDefinition, answer: JSON, today: date | None) -> JSON:
    if not isinstance(answer, list):
        raise _refused(field)
    columns = {column.key: column for column in field.columns}
    rows: list[JSON] = []
    for row in answer:
        if not isinstance(row, dict) or row.keys() - columns.keys():
            raise _refused(field)
        cells = {key: clean_answer(columns[key], row[key], today) for key in columns if key in row}
        kept = {key: cell for key, cell in cells.items() if not is_empty(cell)}
        if kept:
            rows.append(kept)
    return rows


def _stored_time(text: str, _today: date | None) -> JSON:
    return clock_time(read_time(text))


_CLEANERS: dict[FieldKind, Callable[[FieldDefinition, JSON, date | None], JSON]] = {
    FieldKind.SHORT_TEXT: _clean_short_text,
    FieldKind.LONG_TEXT: _clean_long_text,
    FieldKind.DATE: _clean_typed(lambda text, today: read_date(text, today=today).isoformat()),
    FieldKind.TIME: _clean_typed(_stored_time),
    FieldKind.DURATION: _clean_typed(lambda text, _today: read_minutes(text)),
    FieldKind.NUMBER: _clean_typed(lambda text, _today: read_number(text)),
    FieldKind.CHOICE: _clean_choice,
    FieldKind.CHOICES: _clean_choices,
    FieldKind.YES_NO: _clean_yes_no,
    FieldKind.YES_NO_DETAILS: _clean_yes_no_details,
    FieldKind.STAFF_CHOICE: _clean_staff,
    FieldKind.TABLE: _clean_table,
}
