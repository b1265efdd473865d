"""One form file: how it is written, and everything that can be wrong with it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError

from cfs_panels.domain.forms import (
    CELL_KINDS,
    CONDITION_KINDS,
    KNOWN_FACTS,
    Choice,
    DetailsWhen,
    FieldDefinition,
    FieldKind,
    FormDefinition,
    Required,
    SectionDefinition,
    ShownWhen,
)
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.toml_lines import Place, TomlLines

Mistake = tuple[Place, str]

_FILE_NAME = re.compile(r"(?P<key>[a-z][a-z0-9_]*)_(?P<version>[1-9]\d*)\.toml")
_SYNTAX_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")

_Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
_Value = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]
_Words = Annotated[str, Field(min_length=1)]
_Count = Annotated[int, Field(strict=True, ge=0)]
_Listed = BeforeValidator(lambda value: value if isinstance(value, list) else [value])


class FormFileError(Exception):
    """A form file cannot be used; the message says file, line and reason of each mistake."""

    def __init__(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"{name}, line {line}: {words}" for line, words in found))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ChoicePart(_Part):
    value: _Value
    label: _Words
    hint: _Words = ""
    services: tuple[Service, ...] = ()


class _ShownWhenPart(_Part):
    field: _Key
    is_any_of: Annotated[tuple[StrictBool | str, ...], _Listed, Field(alias="is", min_length=1)]


class _ColumnPart(_Part):
    key: _Key
    label: _Words
    kind: FieldKind
    hint: _Words = ""
    required: Required = Required.NO
    missing: _Words = ""
    choices: tuple[_ChoicePart, ...] = ()
    unit: _Words = ""
    max_length: _Count = 0
    minimum: _Count | None = None
    maximum: _Count | None = None
    not_future: _Words = ""


class _FieldPart(_ColumnPart):
    services: tuple[Service, ...] = ()
    rows: _Count = 4
    beside: StrictBool = False
    details_when: DetailsWhen = DetailsWhen.YES
    details_label: _Words = ""
    details_missing: _Words = ""
    staff_list: _Key = ""
    columns: tuple[_ColumnPart, ...] = ()
    row_name: _Words = ""
    shown_when: _ShownWhenPart | None = None
    prefilled_from: _Words = ""
    source: _Words = ""


class _SectionPart(_Part):
    key: _Key
    title: _Words
    help: _Words = ""
    services: tuple[Service, ...] = ()
    recap: tuple[_Key, ...] = ()
    fields: Annotated[tuple[_FieldPart, ...], Field(min_length=1)]


class _FormPart(_Part):
    key: _Key
    version: Annotated[int, Field(strict=True, ge=1)]
    title: _Words
    intro: _Words = ""
    services: Annotated[tuple[Service, ...], Field(min_length=1)]
    sections: Annotated[tuple[_SectionPart, ...], Field(min_length=1)]


_TEXTS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT, FieldKind.YES_NO_DETAILS})
_COUNTED = frozenset({FieldKind.NUMBER, FieldKind.DURATION})
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
_ONLY_FOR: dict[str, frozenset[FieldKind]] = {
    "choices": _CHOSEN,
    "unit": frozenset({FieldKind.NUMBER}),
    "max_length": _TEXTS,
    "rows": frozenset({FieldKind.LONG_TEXT}),
    "minimum": _COUNTED,
    "maximum": _COUNTED,
    "not_future": frozenset({FieldKind.DATE}),
    "details_when": frozenset({FieldKind.YES_NO_DETAILS}),
    "details_label": frozenset({FieldKind.YES_NO_DETAILS}),
    "details_missing": frozenset({FieldKind.YES_NO_DETAILS}),
    "staff_list": frozenset({FieldKind.STAFF_CHOICE}),
    "columns": frozenset({FieldKind.TABLE}),
    "row_name": frozenset({FieldKind.TABLE}),
}
_MUST_HAVE: dict[FieldKind, tuple[str, ...]] = {
    FieldKind.CHOICE: ("choices",),
    FieldKind.CHOICES: ("choices",),
    FieldKind.YES_NO_DETAILS: ("details_label", "details_missing"),
    FieldKind.STAFF_CHOICE: ("staff_list",),
    FieldKind.TABLE: ("columns", "row_name"),
}


def read_form_file(name: str, text: str) -> tuple[FormDefinition, ...]:
    """Return the form of a file as each of its services asks it, or say what is wrong with it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormFileError(name, [_syntax_mistake(str(error), text)]) from error
    lines = TomlLines(text)
    try:
        part = _FormPart.model_validate(content)
    except ValidationError as error:
        found = [_pydantic_mistake(dict(one)) for one in error.errors()]
        raise FormFileError(name, _with_lines(found, lines)) from error
    found = [*_name_mistakes(name, part), *_form_mistakes(part)]
    definitions = tuple(_for_service(part, service) for service in part.services)
    if found:
        raise FormFileError(name, _with_lines(found, lines))
    return definitions


