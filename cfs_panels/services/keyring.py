"""Passwords and keys of the accounts: in the key file of a local agency, or in rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken, SignInRefused
from db.key_file import KeyFile
from db.key_wrapping import (
    FULL_COST,
    PasswordCost,
    WrappedKey,
    WrongPassword,
    password_hash,
    password_matches,
    unwrap_key,
    wrap_key,
)
from db.location import FileLocation, Location

if TYPE_CHECKING:
    from db.models import User

SHORTEST_PASSWORD = 10
REFUSED = "The user name or the password is not right."


@dataclass(frozen=True, slots=True)
class Keyring:
    """Opens, gives and checks passwords; holds the agency's data key while it is open."""

    location: Location
    data_key: bytes
    cost: PasswordCost = FULL_COST

    def __repr__(self) -> str:
        """Return the ring without its key, so that no log can hold one."""
        return f"Keyring({self.location})"

    def give(self, user: User, password: str) -> None:
        """Give an account its password, in place of any before."""
        check_password_is_good(password, user.user_name)
        if isinstance(self.location, FileLocation):
            KeyFile(self.location.key_file).replace_password(
                user.user_name, password, self.data_key
            )
            return
        user.password_hash = password_hash(password, cost=self.cost)
        user.wrapped_key = wrap_key(
            self.data_key, password, bound_to=_bound_to(user), cost=self.cost
        ).text()

    def take(self, user: User) -> None:
        """Take an account's password away, so that it opens nothing any more."""
        if isinstance(self.location, FileLocation):
            KeyFile(self.location.key_file).remove_account(user.user_name)
            return
        user.password_hash = user.wrapped_key = ""

    def matches(self, user: User, password: str) -> bool:
        """Return whether this is the account's password."""
        if isinstance(self.location, FileLocation):
            try:
                return KeyFile(self.location.key_file).open(user.user_name, password) == (
                    self.data_key
                )
            except SignInRefused:
                return False
        return password_matches(user.password_hash, password)


def key_in_row(user: User | None, password: str, *, cost: PasswordCost = FULL_COST) -> bytes:
    """Return the data key that an account's row on a server holds, or refuse.

    An account that does not exist takes as long as a wrong password.
    """
    try:
        if user is None or not user.is_active or not user.wrapped_key:
            password_hash(password, cost=cost)
            raise SignInRefused(REFUSED)
        return unwrap_key(
            WrappedKey.from_line(user.wrapped_key), password, bound_to=_bound_to(user)
        )
    except (WrongPassword, ValueError) as error:
        raise SignInRefused(REFUSED) from error


def check_password_is_good(password: str, user_name: str) -> None:
    """Refuse a password that is too short or is the user name.

    Raises:
        RuleBroken: with what a good one needs.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(
            f"A password needs {SHORTEST_PASSWORD} characters or more. Three words are easy to "
            "remember.",
            field="password",
        )
    if user_name and user_name.casefold() in password.casefold():
        raise RuleBroken("A password cannot hold the user name.", field="password")


def _bound_to(user: User) -> str:
    return f"row/{user.id}"
