"""What is marked in a list, beside it; a drawer over the page where the window is narrow."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import icon_button
from ui.widgets.dress import dress
from ui.widgets.layouts import scroll_body


class SidePane(QFrame):
    """A panel with a head (marks, *Open*, *Close*) and a body that scrolls.

    Signals:
        opened: *Open* was pressed.
        closed: *Close* or Esc was pressed.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, *, name: str = "Details") -> None:
        super().__init__()
        dress(self, "card")
        self.setAccessibleName(name)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 12, 1, 1)
        stack.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(15, 0, 11, 0)
        self.head.setSpacing(8)
        self.marks = QHBoxLayout()
        self.marks.setSpacing(6)
        self.head.addLayout(self.marks)
        self.head.addStretch(1)
        self.open_button = icon_button("open", "Open", clicked=self.opened.emit, framed=False)
        self.close_button = icon_button("close", "Close", clicked=self.closed.emit, framed=False)
        self.head.addWidget(self.open_button)
        self.head.addWidget(self.close_button)
        stack.addLayout(self.head)
        area, self.body = scroll_body((15, 2, 15, 15), 8)
        stack.addWidget(area, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class SidePaneHost(QWidget):
    """Holds a page's main part and its side panel, beside each other or one over the other."""

    def __init__(
        self, main: QWidget, panel: SidePane, *, shown: bool = True, width: int = 0
    ) -> None:
        super().__init__()
        self._main, self._panel = main, panel
        self._width = width
        self._beside, self._over = shown, False
        self._drawer = False
        self._before: QWidget | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.space("m"))
        self._line.addWidget(main, 1)
        panel.setParent(self)
        panel.closed.connect(self.hide_panel)
        theme.watcher().changed.connect(self._arrange)
        self._arrange()

    def is_shown(self) -> bool:
        """Return whether the panel is shown."""
        return self._over if self._drawer else self._beside

    def toggle(self) -> None:
        """Show the panel, or hide it."""
        if self.is_shown():
            self.hide_panel()
        else:
            self.show_panel()

    def show_panel(self) -> None:
        """Show the panel; as a drawer it takes the keyboard."""
        if self._drawer:
            self._over, self._before = True, QApplication.focusWidget()
        else:
            self._beside = True
        self._arrange()
        if self._drawer:
            self._slide_in()
            self._panel.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hide_panel(self) -> None:
        """Hide the panel and give the keyboard back."""
        had_focus = self._panel.isAncestorOf(QApplication.focusWidget() or self)
        if self._drawer:
            self._over = False
        else:
            self._beside = False
        self._arrange()
        if had_focus:
            (self._before or self._main).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        self._drawer = self.window().width() < theme.breakpoint_compact()
        panel = self._panel
        width = theme.px(self._width) if self._width else theme.size("sidePanel")
        if self._drawer:
            self._line.removeWidget(panel)
            panel.setGeometry(self.width() - width, 0, width, self.height())
            panel.raise_()
        elif self._line.indexOf(panel) < 0:
            self._line.addWidget(panel)
            self._over, self._before = False, None
        panel.setFixedWidth(width)
        panel.setVisible(self.is_shown())

    def _slide_in(self) -> None:
        if not theme.wants_motion():
            return
        from PySide6.QtCore import QEasingCurve, QPropertyAnimation  # slow, not before use

        slide = QPropertyAnimation(self._panel, b"pos", self)
        slide.setDuration(int(theme.tokens()["motion"]["fast"]))
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.setStartValue(QPoint(self.width(), 0))
        slide.setEndValue(QPoint(self.width() - self._panel.width(), 0))
        slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
