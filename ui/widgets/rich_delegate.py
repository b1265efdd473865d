"""Draws the cells of a table: two lines, icons, pills, bars, dashes and links."""

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.icons import paint_icon
from ui.widgets.mark import STATES
from ui.widgets.painting import paint_bar, paint_ground, paint_pill, paint_steps, pill_size
from ui.widgets.record_cells import Cell, Heading
from ui.widgets.record_model import RecordModel

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FLAGS = {
    "left": _LEFT,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}
EDGE = 16
GAP = 7


class Surroundings(Protocol):
    """What a delegate asks its table."""

    def records(self) -> RecordModel:
        """Return the rows."""

    def is_marked(self, place: int) -> bool:
        """Return whether a row is the marked one."""

    def is_hovered(self, place: int) -> bool:
        """Return whether the mouse is over a row."""

    def shows_focus(self, place: int) -> bool:
        """Return whether a row has the keyboard, visibly."""

    def last_column(self) -> int:
        """Return the last column that is shown."""


class RichDelegate(QStyledItemDelegate):
    """Paints `Cell` and `Heading` as they are described."""

    def __init__(self, table: Surroundings) -> None:
        super().__init__()
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._table.records().row_at(index.row())
        place = QRectF(option.rect)
        if isinstance(row, Heading):
            self._paint_heading(painter, place, row)
            return
        self._paint_ground(painter, place, index, self._table.is_marked(index.row()))
        cell = self._table.records().cell(index.row(), index.column())
        left = EDGE if index.column() == 0 else GAP
        right = EDGE if index.column() == self._table.last_column() else GAP
        paint_cell(painter, place.adjusted(left, 0, -right, -1), cell)

    def _paint_heading(self, painter: QPainter, place: QRectF, heading: Heading) -> None:
        paint_ground(painter, place, theme.color("surfaceAlt"))
        line = QRectF(place.left(), place.bottom() - 1, place.width(), 1)
        paint_ground(painter, line, theme.color("border"))
        left = place.left() + (theme.px(heading.indent) if heading.indent else EDGE)
        strong = theme.font("meta", "regular" if heading.note else "semibold")
        painter.setFont(strong)
        painter.setPen(theme.color("textMuted" if heading.note else "text"))
        words = QRectF(left, place.top(), place.right() - left, place.height() - 1)
        painter.drawText(words, _LEFT, heading.title)
        left += QFontMetrics(strong).horizontalAdvance(heading.title) + 8
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("textMuted"))
        rest = QRectF(left, place.top(), place.right() - left, place.height() - 1)
        painter.drawText(rest, _LEFT, heading.meta)

    def _paint_ground(self, painter: QPainter, place: QRectF, index: Index, selected: bool) -> None:
        if selected:
            paint_ground(painter, place, theme.color("surfaceSelected"))
        elif self._table.is_hovered(index.row()):
            paint_ground(painter, place, theme.color("surfaceHover"))
        line = QRectF(place.left(), place.bottom() - 1, place.width(), 1)
        paint_ground(painter, line, theme.color("border"))
        if selected and index.column() == 0:
            edge = QRectF(place.left(), place.top(), 3, place.height())
            paint_ground(painter, edge, theme.color("accent"))
        if self._table.shows_focus(index.row()):
            self._paint_focus(painter, place, index.column())

    def _paint_focus(self, painter: QPainter, place: QRectF, column: int) -> None:
        painter.setPen(QPen(theme.color("focus"), 2))
        frame = place.adjusted(1, 1, -1, -1)
        painter.drawLine(QPointF(place.left(), frame.top()), QPointF(place.right(), frame.top()))
        painter.drawLine(
            QPointF(place.left(), frame.bottom()), QPointF(place.right(), frame.bottom())
        )
        if column == 0:
            painter.drawLine(frame.topLeft(), frame.bottomLeft())
        if column == self._table.last_column():
            painter.drawLine(frame.topRight(), frame.bottomRight())


