"""What a step brings about, said before it is recorded: the clocks it starts, the case it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfs_panels.domain.periods import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.domain.case_lines import ActionLine
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.vocabulary import EventType
    from cfs_panels.services.case_files import CaseFile


def with_notes(file: CaseFile, action: ActionLine) -> ActionLine:
    """Return a step that can be recorded with the clocks it starts, its day's name and its end."""
    event = action.event
    move = file.pathway.move(event) if event is not None else None
    if event is None or move is None:
        return action
    return replace(
        action,
        starts=tuple(_started(file, event)),
        day_words=move.day_words,
        ends_case=_ends(file.pathway, event),
    )


def _started(file: CaseFile, event: EventType) -> Iterator[str]:
    """Yield the name and limit of each clock that an event starts in a case, as it is today."""
    rules, kind = file.office.rules, file.pathway
    facts = {**rules.agency_facts, **dict.fromkeys(kind.facts, True)}
    for versions in rules.versions(kind.clocks):
        rule = versions.on(file.office.today)
        if rule is None or event not in rule.start_events or rule.unit is Unit.OPEN:
            continue
        if rule.first_occurrence == 1 and not rule.start_where:
            yield f"{rule.name}, {rule.limit_words(facts)}"


def _ends(pathway: Pathway, event: EventType) -> bool:
    return any(event is ending and status.is_over for ending, status in pathway.status_after)
