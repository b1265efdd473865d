"""What panel recommends on an item or why it defers, and the minutes of the item as typed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.matters import check_panel_outcome
from cfs_panels.domain.meeting_rules import check_length, check_minutes_open
from cfs_panels.domain.meetings import (
    FinishItem,
    ItemKind,
    ItemState,
    MemberViewGiven,
    QuestionAsked,
    RecommendationDraft,
    RecordRecommendation,
    SaveItemMinutes,
)
from cfs_panels.domain.quorum_notes import note_of
from cfs_panels.domain.recommendations import (
    check_choices,
    check_invited,
    check_recommendation,
    finish_words,
    reasons_of,
    still_needed,
    views_given,
)
from cfs_panels.domain.vocabulary import OUTCOME_EVENTS, EventType, PanelOutcome
from cfs_panels.domain.words import clock_time
from cfs_panels.services.attendance_rows import keep_attendance, store_attendance
from cfs_panels.services.child_steps import check_match
from cfs_panels.services.meeting_access import item_for
from cfs_panels.services.meeting_events import changes_of, facts_of, newest_of
from cfs_panels.services.meeting_rows import line_words
from db.models import MemberViewRow, RecommendationRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.quorum import Quorum, SittingMember
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

TAKE = "take_minutes"
TYPED = (
    "heard", "supporter", "key_issues", "strengths", "vulnerabilities", "views",
    "medical_advice", "legal_advice", "advice", "report_quality", "quality_comment",
)  # fmt: skip
"""What is typed of an item, beside the questions that were asked."""


class Recommendations:
    """Items as they are minuted and decided on by panel."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            SaveItemMinutes: self.save_item_minutes,
            RecordRecommendation: self.record_recommendation,
            FinishItem: self.finish_item,
        }

    def save_item_minutes(self, actor: Actor, command: SaveItemMinutes) -> Changes:
        """Keep the minutes of an item as they stand; what is unfinished still saves.

        Raises:
            RuleBroken: before the meeting and once the minutes are approved.
            Clash: where somebody else saved them meanwhile, with both texts.
        """
        check_choices(command)
        check_length(command.supporter, 200, "supporter")
        with self._office.writing(actor) as session:
            rows, item, _ = item_for(session, self._office, actor, command.item_id, TAKE)
            check_minutes_open(rows.meeting.state, rows.meeting.minutes_approved_on)
            if item.minutes_version != command.version:
                raise Clash("the minutes of this item", typed_minutes(item), command)
            for name in TYPED:
                setattr(item, name, getattr(command, name))
            item.questions = [asdict(question) for question in command.questions]
            if command.draft is not None:
                item.recommendation_draft = asdict(command.draft)
            item.minutes_version += 1
            session.flush()
            return changes_of(rows, (), ("agenda_item", item.id), version=item.minutes_version)

    def record_recommendation(self, actor: Actor, command: RecordRecommendation) -> Changes:
        """Record what panel recommends with its quorum and each member's view, or a deferral.

        It may be recorded again until the minutes are approved; the events of the case follow.

        Raises:
            RuleBroken: where the panel is not quorate, with who is missing; without reasons; for
                an outcome, terms or views that do not belong.
        """
        check_length(command.ages, 60, "ages")
        with self._office.writing(actor) as session:
            rows, item, file = item_for(session, self._office, actor, command.item_id, TAKE)
            check_minutes_open(rows.meeting.state, rows.meeting.minutes_approved_on)
            if file is None:
                raise RuleBroken("Panel recommends on cases. This item is to be noted.")
            found, sitting = self._quorum(session, rows, item, command)
            earlier = newest_of(file, item, *OUTCOME_EVENTS)
            before = file.history.without(earlier.id if earlier else None)
            check_panel_outcome(file.pathway, before, command.outcome)
            check_invited(file.pathway.panel_choice(command.outcome), item.heard)
            check_match(file, command.outcome, rows.meeting.held_on)
            check_recommendation(command, file.pathway, sitting, found, rows.away_words(item))
            item.quorum_note = note_of(found, sitting, joint=rows.panel.is_joint)
            self._record_events(rows, item, file, command, found)
            self._store(session, actor, item, command, sitting)
            item.recommendation_draft = {}
            if item.state is ItemState.BOOKED:
                item.state = ItemState.FINISHED
            session.flush()
            choice = file.pathway.panel_choice(command.outcome)
            return changes_of(
                rows,
                [file],
                ("agenda_item", item.id),
                ("recommendation", item.id),
                message=f"Item {rows.numbers[item.id]}: {choice.words if choice else ''}",
            )

    def _quorum(
        self, session: Session, rows: MeetingRows, item: AgendaItem, command: RecordRecommendation
    ) -> tuple[Quorum, tuple[SittingMember, ...]]:
        """Return the quorum of an item as it is heard; only a deferral needs no hearing."""
        if item.state is ItemState.BOOKED:
            if command.outcome is not PanelOutcome.DEFERRED:
                raise RuleBroken(
                    f"Item {rows.numbers[item.id]} has not begun. Panel recommends once it has "
                    "heard it."
                )
            store_attendance(session, rows, item, rows.presences(item))
        elif item.papers_sent_on is None and command.outcome is not PanelOutcome.DEFERRED:
            raise RuleBroken(
                "The papers of this item have not been sent, so panel can only defer it."
            )
        else:
            keep_attendance(session, rows, item)
        return rows.quorum(item, self._office.rules), rows.sitting(item)

    def _record_events(
        self,
        rows: MeetingRows,
        item: AgendaItem,
        file: CaseFile,
        command: RecordRecommendation,
        found: Quorum,
    ) -> None:
        """Record that panel heard the item and what came of it, on the day of the meeting."""
        held_on = rows.meeting.held_on
        deferred = command.outcome is PanelOutcome.DEFERRED
        was_heard = item.papers_sent_on is not None and item.started_at is not None
        is_new = newest_of(file, item, EventType.ITEM_HEARD) is None
        if was_heard and is_new and (found.quorate or not deferred):
            file.record(EventType.ITEM_HEARD, held_on, facts=facts_of(item))
        earlier = newest_of(file, item, *OUTCOME_EVENTS)
        facts = facts_of(item, outcome=command.outcome.value)
        if deferred:
            facts["reason"] = command.deferral_reason.strip()
        file.record(
            command.outcome.event,
            held_on,
            facts=facts,
            supersedes=earlier.id if earlier else None,
            reason="recorded again" if earlier else "",
        )

    def _store(
        self,
        session: Session,
        actor: Actor,
        item: AgendaItem,
        command: RecordRecommendation,
        sitting: Sequence[SittingMember],
    ) -> None:
        deferred = command.outcome is PanelOutcome.DEFERRED
        row = item.recommendation
        if row is None:
            row = RecommendationRow(item_id=item.id)
            item.recommendation = row
        row.outcome = command.outcome
        row.reasons = [] if deferred else list(reasons_of(command))
        row.terms, row.places = list(command.terms), command.places
        row.ages = command.ages.strip()
        row.deferral_reason = command.deferral_reason.strip() if deferred else ""
        row.recorded_at, row.recorded_by = self._office.now(), actor.user_id
        session.flush()
        views = () if deferred else views_given(command, sitting)
        kept = {view.member_id: view for view in row.views}
        for view in views:
            found = kept.pop(view.member_id, None)
            if found is None:
                found = MemberViewRow(recommendation_id=row.id, member_id=view.member_id)
                row.views.append(found)
            found.agrees, found.reason = view.agrees, view.reason.strip()
        for gone in kept.values():
            row.views.remove(gone)

    def finish_item(self, actor: Actor, command: FinishItem) -> Changes:
        """Finish an item whose minutes hold everything they must.

        Raises:
            RuleBroken: naming what is still to be added.
        """
        with self._office.writing(actor) as session:
            rows, item, file = item_for(session, self._office, actor, command.item_id, TAKE)
            check_minutes_open(rows.meeting.state, rows.meeting.minutes_approved_on)
            name = line_words(rows, item)
            if item.state is not ItemState.OPEN or item.started_at is None:
                done = item.state is ItemState.FINISHED
                raise RuleBroken(f"{name} {'is finished already' if done else 'has not begun'}.")
            needed = needed_of(item)
            if needed:
                raise RuleBroken(finish_words(rows.numbers[item.id], needed))
            if file is not None and item.recommendation is not None:
                check_invited(file.pathway.panel_choice(item.recommendation.outcome), item.heard)
            if command.at < item.started_at:
                raise RuleBroken(
                    f"{name} began at {clock_time(item.started_at)}. Enter a time after that.",
                    field="at",
                )
            if item.finished_at is None:
                item.finished_at = command.at
            if item.recommendation is None:
                keep_attendance(session, rows, item)
            item.state = ItemState.FINISHED
            session.flush()
            return changes_of(rows, (), ("agenda_item", item.id), message=f"{name} finished")


def needed_of(item: AgendaItem) -> tuple[str, ...]:
    """Return what finishing an item waits for."""
    if item.kind is not ItemKind.CASE:
        return ()
    row = item.recommendation
    return still_needed(
        row.outcome if row else None,
        heard=item.heard,
        key_issues=item.key_issues,
        reasons=bool(row and row.reasons),
        report_quality=item.report_quality,
    )


def draft_of(item: AgendaItem) -> RecommendationDraft | None:
    """Return the recommendation of an item as far as it is written down, until it is recorded."""
    kept = dict(item.recommendation_draft)
    if not kept:
        return None
    kept["terms"] = tuple(kept["terms"])
    kept["views"] = tuple(MemberViewGiven(**view) for view in kept["views"])
    return RecommendationDraft(**kept)


def typed_minutes(item: AgendaItem) -> SaveItemMinutes:
    """Return the minutes of an item as they are kept."""
    return SaveItemMinutes(
        item_id=item.id,
        version=item.minutes_version,
        questions=tuple(QuestionAsked(**asked) for asked in item.questions),
        draft=draft_of(item),
        **{name: getattr(item, name) for name in TYPED},
    )
