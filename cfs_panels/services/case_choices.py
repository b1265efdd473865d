"""What can be chosen on the pages of cases, as this person may choose it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.case_choices import DocumentOffer, EnquiryChoices, EnquiryKind
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.colleagues import MANAGERS, WORKERS, holders, teams
from cfs_panels.services.document_details.sources import CaseSource
from cfs_panels.services.document_kinds import KINDS, OF_CASE, DocumentKind
from cfs_panels.services.event_words import event_words
from cfs_panels.services.papers import kinds_of
from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.visibility import relations_to

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

_SERVICE_WORDS = {Service.FOSTERING: "Fostering", Service.ADOPTION: "Adoption"}
_ORDER = tuple(Service)
DRAFT = "A draft until it is final"


class CaseChoices:
    """Kinds of enquiry, kinds of paper, and the documents that a case can have."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def enquiry(self, actor: Actor) -> EnquiryChoices:
        """Return what an enquiry can be about, how it can come, and whose it can be.

        Raises:
            RuleBroken: for someone who may not record one.
        """
        self._office.require(actor, "record_enquiry")
        with self._office.reading() as session:
            return EnquiryChoices(
                kinds=tuple(
                    EnquiryKind(k.key, k.service, _kind_words(k.service, k.name))
                    for k in sorted(
                        newest_pathways(), key=lambda k: (_ORDER.index(k.service), k.name)
                    )
                    if not k.of_child
                ),
                channels=tuple(event_words().channels.items()),
                workers=tuple(holders(session, self._office, WORKERS)),
                managers=tuple(holders(session, self._office, MANAGERS)),
                teams=tuple(teams(session)),
            )

    def paper_kinds(self, actor: Actor, case_id: str) -> tuple[tuple[str, str], ...]:
        """Return the kinds of paper that may be added to a case, key and words each.

        Raises:
            RuleBroken: where there is no such case for this person.
        """
        with self._office.reading() as session:
            file = CaseFile.open(session, self._office, actor, case_id, "attach_paper")
            return tuple(kinds_of(file).items())

    def documents(self, actor: Actor, case_id: str) -> tuple[DocumentOffer, ...]:
        """Return the documents that can be made of a case, and those that wait for something.

        Raises:
            RuleBroken: where this person makes none of this case.
        """
        with self._office.reading() as session:
            file = CaseFile.open(session, self._office, actor, case_id, "make_case_documents")
            source = CaseSource(file)
            return tuple(_offer(source, kind) for kind in self._kinds(file))

    def _kinds(self, file: CaseFile) -> list[DocumentKind]:
        held = relations_to(file.session, file.actor, file.case)
        matrix = self._office.matrix
        return [
            kind
            for kind in KINDS.values()
            if kind.of == OF_CASE
            and kind.belongs(file.pathway)
            and (not kind.read_by or matrix.allows(file.actor, kind.read_by, held))
        ]


def _offer(source: CaseSource, kind: DocumentKind) -> DocumentOffer:
    """Return a document with why it cannot be made yet, found out by trying."""
    try:
        built = kind.of_case(source) if kind.of_case else None
    except RuleBroken as refusal:
        return DocumentOffer(kind.key, kind.words, blocked=refusal.message)
    is_draft = built is not None and built.document.draft
    return DocumentOffer(kind.key, kind.words, below=DRAFT if is_draft else "")


def _kind_words(service: Service, name: str) -> str:
    words = _SERVICE_WORDS[service]
    return words if name == words else f"{words}: {name[:1].lower()}{name[1:]}"
