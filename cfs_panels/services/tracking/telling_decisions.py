"""Decisions, reviews and endings told from the events of their cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.comparing import StoredRecord
from cfs_panels.domain.tracking.decisions import (
    FROM_PLAN,
    MAIN_TYPES,
    NOTICE_TYPES,
    ORAL,
    WRITTEN,
    decision_record,
    ending_record,
    review_record,
)
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.domain.tracking.events import Dated, Told
    from cfs_panels.domain.tracking.kinds import TrackingKinds
    from cfs_panels.domain.tracking.records import DecisionRecord
    from cfs_panels.services.tracking.stored_rows import CaseLine, StoredRows
    from cfs_panels.services.tracking.telling import Telling

APPROVAL = "approval"
_ENDED = frozenset({EventType.RESIGNATION_RECEIVED, EventType.DEREGISTERED})


class TellingDecisions:
    """What the events of all cases say of decisions, reviews and endings."""

    def __init__(self, telling: Telling) -> None:
        self._stored: StoredRows = telling.stored
        self._kinds: TrackingKinds = telling.kinds
        self._child_refs = telling.child_refs

    def _cases(self) -> Iterator[tuple[CaseLine, Told]]:
        for case_id, told in self._stored.told.items():
            yield self._stored.cases[case_id], told

    def decisions(self) -> Iterator[StoredRecord]:
        """Yield the decisions and requests for information, each once.

        A workbook's row about a household and a child stands in the history of both.
        """
        copies: dict[str, list[tuple[CaseLine, Dated]]] = defaultdict(list)
        notices: dict[tuple[str, str], list[Dated]] = defaultdict(list)
        for case, told in self._cases():
            for event in told.all(*MAIN_TYPES):
                if event.facts.get(FROM_PLAN):
                    continue
                if event.row:
                    copies[event.row].append((case, event))
                else:
                    yield self._made_here(case, told, event)
            for event in told.all(*NOTICE_TYPES.values()):
                if event.row:
                    notices[event.row, case.id].append(event)
        for row_id, found in copies.items():
            yield self._imported(row_id, found, notices)

    def _imported(
        self,
        row_id: str,
        found: list[tuple[CaseLine, Dated]],
        notices: dict[tuple[str, str], list[Dated]],
    ) -> StoredRecord:
        of_household = [pair for pair in found if pair[0].household_id]
        of_child = [pair for pair in found if not pair[0].household_id]
        case, event = (of_household or of_child)[0]
        record = decision_record(
            event,
            notices.get((row_id, case.id), ()),
            self._kinds,
            ref=of_household[0][0].reference if of_household else "",
            child_ref=self._child_ref(of_child[0][0]) if of_child else "",
        )
        ids = tuple(pair[0].id for pair in (*of_household, *of_child))
        return StoredRecord("Decisions", row_id, record, case_ids=ids)

    def _made_here(self, case: CaseLine, told: Told, event: Dated) -> StoredRecord:
        """Return a decision that was signed here, with what its record and notices add."""
        key = str(event.facts.get("decision", ""))
        signed, notices = self._stored.signed.get(key), self._stored.notices
        received = [e for e in told.all(EventType.FINAL_MINUTES_SENT) if e.on <= event.on]
        is_asked = event.type == EventType.FURTHER_INFORMATION_ASKED
        base = decision_record(
            event,
            (),
            self._kinds,
            ref=case.reference if case.household_id else "",
            child_ref="" if case.household_id else self._child_ref(case),
        )
        record = replace(
            base,
            kind=base.kind or self._kind(case, event, base),
            panel_date=base.panel_date or (signed.panel_on if signed else None),
            received=base.received or (received[-1].on if received else None),
        )
        if is_asked:
            asked = self._kinds.word("decisions", "more_information")
            return StoredRecord(
                "Decisions", event.id, replace(record, decision=asked), case_ids=(case.id,)
            )
        answers = signed.answers if signed else {}
        record = replace(
            record,
            terms=self._kinds.terms(tuple(answers.get("terms", ()))) or base.terms,
            places=answers.get("places", base.places),
            oral_notice=notices.get((key, ORAL)),
            written_notice=notices.get((key, WRITTEN)),
            requirements=tuple(self._stored.requirements.get(key, ())),
        )
        return StoredRecord("Decisions", event.id, record, case_ids=(case.id,))

    def _kind(self, case: CaseLine, event: Dated, record: DecisionRecord) -> str:
        """Return what a decision is about: a household's matter, or a child by what it says."""
        if case.household_id:
            matter = str(event.facts.get("matter") or APPROVAL)
            told = self._kinds.word("decision_kinds", matter)
            return told or self._kinds.word("decision_kinds", APPROVAL)
        words = self._kinds.words["decision_kinds"]
        match = self._kinds.key("decisions", record.decision) in {"match", "no_match"}
        return self._kinds.word("decision_kinds", "match" if match else "should_be_placed") or next(
            iter(words)
        )

    def _child_ref(self, case: CaseLine) -> str:
        return self._child_refs.get(case.child_id or "", "")

    def reviews(self) -> Iterator[StoredRecord]:
        """Yield the reviews of approvals."""
        types = tuple(dict.fromkeys(self._kinds.events["reviews"].values()))
        for case, told in self._cases():
            for event in told.all(*types):
                record = review_record(event, self._kinds, ref=case.reference)
                yield StoredRecord("Reviews", event.row or event.id, record, case_ids=(case.id,))

    def endings(self) -> Iterator[StoredRecord]:
        """Yield how approvals ended."""
        types = tuple(dict.fromkeys(self._kinds.events["endings"].values()))
        for case, told in self._cases():
            for event in told.all(*types):
                record = ending_record(event, self._kinds, ref=case.reference)
                yield StoredRecord("Endings", event.row or event.id, record, case_ids=(case.id,))
