"""Rows, columns and scrolling bodies without the ceremony."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.dress import dress


class Stretch:
    """A spring between the parts of a row or column."""

    def __init__(self, factor: int = 1) -> None:
        self.factor = factor


def stretch(factor: int = 1) -> Stretch:
    """Return a spring."""
    return Stretch(factor)


Part = QWidget | QLayout | Stretch | int
_Box = TypeVar("_Box", bound=QBoxLayout)


def row(
    *parts: Part, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return parts side by side; a number is a gap of that many pixels."""
    return fill(QHBoxLayout(), parts, spacing, margins)


def column(
    *parts: Part, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return parts one under another; a number is a gap of that many pixels."""
    return fill(QVBoxLayout(), parts, spacing, margins)


def fill(
    layout: _Box, parts: tuple[Part, ...], spacing: int, margins: tuple[int, int, int, int]
) -> _Box:
    """Put parts into a layout and return it."""
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        add(layout, part)
    return layout


def add(layout: QBoxLayout, part: Part) -> None:
    """Put a widget, a layout, a spring or a gap at the end of a layout."""
    if isinstance(part, QWidget):
        layout.addWidget(part)
    elif isinstance(part, QLayout):
        layout.addLayout(part)
    elif isinstance(part, Stretch):
        layout.addStretch(part.factor)
    else:
        layout.addSpacing(part)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and free it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()


def held(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """Return a plain widget that holds a layout."""
    widget = QWidget(parent)
    widget.setLayout(layout)
    return widget


class _Scrolled(QWidget):
    """What scrolls: as high as its words need at the width it has, where that can be told.

    The least height of words that wrap is told for their least width, so it would leave a gap.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(hint.width(), 0) if wraps else hint


def scroll_body(
    margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 12
) -> tuple[QScrollArea, QVBoxLayout]:
    """Return an area that scrolls up and down, and the layout of what it holds."""
    area, view = QScrollArea(), QWidget()
    area.setViewport(view)  # to ask for Qt's own costs 30 ms of looking through all its classes
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body = _Scrolled()
    dress(body, "scrolled")
    layout = fill(QVBoxLayout(body), (), spacing, margins)
    area.setWidget(body)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setAutoFillBackground(False)
    body.setAutoFillBackground(False)
    return area, layout
