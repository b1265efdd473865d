"""Papers sent to the members: what is missing, what is held back, and why they go late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.meetings import ItemDetails, ItemKind, MeetingDetails, SendPapers
from cfs_panels.domain.words import joined, plural, weekday_date
from ui import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.banner import Banner
from ui.widgets.card import ActionRow
from ui.widgets.check_box import CheckBox
from ui.widgets.date_field import DateField
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from ui.meetings.meeting_desk import MeetingDesk

WAITING = ("asked", "late", "blocked", "missing")
_ICONS = {"late": "overdue", "blocked": "blocked", "asked": "dueSoon", "missing": "missing"}


def items_to_send(details: MeetingDetails) -> list[ItemDetails]:
    """Return the items whose papers have not gone yet."""
    return [
        item
        for item in details.items
        if item.kind is ItemKind.CASE and item.papers_sent_on is None and not item.hidden
    ]


def stopped_items(details: MeetingDetails) -> set[str]:
    """Return the items that a regulation keeps back, which nobody overrides."""
    numbers = {gap.item_id for gap in details.gaps if gap.stops}
    return {item.id for item in items_to_send(details) if item.id in numbers}


class SendPapersDialog(AskingDialog):
    """Shows the gaps, asks for the reasons that are needed, and sends the rest."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        members = plural(len(details.members), "member")
        super().__init__(
            desk,
            "Send papers",
            verb=f"Send to {members}",
            icon="send",
            lead=f"To {members} of the {details.title[0].lower()}{details.title[1:]}",
            words="They can read the papers from now on. What is sent does not change; a later "
            "paper goes as a supplement.",
            grave=True,
        )
        self._details = details
        self.setMinimumWidth(640)
        self._boxes: dict[str, CheckBox] = {}
        self._stopped = stopped_items(details)
        self._add_stopped()
        self._add_items()
        self.sent_on = self.ask("sent_on", "Sent on", DateField(today=desk.today), stretch=False,
                                needed="Enter the day they go.")  # fmt: skip
        self.sent_on.set_value(desk.today)
        self.late = self.ask(
            "late_reason",
            "Why they go late",
            TextArea(lines=2),
            hint=f"They had to go by {weekday_date(details.papers_due_on)}.",
            needed="Say why they go late.",
        )
        self.gaps = self.ask(
            "gaps_reason",
            "Why they go although something is missing",
            TextArea(lines=2),
            needed="Say why the papers go all the same.",
        )
        self.sent_on.edited.connect(self._weigh)
        self._weigh()

    def _add_stopped(self) -> None:
        stopped = [i for i in items_to_send(self._details) if i.id in self._stopped]
        if stopped:
            numbers = [item.number for item in stopped]
            stays = "stays" if len(stopped) == 1 else "stay"
            self.body.addWidget(
                Banner(
                    "danger",
                    f"{items_words(numbers)} {stays} back.",
                    "Without the declaration of compliance papers cannot go. Nobody can override "
                    "this.",
                    icon="blocked",
                )
            )

    def _add_items(self) -> None:
        area, stack = scroll_body(spacing=2)
        for item in items_to_send(self._details):
            stack.addWidget(self._row(item))
        stack.addStretch(1)
        area.setMinimumHeight(theme.px(72))
        area.setMaximumHeight(theme.px(230))
        self.body.addWidget(Label("What goes", "meta", strong=True))
        self.body.addWidget(area)

    def _row(self, item: ItemDetails) -> QWidget:
        held = QWidget()
        stack = QVBoxLayout(held)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        box = self._boxes[item.id] = CheckBox(f"Item {item.number}. {item.title}")
        box.set_value(item.id not in self._stopped)
        box.set_read_only(item.id in self._stopped)
        box.edited.connect(self._weigh)
        stack.addWidget(box)
        waits = [mark for mark in item.papers if mark.state in WAITING]
        if waits:
            worst = min(waits, key=lambda mark: list(_ICONS).index(mark.state))
            row = ActionRow(_ICONS[worst.state], joined([mark.words for mark in waits]))
            row.setContentsMargins(26, 0, 0, 0)
            stack.addWidget(row)
        return held

    def _going(self) -> list[ItemDetails]:
        return [i for i in items_to_send(self._details) if self._boxes[i.id].value()]

    def _weigh(self) -> None:
        """Ask for the reasons that what goes now needs, and for no others."""
        sent_on = self.sent_on.value()
        late = sent_on is not None and sent_on > self._details.papers_due_on
        going = self._going()
        gaps = any(mark.state in WAITING for item in going for mark in item.papers)
        self.fields["late_reason"].setVisible(late)
        self.fields["gaps_reason"].setVisible(gaps)
        self.verb_button.setEnabled(bool(going))
        self.adjustSize()

    def command(self) -> SendPapers:
        """Return what is to be sent."""
        held_back = tuple(key for key, box in self._boxes.items() if not box.value())
        shown = {key: not field.isHidden() for key, field in self.fields.items()}
        return SendPapers(
            self._details.id,
            self.sent_on.value() or self.desk.today,
            late_reason=self.late.value() if shown["late_reason"] else "",
            gaps_reason=self.gaps.value() if shown["gaps_reason"] else "",
            held_back=held_back,
        )
