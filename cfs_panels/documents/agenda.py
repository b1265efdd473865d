"""The agenda of a panel meeting as its members get it."""

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
    Table,
    Title,
    Tone,
)
from cfs_panels.documents.filling import sentence, stop_final
from cfs_panels.documents.lines import paper_words, quorum_summary, quorum_words
from cfs_panels.domain.words import clock_time, joined, long_date, minutes_words, weekday_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.lines import ConflictLine, PaperLine, QuorumLine


@dataclass(frozen=True, slots=True)
class AgendaMember:
    """A member due at the meeting: name, role on the panel, how and when they attend."""

    name: str
    role: str
    attending: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda.

    Attributes:
        number: Its number.
        start: When it begins.
        minutes: How long it is planned to take.
        title: Whom it is about, ``Marcus and Leanne Thwaite``.
        kind: What kind of item it is, ``Approval, mainstream``.
        facts: What else tells whom it is about, the child and the adopters of a match.
        presenters: Who presents it, with their role.
        attending: Applicants and others who attend, with their role.
        papers: The papers that lie before panel.
        awaited: The papers that panel needs and that are not in yet, by name.
        conflicts: The conflicts of interest declared in it.
        quorum: The forecast of its quorum.
        hidden_since: The date a reader declared a conflict; nothing else of the item is printed.
    """

    number: int
    start: time | None
    minutes: int = 0
    title: str = ""
    reference: str = ""
    kind: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    presenters: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    awaited: tuple[str, ...] = ()
    conflicts: tuple[ConflictLine, ...] = ()
    quorum: QuorumLine | None = None
    hidden_since: date | None = None


@dataclass(frozen=True, slots=True)
class AgendaBreak:
    """A break between items."""

    start: time
    name: str
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class AgendaDetails:
    """What an agenda holds.

    Attributes:
        panel: The panel's name, ``Fostering panel``.
        kind: What sort of panel it is, ``extra panel``; empty for the usual one.
        reference: The meeting's reference.
        place: Where members meet, empty for a meeting by video only.
        link: How to join by video, empty where nobody does.
        lines: Items and breaks in the order of the day.
        opening: What is done before the first item.
        closing: What is done after the last item.
        papers_sent_on: When the papers went; None until then.
        papers_due_on: The last day for sending them.
        reader: Whose copy this is, empty for a copy with nothing left out.
    """

    panel: str
    reference: str
    held_on: date
    made_on: date
    start: time | None = None
    end: time | None = None
    place: str = ""
    link: str = ""
    chair: str = ""
    adviser: str = ""
    minute_taker: str = ""
    members: tuple[AgendaMember, ...] = ()
    apologies: tuple[str, ...] = ()
    lines: tuple[AgendaLine | AgendaBreak, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    papers_sent_on: date | None = None
    papers_due_on: date | None = None
    reader: str = ""
    kind: str = ""
    draft: bool = True


def hide_items(details: AgendaDetails, reader: str, declared: Mapping[int, date]) -> AgendaDetails:
    """Return an agenda for one reader: of an item with a conflict only number and time stay.

    Whom the item is about, what it is, who presents and who comes are taken out of the details
    themselves, so that nothing made from them can tell.
    """
    lines = tuple(
        AgendaLine(line.number, line.start, hidden_since=declared[line.number])
        if isinstance(line, AgendaLine) and line.number in declared
        else line
        for line in details.lines
    )
    return replace(details, lines=lines, reader=reader)


def build_agenda(details: AgendaDetails, letterhead: Letterhead) -> Document:
    """Return a meeting's agenda as its members get it."""
    if not details.draft:
        stop_final("The agenda", _gaps(details))
    title, held = f"{details.panel} agenda", weekday_date(details.held_on)
    return Document(
        title=f"{title}, {long_date(details.held_on)}",
        reference=details.reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=(
            Title(title, ", ".join(part for part in (held, details.kind) if part)),
            *_notes(details),
            Facts(_meeting_facts(details)),
            *_members(details),
            *_quorum(details),
            *_conflicts(details),
            *_order(details),
            *_items(details),
        ),
        author=details.adviser,
        header=f"{title}, {long_date(details.held_on)}",
        draft=details.draft,
        subject=details.panel,
    )


def _shown(details: AgendaDetails) -> tuple[AgendaLine, ...]:
    return tuple(
        line for line in details.lines if isinstance(line, AgendaLine) and not line.hidden_since
    )


def _gaps(details: AgendaDetails) -> list[tuple[str, str]]:
    held = {
        "start": (details.start, "the time"),
        "place": (details.place or details.link, "the place or the video link"),
        "members": (details.members, "the members due"),
        "lines": (details.lines, "the items"),
    }
    return [(name, called) for name, (value, called) in held.items() if not value]


def _notes(details: AgendaDetails) -> Iterator[Block]:
    if details.draft:
        yield Note(sentence("agenda", "draft"))
    if details.reader:
        yield Note(sentence("agenda", "reader", reader=details.reader))


def _meeting_facts(details: AgendaDetails) -> tuple[tuple[str, str], ...]:
    times = [clock_time(moment) for moment in (details.start, details.end) if moment]
    times_of = (" to ".join(times),) if times else ()
    facts = (
        ("When", ", ".join((weekday_date(details.held_on), *times_of))),
        ("Place", details.place),
        ("Video link", details.link),
        ("Chair", details.chair),
        ("Panel adviser", details.adviser),
        ("Minutes", details.minute_taker),
        ("Papers sent", _papers_words(details)),
        ("Reference", details.reference),
    )
    return tuple((label, words) for label, words in facts if words)


