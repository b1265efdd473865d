"""Words on a page: in a size of the tokens, whole, wrapped or with three dots."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.widgets.dress import dress, redress


class Label(QLabel):
    """Words in one of the sizes caption, meta, body, lead, section, title and figure."""

    def __init__(
        self,
        text: str = "",
        size: str = "body",
        *,
        muted: bool = False,
        strong: bool = False,
        medium: bool = False,
        tone: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        weight = "semibold" if strong else "medium" if medium else ""
        dress(self, size, weight=weight, tone=tone or ("textMuted" if muted else ""))
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the words to that of a state or token."""
        if self.property("tone") != tone:
            redress(self, tone=tone)


class ElideLabel(Label):
    """One line that never widens its page: what does not fit becomes three dots and a tooltip."""

    def __init__(
        self,
        text: str = "",
        size: str = "body",
        *,
        muted: bool = False,
        strong: bool = False,
        medium: bool = False,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, size, muted=muted, strong=strong, medium=medium, tone=tone, parent=parent
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def is_elided(self) -> bool:
        """Return whether some of the words do not fit."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def _explain(self) -> None:
        self.setToolTip(self.text() if self.is_elided() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_elided():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()


class FactLine(QWidget):
    """Facts about a record in one line with dots between, the first in bold."""

    def __init__(self, facts: Sequence[str] = (), *, strong_first: bool = True) -> None:
        super().__init__()
        self._facts = tuple(facts)
        self._strong_first = strong_first
        self._strong: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[str], *, strong: Sequence[str] = ()) -> None:
        """Show other facts; empty ones are left out, those of ``strong`` are bold as well."""
        self._facts = tuple(fact for fact in facts if fact)
        self._strong = tuple(strong)
        self.setAccessibleName(", ".join(self._facts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = sum(advance + 20 for _, advance in self._measured())
        return QSize(width, theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme.px(20))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        too_long = self.sizeHint().width() - 20 > self.width()
        self.setToolTip(" · ".join(self._facts) if too_long else "")

    def _measured(self) -> list[tuple[str, int]]:
        measured = []
        for place, fact in enumerate(self._facts):
            font = theme.font("meta", "semibold" if self._bold(place) else "regular")
            measured.append((fact, QFontMetrics(font).horizontalAdvance(fact)))
        return measured

    def _bold(self, place: int) -> bool:
        return (self._strong_first and place == 0) or self._facts[place] in self._strong

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        for place, (fact, advance) in enumerate(self._measured()):
            if place:
                painter.setPen(theme.color("textMuted"))
                painter.drawText(left, 0, 20, self.height(), Qt.AlignmentFlag.AlignCenter, "·")
                left += 20
            room = self.width() - left
            if room < 24:
                break
            bold = self._bold(place)
            painter.setFont(theme.font("meta", "semibold" if bold else "regular"))
            painter.setPen(theme.color("text" if bold else "textMuted"))
            shown = painter.fontMetrics().elidedText(fact, Qt.TextElideMode.ElideRight, room)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(left, 0, room, self.height(), flags, shown)
            left += advance
        painter.end()
