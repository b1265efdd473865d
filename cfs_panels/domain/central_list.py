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
    """What is kept of a member changes; the account and the day they joined only where given."""

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
    user_id: str | None = None
    joined_on: date | None = None


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


@dataclass(frozen=True, slots=True)
class MemberDuty:
    """Something a member must do: when it was last done, and by when it is next due."""

    rule_id: str
    name: str  # "Induction", "Training", "Appraisal"
    started_on: date  # the day the time for it counts from
    done_on: date | None
    due_on: date | None  # none where it is done once and for all
    state: str  # onTrack, dueSoon, overdue, done (the keys of the theme's states)
    words: str  # "2 days late", "Ends today", "31 days left", "Done"
    source: str

    @property
    def presses(self) -> bool:
        """Return whether it is late or due soon."""
        return self.state in {"overdue", "dueSoon"}


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """A member of the central list with what they must do."""

    line: CentralListLine
    induction: MemberDuty
    training: MemberDuty
    appraisal: MemberDuty

    @property
    def dues(self) -> tuple[MemberDuty, MemberDuty, MemberDuty]:
        """Return what the member must do, in the order of the list."""
        return (self.induction, self.training, self.appraisal)

    @property
    def presses(self) -> bool:
        """Return whether something of an active member is late or due soon."""
        return self.line.left_on is None and any(due.presses for due in self.dues)
