"""The mark of the program, painted in the colours of the theme."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


def set_window_icon(app: QGuiApplication) -> None:
    """Give all windows the mark as their icon."""
    from PySide6.QtGui import QIcon, QPixmap  # slow, not before the first paint

    drawn = QPixmap(64, 64)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint_logo(painter, QRectF(0, 0, 64, 64))
    painter.end()
    app.setWindowIcon(QIcon(drawn))


class Logo(QWidget):
    """The mark of the program: a panel round a table, and the child it is about."""

    def __init__(self, side: int = 30) -> None:
        super().__init__()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, QRectF(0, 0, self._side, self._side))
        painter.end()


def paint_logo(painter: QPainter, place: QRectF) -> None:
    """Draw the mark into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accentFill"))
    painter.drawRoundedRect(place, place.width() / 5, place.width() / 5)
    unit = place.width() / 30
    seats = ((6, 18), (9, 11.7), (15, 9), (21, 11.7), (24, 18))
    painter.setBrush(theme.color("onAccent"))
    for x, y in seats:
        _dot(painter, place, (x * unit, y * unit), 2.0 * unit)
    painter.setBrush(pale_accent())
    _dot(painter, place, (15 * unit, 18 * unit), 3.4 * unit)


def pale_accent() -> QColor:
    """Return the pale blue of the mark."""
    if theme.is_high_contrast():
        return theme.color("onAccent")
    return QColor(str(theme.tokens()["themes"]["dark"]["accent"]))


def _dot(painter: QPainter, place: QRectF, at: tuple[float, float], radius: float) -> None:
    left, top = place.left() + at[0] - radius, place.top() + at[1] - radius
    painter.drawEllipse(QRectF(left, top, 2 * radius, 2 * radius))
