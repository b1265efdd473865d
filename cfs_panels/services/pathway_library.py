"""The kinds of case, loaded and checked from ``resources/pathways/*.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

import resources
from cfs_panels.domain.pathways import Pathway
from cfs_panels.services.form_library import form_library
from cfs_panels.services.pathway_parts import PathwayFileError as PathwayFileError
from cfs_panels.services.pathway_parts import ResolvedPathway
from cfs_panels.services.rule_library import rule_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cfs_panels.domain.vocabulary import EventType
    from cfs_panels.services.toml_lines import Place

FOLDER = "pathways"
_GROUPED = {"moves": ("after",), "papers": ("waits_for",)}


class _File(BaseModel):
    """Carries the setting that a word the pathway does not know is an error."""

    model_config = ConfigDict(extra="forbid")

    pathway: Pathway


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


def read_part(name: str) -> str:
    """Return the text of a part that pathways share.

    Raises:
        OSError: where there is no such part.
    """
    return resources.read_text(f"{FOLDER}/parts/{name}.toml")


def parse_pathway(file_name: str, text: str, part: Callable[[str], str] = read_part) -> Pathway:
    """Return the pathway that a text describes, with the parts that it names.

    Raises:
        PathwayFileError: for an unknown event, role, rule, form, part or word, an event that can
            never be recorded or a stage that is never entered, with file and line.
    """
    resolved = ResolvedPathway(file_name, text, part)
    data = resolved.data
    statuses = list(data.get("status_after", {}))
    _group_events(data)
    try:
        found = _File.model_validate({"pathway": data}).pathway
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: e["type"] != "unexpected_keyword_argument")
        place = _place(first["loc"][1:], statuses)
        said = f"{first['input']} is not known" if first["type"] == "enum" else first["msg"]
        raise resolved.fault(place, f"{_place_words(place)}: {said}.") from error
    for place, fault in _faults(found):
        raise resolved.fault(place, fault)
    return found


def _place(found: tuple[str | int, ...], statuses: list[str]) -> Place:
    """Return where a mistake stands; the pairs of the status table by their key again."""
    if found[:1] == ("status_after",) and isinstance(found[1], int):
        return ("status_after", statuses[found[1]])
    return found


def _place_words(place: Place) -> str:
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


def _faults(pathway: Pathway) -> Iterator[tuple[Place, str]]:
    possible = {m.event for m in pathway.moves}
    yield from _faults_of_names(pathway)
    for number, stage in enumerate(pathway.stages):
        wanted = (*stage.entered_by, *stage.ended_by, *stage.dated_by)
        yield from _unknown(("stages", number), stage.key, wanted, possible)
    for number, move in enumerate(pathway.moves):
        wanted = (*(e for group in move.after for e in group), *move.never_after, *move.again_after)
        yield from _unknown(("moves", number), move.event, wanted, possible)
        if move.elsewhere and move.button and not move.command:
            yield ("moves", number), f"{move.event} has a button and no command that records it."
    for number, check in enumerate(pathway.checks):
        wanted = (check.requested_event, check.received_event)
        yield from _unknown(("checks", number), check.key, wanted, possible)
    for number, paper in enumerate(pathway.papers):
        wanted = (*paper.in_by, *(e for group in paper.waits_for for e in group))
        yield from _unknown(("papers", number), paper.key, wanted, possible)
    for number, step in enumerate(pathway.next_steps):
        yield from _unknown(("next_steps", number), step.key, step.after, possible)
        if not any(event in possible for event in step.until):
            yield ("next_steps", number), f"the step {step.key} can never be done."


def _faults_of_names(pathway: Pathway) -> Iterator[tuple[Place, str]]:
    """Yield the rules and forms that are named and do not exist, and keys that stand twice."""
    rules = set(rule_library().rule_ids)
    named: list[tuple[Place, str]] = [
        (("clocks", number), rule) for number, rule in enumerate(pathway.clocks)
    ]
    named += [(("review_clock",), pathway.review_clock)]
    named += [(("determination_clock",), pathway.determination_clock)]
    for table in ("checks", "papers"):
        entries = enumerate(getattr(pathway, table))
        named += [((table, n, "clock"), entry.clock) for n, entry in entries]
    named += [
        (("moves", n, "not_before_clock"), move.not_before_clock)
        for n, move in enumerate(pathway.moves)
    ]
    for place, rule in named:
        if rule and rule not in rules:
            yield place, f"there is no rule {rule}."
    if not form_library().has(pathway.visit_form, pathway.service):
        yield ("visit_form",), f"there is no form {pathway.visit_form}."
    yield from _twice("moves", [m.event for m in pathway.moves])
    for table in ("stages", "checks", "papers", "next_steps"):
        yield from _twice(table, [entry.key for entry in getattr(pathway, table)])


def _twice(table: str, keys: Sequence[str]) -> Iterator[tuple[Place, str]]:
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield (table, number), f"{key} stands here twice."


def _unknown(
    place: Place, name: str, events: Iterable[EventType], possible: set[EventType]
) -> Iterator[tuple[Place, str]]:
    for event in events:
        if event not in possible:
            yield place, f"{name} waits for {event}, which this kind of case has no move for."
