"""The agenda of a meeting out of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents.agenda import (
    AgendaBreak,
    AgendaDetails,
    AgendaLine,
    AgendaMember,
    build_agenda,
    hide_items,
)
from cfs_panels.documents.lines import ConflictLine, QuorumLine
from cfs_panels.domain.actors import Role
from cfs_panels.domain.meetings import ConflictKind, ItemKind, Reply, Ruling
from cfs_panels.domain.quorum import Limb, SittingRole
from cfs_panels.domain.words import clock_time, count_word, joined
from cfs_panels.services.case_people import people_of
from cfs_panels.services.central_list import member_words
from cfs_panels.services.document_details.matches import child_items
from cfs_panels.services.document_details.papers import PanelPapers, papers_by_case
from cfs_panels.services.document_details.sources import Built, holder_of, lines_of
from cfs_panels.services.document_details.wording import told
from cfs_panels.services.meeting_papers import papers_due

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfs_panels.domain.quorum import Quorum, SittingMember
    from cfs_panels.services.document_details.matches import ChildItem
    from cfs_panels.services.document_details.sources import MeetingSource
    from cfs_panels.services.meeting_rows import Seat
    from db.models import AgendaItem, Case, ConflictOfInterest

_CHAIRS = {SittingRole.CHAIR: "chair", SittingRole.VICE_CHAIR: "vice chair"}


def agenda(source: MeetingSource, reader: str = "") -> Built:
    """Return the agenda, a draft until its papers are sent; ``reader`` names whose copy it is."""
    details = _details(source)
    if source.declared:
        numbers = source.rows.numbers
        declared = {numbers[item_id]: day for item_id, day in source.declared.items()}
        details = hide_items(details, reader, declared)
    return Built(build_agenda(details, source.letterhead), left_out=source.left_out)


def _details(source: MeetingSource) -> AgendaDetails:
    rows, meeting = source.rows, source.rows.meeting
    seats = [seat for seat in rows.seats if seat.row.reply is not Reply.APOLOGIES]
    opening = rows.opening
    ends = [rows.spans[item.id].ends_at for item in rows.items]
    return AgendaDetails(
        panel=source.panel,
        kind=source.kind,
        reference=source.reference,
        held_on=meeting.held_on,
        made_on=meeting.papers_sent_on or source.office.today,
        start=meeting.starts_at,
        end=max(ends) if ends else None,
        place=meeting.place,
        chair=_chair(seats),
        adviser=holder_of(source.session, Role.PANEL_ADVISER, meeting.held_on),
        minute_taker=source.user_name(meeting.minute_taker_id),
        members=tuple(_member(seat) for seat in seats),
        apologies=tuple(s.person.name for s in rows.seats if s not in seats),
        lines=tuple(_lines(source)),
        opening=(opening.title, *lines_of(opening.key_issues)) if opening else (),
        papers_sent_on=meeting.papers_sent_on,
        papers_due_on=papers_due(source.office, source.service, meeting.held_on),
        draft=meeting.papers_sent_on is None,
    )


def _chair(seats: Sequence[Seat]) -> str:
    by_role = {SittingRole(seat.row.sits_as): seat.person.name for seat in reversed(seats)}
    return next((by_role[role] for role in _CHAIRS if role in by_role), "")


def _member(seat: Seat) -> AgendaMember:
    row = seat.row
    parts = [told("attending", row.reply.value)]
    if row.arrives_at:
        parts.append(told("attending", "arrives", time=clock_time(row.arrives_at)))
    if row.leaves_at:
        parts.append(told("attending", "leaves", time=clock_time(row.leaves_at)))
    return AgendaMember(seat.person.name, member_words(seat.person, row.sits_as), ", ".join(parts))


def _lines(source: MeetingSource) -> Iterator[AgendaLine | AgendaBreak]:
    rows = source.rows
    upto = min(source.office.today, rows.meeting.held_on)
    cases = list(source.cases.values())
    papers = papers_by_case(source.session, cases, upto)
    children = child_items(source.session, cases, upto, source.hidden_cases)
    for item in rows.items:
        start = rows.spans[item.id].planned_at
        if item.kind is ItemKind.BREAK:
            yield AgendaBreak(start, item.title, item.minutes)
        elif item.id not in source.closed:
            case = source.cases.get(item.case_id or "")
            child = children.get(case.id) if case else None
            found = papers[case.id] if case else PanelPapers()
            yield AgendaLine(
                number=rows.numbers[item.id],
                start=start,
                minutes=item.minutes,
                title=case.household_name if case else item.title,
                reference=case.reference if case else "",
                kind=item.item_name,
                presenters=(item.presenters,) if item.presenters else (),
                facts=child.facts if child else (),
                attending=_attending(source, item, case, child),
                papers=(*found.lines, *(child.papers if child else ())),
                awaited=found.awaited,
                conflicts=tuple(
                    conflict_line(c, rows.name(c.member_id)) for c in rows.interests(item)
                ),
                quorum=_forecast(source, item) if case else None,
            )


def _attending(
    source: MeetingSource, item: AgendaItem, case: Case | None, child: ChildItem | None
) -> tuple[str, ...]:
    """Return who comes besides: as typed, else the applicants or adopters, who are invited."""
    if item.attendees:
        return (item.attendees,)
    names = child.names if child else ()
    if case is not None and child is None:
        held_on = source.rows.meeting.held_on
        people = people_of(source.session, [case])[case.id]
        names = tuple(p.name for p in people if p.is_applicant and p.belongs(held_on))
    return (told("attending", "people", names=joined(names)),) if names else ()


def _forecast(source: MeetingSource, item: AgendaItem) -> QuorumLine:
    rows = source.rows
    return quorum_line(rows.quorum(item, source.office.rules), rows.sitting(item))


def conflict_line(row: ConflictOfInterest, member: str, *, held: bool = False) -> ConflictLine:
    """Return a declared interest, with what follows from it or, once ``held``, followed."""
    ruling = row.ruling
    if ruling is Ruling.NONE and row.kind is ConflictKind.PERSONAL:
        ruling = Ruling.LEAVE
    return ConflictLine(
        member=member,
        kind=row.kind.value.capitalize(),
        nature=row.nature,
        ruling=told("ruled" if held else "ruling", ruling.value),
        ruled_by=row.ruled_by,
        declared_on=row.declared_on,
    )


def quorum_line(found: Quorum, members: Sequence[SittingMember]) -> QuorumLine:
    """Return a quorum, expected or held, as documents tell it."""
    rule, chair = found.rule, found.in_chair
    return QuorumLine(
        present=found.present,
        needed=found.needed,
        is_quorate=found.quorate,
        members=found.sitting,
        chaired_by=chair.name if chair else "",
        chair_role=_CHAIRS.get(chair.role, "chair") if chair else "chair",
        social_workers=tuple(
            m.name
            for m in members
            if m.counts and (m.social_work_years or 0) >= rule.social_work_years
        ),
        independent=found.independent,
        missing=tuple(_limb(limb, found) for limb in found.missing),
    )


def _limb(limb: Limb, found: Quorum) -> str:
    if limb is Limb.MEMBERS:
        short = found.needed - found.present
        return f"{count_word(short)} more {'member' if short == 1 else 'members'}"
    if limb is Limb.SOCIAL_WORKER:
        years = count_word(found.rule.social_work_years)
        return told("limb", limb.value, years=years)
    return told("limb", limb.value)
