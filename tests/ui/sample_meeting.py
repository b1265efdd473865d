"""The fostering panel of 4 November 2025 as the pictures show it; everybody is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.meetings import (
    ConflictKind,
    ConflictLine,
    GapLine,
    ItemDetails,
    ItemKind,
    ItemMember,
    ItemState,
    MeetingDetails,
    MeetingState,
    MeetingSummary,
    MemberLine,
    MemberViewGiven,
    PaperMark,
    Presence,
    QuorumCure,
    RecommendationDetails,
    RecommendationDraft,
    Reply,
    Ruling,
    SwapAgendaItems,
    WaitingLine,
)
from cfs_panels.domain.pathways import PanelChoice, TermChoice
from cfs_panels.domain.quorum import Quorum, QuorumRule, SittingMember, SittingRole, quorum
from cfs_panels.domain.vocabulary import PanelOutcome, Service, Weight

HELD_ON = date(2025, 11, 4)
COLUMNS = ("report", "checks", "medical", "signed", "views", "note")
MARKS = {"i": "in", "a": "asked", "l": "late", "b": "blocked", "m": "missing", "-": "not_needed"}

# name, background, words, social work years, independent, arrives, leaves
MEMBERS = (
    ("Patricia Hollis", "chair", "Chair, independent", None, True, None),
    ("David Amankwah", "vice_chair", "Vice chair", None, False, time(15, 0)),
    ("Sunita Rao", "member", "Social worker, 11 years", 11, False, None),
    ("Geoff Marland", "member", "Independent", None, True, None),
    ("Abigail Stroud", "member", "Independent", None, True, None),
    ("Kelechi Obi", "member", "Care experienced", None, False, None),
    ("Peter Winslade", "member", "Elected member", None, False, None),
)

# start, household, item, minutes, marks, members who count; a break has a title and minutes
AGENDA: tuple[tuple[Any, ...], ...] = (
    ("09:45", "Marcus and Leanne Thwaite", "Approval, mainstream", 40, "iaibaa", 7, "F-2025-0087"),
    ("10:25", "Yvonne Drummond", "Approval, connected person", 35, "iiiiia", 7, "F-2025-0103"),
    ("11:00", "Break", 15),
    ("11:15", "Helen Cartwright and Jo Sandhu", "Approval, mainstream", 40, "iiiiii", 7,
     "F-2025-0091"),
    ("11:55", "Colin and Maureen Butterfield", "First review", 25, "ii-iii", 7, "F-2024-0031"),
    ("12:20", "Shanice Bailey-Grant", "Extension, regulation 25", 20, "ii-i-i", 7, "F-2025-0112"),
    ("12:40", "Lunch", 40),
    ("13:20", "Tomasz and Ewa Zielinski", "Approval, mainstream", 40, "iiliia", 6, "F-2025-0082"),
    ("14:00", "Rhys Kendrick", "Brief report", 30, "ii-iai", 7, "F-2025-0078"),
    ("14:30", "Winston and Pauline Carew", "First review", 25, "ii-iii", 7, "F-2024-0029"),
    ("14:55", "Break", 10),
    ("15:05", "Denise Fairclough", "Review after concerns", 30, "ii-iii", 4, "F-2019-0014"),
    ("15:35", "Paul Ormsby", "Termination", 30, "i--iii", 6, "F-2016-0008"),
    ("16:05", "Two resignations", "To note", 5, "i-----", 6, ""),
    ("16:10", "Amina Yusuf", "First review", 25, "ii-iai", 6, "F-2024-0035"),
)  # fmt: skip

RULE = QuorumRule(
    id="Q-FOSTERING", service=Service.FOSTERING, words="Five members.", total=5, joint_total=6,
    social_work_years=3, independent_without_chair=True, weight=Weight.REG,
    source="Fostering Services (England) Regulations 2011, regulation 24",
    short_source="Fostering Regulations, regulation 24", status=RuleStatus.UNCONFIRMED, note="",
    effective_from=date(2020, 9, 26), effective_to=None,
)  # fmt: skip

CHOICES = (
    PanelChoice(PanelOutcome.SUITABLE, "Suitable to foster", "", takes_terms=True),
    PanelChoice(PanelOutcome.NOT_SUITABLE, "Not suitable", ""),
    PanelChoice(PanelOutcome.DEFERRED, "Defer", "", needs_quorum=False),
)
TERMS = (
    TermChoice("short_term", "Short-term"),
    TermChoice("long_term", "Long-term"),
    TermChoice("respite", "Respite"),
    TermChoice("emergency", "Emergency"),
    TermChoice("parent_and_child", "Parent and child"),
)


def at(words: str) -> time:
    return time.fromisoformat(words)


def sitting(out: tuple[str, ...] = ()) -> tuple[SittingMember, ...]:
    return tuple(
        SittingMember(
            id=f"m{number}",
            name=name,
            role=SittingRole(role),
            social_work_years=years,
            independent=independent,
            present=name not in out,
        )
        for number, (name, role, _, years, independent, _) in enumerate(MEMBERS, 1)
    )


OUT = {
    6: ("Abigail Stroud",),
    9: ("Abigail Stroud", "Peter Winslade", "David Amankwah"),
    10: ("David Amankwah",),
    11: ("David Amankwah",),
    12: ("David Amankwah",),
}


def found(number: int) -> Quorum:
    return quorum(sitting(OUT.get(number, ())), RULE)


def item_members(number: int) -> tuple[ItemMember, ...]:
    out = OUT.get(number, ())
    video = {"David Amankwah", "Kelechi Obi"}
    return tuple(
        ItemMember(
            member_id=f"m{place}",
            name=name,
            initials="".join(part[0] for part in name.split()),
            words=words + (". Leaves at 15:00" if leaves else ""),
            presence=Presence.VIDEO if name in video else Presence.HERE,
            conflicted=name in out and leaves is None,
            note="Conflict" if name in out else "",
        )
        for place, (name, _, words, _, _, leaves) in enumerate(MEMBERS, 1)
    )


def items() -> tuple[ItemDetails, ...]:
    made, number = [], 0
    for position, line in enumerate(AGENDA):
        if len(line) == 3:
            made.append(_break(position, *line))
            continue
        number += 1
        made.append(_item(position, number, *line))
    return tuple(made)


def _break(position: int, start: str, title: str, minutes: int) -> ItemDetails:
    return _line(position, 0, ItemKind.BREAK, start, title, "", minutes)


def _item(
    position: int, number: int, start: str, title: str, name: str, minutes: int, marks: str,
    _members: int, reference: str,
) -> ItemDetails:  # fmt: skip
    kind = ItemKind.CASE if reference else ItemKind.BUSINESS
    line = _line(position, number, kind, start, title, name, minutes)
    quorum_found = found(number)
    return replace(
        line,
        case_id=f"c{number}" if reference else "",
        reference=reference,
        service=Service.FOSTERING if reference else None,
        papers=tuple(
            PaperMark(column, MARKS[mark], f"{column}: {MARKS[mark].replace('_', ' ')}")
            for column, mark in zip(COLUMNS, marks, strict=True)
        ),
        quorum=quorum_found,
        members=item_members(number),
        forecast_words=(
            "4 members, 5 needed. Conflicts: Peter Winslade and Abigail Stroud. "
            "Leaves at 15:00: David Amankwah."
            if not quorum_found.quorate
            else ""
        ),
        choices=CHOICES if reference else (),
        term_choices=TERMS if reference else (),
    )


def _line(
    position: int, number: int, kind: ItemKind, start: str, title: str, name: str, minutes: int
) -> ItemDetails:
    return ItemDetails(
        id=f"i{number}" if number else f"b{position}",
        meeting_id="meeting",
        number=number,
        position=position,
        kind=kind,
        state=ItemState.BOOKED,
        case_id="",
        reference="",
        service=None,
        title=title,
        item_name=name,
        minutes=minutes,
        starts_at=at(start),
        started_at=None,
        finished_at=None,
        presenters="Jerome Castle",
        attendees="Helen’s sister",
        papers=(),
        quorum=None,
        members=(),
        conflicts=(),
        hidden="",
        minutes_version=0,
        planned_at=at(start),
    )


def members() -> tuple[MemberLine, ...]:
    return tuple(
        MemberLine(
            member_id=f"m{number}",
            name=name,
            initials="".join(part[0] for part in name.split()),
            sits_as=role,
            words=words,
            reply=Reply.COMING,
            presence=Presence.ABSENT,
            arrives_at=None,
            leaves_at=leaves,
            social_work_years=years,
            independent=independent,
            user_id="",
        )
        for number, (name, role, words, years, independent, leaves) in enumerate(MEMBERS, 1)
    )


GAPS = (
    GapLine("i6", "c6", "late", "Item 6: medical comment", "Late since 22 October", "Chase",
            stops=False),
    GapLine("i1", "c1", "blocked", "Item 1: declaration, checks", "Wait for observations, today",
            "Open", stops=True),
    GapLine("i1", "c1", "asked", "Items 1, 2 and 6: your notes", "Write by 27 October", "Write",
            stops=False),
    GapLine("i7", "c7", "asked", "Items 7 and 12: views", "Observations end 27 October", "Open",
            stops=False),
)  # fmt: skip

WAITING = (
    ("Gwen Abernethy", "F-2025-0074", "Approval, mainstream", 40, date(2025, 12, 14)),
    ("Desmond Achebe", "F-2024-0033", "First review", 25, date(2025, 12, 2)),
    ("Claire and Neil Wraxall", "F-2025-0085", "Approval, mainstream", 40, date(2026, 1, 9)),
    ("Bronwen Tully", "F-2025-0090", "Approval, mainstream", 40, date(2026, 1, 20)),
    ("Ian and Sue Fairley", "F-2025-0093", "Approval, mainstream", 40, date(2026, 2, 3)),
)

ALL = frozenset(
    {
        "plan_meeting", "invite_member", "build_agenda", "advise_panel", "send_papers",
        "declare_conflict", "rule_on_conflict", "take_minutes", "send_minutes",
        "make_meeting_documents",
        "close_meeting",
    }
)  # fmt: skip


def waiting() -> tuple[WaitingLine, ...]:
    return tuple(
        WaitingLine(f"w{number}", name, ref, Service.FOSTERING, item, minutes, by)
        for number, (name, ref, item, minutes, by) in enumerate(WAITING, 1)
    )


def conflicts() -> tuple[ConflictLine, ...]:
    return (
        ConflictLine("k1", "i9", 9, "m7", "Peter Winslade", ConflictKind.PERSONAL,
                     "A neighbour.", date(2025, 10, 20), Ruling.NONE,
                     "Personal. Will leave the room."),
        ConflictLine("k2", "i9", 9, "m5", "Abigail Stroud", ConflictKind.PROFESSIONAL,
                     "Taught the child.", date(2025, 10, 20), Ruling.LEAVE,
                     "Professional. Chair’s ruling: leave."),
        ConflictLine("k3", "i6", 6, "m5", "Abigail Stroud", ConflictKind.PERSONAL,
                     "A cousin.", date(2025, 10, 20), Ruling.NONE, "Personal. Papers hidden."),
    )  # fmt: skip


def meeting() -> MeetingDetails:
    """Return the meeting as the adviser sees it on 24 October."""
    return MeetingDetails(
        id="meeting",
        service=Service.FOSTERING,
        title="Fostering panel, Tuesday 4 November 2025",
        kind="Main panel",
        held_on=HELD_ON,
        starts_at=time(9, 30),
        ends_at=time(16, 35),
        place="County Hall, room 3, and video",
        state=MeetingState.PLANNED,
        state_words="Planned",
        is_joint=False,
        chair="Patricia Hollis",
        chair_id="m1",
        minute_taker="Dilys Corrigan",
        minute_taker_id="u-dilys",
        limit_minutes=360,
        used_minutes=345,
        papers_in=49,
        papers_needed=58,
        papers_due_on=date(2025, 10, 27),
        papers_sent_on=None,
        late_reason="",
        reading_pages=612,
        items=items(),
        members=members(),
        conflicts=conflicts(),
        gaps=GAPS,
        cures=(QuorumCure("Swap items 8 and 9", (SwapAgendaItems("i8", "i9"),)),),
        waiting=waiting(),
        running_note=(),
        minutes_drafted_on=None,
        minutes_approved_on=None,
        minutes_approved_by="",
        minutes_sent_back="",
        minutes_sent_on=None,
        version=1,
        may=ALL,
        opening=replace(
            _line(-1, 0, ItemKind.OPENING, "09:30", "Opening", "Conflicts, last minutes", 15),
            id="opening",
        ),
        reading_minutes=410,
    )


def in_session() -> MeetingDetails:
    """Return the meeting at 11:38, with its third item being heard."""
    before = meeting()
    lines = []
    swapped = {8: 9, 9: 8}
    by_number = {item.number: item for item in before.items if item.number}
    for item in before.items:
        number = item.number
        line = by_number[swapped[number]] if number in swapped else item
        line = replace(line, number=number, starts_at=item.starts_at)
        if number in {1, 2}:
            line = _heard(line, number)
        elif number == 3:
            line = _being_heard(line)
        lines.append(line)
    assert before.opening is not None
    return replace(
        before,
        items=tuple(lines),
        state=MeetingState.IN_SESSION,
        state_words="Draft, panel in session",
        opened_at=time(9, 30),
        behind_minutes=4,
        opening=replace(before.opening, state=ItemState.FINISHED),
        running_note=(
            (time(11, 19), "Item 3 opened"),
            (time(11, 22), "Applicants joined"),
            (time(11, 31), "Kelechi Obi: connection lost"),
            (time(11, 33), "Kelechi Obi: back"),
        ),
        conflicts=tuple(
            replace(c, item_number=8) if c.item_number == 9 else c for c in before.conflicts
        ),
        members=tuple(replace(m, presence=Presence.HERE) for m in before.members),
    )


def _heard(line: ItemDetails, number: int) -> ItemDetails:
    views = tuple(MemberViewGiven(f"m{n}", agrees=True) for n in range(1, 8))
    return replace(
        line,
        state=ItemState.FINISHED,
        started_at=line.starts_at,
        heard="heard",
        recommendation=RecommendationDetails(
            outcome=PanelOutcome.SUITABLE,
            words="Suitable",
            sentence="Panel recommends that they are suitable to foster.",
            reasons=("A warm home.",),
            terms=("short_term",),
            places=2,
            ages="5 to 12",
            unanimous=True,
            views=views,
            deferral_reason="",
            recorded_at=datetime(2025, 11, 4, 10, 20 + number, tzinfo=UTC),
        ),
    )


def _being_heard(line: ItemDetails) -> ItemDetails:
    return replace(
        line,
        state=ItemState.OPEN,
        starts_at=time(11, 19),
        started_at=time(11, 19),
        heard="heard",
        supporter="Helen’s sister",
        key_issues=(
            "Warm, realistic account of fostering. Both have cared for a nephew for 14 months.\n"
            "Working hours: Jo’s shifts change in January. Back-up plan is Helen’s sister, seen by "
            "the assessor."
        ),
        views=(
            "Sunita Rao: strong evidence of reflection; asked that training on attachment is "
            "early.\nGeoff Marland: wanted more on the effect on their son. Satisfied by the "
            "answer."
        ),
        still_needed=("reasons", "report quality"),
        draft=RecommendationDraft(
            outcome="suitable", terms=("short_term", "long_term"), places=2, ages="5 to 12"
        ),
    )


def summaries() -> tuple[MeetingSummary, ...]:
    rows = (
        (Service.FOSTERING, "Main panel", HELD_ON, 12, 345, 49, 58, 11, "Item 9: 4 of 5 members."),
        (Service.ADOPTION, "Main panel", date(2025, 11, 13), 6, 256, 20, 31, 6, ""),
        (Service.FOSTERING, "Extra panel", date(2025, 11, 18), 7, 209, 12, 40, 7, ""),
        (Service.FOSTERING, "Main panel", date(2025, 12, 2), 4, 112, 3, 20, 4, ""),
        (Service.ADOPTION, "Main panel", date(2025, 12, 11), 2, 86, 0, 10, 2, ""),
        (Service.FOSTERING, "Main panel", date(2025, 10, 21), 8, 300, 44, 44, 8, ""),
        (Service.FOSTERING, "Main panel", date(2025, 10, 7), 9, 320, 48, 48, 9, ""),
    )
    made = []
    for number, (service, kind, day, count, used, papers, needed, good, lost) in enumerate(rows):
        past = day < date(2025, 10, 24)
        state = MeetingState.HELD if day.day == 21 else MeetingState.SENT
        made.append(
            MeetingSummary(
                id=f"meeting{number}" if number else "meeting",
                service=service,
                kind=kind,
                held_on=day,
                starts_at=time(9, 30),
                ends_at=time(16, 35),
                place="County Hall, room 3, and video",
                state=state if past else MeetingState.PLANNED,
                state_words=(
                    ("Minutes to finish" if day.day == 21 else "Minutes sent")
                    if past
                    else "Planned"
                ),
                items=count,
                used_minutes=used,
                limit_minutes=360,
                papers_in=papers,
                papers_needed=needed,
                papers_due_on=date(2025, 10, 27),
                papers_sent_on=date(2025, 10, 13) if past else None,
                quorate_items=good,
                items_to_hear=count,
                lost_words=lost,
            )
        )
    return tuple(made)
