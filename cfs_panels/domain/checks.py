"""Statutory checks and references of each person: asked for, in, expiring."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class CheckOutcome(StrEnum):
    """What a check said."""

    CLEAR = "clear"
    CONCERNS = "concerns"
    UNSUITABLE = "unsuitable"


@dataclass(frozen=True, slots=True)
class RequestCheck:
    """A check or reference is asked for."""

    check_id: str
    requested_on: date
    asked_of: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveCheck:
    """A check or reference comes in; of a DBS certificate only number, date and outcome are kept."""

    check_id: str
    received_on: date
    outcome: CheckOutcome
    issued_on: date | None = None
    expires_on: date | None = None
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChaseCheck:
    """Someone is reminded of a check that was asked for."""

    check_id: str
    chased_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddCheck:
    """A check beyond those that the pathway asks for, such as a pet assessment."""

    case_id: str
    name: str
    person_id: str = ""
    requested_on: date | None = None


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check of a person as the checks page shows it."""

    id: str
    key: str
    name: str
    person_id: str
    person: str
    requested_on: date | None
    received_on: date | None
    issued_on: date | None
    expires_on: date | None
    outcome: CheckOutcome | None
    number: str
    note: str
    asked_of: str
    state: str  # missing, asked, late, in, expired, concerns
    words: str
    weight: str
    source: str
    has_number: bool
    column: str
    version: int
