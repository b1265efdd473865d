"""The children of the sample: a plan with the decision maker, one for panel, one who is placed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import RecordEvent, RecordObservations
from cfs_panels.domain.children import MatchSource, ProposeMatch, RecordChild
from cfs_panels.domain.decisions import DecisionAnswers, GiveOralNotice, SendWrittenNotice
from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from cfs_panels.services.sample.casework import CaseScript
from cfs_panels.services.sample.decisions import DecisionScript
from cfs_panels.services.sample.panels import MeetingItem
from cfs_panels.services.sample.script import weekday
from cfs_panels.services.sample.writing import permanence_report_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.services.sample.cast import Cast, SampleData
    from cfs_panels.services.sample.script import Script

E = EventType
CHILD = "adoption_child"
PLAN, MATCH = "plan_panel", "match_panel"
MANAGED = (E.KEY_DECISION_DISCUSSED, E.PLAN_ENDORSED)
SENT_ON = 9  # days from a panel to its minutes
FACTS: dict[EventType, dict[str, Any]] = {
    E.KEY_DECISION_DISCUSSED: {"words": "The service agrees that adoption is the right plan."},
    E.PLACEMENT_ORDER_APPLIED: {"court": "Harrowmere Family Court"},
    E.PLACEMENT_VISITED: {"words": "Settled, eating and sleeping well."},
}
SAID = {
    "key_issues": "What the child needs, and how it would be met.\nContact once a year by letter.",
    "strengths_minuted": "A careful report that puts the child first.",
    "vulnerabilities": "The first months will ask much of everybody.",
    "views": "Members found the plan well reasoned.",
    "reasons": (
        "The plan meets the needs of the child throughout life.",
        "The other ways of caring for the child were weighed fairly.",
    ),
    "supporter": "",
}
REASONS = "I have read the papers whole, with the welfare checklist before me, and I agree."


@dataclass
class ChildScript(CaseScript):
    """One child of the sample; a case as others to the panel that hears it."""

    def steps(self) -> Iterator[tuple[EventType, date]]:
        """Yield the plain steps of the child with their days, in order."""
        for event in EventType:
            told = self.facts.get(event.value, ()) if event is not E.CARE_ENTERED else ()
            for on in told if isinstance(told, list) else [told] if told else []:
                yield event, self.data.day(on)

    def write(self, script: Script) -> None:
        """Add what is done for the child to the script."""
        script.add(self.data.day(self.facts["care_entered"]), self.open_case, time(9))
        ordered = sorted(self.steps(), key=lambda step: step[1])
        for event, on in ordered:
            script.add(on, partial(self.take, event, on), time(14))
        if "decided" in self.facts:
            came = self.data.day(self.facts["sent_to_decision_maker"])
            _decision(self.cast, self.data, came, DecisionOutcome.SHOULD_BE_PLACED).write(
                script, self
            )

    def open_case(self) -> None:
        """Open the child's case."""
        facts = self.facts
        command = RecordChild(
            facts["first_name"],
            facts["last_name"],
            self.data.day(facts["born_on"]),
            self.data.day(facts["care_entered"]),
            sex=facts["sex"],
            ethnicity=facts["ethnicity"],
            relinquished=facts.get("relinquished", False),
            manager_id=self.manager.user_id,
        )
        self.case_id = self.cast.do(self.worker, command)

    def take(self, event: EventType, on: date) -> None:
        """Take one step of the child's way."""
        if event is E.PERMANENCE_REPORT_FINISHED:
            self._add_cpr(on)
        elif event is E.OBSERVATIONS_RECEIVED:
            said = "We have read the report and would like to go on."
            self.cast.do(self.worker, RecordObservations(self.case_id, on, said))
        elif event is E.MATCH_PROPOSED:
            self._propose_match(on)
        else:
            self._step(event, on)

    def _step(self, event: EventType, on: date) -> None:
        who = self.manager if event in MANAGED else self.worker
        if event is E.SENT_TO_DECISION_MAKER:
            who = self.cast.first(Role.PANEL_ADMINISTRATOR)
        self.cast.do(who, RecordEvent(self.case_id, event, on, facts=FACTS.get(event, {})))

    def _add_cpr(self, on: date) -> None:
        title = "Child's permanence report (CPR)"
        content = permanence_report_pdf(self.facts["first_name"], on)
        command = AttachPaper(
            self.case_id, "report", title, "cpr.pdf", content, on, self.worker.user_id
        )
        self.cast.do(self.worker, command)

    def _propose_match(self, on: date) -> None:
        """Propose the match with adopters whom an earlier panel approved."""
        adviser = self.cast.first(Role.PANEL_ADVISER)
        register = self.cast.workspace.register.approvals(adviser)
        approved = {line.case_id for line in register if line.service is Service.ADOPTION}
        known = self.cast.workspace.children.adopters(self.worker, self.case_id)
        adopters = next(choice.case_id for choice in known if choice.case_id in approved)
        self.cast.do(self.worker, ProposeMatch((self.case_id,), on, MatchSource.OWN, adopters))

    def item(self, key: str, held_on: date) -> MeetingItem:
        """Return the child's place on the agenda of a panel."""
        if key == PLAN:
            return MeetingItem(self, minutes=45, advised=False)
        came = weekday(held_on + timedelta(days=SENT_ON))
        decision = _decision(self.cast, self.data, came, DecisionOutcome.MATCH)
        return MeetingItem(self, minutes=45, outcome=PanelOutcome.MATCH, decision=decision)


