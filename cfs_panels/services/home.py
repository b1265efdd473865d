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
from cfs_panels.domain.home_rows import group_on
from cfs_panels.domain.home_rows import home_row as row_of_home
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.words import near_date, plural, weekday_date
from cfs_panels.services.decision_pages import DecisionPages
from cfs_panels.services.home_cases import case_rows, check_rows, waiting_count
from cfs_panels.services.home_members import member_rows
from cfs_panels.services.meeting_pages import MeetingPages
from cfs_panels.services.open_requirements import requirement_rows
from cfs_panels.services.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.decisions import DecisionRow
    from cfs_panels.domain.meetings import MeetingSummary
    from cfs_panels.services.office import Office

_DESK = {Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR, Role.SERVICE_MANAGER, Role.DECISION_MAKER}
_PANEL_STAFF = (Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR)
# By the state of a meeting: the rule of the day, the words, the action.
_MINUTES_STEPS = {
    MeetingState.HELD: ("F-LOCAL-DRAFT", "Draft minutes of", "Continue"),
    MeetingState.DRAFTED: ("F-LOCAL-CHAIR", "Approve the minutes of", "Read minutes"),
    MeetingState.APPROVED: (
        "F-LOCAL-CHAIR",
        "Send the minutes to the decision maker:",
        "Open meeting",
    ),
}


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
        ahead = (m for m in meetings if m.held_on >= self._office.today)
        past = {MeetingState.CANCELLED, MeetingState.RECORDED}
        coming = [m for m in ahead if m.state not in past]
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
            yield from requirement_rows(session, self._office, actor)
            if actor.has(*_PANEL_STAFF):
                yield from member_rows(session, self._office, actor)
        for meeting in meetings:
            yield from self._meeting_rows(actor, meeting)

    def _meeting_rows(self, actor: Actor, meeting: MeetingSummary) -> Iterator[HomeRow]:
        today, day = self._office.today, near_date(meeting.held_on, self._office.today)
        if actor.has(*_PANEL_STAFF):
            if meeting.state is MeetingState.PLANNED and meeting.items and meeting.held_on >= today:
                gaps = meeting.papers_needed - meeting.papers_in
                yield home_row(
                    self._office,
                    HomeKind.PAPERS,
                    f"Send papers for {day}",
                    f"{meeting.papers_in} of {meeting.papers_needed} papers are in."
                    + (f" {gaps} to come." if gaps else ""),
                    meeting.papers_due_on,
                    "Open papers",
                    ("meeting", meeting.id, "papers"),
                )
            if meeting.lost_words and meeting.held_on >= today:
                yield home_row(
                    self._office,
                    HomeKind.MEMBERS,
                    f"{meeting.lost_words.split(':')[0]} would not be quorate on {day}",
                    meeting.lost_words.partition(": ")[2],
                    today,
                    "Find a member",
                    ("meeting", meeting.id, "members"),
                    mine=actor.has(Role.PANEL_ADVISER),
                )
        yield from self._minutes_rows(actor, meeting)
        if meeting.held_on >= today:
            yield from self._news_rows(actor, meeting)

    def _news_rows(self, actor: Actor, meeting: MeetingSummary) -> Iterator[HomeRow]:
        """Tell of a meeting to come what became of it or its agenda, until its day is over."""
        day = near_date(meeting.held_on, self._office.today)
        off = meeting.taken_off if actor.has(*_PANEL_STAFF) else ()
        news = [(f"Off the agenda of {day}: {lost.title or 'an item'}", lost.words) for lost in off]
        if meeting.cancelled_words and actor.member_id is not None:
            what = f"The {meeting.service.value} panel of {day} is cancelled"
            news.append((what, meeting.cancelled_words))
        for title, below in news:
            yield home_row(
                self._office,
                HomeKind.PAPERS,
                title,
                below,
                meeting.held_on,
                "Open meeting",
                ("meeting", meeting.id),
                mine=False,
            )

    def _minutes_rows(self, actor: Actor, meeting: MeetingSummary) -> Iterator[HomeRow]:
        if meeting.state not in _MINUTES_STEPS:
            return
        rule_id, words, action = _MINUTES_STEPS[meeting.state]
        approves = actor.member_id is not None and actor.member_id == meeting.approved_by
        is_due = approves if meeting.state is MeetingState.DRAFTED else actor.has(*_PANEL_STAFF)
        if not is_due:
            return
        taker = meeting.minute_taker_id if meeting.state is MeetingState.HELD else ""
        rule = self._office.rules.rule(rule_id, meeting.held_on)
        due_on = rule.due(meeting.held_on, self._office.rules.agency_facts, self._office.calendar)
        yield home_row(
            self._office,
            HomeKind.MINUTES,
            f"{words} {near_date(meeting.held_on, self._office.today)}",
            f"{plural(meeting.items, 'item')} heard.",
            due_on,
            action,
            ("meeting", meeting.id, "minutes"),
            mine=taker in {"", actor.user_id},
        )

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
        """Return what this person has to do that is overdue or ends today, for the bell.

        What is somebody else's to do, and only theirs to watch, stands on the home page alone.
        """
        pressing = {HomeGroup.OVERDUE, HomeGroup.TODAY}
        rows = self.home(actor).rows
        return tuple(row for row in rows if row.mine and row.group in pressing)


def home_row(
    office: Office,
    kind: HomeKind,
    title: str,
    below: str,
    due_on: date | None,
    action: str,
    page: tuple[str, ...],
    *,
    mine: bool = True,
) -> HomeRow:
    """Return a row of the home page, grouped by the day it is due."""
    return row_of_home(
        office.today, office.calendar, kind, title, below, due_on, action, page, mine=mine
    )


def group_of(office: Office, due_on: date | None) -> HomeGroup:
    """Return the group of what is due on a day."""
    return group_on(due_on, office.today, office.calendar)


def _desk_words(row: DecisionRow, today: date) -> str:
    heard = f"Panel {near_date(row.panel_on, today)}" if row.panel_on else "Without panel"
    return f"{row.item_name}. {heard}"


def _day_words(day: date, today: date) -> str:
    gone = (today - day).days
    return {0: "today", 1: "yesterday"}.get(gone, near_date(day, today))
