"""Children: a case opened for each, what is known of them, and what is done for several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.changes import Changes
from cfs_panels.domain.children import (
    ADOPTION,
    ChildDetails,
    ChildList,
    ChildQuery,
    EditChild,
    ProposeMatch,
    RecordChild,
    RecordForChildren,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import joined, long_date
from cfs_panels.services.case_files import CaseFile, date_field
from cfs_panels.services.child_choices import choices_for, matched_children
from cfs_panels.services.child_lists import child_list, open_count
from cfs_panels.services.child_matches import adopter_choices, propose_match
from cfs_panels.services.child_pages import child_details
from cfs_panels.services.event_words import event_words
from cfs_panels.services.new_cases import agency_of, holders_for, reference_for
from cfs_panels.services.past_cases import as_it_stood
from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.plain_steps import record_step
from db.models import Case, Child, SiblingGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.children import AdopterChoice, ChildChoices, MatchedChild
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office

LETTER = "C"


class Children:
    """The agency's children with a plan for adoption; each has a case of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            RecordChild: self.record_child,
            EditChild: self.edit_child,
            ProposeMatch: self.propose_match,
            RecordForChildren: self.record_for_children,
        }

    def children(self, actor: Actor, query: ChildQuery | None = None) -> ChildList:
        """Return the children of a query, the soonest deadline first, and the count of each view.

        Raises:
            RuleBroken: where the role sees no list of children.
        """
        with self._office.reading() as session:
            return child_list(session, self._office, actor, query or ChildQuery())

    def count(self, actor: Actor) -> int:
        """Return how many children's cases are open, of those the person may see listed."""
        with self._office.reading() as session:
            return open_count(session, self._office, actor)

    def child(self, actor: Actor, case_id: str, as_of: date | None = None) -> ChildDetails:
        """Return what the page of a child shows besides what every case's page does.

        With ``as_of`` it is told as it stood on that day, by the events up to then.

        Raises:
            RuleBroken: where there is no such child for this person.
        """
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            return child_details(as_it_stood(file, as_of))

    def adopters(self, actor: Actor, case_id: str) -> tuple[AdopterChoice, ...]:
        """Return the adopters here with whom a child may be matched, whom the person may see.

        Raises:
            RuleBroken: where there is no such child for this person.
        """
        with self._office.reading() as session:
            file = CaseFile.open(session, self._office, actor, case_id, "record_event")
            return adopter_choices(file)

    def choices(self, actor: Actor) -> ChildChoices:
        """Return what a child's record is made of, and whose the case may be.

        Raises:
            RuleBroken: for someone who neither opens nor changes a child's record.
        """
        matrix = self._office.matrix
        if not matrix.relations(actor, "edit_child"):
            self._office.require(actor, "record_child")
        with self._office.reading() as session:
            return choices_for(session, self._office, actor)

    def matched_with(self, actor: Actor, case_id: str) -> tuple[MatchedChild, ...]:
        """Return the children matched with the people of a case, whom the person may see too.

        Raises:
            RuleBroken: where there is no such case for this person.
        """
        with self._office.reading() as session:
            return matched_children(CaseFile.open_page(session, self._office, actor, case_id))

    def record_child(self, actor: Actor, command: RecordChild) -> Changes:
        """Open a child's case with the day on which the child entered care.

        Raises:
            RuleBroken: where a name is missing, a date lies ahead or the reference is taken.
        """
        self._office.require(actor, "record_child")
        _check_known(command, self._office.today)
        kind = _kind()
        with self._office.writing(actor) as session:
            agency_id = agency_of(session, actor)
            reference = reference_for(
                session, LETTER, command.care_entered_on.year, command.reference
            )
            child = Child(
                agency_id=agency_id,
                reference=reference,
                born_on=command.born_on,
                plan=command.plan.strip() or ADOPTION,
                relinquished=command.relinquished,
                **_plain(session, agency_id, command),
            )
            session.add(child)
            session.flush()
            case = Case(
                agency_id=agency_id,
                reference=reference,
                service=kind.service,
                pathway=kind.key,
                pathway_version=kind.version,
                child_id=child.id,
                household_name=child.first_name,
                **holders_for(
                    session,
                    self._office,
                    actor,
                    worker_id=command.worker_id,
                    manager_id=command.manager_id,
                    team=command.team,
                ),
            )
            session.add(case)
            session.flush()
            file = CaseFile(session, self._office, actor, case)
            with date_field("care_entered_on"):
                file.record(EventType.CARE_ENTERED, command.care_entered_on)
            return file.changes(
                ("child", child.id), made=case.id, message=f"Child recorded as {reference}"
            )

    def edit_child(self, actor: Actor, command: EditChild) -> Changes:
        """Change what is known of a child; the audit trail keeps what it was.

        Raises:
            RuleBroken: where a name is missing, or a date lies ahead.
            Clash: where somebody else changed it meanwhile.
        """
        _check_known(command, self._office.today)
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "edit_child")
            child = child_of(file)
            if child.version != command.version:
                raise Clash("this child", _as_it_is(command, child), command)
            _check_born_before_care(file, command)
            child.born_on = command.born_on
            for name, value in _plain(session, child.agency_id, command).items():
                setattr(child, name, value)
            file.case.household_name = child.first_name
            session.flush()
            return file.changes(("child", child.id), message=f"{child.first_name} changed")

    def propose_match(self, actor: Actor, command: ProposeMatch) -> Changes:
        """Propose a match for a child, or for several brothers and sisters in one step.

        Raises:
            RuleBroken: without a decision that the child should be placed, without adopters, or
                for children who are no brothers and sisters.
        """
        with self._office.writing(actor) as session:
            return propose_match(session, self._office, actor, command)

    def record_for_children(self, actor: Actor, command: RecordForChildren) -> Changes:
        """Record the same plain step for several children, for all of them or for none.

        Raises:
            RuleBroken: as for one child, with the child's name before the sentence.
        """
        if not command.case_ids:
            raise RuleBroken("Choose the children.", field="case_ids")
        touched: set[tuple[str, str]] = set()
        with self._office.writing(actor) as session:
            for case_id in dict.fromkeys(command.case_ids):
                step = RecordEvent(case_id, command.type, command.on, facts=command.facts)
                try:
                    touched |= record_step(session, self._office, actor, step).touched
                except RuleBroken as refusal:
                    name = session.get_one(Case, case_id).household_name
                    raise RuleBroken(f"{name}: {refusal.message}", field=refusal.field) from refusal
            names = joined(
                list(
                    session.scalars(
                        select(Case.household_name).where(Case.id.in_(command.case_ids))
                    )
                )
            )
        words = event_words().line(command.type, {})
        return Changes(frozenset(touched), message=f"{words}: {names}")


