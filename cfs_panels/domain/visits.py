"""Form records of a case, the initial visit first: drafted, passed on, agreed or sent back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from cfs_panels.domain.forms import FormDefinition


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
    more: Mapping[str, str] = field(default_factory=dict)  # other answers of the decision form


@dataclass(frozen=True, slots=True)
class DeleteDraft:
    """A draft that nobody passed on is thrown away; it stays in the audit trail."""

    form_id: str


@dataclass(frozen=True, slots=True)
class RestoreDraft:
    """A draft that was thrown away is brought back."""

    form_id: str


@dataclass(frozen=True, slots=True)
class TakeOverForm:
    """What somebody else began is gone on with by the worker or manager of the case."""

    form_id: str


@dataclass(frozen=True, slots=True)
class GiveFormBack:
    """What was taken over goes back to whoever wrote it before."""

    form_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class FormDetails:
    """A form record with its answers and the questions they answer.

    ``may_edit``, ``may_decide`` and ``may_take_over`` say what the reader may do with it now;
    ``blocked`` is why a manager who reads it may not decide on it.
    """

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
    definition: FormDefinition
    decision_definition: FormDefinition
    about: tuple[str, ...] = ()  # "Enquiry 14 October 2025, by phone"
    may_edit: bool = False
    may_decide: bool = False
    may_take_over: bool = False
    blocked: str = ""
    started_at: datetime | None = None
    passed_on: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    decision_facts: tuple[tuple[str, str], ...] = ()


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
