"""Lines that several documents share: papers, conflicts, quorum, requirements, notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.documents.filling import opened, sentence
from cfs_panels.domain.words import count_word, joined, long_date, plural

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as it lay before its readers.

    Attributes:
        name: What it is, ``Form F report``.
        version: Its version or date as people say it, ``version 4``.
        pages: How many pages it has, 0 where that is not known.
        received_on: When a late paper came.
        accepted_by: Who accepted a late paper, empty for one that came in time.
    """

    name: str
    version: str = ""
    pages: int = 0
    received_on: date | None = None
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict of interest of a member, and what was ruled on it.

    Attributes:
        member: Whose interest it is.
        kind: ``Personal`` or ``Professional``.
        nature: What the interest is, in the words of the declaration.
        ruling: What follows, ``left the room for this item``.
        ruled_by: Who ruled so.
        declared_on: When it was declared.
    """

    member: str
    kind: str
    nature: str = ""
    ruling: str = ""
    ruled_by: str = ""
    declared_on: date | None = None


@dataclass(frozen=True, slots=True)
class QuorumLine:
    """The quorum of one item, forecast or held.

    Attributes:
        present: How many members count.
        members: How many sit on this panel, 0 to leave it unsaid.
        needed: How many are needed.
        is_quorate: Whether every part of the quorum is there.
        chaired_by: Who is in the chair.
        chair_role: ``chair`` or ``vice chair``.
        social_workers: The members who are social workers of the experience asked for.
        independent: How many independent members there are, None to leave it unsaid.
        missing: What is missing, ``the chair or a vice chair``, ``one more member``.
    """

    present: int
    needed: int
    is_quorate: bool
    members: int = 0
    chaired_by: str = ""
    chair_role: str = "chair"
    social_workers: tuple[str, ...] = ()
    independent: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement beside a definite decision: what, who sees to it, by when."""

    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice of a decision: due, and given or not.

    Attributes:
        kind: ``Told in person or by phone``, ``Letter``.
        recipient: Who is told.
        due_on: The last day for it.
        given: When it was given, as words, ``24 October 2025 at 15:10``; empty until then.
        given_by: Who gave it.
    """

    kind: str
    recipient: str
    due_on: date | None = None
    given: str = ""
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature or approval made in the program.

    Attributes:
        name: Who signed.
        role: In which role, ``Agency Decision Maker``.
        signed: When, as words, ``24 October 2025 at 14:32``.
        version: The version that was signed, ``version 3``.
        digest: The digest of the content that was signed.
    """

    name: str
    role: str
    signed: str = ""
    version: str = ""
    digest: str = ""


def paper_words(line: PaperLine) -> str:
    """Return a paper as ``Form F report, version 4, 64 pages``, with who accepted a late one."""
    pages = plural(line.pages, "page") if line.pages else ""
    paper = ", ".join(part for part in (line.name, line.version, pages) if part)
    if not line.accepted_by:
        return paper
    if line.received_on is None:
        return sentence("minutes", "paper_late_undated", paper=paper, by=line.accepted_by)
    received = long_date(line.received_on)
    return sentence("minutes", "paper_late", paper=paper, received=received, by=line.accepted_by)


def conflict_words(line: ConflictLine) -> str:
    """Return a conflict of interest with its ruling, as minutes and agendas say it."""
    declared = (
        sentence(
            "minutes",
            "conflict_nature",
            member=line.member,
            kind=line.kind.lower(),
            nature=opened(line.nature),
        )
        if line.nature
        else sentence("minutes", "conflict", member=line.member, kind=line.kind.lower())
    )
    ruling = opened(line.ruling)
    if not ruling:
        return declared
    if line.ruled_by:
        ruled = sentence("minutes", "conflict_ruling_by", ruling=ruling, by=line.ruled_by)
    else:
        ruled = sentence("minutes", "conflict_ruling", ruling=ruling)
    return f"{declared} {ruled}"


def quorum_words(line: QuorumLine, *, held: bool) -> str:
    """Return the quorum of an item in sentences, as it was ``held`` or as it is expected."""
    when = "held" if held else "expected"
    parts = [_count_words(line, when)]
    if line.chaired_by:
        parts.append(
            sentence("quorum", f"chair_{when}", role=line.chair_role, name=line.chaired_by)
        )
    if line.social_workers:
        which = "social_worker_one" if len(line.social_workers) == 1 else "social_worker_many"
        parts.append(sentence("quorum", which, names=joined(line.social_workers)))
    if line.independent is not None:
        parts.append(sentence("quorum", "independent", count=count_word(line.independent)))
    if line.is_quorate:
        parts.append(sentence("quorum", f"quorate_{when}"))
    else:
        parts.append(sentence("quorum", f"short_{when}", missing=_missing(line)))
    return " ".join(parts)


def quorum_summary(line: QuorumLine) -> str:
    """Return the forecast of an item's quorum in one line."""
    present, needed = count_word(line.present), count_word(line.needed)
    if line.is_quorate:
        return sentence("agenda", "quorum_line", present=present, needed=needed)
    return sentence(
        "agenda", "quorum_line_short", present=present, needed=needed, missing=_missing(line)
    )


def _missing(line: QuorumLine) -> str:
    return joined(line.missing) or plural(line.needed - line.present, "more member")


def _count_words(line: QuorumLine, when: str) -> str:
    present, needed = count_word(line.present), count_word(line.needed)
    if line.members:
        words = sentence(
            "quorum", f"{when}_of", present=present, members=count_word(line.members), needed=needed
        )
    else:
        which = f"{when}_one" if line.present == 1 else when
        words = sentence("quorum", which, present=present, needed=needed)
    return words[0].upper() + words[1:]


def sealed_words(seal: Seal) -> str:
    """Return a signature made in the program, nothing for one that is still to come."""
    if not seal.signed:
        return ""
    parts = [sentence("seal", "signed", name=seal.name, signed=seal.signed)]
    parts += [seal.version] if seal.version else []
    parts += [sentence("seal", "digest", digest=seal.digest)] if seal.digest else []
    return ", ".join(parts)