def child_of(file: CaseFile) -> Child:
    """Return the child of a child's own case.

    Raises:
        RuleBroken: for the case of a household.
    """
    if file.case.child is None or file.case.household_id is not None:
        raise RuleBroken("This case is about a household, not about a child.")
    return file.case.child


def _kind() -> Pathway:
    return next(kind for kind in newest_pathways() if kind.of_child)


def _check_known(command: RecordChild | EditChild, today: date) -> None:
    if not command.first_name.strip():
        raise RuleBroken("Enter the first name.", field="first_name")
    if command.born_on is not None and command.born_on > today:
        raise RuleBroken(
            f"{long_date(command.born_on)} is in the future. Enter the date of birth.",
            field="born_on",
        )
    entered = command.care_entered_on if isinstance(command, RecordChild) else None
    if entered is not None and command.born_on is not None and entered < command.born_on:
        raise RuleBroken(
            f"The child was born on {long_date(command.born_on)} and cannot have entered care "
            "before.",
            field="care_entered_on",
        )


def _check_born_before_care(file: CaseFile, command: EditChild) -> None:
    entered = file.history.first(EventType.CARE_ENTERED)
    if entered is not None and command.born_on is not None and entered.on < command.born_on:
        raise RuleBroken(
            f"The child entered care on {long_date(entered.on)} and cannot have been born later.",
            field="born_on",
        )


def _as_it_is(command: EditChild, child: Child) -> EditChild:
    """Return what is stored of a child, as the command that would store it."""
    group = child.sibling_group
    return EditChild(
        case_id=command.case_id,
        first_name=child.first_name,
        last_name=child.last_name,
        born_on=child.born_on,
        sex=child.sex,
        ethnicity=child.ethnicity,
        sibling_group=group.label if group else "",
        disability=child.disability,
        early_permanence=child.early_permanence,
        version=child.version,
    )


def _plain(session: Session, agency_id: str, command: RecordChild | EditChild) -> dict[str, Any]:
    """Return what is known of a child without a date and without a step of its own."""
    return {
        "first_name": command.first_name.strip(),
        "last_name": command.last_name.strip(),
        "sex": command.sex.strip(),
        "ethnicity": command.ethnicity.strip(),
        "disability": command.disability,
        "early_permanence": command.early_permanence,
        "sibling_group_id": _sibling_group(session, agency_id, command.sibling_group),
    }


def _sibling_group(session: Session, agency_id: str, label: str) -> str | None:
    """Return the group of brothers and sisters with a label, made where there is none."""
    label = " ".join(label.split())
    if not label:
        return None
    found = session.scalars(
        select(SiblingGroup).where(SiblingGroup.agency_id == agency_id, SiblingGroup.label == label)
    ).first()
    if found is None:
        found = SiblingGroup(agency_id=agency_id, label=label)
        session.add(found)
        session.flush()
    return found.id
