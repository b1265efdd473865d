"""Saves the minutes of the item that is shown by itself; a clash shows both texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cfs_panels.domain.errors import Clash, OutsideTrouble, RuleBroken
from cfs_panels.domain.meetings import SaveItemMinutes
from ui.meetings.clash_dialog import ClashDialog
from ui.widgets.autosave import Autosave

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.meetings import ItemDetails
    from ui.meetings.meeting_desk import MeetingDesk
    from ui.meetings.minutes_form import MinutesForm


class MinutesSaver(QObject):
    """Keeps the version of the item and what is not saved of it.

    Signals:
        taken_over: The text of somebody else is to be read and shown instead of what is typed.
    """

    taken_over = Signal()

    def __init__(self, desk: MeetingDesk, form: MinutesForm) -> None:
        super().__init__(form)
        self._desk, self._form = desk, form
        self._item_id, self._version = "", 0
        self._clash: Clash | None = None
        self._waiting: Callable[[], object] | None = None
        office = desk.workspace.office
        self.autosave = Autosave(self, self._save, now=lambda: office.now().astimezone())
        self.autosave.state.connect(desk.page.saved_state)
        form.edited.connect(self.autosave.touched)
        form.left.connect(self.autosave.flush)

    def must_reload(self, item: ItemDetails) -> bool:
        """Return whether the fields are to show the item as it is kept now."""
        if item.id != self._item_id:
            return True
        if self._clash is not None:
            return False
        return not self.autosave.has_unsaved() and item.minutes_version != self._version

    def take_up(self, item: ItemDetails) -> None:
        """Take note that the fields show the item as it is kept."""
        self._item_id, self._version = item.id, item.minutes_version
        self._clash = None
        self.autosave.forget()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self.autosave.flush()

    def when_saved(self, deed: Callable[[], object]) -> None:
        """Do something once all that is typed is saved; it is dropped where saving fails."""
        if not self.autosave.has_unsaved():
            deed()
            return
        self._waiting = deed
        self.autosave.flush()

    def _save(self) -> None:
        if not self._item_id:
            self.autosave.forget()
            return
        command = self._form.command(self._item_id, self._version)
        self._desk.do(
            command,
            then=lambda changes: self._note_saved(command.item_id, changes),
            on_error=lambda error: self._refuse(command, error),
            owner=self,
        )

    def _note_saved(self, item_id: str, changes: Changes) -> None:
        if item_id == self._item_id:
            self._version = changes.version
            self.autosave.saved()
            self._go_on()

    def _go_on(self) -> None:
        """Do what waited for the saving; what was typed meanwhile is saved first."""
        if self._waiting is None:
            return
        if self.autosave.has_unsaved():
            self.autosave.flush()
            return
        deed, self._waiting = self._waiting, None
        deed()

    def _refuse(self, command: SaveItemMinutes, error: Exception) -> bool:
        self._waiting = None
        if isinstance(error, Clash):
            self._clash = error
            self.autosave.forget()
            self._desk.page.saved_state.emit("Not saved: somebody else changed this item")
            self._desk.page.message.show_message(
                "warning",
                error.message,
                action="See both texts",
                on_action=lambda: self._show_both(command, error),
                closable=False,
            )
            return True
        if isinstance(error, OutsideTrouble):
            self.autosave.failed(error.message)
            return True
        self.autosave.forget()
        if isinstance(error, RuleBroken):
            self._desk.page.saved_state.emit(f"Not saved: {error.message}")
            return self._desk.page.show_trouble(error, fields=self._form.fields())
        return False

    def _show_both(self, mine: SaveItemMinutes, clash: Clash) -> None:
        theirs = clash.theirs
        if not isinstance(theirs, SaveItemMinutes) or mine.item_id != self._item_id:
            return
        typed = self._form.command(self._item_id, theirs.version)
        dialog = ClashDialog(self._desk.window(), clash.message, theirs, typed)
        dialog.mine_kept.connect(lambda: self._save_over(theirs))
        dialog.theirs_taken.connect(self._take_theirs)
        dialog.rejected.connect(lambda: self._refuse(replace(mine), clash))
        dialog.open()

    def _save_over(self, theirs: SaveItemMinutes) -> None:
        self._version, self._clash = theirs.version, None
        self.autosave.touched()
        self.autosave.flush()

    def _take_theirs(self) -> None:
        self._item_id, self._clash = "", None
        self.autosave.forget()
        self.taken_over.emit()
