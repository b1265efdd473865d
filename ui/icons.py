"""Icons by meaning, in the colours of the theme, drawn from the Phosphor outlines we ship.

The outlines are the regular and filled ones of the font that qtawesome carries; reading them
directly keeps the start of the window short (qtawesome takes longer than the window itself).
"""

from functools import cache
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QPixmapCache,
    QRawFont,
)

from resources import path, read_text
from ui import theme

_EM: Final = 1000.0
_kept: Final[dict[tuple[str, str, str], QIcon]] = {}


@cache
def outline_name(meaning: str, fill: bool = False) -> str:
    """Return the Phosphor name of a meaning of the tokens, or of a name given as ``ph.name``."""
    name: str = theme.tokens()["icons"]["byMeaning"].get(meaning, meaning)
    name = name.removeprefix("ph.")
    return f"{name}-fill" if fill and not name.endswith("-fill") else name


@cache
def outline(name: str) -> QPainterPath:
    """Return the outline of a Phosphor icon in a square of 1000 units."""
    table = read_text("icons/phosphor.txt")
    at = table.find(f"\n{name} ")
    if at < 0:
        raise KeyError(f"There is no icon named {name}")
    code = table[at + len(name) + 2 : table.index("\n", at + 1)]
    glyph = _font().glyphIndexesForString(chr(int(code, 16)))[0]
    return _font().pathForGlyph(glyph).translated(0, _EM)


@cache
def _font() -> QRawFont:
    return QRawFont(str(path("icons/phosphor.ttf")), _EM, QFont.HintingPreference.PreferNoHinting)


def paint_icon(
    painter: QPainter, place: QRectF | QRect, meaning: str, color: QColor, *, fill: bool = False
) -> None:
    """Draw an icon into a square in a colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(place.x(), place.y()))
    painter.scale(place.width() / _EM, place.height() / _EM)
    painter.fillPath(outline(outline_name(meaning, fill)), color)
    painter.restore()


def icon(meaning: str, *, fill: bool = False, color: str = "", on: str = "") -> QIcon:
    """Return an icon by meaning; it follows the theme.

    ``color`` is a token (``accent``, ``state.overdue.solid``); ``on`` is the one while checked.
    """
    key = (outline_name(meaning, fill), color, on)
    known = _kept.get(key)
    if known is None:
        known = _kept[key] = QIcon(_OutlineEngine(*key))
    return known


class _OutlineEngine(QIconEngine):
    """Paints an outline at any size in the colour that the theme has at that moment."""

    def __init__(self, name: str, color: str, on: str) -> None:
        super().__init__()
        self._name = name
        self._color = color or "text"
        self._on = on or self._color

    def clone(self) -> QIconEngine:
        return _OutlineEngine(self._name, self._color, self._on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, f"ph.{self._name}", self._shade(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        shade = self._shade(mode, state)
        key = f"{self._name} {shade.rgba()} {size.width()} {size.height()}"
        kept = QPixmap()
        if not QPixmapCache.find(key, kept):
            kept = QPixmap(size)
            kept.fill(Qt.GlobalColor.transparent)
            painter = QPainter(kept)
            side = min(size.width(), size.height())
            place = QRect(QPoint(0, (size.height() - side) // 2), QSize(side, side))
            paint_icon(painter, place, f"ph.{self._name}", shade)
            painter.end()
            QPixmapCache.insert(key, kept)
        return kept

    def _shade(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.color("textDisabled")
        return theme.color(self._on if state == QIcon.State.On else self._color)
