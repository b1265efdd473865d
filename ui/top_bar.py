"""The bar above every page: where one is, whether it is saved, search, alerts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.icons import icon, paint_icon
from ui.widgets.announcing import announce
from ui.widgets.buttons import icon_button
from ui.widgets.dress import dress
from ui.widgets.key_hints import KeyCap
from ui.widgets.labels import ElideLabel
from ui.widgets.layouts import empty
from ui.widgets.mark import Mark
from ui.widgets.page import Crumb

Alert = tuple[str, str, Callable[[], object]]  # icon, words, what choosing it does
Alerts = Callable[[], Sequence[Alert]]


class SearchButton(QWidget):
    """Looks like a search field and opens the palette.

    Signals: asked.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Search or type a command, Ctrl+K")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 8, 0)
        line.addStretch(1)
        line.addWidget(KeyCap("Ctrl+K"))
        self.setMinimumWidth(170)
        self.setMaximumWidth(380)

    def sizeHint(self) -> QSize:
        return QSize(380, theme.size("control"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("borderMid"), 1))
        painter.setBrush(theme.color("background"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side = theme.px(16)
        place = QRectF(10, (self.height() - side) / 2, side, side)
        paint_icon(painter, place, "search", theme.color("textMuted"))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("textDisabled"))
        room = self.width() - 38 - theme.px(66)
        words = painter.fontMetrics().elidedText(
            "Search or type a command", Qt.TextElideMode.ElideRight, room
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(38, 0, room, self.height()), flags, words)
        painter.end()


class AlertButton(QWidget):
    """The bell with how many alerts there are."""

    def __init__(self, alerts: Alerts) -> None:
        super().__init__()
        self._alerts = alerts
        self._count = 0
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self._button = icon_button("alerts", "Alerts", clicked=self._open, framed=False)
        line.addWidget(self._button)
        self._badge = _Badge(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(38, 44)

    def refresh(self) -> None:
        """Count again."""
        self._count = len(self._alerts())
        self._badge.show_count(self._count)
        said = f"{self._count} alerts" if self._count != 1 else "1 alert"
        self._button.setAccessibleName(said)
        self._button.setToolTip(said)

    def count(self) -> int:
        """Return how many alerts there are."""
        return self._count

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for meaning, words, deed in self._alerts():
            action = menu.addAction(icon(meaning, color="textMuted"), words)
            action.triggered.connect(partial(_do, deed))
        if not self._count:
            menu.addAction("Nothing new").setEnabled(False)
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height())))


def _do(deed: Callable[[], object], _checked: bool = False) -> None:
    deed()


class _Badge(QWidget):
    """A number in a red disc, laid over its button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(18, 2, 18, 18)

    def show_count(self, count: int) -> None:
        """Show a number, or nothing for none."""
        self._words = str(count) if count < 100 else "99+"
        self.setVisible(count > 0)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("dangerFill"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        small = theme.font("caption", "semibold")
        painter.setFont(small)
        painter.setPen(theme.color("onDanger"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


class TopBar(QFrame):
    """Breadcrumb, saved state, search and alerts.

    Signals:
        crumb_chosen: The crumb that was clicked.
        search_asked: The palette is wanted.
    """

    crumb_chosen = Signal(object)
    search_asked = Signal()

    def __init__(self, alerts: Alerts | None = None) -> None:
        super().__init__()
        dress(self, "band")
        self.setFixedHeight(theme.size("topBar"))
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(28, 0, 14, 0)
        line.setSpacing(16)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(6)
        line.addLayout(self._crumbs)
        line.addStretch(1)
        self._saved = QWidget()
        saved = QHBoxLayout(self._saved)
        saved.setContentsMargins(0, 0, 0, 0)
        saved.setSpacing(6)
        self._saved_mark = Mark("saved", color="state.onTrack.solid", side=16)
        self._saved_words = ElideLabel("", "meta", muted=True)
        saved.addWidget(self._saved_mark)
        saved.addWidget(self._saved_words)
        line.addWidget(self._saved)
        self._saved.hide()
        self.search = SearchButton()
        self.search.asked.connect(self.search_asked)
        line.addWidget(self.search, 2)
        self.alerts = AlertButton(alerts) if alerts is not None else None
        if self.alerts is not None:
            line.addWidget(self.alerts)
        theme.watcher().changed.connect(self._grow)

    def _grow(self) -> None:
        self.setFixedHeight(theme.size("topBar"))

    def set_margin(self, left: int) -> None:
        """Let the breadcrumb stand above the page's content."""
        self._line.setContentsMargins(left, 0, 14, 0)

    def show_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show where one is; all but the last lead back."""
        empty(self._crumbs)
        for place, crumb in enumerate(crumbs):
            if place:
                self._crumbs.addWidget(Mark("breadcrumb", color="textMuted", side=12))
            if crumb.page and place < len(crumbs) - 1:
                self._crumbs.addWidget(self._crumb_link(crumb))
            else:
                self._crumbs.addWidget(ElideLabel(crumb.label, strong=True))

    def _crumb_link(self, crumb: Crumb) -> QPushButton:
        button = QPushButton(crumb.label)
        dress(button, "crumb")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.crumb_chosen.emit(crumb))
        return button

    def show_saved(self, words: str) -> None:
        """Show whether what was typed is saved; no words for nothing to say."""
        self._saved.setVisible(bool(words))
        if words == self._saved_words.text():
            return
        meaning, token = "saved", "state.onTrack.solid"
        if words.startswith("Saving"):
            meaning, token = "saving", "textMuted"
        elif words.startswith("Not saved"):
            meaning, token = "notSaved", "danger"
        self._saved_mark.set_mark(meaning, color=token)
        self._saved_words.set_tone("danger" if meaning == "notSaved" else "textMuted")
        self._saved_words.setText(words)
        self._saved.setAccessibleName(words)
        if words:
            announce(self, words)

    def saved_words(self) -> str:
        """Return what is said about saving."""
        return self._saved_words.text() if not self._saved.isHidden() else ""
