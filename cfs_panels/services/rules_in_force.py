"""The rules that an office works by: those of the program with the agency's own laid over."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cfs_panels.domain.rule_changes import AgencyVersion
from db.models import RuleVersion

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.services.rule_library import RuleLibrary

    Known = tuple[tuple[int, str], RuleLibrary]

_STAMP = select(func.count(RuleVersion.id), func.max(RuleVersion.id))


class RulesInForce:
    """Follows the agency's own versions: whoever reads or writes works by those of that moment.

    Another window or process may have entered one meanwhile, so each transaction looks how many
    there are and which is the last; the table is only ever added to. A thread keeps to what its
    own transaction saw.
    """

    def __init__(self) -> None:
        self._of_thread = threading.local()
        self._last: Known | None = None

    def library(self, shipped: RuleLibrary) -> RuleLibrary:
        """Return the rules as the last transaction of this thread saw them."""
        known: Known | None = getattr(self._of_thread, "known", None) or self._last
        return known[1] if known is not None else shipped

    def follow(self, session: Session, shipped: RuleLibrary) -> None:
        """Take up what the agency has entered, as a transaction sees it."""
        count, newest = session.execute(_STAMP).one()
        stamp = (count, newest or "")
        known: Known | None = getattr(self._of_thread, "known", None)
        if known is None or known[0] != stamp:
            known = self._last
        if known is None or known[0] != stamp:
            own = agency_versions(session) if count else []
            known = (stamp, shipped.with_agency_versions(own) if own else shipped)
        self._of_thread.known = self._last = known


def agency_versions(session: Session) -> list[AgencyVersion]:
    """Return all that administrators entered about rules, oldest first."""
    rows = session.scalars(select(RuleVersion).order_by(RuleVersion.id))
    return [
        AgencyVersion(
            id=row.id,
            rule_id=row.rule_id,
            kind=row.kind,
            act=row.act,
            change=row.change,
            status=row.status,
            effective_from=row.effective_from,
            effective_to=row.effective_to,
            reason=row.reason,
            made_at=row.made_at,
            made_by_name=row.made_by_name,
            replaces=row.replaces,
        )
        for row in rows
    ]
