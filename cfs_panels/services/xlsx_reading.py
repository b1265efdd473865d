"""The cells of an Excel workbook, read for their values.

openpyxl cannot tell a formula whose result is an empty text from one that was never worked out,
stops at styles that other programs write, and unpacks whatever it is given. What a tracking
workbook needs of the format is little, so it is read here: the values as they were last shown.
Nothing is reckoned, no link is followed, no macro is looked at.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.cells import SERIAL_START, SheetCells, WorkbookCells
from cfs_panels.services.workbook_guards import Tally
from cfs_panels.services.xlsx_parts import Parts, attribute
from cfs_panels.services.xlsx_sheets import Shared, SheetRows, Strings, Styles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import BinaryIO

    from cfs_panels.services.progress import Progress
    from cfs_panels.services.workbook_guards import Limits

_WORKBOOK_LINK = "/officeDocument"
_SHEET_LINK = "/worksheet"
_STRINGS_LINK = "/sharedStrings"
_STYLES_LINK = "/styles"
_EXTERNAL = "xl/externalLinks/"
_SERIAL_START_1904 = date(1904, 1, 1)

LINKS_REMARK = "It has links to other files. They were not followed."
FORMULAS_REMARK = "Some of its cells are formulas. What they last showed was read."


def read_xlsx(
    file: BinaryIO, name: str, wanted: Callable[[str], bool], limits: Limits, progress: Progress
) -> WorkbookCells:
    """Return the cells of the sheets whose names are wanted; of the others the name alone.

    Raises:
        RuleBroken: for what is no workbook, too large, locked, or holds formulas without a result.
        OutsideTrouble: for what is damaged.
    """
    parts = Parts(file, name, limits)
    if "_rels/.rels" not in parts.names():
        raise RuleBroken(_no_workbook(name, parts))
    top = _Links("")
    parts.read("_rels/.rels", top)
    if not top.workbook.endswith(".xml"):
        raise RuleBroken(_no_workbook(name, parts))
    book = _Book()
    parts.read(top.workbook, book)
    if not book.is_workbook:
        raise RuleBroken(_no_workbook(name, parts))
    folder, file_name = posixpath.split(top.workbook)
    links = _Links(folder)
    parts.read(posixpath.join(folder, "_rels", f"{file_name}.rels"), links)
    return _Reader(parts, name, Tally(limits, name), progress).workbook(book, links, wanted)


def _no_workbook(name: str, parts: Parts) -> str:
    save = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."
    if "xl/workbook.bin" in parts.names():
        return f"{name} is a binary Excel workbook. {save}"
    if "content.xml" in parts.names():
        return f"{name} is an OpenDocument file. {save}"
    return f"{name} is a packed folder, not an Excel workbook."


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, parts: Parts, name: str, tally: Tally, progress: Progress) -> None:
        self._parts = parts
        self._name = name
        self._tally = tally
        self._progress = progress
        self._done = self._total = 0

    def workbook(self, book: _Book, links: _Links, wanted: Callable[[str], bool]) -> WorkbookCells:
        """Return the cells of the workbook."""
        paths = {title: links.sheets.get(link, "") for title, link in book.sheets}
        read = [title for title, path in paths.items() if path and wanted(title)]
        self._total = sum(self._parts.size(paths[title]) for title in read)
        self._total += self._parts.size(links.strings)
        strings, styles = Strings(self._name, self._tally), Styles()
        if links.strings:
            self._parts.read(links.strings, strings, self._step("words"))
        if links.styles:
            self._parts.read(links.styles, styles)
        shared = Shared(strings.found, styles.dates(), book.serial_start)
        sheets, has_formulas = [], False
        for title, path in paths.items():
            if title not in read:
                sheets.append(SheetCells(title, ()))
                continue
            sheet = SheetRows(title, self._name, shared, self._tally)
            self._parts.read(path, sheet, self._step(title))
            sheets.append(SheetCells(title, sheet.header, sheet.rows))
            has_formulas |= sheet.has_formulas
        remarks = [FORMULAS_REMARK] if has_formulas else []
        if any(part.startswith(_EXTERNAL) for part in self._parts.names()):
            remarks.append(LINKS_REMARK)
        return WorkbookCells(tuple(sheets), book.serial_start, tuple(remarks))

    def _step(self, what: str) -> Callable[[int], None]:
        def step(size: int) -> None:
            self._done += size
            self._progress(self._done, max(self._total, self._done), f"Reading {what}")

        return step


@dataclass(slots=True)
class _Book:
    """The names of the sheets, and the day that serial numbers count from."""

    sheets: list[tuple[str, str]] = field(default_factory=list)  # title, link
    serial_start: date = SERIAL_START
    is_workbook: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a sheet's name, or what days count from."""
        if name == "workbook":
            self.is_workbook = True
        elif name == "sheet":
            self.sheets.append((attribute(attributes, "name"), attribute(attributes, "id")))
        elif name == "workbookPr" and attribute(attributes, "date1904") in {"1", "true"}:
            self.serial_start = _SERIAL_START_1904

    def end(self, name: str) -> None:
        """Nothing ends here that matters."""

    def text(self, words: str) -> None:
        """Nothing is said here between the marks."""


@dataclass(slots=True)
class _Links:
    """Where the parts of a workbook are, seen from a folder."""

    folder: str
    workbook: str = ""
    sheets: dict[str, str] = field(default_factory=dict)  # by link
    strings: str = ""
    styles: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attribute(attributes, "TargetMode") == "External":
            return
        kind, target = attribute(attributes, "Type"), attribute(attributes, "Target")
        path = posixpath.normpath(posixpath.join("/", self.folder, target))[1:]
        if kind.endswith(_WORKBOOK_LINK):
            self.workbook = path
        elif kind.endswith(_SHEET_LINK):
            self.sheets[attribute(attributes, "Id")] = path
        elif kind.endswith(_STRINGS_LINK):
            self.strings = path
        elif kind.endswith(_STYLES_LINK):
            self.styles = path

    def end(self, name: str) -> None:
        """Nothing ends here that matters."""

    def text(self, words: str) -> None:
        """Nothing is said here between the marks."""