def _syntax_mistake(message: str, text: str) -> tuple[int, str]:
    found = _SYNTAX_LINE.search(message)
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    return line, f"this is not TOML: {_SYNTAX_LINE.sub('', message)}"


def _with_lines(found: Iterable[Mistake], lines: TomlLines) -> list[tuple[int, str]]:
    placed = dict.fromkeys((lines.line_of(place), words) for place, words in found)
    return sorted(placed, key=lambda mistake: mistake[0])


def _pydantic_mistake(error: dict[str, Any]) -> Mistake:
    place: Place = tuple(error["loc"])
    last = place[-1]
    given = error["input"]
    if error["type"] == "missing":
        return place, f"“{last}” is missing"
    if error["type"] == "extra_forbidden":
        return place, f"“{last}” is not known here"
    if error["type"] == "enum":
        return place, f"{last}: “{given}” is not known; write {error['ctx']['expected']}"
    if error["type"] == "string_pattern_mismatch":
        return place, f"{last}: “{given}” is not all small letters, figures and underlines"
    return place, f"{last}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _name_mistakes(name: str, form: _FormPart) -> Iterator[Mistake]:
    found = _FILE_NAME.fullmatch(name.rpartition("/")[2])
    if found is None or found["key"] != form.key or int(found["version"]) != form.version:
        yield ("key",), f"a file for this form is named {form.key}_{form.version}.toml"


def _form_mistakes(form: _FormPart) -> Iterator[Mistake]:
    placed = [
        (("sections", s, "fields", f), field)
        for s, section in enumerate(form.sections)
        for f, field in enumerate(section.fields)
    ]
    for place, field in placed:
        yield from _field_mistakes(place, field)
    yield from _kind_mistakes(placed)
    yield from _section_key_mistakes(form)
    yield from _unknown_services(form, placed)
    for service in form.services:
        yield from _service_mistakes(form, service)


def _field_mistakes(place: Place, field: _ColumnPart) -> Iterator[Mistake]:
    for attribute in field.model_fields_set & _ONLY_FOR.keys():
        if field.kind not in _ONLY_FOR[attribute]:
            yield (*place, attribute), f"“{attribute}” does not go with {field.kind}"
    for attribute in _MUST_HAVE.get(field.kind, ()):
        if not getattr(field, attribute, None):
            yield place, f"“{attribute}” is missing, {field.kind} needs it"
    if field.required is Required.TO_PASS and not field.missing:
        yield place, "“missing” is missing, what has to be answered needs its sentence"
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        yield (*place, "minimum"), "“minimum” is above “maximum”"
    yield from _choice_mistakes(place, field)
    if isinstance(field, _FieldPart):
        if field.prefilled_from and field.prefilled_from not in KNOWN_FACTS:
            yield (*place, "prefilled_from"), f"“{field.prefilled_from}” is no known fact"
        yield from _column_mistakes(place, field)


def _choice_mistakes(place: Place, field: _ColumnPart) -> Iterator[Mistake]:
    if len(field.choices) == 1:
        yield (*place, "choices"), "one choice is no choice"
    for n, choice in enumerate(field.choices):
        for before in field.choices[:n]:
            overlap = not (before.services and choice.services) or set(before.services) & set(
                choice.services
            )
            if before.value == choice.value and overlap:
                yield (*place, "choices", n), f"“{choice.value}” is a choice already"


