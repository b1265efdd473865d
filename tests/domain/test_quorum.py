import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.quorum import (
    Limb,
    Quorum,
    SittingMember,
    SittingRole,
    chip_words,
    composition_words,
    minutes_sentence,
    missing_words,
    needed_words,
    quorum,
    refusal,
    sentence,
)
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.rule_library import rule_library

CASES = Path(__file__).parents[1] / "fixtures" / "quorum-cases.json"
RULE = rule_library().quorum_rule(Service.FOSTERING, date(2025, 11, 4))

CHAIR = SittingMember("ph", "Patricia Hollis", SittingRole.CHAIR, independent=True)
VICE = SittingMember("da", "David Amankwah", SittingRole.VICE_CHAIR)
WORKER = SittingMember("sr", "Sunita Rao", social_work_years=11)
MARLAND = SittingMember("gm", "Geoff Marland", independent=True)
STROUD = SittingMember("as", "Abigail Stroud", independent=True)
OBI = SittingMember("ko", "Kelechi Obi")
WINSLADE = SittingMember("pw", "Peter Winslade")
PANEL = (CHAIR, VICE, WORKER, MARLAND, STROUD, OBI, WINSLADE)


def away(*members: SittingMember) -> list[SittingMember]:
    """The panel of the pictures, with some of them away."""
    gone = {m.id for m in members}
    return [_but(m, present=m.id not in gone) for m in PANEL]


def _but(member: SittingMember, **changed: Any) -> SittingMember:
    values = {name: getattr(member, name) for name in SittingMember.__slots__}
    return SittingMember(**{**values, **changed})


def found(*gone: SittingMember, joint: bool = False) -> Quorum:
    return quorum(away(*gone), RULE, joint=joint)


@pytest.mark.parametrize(
    "case", json.loads(CASES.read_text(encoding="utf-8")), ids=lambda c: c["id"]
)
def test_a_panel_is_quorate_or_not_as_expected(case: dict[str, Any]) -> None:
    members = [
        SittingMember(
            id=str(number),
            name=m["name"],
            role=SittingRole(m["role"].replace(" ", "_")),
            social_work_years=m["social_work_years"],
            independent=m["independent"],
            present=m["present"],
            conflicted=m["conflicted"],
        )
        for number, m in enumerate(case["members"])
    ]
    rule = rule_library().quorum_rule(Service(case["service"]), date.fromisoformat(case["date"]))
    judged = quorum(members, rule, joint=case["joint"])
    expected = case["expected"]
    assert judged.quorate == expected["quorate"]
    assert [limb.value for limb in judged.missing] == expected["missing"]


def test_a_full_panel_is_told_who_is_here() -> None:
    """The minutes of the pictures, item 3."""
    assert sentence(found()) == (
        "Quorate. 7 of 7 members present, 5 needed. "
        "Chair, social worker and 3 independent members here."
    )
    assert chip_words(found()) == "7"
    assert missing_words(found()) == ""


def test_two_conflicts_and_an_early_departure_leave_four() -> None:
    """The agenda of the pictures, item 9."""
    members = [
        CHAIR,
        _but(VICE, present=False),
        WORKER,
        MARLAND,
        _but(STROUD, conflicted=True),
        OBI,
        _but(WINSLADE, conflicted=True),
    ]
    judged = quorum(members, RULE)
    assert judged.missing == (Limb.MEMBERS,)
    assert needed_words(judged) == "4 members, 5 needed."
    assert chip_words(judged) == "4 of 5"
    assert sentence(judged) == "Not quorate. 4 of 7 members present, 5 needed."
    assert refusal(judged) == (
        "This item is not quorate, so panel can only defer it. 4 members, 5 needed."
    )


def test_the_vice_chair_may_sit_in_the_chair() -> None:
    """The decision page of the pictures: six of seven, the vice chair chaired."""
    judged = found(CHAIR)
    assert judged.quorate
    assert judged.in_chair is not None
    assert judged.in_chair.name == "David Amankwah"
    assert composition_words(judged) == (
        "Vice chair, social worker and 2 independent members here."
    )
    assert minutes_sentence(judged) == (
        "Six of seven members were present for this item and five were needed."
    )


