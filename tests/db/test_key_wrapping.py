from __future__ import annotations

import pytest

from db.key_wrapping import (
    DATA_KEY_LENGTH,
    FULL_COST,
    PasswordCost,
    WrappedKey,
    WrongPassword,
    derived_key,
    new_data_key,
    password_hash,
    password_matches,
    unwrap_key,
    wrap_key,
)


def test_a_wrapped_key_opens_with_its_password_only(
    data_key: bytes, cheap_cost: PasswordCost
) -> None:
    wrapped = wrap_key(data_key, "three blue horses", bound_to="ann", cost=cheap_cost)
    assert unwrap_key(wrapped, "three blue horses", bound_to="ann") == data_key
    for password, account in (("three blue horse", "ann"), ("three blue horses", "bob")):
        with pytest.raises(WrongPassword):
            unwrap_key(wrapped, password, bound_to=account)


def test_a_password_is_the_same_on_every_keyboard(
    data_key: bytes, cheap_cost: PasswordCost
) -> None:
    wrapped = wrap_key(data_key, "caf\u00e9", bound_to="ann", cost=cheap_cost)
    assert unwrap_key(wrapped, "cafe\u0301", bound_to="ann") == data_key
    stored = password_hash("caf\u00e9", cost=cheap_cost)
    assert password_matches(stored, "cafe\u0301")


def test_a_wrapped_key_survives_a_text_column(data_key: bytes, cheap_cost: PasswordCost) -> None:
    wrapped = wrap_key(data_key, "p", bound_to="ann", cost=cheap_cost)
    assert WrappedKey.from_line(wrapped.text()) == wrapped


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"memory_kib": 99999999, "passes": 1, "lanes": 1}',
        '{"passes": "1"}',
    ],
)
def test_a_spoilt_wrapped_key_is_noticed(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        WrappedKey.from_line(line)


def test_a_changed_wrapped_key_opens_nothing(data_key: bytes, cheap_cost: PasswordCost) -> None:
    wrapped = wrap_key(data_key, "p", bound_to="ann", cost=cheap_cost)
    for name in ("salt", "nonce", "sealed"):
        facts = wrapped.facts()
        facts[name] = "AAAA" + facts[name][4:]
        with pytest.raises(WrongPassword):
            unwrap_key(WrappedKey.from_facts(facts), "p", bound_to="ann")


def test_a_hash_knows_its_password(cheap_cost: PasswordCost) -> None:
    stored = password_hash("three blue horses", cost=cheap_cost)
    assert stored.startswith("$argon2id$")
    assert password_matches(stored, "three blue horses")
    assert not password_matches(stored, "three blue horse")
    assert not password_matches("", "three blue horses")
    assert not password_matches("not a hash", "three blue horses")


def test_a_guess_costs_what_the_standard_recommends() -> None:
    """RFC 9106, section 4: three passes, four lanes and 64 MiB as the second option."""
    assert PasswordCost(memory_kib=65_536, passes=3, lanes=4) == FULL_COST


def test_keys_differ_by_purpose_and_by_agency(data_key: bytes) -> None:
    keys = {derived_key(data_key, purpose) for purpose in ("database", "papers", "names")}
    keys |= {derived_key(new_data_key(), "database"), data_key}
    assert len(keys) == 5
    assert {len(key) for key in keys} == {32, DATA_KEY_LENGTH}


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        derived_key(b"short", "database")
