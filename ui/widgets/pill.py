"""Pills and chips: a state or a service as mark, word and shape."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.painting import paint_pill, pill_size

SERVICE_WORDS = {"fostering": "Fostering", "adoption": "Adoption"}


class Pill(QWidget):
    """A state in a rounded tint, always with its word; outlined for blocked and missing."""

    def __init__(self, kind: str, text: str = "", *, mark: bool = True, icon: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind, self._text, self._mark = kind, text, ""
        self.set_state(kind, text, mark=mark, icon=icon)

    def set_state(self, kind: str, text: str = "", *, mark: bool = True, icon: str = "") -> None:
        """Show another state; without words the state's own."""
        self._kind = kind
        self._text = text or theme.state_words()[kind]
        self._mark = (icon or kind) if mark else ""
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word it says."""
        return self._text

    def kind(self) -> str:
        """Return the state it shows."""
        return self._kind

    def sizeHint(self) -> QSize:
        return pill_size(self._text, mark=bool(self._mark))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._kind, self._text, mark=self._mark)
        painter.end()


class ServiceChip(QWidget):
    """Tells fostering from adoption by word and colour."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._service = service
        self.set_service(service)

    def set_service(self, service: str) -> None:
        """Show the other service."""
        self._service = service
        self.setAccessibleName(SERVICE_WORDS[service])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("caption", "semibold"))
        width = words.horizontalAdvance(SERVICE_WORDS[self._service])
        return QSize(width + theme.px(22), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = theme.service(self._service)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = theme.is_high_contrast()
        painter.setPen(QPen(tint.solid, 1) if outlined else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(tint.background)
        inset = 0.5 if outlined else 0.0
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.radius("chip"), theme.radius("chip"))
        painter.setFont(theme.font("caption", "semibold"))
        painter.setPen(tint.text)
        words = SERVICE_WORDS[self._service]
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
