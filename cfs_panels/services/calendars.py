"""What stands in a person's calendar, gathered from meetings, clocks, requirements and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.calendars import (
    REVIEWS,
    CalendarEntry,
    CalendarKind,
    CalendarQuery,
    check_span,
    entry_order,
)
from cfs_panels.domain.clock_pages import ClockQuery
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.words import plural
from cfs_panels.services.central_list import member_line
from cfs_panels.services.clock_lists import ClockLists
from cfs_panels.services.home_members import is_history
from cfs_panels.services.meeting_rows import load_meetings
from cfs_panels.services.meeting_summaries import ends_at
from cfs_panels.services.member_dues import standing_of
from cfs_panels.services.open_requirements import is_set
from cfs_panels.services.visibility import meeting_filter, whole_case_filter
from db.audit import record_action
from db.models import Case, CentralListMember, PanelMeeting, RequirementRow, User
from db.safe_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clock_pages import ClockRow
    from cfs_panels.services.office import Office

OVERDUE, ON_TRACK = "overdue", "onTrack"
_WHOLE_DAY_STATES = {True: OVERDUE, False: ON_TRACK}


class Calendars:
    """The days that matter to a person, on screen and as a calendar file."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entries(
        self, actor: Actor, first: date, last: date, query: CalendarQuery | None = None
    ) -> tuple[CalendarEntry, ...]:
        """Return what stands on the days from one to another, in order.

        Meetings the person may open, clocks that end and reviews of cases they may open,
        requirements of signed decisions on cases they may read whole, and what members must do
        where they see the central list. What they may not open is not there.

        Raises:
            RuleBroken: where the last day is before the first, or far from it.
        """
        check_span(first, last)
        query = query or CalendarQuery()
        found: list[CalendarEntry] = []
        with self._office.reading() as session:
            if CalendarKind.MEETING in query.kinds:
                found += self._meetings(session, actor, first, last)
            if CalendarKind.REQUIREMENT in query.kinds:
                found += self._requirements(session, actor, first, last, query)
            if CalendarKind.MEMBER in query.kinds:
                found += self._members(session, actor, first, last)
        if query.kinds & {CalendarKind.DEADLINE, CalendarKind.REVIEW}:
            found += self._clocks(actor, first, last, query)
        kept = (e for e in found if query.service in {None, e.service} or e.service is None)
        return tuple(sorted(kept, key=entry_order))

    def save(
        self,
        actor: Actor,
        first: date,
        last: date,
        target: Path,
        query: CalendarQuery | None = None,
        *,
        with_names: bool = False,
    ) -> int:
        """Write a calendar file and note that it was written; return how many entries it has.

        A case is named by its reference alone, unless names are asked for.

        Raises:
            RuleBroken: as `entries` does.
            OutsideTrouble: where the file cannot be written.
        """
        from cfs_panels.services.calendar_files import calendar_file  # not before it is wanted

        entries = self.entries(actor, first, last, query)
        content = calendar_file(entries, with_names=with_names)
        details = {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "entries": len(entries),
            "names": with_names,
        }
        with self._office.writing(actor) as session:
            record_action(session, "export", "calendar", "", details=details)
        write_whole(target, content)
        return len(entries)

    def _meetings(
        self, session: Session, actor: Actor, first: date, last: date
    ) -> Iterator[CalendarEntry]:
        if not self._office.matrix.relations(actor, "view_meeting"):
            return
        wanted = select(PanelMeeting.id).where(
            meeting_filter(self._office.matrix, actor),
            PanelMeeting.held_on.between(first, last),
            PanelMeeting.state.not_in([MeetingState.CANCELLED, MeetingState.RECORDED]),
        )
        for rows in load_meetings(session, list(session.scalars(wanted))).values():
            meeting = rows.meeting
            kind = "" if meeting.kind == "Main panel" else f", {meeting.kind.lower()}"
            is_over = meeting.held_on < self._office.today
            yield CalendarEntry(
                f"meeting-{meeting.id}",
                CalendarKind.MEETING,
                meeting.held_on,
                f"{rows.service.value.capitalize()} panel{kind}",
                "",
                "",
                plural(len(rows.heard_items), "item"),
                "done" if is_over else "info",
                ("meeting", meeting.id),
                rows.service,
                meeting.starts_at,
                ends_at(rows),
                meeting.place,
                meeting.held_on,
                meeting.version,
            )

    def _clocks(
        self, actor: Actor, first: date, last: date, query: CalendarQuery
    ) -> Iterator[CalendarEntry]:
        if not self._office.matrix.relations(actor, "list_cases"):
            return
        asked = ClockQuery(service=query.service, team=query.team, worker=query.worker)
        for row in ClockLists(self._office).clock_page(actor, asked).rows:
            if row.due_on is not None and first <= row.due_on <= last:
                entry = self._clock(row)
                if entry.kind in query.kinds:
                    yield entry

    def _clock(self, row: ClockRow) -> CalendarEntry:
        due_on, rule = row.due_on or row.started_on, self._office.newest_rule(row.rule_id)
        is_review = bool(rule.stop_events & REVIEWS)
        person = row.name.removeprefix(rule.name)  # ", Marcus" where each has a clock
        return CalendarEntry(
            f"clock-{row.key.replace('|', '-')}-{row.started_on:%Y%m%d}".lower(),
            CalendarKind.REVIEW if is_review else CalendarKind.DEADLINE,
            due_on,
            f"{rule.name} due",
            row.reference,
            f"{row.household}{person}",
            f"{row.words[:1].upper()}{row.words[1:]}. With: {row.owner}",
            row.state,
            ("case", row.case_id),
            row.service,
            since=row.started_on,
            sequence=max((due_on - row.started_on).days, 0),
        )

    def _requirements(
        self, session: Session, actor: Actor, first: date, last: date, query: CalendarQuery
    ) -> Iterator[CalendarEntry]:
        statement = (
            select(RequirementRow, Case.reference, Case.household_name, Case.service)
            .join(Case, Case.id == RequirementRow.case_id)
            .outerjoin(User, User.id == Case.worker_id)
            .where(
                whole_case_filter(self._office.matrix, actor),
                RequirementRow.met_on.is_(None),
                *is_set(),
                RequirementRow.due_on.between(first, last),
                *([Case.team == query.team] if query.team else []),
                *([User.name == query.worker] if query.worker else []),
            )
        )
        for row, reference, household, service in session.execute(statement):
            yield CalendarEntry(
                f"requirement-{row.id}",
                CalendarKind.REQUIREMENT,
                row.due_on,
                "Requirement due",
                reference,
                household,
                f"{row.text} With: {row.owner}",
                _WHOLE_DAY_STATES[row.due_on < self._office.today],
                ("case", row.case_id, "requirements"),
                service,
                since=row.due_on,
                sequence=row.version,
            )

    def _members(
        self, session: Session, actor: Actor, first: date, last: date
    ) -> Iterator[CalendarEntry]:
        if not self._office.matrix.relations(actor, "view_central_list"):
            return
        active = select(CentralListMember).where(CentralListMember.left_on.is_(None))
        for row in session.scalars(active):
            for duty in standing_of(self._office, member_line(row)).dues:
                due_on = duty.due_on
                if due_on is None or not first <= due_on <= last or is_history(row, duty):
                    continue
                yield CalendarEntry(
                    f"member-{row.id}-{duty.rule_id}".lower(),
                    CalendarKind.MEMBER,
                    due_on,
                    f"{duty.name} due",
                    "Central list",
                    row.name,
                    duty.words,
                    duty.state,
                    ("members", row.id),
                    since=duty.started_on,
                    sequence=(due_on - duty.started_on).days,
                )
