"""What the window refuses, and says why, where the person is looking."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.vocabulary import PanelOutcome
from cfs_panels.domain.words import long_date
from cfs_panels.services.entrance import Entry, open_agency
from tests.factories import PASSWORD
from tests.journeys.walking import ADOPTION, FOSTERING, Walk, blank_pdf
from tests.journeys.window_decision import (
    answer,
    at_the_decision,
    decide,
    fetch_letter,
    read_the_pack,
    sign,
    tell,
    words_of,
)
from tests.journeys.window_panel import at_the_meeting, hear, open_meeting
from tests.journeys.window_walk import WindowWalk
from ui.sign_in import SignIn

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.journeys.conftest import LocalAgency
    from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]


@contextmanager
def behind_the_scenes(agency: LocalAgency, pathway: str = FOSTERING) -> Generator[Walk]:
    """Open the agency through its services, to bring a case to where a test begins."""
    name = agency.staff.worker.user_name
    opened = open_agency(agency.place, name, PASSWORD, entry=Entry(now=agency.moment))
    walk = Walk(opened.workspace, agency.staff, agency.moment, pathway)
    try:
        walk.enquire_and_visit()
        walk.apply()
        walk.check()
        yield walk
    finally:
        opened.workspace.close()


def test_a_wrong_password_opens_nothing(agency: LocalAgency, hands: Hands) -> None:
    hands.fill("User name", agency.staff.worker.user_name)
    hands.fill("Password", "not the right words")
    hands.press("Sign in")
    hands.reads("The user name or the password is not right.")
    assert isinstance(hands.window(), SignIn)
    hands.sign_in(agency.staff.worker.user_name, PASSWORD)


def test_an_inquorate_panel_is_told_who_is_missing_and_may_only_defer(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    with behind_the_scenes(agency) as before:
        before.assess()
        before.book()
    walk = WindowWalk(hands, agency.staff, agency.moment, FOSTERING, tmp_path)
    with at_the_meeting(walk, agency.staff.administrator):
        open_meeting(walk, present=("Patricia Hollis", "Geoff Marland", "Abigail Stroud"))
        hands.press("Check quorum")
        hands.reads("Not quorate. 3 of 7 members present, 5 needed.")
        hear(walk)
        hands.press("Finish item")
        hands.reads(
            "This item is not quorate, so panel can only defer it. No social worker with three "
            "years' relevant experience. 3 members, 5 needed. Not there for the whole of it: David "
            "Amankwah, Kelechi Obi, Peter Winslade and Sunita Rao."
        )
        hands.take_picture("inquorate")
        hands.pick("Recommendation", "Defer")
        hands.fill("Reason for deferring", "Too few members came.")
        hands.press("Finish item")
        hands.reads("1 of 1 done")


def test_whoever_wrote_the_report_does_not_declare_its_compliance(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(blank_pdf())
    with behind_the_scenes(agency) as before:
        before.pass_stage_one()
        agency.moment.forward(days=40)
    walk = WindowWalk(hands, agency.staff, agency.moment, FOSTERING, tmp_path)
    with walk.at_the_case(agency.staff.worker, days=4):
        hands.press("Add the finished report")
        hands.drop_file(report)
        hands.choose("Written by", agency.staff.manager.name)
        hands.press("Add")
        hands.press("Record that the applicants have the report")
        hands.press("Record")
    with walk.at_the_case(agency.staff.worker, days=1):
        hands.press("Add")
        hands.press("Record the observations")
        hands.fill("What they say", "We agree with the report.")
        hands.press("Record")
    with walk.at_the_case(agency.staff.manager):
        hands.press("Add")
        hands.press("Declare compliance")
        hands.fill("Your statement", "It meets the regulations.")
        hands.press("Declare")
        hands.reads("You wrote this report, so someone else declares its compliance.")
        hands.press("Go back")


def test_a_decision_is_not_signed_with_a_wrong_password(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    with behind_the_scenes(agency) as before:
        before.assess()
        before.book()
        before.sit()
        before.minute()
    walk = WindowWalk(hands, agency.staff, agency.moment, FOSTERING, tmp_path)
    with at_the_decision(walk, agency.staff.decision_maker):
        read_the_pack(hands)
        answer(walk, hands)
        sign(hands, "not the right words")
        hands.reads("This is not your password.")
        hands.press("Go back")
        hands.reads("Ready to sign")
        sign(hands)
        hands.reads("Signed by Margaret Osei")


@pytest.mark.parametrize("pathway", [FOSTERING, ADOPTION])
def test_a_proposal_not_to_approve_ends_in_a_letter_that_gives_its_window(
    agency: LocalAgency, hands: Hands, tmp_path: Path, pathway: str
) -> None:
    with behind_the_scenes(agency, pathway) as before:
        before.assess()
        before.book()
        before.sit(PanelOutcome.NOT_SUITABLE)
        before.minute()
    walk = WindowWalk(hands, agency.staff, agency.moment, pathway, tmp_path)
    decide(walk, approve=False)
    tell(walk)
    letter = fetch_letter(walk, "etermination", view="All open")
    last_day = long_date(walk.today + timedelta(days=28))
    window = last_day if pathway == FOSTERING else "40 working days"
    for words in words_of(letter):
        assert f"Date: {long_date(walk.today)}" in words
        assert "Imran and Sophie" in words
        assert window in words
        assert "You are approved" not in words
