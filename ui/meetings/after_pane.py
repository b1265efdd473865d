"""After panel: the minutes from draft to the decision maker, each step with its day and name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import ItemKind, MeetingDetails, MeetingState
from cfs_panels.domain.recommendations import outcome_words
from cfs_panels.domain.words import clock_time, long_date, short_date
from ui import theme
from ui.meetings.after_dialogs import ApproveDialog, DraftDialog, SendBackDialog, SendMinutesDialog
from ui.meetings.document_window import MINUTES_KIND, save_copy, show_made
from ui.meetings.meeting_panes import MINUTES, MeetingPane
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.card import ActionRow, Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import empty, row, scroll_body, stretch
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.documents import DocumentLine
    from cfs_panels.domain.meetings import ItemDetails
    from ui.meetings.after_dialogs import DatedDialog
    from ui.meetings.meeting_desk import MeetingDesk

SIDE_WIDTH = 360
_ICONS = {"done": "onTrack", "now": "dueSoon", "todo": "expected"}


class Step(NamedTuple):
    """A step of the minutes: done, now or to do; what it is; when and by whom."""

    state: str
    words: str
    below: str


def steps_of(details: MeetingDetails) -> list[Step]:
    """Return the steps of the minutes as far as they have come."""
    now = {
        MeetingState.IN_SESSION: 0,
        MeetingState.HELD: 1,
        MeetingState.DRAFTED: 2,
        MeetingState.APPROVED: 3,
        MeetingState.SENT: 4,
        MeetingState.RECORDED: 4,
    }[details.state]
    taker = details.minute_taker or "the minute taker"
    chair = details.chair or "the person who chaired"
    if details.approver_words:
        chair = "the person who approves in place of the chair"
    sent = details.minutes_sent_on
    closed = f", closed at {clock_time(details.closed_at)}" if details.closed_at else ""
    told = (
        ("Panel held", f"{long_date(details.held_on)}{closed}"),
        ("Draft passed to the chair", _told(details.minutes_drafted_on, taker, now > 1)),
        ("Approved as accurate", _told(details.minutes_approved_on,
                                       details.minutes_approved_by or chair, now > 2)),
        ("Sent to the decision maker", _told(sent, "", now > 3)),
    )  # fmt: skip
    if details.state is MeetingState.RECORDED:
        return [
            Step("done", words, below)
            for (words, below), day in zip((told[0], told[3]), (details.held_on, sent), strict=True)
            if day is not None
        ]
    return [
        Step("done" if n < now else "now" if n == now else "todo", words, below)
        for n, (words, below) in enumerate(told)
    ]


def _told(day: date | None, who: str, is_done: bool) -> str:
    if is_done and day is not None:
        return ", ".join(part for part in (long_date(day), who) if part)
    return f"By {who}" if who else "The seven working days start then"


def outcome_cell(item: ItemDetails) -> Cell:
    """Return what panel recommended on an item."""
    if item.kind is not ItemKind.CASE:
        return Cell("To note", muted=True)
    found = item.recommendation
    if found is None:
        return Cell("Nothing recorded yet", muted=True)
    return Cell(found.words, outcome_words("", found.views).removeprefix(", ").capitalize())


COLUMNS = (
    Column("number", "No.", lambda i: Cell(str(i.number), strong=True), width=50, sortable=False),
    Column("household", "Household", lambda i: Cell(i.title, i.item_name, medium=True), stretch=3,
           least=180, sortable=False),
    Column("outcome", "Recommendation", outcome_cell, stretch=2, least=150, sortable=False),
)  # fmt: skip


class AfterPane(MeetingPane):
    """The last tab of a meeting."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        area, left = scroll_body(spacing=12)
        self._back = QVBoxLayout()
        left.addLayout(self._back)
        self.steps = Card("The minutes")
        left.addWidget(self.steps)
        self.items = Card("What panel recommended", flush=True)
        self.table = RecordTable(
            COLUMNS, key=lambda i: i.id, rows="two_line", name="Recommendations"
        )
        self.table.opened.connect(self._open_case)
        self.items.body.addWidget(self.table)
        left.addWidget(self.items)
        left.addStretch(1)
        self._columns.addWidget(area, 1)
        self._area, side = scroll_body(spacing=12)
        self.documents = Card("Documents of this meeting")
        side.addWidget(self.documents)
        side.addStretch(1)
        self._columns.addWidget(self._area)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Stand the documents beside, narrower where the window is."""
        self._area.setFixedWidth(theme.px(280 if compact else SIDE_WIDTH))

    def primary_focus(self) -> QWidget:
        return self.table

    # What is shown.

    def show_details(self, details: MeetingDetails) -> None:
        """Show how far the minutes of a meeting are."""
        self._details = details
        before = details.state in BEFORE
        self._show_back(details)
        self.steps.clear()
        if before:
            self.steps.body.addWidget(
                EmptyState("minutes", "Panel has not met yet",
                           f"Minutes, approval and documents follow after "
                           f"{long_date(details.held_on)}.")
            )  # fmt: skip
        else:
            for step in steps_of(details):
                line = ActionRow(
                    _ICONS[step.state], step.words, step.below, fill=step.state != "todo"
                )
                self.steps.body.addWidget(line)
            self._show_deeds(details)
        self._show_items(details)
        self._load_documents(details)

    def _show_back(self, details: MeetingDetails) -> None:
        empty(self._back)
        if details.approver_words:
            self._back.addWidget(Banner("info", "", details.approver_words))
        if details.minutes_sent_back:
            self._back.addWidget(
                Banner("warning", "Sent back by the chair.", details.minutes_sent_back, icon="undo")
            )

    def _show_deeds(self, details: MeetingDetails) -> None:
        may, buttons = details.may, []
        if "send_back_minutes" in may:
            buttons.append(
                secondary("Send back", "undo",
                          clicked=lambda: SendBackDialog(self._desk, details).begin())
            )  # fmt: skip
        if "take_minutes" in may or "approve_minutes" in may:
            words = "Read the minutes" if "approve_minutes" in may else "Open the minutes"
            buttons.append(secondary(words, "minutes", clicked=self._open_minutes))
        for action, dialog in (
            ("draft_minutes", DraftDialog),
            ("approve_minutes", ApproveDialog),
            ("send_minutes", SendMinutesDialog),
        ):
            if action in may:
                deed = partial(self._begin, dialog)
                buttons.append(primary(dialog.verb, dialog.icon, clicked=deed))
        if buttons:
            self.steps.body.addSpacing(4)
            self.steps.body.addLayout(row(*buttons, stretch()))

    def _show_items(self, details: MeetingDetails) -> None:
        heard = [item for item in details.items if item.number and not item.hidden]
        self.items.setVisible(details.state not in BEFORE and bool(heard))
        self.table.show_rows(heard)
        self.table.setFixedHeight(self.table.content_height())

    def _load_documents(self, details: MeetingDetails) -> None:
        may = "make_meeting_documents" in details.may
        self._area.setVisible(may)
        desk = self._desk
        if may:
            desk.read(
                self,
                lambda: desk.workspace.documents.documents(desk.actor, meeting_id=details.id),
                self.show_documents,
                replaces="documents",
            )

    def show_documents(self, lines: tuple[DocumentLine, ...]) -> None:
        """Show the documents made of the meeting, the newest first."""
        self.documents.clear()
        for line in lines[:12]:
            kind = "final" if line.is_kept else "draft" if line.is_draft else ""
            words = f"{line.words}, {kind}" if kind else line.words
            made = f"{short_date(line.made_at.astimezone().date())}, {line.made_by}"
            shown = ActionRow("document", words, made, action="Save")
            shown.acted.connect(lambda found=line: self._save(found))
            self.documents.body.addWidget(shown)
        if not lines:
            words = "None has been made yet."
            self.documents.body.addWidget(Label(words, "meta", muted=True))
        details = self._details
        if details is not None and details.state not in BEFORE:
            self.documents.body.addLayout(
                row(
                    secondary("Preview minutes", "ph.eye", small=True, clicked=self._preview),
                    stretch(),
                )
            )

    # What is done.

    def _begin(self, dialog: type[DatedDialog]) -> None:
        if self._details is not None:
            dialog(self._desk, self._details).begin()

    def _open_minutes(self) -> None:
        self._desk.tab_asked(MINUTES)

    def _preview(self) -> None:
        if self._details is not None:
            show_made(self._desk, MINUTES_KIND, self._details.id)

    def _save(self, line: DocumentLine) -> None:
        save_copy(self._desk, self, line.id, f"{line.file_name}.pdf", "pdf")

    def _open_case(self, item_id: str) -> None:
        items = self._details.items if self._details else ()
        item = next((i for i in items if i.id == item_id), None)
        if item is not None and item.case_id and self._desk.can_go("case"):
            self._desk.go("case", item.case_id)
