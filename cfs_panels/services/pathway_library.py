"""The kinds of case, loaded and checked from ``resources/pathways/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

import resources
from cfs_panels.domain.pathways import Move, NextStep, Pathway, Stage
from cfs_panels.services.toml_lines import TomlLines

FOLDER = "pathways"
_GROUPED = {"moves": ("after",), "papers": ("waits_for",)}


class _File(BaseModel):
    """Carries the setting that a word the pathway does not know is an error."""

    model_config = ConfigDict(extra="forbid")

    pathway: Pathway


class PathwayFileError(Exception):
    """A pathway file says something that cannot be; the message names file and line."""


@cache
def pathways() -> dict[tuple[str, int], Pathway]:
    """Return every kind of case by key and version."""
    found = {}
    for name in resources.names(FOLDER, ".toml"):
        pathway = parse_pathway(name.split("/")[-1], resources.read_text(name))
        found[pathway.key, pathway.version] = pathway
    return found


def pathway(key: str, version: int) -> Pathway:
    """Return the version of a kind of case that a case keeps."""
    return pathways()[key, version]


def newest_pathways() -> tuple[Pathway, ...]:
    """Return the newest version of each kind of case, for new cases."""
    newest: dict[str, Pathway] = {}
    for (key, _), found in sorted(pathways().items()):
        newest[key] = found
    return tuple(newest.values())


def newest_pathway(key: str) -> Pathway | None:
    """Return the newest version of a kind of case, or None where there is no such kind."""
    return next((p for p in newest_pathways() if p.key == key), None)


def parse_pathway(file_name: str, text: str) -> Pathway:
    """Return the pathway that a text describes.

    Raises:
        PathwayFileError: for an unknown event, role or word, an event that can never be recorded
            or a stage that is never entered, with file and line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PathwayFileError(f"{file_name}: {error}") from error
    lines = TomlLines(text)
    _group_events(data)
    try:
        found = _File.model_validate({"pathway": data}).pathway
    except ValidationError as error:
        first = error.errors()[0]
        place = [part for part in first["loc"][1:] if isinstance(part, str | int)]
        said = f"{first['input']} is not known" if first["type"] == "enum" else first["msg"]
        raise PathwayFileError(
            f"{file_name}, line {lines.line_of(place)}: {_place_words(place)}: {said}."
        ) from error
    for place, fault in _faults(found):
        raise PathwayFileError(f"{file_name}, line {lines.line_of(place)}: {fault}")
    return found


def _place_words(place: list[str | int]) -> str:
    return ".".join(str(part) for part in place)


def _group_events(data: dict[str, Any]) -> None:
    """Turn ``["a", ["b", "c"]]`` into groups of events, and the status table into pairs."""
    for table, keys in _GROUPED.items():
        for entry in data.get(table, []):
            for key in keys:
                if key in entry:
                    entry[key] = [g if isinstance(g, list) else [g] for g in entry[key]]
    data["status_after"] = list(data.get("status_after", {}).items())
    data.setdefault("terms", [])


def _faults(pathway: Pathway) -> Iterator[tuple[list[str | int], str]]:
    possible = {m.event for m in pathway.moves}
    for number, stage in enumerate(pathway.stages):
        yield from _unknown(["stages", number], stage, (*stage.entered_by, *stage.ended_by), possible)
    for number, move in enumerate(pathway.moves):
        wanted = [e for group in move.after for e in group]
        yield from _unknown(["moves", number], move, wanted, possible)
    for number, step in enumerate(pathway.next_steps):
        yield from _unknown(["next_steps", number], step, step.after, possible)
        if not any(event in possible for event in step.until):
            yield ["next_steps", number], f"the step {step.key} can never be done."


def _unknown(
    place: list[str | int], entry: Stage | Move | NextStep, events: Any, possible: set[Any]
) -> Iterator[tuple[list[str | int], str]]:
    for event in events:
        if event not in possible:
            name = entry.event if isinstance(entry, Move) else entry.key
            yield place, f"{name} waits for {event}, which this kind of case has no move for."