def _papers_words(details: AgendaDetails) -> str:
    if details.papers_sent_on:
        return long_date(details.papers_sent_on)
    if details.papers_due_on:
        return sentence("agenda", "papers_due", date=weekday_date(details.papers_due_on))
    return sentence("agenda", "papers_not_sent")


def _members(details: AgendaDetails) -> Iterator[Block]:
    yield Heading("Members due", 1)
    if details.members:
        yield Table(
            ("Member", "Role", "Attending"),
            tuple((m.name, m.role, m.attending) for m in details.members),
            (0.3, 0.4, 0.3),
        )
    else:
        yield Paragraph(sentence("agenda", "members_none"))
    if details.apologies:
        yield Paragraph(sentence("agenda", "apologies", names=joined(details.apologies)))


def _quorum(details: AgendaDetails) -> Iterator[Block]:
    forecast = [(line.number, line.quorum) for line in _shown(details) if line.quorum]
    if not forecast:
        return
    yield Heading("Quorum", 1)
    short = [(number, quorum) for number, quorum in forecast if not quorum.is_quorate]
    if not short:
        yield Paragraph(sentence("agenda", "quorum_all"))
        return
    yield Note(sentence("agenda", "quorum_short"), Tone.IMPORTANT)
    yield Bullets(
        tuple(
            sentence(
                "agenda",
                "quorum_item_short",
                number=str(number),
                words=quorum_words(quorum, held=False),
            )
            for number, quorum in short
        )
    )


def _conflicts(details: AgendaDetails) -> Iterator[Block]:
    yield Heading("Conflicts of interest", 1)
    rows = tuple(
        row
        for line in details.lines
        if isinstance(line, AgendaLine)
        for row in _conflict_rows(line)
    )
    if rows:
        yield Table(
            ("Item", "Member", "Interest", "What follows"),
            rows,
            (0.1, 0.3, 0.2, 0.4),
        )
    else:
        yield Paragraph(sentence("agenda", "conflicts_none"))
    yield Paragraph(sentence("agenda", "declare"))


def _conflict_rows(line: AgendaLine) -> Iterator[tuple[str, str, str, str]]:
    if line.hidden_since:
        yield (str(line.number), "You", "", sentence("agenda", "conflicts_own_ruling"))
    for conflict in line.conflicts:
        yield (str(line.number), conflict.member, conflict.kind, conflict.ruling)


def _order(details: AgendaDetails) -> Iterator[Block]:
    yield Heading("Order of the meeting", 1)
    if details.opening:
        yield Bullets(details.opening)
    if details.lines:
        yield Table(
            ("Item", "Start", "About", "Type", "Minutes"),
            tuple(_order_row(line) for line in details.lines),
            (0.08, 0.1, 0.36, 0.34, 0.12),
        )
    else:
        yield Paragraph(sentence("agenda", "no_items"))
    if details.closing:
        yield Bullets(details.closing)


def _order_row(line: AgendaLine | AgendaBreak) -> tuple[str, str, str, str, str]:
    start = clock_time(line.start) if line.start else ""
    minutes = str(line.minutes) if line.minutes else ""
    if isinstance(line, AgendaBreak):
        return ("", start, line.name, "", minutes)
    if line.hidden_since:
        return (str(line.number), start, sentence("agenda", "conflicts_own_short"), "", "")
    return (str(line.number), start, line.title, line.kind, minutes)


def _items(details: AgendaDetails) -> Iterator[Block]:
    items = [line for line in details.lines if isinstance(line, AgendaLine)]
    if not items:
        return
    yield Heading("The items", 1)
    yield Paragraph(sentence("agenda", "handling"))
    for item in items:
        yield from _hidden_item(item) if item.hidden_since else _item(item)


def _hidden_item(item: AgendaLine) -> Iterator[Block]:
    yield Heading(f"Item {item.number}", 2)
    declared = long_date(item.hidden_since) if item.hidden_since else ""
    yield Paragraph(sentence("agenda", "conflicts_own", date=declared))


def _item(item: AgendaLine) -> Iterator[Block]:
    yield Heading(f"Item {item.number}. {item.title}", 2)
    facts = (
        ("Type", item.kind),
        ("Reference", item.reference),
        *item.facts,
        ("Time", _item_time(item)),
        ("Presented by", joined(item.presenters)),
        ("Attending", joined(item.attending)),
        ("Quorum", quorum_summary(item.quorum) if item.quorum else ""),
    )
    yield Facts(tuple((label, words) for label, words in facts if words))
    yield Heading("Papers", 3)
    if item.papers:
        yield Bullets(tuple(paper_words(paper) for paper in item.papers))
    else:
        yield Paragraph(sentence("agenda", "no_papers"))
    if item.awaited:
        yield Paragraph(sentence("agenda", "awaited", names="; ".join(item.awaited)))


def _item_time(item: AgendaLine) -> str:
    start = clock_time(item.start) if item.start else ""
    length = minutes_words(item.minutes) if item.minutes else ""
    return ", ".join(part for part in (start, length) if part)
