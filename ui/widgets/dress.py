"""Small things said to the style sheet and to screen readers."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget


def dress(widget: QWidget, kit: str, **more: str) -> None:
    """Name the rule of the style sheet that a widget is dressed by."""
    widget.setProperty("kit", kit)
    for key, value in more.items():
        widget.setProperty(key, value)


def redress(widget: QWidget, **changes: str | bool) -> None:
    """Change what the style sheet looks at, and dress the widget again."""
    for key, value in changes.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def freed_later(thing: QObject | None) -> None:
    """Let Qt free an object once nothing on the way here needs it any more."""
    if thing is not None:
        thing.deleteLater()
