"""The agency's facts, settings and accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.actors import Role
from cfs_panels.domain.agency import (
    AddUser,
    ChangePassword,
    EditAgency,
    EditUser,
    SetPassword,
    SetSetting,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.services.agency_settings import AgencySettings
from db.models import User
from tests.factories import PASSWORD, Staff, make_case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office


@pytest.fixture
def settings(office: Office) -> AgencySettings:
    return AgencySettings(office)


def edit(version: int, **changes: object) -> EditAgency:
    facts: dict[str, object] = {
        "name": "Wealdshire",
        "kind": "council",
        "address": ("County Hall", ""),
        "contact": "",
        "logo": None,
    } | changes
    return EditAgency(version=version, **facts)  # type: ignore[arg-type]  # any of its facts


def test_the_name_and_address_are_kept_without_empty_lines(
    settings: AgencySettings, staff: Staff
) -> None:
    version = settings.agency(staff.adviser).version
    settings.edit_agency(staff.adviser, edit(version))
    assert settings.agency(staff.worker).address == ("County Hall",)


def test_the_telephone_out_of_hours_is_kept_until_it_is_another(
    settings: AgencySettings, staff: Staff
) -> None:
    before = settings.agency(staff.adviser)
    assert before.out_of_hours == ""
    changes = settings.edit_agency(
        staff.adviser, edit(before.version, out_of_hours=" 01632 960 199 ")
    )
    assert settings.agency(staff.worker).out_of_hours == "01632 960 199"
    settings.edit_agency(staff.adviser, edit(changes.version, contact="01632 960 100"))
    after = settings.agency(staff.adviser)
    assert after.out_of_hours == "01632 960 199"
    settings.edit_agency(staff.adviser, edit(after.version, out_of_hours="01632 960 200"))
    with pytest.raises(Clash):
        settings.edit_agency(staff.administrator, edit(after.version, out_of_hours=""))


def test_two_people_changing_the_agency_lose_neither_text(
    settings: AgencySettings, staff: Staff
) -> None:
    version = settings.agency(staff.adviser).version
    settings.edit_agency(staff.adviser, edit(version))
    with pytest.raises(Clash) as refused:
        settings.edit_agency(staff.administrator, edit(version, name="Weald Council"))
    assert (refused.value.theirs, refused.value.mine) == ("Wealdshire", "Weald Council")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Enter the agency's name. It heads every letter."),
        ({"logo": b"GIF89a"}, "The logo must be a PNG or JPEG picture."),
        ({"logo": b"\xff\xd8\xff" + bytes(2_000_001)}, "The logo is larger than 2 MB. Choose"),
    ],
)
def test_what_no_letter_could_bear_is_refused(
    settings: AgencySettings, staff: Staff, change: dict[str, object], sentence: str
) -> None:
    version = settings.agency(staff.adviser).version
    with pytest.raises(RuleBroken, match=sentence):
        settings.edit_agency(staff.adviser, edit(version, **change))


def test_a_social_worker_does_not_change_the_agency(settings: AgencySettings, staff: Staff) -> None:
    with pytest.raises(RuleBroken, match="Your role does not let you change the agency's details"):
        settings.edit_agency(staff.worker, edit(1))


def test_ones_own_setting_is_ones_own(settings: AgencySettings, staff: Staff) -> None:
    settings.set_setting(staff.worker, SetSetting("my.columns", ["household"]))
    assert settings.setting(staff.worker, "my.columns") == ["household"]
    assert settings.setting(staff.manager, "my.columns", []) == []


def test_a_new_person_can_be_given_work_and_a_password(
    office: Office, settings: AgencySettings, staff: Staff
) -> None:
    made = settings.add_user(
        staff.system_administrator,
        AddUser("Nadia.Farouk", "Nadia Farouk", (Role.SOCIAL_WORKER,), "three blind mice"),
    )
    with office.reading() as session:
        user = session.get_one(User, made.made)
        assert user.user_name == "nadia.farouk"
        assert office.keyring.matches(user, "three blind mice")
        assert not office.keyring.matches(user, "three blind men")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (AddUser("hannah.whitlock", "H", (Role.SOCIAL_WORKER,), PASSWORD), "already an account"),
        (AddUser("a b", "H", (Role.SOCIAL_WORKER,), PASSWORD), "without spaces"),
        (AddUser("a", "", (Role.SOCIAL_WORKER,), PASSWORD), "Enter the person's name"),
        (AddUser("a", "H", (), PASSWORD), "Choose at least one role"),
        (AddUser("a", "H", (Role.SOCIAL_WORKER,), "short"), "needs 10 characters"),
        (AddUser("abc", "H", (Role.SOCIAL_WORKER,), "my abc is long"), "cannot hold the user name"),
        (
            AddUser("a", "H", (Role.SYSTEM_ADMINISTRATOR, Role.PANEL_ADVISER), PASSWORD),
            "A system administrator opens no case",
        ),
    ],
)
def test_an_account_that_would_not_do_is_refused(
    settings: AgencySettings, staff: Staff, command: AddUser, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        settings.add_user(staff.system_administrator, command)


def test_a_closed_account_opens_nothing(
    office: Office, settings: AgencySettings, staff: Staff
) -> None:
    line = next(u for u in settings.users(staff.adviser) if u.user_name == "hannah.whitlock")
    command = EditUser(
        line.id, line.name, line.roles, line.team, "", "", "", is_active=False, version=line.version
    )
    settings.edit_user(staff.system_administrator, command)
    with office.reading() as session:
        assert not office.keyring.matches(session.get_one(User, line.id), PASSWORD)


def test_a_password_is_changed_by_who_knows_the_old_one(
    office: Office, settings: AgencySettings, staff: Staff
) -> None:
    with pytest.raises(RuleBroken, match="This is not your password"):
        settings.change_password(staff.worker, ChangePassword("wrong", "three blind mice"))
    settings.change_password(staff.worker, ChangePassword(PASSWORD, "three blind mice"))
    with office.reading() as session:
        user = session.get_one(User, staff.worker.user_id)
        assert office.keyring.matches(user, "three blind mice")


def test_only_a_system_administrator_sets_passwords(settings: AgencySettings, staff: Staff) -> None:
    with pytest.raises(RuleBroken, match="manage accounts"):
        settings.set_password(staff.adviser, SetPassword(staff.worker.user_id, "three blind mice"))


def test_no_command_shows_its_password() -> None:
    for command in (
        AddUser("a", "b", (), "secret words"),
        ChangePassword("secret words", "secret words"),
        SetPassword("a", "secret words"),
    ):
        assert "secret" not in repr(command)


def test_a_case_can_be_made_up_to_the_declaration(office: Office, staff: Staff) -> None:
    made = make_case(office, staff)
    with office.reading() as session:
        from db.models import Case

        case = session.get_one(Case, made.id)
        assert (case.stage, case.next_words) == ("panel", "Book panel slot")
