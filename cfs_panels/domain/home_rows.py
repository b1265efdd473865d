"""How a thing that needs somebody becomes a row of the home page: its words, group and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfs_panels.domain.clock_words import card_line
from cfs_panels.domain.clocks import clock_as_stored
from cfs_panels.domain.home import HomeGroup, HomeKind, HomeRow
from cfs_panels.domain.words import WEEKDAYS, near_date, plural, short_date, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.working_days import WorkingCalendar

SOON_WORKING_DAYS = 5
BOOKED_STEPS = ("write_note", "observations", "declare", "send_papers")
MEETING_STEPS = ("draft_minutes", "approve_minutes", "send_minutes", "send_papers", "hear")
"""Steps of a whole meeting: rows of the meeting, not of each case."""

MEETING_CLOCKS = ("F-PAPERS", "A-PAPERS")

_DECISION_STEPS = {"decide", "tell", "write"}
_PAPER_STEPS = {"send_papers", "write_note", "declare", "give_report", "observations"}
_ACTIONS = {
    "decide": "Open decision",
    "book_panel": "Book a slot",
    "rebook_panel": "Book a slot",
    "write_visit": "Continue",
    "decide_visit": "Read the visit",
}


class CaseStep(NamedTuple):
    """What a list keeps of a case: its next step, the clock that ends first, and whose it is."""

    id: str
    reference: str
    household_name: str
    next_step: str
    next_words: str
    clock_rule: str
    clock_started_on: date | None
    clock_due_on: date | None
    is_mine: bool
    works_it: bool


def case_row(
    step: CaseStep,
    newest_rule: Callable[[str], ClockRule],
    today: date,
    calendar: WorkingCalendar,
) -> HomeRow:
    """Return the row of a case whose step is the person's, or whose clock they watch."""
    title = f"{step.next_words}: {step.household_name}"
    below = f"{step.reference}."
    if step.clock_rule and step.clock_started_on and step.clock_due_on:
        rule = newest_rule(step.clock_rule)
        clock = clock_as_stored(rule, step.clock_started_on, step.clock_due_on, today, calendar)
        if step.is_mine:
            ends = near_date(step.clock_due_on, today)
            below = f"{step.reference}. Due {ends}: {uncapitalised(rule.short_name)}."
        else:
            title = f"{rule.short_name} due: {step.household_name}"
            below = card_line(clock)
    action = _ACTIONS.get(step.next_step, "Open case") if step.is_mine else "Open case"
    page = "decision" if step.is_mine and step.next_step in _DECISION_STEPS else "case"
    kind, due_on = _kind(step.next_step), step.clock_due_on
    mine = bool(step.is_mine or step.works_it)
    return home_row(today, calendar, kind, title, below, due_on, action, (page, step.id), mine=mine)


def home_row(
    today: date,
    calendar: WorkingCalendar,
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
    group = group_on(due_on, today, calendar)
    when = "" if due_on is None else _when(group, due_on, today)
    return HomeRow(group, kind, title, below, when, due_on, action, page[0], page[1:], mine)


def group_on(due_on: date | None, today: date, calendar: WorkingCalendar) -> HomeGroup:
    """Return the group of what is due on a day."""
    if due_on is None:
        return HomeGroup.LATER
    if due_on <= today:
        return HomeGroup.OVERDUE if due_on < today else HomeGroup.TODAY
    soon = calendar.count_between(today, due_on) <= SOON_WORKING_DAYS
    return HomeGroup.SOON if soon else HomeGroup.LATER


def is_soon(due_on: date, today: date, calendar: WorkingCalendar) -> bool:
    """Return whether a day has passed, or comes within the next five working days."""
    return group_on(due_on, today, calendar) is not HomeGroup.LATER


def _when(group: HomeGroup, due_on: date, today: date) -> str:
    if group is HomeGroup.OVERDUE:
        return plural((today - due_on).days, "day") + " late"
    if group is HomeGroup.TODAY:
        return "Today"
    return _day(due_on, today) if group is HomeGroup.SOON else _day_in_brief(due_on, today)


def _kind(step: str) -> HomeKind:
    if step in _DECISION_STEPS:
        return HomeKind.DECISIONS
    if step in _PAPER_STEPS:
        return HomeKind.PAPERS
    return HomeKind.CASES


def _day(day: date, today: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {near_date(day, today)}"


def _day_in_brief(day: date, today: date) -> str:
    """Return a day that is not near for a narrow column: ``Wed 5 November``."""
    words = near_date(day, today) if day.year == today.year else short_date(day)
    return f"{WEEKDAYS[day.weekday()][:3]} {words}"
