"""The second step: what a workbook would do, sheet by sheet and row by row; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.imports.preview_rows import (
    CHANGED_SINCE,
    OF_HERE,
    SheetCounts,
    changed_lines,
    gap_words,
    kept_groups,
    many,
    new_lines,
    number,
    read_groups,
    refused_lines,
    sheet_counts,
    take_in_words,
    total_of,
)
from ui.imports.row_list import ListKind, RowList, Told
from ui.imports.sheets_table import SheetsTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain, primary, secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.header import TabRow
from ui.widgets.layouts import row, stretch
from ui.widgets.record_cells import Cell, Column, Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cfs_panels.domain.tracking.outcomes import LookedAt
    from ui.imports.import_desk import ImportDesk
    from ui.imports.preview_rows import ReadLine, RowLine
    from ui.imports.row_list import Tell
    from ui.widgets.record_cells import Row

SHEETS, REFUSED, NEW, CHANGES, KEPT, READ = "sheets", "refused", "new", "changes", "kept", "read"
"""The tabs of a preview."""

_ABOUT = Column("about", "About", lambda line: Cell(line.about, medium=True), width=170)
_PLACE = Column(
    "place", "Where", lambda line: Cell(line.place), width=180, sort=lambda x: (x.sheet, x.row)
)
KINDS = {
    REFUSED: ListKind(
        "Rows that are refused",
        (
            _PLACE,
            _ABOUT._replace(width=130, hide_compact=True),
            Column("column", "Column", lambda line: Cell(line.column), width=130),
            Column("reason", "What is wrong", lambda line: Cell(line.reason), stretch=3),
        ),
        "row is refused",
        "rows are refused",
        "No row is refused",
    ),
    NEW: ListKind(
        "Rows that are new",
        (_PLACE, _ABOUT, Column("says", "Says", lambda line: Cell(line.says), stretch=3)),
        "row is new",
        "rows are new",
        "No row is new",
        "info",
    ),
    CHANGES: ListKind(
        "What changes",
        (
            _ABOUT,
            _PLACE._replace(hide_compact=True),
            Column("column", "Column", lambda line: Cell(line.column), width=150),
            Column("before", "Now", lambda line: Cell(line.before, muted=True), stretch=2),
            Column("after", "Will be", lambda line: Cell(line.after, medium=True), stretch=2),
        ),
        "value changes",
        "values change",
        "Nothing that is stored changes",
        "info",
    ),
    KEPT: ListKind(
        "Left as it is here",
        (
            _ABOUT,
            _PLACE._replace(hide_compact=True),
            Column("column", "Column", lambda line: Cell(line.column), width=150),
            Column("here", "Stays", lambda line: Cell(line.before, medium=True), stretch=2),
            Column("book", "In the workbook", lambda line: Cell(line.after, muted=True), stretch=2),
        ),
        "value stays as it is here",
        "values stay as they are here",
        "Nothing stands here otherwise",
    ),
    READ: ListKind(
        "How the workbook was read",
        (
            Column("place", "Where", lambda line: Cell(line.place), stretch=2),
            Column("typed", "As typed", lambda line: Cell(line.typed), stretch=3),
            Column("taken", "Understood as", lambda line: Cell(line.taken, medium=True), stretch=4),
        ),
        "thing to know",
        "things to know",
        "Everything was read as it stands",
    ),
}


class PreviewPane(QWidget):
    """Shows what a workbook would do, and takes it in when asked.

    Signals:
        agreed: It is to be taken in.
        other_asked: Another workbook is to be chosen.
    """

    agreed = Signal()
    other_asked = Signal()

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__()
        self._desk = desk
        self.looked: LookedAt | None = None
        self._rows: dict[str, Sequence[Row]] = {}
        self._stale: set[str] = set()
        self.lists: dict[str, RowList] = {}
        self.banner = Banner("info", "Nothing is stored yet.")
        self.gaps = Banner("warning", "")
        self.tabs = TabRow()
        self.tabs.chosen.connect(self._show_tab)
        self.sheets = SheetsTable()
        self.sheets.opened.connect(self._open_sheet)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheets)
        self.take_button = primary("Take in", "import", clicked=self.agreed.emit)
        self.save_button = secondary("Save the refused rows", "download", clicked=self._save)
        self.other_button = plain("Choose another workbook", clicked=self.other_asked.emit)
        foot = FlowLayout(self.take_button, self.save_button, self.other_button, spacing=9)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(self.banner)
        stack.addWidget(self.gaps)
        stack.addLayout(row(self.tabs, stretch()))
        stack.addWidget(self._stack, 1)
        stack.addLayout(foot)

    def show_looked(self, looked: LookedAt) -> None:
        """Show what a workbook would do."""
        self.looked = looked
        read, outcome = looked.read, looked.outcome
        groups, kept = read_groups(looked), kept_groups(outcome)
        self._rows = {
            REFUSED: refused_lines(outcome),
            NEW: new_lines(looked),
            CHANGES: changed_lines(outcome),
            KEPT: [row for g in kept for row in (Heading(g[0].reason, str(len(g))), *g)],
            READ: [row for g in groups for row in (Heading(g.title, str(len(g.lines))), *g.lines)],
        }
        self._stale = set(self._rows)
        self._name_tabs(sum(len(group.lines) for group in groups))
        counts = sheet_counts(read, outcome)
        total = total_of(counts)
        self.sheets.show_counts([*counts, total])
        self._say(looked, total)
        self.tabs.choose(SHEETS)
        self._show_tab(SHEETS)

    def _name_tabs(self, things: int) -> None:
        words = {REFUSED: "Refused", NEW: "New", CHANGES: "Changes", KEPT: "Left as it is"}
        counted = [
            (key, f"{name} {number(_count(self._rows[key]))}") for key, name in words.items()
        ]
        shown = [tab for tab in counted if self._rows[tab[0]] or tab[0] == REFUSED]
        self.tabs.set_tabs(
            [(SHEETS, "Sheets"), *shown, (READ, f"How it was read {number(things)}")]
        )

    def _say(self, looked: LookedAt, total: SheetCounts) -> None:
        words = take_in_words(total)
        name = looked.source.file_name
        if words:
            text = f"{name}: {_what_it_does(total, _count(self._rows[KEPT]))}"
        else:
            text = f"{name} brings nothing new: {_why_nothing(total)}"
        lead = "Nothing is stored yet." if words else "There is nothing to take in."
        self.banner.set_words(lead, text)
        self.gaps.set_words(*gap_words(looked.read))
        self.gaps.setVisible(bool(looked.read.missing_columns))
        self.take_button.setText(words)
        self.take_button.setVisible(bool(words))
        self.save_button.setText(f"Save the {many(total.refused, 'refused row')}")
        self.save_button.setVisible(bool(total.refused))

    def first(self) -> QWidget:
        """Return what gets the keyboard: the deed, or another workbook where there is none."""
        return self.take_button if self.take_button.text() else self.other_button

    def words(self) -> str:
        """Return what the preview says in short."""
        return self.banner.words()

    # Tabs

    def _show_tab(self, tab: str) -> None:
        shown = self.sheets if tab == SHEETS else self._list(tab)
        self._stack.setCurrentWidget(shown)

    def _list(self, tab: str) -> RowList:
        if tab not in self.lists:
            made = RowList(KINDS[tab], _TELLING.get(tab, self._tell_new))
            self.lists[tab] = made
            self._stack.addWidget(made)
        if tab in self._stale:
            self._stale.discard(tab)
            self.lists[tab].filters.show_values("", {})
            self.lists[tab].show_rows(self._rows[tab])
        return self.lists[tab]

    def _open_sheet(self, sheet: str) -> None:
        """Show the rows of a sheet: those that are refused, if there are any, else new ones."""
        for tab in (REFUSED, CHANGES, NEW):
            if any(line.sheet == sheet for line in self._rows[tab]):
                self.tabs.choose(tab)
                self._list(tab).show_sheet(sheet)
                self._list(tab).table.setFocus()
                return

    def _tell_new(self, line: RowLine, show: Callable[[Told], object]) -> None:
        looked, desk = self.looked, self._desk
        if looked is not None:
            read = looked.read
            desk.read(
                self,
                lambda: desk.workspace.import_files.row_facts(
                    desk.actor, read, line.sheet, line.row
                ),
                then=lambda facts: show(Told(line.about or line.place, line.place, facts=facts)),
                replaces="read",
            )

    def _save(self) -> None:
        if self.looked is not None:
            self._desk.ask_for_refused(self.looked.outcome.rejected, self.looked.source.file_name)


def _count(rows: Sequence[Row]) -> int:
    return sum(not isinstance(row, Heading) for row in rows)


def _what_it_does(total: SheetCounts, kept: int) -> str:
    parts = [many(total.new, "new record")] if total.new else []
    if total.changed:
        parts.append(many(total.changed, "changed record"))
    if total.refused:
        parts.append(f"{many(total.refused, 'row is', 'rows are')} refused and left out whole")
    if kept:
        parts.append(many(kept, "value stays as it is here", "values stay as they are here"))
    return f"{', '.join(parts)}."


def _why_nothing(total: SheetCounts) -> str:
    parts = [f"{many(total.unchanged, 'row is', 'rows are')} stored already"]
    if total.refused:
        parts.append(f"{many(total.refused, 'is', 'are')} refused")
    if total.repeated:
        parts.append(f"{number(total.repeated)} repeated")
    return f"{', '.join(parts)}."


def _tell_refused(line: RowLine, show: Callable[[Told], object]) -> None:
    show(Told(line.place, line.column, line.reason, line.typed))


def _tell_change(line: RowLine, show: Callable[[Told], object]) -> None:
    facts = (("Column", line.column), ("Now", line.before), ("Will be", line.after))
    show(Told(line.about or line.place, line.place, facts=facts))


def _tell_kept(line: RowLine, show: Callable[[Told], object]) -> None:
    was_imported = line.reason == CHANGED_SINCE
    words = f"{_WHY_KEPT[line.reason]}, so the workbook does not overwrite it."
    facts = (
        ("Column", line.column),
        ("Stays", line.before),
        ("In the workbook", line.after),
        *((("Last import", line.taken_before),) if was_imported else ()),
    )
    show(Told(line.about or line.place, line.place, words, facts))


def _tell_read(line: ReadLine, show: Callable[[Told], object]) -> None:
    if line.typed:
        show(Told(line.place, facts=(("As typed", line.typed), ("Understood as", line.taken))))
    else:
        show(Told(line.place, words=line.taken))


_WHY_KEPT = {
    CHANGED_SINCE: "This was changed here after the last import",
    OF_HERE: "This was recorded here and no import brought it",
}
_TELLING: dict[str, Tell] = {
    REFUSED: _tell_refused,
    CHANGES: _tell_change,
    KEPT: _tell_kept,
    READ: _tell_read,
}
