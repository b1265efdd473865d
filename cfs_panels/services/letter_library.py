"""The wording of every letter, shipped and the agency's own, checked as it is loaded."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import resources
from cfs_panels.documents.approval_letter import APPROVAL_FIELDS, APPROVAL_KEYS
from cfs_panels.documents.determination_letters import DETERMINATION_FIELDS, DETERMINATION_KEYS
from cfs_panels.documents.filling import field_names, has_stray_brace
from cfs_panels.documents.foster_care_agreement import AGREEMENT_FIELDS, AGREEMENT_KEY
from cfs_panels.documents.letter_wording import (
    Enclosure,
    LetterFields,
    LetterWording,
    PartKind,
    WordingPart,
)
from cfs_panels.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LETTER_FIELDS: Mapping[str, LetterFields] = {
    **{APPROVAL_KEYS[service]: fields for service, fields in APPROVAL_FIELDS.items()},
    **{DETERMINATION_KEYS[service]: fields for service, fields in DETERMINATION_FIELDS.items()},
    AGREEMENT_KEY: AGREEMENT_FIELDS,
}
_FOLDER = "letters"
_CONTACTS = "letters/contacts.toml"


@dataclass(frozen=True, slots=True)
class WordingFile:
    """A file of wording as it was read: the name that a refusal gives, and its text."""

    name: str
    text: str


# What a file may hold


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Part(_Strict):
    kind: PartKind
    words: str = ""
    items: tuple[str, ...] = ()
    rows: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    level: Literal[1, 2, 3] = 2
    when: str = ""
    unless: str = ""

    @model_validator(mode="after")
    def _says_something_once(self) -> _Part:
        allowed = {
            PartKind.FACTS: {"pairs"},
            PartKind.BULLETS: {"items", "rows"},
            PartKind.NUMBERED: {"items", "rows"},
            PartKind.PARAGRAPH: {"words", "rows"},
        }.get(self.kind, {"words"})
        given = {name for name in ("words", "items", "rows", "pairs") if getattr(self, name)}
        if len(given) != 1 or not given <= allowed:
            raise ValueError(f"a {self.kind} takes one of: {', '.join(sorted(allowed))}")
        return self

    def part(self) -> WordingPart:
        return WordingPart(**self.model_dump())


class _Enclosed(_Strict):
    words: str = Field(min_length=1)
    when: str = ""


class _Letter(_Strict):
    key: str
    version: int = Field(ge=1)
    revision: int = Field(default=0, ge=0)
    name: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    source: str = Field(min_length=1)
    parts: tuple[_Part, ...] = Field(min_length=1)
    enclosed: tuple[_Enclosed, ...] = ()
    annex: tuple[_Part, ...] = ()


class _Contacts(_Strict):
    contacts: dict[str, str]


_Model = TypeVar("_Model", bound=_Strict)


# Reading and checking


def read_contacts(file: WordingFile) -> dict[str, str]:
    """Return the facts that letters give about other bodies, by field name."""
    return _checked(_Contacts, file).contacts


def read_wording(file: WordingFile, contacts: Mapping[str, str]) -> LetterWording:
    """Return the wording in a file, or refuse it with file, line and what is wrong there."""
    letter = _checked(_Letter, file)
    if letter.key not in LETTER_FIELDS:
        known = ", ".join(sorted(LETTER_FIELDS))
        raise _wrong(file, _line(file, "key"), f"“{letter.key}” is no letter. Letters: {known}")
    wording = LetterWording(
        key=letter.key,
        version=letter.version,
        revision=letter.revision,
        name=letter.name,
        subject=letter.subject,
        parts=tuple(part.part() for part in letter.parts),
        enclosed=tuple(Enclosure(e.words, e.when) for e in letter.enclosed),
        annex=tuple(part.part() for part in letter.annex),
        facts=dict(contacts),
    )
    _check_fields(file, wording, LETTER_FIELDS[letter.key], contacts)
    return wording


def _checked(model: type[_Model], file: WordingFile) -> _Model:
    try:
        return model.model_validate(tomllib.loads(file.text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(file.text.splitlines())
        raise _wrong(file, line, f"this is not written as TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(first["loc"])
        told = first["msg"].removeprefix("Value error, ")
        what = ".".join(str(step) for step in place if isinstance(step, str))
        raise _wrong(file, _line_of_place(file, place), f"{what}: {told}") from error


def _check_fields(
    file: WordingFile, wording: LetterWording, fields: LetterFields, contacts: Mapping[str, str]
) -> None:
    words = fields.words | contacts.keys()
    used: set[str] = set()
    for text in _texts(wording):
        if has_stray_brace(text):
            raise _wrong(file, _line(file, text.splitlines()[0]), "a brace { or } stands alone")
        for name in field_names(text):
            _check_known(file, name, f"{{{name}}}", words)
            used.add(name)
    for part in (*wording.parts, *wording.annex):
        if part.rows:
            _check_known(file, part.rows, f'"{part.rows}"', fields.rows)
            used.add(part.rows)
        for condition in filter(None, (part.when, part.unless)):
            _check_condition(file, condition, fields)
    for enclosure in wording.enclosed:
        if enclosure.when:
            _check_condition(file, enclosure.when, fields)
    absent = sorted(fields.required - used)
    if absent:
        raise _wrong(file, 1, f"the letter must give these fields: {', '.join(absent)}")


def _texts(wording: LetterWording) -> Iterator[str]:
    yield wording.subject
    for part in (*wording.parts, *wording.annex):
        yield from part.texts()
    for enclosure in wording.enclosed:
        yield enclosure.words


def _check_condition(file: WordingFile, name: str, fields: LetterFields) -> None:
    _check_known(file, name, f'"{name}"', fields.words | fields.rows | fields.flags)


def _check_known(file: WordingFile, name: str, written: str, known: Iterable[str]) -> None:
    if name not in known:
        raise _wrong(
            file,
            _line(file, written),
            f"there is no field “{name}” here. Fields: {', '.join(sorted(known))}",
        )


def _wrong(file: WordingFile, line: int, what: str) -> RuleBroken:
    return RuleBroken(f"{file.name}, line {line}: {what}", field="wording")


def _line(file: WordingFile, written: str) -> int:
    """Return the number of the first line that holds something, 1 where none does."""
    lines = file.text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if written in line), 1)


def _line_of_place(file: WordingFile, place: tuple[int | str, ...]) -> int:
    """Return the line of a value that pydantic names by keys and list positions."""
    lines = file.text.splitlines()
    start = 0
    if len(place) > 1 and isinstance(place[1], int):
        headers = [n for n, line in enumerate(lines) if line.strip() == f"[[{place[0]}]]"]
        start = headers[place[1]] if place[1] < len(headers) else 0
        place = place[2:]
    if place:
        key = re.compile(rf"\s*{re.escape(str(place[0]))}\s*=")
        for n in range(start, len(lines)):
            if key.match(lines[n]):
                return n + 1
            if n > start and lines[n].startswith("["):
                break
    return start + 1


# The library


class LetterLibrary:
    """Every version of every letter's wording, and the one in use.

    The newest version is used. An agency's own revision of a shipped version comes after that
    version and before the next shipped one, so that a new shipped version, made because the law
    has changed, is never hidden by older words.
    """

    def __init__(
        self, overrides: Iterable[WordingFile] = (), contacts: Mapping[str, str] | None = None
    ) -> None:
        """Load and check the shipped wording and the agency's own.

        ``contacts`` replaces shipped facts about other bodies, by field name.
        """
        shipped = read_contacts(_shipped(_CONTACTS))
        self._contacts = {**shipped, **(contacts or {})}
        self._wordings: dict[str, dict[str, LetterWording]] = defaultdict(dict)
        for name in resources.names(_FOLDER, ".toml"):
            if name != _CONTACTS:
                self._add(_shipped(name), is_shipped=True)
        for file in overrides:
            self._add(file, is_shipped=False)

    def keys(self) -> tuple[str, ...]:
        """Return the letters there are, in order."""
        return tuple(sorted(self._wordings))

    def versions(self, key: str) -> tuple[str, ...]:
        """Return the versions of a letter, oldest first."""
        return tuple(self._wordings[key]) if key in self._wordings else ()

    def wording(self, key: str, version: str = "") -> LetterWording:
        """Return a letter's wording, the one in use unless a version is named."""
        labels = self.versions(key)
        if not labels or (version and version not in labels):
            raise RuleBroken(
                f"There is no wording {version} of the letter “{key}”.".replace("  ", " ")
            )
        return self._wordings[key][version or labels[-1]]

    def is_superseded(self, wording: LetterWording) -> bool:
        """Return whether a newer shipped version has come since this wording was made."""
        newest = self.wording(wording.key)
        return newest.version > wording.version

    def check(self, file: WordingFile) -> LetterWording:
        """Return wording as an agency would save it, or refuse it with file and line."""
        return read_wording(file, self._contacts)

    def _add(self, file: WordingFile, *, is_shipped: bool) -> None:
        wording = read_wording(file, self._contacts)
        if is_shipped and file.name != f"{_FOLDER}/{wording.key}_{wording.label}.toml":
            raise _wrong(file, _line(file, "version"), "the file is not named by key and version")
        if not is_shipped and not wording.revision:
            raise _wrong(file, _line(file, "version"), "an agency's own wording has a revision")
        versions = self._wordings[wording.key]
        if wording.label in versions:
            raise _wrong(file, _line(file, "version"), f"version {wording.label} is there twice")
        versions[wording.label] = wording
        ordered = sorted(versions.values(), key=lambda w: (w.version, w.revision))
        self._wordings[wording.key] = {w.label: w for w in ordered}


def _shipped(name: str) -> WordingFile:
    return WordingFile(name, resources.read_text(name))
