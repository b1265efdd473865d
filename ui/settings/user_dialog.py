"""The dialogs for accounts: a new one, what is kept of one, a new password for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Role
from cfs_panels.domain.agency import AddUser, EditUser, SetPassword
from ui.settings.record_dialog import RecordDialog
from ui.widgets.check_box import CheckList
from ui.widgets.password_field import PasswordField
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from cfs_panels.domain.agency import UserLine
    from ui.widgets.desk import PageDesk

ROLES = (
    (Role.SOCIAL_WORKER, "Social worker"),
    (Role.TEAM_MANAGER, "Team manager"),
    (Role.REVIEWING_OFFICER, "Reviewing officer"),
    (Role.PANEL_ADVISER, "Panel adviser"),
    (Role.PANEL_ADMINISTRATOR, "Panel administrator"),
    (Role.PANEL_CHAIR, "Panel chair"),
    (Role.PANEL_MEMBER, "Panel member"),
    (Role.DECISION_MAKER, "Agency decision maker"),
    (Role.SERVICE_MANAGER, "Service manager"),
    (Role.SYSTEM_ADMINISTRATOR, "System administrator"),
)
FIRST_PASSWORD = "10 characters or more. They can change it."  # noqa: S105 - a hint


def add_user(desk: PageDesk) -> RecordDialog:
    """Ask for a new account, with its roles and a first password."""

    def make() -> AddUser:
        return AddUser(
            user_name=dialog.value("user_name"),
            name=dialog.value("name"),
            roles=tuple(Role(role) for role in dialog.value("roles")),
            password=dialog.value("password"),
            team=dialog.value("team"),
            job_title=dialog.value("job_title"),
            email=dialog.value("email"),
            phone=dialog.value("phone"),
        )

    dialog = RecordDialog(
        desk,
        "Add an account",
        verb="Add account",
        icon="account",
        make=make,
        kept="user",
        columns=2,
    )
    dialog.ask("name", "Name", TextField(), needed="Enter the person's name.")
    dialog.ask(
        "user_name",
        "User name",
        TextField("name.surname"),
        hint="Typed to sign in. It cannot be changed later.",
        needed="Enter a user name without spaces, such as name.surname.",
    )
    dialog.ask(
        "password",
        "First password",
        PasswordField(),
        hint=FIRST_PASSWORD,
        needed="Enter a first password.",
        secret=True,
    )
    _ask_person(dialog)
    _ask_roles(dialog)
    dialog.begin()
    return dialog


def edit_user(desk: PageDesk, line: UserLine) -> RecordDialog:
    """Ask for what changes of an account."""

    def make() -> EditUser:
        return EditUser(
            user_id=line.id,
            name=dialog.value("name"),
            roles=tuple(Role(role) for role in dialog.value("roles")),
            team=dialog.value("team"),
            job_title=dialog.value("job_title"),
            email=dialog.value("email"),
            phone=dialog.value("phone"),
            is_active=line.is_active,
            version=dialog.version,
        )

    dialog = RecordDialog(
        desk,
        "Change an account",
        verb="Save",
        icon="account",
        lead=f"User name {line.user_name}",
        make=make,
        kept=f"user {line.id}",
        columns=2,
    )
    dialog.ask("name", "Name", TextField(), needed="Enter the person's name.")
    _ask_person(dialog)
    _ask_roles(dialog)
    dialog.edits(line)
    dialog.begin()
    return dialog


def set_password(desk: PageDesk, line: UserLine) -> RecordDialog:
    """Ask for a new password for somebody."""

    def make() -> SetPassword:
        return SetPassword(line.id, dialog.value("password"))

    dialog = RecordDialog(
        desk,
        "Set a new password",
        verb="Set password",
        icon="lockScreen",
        lead=line.name,
        words="Tell them by phone or in person, never by email. The old password stops working.",
        make=make,
    )
    dialog.ask(
        "password",
        "New password",
        PasswordField(),
        hint=FIRST_PASSWORD,
        needed="Enter a new password.",
        secret=True,
    )
    dialog.begin()
    return dialog


def closed(line: UserLine, *, is_active: bool) -> EditUser:
    """Return the command that closes an account, or opens it again."""
    return EditUser(
        user_id=line.id,
        name=line.name,
        roles=line.roles,
        team=line.team,
        job_title=line.job_title,
        email=line.email,
        phone=line.phone,
        is_active=is_active,
        version=line.version,
    )


def _ask_person(dialog: RecordDialog) -> None:
    dialog.ask("job_title", "Job title", TextField(), hint="Without one the roles are shown.")
    dialog.ask("team", "Team", TextField(), hint="Its social workers and managers see its cases.")
    dialog.ask("email", "Email", TextField())
    dialog.ask("phone", "Phone", TextField())


def _ask_roles(dialog: RecordDialog) -> None:
    dialog.ask(
        "roles",
        "Roles",
        CheckList([(role.value, words) for role, words in ROLES], name="Roles"),
        hint="What a person may see and do. A system administrator opens no case, so that role "
        "stands alone.",
        needed="Choose at least one role.",
        line=dialog.columns[1],
    )
