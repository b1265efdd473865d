"""Cards, and what they hold most often: facts, rows that can be acted on, section titles."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.buttons import link as link_button
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import empty
from ui.widgets.mark import STATES, Mark

Fact = tuple[str, str] | tuple[str, str, str]


def divider() -> QFrame:
    """Return a hairline across."""
    line = QFrame()
    dress(line, "line")
    return line


class SectionHeader(QWidget):
    """A title with a short note or a link at the right."""

    linked = Signal()

    def __init__(self, title: str, *, meta: str = "", link: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(10)
        self.title = ElideLabel(title, "section")
        self.meta = Label(meta, "meta", muted=True)
        self.line.addWidget(self.title)
        self.line.addStretch(1)
        self.line.addWidget(self.meta)
        self.meta.setVisible(bool(meta))
        if link:
            self.link = link_button(link, clicked=self.linked.emit)
            self.line.addWidget(self.link)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)

    def set_meta(self, words: str) -> None:
        """Show another note."""
        self.meta.setText(words)
        self.meta.setVisible(bool(words))


def _filler() -> QSpacerItem:
    """Return what takes the room below the body, without a gap of its own."""
    return QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.MinimumExpanding)


class Card(QFrame):
    """A white frame with a title row and a body.

    ``flush`` lets the body touch the edges; ``fill`` gives it all the height there is.

    Signals: linked.
    """

    linked = Signal()

    def __init__(
        self,
        title: str = "",
        *,
        meta: str = "",
        link: str = "",
        flush: bool = False,
        fill: bool = False,
    ) -> None:
        super().__init__()
        dress(self, "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0 if flush else 8)
        side = 1 if flush else 16
        self._outer.setContentsMargins(side, 1 if flush else 14, side, 1 if flush else 14)
        self.header = SectionHeader(title, meta=meta, link=link)
        self.header.linked.connect(self.linked)
        if title:
            if flush:
                self.header.line.setContentsMargins(15, 11, 15, 11)
            self._outer.addWidget(self.header)
            if flush:
                self._outer.addWidget(divider())
            self.setAccessibleName(title)
        else:
            self.header.setParent(self)
            self.header.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(0 if flush else 6)
        self._outer.addLayout(self.body, 1 if flush or fill else 0)
        if not (flush or fill):
            self._outer.addSpacerItem(_filler())

    def add_to_title(self, widget: QWidget) -> None:
        """Put something into the title row, after the title."""
        self.header.line.insertWidget(self.header.line.indexOf(self.header.title) + 1, widget)

    def add_at_right(self, widget: QWidget) -> None:
        """Put something at the right end of the title row."""
        self.header.line.addWidget(widget)

    def clear(self) -> None:
        """Take everything out of the body."""
        empty(self.body)


class FactList(QWidget):
    """Facts in two columns: what it is, muted, and what it says; a third part is its state."""

    def __init__(self, facts: Sequence[Fact] = (), *, label_width: int = 0) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._label_width = label_width
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        empty(self._grid)
        for line, fact in enumerate(facts):
            name = Label(fact[0], "meta", muted=True, wrap=bool(self._label_width))
            if self._label_width:
                name.setFixedWidth(self._label_width)
            name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(name, line, 0)
            tone = fact[2] if len(fact) > 2 else ""
            said = Label(fact[1], tone=tone, wrap=True)
            said.setAccessibleName(f"{fact[0]}: {fact[1]}")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(said, line, 1)


class ActionRow(QWidget):
    """A mark, a line and a smaller line, and at the right what can be done about it.

    Signals: acted.
    """

    acted = Signal()

    def __init__(
        self, icon: str, text: str, sub: str = "", *, action: str = "", fill: bool = False
    ) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(9)
        top = Qt.AlignmentFlag.AlignTop
        if icon:
            color = "" if icon in STATES else "textMuted"
            line.addWidget(Mark(icon, side=17, fill=fill, color=color), 0, top)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElideLabel(text, medium=True))
        if sub:
            words.addWidget(ElideLabel(sub, "meta", muted=True))
        line.addLayout(words, 1)
        if action:
            button = link_button(action, clicked=self.acted.emit)
            button.setAccessibleName(f"{action}: {text}")
            line.addWidget(button, 0, top)
