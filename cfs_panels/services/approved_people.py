"""Steps of two carers who are approved together: of one alone they are neither offered nor kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cfs_panels.domain.errors import RuleBroken
from db.models import Approval

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.pathways import Move
    from cfs_panels.services.case_files import CaseFile


def too_few(file: CaseFile, move: Move | None, on: date) -> str:
    """Return the sentence where a step takes two who are approved on a day, and there is one."""
    if move is None or not move.of_two:
        return ""
    approved = file.session.scalar(
        select(func.count(Approval.id)).where(
            Approval.case_id == file.case.id,
            Approval.approved_on <= on,
            or_(Approval.ended_on.is_(None), Approval.ended_on > on),
        )
    )
    return move.of_two if (approved or 0) < 2 else ""


def check_two_approved(file: CaseFile, move: Move | None, on: date) -> None:
    """Refuse a step of two approved carers where only one is.

    Raises:
        RuleBroken: with what to record instead.
    """
    sentence = too_few(file, move, on)
    if sentence:
        raise RuleBroken(sentence)
