"""An agency's own version over those of the program: no day without a rule, none with two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.clock_rules import RuleStatus, VersionDate
from cfs_panels.domain.panel_rules import PanelRule
from cfs_panels.domain.rule_changes import (
    AgencyVersion,
    Laid,
    RuleKind,
    VersionAct,
    laid_over,
    standing,
)
from cfs_panels.domain.vocabulary import Service, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = date(2011, 4, 1)
PANEL = PanelRule(
    id="P-F-APPROVAL", service=Service.FOSTERING, words="It goes to panel.", required=True,
    weight=Weight.REG, source="Regulation 25", short_source="Regulation 25",
    status=RuleStatus.VERIFIED, note="", effective_from=FIRST, effective_to=date(2020, 4, 23),
    version_date=VersionDate.DECISION,
)  # fmt: skip
COVID = replace(
    PANEL, required=False, effective_from=date(2020, 4, 24), effective_to=date(2020, 9, 25)
)
NOW = replace(PANEL, effective_from=date(2020, 9, 26), effective_to=None)
SHIPPED = tuple(Laid(rule) for rule in (PANEL, COVID, NOW))


def own(
    number: int, first: date, last: date | None = None, *, required: bool = False
) -> AgencyVersion:
    return AgencyVersion(
        id=f"{number:026}", rule_id="P-F-APPROVAL", kind=RuleKind.PANEL, act=VersionAct.CHANGED,
        change={"required": False}, status="verified", effective_from=first,
        effective_to=last, reason="The law changed.",
        made_at=datetime(2025, 10, 24, tzinfo=UTC), made_by_name="Sam Teller", replaces=None,
    )  # fmt: skip


def spans(laid: Sequence[Laid[PanelRule]]) -> list[tuple[date, date | None, bool]]:
    return [(v.rule.effective_from, v.rule.effective_to, v.rule.required) for v in laid]


def test_a_version_from_a_day_ends_the_one_before_the_day_before() -> None:
    laid = laid_over(SHIPPED, own(1, date(2027, 4, 1)))
    assert spans(laid)[2:] == [
        (date(2020, 9, 26), date(2027, 3, 31), True),
        (date(2027, 4, 1), None, False),
    ]
    assert laid[-1].own is not None


def test_a_version_that_always_was_so_takes_the_place_of_the_old_one() -> None:
    laid = laid_over(SHIPPED, own(1, FIRST))
    assert spans(laid)[0] == (FIRST, date(2020, 4, 23), False)
    assert spans(laid)[1:] == spans(SHIPPED)[1:]


def test_a_version_with_an_end_lets_the_old_rule_come_back() -> None:
    laid = laid_over(SHIPPED, own(1, date(2027, 4, 1), date(2027, 9, 30)))
    assert spans(laid)[2:] == [
        (date(2020, 9, 26), date(2027, 3, 31), True),
        (date(2027, 4, 1), date(2027, 9, 30), False),
        (date(2027, 10, 1), None, True),
    ]


def test_a_version_before_another_own_one_ends_where_that_begins() -> None:
    later = laid_over(SHIPPED, own(1, date(2027, 9, 1)))
    assert spans(laid_over(later, own(2, date(2027, 4, 1))))[-2:] == [
        (date(2027, 4, 1), date(2027, 8, 31), False),
        (date(2027, 9, 1), None, False),
    ]


def test_without_the_later_one_the_earlier_goes_on() -> None:
    assert spans(laid_over(SHIPPED, own(2, date(2027, 4, 1))))[-1] == (
        date(2027, 4, 1), None, False,
    )  # fmt: skip


def test_what_was_taken_back_and_the_taking_back_count_no_more() -> None:
    first, second = own(1, date(2027, 4, 1)), own(2, date(2027, 9, 1))
    back = replace(own(3, date(2027, 4, 1)), act=VersionAct.TAKEN_BACK, replaces=first.id)
    assert standing([back, second, first]) == [second]


days = st.dates(FIRST, date(2035, 12, 31))


@given(st.lists(st.tuples(days, st.none() | st.integers(0, 900)), max_size=6))
def test_every_day_has_one_version_however_many_are_laid_over(
    entered: list[tuple[date, int | None]],
) -> None:
    laid = list(SHIPPED)
    for number, (first, length) in enumerate(entered):
        last = first + timedelta(days=length) if length is not None else None
        laid = laid_over(laid, own(number, first, last))
    for before, after in pairwise(laid):
        assert before.rule.effective_to is not None
        assert before.rule.effective_to + timedelta(days=1) == after.rule.effective_from
    assert laid[0].rule.effective_from == FIRST
    if entered:
        assert any(v.own is not None and v.own.id == f"{len(entered) - 1:026}" for v in laid)
