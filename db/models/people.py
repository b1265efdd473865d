"""Households and the people in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Identified, Versioned


class Household(Identified, Versioned, Base):
    """Where people live together, with what keeps visits safe and addresses secret."""

    __tablename__ = "household"

    address: Mapped[list[Any]] = mapped_column(default=list)
    postcode: Mapped[str] = mapped_column(String(12), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    safety_note: Mapped[str] = mapped_column(Text, default="")
    safety_by: Mapped[str] = mapped_column(String(200), default="")
    safety_on: Mapped[date | None] = mapped_column(default=None)
    address_is_secret: Mapped[bool] = mapped_column(default=False)
    access_needs: Mapped[str] = mapped_column(Text, default="")

    members: Mapped[list[HouseholdMember]] = relationship(
        back_populates="household", order_by="HouseholdMember.position"
    )


class Person(Identified, Versioned, Base):
    """Someone who applies, or lives with those who do."""

    __tablename__ = "person"

    title: Mapped[str] = mapped_column(String(20), default="")
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100), index=True)
    born_on: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class HouseholdMember(Identified, Versioned, Base):
    """A person's time in a household, and what they are in it."""

    __tablename__ = "household_member"

    household_id: Mapped[str] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))  # applicant, adult, child
    relationship_words: Mapped[str] = mapped_column(String(80), default="")
    at_home: Mapped[bool] = mapped_column(default=True)
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)

    household: Mapped[Household] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()
