"""The file ``X.cfs-keys``: the agency's data key, wrapped once for each account.

Its JSON says nothing of anybody: accounts stand under a stretched and salted form of their user
names. This module loads no SQLAlchemy, so that a sign-in can run beside the rest of the start.
Whoever changes the file holds the agency's write transaction, so that changes come one by one.
"""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import OutsideTrouble, SignInRefused
from db.key_wrapping import (
    FULL_COST,
    PasswordCost,
    WrappedKey,
    WrongPassword,
    as_text,
    derived_key,
    from_text,
    stretched,
    unwrap_key,
    wrap_key,
)
from db.safe_files import told_of_files, write_whole

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "CFS Panels keys"
VERSION = 1
LARGEST_FILE = 10_000_000
NAME_COST = PasswordCost(memory_kib=19_456, passes=2, lanes=1)

REFUSED = "The user name or the password is not right."

_SALT_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Keys:
    """What the file holds."""

    salt: bytes
    check: bytes
    name_cost: PasswordCost
    cost: PasswordCost
    accounts: dict[str, WrappedKey]

    def text(self) -> str:
        return json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "salt": as_text(self.salt),
                "check": as_text(self.check),
                "name_cost": self.name_cost.facts(),
                "cost": self.cost.facts(),
                "accounts": {name: key.facts() for name, key in sorted(self.accounts.items())},
            },
            indent=1,
        )


class KeyFile:
    """The key file of one agency."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(
        cls,
        path: Path,
        data_key: bytes,
        *,
        cost: PasswordCost = FULL_COST,
        name_cost: PasswordCost = NAME_COST,
    ) -> KeyFile:
        """Make a key file without accounts; one that is there already is refused."""
        if path.exists():
            raise OutsideTrouble(f"There is already a key file {path.name}.")
        made = cls(path)
        made._write(_Keys(os.urandom(_SALT_LENGTH), _check_of(data_key), name_cost, cost, {}))
        return made

    @classmethod
    def mend(
        cls,
        path: Path,
        data_key: bytes,
        *,
        cost: PasswordCost = FULL_COST,
        name_cost: PasswordCost = NAME_COST,
    ) -> KeyFile:
        """Return the key file of this data key; a damaged or foreign one is set aside for it."""
        found = cls(path)
        try:
            if found._read().check == _check_of(data_key):
                return found
        except OutsideTrouble:
            pass
        if path.exists():
            with told_of_files(path.name):
                path.replace(path.with_name(f"{path.name}.damaged"))
        return cls.create(path, data_key, cost=cost, name_cost=name_cost)

    def open(self, user_name: str, password: str) -> bytes:
        """Return the data key, or refuse: alike for an unknown user and a wrong password."""
        keys = self._read()
        account = _account(keys, user_name)
        wrapped = keys.accounts.get(account) or _decoy(keys)
        try:
            return unwrap_key(wrapped, password, bound_to=_bound_to(keys, account))
        except WrongPassword:
            raise SignInRefused(REFUSED) from None

    def account(self, user_name: str) -> str:
        """Return what stands for a user name in this file and in the list of refused sign-ins."""
        return _account(self._read(), user_name)

    def has_account(self, user_name: str) -> bool:
        """Return whether the user name has a key in this file."""
        keys = self._read()
        return _account(keys, user_name) in keys.accounts

    def add_account(self, user_name: str, password: str, data_key: bytes) -> None:
        """Wrap the data key for a new account."""
        if self.has_account(user_name):
            raise OutsideTrouble(f"The key file {self.path.name} already has this user name.")
        self.replace_password(user_name, password, data_key)

    def replace_password(self, user_name: str, password: str, data_key: bytes) -> None:
        """Wrap the data key for an account, whatever its password was before."""
        keys = self._read()
        if _check_of(data_key) != keys.check:
            raise OutsideTrouble(f"The key file {self.path.name} belongs to another agency.")
        account = _account(keys, user_name)
        wrapped = wrap_key(data_key, password, bound_to=_bound_to(keys, account), cost=keys.cost)
        self._write(replace(keys, accounts={**keys.accounts, account: wrapped}))

    def change_password(self, user_name: str, old: str, new: str) -> None:
        """Wrap the data key for the new password of somebody who knows the old one."""
        self.replace_password(user_name, new, self.open(user_name, old))

    def remove_account(self, user_name: str) -> None:
        """Take an account's key out of the file."""
        keys = self._read()
        account = _account(keys, user_name)
        kept = {name: key for name, key in keys.accounts.items() if name != account}
        self._write(replace(keys, accounts=kept))

    def _write(self, keys: _Keys) -> None:
        write_whole(self.path, keys.text().encode())

    def _read(self) -> _Keys:
        if not self.path.is_file():
            raise OutsideTrouble(
                f"The key file {self.path.name} is missing. Put it back beside the agency from a "
                "backup, or open the agency with the recovery key."
            )
        with told_of_files(self.path.name):
            text = self.path.read_bytes()[: LARGEST_FILE + 1]
        try:
            facts = json.loads(text)
            version = facts["version"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._damaged() from error
        if isinstance(version, int) and version > VERSION:
            raise OutsideTrouble(
                f"The key file {self.path.name} was written by a newer CFS Panels. "
                "Install the newer version to open it."
            )
        try:
            return _keys_from(facts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._damaged() from error

    def _damaged(self) -> OutsideTrouble:
        return OutsideTrouble(
            f"The key file {self.path.name} is damaged. Put it back from a backup, or open the "
            "agency with the recovery key."
        )


def _keys_from(facts: dict[str, Any]) -> _Keys:
    if facts["format"] != FORMAT or facts["version"] != VERSION:
        raise ValueError("not a key file")
    return _Keys(
        from_text(facts["salt"]),
        from_text(facts["check"]),
        PasswordCost.from_facts(facts["name_cost"]),
        PasswordCost.from_facts(facts["cost"]),
        {name: WrappedKey.from_facts(key) for name, key in facts["accounts"].items()},
    )


def _account(keys: _Keys, user_name: str) -> str:
    plain = unicodedata.normalize("NFKC", user_name).strip().casefold()
    return stretched(plain, keys.salt, keys.name_cost).hex()


def _bound_to(keys: _Keys, account: str) -> str:
    return f"{keys.salt.hex()}/{account}"


def _check_of(data_key: bytes) -> bytes:
    return derived_key(data_key, "key file check")[:16]


def _decoy(keys: _Keys) -> WrappedKey:
    """Return a wrapped key that no password opens, so that an unknown user takes as long."""
    return WrappedKey(keys.cost, os.urandom(_SALT_LENGTH), os.urandom(12), os.urandom(36))
