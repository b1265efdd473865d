"""What painted widgets and table cells draw alike: pills, chips, bars, steps, ticks."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui import theme
from ui.icons import paint_icon

OUTLINED = ("blocked", "missing")
_PILL_ICONS = {"info": "info", "done": "done"}


def paint_ground(painter: QPainter, place: QRectF | QRect, color: QColor) -> None:
    """Fill a place with a colour.

    Qt's own ``fillRect`` makes PySide set up all of its gradients before it takes a colour.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRect(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def pill_size(text: str, *, mark: bool) -> QSize:
    """Return how much room a pill takes."""
    width = theme.metrics("caption", "semibold").horizontalAdvance(text)
    return QSize(width + theme.px(36 if mark else 20), theme.size("pillHeight"))


def paint_pill(painter: QPainter, place: QRectF, kind: str, text: str, *, mark: str) -> None:
    """Draw a state's pill: tint, mark and word; outlined where the state is not a tint."""
    tint = theme.state(kind)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outlined = kind in OUTLINED or theme.is_high_contrast()
    pen = QPen(tint.solid, 1.2) if outlined else QPen(Qt.PenStyle.NoPen)
    if kind == "missing":
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(tint.background)
    inset = 0.6 if outlined else 0.0
    frame = place.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
    left = place.left() + theme.px(10)
    if mark:
        side = theme.px(14)
        paint_icon(
            painter,
            QRectF(place.left() + theme.px(8), place.center().y() - side / 2, side, side),
            _PILL_ICONS.get(mark, mark),
            tint.text,
        )
        left = place.left() + theme.px(26)
    painter.setFont(theme.font("caption", "semibold"))
    painter.setPen(tint.text)
    words = QRectF(left, place.top(), place.right() - left, place.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def paint_bar(painter: QPainter, place: QRectF, share: float, color: QColor) -> None:
    """Draw a share as a bar on its track."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = place.height() / 2
    painter.setBrush(theme.color("track"))
    painter.drawRoundedRect(place, radius, radius)
    filled = max(0.0, min(1.0, share)) * place.width()
    if filled > 0:
        painter.setBrush(color)
        painter.drawRoundedRect(
            QRectF(place.left(), place.top(), max(filled, place.height()), place.height()),
            radius,
            radius,
        )
    painter.restore()


def paint_steps(painter: QPainter, place: QRectF, reached: int, total: int) -> None:
    """Draw how far a case has come as a row of dashes, the present one a little thicker."""
    if total < 1:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    gap = 4.0
    dash = (place.width() - gap * (total - 1)) / total
    for number in range(total):
        thick = 5.0 if number == reached - 1 else 4.0
        painter.setBrush(theme.color("chart1" if number < reached else "stageTodo"))
        left = place.left() + number * (dash + gap)
        step = QRectF(left, place.center().y() - thick / 2, dash, thick)
        painter.drawRoundedRect(step, thick / 2, thick / 2)
    painter.restore()


def paint_hatching(painter: QPainter, place: QRectF, color: QColor) -> None:
    """Fill a place with slanted lines."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(place)
    painter.setPen(QPen(color, 1))
    left = place.left() - place.height()
    while left < place.right():
        painter.drawLine(QPointF(left, place.bottom()), QPointF(left + place.height(), place.top()))
        left += 5
    painter.restore()


def paint_tick_box(painter: QPainter, place: QRectF, *, checked: bool, enabled: bool) -> None:
    """Draw the square of a check box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = place.adjusted(0.5, 0.5, -0.5, -0.5)
    if checked:
        fill = theme.color("accentFill" if enabled else "textDisabled")
        painter.setPen(QPen(fill, 1))
        painter.setBrush(QBrush(fill))
        painter.drawRoundedRect(frame, 4, 4)
        paint_tick(painter, place, theme.color("onAccent"))
    else:
        painter.setPen(QPen(theme.color("borderStrong" if enabled else "borderMid"), 1))
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(frame, 4, 4)
    painter.restore()


def paint_tick(painter: QPainter, place: QRectF, color: QColor) -> None:
    """Draw a firm tick in the middle of a place."""
    pen = QPen(color, max(1.5, place.width() / 10))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    across, down = place.width(), place.height()
    painter.drawPolyline(
        [
            QPointF(place.left() + across * x, place.top() + down * y)
            for x, y in ((0.27, 0.52), (0.43, 0.68), (0.73, 0.34))
        ]
    )


def paint_circle_text(painter: QPainter, place: QRect, text: str) -> None:
    """Draw initials in a soft circle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accentSoft"))
    painter.drawEllipse(place)
    small = theme.font("caption", "semibold")
    painter.setFont(small)
    painter.setPen(theme.color("accent"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
