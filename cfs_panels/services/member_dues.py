"""What members of the central list must do by when: induction, training, appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.central_list import MemberDuty, MemberStanding
from cfs_panels.domain.clock_words import list_words, theme_state
from cfs_panels.domain.clocks import clock_as_stored
from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.central_list import CentralListLine
    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.services.office import Office

INDUCTION, TRAINING, APPRAISAL = "X-INDUCT", "X-TRAIN", "X-APPR"


def standing_of(office: Office, line: CentralListLine) -> MemberStanding:
    """Return a member with what they must do, as it stands today."""
    return MemberStanding(
        line=line,
        induction=_once(office, line),
        training=_yearly(office, TRAINING, line, line.trained_on),
        appraisal=_yearly(office, APPRAISAL, line, line.appraised_on),
    )


def rule_on(office: Office, rule_id: str, start: date) -> ClockRule:
    """Return the version of a rule that holds for somebody whose time counts from a day."""
    versions = office.rules.versions_of(rule_id)
    return versions.on(start) or versions.versions[0]


def _once(office: Office, line: CentralListLine) -> MemberDuty:
    if line.inducted_on is None:
        return _running(office, INDUCTION, line.joined_on, None)
    rule = rule_on(office, INDUCTION, line.joined_on)
    return MemberDuty(
        rule_id=rule.id,
        name=rule.short_name,
        started_on=line.joined_on,
        done_on=line.inducted_on,
        due_on=None,
        state="done",
        words="Done",
        source=rule.source,
    )


def _yearly(
    office: Office, rule_id: str, line: CentralListLine, last_on: date | None
) -> MemberDuty:
    return _running(office, rule_id, last_on or line.joined_on, last_on)


def _running(office: Office, rule_id: str, start: date, done_on: date | None) -> MemberDuty:
    rule = rule_on(office, rule_id, start)
    due_on = rule.due(start, office.rules.agency_facts, office.calendar)
    clock = clock_as_stored(rule, start, due_on, office.today, office.calendar)
    return MemberDuty(
        rule_id=rule.id,
        name=rule.short_name,
        started_on=start,
        done_on=done_on,
        due_on=due_on,
        state=theme_state(clock.state),
        words=_late(clock.days_late) if clock.days_late else list_words(clock),
        source=rule.source,
    )


def _late(days: int) -> str:
    return f"{plural(days, 'day')} late"
