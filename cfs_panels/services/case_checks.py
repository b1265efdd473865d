"""The checks that a case must have: begun for each person, and the end of stage 1 with the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.histories import FOLLOWS
from cfs_panels.domain.households import people_asked
from cfs_panels.domain.projections import ending_of
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.case_people import checks_of, people_of
from db.models import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cfs_panels.domain.checks import CheckFacts
    from cfs_panels.domain.households import HouseholdPerson
    from cfs_panels.domain.pathways import CheckDefinition
    from cfs_panels.services.case_files import CaseFile

_STEP = 100
ADDED_POSITION = 100_000
"""Checks added by hand come after those of the pathway."""


def make_checks(file: CaseFile) -> None:
    """Begin the checks of everyone who must be asked and has none, once the application is in.

    Nobody is asked before: a check needs the applicant's consent.
    """
    if not file.history.has(file.pathway.application_event):
        return
    for definition, person, position in missing_checks(
        file, checks_of(file.session, file.case), _people(file)
    ):
        file.session.add(begun(file, definition, person, position))
    file.session.flush()


def missing_checks(
    file: CaseFile, known: Sequence[CheckFacts], people: Sequence[HouseholdPerson]
) -> list[tuple[CheckDefinition, HouseholdPerson | None, int]]:
    """Return the checks that someone must have today and nobody has begun."""
    begun_already = {(check.key, check.person_id) for check in known}
    return [
        (definition, person, number * _STEP + place)
        for number, definition in enumerate(file.pathway.checks)
        for place, person in enumerate(people_asked(definition.scope, people, file.day))
        if (definition.key, person.id if person else "") not in begun_already
    ]


def begun(
    file: CaseFile, definition: CheckDefinition, person: HouseholdPerson | None, position: int
) -> Check:
    """Return the row of a check that nobody has been asked for yet."""
    return Check(
        case_id=file.case.id,
        person_id=person.id if person else None,
        key=definition.key,
        name=definition.name,
        position=position,
        asked_of=definition.asked_of,
    )


def complete_stage_one(file: CaseFile, cause: str) -> None:
    """Record the end of stage 1 on the day its last information came in, once all of it is in.

    Where a date is corrected later the end moves with it, until stage 1 is decided. One that
    somebody recorded by hand, as an import does, stays.
    """
    move = file.pathway.move(EventType.STAGE_ONE_COMPLETED)
    history = file.history
    decided = history.has(EventType.STAGE_ONE_PASSED, EventType.STAGE_ONE_REFUSED)
    if move is None or decided or ending_of(file.pathway, history):
        return
    if not all(history.has(*group) for group in move.after):
        return
    checks = checks_of(file.session, file.case)
    received = [c.received_on for c in checks if _is_before_stage_two(file, c.key)]
    known = [day for day in received if day is not None]
    done = history.latest(EventType.STAGE_ONE_COMPLETED)
    if not received:
        return
    if len(known) < len(received) or _some_not_begun(file, checks):
        if done is not None and FOLLOWS in done.facts:
            file.withdraw(done, "Not all of the stage 1 information is in.")
        return
    started = [day for group in move.after if (day := history.on(*group)) is not None]
    last = max(known + started)
    if done is None or done.on != last:
        file.follow(
            EventType.STAGE_ONE_COMPLETED, last, cause, supersedes=done.id if done else None
        )


def outstanding(file: CaseFile, which: Callable[[CheckDefinition], bool]) -> list[str]:
    """Return the checks of a sort that are not in, by name and person."""
    people = _people(file)
    known = {p.id: p for p in people}
    found = []
    checks = checks_of(file.session, file.case)
    for check in checks:
        definition = file.pathway.check(check.key)
        if definition and which(definition) and check.state(file.office.today) in _NOT_IN:
            found.append(_named(definition, known.get(check.person_id)))
    for definition, person, _ in missing_checks(file, checks, people):
        if which(definition):
            found.append(_named(definition, person))
    return found


def worrying(file: CaseFile) -> list[str]:
    """Return the checks that came in with concerns, by name and person."""
    known = {p.id: p for p in _people(file)}
    return [
        _named(definition, known.get(check.person_id))
        for check in checks_of(file.session, file.case)
        if (definition := file.pathway.check(check.key)) is not None
        and check.state(file.office.today) == "concerns"
    ]


_NOT_IN = frozenset({"missing", "asked", "late", "expired"})


def _is_before_stage_two(file: CaseFile, key: str) -> bool:
    definition = file.pathway.check(key)
    return definition is not None and definition.before_stage_two


def _some_not_begun(file: CaseFile, checks: Sequence[CheckFacts]) -> bool:
    """Return whether somebody must have a check that nobody has begun: they turned 18 since."""
    missing = missing_checks(file, checks, _people(file))
    return any(definition.before_stage_two for definition, _, _ in missing)


def _named(definition: CheckDefinition, person: HouseholdPerson | None) -> str:
    return f"{definition.name} ({person.first_name})" if person else definition.name


def _people(file: CaseFile) -> tuple[HouseholdPerson, ...]:
    return people_of(file.session, [file.case])[file.case.id]
