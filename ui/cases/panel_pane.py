"""A case at panel and after: the meeting, what panel recommended, what was decided and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import (
    clock_time,
    joined,
    long_date,
    plural,
    uncapitalised,
    weekday_date,
)
from ui.cases.case_pane import CasePane
from ui.cases.next_steps import Deed
from ui.cases.workbook_cards import told_title
from ui.widgets.buttons import secondary
from ui.widgets.card import ActionRow, Card, FactList, divider
from ui.widgets.labels import Label
from ui.widgets.layouts import empty, row, stretch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.decisions import DecisionDetails, NoticeLine
    from cfs_panels.domain.meetings import ItemDetails, MeetingDetails, RecommendationDetails
    from cfs_panels.domain.stage_times import CaseTimes
    from cfs_panels.domain.tracking.outcomes import ToldRow
    from ui.cases.case_desk import CaseDesk

NOT_BOOKED = "No panel is booked. The panel adviser books a slot once the case may go to panel."
NOT_HEARD = "Panel has not heard this case yet."
TOLD_ELSEWHERE = "The meetings that heard this case are told with its recommendations."
NOT_DECIDED = "The decision maker decides once the final minutes are in."


class PanelPane(CasePane):
    """Three cards: the meeting, the recommendation, the decision with its notices."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.meeting_card = Card("Panel")
        self.recommendation_card = Card("Recommendation")
        self.decision_card = Card("Decision")
        for card in (self.meeting_card, self.recommendation_card, self.decision_card):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._told: tuple[ToldRow, ...] = ()
        self._held_on: date | None = None

    def fill(self, case: CaseDetails) -> None:
        """Read and show what panel and decision maker did with a case."""
        _say(self.meeting_card, NOT_BOOKED)
        _say(self.recommendation_card, NOT_HEARD)
        _say(self.decision_card, NOT_DECIDED)
        workspace, actor = self.desk.workspace, self.desk.actor
        self._told, self._held_on = (), None
        if case.as_of is not None:
            self._read_past(case)
            return
        if case.from_workbook:
            self.desk.read(
                self,
                lambda: workspace.case_imports.rows(actor, case.id),
                self.show_told,
                _nothing_to_say,
                replaces="told",
            )
        if case.meeting_id and self.desk.can_go("meeting"):
            self.desk.read(
                self,
                lambda: workspace.meeting_pages.meeting(actor, case.meeting_id, opened=False),
                self.show_meeting,
                _nothing_to_say,
                replaces="meeting",
            )
        if "view_decision" in case.allowed and case.meeting_id:
            self.desk.read(
                self,
                lambda: workspace.decision_pages.decision(actor, case.id),
                self.show_decision,
                _nothing_to_say,
                replaces="decision",
            )

    def _read_past(self, case: CaseDetails) -> None:
        """Read what panel and decision maker had done by a day, as the events tell it."""
        workspace, actor = self.desk.workspace, self.desk.actor
        if case.meeting_on is not None:
            _say(self.meeting_card, f"Booked for the panel of {weekday_date(case.meeting_on)}.")
        self.desk.read(
            self,
            lambda: workspace.times.case_times(actor, case.id, case.as_of),
            self.show_past,
            _nothing_to_say,
            replaces="meeting",
        )

    def show_past(self, times: CaseTimes) -> None:
        """Show what had been recommended and decided by a day."""
        heard = [m for m in times.marks if m.kind in {"heard", "deferred"}]
        decided = [m for m in times.marks if m.kind == "decided"]
        for card, marks in ((self.recommendation_card, heard), (self.decision_card, decided)):
            if marks:
                card.clear()
            for mark in marks:
                card.body.addWidget(Label(f"{long_date(mark.on)}: {mark.words}", wrap=True))

    def show_told(self, rows: tuple[ToldRow, ...]) -> None:
        """Show what a workbook told of recommendations and decisions, the newest first."""
        self._told = rows
        for sheet, card in (
            ("Items", self.recommendation_card),
            ("Decisions", self.decision_card),
        ):
            told = [row for row in reversed(rows) if row.sheet == sheet]
            if told:
                card.clear()
            for number, one in enumerate(told):
                if number:
                    card.body.addWidget(divider())
                card.body.addWidget(Label(told_title(one), medium=True, wrap=True))
                card.body.addWidget(FactList(one.facts, label_width=130))
        if any(row.sheet == "Items" for row in rows):
            _say(self.meeting_card, TOLD_ELSEWHERE)

    def show_meeting(self, meeting: MeetingDetails) -> None:
        """Show the meeting and the case's item on it."""
        case = self.case
        item = next((i for i in meeting.items if case and i.id == case.item_id), None)
        self._held_on = meeting.held_on
        self.meeting_card.clear()
        self.meeting_card.body.addWidget(FactList(meeting_facts(meeting, item), label_width=130))
        deed = Deed("page", "Open agenda", ("meeting", meeting.id, "agenda"))
        self._add_button(self.meeting_card, deed)
        is_told = any(row.sheet == "Items" and row.on == meeting.held_on for row in self._told)
        if item is not None and item.recommendation is not None and not is_told:
            self._show_recommendation(
                item.recommendation, {t.key: t.words for t in item.term_choices}
            )

    def _show_recommendation(self, said: RecommendationDetails, offered: Mapping[str, str]) -> None:
        card = self.recommendation_card
        card.clear()
        card.body.addWidget(Label(said.sentence or said.words, medium=True, wrap=True))
        for number, reason in enumerate(said.reasons, 1):
            card.body.addWidget(Label(f"{number}. {reason}", wrap=True))
        card.body.addWidget(FactList(recommendation_facts(said, offered), label_width=130))

    def show_decision(self, decision: DecisionDetails) -> None:
        """Show the decision, or how far it is; one that only a workbook told stays as it is."""
        if not decision.signed_at and any(_decides(row, self._held_on) for row in self._told):
            return
        card = self.decision_card
        card.clear()
        words = decision.decision_words if decision.signed_at else decision.day_words
        card.body.addWidget(Label(words or NOT_DECIDED, medium=True, wrap=True))
        card.body.addWidget(FactList(decision_facts(decision), label_width=130))
        for notice in decision.notices:
            card.body.addWidget(ActionRow(_mark(notice), notice.words, notice_words(notice)))
        if self.desk.can_go("decision"):
            deed = Deed("page", "Open the decision", ("decision", decision.case_id))
            self._add_button(card, deed)

    def _add_button(self, card: Card, deed: Deed) -> None:
        button = secondary(deed.words, "open", small=True)
        button.clicked.connect(lambda: self.deed_chosen.emit(deed))
        card.body.addLayout(row(button, stretch()))

    def first(self) -> QWidget:
        """Return the card of the meeting."""
        return self.meeting_card


