"""The central list: who may sit on a panel, and what each of them must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class AddMember:
    """Someone joins the central list."""

    name: str
    role: str  # chair, vice_chair, member
    services: tuple[str, ...]
    joined_on: date
    background: str = ""
    social_work_years: int | None = None
    independent: bool = False
    user_id: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class EditMember:
    """What is kept of a member changes."""

    member_id: str
    name: str
    role: str
    services: tuple[str, ...]
    background: str
    social_work_years: int | None
    independent: bool
    dbs_on: date | None
    inducted_on: date | None
    trained_on: date | None
    appraised_on: date | None
    left_on: date | None
    email: str
    version: int


@dataclass(frozen=True, slots=True)
class CentralListLine:
    """A member as listed."""

    id: str
    name: str
    initials: str
    role: str
    services: tuple[str, ...]
    words: str
    background: str
    social_work_years: int | None
    independent: bool
    dbs_on: date | None
    joined_on: date
    inducted_on: date | None
    trained_on: date | None
    appraised_on: date | None
    left_on: date | None
    email: str
    user_id: str
    version: int
