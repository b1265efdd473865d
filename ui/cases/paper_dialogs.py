"""Papers of a case: adding a file, and removing one that does not belong there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.papers import AttachPaper, PaperLine, RemovePaper
from ui.cases.event_dialog import NEED_DAY
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cfs_panels.domain.case_lines import CaseDetails, Colleague
    from ui.cases.case_desk import CaseDesk

SUFFIXES = (".pdf", ".docx", ".png", ".jpg", ".jpeg")
WORD_NOTE = (
    "Members and the decision maker cannot read a Word file in the window: they must save a copy. "
    "Where you can, save it as PDF in Word, and add that."
)
REPORT, OTHER = "report", "other"


class FileChoice(QWidget):
    """A place for one file, and the name of the one that was chosen.

    Signals: edited.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        self.drop = FileDrop("Drop a file here: PDF, Word or picture.", suffixes=SUFFIXES)
        self._name = ElideLabel("", medium=True)
        self._why = Label("", "meta", tone="danger", wrap=True)
        self._why.hide()
        self.word_note = Label(WORD_NOTE, "meta", muted=True, wrap=True)
        self.word_note.hide()
        stack.addWidget(self.drop)
        stack.addWidget(self._name)
        stack.addWidget(self._why)
        stack.addWidget(self.word_note)
        self._name.hide()
        self.drop.chosen.connect(self._take)
        self.drop.refused.connect(self._refuse)
        self.setFocusProxy(self.drop)

    def value(self) -> Path | None:
        """Return the file that was chosen."""
        return self._path

    def set_value(self, path: Path | None) -> None:
        """Show a chosen file, or none."""
        self._path = path
        self._name.setText(path.name if path else "")
        self._name.setVisible(path is not None)
        self.word_note.setVisible(path is not None and path.suffix.casefold() == ".docx")
        self._why.hide()

    def _take(self, path: Path) -> None:
        self.set_value(path)
        self.edited.emit()

    def _refuse(self, words: str) -> None:
        self._why.setText(words)
        self._why.show()


def read_file(path: Path) -> bytes:
    """Return the content of a file on this computer.

    Raises:
        OutsideTrouble: where it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutsideTrouble(
            f"{path.name} cannot be read. Close it in other programs, or choose another file."
        ) from error


def attach_report(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for the finished report: the file, who wrote it, and when it was finished."""
    return AttachDialog(desk, case, REPORT).begin()


def attach_brief_report(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for a brief report: the file, who wrote it, and when it was finished."""
    return AttachDialog(desk, case, "brief_report").begin()


def attach_review_report(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for the report of a review: the file, who wrote it, and when it was finished."""
    return AttachDialog(desk, case, "review_report").begin()


def attach_paper(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for a paper of any kind."""
    return AttachDialog(desk, case, "").begin()


def attach_file(desk: CaseDesk, case: CaseDetails, path: Path) -> AskingDialog:
    """Ask what a file is that was dropped on the documents."""
    dialog = AttachDialog(desk, case, "")
    dialog.file.set_value(path)
    return dialog.begin()


class AttachDialog(AskingDialog):
    """Adds a file to a case; its kinds and its authors are read while it opens."""

    def __init__(self, desk: CaseDesk, case: CaseDetails, kind: str) -> None:
        is_report = bool(kind)
        super().__init__(
            desk,
            "Add the finished report" if is_report else "Add a document",
            verb="Add",
            icon="attachment",
            lead=case.household,
            note="The file is kept sealed in the agency’s own records; your file stays where it "
            "is. A paper of the same kind becomes a new version.",
            make=self._command,
        )
        self._case, self._fixed = case, kind
        self._desk_today = desk.today
        self.file = self.ask("content", "File", FileChoice(), needed="Choose the file")
        line = self.line()
        self.kind = self.ask(
            "kind",
            "What it is",
            ChoiceBox(placeholder="Choose what it is"),
            needed="" if is_report else "Choose what it is",
            line=line,
        )
        self.title = self.ask("title", "Title in lists", TextField(), line=line)
        line = self.line()
        self.author = self.ask(
            "author_id", "Written by", ChoiceBox(placeholder="Choose a colleague"), line=line
        )
        self.finished_on = self.ask_day(
            "finished_on", "Finished on", desk.today, needed=NEED_DAY, line=line
        )
        self.restricted = self.ask(
            "restricted", "Who may open it", CheckBox("Only worker, manager and panel advisers")
        )
        self.fields["kind"].setHidden(is_report)
        self.fields["title"].setHidden(is_report)
        self.fields["restricted"].setHidden(is_report)
        self._read(desk, case)

    def _read(self, desk: CaseDesk, case: CaseDetails) -> None:
        pages, choices, actor = desk.workspace.case_pages, desk.workspace.case_choices, desk.actor
        desk.read(self, lambda: pages.workers(actor), self._show_authors)
        desk.read(self, lambda: choices.paper_kinds(actor, case.id), self._show_kinds)

    def _show_authors(self, colleagues: Sequence[Colleague]) -> None:
        self.author.set_choices([(c.id, c.name) for c in colleagues])
        if not self.author.value():
            self.author.set_value(self._case.worker_id)

    def _show_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        self.kind.set_choices(kinds)
        self.kind.set_value(self._fixed)

    def _command(self) -> Callable[[], AttachPaper]:
        """Return the call that reads the file and makes the command, off the UI thread."""
        path = self.file.value() or Path()
        kind = self._fixed or self.kind.value()
        title, author = self.title.value(), self.author.value()
        finished, restricted = self.finished_on.value() or self._desk_today, self.restricted.value()
        case_id = self._case.id
        return lambda: AttachPaper(
            case_id=case_id,
            kind=kind,
            title=title,
            file_name=path.name,
            content=read_file(path),
            finished_on=finished,
            author_id=author,
            restricted=restricted,
        )


def remove_paper(desk: CaseDesk, paper: PaperLine) -> AskingDialog:
    """Ask why a paper does not belong here, and remove its content."""

    def make() -> RemovePaper:
        return RemovePaper(paper.id, reason.value())

    dialog = AskingDialog(
        desk,
        "Remove this paper",
        verb="Remove",
        icon="remove",
        lead=paper.title,
        words="Its content is destroyed and cannot be brought back. The entry stays, with your "
        "name and reason.",
        make=make,
    )
    reason = dialog.ask(
        "reason",
        "Reason",
        TextArea(lines=2),
        hint="For example: it belongs to another household.",
        needed="Enter why it is removed",
    )
    return dialog.begin()
