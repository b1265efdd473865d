"""Children whom a plan, a match or a connected person's case is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Identified, Versioned


class SiblingGroup(Identified, Versioned, Base):
    """Brothers and sisters, to be placed together or not, by the label the agency gives them."""

    __tablename__ = "sibling_group"
    __table_args__ = (UniqueConstraint("agency_id", "label"),)

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    label: Mapped[str] = mapped_column(String(120))


class Child(Identified, Versioned, Base):
    """A child in care; what is dated stands in the events of the child's own case.

    What is not known of a yes or no is None. ``fostered_from`` is the day from which a foster
    carer who adopts the child fostered it.
    """

    __tablename__ = "child"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    reference: Mapped[str] = mapped_column(String(200), unique=True)
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    born_on: Mapped[date | None] = mapped_column(default=None)
    sex: Mapped[str] = mapped_column(String(40), default="")
    ethnicity: Mapped[str] = mapped_column(String(200), default="")
    sibling_group_id: Mapped[str | None] = mapped_column(
        ForeignKey("sibling_group.id"), default=None, index=True
    )
    placed_with_siblings: Mapped[bool | None] = mapped_column(default=None)
    disability: Mapped[bool | None] = mapped_column(default=None)
    plan: Mapped[str] = mapped_column(String(60), default="")
    relinquished: Mapped[bool | None] = mapped_column(default=None)
    early_permanence: Mapped[bool | None] = mapped_column(default=None)
    matched_household_id: Mapped[str | None] = mapped_column(
        ForeignKey("household.id"), default=None, index=True
    )
    match_source: Mapped[str] = mapped_column(String(40), default="")
    fostered_from: Mapped[date | None] = mapped_column(default=None)

    sibling_group: Mapped[SiblingGroup | None] = relationship()
