"""A later workbook: what it changes, what it leaves, and what was changed here since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.cases import CorrectEvent, EditHousehold, RecordEvent, WithdrawEvent
from cfs_panels.domain.tracking.outcomes import CellChange, ImportOutcome
from cfs_panels.domain.tracking.records import (
    AnyRecord,
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    MemberRecord,
    PanelRecord,
    ReviewRecord,
    TrackingRecords,
)
from cfs_panels.domain.vocabulary import EventType, PanelOutcome
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.workbook_files import save_workbook
from db.base import new_id
from db.models import Case, CaseEventRow
from tests.factories import make_case
from tests.services.tracking_desk import SOURCE, THE_SANDHUS, TrackingDesk

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.cases import EventLine

REF = THE_SANDHUS.ref
MEETING = PanelRecord("Fostering", date(2023, 8, 4), "Main", chair="Samuel Osei")
ITEM = ItemRecord(
    "Fostering", date(2023, 8, 4), REF, item_type="Approval", recommendation="Approve", places=1
)
DECISION = DecisionRecord(
    ref=REF,
    panel_date=date(2023, 8, 4),
    kind="Approval",
    received=date(2023, 8, 14),
    decided=date(2023, 8, 18),
    decision="Approve",
    terms=("Short-term",),
    places=1,
)
CHILD = ChildRecord("C-0001", first_name="Finley", entered_care=date(2022, 7, 24), plan="Adoption")
MEMBER = MemberRecord("Terry Caldicott", ("Fostering",), "Chair", joined=date(2016, 10, 15))
EVERYTHING = (
    *(THE_SANDHUS, MEETING, ITEM, DECISION, CHILD, MEMBER),
    ReviewRecord(REF, date(2024, 8, 5), "First annual"),
    EndingRecord(REF, date(2025, 1, 6), "Resignation"),
)


def taken(desk: TrackingDesk, *records: AnyRecord) -> list[AnyRecord]:
    """Return what the agency now says of the sheets of these records."""
    found = desk.records()
    every: tuple[AnyRecord, ...] = (
        *found.households, *found.panels, *found.items, *found.decisions, *found.reviews,
        *found.endings, *found.children, *found.members,
    )  # fmt: skip
    return [record for record in every if type(record) in {type(r) for r in records}]


def events(desk: TrackingDesk, reference: str = REF) -> list[EventLine]:
    lines = desk.workspace.case_pages.history(desk.adviser, desk.case_id(reference))
    return [line for line in lines if line.kind == "event"]


def kept(outcome: ImportOutcome) -> list[CellChange]:
    return [cell for row in outcome.conflicting for cell in row.kept]


CHANGES: list[tuple[AnyRecord, dict[str, Any]]] = [
    (THE_SANDHUS, {"phone": "01632 960111", "worker": "Dawn Osei", "team": "South"}),
    (THE_SANDHUS, {"applicant_2": "Liam Okafor", "applicant_2_born_on": date(1977, 7, 27)}),
    (THE_SANDHUS, {"applicant_1_gender": "Non-binary", "address": "1 High Street, Saltby"}),
    (THE_SANDHUS, {"enquiry": date(2023, 1, 3), "initial_visit_mode": "Virtual"}),
    (THE_SANDHUS, {"stage_1_end": date(2023, 5, 2), "stage_1_outcome": "Proceed"}),
    (THE_SANDHUS, {"closed": date(2023, 6, 1), "closed_reason": "Refused (AW3)"}),
    (THE_SANDHUS, {"type": "Specialist", "stage_2_end": date(2023, 8, 18), "source": "New"}),
    (THE_SANDHUS, {"service": "Adoption", "type": "Adoption"}),
    (THE_SANDHUS, {"child_ref": "C-0001", "report_kind": "Brief"}),
    (MEETING, {"format": "Hybrid", "minutes_final": date(2023, 8, 14), "kind": "Extra"}),
    (ITEM, {"recommendation": "Defer", "deferral_reason": "Medical is out"}),
    (ITEM, {"unanimous": True, "papers_on_time": False, "terms": ("Respite",)}),
    (DECISION, {"oral_notice": date(2023, 8, 21), "places": 2}),
    (DECISION, {"decision": "Not approve"}),
    (DECISION, {"requirements": ("First aid course",), "written_notice": date(2023, 8, 25)}),
    (EVERYTHING[6], {"outcome": "Continue", "to_panel": True}),
    (EVERYTHING[7], {"reason": "Retirement"}),
    (CHILD, {"should_be_placed": date(2023, 2, 1), "sibling_group": "S1", "disability": False}),
    (CHILD, {"matched": date(2023, 5, 1), "matched_ref": REF, "first_name": "Finlay"}),
    (MEMBER, {"left": date(2025, 3, 1), "independent": True, "last_training": date(2024, 2, 2)}),
]


@pytest.mark.parametrize(("record", "fields"), CHANGES)
def test_a_later_workbook_changes_what_it_says_otherwise(
    tracking: TrackingDesk, record: Any, fields: dict[str, Any]
) -> None:
    tracking.take(*EVERYTHING)
    later = replace(record, **fields)
    outcome = tracking.take(*(later if r is record else r for r in EVERYTHING))
    assert (outcome.updated, outcome.unchanged) == (1, len(EVERYTHING) - 1)
    assert taken(tracking, record) == [later]
    again = tracking.take(*(later if r is record else r for r in EVERYTHING))
    assert (again.updated, again.unchanged) == (0, len(EVERYTHING))
    assert tracking.workspace.agency_check.problems(tracking.adviser) == []


def test_what_is_stored_may_come_to_name_what_the_same_workbook_brings(
    tracking: TrackingDesk,
) -> None:
    tracking.take(THE_SANDHUS, CHILD)
    with_child = replace(THE_SANDHUS, child_ref="C-0002")
    matched = replace(CHILD, matched=date(2023, 5, 1), matched_ref="F-2023-0002")
    others = replace(THE_SANDHUS, ref="F-2023-0002")
    second = replace(CHILD, child_ref="C-0002", first_name="Orla")
    outcome = tracking.take(with_child, matched, others, second)
    assert (outcome.updated, sum(outcome.new.values())) == (2, 2)
    assert set(taken(tracking, THE_SANDHUS, CHILD)) == {with_child, matched, others, second}
    assert tracking.workspace.agency_check.problems(tracking.adviser) == []


def test_the_history_says_what_an_import_changed(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    tracking.take(replace(THE_SANDHUS, enquiry=date(2023, 1, 3), phone="01632 960111"))
    told = [line.words for line in tracking.workspace.case_pages.history(
        tracking.adviser, tracking.case_id(REF))]  # fmt: skip
    assert "Changed by the import of tracker.xlsx: phone, enquiry" in told
    old, new = (line for line in events(tracking) if line.words == "Enquiry received")
    assert (new.on, new.superseded) == (date(2023, 1, 3), False) or (
        old.on,
        old.superseded,
    ) == (date(2023, 1, 3), False)
    superseded = next(line for line in (old, new) if line.superseded)
    assert superseded.on == date(2023, 1, 9)
    assert superseded.detail.startswith("Corrected by Ruth Ellingham on 24 October 2025")
    assert superseded.detail.endswith("Import of tracker.xlsx")


def test_an_empty_cell_erases_nothing_and_an_absent_row_removes_nothing(
    tracking: TrackingDesk,
) -> None:
    tracking.take(*EVERYTHING)
    before = tracking.records()
    outcome = tracking.take(HouseholdRecord(REF, applicant_1="Kirsty Sandhu"))
    assert (outcome.updated, outcome.unchanged) == (0, 1)
    assert tracking.records() == before


def test_an_unknown_column_is_added_to_the_notes(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS, notes={"Spare rooms": "2"})
    assert tracking.take(THE_SANDHUS, notes={"Dogs": "1"}).updated == 1
    assert tracking.take(THE_SANDHUS, notes={"Spare rooms": "2"}).unchanged == 1
    again = tracking.take(THE_SANDHUS, notes={})
    assert (again.updated, again.unchanged) == (0, 1)


# Changed here since


def _ring(desk: TrackingDesk, phone: str) -> None:
    details = desk.workspace.case_pages.case(desk.adviser, desk.case_id(REF))
    home = details.home
    desk.workspace.do(
        desk.staff.administrator,
        EditHousehold(
            case_id=details.id,
            address=home.address,
            postcode=home.postcode,
            phone=phone,
            email=home.email,
            safety_note="",
            address_is_secret=False,
            access_needs="",
            version=home.version,
        ),
    )


def test_a_value_changed_here_is_reported_and_not_overwritten(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    _ring(tracking, "07700 900581")
    same = tracking.take(THE_SANDHUS)
    assert (same.unchanged, same.updated, kept(same)) == (1, 0, [])
    later = replace(THE_SANDHUS, phone="01632 960111", email="new@example.org")
    for updated in (1, 0):
        outcome = tracking.take(later)
        assert outcome.updated == updated
        assert kept(outcome) == [
            CellChange("Phone", "07700 900581", "01632 960111", "01632 960699")
        ]
    (household,) = tracking.records().households
    assert (household.phone, household.email) == ("07700 900581", "new@example.org")


def test_a_date_corrected_here_stays_corrected(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    event = next(line for line in events(tracking) if line.words == "Enquiry received")
    tracking.workspace.do(
        tracking.adviser, CorrectEvent(event.id, date(2023, 1, 6), "Typed wrongly")
    )
    assert tracking.take(THE_SANDHUS).unchanged == 1
    outcome = tracking.take(replace(THE_SANDHUS, enquiry=date(2023, 1, 3)))
    assert [cell.header for cell in kept(outcome)] == ["Enquiry"]
    assert tracking.records().households[0].enquiry == date(2023, 1, 6)


def test_what_was_taken_back_here_does_not_come_again(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS)
    event = next(line for line in events(tracking) if line.words == "Application accepted")
    tracking.workspace.do(tracking.adviser, WithdrawEvent(event.id, "Not accepted after all"))
    assert tracking.records().households[0].stage_1_start is None
    assert tracking.take(THE_SANDHUS).unchanged == 1
    assert tracking.records().households[0].stage_1_start is None


def test_a_row_that_was_taken_back_here_does_not_come_again(tracking: TrackingDesk) -> None:
    review = ReviewRecord(REF, date(2024, 8, 5), "First annual")
    specialist = replace(THE_SANDHUS, type="Mainstream")
    tracking.take(specialist, review)
    with tracking.office.writing(tracking.adviser) as session:
        case = session.query(Case).one()
        done = next(e for e in case.events if e.type is EventType.FIRST_REVIEW_DONE)
        file = CaseFile(session, tracking.office, tracking.adviser, case)
        session.add(
            CaseEventRow(
                id=new_id(), case_id=case.id, type=done.type, on=done.on,
                recorded_at=tracking.office.now(), recorded_by=tracking.adviser.user_id,
                recorded_by_name="Ruth Ellingham", supersedes=done.id, withdrawn=True,
            )
        )  # fmt: skip
        session.flush()
        file.refresh()
    assert tracking.records().reviews == ()
    assert tracking.take(specialist, review).unchanged == 2
    outcome = tracking.take(specialist, replace(review, outcome="Continue"))
    assert (outcome.unchanged, [cell.header for cell in kept(outcome)]) == (2, ["Outcome"])
    assert tracking.records().reviews == ()


def test_a_case_goes_on_here_and_the_next_workbook_knows_it(tracking: TrackingDesk) -> None:
    in_stage_two = replace(THE_SANDHUS, stage_1_end=date(2023, 5, 2), stage_1_outcome="Proceed")
    tracking.take(in_stage_two)
    case_id = tracking.case_id(REF)
    tracking.workspace.do(
        replace(tracking.staff.worker, team=THE_SANDHUS.team),
        RecordEvent(case_id, EventType.STAGE_TWO_STARTED, date(2025, 10, 1)),
    )
    assert tracking.records().households[0].stage_2_start == date(2025, 10, 1)
    outcome = tracking.take(replace(in_stage_two, stage_2_start=date(2025, 10, 1)))
    assert (outcome.unchanged, kept(outcome)) == (1, [])


# Made here


def test_a_workbook_fills_what_is_not_known_of_a_case_made_here(tracking: TrackingDesk) -> None:
    make_case(tracking.office, tracking.staff, reference="F-2025-0001")
    row = HouseholdRecord("F-2025-0001", source="IFA transfer", enquiry=date(2024, 12, 24))
    outcome = tracking.take(row)
    assert outcome.updated == 1
    assert [cell.header for cell in kept(outcome)] == ["Enquiry"]
    (household,) = tracking.records().households
    assert (household.source, household.enquiry) == ("IFA transfer", date(2025, 3, 3))
    assert kept(tracking.take(row)) == kept(outcome)


def test_the_agencys_own_workbook_changes_nothing(tracking: TrackingDesk) -> None:
    """Cases made here, written out and read in again, match by what they say."""
    made = make_case(tracking.office, tracking.staff)
    (household,) = tracking.records().households
    assert household == HouseholdRecord(
        ref=made.reference,
        service="Fostering",
        type="Mainstream",
        applicant_1="Marcus Thwaite",
        applicant_2="Leanne Thwaite",
        applicant_1_born_on=date(1979, 5, 3),
        applicant_2_born_on=date(1979, 5, 4),
        address="12 Larch Close, Harrowmere",
        postcode="WX4 7QN",
        worker="Hannah Whitlock",
        team="North fostering team",
        enquiry=date(2025, 3, 3),
        initial_visit=date(2025, 3, 19),
        application=date(2025, 5, 12),
        stage_1_start=date(2025, 5, 14),
        stage_1_end=date(2025, 7, 30),
        stage_1_outcome="Proceed",
        stage_2_start=date(2025, 7, 30),
        report_kind="Full",
    )
    outcome = tracking.take(household)
    assert (outcome.updated, outcome.unchanged) == (0, 1)


def test_an_item_recommended_anew_takes_the_place_of_the_first(tracking: TrackingDesk) -> None:
    tracking.take(THE_SANDHUS, MEETING, ITEM)
    tracking.take(THE_SANDHUS, MEETING, replace(ITEM, recommendation="Not approve"))
    with tracking.office.reading() as session:
        case = session.query(Case).one()
        assert case.stage == "stage_1"
        recorded = [e for e in case.events if e.type is EventType.RECOMMENDATION_RECORDED]
    assert [(e.facts["outcome"], e.supersedes is None) for e in recorded] == [
        (PanelOutcome.SUITABLE, True),
        (PanelOutcome.NOT_SUITABLE, False),
    ]


def test_rows_with_one_key_keep_apart(tracking: TrackingDesk) -> None:
    """Two rows may share a key and say different things; each is known by what it says."""
    first = ReviewRecord(REF, date(2024, 8, 5), "Annual", outcome="Continue")
    second = replace(first, outcome="Vary")
    assert tracking.take(THE_SANDHUS, first, second).accepted["Reviews"] == 2
    assert tracking.take(THE_SANDHUS, second, first).unchanged == 3
    outcome = tracking.take(second, replace(first, to_panel=True))
    assert (outcome.updated, outcome.unchanged) == (1, 1)
    assert set(tracking.records().reviews) == {second, replace(first, to_panel=True)}


# Two families with one reference


def read(desk: TrackingDesk, path: Path) -> ImportOutcome:
    """Read a workbook and take it in."""
    found = desk.workspace.imports.read(desk.adviser, path)
    return desk.workspace.imports.take_in(desk.adviser, found, SOURCE)


def test_nobody_receives_the_facts_of_a_stranger_with_the_same_reference(
    tracking: TrackingDesk, tmp_path: Path
) -> None:
    made = make_case(tracking.office, tracking.staff, reference="F-2023-0001")
    before = tracking.records()
    book_path = tmp_path / "tracker.xlsx"
    review = ReviewRecord("F-2023-0001", date(2024, 8, 5), "First annual")
    save_workbook(TrackingRecords(households=(THE_SANDHUS,), reviews=(review,)), {}, book_path)
    for _ in range(2):
        outcome = read(tracking, book_path)
        assert [(r.sheet, r.fault) for r in outcome.rejected] == [
            ("Households", "conflicting_duplicate"),
            ("Reviews", "unknown_ref"),
        ]
        assert tracking.records() == before
    with tracking.office.writing(tracking.adviser) as session:
        session.get_one(Case, made.id).reference = "F-2025-0001"
    outcome = read(tracking, book_path)
    assert (outcome.rejected, sum(outcome.new.values())) == ((), 2)


def test_a_family_that_an_import_brought_may_be_named_otherwise_by_the_next(
    tracking: TrackingDesk, tmp_path: Path
) -> None:
    tracking.take(THE_SANDHUS)
    renamed = replace(
        THE_SANDHUS, applicant_1="Kim Lee", applicant_2="", applicant_1_born_on=date(1980, 1, 1)
    )
    path = tmp_path / "tracker.xlsx"
    save_workbook(TrackingRecords(households=(renamed,)), {}, path)
    assert read(tracking, path).updated == 1
