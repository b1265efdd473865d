"""What can be chosen on the pages of cases: kinds of enquiry, colleagues, papers, documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import Colleague
    from cfs_panels.domain.vocabulary import Service


@dataclass(frozen=True, slots=True)
class EnquiryKind:
    """A kind of case that an enquiry may open."""

    pathway: str
    service: Service
    words: str


@dataclass(frozen=True, slots=True)
class EnquiryChoices:
    """What an enquiry is made of: its kind, how it came, and whose it may be."""

    kinds: tuple[EnquiryKind, ...]
    channels: tuple[tuple[str, str], ...]
    workers: tuple[Colleague, ...]
    managers: tuple[Colleague, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentOffer:
    """A document that can be made of a case now, or later: then ``blocked`` says why."""

    kind: str
    words: str
    blocked: str = ""
    below: str = ""
