"""The ages of children that change what may be done, as data."""

from __future__ import annotations

from datetime import date

import pytest

import resources
from cfs_panels.services.child_rules import BABY, FILE, PLACED, age_rules, parse_ages
from cfs_panels.services.rule_files import RuleFileError
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.rule_questions import rules_table

CALENDAR = rule_library().calendar()
BORN = date(2025, 1, 31)


@pytest.mark.parametrize(
    ("rule", "on", "is_under"),
    [
        (PLACED, date(2025, 3, 13), True),
        (PLACED, date(2025, 3, 14), False),
        (BABY, date(2025, 7, 30), True),
        (BABY, date(2025, 7, 31), False),
    ],
)
def test_a_child_is_under_an_age_until_the_day_it_reaches_it(
    rule: str, on: date, is_under: bool
) -> None:
    assert age_rules()[rule].is_under(BORN, on, CALENDAR) is is_under
    assert not age_rules()[rule].is_under(None, on, CALENDAR)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('source = "', 'sauce = "', "children.toml, line"),
        ("under = 6", "under = 0", "greater than or equal to 1"),
        ('id = "AGE-BABY"', 'id = "AGE-OTHER"', "there is no rule AGE-BABY"),
        ('id = "AGE-PLACED"', "id = ", "this is not TOML"),
    ],
)
def test_a_fault_in_the_ages_is_told_with_file_and_line(old: str, new: str, words: str) -> None:
    text = resources.read_text(FILE).replace(old, new, 1)
    with pytest.raises(RuleFileError) as found:
        parse_ages("children.toml", text)
    assert words in found.value.message


def test_the_ages_of_children_are_among_the_rules_that_are_printed() -> None:
    rows = {row["id"]: row for row in rules_table(date(2025, 10, 24)) if row["kind"] == "age"}
    assert rows.keys() == {"AGE-PLACED", "AGE-BABY"}
    assert all(row["source"] and row["status"] and row["effective_from"] for row in rows.values())
    assert not [row for row in rules_table(date(2005, 1, 1)) if row["kind"] == "age"]
