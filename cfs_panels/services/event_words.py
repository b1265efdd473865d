"""How events and acts read in a history, loaded from ``resources/words/events.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.toml_lines import TomlLines

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "words/events.toml"
TABLES = ("events", "views", "edits", "fields", "actions", "channels")
_FACT = re.compile(r"\{(\w+)\}")


class EventWordsError(Exception):
    """The file of event words leaves something out or says something unknown, with its line."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The words of every event and act."""

    events: Mapping[EventType, tuple[str, ...]]
    views: Mapping[str, str]
    edits: Mapping[str, str]
    fields: Mapping[str, str]
    actions: Mapping[str, str]
    channels: Mapping[str, str]

    def line(self, event: EventType, facts: Mapping[str, Any]) -> str:
        """Return an event in words, with as many of its facts as are known."""
        known = {key: _told(value) for key, value in facts.items() if value not in (None, "")}
        for words in self.events[event]:
            if all(name in known for name in _FACT.findall(words)):
                return words.format_map(known)
        return self.events[event][-1]

    def channel(self, key: str) -> str:
        """Return how an enquiry came; words of one's own stand as they are."""
        return self.channels.get(key.casefold(), key)


@cache
def event_words() -> EventWords:
    """Return the words of the program's own file."""
    return parse_event_words(resources.read_text(FILE))


def parse_event_words(text: str, name: str = "events.toml") -> EventWords:
    """Return the words that a text holds.

    Raises:
        EventWordsError: for an event without words, an unknown one, or a last line that needs a
            fact, with file and line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EventWordsError(f"{name}: {error}") from error
    lines = TomlLines(text)

    def fault(place: tuple[str, ...], words: str) -> EventWordsError:
        return EventWordsError(f"{name}, line {lines.line_of(place)}: {words}")

    for table in data:
        if table not in TABLES:
            raise fault((table,), f"there is no table {table}.")
    events = data.get("events", {})
    for key, found in events.items():
        if key not in set(EventType):
            raise fault(("events", key), f"{key} is no event.")
        if not isinstance(found, list) or not found or _FACT.search(found[-1]):
            raise fault(("events", key), f"{key} needs a last line without facts.")
    for event in EventType:
        if event.value not in events:
            raise fault(("events",), f"{event.value} has no words.")
    return EventWords(
        events={EventType(key): tuple(found) for key, found in events.items()},
        **{table: data.get(table, {}) for table in TABLES[1:]},
    )


def _told(value: object) -> str:
    text = str(value)
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text
