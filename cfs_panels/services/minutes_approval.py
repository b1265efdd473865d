"""Who approves the minutes of a meeting: whoever chaired, unless a conflict kept them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.attendance import chaired_by
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.quorum import SittingRole
from cfs_panels.domain.words import uncapitalised

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.attendance import MemberDue
    from cfs_panels.services.meeting_rows import MeetingRows

_RANKS = (SittingRole.CHAIR, SittingRole.VICE_CHAIR, SittingRole.MEMBER)


def who_chaired(rows: MeetingRows) -> MemberDue | None:
    """Return who chaired the meeting: the chair, or a vice chair where the chair did not come."""
    return chaired_by(rows.dues, {due.id for due in rows.dues if due.has_come})


def who_approves(rows: MeetingRows) -> MemberDue | None:
    """Return who approves the minutes of a meeting as a whole.

    It is whoever chaired. Somebody whom a conflict of interest kept out of an item has neither
    heard it nor may read its minutes, so cannot say that they are accurate: a vice chair who took
    part in every item approves instead, else another member who did and has an account.
    """
    chaired = who_chaired(rows)
    if chaired is None or not _kept_out(rows, chaired.id):
        return chaired
    accounts = {seat.row.member_id: seat.person.user_id for seat in rows.seats}
    taker = rows.meeting.minute_taker_id
    able = [
        due
        for due in rows.dues
        if due.has_come and not _kept_out(rows, due.id) and accounts[due.id] not in {None, taker}
    ]
    return min(able, key=lambda due: _RANKS.index(due.role), default=None)


def approver_words(rows: MeetingRows) -> str:
    """Return who approves in place of whoever chaired, and why; nothing where they do."""
    chaired, approver = who_chaired(rows), who_approves(rows)
    if chaired is None or (approver is not None and approver.id == chaired.id):
        return ""
    who = approver.name if approver is not None else "Nobody who took part in every item"
    can = "approves" if approver is not None else "can approve"
    return (
        f"{who} {can} these minutes: a conflict of interest kept {chaired.name} out of "
        f"{_items(rows, chaired.id)}."
    )


def check_approves(rows: MeetingRows, actor: Actor) -> None:
    """Refuse anybody but the one who approves the minutes of a meeting.

    Raises:
        RuleBroken: saying who does, and why not this person.
    """
    if actor.user_id == rows.meeting.minute_taker_id:
        raise RuleBroken("You took these minutes, so somebody else approves them.")
    chaired, approver = who_chaired(rows), who_approves(rows)
    if chaired is None:
        raise RuleBroken("Neither the chair nor a vice chair came to this meeting.")
    if approver is not None and actor.member_id == approver.id:
        return
    if approver is not None and approver.id == chaired.id:
        raise RuleBroken(
            f"Only {chaired.name}, who chaired this meeting, approves its minutes or sends them "
            "back."
        )
    if actor.member_id == chaired.id:
        instead = f"{approver.name} approves them." if approver else "Ask the panel adviser."
        raise RuleBroken(
            f"A conflict of interest kept you out of {_items(rows, chaired.id)}, so you do not "
            f"approve the minutes of this meeting. {instead}"
        )
    raise RuleBroken(approver_words(rows))


def _kept_out(rows: MeetingRows, member_id: str) -> list[int]:
    """Return the numbers of the items that a conflict kept a member out of."""
    return [rows.numbers[item.id] for item in rows.case_items if member_id in rows.conflicted(item)]


def _items(rows: MeetingRows, member_id: str) -> str:
    return uncapitalised(items_words(_kept_out(rows, member_id)))
