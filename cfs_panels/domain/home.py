"""What needs a person today: rows in the order in which they press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cfs_panels.domain.words import WEEKDAYS, count_word, joined, near_date, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.meetings import MeetingSummary


class HomeGroup(StrEnum):
    """When something needs doing."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class HomeKind(StrEnum):
    """What it is about, for the tabs of the list."""

    CASES = "cases"
    PAPERS = "papers"
    MINUTES = "minutes"
    MEMBERS = "members"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One thing that needs the person: what, why, when, and the one action."""

    group: HomeGroup
    kind: HomeKind
    title: str
    below: str
    when: str  # "2 days late", "Today", "Monday 27 October"
    due_on: date | None
    action: str
    page: str
    reference: tuple[str, ...]
    mine: bool = True  # the person's own to do, not somebody else's that they watch

    @property
    def is_followed(self) -> bool:
        """Return whether it presses and is somebody else's to do."""
        return not self.mine and self.group is not HomeGroup.LATER


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A case with the decision maker, or a draft to go on with."""

    title: str
    below: str
    state: str
    words: str
    page: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomeDetails:
    """The home page of a person; ``is_whole`` is False of the first rows of it."""

    greeting: str
    day_words: str
    rows: tuple[HomeRow, ...]
    summary: str = ""
    next_panel: MeetingSummary | None = None
    panels_ahead: tuple[MeetingSummary, ...] = ()
    waiting_for_slot: int = 0
    with_decision_maker: tuple[DeskLine, ...] = ()
    decisions_total: int = 0
    drafts: tuple[DeskLine, ...] = ()
    papers_words: str = ""  # "Send by Monday 27 October, in 1 working day."
    is_whole: bool = True


class FirstPage(NamedTuple):
    """What the window shows first: whose it is, how much waits on its pages, rows of Home."""

    agency: str
    actor: Actor
    counts: Mapping[str, int]
    home: HomeDetails | None = None


def greeting(hour: int, name: str) -> str:
    """Return how a person is greeted at an hour of the day."""
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}, {name.split()[0]}"


def summary(rows: Sequence[HomeRow]) -> str:
    """Return how much there is: ``Nine things need you: two are overdue.``.

    What the person only follows is counted by itself, and not at the bell.
    """
    pressing = [row for row in rows if row.mine and row.group is not HomeGroup.LATER]
    followed = f" {_followed_words(rows)}".rstrip()
    if not pressing:
        return f"Nothing needs you in the next five working days.{followed}"
    total = len(pressing)
    start = f"{count_word(total).capitalize()} {'thing needs' if total == 1 else 'things need'} you"
    late = sum(1 for row in pressing if row.group is HomeGroup.OVERDUE)
    today = sum(1 for row in pressing if row.group is HomeGroup.TODAY)
    parts = []
    if late:
        parts.append(f"{count_word(late)} {'is' if late == 1 else 'are'} overdue")
    if today:
        parts.append(f"{count_word(today)} {'is' if today == 1 else 'are'} for today")
    said = f"{start}: {joined(parts)}." if parts else f"{start}."
    return f"{said}{followed}"


def _followed_words(rows: Sequence[HomeRow]) -> str:
    count = sum(1 for row in rows if row.is_followed)
    if not count:
        return ""
    more = any(row.mine and row.group is not HomeGroup.LATER for row in rows)
    thing = "more" if more else "thing" if count == 1 else "things"
    return f"You follow {count_word(count)} {thing}."


def papers_words(meeting: MeetingSummary, today: date, working_days: int) -> str:
    """Return when a meeting's papers go or went: ``Send by Monday 27 October.``."""
    if meeting.papers_sent_on is not None:
        return f"Sent on {near_date(meeting.papers_sent_on, today)}."
    due_on = meeting.papers_due_on
    if due_on < today:
        late = plural((today - due_on).days, "day")
        return f"Were to go by {near_date(due_on, today)}, {late} ago."
    if due_on == today:
        return "Send today."
    day = f"{WEEKDAYS[due_on.weekday()]} {near_date(due_on, today)}"
    return f"Send by {day}, in {plural(working_days, 'working day')}."


def in_order(rows: Iterable[HomeRow]) -> tuple[HomeRow, ...]:
    """Return rows with the overdue first, then by day; what is only followed before the later."""
    groups = list(HomeGroup)

    def place(row: HomeRow) -> tuple[bool, bool, int, date, str]:
        is_later = row.group is HomeGroup.LATER
        due_on = row.due_on or date.max
        return is_later, row.is_followed, groups.index(row.group), due_on, row.title

    return tuple(sorted(rows, key=place))