def _column_mistakes(place: Place, field: _FieldPart) -> Iterator[Mistake]:
    seen: set[str] = set()
    for n, column in enumerate(field.columns):
        where = (*place, "columns", n)
        if column.kind not in CELL_KINDS:
            yield where, f"a column cannot be {column.kind}"
        if column.key in seen:
            yield where, f"“{column.key}” is a column already"
        seen.add(column.key)
        yield from _field_mistakes(where, column)


def _kind_mistakes(placed: Sequence[tuple[Place, _FieldPart]]) -> Iterator[Mistake]:
    kinds: dict[str, FieldKind] = {}
    for place, field in placed:
        if kinds.setdefault(field.key, field.kind) is not field.kind:
            yield place, f"“{field.key}” is {kinds[field.key]} further up"


def _section_key_mistakes(form: _FormPart) -> Iterator[Mistake]:
    seen: set[str] = set()
    for n, section in enumerate(form.sections):
        if section.key in seen:
            yield ("sections", n, "key"), f"“{section.key}” is a section already"
        seen.add(section.key)


def _unknown_services(
    form: _FormPart, placed: Sequence[tuple[Place, _FieldPart]]
) -> Iterator[Mistake]:
    limited: list[tuple[Place, _SectionPart | _FieldPart | _ChoicePart]] = [
        (("sections", n), section) for n, section in enumerate(form.sections)
    ]
    for place, field in placed:
        limited.append((place, field))
        limited += [((*place, "choices", n), choice) for n, choice in enumerate(field.choices)]
    for place, part in limited:
        for service in set(part.services) - set(form.services):
            yield (*place, "services"), f"this form is not for {service}"


def _service_mistakes(form: _FormPart, service: Service) -> Iterator[Mistake]:
    earlier: dict[str, _FieldPart] = {}
    for s, section in enumerate(form.sections):
        if not _is_for(section, service):
            continue
        for n, key in enumerate(section.recap):
            if key not in earlier:
                yield ("sections", s, "recap", n), f"no earlier section asks “{key}”"
        for f, field in enumerate(section.fields):
            if not _is_for(field, service):
                continue
            place = ("sections", s, "fields", f)
            if field.key in earlier:
                yield (*place, "key"), f"“{field.key}” is a field already"
            if field.shown_when:
                yield from _condition_mistakes(
                    (*place, "shown_when"), field.shown_when, earlier, service
                )
            earlier[field.key] = field


def _condition_mistakes(
    place: Place, condition: _ShownWhenPart, earlier: dict[str, _FieldPart], service: Service
) -> Iterator[Mistake]:
    asked = earlier.get(condition.field)
    if asked is None:
        yield place, f"“shown_when” names “{condition.field}”, which is no earlier field"
        return
    if asked.kind not in CONDITION_KINDS:
        yield place, f"“shown_when” cannot depend on {asked.kind}"
        return
    choices = [choice.value for choice in asked.choices if _is_for(choice, service)]
    for value in condition.is_any_of:
        if value not in choices if asked.kind in _CHOSEN else not isinstance(value, bool):
            yield place, f"“{value}” is no answer to “{condition.field}”"


def _is_for(part: _SectionPart | _FieldPart | _ChoicePart, service: Service) -> bool:
    return not part.services or service in part.services


def _for_service(form: _FormPart, service: Service) -> FormDefinition:
    sections = tuple(
        SectionDefinition(
            key=section.key,
            title=section.title,
            help=section.help,
            recap=section.recap,
            fields=tuple(_field(f, service) for f in section.fields if _is_for(f, service)),
        )
        for section in form.sections
        if _is_for(section, service)
    )
    return FormDefinition(
        key=form.key,
        version=form.version,
        title=form.title,
        intro=form.intro,
        service=service,
        sections=tuple(section for section in sections if section.fields),
    )


def _field(part: _ColumnPart, service: Service) -> FieldDefinition:
    built = {"choices", "columns", "shown_when", "services"}
    plain: dict[str, Any] = {name: getattr(part, name) for name in part.model_fields_set - built}
    if isinstance(part, _FieldPart):
        plain["columns"] = tuple(_field(column, service) for column in part.columns)
        if part.shown_when:
            plain["shown_when"] = ShownWhen(part.shown_when.field, part.shown_when.is_any_of)
    return FieldDefinition(
        choices=tuple(
            Choice(choice.value, choice.label, choice.hint)
            for choice in part.choices
            if _is_for(choice, service)
        ),
        **plain,
    )
