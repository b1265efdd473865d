"""Statutory checks and references of each person: asked for, in, expiring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import long_date, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


class CheckOutcome(StrEnum):
    """What a check said."""

    CLEAR = "clear"
    CONCERNS = "concerns"
    UNSUITABLE = "unsuitable"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class RequestCheck:
    """A check or reference is asked for."""

    check_id: str
    requested_on: date
    asked_of: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveCheck:
    """A check or reference comes in; of a DBS certificate number, date and outcome are kept."""

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
    how: str = ""  # a key of `CHASING`, where it is known


@dataclass(frozen=True, slots=True)
class AddCheck:
    """A check beyond those begun already, such as a pet assessment.

    With ``key`` it is one of the pathway's for someone who joined or turned 18.
    """

    case_id: str
    name: str
    person_id: str = ""
    requested_on: date | None = None
    asked_of: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackCheck:
    """The last thing recorded of a check was a mistake: that it came in, or was asked for."""

    check_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WaiveCheck:
    """A check of good practice is not needed in this case, with the reason."""

    check_id: str
    reason: str


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
    state: str  # missing, asked, late, in, expired, concerns, not_needed
    words: str
    weight: str
    source: str
    has_number: bool
    column: str
    version: int
    due_on: date | None = None
    chased_on: date | None = None
    chased_how: str = ""
    is_needed: bool = True  # False: kept for the record, a newer one or the household's change came


CHASING: Final = {
    "phone": "By phone",
    "email": "By email",
    "letter": "By letter",
    "in_person": "In person",
}
"""The ways in which somebody is reminded."""

ADDED = "added"
"""The key of a check that was added by hand."""


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """A check as it is judged: whose, and what is known of it."""

    id: str
    key: str
    person_id: str
    position: int = 0
    requested_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    outcome: CheckOutcome | None = None
    name: str = ""

    def state(self, day: date) -> str:
        """Return how the check stands on a day."""
        if self.received_on is None or self.received_on > day:
            if self.requested_on is None or self.requested_on > day:
                return "missing"
            return "late" if self.due_on is not None and self.due_on < day else "asked"
        if self.outcome is CheckOutcome.NOT_NEEDED:
            return "not_needed"
        if self.expires_on is not None and self.expires_on < day:
            return "expired"
        return "in" if self.outcome in {None, CheckOutcome.CLEAR} else "concerns"

    @property
    def is_begun(self) -> bool:
        """Return whether it was asked for or came in."""
        return self.requested_on is not None or self.received_on is not None

    def as_it_stood(self, day: date) -> CheckFacts:
        """Return what was known of the check on a day."""
        asked = self.requested_on is not None and self.requested_on <= day
        came = self.received_on is not None and self.received_on <= day
        return replace(
            self,
            requested_on=self.requested_on if asked else None,
            due_on=self.due_on if asked else None,
            received_on=self.received_on if came else None,
            issued_on=self.issued_on if came else None,
            expires_on=self.expires_on if came else None,
            outcome=self.outcome if came else None,
        )

    def words(self, day: date) -> str:
        """Return the state as a sentence without its full stop."""
        state = self.state(day)
        if state == "missing":
            return "Not asked for yet"
        if state in {"asked", "late"} and self.requested_on is not None:
            asked = f"sked for on {long_date(self.requested_on)}"
            if state == "asked" or self.due_on is None:
                return f"A{asked}"
            return f"{plural((day - self.due_on).days, 'day')} late, a{asked}"
        if state == "expired" and self.expires_on is not None:
            return f"Expired on {long_date(self.expires_on)}"
        came = f" on {long_date(self.received_on)}" if self.received_on else ""
        if state == "not_needed":
            return f"Not needed, decided{came}"
        if self.outcome is CheckOutcome.UNSUITABLE:
            return f"Came in{came}: not suitable"
        return f"Came in{came}" + (", with concerns" if state == "concerns" else "")


def checks_on(checks: Iterable[CheckFacts], day: date) -> list[CheckFacts]:
    """Return checks as they were known on a day, without those that were begun anew since."""
    then = [check.as_it_stood(day) for check in checks]
    begun = {(c.key, c.person_id) for c in then if c.is_begun and c.key != ADDED}
    return [c for c in then if c.is_begun or (c.key, c.person_id) not in begun]


def needed_checks(checks: Iterable[CheckFacts], left: Collection[str] = ()) -> list[CheckFacts]:
    """Return the checks that count: the newest of each kind and person, of whoever is still there.

    ``left`` are the people who have left the household.
    """
    newest: dict[tuple[str, str, str], CheckFacts] = {}
    for check in sorted(checks, key=lambda c: c.id):
        own = check.id if check.key == ADDED else ""
        newest[check.key, check.person_id, own] = check
    found = [c for c in newest.values() if c.person_id not in left]
    return sorted(found, key=lambda c: (c.position, c.id))


def check_dates(
    checked: CheckFacts, *, received_on: date, issued_on: date | None, expires_on: date | None
) -> None:
    """Refuse dates of a check that cannot be in this order.

    Raises:
        RuleBroken: with the field at fault.
    """
    asked = checked.requested_on
    if asked is not None and received_on < asked:
        raise RuleBroken(
            f"It cannot have come in on {long_date(received_on)}: it was asked for on "
            f"{long_date(asked)}.",
            field="received_on",
        )
    if issued_on is not None and issued_on > received_on:
        raise RuleBroken(
            f"It cannot be dated {long_date(issued_on)}: it came in on {long_date(received_on)}.",
            field="issued_on",
        )
    if expires_on is not None and expires_on < received_on:
        raise RuleBroken(
            f"It ran out on {long_date(expires_on)}, before it came in on "
            f"{long_date(received_on)}. Ask for a new one.",
            field="expires_on",
        )
