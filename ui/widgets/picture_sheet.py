"""Puts a picture on a sheet of its own, so that it reads as every other paper; in memory only."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, Qt
from PySide6.QtGui import QImageReader, QPageSize, QPainter, QPdfWriter

_DOTS = 150


def as_sheet(picture: bytes) -> bytes:
    """Return a picture as a PDF of one A4 page, or nothing where it cannot be read."""
    source = QBuffer()
    source.setData(QByteArray(picture))
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return b""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(12, 12, 12, 12))
    writer.setResolution(_DOTS)
    painter = QPainter(writer)
    room = QRect(0, 0, writer.width(), writer.height())
    size: QSize = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(room.topLeft(), size), image)
    painter.end()
    content: QByteArray = held.data()
    return bytes(content.data())
