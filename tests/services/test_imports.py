"""Workbooks taken in: what every row becomes, what stays out, and that it is all or nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import AllocateCase
from cfs_panels.domain.children import ChildQuery, ChildView
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    MemberRecord,
    PanelRecord,
    ReadWorkbook,
    RejectedRow,
    ReviewRecord,
)
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.imports import digest_of_file
from db.base import Base
from db.models import AuditEntry, ImportRun, User
from tests.services.tracking_desk import SAMPLES, SOURCE, THE_SANDHUS, TrackingDesk, book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import Moment

EXPECTED: dict[str, Any] = json.loads(
    (SAMPLES / "tracker-2023-24.expected.json").read_text(encoding="utf-8")
)
WORKBOOK, FOLDER = SAMPLES / EXPECTED["workbook"], SAMPLES / EXPECTED["folder"]


class Stopped(Exception):
    """Raised by a test to stop an import."""


def read_and_take(desk: TrackingDesk, path: Path) -> Any:
    read = desk.workspace.imports.read(desk.adviser, path)
    return desk.workspace.imports.take_in(desk.adviser, read, SOURCE)


# The sample


@pytest.mark.parametrize("path", [WORKBOOK, FOLDER], ids=["xlsx", "csv"])
def test_the_sample_is_taken_as_it_must_be_and_only_once(
    tracking: TrackingDesk, path: Path
) -> None:
    first = read_and_take(tracking, path)
    assert {
        sheet: {"accepted": first.accepted[sheet], "repeated": first.repeated[sheet]}
        for sheet in first.accepted
    } == {
        sheet: {"accepted": rows["accepted"], "repeated": rows["repeated"]}
        for sheet, rows in EXPECTED["rows"].items()
    }
    assert [(row.sheet, row.row, row.column, row.fault) for row in first.rejected] == [
        (row["sheet"], row["row"], row["column"], row["class"]) for row in EXPECTED["rejected"]
    ]
    records = tracking.records()
    second = read_and_take(tracking, path)
    assert set(second.accepted.values()) == {0}
    assert (second.updated, second.unchanged) == (0, sum(first.accepted.values()))
    assert len(second.rejected) == len(first.rejected)
    assert tracking.records() == records


def test_the_records_are_whole_after_the_sample(tracking: TrackingDesk) -> None:
    """The file, the chain of the audit trail and the projections agree."""
    read_and_take(tracking, WORKBOOK)
    assert tracking.workspace.agency_check.problems(tracking.adviser) == []
    with tracking.office.reading() as session:
        noted = session.scalar(select(func.count()).where(AuditEntry.action == "import"))
    assert noted == sum(rows["accepted"] for rows in EXPECTED["rows"].values())


def test_every_case_of_the_sample_opens(tracking: TrackingDesk) -> None:
    read_and_take(tracking, WORKBOOK)
    rows = tracking.workspace.caseload.cases(tracking.adviser).rows
    kinds = {row.kind: (row.id, row.status) for row in rows}
    assert {"Mainstream", "Connected person", "Adoption"} <= set(kinds)
    assert "Child" not in kinds
    children = tracking.workspace.children.children(tracking.adviser).rows
    found = {*kinds.values(), *((row.id, row.status) for row in children)}
    for case_id, status in found:
        details = tracking.workspace.case_pages.case(tracking.adviser, case_id)
        assert details.status == status
        assert tracking.workspace.case_pages.history(tracking.adviser, case_id)


def test_a_child_of_the_sample_stands_where_its_dates_leave_it(tracking: TrackingDesk) -> None:
    """Each clock says when it started, from which event; a child who is matched is told so."""
    read_and_take(tracking, WORKBOOK)
    stages = {}
    for view in ChildView:
        query = ChildQuery(view)
        for row in tracking.workspace.children.children(tracking.adviser, query).rows:
            stages[row.reference] = row
            assert row.stage_name != "On record"
    told = {r.child_ref: r for r in tracking.records().children}
    assert told.keys() == stages.keys()
    for reference, record in told.items():
        row = stages[reference]
        wanted = stage_of(record)
        assert row.stage == wanted or (wanted, row.stage) == ("care", "decision"), reference
        is_over = bool(record.adoption_order or record.plan_changed)
        assert row.status.is_over is is_over, reference
        clocks = tracking.workspace.clocks.clocks(tracking.adviser, reference=reference)
        assert all(line.clock.started_on for line in clocks)
        matching = [line.clock for line in clocks if line.clock.rule.id == "A-MATCH"]
        if record.matched and not record.disrupted:
            assert not any(clock.state.is_active for clock in matching), reference


def stage_of(record: ChildRecord) -> str:
    """Return the stage that the dates of a row give."""
    if record.disrupted:
        return "matching"
    dated = {
        "adopted": record.adoption_order,
        "placed": record.placed,
        "matched": record.matched,
        "matching": record.placement_order,
        "authority": record.should_be_placed,
        "care": record.entered_care,
    }
    return next((stage for stage, on in dated.items() if on), "care")


# What a row becomes


def test_the_household_of_another_agency_asks_for_nothing(tracking: TrackingDesk) -> None:
    adopters = HouseholdRecord(
        ref="X-2023-0001", service="Adoption", type="Adoption", applicant_1="Ruth Banerjee"
    )
    tracking.take(adopters)
    page = tracking.workspace.case_pages
    details = page.case(tracking.adviser, tracking.case_id("X-2023-0001"))
    assert (details.status, details.next_step, details.clocks) == (CaseStatus.CLOSED, "", ())


def test_a_connected_person_stands_at_least_at_viability_once_temporarily_approved(
    tracking: TrackingDesk,
) -> None:
    carer = HouseholdRecord(
        ref="F-2022-0052",
        service="Fostering",
        type="Connected person",
        applicant_1="Oona Pritchard",
        temporary_approval=date(2022, 12, 9),
    )
    tracking.take(carer)
    page = tracking.workspace.case_pages
    details = page.case(tracking.adviser, tracking.case_id("F-2022-0052"))
    assert (details.stage, details.status) == ("viability", CaseStatus.OPEN)


def test_a_household_becomes_a_case_with_people_and_history(tracking: TrackingDesk) -> None:
    outcome = tracking.take(THE_SANDHUS, notes={"Spare rooms": "2"})
    assert (outcome.accepted["Households"], outcome.unchanged) == (1, 0)
    case_id = tracking.case_id("F-2023-0001")
    details = tracking.workspace.case_pages.case(tracking.adviser, case_id)
    assert details.household == "Kirsty Sandhu and Liam Oakeshott"
    assert [person.name for person in details.people] == ["Kirsty Sandhu", "Liam Oakeshott"]
    assert details.people[0].born_on == date(1975, 2, 16)
    assert details.home.address == ("167 Beech Crescent", "Oxendale")
    assert (details.worker, details.team) == ("Yasmin Llewellyn", "Fostering recruitment")
    assert (details.stage, details.status) == ("stage_1", CaseStatus.OPEN)
    assert tracking.told("F-2023-0001")[1:] == [
        "Taken from the workbook tracker.xlsx",
        "Application accepted (From the tracking workbook)",
        "Application received (From the tracking workbook)",
        "Visit agreed: Proceed (From the tracking workbook)",
        "Initial visit, home (From the tracking workbook)",
        "Enquiry received (From the tracking workbook)",
    ]


def test_a_worker_without_account_gets_one_that_signs_nobody_in(tracking: TrackingDesk) -> None:
    known = replace(THE_SANDHUS, ref="F-2023-0002", worker="hannah  whitlock")
    tracking.take(THE_SANDHUS, replace(THE_SANDHUS, ref="F-2023-0003"), known)
    with tracking.office.reading() as session:
        made = session.scalars(select(User).where(User.name == "Yasmin Llewellyn")).all()
        assert [(user.is_active, user.roles, user.password_hash) for user in made] == [
            (False, [], "")
        ]
        assert session.scalar(select(func.count()).where(User.name == "Hannah Whitlock")) == 1
    rows = tracking.workspace.caseload.cases(tracking.adviser).rows
    assert {row.reference: row.worker for row in rows}["F-2023-0002"] == "Hannah Whitlock"


def test_an_approval_stands_on_the_register_until_it_ends(tracking: TrackingDesk) -> None:
    approved = DecisionRecord(
        ref="F-2023-0001",
        kind="Approval",
        decided=date(2023, 9, 1),
        decision="Approve",
        terms=("Short-term", "Specialist"),
        places=2,
        requirements=("Finish the safer caring plan",),
    )
    varied = DecisionRecord(
        ref="F-2023-0001",
        kind="Review",
        decided=date(2024, 9, 20),
        decision="Vary",
        terms=("Long-term",),
        places=1,
    )
    review = ReviewRecord("F-2023-0001", date(2024, 9, 2), "First annual", outcome="Vary")
    tracking.take(THE_SANDHUS, approved, review, varied)
    (line,) = tracking.workspace.register.approvals(tracking.adviser)
    assert line.people == ("Kirsty Sandhu", "Liam Oakeshott")
    assert (line.approved_on, line.terms) == (date(2023, 9, 1), "One child, long-term")
    assert line.review_due_on == date(2025, 9, 2)
    assert "Requirement set: Finish the safer caring plan (From the tracking workbook)" in (
        tracking.told("F-2023-0001")
    )
    tracking.take(EndingRecord("F-2023-0001", date(2025, 1, 6), "Resignation", "Retirement"))
    assert tracking.workspace.register.approvals(tracking.adviser) == ()
    (ended,) = tracking.workspace.register.approvals(tracking.adviser, with_ended=True)
    assert ended.ended_on == date(2025, 2, 3)
    details = tracking.workspace.case_pages.case(tracking.adviser, tracking.case_id("F-2023-0001"))
    assert details.status is CaseStatus.CLOSED


def test_supported_lodgings_are_not_on_the_register(tracking: TrackingDesk) -> None:
    lodgings = replace(THE_SANDHUS, type="Supported lodgings")
    approved = DecisionRecord(
        ref=lodgings.ref, kind="Approval", decided=date(2023, 9, 1), decision="Approve"
    )
    tracking.take(lodgings, approved)
    assert tracking.workspace.register.approvals(tracking.adviser) == ()


def test_a_child_has_its_own_case_beside_that_of_who_is_matched(tracking: TrackingDesk) -> None:
    child = ChildRecord(
        "C-0001",
        first_name="Finley",
        born_on=date(2020, 8, 11),
        sibling_group="S1",
        disability=False,
        entered_care=date(2022, 7, 24),
        plan="Adoption",
        should_be_placed=date(2023, 1, 18),
        placement_order=date(2023, 2, 20),
        matched=date(2023, 11, 6),
        matched_ref="F-2023-0001",
        match_source="Own",
    )
    decided = DecisionRecord(
        child_ref="C-0001",
        kind="Should be placed",
        decided=date(2023, 1, 18),
        decision="Should be placed",
    )
    panel = PanelRecord("Adoption", date(2023, 10, 20), minutes_final=date(2023, 10, 30))
    item = ItemRecord(
        panel="Adoption",
        held_on=date(2023, 10, 20),
        ref="F-2023-0001",
        child_ref="C-0001",
        item_type="Match",
        recommendation="Match",
    )
    tracking.take(THE_SANDHUS, child, decided, panel, item)
    details = tracking.workspace.case_pages.case(tracking.adviser, tracking.case_id("C-0001"))
    assert (details.household, details.people) == ("Finley", ())
    assert details.child is not None
    assert (details.child.sibling_group, details.child.age) == ("S1", 5)
    told = tracking.told("C-0001")
    assert sum(line.startswith("Decided: should be placed") for line in told) == 1
    assert "Panel recommended: match (Match) (From the tracking workbook)" in told
    assert "Panel recommended: match (Match) (From the tracking workbook)" in tracking.told(
        "F-2023-0001"
    )


def test_a_case_without_a_pathway_can_still_be_allocated_and_moved_house(
    tracking: TrackingDesk,
) -> None:
    tracking.take(replace(THE_SANDHUS, type=""))
    case_id = tracking.case_id(THE_SANDHUS.ref)
    command = AllocateCase(case_id, tracking.staff.worker.user_id, "", "North fostering team")
    tracking.workspace.do(tracking.adviser, command)
    (household,) = tracking.records().households
    assert (household.worker, household.team) == ("Hannah Whitlock", "North fostering team")
    details = tracking.workspace.case_pages.case(tracking.adviser, case_id)
    assert (details.kind, details.stages[0].name, details.actions) == (
        "Fostering, kind not known",
        "On record",
        (),
    )


def test_a_household_and_a_child_may_have_the_same_reference(tracking: TrackingDesk) -> None:
    household, child = replace(THE_SANDHUS, ref="7"), ChildRecord("7", first_name="Willow")
    decision = DecisionRecord(ref="7", child_ref="7", kind="Match", decided=date(2024, 5, 2))
    tracking.take(child, household, decision)
    records = tracking.records()
    assert [r.ref for r in records.households] == ["7"]
    assert records.children == (child,)
    assert records.decisions == (decision,)


def test_a_meeting_that_was_held_is_nobodys_work(tracking: TrackingDesk) -> None:
    held = PanelRecord("Fostering", date(2023, 10, 20), "Extra", "Virtual", "Lesley Gathercole")
    item = ItemRecord("Fostering", date(2023, 10, 20), "F-2023-0001", item_type="Approval")
    tracking.take(THE_SANDHUS, held, item)
    since = date(2020, 1, 1)
    (meeting,) = tracking.workspace.meeting_pages.meetings(tracking.adviser, since=since)
    assert (meeting.kind, meeting.state_words, meeting.items) == ("Extra panel", "Held", 1)
    page = tracking.workspace.meeting_pages.meeting(tracking.adviser, meeting.id)
    assert (page.items[0].title, page.items[0].quorum) == (
        "Kirsty Sandhu and Liam Oakeshott",
        None,
    )
    home = tracking.workspace.home.home(tracking.adviser)
    assert [row.title for row in home.rows if row.page == "meeting"] == []


def test_a_member_comes_onto_the_central_list(tracking: TrackingDesk) -> None:
    member = MemberRecord(
        "Lesley Gathercole",
        ("Fostering", "Adoption"),
        "Vice chair",
        social_work_years=11,
        joined=date(2019, 12, 27),
        last_appraisal=date(2021, 5, 13),
    )
    tracking.take(member, MemberRecord("Eleanor Yilmaz", ("Fostering",), "Medical adviser"))
    lines = tracking.workspace.central_list.members(tracking.adviser)
    assert [(line.name, line.role, line.background) for line in lines] == [
        ("Eleanor Yilmaz", "member", "Medical adviser"),
        ("Lesley Gathercole", "vice_chair", ""),
    ]
    assert tracking.workspace.home.home(tracking.adviser).rows == ()


def test_what_no_table_holds_is_kept_in_its_own_words(tracking: TrackingDesk) -> None:
    """An empty cell is not known: a decision, a review, a panel may come without its day."""
    odd = (
        HouseholdRecord("F-1", applicant_2_born_on=date(1980, 1, 1), initial_visit_mode="Home"),
        DecisionRecord(
            ref="F-1", kind="Approval", decision="Approve", oral_notice=date(2020, 1, 6)
        ),
        ReviewRecord("F-1", kind="Annual"),
        EndingRecord("F-1", date(2020, 1, 6)),
        PanelRecord("Fostering", None, "Main"),
        ItemRecord("", date(2020, 1, 6), "F-1", places=3),
        ItemRecord("Adoption", date(2020, 1, 6), "F-1", item_type="Approval", places=2),
        MemberRecord("", independent=None, left=date(2020, 1, 6)),
    )
    tracking.take(*odd)
    records = tracking.records()
    found = [
        *records.households, *records.decisions, *records.reviews, *records.endings,
        *records.panels, *records.items, *records.members,
    ]  # fmt: skip
    assert sorted(map(repr, found)) == sorted(map(repr, odd))
    again = tracking.take(*odd)
    assert (sum(again.accepted.values()), again.unchanged) == (0, len(odd))


# History


def test_a_clock_that_had_run_out_before_is_history(tracking: TrackingDesk, moment: Moment) -> None:
    moment.on(date(2024, 1, 15))
    recent = replace(
        THE_SANDHUS,
        ref="F-2023-0002",
        enquiry=None,
        initial_visit=None,
        application=date(2024, 1, 2),
        stage_1_start=date(2024, 1, 2),
    )
    tracking.take(replace(THE_SANDHUS, enquiry=date(2022, 1, 4)), recent)
    rows = {r.reference: r for r in tracking.workspace.caseload.cases(tracking.adviser).rows}
    assert rows["F-2023-0001"].clock_state != "overdue"
    assert rows["F-2023-0002"].clock_name
    details = tracking.workspace.case_pages.case(tracking.adviser, tracking.case_id("F-2023-0001"))
    assert details.worst_clock == ""
    assert "Before your records" in {clock.pill for clock in details.clocks}
    overdue = tracking.workspace.clocks.clocks(tracking.adviser, state="overdue")
    assert [clock.reference for clock in overdue] == []


def test_history_calls_for_no_step_that_the_workbook_leads_past(tracking: TrackingDesk) -> None:
    approved = DecisionRecord(
        ref="F-2023-0002", kind="Approval", decided=date(2013, 4, 16), decision="Approve"
    )
    long_ago = HouseholdRecord("F-2023-0002", "Fostering", "Mainstream", applicant_1="Nia Bell")
    in_stage_two = replace(THE_SANDHUS, ref="F-2023-0003", stage_2_start=date(2023, 9, 1))
    tracking.take(THE_SANDHUS, long_ago, approved, in_stage_two)
    rows = {r.reference: r for r in tracking.workspace.caseload.cases(tracking.adviser).rows}
    assert {ref: row.next_step for ref, row in rows.items()} == {
        "F-2023-0001": "Finish the stage 1 checks",
        "F-2023-0003": "Finish the fostering report",
    }
    details = tracking.workspace.case_pages.case(tracking.adviser, tracking.case_id("F-2023-0002"))
    assert (details.status, details.next_step) == (CaseStatus.APPROVED, "")


# All or nothing


def _rows_of_every_table(desk: TrackingDesk) -> dict[str, int]:
    with desk.office.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("after", [0, 1, 3])
def test_an_import_that_is_stopped_leaves_nothing(tracking: TrackingDesk, after: int) -> None:
    before = _rows_of_every_table(tracking)
    told: list[int] = []

    def stop(done: int, total: int, words: str = "") -> None:
        told.append(done)
        if len(told) > after:
            raise Stopped

    with pytest.raises(Stopped):
        tracking.workspace.imports.take_in(
            tracking.adviser, book(THE_SANDHUS, ChildRecord("C-1")), SOURCE, stop
        )
    assert _rows_of_every_table(tracking) == before


def test_looking_at_a_workbook_writes_nothing(tracking: TrackingDesk) -> None:
    before = _rows_of_every_table(tracking)
    outcome = tracking.workspace.imports.preview(tracking.adviser, book(THE_SANDHUS))
    assert [(row.about, row.is_new) for row in outcome.rows] == [("F-2023-0001", True)]
    assert _rows_of_every_table(tracking) == before


def test_a_contradiction_is_refused_again_when_it_comes_alone(tracking: TrackingDesk) -> None:
    refused = RejectedRow(
        "Households", 9, "Ref", "conflicting_duplicate", "F-2023-0001", "…", fingerprint="abc"
    )
    read = replace(book(THE_SANDHUS), rejected=(refused,))
    tracking.workspace.imports.take_in(tracking.adviser, read, SOURCE)
    tracking.workspace.imports.take_in(tracking.adviser, read, SOURCE)
    known = tracking.workspace.imports.known(tracking.adviser)
    assert known.households == {"F-2023-0001"}
    assert known.conflicting == {"abc"}


def test_imports_are_listed_newest_first(tracking: TrackingDesk, moment: Moment) -> None:
    tracking.take(THE_SANDHUS)
    moment.forward(days=1)
    tracking.take(replace(THE_SANDHUS, phone="01632 960700"))
    lines = tracking.workspace.imports.runs(tracking.adviser)
    assert [(line.accepted, line.updated, line.made_by) for line in lines] == [
        (1, 1, "Ruth Ellingham"),
        (1, 0, "Ruth Ellingham"),
    ]
    with tracking.office.reading() as session:
        assert session.scalar(select(func.count(ImportRun.id))) == 2


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PANEL_CHAIR, Role.SYSTEM_ADMINISTRATOR])
def test_only_those_who_run_the_panels_import(tracking: TrackingDesk, role: Role) -> None:
    with pytest.raises(RuleBroken, match="import a tracking workbook"):
        tracking.workspace.imports.take_in(tracking.as_role(role), ReadWorkbook(), SOURCE)
    with pytest.raises(RuleBroken, match="export the agency's records"):
        tracking.workspace.tracking_exports.save(tracking.as_role(role), SAMPLES)
    with pytest.raises(RuleBroken, match="see the figures"):
        tracking.workspace.figures.for_period(
            tracking.as_role(role), date(2023, 4, 1), date(2024, 3, 31)
        )


def test_a_workbook_and_a_folder_have_digests_of_their_content(tmp_path: Path) -> None:
    (tmp_path / "Panels.csv").write_text("Panel,Date\n", encoding="utf-8")
    first = digest_of_file(tmp_path)
    (tmp_path / "Panels.csv").write_text("Panel,Date,Kind\n", encoding="utf-8")
    assert len({first, digest_of_file(tmp_path), digest_of_file(WORKBOOK)}) == 3
