"""The quorum of an item as plain facts, kept with its recommendation and judged again from them.

Rulebook 6.1: quorum, membership and any withdrawal must be reproducible for each item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.quorum import SittingMember, SittingRole, minutes_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cfs_panels.domain.quorum import Quorum


def note_of(found: Quorum, members: Iterable[SittingMember], *, joint: bool) -> dict[str, Any]:
    """Return a quorum with everything that it was judged by."""
    return {
        "rule": found.rule.id,
        "rule_from": found.rule.effective_from.isoformat(),
        "joint": joint,
        "quorate": found.quorate,
        "missing": [limb.value for limb in found.missing],
        "present": found.present,
        "needed": found.needed,
        "in_chair": found.in_chair.id if found.in_chair else "",
        "words": minutes_sentence(found),
        "members": [_member_note(member) for member in members],
    }


def _member_note(member: SittingMember) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.name,
        "role": member.role.value,
        "social_work_years": member.social_work_years,
        "independent": member.independent,
        "present": member.present,
        "conflicted": member.conflicted,
    }


def members_of(note: Mapping[str, Any]) -> tuple[SittingMember, ...]:
    """Return the members of a kept quorum as they stood to the item."""
    return tuple(
        SittingMember(**{**facts, "role": SittingRole(facts["role"])})
        for facts in note.get("members", ())
    )
