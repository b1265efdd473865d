"""The decision maker's records, notices, requirements, determinations and approvals."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cfs_panels.domain.vocabulary import DecisionOutcome, Service
from db.base import Base, Identified, Versioned
from db.models.people import Person


class AgencyDecisionRow(Identified, Versioned, Base):
    """A decision record: a draft until it is signed, then never changed, only superseded.

    One on a matter that went without panel has no agenda item. ``answers_version`` counts the
    saves of the answers alone, so that reading the pack beside a form that saves itself is no
    clash.
    """

    __tablename__ = "agency_decision"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    decision_maker_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answers_version: Mapped[int] = mapped_column(default=1)
    read: Mapped[dict[str, Any]] = mapped_column(default=dict)
    outcome: Mapped[DecisionOutcome | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    signed_name: Mapped[str] = mapped_column(String(200), default="")
    signed_role: Mapped[str] = mapped_column(String(120), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    supersedes_id: Mapped[str | None] = mapped_column(
        ForeignKey("agency_decision.id"), default=None
    )

    requirements: Mapped[list[RequirementRow]] = relationship(
        back_populates="decision", order_by="RequirementRow.due_on"
    )
    notices: Mapped[list[Notice]] = relationship(order_by="Notice.given_on")


class RequirementRow(Identified, Versioned, Base):
    """What the decision maker requires, tracked until it is met."""

    __tablename__ = "requirement"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("agency_decision.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date] = mapped_column(index=True)
    recipient: Mapped[str] = mapped_column(String(200), default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    met_on: Mapped[date | None] = mapped_column(default=None)
    met_by: Mapped[str] = mapped_column(String(200), default="")
    dropped: Mapped[bool] = mapped_column(default=False)

    decision: Mapped[AgencyDecisionRow | None] = relationship(back_populates="requirements")


class Notice(Identified, Base):
    """The applicants were told, or written to."""

    __tablename__ = "notice"

    decision_id: Mapped[str] = mapped_column(ForeignKey("agency_decision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    given_on: Mapped[date]
    given_at: Mapped[time | None] = mapped_column(default=None)
    given_by: Mapped[str] = mapped_column(String(200), default="")
    given_to: Mapped[str] = mapped_column(String(300), default="")
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"), default=None)


class QualifyingDeterminationRow(Identified, Versioned, Base):
    """A proposal not to approve that was sent, with the window it opened."""

    __tablename__ = "qualifying_determination"

    decision_id: Mapped[str] = mapped_column(ForeignKey("agency_decision.id"), unique=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    sent_on: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    route: Mapped[str] = mapped_column(String(40), default="")
    route_on: Mapped[date | None] = mapped_column(default=None)


class Approval(Identified, Versioned, Base):
    """A person's approval on the register; a household's approvals stand together by case."""

    __tablename__ = "approval"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    household_id: Mapped[str] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("agency_decision.id"))
    service: Mapped[Service]
    approved_on: Mapped[date] = mapped_column(index=True)
    review_due_on: Mapped[date | None] = mapped_column(default=None, index=True)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_reason: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship()
    terms: Mapped[list[ApprovalTerm]] = relationship(order_by="ApprovalTerm.from_on")


class ApprovalTerm(Identified, Base):
    """The terms of an approval from a day, until others follow."""

    __tablename__ = "approval_term"

    approval_id: Mapped[str] = mapped_column(ForeignKey("approval.id"), index=True)
    terms: Mapped[list[Any]] = mapped_column(default=list)
    places: Mapped[int | None] = mapped_column(default=None)
    ages: Mapped[str] = mapped_column(String(60), default="")
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
