"""What a panel may recommend on an item, and what an item's minutes must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.quorum import refusal
from cfs_panels.domain.sittings import MemberViewGiven
from cfs_panels.domain.vocabulary import PanelOutcome, Service
from cfs_panels.domain.words import joined, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.outcome_choices import PanelChoice
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.quorum import Quorum, SittingMember
    from cfs_panels.domain.sittings import RecordRecommendation, SaveItemMinutes

NOT_ATTENDING = "not_attending"
HEARD = ("heard", "chose_not_to_attend", NOT_ATTENDING)
REPORT_GRADES = ("good", "enough", "weak")

DEFINITE = (
    "An adoption recommendation is definite: suitable or not suitable. Record requirements or "
    "advice beside it."
)


def check_recommendation(
    command: RecordRecommendation,
    pathway: Pathway,
    members: Sequence[SittingMember],
    found: Quorum,
    away: str,
) -> None:
    """Refuse a recommendation that the law or the facts of the meeting rule out.

    Fostering Services (England) Regulations 2011, regulations 24 and 25; Adoption Agencies
    Regulations 2005, regulation 6: quorum for the item, and reasons; an inquorate panel may only
    defer. ``away`` says who is missing.

    Raises:
        RuleBroken: with the field at fault.
    """
    if pathway.panel_choice(command.outcome) is None:
        if command.outcome is PanelOutcome.SUITABLE_WITH_TERMS and not pathway.uses_terms:
            raise RuleBroken(_no_terms(pathway), field="outcome")
        raise RuleBroken(
            f"This is nothing that panel may recommend in {pathway.long_name}.", field="outcome"
        )
    _check_terms(command, pathway)
    if command.outcome is PanelOutcome.DEFERRED:
        if not command.deferral_reason.strip():
            raise RuleBroken("Say why panel defers this item.", field="deferral_reason")
        return
    choice = pathway.panel_choice(command.outcome)
    if choice is not None and choice.needs_quorum and not found.quorate:
        raise RuleBroken(" ".join(part for part in (refusal(found), away) if part), field="outcome")
    if not reasons_of(command):
        raise RuleBroken("Enter panel's reasons for this recommendation.", field="reasons")
    _check_views(command, members)


def _no_terms(pathway: Pathway) -> str:
    if pathway.service is Service.ADOPTION:
        return DEFINITE
    return (
        f"A recommendation on {pathway.long_name} has no terms. Record requirements or advice "
        "beside it."
    )


def _check_terms(command: RecordRecommendation, pathway: Pathway) -> None:
    if not (command.terms or command.places is not None or command.ages.strip()):
        return
    if not pathway.uses_terms:
        raise RuleBroken(_no_terms(pathway), field="terms")
    choice = pathway.panel_choice(command.outcome)
    if choice is None or not choice.takes_terms:
        raise RuleBroken(
            "Terms belong to a recommendation that they are suitable. Take the terms out.",
            field="terms",
        )
    known = {term.key for term in pathway.terms}
    if not known.issuperset(command.terms):
        raise RuleBroken("Choose the terms from the list.", field="terms")
    if command.places is not None and command.places < 1:
        raise RuleBroken("Enter at least one place.", field="places")


def _check_views(command: RecordRecommendation, members: Sequence[SittingMember]) -> None:
    sitting = {member.id: member for member in members}
    for view in command.views:
        member = sitting.get(view.member_id)
        if member is None:
            raise RuleBroken(
                "Only the members of this meeting give a view on its items.", field="views"
            )
        if member.conflicted:
            raise RuleBroken(
                f"{member.name} declared a conflict of interest in this item, so takes no part in "
                "it and gives no view.",
                field="views",
            )
        if not member.present:
            raise RuleBroken(
                f"{member.name} was not there for the whole of this item, so gives no view on it.",
                field="views",
            )
        if not view.agrees and not view.reason.strip():
            raise RuleBroken(f"Say why {member.name} does not agree.", field="views")


def reasons_of(command: RecordRecommendation) -> tuple[str, ...]:
    """Return the reasons that hold words."""
    return tuple(reason.strip() for reason in command.reasons if reason.strip())


def views_given(
    command: RecordRecommendation, members: Sequence[SittingMember]
) -> tuple[MemberViewGiven, ...]:
    """Return the view of each member who takes part; whoever said nothing else agrees."""
    given = {view.member_id: view for view in command.views}
    return tuple(
        given.get(member.id) or MemberViewGiven(member.id, agrees=True)
        for member in members
        if member.counts
    )


def check_choices(command: SaveItemMinutes) -> None:
    """Refuse words where one of a few choices is meant.

    Raises:
        RuleBroken: with the field.
    """
    if command.heard and command.heard not in HEARD:
        raise RuleBroken("Choose whether the applicants were heard.", field="heard")
    if command.report_quality and command.report_quality not in REPORT_GRADES:
        raise RuleBroken("Choose good, enough or weak.", field="report_quality")


def check_invited(choice: PanelChoice | None, heard: str) -> None:
    """Refuse an outcome on people who were to be invited first and did not just stay away.

    Adoption Agencies Regulations 2005, regulation 30A: panel invites the applicants to meet it
    before it recommends that they are not suitable.

    Raises:
        RuleBroken: with the field ``heard``.
    """
    if choice is not None and choice.uninvited and heard == NOT_ATTENDING:
        raise RuleBroken(choice.uninvited, field="heard")


def still_needed(
    outcome: PanelOutcome | None,
    *,
    heard: str = "",
    key_issues: str = "",
    reasons: bool = False,
    report_quality: str = "",
) -> tuple[str, ...]:
    """Return what an item of a case still needs before it is finished, in the order of the page.

    National Minimum Standards (fostering) 14.2, 14.5 and 14.7: whether applicants were heard, key
    issues, reasons, feedback on the report. A deferral needs its reason alone, which it cannot be
    recorded without.
    """
    if outcome is PanelOutcome.DEFERRED:
        return ()
    needs = (
        ("whether the applicants were heard", heard),
        ("key issues", key_issues.strip()),
        ("recommendation", outcome),
        ("reasons", reasons),
        ("report quality", report_quality),
    )
    return tuple(words for words, is_there in needs if not is_there)


def finish_words(number: int, needed: Sequence[str]) -> str:
    """Return what finishing an item waits for: ``To finish item 3: add reasons and ...``."""
    return f"To finish item {number}: add {joined(needed)}."


def undecided_words(item_numbers: Sequence[int]) -> str:
    """Return which items have no outcome: ``Items 4 and 6 have neither a recommendation ...``."""
    has = "has" if len(item_numbers) == 1 else "have"
    return f"{items_words(item_numbers)} {has} neither a recommendation nor a deferral."


def outcome_words(words: str, views: Sequence[MemberViewGiven]) -> str:
    """Return an outcome as a list has it: ``Suitable, all agree``; a deferral has no views."""
    if not views:
        return words
    against = sum(not view.agrees for view in views)
    if not against:
        return f"{words}, all agree"
    return f"{words}, {plural(against, 'member does', 'members do')} not agree"
