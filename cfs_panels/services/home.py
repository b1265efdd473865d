"""The home page: everything that needs a person, from cases, meetings, members and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Role
from cfs_panels.domain.home import (
    DeskLine,
    HomeDetails,
    HomeGroup,
    HomeKind,
    HomeRow,
    greeting,
    in_order,
    papers_words,
    summary,
)
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.words import WEEKDAYS, near_date, plural, short_date, weekday_date
from cfs_panels.services.decision_pages import DecisionPages
from cfs_panels.services.home_cases import case_rows, check_rows, waiting_count
from cfs_panels.services.home_members import member_rows
from cfs_panels.services.meeting_pages import MeetingPages
from cfs_panels.services.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.decisions import DecisionRow
    from cfs_panels.domain.meetings import MeetingSummary
    from cfs_panels.services.office import Office

SOON_WORKING_DAYS = 5
_DESK = {Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR, Role.SERVICE_MANAGER, Role.DECISION_MAKER}
_PANEL_STAFF = (Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR)


class Home:
    """What needs this person, and when."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._meetings = MeetingPages(office)
        self._decisions = DecisionPages(office)
        self._visits = Visits(office)

    def home(self, actor: Actor) -> HomeDetails:
        """Return the home page of a person; every role has the same frame."""
        now = self._office.now().astimezone()
        meetings = self._meetings_of(actor)
        rows = in_order(self._rows(actor, meetings))
        coming = [m for m in meetings if m.held_on >= self._office.today]
        coming.sort(key=lambda m: (m.held_on, m.starts_at))
        desk = self._desk(actor)
        return HomeDetails(
            greeting=greeting(now.hour, actor.name),
            day_words=weekday_date(self._office.today),
            summary=summary(rows),
            rows=rows,
            next_panel=coming[0] if coming else None,
            panels_ahead=tuple(coming[1:5]),
            waiting_for_slot=self._waiting(actor),
            with_decision_maker=desk[:3],
            decisions_total=len(desk),
            drafts=self._drafts(actor),
            papers_words=self._papers_words(coming[0]) if coming else "",
        )

    def _papers_words(self, meeting: MeetingSummary) -> str:
        today = self._office.today
        left = self._office.calendar.count_between(today, meeting.papers_due_on)
        return papers_words(meeting, today, left)

    def _meetings_of(self, actor: Actor) -> Sequence[MeetingSummary]:
        if not self._office.matrix.relations(actor, "view_meeting"):
            return ()
        return self._meetings.meetings(actor)

    def _rows(self, actor: Actor, meetings: Sequence[MeetingSummary]) -> Iterator[HomeRow]:
        with self._office.reading() as session:
            yield from case_rows(session, self._office, actor)
            yield from check_rows(session, self._office, actor)
            if actor.has(*_PANEL_STAFF):
                yield from member_rows(session, self._office)
        for meeting in meetings:
            yield from self._meeting_rows(actor, meeting)

    def _meeting_rows(self, actor: Actor, meeting: MeetingSummary) -> Iterator[HomeRow]:
        today, day = self._office.today, near_date(meeting.held_on, self._office.today)
        if actor.has(*_PANEL_STAFF):
            if meeting.state is MeetingState.PLANNED and meeting.items and meeting.held_on >= today:
                gaps = meeting.papers_needed - meeting.papers_in
                yield self.row(
                    HomeKind.PAPERS,
                    f"Send papers for {day}",
                    f"{meeting.papers_in} of {meeting.papers_needed} papers are in."
                    + (f" {gaps} to come." if gaps else ""),
                    meeting.papers_due_on,
                    "Open papers",
                    ("meeting", meeting.id, "papers"),
                )
            if meeting.lost_words and meeting.held_on >= today:
                yield self.row(
                    HomeKind.MEMBERS,
                    f"{meeting.lost_words.split(':')[0]} would not be quorate on {day}",
                    meeting.lost_words.partition(": ")[2],
                    today,
                    "Find a member",
                    ("meeting", meeting.id, "members"),
                )
        yield from self._minutes_rows(actor, meeting)

    def _minutes_rows(self, actor: Actor, meeting: MeetingSummary) -> Iterator[HomeRow]:
        steps = {
            MeetingState.HELD: ("F-LOCAL-DRAFT", "Draft minutes of", "Continue", _PANEL_STAFF),
            MeetingState.DRAFTED: (
                "F-LOCAL-CHAIR",
                "Approve the minutes of",
                "Read minutes",
                (Role.PANEL_CHAIR,),
            ),
            MeetingState.APPROVED: (
                "F-LOCAL-CHAIR",
                "Send the minutes to the decision maker:",
                "Open meeting",
                _PANEL_STAFF,
            ),
        }
        if meeting.state not in steps:
            return
        rule_id, words, action, roles = steps[meeting.state]
        if not actor.has(*roles):
            return
        rule = self._office.rules.rule(rule_id, meeting.held_on)
        due_on = rule.due(meeting.held_on, self._office.rules.agency_facts, self._office.calendar)
        yield self.row(
            HomeKind.MINUTES,
            f"{words} {near_date(meeting.held_on, self._office.today)}",
            f"{plural(meeting.items, 'item')} heard.",
            due_on,
            action,
            ("meeting", meeting.id, "minutes"),
        )

    def row(
        self,
        kind: HomeKind,
        title: str,
        below: str,
        due_on: date | None,
        action: str,
        page: tuple[str, ...],
    ) -> HomeRow:
        """Return a row in its group, with its day in words."""
        return home_row(self._office, kind, title, below, due_on, action, page)

    def _waiting(self, actor: Actor) -> int:
        if not actor.has(*_DESK):
            return 0
        with self._office.reading() as session:
            return waiting_count(session, self._office, actor)

    def _desk(self, actor: Actor) -> tuple[DeskLine, ...]:
        if not self._office.matrix.relations(actor, "view_decision"):
            return ()
        return tuple(
            DeskLine(
                title=row.household,
                below=_desk_words(row, self._office.today),
                state=row.state,
                words=row.day_words,
                page="decision",
                reference=(row.case_id,),
            )
            for row in self._decisions.decisions(actor)
            if row.signed_on is None
        )

    def _drafts(self, actor: Actor) -> tuple[DeskLine, ...]:
        now = self._office.now().astimezone()
        lines = []
        for draft in self._visits.drafts(actor)[:3]:
            saved = draft.saved_at.astimezone() if draft.saved_at else now
            lines.append(
                DeskLine(
                    title=f"{draft.title}: {draft.household}",
                    below=f"Saved {_day_words(saved.date(), now.date())} at {saved:%H:%M}",
                    state="draft",
                    words="",
                    page="form",
                    reference=(draft.id,),
                )
            )
        return tuple(lines)

    def alerts(self, actor: Actor) -> tuple[HomeRow, ...]:
        """Return what is overdue or ends today, for the bell."""
        pressing = {HomeGroup.OVERDUE, HomeGroup.TODAY}
        return tuple(row for row in self.home(actor).rows if row.group in pressing)


