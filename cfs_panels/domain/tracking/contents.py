"""What rows and records say, in a form in which they can be compared.

The same row twice is taken once: once every cell is read the content is the same, however the
dates, spaces, cases and yes or no were written.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.sheets import CellKind

if TYPE_CHECKING:
    from cfs_panels.domain.tracking.columns import Value
    from cfs_panels.domain.tracking.records import AnyRecord
    from cfs_panels.domain.tracking.sheets import Column, Sheet

Content = tuple[object, ...]
"""What can be compared, and be a key of a mapping."""


def comparable(column: Column, value: Value) -> object:
    """Return what two cells of a column have in common when they say the same."""
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, tuple):
        parts = [folded(part) for part in value]
        return tuple(sorted(parts)) if column.kind is CellKind.CHOICES else tuple(parts)
    return value


def content_of(record: AnyRecord, sheet: Sheet) -> Content:
    """Return all that a record says; two records with the same content are the same row."""
    return tuple(comparable(column, getattr(record, column.field)) for column in sheet.columns)


def key_of(record: AnyRecord, sheet: Sheet) -> Content:
    """Return what tells a record from others of its sheet."""
    return tuple(comparable(column, getattr(record, column.field)) for column in sheet.key)


def fingerprint(record: AnyRecord, sheet: Sheet) -> str:
    """Return a short mark that is the same for the same content."""
    return content_fingerprint(content_of(record, sheet), sheet)


def content_fingerprint(content: Content, sheet: Sheet) -> str:
    """Return the mark of a content that is at hand already."""
    words = "\x1f".join((sheet.name, *(repr(part) for part in content)))
    return hashlib.sha256(words.encode()).hexdigest()
