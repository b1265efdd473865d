"""Rows of the Central list become its members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.services.tracking.intake import fitted
from db.models import CentralListMember

if TYPE_CHECKING:
    from cfs_panels.domain.tracking.records import MemberRecord
    from cfs_panels.services.tracking.intake import Intake

MEMBER = "member"


def member_values(intake: Intake, record: MemberRecord) -> dict[str, Any]:
    """Return what a row says of a member.

    Who joined on a day that is not known is taken to have joined by the first day that is.
    """
    roles = intake.kinds.words["roles"]
    dated = (record.induction_done, record.dbs_date, record.last_training, record.last_appraisal)
    first = min((day for day in (*dated, record.left) if day), default=intake.today)
    return {
        "name": fitted(record.name, 200),
        "role": roles.get(record.role, MEMBER),
        "services": [intake.kinds.key("services", panel) for panel in record.panels],
        "background": "" if record.role in roles else fitted(record.role, 120),
        "social_work_years": record.social_work_years,
        "independent": bool(record.independent),
        "joined_on": record.joined or first,
        "left_on": record.left,
        "dbs_on": record.dbs_date,
        "inducted_on": record.induction_done,
        "trained_on": record.last_training,
        "appraised_on": record.last_appraisal,
    }


def add_member(intake: Intake, record: MemberRecord) -> str:
    """Add the member of a row and return their id."""
    return intake.add(
        CentralListMember,
        agency_id=intake.agency_id,
        history_until=intake.today,
        **member_values(intake, record),
    )
