"""The home page of the panel adviser on Friday 24 October 2025, with invented people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from cfs_panels.domain.home import (
    DeskLine,
    HomeDetails,
    HomeGroup,
    HomeKind,
    HomeRow,
    papers_words,
    summary,
)
from cfs_panels.domain.meetings import MeetingState, MeetingSummary
from cfs_panels.domain.vocabulary import Service

TODAY = date(2025, 10, 24)

NEXT_PANEL = MeetingSummary(
    id="m1",
    service=Service.FOSTERING,
    kind="Main panel",
    held_on=date(2025, 11, 4),
    starts_at=time(9, 30),
    ends_at=time(16, 35),
    place="County Hall and video",
    state=MeetingState.PLANNED,
    state_words="Planned",
    items=12,
    used_minutes=345,
    limit_minutes=360,
    papers_in=49,
    papers_needed=58,
    papers_due_on=date(2025, 10, 27),
    papers_sent_on=None,
    quorate_items=11,
    items_to_hear=12,
    lost_words="Item 9: 4 of 5 members. Find one more.",
)

_AHEAD = (
    ("m2", Service.ADOPTION, "Main panel", date(2025, 11, 13), 6, 256),
    ("m3", Service.FOSTERING, "Extra", date(2025, 11, 18), 7, 209),
    ("m4", Service.FOSTERING, "Main panel", date(2025, 12, 2), 4, 112),
    ("m5", Service.ADOPTION, "Main panel", date(2025, 12, 11), 2, 86),
)

LATE, T, S = HomeGroup.OVERDUE, HomeGroup.TODAY, HomeGroup.SOON
_ROWS = (
    (LATE, HomeKind.PAPERS, "Medical adviser’s comment: Tomasz and Ewa Zielinski",
     "Asked for on 9 October 2025, no reply. Item 6 on 4 November.", "2 days late", "Open case",
     ("case", "c2", "checks")),
    (LATE, HomeKind.MEMBERS, "Induction not finished: Kelechi Obi",
     "Joined the central list on 8 August. Ten weeks ended on 17 October.", "7 days late",
     "Open member", ("members", "p6")),
    (T, HomeKind.MEMBERS, "Item 9 would not be quorate on 4 November",
     "Two conflicts and one early departure leave 4 members. 5 are needed.", "Today",
     "Find a member", ("meeting", "m1", "members")),
    (T, HomeKind.PAPERS, "Observations due: Marcus and Leanne Thwaite",
     "Report given on 10 October 2025. No reply so far.", "Today", "Open case", ("case", "c3")),
    (T, HomeKind.PAPERS, "Check new papers: Yvonne Drummond",
     "Form C version 4 and the manager’s declaration came in at 09:12.", "Today", "Check papers",
     ("case", "c8")),
    (S, HomeKind.PAPERS, "Send papers for 4 November 2025",
     "49 of 58 papers are in. 5 items are not complete.", "Monday 27 October", "Open papers",
     ("meeting", "m1", "papers")),
    (S, HomeKind.MINUTES, "Draft minutes of 21 October 2025", "3 of 8 items still to write.",
     "Tuesday 28 October", "Continue", ("meeting", "m0", "minutes")),
    (S, HomeKind.MEMBERS, "Annual appraisal: Geoff Marland",
     "With the chair. Last appraisal was on 30 October 2024.", "Thursday 30 October",
     "Open member", ("members", "p4")),
    (S, HomeKind.CASES, "Book a slot: Gwen Abernethy", "F-2025-0074. Panel, 14 December.",
     "Friday 31 October", "Book a slot", ("case", "c11")),
)  # fmt: skip

ROWS = tuple(
    HomeRow(group, kind, title, below, when, None, action, page[0], page[1:])
    for group, kind, title, below, when, action, page in _ROWS
)


def home_details() -> HomeDetails:
    """Return the page of the picture, as far as this program can fill it."""
    return HomeDetails(
        greeting="Good morning, Ruth",
        day_words="Friday 24 October 2025",
        summary=summary(ROWS),
        rows=ROWS,
        next_panel=NEXT_PANEL,
        panels_ahead=tuple(
            replace(NEXT_PANEL, id=i, service=s, kind=k, held_on=day, items=n, used_minutes=used)
            for i, s, k, day, n, used in _AHEAD
        ),
        waiting_for_slot=5,
        with_decision_maker=(
            DeskLine("Grace Adeyemi", "First review. Panel 7 October", "dueSoon", "Day 6 of 7",
                     "decision", ("d1",)),
            DeskLine("Amrit Sandhu-Cole", "Approval. Panel 7 October", "dueSoon", "Day 6 of 7",
                     "decision", ("d2",)),
            DeskLine("Farida Rahmani", "Approval. Panel 16 October", "onTrack", "Day 2 of 7",
                     "decision", ("d3",)),
        ),
        decisions_total=5,
        drafts=(
            DeskLine("Adviser’s note: Zielinski", "Saved today at 09:58", "draft", "", "form",
                     ("f1",)),
            DeskLine("Minutes, 21 October, item 6", "Saved yesterday at 16:41", "draft", "",
                     "form", ("f2",)),
            DeskLine("Initial visit: Achterberg", "Saved yesterday at 15:20", "draft", "",
                     "form", ("f3",)),
        ),
        papers_words=papers_words(NEXT_PANEL, TODAY, 1),
    )  # fmt: skip
