"""The page of a case: where it stands, what is needed, whose turn it is, what may be done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cfs_panels.domain.actors import ROLE_WORDS
from cfs_panels.domain.case_lines import NO_HOME
from cfs_panels.domain.cases import (
    CaseDetails,
    Colleague,
    EventLine,
    PersonLine,
    age_on,
)
from cfs_panels.domain.clock_words import theme_state
from cfs_panels.domain.clocks import ClockState, worst_state
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.moves import actions_for
from cfs_panels.domain.pathways import Owner
from cfs_panels.domain.projections import stage_states
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import initials, long_date
from cfs_panels.services.approved_people import too_few
from cfs_panels.services.case_children import child_line
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.case_history import history_of, latest_of
from cfs_panels.services.case_imports import is_from_workbook
from cfs_panels.services.case_meetings import BookedItem, booked_item
from cfs_panels.services.case_needs import needs_of
from cfs_panels.services.case_people import people_of
from cfs_panels.services.case_projections import state_of
from cfs_panels.services.caseload import STATUS_WORDS
from cfs_panels.services.check_lines import check_lines
from cfs_panels.services.clock_lines import causes_of, clock_lines
from cfs_panels.services.colleagues import MANAGERS, WORKERS, holders, teams
from cfs_panels.services.delay_causes import delay_causes
from cfs_panels.services.document_access import document_filter
from cfs_panels.services.event_asks import asks_of
from cfs_panels.services.households import household_line, person_version
from cfs_panels.services.open_requirements import RequirementCount, requirement_counts
from cfs_panels.services.panel_needs import is_panel_needed
from cfs_panels.services.past_cases import (
    allocation_of,
    as_it_stood,
    booked_then,
    on_day,
    was_there,
)
from cfs_panels.services.step_notes import with_notes
from cfs_panels.services.viewing import note_view
from cfs_panels.services.visibility import NOT_HERE, case_filter, relations_to
from db.models import Case, HouseholdMember, MadeDocument, Person, StoredFile, User

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import ActionLine, StageState
    from cfs_panels.domain.checks import CheckLine
    from cfs_panels.domain.histories import History
    from cfs_panels.domain.pathways import Move, NextStep
    from cfs_panels.services.office import Office

_WORST_WORDS = {ClockState.OVERDUE: "Late", ClockState.DUE_SOON: "Due soon"}
_OWNER_WORDS = {
    Owner.WORKER: "Social worker",
    Owner.MANAGER: "Team manager",
    Owner.APPLICANTS: "The applicants",
    Owner.MEDICAL_ADVISER: "Medical adviser",
}


class CasePages:
    """Everything a case's page reads; opening it is kept in the audit trail."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def case_id(self, actor: Actor, reference: str) -> str:
        """Return the id of the case with a reference.

        Raises:
            RuleBroken: where there is none that the actor may open.
        """
        with self._office.reading() as session:
            found = session.scalar(
                select(Case.id).where(
                    Case.reference.in_({reference.strip(), reference.strip().upper()}),
                    case_filter(self._office.matrix, actor, "view_case"),
                )
            )
        if found is None:
            raise RuleBroken(NOT_HERE)
        return found

    def case(self, actor: Actor, case_id: str, as_of: date | None = None) -> CaseDetails:
        """Return a case as its page shows it, today or as it stood on a day.

        As of a day before today nothing can be done in it, and nothing is allowed.

        Raises:
            RuleBroken: where there is no such case for this person, or the day has not come.
        """
        with self._office.reading() as session:
            CaseFile.open_page(session, self._office, actor, case_id)
        note_view(self._office, actor, Case.__tablename__, case_id, case_id)
        return self.glance(actor, case_id, as_of)

    def glance(self, actor: Actor, case_id: str, as_of: date | None = None) -> CaseDetails:
        """Return the same beside a list, without opening the case."""
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            return _details(as_it_stood(file, as_of))

    def history(
        self, actor: Actor, case_id: str, as_of: date | None = None
    ) -> tuple[EventLine, ...]:
        """Return all that happened in a case and who saw or changed what, newest first."""
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            return history_of(file, as_of)

    def checks(
        self, actor: Actor, case_id: str, as_of: date | None = None
    ) -> tuple[CheckLine, ...]:
        """Return the checks of a case in their order, as known today or on a day."""
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            return check_lines(as_it_stood(file, as_of))

    def workers(self, actor: Actor) -> tuple[Colleague, ...]:
        """Return who can be the worker of a case."""
        self._office.require(actor, "list_cases")
        with self._office.reading() as session:
            return tuple(holders(session, self._office, WORKERS))

    def managers(self, actor: Actor) -> tuple[Colleague, ...]:
        """Return who can be the manager of a case."""
        self._office.require(actor, "list_cases")
        with self._office.reading() as session:
            return tuple(holders(session, self._office, MANAGERS))

    def teams(self, actor: Actor) -> tuple[str, ...]:
        """Return the teams of the agency."""
        self._office.require(actor, "list_cases")
        with self._office.reading() as session:
            return tuple(teams(session))


