"""A child brought to a point of the way from care to adoption, and adopters to be matched with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.cases import RecordObservations
from cfs_panels.domain.children import ProposeMatch, RecordChild
from cfs_panels.domain.decisions import MarkRead, OpenDecision, SaveDecision, SignDecision
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome, Service
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.form_library import form_library
from tests.factories import PASSWORD
from tests.journeys.pathways.paths import Path

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.children import ChildDetails
    from cfs_panels.domain.decisions import DecisionAnswers

CHILD = "adoption_child"


@dataclass
class ChildPath(Path):
    """A walk with a child; the household that adopts is kept beside it."""

    adopters_id: str = ""
    born_on: date | None = None
    form: dict[str, Any] = field(default_factory=dict)

    @property
    def social_worker(self) -> Actor:
        """Return the worker of the child and of the adopters."""
        return self.staff.worker

    def details(self) -> ChildDetails:
        """Return the child as its page shows it to the panel adviser."""
        return self.workspace.children.child(self.staff.adviser, self.case_id)

    def stage(self) -> str:
        """Return the stage that the child's case is at."""
        return self.sample().stage

    def of_adopters(self) -> Path:
        """Return the same walk with the adopters' case before it."""
        path = Path(
            self.workspace, self.staff, self.moment, self.pathway, reviewer=self.reviewer,
            head=self.head,
        )  # fmt: skip
        path.case_id = self.adopters_id
        return path

    def record(self, *, born_on: date | None = None, **known: Any) -> str:
        """Open a child's case and return it; the walk goes on with that child."""
        self.pathway = CHILD
        self.born_on = born_on or self.today - timedelta(days=900)
        command = RecordChild(
            known.pop("first_name", "Robin"),
            known.pop("last_name", "Ashby"),
            self.born_on,
            known.pop("care_entered_on", self.today - timedelta(days=1)),
            manager_id=self.staff.manager.user_id,
            **known,
        )
        self.case_id = self.do(self.social_worker, command, days=1).made
        return self.case_id

    def plan(self, *, complete: bool = True) -> None:
        """Make adoption the plan and propose it, with every paper unless told otherwise."""
        self.step(self.social_worker, E.ADOPTION_PLANNED)
        if complete:
            self.step(self.social_worker, E.PERMANENCE_REPORT_STARTED)
            self.attach("report")
            self.step(self.social_worker, E.MEDICAL_ADVISER_REPORTED)
            self.step(self.social_worker, E.ASSESSMENTS_COMPLETED)
            self.step(self.head, E.KEY_DECISION_DISCUSSED)
            self.step(self.staff.manager, E.PLAN_ENDORSED)
        self.step(self.social_worker, E.PLAN_PROPOSED)

    def answers(self, outcome: DecisionOutcome, *, heard: bool = True) -> DecisionAnswers:
        """Return a whole record, with the welfare checklist where the matter asks for it."""
        given = super().answers(outcome, heard=heard)
        own = replace(given, effective_on=None, process_fair="fair" if heard else "")
        page = self.workspace.decision_pages.decision(self.staff.decision_maker, self.case_id)
        return replace(own, form_answers=dict(self.form or FORM)) if page.form else own

    def decide_plan(self, outcome: DecisionOutcome = DecisionOutcome.SHOULD_BE_PLACED) -> None:
        """Send the matter on without panel, decide it, and tell the parents."""
        self.send_on()
        self.decide(outcome)
        self.tell()

    def order(self) -> None:
        """Have the placement order made."""
        self.step(self.social_worker, E.PLACEMENT_ORDER_APPLIED, court="Harrowmere")
        self.step(self.social_worker, E.PLACEMENT_ORDER_MADE)

    def propose(self, *others: str, actor: Actor | None = None, **more: Any) -> None:
        """Propose the match with the adopters of the file, or as told."""
        told = {"source": "Own", "adopters_case_id": self.adopters_id, **more}
        command = ProposeMatch((self.case_id, *others), self.today, **told)
        self.do(actor or self.social_worker, command, days=1)

    def observe(self) -> None:
        """Give the adopters the placement report and take their observations."""
        self.step(self.social_worker, E.PLACEMENT_REPORT_GIVEN)
        self.do(self.social_worker, RecordObservations(self.case_id, self.today, "Yes."), days=1)

    def match(self) -> None:
        """Propose the match and take it through panel and decision."""
        self.propose()
        self.observe()
        self.panel(PanelOutcome.MATCH)
        self.decide(DecisionOutcome.MATCH)
        self.tell()

    def draft(self, outcome: DecisionOutcome) -> SignDecision:
        """Write a record whole and return the command that would sign it."""
        maker, pages = self.staff.decision_maker, self.workspace.decision_pages
        self.decision_id = self.do(maker, OpenDecision(self.case_id)).made
        for paper in pages.decision(maker, self.case_id).pack:
            self.do(maker, MarkRead(self.decision_id, paper.paper_id))
        page = pages.decision(maker, self.case_id)
        answers = self.answers(outcome, heard=page.recommendation is not None)
        self.do(maker, SaveDecision(self.decision_id, answers, page.version))
        version = pages.decision(maker, self.case_id).version
        return SignDecision(self.decision_id, PASSWORD, has_read=True, version=version)


def _whole_form() -> dict[str, Any]:
    form = form_library().form("child_plan_decision", 1, Service.ADOPTION)
    return {
        f.key: f.choices[0].value if f.choices else f"What the papers say of {f.key}."
        for f in form.fields()
        if f.needed_to_pass
    }


FORM = _whole_form()
"""Every answer of the form that a record on a plan needs."""
