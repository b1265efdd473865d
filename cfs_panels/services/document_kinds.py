"""The kinds of document there are: of what, who reads them, and how each is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.document_details import (
    agenda,
    decisions,
    forms,
    letters,
    minutes,
    short_papers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.document_details.sources import Built, CaseSource, MeetingSource

OF_CASE, OF_MEETING = "case", "meeting"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document.

    Attributes:
        words: What lists call it.
        of: ``case`` or ``meeting``.
        of_case: How it is made of a case.
        of_meeting: How it is made of a meeting; the second argument names whose copy it is.
        read_by: The action of the permission matrix that lets somebody read and make it.
        draft_read_by: The action that is needed besides while it is a draft, if any is.
        in_pack: Whether the members of a meeting read it in their pack.
        belongs: Whether a kind of case has it at all.
    """

    key: str
    words: str
    of: str
    of_case: Callable[[CaseSource], Built] | None = None
    of_meeting: Callable[[MeetingSource, str], Built] | None = None
    read_by: str = ""
    draft_read_by: str = ""
    in_pack: bool = False
    belongs: Callable[[Pathway], bool] = lambda _pathway: True

    @property
    def file_words(self) -> str:
        """Return the kind as a file name ends: ``approval-letter``."""
        return self.key.replace("_", "-")


def _follows_decision(letter: str) -> Callable[[Pathway], bool]:
    return lambda pathway: any(choice.letter == letter for choice in pathway.decision_choices)


def _minutes(source: MeetingSource, _reader: str) -> Built:
    return minutes.minutes(source)


KINDS: dict[str, DocumentKind] = {
    kind.key: kind
    for kind in (
        DocumentKind(
            "initial_visit_report",
            "Initial visit report",
            OF_CASE,
            of_case=forms.initial_visit_report,
            belongs=lambda pathway: bool(pathway.visit_form),
        ),
        DocumentKind(
            "checks_summary",
            "Checks and references",
            OF_CASE,
            of_case=short_papers.checks_summary,
            belongs=lambda pathway: bool(pathway.checks),
        ),
        DocumentKind(
            "observations",
            "Applicants' observations",
            OF_CASE,
            of_case=short_papers.observations,
            in_pack=True,
        ),
        DocumentKind(
            "representations",
            "Representations",
            OF_CASE,
            of_case=short_papers.representations,
            in_pack=True,
            belongs=lambda pathway: pathway.move(EventType.REPRESENTATIONS_RECEIVED) is not None,
        ),
        DocumentKind(
            "declaration",
            "Declaration of compliance",
            OF_CASE,
            of_case=short_papers.declaration,
            in_pack=True,
        ),
        DocumentKind(
            "adviser_note",
            "Panel adviser's note",
            OF_CASE,
            of_case=short_papers.adviser_note,
            read_by="read_panel_advice",
            in_pack=True,
        ),
        DocumentKind("agenda", "Agenda", OF_MEETING, of_meeting=agenda.agenda),
        DocumentKind(
            "minutes",
            "Minutes",
            OF_MEETING,
            of_meeting=_minutes,
            draft_read_by="read_draft_minutes",
        ),
        DocumentKind(
            "minutes_extract",
            "Extract from the minutes",
            OF_CASE,
            of_case=minutes.extract_of_case,
            draft_read_by="read_draft_minutes",
        ),
        DocumentKind(
            "decision_record",
            "Decision record",
            OF_CASE,
            of_case=decisions.decision_record,
            read_by="view_decision",
            draft_read_by="write_decision",
        ),
        DocumentKind(
            "approval_letter",
            "Approval letter",
            OF_CASE,
            of_case=letters.approval_letter,
            belongs=_follows_decision(letters.APPROVAL),
        ),
        DocumentKind(
            "determination_letter",
            "Qualifying determination letter",
            OF_CASE,
            of_case=letters.determination_letter,
            belongs=_follows_decision(letters.DETERMINATION),
        ),
        DocumentKind(
            "foster_care_agreement",
            "Foster care agreement",
            OF_CASE,
            of_case=letters.foster_care_agreement,
            belongs=lambda pathway: pathway.agreement,
        ),
    )
}