def test_without_chair_and_vice_chair_there_is_no_quorum() -> None:
    judged = found(CHAIR, VICE)
    assert judged.missing == (Limb.CHAIR,)
    assert missing_words(judged) == "Neither the chair nor a vice chair is here."
    assert judged.in_chair is None


def test_without_a_social_worker_there_is_no_quorum() -> None:
    judged = found(WORKER)
    assert judged.missing == (Limb.SOCIAL_WORKER,)
    assert missing_words(judged) == "No social worker with three years' relevant experience."


def test_the_chair_who_is_a_social_worker_fills_one_limb_only() -> None:
    chair = _but(CHAIR, social_work_years=20)
    others = [MARLAND, STROUD, OBI, WINSLADE]
    judged = quorum([chair, *others], RULE)
    assert judged.missing == (Limb.SOCIAL_WORKER,)
    assert missing_words(judged) == (
        "No social worker with three years' relevant experience besides the person in the chair."
    )
    assert quorum([chair, VICE, *others], RULE).quorate
    assert quorum([CHAIR, _but(VICE, social_work_years=20), *others], RULE).quorate


def test_less_than_three_years_of_experience_do_not_count() -> None:
    judged = quorum([CHAIR, _but(WORKER, social_work_years=2), MARLAND, STROUD, OBI], RULE)
    assert judged.missing == (Limb.SOCIAL_WORKER,)


def test_a_joint_panel_needs_six() -> None:
    assert found(OBI, WINSLADE).quorate
    judged = found(OBI, WINSLADE, joint=True)
    assert judged.missing == (Limb.MEMBERS,)
    assert chip_words(judged) == "5 of 6"


def test_with_the_chair_away_someone_must_be_independent() -> None:
    members = [VICE, WORKER, OBI, WINSLADE, _but(OBI, id="x")]
    judged = quorum(members, RULE)
    assert judged.missing == (Limb.INDEPENDENT,)
    assert missing_words(judged) == "The chair is away and no member here is independent."
    assert quorum([_but(VICE, independent=True), *members[1:]], RULE).quorate
    assert quorum([CHAIR, *members[1:]], RULE).quorate


def test_everything_missing_is_told_in_order() -> None:
    judged = found(*PANEL)
    assert judged.missing == tuple(Limb)
    assert sentence(judged) == (
        "Not quorate. 0 of 7 members present, 5 needed. "
        "Neither the chair nor a vice chair is here. "
        "No social worker with three years' relevant experience. "
        "The chair is away and no member here is independent."
    )
    assert minutes_sentence(judged) == (
        "None of seven members were present for this item and five were needed."
    )


def test_in_the_coronavirus_period_three_were_enough() -> None:
    """So that the minutes of an imported meeting of 2020 show no breach."""
    members = [CHAIR, WORKER, MARLAND]
    for service in Service:
        for day, enough in (
            (date(2020, 4, 23), False),
            (date(2020, 4, 24), True),
            (date(2020, 9, 25), True),
            (date(2020, 9, 26), False),
        ):
            rule = rule_library().quorum_rule(service, day)
            assert quorum(members, rule).quorate == enough, day


sitting = st.builds(
    SittingMember,
    id=st.uuids().map(str),
    name=st.just("Member"),
    role=st.sampled_from(SittingRole),
    social_work_years=st.none() | st.integers(0, 30),
    independent=st.booleans(),
    present=st.booleans(),
    conflicted=st.booleans(),
)


@given(st.lists(sitting, max_size=12), sitting, st.booleans())
def test_one_more_member_never_loses_the_quorum(
    members: list[SittingMember], more: SittingMember, joint: bool
) -> None:
    before = set(quorum(members, RULE, joint=joint).missing)
    plain = _but(more, role=SittingRole.MEMBER)
    assert set(quorum([*members, plain], RULE, joint=joint).missing) <= before


@given(st.lists(sitting, max_size=12), st.booleans())
def test_those_who_are_away_or_have_a_conflict_change_nothing(
    members: list[SittingMember], joint: bool
) -> None:
    here = [m for m in members if m.counts]
    assert quorum(members, RULE, joint=joint).missing == quorum(here, RULE, joint=joint).missing
