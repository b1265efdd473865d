"""What the minutes of a meeting hold, as one value with one digest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from db.audit import plain_value
from db.base import canonical_json

if TYPE_CHECKING:
    from cfs_panels.services.meeting_rows import MeetingRows
    from db.models import AgendaItem

_MEETING = ("held_on", "starts_at", "place", "kind", "minute_taker_id", "opened_at", "closed_at")
_ITEM = (
    "id", "kind", "case_id", "title", "item_name", "presenters", "attendees", "papers_sent_on",
    "started_at", "finished_at", "heard", "supporter", "key_issues", "strengths",
    "vulnerabilities", "questions", "views", "medical_advice", "legal_advice", "advice",
    "quorum_note",
)  # fmt: skip
_INTEREST = ("member_id", "kind", "nature", "declared_on", "ruling", "ruling_reason", "ruled_by")
_RECOMMENDATION = ("outcome", "reasons", "terms", "places", "ages", "deferral_reason")
_VIEW = ("member_id", "agrees", "reason")


def minutes_digest(rows: MeetingRows) -> str:
    """Return the digest of everything the minutes hold.

    Feedback to the author of a report is no part of the minutes, nor is the running note.
    """
    content = plain_value(minutes_content(rows))
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def minutes_content(rows: MeetingRows) -> dict[str, Any]:
    """Return everything the minutes hold."""
    return {
        "meeting": _facts(rows.meeting, _MEETING),
        "members": [
            {
                "member_id": seat.row.member_id,
                "sits_as": seat.row.sits_as,
                "reply": seat.row.reply,
                "presence": seat.row.presence,
            }
            for seat in sorted(rows.seats, key=lambda s: s.row.member_id)
        ],
        "opening": _facts(rows.opening, _ITEM) if rows.opening else None,
        "items": [_item(rows, item) for item in rows.heard_items],
    }


def _item(rows: MeetingRows, item: AgendaItem) -> dict[str, Any]:
    found = item.recommendation
    views = sorted(found.views, key=lambda view: view.member_id) if found else []
    own = [c for c in rows.conflicts if c.item_id == item.id]
    interests = sorted(own, key=lambda c: (c.member_id, c.id))
    return {
        **_facts(item, _ITEM),
        "number": rows.numbers[item.id],
        "attendance": {
            member_id: row.presence
            for (item_id, member_id), row in rows.attendance.items()
            if item_id == item.id
        },
        "interests": [_facts(interest, _INTEREST) for interest in interests],
        "recommendation": _facts(found, _RECOMMENDATION) if found else None,
        "views": [_facts(view, _VIEW) for view in views],
    }


def _facts(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
