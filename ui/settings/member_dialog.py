"""The dialogs for members of the central list: a new one, what is kept of one, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.central_list import AddMember, EditMember
from ui.settings.record_dialog import RecordDialog
from ui.widgets.check_box import CheckBox, CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.number_field import NumberField
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cfs_panels.domain.agency import UserLine
    from cfs_panels.domain.central_list import CentralListLine
    from ui.widgets.desk import PageDesk

ROLES = (("chair", "Chair"), ("vice_chair", "Vice chair"), ("member", "Member"))
SERVICES = (("fostering", "Fostering"), ("adoption", "Adoption"))
MOST_YEARS = 60
NEED_NAME = "Enter the member's name."
NEED_SERVICE = "Choose fostering, adoption or both."
BACKGROUNDS = "Such as social worker or care experienced."


def add_member(desk: PageDesk, users: Sequence[UserLine]) -> RecordDialog:
    """Ask for somebody who joins the central list."""

    def make() -> AddMember:
        return AddMember(
            name=dialog.value("name"),
            role=dialog.value("role"),
            services=dialog.value("services"),
            joined_on=dialog.value("joined_on") or desk.today,
            background=dialog.value("background"),
            social_work_years=dialog.value("social_work_years"),
            independent=dialog.value("independent"),
            user_id=dialog.value("user_id"),
            email=dialog.value("email"),
        )

    dialog = RecordDialog(
        desk,
        "Add a member",
        verb="Add member",
        icon="centralList",
        words="Being on the central list makes nobody a member of a meeting: invite them there.",
        make=make,
        kept="member",
        columns=2,
    )
    _ask_person(dialog, users)
    dialog.ask_day(
        "joined_on", "Joined on", desk.today, needed="Enter the day.", line=dialog.columns[1]
    )
    dialog.begin()
    return dialog


def edit_member(desk: PageDesk, line: CentralListLine, users: Sequence[UserLine]) -> RecordDialog:
    """Ask for what changes of a member."""

    def make() -> EditMember:
        return EditMember(
            member_id=line.id,
            name=dialog.value("name"),
            role=dialog.value("role"),
            services=dialog.value("services"),
            background=dialog.value("background"),
            social_work_years=dialog.value("social_work_years"),
            independent=dialog.value("independent"),
            dbs_on=dialog.value("dbs_on"),
            inducted_on=dialog.value("inducted_on"),
            trained_on=dialog.value("trained_on"),
            appraised_on=dialog.value("appraised_on"),
            left_on=line.left_on,
            email=dialog.value("email"),
            version=dialog.version,
            user_id=dialog.value("user_id"),
            joined_on=dialog.value("joined_on"),
        )

    dialog = RecordDialog(
        desk,
        "Change a member",
        verb="Save",
        icon="centralList",
        make=make,
        kept=f"member {line.id}",
        columns=2,
    )
    _ask_person(dialog, users)
    days = (
        ("joined_on", "Joined on", "Enter the day."),
        ("dbs_on", "DBS certificate issued on", ""),
        ("inducted_on", "Induction finished on", ""),
        ("trained_on", "Last training day", ""),
        ("appraised_on", "Last appraisal", ""),
    )
    for key, label, needed in days:
        dialog.ask_day(key, label, needed=needed, line=dialog.columns[1])
    dialog.edits(line)
    dialog.begin()
    return dialog


def leave(desk: PageDesk, line: CentralListLine) -> RecordDialog:
    """Ask when somebody left the central list."""

    def make() -> EditMember:
        return kept_with(line, dialog.value("left_on"))

    dialog = RecordDialog(
        desk,
        "Leaving the central list",
        verb="Record leaving",
        icon="leave",
        lead=line.name,
        words="They can be invited to no further meeting. What they did at panels stays.",
        make=make,
    )
    dialog.ask_day("left_on", "Left on", desk.today, needed="Enter the day they left.")
    dialog.begin()
    return dialog


def kept_with(line: CentralListLine, left_on: date | None) -> EditMember:
    """Return the command that changes nothing of a member but the day they left."""
    return EditMember(
        member_id=line.id,
        name=line.name,
        role=line.role,
        services=line.services,
        background=line.background,
        social_work_years=line.social_work_years,
        independent=line.independent,
        dbs_on=line.dbs_on,
        inducted_on=line.inducted_on,
        trained_on=line.trained_on,
        appraised_on=line.appraised_on,
        left_on=left_on,
        email=line.email,
        version=line.version,
    )


def _ask_person(dialog: RecordDialog, users: Sequence[UserLine]) -> None:
    dialog.ask("name", "Name", TextField(), needed=NEED_NAME)
    dialog.ask("role", "Role", Segmented(ROLES, name="Role")).set_value("member")
    dialog.ask(
        "services",
        "Panels",
        CheckList(SERVICES, across=True, name="Panels"),
        needed=NEED_SERVICE,
    )
    dialog.ask("background", "Background", TextField(), hint=BACKGROUNDS)
    dialog.ask(
        "social_work_years",
        "Years as a social worker",
        NumberField(0, MOST_YEARS),
        hint="Since qualifying. Empty for others.",
        stretch=False,
    )
    dialog.ask(
        "independent", "Independence", CheckBox("Independent of the agency"), line=dialog.columns[1]
    )
    dialog.ask("email", "Email", TextField(), line=dialog.columns[1])
    dialog.ask(
        "user_id",
        "Account",
        ChoiceBox([(u.id, u.name) for u in users if u.is_active], placeholder="None"),
        hint="With an account they read their packs here.",
        line=dialog.columns[1],
    )
