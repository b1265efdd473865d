"""Cells as they come out of a spreadsheet, and how each kind is read.

Sources: the workbook's format (dates in every writing, day first always; yes and no; whole
numbers) and the classes of rows that cannot be taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.domain.words import MONTHS

Cell = str | int | float | bool | date | datetime | time | None
"""What one cell holds; a CSV file holds text alone."""

SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL = 3000  # 18 March 1908: a smaller number is a year, or no date of anyone alive
_LAST_SERIAL = 2_958_465  # 31 December 9999
_LARGEST = 2**31 - 1

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*([/.\-])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([/.\-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}Z?")
_IN_WORDS = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})\s*(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*([a-z]{{3,9}})\.?[\s\-/.,]*(\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"\d{1,2}([/.\-])\d{1,2}\1\d{2}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MONTHS = {name[:length].casefold(): n for n, name in enumerate(MONTHS, 1) for length in (3, 99)}
_MONTHS["sept"] = 9

_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_DASHES = re.compile("[‐‑‒–−]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_YES = frozenset({"y", "yes", "true", "1"})
_NO = frozenset({"n", "no", "false", "0"})


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of one sheet: its first row, and those below that hold anything, numbered."""

    name: str
    header: tuple[Cell, ...]
    rows: Sequence[tuple[int, tuple[Cell, ...]]] = ()


@dataclass(frozen=True, slots=True)
class WorkbookCells:
    """A workbook as it was opened, before any cell is read."""

    sheets: tuple[SheetCells, ...]
    serial_start: date = SERIAL_START
    remarks: tuple[str, ...] = ()  # sentences about what was met on opening it


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be taken: the class of its fault, and what is said of it.

    What is said follows the header of its column: ``Closed`` + `` is …``.
    """

    fault: Fault
    said: str


def column_letters(number: int) -> str:
    """Return what a spreadsheet calls a column counted from one: ``A``, ``B``, ``AA``."""
    before, last = divmod(number - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)


def is_empty(cell: Cell) -> bool:
    """Return whether a cell says nothing: not known."""
    return cell is None or (isinstance(cell, str) and not plain(cell))


def plain(text: str) -> str:
    """Return a text without stray spaces and unseen letters; its lines stay lines."""
    if text.isalnum():
        return text
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    text = _SPACES.sub(" ", text).strip()
    return _LINES.sub("\n", text) if "\n" in text else text


def folded(text: str) -> str:
    """Return a text as it is compared: cases, spaces and kinds of dash make no difference."""
    return _DASHES.sub("-", " ".join(unicodedata.normalize("NFC", text).casefold().split()))


def written(cell: Cell) -> str:
    """Return a cell as a person would write it, for notes and for sentences."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{in_figures(cell)} {cell.hour:02}:{cell.minute:02}"
    if isinstance(cell, date):
        return in_figures(cell)
    if isinstance(cell, time):
        return f"{cell.hour:02}:{cell.minute:02}"
    return str(int(cell)) if isinstance(cell, int) or cell.is_integer() else str(cell)


def in_figures(day: date) -> str:
    """Return a day as ``03/11/2020``."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def quoted(cell: Cell) -> str:
    """Return what a cell says in quotes, cut short where it would run on."""
    text = " ".join(written(cell).split())
    return f"“{text[:60].rstrip()}…”" if len(text) > 60 else f"“{text}”"


def read_ref(cell: Cell) -> str:
    """Return a reference; a dash that a word processor made longer is a hyphen again."""
    return _DASHES.sub("-", " ".join(written(cell).split()))


def read_texts(cell: Cell) -> tuple[str, ...]:
    """Return the parts of a text that are separated by semicolons."""
    return tuple(part for piece in written(cell).split(";") if (part := plain(piece)))


def read_date(cell: Cell, serial_start: date = SERIAL_START) -> date | Unread:
    """Return the day a cell names: a date, a date in figures or words, or a serial number.

    The day comes first always; a year has four figures.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (bool, time)):
        return _no_date(cell)
    if isinstance(cell, (int, float)):
        return _from_serial(cell, cell, serial_start)
    text = " ".join(plain(cell or "").split())
    if _NUMBER.fullmatch(text):
        return _from_serial(float(text), cell, serial_start)
    figures = _date_parts(_DASHES.sub("-", text))
    if figures is None:
        return _no_date(cell)
    year, month, day = figures
    try:
        return date(year, month, day)
    except ValueError:
        return Unread(Fault.BAD_DATE, f", {quoted(cell)}, is a day that does not exist.")


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day as a text gives them, or nothing where it gives no date."""
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _IN_WORDS.fullmatch(text):
        month = _MONTHS.get(found[2].casefold())
        return (int(found[3]), month, int(found[1])) if month else None
    return None


def _from_serial(number: float, cell: Cell, serial_start: date) -> date | Unread:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        try:
            return serial_start + timedelta(days=int(number))
        except OverflowError:
            return _no_date(cell)
    return _no_date(cell)


def _no_date(cell: Cell) -> Unread:
    said = f", {quoted(cell)}, cannot be read as a date."
    if isinstance(cell, str) and _SHORT_YEAR.fullmatch(cell.strip()):
        return Unread(Fault.BAD_DATE, f"{said} Write its year with four figures.")
    return Unread(Fault.BAD_DATE, f"{said} Write it as 3 November 2020 or 03/11/2020.")


def read_whole_number(cell: Cell) -> int | Unread:
    """Return a number that is nought or more."""
    number = _number(cell)
    if number is None or number != int(number) or number > _LARGEST:
        said = f", {quoted(cell)}, is not a whole number. Write it in figures, such as 2."
        return Unread(Fault.BAD_NUMBER, said)
    if number < 0:
        return Unread(Fault.BAD_NUMBER, f" is {int(number)}, which is below nought.")
    return int(number)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell if abs(cell) < float("inf") else None
    text = plain(cell).replace("−", "-") if isinstance(cell, str) else ""
    return float(text) if _NUMBER.fullmatch(text) and len(text) < 20 else None


def read_yes_no(cell: Cell) -> bool | Unread:
    """Return yes or no, however it was written: ``Y``, ``Yes``, ``TRUE``, ``1``."""
    word = folded(written(cell))
    if word in _YES:
        return True
    if word in _NO:
        return False
    return Unread(Fault.UNKNOWN_VALUE, f" is {quoted(cell)}. It can be Yes or No, or be empty.")
