"""What every page of the window is: a title to find it by, a message bar, and room for the rest."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui import theme
from ui.widgets.dress import dress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from cfs_panels.domain.changes import Changes
    from ui.task_runner import TaskRunner
    from ui.widgets.message_bar import MessageBar


class Crumb(NamedTuple):
    """One step of the path in the top bar; without a page it is where one is."""

    label: str
    page: str = ""
    reference: tuple[str, ...] = ()


class Navigator(Protocol):
    """Takes people from page to page."""

    def open(self, page: str, *reference: str) -> None:
        """Show a page, and on it the record with a reference."""

    def back(self) -> None:
        """Show what was shown before."""

    def can_open(self, page: str) -> bool:
        """Return whether the person has such a page."""


class TakesErrors(Protocol):
    """A field that can stand wrong."""

    def show_error(self, message: str) -> None:
        """Show a sentence beside the field."""


class Page(QFrame):
    """A page of the window.

    Signals:
        crumbs_changed: The path in the top bar is to be read again.
        saved_state: Words for the top bar: ``Saving…``, ``Saved 10:42``, ``Not saved: …``.
        may_leave_now: The way that `may_leave` refused can be gone after all.
    """

    crumbs_changed = Signal()
    saved_state = Signal(str)
    may_leave_now = Signal()
    wants_narrow_nav = False

    def __init__(self, navigator: Navigator, runner: "TaskRunner") -> None:
        super().__init__()
        dress(self, "page")
        self.navigator = navigator
        self.runner = runner
        self.compact = False
        self._message: MessageBar | None = None
        self._margins = True
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._body: QVBoxLayout | None = None
        self._bands: list[QVBoxLayout] = []
        runner.changed.connect(self._hear)

    def lay_out(self, *, margins: bool = True, spacing: int = 12) -> QVBoxLayout:
        """Return the layout of the page's content, with the page's margins or to its edges."""
        self._margins = margins
        self._body = QVBoxLayout()
        self._body.setSpacing(spacing)
        self._outer.addLayout(self._body, 1)
        self._set_margins()
        return self._body

    def band(self) -> QVBoxLayout:
        """Return the layout of a white band across the top, for the head of a record."""
        band = QFrame()
        dress(band, "band")
        layout = QVBoxLayout(band)
        layout.setSpacing(10)
        self._bands.append(layout)
        self._set_margins()
        self._outer.insertWidget(len(self._bands) - 1, band)
        return layout

    @property
    def message(self) -> "MessageBar":
        """The bar between the white bands and the content, made when first needed."""
        if self._message is None:
            from ui.widgets.message_bar import MessageBar  # not before the first paint

            self._message = MessageBar()
            self._outer.insertWidget(len(self._bands), self._message)
            self._set_margins()
        return self._message

    def clear_message(self) -> None:
        """Say nothing any more."""
        if self._message is not None:
            self._message.clear()

    def margin(self) -> int:
        """Return the distance of the content from the page's sides."""
        return theme.space("l") if self.compact else theme.space("pageMargin")

    def crumbs(self) -> list[Crumb]:
        """Return the path to where one is; the last is the place itself."""
        return []

    def nav_entry(self) -> str:
        """Return the navigation entry of what is shown, where it is not the page's usual one."""
        return ""

    def open(self, *reference: str) -> None:
        """Show the record with a reference; called each time somebody comes here."""
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""

    def changed(self, changes: "Changes") -> None:
        """Take note of a write anywhere; called while the page is shown."""

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        self.compact = compact
        self._set_margins()

    def primary_focus(self) -> QWidget | None:
        """Return what gets the keyboard when the page opens."""
        return None

    def step_pane(self, step: int) -> bool:
        """Move the keyboard to the page's next pane (or with -1 the one before), if it has one."""
        return False

    def search_box(self) -> "QLineEdit | None":
        """Return what Ctrl+F goes to."""
        return None

    def new_record(self) -> None:
        """Begin a new record of the page's kind, for Ctrl+N."""

    def save_now(self) -> None:
        """Save what is typed now, for Ctrl+S."""

    def print_page(self) -> None:
        """Print what the page means, for Ctrl+P."""

    def may_leave(self) -> bool:
        """Return whether the page can be left now; it saves what is typed on the way.

        A page that asks first returns False, and emits `may_leave_now` once that is answered.
        """
        return True

    def show_trouble(
        self,
        error: Exception,
        again: Callable[[], object] | None = None,
        *,
        fields: Mapping[str, TakesErrors] | None = None,
    ) -> bool:
        """Say a refusal beside its field or above the page; return whether it was ours to say."""
        if isinstance(error, RuleBroken):
            field = (fields or {}).get(error.field or "")
            if field is not None:
                field.show_error(error.message)
            else:
                self.message.show_message("danger", error.message)
            return True
        if isinstance(error, OutsideTrouble):
            action = "Try again" if again is not None else ""
            self.message.show_message("warning", error.message, action=action, on_action=again)
            return True
        return False

    def _hear(self, changes: "Changes") -> None:
        if self.isVisible():
            self.changed(changes)

    def _set_margins(self) -> None:
        side = self.margin()
        for band in self._bands:
            band.setContentsMargins(side, 11 if self.compact else 15, side, 0)
            band.setSpacing(8 if self.compact else 11)
        if self._message is not None:
            self._message.setContentsMargins(side, 12, side, 0)
        if self._body is not None and self._margins:
            top = 12 if self.compact else 18
            self._body.setContentsMargins(side, top, side, theme.space("l"))
