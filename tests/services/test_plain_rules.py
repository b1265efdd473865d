"""Rules read without the rule library are those of the rule library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cfs_panels.services.plain_rules import newest_plain_rule, plain_calendar
from cfs_panels.services.rule_library import rule_library


@pytest.mark.parametrize("rule_id", rule_library().rule_ids)
def test_a_rule_is_the_newest_one_of_the_library(rule_id: str) -> None:
    found = newest_plain_rule(rule_id)
    library = rule_library().versions_of(rule_id).versions[-1]
    assert found.void_events <= library.void_events
    assert found.relaxations == ()
    whole = replace(found, void_events=library.void_events, relaxations=library.relaxations)
    assert whole == library


def test_every_day_is_worked_or_not_as_in_the_library() -> None:
    calendar = rule_library().calendar()
    plain = plain_calendar(calendar.first_on, calendar.last_on)
    assert (plain.first_on, plain.last_on) == (calendar.first_on, calendar.last_on)
    assert plain.holidays == calendar.holidays
    day = date(2025, 12, 19)
    few = plain_calendar(day, day)
    assert few.add(day, 5) == calendar.add(day, 5) == date(2025, 12, 30)
    assert few.last_on - day < timedelta(days=60)
