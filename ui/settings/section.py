"""What every section of the settings is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from cfs_panels.domain.changes import Changes
    from ui.widgets.desk import PageDesk


class Section(QWidget):
    """One section: what it is called, who has it, and what it shows.

    Attributes:
        key: Its name for the navigator.
        title: What the list of sections calls it.
        icon: A meaning of the tokens.
        action: The action a person must be allowed to have the section; nothing for everybody.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    action: ClassVar[str] = ""

    def __init__(self, desk: PageDesk) -> None:
        super().__init__()
        self.desk = desk

    def show_section(self, record: str = "") -> None:
        """Read what the section shows, and show one record of it where one is named."""

    def changed(self, changes: Changes) -> None:
        """Take note of a write anywhere; called while the section is shown."""

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""

    def first(self) -> QWidget | None:
        """Return what gets the keyboard when the section opens."""
        return None

    def save_now(self) -> None:
        """Save what is typed now."""

    def may_leave(self) -> bool:
        """Return whether the section can be left; it saves what is typed on the way."""
        return True

    def new_record(self) -> None:
        """Begin a new record of the section's kind."""
