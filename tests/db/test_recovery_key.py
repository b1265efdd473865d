from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.errors import RuleBroken
from db.key_wrapping import DATA_KEY_LENGTH
from db.recovery_key import LETTERS, data_key_from_recovery, recovery_key

keys = st.binary(min_size=DATA_KEY_LENGTH, max_size=DATA_KEY_LENGTH)


@given(keys)
def test_the_recovery_key_gives_the_data_key_back(key: bytes) -> None:
    assert data_key_from_recovery(recovery_key(key)) == key


@given(keys)
def test_it_is_eight_groups_of_five_without_letters_that_are_mistaken(key: bytes) -> None:
    groups = recovery_key(key).split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert not set("ILOU") & set("".join(groups))


@given(keys)
def test_it_may_be_typed_small_with_spaces_and_mistaken_letters(key: bytes) -> None:
    typed = recovery_key(key).lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert data_key_from_recovery(f" {typed}\n") == key


@given(keys, st.integers(0, 39), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_noticed_in_its_group(key: bytes, place: int, letter: str) -> None:
    right = recovery_key(key).replace("-", "")
    if right[place] == letter:
        return
    with pytest.raises(RuleBroken, match=f"Group {place // 5 + 1} of the recovery key has a slip"):
        data_key_from_recovery(right[:place] + letter + right[place + 1 :])


@given(keys, st.integers(0, 7), st.integers(0, 3))
def test_two_swapped_letters_are_noticed(key: bytes, group: int, place: int) -> None:
    right = list(recovery_key(key).replace("-", ""))
    first = group * 5 + place
    if right[first] == right[first + 1]:
        return
    right[first], right[first + 1] = right[first + 1], right[first]
    with pytest.raises(RuleBroken, match=f"Group {group + 1} of the recovery key has a slip"):
        data_key_from_recovery("".join(right))


@given(keys, st.integers(0, 7), st.integers(0, 7))
def test_two_swapped_groups_are_noticed(key: bytes, one: int, other: int) -> None:
    groups = recovery_key(key).split("-")
    groups[one], groups[other] = groups[other], groups[one]
    if one == other:
        assert data_key_from_recovery("-".join(groups)) == key
    else:
        with pytest.raises(RuleBroken, match="has a slip"):
            data_key_from_recovery("-".join(groups))


def test_a_letter_that_no_key_has_is_named(data_key: bytes) -> None:
    spoilt = recovery_key(data_key)[:-1] + "U"
    with pytest.raises(RuleBroken, match=r"Group 8 .* “U”") as refused:
        data_key_from_recovery(spoilt)
    assert refused.value.field == "recovery_key"


def test_a_short_key_is_told_by_its_length(data_key: bytes) -> None:
    short = recovery_key(data_key)[:-1]
    with pytest.raises(RuleBroken, match=r"eight groups of five, 40 .* this has 39 letters"):
        data_key_from_recovery(short)
    with pytest.raises(RuleBroken, match="this has 0 letters and digits"):
        data_key_from_recovery("")
