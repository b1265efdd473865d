"""The parts of an Excel workbook, unpacked a little at a time and no further than is sound.

A workbook is a packed folder of XML. What makes reading one dangerous is refused here, once for
all parts: parts that unpack to far more than they are, document types (which can multiply text
without end), and marks so long that looking for their end takes for ever.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.workbook_guards import damaged, locked, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO, Protocol

    from cfs_panels.services.workbook_guards import Limits

    class Handler(Protocol):
        """What is told of the marks and text of a part; names come without their prefix."""

        def start(self, name: str, attributes: Mapping[str, str]) -> None:
            """Tell that an element begins."""

        def end(self, name: str) -> None:
            """Tell that an element ends."""

        def text(self, words: str) -> None:
            """Tell the text that stands within."""


_CHUNK = 1 << 16
_LONGEST_MARK = 1 << 20
_END_RECORD = b"PK\x05\x06"
_SOUND_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PACKING_TROUBLE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, RuntimeError, struct.error,
)  # fmt: skip


class Parts:
    """The parts of a workbook, by the name they have in the packed folder."""

    def __init__(self, file: BinaryIO, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._unpacked = self._marks = 0
        _check_index(file, name, limits)
        try:
            self._package = zipfile.ZipFile(file)
        except _PACKING_TROUBLE as error:
            raise damaged(name) from error
        self._infos = {info.filename.lstrip("/"): info for info in self._package.infolist()}

    def names(self) -> set[str]:
        """Return the names of all parts."""
        return set(self._infos)

    def size(self, part: str) -> int:
        """Return how large a part says it is, unpacked."""
        info = self._infos.get(part)
        return info.file_size if info else 0

    def read(self, part: str, handler: Handler, step: Callable[[int], None] | None = None) -> None:
        """Tell a handler of a part from its start to its end.

        ``step`` is told of every bit of so many bytes that is done, and may stop the reading.

        Raises:
            RuleBroken: for what is too large or locked.
            OutsideTrouble: for what is damaged.
        """
        info = self._infos.get(part)
        if info is None:
            raise damaged(self._name)
        self._check(info)
        parser = _parser(handler, self._name)
        fed = 0
        try:
            for chunk in self._chunks(info):
                self._count_marks(chunk)
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_MARK:
                    raise damaged(self._name)
                if step:
                    step(len(chunk))
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self._name) from error

    def _count_marks(self, chunk: bytes) -> None:
        self._marks += chunk.count(b"<")
        if self._marks > self._limits.marks:
            raise RuleBroken(
                f"{self._name} has more cells than can be read, most of them empty. Delete the "
                "empty rows and columns below and beside what is written, and save it again."
            )

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._package.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _PACKING_TROUBLE as error:
            raise damaged(self._name) from error

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            raise locked(self._name)
        if info.compress_type not in _SOUND_PACKING:
            raise damaged(self._name)
        self._unpacked += info.file_size
        if self._unpacked > self._limits.unpacked_bytes:
            size, limit = self._unpacked, self._limits.unpacked_bytes
            raise too_large(self._name, size, limit, " when it is unpacked")


def _parser(handler: Handler, name: str) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")  # as every spreadsheet program writes it
    parser.buffer_text = True

    def first(tag: str, attributes: dict[str, str]) -> None:
        """Learn from the outermost mark whether marks have a prefix; most have none."""
        if ":" in tag:
            parser.StartElementHandler = prefixed
            parser.EndElementHandler = prefixed_end
        else:
            parser.StartElementHandler = handler.start
            parser.EndElementHandler = handler.end
        handler.start(tag.rpartition(":")[2], attributes)

    def prefixed(tag: str, attributes: dict[str, str]) -> None:
        handler.start(tag.rpartition(":")[2], attributes)

    def prefixed_end(tag: str) -> None:
        handler.end(tag.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise damaged(name)

    parser.StartElementHandler = first
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _check_index(file: BinaryIO, name: str, limits: Limits) -> None:
    """Refuse a packed file whose list of parts is longer than any workbook's."""
    size = file.seek(0, 2)
    file.seek(max(size - (1 << 16) - 22, 0))
    tail = file.read()
    file.seek(0)
    place = tail.rfind(_END_RECORD)
    if place < 0 or len(tail) < place + 22:
        raise damaged(name)
    if int.from_bytes(tail[place + 12 : place + 16], "little") > limits.index_bytes:
        raise damaged(name)


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """Return an attribute by its name without a prefix; an empty text where there is none."""
    found = attributes.get(name)
    if found is not None:
        return found
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "")
