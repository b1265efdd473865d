"""The frame of the window and the way from page to page; nothing of any page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.commands import Command, Search
from ui.navigation import NavBar, PageEntry
from ui.task_runner import TaskRunner
from ui.top_bar import Alerts, TopBar
from ui.widgets.first_paint import after_first_paint
from ui.widgets.page import Crumb, Page
from ui.window_foot import WindowFoot

if TYPE_CHECKING:
    from cfs_panels.domain.changes import Changes

__all__ = ["MainWindow", "PageEntry", "SignedIn"]

Undo = Callable[[object], object]
MenuEntry = tuple[str, Callable[[], object]]


class SignedIn(NamedTuple):
    """Whose window it is: the agency, the person, and what the person does there."""

    agency: str
    person: str
    part: str


class MainWindow(QMainWindow):
    """Navigation, top bar, pages and undo bar.

    Signals:
        shown_page: The key of a page that is shown now.
        wrote: Something was written, by whatever page; holds its `Changes`.
        closing: The window closes.
    """

    shown_page = Signal(str)
    wrote = Signal(object)
    closing = Signal()

    def __init__(
        self,
        who: SignedIn,
        entries: Sequence[PageEntry],
        runner: TaskRunner,
        *,
        commands: Sequence[Command] = (),
        search: Search | None = None,
        undo: Undo | None = None,
        alerts: Alerts | None = None,
        account_menu: Sequence[MenuEntry] = (),
    ) -> None:
        super().__init__()
        self.setWindowTitle("CFS Panels")
        width, height = theme.tokens()["size"]["windowMin"]
        self.setMinimumSize(width, height)
        self._runner = runner
        self._entries = {entry.key: entry for entry in entries}
        self._commands, self._search, self._undo = tuple(commands), search, undo
        self._account_menu = tuple(account_menu)
        self._pages: dict[str, Page] = {}
        self._trail: list[tuple[str, tuple[str, ...]]] = []
        self._last_change: Changes | None = None
        self._way_refused: Callable[[], object] | None = None
        self._lay_out(who, entries, alerts)
        tops = [entry.key for entry in entries if entry.place == "top"]
        after_first_paint(self, lambda: self._give_keys(tops))
        runner.changed.connect(self._note_change)

    def _give_keys(self, tops: list[str]) -> None:
        from ui.window_keys import WindowKeys

        WindowKeys(self, tops, has_help="help" in self._entries)

    def _lay_out(self, who: SignedIn, entries: Sequence[PageEntry], alerts: Alerts | None) -> None:
        self.nav = NavBar(entries, who.agency, who.person, who.part)
        self.nav.chosen.connect(self.open)
        self.nav.account_asked.connect(self._open_account_menu)
        self.top = TopBar(alerts)
        self.top.crumb_chosen.connect(self._follow_crumb)
        self.top.search_asked.connect(self.open_palette)
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.stack, 1)
        self.foot = WindowFoot(self._runner)
        self.foot.undone.connect(self.undo)
        right.addWidget(self.foot)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.nav)
        line.addLayout(right, 1)
        self.setCentralWidget(whole)

    # The way from page to page.

    def can_open(self, page: str) -> bool:
        """Return whether the person has such a page."""
        return page in self._entries

    def open(self, page: str, *reference: str) -> None:
        """Show a page, and on it the record with a reference."""
        if page not in self._entries or not self._may_leave(partial(self.open, page, *reference)):
            return
        here = (page, reference)
        if not self._trail or self._trail[-1] != here:
            self._trail.append(here)
        self._show(page, reference)

    def back(self) -> None:
        """Show what was shown before."""
        if len(self._trail) > 1 and self._may_leave(self.back):
            self._trail.pop()
            self._show(*self._trail[-1])

    def page(self) -> Page | None:
        """Return the page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def page_key(self) -> str:
        """Return the key of the page that is shown."""
        return self._trail[-1][0] if self._trail else ""

    def _may_leave(self, way: Callable[[], object]) -> bool:
        page = self.page()
        self._way_refused = None
        if page is None or page.may_leave():
            return True
        self._way_refused = way
        return False

    def _go_after_all(self) -> None:
        way, self._way_refused = self._way_refused, None
        if way is not None and self.sender() is self.page():
            way()

    def _show(self, key: str, reference: tuple[str, ...]) -> None:
        entry = self._entries[key]
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = entry.factory(self)
            page.crumbs_changed.connect(self._show_crumbs)
            page.saved_state.connect(self._show_saved)
            page.may_leave_now.connect(self._go_after_all)
            self.stack.addWidget(page)
        page.clear_message()
        self.top.show_saved("")
        page.set_compact(self._is_compact())
        self.stack.setCurrentWidget(page)
        self._set_nav_width()
        page.open(*reference)
        self._show_crumbs()
        focus = page.primary_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown_page.emit(key)

    def _follow_crumb(self, crumb: Crumb) -> None:
        self.open(crumb.page, *crumb.reference)

    def _show_crumbs(self) -> None:
        page = self.page()
        if page is not None:
            crumbs = page.crumbs()
            self.top.show_crumbs(crumbs)
            self.setWindowTitle(f"{crumbs[-1].label} - CFS Panels" if crumbs else "CFS Panels")
            self.nav.mark(self.marked_entry())
            self._set_nav_width()

    def _show_saved(self, words: str) -> None:
        if self.sender() is self.page():
            self.top.show_saved(words)

    # What keys and commands do everywhere.

    def open_palette(self) -> None:
        """Open the search and command box."""
        from ui.command_palette import CommandPalette  # not before it is wanted

        pages = [
            Command(f"Go to {entry.label}", entry.icon, partial(self.open, entry.key))
            for entry in self._entries.values()
            if entry.place != "none"
        ]
        CommandPalette(self, [*self._commands, *pages], self._search).show()

    def marked_entry(self) -> str:
        """Return the navigation entry that belongs to the page shown."""
        entry, page = self._entries.get(self.page_key()), self.page()
        own = page.nav_entry() if page is not None else ""
        if own in self._entries:
            return own
        return (entry.under or entry.key) if entry is not None else ""

    def _open_account_menu(self) -> None:
        if not self._account_menu:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, deed in self._account_menu:
            menu.addAction(words).triggered.connect(partial(_do, deed))
        foot = self.nav.mapToGlobal(self.nav.rect().bottomLeft())
        menu.popup(foot - QPoint(-8, 56 + menu.sizeHint().height()))

    # Undo.

    def _note_change(self, changes: "Changes") -> None:
        if self.top.alerts is not None:
            self.top.alerts.refresh()
        if changes.message:
            self._last_change = changes
            can_undo = changes.undo is not None and self._undo is not None
            self.foot.show_change(changes.message, can_undo=can_undo)
        self.wrote.emit(changes)

    def undo(self) -> None:
        """Take back what the undo bar says, if there is a way."""
        change, self._last_change = self._last_change, None
        self.foot.forget_change()
        if change is not None and change.undo is not None and self._undo is not None:
            undo, command = self._undo, change.undo
            self._runner.run(self, lambda: undo(command))

    # The window's own size.

    def _is_compact(self) -> bool:
        return self.width() < theme.breakpoint_compact()

    def _set_nav_width(self) -> None:
        page = self.page()
        self.foot.set_margin(theme.space("l" if self._is_compact() else "pageMargin"))
        narrow = self._is_compact() or (page is not None and page.wants_narrow_nav)
        if narrow != self.nav.is_narrow():
            self.nav.set_narrow(narrow)
        self.top.set_margin(theme.space("l") if narrow else theme.space("pageMargin"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.page()
        if page is not None and page.compact != self._is_compact():
            page.set_compact(self._is_compact())
        self._set_nav_width()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_leave(self.close):
            self.closing.emit()
            super().closeEvent(event)
        else:
            event.ignore()


def _do(deed: Callable[[], object], _checked: bool = False) -> None:
    deed()
