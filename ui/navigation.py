"""The navigation at the left: the agency, the pages, settings and help, and who is signed in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.logo import Logo
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import icon_button
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel
from ui.widgets.nav_button import NavButton
from ui.widgets.page import Navigator, Page


class PageEntry(NamedTuple):
    """One kind of page the person may open.

    Attributes:
        key: Its name for the navigator.
        label: What the navigation calls it.
        icon: A meaning of the tokens.
        factory: Makes it, when it is shown for the first time.
        count: How many records wait there, nothing for no number.
        place: ``top`` or ``foot`` of the navigation, or ``none`` for a page that others lead to.
        under: The entry that is marked while such a page is shown.
    """

    key: str
    label: str
    icon: str
    factory: Callable[[Navigator], Page]
    count: int | None = None  # type: ignore[assignment]  # how many, not a tuple's method
    place: str = "top"
    under: str = ""


class NavBar(QFrame):
    """The navigation, wide or with icons alone.

    Signals:
        chosen: The key of the page to open.
        account_asked: The account was clicked.
    """

    chosen = Signal(str)
    account_asked = Signal()

    def __init__(self, entries: Sequence[PageEntry], agency: str, person: str, part: str) -> None:
        super().__init__()
        dress(self, "nav")
        self.setAccessibleName("Navigation")
        self.buttons: dict[str, NavButton] = {}
        self._narrow = False
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._head(agency))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(8, 8, 8, 8)
        self._rows.setSpacing(2)
        self._fill(entries)
        stack.addLayout(self._rows, 1)
        stack.addWidget(self._account(person, part))
        self.set_narrow(False)

    def _head(self, agency: str) -> QWidget:
        head = QWidget()
        head.setFixedHeight(52)
        line = self._head_line = QHBoxLayout(head)
        line.setSpacing(9)
        line.addWidget(Logo())
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(ElideLabel("CFS Panels", "meta", strong=True))
        self._agency = ElideLabel(agency, "caption", muted=True)
        names.addWidget(self._agency)
        names.addStretch(1)
        line.addWidget(self._names, 1)
        return head

    def _fill(self, entries: Sequence[PageEntry]) -> None:
        for place in ("top", "foot"):
            if place == "foot":
                self._rows.addStretch(1)
            for entry in entries:
                if entry.place == place:
                    self._add(entry)

    def _add(self, entry: PageEntry) -> None:
        button = self.buttons[entry.key] = NavButton(entry.label, entry.icon)
        button.set_count(entry.count)
        button.clicked.connect(lambda _on, key=entry.key: self.chosen.emit(key))
        self._rows.addWidget(button)

    def _account(self, person: str, part: str) -> QWidget:
        foot = _Account()
        dress(foot, "navFoot")
        foot.clicked.connect(self.account_asked)
        foot.setFixedHeight(52)
        line = self._foot_line = QHBoxLayout(foot)
        line.setSpacing(9)
        self.avatar = Avatar(person, side=30)
        line.addWidget(self.avatar)
        self._who = QWidget()
        names = QVBoxLayout(self._who)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(ElideLabel(person, "meta", strong=True))
        names.addWidget(ElideLabel(part, "caption", muted=True))
        names.addStretch(1)
        line.addWidget(self._who, 1)
        self.account_button = icon_button(
            "ph.dots-three-vertical",
            f"Account of {person}",
            framed=False,
            clicked=self.account_asked.emit,
        )
        line.addWidget(self.account_button)
        foot.setAccessibleName(f"Account of {person}")
        self._foot = foot
        return foot

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or words as well."""
        changes, self._narrow = narrow != self._narrow, narrow
        self.setFixedWidth(theme.size("navNarrow" if narrow else "navWide"))
        if changes:  # asked to show itself before the window does, a widget is dressed twice
            for part in (self._names, self._who, self.account_button):
                part.setVisible(not narrow)
        policies = Qt.FocusPolicy
        self._foot.setFocusPolicy(policies.StrongFocus if narrow else policies.NoFocus)
        for line in (self._head_line, self._foot_line):
            line.setContentsMargins(12 if narrow else 14, 0, 12 if narrow else 6, 0)
            line.setSpacing(0 if narrow else 9)
        for button in self.buttons.values():
            button.set_narrow(narrow)

    def is_narrow(self) -> bool:
        """Return whether only icons are shown."""
        return self._narrow

    def mark(self, key: str) -> None:
        """Mark the entry of the page that is shown."""
        button = self.buttons.get(key)
        for other in self.buttons.values():
            other.setAutoExclusive(False)
            other.setChecked(other is button)
            other.setAutoExclusive(True)

    def set_agency(self, name: str) -> None:
        """Show the agency under another name."""
        self._agency.setText(name)

    def set_count(self, key: str, count: int | None) -> None:
        """Show how many records wait at an entry."""
        if key in self.buttons:
            self.buttons[key].set_count(count)


class _Account(QFrame):
    """The foot of the navigation, which can be clicked anywhere; narrow it takes the keyboard.

    Signals: clicked.
    """

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
