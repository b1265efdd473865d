"""The fostering journey through the real window, from the enquiry to the signed agreement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.words import long_date
from tests.journeys.walking import FOSTERING, blank_pdf
from tests.journeys.window_decision import decide, fetch_letter, sign_agreement, tell, words_of
from tests.journeys.window_panel import hold_panel
from tests.journeys.window_walk import HOUSEHOLD, WindowWalk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import LocalAgency
    from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
TERMS = "Two children, aged 5 to 12"


def test_a_household_is_approved_to_foster_by_clicking_and_typing(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(blank_pdf())
    walk = WindowWalk(hands, agency.staff, agency.moment, FOSTERING, tmp_path)
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
    letter = fetch_letter(walk, "Approval letter", view="All open")
    agreement = sign_agreement(walk)

    review = decided_on.replace(year=decided_on.year + 1)
    required_by = decided_on + timedelta(days=90)
    for words in words_of(letter):
        assert "Dear Imran and Sophie" in words
        assert f"Date: {long_date(walk.today)}" in words
        assert "approved you as foster carers" in words
        assert f"Your approval starts on {long_date(decided_on)}" in words
        assert TERMS in words
        assert "Short-term" in words
        assert long_date(review) in words
        assert "Attachment course. The worker will see to this by" in words
        assert long_date(required_by) in words
        assert "Margaret Osei" in words
    for words in words_of(agreement):
        assert "Foster care agreement" in words
        assert "Imran Delacourt and Sophie Delacourt" in words
        assert TERMS in words
        assert long_date(review) in words
    with walk.signed_in(agency.staff.adviser) as seen:
        seen.press("Register")
        seen.row("Register", HOUSEHOLD)
        seen.take_picture("fostering-register")
