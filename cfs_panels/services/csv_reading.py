"""A folder of CSV files, each named after its sheet.

A CSV file does not say how it is written: the letters are UTF-8 or what Windows wrote before, the
cells are separated by commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.cells import Cell, SheetCells, WorkbookCells, folded, is_empty
from cfs_panels.services.workbook_guards import LONGEST_CELL, Tally, too_large, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from cfs_panels.services.progress import Progress
    from cfs_panels.services.workbook_guards import Limits

SUFFIX = ".csv"
_SEPARATORS = ",;\t"
_SAID = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_FIRST_LINES = 20_000
_MARKED = re.compile(r"'+[=+\-@\t\r]")
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")


def read_csv_folder(
    folder: Path,
    headers_of: Callable[[str], Collection[str]],
    limits: Limits,
    progress: Progress,
) -> WorkbookCells:
    """Return the cells of the files in a folder that are named after sheets.

    ``headers_of`` gives the headers a sheet may have, folded, and nothing for what is no sheet;
    of such a file the name alone is returned.

    Raises:
        RuleBroken: for what is too large, or is no text, or is written as no CSV file is.
        OSError: where a file cannot be read.
    """
    files = [path for path in _listed(folder, limits) if path.suffix.casefold() == SUFFIX]
    if not files:
        raise RuleBroken(
            f"{folder.name} holds no CSV file. Choose an Excel workbook, or a folder with one CSV "
            "file for each sheet, such as Households.csv."
        )
    tally = Tally(limits, folder.name)
    total = sum(path.stat().st_size for path in files)
    sheets, done, unpacked = [], 0, 0
    for path in files:
        headers = headers_of(path.stem)
        size = path.stat().st_size
        if headers:
            unpacked += size
            if unpacked > limits.file_bytes:
                raise too_large(folder.name, unpacked, limits.file_bytes, "")
            sheets.append(_read(path, headers, tally, progress_of(progress, done, total)))
        else:
            sheets.append(SheetCells(path.stem, ()))
        done += size
        progress(done, total, f"Reading {path.stem}")
    return WorkbookCells(tuple(sheets))


def progress_of(progress: Progress, before: int, total: int) -> Callable[[int, str], None]:
    """Return what tells that so many letters of one file are done, after those before it."""

    def step(done: int, name: str) -> None:
        progress(min(before + done, total), total, f"Reading {name}")

    return step


def marked(text: str) -> str:
    """Return a text so that a spreadsheet shows it, and does not reckon it as a formula."""
    return (
        f"'{text}"
        if text.startswith(("=", "+", "-", "@", "\t", "\r")) or _MARKED.match(text)
        else text
    )


def unmarked(text: str) -> str:
    """Return a text without the mark that kept it from being reckoned."""
    return text[1:] if text.startswith("'") and _MARKED.match(text) else text


def _listed(folder: Path, limits: Limits) -> list[Path]:
    found = []
    for path in folder.iterdir():
        if path.is_file() and not path.name.startswith("."):
            found.append(path)
        if len(found) > limits.files:
            raise RuleBroken(
                f"{folder.name} holds more than {limits.files:,} files. Choose a folder with the "
                "CSV files of the workbook alone."
            )
    return sorted(found)


def _read(
    path: Path, headers: Collection[str], tally: Tally, step: Callable[[int, str], None]
) -> SheetCells:
    text = _text(path)
    tally.add_letters(len(text))
    separator, text = _separator(text, headers)
    header: tuple[Cell, ...] = ()
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    read = 0
    for number, line in enumerate(_records(path.name, text, separator), 1):
        read += sum(map(len, line)) + len(line)
        cells = _cells(path.name, number, line, tally)
        if number == 1:
            header = cells
        elif cells:
            rows.append((number, cells))
            tally.add_row(path.stem, len(rows), len(cells))
        if number % 1000 == 0:
            step(read, path.stem)
    return SheetCells(path.stem, header, rows)


def _text(path: Path) -> str:
    content = path.read_bytes()
    encodings = ("utf-16",) if content.startswith(_TWO_BYTES) else ("utf-8-sig", "cp1252")
    text = next(filter(None, (_decoded(content, name) for name in encodings)), None)
    if text is None and content:
        raise RuleBroken(
            f"{path.name} is written in letters that cannot be read. Save it as “CSV UTF-8”."
        )
    text = text or ""
    if "\0" in text:
        raise RuleBroken(f"{path.name} is no CSV file: it holds something other than text.")
    return text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(text: str, headers: Collection[str]) -> tuple[str, str]:
    """Return what separates the cells, and the text without a first line that says so."""
    if said := _SAID.match(text):
        return said[1], text[said.end() :]
    best = _SEPARATORS[0]
    most = (0, 0)
    for separator in _SEPARATORS:
        start = io.StringIO(text[:_FIRST_LINES], newline="")
        first = next(csv.reader(start, delimiter=separator), [])
        found = (sum(folded(cell) in headers for cell in first), len(first))
        if found > most:
            best, most = separator, found
    return best, text


def _records(name: str, text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for line in reader:
            number += 1
            yield line
    except csv.Error as error:
        raise RuleBroken(
            f"{name} cannot be read after row {number}: a quotation mark is missing or one too "
            "many. Open it in a spreadsheet program and save it again."
        ) from error


def _cells(name: str, number: int, line: list[str], tally: Tally) -> tuple[Cell, ...]:
    """Return the cells of a row up to the last that says anything."""
    end = len(line)
    while end and is_empty(line[end - 1]):
        end -= 1
    if end:
        tally.check_column(name, end - 1)
    for cell in line[:end]:
        if len(cell) > LONGEST_CELL:
            raise too_long(f"Row {number} of {name}")
    return tuple(unmarked(cell) for cell in line[:end])
