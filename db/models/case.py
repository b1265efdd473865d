"""Cases, their events, checks, forms and papers."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cfs_panels.domain.checks import CheckOutcome
from cfs_panels.domain.visits import FormState
from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service
from db.base import Base, Identified, Versioned
from db.models.child import Child
from db.models.people import Household, Person

PROJECTED = {"audit": "omit"}  # what can be worked out anew says nothing in the audit trail


class Case(Identified, Versioned, Base):
    """The work about one household or child; what is marked as projected can be rebuilt.

    ``facts`` hold what is known without a date. Of a case taken from a workbook ``history_until``
    is the day it was taken: clocks that had run out by then are history, and nobody's work.
    """

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_status_clock_due_on", "status", "clock_due_on"),
        Index("ix_case_service_stage", "service", "stage"),
    )

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    reference: Mapped[str] = mapped_column(String(200), unique=True)
    service: Mapped[Service]
    pathway: Mapped[str] = mapped_column(String(60))
    pathway_version: Mapped[int]
    household_id: Mapped[str | None] = mapped_column(ForeignKey("household.id"), index=True)
    child_id: Mapped[str | None] = mapped_column(ForeignKey("child.id"), index=True)
    household_name: Mapped[str] = mapped_column(String(300))
    worker_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), index=True)
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    team: Mapped[str] = mapped_column(String(120), default="", index=True)
    channel: Mapped[str] = mapped_column(String(80), default="")
    heard_of_us: Mapped[str] = mapped_column(String(200), default="")
    is_restricted: Mapped[bool] = mapped_column(default=False)
    restricted_reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    origin: Mapped[str] = mapped_column(String(20), default="person")
    history_until: Mapped[date | None] = mapped_column(default=None)

    # Projected from the events, checks and papers
    stage: Mapped[str] = mapped_column(String(40), default="", info=PROJECTED)
    status: Mapped[CaseStatus] = mapped_column(default=CaseStatus.OPEN, info=PROJECTED)
    stage_since: Mapped[date | None] = mapped_column(default=None, info=PROJECTED)
    opened_on: Mapped[date | None] = mapped_column(default=None, info=PROJECTED)
    next_step: Mapped[str] = mapped_column(String(60), default="", info=PROJECTED)
    next_words: Mapped[str] = mapped_column(String(200), default="", info=PROJECTED)
    next_owner: Mapped[str] = mapped_column(String(40), default="", info=PROJECTED)
    next_owner_name: Mapped[str] = mapped_column(String(200), default="", info=PROJECTED)
    next_owner_id: Mapped[str] = mapped_column(String(36), default="", info=PROJECTED)
    clock_rule: Mapped[str] = mapped_column(String(30), default="", info=PROJECTED)
    clock_started_on: Mapped[date | None] = mapped_column(default=None, info=PROJECTED)
    clock_due_on: Mapped[date | None] = mapped_column(default=None, info=PROJECTED)

    household: Mapped[Household | None] = relationship()
    child: Mapped[Child | None] = relationship()
    events: Mapped[list[CaseEventRow]] = relationship(back_populates="case")
    checks: Mapped[list[Check]] = relationship(back_populates="case", order_by="Check.position")


class CaseAccess(Identified, Base):
    """Someone named as allowed to see a restricted case."""

    __tablename__ = "case_access"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)


class CaseEventRow(Identified, Base):
    """Something that happened; never changed, only superseded or withdrawn by a later row."""

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_case_id_on", "case_id", "on"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    type: Mapped[EventType] = mapped_column(index=True)
    on: Mapped[date]
    at: Mapped[time | None] = mapped_column(default=None)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(36))
    recorded_by_name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(20), default="person")
    supersedes: Mapped[str | None] = mapped_column(ForeignKey("case_event.id"), default=None)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")

    case: Mapped[Case] = relationship(back_populates="events")


class Check(Identified, Versioned, Base):
    """A statutory check or reference of a person, or of the household."""

    __tablename__ = "check"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), default=None)
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    asked_of: Mapped[str] = mapped_column(String(200), default="")
    requested_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None, index=True)
    outcome: Mapped[CheckOutcome | None] = mapped_column(default=None)
    number: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    case: Mapped[Case] = relationship(back_populates="checks")
    person: Mapped[Person | None] = relationship()


class FormRecord(Identified, Versioned, Base):
    """The answers to one version of a form, and where they stand."""

    __tablename__ = "form_record"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    form_key: Mapped[str] = mapped_column(String(60))
    form_version: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict, info={"audit": "mask"})
    state: Mapped[FormState] = mapped_column(default=FormState.DRAFT)
    author_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), default=None)
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    passed_at: Mapped[datetime | None] = mapped_column(default=None)
    decision: Mapped[str] = mapped_column(String(40), default="")
    decision_reasons: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("user.id"), default=None)
    digest: Mapped[str] = mapped_column(String(64), default="")
    deleted: Mapped[bool] = mapped_column(default=False)


class StoredFile(Identified, Versioned, Base):
    """A paper of a case: what it is; its content is sealed and found by its digest."""

    __tablename__ = "stored_file"

    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    pages: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    version_number: Mapped[int] = mapped_column(default=1)
    source: Mapped[str] = mapped_column(String(20), default="attached")
    author_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), default=None)
    finished_on: Mapped[date | None] = mapped_column(default=None)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    restricted: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    removed_by: Mapped[str] = mapped_column(String(200), default="")
    removed_reason: Mapped[str] = mapped_column(Text, default="")


class MadeDocument(Identified, Versioned, Base):
    """A document that the program made: a draft may be made anew, a kept one never changes.

    ``inputs_digest`` is that of everything it says, so that the same inputs are one document.
    ``left_out`` are the agenda items that a copy for one reader does not hold.
    """

    __tablename__ = "document"

    kind: Mapped[str] = mapped_column(String(60), index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("panel_meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), default=None)
    reference: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(200))
    template_version: Mapped[str] = mapped_column(String(40), default="1")
    docx_digest: Mapped[str] = mapped_column(String(64))
    pdf_digest: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int] = mapped_column(default=0)
    inputs_digest: Mapped[str] = mapped_column(String(64), default="")
    left_out: Mapped[list[Any]] = mapped_column(default=list)
    is_draft: Mapped[bool] = mapped_column(default=True)
    is_kept: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    sent_on: Mapped[date | None] = mapped_column(default=None)
    sent_to: Mapped[str] = mapped_column(String(300), default="")
