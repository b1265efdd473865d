"""The file of rules on which matters go to panel, and everything that can be wrong with it."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from cfs_panels.domain.clock_rules import VersionDate
from cfs_panels.domain.panel_rules import PanelRule, PanelVariant
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.rule_files import (
    FilePart,
    Located,
    RulePart,
    date_mistakes,
    parse_file,
    refuse_mistakes,
)

_Words = Annotated[str, Field(min_length=1)]


class _PanelVariantPart(FilePart):
    fact: _Words
    words: _Words
    required: StrictBool
    barred: StrictBool = False


class _PanelPart(RulePart):
    service: Service
    required: StrictBool
    barred: StrictBool = False
    variants: tuple[_PanelVariantPart, ...] = ()
    version_date: Literal[VersionDate.APPLICATION, VersionDate.DECISION] = VersionDate.DECISION


class _PanelFile(FilePart):
    panels: tuple[_PanelPart, ...]


def parse_panels(name: str, text: str) -> list[Located[PanelRule]]:
    """Return the rules that a text holds on which matters go to panel."""
    parsed, lines = parse_file(name, text, _PanelFile)
    refuse_mistakes(
        name,
        lines,
        [
            (("panels", number, key), f"{part.id}: {words}")
            for number, part in enumerate(parsed.panels)
            for key, words in (*date_mistakes(part), *_panel_mistakes(part))
        ],
    )
    return [
        Located(_panel_rule(part), name, lines.line_of(("panels", number)))
        for number, part in enumerate(parsed.panels)
    ]


def _panel_mistakes(part: _PanelPart) -> Iterator[tuple[str, str]]:
    ways = [(part.required, part.barred), *((v.required, v.barred) for v in part.variants)]
    for required, barred in ways:
        if required and barred:
            yield "barred", "what panel may not be used for cannot be required to go there"


def _panel_rule(part: _PanelPart) -> PanelRule:
    variants = tuple(PanelVariant(**dict(variant)) for variant in part.variants)
    return PanelRule(**{**dict(part), "variants": variants})
