"""Decisions, reviews and endings told from the events of their cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
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
from cfs_panels.domain.tracking.records import DecisionRecord
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.decision_rows import CALLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.domain.tracking.events import Dated, Told
    from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds
    from cfs_panels.domain.tracking.records import ReviewRecord
    from cfs_panels.services.tracking.stored_rows import CaseLine, SignedDecision, StoredRows
    from cfs_panels.services.tracking.telling import Telling

APPROVAL, MATCH, PLAN, TERMINATE = "approval", "match", "plan", "terminate"


class TellingDecisions:
    """What the events of all cases say of decisions, reviews and endings."""

    def __init__(self, telling: Telling) -> None:
        self._stored: StoredRows = telling.stored
        self._kinds: TrackingKinds = telling.kinds
        self._telling = telling

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
                elif made := self._made_here(case, told, event):
                    yield made
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
            child_ref=self._telling.child_ref(of_child[0][0]) if of_child else "",
        )
        ids = tuple(pair[0].id for pair in (*of_household, *of_child))
        return StoredRecord("Decisions", row_id, record, case_ids=ids)

    def _made_here(self, case: CaseLine, told: Told, event: Dated) -> StoredRecord | None:
        """Return a decision that was signed here, with what its record and notices add.

        A final decision that says what had been proposed is that decision, told already.
        """
        outcome = self._kinds.word("decisions", str(event.facts.get("outcome", "")))
        if event.type == EventType.FINAL_DECISION_MADE and outcome == self._proposed(told, event):
            return None
        is_asked = event.type == EventType.FURTHER_INFORMATION_ASKED
        if is_asked:
            outcome = self._kinds.word("decisions", "more_information")
        kind, matter = self._telling.kind(case), self._matter(case, told, event)
        household = case if case.household_id else None
        if matter == MATCH:
            household = self._telling.adopters(case, event.on)
        signed = self._stored.signed.get(str(event.facts.get("decision", "")))
        received = told.latest(*CALLS, until=event.on)
        record = DecisionRecord(
            ref=household.reference if household else "",
            child_ref="" if case.household_id else self._telling.child_ref(case),
            panel_date=signed.panel_on if signed else None,
            kind=self._kind(kind, matter, outcome),
            received=received.on if received else None,
            decided=event.on,
            decision=outcome,
        )
        if not is_asked:
            record = self._with_terms(record, event, signed)
        ids = dict.fromkeys(found.id for found in (household, case) if found is not None)
        return StoredRecord("Decisions", event.id, record, case_ids=tuple(ids))

    def _with_terms(
        self, record: DecisionRecord, event: Dated, signed: SignedDecision | None
    ) -> DecisionRecord:
        """Return a decision with its terms and requirements, and when notice of it was given."""
        key, notices = str(event.facts.get("decision", "")), self._stored.notices
        answers = signed.answers if signed else {}
        return replace(
            record,
            terms=self._kinds.terms(tuple(answers.get("terms", ()))),
            places=answers.get("places"),
            oral_notice=notices.get((key, ORAL)),
            written_notice=notices.get((key, WRITTEN)),
            requirements=tuple(self._stored.requirements.get(key, ())),
        )

    def _proposed(self, told: Told, final: Dated) -> str:
        """Return what was decided before a final decision, in the workbook's words."""
        before = told.latest(EventType.DECISION_MADE, until=final.on)
        outcome = str(before.facts.get("outcome", "")) if before else ""
        return self._kinds.word("decisions", outcome)

    def _matter(self, case: CaseLine, told: Told, event: Dated) -> str:
        """Return the matter of a decision; of one that does not say, what the case was about."""
        matter = str(event.facts.get("matter", ""))
        if matter or case.household_id:
            return matter or APPROVAL
        proposed = told.latest(EventType.MATCH_PROPOSED, until=event.on)
        decided = told.latest(EventType.DECISION_MADE, until=event.on)
        is_match = proposed is not None and (decided is None or decided.on < proposed.on)
        return MATCH if is_match else PLAN

    def _kind(self, kind: CaseKind, matter: str, outcome: str) -> str:
        """Return what a decision is about, in the workbook's words."""
        if self._kinds.key("decisions", outcome) == TERMINATE and not kind.of_child:
            ending = self._kinds.ending_decision.get(kind.service)
            if ending:
                return ending
        if kind.of_child and matter != MATCH:
            return self._kinds.word("decision_kinds", "should_be_placed")
        found = self._kinds.word("decision_kinds", matter)
        return found or self._kinds.word("decision_kinds", APPROVAL)

    def reviews(self) -> Iterator[StoredRecord]:
        """Yield the reviews of approvals."""
        types = tuple(dict.fromkeys(self._kinds.events["reviews"].values()))
        for case, told in self._cases():
            for event in told.all(*types):
                record = review_record(event, self._kinds, ref=case.reference)
                if not event.row:
                    record = self._decided_on(record, told, event)
                yield StoredRecord("Reviews", event.row or event.id, record, case_ids=(case.id,))

    def _decided_on(self, record: ReviewRecord, told: Told, event: Dated) -> ReviewRecord:
        """Return a review done here with what was decided on it, at last where it was proposed."""
        key = str(event.facts.get("decision", ""))
        signed, every = self._stored.signed.get(key), told.all(EventType.DECISION_MADE)
        decided = next((e for e in every if e.facts.get("decision") == key), None)
        if signed is None or decided is None:
            return record
        following = next((e.on for e in every if e.on > decided.on), date.max)
        for final in told.all(EventType.FINAL_DECISION_MADE):
            if event.on <= final.on < following:
                decided = final
        outcome = self._kinds.word("decisions", str(decided.facts.get("outcome", "")))
        return replace(record, to_panel=signed.panel_on is not None, outcome=outcome)

    def endings(self) -> Iterator[StoredRecord]:
        """Yield how approvals ended."""
        types = tuple(self._kinds.ending_events())
        for case, told in self._cases():
            for event in told.all(*types):
                record = ending_record(event, self._kinds, ref=case.reference)
                yield StoredRecord("Endings", event.row or event.id, record, case_ids=(case.id,))
