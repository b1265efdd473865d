"""Letters and forms of a case: what can be made, made off the UI thread, and shown when done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.cases.action_menu import MenuEntry
from ui.cases.paper_view import open_document

if TYPE_CHECKING:
    from cfs_panels.domain.case_choices import DocumentOffer
    from cfs_panels.domain.documents import Made
    from ui.cases.case_desk import CaseDesk
    from ui.cases.case_header import CaseHeader

_LETTERS = ("letter", "agreement")


class CaseLetters(QObject):
    """Joins the menu *Letters and forms* with the documents service."""

    def __init__(self, desk: CaseDesk, header: CaseHeader) -> None:
        super().__init__(desk.page)
        self._desk, self._header = desk, header
        self._case_id = ""
        self._words: dict[str, str] = {}
        header.letters_asked.connect(self.open_menu)
        header.letter_chosen.connect(self.make)

    def show_case(self, case_id: str) -> None:
        """Work for another case."""
        self._case_id = case_id

    def open_menu(self) -> None:
        """Read what can be made of the case now, and open the menu."""
        workspace, actor, case_id = self._desk.workspace, self._desk.actor, self._case_id
        if case_id:
            self._desk.read(
                self,
                lambda: workspace.case_choices.documents(actor, case_id),
                self._show_offers,
                replaces="offers",
            )

    def _show_offers(self, offers: tuple[DocumentOffer, ...]) -> None:
        self._words = {offer.kind: offer.words for offer in offers}
        self._header.open_letters([_entry(offer) for offer in offers])

    def make(self, kind: str) -> None:
        """Make a document of the case, and show it."""
        workspace, actor, case_id = self._desk.workspace, self._desk.actor, self._case_id
        words = self._words.get(kind, "the document")

        def call(progress: object) -> Made:
            return workspace.documents.make(actor, kind, case_id=case_id)

        self._desk.page.runner.run_long(
            self, call, then=self._show_made, words=f"Making {words[:1].lower()}{words[1:]}"
        )

    def _show_made(self, made: Made) -> None:
        self._desk.page.runner.changed.emit(made.changes)
        open_document(self._desk, made.document_id, made.title, made.file_name, made.pdf)


def _entry(offer: DocumentOffer) -> MenuEntry:
    is_letter = offer.kind.endswith(_LETTERS)
    return MenuEntry(
        offer.kind,
        offer.words,
        "letter" if is_letter else "document",
        blocked=offer.blocked,
        below="" if offer.blocked else offer.below,
    )
