"""A quorum kept as facts can be judged again from them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.quorum import SittingMember, SittingRole, quorum
from cfs_panels.domain.quorum_notes import members_of, note_of
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.rule_library import rule_library

RULE = rule_library().quorum_rule(Service.FOSTERING, date(2025, 11, 4))

members = st.lists(
    st.builds(
        SittingMember,
        id=st.uuids().map(str),
        name=st.just("Somebody"),
        role=st.sampled_from(SittingRole),
        social_work_years=st.none() | st.integers(0, 30),
        independent=st.booleans(),
        present=st.booleans(),
        conflicted=st.booleans(),
    ),
    max_size=8,
)


@given(members, st.booleans())
def test_the_same_members_are_found_as_quorate_as_they_were(
    sitting: list[SittingMember], joint: bool
) -> None:
    found = quorum(sitting, RULE, joint=joint)
    note = note_of(found, sitting, joint=joint)
    assert members_of(note) == tuple(sitting)
    again = quorum(members_of(note), RULE, joint=note["joint"])
    assert (again.quorate, again.missing) == (note["quorate"], found.missing)


def test_a_note_that_holds_nothing_has_no_members() -> None:
    assert members_of({}) == ()
