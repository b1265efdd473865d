"""Colours, sizes and fonts of the chosen theme, all from ``resources/theme/tokens.json``.

Painters ask here (``color("text")``, ``state("overdue").solid``); ordinary widgets are dressed
by the one style sheet made from the same file.
"""

import json
import sys
from functools import cache
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from resources import read_text
from ui.style_sheet import build_sheet

LIGHT: Final = "light"
DARK: Final = "dark"
HIGH_CONTRAST: Final = "highContrast"
SYSTEM: Final = "system"
THEMES: Final = (LIGHT, DARK, HIGH_CONTRAST)
_WEIGHTS: Final = {
    "regular": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
}


class Tint(NamedTuple):
    """The three colours of a state or service: its words, the tint behind them, its marks."""

    text: QColor
    background: QColor
    solid: QColor


class _Watcher(QObject):
    """Tells when the theme or the text size was changed.

    Signals: changed.
    """

    changed = Signal()


class _Chosen:
    """What is in force now."""

    def __init__(self) -> None:
        self.theme = self.wish = LIGHT
        self.text_size = "standard"
        self.scale = 1.0
        self.colors: dict[str, Any] = {}
        self.found: dict[str, QColor] = {}
        self.tints: dict[str, Tint] = {}
        self.fonts: dict[tuple[str, str, bool], QFont] = {}
        self.metrics: dict[tuple[str, str], QFontMetrics] = {}
        self.watcher: _Watcher | None = None
        self.system_palette: QPalette | None = None


_chosen: Final = _Chosen()


@cache
def tokens() -> dict[str, Any]:
    """Return the design tokens as they stand in the file."""
    loaded: dict[str, Any] = json.loads(read_text("theme/tokens.json"))
    return loaded


def apply(app: QApplication, theme: str = SYSTEM, text_size: str = "standard") -> None:
    """Dress the application in a theme and a text size; also while it runs."""
    if _chosen.system_palette is None:
        _chosen.system_palette = QPalette(app.palette())
    _chosen.wish = theme
    _chosen.theme = _resolved(theme)
    _chosen.text_size = text_size
    _chosen.scale = float(tokens()["font"]["textSizes"][text_size])
    _chosen.colors = _theme_colors(_chosen.theme)
    for known in (_chosen.found, _chosen.tints, _chosen.fonts, _chosen.metrics):
        known.clear()
    font = QFont(app.font())
    font.setPixelSize(px(font_size("body")))
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(build_sheet(_chosen.colors, _chosen.scale))
    watcher().changed.emit()


def watcher() -> _Watcher:
    """Return the object whose ``changed`` signal follows every change of theme or text size."""
    if _chosen.watcher is None:
        _chosen.watcher = _Watcher()
    return _chosen.watcher


def follow_system(app: QApplication) -> None:
    """Change with the computer, as long as nobody chose a theme."""

    def again() -> None:
        if _chosen.wish == SYSTEM and _resolved(SYSTEM) != _chosen.theme:
            apply(app, SYSTEM, _chosen.text_size)

    QGuiApplication.styleHints().colorSchemeChanged.connect(again)


def wished() -> str:
    """Return the theme as chosen, which may be ``system``."""
    return _chosen.wish


def name() -> str:
    """Return the theme that is shown: light, dark or highContrast."""
    return _chosen.theme


def text_size() -> str:
    """Return the text size in force: standard, larger or largest."""
    return _chosen.text_size


def is_high_contrast() -> bool:
    """Return whether tints are to be told by outlines."""
    return _chosen.theme == HIGH_CONTRAST


def color(token: str) -> QColor:
    """Return a colour by its name, also ``state.overdue.solid`` and ``service.fostering.text``."""
    known = _chosen.found.get(token)
    if known is None:
        value: Any = _chosen.colors or _theme_colors(LIGHT)
        for part in token.split("."):
            value = value[part]
        known = _chosen.found[token] = QColor(str(value))
    return known


def state(kind: str) -> Tint:
    """Return the colours of a state: onTrack, dueSoon, overdue, paused, done, blocked, missing."""
    return _tint(f"state.{kind}")


def service(kind: str) -> Tint:
    """Return the colours of fostering or adoption."""
    return _tint(f"service.{kind}")


def tone(kind: str) -> QColor:
    """Return the colour of words: of a state where it is one, else of the token so named."""
    if not kind:
        return color("text")
    return state(kind).text if kind in state_words() else color(kind)


def state_words() -> dict[str, str]:
    """Return the word of every state."""
    words: dict[str, str] = tokens()["stateWords"]
    return words


def font_size(size: str) -> int:
    """Return a font size of the tokens in pixels at 100 %."""
    return int(tokens()["font"]["size"][size])


