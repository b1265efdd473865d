"""The lines of a meeting's page: members, interests, items with their papers and minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.decision_rules import household_sentence
from cfs_panels.domain.matters import panel_choices_of
from cfs_panels.domain.meetings import (
    ConflictKind,
    ConflictLine,
    ItemDetails,
    ItemMember,
    ItemState,
    MemberLine,
    MemberViewGiven,
    Presence,
    QuestionAsked,
    RecommendationDetails,
    Reply,
    Ruling,
)
from cfs_panels.domain.quorum import needed_words, quorum
from cfs_panels.domain.quorum_notes import members_of
from cfs_panels.domain.words import clock_time, initials
from cfs_panels.services.central_list import member_words
from cfs_panels.services.meeting_readers import Sight
from cfs_panels.services.recommendations import TYPED, draft_of, needed_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from cfs_panels.domain.paper_gaps import ItemPapers
    from cfs_panels.domain.quorum import Quorum
    from cfs_panels.services.meeting_papers import AgendaPapers
    from cfs_panels.services.meeting_readers import MeetingReader
    from cfs_panels.services.meeting_rows import MeetingRows, Seat
    from db.models import AgendaItem, ConflictOfInterest

_PRIVATE = ("report_quality", "quality_comment")
"""Feedback to the author of a report, which is kept out of the minutes."""


def member_lines(rows: MeetingRows) -> tuple[MemberLine, ...]:
    """Return the members due at a meeting."""
    return tuple(
        MemberLine(
            member_id=seat.row.member_id,
            name=seat.person.name,
            initials=initials(seat.person.name),
            sits_as=seat.row.sits_as,
            words=member_words(seat.person, seat.row.sits_as),
            reply=seat.row.reply,
            presence=seat.row.presence,
            arrives_at=seat.row.arrives_at,
            leaves_at=seat.row.leaves_at,
            social_work_years=seat.person.social_work_years,
            independent=seat.person.independent,
            user_id=seat.person.user_id or "",
        )
        for seat in rows.seats
    )


def conflict_lines(reader: MeetingReader, item: AgendaItem) -> tuple[ConflictLine, ...]:
    """Return the interests in an item as far as a person may know of them."""
    rows, sight = reader.rows, reader.sight(item)
    if not reader.is_of_panel or sight in {Sight.CLOSED, Sight.LEFT_OUT}:
        return ()
    found = [c for c in rows.interests(item) if rows.seat(c.member_id) is not None]
    if sight is Sight.CONFLICT:
        found = [c for c in found if c.member_id == reader.actor.member_id]
    return tuple(_conflict_line(reader, item, conflict) for conflict in found)


def _conflict_line(
    reader: MeetingReader, item: AgendaItem, conflict: ConflictOfInterest
) -> ConflictLine:
    is_own = reader.sight(item) is Sight.CONFLICT
    return ConflictLine(
        id=conflict.id,
        item_id=item.id,
        item_number=reader.rows.numbers.get(item.id, 0),
        member_id=conflict.member_id,
        member=reader.rows.name(conflict.member_id),
        kind=conflict.kind,
        nature="" if is_own else conflict.nature,
        declared_on=conflict.declared_on,
        ruling=conflict.ruling,
        words=f"{conflict.kind.value.capitalize()}. Papers hidden."
        if is_own
        else _conflict_words(item, conflict),
        ruled_by=conflict.ruled_by,
        ruling_reason="" if is_own else conflict.ruling_reason,
    )


def _conflict_words(item: AgendaItem, conflict: ConflictOfInterest) -> str:
    if conflict.kind is ConflictKind.PERSONAL:
        begun = item.state is not ItemState.BOOKED
        return f"Personal. {'Left the room.' if begun else 'Will leave the room.'}"
    if conflict.ruling is Ruling.NONE:
        return "Professional. Waits for the chair’s ruling."
    return f"Professional. Chair’s ruling: {conflict.ruling.value}."


def quorum_of(reader: MeetingReader, item: AgendaItem) -> Quorum:
    """Return the quorum of an item; once panel has dealt with it, as it was kept then."""
    rows, rules = reader.rows, reader.office.rules
    if item.recommendation is None or not item.quorum_note:
        return rows.quorum(item, rules)
    rule = rules.quorum_rule(rows.service, rows.meeting.held_on)
    note = item.quorum_note
    return quorum(members_of(note), rule, joint=bool(note.get("joint")))


def forecast_words(reader: MeetingReader, item: AgendaItem, found: Quorum) -> str:
    """Return why an item is not quorate: how many there are, and who is missing."""
    if found.quorate:
        return ""
    return f"{needed_words(found)} {reader.rows.away_words(item)}".strip()


def item_members(reader: MeetingReader, item: AgendaItem) -> tuple[ItemMember, ...]:
    """Return the members as they stand to one item."""
    rows = reader.rows
    there, out = rows.presences(item), rows.conflicted(item)
    return tuple(
        ItemMember(
            member_id=seat.row.member_id,
            name=seat.person.name,
            initials=initials(seat.person.name),
            words=_words_of(seat),
            presence=Presence.ABSENT if seat.row.member_id in out else there[seat.row.member_id],
            conflicted=seat.row.member_id in out,
            note=_member_note(rows, item, seat, there, out),
        )
        for seat in rows.seats
    )


def _words_of(seat: Seat) -> str:
    """Return what a member is, with a departure foreseen: ``Vice chair. Leaves at 15:00``."""
    words = member_words(seat.person, seat.row.sits_as)
    if seat.row.leaves_at is None:
        return words
    return f"{words}. Leaves at {clock_time(seat.row.leaves_at)}"


def _member_note(
    rows: MeetingRows,
    item: AgendaItem,
    seat: Seat,
    there: Mapping[str, Presence],
    out: frozenset[str],
) -> str:
    member_id = seat.row.member_id
    if member_id in out:
        return "Conflict of interest"
    if there[member_id] is not Presence.ABSENT:
        return "By video" if there[member_id] is Presence.VIDEO else "Here"
    if seat.row.reply is Reply.APOLOGIES:
        return "Apologies"
    if item.state is not ItemState.BOOKED and rows.moved(member_id):
        return "Not there for the whole of it"
    return "Not there"


def hidden_item(reader: MeetingReader, item: AgendaItem) -> ItemDetails:
    """Return an item of which a person sees the number and a sentence, and nothing else."""
    rows = reader.rows
    span = rows.spans[item.id]
    is_closed = reader.sight(item) is Sight.CLOSED
    return ItemDetails(
        id=item.id,
        meeting_id=item.meeting_id,
        number=rows.numbers.get(item.id, 0),
        position=rows.items.index(item),
        kind=item.kind,
        state=item.state,
        case_id="",
        reference="",
        service=None,
        title="",
        item_name="",
        minutes=item.minutes if is_closed else 0,
        starts_at=span.starts_at,
        started_at=None,
        finished_at=None,
        presenters="",
        attendees="",
        papers=(),
        quorum=None,
        members=(),
        conflicts=conflict_lines(reader, item),
        hidden=reader.hidden_words(item),
        minutes_version=0,
        planned_at=span.planned_at,
    )


def item_details(
    reader: MeetingReader, item: AgendaItem, papers: AgendaPapers, marks: ItemPapers | None
) -> ItemDetails:
    """Return an item as its page shows it to somebody who may see it.

    Who sat for an item that a workbook brought is not known, so nothing is said of its quorum.
    """
    rows = reader.rows
    span = rows.spans[item.id]
    number = rows.numbers.get(item.id, 0)
    case = papers.cases.get(item.case_id or "")
    found = quorum_of(reader, item) if number and not item.is_history else None
    return ItemDetails(
        id=item.id,
        meeting_id=item.meeting_id,
        number=number,
        position=item.position,
        kind=item.kind,
        state=item.state,
        case_id=item.case_id or "",
        reference=case.reference if case else "",
        service=case.service if case else None,
        title=item.title,
        item_name=item.item_name,
        minutes=item.minutes,
        starts_at=span.starts_at,
        started_at=item.started_at,
        finished_at=item.finished_at,
        presenters=item.presenters,
        attendees=item.attendees,
        papers=tuple(mark.line() for mark in marks.marks) if marks else (),
        quorum=found,
        members=item_members(reader, item) if number else (),
        conflicts=conflict_lines(reader, item),
        hidden="",
        minutes_version=item.minutes_version,
        recommendation=_recommendation(reader, item, papers),
        forecast_words=forecast_words(reader, item, found) if found else "",
        planned_at=span.planned_at,
        ends_at=span.ends_at,
        papers_sent_on=item.papers_sent_on,
        **_choices(papers, item),
        **_typed(reader, item),
        **_advice(reader, item, papers),
    )


def _choices(papers: AgendaPapers, item: AgendaItem) -> dict[str, Any]:
    """Return what panel may do with an item, by its kind of case."""
    found = papers.papers.get(item.id)
    if found is None:
        return {}
    kind = found.pathway
    return {
        "choices": panel_choices_of(kind, found.history),
        "term_choices": kind.terms if kind.uses_terms else (),
    }


def _typed(reader: MeetingReader, item: AgendaItem) -> dict[str, Any]:
    """Return what is minuted of an item, as far as the person may read it."""
    if not reader.sees_minutes:
        return {}
    takes_them = reader.allows("take_minutes")
    facts: dict[str, Any] = {
        name: getattr(item, name) for name in TYPED if takes_them or name not in _PRIVATE
    }
    facts["questions"] = tuple(QuestionAsked(**asked) for asked in item.questions)
    if takes_them:
        facts["still_needed"] = needed_of(item)
        facts["draft"] = draft_of(item)
    return facts


def _advice(reader: MeetingReader, item: AgendaItem, papers: AgendaPapers) -> dict[str, Any]:
    """Return the adviser's note: finished, for panel and decision maker; before, for its author."""
    note = papers.notes.get(item.id)
    if note is None or not reader.allows("read_panel_advice"):
        return {}
    if note.finished_on is None and not reader.allows("build_agenda"):
        return {}
    return {
        "adviser_note": note.words,
        "adviser_note_finished": note.finished_on is not None,
        "adviser_note_version": note.version,
    }


def _recommendation(
    reader: MeetingReader, item: AgendaItem, papers: AgendaPapers
) -> RecommendationDetails | None:
    found = papers.papers.get(item.id)
    if item.recommendation is None or found is None or not reader.sees_outcome:
        return None
    row = item.recommendation
    choice = found.pathway.panel_choice(row.outcome)
    views = tuple(_views(item)) if reader.sees_minutes else ()
    return RecommendationDetails(
        outcome=row.outcome,
        words=choice.words if choice else row.outcome.value,
        sentence=_sentence(choice.sentence if choice else "", item.title),
        reasons=tuple(row.reasons),
        terms=tuple(row.terms),
        places=row.places,
        ages=row.ages,
        unanimous=bool(row.views) and all(view.agrees for view in row.views),
        views=views,
        deferral_reason=row.deferral_reason,
        recorded_at=row.recorded_at,
    )


def _views(item: AgendaItem) -> Iterator[MemberViewGiven]:
    for view in item.recommendation.views if item.recommendation else ():
        yield MemberViewGiven(view.member_id, view.agrees, view.reason)


def _sentence(template: str, household: str) -> str:
    return household_sentence(template, household, household.split(" and "))
