"""Everything that is written from the decision page: answers, marks, requirements, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from cfs_panels.domain.decisions import DropRequirement, MarkRead, SaveDecision
from cfs_panels.domain.errors import Clash, RuleBroken
from ui.decisions.clash_dialog import ClashDialog
from ui.decisions.information_dialog import InformationDialog
from ui.decisions.requirement_dialog import RequirementDialog
from ui.decisions.sign_flow import SignFlow
from ui.widgets.autosave import Autosave
from ui.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from datetime import datetime

    from cfs_panels.domain.cases import Colleague
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.decisions import DecisionAnswers, DecisionDetails
    from ui.decisions.record_pane import RecordPane
    from ui.widgets.desk import PageDesk
    from ui.widgets.field import Field

KEPT = "The letter is kept as it is sent and never changes."


class RecordWriting(QObject):
    """Saves what is typed by itself, and carries out what is pressed.

    Signals:
        state: Words for the top bar.
        wants_fresh: The record is to be read again.
        refused: A trouble that belongs above the page.
    """

    state = Signal(str)
    wants_fresh = Signal()
    refused = Signal(object)

    def __init__(self, desk: PageDesk, record: RecordPane) -> None:
        super().__init__(desk.page)
        self._desk, self._record = desk, record
        self._details: DecisionDetails | None = None
        self._version = 0
        self._typed = self._sent = self._kept = 0  # how many edits there were, by now and in store
        self._signs_next = False
        self.autosave = Autosave(self, self._save, now=self._moment)
        self.autosave.state.connect(self.state)
        record.edited.connect(self._note_edit)
        record.settled.connect(self.autosave.flush)
        record.material.read_changed.connect(self.mark_read)
        record.outcome.information_asked.connect(self.ask_for_information)
        record.requirements.asked.connect(self.add_requirement)
        record.requirements.dropped.connect(lambda found: desk.do(DropRequirement(found)))
        record.notices.told.connect(self.tell)
        record.notices.letter_sent.connect(self.send_letter)

    def _note_edit(self) -> None:
        self._typed += 1
        self.autosave.touched()

    def has_unsaved(self) -> bool:
        """Return whether something typed is not in the store yet."""
        return self._typed != self._kept

    def save_now(self) -> None:
        """Send what is typed at once, also while an earlier save is still under way."""
        self.autosave.flush()
        if self._typed != self._sent:
            self.autosave.forget()
            self._save()

    def _moment(self) -> datetime:
        return self._desk.workspace.office.now().astimezone()

    def show_details(self, details: DecisionDetails) -> None:
        """Show a record as it was read; what is typed and not saved yet stays."""
        same = self._details is not None and self._details.id == details.id
        keep = same and (self.has_unsaved() or details.version == self._version)
        if not same:
            self.autosave.forget()
            self._kept = self._typed
            self._signs_next = False
        if not keep:
            self._version = details.version
        self._details = details
        self._record.show_details(details, self._moment(), self._desk.actor.name, keep_typed=keep)
        if self._signs_next and not self.has_unsaved():
            self._open_signing()

    # The answers.

    def _save(self) -> None:
        details = self._details
        if details is None or not details.id:
            return
        desk, answers, edits = self._desk, self._record.answers(), self._typed
        self._sent = edits

        def save() -> Changes:
            command = SaveDecision(details.id, answers, self._version)
            changes = desk.workspace.do(desk.actor, command)
            self._version = changes.version  # here, since the next save may be waiting already
            return changes

        desk.page.runner.run(
            desk.page,
            save,
            then=lambda _changes: self._saved(edits),
            on_error=lambda error: self._not_saved(error, answers),
        )

    def _saved(self, edits: int) -> None:
        self._kept = edits
        self.autosave.saved()

    def _not_saved(self, error: Exception, mine: DecisionAnswers) -> bool:
        self._sent = self._kept
        if isinstance(error, Clash):
            self.autosave.forget()
            self.state.emit("Not saved: somebody else changed this record")
            self._show_clash(error, mine)
            return True
        if isinstance(error, RuleBroken):
            self.autosave.forget()
            self.state.emit(f"Not saved: {error.message}")
            self.refused.emit(error)
            return True
        self.autosave.failed(getattr(error, "message", "") or "the program met a trouble.")
        return hasattr(error, "message")

    def _show_clash(self, clash: Clash, mine: DecisionAnswers) -> None:
        theirs = cast("DecisionAnswers", clash.theirs)
        dialog = ClashDialog(self._desk.page, clash.message, theirs, mine)
        dialog.theirs_taken.connect(self._take_theirs)
        dialog.mine_taken.connect(self._take_mine)
        dialog.open()

    def _take_theirs(self) -> None:
        self._version = -1
        self._kept = self._typed
        self.wants_fresh.emit()

    def _take_mine(self) -> None:
        """Save one's own answers over the other's, on the version that the other left."""
        details = self._details
        if details is None:
            return
        desk, case_id = self._desk, details.case_id

        def go_on(found: DecisionDetails) -> None:
            self._version = found.version
            self._note_edit()
            self.save_now()

        desk.read(
            desk.page,
            lambda: desk.workspace.decision_pages.decision(desk.actor, case_id),
            then=go_on,
        )

    # What was read, asked, required.

    def mark_read(self, paper_id: str, read: bool = True) -> None:
        """Mark a paper of the pack as read, or as to be read again."""
        if self._details is not None and self._record.foot.is_writable():
            self._desk.do(MarkRead(self._details.id, paper_id, read))

    def ask_for_information(self) -> None:
        """Open the question to the social worker."""
        if self._details is not None:
            InformationDialog(self._desk, self._details).begin()

    def add_requirement(self) -> None:
        """Open the form of a requirement, with the social workers to choose from."""
        desk = self._desk

        def ask(people: tuple[Colleague, ...]) -> None:
            if self._details is not None:
                names = tuple(person.name for person in people)
                RequirementDialog(desk, self._details.id, names).begin()

        desk.read(desk.page, lambda: desk.workspace.case_pages.workers(desk.actor), then=ask)

    # The signature.

    def check_and_sign(self) -> None:
        """Save what is typed, and ask for the signature where nothing is open any more."""
        if self._details is None or not self._record.foot.is_writable():
            return
        self._signs_next = True
        if self.has_unsaved():
            self.save_now()
        else:
            self._open_signing()

    def _open_signing(self) -> None:
        self._signs_next = False
        details = self._details
        if details is None:
            return
        if details.not_ready:
            open_section = self._record.first_open()
            if open_section is not None:
                open_section.take_focus()
            waiting = ", ".join(details.not_ready)
            self.refused.emit(RuleBroken(f"The record is not ready to sign: {waiting}."))
            return
        SignFlow(self._desk, details)

    # The notices.

    def tell(self) -> None:
        """Record that the applicants were told."""
        form = self._record.notices.told_form
        if form is None or self._details is None:
            return
        command = form.command(self._details.id)
        if command is not None:
            self._desk.do(command, on_error=lambda error: self._beside(error, form.fields))

    def send_letter(self) -> None:
        """Say what releasing the letter does, and release it."""
        form, details = self._record.notices.letter_form, self._details
        command = form.command(details.id) if form is not None and details is not None else None
        if form is None or details is None or command is None:
            return
        dialog = ConfirmDialog(
            self._desk.page,
            "Send the letter",
            lead=details.letters[0][1] if details.letters else "",
            words=f"To {command.to}. {KEPT}",
            note=details.window_words,
            verb="Send letter",
            icon="letter",
        )
        dialog.confirmed.connect(
            lambda: self._desk.do(command, on_error=lambda e: self._beside(e, form.fields))
        )
        dialog.open()

    def _beside(self, error: Exception, fields: dict[str, Field]) -> bool:
        field = fields.get(getattr(error, "field", None) or "")
        if isinstance(error, RuleBroken) and field is not None:
            field.show_error(error.message)
            field.setFocus()
            return True
        return False
