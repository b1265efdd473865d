"""Keys and passwords: deriving, wrapping and checking, for the key file and for rows alike."""

from __future__ import annotations

import base64
import binascii
import json
import os
import unicodedata
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

DATA_KEY_LENGTH = 20
"""Bytes of an agency's data key: 160 bits, so that a person can type the recovery key.

Every key that encrypts anything is 256 bits long and derived from it.
"""

_KEY_LENGTH = 32
_SALT_LENGTH = 16
_NONCE_LENGTH = 12


class WrongPassword(Exception):
    """The password does not open this wrapped key."""


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """What one guess of a password costs (Argon2id; RFC 9106, second recommended option)."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def facts(self) -> dict[str, int]:
        """Return the cost as plain values for JSON."""
        return {"memory_kib": self.memory_kib, "passes": self.passes, "lanes": self.lanes}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> PasswordCost:
        """Return the cost that ``facts`` described; a ``ValueError`` if it is out of bounds."""
        return cls(
            _bounded(facts["memory_kib"], 8, 1_048_576),
            _bounded(facts["passes"], 1, 100),
            _bounded(facts["lanes"], 1, 64),
        )


FULL_COST = PasswordCost()


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key that a password opens, as it is kept."""

    cost: PasswordCost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def facts(self) -> dict[str, Any]:
        """Return the wrapped key as plain values for JSON."""
        return {
            **self.cost.facts(),
            "salt": as_text(self.salt),
            "nonce": as_text(self.nonce),
            "sealed": as_text(self.sealed),
        }

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> WrappedKey:
        """Return the wrapped key that ``facts`` described; a ``ValueError`` if it did not."""
        try:
            return cls(
                PasswordCost.from_facts(facts),
                from_text(facts["salt"]),
                from_text(facts["nonce"]),
                from_text(facts["sealed"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not a wrapped key") from error

    def text(self) -> str:
        """Return the wrapped key as one line for a text column."""
        return json.dumps(self.facts(), sort_keys=True)

    @classmethod
    def from_line(cls, line: str) -> WrappedKey:
        """Return the wrapped key that ``text`` wrote; a ``ValueError`` if it did not."""
        facts = json.loads(line)
        if not isinstance(facts, dict):
            raise ValueError("not a wrapped key")
        return cls.from_facts(facts)


def new_data_key() -> bytes:
    """Return a new agency's data key."""
    return os.urandom(DATA_KEY_LENGTH)


def derived_key(data_key: bytes, purpose: str) -> bytes:
    """Return the 256-bit key for one purpose (HKDF with SHA-256, RFC 5869)."""
    if len(data_key) != DATA_KEY_LENGTH:
        raise ValueError("a data key has another length")
    info = f"cfs-panels/1/{purpose}".encode()
    return HKDF(hashes.SHA256(), _KEY_LENGTH, salt=None, info=info).derive(data_key)


def wrap_key(
    data_key: bytes, password: str, *, bound_to: str, cost: PasswordCost = FULL_COST
) -> WrappedKey:
    """Return the data key wrapped for one password.

    ``bound_to`` names the account and agency: a wrapped key moved to another opens nothing.
    """
    salt, nonce = os.urandom(_SALT_LENGTH), os.urandom(_NONCE_LENGTH)
    key = stretched(password, salt, cost)
    return WrappedKey(cost, salt, nonce, AESGCM(key).encrypt(nonce, data_key, bound_to.encode()))


def unwrap_key(wrapped: WrappedKey, password: str, *, bound_to: str) -> bytes:
    """Return the data key, or raise ``WrongPassword``."""
    key = stretched(password, wrapped.salt, wrapped.cost)
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.sealed, bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise WrongPassword from error


def stretched(password: str, salt: bytes, cost: PasswordCost) -> bytes:
    """Return a 256-bit key from a password (Argon2id), alike on every keyboard."""
    return hash_secret_raw(
        unicodedata.normalize("NFC", password).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=_KEY_LENGTH,
        type=Type.ID,
    )


def password_hash(password: str, *, cost: PasswordCost = FULL_COST) -> str:
    """Return an Argon2id hash for a column, with its salt and cost in it."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(
        time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes, type=Type.ID
    )
    return hasher.hash(unicodedata.normalize("NFC", password))


def password_matches(stored: str, password: str) -> bool:
    """Return whether a password is the one behind a stored hash."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(stored, unicodedata.normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False


def as_text(content: bytes) -> str:
    """Return bytes as letters and digits."""
    return base64.b64encode(content).decode("ascii")


def from_text(text: object) -> bytes:
    """Return the bytes behind ``as_text``; a ``ValueError`` if there are none."""
    if not isinstance(text, str):
        raise ValueError("not text")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not bytes as text") from error


def _bounded(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("a cost out of bounds")
    return value
