"""A caseload handed over: everything a leaver holds goes to colleagues in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import joined, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cfs_panels.domain.cases import AllocateCase, Colleague

MOST_NAMED = 6
STAYS = "stays"
"""In place of a colleague: the case stays with whoever has it."""


@dataclass(frozen=True, slots=True)
class HandOverCaseload:
    """What one person holds goes to another; ``choices`` name another colleague for some cases.

    A choice is the id of a case with that of a colleague, or with `STAYS`.
    """

    from_id: str
    to_id: str
    on: date
    reason: str
    choices: tuple[tuple[str, str], ...] = ()

    def goes_to(self, case_id: str) -> str:
        """Return who gets a case, nothing where it stays."""
        chosen = dict(self.choices).get(case_id, self.to_id)
        return "" if chosen == STAYS else chosen


@dataclass(frozen=True, slots=True)
class TakeBackHandOver:
    """A caseload goes back to whoever had it, with the forms, requirements and access."""

    cases: tuple[AllocateCase, ...]
    forms: tuple[tuple[str, str], ...]  # a form with the manager who had it
    requirements: tuple[tuple[str, str], ...]  # a requirement with its owner's name
    access: tuple[tuple[str, str], ...]  # a restricted case with somebody named in it


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case that somebody works or manages, and why it could not be handed over as chosen."""

    case_id: str
    reference: str
    household: str
    kind: str
    part: str  # worker or manager
    other_id: str  # who has the other part
    other_name: str
    next_words: str
    is_restricted: bool
    problem: str = ""
    is_clash: bool = False  # another colleague may be chosen for it

    @property
    def named(self) -> str:
        """Return the case as a sentence names it."""
        return f"{self.reference} ({self.household})"


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody holds, as far as whoever asks may hand it over.

    ``stays`` are sentences about what cannot be handed over with the cases.
    """

    user_id: str
    name: str
    role_words: str
    cases: tuple[HeldCase, ...]
    forms_to_decide: int
    drafts: int
    requirements: int
    stays: tuple[str, ...]
    colleagues: tuple[Colleague, ...]

    @property
    def words(self) -> str:
        """Return the holding in a sentence: cases worked and managed, records, requirements."""
        worked = sum(case.part == "worker" for case in self.cases)
        managed = len(self.cases) - worked
        parts = [
            f"{plural(worked, 'case')} as social worker" if worked else "",
            f"{plural(managed, 'case')} as manager" if managed else "",
            f"{plural(self.forms_to_decide, 'visit')} to decide on" if self.forms_to_decide else "",
            f"{plural(self.drafts, 'visit record')} in draft" if self.drafts else "",
            plural(self.requirements, "requirement") if self.requirements else "",
        ]
        return joined([part for part in parts if part])


def clash_of(case: HeldCase, to_id: str) -> str:
    """Return why somebody cannot have this part of a case, nothing where they can.

    Whoever manages a case decides on its worker's records, so they are two people.
    """
    if to_id and to_id == case.other_id:
        other = "manager" if case.part == "worker" else "social worker"
        return f"{case.other_name} is its {other}. Worker and manager of a case are two people."
    return ""


def check_problems(cases: Sequence[HeldCase]) -> None:
    """Refuse a handover in which some cases cannot go as chosen, with the list of them.

    Raises:
        RuleBroken: with the first reasons and the cases they are about.
    """
    clashing = [case for case in cases if case.is_clash]
    if clashing:
        raise RuleBroken(
            "Worker and manager of a case are two people. Choose another colleague for "
            f"{_listed(clashing)}.",
            field="choices",
        )
    stuck = [case for case in cases if case.problem]
    if stuck:
        raise RuleBroken(
            f"{stuck[0].problem} Leave out {_listed(stuck)}, or put that right first.",
            field="choices",
        )


def _listed(cases: Sequence[HeldCase]) -> str:
    named = [case.named for case in cases[:MOST_NAMED]]
    if len(cases) > MOST_NAMED:
        named.append(f"{len(cases) - MOST_NAMED} more")
    return joined(named)