def paint_cell(painter: QPainter, place: QRectF, cell: Cell) -> None:
    """Draw one cell into its room."""
    if cell.stripe:
        _paint_stripe(painter, place, cell.stripe)
        place = place.adjusted(12, 0, 0, 0)
    if cell.link:
        place = place.adjusted(0, 0, -_paint_link(painter, place, cell.link), 0)
    if cell.tile:
        _paint_tile(painter, place, cell)
    elif cell.icon and not cell.text and not cell.pill:
        _paint_lone_icon(painter, place, cell)
    elif cell.pill:
        _paint_pill_cell(painter, place, cell)
    elif cell.bar is not None:
        _paint_bar_cell(painter, place, cell)
    elif cell.steps is not None:
        _paint_steps_cell(painter, place, cell)
    else:
        _paint_words(painter, place, cell)


def link_width(words: str) -> int:
    """Return how wide a link in a cell is."""
    return theme.metrics("meta", "medium").horizontalAdvance(words)


def _paint_stripe(painter: QPainter, place: QRectF, service: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.service(service).solid)
    high = min(33.0, place.height() - 8)
    stripe = QRectF(place.left() - 2, place.center().y() - high / 2, 4, high)
    painter.drawRoundedRect(stripe, 2, 2)
    painter.restore()


def _paint_link(painter: QPainter, place: QRectF, words: str) -> int:
    painter.setFont(theme.font("meta", "medium"))
    painter.setPen(theme.color("accent"))
    painter.drawText(place, _FLAGS["right"], words)
    return link_width(words) + 8


def _icon_color(cell: Cell) -> str:
    if cell.icon_tone:
        return f"state.{cell.icon_tone}.solid" if cell.icon_tone in STATES else cell.icon_tone
    if cell.icon in STATES:
        return f"state.{cell.icon}.solid"
    if cell.tone in STATES:
        return f"state.{cell.tone}.solid"
    if cell.icon == "expected":
        return "borderStrong"
    return cell.tone or "textMuted"


def _paint_lone_icon(painter: QPainter, place: QRectF, cell: Cell) -> None:
    side = theme.px(18)
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    if cell.align == "left":
        square.moveLeft(place.left())
    paint_icon(painter, square, cell.icon, theme.color(_icon_color(cell)), fill=cell.fill)


