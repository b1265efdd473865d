"""A meeting planned, or its day, time and place changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import EditMeeting, MeetingDetails, PlanMeeting
from cfs_panels.domain.vocabulary import Service
from ui import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckBox, CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.labels import Label
from ui.widgets.layouts import empty, scroll_body
from ui.widgets.number_field import NumberField
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.central_list import CentralListLine
    from cfs_panels.services.workspace import Workspace
    from ui.meetings.meeting_desk import MeetingDesk

SERVICES = ((Service.FOSTERING.value, "Fostering"), (Service.ADOPTION.value, "Adoption"))
LIMIT_MINUTES = 360
STARTS_AT = time(9, 30)
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Planning:
    """What a meeting is planned from: the central list, who minutes, the last meetings."""

    members: tuple[CentralListLine, ...]
    takers: Choices
    last: dict[Service, MeetingDetails]


def planning(workspace: Workspace, actor: Actor) -> Planning:
    """Read what a meeting is planned from."""
    latest = {m.service: m.id for m in workspace.meeting_pages.meetings(actor)}
    return Planning(
        workspace.central_list.members(actor),
        minute_takers(workspace, actor),
        {
            service: workspace.meeting_pages.meeting(actor, meeting_id, opened=False)
            for service, meeting_id in latest.items()
        },
    )


def minute_takers(workspace: Workspace, actor: Actor) -> Choices:
    """Read who may take minutes."""
    may = set(workspace.office.matrix.actions["take_minutes"].grants)
    return tuple(
        (user.id, user.name)
        for user in workspace.agency.users(actor)
        if user.is_active and may & set(user.roles)
    )


class PlanDialog(AskingDialog):
    """Plans a meeting; what the last one of its kind had is filled in."""

    def __init__(self, desk: MeetingDesk, found: Planning, service: Service) -> None:
        super().__init__(desk, "Plan a meeting", verb="Plan meeting", icon="panels")
        self._desk, self._found = desk, found
        self.members = CheckList(())
        self.setMinimumWidth(620)
        self.service = self.ask("service", "Panel", Segmented(SERVICES), stretch=False)
        self.service.set_value(service.value)
        line = self.line()
        self.held_on = self.ask(
            "held_on", "Day", DateField(today=desk.today), needed="Enter the day of the meeting.",
            line=line, stretch=False,
        )  # fmt: skip
        self.starts_at = self.ask(
            "starts_at", "Starts at", TimeField(), needed="Enter when it starts.", line=line,
            stretch=False,
        )  # fmt: skip
        self.limit = self.ask(
            "limit_minutes", "Minutes for items", NumberField(1, 900), line=line, stretch=False,
            needed="Enter how many minutes of items there may be.",
        )  # fmt: skip
        line.addStretch(1)
        self.place = self.ask("place", "Place", TextField(), needed="Enter where the panel meets.")
        line = self.line()
        self.kind = self.ask("kind", "Kind of meeting", TextField(width=220), line=line)
        self.taker = self.ask(
            "minute_taker_id", "Minutes by", ChoiceBox(found.takers, width=240), line=line
        )
        line.addStretch(1)
        self.joint = CheckBox("A joint panel with another agency, which needs one member more")
        self.body.addWidget(self.joint)
        self.body.addWidget(Label("Members who are due", "meta", strong=True))
        area, self._list = scroll_body()
        area.setMinimumHeight(theme.px(72))
        area.setMaximumHeight(theme.px(200))
        self.body.addWidget(area)
        self.service.edited.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        """Fill in what the last meeting of the panel had."""
        service = Service(self.service.value())
        last = self._found.last.get(service)
        self.starts_at.set_value(last.starts_at if last else STARTS_AT)
        self.limit.set_value(last.limit_minutes if last else LIMIT_MINUTES)
        self.place.set_value(last.place if last else "")
        self.kind.set_value("Main panel")
        self.taker.set_value(last.minute_taker_id if last else self._desk.actor.user_id)
        due = [m for m in self._found.members if service.value in m.services]
        self.members = CheckList([(m.id, f"{m.name}, {m.words}") for m in due], name="Members")
        sat = {m.member_id for m in last.members} if last else {m.id for m in due}
        self.members.set_value(sat)
        empty(self._list)
        self._list.addWidget(self.members)
        self._list.addStretch(1)

    def command(self) -> PlanMeeting:
        """Return the meeting to plan."""
        return PlanMeeting(
            service=Service(self.service.value()),
            held_on=self.held_on.value() or self.desk.today,
            starts_at=self.starts_at.value() or STARTS_AT,
            place=self.place.value(),
            member_ids=self.members.value(),
            kind=self.kind.value(),
            is_joint=self.joint.value(),
            limit_minutes=self.limit.value() or 0,
            minute_taker_id=self.taker.value(),
        )


class EditMeetingDialog(AskingDialog):
    """Changes a meeting that has not begun; booked cases move to the new day with it."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        super().__init__(
            desk,
            "Change the meeting",
            verb="Save",
            icon="edit",
            lead=details.title,
            words="Cases that are booked move to the new day with it.",
        )
        self._desk, self._details = desk, details
        self.setMinimumWidth(560)
        line = self.line()
        self.held_on = self.ask(
            "held_on", "Day", DateField(today=desk.today), needed="Enter the day of the meeting.",
            line=line, stretch=False,
        )  # fmt: skip
        self.starts_at = self.ask(
            "starts_at", "Starts at", TimeField(), needed="Enter when it starts.", line=line,
            stretch=False,
        )  # fmt: skip
        self.limit = self.ask(
            "limit_minutes", "Minutes for items", NumberField(1, 900), line=line, stretch=False,
            needed="Enter how many minutes of items there may be.",
        )  # fmt: skip
        line.addStretch(1)
        self.place = self.ask("place", "Place", TextField(), needed="Enter where the panel meets.")
        self.taker = self.ask("minute_taker_id", "Minutes by", ChoiceBox(width=240), stretch=False)

    def load(self) -> None:
        """Read who may take minutes, then show the dialog."""
        desk = self._desk
        desk.read(self, lambda: minute_takers(desk.workspace, desk.actor), self._show)

    def _show(self, takers: Choices) -> None:
        self.taker.set_choices(takers)
        self.edits(self._details)
        self.begin()

    def command(self) -> EditMeeting:
        """Return the changed meeting."""
        details = self._details
        return EditMeeting(
            meeting_id=details.id,
            held_on=self.held_on.value() or details.held_on,
            starts_at=self.starts_at.value() or details.starts_at,
            place=self.place.value(),
            limit_minutes=self.limit.value() or 0,
            minute_taker_id=self.taker.value(),
            version=self.version,
        )
