"""Who is there for an item: expected before the meeting, recorded while it sits."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.attendance import (
    MemberDue,
    Moved,
    away_words,
    chaired_by,
    forecast,
    forecast_in_session,
    keeps_out,
    movement_words,
    presence_during,
    sitting_member,
)
from cfs_panels.domain.meetings import ConflictKind, Presence, Reply, Ruling
from cfs_panels.domain.quorum import SittingRole

HERE, VIDEO, ABSENT = Presence.HERE, Presence.VIDEO, Presence.ABSENT


def due(name: str = "David Amankwah", **more: object) -> MemberDue:
    return MemberDue(name, name, SittingRole.MEMBER, **more)  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (due(), HERE),
        (due(reply=Reply.INVITED), HERE),
        (due(reply=Reply.APOLOGIES), ABSENT),
        (due(leaves_at=time(15, 0)), HERE),
        (due(leaves_at=time(14, 59)), ABSENT),
        (due(arrives_at=time(14, 30)), HERE),
        (due(arrives_at=time(14, 31)), ABSENT),
    ],
)
def test_a_member_is_expected_for_the_whole_of_an_item_or_not_at_all(
    member: MemberDue, expected: Presence
) -> None:
    assert forecast(member, time(14, 30), time(15, 0)) is expected


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (due(presence=VIDEO), VIDEO),
        (due(presence=HERE, leaves_at=time(14, 45)), ABSENT),
        (due(presence=ABSENT), ABSENT),
        (due(presence=ABSENT, arrives_at=time(14, 0)), HERE),
        (due(presence=ABSENT, arrives_at=time(14, 0), has_come=True), ABSENT),
        (due(presence=ABSENT, arrives_at=time(14, 0), reply=Reply.APOLOGIES), ABSENT),
    ],
)
def test_while_the_panel_sits_later_items_are_expected_from_who_is_there(
    member: MemberDue, expected: Presence
) -> None:
    assert forecast_in_session(member, time(14, 30), time(15, 0)) is expected


def moves(*facts: tuple[str, Presence] | tuple[str, Presence, str]) -> list[Moved]:
    found = []
    for number, (at, presence, *item) in enumerate(facts):
        moment = time.fromisoformat(at)
        found.append(Moved("m", moment, presence, item[0] if item else "", number))
    return found


@pytest.mark.parametrize(
    ("came_and_went", "expected"),
    [
        ([("09:30", HERE)], HERE),
        ([], ABSENT),
        ([("10:00", HERE)], HERE),
        ([("10:01", HERE)], ABSENT),
        ([("09:30", HERE), ("10:20", ABSENT)], ABSENT),
        ([("09:30", HERE), ("10:20", ABSENT), ("10:21", HERE)], ABSENT),
        ([("09:30", HERE), ("10:40", ABSENT)], HERE),
        ([("09:30", HERE), ("10:00", ABSENT)], ABSENT),
        ([("09:30", HERE), ("09:50", ABSENT), ("09:55", VIDEO)], VIDEO),
        ([("09:30", HERE), ("10:10", VIDEO)], VIDEO),
        ([("09:30", HERE), ("10:10", ABSENT, "item")], ABSENT),
        ([("09:30", HERE), ("10:10", ABSENT, "another")], HERE),
        ([("09:30", HERE), ("10:10", ABSENT, "item"), ("10:11", HERE, "item")], HERE),
        ([("09:30", HERE), ("10:20", ABSENT), ("10:21", HERE, "item")], ABSENT),
    ],
)
def test_absent_for_any_recorded_part_of_an_item_is_absent_for_it(
    came_and_went: list[tuple[str, Presence]], expected: Presence
) -> None:
    found = presence_during(moves(*came_and_went), "item", time(10, 0), time(10, 40))
    assert found is expected


def test_an_item_that_is_being_heard_has_no_end_yet() -> None:
    gone = moves(("09:30", HERE), ("11:00", ABSENT))
    assert presence_during(gone, "item", time(10, 0), None) is ABSENT


times = st.builds(time, st.integers(9, 16), st.integers(0, 59))


@given(st.lists(st.tuples(times, st.sampled_from(Presence)), max_size=6), times, times)
def test_leaving_once_more_never_makes_anybody_present(
    found: list[tuple[time, Presence]], start: time, gone_at: time
) -> None:
    came = [Moved("m", at, presence, "", n) for n, (at, presence) in enumerate(found)]
    before = presence_during(came, "item", start, time(17, 0))
    came.append(Moved("m", gone_at, ABSENT, "", len(came)))
    after = presence_during(came, "item", start, time(17, 0))
    assert before is not ABSENT or after is ABSENT


@pytest.mark.parametrize(
    ("kind", "ruling", "out"),
    [
        (ConflictKind.PERSONAL, Ruling.NONE, True),
        (ConflictKind.PERSONAL, Ruling.STAY, True),
        (ConflictKind.PROFESSIONAL, Ruling.NONE, True),
        (ConflictKind.PROFESSIONAL, Ruling.LEAVE, True),
        (ConflictKind.PROFESSIONAL, Ruling.STAY, False),
    ],
)
def test_an_interest_keeps_out_unless_the_chair_rules_that_a_professional_one_stays(
    kind: ConflictKind, ruling: Ruling, out: bool
) -> None:
    assert keeps_out(kind, ruling) is out


def test_a_member_with_a_conflict_is_not_present() -> None:
    member = sitting_member(due(), HERE, conflicted=True)
    assert (member.present, member.conflicted, member.counts) == (False, True, False)
    assert sitting_member(due(), VIDEO, conflicted=False).counts


def test_who_is_missing_is_told_by_reason() -> None:
    members = [
        due("Peter Winslade"),
        due("Abigail Stroud"),
        due("David Amankwah", leaves_at=time(15, 0)),
        due("Kelechi Obi", reply=Reply.APOLOGIES),
        due("Geoff Marland", arrives_at=time(16, 0)),
        due("Sunita Rao"),
    ]
    away = {m.id: HERE if m.id == "Sunita Rao" else ABSENT for m in members}
    out = {"Peter Winslade", "Abigail Stroud"}
    assert away_words(members, away, out, expected=True) == (
        "Conflicts: Peter Winslade and Abigail Stroud. Leaves at 15:00: David Amankwah. "
        "Apologies: Kelechi Obi. Arrives at 16:00: Geoff Marland."
    )
    assert away_words(members[:1], away, {"Peter Winslade"}, expected=False) == (
        "Conflict: Peter Winslade."
    )
    assert away_words(members[2:4], away, (), expected=False) == (
        "Not there for the whole of it: David Amankwah and Kelechi Obi."
    )
    left = due("Sunita Rao", has_come=True)
    assert away_words([left], {left.id: ABSENT}, (), expected=True) == "Has left: Sunita Rao."


@pytest.mark.parametrize(
    ("before", "now", "has_come", "words"),
    [
        (VIDEO, ABSENT, True, "Kelechi Obi: connection lost"),
        (HERE, ABSENT, True, "Kelechi Obi: left"),
        (ABSENT, ABSENT, False, "Kelechi Obi: not there"),
        (ABSENT, VIDEO, True, "Kelechi Obi: back"),
        (ABSENT, HERE, False, "Kelechi Obi: joined"),
        (ABSENT, VIDEO, False, "Kelechi Obi: joined by video"),
        (HERE, VIDEO, True, "Kelechi Obi: by video"),
        (VIDEO, HERE, True, "Kelechi Obi: in the room"),
        (HERE, HERE, True, ""),
    ],
)
def test_coming_and_going_reads_in_a_few_words(
    before: Presence, now: Presence, has_come: bool, words: str
) -> None:
    assert movement_words("Kelechi Obi", before, now, has_come=has_come) == words


def test_the_chair_chaired_where_they_came_and_else_a_vice_chair() -> None:
    chair = MemberDue("c", "Patricia Hollis", SittingRole.CHAIR)
    vice = MemberDue("v", "David Amankwah", SittingRole.VICE_CHAIR)
    assert chaired_by([vice, chair], {"c", "v"}) is chair
    assert chaired_by([vice, chair], {"v"}) is vice
    assert chaired_by([due(), vice], {"David Amankwah"}) is None