def _decides(row: ToldRow, held_on: date | None) -> bool:
    """Return whether a workbook's row tells a decision that came after a meeting."""
    late_enough = held_on is None or row.on is None or row.on >= held_on
    return row.sheet == "Decisions" and late_enough


def meeting_facts(meeting: MeetingDetails, item: ItemDetails | None) -> list[tuple[str, str]]:
    """Return where and when a case goes to panel, label and words each."""
    found = [
        ("Meeting", f"{meeting.kind}, {weekday_date(meeting.held_on)}"),
    ]
    if meeting.is_time_known:
        found.append(("Begins", f"{clock_time(meeting.starts_at)}, {meeting.place}".rstrip(", ")))
    if item is not None:
        at, long = clock_time(item.planned_at or item.starts_at), plural(item.minutes, "minute")
        when = f" at {at}, {long}" if meeting.is_time_known else ""
        found.append(("Item", f"Item {item.number}{when}. {item.item_name}"))
        if item.forecast_words:
            found.append(("Quorum", item.forecast_words))
    sent = meeting.papers_sent_on
    papers = f"Sent on {long_date(sent)}" if sent else f"Due on {long_date(meeting.papers_due_on)}"
    return [*found, ("Papers", papers), ("State", meeting.state_words)]


def recommendation_facts(
    said: RecommendationDetails, offered: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return what stands beside a recommendation, label and words each.

    A term that this kind of case does not offer, as an import may bring, is named by its key.
    """
    named = [offered.get(key, key.replace("_", " ")) for key in said.terms]
    terms = joined([uncapitalised(name) for name in named])
    terms = terms[:1].upper() + terms[1:]
    found = (
        ("Terms", terms),
        ("Places", str(said.places) if said.places is not None else ""),
        ("Ages", said.ages),
        ("Members", "All agreed" if said.unanimous else "Not all agreed: see the minutes"),
        ("Deferred because", said.deferral_reason),
    )
    return [(label, words) for label, words in found if words]


def decision_facts(decision: DecisionDetails) -> list[tuple[str, str]]:
    """Return what stands beside a decision, label and words each."""
    signed = ""
    if decision.signed_at is not None:
        day = long_date(decision.signed_at.astimezone().date())
        signed = f"{decision.signed_by}, {day}"
    came_in = "Minutes came in" if decision.recommendation is not None else "Received"
    found = (
        ("Signed by", signed),
        ("Due", "" if signed else long_date(decision.due_on)),
        (came_in, long_date(decision.minutes_received_on)),
        ("Time to respond", decision.window_words),
    )
    return [(label, words) for label, words in found if words]


def notice_words(notice: NoticeLine) -> str:
    """Return how a notice stands: given by whom and when, or due."""
    if notice.given_on is not None:
        at = f" at {clock_time(notice.given_at)}" if notice.given_at else ""
        by = f", by {notice.by}" if notice.by else ""
        return f"{long_date(notice.given_on)}{at}{by}"
    return f"Due {long_date(notice.due_on)}" if notice.due_on else ""


def _mark(notice: NoticeLine) -> str:
    return "onTrack" if notice.given_on else "overdue" if notice.state == "overdue" else "dueSoon"


def _say(card: Card, words: str) -> None:
    empty(card.body)
    card.body.addWidget(Label(words, muted=True, wrap=True))


def _nothing_to_say(error: Exception) -> bool:
    """Leave the card as it is where this person may read no more of it."""
    return isinstance(error, RuleBroken)