def font(size: str = "body", weight: str = "regular", *, tabular: bool = False) -> QFont:
    """Return the application's font in a size and a weight of the tokens."""
    key = (size, weight, tabular)
    known = _chosen.fonts.get(key)
    if known is None:
        known = QFont(QGuiApplication.font())
        known.setPixelSize(px(font_size(size)))
        known.setWeight(_WEIGHTS[weight])
        if tabular:
            known.setFeature(QFont.Tag("tnum"), 1)
        _chosen.fonts[key] = known
    return known


def metrics(size: str = "body", weight: str = "regular") -> QFontMetrics:
    """Return how wide words are in a size and a weight of the tokens."""
    known = _chosen.metrics.get((size, weight))
    if known is None:
        known = _chosen.metrics[(size, weight)] = QFontMetrics(font(size, weight))
    return known


def px(length: float) -> int:
    """Return a length at 100 % in pixels, grown with the text size."""
    return round(length * _chosen.scale)


def size(token: str) -> int:
    """Return a size of the tokens, grown with the text size (the navigation never grows)."""
    length = int(tokens()["size"][token])
    return length if token.startswith("nav") else px(length)


def space(token: str) -> int:
    """Return a distance of the tokens."""
    return int(tokens()["space"][token])


def radius(token: str) -> int:
    """Return a corner of the tokens."""
    return int(tokens()["radius"][token])


def breakpoint_compact() -> int:
    """Return the window width below which pages show their compact form."""
    return int(tokens()["breakpoints"]["compact"])


def wants_motion() -> bool:
    """Return whether the computer allows things to move."""
    preference = getattr(QGuiApplication.styleHints(), "accessibility", lambda: None)()
    return getattr(getattr(preference, "motionPreference", lambda: None)(), "name", "") != (
        "ReducedMotion"
    )


def _tint(path: str) -> Tint:
    known = _chosen.tints.get(path)
    if known is None:
        known = _chosen.tints[path] = Tint(
            color(f"{path}.text"), color(f"{path}.background"), color(f"{path}.solid")
        )
    return known


def _theme_colors(theme: str) -> dict[str, Any]:
    colors: dict[str, Any] = tokens()["themes"][theme]
    own = _chosen.system_palette
    if theme == HIGH_CONTRAST and own is not None and _has_contrast_theme():
        return _from_system(colors, own)
    return colors


def _has_contrast_theme(platform: str = sys.platform) -> bool:
    """Return whether a Windows contrast theme is on: its colours are the person's own choice."""
    return platform == "win32" and _wants_contrast(QGuiApplication.styleHints())


def _wants_contrast(hints: QStyleHints) -> bool:
    """Return whether the computer is set to a contrast theme (known from Qt 6.10 on)."""
    accessibility = getattr(hints, "accessibility", lambda: None)()
    preference = getattr(accessibility, "contrastPreference", lambda: None)()
    return getattr(preference, "name", "") == "HighContrast"


def _resolved(theme: str) -> str:
    if theme != SYSTEM:
        return theme
    hints = QGuiApplication.styleHints()
    if _wants_contrast(hints):
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _from_system(colors: dict[str, Any], palette: QPalette) -> dict[str, Any]:
    """Return the high contrast colours with those of the computer's own contrast theme."""
    ground = palette.color(QPalette.ColorRole.Window).name()
    words = palette.color(QPalette.ColorRole.WindowText).name()
    marked = palette.color(QPalette.ColorRole.Highlight).name()
    on_marked = palette.color(QPalette.ColorRole.HighlightedText).name()
    swaps = {"#000000": ground, "#FFFFFF": words, "#7FDBFF": marked, "#003A5C": marked}
    mapped: dict[str, Any] = {
        key: swaps.get(value, words) if isinstance(value, str) else value
        for key, value in colors.items()
    }
    for group in ("state", "service"):
        mapped[group] = {
            kind: {"text": words, "background": ground, "solid": words} for kind in colors[group]
        }
    mapped["onAccent"] = mapped["onDanger"] = on_marked
    mapped["accent"] = mapped["danger"] = words
    mapped["dangerFill"] = mapped["accentFillHover"] = mapped["accentFillPressed"] = marked
    mapped["paper"], mapped["textOnPaper"] = colors["paper"], colors["textOnPaper"]
    return mapped


_ROLES: Final = {
    QPalette.ColorRole.Window: "background",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "surfaceAlt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.PlaceholderText: "textDisabled",
    QPalette.ColorRole.Highlight: "accentFill",
    QPalette.ColorRole.HighlightedText: "onAccent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "surfaceAlt",
    QPalette.ColorRole.Mid: "borderMid",
    QPalette.ColorRole.Dark: "borderStrong",
    QPalette.ColorRole.Shadow: "borderStrong",
    QPalette.ColorRole.Accent: "accent",
}


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, color(token))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, color("textDisabled"))
    return palette
