"""Children under an age of so many weeks or months, as a rule of any version says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.domain.age_rules import AgeRule
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.periods import Unit
from cfs_panels.domain.rule_changes import ChangeRule, Laid, applied, values_of
from cfs_panels.domain.rule_judging import judge_change, limit_of, preview_words
from cfs_panels.domain.vocabulary import Service, Weight

BORN = date(2025, 1, 31)
WEEKS = AgeRule(
    id="AGE-PLACED", name="Baby placed by agreement", service=Service.ADOPTION,
    words="A child under 6 weeks old is placed by agreement.", under=6, unit=Unit.WEEK,
    weight=Weight.REG, source="Regulation 35", short_source="Regulation 35",
    status=RuleStatus.UNCONFIRMED, note="", effective_from=date(2005, 12, 30), effective_to=None,
)  # fmt: skip
MONTHS = replace(WEEKS, unit=Unit.MONTH)


@pytest.mark.parametrize(
    ("rule", "on", "is_under"),
    [
        (WEEKS, date(2025, 1, 31), True),
        (WEEKS, date(2025, 3, 13), True),
        (WEEKS, date(2025, 3, 14), False),
        (MONTHS, date(2025, 7, 30), True),
        (MONTHS, date(2025, 7, 31), False),
        (replace(MONTHS, under=1), date(2025, 2, 27), True),
        (replace(MONTHS, under=1), date(2025, 2, 28), False),
    ],
)
def test_a_child_is_under_an_age_until_the_day_it_reaches_it(
    rule: AgeRule, on: date, is_under: bool
) -> None:
    assert rule.is_under(BORN, on) is is_under
    assert not rule.is_under(None, on)


def test_an_age_and_what_it_is_counted_in_may_be_changed() -> None:
    assert values_of(WEEKS) == {"under": 6, "unit": "week"}
    new = applied(WEEKS, {"under": 2, "unit": "month"}, RuleStatus.VERIFIED)
    assert (new.under, new.unit, new.status) == (2, Unit.MONTH, RuleStatus.VERIFIED)
    assert applied(WEEKS, {"words": "Other words."}, RuleStatus.VERIFIED).unit is Unit.WEEK
    assert (limit_of(WEEKS), limit_of(replace(new, under=1))) == ("under 6 weeks", "under 1 month")


def test_a_change_of_age_says_that_it_counts_from_a_day_on_and_of_how_many_children() -> None:
    later = replace(MONTHS, under=3, effective_from=date(2027, 9, 1))
    assert preview_words("Relinquished baby", MONTHS, later, 2) == (
        "From 1 September 2027: Relinquished baby, under 3 months instead of under 6 months. "
        "It counts for what happens from that day on; what is recorded already stays. "
        "2 open cases are of a child between these ages when it begins to count."
    )
    always = replace(later, effective_from=MONTHS.effective_from)
    assert preview_words("Relinquished baby", MONTHS, always, 0) == (
        "Always since 30 December 2005: Relinquished baby, under 3 months instead of under "
        "6 months. It counts for what is recorded from now on; what is recorded already stays. "
        "No open case is of a child between these ages when it begins to count."
    )


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"under": 0}, "under", "Enter a whole number of 1 or more."),
        ({"under": "6"}, "under", "Enter a whole number of 1 or more."),
        ({"under": 3, "unit": "fortnight"}, "unit", "Choose what it is counted in."),
        ({"limit": 3}, None, "limit is nothing that can be changed of this rule."),
        ({"under": 6}, None, "Nothing is changed. Enter what the new version says."),
    ],
)
def test_an_age_that_cannot_be_is_refused(
    values: dict[str, object], field: str | None, sentence: str
) -> None:
    command = ChangeRule(
        WEEKS.id, date(2027, 9, 1), values, words=WEEKS.words, source=WEEKS.source, reason="Why."
    )
    with pytest.raises(RuleBroken) as found:
        judge_change([Laid(WEEKS)], command)
    assert (found.value.message, found.value.field) == (sentence, field)
