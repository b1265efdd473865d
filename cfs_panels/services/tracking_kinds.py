"""The words of the tracking workbook and its kinds of case, loaded from ``resources/workbook``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

import resources
from cfs_panels.domain.pathways import Matter, Move, Pathway, Stage
from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds
from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service
from cfs_panels.services.toml_lines import TomlLines

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "workbook/kinds_1.toml"
NO_VERSION = 0
"""The version of the pathway of a case that is kept without a file."""


class KindsFileError(Exception):
    """The file of kinds says something that cannot be; the message names file and line."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Kind(_Part):
    pathway: str
    service: Service
    name: str
    item_name: str
    items: frozenset[str]
    decisions: frozenset[str]
    type: str = ""
    of_child: bool = False
    on_register: bool = True


class _Kept(_Part):
    stage: str
    stage_name: str
    moves: tuple[Move, ...]
    status_after: dict[EventType, CaseStatus]


class _File(_Part):
    version: int
    kinds: tuple[_Kind, ...]
    kept: _Kept
    review_clocks: dict[Service, tuple[str, str]]
    resignation_clocks: dict[Service, str]
    words: dict[str, dict[str, str]]
    also: dict[str, dict[str, str]]
    item_types: dict[str, dict[str, str]]
    ending_decision: dict[Service, str]
    events: dict[str, dict[str, EventType]]


@cache
def tracking_kinds() -> TrackingKinds:
    """Return the kinds and words that ship with the program."""
    return parse_kinds(FILE.rpartition("/")[2], resources.read_text(FILE))


def parse_kinds(name: str, text: str) -> TrackingKinds:
    """Return the kinds and words that a text describes.

    Raises:
        KindsFileError: for an unknown event, status or key, with file and line.
    """
    try:
        found = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise KindsFileError(f"{name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        line = TomlLines(text).line_of(first["loc"])
        raise KindsFileError(f"{name}, line {line}: {first['msg']}.") from error
    kinds = tuple(CaseKind(**dict(kind)) for kind in found.kinds)
    return TrackingKinds(
        kinds=kinds,
        words=found.words,
        told={name: _told(words, found.also.get(name, {})) for name, words in found.words.items()},
        item_types=found.item_types,
        ending_decision=found.ending_decision,
        events=found.events,
        review_clocks=found.review_clocks,
        resignation_clocks=found.resignation_clocks,
        kept={kind.pathway: kept_pathway(kind, found) for kind in kinds},
    )


def _told(words: dict[str, str], also: dict[str, str]) -> dict[str, str]:
    """Return the workbook's word for each of the program's, the first where there are several."""
    told = dict(also)
    for word, key in reversed(words.items()):
        told[key] = word
    return told


def kept_pathway(kind: CaseKind, found: _File) -> Pathway:
    """Return how a case of a kind is kept until its pathway has a file: one stage, no steps."""
    kept = found.kept
    stage = Stage(kept.stage, kept.stage_name, entered_by=(), ended_by=(), to_come="")
    matter = Matter(
        kept.stage, kind.name, kind.item_name, opened_by=(), closed_by=(), panel_rule=""
    )
    nothing: Mapping[str, Any] = dict.fromkeys(
        (
            *("checks", "papers", "next_steps", "panel_choices", "decision_choices"),
            *("terms", "clocks"),
        ),
        (),
    )
    return Pathway(
        key=kind.pathway,
        version=NO_VERSION,
        place=0,
        service=kind.service,
        name=kind.name,
        long_name=kind.name,
        item_name=kind.item_name,
        item_minutes=30,
        report_name="Report",
        report_short="Report",
        suitable_words="suitable",
        uses_terms=kind.service is Service.FOSTERING,
        agreement=False,
        register="",
        stages=(stage,),
        matters=(matter,),
        moves=kept.moves,
        status_after=tuple(kept.status_after.items()),
        visit_form="",
        application_event=EventType.APPLICATION_RECEIVED,
        stage_two_event=EventType.STAGE_TWO_STARTED,
        review_clock=found.review_clocks[kind.service][0],
        determination_clock="",
        **nothing,
    )
