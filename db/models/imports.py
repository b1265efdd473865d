"""What was taken from tracking workbooks, when, by whom and in which words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Identified, Versioned


class ImportRun(Identified, Versioned, Base):
    """One import of a workbook: which file, by whom, and what came of it."""

    __tablename__ = "import_run"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"))
    file_name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(36))
    made_by_name: Mapped[str] = mapped_column(String(200))
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportedRow(Identified, Base):
    """A row of a workbook as it was last taken, or refused.

    ``content`` are its cells by field of the record, empty ones left out; ``kept_as`` are the
    cells of which the agency's records say something else, right after they were taken: what the
    tables cannot hold, such as a decision without its day. ``record_id`` is the record it became,
    ``case_id`` and ``other_case_id`` the cases it is about. ``notes`` are its unknown columns. The
    audit trail has the act of taking it, so these rows are not audited one by one.
    """

    __tablename__ = "imported_row"
    __audited__ = False
    __table_args__ = (
        Index("ix_imported_row_sheet_state", "sheet", "state"),
        Index("ix_imported_row_record_id", "record_id"),
        Index("ix_imported_row_case_id", "case_id"),
    )

    run_id: Mapped[str] = mapped_column(ForeignKey("import_run.id"))
    sheet: Mapped[str] = mapped_column(String(40))
    row: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="taken")  # taken, rejected
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    kept_as: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    record_id: Mapped[str] = mapped_column(String(26), default="")
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), default=None)
    other_case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"), default=None)
    fault: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