def _details(file: CaseFile) -> CaseDetails:
    session, case, kind, day = file.session, file.case, file.pathway, file.day
    history, is_now = file.history, file.as_of is None
    state = state_of(file)
    clocks = file.clocks()
    worst = worst_state(clocks) if state.is_open else ClockState.RUNNING
    item = booked_item(session, case.id) if is_now else booked_then(file)
    booked_on = item.held_on if item and not item.is_heard else None
    stages = stage_states(kind, history, day, booked_on)
    step, held = state.next_step, allocation_of(file)
    required = requirement_counts(session, day, case.id).get(case.id, RequirementCount())
    return CaseDetails(
        id=case.id,
        reference=case.reference,
        household=case.household_name,
        service=case.service,
        kind=kind.name,
        pathway=kind.key,
        status=state.status,
        stage=state.stage,
        worker=_name(file, held.worker_id),
        worker_id=held.worker_id,
        manager=_name(file, held.manager_id),
        manager_id=held.manager_id,
        team=held.team,
        opened_on=state.opened_on,
        home=household_line(case.household) if case.household else NO_HOME,
        child=child_line(file, day),
        people=_people(file, day),
        stages=stages,
        clocks=clock_lines(clocks, causes_of(history)),
        needs=needs_of(session, file.office, [case], day)[case.id],
        next_step=(case.next_words if is_now else step.words) if step else "",
        next_step_key=step.key if step else "",
        next_owner=(case.next_owner_name if is_now else _role(step)) if step else "",
        worst_clock=theme_state(worst) if worst in _WORST_WORDS else "",
        meeting_id=item.meeting_id if item else "",
        meeting_on=booked_on,
        item_id=item.item_id if item else "",
        latest=latest_of(file, day),
        actions=_actions(file, history) if is_now else (),
        is_restricted=case.is_restricted,
        version=case.version,
        status_words=STATUS_WORDS[state.status],
        stage_words=_stage_words(stages, booked_on),
        next_sentence=_sentence(step, case.next_words if is_now else "", item, history),
        next_role=_role(step),
        worst_words=_WORST_WORDS.get(worst, ""),
        papers_count=_papers_count(file),
        restricted_reason=case.restricted_reason,
        allowed=_allowed(file) if is_now else frozenset(),
        causes=delay_causes().causes,
        as_of=file.as_of,
        from_workbook=is_from_workbook(session, case.id),
        open_requirements=required.open,
        late_requirements=required.late,
    )


def _name(file: CaseFile, user_id: str) -> str:
    user = file.session.get(User, user_id) if user_id else None
    return user.name if user else ""


def _people(file: CaseFile, day: date) -> tuple[PersonLine, ...]:
    people = people_of(file.session, [file.case])[file.case.id]
    rows = file.session.execute(
        select(HouseholdMember, Person)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(HouseholdMember.household_id == file.case.household_id)
    )
    stored = {person.id: (member, person) for member, person in rows}
    found = []
    for known in people:
        if not known.belongs(day):
            continue
        member, person = stored[known.id]
        found.append(
            PersonLine(
                id=known.id,
                name=known.name,
                first_name=known.first_name,
                last_name=known.last_name,
                initials=initials(known.name),
                age=age_on(known.born_on, day),
                born_on=known.born_on,
                role=known.role,
                words=known.words(),
                relationship=known.relationship,
                at_home=known.at_home,
                phone=person.phone,
                email=person.email,
                version=person_version(member, person),
            )
        )
    return tuple(found)


