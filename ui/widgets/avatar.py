"""People as initials in a circle, alone or with their name and part."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.painting import paint_circle_text


def initials(name: str) -> str:
    """Return the first letters of the first and last name, without title or age."""
    words = [word for word in name.split(",")[0].split() if word.rstrip(".") not in ("Dr", "Mr")]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if words[1:] else words))


class Avatar(QWidget):
    """Initials in a soft circle."""

    def __init__(self, name: str, *, side: int = 26) -> None:
        super().__init__()
        self._side = side
        self._initials = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another person's initials."""
        self._initials = initials(name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        paint_circle_text(painter, place, self._initials)
        painter.end()


class PersonRow(QWidget):
    """A person's circle, name and part in one row, with a second line if there is one."""

    def __init__(self, name: str, part: str = "", *, sub: str = "") -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(9)
        line.addWidget(Avatar(name, side=30 if sub else 26))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElideLabel(name, medium=not sub))
        if sub:
            words.addWidget(ElideLabel(sub, "meta", muted=True))
        line.addLayout(words, 1)
        if part:
            line.addWidget(Label(part, "meta", muted=True))
