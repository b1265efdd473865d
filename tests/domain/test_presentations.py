"""How often a matter was before panel, and what waits to come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.presentations import awaiting_return, presentations_of, rebooked_for
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.delay_causes import delay_causes
from tests.domain.case_histories import DAY_ONE, event, fostering, journey


def heard(kind: E, day: int, meeting: str, **facts: Any) -> CaseEvent:
    return event(kind, day, facts={"meeting_id": meeting, **facts}, id=f"{kind} {day}")


def deferred(day: int, meeting: str = "m1") -> CaseEvent:
    return heard(E.ITEM_DEFERRED, day, meeting, reason="Medical", cause="medical")


def test_each_time_before_panel_is_told_with_what_came_of_it() -> None:
    events = [
        *journey(E.COMPLIANCE_DECLARED),
        deferred(40),
        heard(E.RECOMMENDATION_RECORDED, 70, "m2", outcome="suitable"),
    ]
    (found,) = presentations_of(fostering(), History(events), delay_causes())
    assert found.count == 2
    first, second = found.times
    assert (first.is_deferral, first.cause.words, first.cause.detail) == (
        True,
        "Medical advice",
        "Medical",
    )
    assert (second.is_deferral, second.outcome, second.on) == (
        False,
        "suitable",
        DAY_ONE + timedelta(days=70),
    )


def test_the_cause_of_a_deferral_can_be_recorded_afterwards() -> None:
    told = event(
        E.DELAY_RECORDED, 50, facts={"deferral": "m1", "cause": "checks", "reason": "DBS out"}
    )
    events = [*journey(E.COMPLIANCE_DECLARED), heard(E.ITEM_DEFERRED, 40, "m1", reason="Late DBS")]
    (before,) = presentations_of(fostering(), History(events), delay_causes())
    assert (before.times[0].cause.key, before.times[0].cause.detail) == ("", "Late DBS")
    (after,) = presentations_of(fostering(), History([*events, told]), delay_causes())
    assert (after.times[0].cause.key, after.times[0].cause.detail) == ("checks", "DBS out")


def test_a_review_counts_for_itself() -> None:
    events = [
        *journey(E.AGREEMENT_SIGNED),
        event(E.FIRST_REVIEW_STARTED, 300),
        heard(E.RECOMMENDATION_RECORDED, 350, "m9", outcome="continue"),
    ]
    found = presentations_of(fostering(), History(events), delay_causes())
    assert [m.count for m in found] == [1, 1]
    assert found[0].words != found[1].words


def test_one_meeting_is_one_time_whatever_was_recorded_at_it() -> None:
    events = [
        *journey(E.COMPLIANCE_DECLARED),
        deferred(40),
        heard(E.RECOMMENDATION_RECORDED, 40, "m1", outcome="suitable"),
    ]
    (found,) = presentations_of(fostering(), History(events), delay_causes())
    assert [time.outcome for time in found.times] == ["suitable"]


def test_a_deferred_case_waits_until_panel_has_it_again() -> None:
    events = [*journey(E.COMPLIANCE_DECLARED), deferred(40)]
    waiting = awaiting_return(History(events))
    assert waiting is not None
    assert waiting.on == DAY_ONE + timedelta(days=40)
    booked = event(E.PANEL_BOOKED, 45, facts={"meeting_on": "2025-06-03"})
    assert rebooked_for(History(events)) is None
    assert str(rebooked_for(History([*events, booked]))) == "2025-06-03"
    cancelled = event(E.PANEL_BOOKING_CANCELLED, 46)
    assert rebooked_for(History([*events, booked, cancelled])) is None
    back = heard(E.RECOMMENDATION_RECORDED, 70, "m2")
    assert awaiting_return(History([*events, back])) is None
    assert awaiting_return(History(journey(E.COMPLIANCE_DECLARED))) is None
