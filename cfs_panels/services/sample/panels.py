"""What happens around a sample meeting: planned, sent, held, minuted, decided, told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.actors import Role
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    AdvisePanel,
    ApproveMinutes,
    CloseMeeting,
    ConflictKind,
    DeclareConflict,
    DraftMinutes,
    FinishItem,
    ItemKind,
    MemberViewGiven,
    OpenItem,
    OpenMeeting,
    PlanMeeting,
    Presence,
    RecordPresence,
    RecordRecommendation,
    RecordReply,
    Reply,
    RuleOnConflict,
    Ruling,
    SaveItemMinutes,
    SendMinutes,
    SendPapers,
)
from cfs_panels.domain.vocabulary import PanelOutcome, Service
from cfs_panels.services.sample.minutes_words import item_minutes, reasons_for
from cfs_panels.services.sample.script import weekday

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.meetings import ItemDetails
    from cfs_panels.services.sample.casework import CaseScript
    from cfs_panels.services.sample.cast import Cast
    from cfs_panels.services.sample.decisions import DecisionScript
    from cfs_panels.services.sample.script import Script

ADVICE = (
    "The report is complete and the checks are in. Panel may wish to ask about support in the "
    "first months and about contact."
)


@dataclass
class MeetingItem:
    """A line of a sample agenda: a case with how it ends, business, or a break."""

    case: CaseScript | None = None
    title: str = ""
    minutes: int = 0
    outcome: PanelOutcome = PanelOutcome.SUITABLE
    advised: bool = True
    dissent: tuple[str, str] | None = None
    decision: DecisionScript | None = None
    id: str = ""


@dataclass
class MeetingScript:
    """A sample meeting: ``until`` says how far it has come."""

    cast: Cast
    service: Service
    held_on: date
    items: list[MeetingItem]
    until: str = "sent"  # planned, papers, held, drafted, approved, sent
    starts_at: time = time(9, 30)
    place: str = "County Hall, room 3, and video"
    kind: str = "Main panel"
    away: tuple[str, ...] = ()
    leaves: dict[str, time] = field(default_factory=dict)
    conflicts: list[Any] = field(default_factory=list)
    meeting_id: str = ""
    sitting: dict[str, str] = field(default_factory=dict)

    @property
    def administrator(self) -> Actor:
        """Return who plans, sends and minutes."""
        return self.cast.first(Role.PANEL_ADMINISTRATOR)

    @property
    def adviser(self) -> Actor:
        """Return the panel adviser."""
        return self.cast.first(Role.PANEL_ADVISER)

    def write(self, script: Script, today: date) -> None:
        """Add everything about the meeting to the script."""
        planned = weekday(min(self.held_on - timedelta(days=44), today - timedelta(days=18)))
        booked = weekday(min(self.held_on - timedelta(days=24), today - timedelta(days=2)))
        script.add(planned, self._plan, time(10))
        script.add(booked, self._book, time(10, 30))
        advised = weekday(min(self.held_on - timedelta(days=12), today - timedelta(days=1)))
        script.add(advised, self._advise, time(16, 30))
        for conflict in self.conflicts:
            script.add(min(conflict[4], today), partial(self._declare, conflict), time(17))
        if self.until == "planned":
            return
        script.add(weekday(self.held_on - timedelta(days=9)), self._send_papers, time(17, 30))
        if self.until == "papers":
            return
        script.add(self.held_on, self._sit, self.starts_at)
        if self.until == "held":
            return
        steps = (
            ("drafted", 3, self._draft),
            ("approved", 6, self._approve),
            ("sent", 9, self._send_minutes),
        )
        for state, days, deed in steps:
            on = weekday(self.held_on + timedelta(days=days))
            script.add(on, partial(deed, on), time(15))
            if state == self.until:
                break
        self._write_decisions(script)

    def _write_decisions(self, script: Script) -> None:
        if self.until != "sent":
            return
        for item in self.items:
            if item.decision is not None and item.case is not None:
                item.decision.write(script, item.case)

    def _plan(self) -> None:
        self.sitting = {n: i for n, i in self.cast.members.items() if n not in self.away}
        self.meeting_id = self.cast.do(
            self.administrator,
            PlanMeeting(
                service=self.service,
                held_on=self.held_on,
                starts_at=self.starts_at,
                place=self.place,
                member_ids=tuple(self.sitting.values()),
                kind=self.kind,
                minute_taker_id=self.administrator.user_id,
            ),
        )
        for name, member_id in self.sitting.items():
            reply = RecordReply(
                self.meeting_id, member_id, Reply.COMING, leaves_at=self.leaves.get(name)
            )
            self.cast.do(self.administrator, reply)

    def _book(self) -> None:
        for item in self.items:
            if item.case is not None:
                item.id = self.cast.do(
                    self.administrator,
                    AddAgendaItem(self.meeting_id, case_id=item.case.case_id, minutes=item.minutes),
                )
            else:
                is_break = item.title.split()[0] in {"Break", "Lunch"}
                self._add(item, ItemKind.BREAK if is_break else ItemKind.BUSINESS)

    def _add(self, item: MeetingItem, kind: ItemKind) -> None:
        item.id = self.cast.do(
            self.administrator,
            AddAgendaItem(self.meeting_id, kind=kind, title=item.title, minutes=item.minutes),
        )

    def _details(self, actor: Actor) -> dict[str, ItemDetails]:
        meeting = self.cast.workspace.meeting_pages.meeting(actor, self.meeting_id)
        return {item.id: item for item in meeting.items}

    def _advise(self) -> None:
        for item in self.items:
            if item.case is not None and item.advised:
                advice = AdvisePanel(item.id, ADVICE, finished=True, version=0)
                self.cast.do(self.adviser, advice)

    def _declare(self, conflict: list[Any]) -> None:
        reference, name, kind, nature, _ = conflict
        item = next(i for i in self.items if i.case and i.case.facts["reference"] == reference)
        made = self.cast.do(
            self.adviser,
            DeclareConflict(
                item.id,
                self.cast.members[name],
                ConflictKind(kind),
                nature,
                self.cast.workspace.office.today,
            ),
        )
        if kind == "professional":
            rule = RuleOnConflict(made, Ruling.LEAVE, "The work was recent and close.")
            self.cast.do(self.adviser, rule)

    def _send_papers(self) -> None:
        self.cast.do(
            self.administrator,
            SendPapers(self.meeting_id, self.cast.workspace.office.today, gaps_reason=""),
        )

    def _sit(self) -> None:
        cast, who, clock = self.cast, self.administrator, self.starts_at
        cast.do(who, OpenMeeting(self.meeting_id, clock))
        present = list(self.sitting.values())
        for number, member_id in enumerate(present):
            presence = Presence.VIDEO if number in {1, 5} else Presence.HERE
            cast.do(who, RecordPresence(self.meeting_id, member_id, presence, clock))
        minute = clock.hour * 60 + clock.minute + 15
        for item in self.items:
            if item.case is not None:
                self._hear(item, minute, present)
            minute += item.minutes or 40
        cast.do(who, CloseMeeting(self.meeting_id, time(minute // 60 % 24, minute % 60)))

    def _hear(self, item: MeetingItem, minute: int, present: list[str]) -> None:
        cast, who = self.cast, self.administrator
        at = time(minute // 60, minute % 60)
        cast.do(who, OpenItem(item.id, at))
        version = self._details(who)[item.id].minutes_version
        words = item_minutes(item.case.facts if item.case else {}, item.outcome)
        cast.do(who, SaveItemMinutes(item.id, version, **words))
        cast.do(who, self._recommendation(item, present))
        end = minute + max(item.minutes - 3, 5)
        cast.do(who, FinishItem(item.id, time(end // 60, end % 60)))

    def _recommendation(self, item: MeetingItem, present: list[str]) -> RecordRecommendation:
        views: tuple[MemberViewGiven, ...] = ()
        if item.dissent is not None:
            name, reason = item.dissent
            dissenter = self.cast.members[name]
            views = tuple(
                MemberViewGiven(m, m != dissenter, reason if m == dissenter else "")
                for m in present
            )
        is_suitable = item.outcome is PanelOutcome.SUITABLE
        has_terms = is_suitable and self.service is Service.FOSTERING
        facts = item.case.facts if item.case else {}
        return RecordRecommendation(
            item.id,
            item.outcome,
            reasons_for(facts, item.outcome),
            terms=tuple(facts.get("terms", ("short_term", "long_term"))) if has_terms else (),
            places=facts.get("places", 2) if has_terms else None,
            ages=facts.get("ages", "5 to 12") if has_terms else "",
            views=views,
        )

    def _draft(self, on: date) -> None:
        self.cast.do(self.administrator, DraftMinutes(self.meeting_id, on))

    def _approve(self, on: date) -> None:
        chair = "Patricia Hollis" if "Patricia Hollis" not in self.away else "David Amankwah"
        self.cast.do(self.cast.named(chair), ApproveMinutes(self.meeting_id, on))

    def _send_minutes(self, on: date) -> None:
        self.cast.do(self.administrator, SendMinutes(self.meeting_id, on))
