"""The agency itself: its name on every paper, its people, its own ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.actors import Role


@dataclass(frozen=True, slots=True)
class EditAgency:
    """The agency's name, address and letterhead change; what is ``None`` stays as it is."""

    name: str
    kind: str
    address: tuple[str, ...]
    contact: str
    logo: bytes | None
    version: int
    out_of_hours: str | None = None


@dataclass(frozen=True, slots=True)
class SetSetting:
    """One setting of the agency changes; every change is audited."""

    key: str
    value: object


@dataclass(frozen=True, slots=True)
class AddUser:
    """A person gets an account with roles and a first password."""

    user_name: str
    name: str
    roles: tuple[Role, ...]
    password: str
    team: str = ""
    job_title: str = ""
    email: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        """Return the command without its password, so that no log can hold one."""
        return f"AddUser(user_name={self.user_name!r})"


@dataclass(frozen=True, slots=True)
class EditUser:
    """An account's person, roles or team change, or the account is closed."""

    user_id: str
    name: str
    roles: tuple[Role, ...]
    team: str
    job_title: str
    email: str
    phone: str
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """A person changes their own password."""

    old: str
    new: str

    def __repr__(self) -> str:
        """Return the command without its passwords, so that no log can hold one."""
        return "ChangePassword()"


@dataclass(frozen=True, slots=True)
class SetPassword:
    """A system administrator gives someone a new password."""

    user_id: str
    new: str

    def __repr__(self) -> str:
        """Return the command without its password, so that no log can hold one."""
        return f"SetPassword(user_id={self.user_id!r})"


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """The agency as its settings page and its letterhead show it."""

    id: str
    name: str
    kind: str
    address: tuple[str, ...]
    contact: str
    logo: bytes
    version: int
    out_of_hours: str = ""  # the telephone that is answered when the office is closed


@dataclass(frozen=True, slots=True)
class UserLine:
    """An account as listed."""

    id: str
    user_name: str
    name: str
    roles: tuple[Role, ...]
    role_words: str
    team: str
    job_title: str
    email: str
    phone: str
    is_active: bool
    last_signed_in: date | None
    version: int
