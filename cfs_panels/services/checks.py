"""Statutory checks and references: asked for, chased, in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.checks import (
    ADDED,
    CHASING,
    AddCheck,
    ChaseCheck,
    CheckFacts,
    CheckLine,
    CheckOutcome,
    ReceiveCheck,
    RequestCheck,
    TakeBackCheck,
    WaiveCheck,
    check_dates,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.periods import add_months
from cfs_panels.domain.vocabulary import EventType, Weight
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_checks import (
    ADDED_POSITION,
    begun,
    complete_stage_one,
    missing_checks,
)
from cfs_panels.services.case_files import CaseFile, date_field
from cfs_panels.services.case_people import checks_of, people_of
from cfs_panels.services.check_lines import check_lines
from cfs_panels.services.past_cases import as_it_stood
from db.models import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import CheckDefinition
    from cfs_panels.services.office import Office

NOT_HERE = "There is no such check, or you may not open it."


class Checks:
    """What is known of each person: who was asked, what came in, what runs out."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            RequestCheck: self.request_check,
            ReceiveCheck: self.receive_check,
            ChaseCheck: self.chase_check,
            AddCheck: self.add_check,
            TakeBackCheck: self.take_back_check,
            WaiveCheck: self.waive_check,
        }

    def checks(
        self, actor: Actor, case_id: str, as_of: date | None = None
    ) -> tuple[CheckLine, ...]:
        """Return the checks of a case in their order, and after them those replaced by others.

        With ``as_of`` it is what was known of them on that day.
        """
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            return check_lines(as_it_stood(file, as_of))

    def request_check(self, actor: Actor, command: RequestCheck) -> Changes:
        """Ask for a check; asked again before it came in, the date is corrected.

        A check that is in and asked for again is begun anew, and the old one is kept.

        Raises:
            RuleBroken: before the application is in, or with a date that cannot be.
        """
        with self._office.writing(actor) as session:
            file, row = self._open(session, actor, command.check_id)
            earlier = None
            if row.received_on is not None:
                row = _renewed(session, row)
            elif row.requested_on is not None:
                earlier = _event_of(file, row, _events(file, row)[0])
            self._ask(file, row, command.requested_on, command.asked_of, earlier)
            return file.changes(
                ("check", row.id),
                made=row.id,
                message=f"{_named(row)}: asked for",
                undo=TakeBackCheck(row.id),
            )

    def receive_check(self, actor: Actor, command: ReceiveCheck) -> Changes:
        """Record that a check came in; recorded again, what was recorded is corrected.

        Of a DBS certificate number, date and outcome are kept and nothing else.

        Raises:
            RuleBroken: where dates cannot be in this order, or the certificate is not told whole.
        """
        with self._office.writing(actor) as session:
            file, row = self._open(session, actor, command.check_id)
            definition = file.pathway.check(row.key)
            expires_on = command.expires_on or _expiry(definition, command)
            check_dates(
                _facts_of(row),
                received_on=command.received_on,
                issued_on=command.issued_on,
                expires_on=expires_on,
            )
            _check_certificate(definition, command)
            self._take_in(file, row, command)
            row.expires_on = expires_on
            session.flush()
            return file.changes(
                ("check", row.id), message=f"{_named(row)}: in", undo=TakeBackCheck(row.id)
            )

    def chase_check(self, actor: Actor, command: ChaseCheck) -> Changes:
        """Record that someone was reminded.

        Raises:
            RuleBroken: where it was not asked for, or is in.
        """
        with self._office.writing(actor) as session:
            file, row = self._open(session, actor, command.check_id, "record_event")
            if row.requested_on is None:
                raise RuleBroken("This has not been asked for yet. Ask for it first.")
            if row.received_on is not None:
                raise RuleBroken(
                    f"It came in on {long_date(row.received_on)}, so there is nothing to chase."
                )
            if command.chased_on < row.requested_on:
                raise RuleBroken(
                    f"It was asked for on {long_date(row.requested_on)}, so it cannot have been "
                    f"chased on {long_date(command.chased_on)}.",
                    field="chased_on",
                )
            if command.how and command.how not in CHASING:
                raise RuleBroken("Choose how they were reminded.", field="how")
            said = (CHASING.get(command.how, ""), command.note.strip())
            facts = {**_told(row), "how": command.how, "note": ". ".join(filter(None, said))}
            with date_field("chased_on"):
                file.record(EventType.CHECK_CHASED, command.chased_on, facts=facts)
            return file.changes(("check", row.id), message=f"{_named(row)}: chased")

    def add_check(self, actor: Actor, command: AddCheck) -> Changes:
        """Add a check that the pathway does not ask for, or one for someone who joined since.

        Raises:
            RuleBroken: without a name, or for someone who is not of the household.
        """
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "work_checks")
            row = _own_row(file, command) if command.key else _added_row(file, command)
            session.add(row)
            session.flush()
            if command.requested_on is not None:
                self._ask(file, row, command.requested_on, command.asked_of, None)
            return file.changes(("check", row.id), made=row.id, message=f"{_named(row)}: added")

    def take_back_check(self, actor: Actor, command: TakeBackCheck) -> Changes:
        """Take back the last thing recorded of a check: that it came in, or was asked for.

        Raises:
            RuleBroken: where nothing was recorded of it, or stage 1 was decided on it.
        """
        with self._office.writing(actor) as session:
            file, row = self._open(session, actor, command.check_id)
            asked, came = _events(file, row)
            event = _event_of(file, row, came) or _event_of(file, row, asked)
            if event is None:
                raise RuleBroken("Nothing has been recorded of this check yet.")
            if event.type is came:
                _check_stage_one_open(file, row)
                row.received_on = row.issued_on = row.expires_on = row.outcome = None
                row.number = row.note = ""
            else:
                row.requested_on = row.due_on = None
            session.flush()
            file.withdraw(event, command.reason or "Recorded by mistake")
            complete_stage_one(file, event.id)
            return file.changes(("check", row.id), message=f"{_named(row)}: taken back")

    def waive_check(self, actor: Actor, command: WaiveCheck) -> Changes:
        """Note that a check of good practice is not needed here.

        Raises:
            RuleBroken: for a check that the law or a standard asks for, or without a reason.
        """
        with self._office.writing(actor) as session:
            file, row = self._open(session, actor, command.check_id)
            definition = file.pathway.check(row.key)
            if definition and definition.weight is not Weight.GOOD:
                raise RuleBroken(f"{definition.name} cannot be left out: {definition.source}.")
            if not command.reason.strip():
                raise RuleBroken("Enter why it is not needed.", field="reason")
            if row.received_on is not None:
                raise RuleBroken(f"It came in on {long_date(row.received_on)}.")
            today = self._office.today
            facts = {**_told(row), "outcome": CheckOutcome.NOT_NEEDED, "reason": command.reason}
            file.record(EventType.CHECK_RECEIVED, today, facts=facts)
            row.received_on, row.outcome = today, CheckOutcome.NOT_NEEDED
            row.note = command.reason.strip()
            return file.changes(
                ("check", row.id), message=f"{_named(row)}: not needed", undo=TakeBackCheck(row.id)
            )

    def _open(
        self, session: Session, actor: Actor, check_id: str, action: str = "work_checks"
    ) -> tuple[CaseFile, Check]:
        row = session.get(Check, check_id)
        if row is None:
            raise RuleBroken(NOT_HERE)
        return CaseFile.open(session, self._office, actor, row.case_id, action), row

    def _ask(
        self, file: CaseFile, row: Check, on: date, asked_of: str, earlier: CaseEvent | None
    ) -> None:
        definition = file.pathway.check(row.key)
        row.asked_of = asked_of.strip() or row.asked_of
        asked, _ = _events(file, row)
        facts = {**_told(row), "asked_of": row.asked_of}
        with date_field("requested_on"):
            file.record(asked, on, facts=facts, supersedes=earlier.id if earlier else None)
        row.requested_on = on
        row.due_on = self._due_on(definition, on)
        file.session.flush()

    def _due_on(self, definition: CheckDefinition | None, on: date) -> date | None:
        if definition is None or not definition.clock:
            return None
        rule = self._office.rules.rule(definition.clock, on)
        return rule.due(on, self._office.rules.agency_facts, self._office.calendar)

    def _take_in(self, file: CaseFile, row: Check, command: ReceiveCheck) -> None:
        _, came = _events(file, row)
        earlier = _event_of(file, row, came)
        facts = {**_told(row), "outcome": command.outcome, "issued_on": command.issued_on}
        with date_field("received_on"):
            event = file.record(
                came, command.received_on, facts=facts, supersedes=earlier.id if earlier else None
            )
        row.received_on, row.outcome = command.received_on, command.outcome
        row.issued_on = command.issued_on
        row.number, row.note = _number(command.number), command.note.strip()
        file.session.flush()
        complete_stage_one(file, event.id)


