"""A household brought to a point of its journey once, and from there on a copy for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.decisions import SignAgreement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_files import CaseFile, rebuild
from cfs_panels.services.freshening import freshen
from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.workspace import Workspace
from db.audit import PROGRAM
from db.database import Database
from db.location import FileLocation, location_of
from db.models import Approval, Case, RoleGrant, User
from tests.factories import Moment, Staff, make_office, make_staff
from tests.journeys.walking import Walk

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cfs_panels.domain.cases import CaseDetails
    from cfs_panels.services.rule_library import RuleLibrary
    from db.key_wrapping import PasswordCost

BEGINNING = date(2024, 3, 4)
ADULTS = tuple(kind.key for kind in newest_pathways() if not kind.of_child)
FOSTERING = tuple(key for key in ADULTS if key.startswith("fostering"))
ADOPTION = tuple(key for key in ADULTS if key.startswith("adoption"))
LODGINGS = "fostering_supported_lodgings"
CARERS = tuple(key for key in FOSTERING if key != LODGINGS)
EVERY = (*FOSTERING, *ADOPTION)
CHALLENGED = (*CARERS, *ADOPTION)
"""The kinds of case whose refusal is first proposed."""

PROJECTED = (
    "stage", "status", "stage_since", "opened_on", "next_step", "next_words", "next_owner",
    "next_owner_id", "next_owner_name", "clock_rule", "clock_started_on", "clock_due_on",
)  # fmt: skip


P = TypeVar("P", bound="Path")


@dataclass
class Path(Walk):
    """A walk with the people and the steps that follow an approval."""

    reviewer: Actor = field(default=PROGRAM)
    head: Actor = field(default=PROGRAM)

    def sample(self) -> CaseDetails:
        """Return the case as its page shows it."""
        return self.workspace.case_pages.glance(self.staff.adviser, self.case_id)

    @property
    def status(self) -> str:
        """Return the status of the case."""
        return self.sample().status.value

    def has(self, *events: E) -> bool:
        """Return whether any of these events counts."""
        with self.workspace.office.reading() as session:
            case = session.get_one(Case, self.case_id)
            return CaseFile(session, self.workspace.office, PROGRAM, case).history.has(*events)

    def approvals(self) -> list[Approval]:
        """Return the approvals of the case with their terms."""
        with self.workspace.office.reading() as session:
            found = session.query(Approval).filter_by(case_id=self.case_id).all()
            for approval in found:
                assert approval.terms
                assert approval.person.first_name
            return sorted(found, key=lambda approval: approval.person.first_name)

    def refusal(self, actor: Actor, event: E, **facts: Any) -> str:
        """Return the sentence with which a plain step is refused today."""
        return refused(lambda: self.step(actor, event, **facts))

    def days(self, days: int) -> None:
        """Let days go by, and what happens by itself happen."""
        self.moment.forward(days=days)
        freshen(self.workspace.office)

    def pass_application(self) -> None:
        """Go on from the enquiry until compliance is declared."""
        self.apply()
        self.check()
        self.assess()

    def panel(self, outcome: PanelOutcome) -> None:
        """Take the matter in hand to panel, and its minutes on."""
        self.book()
        self.sit(outcome)
        self.minute()

    def refuse_to_propose(self) -> None:
        """Bring the application to a qualifying determination that is sent."""
        self.panel(PanelOutcome.NOT_SUITABLE)
        self.decide(DecisionOutcome.PROPOSE_NOT_TO_APPROVE)
        self.tell()

    def begin_review(self, event: E, **facts: Any) -> None:
        """Begin a review and take it through its hands up to the reviewing officer."""
        starter = self.staff.manager if event is E.CONCERNS_REVIEW_STARTED else self.staff.worker
        self.step(starter, event, **facts)
        pages = 4 + len(self.workspace.papers.papers(self.staff.worker, self.case_id))
        self.attach("review_report", pages)
        self.moment.forward(days=1)
        self.step(self.staff.manager, E.REVIEW_REPORT_AGREED)
        held: dict[str, Any] = {
            "recommends": "continue",
            "words": "Both carers and Robin.",
        }
        self.step(self.reviewer, E.REVIEW_HELD, **held)

    def send_on(self) -> None:
        """Send the matter in hand to the decision maker without panel."""
        self.step(self.staff.administrator, E.SENT_TO_DECISION_MAKER)

    def first_review(self) -> None:
        """Do the first review, which goes to panel; the approval continues."""
        self.begin_review(E.FIRST_REVIEW_STARTED)
        self.panel(PanelOutcome.CONTINUE)
        self.decide(DecisionOutcome.CONTINUE)
        self.tell()

    def check_rebuilt(self) -> None:
        """Assert that what is stored of the case is what its events give."""
        office = self.workspace.office
        with office.writing(PROGRAM) as session:
            case = session.get_one(Case, self.case_id)
            stored = {name: getattr(case, name) for name in PROJECTED}
            register = _register(session.query(Approval).filter_by(case_id=case.id).all())
            rebuild(session, office, PROGRAM, [case])
            assert {name: getattr(case, name) for name in PROJECTED} == stored
            again = _register(session.query(Approval).filter_by(case_id=case.id).all())
            assert again == register
        assert office.database.problems() == []


def refused(act: Callable[[], object], field_name: str | None = None) -> str:
    """Return the sentence with which something is refused, beside the field at fault."""
    with pytest.raises(RuleBroken) as found:
        act()
    if field_name is not None:
        assert found.value.field == field_name
    return found.value.message


def _register(rows: list[Approval]) -> list[tuple[Any, ...]]:
    return sorted(
        (
            row.person_id,
            row.ended_on,
            row.end_reason,
            row.review_due_on,
            [(t.from_on, t.to_on, list(t.terms), t.places, t.ages) for t in row.terms],
        )
        for row in rows
    )


@dataclass(frozen=True)
class Snapshot:
    """An agency's folder as it stood, and what the walk knew."""

    folder: pathlib.Path
    staff: Staff
    reviewer: Actor
    head: Actor
    now: Moment
    kept: dict[str, object]


