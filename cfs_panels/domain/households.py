"""The people of a household: who is an adult, who is asked for a check, how each is told of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.cases import age_on
from cfs_panels.domain.pathways import Scope
from cfs_panels.domain.words import joined, long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APPLICANT, ADULT, CHILD = "applicant", "adult", "child"
ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class HouseholdPerson:
    """Someone's place in a household; ``to_on`` is set once they left it."""

    id: str
    first_name: str
    last_name: str
    role: str
    born_on: date | None = None
    relationship: str = ""
    at_home: bool = True
    from_on: date | None = None
    to_on: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def is_applicant(self) -> bool:
        """Return whether they apply."""
        return self.role == APPLICANT

    def belongs(self, day: date) -> bool:
        """Return whether they are of the household on a day."""
        has_come = self.from_on is None or self.from_on <= day
        return has_come and (self.to_on is None or day < self.to_on)

    def is_adult(self, day: date) -> bool:
        """Return whether they are 18 or more on a day; without a birthday their role says it."""
        age = age_on(self.born_on, day)
        return self.role != CHILD if age is None else age >= ADULT_AGE

    def short_name(self, day: date) -> str:
        """Return the first name, with the age of whoever does not apply: ``Callum, 19``."""
        age = age_on(self.born_on, day)
        return self.first_name if self.is_applicant or age is None else f"{self.first_name}, {age}"

    def words(self) -> str:
        """Return what they are in the household: ``Applicant``, ``Son, at home``."""
        if self.is_applicant:
            return "Applicant"
        what = self.relationship or ("Child" if self.role == CHILD else "Adult")
        where = "at home" if self.at_home else str(self.facts.get("lives") or "lives elsewhere")
        return f"{what}, {where}"


def people_asked(
    scope: Scope, people: Sequence[HouseholdPerson], day: date
) -> tuple[HouseholdPerson | None, ...]:
    """Return of whom a check of a scope is asked on a day; None stands for the household."""
    if scope is Scope.HOUSEHOLD:
        return (None,)
    here = [p for p in people if p.belongs(day)]
    if scope is Scope.APPLICANT:
        return tuple(p for p in here if p.is_applicant)
    return tuple(p for p in here if p.is_applicant or (p.at_home and p.is_adult(day)))


def turned_adult_on(person: HouseholdPerson) -> date | None:
    """Return the 18th birthday of someone of the household."""
    born = person.born_on
    if born is None:
        return None
    leap_day = (born.month, born.day) == (2, 29)
    year = born.year + ADULT_AGE
    return date(year, 3, 1) if leap_day and year % 4 else date(year, born.month, born.day)


def known_facts(
    people: Sequence[HouseholdPerson], address: Sequence[str], heard_of_us: str, day: date
) -> tuple[tuple[str, str], ...]:
    """Return what was known before the initial visit, label and words each."""
    here = [p for p in people if p.belongs(day)]
    applicants = [p for p in here if p.is_applicant]
    ages = [_aged(p, day, len(applicants)) for p in applicants if p.born_on]
    work = [_worked(p, len(applicants)) for p in applicants if p.facts.get("work")]
    found = (
        ("Age", "\n".join(ages)),
        ("Address", ", ".join(address)),
        ("At home", at_home_words(here, day)),
        ("Work", "\n".join(work)),
        ("Heard of us", heard_of_us),
    )
    return tuple((label, words) for label, words in found if words)


def at_home_words(people: Sequence[HouseholdPerson], day: date) -> str:
    """Return who lives there and who elsewhere: ``Lives alone. Son Piet, 22, in Leeds``.

    Where nobody but the applicants was told of, nothing is known of who else lives there.
    """
    applicants = [p for p in people if p.is_applicant]
    others = [p for p in people if not p.is_applicant]
    here = [_kin(p, day) for p in others if p.at_home]
    if not others:
        return ""
    if here:
        first = joined(here)
    elif len(applicants) > 1:
        first = "The two of them"
    else:
        first = "Lives alone"
    away = [
        f"{_kin(p, day)}, {p.facts.get('lives') or 'elsewhere'}" for p in others if not p.at_home
    ]
    return ". ".join([first, *away])


def _kin(person: HouseholdPerson, day: date) -> str:
    return " ".join(part for part in (person.relationship, person.short_name(day)) if part)


def _aged(person: HouseholdPerson, day: date, applicants: int) -> str:
    age = str(age_on(person.born_on, day))
    return age if applicants == 1 else f"{person.first_name} {age}"


def _worked(person: HouseholdPerson, applicants: int) -> str:
    work = str(person.facts["work"])
    return work if applicants == 1 else f"{person.first_name}: {work}"


def birthday_words(person: HouseholdPerson, day: date) -> str:
    """Return since when a check of someone is needed, where it was not from the start."""
    turned = turned_adult_on(person)
    if not person.is_applicant and turned and turned <= day and person.role == CHILD:
        return f"{person.first_name} turned 18 on {long_date(turned)}"
    return ""
