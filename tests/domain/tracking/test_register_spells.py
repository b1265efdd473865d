"""Time on the register, from a household's imported history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cfs_panels.domain.histories import ASIDE, CaseEvent
from cfs_panels.domain.tracking.register import spells
from cfs_panels.domain.vocabulary import EventType


def event(kind: EventType, on: date, /, *, imported: bool = True, **facts: Any) -> CaseEvent:
    return CaseEvent(f"{kind}{on}", kind, on, facts=facts, imported=imported)


def approved(on: date, **facts: Any) -> CaseEvent:
    return event(EventType.DECISION_MADE, on, kind="approval", outcome="approve", **facts)


def in_28_days(day: date) -> date:
    return day + timedelta(days=28)


def test_a_resignation_ends_the_approval_on_the_28th_day() -> None:
    """Fostering Services (England) Regulations 2011, regulation 28(13)."""
    resigned = event(EventType.RESIGNATION_RECEIVED, date(2021, 3, 1), reason="Retirement")
    (spell,) = spells([approved(date(2020, 1, 6)), resigned], in_28_days)
    assert (spell.ended_on, spell.end_reason) == (date(2021, 3, 29), "Retirement")


def test_who_is_approved_again_after_an_ending_has_a_new_spell() -> None:
    ended = event(EventType.DEREGISTERED, date(2021, 3, 1))
    found = spells([approved(date(2020, 1, 6)), ended, approved(date(2022, 5, 3))], in_28_days)
    assert [(s.approved_on, s.ended_on) for s in found] == [
        (date(2020, 1, 6), date(2021, 3, 1)),
        (date(2022, 5, 3), None),
    ]


def test_later_terms_follow_the_first() -> None:
    varied = event(
        EventType.DECISION_MADE,
        date(2021, 2, 1),
        outcome="vary",
        terms=["respite"],
        **{ASIDE: True},
    )
    (spell,) = spells(
        [approved(date(2020, 1, 6), terms=["short_term"], places=1), varied], in_28_days
    )
    assert [(t.terms, t.places) for t in spell.terms] == [
        (("short_term",), 1),
        (("respite",), None),
    ]


def test_the_last_review_counts() -> None:
    reviews = [
        event(EventType.FIRST_REVIEW_DONE, date(2021, 1, 4)),
        event(EventType.ANNUAL_REVIEW_DONE, date(2022, 1, 10)),
    ]
    (spell,) = spells([approved(date(2020, 1, 6)), *reviews], in_28_days)
    assert spell.reviewed_on == date(2022, 1, 10)


def test_what_was_signed_here_is_not_entered_twice() -> None:
    here = event(
        EventType.DECISION_MADE,
        date(2020, 1, 6),
        imported=False,
        kind="approval",
        outcome="approve",
    )
    ending = event(EventType.DEREGISTERED, date(2021, 3, 1))
    assert spells([here, ending], in_28_days) == []
