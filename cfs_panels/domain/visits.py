"""Form records of a case, the initial visit first: drafted, passed on, agreed or sent back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class FormState(StrEnum):
    """Where a form record stands."""

    DRAFT = "draft"
    PASSED = "passed"
    SENT_BACK = "sent_back"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class StartForm:
    """A form of a case is begun, with the facts already known filled in."""

    case_id: str
    form_key: str


@dataclass(frozen=True, slots=True)
class SaveForm:
    """The answers as they stand are kept; a draft with errors still saves."""

    form_id: str
    answers: Mapping[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class PassForm:
    """A finished form goes to the manager who will check it."""

    form_id: str
    manager_id: str
    version: int


@dataclass(frozen=True, slots=True)
class DecideForm:
    """The manager agrees the form with a decision, or sends it back with what is missing.

    ``decision`` is a choice of the decision form (``invite``, ``do_not_proceed``) or
    ``send_back``.
    """

    form_id: str
    decision: str
    reasons: str
    decided_on: date
    version: int


@dataclass(frozen=True, slots=True)
class DeleteDraft:
    """A draft that nobody passed on is thrown away; it stays in the audit trail."""

    form_id: str


@dataclass(frozen=True, slots=True)
class FormDetails:
    """A form record with its answers."""

    id: str
    case_id: str
    reference: str
    household: str
    form_key: str
    form_version: int
    answers: Mapping[str, Any]
    state: FormState
    author: str
    author_id: str
    manager: str
    manager_id: str
    sent_back_words: str
    decision: str
    decision_words: str
    known_facts: tuple[tuple[str, str], ...]
    saved_at: datetime | None
    saved_copies: tuple[tuple[datetime, str], ...]
    version: int


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form record as listed on a case or among drafts."""

    id: str
    case_id: str
    title: str
    household: str
    reference: str
    state: FormState
    words: str
    saved_at: datetime | None
