"""The agency's own versions of rules, laid over those that come with the program."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cfs_panels.domain.rule_changes import RuleKind, VersionAct
from db.base import Base, Identified


class RuleVersion(Identified, Base):
    """What an administrator did to a rule; the table is only ever added to.

    ``change`` is what the version says (limit, unit, counting, words, source and the like), or of
    a bank holiday its name and whether it is one. ``replaces`` is the version that is taken back.
    """

    __tablename__ = "rule_version"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    rule_id: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[RuleKind]
    act: Mapped[VersionAct]
    change: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(20), default="")
    effective_from: Mapped[date]
    effective_to: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(36))
    made_by_name: Mapped[str] = mapped_column(String(200))
    replaces: Mapped[str | None] = mapped_column(ForeignKey("rule_version.id"), default=None)
