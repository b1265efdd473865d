"""A child's way through the real window: from opening the case to a proposed match."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.words import long_date
from tests.factories import PASSWORD
from tests.journeys.walking import blank_pdf
from tests.journeys.window_decision import read_the_pack, sign
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from tests.journeys.conftest import LocalAgency
    from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

NAME = "Mia"
CHECKLIST = "Welfare checklist and plan"


class ChildWalk:
    """One child on the way through the window."""

    def __init__(self, agency: LocalAgency, hands: Hands) -> None:
        self.staff, self.moment, self.hands = agency.staff, agency.moment, hands

    @contextmanager
    def at(self, person: Actor, page: str, *, days: int = 1) -> Generator[Hands]:
        """Sign somebody in who opens the child from a list; then let days go by."""
        hands = self.hands
        hands.sign_in(person.user_name, PASSWORD)
        hands.press(page)
        hands.open_row(page, NAME)
        yield hands
        hands.sign_out(person.name)
        self.moment.forward(days=days)

    def open_case(self) -> None:
        """Open the child's case."""
        hands, worker = self.hands, self.staff.worker
        hands.sign_in(worker.user_name, PASSWORD)
        hands.press("Children")
        hands.press("New child")
        hands.fill("First name", NAME)
        hands.fill("Last name", "Tarrant")
        hands.fill("Date of birth", "14/2/2023")
        hands.fill("In care since", "3 March 2025")
        hands.pick("How the child may be placed", "Placement order needed")
        hands.choose("Manager", self.staff.manager.name)
        hands.press("Open the case")
        hands.reads("In care since 3 March 2025")
        hands.sign_out(worker.name)
        self.moment.forward(days=1)

    def plan(self, report: Path) -> None:
        """Make adoption the plan, add its papers, and propose it."""
        with self.at(self.staff.worker, "Children") as hands:
            hands.press("Record the review")
            hands.press("Record")
            hands.press("Add the finished CPR")
            hands.drop_file(report)
            hands.press("Add")
            hands.press("Record the report")
            hands.press("Record")
        with self.at(self.staff.manager, "Children") as hands:
            hands.press("Add")
            hands.press("Record that the plan is endorsed")
            hands.press("Record")
        with self.at(self.staff.worker, "Children") as hands:
            hands.press("Propose the plan")
            hands.press("Record")
        with self.at(self.staff.administrator, "Children") as hands:
            hands.press("Send to the decision maker")
            hands.press("Record")

    def decide(self) -> None:
        """Read, answer the checklist, and sign that the child should be placed."""
        with self.at(self.staff.decision_maker, "Decisions") as hands:
            hands.reads("Child's plan")
            read_the_pack(hands)
            hands.press("Answer: Key arguments, open")
            hands.fill("For", "No relative can care for her.")
            hands.fill("Against", "She loses her birth family.")
            hands.press("Answer: New information, open")
            hands.pick("New information", "None since the report")
            hands.fill("Your own reasons", "Nothing else will do.")
            hands.pick("Decision", "Should be placed")
            hands.press("There are no requirements")
            hands.reads("welfare checklist")
            hands.press(f"Answer: {CHECKLIST}, open")
            self._answer_checklist(hands)
            hands.pick("How the child may be placed", "Placement order")
            hands.take_picture("child-decision")
            sign(hands)
            hands.reads("Signed by Margaret Osei")

    @staticmethod
    def _answer_checklist(hands: Hands) -> None:
        from ui.decisions.welfare_section import WelfareSection

        section = hands.find(WelfareSection, f"{CHECKLIST}, open")
        for field in section.fields.values():
            if isinstance(field.editor, TextArea):
                hands.type_into(field.editor, "As the report says.")

    def order(self) -> None:
        """Tell the parents, and record the placement order."""
        with self.at(self.staff.worker, "Children") as hands:
            hands.press("Record that they were told")
            hands.fill("At", "15:00")
            hands.fill("Who was told", "Both parents, by telephone")
            hands.press("Record that they were told")
            hands.reads("Both parents, by telephone")
        with self.at(self.staff.worker, "Children") as hands:
            hands.press("Add")
            hands.press("Record the application for a placement order")
            hands.fill("Court", "Harrowmere")
            hands.press("Record")
        with self.at(self.staff.worker, "Children") as hands:
            hands.press("Add")
            hands.press("Record the placement order")
            hands.press("Record")

    def match(self) -> None:
        """Propose a match with another agency's adopters."""
        approved = long_date(self.moment.now.date() - timedelta(days=60))
        with self.at(self.staff.worker, "Children") as hands:
            hands.press("Add")
            hands.press("Propose a match with adopters")
            hands.fill("Who they are", "Ines and Paul Ferrar")
            hands.fill("Approved by their agency on", approved)
            hands.pick("Whose adopters they are", "Another agency’s")
            hands.press("Propose the match")
            hands.reads("Ines and Paul Ferrar")
            hands.take_picture("child-match")


def test_a_child_comes_from_care_to_a_proposed_match_by_clicking_and_typing(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(blank_pdf())
    walk = ChildWalk(agency, hands)
    walk.open_case()
    walk.plan(report)
    walk.decide()
    walk.order()
    walk.match()
    with walk.at(agency.staff.worker, "Children") as seen:
        seen.reads("Placement order")
        seen.reads("Match proposed")
        seen.reads("Give the adopters the placement report (APR).")
        seen.press("Record that they have it")
        seen.press("Record")
        seen.reads("Await the adopters' observations.")
