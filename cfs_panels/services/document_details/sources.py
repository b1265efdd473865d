"""What the makers of documents share: a case or a meeting with the people and facts around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.blocks import Letterhead
from cfs_panels.documents.letters import Contact
from cfs_panels.domain.actors import ROLE_WORDS, Role
from cfs_panels.domain.matters import matter_of, matter_on, within_matter
from cfs_panels.domain.terms import terms_lines
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.domain.words import clock_time, long_date, uncapitalised
from cfs_panels.services.child_links import CHILD, CHILD_ID
from cfs_panels.services.decision_rows import applicants_of
from cfs_panels.services.document_details.wording import told
from cfs_panels.services.meeting_rows import load_meetings
from db.models import Agency, AgendaItem, Case, Child, PanelMeeting, RoleGrant, User

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from cfs_panels.documents.blocks import Document
    from cfs_panels.domain.histories import History
    from cfs_panels.domain.pathways import Matter
    from cfs_panels.domain.terms import Terms
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office


_EARLY = EventType.TEMPORARILY_APPROVED
_ABOUT_CHILD = (
    EventType.VIABILITY_RECORDED,
    EventType.APPLICATION_RECEIVED,
    EventType.REGISTRATION_RECEIVED,
)


@dataclass(frozen=True, slots=True)
class Built:
    """A document as blocks, ready to be written.

    Attributes:
        title: What lists call it; its own title where this is empty.
        template_version: The version of the wording or form it was made with.
        item_id: The agenda item it belongs to, if it belongs to one.
        left_out: The agenda items that this reader's copy does not hold.
    """

    document: Document
    title: str = ""
    template_version: str = "1"
    item_id: str = ""
    left_out: tuple[str, ...] = ()


class CaseSource:
    """A case, with its agenda item and what its documents need to know of the people in it."""

    def __init__(self, file: CaseFile, item: AgendaItem | None = None) -> None:
        self.file = file
        self.session = file.session
        self.office = file.office
        self.case = file.case
        self.pathway = file.pathway
        self._item = item

    @property
    def reference(self) -> str:
        """Return the case's reference."""
        return self.case.reference

    @cached_property
    def letterhead(self) -> Letterhead:
        """Return the agency as it stands at the head of its papers."""
        return letterhead_of(self.session, self.case.agency_id)

    @cached_property
    def item(self) -> AgendaItem | None:
        """Return the agenda item: the one given, or that of the newest meeting."""
        if self._item is not None:
            return self._item
        return self.session.scalars(
            select(AgendaItem)
            .join(PanelMeeting, PanelMeeting.id == AgendaItem.meeting_id)
            .where(AgendaItem.case_id == self.case.id, AgendaItem.removed.is_(False))
            .order_by(PanelMeeting.held_on.desc(), AgendaItem.id.desc())
            .limit(1)
        ).first()

    @property
    def matter(self) -> Matter:
        """Return the matter the document is of: that of the item given, else the one in hand."""
        return self._matter[0]

    @property
    def within(self) -> History:
        """Return what counts for that matter."""
        return self._matter[1]

    @cached_property
    def _matter(self) -> tuple[Matter, History]:
        history, day = self.file.history, self.panel_on if self._item is not None else None
        if day is not None:
            return matter_on(self.pathway, history, day)
        return matter_of(self.pathway, history), within_matter(self.pathway, history)

    @cached_property
    def own_item(self) -> AgendaItem | None:
        """Return the agenda item, if it is one of the matter and not of an earlier one."""
        began = self.within.events[0].on if self.within.events else None
        older = began is not None and self.panel_on is not None and self.panel_on < began
        return None if older else self.item

    @cached_property
    def rows(self) -> MeetingRows | None:
        """Return the meeting of the agenda item."""
        if self.item is None:
            return None
        return load_meetings(self.session, [self.item.meeting_id])[self.item.meeting_id]

    @property
    def number(self) -> int | None:
        """Return the number of the item on its agenda."""
        return self.rows.numbers.get(self.item.id) if self.rows and self.item else None

    @property
    def panel_on(self) -> date | None:
        """Return the day of the meeting."""
        return self.rows.meeting.held_on if self.rows else None

    def applicants(self, day: date | None = None) -> tuple[str, ...]:
        """Return the full names of those who apply, on a day."""
        return tuple(p.name for p in applicants_of(self.file, day or self.office.today))

    def greeting(self, day: date) -> tuple[str, ...]:
        """Return the first names of those who apply, on a day."""
        return tuple(p.first_name for p in applicants_of(self.file, day))

    @cached_property
    def child_name(self) -> str:
        """Return the one child that the application is about, nothing where it is any child."""
        of_one = {*_ABOUT_CHILD, *([_EARLY] if self.pathway.service is Service.FOSTERING else [])}
        named = [e.facts for e in self.file.history.own.events if e.type in of_one]
        for facts in reversed(named):
            child = self.session.get(Child, str(facts.get(CHILD_ID) or ""))
            name = f"{child.first_name} {child.last_name}" if child else facts.get(CHILD)
            if name:
                return str(name).strip()
        return ""

    @property
    def child_is_placed(self) -> bool:
        """Return whether the child lives there already, by an approval for a time (CPR 24)."""
        history = self.file.history
        began = history.latest(_EARLY)
        ended = history.latest(EventType.TEMPORARY_APPROVAL_ENDED)
        return began is not None and (ended is None or history.is_newer(began, ended))

    def terms_lines(self, terms: Terms) -> tuple[str, ...]:
        """Return terms a line each, with the name of the child whom they are about."""
        lines = terms_lines(self.pathway, terms.keys, terms.places, terms.ages)
        if not self.child_name:
            return lines
        return tuple(line.replace(told("terms", "named_child"), self.child_name) for line in lines)

    def user(self, user_id: str | None) -> User | None:
        """Return an account."""
        return self.session.get(User, user_id) if user_id else None

    @property
    def address(self) -> tuple[str, ...]:
        """Return where the household lives, a line each; a secret address is nobody's to print."""
        home = self.case.household
        if home is None or home.address_is_secret:
            return ()
        return tuple(line for line in (*home.address, home.postcode) if line)

    def contact(self) -> Contact:
        """Return whom the household may ask: its social worker."""
        worker = self.user(self.case.worker_id)
        if worker is None:
            return Contact("")
        role = uncapitalised(worker.job_title or ROLE_WORDS[Role.SOCIAL_WORKER])
        return Contact(worker.name, role, worker.phone, worker.email)


