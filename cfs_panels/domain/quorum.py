"""Quorum of one item: who must sit, who does, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cfs_panels.domain.words import count_word, joined, plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cfs_panels.domain.clock_rules import RuleStatus
    from cfs_panels.domain.vocabulary import Service, Weight


class SittingRole(StrEnum):
    """The role in which a member sits at a meeting."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"


class Limb(StrEnum):
    """A part of the quorum, in the order in which what is missing is told."""

    CHAIR = "chair"
    SOCIAL_WORKER = "social_worker"
    MEMBERS = "members"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class SittingMember:
    """Someone who sits as a member, as they stand to one item.

    Only those who sit count; being on the central list does not. ``present`` is for the whole of
    the item: absent for any recorded part of it is absent for it.
    """

    id: str
    name: str
    role: SittingRole = SittingRole.MEMBER
    social_work_years: int | None = None
    independent: bool = False
    present: bool = True
    conflicted: bool = False

    @property
    def counts(self) -> bool:
        """Return whether the member is there for the item and has no conflict."""
        return self.present and not self.conflicted


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """Who must sit, in one service and period, as ``resources/rules/quorum.toml`` has it."""

    id: str
    service: Service
    words: str
    total: int
    joint_total: int
    social_work_years: int
    independent_without_chair: bool
    weight: Weight
    source: str
    short_source: str
    status: RuleStatus
    note: str
    effective_from: date
    effective_to: date | None

    def in_force(self, on: date) -> bool:
        """Return whether this version is the one in force on a date."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether an item is quorate, by composition; ``sitting`` counts all who sit as members."""

    rule: QuorumRule
    missing: tuple[Limb, ...]
    present: int
    needed: int
    sitting: int
    independent: int
    social_workers: int
    in_chair: SittingMember | None

    @property
    def quorate(self) -> bool:
        """Return whether nothing is missing."""
        return not self.missing


def quorum(members: Iterable[SittingMember], rule: QuorumRule, *, joint: bool = False) -> Quorum:
    """Return the quorum of an item with these members.

    Fostering Services (England) Regulations 2011, regulation 24; Adoption Agencies Regulations
    2005, regulation 6: the chair or a vice chair; a social worker who is another person than the
    one in the chair; so many in all; and where the chair is away, one who is independent.
    """
    sitting = list(members)
    here = [m for m in sitting if m.counts]
    able = [m for m in here if m.role in {SittingRole.CHAIR, SittingRole.VICE_CHAIR}]
    chair = next((m for m in able if m.role == SittingRole.CHAIR), None)
    workers = [m for m in here if (m.social_work_years or 0) >= rule.social_work_years]
    needed = rule.joint_total if joint else rule.total
    independent = sum(m.independent for m in here)
    failing = {
        Limb.CHAIR: not able,
        Limb.SOCIAL_WORKER: not _has_worker_beside_chair(workers, able),
        Limb.MEMBERS: len(here) < needed,
        Limb.INDEPENDENT: rule.independent_without_chair and chair is None and not independent,
    }
    return Quorum(
        rule=rule,
        missing=tuple(limb for limb in Limb if failing[limb]),
        present=len(here),
        needed=needed,
        sitting=len(sitting),
        independent=independent,
        social_workers=len(workers),
        in_chair=chair or (able[0] if able else None),
    )


def _has_worker_beside_chair(workers: list[SittingMember], able: list[SittingMember]) -> bool:
    """Return whether a social worker sits who need not be the one in the chair.

    Where chair and vice chair are both there, either may be taken as the one in the chair.
    """
    if not workers:
        return False
    return len(workers) > 1 or len(able) != 1 or workers[0] is not able[0]


def chip_words(found: Quorum) -> str:
    """Return the count for a narrow column: ``7``, or ``4 of 5`` where members are missing."""
    if Limb.MEMBERS in found.missing:
        return f"{found.present} of {found.needed}"
    return str(found.present)


def needed_words(found: Quorum) -> str:
    """Return the count against what is needed: ``4 members, 5 needed.``."""
    return f"{plural(found.present, 'member')}, {found.needed} needed."


def present_words(found: Quorum) -> str:
    """Return the count of those who sit: ``7 of 7 members present, 5 needed.``."""
    return f"{found.present} of {plural(found.sitting, 'member')} present, {found.needed} needed."


def composition_words(found: Quorum) -> str:
    """Return who is there: ``Chair, social worker and 3 independent members here.``."""
    parts = []
    if found.in_chair is not None:
        parts.append("chair" if found.in_chair.role == SittingRole.CHAIR else "vice chair")
    if Limb.SOCIAL_WORKER not in found.missing:
        parts.append("social worker")
    if found.independent:
        parts.append(plural(found.independent, "independent member"))
    words = joined(parts)
    return f"{words[0].upper()}{words[1:]} here." if words else ""


def missing_words(found: Quorum) -> str:
    """Return what is missing, in plain sentences, or nothing where the item is quorate."""
    return " ".join(_missing(limb, found) for limb in found.missing)


def sentence(found: Quorum) -> str:
    """Return the quorum in full, as a page or the minutes tell it."""
    if found.quorate:
        return f"Quorate. {present_words(found)} {composition_words(found)}".strip()
    gaps = " ".join(_missing(limb, found) for limb in found.missing if limb is not Limb.MEMBERS)
    return f"Not quorate. {present_words(found)} {gaps}".strip()


def minutes_sentence(found: Quorum) -> str:
    """Return who was there, in the past tense and in words, for the minutes of an item."""
    present = count_word(found.present).capitalize() if found.present else "None"
    sitting = count_word(found.sitting)
    was = "was" if found.present == 1 else "were"
    members = "member" if found.sitting == 1 else "members"
    needed = f"{count_word(found.needed)} {'was' if found.needed == 1 else 'were'} needed"
    return f"{present} of {sitting} {members} {was} present for this item and {needed}."


def refusal(found: Quorum) -> str:
    """Return why an inquorate panel may not recommend."""
    return f"This item is not quorate, so panel can only defer it. {missing_words(found)}"


def _missing(limb: Limb, found: Quorum) -> str:
    years = _years_words(found.rule.social_work_years)
    if limb is Limb.CHAIR:
        return "Neither the chair nor a vice chair is here."
    if limb is Limb.SOCIAL_WORKER:
        besides = " besides the person in the chair" if found.social_workers else ""
        return f"No social worker with {years} relevant experience{besides}."
    if limb is Limb.INDEPENDENT:
        return "The chair is away and no member here is independent."
    return needed_words(found)


def _years_words(years: int) -> str:
    """Return years as a possessive: ``three years'``, ``one year's``."""
    return f"{count_word(years)} {'year' if years == 1 else 'years'}'{'s' if years == 1 else ''}"
