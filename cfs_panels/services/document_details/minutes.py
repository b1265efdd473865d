"""The minutes of a meeting, and of one case, out of their records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cfs_panels.documents.lines import QuorumLine, Seal
from cfs_panels.documents.minutes import (
    MemberViewLine,
    MinutesDetails,
    MinutesItem,
    MinutesMember,
    MinutesPerson,
    QuestionLine,
    build_minutes,
    build_minutes_extract,
    hide_minutes,
)
from cfs_panels.domain.children import adopters_named
from cfs_panels.domain.decision_rules import household_sentence
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import History
from cfs_panels.domain.meetings import ItemKind, MeetingState, Presence, Reply
from cfs_panels.domain.quorum import SittingRole, quorum
from cfs_panels.domain.quorum_notes import members_of
from cfs_panels.domain.terms import terms_lines
from cfs_panels.domain.vocabulary import PanelOutcome
from cfs_panels.domain.words import clock_time, long_date
from cfs_panels.services.case_files import events_of
from cfs_panels.services.case_people import people_of
from cfs_panels.services.central_list import member_words
from cfs_panels.services.document_details.agenda import conflict_line, quorum_line
from cfs_panels.services.document_details.matches import child_items
from cfs_panels.services.document_details.papers import papers_by_case
from cfs_panels.services.document_details.sources import Built, MeetingSource, lines_of
from cfs_panels.services.document_details.wording import told
from cfs_panels.services.pathway_library import pathway
from db.models import RecommendationRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cfs_panels.documents.lines import PaperLine
    from cfs_panels.services.document_details.matches import ChildItem
    from cfs_panels.services.document_details.sources import CaseSource
    from cfs_panels.services.meeting_rows import Seat
    from db.models import AgendaItem, Case, MemberViewRow

FINAL = frozenset({MeetingState.APPROVED, MeetingState.SENT})
DIGEST_SHOWN = 16
_HEARD = {"chose_not_to_attend": "declined"}
_CHAIR_WORDS = {
    SittingRole.CHAIR: "Chair",
    SittingRole.VICE_CHAIR: "Vice chair",
    SittingRole.MEMBER: "Panel member",
}


def minutes(source: MeetingSource) -> Built:
    """Return the minutes of a meeting: a draft until the chair has approved them."""
    details = minutes_details(source)
    if source.declared:
        numbers = source.rows.numbers
        declared = {numbers[item_id]: day for item_id, day in source.declared.items()}
        details = hide_minutes(details, declared)
    return Built(build_minutes(details, source.letterhead), left_out=source.left_out)


def minutes_extract(source: MeetingSource, item: AgendaItem) -> Built:
    """Return the minutes of one item alone, with nothing of any other."""
    number = source.rows.numbers[item.id]
    return Built(
        build_minutes_extract(minutes_details(source), number, source.letterhead),
        title=told("minutes", "extract_title", number=str(number)),
        item_id=item.id,
    )


def extract_of_case(source: CaseSource) -> Built:
    """Return the extract of the newest meeting that heard a case.

    Raises:
        RuleBroken: where no meeting has heard it.
    """
    item, rows = source.item, source.rows
    if item is None or rows is None or item.started_at is None:
        raise RuleBroken("No panel has heard this case, so there are no minutes of it.")
    return minutes_extract(MeetingSource(source.session, source.office, rows), item)


def minutes_details(source: MeetingSource) -> MinutesDetails:
    """Return everything that is minuted of a meeting."""
    rows, meeting = source.rows, source.rows.meeting
    came = {due.id for due in rows.dues if due.has_come}
    taker = source.user_name(meeting.minute_taker_id)
    people = (MinutesPerson(taker, told("minutes", "minute_taker")),) if taker else ()
    is_final = meeting.state in FINAL
    made_on = meeting.minutes_sent_on or meeting.minutes_approved_on if is_final else None
    return MinutesDetails(
        panel=source.panel,
        kind=source.kind,
        reference=source.reference,
        held_on=meeting.held_on,
        made_on=made_on or source.office.today,
        started=meeting.opened_at,
        ended=meeting.closed_at,
        place=meeting.place,
        members=tuple(
            MinutesMember(s.person.name, member_words(s.person, s.row.sits_as), _note(source, s))
            for s in rows.seats
            if s.row.member_id in came
        ),
        apologies=tuple(_apology(s) for s in rows.seats if s.row.member_id not in came),
        in_attendance=people,
        items=tuple(_items(source, people)),
        general=tuple(_general(source)),
        approval=_approval(source),
        sent_to_decision_maker_on=meeting.minutes_sent_on,
        draft=not is_final,
    )


def _note(source: MeetingSource, seat: Seat) -> str:
    """Return how a member attended: by video, and when they came and went."""
    meeting = source.rows.meeting
    moves = [m for m in source.rows.moved(seat.row.member_id) if not m.item_id]
    moves.sort(key=lambda move: (move.at, move.sequence))
    parts = []
    if any(move.presence is Presence.VIDEO for move in moves):
        parts.append(told("presence", "video"))
    here = False
    for move in moves:
        comes = move.presence is not Presence.ABSENT
        if comes and not here and move.at != meeting.opened_at:
            parts.append(told("presence", "joined", time=clock_time(move.at)))
        if here and not comes:
            parts.append(told("presence", "left", time=clock_time(move.at)))
        here = comes
    line = ", ".join(part[0].lower() + part[1:] for part in parts)
    return line[:1].upper() + line[1:]


def _apology(seat: Seat) -> str:
    if seat.row.reply is Reply.APOLOGIES:
        return seat.person.name
    return told("presence", "no_apologies", name=seat.person.name)


def _approval(source: MeetingSource) -> Seal | None:
    meeting = source.rows.meeting
    if meeting.minutes_approved_on is None:
        return None
    approver = meeting.minutes_approved_by
    seat = next((s for s in source.rows.seats if s.person.user_id == approver), None)
    sat_as = SittingRole(seat.row.sits_as) if seat else SittingRole.CHAIR
    return Seal(
        name=source.user_name(approver),
        role=_CHAIR_WORDS.get(sat_as, _CHAIR_WORDS[SittingRole.CHAIR]),
        signed=long_date(meeting.minutes_approved_on),
        digest=meeting.minutes_digest[:DIGEST_SHOWN],
    )


def _general(source: MeetingSource) -> Iterator[str]:
    """Yield the opening and the pieces of business, which are about no case."""
    rows = source.rows
    if rows.opening is not None:
        yield from lines_of(rows.opening.key_issues)
    for item in rows.items:
        if item.kind is ItemKind.BUSINESS:
            facts = {"number": str(rows.numbers[item.id]), "title": item.title}
            said = " ".join(lines_of(item.key_issues))
            if said:
                yield told("minutes", "business_said", said=said, **facts)
            else:
                yield told("minutes", "business", **facts)


def _items(source: MeetingSource, people: tuple[MinutesPerson, ...]) -> Iterator[MinutesItem]:
    meeting = source.rows.meeting
    cases = source.cases
    papers = papers_by_case(source.session, list(cases.values()), meeting.held_on)
    children = child_items(
        source.session, list(cases.values()), meeting.held_on, source.hidden_cases
    )
    households = people_of(source.session, list(cases.values())) if cases else {}
    given = _recommendations(source)
    for item in source.rows.case_items:
        case = cases.get(item.case_id or "")
        if case is not None and item.id not in source.closed:
            names = tuple(
                p.name for p in households[case.id] if p.is_applicant and p.belongs(meeting.held_on)
            )
            advice = given.get(item.id)
            line = _item(source, item, case, names, papers[case.id].lines, people, advice)
            child = children.get(case.id)
            yield _about_child(line, child) if child else line


def _about_child(item: MinutesItem, child: ChildItem) -> MinutesItem:
    """Return an item with the child in full and the adopters of its match, heard or not."""
    return replace(
        item,
        facts=child.facts,
        papers=(*item.papers, *child.papers),
        applicants=child.names,
        applicants_called=told("called_applicants", "adopters"),
        own=child.own,
    )


def _recommendations(source: MeetingSource) -> dict[str, RecommendationRow]:
    """Return what panel recommended on each item, with the members' views, by item."""
    rows = source.session.scalars(
        select(RecommendationRow)
        .where(RecommendationRow.item_id.in_([item.id for item in source.rows.case_items]))
        .options(selectinload(RecommendationRow.views))
    )
    return {row.item_id: row for row in rows}


