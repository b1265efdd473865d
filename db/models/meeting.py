"""Panels, their meetings and what was said and recommended at them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cfs_panels.domain.meetings import (
    ConflictKind,
    ItemKind,
    ItemState,
    MeetingState,
    Presence,
    Reply,
    Ruling,
)
from cfs_panels.domain.vocabulary import PanelOutcome, Service
from db.base import Base, Identified, Versioned


class Panel(Identified, Versioned, Base):
    """A fostering or an adoption panel of the agency, or one it runs with another."""

    __tablename__ = "panel"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    service: Mapped[Service]
    name: Mapped[str] = mapped_column(String(200))
    is_joint: Mapped[bool] = mapped_column(default=False)


class CentralListMember(Identified, Versioned, Base):
    """Someone on the central list; being on it makes nobody a member of a meeting.

    Of someone taken from a workbook ``history_until`` is the day they were taken: what should have
    been done by then is history, and nobody's work.
    """

    __tablename__ = "central_list_member"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    user_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), default=None)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), default="member")
    services: Mapped[list[Any]] = mapped_column(default=list)
    background: Mapped[str] = mapped_column(String(120), default="")
    social_work_years: Mapped[int | None] = mapped_column(default=None)
    independent: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(String(200), default="")
    joined_on: Mapped[date]
    dbs_on: Mapped[date | None] = mapped_column(default=None)
    inducted_on: Mapped[date | None] = mapped_column(default=None)
    trained_on: Mapped[date | None] = mapped_column(default=None)
    appraised_on: Mapped[date | None] = mapped_column(default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)
    history_until: Mapped[date | None] = mapped_column(default=None)


class PanelMeeting(Identified, Versioned, Base):
    """One sitting of a panel.

    ``origin`` is ``person`` where it was planned here, ``import`` where a workbook names it and
    ``items`` where a workbook names it only in the items it heard. Of an imported one the time is
    not known, and ``chair_name`` is who chaired.
    """

    __tablename__ = "panel_meeting"

    panel_id: Mapped[str] = mapped_column(ForeignKey("panel.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60), default="Main panel")
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    place: Mapped[str] = mapped_column(String(200), default="")
    limit_minutes: Mapped[int] = mapped_column(default=360)
    minute_taker_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), default=None)
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    papers_sent_on: Mapped[date | None] = mapped_column(default=None)
    late_reason: Mapped[str] = mapped_column(Text, default="")
    gaps_reason: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[time | None] = mapped_column(default=None)
    closed_at: Mapped[time | None] = mapped_column(default=None)
    minutes_drafted_on: Mapped[date | None] = mapped_column(default=None)
    minutes_sent_back: Mapped[str] = mapped_column(Text, default="")
    minutes_approved_on: Mapped[date | None] = mapped_column(default=None)
    minutes_approved_by: Mapped[str | None] = mapped_column(ForeignKey("user.id"), default=None)
    minutes_digest: Mapped[str] = mapped_column(String(64), default="")
    minutes_sent_on: Mapped[date | None] = mapped_column(default=None)
    format: Mapped[str] = mapped_column(String(40), default="")
    chair_name: Mapped[str] = mapped_column(String(200), default="")
    origin: Mapped[str] = mapped_column(String(20), default="person")

    panel: Mapped[Panel] = relationship()
    members: Mapped[list[MeetingMember]] = relationship(back_populates="meeting")
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position"
    )


class MeetingMember(Identified, Versioned, Base):
    """A member due at a meeting, in the role they sit in, and how far they were there."""

    __tablename__ = "meeting_member"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    meeting_id: Mapped[str] = mapped_column(ForeignKey("panel_meeting.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("central_list_member.id"), index=True)
    sits_as: Mapped[str] = mapped_column(String(20), default="member")
    position: Mapped[int] = mapped_column(default=0)
    reply: Mapped[Reply] = mapped_column(default=Reply.INVITED)
    arrives_at: Mapped[time | None] = mapped_column(default=None)
    leaves_at: Mapped[time | None] = mapped_column(default=None)
    presence: Mapped[Presence] = mapped_column(default=Presence.ABSENT)

    meeting: Mapped[PanelMeeting] = relationship(back_populates="members")
    member: Mapped[CentralListMember] = relationship()


class Movement(Identified, Base):
    """A member was there, joined or left at a time; the running note of the meeting."""

    __tablename__ = "movement"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("panel_meeting.id"), index=True)
    member_id: Mapped[str | None] = mapped_column(ForeignKey("central_list_member.id"))
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    at: Mapped[time]
    sequence: Mapped[int] = mapped_column(default=0)
    presence: Mapped[Presence | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(String(300), default="")


class AgendaItem(Identified, Versioned, Base):
    """A line of the agenda, with the minutes of it.

    One that ``is_history`` was heard before it was taken from a workbook: nothing waits for it.
    ``facts`` are what the workbook says of it besides.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting_id_position", "meeting_id", "position"),)

    meeting_id: Mapped[str] = mapped_column(ForeignKey("panel_meeting.id"))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), index=True)
    child_id: Mapped[str | None] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[ItemKind] = mapped_column(default=ItemKind.CASE)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    item_name: Mapped[str] = mapped_column(String(120), default="")
    minutes: Mapped[int]
    presenters: Mapped[str] = mapped_column(String(300), default="")
    attendees: Mapped[str] = mapped_column(String(300), default="")
    removed: Mapped[bool] = mapped_column(default=False)
    papers_sent_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[ItemState] = mapped_column(default=ItemState.BOOKED)
    started_at: Mapped[time | None] = mapped_column(default=None)
    finished_at: Mapped[time | None] = mapped_column(default=None)
    heard: Mapped[str] = mapped_column(String(40), default="")
    supporter: Mapped[str] = mapped_column(String(200), default="")
    key_issues: Mapped[str] = mapped_column(Text, default="")
    strengths: Mapped[str] = mapped_column(Text, default="")
    vulnerabilities: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[list[Any]] = mapped_column(default=list)
    views: Mapped[str] = mapped_column(Text, default="")
    medical_advice: Mapped[str] = mapped_column(Text, default="")
    legal_advice: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")
    report_quality: Mapped[str] = mapped_column(String(20), default="")
    quality_comment: Mapped[str] = mapped_column(Text, default="")
    quorum_note: Mapped[dict[str, Any]] = mapped_column(default=dict)
    recommendation_draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    minutes_version: Mapped[int] = mapped_column(default=0)
    is_history: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    meeting: Mapped[PanelMeeting] = relationship(back_populates="items")
    recommendation: Mapped[RecommendationRow | None] = relationship(back_populates="item")
    attendance: Mapped[list[Attendance]] = relationship()
    conflicts: Mapped[list[ConflictOfInterest]] = relationship(back_populates="item")
    advice_notes: Mapped[list[PanelAdvice]] = relationship()


