"""Days on which a version of a rule on panels begins or ends: lists then say another next step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.services.rule_effects import bring_up_to_date
from db.audit import PROGRAM
from db.models import Agency, Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.services.office import Office

KEY = "rules.followed_until"


def watch_days(session: Session, office: Office) -> None:
    """Note that from today on the days of rules are watched for."""
    if _kept(session) is None:
        _note(session, office.today)


def follow_days(office: Office) -> int:
    """Bring cases up to date whose way to panel changed since the day noted, and say how many."""
    with office.reading() as session:
        kept = _kept(session)
        since = date.fromisoformat(kept.value["value"]) if kept is not None else office.today
    if since >= office.today or not _changed(office, since):
        return 0
    with office.writing(PROGRAM) as session:
        found = bring_up_to_date(session, office, _changed(office, since))
        _note(session, office.today)
        return len(found)


def _changed(office: Office, since: date) -> frozenset[str]:
    """Return the rules on panels of which a version began or ended after a day, up to today."""
    first, last = since + timedelta(days=1), office.today
    return frozenset(
        rule_id
        for rule_id in office.rules.panel_rule_ids
        for laid in office.rules.laid(rule_id)
        if first <= laid.rule.effective_from <= last
    )


def _kept(session: Session) -> Setting | None:
    return session.scalars(select(Setting).where(Setting.key == KEY, Setting.user_id == "")).first()


def _note(session: Session, day: date) -> None:
    row = _kept(session)
    if row is None:
        agency = session.scalars(select(Agency).order_by(Agency.id)).one()
        row = Setting(agency_id=agency.id, user_id="", key=KEY)
        session.add(row)
    row.value = {"value": day.isoformat()}
    session.flush()
