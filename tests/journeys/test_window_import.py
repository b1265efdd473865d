"""An adviser takes ten years of a spreadsheet in, sees a case of them, and takes all out again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import PASSWORD
from tests.services.tracking_desk import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import LocalAgency
    from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

EXPECTED: dict[str, Any] = json.loads(
    (SAMPLES / "tracker-2023-24.expected.json").read_text(encoding="utf-8")
)
TAKEN = sum(counts["accepted"] for counts in EXPECTED["rows"].values())
REFUSED = len(EXPECTED["rejected"])


def test_a_workbook_comes_in_and_goes_out_by_the_window(
    agency: LocalAgency, hands: Hands, tmp_path: Path
) -> None:
    hands.sign_in(agency.staff.adviser.user_name, PASSWORD)
    hands.press("Cases")
    hands.press("Import")
    hands.drop_file(SAMPLES / EXPECTED["workbook"])
    hands.reads(f"{TAKEN:,} new records, {REFUSED} rows are refused")
    hands.take_picture("import-preview")
    hands.press(f"Take in {TAKEN:,} new records")
    hands.reads(f"{TAKEN:,} records are new.")
    hands.press(f"Save the {REFUSED} refused rows")
    hands.save_to(tmp_path / "refused.xlsx")
    hands.reads("refused.xlsx saved.")
    hands.press("See the cases")
    hands.open_row("Cases", "F-2024-0001")
    hands.tab("From the workbook")
    hands.reads("Application")
    hands.take_picture("import-case")
    hands.press("Cases")
    hands.press("Export")
    hands.press("Export the tracking workbook")
    hands.save_to(tmp_path / "out.xlsx")
    hands.reads("The tracking workbook is in out.xlsx.")
    hands.press("Import")
    hands.drop_file(tmp_path / "out.xlsx")
    hands.reads("There is nothing to take in.")
    hands.press("Choose another workbook")
    hands.drop_file(tmp_path / "refused.xlsx")
    hands.reads(f"{REFUSED} are refused")
