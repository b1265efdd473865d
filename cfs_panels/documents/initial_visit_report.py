"""The initial visit report: the visit at a glance, what was asked and answered, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import Block, Document, Facts, Heading, Note, Paragraph, Title
from cfs_panels.documents.filling import paragraphs_of, sentence, stop_final
from cfs_panels.documents.form_report import section_blocks
from cfs_panels.domain.words import joined, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.form_report import FormSection


@dataclass(frozen=True, slots=True)
class InitialVisitDetails:
    """What an initial visit report holds.

    Attributes:
        household: Whom was visited, ``Josephine Achterberg``.
        service: ``Fostering`` or ``Adoption``.
        mode: Where or how, ``At home``.
        recommendation: The worker's recommendation, ``Proceed``.
        recommendation_reasons: Why; left empty where the form's own sections say it.
        manager_decision: What the manager decided, ``Agreed``; empty until then.
        decided_on: When the manager decided.
        decision_facts: What else the manager decided, label and words each.
    """

    household: str
    reference: str
    service: str
    sections: tuple[FormSection, ...]
    made_on: date
    version: str = ""
    enquiry_on: date | None = None
    visited_on: date | None = None
    how_long: str = ""
    mode: str = ""
    people_seen: tuple[str, ...] = ()
    visited_by: str = ""
    recommendation: str = ""
    recommendation_reasons: str = ""
    passed_on: date | None = None
    manager: str = ""
    manager_decision: str = ""
    manager_reasons: str = ""
    decided_on: date | None = None
    decision_facts: tuple[tuple[str, str], ...] = ()
    draft: bool = True


def build_initial_visit_report(details: InitialVisitDetails, letterhead: Letterhead) -> Document:
    """Return the report of an initial visit, its outcome first and every answer after it."""
    if not details.draft:
        stop_final("The initial visit report", _gaps(details))
    title = "Initial visit report"
    return Document(
        title=f"{title}, {details.reference}",
        reference=details.reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=(
            Title(title, details.household),
            *((Note(sentence("visit", "draft")),) if details.draft else ()),
            Facts(_visit_facts(details)),
            Heading("Recommendation and decision", 1),
            *_recommendation(details),
            *_decision(details),
            *section_blocks(details.sections),
        ),
        author=details.visited_by,
        header=f"{title}, {details.reference}",
        draft=details.draft,
        subject=details.household,
    )


def _gaps(details: InitialVisitDetails) -> list[tuple[str, str]]:
    held = {
        "visited_on": (details.visited_on, "the date of the visit"),
        "recommendation": (details.recommendation, "the worker's recommendation"),
        "manager_decision": (details.manager_decision, "the manager's decision"),
    }
    return [(name, called) for name, (value, called) in held.items() if not value]


def _visit_facts(details: InitialVisitDetails) -> tuple[tuple[str, str], ...]:
    unknown = sentence("visit", "not_recorded")
    facts = (
        ("Household", details.household),
        ("Reference", details.reference),
        ("Service", details.service),
        ("Enquiry", _day(details.enquiry_on)),
        ("Date of visit", _day(details.visited_on) or unknown),
        ("How long", details.how_long),
        ("Where", details.mode),
        ("People seen", joined(details.people_seen)),
        ("Visited by", details.visited_by or unknown),
        ("Form", details.version),
    )
    return tuple((label, words) for label, words in facts if words)


def _recommendation(details: InitialVisitDetails) -> Iterator[Block]:
    yield Heading("The worker's recommendation", 2)
    yield Facts(
        (
            ("Recommendation", details.recommendation or sentence("visit", "not_recorded")),
            ("Passed to manager", _day(details.passed_on) or sentence("visit", "not_passed")),
        )
    )
    yield from (Paragraph(text) for text in paragraphs_of(details.recommendation_reasons))


def _decision(details: InitialVisitDetails) -> Iterator[Block]:
    yield Heading("The manager's decision", 2)
    facts = (
        ("Decision", details.manager_decision or sentence("visit", "not_decided")),
        ("Manager", details.manager),
        ("Decided on", _day(details.decided_on)),
        *details.decision_facts,
    )
    yield Facts(tuple((label, words) for label, words in facts if words))
    yield from (Paragraph(text) for text in paragraphs_of(details.manager_reasons))


def _day(day: date | None) -> str:
    return long_date(day) if day else ""
