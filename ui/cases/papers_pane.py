"""Documents of a case: the papers that were added, and what the program made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import clock_time, plural, short_date
from ui.cases.action_menu import ActionMenu, MenuEntry
from ui.cases.case_pane import CasePane
from ui.cases.paper_dialogs import SUFFIXES, attach_file, attach_paper, remove_paper
from ui.cases.paper_view import open_document, open_paper, save_copy
from ui.widgets.buttons import secondary
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.documents import DocumentLine
    from cfs_panels.domain.papers import PaperLine
    from ui.cases.case_desk import CaseDesk

LOWEST = 156
NO_PAPER = "Reports, letters and certificates that are added stand here."
NONE_MADE = "Letters and forms that are made of the case stand here."


class PapersPane(CasePane):
    """Two lists; Enter opens, Shift+F10 offers the rest, and a file can be dropped.

    Signals:
        make_asked: The menu of letters and forms is wanted.
    """

    make_asked = Signal()

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.papers: dict[str, PaperLine] = {}
        self.made: dict[str, DocumentLine] = {}
        self._add = secondary("Add a document", "attachment", clicked=self.add)
        self._make = secondary("Letters and forms", "letter", clicked=self.make_asked.emit)
        self._count = Label("", muted=True)
        self.drop = FileDrop("Drop a file here to add it: PDF, Word or picture.", suffixes=SUFFIXES)
        self.drop.chosen.connect(self._dropped)
        self.drop.refused.connect(lambda words: desk.page.message.show_message("danger", words))
        self.paper_table, self.made_table = self._paper_table(), self._made_table()
        self._papers_card = Card("Papers", flush=True)
        self._papers_card.body.addWidget(self.paper_table)
        self._made_card = Card("Made by the program", flush=True)
        self._made_card.body.addWidget(self.made_table)
        title = row(Label("Documents", "section"), self._count, stretch(), self._make, self._add)
        self.body.addLayout(title)
        self.body.addWidget(self.drop)
        self.body.addWidget(self._papers_card)
        self.body.addWidget(self._made_card)
        self.body.addStretch(1)

    def _paper_table(self) -> RecordTable:
        table = RecordTable(
            [
                Column("title", "Paper", _title, stretch=10, least=180),
                Column("author", "Written by", lambda p: Cell(p.author), stretch=4),
                Column("finished", "Finished", lambda p: _day(p.finished_on), width=112),
                Column("pages", "Pages", _pages, width=70, align="right", hide_compact=True),
                Column("deed", "", _open_link, width=80, sortable=False),
            ],
            key=lambda paper: paper.id,
            rows="two_line",
            name="Papers",
        )
        table.set_empty(EmptyState("document", "No paper has been added yet", NO_PAPER))
        table.opened.connect(self.open_by_id)
        table.link_clicked.connect(lambda key, _column: self.open_by_id(key))
        table.menu_asked.connect(self.open_paper_menu)
        table.removed.connect(self._remove)
        return table

    def _made_table(self) -> RecordTable:
        table = RecordTable(
            [
                Column("title", "Document", _made_title, stretch=10, least=180),
                Column("by", "Made by", lambda d: Cell(d.made_by), stretch=4),
                Column("at", "Made", _made_at, width=112),
                Column("state", "State", _made_state, width=120, sortable=False),
                Column("deed", "", lambda _d: Cell(link="Open"), width=80, sortable=False),
            ],
            key=lambda document: document.id,
            rows="two_line",
            name="Documents made by the program",
        )
        table.set_empty(EmptyState("letter", "No document has been made yet", NONE_MADE))
        table.opened.connect(self.open_made)
        table.link_clicked.connect(lambda key, _column: self.open_made(key))
        table.menu_asked.connect(self.open_made_menu)
        return table

    def first(self) -> QWidget:
        """Return the list of papers."""
        return self.paper_table

    def fill(self, case: CaseDetails) -> None:
        """Read and show the documents of a case."""
        may = "attach_paper" in case.allowed
        self._add.setVisible(may)
        self.drop.setVisible(may)
        self._make.setVisible("make_case_documents" in case.allowed)
        workspace, actor = self.desk.workspace, self.desk.actor

        def read() -> tuple[tuple[PaperLine, ...], tuple[DocumentLine, ...]]:
            papers = workspace.papers.papers(actor, case.id, case.as_of)
            made = workspace.documents.documents(actor, case_id=case.id, as_of=case.as_of)
            return papers, made

        self.desk.read(self, read, lambda found: self.show_lines(*found), replaces="all")

    def show_lines(self, papers: tuple[PaperLine, ...], made: tuple[DocumentLine, ...]) -> None:
        """Show papers and made documents; removed papers stand last, for the record."""
        self.papers = {paper.id: paper for paper in papers}
        self.made = {document.id: document for document in made}
        here = [paper for paper in papers if not paper.removed]
        gone = [paper for paper in papers if paper.removed]
        rows: list[PaperLine | Heading] = list(here)
        if gone:
            then = self.case is not None and self.case.as_of is not None
            words = "Removed since" if then else "Removed"
            rows += [Heading(words, str(len(gone))), *gone]
        self.paper_table.show_rows(rows)
        self.made_table.show_rows(made)
        self._count.setText(plural(len(here) + len(made), "document"))
        for table in (self.paper_table, self.made_table):
            table.setFixedHeight(max(LOWEST, table.content_height()))

    # Papers.

    def add(self) -> None:
        """Add a paper."""
        if self.case is not None:
            attach_paper(self.desk, self.case)

    def _dropped(self, path: Path) -> None:
        if self.case is not None:
            attach_file(self.desk, self.case, path)

    def open_paper(self, paper: PaperLine) -> None:
        """Show a paper."""
        self.open_by_id(paper.id)

    def open_by_id(self, paper_id: str) -> None:
        """Show a paper by its id; that it was opened stands in the history."""
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.papers.paper(actor, paper_id),
            lambda paper: open_paper(self.desk, paper),
        )

    def open_paper_menu(self, key: str, at: QPoint | None = None) -> None:
        """Open the menu of a paper."""
        if self.papers[key].removed:
            return
        entries = [MenuEntry("open", "Open", "open"), MenuEntry("save", "Save a copy", "download")]
        if self._may_remove():
            below = "Where it was misfiled. Its content is destroyed."
            entries.append(MenuEntry("remove", "Remove", "remove", below=below))
        menu = ActionMenu(self, self.papers[key].title, entries)
        menu.chosen.connect(lambda deed: self._do_with_paper(key, deed))
        menu.open_at(self.paper_table, at)

    def _may_remove(self) -> bool:
        return self.case is not None and "remove_paper" in self.case.allowed

    def _do_with_paper(self, key: str, deed: str) -> None:
        paper = self.papers[key]
        workspace, actor = self.desk.workspace, self.desk.actor
        if deed == "open":
            self.open_by_id(key)
        elif deed == "remove":
            self._remove(key)
        else:
            save_copy(
                self.desk,
                self,
                paper.file_name,
                lambda: workspace.papers.paper(actor, paper.id).content,
            )

    def _remove(self, key: str) -> None:
        paper = self.papers[key]
        if self._may_remove() and not paper.removed:
            remove_paper(self.desk, paper)

    # Made documents.

    def open_made(self, key: str) -> None:
        """Show a document that was made."""
        document = self.made[key]
        documents, actor = self.desk.workspace.documents, self.desk.actor
        self.desk.read(
            self,
            lambda: documents.document(actor, key, "pdf", purpose="view"),
            lambda pdf: open_document(self.desk, key, document.title, document.file_name, pdf),
        )

    def open_made_menu(self, key: str, at: QPoint | None = None) -> None:
        """Open the menu of a made document."""
        menu = ActionMenu(
            self,
            self.made[key].title,
            [
                MenuEntry("open", "Open", "open"),
                MenuEntry("docx", "Save as Word", "word"),
                MenuEntry("pdf", "Save as PDF", "pdf"),
            ],
        )
        menu.chosen.connect(lambda deed: self._do_with_made(key, deed))
        menu.open_at(self.made_table, at)

    def _do_with_made(self, key: str, deed: str) -> None:
        documents, actor = self.desk.workspace.documents, self.desk.actor
        if deed == "open":
            self.open_made(key)
            return
        name = f"{self.made[key].file_name}.{deed}"
        save_copy(self.desk, self, name, lambda: documents.document(actor, key, deed))


def _title(paper: PaperLine) -> Cell:
    version = f", version {paper.version_number}" if paper.version_number > 1 else ""
    icon = "restricted" if paper.restricted else "document"
    below = paper.removed or paper.file_name
    return Cell(f"{paper.title}{version}", below, icon=icon, medium=True, muted=bool(paper.removed))


def _open_link(paper: PaperLine) -> Cell:
    return Cell(link="" if paper.removed else "Open")


def _day(day: date | None) -> Cell:
    return Cell(short_date(day) if day else "", muted=True)


def _pages(paper: PaperLine) -> Cell:
    return Cell(str(paper.pages or ""), align="right", muted=True)


def _made_title(document: DocumentLine) -> Cell:
    return Cell(document.title, document.words, icon="letter", medium=True)


def _made_at(document: DocumentLine) -> Cell:
    local = document.made_at.astimezone()
    return Cell(short_date(local.date()), clock_time(local.time()))


def _made_state(document: DocumentLine) -> Cell:
    if document.sent_on is not None:
        return Cell(f"Sent {short_date(document.sent_on)}", document.sent_to)
    if document.is_draft:
        return Cell(pill="Draft", pill_kind="info")
    return Cell("Kept" if document.is_kept else "", muted=True)
