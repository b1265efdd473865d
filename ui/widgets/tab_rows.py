"""Tabs of a page, and the saved views of a list: rows of words to choose one of."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHoverEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar

from ui import theme
from ui.widgets.painting import paint_ground


class _Words(QTabBar):
    """A row of words, one chosen; arrows move, as in every row of tabs.

    Signals: chosen (the key).
    """

    chosen = Signal(str)
    bold_font = ("body", "semibold")
    plain_font = ("body", "medium")

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._over = -1
        self.currentChanged.connect(self._tell)

    def _tell(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(str(self.tabData(place)))

    def _fill(self, tabs: Sequence[tuple[str, str]]) -> None:
        kept = self.key()
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for key, words in tabs:
            self.setTabData(self.addTab(words), key)
        self.choose(kept)
        self.blockSignals(False)
        self.updateGeometry()

    def key(self) -> str:
        """Return which one is chosen."""
        return str(self.tabData(self.currentIndex())) if self.count() else ""

    def choose(self, key: str) -> None:
        """Choose one by its key; an unknown one changes nothing."""
        for place in range(self.count()):
            if self.tabData(place) == key:
                self.setCurrentIndex(place)

    def step(self, by: int) -> None:
        """Choose the next or the one before, round the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            over = self.tabAt(event.position().toPoint())
            if over != self._over:
                self._over = over
                self.update()
        elif event.type() == QEvent.Type.Leave:
            self._over = -1
            self.update()
        return super().event(event)

    def _width(self, place: int) -> int:
        return theme.metrics(*self.bold_font).horizontalAdvance(self.tabText(place))

    def _paint_words(self, painter: QPainter, place: int, frame: QRect) -> None:
        current = place == self.currentIndex()
        lively = current or place == self._over
        painter.setFont(theme.font(*(self.bold_font if current else self.plain_font)))
        painter.setPen(theme.color("text" if lively else "textMuted"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tabText(place))


class TabRow(_Words):
    """The tabs of a page, the present one underlined."""

    def __init__(self, tabs: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show other tabs, given as key and words; the chosen one stays chosen."""
        self._fill(tabs)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._width(index) + 26, theme.size("tabBar"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in range(self.count()):
            frame = self.tabRect(place)
            words = QRect(frame.left(), frame.top(), frame.width() - 22, frame.height() - 3)
            self._paint_words(painter, place, words)
            if place == self.currentIndex():
                line = QRect(frame.left(), frame.bottom() - 2, frame.width() - 22, 3)
                paint_ground(painter, line, theme.color("accent"))
        painter.end()


class View(NamedTuple):
    """A saved view of a list, with how many records it holds now."""

    key: str
    words: str
    count: int | None = None  # type: ignore[assignment]  # how many, not a tuple's method

    def label(self) -> str:
        """Return the words with the count."""
        return self.words if self.count is None else f"{self.words} {self.count}"


class SavedViews(_Words):
    """Saved views of a list, the present one in a frame."""

    bold_font = ("meta", "semibold")
    plain_font = ("meta", "medium")

    def __init__(self, views: Sequence[View] = ()) -> None:
        super().__init__()
        self._views: tuple[View, ...] = ()
        self.set_views(views)

    def set_views(self, views: Sequence[View]) -> None:
        """Show other views."""
        self._views = tuple(views)
        self._fill([(view.key, view.label()) for view in views])

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records each view holds now."""
        self.set_views([view._replace(count=counts.get(view.key)) for view in self._views])

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._width(index) + theme.px(24), theme.px(30))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            frame = self.tabRect(place)
            if place == self.currentIndex():
                painter.setPen(QPen(theme.color("borderMid"), 1))
                painter.setBrush(theme.color("surface"))
                painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            self._paint_words(painter, place, frame)
        painter.end()