def _stage_words(stages: Sequence[StageState], booked_on: date | None) -> str:
    """Return where a case stands: the stage with its day, and the panel that is booked."""
    now = next((s for s in stages if s.state == "now"), None)
    if now is None:
        return ""
    below = now.below if now.below.startswith(("Day", "Closed")) else ""
    words = f"{now.name}, {below[:1].lower()}{below[1:]}." if below else f"{now.name}."
    return f"{words} Booked for panel on {long_date(booked_on)}." if booked_on else words


def _sentence(step: NextStep | None, words: str, item: BookedItem | None, history: History) -> str:
    """Return the next step as the case page says it: with the item where one is booked, or why.

    Why is that of a case on hold, with the day since when.
    """
    if step is None:
        return ""
    if step.words != words and words:
        return f"{words}."
    told = step.sentence or f"{step.words}."
    if step.on_hold and (held := history.own.latest(EventType.CASE_HELD)) is not None:
        reason = str(held.facts.get("reason", "")).strip()
        end = "" if not reason or reason.endswith((".", "!", "?")) else "."
        told = told.replace("{since}", long_date(held.on)).replace("{reason}", reason + end)
    where = item.words if item and not item.is_heard else ""
    return told.replace("{item}", where).strip() or f"{step.words}."


def _role(step: NextStep | None) -> str:
    if step is None:
        return ""
    role = step.owner.role
    return ROLE_WORDS[role] if role else _OWNER_WORDS.get(step.owner, "")


def _actions(file: CaseFile, history: History) -> tuple[ActionLine, ...]:
    """Return what the actor may do, where the matrix lets them record steps of this case."""
    allowed = _allowed(file)
    today = file.office.today

    def waits(move: Move, counted: History) -> str:
        return file.waits(move, today, counted)

    needs_panel = is_panel_needed(file)
    return tuple(
        with_notes(file, replace(action, asks=asks_of(file, file.pathway.move(action.event))))
        if action.event
        else action
        for action in actions_for(file.pathway, history, file.actor, waits)
        if _COMMAND_ACTIONS.get(action.key, "record_event") in allowed
        and not (needs_panel and action.event is EventType.SENT_TO_DECISION_MAKER)
        and not (action.event and too_few(file, file.pathway.move(action.event), today))
    )


_COMMAND_ACTIONS = {
    "decide_stage_one": "decide_stage_one",
    "declare_compliance": "declare_compliance",
    "record_observations": "record_observations",
    "attach_report": "attach_paper",
    "attach_brief_report": "attach_paper",
    "attach_review_report": "attach_paper",
    "sign_agreement": "give_notice",
}
"""What the matrix calls the commands that record a step."""


def _allowed(file: CaseFile) -> frozenset[str]:
    held = relations_to(file.session, file.actor, file.case)
    matrix = file.office.matrix
    return frozenset(key for key in matrix.actions if matrix.allows(file.actor, key, held))


def _papers_count(file: CaseFile) -> int:
    """Return how many papers and documents the case has, or had on the day it is looked at."""
    then = file.as_of
    of_case = StoredFile.case_id == file.case.id
    made = MadeDocument.case_id == file.case.id
    readable = document_filter(file.office.matrix, file.actor)
    documents = select(MadeDocument.made_at).join(Case, Case.id == MadeDocument.case_id)
    made_at = file.session.scalars(documents.where(made, readable)).all()
    if then is None:
        here = select(func.count()).select_from(StoredFile)
        papers = file.session.scalar(here.where(of_case, StoredFile.removed_at.is_(None))) or 0
        return papers + len(made_at)
    rows = file.session.scalars(select(StoredFile).where(of_case))
    papers = sum(1 for paper in rows if was_there(paper, then))
    return papers + sum(1 for moment in made_at if on_day(moment) <= then)
