"""The agency, its settings, its accounts and their roles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cfs_panels.domain.actors import Role
from db.base import Base, Identified, Versioned


class Agency(Identified, Versioned, Base):
    """An agency: a council or an independent one; a regional file may hold several."""

    __tablename__ = "agency"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40), default="council")
    address: Mapped[list[Any]] = mapped_column(default=list)
    contact: Mapped[str] = mapped_column(String(300), default="")
    logo: Mapped[bytes] = mapped_column(LargeBinary, default=b"", info={"audit": "mask"})


class Setting(Identified, Versioned, Base):
    """One setting of an agency, or of one account in it."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("agency_id", "user_id", "key"),)

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    user_id: Mapped[str] = mapped_column(String(36), default="")
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[dict[str, Any]] = mapped_column(default=dict)


class User(Identified, Versioned, Base):
    """An account. On PostgreSQL the password's hash and the wrapped key stand here as well."""

    __tablename__ = "user"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    user_name: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    team: Mapped[str] = mapped_column(String(120), default="")
    job_title: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(default=None)
    password_hash: Mapped[str] = mapped_column(String(300), default="", info={"audit": "mask"})
    wrapped_key: Mapped[str] = mapped_column(default="", info={"audit": "mask"})

    roles: Mapped[list[RoleGrant]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="RoleGrant.role"
    )


class RoleGrant(Identified, Base):
    """A role that an account holds from a day, to a day or until further notice."""

    __tablename__ = "role_grant"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    deputy_of: Mapped[str] = mapped_column(String(36), default="")

    user: Mapped[User] = relationship(back_populates="roles")


class ReferenceCounter(Base):
    """The last number given to a case of a service in a year."""

    __tablename__ = "reference_counter"

    letter: Mapped[str] = mapped_column(String(1), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
