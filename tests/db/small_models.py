"""Tables of the tests' own, apart from the agency's, with every type of column."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, LargeBinary, MetaData
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import CONSTRAINT_NAMES, Base, Id, Identified, Kept, Versioned

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from db.database import Database


class Colour(StrEnum):
    RED = "as red as can be"
    BLUE = "blue"


class SmallBase(Base):
    __abstract__ = True
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class Shelf(Identified, Versioned, Kept, SmallBase):
    __tablename__ = "shelf"

    name: Mapped[str]
    built_on: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    colour: Mapped[Colour] = mapped_column(default=Colour.BLUE)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    password_hash: Mapped[str] = mapped_column(default="")
    secret: Mapped[str] = mapped_column(default="", info={"audit": "mask"})
    scribble: Mapped[str] = mapped_column(default="", info={"audit": "omit"})
    picture: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    case_id: Mapped[str | None]

    books: Mapped[list[Book]] = relationship(back_populates="shelf", cascade="all, delete-orphan")


class Book(Identified, SmallBase):
    __tablename__ = "book"

    shelf_id: Mapped[Id] = mapped_column(ForeignKey("shelf.id"))
    title: Mapped[str]

    shelf: Mapped[Shelf] = relationship(back_populates="books")


class Scribble(Identified, SmallBase):
    __tablename__ = "scribble"
    __audited__ = False

    words: Mapped[str]


def with_small_tables(database: Database, actor: Actor) -> Database:
    """Return the database with the tests' own tables in it."""
    with database.transaction(actor) as session:
        SmallBase.metadata.create_all(session.connection())
    return database
