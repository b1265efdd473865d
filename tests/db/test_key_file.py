from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cfs_panels.domain.errors import OutsideTrouble, SignInRefused
from db.key_file import REFUSED, KeyFile
from db.key_wrapping import PasswordCost, new_data_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wealdshire.cfs-keys"


@pytest.fixture
def keys(path: Path, data_key: bytes, cheap_cost: PasswordCost) -> KeyFile:
    made = KeyFile.create(path, data_key, cost=cheap_cost, name_cost=cheap_cost)
    made.add_account("ann.adviser", "three blue horses", data_key)
    return made


def test_an_account_opens_the_agency_with_its_password(keys: KeyFile, data_key: bytes) -> None:
    keys.add_account("bob", "four green cows", data_key)
    assert keys.open("ann.adviser", "three blue horses") == data_key
    assert keys.open(" Ann.Adviser ", "three blue horses") == data_key
    assert keys.open("bob", "four green cows") == data_key


def test_an_unknown_user_and_a_wrong_password_are_refused_alike(keys: KeyFile) -> None:
    for user_name, password in (("ann.adviser", "wrong"), ("nobody", "three blue horses")):
        with pytest.raises(SignInRefused) as refused:
            keys.open(user_name, password)
        assert refused.value.message == REFUSED


def test_a_changed_password_takes_the_old_one_s_place(keys: KeyFile, data_key: bytes) -> None:
    with pytest.raises(SignInRefused):
        keys.change_password("ann.adviser", "wrong", "five white hens")
    keys.change_password("ann.adviser", "three blue horses", "five white hens")
    assert keys.open("ann.adviser", "five white hens") == data_key
    with pytest.raises(SignInRefused):
        keys.open("ann.adviser", "three blue horses")


def test_a_removed_account_opens_nothing(keys: KeyFile, data_key: bytes) -> None:
    keys.add_account("bob", "four green cows", data_key)
    keys.remove_account("ann.adviser")
    assert not keys.has_account("ann.adviser")
    assert keys.has_account("bob")
    with pytest.raises(SignInRefused):
        keys.open("ann.adviser", "three blue horses")


def test_a_user_name_is_taken_once(keys: KeyFile, data_key: bytes) -> None:
    with pytest.raises(OutsideTrouble, match="already has this user name"):
        keys.add_account("ANN.adviser", "another password", data_key)


def test_another_agency_s_key_is_refused(keys: KeyFile) -> None:
    with pytest.raises(OutsideTrouble, match="belongs to another agency"):
        keys.add_account("bob", "four green cows", new_data_key())


def test_nothing_of_anybody_can_be_read_in_the_file(
    keys: KeyFile, path: Path, data_key: bytes
) -> None:
    content = path.read_bytes()
    for secret in (b"ann", b"adviser", b"horses", data_key, data_key.hex().encode()):
        assert secret not in content
    assert set(json.loads(content)) == {
        "accounts", "check", "cost", "format", "name_cost", "salt", "version",
    }  # fmt: skip
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_one_account_s_entry_does_not_serve_for_another(
    keys: KeyFile, path: Path, data_key: bytes
) -> None:
    keys.add_account("bob", "four green cows", data_key)
    facts = json.loads(path.read_bytes())
    ann, bob = keys.account("ann.adviser"), keys.account("bob")
    facts["accounts"][ann] = facts["accounts"][bob]
    path.write_text(json.dumps(facts))
    with pytest.raises(SignInRefused):
        keys.open("ann.adviser", "four green cows")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"[]",
        b"{}",
        b'{"version": 1}',
        b'{"version": 1, "format": "CFS Panels keys", "salt": 7}',
        b'{"version": "1", "format": "CFS Panels keys"}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_says_what_helps(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(OutsideTrouble, match=r"damaged.*backup.*recovery key"):
        KeyFile(path).open("ann.adviser", "three blue horses")


def test_a_missing_file_says_what_helps(path: Path) -> None:
    with pytest.raises(OutsideTrouble, match=r"missing.*backup.*recovery key"):
        KeyFile(path).open("ann.adviser", "three blue horses")


def test_a_newer_file_asks_for_the_newer_program(path: Path) -> None:
    path.write_text('{"version": 2, "format": "CFS Panels keys"}')
    with pytest.raises(OutsideTrouble, match="newer CFS Panels"):
        KeyFile(path).open("ann.adviser", "three blue horses")


def test_a_cost_beyond_reason_is_taken_for_damage(keys: KeyFile, path: Path) -> None:
    facts = json.loads(path.read_bytes())
    facts["name_cost"]["memory_kib"] = 2_000_000_000
    path.write_text(json.dumps(facts))
    with pytest.raises(OutsideTrouble, match="damaged"):
        keys.open("ann.adviser", "three blue horses")


def test_a_damaged_file_is_set_aside_when_it_is_mended(
    keys: KeyFile, path: Path, data_key: bytes, cheap_cost: PasswordCost
) -> None:
    KeyFile.mend(path, data_key, cost=cheap_cost, name_cost=cheap_cost)
    assert keys.has_account("ann.adviser")
    path.write_bytes(b"spoilt")
    mended = KeyFile.mend(path, data_key, cost=cheap_cost, name_cost=cheap_cost)
    mended.add_account("ann.adviser", "new password", data_key)
    assert keys.open("ann.adviser", "new password") == data_key
    assert path.with_name(f"{path.name}.damaged").read_bytes() == b"spoilt"


def test_a_failed_save_leaves_the_old_file_whole(
    keys: KeyFile, path: Path, data_key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutsideTrouble, match="disk is full"):
        keys.add_account("bob", "four green cows", data_key)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_signing_in_loads_no_sqlalchemy_and_no_qt() -> None:
    seen = (
        "import sys, db.key_file, db.first_page, db.recovery_key, db.refused_sign_ins;"
        "print(sorted({'sqlalchemy', 'alembic', 'PySide6', 'psycopg'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    shown = subprocess.run([sys.executable, "-c", seen], cwd=root, capture_output=True, check=True)
    assert shown.stdout.decode().strip() == "[]"
