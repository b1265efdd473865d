"""The adoption journey through the real window, from the enquiry to the letter of approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.words import long_date
from tests.journeys.walking import ADOPTION, blank_pdf
from tests.journeys.window_decision import decide, fetch_letter, tell, words_of
from tests.journeys.window_panel import hold_panel
from tests.journeys.window_walk import HOUSEHOLD, WindowWalk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import LocalAgency
    from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]


def test_a_household_is_approved_to_adopt_by_clicking_and_typing(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(blank_pdf())
    walk = WindowWalk(hands, agency.staff, agency.moment, ADOPTION, tmp_path)
    walk.enquire()
    walk.write_visit()
    walk.agree_visit()
    walk.apply()
    walk.check()
    walk.assess(report)
    hold_panel(walk)
    decided_on = walk.today
    decide(walk)
    tell(walk)
    letter = fetch_letter(walk, "Approval letter")

    review = decided_on.replace(year=decided_on.year + 1)
    for words in words_of(letter):
        assert "Dear Imran and Sophie" in words
        assert f"Date: {long_date(walk.today)}" in words
        assert "approved you" in words
        assert "adopt" in words
        assert long_date(decided_on) in words
        assert "terms of approval" not in words
        assert "Short-term" not in words
        assert "aged" not in words
        assert "agreement" not in words
        assert long_date(review) in words
        assert "Margaret Osei" in words
    with walk.signed_in(agency.staff.adviser) as seen:
        seen.press("Register")
        seen.row("Register", HOUSEHOLD)
