"""What the parts of an Excel workbook say: shared texts, looks, and the cells of a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.cells import Cell, column_letters, is_empty
from cfs_panels.services.workbook_guards import LONGEST_CELL, Tally, damaged, too_long
from cfs_panels.services.xlsx_parts import attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST_SURE_DAY = 61  # before 1 March 1900 the programs disagree
_LAST_DAY = 2_957_003  # of the year 9999, whichever day is counted from
_LARGEST = 1e15  # of which every whole number is still told from the next
_BUILT_IN_DATES = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_ROWS = 1_048_576


class Strings:
    """The texts that the cells of all sheets share."""

    def __init__(self, name: str, tally: Tally) -> None:
        self.found: list[str] = []
        self._name = name
        self._tally = tally
        self._words: list[str] | None = None
        self._length = 0
        self._takes = False
        self._aside = 0  # within how a word is sounded, which is no part of it

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a text, or a stretch of it."""
        if name == "si":
            self._words, self._length = [], 0
        elif name == "rPh":
            self._aside += 1
        elif name == "t":
            self._takes = self._aside == 0

    def end(self, name: str) -> None:
        """End a text, or a stretch of it."""
        if name == "t":
            self._takes = False
        elif name == "rPh":
            self._aside -= 1
        elif name == "si" and self._words is not None:
            self.found.append(_unescaped("".join(self._words)))
            self._tally.check_texts(len(self.found))
            self._words = None

    def text(self, words: str) -> None:
        """Take words of a text."""
        if self._takes and self._words is not None:
            self._words.append(words)
            self._length += len(words)
            self._tally.add_letters(len(words))
            if self._length > LONGEST_CELL:
                raise too_long(self._name)


@dataclass(slots=True)
class Styles:
    """Which looks of cells show numbers as days."""

    formats: dict[str, str] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)
    _within: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a format, or a look that uses one."""
        if name == "numFmt":
            self.formats[attribute(attributes, "numFmtId")] = attribute(attributes, "formatCode")
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self.looks.append(attribute(attributes, "numFmtId"))

    def end(self, name: str) -> None:
        """End the looks of cells."""
        if name == "cellXfs":
            self._within = False

    def text(self, words: str) -> None:
        """Nothing is said here between the marks."""

    def dates(self) -> frozenset[str]:
        """Return the looks that show a number as a day, as cells name them."""
        return frozenset(
            str(place) for place, number in enumerate(self.looks) if self._is_date(number)
        )

    def _is_date(self, number: str) -> bool:
        code = self.formats.get(number)
        if code is None:
            return number.isdigit() and int(number) in _BUILT_IN_DATES
        bare = _NOT_FORMAT.sub("", code.lower().split(";")[0])
        return bare != "general" and ("d" in bare or "y" in bare or "mmm" in bare)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cells of a sheet refer to."""

    strings: list[str]
    dates: frozenset[str]
    serial_start: date


class SheetRows:
    """The rows of one sheet; those without anything in them are passed over."""

    def __init__(self, title: str, name: str, shared: Shared, tally: Tally) -> None:
        self.header: tuple[Cell, ...] = ()
        self.rows: list[tuple[int, tuple[Cell, ...]]] = []
        self.has_formulas = False
        self._title = title
        self._name = name
        self._shared = shared
        self._tally = tally
        self._columns: dict[str, int] = {}
        self._row = 0
        self._cells: list[Cell] = []
        self._filled = 0
        self._column = -1
        self._kind = self._look = ""
        self._formula = False
        self._words: list[str] = []
        self._length = 0
        self._takes = False
        self._aside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a row, a cell, or what a cell says."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._takes = True
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "t":
            self._takes = self._aside == 0
        elif name == "f":
            self._formula = self.has_formulas = True
        elif name == "rPh":
            self._aside += 1

    def end(self, name: str) -> None:
        """End what a cell says, a cell, or a row."""
        if name == "c":
            if self._words or self._formula:
                self._end_cell()
        elif name == "row":
            if self._filled:
                self._end_row()
        elif name in {"v", "t"}:
            self._takes = False
        elif name == "rPh":
            self._aside -= 1

    def text(self, words: str) -> None:
        """Take what a cell says."""
        if self._takes:
            self._words.append(words)
            self._length += len(words)
            if self._length > LONGEST_CELL:
                raise too_long(f"{self._title} in {self._name}, row {self._row},")

    def _start_row(self, number: str) -> None:
        self._row = int(number) if number.isdigit() else self._row + 1
        if self._row > _MOST_ROWS:
            raise damaged(self._name)
        self._column = -1

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._column = self._column_of(attributes.get("r", ""))
        self._kind = attributes.get("t", "n")
        self._look = attributes.get("s", "")
        self._formula = False
        if self._words:
            self._words = []
        self._length = 0

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is not None:
            return known
        if not letters:
            return self._column + 1
        if not _PLACE.fullmatch(place):
            raise damaged(self._name)
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - ord("A") + 1
        self._columns[letters] = number - 1
        return number - 1

    def _end_cell(self) -> None:
        words = "".join(self._words)
        if self._formula and not words and self._kind != "str":
            raise self._not_reckoned()
        value = self._value(words)
        if is_empty(value):
            return
        self._tally.check_column(self._title, self._column)
        self._cells.extend([None] * (self._column + 1 - len(self._cells)))
        self._cells[self._column] = value
        self._filled += 1

    def _end_row(self) -> None:
        if self._row == 1:
            self.header = tuple(self._cells)
        else:
            self.rows.append((self._row, tuple(self._cells)))
        self._tally.add_row(self._title, len(self.rows), len(self._cells))
        self._cells, self._filled = [], 0

    def _value(self, words: str) -> Cell:
        if self._kind == "n":
            return self._number(words)
        if self._kind == "s":
            return self._shared_string(words)
        if self._kind == "b":
            return words.strip() in {"1", "true"}
        if self._kind == "d":
            return _iso(words)
        self._tally.add_letters(len(words))
        return _unescaped(words)

    def _shared_string(self, words: str) -> str:
        place = int(words) if words.strip().isdigit() else -1
        if not 0 <= place < len(self._shared.strings):
            raise damaged(self._name)
        return self._shared.strings[place]

    def _number(self, words: str) -> Cell:
        try:
            number = float(words)
        except ValueError:
            return words
        if not abs(number) < _LARGEST:
            return words
        if self._look in self._shared.dates and _FIRST_SURE_DAY <= number <= _LAST_DAY:
            return _day(number, self._shared.serial_start)
        return int(number) if number.is_integer() else number

    def _not_reckoned(self) -> RuleBroken:
        letters = column_letters(self._column + 1)
        return RuleBroken(
            f"{self._title} in {self._name} has a formula in {letters}{self._row} that was never "
            "worked out. Open the workbook in a spreadsheet program, save it, and try again."
        )


def _day(number: float, start: date) -> Cell:
    days = int(number)
    day = start + timedelta(days=days)
    if number == days:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(
        seconds=round((number - days) * 86400)
    )


def _iso(words: str) -> Cell:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return words


def _unescaped(words: str) -> str:
    """Return a text with its unprintable letters, which are written as ``_x000D_``."""
    if "_x" not in words:
        return words
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
