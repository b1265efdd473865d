"""One item of the minutes as blocks, the same in the minutes of a meeting and in an extract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Table,
    Text,
)
from cfs_panels.documents.filling import closed, opened, paragraphs_of, sentence
from cfs_panels.documents.lines import conflict_words, paper_words, quorum_words
from cfs_panels.domain.words import clock_time, joined, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from cfs_panels.documents.minutes import MinutesItem, MinutesMember, MinutesPerson


def times_words(started: time | None, ended: time | None) -> str:
    """Return when something began and ended, ``09:45 to 10:25``."""
    return " to ".join(clock_time(moment) for moment in (started, ended) if moment)


def member_table(members: tuple[MinutesMember, ...]) -> Iterator[Block]:
    """Yield the members who took part, with their roles and how and when they attended."""
    if members:
        rows = tuple((m.name, m.role, m.note) for m in members)
        yield Table(("Member", "Role", "Attendance"), rows, (0.3, 0.35, 0.35))
    else:
        yield Paragraph(sentence("minutes", "not_recorded"))


def attendance_table(people: tuple[MinutesPerson, ...]) -> Table:
    """Return the others who were in the room."""
    rows = tuple((person.name, person.role) for person in people)
    return Table(("Name", "Role"), rows, (0.4, 0.6))


def item_blocks(item: MinutesItem, *, alone: bool) -> Iterator[Block]:
    """Yield everything minuted of one item, and nothing of any other.

    ``alone`` gives its members a table, since no list of the whole meeting stands above it.
    """
    if item.hidden_since:
        yield Heading(f"Item {item.number}", 1)
        declared = long_date(item.hidden_since)
        yield Paragraph(sentence("minutes", "conflict_own", date=declared))
        return
    yield Heading(f"Item {item.number}. {item.title}", 1)
    facts = [
        ("Type", item.kind),
        ("Reference", item.reference),
        *item.facts,
        ("Time", times_words(item.started, item.ended)),
    ]
    if not alone:
        facts += [
            ("Members", "; ".join(_who(m.name, m.role, m.note) for m in item.present)),
            ("In attendance", "; ".join(_who(p.name, p.role) for p in item.in_attendance)),
        ]
    yield Facts(tuple((label, words) for label, words in facts if words))
    if alone:
        yield from _who_took_part(item)
    yield from _quorum_and_conflicts(item)
    yield from _papers(item)
    yield from _applicants(item)
    yield from _discussion(item)
    yield from _expert_advice(item)
    yield from _views(item)
    yield from _outcome(item)


def _who(name: str, *more: str) -> str:
    told = ", ".join(f"{part[0].lower()}{part[1:]}" for part in more if part)
    return f"{name} ({told})" if told else name


def _who_took_part(item: MinutesItem) -> Iterator[Block]:
    yield Heading("Members for this item", 2)
    yield from member_table(item.present)
    if item.in_attendance:
        yield Heading("In attendance for this item", 2)
        yield attendance_table(item.in_attendance)


def _quorum_and_conflicts(item: MinutesItem) -> Iterator[Block]:
    yield Heading("Quorum and conflicts of interest", 2)
    if item.quorum:
        yield Paragraph(quorum_words(item.quorum, held=True))
    else:
        yield Paragraph(sentence("minutes", "quorum_not_recorded"))
    if item.conflicts:
        yield Bullets(tuple(conflict_words(conflict) for conflict in item.conflicts))
    else:
        yield Paragraph(sentence("minutes", "conflicts_none"))


def _papers(item: MinutesItem) -> Iterator[Block]:
    yield Heading("Papers before the panel", 2)
    yield from _lines(tuple(paper_words(paper) for paper in item.papers))


def _applicants(item: MinutesItem) -> Iterator[Block]:
    if not item.applicants:
        return
    yield Heading(item.applicants_called, 2)
    if item.applicants_heard:
        names = joined(item.applicants)
        words = [sentence("minutes", f"applicants_{item.applicants_heard}", names=names)]
    else:
        words = [sentence("minutes", "not_recorded")]
    if item.supporter:
        words.append(sentence("minutes", "supporter", supporter=opened(item.supporter)))
    yield Paragraph(" ".join(words))


def _discussion(item: MinutesItem) -> Iterator[Block]:
    yield Heading("Key issues", 2)
    yield from _lines(item.key_issues)
    for title, lines in (
        ("Strengths", item.strengths),
        ("Vulnerabilities", item.vulnerabilities),
    ):
        if lines:
            yield Heading(title, 2)
            yield Bullets(lines)
    if item.questions:
        yield Heading("Questions and answers", 2)
        yield Table(
            ("Question", "Answer"),
            tuple(
                (_said(line.asked_by, line.question), _said(line.answered_by, line.answer))
                for line in item.questions
            ),
            (0.45, 0.55),
        )


def _said(who: str, words: str) -> str:
    return f"{who}: {words}" if who else words


def _expert_advice(item: MinutesItem) -> Iterator[Block]:
    none = sentence("minutes", "advice_not_sought")
    yield Heading("Medical and legal advice", 2)
    yield Facts(
        (
            ("Medical advice", item.medical_advice or none),
            ("Legal advice", item.legal_advice or none),
        )
    )


def _views(item: MinutesItem) -> Iterator[Block]:
    yield Heading("Views of members", 2)
    agreeing = [line for line in item.views if line.agrees is not False]
    yield from _lines(tuple(_said(line.member, line.view) for line in agreeing if line.view))


def _outcome(item: MinutesItem) -> Iterator[Block]:
    if item.deferral_reason:
        yield Heading("Deferral", 2)
        yield Paragraph(sentence("minutes", "deferred"))
        yield Heading("Reason for deferral", 2)
        yield from (Paragraph(text) for text in paragraphs_of(item.deferral_reason))
    else:
        yield from _recommendation(item)
    if item.advice:
        yield Heading("Advice, not part of the recommendation", 2)
        yield Bullets(item.advice)


def _recommendation(item: MinutesItem) -> Iterator[Block]:
    yield Heading("Recommendation", 2)
    if not item.recommendation:
        yield Paragraph(sentence("minutes", "not_recorded"))
        return
    yield Paragraph((Text(closed(item.recommendation), bold=True),))
    if item.terms:
        yield Heading("Terms recommended", 2)
        yield Bullets(item.terms)
    yield Heading("Reasons", 2)
    yield from _numbered(item.reasons)
    yield Heading("Agreement of members", 2)
    yield from _agreement(item)


def _agreement(item: MinutesItem) -> Iterator[Block]:
    told = [line for line in item.views if line.agrees is not None]
    against = [line for line in told if not line.agrees]
    agreed = [line.member for line in told if line.agrees]
    if not told:
        yield Paragraph(sentence("minutes", "not_recorded"))
    elif not against:
        yield Paragraph(sentence("minutes", "all_agreed"))
    elif agreed:
        yield Paragraph(sentence("minutes", "agreed", names=joined(agreed)))
    if against:
        yield Bullets(
            tuple(
                sentence("minutes", "dissent", member=line.member, view=closed(line.view))
                if line.view
                else sentence("minutes", "dissent_unexplained", member=line.member)
                for line in against
            )
        )


def _lines(lines: tuple[str, ...]) -> Iterator[Block]:
    yield Bullets(lines) if lines else Paragraph(sentence("minutes", "none_recorded"))


def _numbered(lines: tuple[str, ...]) -> Iterator[Block]:
    yield Numbered(lines) if lines else Paragraph(sentence("minutes", "none_recorded"))