def _item(
    source: MeetingSource,
    item: AgendaItem,
    case: Case,
    applicants: tuple[str, ...],
    papers: tuple[PaperLine, ...],
    people: tuple[MinutesPerson, ...],
    advice: RecommendationRow | None,
) -> MinutesItem:
    rows = source.rows
    kind = pathway(case.pathway, case.pathway_version)
    made = advice if advice and advice.outcome is not PanelOutcome.DEFERRED else None
    return MinutesItem(
        number=rows.numbers[item.id],
        title=case.household_name,
        reference=case.reference,
        kind=item.item_name,
        quorum=_held(source, item),
        started=item.started_at,
        ended=item.finished_at,
        present=tuple(_present(source, item)),
        in_attendance=(*_presenters(item.presenters), *people),
        conflicts=tuple(
            conflict_line(c, rows.name(c.member_id), held=True) for c in rows.interests(item)
        ),
        papers=papers,
        applicants=applicants,
        applicants_called=told("called_applicants", "one" if len(applicants) == 1 else "many"),
        applicants_heard=_HEARD.get(item.heard, item.heard),
        supporter=item.supporter,
        key_issues=lines_of(item.key_issues),
        strengths=lines_of(item.strengths),
        vulnerabilities=lines_of(item.vulnerabilities),
        questions=tuple(_question(asked) for asked in item.questions),
        medical_advice=item.medical_advice.strip(),
        legal_advice=item.legal_advice.strip(),
        views=(
            *(MemberViewLine("", line) for line in lines_of(item.views)),
            *(_view(view, rows.name(view.member_id)) for view in _views(advice)),
        ),
        recommendation=_recommended(source, case, applicants, made) if made else "",
        terms=terms_lines(kind, made.terms, made.places, made.ages) if made else (),
        reasons=tuple(made.reasons) if made else (),
        deferral_reason=advice.deferral_reason if advice and not made else "",
        advice=lines_of(item.advice),
    )


