"""Where the keyboard is: a ring two pixels wide, two pixels clear of the control."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from ui import theme

_OWN_BORDER = (QLineEdit, QComboBox, QAbstractScrollArea)
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.ParentChange)
_CLEAR = 4


class _Ring(QWidget):
    """The ring itself, which takes no part in anything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.above = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 2))
        radius = theme.radius("control") + 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()


class FocusRing(QObject):
    """Draws the ring round whatever has the keyboard and no border of its own to show it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._follow)

    def ring(self) -> QWidget | None:
        """Return the ring while it is shown."""
        shown = self._ring is not None and shiboken6.isValid(self._ring)
        return self._ring if shown else None

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or not _wants_ring(new):
            return
        self._target = new
        above = _ring_parent(new)
        self._ring = _Ring(above)
        place: QWidget | None = new
        while place is not None and place is not above:
            place.installEventFilter(self)
            self._watched.append(place)
            place = place.parentWidget()
        self._place()

    def _leave(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = self._target = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        ring, target = self._ring, self._target
        if ring is None or target is None or not shiboken6.isValid(ring):
            return
        if not shiboken6.isValid(target) or not target.isVisible():
            ring.hide()
            return
        above = ring.above
        corner = target.mapTo(above, QPoint(0, 0))
        ring.setGeometry(QRect(corner, target.size()).adjusted(-_CLEAR, -_CLEAR, _CLEAR, _CLEAR))
        ring.raise_()
        ring.show()


def _wants_ring(widget: QWidget) -> bool:
    if not widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
        return False
    if isinstance(widget, QAbstractItemView):
        return False
    if isinstance(widget, QAbstractButton | QTabBar):
        return True
    return not isinstance(widget, _OWN_BORDER)


def _ring_parent(widget: QWidget) -> QWidget:
    """Return what the ring is laid upon: what scrolls with the control, or its window."""
    place = widget
    while (above := place.parentWidget()) is not None:
        outer = above.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and above is outer.viewport():
            return place if place is not widget else above
        if place.isWindow():
            break
        place = above
    return widget.window()