def _paint_tile(painter: QPainter, place: QRectF, cell: Cell) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = theme.state(cell.tile)
    high = min(theme.px(26), place.height() - 6)
    tile = QRectF(0, 0, theme.px(36), high)
    tile.moveCenter(place.center())
    outlined = cell.tile in ("blocked", "missing") and not theme.is_high_contrast()
    ground = theme.state("overdue").background if outlined and cell.tile == "blocked" else None
    painter.setPen(QPen(tint.solid, 1) if theme.is_high_contrast() else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(ground or tint.background)
    painter.drawRoundedRect(tile, 4, 4)
    painter.restore()
    side = theme.px(17)
    square = QRectF(0, 0, side, side)
    square.moveCenter(tile.center())
    paint_icon(painter, square, cell.icon, tint.solid, fill=cell.fill)


def _paint_pill_cell(painter: QPainter, place: QRectF, cell: Cell) -> None:
    mark = cell.icon or ""
    size = pill_size(cell.pill, mark=bool(mark))
    pill = QRectF(place.left(), 0, min(size.width(), place.width()), size.height())
    if cell.align == "right":
        pill.moveRight(place.right())
    pill.moveTop(place.center().y() - size.height() / 2)
    paint_pill(painter, pill, cell.pill_kind or "info", cell.pill, mark=mark)


def _first_font(cell: Cell) -> tuple[str, str]:
    size = "meta" if cell.small else "body"
    return size, "semibold" if cell.strong else "medium" if cell.medium else "regular"


def _paint_words(painter: QPainter, place: QRectF, cell: Cell) -> None:
    first = QRectF(place)
    if cell.sub:
        apart = 19.5 if place.height() >= theme.px(46) else 16.5
        top = place.center().y() - theme.px(10 + apart / 2)
        first = QRectF(place.left(), top, place.width(), theme.px(20))
        low = top + theme.px(apart + 1)
        second = QRectF(place.left(), low, place.width(), theme.px(18))
        if cell.icon:
            second.setLeft(second.left() + theme.px(27))
        _line(painter, second, cell.sub, ("meta", "regular"), "textMuted", cell.align)
    if cell.icon:
        side = theme.px(17)
        square = QRectF(first.left(), first.center().y() - side / 2, side, side)
        color = theme.color(_icon_color(cell))
        paint_icon(painter, square, cell.icon, color, fill=cell.fill)
        first.setLeft(first.left() + theme.px(27 if cell.sub else 24))
    tone = cell.tone or ("textMuted" if cell.muted else "")
    _line(painter, first, cell.text, _first_font(cell), tone, cell.align)


def _paint_bar_cell(painter: QPainter, place: QRectF, cell: Cell) -> None:
    top = place.center().y() - theme.px(22)
    first = QRectF(place.left(), top, place.width(), theme.px(20))
    if not cell.text:
        bar = QRectF(place.left(), place.center().y() - 3, place.width(), 6)
        paint_bar(painter, bar, cell.bar or 0.0, _bar_color(cell))
        return
    if not cell.sub:
        words = theme.metrics("meta").horizontalAdvance(cell.text) + 10
        bar = QRectF(place.left(), place.center().y() - 3, place.width() - words, 6)
        paint_bar(painter, bar, cell.bar or 0.0, _bar_color(cell))
        _line(painter, place, cell.text, ("meta", "regular"), "textMuted", "right")
        return
    if cell.icon:
        side = theme.px(16)
        square = QRectF(first.left() - 1, first.center().y() - side / 2, side, side)
        paint_icon(painter, square, cell.icon, theme.color(_icon_color(cell)), fill=True)
        first.setLeft(first.left() + theme.px(20))
    _line(painter, first, cell.text, ("body", "medium"), cell.tone, "left")
    bar = QRectF(place.left(), top + theme.px(24), place.width(), 5)
    paint_bar(painter, bar, cell.bar or 0.0, _bar_color(cell))
    second = QRectF(place.left(), top + theme.px(29), place.width(), theme.px(17))
    _line(painter, second, cell.sub, ("caption", "regular"), "textMuted", "left")


def _bar_color(cell: Cell) -> QColor:
    kind = cell.tone if cell.tone in STATES else cell.icon
    return theme.state(kind).solid if kind in STATES else theme.color("chart1")


def _paint_steps_cell(painter: QPainter, place: QRectF, cell: Cell) -> None:
    top = place.center().y() - theme.px(20)
    first = QRectF(place.left(), top, place.width(), theme.px(20))
    _line(painter, first, cell.text, _first_font(cell), cell.tone, "left")
    reached, total = cell.steps or (0, 0)
    dashes = QRectF(place.left(), top + theme.px(21), min(place.width(), theme.px(132)), 14)
    paint_steps(painter, dashes, reached, total)


@lru_cache(maxsize=4096)
def _elided(words: str, look: tuple[str, str], room: int, _text_size: str) -> str:
    """Return words cut to their room; what was cut once need not be measured again."""
    return theme.metrics(*look).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _line(
    painter: QPainter, place: QRectF, words: str, look: tuple[str, str], tone: str, align: str
) -> None:
    font = theme.font(*look, tabular=align == "right")
    painter.setFont(font)
    painter.setPen(theme.tone(tone))
    room = int(place.width())
    shown = _elided(words, look, room, theme.text_size())
    painter.drawText(place, _FLAGS[align], shown)