def _own_row(file: CaseFile, command: AddCheck) -> Check:
    """Return the row of a check of the pathway that somebody must have and nobody has begun."""
    people = people_of(file.session, [file.case])[file.case.id]
    for definition, person, position in missing_checks(
        file, checks_of(file.session, file.case), people
    ):
        if (definition.key, person.id if person else "") == (command.key, command.person_id):
            return begun(file, definition, person, position)
    raise RuleBroken("There is such a check already, or it is not needed.")


def _added_row(file: CaseFile, command: AddCheck) -> Check:
    name = " ".join(command.name.split())
    if not name:
        raise RuleBroken("Enter what is to be checked.", field="name")
    here = {p.id for p in people_of(file.session, [file.case])[file.case.id]}
    if command.person_id and command.person_id not in here:
        raise RuleBroken("This person is not of the household.", field="person_id")
    known = file.session.scalars(select(Check).where(Check.case_id == file.case.id)).all()
    for row in known:
        is_same = row.name.casefold() == name.casefold() and row.received_on is None
        if is_same and (row.person_id or "") == command.person_id:
            raise RuleBroken(f"{row.name} is on the list already.", field="name")
    return Check(
        case_id=file.case.id,
        person_id=command.person_id or None,
        key=ADDED,
        name=name,
        position=ADDED_POSITION + len(known),
    )