class Shelf:
    """Agencies kept at the points that many tests begin from."""

    def __init__(
        self, folder: pathlib.Path, template: pathlib.Path, key: bytes, cost: PasswordCost
    ) -> None:
        self._folder, self._template, self._key, self._cost = folder, template, key, cost
        self._kept: dict[tuple[str, str, date], Snapshot] = {}
        self._open: list[Database] = []
        self._number = 0

    def at(
        self,
        pathway: str,
        point: str,
        rules: RuleLibrary | None = None,
        *,
        begun_on: date = BEGINNING,
    ) -> Path:
        """Return a walk of a kind of case at a point, on a copy of its own."""
        path = self._path(self._snapshot(pathway, point, begun_on))
        if rules is not None:
            path.workspace = Workspace(replace(path.workspace.office, shipped=rules))
        return path

    def walk(self, kind: type[P], pathway: str, point: str) -> P:
        """Return a walk of another sort at a point of a kind of case, on a copy of its own."""
        path = self.at(pathway, point)
        same = {f.name: getattr(path, f.name) for f in fields(Path)}
        return kind(**same)

    def close(self) -> None:
        """Close what tests opened."""
        for database in self._open:
            database.close()
        self._open.clear()

    def _snapshot(self, pathway: str, point: str, begun_on: date) -> Snapshot:
        found = self._kept.get((pathway, point, begun_on))
        if found is None:
            before = _BEFORE.get(point)
            path = (
                self._path(self._snapshot(pathway, before, begun_on))
                if before
                else self._new(pathway, begun_on)
            )
            _STEPS[point](path)
            found = self._keep(path)
            self._kept[pathway, point, begun_on] = found
        return found

    def _new(self, pathway: str, begun_on: date) -> Path:
        location = self._place()
        shutil.copy(self._template, location.path)
        location.papers.mkdir()
        moment = Moment()
        moment.on(begun_on)
        database = Database.open(location, self._key)
        self._open.append(database)
        office = make_office(database, moment, self._key, self._cost)
        staff = make_staff(office, self._key, self._cost)
        with database.transaction(PROGRAM) as session:
            agency_id = session.query(User.agency_id).limit(1).scalar()
            reviewer = _account(session, str(agency_id), "Iris Fenwick", Role.REVIEWING_OFFICER)
            head = _account(session, str(agency_id), "Ken Aldous", Role.SERVICE_MANAGER)
        return Path(Workspace(office), staff, moment, pathway, reviewer=reviewer, head=head)

    def _place(self) -> FileLocation:
        self._number += 1
        folder = self._folder / f"agency_{self._number}"
        folder.mkdir()
        location = location_of(folder / "wealdshire.cfs")
        assert isinstance(location, FileLocation)
        return location

    def _keep(self, path: Path) -> Snapshot:
        path.workspace.office.database.close()
        self._open.remove(path.workspace.office.database)
        location = path.workspace.office.database.location
        assert isinstance(location, FileLocation)
        kept = {name: getattr(path, name) for name in _KEPT}
        return Snapshot(
            location.path.parent, path.staff, path.reviewer, path.head, path.moment, kept
        )

    def _path(self, snapshot: Snapshot) -> Path:
        location = self._place()
        shutil.copytree(snapshot.folder, location.path.parent, dirs_exist_ok=True)
        moment = Moment(snapshot.now.now)
        database = Database.open(location, self._key)
        self._open.append(database)
        office = make_office(database, moment, self._key, self._cost)
        path = Path(
            Workspace(office),
            snapshot.staff,
            moment,
            "",
            reviewer=snapshot.reviewer,
            head=snapshot.head,
        )
        for name, value in snapshot.kept.items():
            setattr(path, name, value)
        return path


_KEPT = ("pathway", "case_id", "meeting_id", "item_id", "decision_id", "members")


def _account(session: Session, agency_id: str, name: str, role: Role) -> Actor:
    user = User(agency_id=agency_id, user_name=name.lower().replace(" ", "."), name=name, team="")
    user.roles.append(RoleGrant(role=role, from_on=date(2020, 1, 1)))
    session.add(user)
    session.flush()
    return Actor(user.id, user.user_name, name, frozenset({role}))


def _approved(path: Path) -> None:
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    if path.kind.agreement:
        path.do(path.staff.worker, SignAgreement(path.case_id, path.today))


# Each point with the one that comes before it, and the steps between them.
_BEFORE = {
    "visited": "asked",
    "applied": "visited",
    "declared": "applied",
    "proposed": "declared",
    "approved": "declared",
    "reviewed": "approved",
}
_STEPS = {
    "asked": lambda path: path.enquire(),
    "visited": lambda path: path.visit(),
    "applied": lambda path: path.apply(),
    "declared": lambda path: (path.check(), path.assess()),
    "proposed": lambda path: path.refuse_to_propose(),
    "approved": _approved,
    "reviewed": lambda path: (path.days(200), path.first_review()),
}
