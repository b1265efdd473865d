"""The Agency Decision Maker's record: nine answers, the notices, the clock and the signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Numbered,
    Paragraph,
    SignatureBlock,
    Table,
    Text,
    Title,
    Tone,
)
from cfs_panels.documents.filling import closed, paragraphs_of, sentence, stop_final
from cfs_panels.documents.form_report import section_blocks
from cfs_panels.documents.lines import paper_words, sealed_words
from cfs_panels.domain.words import long_date, weekday_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.form_report import FormSection
    from cfs_panels.documents.lines import NoticeLine, PaperLine, RequirementLine, Seal


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One of panel's reasons: adopted or not, and why not."""

    reason: str
    is_adopted: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecordDetails:
    """What a decision record holds.

    Attributes:
        subject: Whom it is about, ``Amrit Sandhu-Cole``.
        kind: ``Approval, mainstream``.
        panel: The panel's name, ``Fostering panel``.
        adopters: Of a match, the adopters whom it is about.
        panel_recommendation: Panel's recommendation as a sentence.
        panel_terms: The terms that panel recommended, a line each.
        earlier: What went before in the same matter, such as a first recommendation, a line each.
        panel_dissent: What members thought who did not agree, a line each.
        material: Everything read: reports, minutes, advice, observations, with versions.
        panel_process: Whether panel's process and approach were fair and thorough.
        new_information: What has come to light since panel; ``None`` as a word where nothing has.
        panel_reasons: Panel's reasons, each adopted or not.
        own_reasons: The decision maker's further reasons.
        decision: The decision as a sentence.
        terms: Terms of approval (fostering), a line each.
        advice: What is said of number, age and needs beside the decision (adoption).
        effective_on: When it takes effect.
        review_by: The last day for the review that comes next.
        is_first_review: Whether that is the first review of the approval.
        differs_from_panel: Whether the decision is not what panel recommended.
        discussed_with: With which senior person outside the panel it was then discussed.
        discussion_outcome: What came of that discussion.
        right_of_review: The words that tell of representations and the IRM, if they apply.
        minutes_received_on: When the final minutes, or a case without panel, came to the decision
            maker.
        received_words: What that day is called.
        due_on: The last day for the decision.
        clock_rule: The rule and its source, ``7 working days from the final minutes (NMS 14.9)``.
        late_reason: Why the decision was late, if it was.
        form: What is answered besides, such as the welfare checklist of a child's plan.
        heard: Whether panel heard it; a matter may go to the decision maker without panel.
        signature: The decision maker with the signature; unsigned until then.
    """

    subject: str
    reference: str
    kind: str
    panel: str
    made_on: date
    signature: Seal
    panel_on: date | None = None
    panel_item: int | None = None
    adopters: str = ""
    panel_recommendation: str = ""
    panel_terms: tuple[str, ...] = ()
    panel_dissent: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    material: tuple[PaperLine, ...] = ()
    arguments_for: tuple[str, ...] = ()
    arguments_against: tuple[str, ...] = ()
    panel_process: str = ""
    new_information: str = ""
    panel_reasons: tuple[ReasonLine, ...] = ()
    own_reasons: str = ""
    decision: str = ""
    terms: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    decided_on: date | None = None
    effective_on: date | None = None
    review_by: date | None = None
    is_first_review: bool = True
    differs_from_panel: bool = False
    discussed_with: str = ""
    discussion_outcome: str = ""
    requirements: tuple[RequirementLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    right_of_review: str = ""
    minutes_received_on: date | None = None
    received_words: str = "Received"
    due_on: date | None = None
    clock_rule: str = ""
    late_reason: str = ""
    form: tuple[FormSection, ...] = ()
    heard: bool = True
    draft: bool = True


def build_decision_record(details: DecisionRecordDetails, letterhead: Letterhead) -> Document:
    """Return the record of a decision in its nine answers.

    They are the steps of Hofstetter v London Borough of Barnet [2009] EWHC 3282 (Admin), with
    what the notices and the clock add.
    """
    if not details.draft:
        stop_final("The decision record", _gaps(details))
    title = "Decision record"
    return Document(
        title=f"{title}, {details.reference}",
        reference=details.reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=(
            Title(title, details.subject),
            *((Note(sentence("record", "draft"), Tone.IMPORTANT),) if details.draft else ()),
            Facts(_facts(details)),
            *_panel(details),
            *_material_and_arguments(details),
            *_process_and_news(details),
            *_reasons(details),
            *_decision(details),
            *section_blocks(details.form),
            *_requirements(details),
            *_notices(details),
            *_clock(details),
            *_signature(details),
        ),
        author=details.signature.name,
        header=f"{title}, {details.reference}",
        draft=details.draft,
        subject=details.subject,
    )


def _gaps(details: DecisionRecordDetails) -> list[tuple[str, str]]:
    has_reasons = details.own_reasons or any(line.is_adopted for line in details.panel_reasons)
    held = {
        "material": (details.material, "the material read"),
        "arguments_for": (details.arguments_for or details.arguments_against, "the key arguments"),
        "panel_process": (details.panel_process or not details.heard, "the panel's process"),
        "new_information": (details.new_information, "new information, or that there is none"),
        "own_reasons": (has_reasons, "the reasons"),
        "decision": (details.decision, "the decision"),
        "decided_on": (details.decided_on, "the date of the decision"),
        "discussed_with": (
            details.discussed_with or not details.differs_from_panel,
            "with whom the difference from panel was discussed",
        ),
        "signature": (details.signature.signed, "the signature"),
    }
    return [(name, called) for name, (value, called) in held.items() if not value]


def _facts(details: DecisionRecordDetails) -> tuple[tuple[str, str], ...]:
    item = f"item {details.panel_item}" if details.panel_item else ""
    panel = (details.panel, _day(details.panel_on), item)
    return _told(
        ("Reference", details.reference),
        ("Type", details.kind),
        ("Adopters", details.adopters),
        ("Panel", ", ".join(part for part in panel if part)),
        (sentence("record", "decision_maker"), details.signature.name),
    )


def _panel(details: DecisionRecordDetails) -> Iterator[Block]:
    yield Heading("The panel's recommendation", 1)
    if not details.heard:
        yield Paragraph(sentence("record", "without_panel"))
    elif details.panel_recommendation:
        yield Paragraph((Text(closed(details.panel_recommendation), bold=True),))
    else:
        yield Paragraph(sentence("record", "not_answered"))
    if details.panel_terms:
        yield Heading("Terms recommended", 2)
        yield Bullets(details.panel_terms)
    if details.panel_dissent:
        yield Heading("Members who did not agree", 2)
        yield Bullets(details.panel_dissent)
    if details.earlier:
        yield Heading("Before this, in the same matter", 2)
        yield Bullets(details.earlier)


def _material_and_arguments(details: DecisionRecordDetails) -> Iterator[Block]:
    yield Heading("1. Material read", 1)
    yield _answered(tuple(paper_words(line) for line in details.material))
    yield Heading("2. Key arguments", 1)
    yield Heading("For", 2)
    yield _answered(details.arguments_for)
    yield Heading("Against", 2)
    yield _answered(details.arguments_against)


def _process_and_news(details: DecisionRecordDetails) -> Iterator[Block]:
    yield Heading("3. The panel's process", 1)
    yield from _of_panel(details, details.panel_process)
    since = "the panel" if details.heard else "the report"
    yield Heading(f"4. New information since {since}", 1)
    yield from _text(details.new_information)


def _reasons(details: DecisionRecordDetails) -> Iterator[Block]:
    adopted = tuple(line.reason for line in details.panel_reasons if line.is_adopted)
    refused = tuple(_refused(line) for line in details.panel_reasons if not line.is_adopted)
    yield Heading("5. The panel's reasons", 1)
    if details.heard:
        yield Heading("Adopted", 2)
        yield Numbered(adopted) if adopted else Paragraph(sentence("record", "adopt_none"))
    else:
        yield Paragraph(sentence("record", "without_panel"))
    if refused:
        yield Heading("Not adopted", 2)
        yield Bullets(refused)
    yield Heading("6. Own reasons", 1)
    yield from _text(details.own_reasons)


def _of_panel(details: DecisionRecordDetails, words: str) -> Iterator[Block]:
    """Yield an answer about panel, or that the matter went without it."""
    if details.heard or words:
        yield from _text(words)
    else:
        yield Paragraph(sentence("record", "without_panel"))


def _refused(line: ReasonLine) -> str:
    if not line.why_not:
        return line.reason
    return sentence("record", "why_not", reason=closed(line.reason), why=closed(line.why_not))


def _decision(details: DecisionRecordDetails) -> Iterator[Block]:
    yield Heading("7. Decision", 1)
    if not details.decision:
        yield Paragraph(sentence("record", "not_answered"))
        return
    yield Paragraph((Text(closed(details.decision), bold=True),))
    yield Facts(
        _told(
            ("Decided on", _day(details.decided_on)),
            ("Takes effect on", _day(details.effective_on)),
            (_review_label(details), _day(details.review_by, deadline=True)),
            ("Compared with the panel", _compared(details) if details.heard else ""),
            ("Discussed with", details.discussed_with),
            ("What came of it", details.discussion_outcome),
        )
    )
    if details.terms:
        yield Heading("Terms of approval", 2)
        yield Bullets(details.terms)
    if details.advice:
        yield Heading("Advice, not part of the decision", 2)
        yield Bullets(details.advice)


def _review_label(details: DecisionRecordDetails) -> str:
    return "First review by" if details.is_first_review else "Next review by"


def _compared(details: DecisionRecordDetails) -> str:
    return sentence("record", "differs" if details.differs_from_panel else "agrees")


def _requirements(details: DecisionRecordDetails) -> Iterator[Block]:
    yield Heading("8. Requirements", 1)
    if not details.requirements:
        yield Paragraph(sentence("record", "requirements_none"))
        return
    yield Paragraph(
        sentence("record", "requirements" if details.decision else "requirements_draft")
    )
    yield Table(
        ("Requirement", "Owner", "Due"),
        tuple((line.text, line.owner, _day(line.due_on)) for line in details.requirements),
        (0.5, 0.25, 0.25),
    )


def _notices(details: DecisionRecordDetails) -> Iterator[Block]:
    yield Heading("9. Notices", 1)
    if details.notices:
        yield Table(
            ("Notice", "To", "Due by", "Given", "By"),
            tuple(
                (
                    line.kind,
                    line.recipient,
                    _day(line.due_on),
                    line.given or sentence("record", "not_given"),
                    line.given_by,
                )
                for line in details.notices
            ),
            (0.17, 0.21, 0.21, 0.23, 0.18),
        )
    else:
        yield Paragraph(sentence("record", "notices_none"))
    if details.right_of_review:
        yield Heading("Right to challenge", 2)
        yield from _text(details.right_of_review)


def _clock(details: DecisionRecordDetails) -> Iterator[Block]:
    facts = _told(
        (details.received_words, _day(details.minutes_received_on)),
        ("Decision due by", _day(details.due_on, deadline=True)),
        ("Rule", details.clock_rule),
        ("Decided on", _day(details.decided_on)),
        ("Reason for lateness", details.late_reason),
    )
    yield Heading("Time limit", 1)
    yield Facts(facts) if facts else Paragraph(sentence("record", "not_answered"))


def _signature(details: DecisionRecordDetails) -> Iterator[Block]:
    seal = details.signature
    yield Heading("Signature", 1)
    if seal.signed:
        yield SignatureBlock(seal.name, seal.role, sealed_words(seal))
    else:
        yield Paragraph(sentence("record", "not_signed"))


def _text(words: str) -> Iterator[Block]:
    for text in paragraphs_of(words) or (sentence("record", "not_answered"),):
        yield Paragraph(text)


def _answered(lines: tuple[str, ...]) -> Block:
    return Bullets(lines) if lines else Paragraph(sentence("record", "not_answered"))


def _told(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, words) for label, words in facts if words)


def _day(day: date | None, *, deadline: bool = False) -> str:
    if day is None:
        return ""
    return weekday_date(day) if deadline else long_date(day)