def _renewed(session: Session, row: Check) -> Check:
    """Return a new row for a check that is asked for again; the old one stays as it was."""
    fresh = Check(
        case_id=row.case_id,
        person_id=row.person_id,
        key=row.key,
        name=row.name,
        position=row.position,
        asked_of=row.asked_of,
    )
    session.add(fresh)
    session.flush()
    return fresh


def _events(file: CaseFile, row: Check) -> tuple[EventType, EventType]:
    """Return the events that ask for a check and take it in."""
    definition = file.pathway.check(row.key)
    if definition is None:
        return EventType.CHECK_REQUESTED, EventType.CHECK_RECEIVED
    return definition.requested_event, definition.received_event


def _event_of(file: CaseFile, row: Check, event: EventType) -> CaseEvent | None:
    of_it = [e for e in file.history.all(event) if e.facts.get("check_id") == row.id]
    return of_it[-1] if of_it else None


def _told(row: Check) -> dict[str, Any]:
    """Return what an event of a check says of it."""
    person = row.person
    return {
        "check": row.key,
        "check_id": row.id,
        "name": row.name,
        "person": person.first_name if person else "",
        "person_id": row.person_id or "",
    }


def _named(row: Check) -> str:
    return f"{row.name} ({row.person.first_name})" if row.person else row.name


def _facts_of(row: Check) -> CheckFacts:
    return CheckFacts(row.id, row.key, row.person_id or "", requested_on=row.requested_on)


def _expiry(definition: CheckDefinition | None, command: ReceiveCheck) -> date | None:
    if definition is None or definition.valid_months is None:
        return None
    return add_months(command.issued_on or command.received_on, definition.valid_months)


def _number(typed: str) -> str:
    return "".join(typed.split())


def _check_certificate(definition: CheckDefinition | None, command: ReceiveCheck) -> None:
    """Refuse a certificate told in part, or told more of than may be kept."""
    if command.outcome is CheckOutcome.NOT_NEEDED:
        raise RuleBroken("Say that it is not needed, and why, instead.", field="outcome")
    if definition is None or not definition.has_number:
        return
    digits = definition.number_digits
    number = _number(command.number)
    if not number:
        raise RuleBroken("Enter the number of the certificate.", field="number")
    if digits and not (number.isdecimal() and len(number) == digits):
        raise RuleBroken(
            f"The number of a certificate has {digits} figures. Look at it again.", field="number"
        )
    if command.issued_on is None:
        raise RuleBroken("Enter the date on the certificate.", field="issued_on")
    if command.note.strip():
        raise RuleBroken(
            "Of a DBS certificate only number, date and outcome are kept. Write what follows from "
            "it in the report.",
            field="note",
        )


def _check_stage_one_open(file: CaseFile, row: Check) -> None:
    definition = file.pathway.check(row.key)
    decided = file.history.latest(EventType.STAGE_ONE_PASSED, EventType.STAGE_ONE_REFUSED)
    if definition and definition.before_stage_two and decided is not None:
        raise RuleBroken(
            f"Stage 1 was decided on {long_date(decided.on)} with this check in. Correct what was "
            "recorded of it instead."
        )
