"""The kinds of case, loaded and checked from ``resources/pathways/*.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

import resources
from cfs_panels.domain.pathways import Owner, Pathway
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.pathway_faults import faults_of
from cfs_panels.services.pathway_parts import PathwayFileError as PathwayFileError
from cfs_panels.services.pathway_parts import ResolvedPathway
from cfs_panels.services.tracking_kinds import tracking_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.services.toml_lines import Place

FOLDER = "pathways"
_GROUPED = {
    "moves": ("after", "needs", "rests_on"),
    "papers": ("waits_for",),
    "next_steps": ("after",),
    "decision_choices": ("after",),
}


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
    """Return the version of a kind of case that a case keeps.

    A kind that an import brought before there was a file for it is kept whole, without steps.
    """
    found = pathways().get((key, version))
    return found if found is not None else tracking_kinds().kept[key]


def newest_pathways() -> tuple[Pathway, ...]:
    """Return the newest version of each kind of case, for new cases, by service and place."""
    newest: dict[str, Pathway] = {}
    for (key, _), found in sorted(pathways().items()):
        newest[key] = found
    services = list(Service)
    return tuple(sorted(newest.values(), key=lambda p: (services.index(p.service), p.place)))


def newest_pathway(key: str) -> Pathway | None:
    """Return the newest version of a kind of case, or None where there is no such kind."""
    return next((p for p in newest_pathways() if p.key == key), None)


@cache
def booking_steps() -> tuple[str, ...]:
    """Return the next steps that the panel adviser takes by a booking, of every kind of case."""
    found = {
        step.key: None
        for kind in newest_pathways()
        for step in kind.next_steps
        if EventType.PANEL_BOOKED in step.until and step.owner is Owner.PANEL_ADVISER
    }
    return tuple(found)


@cache
def waiting_steps() -> tuple[str, ...]:
    """Return the next steps in whose place another comes once a clock has run out."""
    found = {
        step.key: None
        for kind in newest_pathways()
        for later in kind.next_steps
        for step in kind.next_steps
        if later.once_over and step is not later and step.until == later.until
    }
    return tuple(found)


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
    for place, fault in faults_of(found):
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
            for key in (key for key in keys if key in entry):
                entry[key] = [g if isinstance(g, list) else [g] for g in entry[key]]
    data["status_after"] = list(data.get("status_after", {}).items())
    data.setdefault("terms", [])
