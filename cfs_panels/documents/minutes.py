"""Minutes of a panel meeting, draft and final, and the extract that holds one case alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Title,
    Tone,
)
from cfs_panels.documents.filling import sentence, stop_final
from cfs_panels.documents.minutes_item import (
    attendance_table,
    item_blocks,
    member_table,
    times_words,
)
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import joined, long_date, weekday_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.lines import ConflictLine, PaperLine, QuorumLine, Seal


@dataclass(frozen=True, slots=True)
class MinutesMember:
    """A member of the panel in the record.

    Attributes:
        role: Everything that bears on quorum, ``Chair, independent``.
        note: How or when, ``By video``, ``Left at 15:00, before item 9``. In an item's own list
            it speaks of that item only.
    """

    name: str
    role: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MinutesPerson:
    """Somebody in the room who is not a member: adviser, minute taker, observer, presenter."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of panel with the answer given, and by whom, where that is recorded."""

    question: str
    answer: str
    asked_by: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class MemberViewLine:
    """What a member thought, and whether the member agreed with the recommendation."""

    member: str
    view: str
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One item as minuted. It has no place for feedback on a report's quality.

    Attributes:
        number: Its number on the agenda.
        title: Whom it is about, ``Amrit Sandhu-Cole``.
        kind: ``Approval, mainstream``.
        present: The members who took part in this item.
        in_attendance: Presenters, advisers, minute taker and observers of this item.
        quorum: Its quorum as it was held.
        conflicts: Conflicts of interest declared in this item, with their rulings.
        papers: The papers before panel with their versions; late ones say who accepted them.
        facts: What else tells whom it is about, the child and the adopters of a match.
        applicants: The names of the applicants, or of the adopters of a match.
        applicants_called: What they are, ``Applicant``, ``Applicants``, ``Adopters``.
        own: Other names of cases that are this item's own, such as that of the adopters.
        applicants_heard: ``heard``, ``declined`` or ``not_attending``; empty until recorded.
        supporter: Who came with the applicants, ``Amrit's sister``.
        medical_advice: What the medical adviser said; empty where none was sought.
        legal_advice: What the legal adviser said; empty where none was sought.
        recommendation: Panel's recommendation as a sentence; empty for a deferral.
        terms: The terms recommended (fostering), or none.
        reasons: The reasons for the recommendation, in order.
        deferral_reason: Why panel deferred; filled only for a deferral.
        advice: What panel advises beside its recommendation, such as number and age (adoption).
        hidden_since: The date the reader declared a conflict; nothing else of the item is printed.
    """

    number: int
    title: str
    reference: str
    kind: str
    quorum: QuorumLine | None = None
    started: time | None = None
    ended: time | None = None
    present: tuple[MinutesMember, ...] = ()
    in_attendance: tuple[MinutesPerson, ...] = ()
    conflicts: tuple[ConflictLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    applicants: tuple[str, ...] = ()
    applicants_called: str = "Applicants"
    own: tuple[str, ...] = ()
    applicants_heard: str = ""
    supporter: str = ""
    key_issues: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    medical_advice: str = ""
    legal_advice: str = ""
    views: tuple[MemberViewLine, ...] = ()
    recommendation: str = ""
    terms: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    deferral_reason: str = ""
    advice: tuple[str, ...] = ()
    hidden_since: date | None = None


@dataclass(frozen=True, slots=True)
class MinutesDetails:
    """What the minutes of a meeting hold.

    Attributes:
        panel: The panel's name, ``Fostering panel``.
        kind: What sort of panel it is, ``extra panel``; empty for the usual one.
        reference: The meeting's reference.
        place: Where it was held, ``County Hall, room 3, and by video``.
        members: The members who attended, with arrivals and departures.
        apologies: Members who sent apologies.
        in_attendance: Others present for the meeting as a whole.
        general: Matters that concern no case: notices, business, the last minutes.
        approval: The chair's approval; None for a draft.
        sent_to_decision_maker_on: When the final minutes went to the ADM.
        version: The version as people say it, ``version 2``.
    """

    panel: str
    reference: str
    held_on: date
    made_on: date
    started: time | None = None
    ended: time | None = None
    place: str = ""
    members: tuple[MinutesMember, ...] = ()
    apologies: tuple[str, ...] = ()
    in_attendance: tuple[MinutesPerson, ...] = ()
    items: tuple[MinutesItem, ...] = ()
    general: tuple[str, ...] = ()
    approval: Seal | None = None
    sent_to_decision_maker_on: date | None = None
    version: str = ""
    kind: str = ""
    draft: bool = True


def hide_minutes(details: MinutesDetails, declared: Mapping[int, date]) -> MinutesDetails:
    """Return minutes for one reader: of an item with a conflict only its number stays."""
    items = tuple(
        MinutesItem(item.number, "", "", "", hidden_since=declared[item.number])
        if item.number in declared
        else item
        for item in details.items
    )
    return replace(details, items=items)


def build_minutes(details: MinutesDetails, letterhead: Letterhead) -> Document:
    """Return the minutes of a whole meeting, draft or final.

    FSR 2011 regulation 24(2) and AAR 2005 regulation 6: a written record of proceedings and of
    the reasons for recommendations; NMS 14.7: key issues and members' views.
    """
    if not details.draft:
        stop_final("The minutes", _gaps(details, details.items))
    title = f"Minutes of the {details.panel[0].lower()}{details.panel[1:]}"
    held = weekday_date(details.held_on)
    return _document(
        details,
        letterhead,
        title=title,
        reference=details.reference,
        blocks=(
            Title(title, ", ".join(part for part in (held, details.kind) if part)),
            *_draft_note(details),
            Facts(_meeting_facts(details)),
            *_people(details),
            *_general(details),
            *(block for item in details.items for block in item_blocks(item, alone=False)),
            *_approval(details, details.items),
        ),
    )


def build_minutes_extract(details: MinutesDetails, number: int, letterhead: Letterhead) -> Document:
    """Return the minutes of one item alone, with who took part in it and nothing of any other.

    Nothing of the meeting as a whole goes in: whoever comes and goes, sends apologies or has an
    interest elsewhere belongs to somebody else's case. A final extract that names another case
    of the meeting is refused.
    """
    item = next(item for item in details.items if item.number == number)
    if not details.draft:
        stop_final("The extract from the minutes", _gaps(details, (item,)))
    title = "Extract from the minutes"
    meeting = (details.panel, weekday_date(details.held_on), details.place)
    document = _document(
        details,
        letterhead,
        title=title,
        reference=item.reference,
        blocks=(
            Title(title, ", ".join(part for part in meeting if part)),
            *_draft_note(details),
            Paragraph(sentence("minutes", "individual")),
            *item_blocks(item, alone=True),
            *_approval(details, (item,)),
        ),
    )
    if not details.draft:
        _refuse_other_cases(details, item, document)
    return document


def _refuse_other_cases(details: MinutesDetails, item: MinutesItem, document: Document) -> None:
    own = {item.title, item.reference, *item.own}
    names = {
        name
        for other in details.items
        if other.reference != item.reference
        for name in (other.title, other.reference, *other.applicants)
        if name and name not in own and name not in item.applicants
    }
    text = "\n".join(document_lines(document))
    for name in sorted(names):
        if name in text:
            raise RuleBroken(
                sentence("minutes", "others_named", number=str(item.number), other=name),
                field=f"item_{item.number}",
            )


def _document(
    details: MinutesDetails,
    letterhead: Letterhead,
    *,
    title: str,
    reference: str,
    blocks: tuple[Block, ...],
) -> Document:
    held = long_date(details.held_on)
    return Document(
        title=f"{title}, {held}, {reference}",
        reference=reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=blocks,
        header=f"{title}, {held}",
        draft=details.draft,
        subject=details.panel,
    )


def _gaps(details: MinutesDetails, items: tuple[MinutesItem, ...]) -> list[tuple[str, str]]:
    missing = [] if details.approval else [("approval", "the chair's approval")]
    for item in items:
        if item.hidden_since:
            continue
        held = {
            "quorum": (item.quorum, "attendance and quorum"),
            "recommendation": (
                item.recommendation or item.deferral_reason,
                "the recommendation or the reason for deferral",
            ),
            "reasons": (item.reasons or item.deferral_reason, "the reasons"),
        }
        missing += [
            (name, f"{called} of item {item.number}")
            for name, (value, called) in held.items()
            if not value
        ]
    return missing


def _draft_note(details: MinutesDetails) -> Iterator[Block]:
    if details.draft:
        yield Note(sentence("minutes", "draft"), Tone.IMPORTANT)


def _meeting_facts(details: MinutesDetails) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Date", weekday_date(details.held_on)),
        ("Time", times_words(details.started, details.ended)),
        ("Place", details.place),
        ("Reference", details.reference),
        ("Version", details.version),
    )
    return tuple((label, words) for label, words in facts if words)


def _people(details: MinutesDetails) -> Iterator[Block]:
    yield Heading("Members present", 1)
    yield from member_table(details.members)
    if details.apologies:
        yield Paragraph(sentence("minutes", "apologies", names=joined(details.apologies)))
    if details.in_attendance:
        yield Heading("In attendance", 1)
        yield attendance_table(details.in_attendance)


def _general(details: MinutesDetails) -> Iterator[Block]:
    if details.general:
        yield Heading("General matters", 1)
        yield Bullets(details.general)


def _approval(details: MinutesDetails, items: tuple[MinutesItem, ...]) -> Iterator[Block]:
    yield Heading("Approval by the chair", 1)
    seal = details.approval
    if seal is None:
        yield Paragraph(sentence("minutes", "not_approved"))
        return
    sent_on = details.sent_to_decision_maker_on
    deferred = bool(items) and all(item.deferral_reason for item in items)
    which = "sent_deferred" if deferred else "sent"
    sent = sentence("minutes", which, date=long_date(sent_on)) if sent_on else ""
    facts = (
        ("Approved by", f"{seal.name}, {seal.role[0].lower()}{seal.role[1:]}"),
        ("Approved on", seal.signed),
        ("Version", seal.version),
        ("Digest of the text", seal.digest),
        ("Sent to the Agency Decision Maker (ADM)", sent or sentence("minutes", "not_sent")),
    )
    yield Facts(tuple((label, words) for label, words in facts if words))
