"""What a workbook told of a case: all of it, to whom it may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.domain.actors import Role
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    ItemRecord,
    PanelRecord,
)
from db.models import Household
from tests.services.tracking_desk import THE_SANDHUS, TrackingDesk

CHILD = ChildRecord("C-0001", "Finley", born_on=date(2012, 8, 11), plan="Long-term fostering")
PANEL = PanelRecord("Fostering", date(2024, 2, 9), chair="Terry Caldicott")
ITEM = ItemRecord(
    "Fostering", date(2024, 2, 9), "F-2023-0001", "C-0001", "Match", "Match", unanimous=True
)
DECISION = DecisionRecord(
    "F-2023-0001", "C-0001", date(2024, 2, 9), "Match", decided=date(2024, 2, 23), decision="Match"
)


def test_rows_about_a_case_are_told_who_it_is_about_first_then_day_by_day(
    tracking: TrackingDesk,
) -> None:
    tracking.take(DECISION, CHILD, PANEL, ITEM, THE_SANDHUS, notes={"Spare rooms": "3"})
    rows = tracking.workspace.case_imports.rows(tracking.adviser, tracking.case_id("C-0001"))
    assert [(row.sheet, row.on) for row in rows] == [
        ("Children", date(2012, 8, 11)),
        ("Items", date(2024, 2, 9)),
        ("Decisions", date(2024, 2, 23)),
    ]
    assert ("DOB", "11 August 2012") in rows[0].facts
    assert ("Unanimous", "Yes") in rows[1].facts
    assert ("Ref", "F-2023-0001") in rows[1].facts
    assert rows[2].notes == (("Spare rooms", "3"),)
    assert (rows[0].file_name, rows[0].row) == ("tracker.xlsx", 3)


def test_a_case_that_came_another_way_has_none(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    page = tracking.workspace.case_pages.case(tracking.adviser, tracking.case_id("F-2023-0001"))
    assert page.from_workbook
    assert tracking.workspace.case_imports.rows(tracking.adviser, page.id)


def test_another_case_is_named_only_to_whom_may_open_it(tracking: TrackingDesk) -> None:
    team = tracking.staff.worker.team
    tracking.take(replace(THE_SANDHUS, team=team), CHILD, PANEL, ITEM)
    rows = tracking.workspace.case_imports.rows(
        tracking.staff.worker, tracking.case_id("F-2023-0001")
    )
    told = dict(next(row for row in rows if row.sheet == "Items").facts)
    assert told["Ref"] == "F-2023-0001"
    assert "Child ref" not in told


def test_a_secret_address_is_not_told(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    with tracking.office.writing(tracking.adviser) as session:
        session.query(Household).one().address_is_secret = True
    rows = tracking.workspace.case_imports.rows(tracking.adviser, tracking.case_id("F-2023-0001"))
    assert not {"Address", "Postcode"} & {header for header, _ in rows[0].facts}
    assert ("Phone", "01632 960699") in rows[0].facts


def test_who_may_not_open_the_case_is_told_nothing(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    case_id = tracking.case_id("F-2023-0001")
    with pytest.raises(RuleBroken):
        tracking.workspace.case_imports.rows(tracking.as_role(Role.SYSTEM_ADMINISTRATOR), case_id)