def _recommended(
    source: MeetingSource, case: Case, applicants: tuple[str, ...], made: RecommendationRow
) -> str:
    """Return what panel recommended; of a match, with the adopters of that day."""
    held_on = source.rows.meeting.held_on
    is_match = made.outcome in {PanelOutcome.MATCH, PanelOutcome.NO_MATCH}
    events = events_of(source.session, case.id) if is_match else []
    adopters = adopters_named(History(events, as_of=held_on))
    return recommendation_sentence(case, applicants, made, adopters)


def _question(asked: Mapping[str, str]) -> QuestionLine:
    return QuestionLine(asked["question"], asked.get("answer", ""), asked.get("asked_by", ""))


def _views(advice: RecommendationRow | None) -> Sequence[MemberViewRow]:
    return sorted(advice.views, key=lambda view: view.id) if advice else ()


def _view(row: MemberViewRow, member: str) -> MemberViewLine:
    words = row.reason.strip()
    return MemberViewLine(member, words[:1].upper() + words[1:], row.agrees)


def _held(source: MeetingSource, item: AgendaItem) -> QuorumLine | None:
    """Return the quorum as it was kept with the item, judged again from those who were there."""
    members = members_of(item.quorum_note)
    if not members:
        return None
    rule = source.office.rules.quorum_rule(source.service, source.rows.meeting.held_on)
    joint = bool(item.quorum_note.get("joint"))
    return quorum_line(quorum(members, rule, joint=joint), members)


def _present(source: MeetingSource, item: AgendaItem) -> Iterator[MinutesMember]:
    there = source.rows.presences(item)
    kept = {member.id: member.counts for member in members_of(item.quorum_note)}
    for seat in source.rows.seats:
        member_id = seat.row.member_id
        is_there = kept.get(member_id, there[member_id] is not Presence.ABSENT)
        if item.started_at is not None and is_there:
            by_video = there[member_id] is Presence.VIDEO
            yield MinutesMember(
                seat.person.name,
                member_words(seat.person, seat.row.sits_as),
                told("presence", "video") if by_video else "",
            )


def _presenters(words: str) -> tuple[MinutesPerson, ...]:
    """Return who presented an item: ``Nadia Farouk, social worker`` is a name and a role."""
    name, _, role = words.strip().partition(", ")
    if not name:
        return ()
    role = role[:1].upper() + role[1:]
    said = told("minutes", "presenting", role=role) if role else told("minutes", "presents")
    return (MinutesPerson(name, said),)


def recommendation_sentence(
    case: Case, applicants: Sequence[str], advice: RecommendationRow, adopters: str = ""
) -> str:
    """Return what panel recommended as a sentence about the household, or about a match."""
    choice = pathway(case.pathway, case.pathway_version).panel_choice(advice.outcome)
    if choice is None:
        return ""
    return household_sentence(choice.sentence, case.household_name, applicants, adopters)
