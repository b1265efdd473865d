"""Pathway files built of shared parts: a pathway names its parts and says only what differs.

A part (``resources/pathways/parts/*.toml``) has the tables of a pathway. Parts are taken in the
order in which the pathway names them; what comes later changes what came before:

- an entry whose key is new is added, before the entry named by ``placed_before`` or at the end;
- an entry whose key is there already changes the fields that it gives, and no others;
- ``leave_out`` takes entries out, by table;
- single values are replaced, lists of clocks joined, pairs of ``status_after`` replaced by event.

A text in pointed brackets, ``<application>``, stands for what the table ``means`` of the pathway or
its parts says, or else for the single value of that name. Where a word means a list, the lists of
all files are joined, and it stands for all of them in the list in which it stands.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cfs_panels.services.toml_lines import Place, TomlLines

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = {
    "stages": "key",
    "moves": "event",
    "checks": "key",
    "papers": "key",
    "next_steps": "key",
    "panel_choices": "outcome",
    "decision_choices": "outcome",
    "terms": "key",
    "matters": "key",
    "by_itself": "event",
    "standings": "key",
}
"""The tables of a pathway, with the field by which an entry of each is known."""

JOINED = ("clocks",)
PAIRS = "status_after"
OF_PATHWAY = ("key", "version", "place", "parts")
_MEANT = re.compile(r"<([a-z_]+)>")
_SYNTAX_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")


class PathwayFileError(Exception):
    """A pathway file says something that cannot be; the message names file and line."""


@dataclass(frozen=True)
class Source:
    """Where something was read: a file, and the place in it."""

    name: str
    lines: TomlLines
    place: Place = ()

    def at(self, *place: str | int) -> Source:
        """Return a place within this one."""
        return Source(self.name, self.lines, (*self.place, *place))

    @property
    def line(self) -> int:
        """Return the line on which it stands."""
        return self.lines.line_of(self.place)


@dataclass
class _Entry:
    """An entry of a table as the files make it together, with the source of each of its fields."""

    values: dict[str, Any]
    source: Source
    fields: dict[str, Source] = field(default_factory=dict)

    def take(self, values: dict[str, Any], source: Source) -> None:
        self.values |= values
        self.fields |= {name: source.at(name) for name in values}


class ResolvedPathway:
    """A pathway put together from its file and its parts, as plain data that knows its lines."""

    def __init__(self, name: str, text: str, read_part: Callable[[str], str]) -> None:
        self.name = name
        self._tables: dict[str, list[_Entry]] = {table: [] for table in KEYS}
        self._values: dict[str, tuple[Any, Source]] = {}
        self._joined: dict[str, list[tuple[Any, Source]]] = {key: [] for key in JOINED}
        self._pairs: dict[str, tuple[Any, Source]] = {}
        self._means: dict[str, Any] = {}
        own, source = self._load(name, text)
        files = [self._part(str(part), source, n, read_part) for n, part in _each(own, "parts")]
        for data, part_source in [*files, (own, source)]:
            self._take_meanings(data.pop("means", {}))
            self._take_file(data, part_source)
        self.data = self._whole()

    def fault(self, place: Place, words: str) -> PathwayFileError:
        """Return the error that something of the resolved pathway makes."""
        return self._error(self._source_of(place), words)

    def _error(self, source: Source, words: str) -> PathwayFileError:
        used = "" if source.name == self.name else f", as {self.name} uses it"
        return PathwayFileError(f"{source.name}, line {source.line}{used}: {words}")

    def _load(self, name: str, text: str) -> tuple[dict[str, Any], Source]:
        try:
            return tomllib.loads(text), Source(name, TomlLines(text))
        except tomllib.TOMLDecodeError as error:
            found = _SYNTAX_LINE.search(str(error))
            line = int(found[1]) if found and found[1] else text.count("\n") + 1
            words = _SYNTAX_LINE.sub("", str(error))
        raise PathwayFileError(f"{name}, line {line}: this is not TOML: {words}.")

    def _part(
        self, part: str, own: Source, number: int, read_part: Callable[[str], str]
    ) -> tuple[dict[str, Any], Source]:
        try:
            text = read_part(part)
        except OSError:
            raise self._error(own.at("parts", number), f"there is no part {part}.") from None
        data, source = self._load(f"parts/{part}.toml", text)
        for key in OF_PATHWAY:
            if key in data:
                raise self._error(source.at(key), f"{key} belongs in a pathway, not in a part.")
        return data, source

    def _take_file(self, data: dict[str, Any], source: Source) -> None:
        leave_out = data.pop("leave_out", {})
        for table in KEYS:
            self._take_table(table, data.pop(table, []), source)
        for event, status in data.pop(PAIRS, {}).items():
            self._pairs[event] = (status, source.at(PAIRS, event))
        for key in JOINED:
            for number, value in _each(data, key):
                if value not in [known for known, _ in self._joined[key]]:
                    self._joined[key].append((value, source.at(key, number)))
            data.pop(key, None)
        data.pop("parts", None)
        self._values |= {key: (value, source.at(key)) for key, value in data.items()}
        for table, keys in leave_out.items():
            for number, key in enumerate(keys):
                self._leave_out(table, key, source.at("leave_out", table, number))

    def _take_meanings(self, means: dict[str, Any]) -> None:
        """Take the words of a file; a list adds to what the word means so far."""
        for word, meaning in means.items():
            known = self._means.get(word)
            if isinstance(known, list) and isinstance(meaning, list):
                self._means[word] = [*known, *(one for one in meaning if one not in known)]
            else:
                self._means[word] = meaning

    def _take_table(self, table: str, entries: list[dict[str, Any]], source: Source) -> None:
        seen: set[str] = set()
        for number, values in enumerate(entries):
            place = source.at(table, number)
            key = str(values.get(KEYS[table], ""))
            if key in seen:
                raise self._error(place, f"{key} stands here twice.")
            seen.add(key)
            before = values.pop("placed_before", None)
            entry = self._known(table, key)
            if entry is None:
                entry = _Entry({}, place)
                self._tables[table].insert(self._position(table, before, place), entry)
            entry.take(values, place)

    def _known(self, table: str, key: str) -> _Entry | None:
        entries = self._tables[table]
        return next((e for e in entries if e.values.get(KEYS[table]) == key), None)

    def _position(self, table: str, before: str | None, place: Source) -> int:
        if before is None:
            return len(self._tables[table])
        entry = self._known(table, before)
        if entry is None:
            raise self._error(place.at("placed_before"), f"there is no {before} to stand before.")
        return self._tables[table].index(entry)

    def _leave_out(self, table: str, key: str, source: Source) -> None:
        if table in JOINED:
            kept = [pair for pair in self._joined[table] if pair[0] != key]
            gone, self._joined[table] = len(kept) < len(self._joined[table]), kept
        elif table == PAIRS:
            gone = self._pairs.pop(key, None) is not None
        else:
            entry = self._known(table, key) if table in KEYS else None
            gone = entry is not None
            if entry is not None:
                self._tables[table].remove(entry)
        if not gone:
            raise self._error(source, f"there is no {key} to leave out.")

    def _whole(self) -> dict[str, Any]:
        """Return the data, with every word filled in."""
        whole = {key: self._filled(value, place) for key, (value, place) in self._values.items()}
        for table, entries in self._tables.items():
            whole[table] = [
                {name: self._filled(v, entry.fields[name]) for name, v in entry.values.items()}
                for entry in entries
            ]
        for key, values in self._joined.items():
            whole[key] = [self._filled(value, place) for value, place in values]
        whole[PAIRS] = {
            self._filled(e, place): status for e, (status, place) in self._pairs.items()
        }
        return whole

    def _filled(self, value: Any, place: Source) -> Any:  # noqa: ANN401 (what TOML holds)
        if isinstance(value, str):
            return _MEANT.sub(lambda found: self._meaning(found[1], place), value)
        if isinstance(value, list):
            return [filled for item in value for filled in self._items(item, place)]
        if isinstance(value, dict):
            return {key: self._filled(item, place) for key, item in value.items()}
        return value

    def _items(self, item: Any, place: Source) -> list[Any]:  # noqa: ANN401 (what TOML holds)
        """Return the items that one of a list stands for: several where its word means a list."""
        found = _MEANT.fullmatch(item) if isinstance(item, str) else None
        meaning = self._means.get(found[1]) if found else None
        filled = self._filled(meaning if isinstance(meaning, list) else item, place)
        return filled if isinstance(meaning, list) else [filled]

    def _meaning(self, word: str, place: Source) -> str:
        if word in self._means:
            return str(self._means[word])
        if word in self._values:
            return str(self._values[word][0])
        raise self._error(place, f"<{word}> means nothing in this pathway.")

    def _source_of(self, place: Place) -> Source:
        """Return where something of the resolved data was read."""
        if not place:
            return Source(self.name, TomlLines(""))
        table, *rest = place
        if table in KEYS and rest and isinstance(rest[0], int):
            entry = self._tables[str(table)][rest[0]]
            name = rest[1] if len(rest) > 1 else None
            found = entry.fields.get(str(name)) if name is not None else None
            return found.at(*rest[2:]) if found else entry.source
        if table in JOINED and rest and isinstance(rest[0], int):
            return self._joined[str(table)][rest[0]][1]
        if table == PAIRS and rest:
            return next(p for e, (_, p) in self._pairs.items() if self._filled(e, p) == rest[0])
        known = self._values.get(str(table))
        return known[1].at(*rest) if known else Source(self.name, TomlLines(""))


def _each(data: dict[str, Any], key: str) -> list[tuple[int, Any]]:
    return list(enumerate(data.get(key, [])))