class Attendance(Identified, Versioned, Base):
    """A member at one item: there for the whole of it, or absent for any part and so for it."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("item_id", "member_id"),)

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("central_list_member.id"))
    presence: Mapped[Presence]


class ConflictOfInterest(Identified, Versioned, Base):
    """An interest that a member declared in an item, and the chair's ruling on it."""

    __tablename__ = "conflict_of_interest"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("central_list_member.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[ConflictKind]
    nature: Mapped[str] = mapped_column(Text)
    declared_on: Mapped[date]
    ruling: Mapped[Ruling] = mapped_column(default=Ruling.NONE)
    ruling_reason: Mapped[str] = mapped_column(Text, default="")
    ruled_by: Mapped[str] = mapped_column(String(200), default="")
    ruled_at: Mapped[datetime | None] = mapped_column(default=None)

    item: Mapped[AgendaItem] = relationship(back_populates="conflicts")
    member: Mapped[CentralListMember] = relationship()


class PanelAdvice(Identified, Versioned, Base):
    """The panel adviser's note on an item."""

    __tablename__ = "panel_advice"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    words: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    finished_on: Mapped[date | None] = mapped_column(default=None)


class RecommendationRow(Identified, Versioned, Base):
    """What panel recommended on an item, or why it deferred."""

    __tablename__ = "recommendation"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    outcome: Mapped[PanelOutcome]
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    terms: Mapped[list[Any]] = mapped_column(default=list)
    places: Mapped[int | None] = mapped_column(default=None)
    ages: Mapped[str] = mapped_column(String(60), default="")
    deferral_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ForeignKey("user.id"))

    item: Mapped[AgendaItem] = relationship(back_populates="recommendation")
    views: Mapped[list[MemberViewRow]] = relationship(cascade="all, delete-orphan")


class MemberViewRow(Identified, Base):
    """What one member thought of the recommendation."""

    __tablename__ = "member_view"
    __table_args__ = (UniqueConstraint("recommendation_id", "member_id"),)

    recommendation_id: Mapped[str] = mapped_column(ForeignKey("recommendation.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("central_list_member.id"))
    agrees: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