@dataclass
class ChildDecision(DecisionScript):
    """A decision on a child of the sample; ``answers`` are those of the welfare checklist."""

    answers: dict[str, Any] = field(default_factory=dict)

    def _answers(self, on: date, reasons: tuple[str, ...]) -> DecisionAnswers:
        details = self.cast.workspace.decision_pages.decision(self.maker, self._case().case_id)
        return DecisionAnswers(
            arguments_for=("The child needs a family for life, and waits for one.",),
            arguments_against=("The child would leave the birth family.",),
            process_fair="fair" if reasons else "",
            new_information="none",
            adopted_reasons=tuple(range(1, len(reasons) + 1)),
            own_reasons=REASONS,
            outcome=self.outcome,
            no_requirements=True,
            form_answers=self.answers if details.form is not None else {},
        )

    def _tell(self, on: date) -> None:
        notice = GiveOralNotice(self.decision_id, on, time(15), f"{self._people()}, by telephone")
        self.cast.do(self._case().worker, notice)

    def _send(self, on: date) -> None:
        administrator = self.cast.first(Role.PANEL_ADMINISTRATOR)
        self.cast.do(administrator, SendWrittenNotice(self.decision_id, on, self._people()))

    def _people(self) -> str:
        is_match = self.outcome is DecisionOutcome.MATCH
        return "The adopters and the parents" if is_match else "The parents"


def _decision(
    cast: Cast, data: SampleData, received_on: date, outcome: DecisionOutcome
) -> ChildDecision:
    answers = dict(data.facts["child_answers"])
    return ChildDecision(cast, received_on, data.password, outcome, answers=answers)


def sample_children(cast: Cast, data: SampleData) -> tuple[ChildScript, ...]:
    """Return the children of the sample, none of them written into the script yet."""
    return tuple(
        ChildScript(cast, data, {"pathway": CHILD, **SAID, **facts}, {}, E.CARE_ENTERED)
        for facts in data.facts["children"]
    )


def items_on(
    children: tuple[ChildScript, ...], data: SampleData, service: Service, held_on: date
) -> list[MeetingItem]:
    """Return the children whom a panel hears on a day."""
    if service is not Service.ADOPTION:
        return []
    return [
        child.item(key, held_on)
        for child in children
        for key in (PLAN, MATCH)
        if key in child.facts and data.day(child.facts[key]) == held_on
    ]
