"""What the decision maker does in the sample, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Role
from cfs_panels.domain.decisions import (
    DecisionAnswers,
    GiveOralNotice,
    MarkRead,
    OpenDecision,
    SaveDecision,
    SendWrittenNotice,
    SetRequirement,
    SignAgreement,
    SignDecision,
)
from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.services.sample.casework import FOSTERING
from cfs_panels.services.sample.script import weekday

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.sample.casework import CaseScript
    from cfs_panels.services.sample.cast import Cast
    from cfs_panels.services.sample.script import Script


@dataclass
class DecisionScript:
    """A sample decision, dated from the day the final minutes came."""

    cast: Cast
    received_on: date
    password: str
    outcome: DecisionOutcome = DecisionOutcome.APPROVE
    upto: str = "written"  # draft, signed, told, written, agreed
    requirement: tuple[str, str] | None = None
    decision_id: str = ""
    case: CaseScript | None = None

    @property
    def maker(self) -> Actor:
        """Return the decision maker."""
        return self.cast.first(Role.DECISION_MAKER)

    def write(self, script: Script, case: CaseScript) -> None:
        """Add the decision and what follows to the script."""
        self.case = case
        decided = weekday(self.received_on + timedelta(days=4))
        script.add(decided, lambda: self._draft(decided), time(10))
        if self.upto == "draft":
            return
        script.add(decided, lambda: self._sign(decided), time(12))
        told = max(decided, weekday(decided + timedelta(days=1)))
        written = max(decided, weekday(decided + timedelta(days=2)))
        agreed = weekday(decided + timedelta(days=12))
        if self.upto != "signed":
            script.add(told, lambda: self._tell(told), time(15))
        if self.upto in {"written", "agreed"}:
            script.add(written, lambda: self._send(written), time(16))
        if self.upto == "agreed" and case.facts["pathway"] == FOSTERING:
            agreement = SignAgreement("", agreed)
            script.add(agreed, lambda: self._agree(agreement), time(11))

    def _case(self) -> CaseScript:
        if self.case is None:
            raise RuntimeError("the decision has no case yet")
        return self.case

    def _draft(self, on: date) -> None:
        case_id, pages = self._case().case_id, self.cast.workspace.decision_pages
        self.decision_id = self.cast.do(self.maker, OpenDecision(case_id))
        details = pages.decision(self.maker, case_id)
        for paper in details.pack:
            self.cast.do(self.maker, MarkRead(self.decision_id, paper.paper_id))
        if self.requirement is not None:
            text, owner = self.requirement
            due = on + timedelta(days=90)
            self.cast.do(self.maker, SetRequirement(self.decision_id, text, owner, due))
        details = pages.decision(self.maker, case_id)
        advice = details.recommendation
        answers = self._answers(on, advice.reasons if advice else ())
        self.cast.do(self.maker, SaveDecision(self.decision_id, answers, details.version))

    def _answers(self, on: date, reasons: tuple[str, ...]) -> DecisionAnswers:
        facts = self._case().facts
        approves = self.outcome is DecisionOutcome.APPROVE
        has_terms = approves and facts["pathway"] == FOSTERING
        return DecisionAnswers(
            arguments_for=("A warm and realistic account.", "Support was tried and holds.")
            if approves
            else ("Commitment to a child, and honesty about what is hard.",),
            arguments_against=("The first months beside work.",)
            if approves
            else ("The plan leaves little time for a child.", "Referees were uncertain."),
            process_fair="fair",
            process_comment="Panel heard every side and addressed each argument.",
            new_information="none",
            adopted_reasons=tuple(range(1, len(reasons) + 1)),
            reasons_considered=True,
            own_reasons=facts.get(
                "own_reasons",
                "I have read the pack whole. I find the evidence of warmth and of support sound, "
                "and I agree with panel."
                if approves
                else "I have read the pack whole. I am not satisfied that a child placed now would "
                "be safe and well cared for, for the reasons panel gives.",
            ),
            outcome=self.outcome,
            terms=tuple(facts.get("terms", ("short_term", "long_term"))) if has_terms else (),
            places=facts.get("places", 2) if has_terms else None,
            ages=facts.get("ages", "5 to 12") if has_terms else "",
            effective_on=on,
            no_requirements=self.requirement is None,
        )

    def _sign(self, on: date) -> None:
        details = self.cast.workspace.decision_pages.decision(self.maker, self._case().case_id)
        self.cast.do(
            self.maker,
            SignDecision(
                self.decision_id,
                self.password,
                has_read=True,
                version=details.version,
                decided_on=on,
            ),
        )

    def _tell(self, on: date) -> None:
        case = self._case()
        told = case.facts["people"][0][0]
        notice = GiveOralNotice(self.decision_id, on, time(15), f"{told}, by telephone")
        self.cast.do(case.worker, notice)

    def _send(self, on: date) -> None:
        administrator = self.cast.first(Role.PANEL_ADMINISTRATOR)
        people = self._case().facts["people"]
        names = " and ".join(f"{first} {last}" for first, last, _ in people)
        self.cast.do(administrator, SendWrittenNotice(self.decision_id, on, names))

    def _agree(self, agreement: SignAgreement) -> None:
        case = self._case()
        self.cast.do(case.worker, replace(agreement, case_id=case.case_id))