def home_row(
    office: Office,
    kind: HomeKind,
    title: str,
    below: str,
    due_on: date | None,
    action: str,
    page: tuple[str, ...],
) -> HomeRow:
    """Return a row of the home page, grouped by the day it is due."""
    today = office.today
    if due_on is None:
        group, when = HomeGroup.LATER, ""
    elif due_on < today:
        group, when = HomeGroup.OVERDUE, plural((today - due_on).days, "day") + " late"
    elif due_on == today:
        group, when = HomeGroup.TODAY, "Today"
    else:
        soon = office.calendar.count_between(today, due_on) <= SOON_WORKING_DAYS
        group = HomeGroup.SOON if soon else HomeGroup.LATER
        when = _day(due_on, today) if soon else _day_in_brief(due_on, today)
    return HomeRow(group, kind, title, below, when, due_on, action, page[0], page[1:])


def _desk_words(row: DecisionRow, today: date) -> str:
    heard = f"Panel {near_date(row.panel_on, today)}" if row.panel_on else "Without panel"
    return f"{row.item_name}. {heard}"


def _day(day: date, today: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {near_date(day, today)}"


def _day_in_brief(day: date, today: date) -> str:
    """Return a day that is not near for a narrow column: ``Wed 5 November``."""
    words = near_date(day, today) if day.year == today.year else short_date(day)
    return f"{WEEKDAYS[day.weekday()][:3]} {words}"


def _day_words(day: date, today: date) -> str:
    gone = (today - day).days
    return {0: "today", 1: "yesterday"}.get(gone, near_date(day, today))
