"""Where in a TOML file a value stands, so that a mistake can be told with its line."""

import re
from collections.abc import Sequence

Place = tuple[str | int, ...]

_HEADER = re.compile(r"(?P<many>\[)?\[\s*(?P<name>[\w.\-\"' ]+?)\s*\]")
_KEY = re.compile(r"(?P<key>[\w.\-\"']+)\s*=\s*(?P<value>.*)")
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")


class TomlLines:
    """The line of each table, key and array item of a TOML text that itself reads well."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}
        self._table: Place = ()
        self._array: Place | None = None
        self._depth = 0
        self._text_end = ""
        for number, line in enumerate(text.split("\n"), 1):
            self._take(line.strip(), number)

    def line_of(self, place: Sequence[str | int]) -> int:
        """Return the line of a place, or of the nearest thing around it that has one."""
        for end in range(len(place), 0, -1):
            found = self._lines.get(tuple(place[:end]))
            if found is not None:
                return found
        return 1

    def _take(self, line: str, number: int) -> None:
        if self._text_end:
            if self._text_end in line:
                self._text_end = ""
        elif self._array is not None:
            self._take_items(line, number)
        elif header := _HEADER.match(line):
            self._enter(header, number)
        elif found := _KEY.match(line):
            place = (*self._table, *_parts(found["key"]))
            self._lines[place] = number
            self._start_value(place, found["value"], number)

    def _enter(self, header: re.Match[str], number: int) -> None:
        table: Place = ()
        parts = _parts(header["name"])
        for part in parts[:-1]:
            table = (*table, part)
            if table in self._counts:
                table = (*table, self._counts[table] - 1)
        table = (*table, parts[-1])
        if header["many"]:
            self._counts[table] = self._counts.get(table, 0) + 1
            table = (*table, self._counts[table] - 1)
        self._table = table
        self._lines[table] = number

    def _start_value(self, place: Place, value: str, number: int) -> None:
        for mark in ('"""', "'''"):
            if value.startswith(mark):
                self._text_end = "" if mark in value[3:] else mark
                return
        if value.startswith("["):
            self._array, self._counts[place] = place, 0
            self._take_items(value, number)

    def _take_items(self, text: str, number: int) -> None:
        """Count the items of an array that begin on this line, until its last bracket."""
        if self._array is None:
            return
        bare = _QUOTED.sub("?", text).split("#")[0]
        for mark in bare:
            if self._depth == 1 and mark not in "], \t":
                self._lines.setdefault((*self._array, self._counts[self._array]), number)
            if mark in "[{":
                self._depth += 1
            elif mark in "]}":
                self._depth -= 1
            elif mark == "," and self._depth == 1:
                self._counts[self._array] += 1
        if self._depth == 0:
            self._array = None


def _parts(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]