@dataclass(frozen=True)
class MeetingSource:
    """A meeting with the cases it is about.

    ``declared`` are the items that a reader declared a conflict in, with the day, by item;
    ``closed`` those of restricted cases that the reader may not know of.
    """

    session: Session
    office: Office
    rows: MeetingRows
    declared: Mapping[str, date] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()

    @property
    def service(self) -> Service:
        """Return the service whose panel it is."""
        return self.rows.service

    @property
    def panel(self) -> str:
        """Return the panel's name as its papers have it."""
        return panel_name(self.service)

    @property
    def kind(self) -> str:
        """Return what sort of panel it is, ``extra panel``; nothing for the usual one."""
        kind = self.rows.meeting.kind
        return "" if kind == "Main panel" else uncapitalised(kind)

    @property
    def reference(self) -> str:
        """Return the meeting's reference."""
        return meeting_reference(self.service, self.rows.meeting.held_on)

    @cached_property
    def letterhead(self) -> Letterhead:
        """Return the agency as it stands at the head of its papers."""
        return letterhead_of(self.session, self.rows.panel.agency_id)

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Return the cases that the items are about, by id."""
        ids = {item.case_id for item in self.rows.case_items if item.case_id}
        found = self.session.scalars(select(Case).where(Case.id.in_(ids)))
        return {case.id: case for case in found}

    @property
    def hidden_cases(self) -> frozenset[str]:
        """Return the cases of the items that this reader's copy does not hold."""
        left_out = set(self.left_out)
        found = {item.case_id for item in self.rows.case_items if item.id in left_out}
        return frozenset(case_id for case_id in found if case_id)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the items that this reader's copy does not hold."""
        return tuple(sorted({*self.declared, *self.closed}))

    def user_name(self, user_id: str | None) -> str:
        """Return the name of an account."""
        user = self.session.get(User, user_id) if user_id else None
        return user.name if user else ""


def letterhead_of(session: Session, agency_id: str) -> Letterhead:
    """Return an agency as it stands at the head of its papers."""
    row = session.get_one(Agency, agency_id)
    return Letterhead(row.name, tuple(row.address), row.contact, row.logo)


def panel_name(service: Service) -> str:
    """Return a panel's name as its papers have it: ``Fostering panel``."""
    return f"{service.value.capitalize()} panel"


def meeting_reference(service: Service, held_on: date) -> str:
    """Return a meeting's reference: ``FP-2025-11-04``."""
    return f"{service.value[0].upper()}P-{held_on.isoformat()}"


def moment_words(moment: datetime) -> str:
    """Return a moment as people here say it: ``24 October 2025 at 14:32``."""
    local = moment.astimezone()
    return told("record", "given", date=long_date(local.date()), time=clock_time(local.time()))


def role_words(user: User) -> str:
    """Return what somebody is in the agency: the job title, or the first role held."""
    if user.job_title:
        return user.job_title
    roles = sorted(grant.role for grant in user.roles)
    return ROLE_WORDS[roles[0]] if roles else ""


def holder_of(session: Session, role: Role, today: date) -> str:
    """Return the name of who holds a role, the one who has held it longest."""
    found = session.scalars(
        select(User.name)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == role,
            User.is_active.is_(True),
            (RoleGrant.to_on.is_(None)) | (RoleGrant.to_on >= today),
        )
        .order_by(RoleGrant.from_on, RoleGrant.id)
        .limit(1)
    ).first()
    return found or ""


def lines_of(text: str) -> tuple[str, ...]:
    """Return typed text as a list, a line each, without the marks people type before them."""
    stripped = (line.strip().lstrip("•*-–").strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)
