"""Checking the audit chain, entry by entry and against its anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.words import long_date, plural
from db.audit import CHAIN_START, entry_hash
from db.models.audit_entry import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.anchors import Anchor

_AT_ONCE = 1000


def check_chain(session: Session, anchors: Sequence[Anchor]) -> list[str]:
    """Return a sentence for everything that shows that entries were changed, added or removed."""
    return list(_problems(session, anchors))


def _problems(session: Session, anchors: Sequence[Anchor]) -> Iterator[str]:
    anchored = {anchor.sequence: anchor for anchor in anchors}
    last, last_hash = 0, CHAIN_START
    for entry in _entries(session):
        sequence = entry["sequence"]
        if sequence > last + 1:
            yield f"{_entries_words(last + 1, sequence - 1)} missing from the audit trail."
        elif entry["previous_hash"] != last_hash:
            yield f"Audit entry {sequence} does not follow from the entry before it."
        if entry_hash(entry) != entry["hash"]:
            yield f"Audit entry {sequence} was changed after it was written."
        anchor = anchored.get(sequence)
        if anchor and anchor.hash != entry["hash"]:
            yield (
                f"The audit trail up to entry {sequence} is not the one that was there on "
                f"{long_date(anchor.at.date())}."
            )
        last, last_hash = sequence, entry["hash"]
    furthest = max(anchored, default=0)
    if furthest > last:
        yield (
            f"The audit trail ends at entry {last}, but on "
            f"{long_date(anchored[furthest].at.date())} it went on to entry {furthest}: "
            f"{plural(furthest - last, 'entry is', 'entries are')} missing."
        )


def _entries(session: Session) -> Iterator[dict[str, Any]]:
    asked = select(*AuditEntry.__table__.columns).order_by(AuditEntry.sequence)
    for row in session.execute(asked, execution_options={"yield_per": _AT_ONCE}):
        yield row._asdict()


def _entries_words(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
