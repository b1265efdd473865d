"""An icon standing alone on a page."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.icons import paint_icon

STATES = ("onTrack", "dueSoon", "overdue", "paused", "done", "blocked", "missing", "info")


class Mark(QWidget):
    """An icon by meaning; a state's icon has the state's colour."""

    def __init__(
        self, meaning: str, *, color: str = "", fill: bool = False, side: int = 18, name: str = ""
    ) -> None:
        super().__init__()
        self._meaning, self._fill, self._side = meaning, fill, side
        self._color = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name)

    def set_mark(self, meaning: str, *, color: str = "", fill: bool = False) -> None:
        """Show another icon."""
        self._meaning, self._color, self._fill = meaning, color, fill
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        token = self._color
        if not token:
            token = f"state.{self._meaning}.solid" if self._meaning in STATES else "textMuted"
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._meaning, theme.color(token), fill=self._fill)
        painter.end()
