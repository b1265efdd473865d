"""The stages of a case in a line: done, now, booked, still to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.icons import paint_icon
from ui.widgets.painting import paint_tick

_SPOKEN = {
    "done": "done",
    "now": "now",
    "booked": "booked",
    "todo": "to come",
    "skipped": "not needed",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its name, ``done``, ``now``, ``booked`` or ``todo``, and its date in words."""

    name: str
    state: str
    date: str = ""


class StageStepper(QWidget):
    """Draws the stages; compact without dates, and without words as a row of circles."""

    def __init__(self, steps: Sequence[Step] = (), *, words: bool = True) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._words = words
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other stages."""
        self._steps = tuple(steps)
        said = [f"{s.name}, {_SPOKEN[s.state]}{', ' + s.date if s.date else ''}" for s in steps]
        self.setAccessibleName("Stages: " + "; ".join(said))
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the dates out, or show them."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._words:
            return QSize(36 * len(self._steps), theme.px(22))
        return QSize(90 * len(self._steps), theme.px(42 if self._compact else 58))

    def minimumSizeHint(self) -> QSize:
        return QSize(26 * len(self._steps), self.sizeHint().height())

    def _pitch(self) -> float:
        if not self._words:
            return min(36.0, self.width() / max(1, len(self._steps)))
        return self.width() / max(1, len(self._steps))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._steps:
            place = min(int(event.pos().x() / self._pitch()), len(self._steps) - 1)
            step = self._steps[place]
            words = f"{step.name}: {step.date or _SPOKEN[step.state]}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, step in enumerate(self._steps):
            left = place * self._pitch()
            if place < len(self._steps) - 1:
                self._paint_line(painter, left, step)
            self._paint_circle(painter, QRectF(left + 1, 1, 20, 20), step.state)
            if self._words:
                self._paint_words(painter, left, step)
        painter.end()

    def _paint_line(self, painter: QPainter, left: float, step: Step) -> None:
        ahead = "text" if theme.is_high_contrast() else "stageTodo"
        painter.setPen(QPen(theme.color("accentFill" if step.state == "done" else ahead), 2))
        painter.drawLine(QPointF(left + 25.5, 11), QPointF(left + self._pitch() - 3.5, 11))

    def _paint_circle(self, painter: QPainter, place: QRectF, state: str) -> None:
        accent = theme.color("accentFill" if state == "done" else "accent")
        if state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(place)
            paint_tick(painter, place.adjusted(3, 3, -3, -3), theme.color("onAccent"))
            return
        ring = accent if state in ("now", "booked") else theme.color("borderStrong")
        painter.setPen(QPen(ring, 2 if state in ("now", "booked") else 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        if state == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(place.adjusted(6, 6, -6, -6))
        elif state == "booked":
            paint_icon(painter, place.adjusted(4, 4, -4, -4), "calendar", accent)
        elif state == "skipped":
            paint_icon(painter, place.adjusted(4, 4, -4, -4), "notNeeded", ring)

    def _paint_words(self, painter: QPainter, left: float, step: Step) -> None:
        room = int(self._pitch()) - 10
        weight = {"now": "semibold", "todo": "regular", "skipped": "regular"}.get(
            step.state, "medium"
        )
        name_tone = "textMuted" if step.state in ("todo", "skipped") else "text"
        self._line(painter, step.name, ("meta", weight, name_tone), (left, theme.px(25), room))
        if not self._compact and step.date:
            date_tone = "accent" if step.state == "now" else "textMuted"
            self._line(
                painter, step.date, ("caption", "regular", date_tone), (left, theme.px(41), room)
            )

    @staticmethod
    def _line(
        painter: QPainter,
        words: str,
        look: tuple[str, str, str],
        place: tuple[float, int, int],
    ) -> None:
        size, weight, token = look
        left, top, room = place
        font = theme.font(size, weight)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        painter.drawText(
            QRectF(left, top, room, theme.px(17)), Qt.AlignmentFlag.AlignVCenter, shown
        )
