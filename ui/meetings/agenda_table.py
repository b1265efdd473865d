"""The agenda as a table: items by number and time, their papers as marks, breaks between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent

from cfs_panels.domain.meetings import ItemDetails, ItemKind, MeetingDetails
from cfs_panels.domain.quorum import chip_words, sentence
from cfs_panels.domain.words import clock_time
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent, QKeyEvent

PAPERS = (
    ("report", "Report", 58),
    ("checks", "Checks", 58),
    ("medical", "Medical", 60),
    ("signed", "Signed", 56),
    ("views", "Views", 54),
    ("note", "Note", 54),
)
_TILES = {"asked": "dueSoon", "late": "overdue", "blocked": "blocked", "missing": "missing"}
BREAK_INDENT = 55


def paper_cell(item: ItemDetails, column: str) -> Cell:
    """Return one cell of the papers matrix."""
    mark = next((m for m in item.papers if m.column == column), None)
    if mark is None:
        return Cell(spoken="" if item.hidden else "not needed")
    spoken = mark.words
    if mark.state == "in":
        return Cell(icon="done", icon_tone="onTrack", align="center", spoken=spoken)
    tile = _TILES.get(mark.state)
    if tile is None:
        return Cell(icon="notNeeded", icon_tone="textDisabled", align="center", spoken=spoken)
    if tile == "overdue":
        return Cell(icon="ph.x-circle", fill=True, tile=tile, spoken=spoken)
    return Cell(icon=tile, fill=tile == "dueSoon", tile=tile, spoken=spoken)


def members_cell(item: ItemDetails) -> Cell:
    """Return how many members an item has, red where they are too few."""
    if item.quorum is None:
        return Cell()
    lost = not item.quorum.quorate
    words = chip_words(item.quorum)
    kind = "overdue" if lost else "onTrack"
    return Cell(pill=words, pill_kind=kind, icon=kind, spoken=sentence(item.quorum))


def household_cell(item: ItemDetails) -> Cell:
    """Return whom an item is about, or the sentence for a member with a conflict."""
    if item.hidden:
        return Cell("Papers hidden", "You declared a conflict", icon="hidden", muted=True,
                    spoken=item.hidden)  # fmt: skip
    return Cell(item.title, item.item_name, medium=True)


def _paper_column(key: str, title: str, width: int) -> Column:
    def cell(item: ItemDetails) -> Cell:
        return paper_cell(item, key)

    return Column(key, title, cell, width=width, align="center", sortable=False, least=40)


def columns(*, with_papers: bool) -> list[Column]:
    """Return the columns of an agenda."""
    found = [
        Column("number", "No.", lambda i: Cell(str(i.number), strong=True), width=50,
               sortable=False, least=44),
        Column("start", "Start", lambda i: Cell(clock_time(i.starts_at)), width=62, sortable=False,
               least=52),
        Column("household", "Household", household_cell, stretch=1, least=170, sortable=False),
        Column("minutes", "Min", lambda i: Cell(str(i.minutes or "")), width=46, sortable=False,
               least=40),
    ]  # fmt: skip
    if with_papers:
        found += [_paper_column(*paper) for paper in PAPERS]
        found.append(Column("members", "Members", members_cell, width=94, sortable=False, least=84))
    return found


def agenda_lines(details: MeetingDetails, *, every_break: bool = True) -> list[ItemDetails]:
    """Return the lines of an agenda that are shown.

    Without ``every_break`` those that no item of the person stands around are left out: a row of
    breaks would tell how much is not shown.
    """
    lines = list(details.items)
    if not every_break:
        lines = [
            line
            for place, line in enumerate(lines)
            if line.kind is not ItemKind.BREAK
            or (
                0 < place < len(lines) - 1
                and lines[place - 1].kind is not ItemKind.BREAK
                and lines[place + 1].kind is not ItemKind.BREAK
            )
        ]
    return lines


def agenda_rows(
    details: MeetingDetails, *, every_break: bool = True
) -> list[ItemDetails | Heading]:
    """Return the lines of an agenda, breaks as headings between the items."""
    rows: list[ItemDetails | Heading] = []
    for item in agenda_lines(details, every_break=every_break):
        if item.kind is ItemKind.BREAK:
            words = f"{item.title}, {item.minutes} minutes"
            start = clock_time(item.starts_at)
            rows.append(Heading(start, words, note=True, indent=BREAK_INDENT))
        else:
            rows.append(item)
    return rows


class AgendaTable(RecordTable):
    """The table of an agenda; Insert asks for a new line.

    Signals:
        insert_asked: Insert was pressed.
        line_dropped: The key of an item and its new place among all lines, breaks too.
    """

    insert_asked = Signal()
    line_dropped = Signal(str, int)

    def __init__(self, *, with_papers: bool = True, movable: bool = False) -> None:
        super().__init__(
            columns(with_papers=with_papers),
            key=lambda item: item.id,
            rows="tight",
            name="Agenda",
            movable=movable,
            rounded=True,
        )
        self._lines: list[ItemDetails] = []

    def show_details(self, details: MeetingDetails, *, every_break: bool = True) -> None:
        """Show the agenda of a meeting; the marked item stays marked."""
        self._lines = agenda_lines(details, every_break=every_break)
        self.show_rows(agenda_rows(details, every_break=every_break))
        if not self.current_key():
            self.mark_first()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of a break as well, which is a heading for all else."""
        place = self.indexAt(event.pos()).row()
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if mouse and self.records().heading_at(place) is not None:
            self.menu_asked.emit(self._lines[place].id, event.globalPos())
        else:
            super().contextMenuEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        key, at = self.current_key(), self.indexAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        below = event.position().y() > self.visualRect(at).center().y()
        place = at.row() + below if at.isValid() else self.records().rowCount()
        here = self.records().place_of(key)
        if key and place not in (here, here + 1):
            self.line_dropped.emit(key, place - (here < place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert:
            self.insert_asked.emit()
        else:
            super().keyPressEvent(event)
