"""Items of agendas told as a workbook would say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.tracking.comparing import StoredRecord
from cfs_panels.domain.tracking.records import ItemRecord
from cfs_panels.domain.vocabulary import EventType, PanelOutcome, Service
from cfs_panels.services.meeting_papers import papers_due
from cfs_panels.services.tracking.telling import NO_EVENTS, NOT_HELD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.services.office import Office
    from cfs_panels.services.tracking.stored_rows import CaseLine, ItemLine, MeetingLine
    from cfs_panels.services.tracking.telling import Telling

MATCH, EXTENSION = "match", "temporary_extension"


class TellingItems:
    """What the tables say of the items that panels heard."""

    def __init__(self, telling: Telling, office: Office) -> None:
        self._telling = telling
        self._stored = telling.stored
        self._kinds = telling.kinds
        self._office = office
        self._due: dict[tuple[str, date], date] = {}

    def items(self) -> Iterator[StoredRecord]:
        """Yield the items that were heard, and those that a workbook names."""
        for item in self._stored.items:
            meeting = self._stored.meetings[item.meeting_id]
            if "item_type" in item.facts:
                if meeting.state != MeetingState.CANCELLED:
                    yield self._imported(item, meeting)
            elif meeting.state not in NOT_HELD:
                yield self._made_here(item, meeting)

    def _imported(self, item: ItemLine, meeting: MeetingLine) -> StoredRecord:
        case = self._stored.cases.get(item.case_id or "")
        facts = item.facts
        record = self._record(
            item,
            meeting,
            ref=case.reference if case and case.household_id else "",
            child_ref=self._telling.child_refs.get(item.child_id or "", ""),
            item_type=facts["item_type"],
            outcome=item.outcome or "",
            papers_on_time=facts.get("papers_on_time"),
            unanimous=facts.get("unanimous"),
        )
        ids = dict.fromkeys((item.case_id or "", self._telling.child_case(item)))
        return StoredRecord("Items", item.id, record, case_ids=tuple(i for i in ids if i))

    def _made_here(self, item: ItemLine, meeting: MeetingLine) -> StoredRecord:
        """Return an item of an agenda made here: its type by its matter, a match with whom."""
        case = self._stored.cases[item.case_id or ""]
        kind, matter = self._telling.kind(case), self._telling.matter(case, item.item_name)
        household = case if case.household_id else None
        if matter == MATCH:
            household = self._telling.adopters(case, meeting.held_on)
        record = self._record(
            item,
            meeting,
            ref=household.reference if household else "",
            child_ref="" if case.household_id else self._telling.child_ref(case),
            item_type=self._kinds.item_type(kind, matter),
            outcome=self._outcome(item, meeting, case, matter),
            papers_on_time=self._on_time(item, meeting),
            unanimous=self._stored.unanimous.get(item.recommendation_id or ""),
        )
        ids = dict.fromkeys(found.id for found in (household, case) if found is not None)
        return StoredRecord("Items", item.id, record, case_ids=tuple(ids))

    def _record(
        self,
        item: ItemLine,
        meeting: MeetingLine,
        *,
        ref: str,
        child_ref: str,
        item_type: str,
        outcome: str,
        papers_on_time: bool | None,
        unanimous: bool | None,
    ) -> ItemRecord:
        return ItemRecord(
            panel=self._kinds.word("services", meeting.service),
            held_on=meeting.held_on,
            ref=ref,
            child_ref=child_ref,
            item_type=item_type,
            recommendation=self._kinds.word("recommendations", outcome),
            terms=self._kinds.terms(item.terms),
            places=item.places,
            deferral_reason=item.deferral_reason,
            papers_on_time=papers_on_time,
            unanimous=unanimous,
        )

    def _outcome(self, item: ItemLine, meeting: MeetingLine, case: CaseLine, matter: str) -> str:
        """Return what panel did with an item.

        On an extension panel gives its views and the agency grants it, which the workbook tells in
        one word.
        """
        if matter == EXTENSION and item.outcome == PanelOutcome.VIEWS_GIVEN:
            granted = self._stored.told.get(case.id, NO_EVENTS).on(
                EventType.TEMPORARY_APPROVAL_EXTENDED
            )
            if granted is not None and granted >= meeting.held_on:
                return PanelOutcome.EXTEND
        return item.outcome or ""

    def _on_time(self, item: ItemLine, meeting: MeetingLine) -> bool | None:
        """Return whether an item's papers went in time, by the rule in force on its day."""
        if item.papers_sent_on is None:
            return None
        key = (meeting.service, meeting.held_on)
        if key not in self._due:
            service = Service(meeting.service)
            self._due[key] = papers_due(self._office, service, meeting.held_on)
        return item.papers_sent_on <= self._due[key]
