"""The papers of a meeting: what is missing, who gets what, and the papers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.meetings import (
    ItemDetails,
    ItemKind,
    MeetingDetails,
    MemberLine,
    Reply,
)
from cfs_panels.domain.words import joined, long_date, plural, short_date, uncapitalised
from ui.meetings.meeting_panes import MeetingPane
from ui.meetings.pack_view import PackView
from ui.widgets.banner import Banner
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import empty
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from ui.meetings.meeting_desk import MeetingDesk

MISSING, WHO, READ = "missing", "who", "read"
WAITING = ("late", "blocked", "missing", "asked")
_PILLS = {
    "late": ("overdue", "Late"),
    "blocked": ("blocked", "Blocked"),
    "missing": ("missing", "Not in yet"),
    "asked": ("dueSoon", "Asked for"),
}


def state_cell(item: ItemDetails) -> Cell:
    """Return how the papers of an item stand, the worst of them."""
    states = [mark.state for mark in item.papers if mark.state in WAITING]
    if not states:
        return Cell(pill="Complete", pill_kind="onTrack", icon="onTrack")
    worst = min(states, key=WAITING.index)
    kind, words = _PILLS[worst]
    return Cell(pill=words, pill_kind=kind, icon=kind)


def awaited_cell(item: ItemDetails) -> Cell:
    """Return what is awaited for an item."""
    waits = [mark.words for mark in item.papers if mark.state in WAITING]
    if not waits:
        return Cell("Nothing is awaited", muted=True)
    return Cell(joined(waits))


def sent_cell(item: ItemDetails) -> Cell:
    """Return when the papers of an item went."""
    if item.papers_sent_on is None:
        return Cell("Not sent yet", muted=True)
    return Cell(short_date(item.papers_sent_on))


MISSING_COLUMNS = (
    Column("number", "No.", lambda i: Cell(str(i.number), strong=True), width=50, sortable=False),
    Column("household", "Household", lambda i: Cell(i.title, i.item_name, medium=True), stretch=2,
           least=180, sortable=False),
    Column("awaited", "Still awaited", awaited_cell, stretch=3, least=200, sortable=False),
    Column("state", "Papers", state_cell, width=124, sortable=False),
    Column("sent", "Sent", sent_cell, width=120, sortable=False),
)  # fmt: skip


def hidden_from(details: MeetingDetails, member_id: str) -> list[int]:
    """Return the numbers of the items whose papers a member does not get."""
    return [
        item.number
        for item in details.items
        if any(m.member_id == member_id and m.conflicted for m in item.members)
    ]


def gets_words(details: MeetingDetails, member: MemberLine) -> str:
    """Return what a member gets: ``All 12 items``, ``11 items, without item 9``."""
    cases = [item for item in details.items if item.kind is ItemKind.CASE and not item.hidden]
    hidden = hidden_from(details, member.member_id)
    if not hidden:
        return f"All {plural(len(cases), 'item')}"
    left = plural(len(cases) - len(hidden), "item")
    return f"{left}, without {uncapitalised(items_words(hidden))}"


class PapersPane(MeetingPane):
    """The second tab of a meeting; who does not send papers only reads them."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._details: MeetingDetails | None = None
        self._sends = desk.may("send_papers")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self._reasons = QVBoxLayout()
        stack.addLayout(self._reasons)
        self.views = SavedViews(
            [View(MISSING, "What is missing"), View(WHO, "Who gets what"), View(READ, "Read")]
        )
        self.views.choose(MISSING if self._sends else READ)
        self.views.chosen.connect(self._choose)
        self.views.setVisible(self._sends)
        stack.addWidget(self.views)
        self.shown = QStackedWidget()
        self.missing = RecordTable(
            MISSING_COLUMNS, key=lambda i: i.id, rows="two_line", name="Papers by item",
            rounded=True,
        )  # fmt: skip
        self.missing.set_empty(
            EmptyState("pack", "No case is on the agenda", "Its papers are listed here then.")
        )
        self.missing.opened.connect(lambda key: self._open_case(desk, key))
        self.who = RecordTable(self._who_columns(), key=lambda m: m.member_id, rows="two_line",
                               name="Papers by member", rounded=True)  # fmt: skip
        self.who.set_empty(
            EmptyState("people", "Nobody is due at this meeting", "Invite members first.")
        )
        self.pack = PackView(desk)
        self._cards = {
            MISSING: TableCard(self.missing, keys=[("Enter", "open case")]),
            WHO: TableCard(self.who),
            READ: self.pack,
        }
        for card in self._cards.values():
            self.shown.addWidget(card)
        stack.addWidget(self.shown, 1)

    def _who_columns(self) -> list[Column]:
        return [
            Column("name", "Member", lambda m: Cell(m.name, m.words, medium=True), stretch=2,
                   sortable=False),
            Column("reply", "Reply", _reply_cell, width=140, sortable=False),
            Column("gets", "Gets", self._gets_cell, stretch=2, sortable=False),
        ]  # fmt: skip

    def _gets_cell(self, member: MemberLine) -> Cell:
        details = self._details
        if details is None:
            return Cell()
        hidden = bool(hidden_from(details, member.member_id))
        return Cell(gets_words(details, member), icon="hidden" if hidden else "")

    def show_details(self, details: MeetingDetails) -> None:
        """Show the papers of a meeting."""
        self._details = details
        self._show_reasons(details)
        cases = [item for item in details.items if item.kind is ItemKind.CASE and not item.hidden]
        self.missing.show_rows(cases)
        self.who.show_rows(details.members)
        for key in (MISSING, WHO):
            card = self._cards[key]
            if isinstance(card, TableCard):
                card.set_footer(_footer(details, key))
        self._choose(self.views.key())

    def _show_reasons(self, details: MeetingDetails) -> None:
        empty(self._reasons)
        for lead, words in (
            ("They went late.", details.late_reason),
            ("They went with gaps.", details.gaps_reason),
        ):
            if words and self._sends:
                self._reasons.addWidget(
                    Banner("slate", lead, " ".join(words.splitlines()), icon="late")
                )

    def _choose(self, key: str) -> None:
        self.shown.setCurrentWidget(self._cards[key])
        if key == READ and self._details is not None:
            self.pack.show_details(self._details)

    def set_compact(self, compact: bool) -> None:
        """Give the list of papers the width that its words need."""
        self.pack.fit()

    def primary_focus(self) -> QWidget:
        return self.pack.table if not self._sends else self.missing

    def _open_case(self, desk: MeetingDesk, item_id: str) -> None:
        items = self._details.items if self._details else ()
        item = next((i for i in items if i.id == item_id), None)
        if item is not None and desk.can_go("case"):
            desk.go("case", item.case_id)


def _reply_cell(member: MemberLine) -> Cell:
    if member.reply is Reply.COMING:
        return Cell(pill="Coming", pill_kind="onTrack", icon="onTrack")
    if member.reply is Reply.APOLOGIES:
        return Cell(pill="Apologies", pill_kind="paused", icon="paused")
    return Cell(pill="No reply", pill_kind="missing", icon="missing")


def _footer(details: MeetingDetails, key: str) -> str:
    if key == WHO:
        return plural(len(details.members), "member")
    went = "not sent yet"
    if details.papers_sent_on is not None:
        went = f"first sent on {long_date(details.papers_sent_on)}"
    return f"{details.papers_in} of {details.papers_needed} papers in, {went}"
