"""A share as a thin bar, in the colour of how it stands."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.painting import paint_bar


class ProgressLine(QWidget):
    """A bar on its track; without a state it is the blue of plain progress."""

    def __init__(
        self, share: float = 0.0, kind: str = "", *, name: str = "", width: int = 0
    ) -> None:
        super().__init__()
        self._share, self._kind, self._name = share, kind, name
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._width = width
        self.set_share(share, kind)

    def set_share(self, share: float, kind: str = "") -> None:
        """Show another share, from 0 to 1."""
        self._share, self._kind = share, kind
        self.setAccessibleName(f"{self._name} {round(share * 100)} per cent".strip())
        self.update()

    def share(self) -> float:
        """Return the share shown."""
        return self._share

    def sizeHint(self) -> QSize:
        return QSize(self._width or 60, theme.size("progressBar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        solid = theme.state(self._kind).solid if self._kind else theme.color("chart1")
        paint_bar(painter, QRectF(self.rect()), self._share, solid)
        painter.end()
