"""Members who do not agree with the recommendation, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.meetings import MemberViewGiven, Presence
from ui import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckBox
from ui.widgets.field import Field
from ui.widgets.layouts import scroll_body
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.meetings import ItemDetails, ItemMember
    from ui.meetings.meeting_desk import MeetingDesk


def taking_part(item: ItemDetails) -> list[ItemMember]:
    """Return the members who take part in an item."""
    return [
        member
        for member in item.members
        if member.presence is not Presence.ABSENT and not member.conflicted
    ]


class DissentDialog(AskingDialog):
    """Ticks who does not agree, and asks each for the reason.

    Signals:
        recorded: The `MemberViewGiven` of those who do not agree.
    """

    recorded = Signal(object)

    def __init__(
        self, desk: MeetingDesk, item: ItemDetails, views: Sequence[MemberViewGiven]
    ) -> None:
        super().__init__(
            desk,
            "Record dissent",
            verb="Record",
            icon="vote",
            lead=f"Item {item.number}. {item.title}",
            words="Tick who does not agree with the recommendation. The reason stands in the "
            "minutes with the name.",
        )
        self.setMinimumWidth(560)
        against = {view.member_id: view.reason for view in views if not view.agrees}
        self.boxes: dict[str, CheckBox] = {}
        self._reasons: dict[str, Field] = {}
        area, stack = scroll_body(spacing=8)
        for member in taking_part(item):
            box = self.boxes[member.member_id] = CheckBox(f"{member.name} does not agree")
            reason = Field(f"Why {member.name} does not agree", TextArea(lines=2))
            self._reasons[member.member_id] = reason
            box.set_value(member.member_id in against)
            self._editor(member.member_id).set_value(against.get(member.member_id, ""))
            reason.setVisible(box.value())
            box.edited.connect(lambda key=member.member_id: self._show_reason(key))
            stack.addWidget(box)
            stack.addWidget(reason)
        stack.addStretch(1)
        area.setMinimumHeight(theme.px(72))
        area.setMaximumHeight(theme.px(360))
        self.body.addWidget(area)

    def _editor(self, member_id: str) -> TextArea:
        editor = self._reasons[member_id].editor
        assert isinstance(editor, TextArea)  # noqa: S101 - made so above
        return editor

    def _show_reason(self, member_id: str) -> None:
        ticked = self.boxes[member_id].value()
        self._reasons[member_id].setVisible(ticked)
        if ticked:
            self._reasons[member_id].setFocus()

    def send(self) -> None:
        """Hand over who does not agree, once each has a reason."""
        views, missing = [], None
        for member_id, box in self.boxes.items():
            field = self._reasons[member_id]
            field.clear_error()
            if not box.value():
                continue
            reason = self._editor(member_id).value()
            if not reason:
                name = box.text().removesuffix(" does not agree")
                field.show_error(f"Say why {name} does not agree.")
                missing = missing or field
            views.append(MemberViewGiven(member_id, agrees=False, reason=reason))
        if missing is not None:
            missing.setFocus()
            return
        self.accept()
        self.recorded.emit(tuple(views))
