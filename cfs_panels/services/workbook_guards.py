"""What a file that claims to be a tracking workbook may be, and how much of it is read.

Nobody knows where a workbook has been. What it is, is decided by its content, never by its name;
no more of it is unpacked than an agency could have written in many years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_CELL = 32_767  # letters; no spreadsheet program lets more be typed into one cell
_MEGABYTE = 1_000_000
_START = 4096

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Excel wrote before 2007, and writes locked
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of a file before it is refused."""

    file_bytes: int = 50 * _MEGABYTE
    unpacked_bytes: int = 150 * _MEGABYTE
    marks: int = 4_000_000  # that rows, cells and texts begin and end with
    index_bytes: int = 2 * _MEGABYTE  # what a packed file says of its parts
    rows: int = 200_000  # with anything in them, of one sheet
    columns: int = 500
    cells: int = 2_000_000  # up to the last of each row, of all sheets
    letters: int = 50 * _MEGABYTE
    files: int = 1000  # in a folder


LIMITS = Limits()


class Tally:
    """Counts what is read of a workbook, and refuses what is past its limits."""

    def __init__(self, limits: Limits, name: str) -> None:
        self.limits = limits
        self._name = name
        self._cells = 0
        self._letters = 0

    def add_row(self, sheet: str, rows: int, cells: int) -> None:
        """Count a row that holds something: how many of the sheet there are, and how wide it is."""
        self._cells += cells
        if rows > self.limits.rows or self._cells > self.limits.cells:
            raise RuleBroken(
                f"{sheet} in {self._name} has more rows than can be taken in at once "
                f"({rows:,} so far). Split the workbook, or take out rows that say nothing."
            )

    def add_letters(self, count: int) -> None:
        """Count the letters of a text."""
        self._letters += count
        if self._letters > self.limits.letters:
            raise RuleBroken(f"{self._name} holds more text than can be taken in at once.")

    def check_texts(self, count: int) -> None:
        """Refuse more texts than the cells of a workbook could hold."""
        if count > self.limits.cells:
            raise RuleBroken(f"{self._name} holds more text than can be taken in at once.")

    def check_column(self, sheet: str, column: int) -> None:
        """Refuse a cell that lies too far to the right; columns count from nought."""
        if column >= self.limits.columns:
            raise RuleBroken(
                f"{sheet} in {self._name} has something written beyond column "
                f"{self.limits.columns}. Take out the columns that do not belong to it."
            )


def too_long(where: str) -> RuleBroken:
    """Return the refusal of a cell that no spreadsheet program lets anybody type."""
    return RuleBroken(f"{where} holds more than {LONGEST_CELL:,} letters in one cell. Shorten it.")


def damaged(name: str) -> OutsideTrouble:
    """Return what is said of a file that is cut short or mixed up."""
    return OutsideTrouble(
        f"{name} is damaged and cannot be read. Open it in a spreadsheet program, save it again, "
        "or find another copy."
    )


def locked(name: str) -> RuleBroken:
    """Return what is said of a workbook that only opens with a password."""
    return RuleBroken(
        f"{name} is protected with a password. Open it in Excel, take the password off under "
        "File, Info, Protect Workbook, save it, and try again."
    )


def too_large(name: str, size: int, limit: int, how: str) -> RuleBroken:
    """Return what is said of a file that is larger than any tracking workbook."""
    return RuleBroken(
        f"{name} is {plural(size // _MEGABYTE, 'MB', 'MB')}{how}; no more than "
        f"{limit // _MEGABYTE} MB is read. Take out pictures and empty rows, and save it again."
    )


def check_file(path: Path, limits: Limits = LIMITS) -> None:
    """Refuse a file that is no Excel workbook, saying what it is instead.

    Raises:
        RuleBroken: for another kind of file, one that is locked and one that is too large.
        OSError: where the file cannot be read.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_large(path.name, size, limits.file_bytes, "")
    with path.open("rb") as file:
        start = file.read(_START)
        if start.startswith(_ZIP):
            return
        if start.startswith(_COMPOUND):
            raise _of_compound(path.name, start + file.read())
    raise RuleBroken(_other_kind(path.name, start))


def _of_compound(name: str, content: bytes) -> RuleBroken:
    if _LOCKED in content:
        return locked(name)
    return RuleBroken(
        f"{name} is in the format of Excel before 2007, or of another program. {_SAVE_AS}"
    )


def _other_kind(name: str, start: bytes) -> str:
    if not start:
        return f"{name} is empty."
    if start.startswith(b"%PDF"):
        return f"{name} is a PDF, not a workbook. Ask whoever made it for the workbook itself."
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return f"{name} is a web page, not a workbook. {_SAVE_AS}"
    if text.startswith(b"<?xml"):
        return f"{name} is an XML file, not a workbook. {_SAVE_AS}"
    if b"\0" in start:
        return f"{name} is not an Excel workbook. {_SAVE_AS}"
    return (
        f"{name} holds plain text, not a workbook. For CSV files choose the folder that holds "
        "them: one file for each sheet, such as Households.csv."
    )
