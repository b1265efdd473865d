"""Buttons: one primary on a page, others secondary, links for going somewhere."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.icons import icon as icon_of
from ui.widgets.dress import dress

Clicked = Callable[[], object] | None
_ICON_COLORS = {"primary": "onAccent", "danger": "onDanger", "link": "accent"}


def primary(
    text: str, icon: str = "", *, clicked: Clicked = None, small: bool = False, large: bool = False
) -> QPushButton:
    """Return the button of the page's main deed."""
    return _button("primary", text, icon, clicked, small, large)


def secondary(
    text: str, icon: str = "", *, clicked: Clicked = None, small: bool = False, large: bool = False
) -> QPushButton:
    """Return a button for what else can be done."""
    return _button("secondary", text, icon, clicked, small, large)


def plain(
    text: str, icon: str = "", *, clicked: Clicked = None, small: bool = False, large: bool = False
) -> QPushButton:
    """Return a button without a frame, as for Cancel and the tools of a list."""
    return _button("plain", text, icon, clicked, small, large)


def danger(text: str, icon: str = "", *, clicked: Clicked = None) -> QPushButton:
    """Return a button for what takes something away for good."""
    return _button("danger", text, icon, clicked, False, False)


def link(text: str, icon: str = "", *, clicked: Clicked = None) -> QPushButton:
    """Return words that lead somewhere."""
    button = _button("link", text, icon, clicked, False, False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def icon_button(
    icon: str, name: str, *, clicked: Clicked = None, framed: bool = True, color: str = ""
) -> QPushButton:
    """Return a button that is only an icon; its name is its tooltip and for screen readers."""
    button = _button("icon" if framed else "iconPlain", "", icon, clicked, False, False)
    button.setIcon(icon_of(icon, color=color or "textMuted"))
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


def _button(
    kit: str, text: str, icon: str, clicked: Clicked, small: bool, large: bool
) -> QPushButton:
    button = QPushButton(text)
    dress(button, kit, kitSize="small" if small else "large" if large else "")
    if icon:
        button.setIcon(icon_of(icon, color=_ICON_COLORS.get(kit, "text")))
        side = theme.size("iconSmall" if small or kit == "link" else "icon")
        button.setIconSize(QSize(side + (3 if text else 0), side))
    if clicked is not None:
        deed = clicked
        button.clicked.connect(lambda: deed())
    button.setAutoDefault(False)
    return button
