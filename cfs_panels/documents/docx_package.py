"""Puts the parts of a Word file together so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml

from cfs_panels.documents.page_look import LANGUAGE
from cfs_panels.documents.typed_text import one_line

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.package import OpcPackage

    from cfs_panels.documents.blocks import Document

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FIRST = (_CONTENT_TYPES, "_rels/.rels", "word/document.xml")
_LONGEST_PROPERTY = 255


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return parts as a package, always in one order and with one date."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name in sorted(parts, key=lambda each: (each not in _FIRST, _place(each), each)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return package.getvalue()


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else 0


def opened(base: bytes) -> WordDocument:
    """Return a base as a Word document that can be filled."""
    return docx.Document(io.BytesIO(base))


def packed(word: WordDocument) -> bytes:
    """Return a Word document as the bytes of its file."""
    package = word.part.package
    if package is None:
        raise ValueError("a Word document without its package")
    parts = {_CONTENT_TYPES: _content_types(package), "_rels/.rels": _xml(package.rels.xml)}
    for part in package.iter_parts():
        parts[part.partname.membername] = part.blob
        if part.rels:
            parts[part.partname.rels_uri.membername] = _xml(part.rels.xml)
    return zipped(parts)


def _xml(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _content_types(package: OpcPackage) -> bytes:
    """Return the list of what each part is."""
    listed = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in sorted(package.iter_parts(), key=lambda each: str(each.partname))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()


def set_properties(word: WordDocument, document: Document) -> None:
    """Set the file's properties from the document alone, so that no clock shows in them."""
    made = datetime.combine(document.made_on, time(0), UTC)
    properties = word.core_properties
    properties.title = one_line(document.title)[:_LONGEST_PROPERTY]
    properties.subject = one_line(document.subject)[:_LONGEST_PROPERTY]
    properties.author = one_line(document.author)[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.identifier = one_line(document.reference)[:_LONGEST_PROPERTY]
    properties.content_status = "Draft" if document.draft else "Final"
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = made
    properties.modified = made


def parsed(fragment: str) -> list[object]:
    """Return the elements of a fragment of a Word file."""
    return list(parse_xml(fragment))
