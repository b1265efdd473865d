"""The way in: making an agency, opening it, losing a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.actors import Role
from cfs_panels.domain.agency import AddUser
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken, SignInRefused
from cfs_panels.services.entrance import (
    Entry,
    give_password_by_recovery,
    make_agency,
    open_agency,
)
from db.models import AuditEntry
from tests.factories import Moment

if TYPE_CHECKING:
    from pathlib import Path

    from db.key_wrapping import PasswordCost
    from db.location import FileLocation, Location

PASSWORD = "three blind mice"


@pytest.fixture
def entry(tmp_path: Path, cheap_cost: PasswordCost) -> Entry:
    return Entry(now=Moment(), data_folder=tmp_path / "own", cost=cheap_cost, name_cost=cheap_cost)


def test_whoever_makes_an_agency_can_open_it_and_let_others_in(
    new_location: Location, entry: Entry
) -> None:
    make_agency(new_location, "Wealdshire", "Sam.Teller", PASSWORD, entry=entry)
    opened = open_agency(new_location, "sam.teller", PASSWORD, entry=entry)
    assert opened.actor.roles == {Role.SYSTEM_ADMINISTRATOR, Role.SERVICE_MANAGER}
    opened.workspace.do(
        opened.actor, AddUser("ruth", "Ruth Ellingham", (Role.PANEL_ADVISER,), "plain paper bag")
    )
    opened.workspace.close()
    ruth = open_agency(new_location, " Ruth ", "plain paper bag", entry=entry)
    assert ruth.actor.name == "Ruth Ellingham"
    ruth.workspace.close()


@pytest.mark.parametrize("user_name", ["sam.teller", "nobody"])
def test_a_refused_sign_in_says_the_same_and_is_in_the_audit_trail(
    new_location: Location, entry: Entry, user_name: str
) -> None:
    make_agency(new_location, "Wealdshire", "sam.teller", PASSWORD, entry=entry)
    with pytest.raises(SignInRefused, match="The user name or the password is not right"):
        open_agency(new_location, user_name, "not the password", entry=entry)
    opened = open_agency(new_location, "sam.teller", PASSWORD, entry=entry)
    with opened.workspace.office.reading() as session:
        actions = [entry.action for entry in session.query(AuditEntry)]
    assert "sign_in_refused" in actions
    opened.workspace.close()


def test_the_recovery_key_gives_a_new_password_without_the_key_file(
    sqlite_location: FileLocation, entry: Entry
) -> None:
    recovery = make_agency(sqlite_location, "Wealdshire", "sam.teller", PASSWORD, entry=entry)
    sqlite_location.key_file.unlink()
    with pytest.raises(OutsideTrouble, match=r"key file .* is missing"):
        open_agency(sqlite_location, "sam.teller", PASSWORD, entry=entry)
    give_password_by_recovery(
        sqlite_location, recovery, "sam.teller", "four grey geese", entry=entry
    )
    opened = open_agency(sqlite_location, "sam.teller", "four grey geese", entry=entry)
    opened.workspace.close()


def test_a_slip_in_the_recovery_key_is_told_with_its_group(
    sqlite_location: FileLocation, entry: Entry
) -> None:
    recovery = make_agency(sqlite_location, "Wealdshire", "sam.teller", PASSWORD, entry=entry)
    wrong = ("A" if recovery[0] != "A" else "B") + recovery[1:]
    with pytest.raises(RuleBroken, match="Group 1 of the recovery key has a slip"):
        give_password_by_recovery(
            sqlite_location, wrong, "sam.teller", "four grey geese", entry=entry
        )


def test_an_agency_is_not_made_over_another(new_location: Location, entry: Entry) -> None:
    make_agency(new_location, "Wealdshire", "sam.teller", PASSWORD, entry=entry)
    with pytest.raises(OutsideTrouble, match="There is already"):
        make_agency(new_location, "Other", "sam.teller", PASSWORD, entry=entry)


def test_a_weak_password_makes_no_agency(sqlite_location: FileLocation, entry: Entry) -> None:
    with pytest.raises(RuleBroken, match="needs 10 characters"):
        make_agency(sqlite_location, "Wealdshire", "sam.teller", "short", entry=entry)
    assert not sqlite_location.path.exists()
