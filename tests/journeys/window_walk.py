"""Walks a household through the window: each person signs in, clicks, types, and signs out."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.words import long_date
from tests.factories import PASSWORD
from tests.journeys.walking import ADOPTION, FOSTERING, VISIT

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from tests.factories import Moment, Staff
    from tests.journeys.hands import Hands

HOUSEHOLD = "Imran and Sophie Delacourt"
KINDS = {FOSTERING: "Fostering: mainstream", ADOPTION: "Adoption"}
CHECKS = "Checks and references"


@dataclass
class WindowWalk:
    """One household on its way through the window."""

    hands: Hands
    staff: Staff
    moment: Moment
    pathway: str
    folder: Path

    @property
    def today(self) -> date:
        """Return the day it is."""
        return self.moment.now.date()

    @property
    def fosters(self) -> bool:
        """Return whether the household applies to foster."""
        return self.pathway == FOSTERING

    @property
    def suitable_words(self) -> str:
        """Return what panel calls a household that it recommends."""
        return f"Suitable to {'foster' if self.fosters else 'adopt'}"

    @contextmanager
    def signed_in(self, person: Actor, *, days: int = 0) -> Generator[Hands]:
        """Sign somebody in for a while; then let some days go by."""
        self.hands.sign_in(person.user_name, PASSWORD)
        yield self.hands
        self.hands.sign_out(person.name)
        self.moment.forward(days=days)

    @contextmanager
    def at_the_case(
        self, person: Actor, *, days: int = 0, view: str = "All open"
    ) -> Generator[Hands]:
        """Sign somebody in who opens the case from the list."""
        with self.signed_in(person, days=days) as hands:
            hands.press("Cases")
            hands.tab(view)
            hands.open_row("Cases", HOUSEHOLD)
            yield hands

    def step(self, person: Actor, button: str, *, days: int = 1, **answers: str) -> None:
        """Record a plain step of the case by the button that takes it."""
        with self.at_the_case(person, days=days) as hands:
            hands.press(button)
            for label, words in answers.items():
                hands.fill(label, words)
            hands.press("Record")

    # Up to the application.

    def enquire(self) -> None:
        """Record the enquiry and arrange the visit."""
        with self.signed_in(self.staff.worker, days=8) as hands:
            hands.press("Cases")
            hands.press("New enquiry")
            hands.choose("They ask about", KINDS[self.pathway])
            self._people(hands)
            hands.fill("Address", "3 Weir Road\nHarrowmere")
            hands.fill("Postcode", "WX1 3QQ")
            hands.choose("Manager", self.staff.manager.name)
            hands.take_picture(f"{self.pathway}-enquiry")
            hands.press("Record the enquiry")
            hands.press("Arrange the initial visit")
            hands.fill("Day of the visit", long_date(self.today + timedelta(days=8)))
            hands.pick("Where", "Home")
            hands.press("Record")

    @staticmethod
    def _people(hands: Hands) -> None:
        hands.press("Add a person")
        names = (("Imran", "Delacourt", "11/2/1984"), ("Sophie", "Delacourt", "30/7/1986"))
        for number, (first, last, born) in enumerate(names):
            hands.fill("First name", first, number=number)
            hands.fill("Last name", last, number=number)
            hands.fill("Date of birth", born, number=number)

    def write_visit(self) -> None:
        """Write the visit up and pass it to the manager."""
        with self.at_the_case(self.staff.worker, days=2) as hands:
            hands.press("Write the visit record")
            hands.fill("How long", "1 hour 30 min")
            hands.press("People seen")
            for number in range(2):
                hands.pick("Seen", "Yes", number=number)
            hands.press("Home and space")
            hands.fill("Where a child would sleep", str(VISIT["child_room"]))
            hands.press("Motivation")
            verb = "foster" if self.fosters else "adopt"
            hands.fill(f"Why they want to {verb}, and why now", str(VISIT["why_now"]))
            hands.press("Health")
            hands.fill("Health of everyone at home", str(VISIT["health_said"]))
            hands.press("Experience")
            children = "Bringing up, caring for and working with children"
            hands.fill(children, str(VISIT["with_children"]))
            hands.press("Work and support")
            hands.fill("Who would help", str(VISIT["who_helps"]))
            hands.press("Outcome")
            hands.fill("Strengths you saw", str(VISIT["strengths"]))
            hands.fill("Worries, and what was said about them", str(VISIT["worries"]))
            hands.pick("Your recommendation", "Proceed")
            hands.fill("Reasons", str(VISIT["reasons"]))
            hands.choose("Manager", self.staff.manager.name)
            hands.press("Check and pass to manager")
            hands.take_picture(f"{self.pathway}-visit")
            hands.press("Pass to manager")

    def agree_visit(self) -> None:
        """Read the visit and invite the household, as its manager."""
        with self.at_the_case(self.staff.manager, days=20) as hands:
            hands.press("Read and decide")
            hands.reads(str(VISIT["worries"]))
            invited = "apply" if self.fosters else "register"
            hands.pick("Your decision", f"Invite to {invited}")
            hands.fill("Reasons", "A good start.")
            hands.press("Agree")
            hands.reads("Decided by")

    def apply(self) -> None:
        """Take the application, or the registration of interest that starts stage 1."""
        worker, manager = self.staff.worker, self.staff.manager
        if self.fosters:
            self.step(worker, "Record the application")
            self.step(manager, "Accept the application")
        else:
            self.step(worker, "Record the registration of interest")
            self.step(manager, "Accept the registration of interest")
            self.step(worker, "Give notice to proceed and start stage 1")

    # Stage 1 and stage 2.

    def check(self) -> None:
        """Ask for every check, and eight days later take each in."""
        with self.at_the_case(self.staff.worker, days=8) as hands:
            hands.tab(CHECKS)
            self._each_check(hands, "Ask for")
        with self.at_the_case(self.staff.worker) as hands:
            hands.tab(CHECKS)
            self._each_check(hands, "Came in")
            hands.take_picture(f"{self.pathway}-checks")

    def _each_check(self, hands: Hands, link: str) -> None:
        """Follow one link of the list of checks after the other, until none is left."""
        table = hands.find_list(CHECKS)
        hands.until(lambda: hands.links(table, link), f"the link {link!r}")
        for left in reversed(range(len(hands.links(table, link)))):
            hands.follow(CHECKS, link)
            if link == "Came in":
                hands.pick("Outcome", "Clear")
                hands.fill("Date on it", long_date(self.today - timedelta(days=1)))
                if hands.shows("Certificate number"):
                    hands.fill("Certificate number", "001234567890")
            hands.press("Record")
            hands.until_links(table, link, left)

    def assess(self, report: Path) -> None:
        """Pass stage 1, add the report, give it, take observations in, declare compliance."""
        worker, manager = self.staff.worker, self.staff.manager
        with self.at_the_case(manager, days=1) as hands:
            hands.press("Decide stage 1")
            hands.pick("Your decision", "Passed")
            hands.press("Decide")
        if not self.fosters:
            self.step(worker, "Record the applicants' notice to proceed")
        self.moment.forward(days=40)
        with self.at_the_case(worker, days=4) as hands:
            hands.press("Add the finished report")
            hands.drop_file(report)
            hands.press("Add")
            hands.press("Record that the applicants have the report")
            hands.press("Record")
        with self.at_the_case(worker, days=1) as hands:
            hands.press("Add")
            hands.press("Record the observations")
            hands.fill("What they say", "We agree with the report.")
            hands.press("Record")
        with self.at_the_case(manager, days=1) as hands:
            hands.press("Add")
            hands.press("Declare compliance")
            hands.fill("Your statement", "It meets the regulations.")
            hands.take_picture(f"{self.pathway}-declaration")
            hands.press("Declare")
