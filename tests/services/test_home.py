"""What needs a person: rows of home, and which of them the bell counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.central_list import EditMember
from cfs_panels.domain.decisions import MeetRequirement, SetRequirement
from cfs_panels.domain.meetings import DraftMinutes
from cfs_panels.services.case_pages import CasePages
from cfs_panels.services.central_list import CentralList
from cfs_panels.services.decisions import Decisions
from cfs_panels.services.home import Home
from cfs_panels.services.register import Register
from tests.decision_cases import Desk as DecisionDesk
from tests.decision_cases import good_answers, make_hearing
from tests.factories import TODAY, make_case
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def home(office: Office) -> Home:
    return Home(office)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def bell(home: Home, actor: Actor) -> list[str]:
    return [row.title for row in home.alerts(actor)]


def titles(home: Home, actor: Actor) -> list[str]:
    return [row.title for row in home.home(actor).rows]


def lapse(office: Office, staff: Staff, name: str) -> None:
    """Let somebody have joined long ago, without induction, training or appraisal."""
    central_list = CentralList(office)
    member = next(m for m in central_list.members(staff.adviser) if m.name == name)
    central_list.edit_member(
        staff.adviser,
        EditMember(
            member.id, member.name, member.role, member.services, member.background, None, False,
            None, None, None, None, None, "", member.version, joined_on=date(2024, 8, 8),
        ),
    )  # fmt: skip


def test_a_member_whose_duties_lapsed_is_one_row_and_the_advisers_to_put_right(
    office: Office, home: Home, staff: Staff
) -> None:
    lapse(office, staff, "Kelechi Obi")

    (row,) = (r for r in home.home(staff.adviser).rows if "Kelechi Obi" in r.title)
    assert row.title == "Induction not finished: Kelechi Obi"
    assert "Annual training day: due" in row.below
    assert "Annual appraisal: due" in row.below
    assert row.title in bell(home, staff.adviser)
    assert row.title in titles(home, staff.administrator)
    assert bell(home, staff.administrator) == []


def test_only_whoever_takes_the_minutes_is_told_that_they_are_late(
    desk: PanelDesk, home: Home, moment: Moment
) -> None:
    desk.closed(desk.case())
    moment.on(HELD_ON + timedelta(days=30))
    draft = "Draft minutes of 4 November"
    assert draft in bell(home, desk.staff.administrator)
    assert draft in titles(home, desk.staff.adviser)
    assert draft not in bell(home, desk.staff.adviser)


def test_only_whoever_chaired_is_asked_to_approve_the_minutes(
    desk: PanelDesk, home: Home, moment: Moment
) -> None:
    meeting_id, _ = desk.closed(desk.case())
    desk.act(DraftMinutes(meeting_id, HELD_ON))
    moment.on(HELD_ON + timedelta(days=30))
    approve = "Approve the minutes of 4 November"
    assert approve in bell(home, desk.staff.chair)
    assert approve not in titles(home, desk.staff.member)


def test_the_bell_counts_rows_of_home_that_are_late_or_for_today(
    office: Office, home: Home, staff: Staff
) -> None:
    make_case(office, staff)
    lapse(office, staff, "Kelechi Obi")
    for actor in (staff.adviser, staff.administrator, staff.worker, staff.manager):
        rows = home.home(actor).rows
        pressing = [r for r in rows if r.mine and r.due_on is not None and r.due_on <= TODAY]
        assert list(home.alerts(actor)) == pressing


def test_what_a_person_only_follows_is_listed_and_counted_by_itself(
    office: Office, home: Home, staff: Staff
) -> None:
    lapse(office, staff, "Kelechi Obi")
    found = home.home(staff.administrator)
    assert any("Kelechi Obi" in row.title for row in found.rows)
    nothing = "Nothing needs you in the next five working days."
    assert found.summary == f"{nothing} You follow seven things."


def test_a_panel_that_is_seen_in_part_says_so(
    office: Office, desk: PanelDesk, home: Home, staff: Staff
) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    whole = home.home(staff.adviser).next_panel
    part = home.home(staff.member).next_panel
    assert whole is not None
    assert part is not None
    assert (whole.items, whole.is_whole) == (1, True)
    assert (part.items, part.is_whole) == (0, False)
    assert not desk.page(meeting_id, staff.member).is_whole


def required(office: Office, staff: Staff, owner: str) -> str:
    """Approve a household with a requirement that somebody is to meet by 30 November 2025."""
    desk = DecisionDesk(office, staff)
    case_id = make_hearing(office, staff).case_id
    decision_id = desk.open(case_id)
    due = date(2025, 11, 30)
    desk.decisions.set_requirement(
        desk.actor, SetRequirement(decision_id, "A second visit", owner, due)
    )
    desk.sign(case_id, good_answers(no_requirements=False))
    return case_id


def requirements(home: Home, actor: Actor) -> list[tuple[str, str, bool]]:
    return [
        (row.title, row.when, row.mine)
        for row in home.home(actor).rows
        if row.reference[1:] == ("requirements",)
    ]


def test_a_requirement_is_on_home_from_a_week_before_until_it_is_met(
    office: Office, home: Home, staff: Staff, moment: Moment
) -> None:
    case_id = required(office, staff, "Hannah Whitlock")
    assert requirements(home, staff.worker) == []
    moment.on(date(2025, 11, 26))
    title = "Requirement: Marcus Thwaite and Leanne Thwaite"
    assert requirements(home, staff.worker) == [(title, "Sunday 30 November", True)]
    assert requirements(home, staff.manager) == []
    moment.on(date(2025, 12, 2))
    assert requirements(home, staff.worker) == [(title, "2 days late", True)]
    assert title in bell(home, staff.worker)
    assert requirements(home, staff.manager) == [(title, "2 days late", False)]
    assert requirements(home, staff.other_worker) == []
    row = next(r for r in home.home(staff.worker).rows if r.title == title)
    assert row.reference == (case_id, "requirements")
    assert row.below == "Hannah Whitlock: A second visit"
    line = Register(office).requirements(staff.worker, case_id)[0]
    met = MeetRequirement(line.id, date(2025, 12, 1), "Visit record.")
    Decisions(office).meet_requirement(staff.worker, met)
    assert requirements(home, staff.worker) == requirements(home, staff.manager) == []


def test_whoever_owes_a_requirement_is_told_though_the_case_is_another_s(
    office: Office, home: Home, staff: Staff, moment: Moment
) -> None:
    required(office, staff, staff.adviser.name)
    moment.on(date(2025, 12, 2))
    assert [mine for _title, _when, mine in requirements(home, staff.adviser)] == [True]


def test_the_case_s_page_counts_what_is_required_and_late(
    office: Office, staff: Staff, moment: Moment
) -> None:
    case_id = required(office, staff, "Hannah Whitlock")
    moment.on(date(2025, 12, 2))
    pages = CasePages(office)
    now = pages.case(staff.worker, case_id)
    assert (now.open_requirements, now.late_requirements) == (1, 1)
    then = pages.case(staff.worker, case_id, as_of=date(2025, 11, 20))
    assert (then.open_requirements, then.late_requirements) == (1, 0)
    before = pages.case(staff.worker, case_id, as_of=date(2025, 10, 20))
    assert (before.open_requirements, before.late_requirements) == (0, 0)
