"""The calendar: what stands in it for whom, and the file it is written to, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.calendars import CalendarEntry, CalendarKind, CalendarQuery
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import MeetingState, PlanMeeting
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.calendar_files import calendar_file
from cfs_panels.services.case_files import CaseFile, rebuild
from cfs_panels.services.workspace import Workspace
from db.models import (
    AgencyDecisionRow,
    AgendaItem,
    AuditEntry,
    Case,
    CaseEventRow,
    MeetingMember,
    PanelMeeting,
    RequirementRow,
)
from tests.factories import Made, make_case

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.services.office import Office
    from tests.factories import Staff

FIRST, LAST = date(2025, 10, 1), date(2026, 2, 28)
MEETING_ON = date(2025, 11, 4)


@pytest.fixture
def workspace(office: Office) -> Workspace:
    """Return the workspace of the agency."""
    return Workspace(office)


@pytest.fixture
def case(office: Office, staff: Staff) -> Made:
    """Return a case with a requirement that is due in November."""
    made = make_case(office, staff, names=(("Gwen", "Abernethy"),), upto=EventType.REPORT_GIVEN)
    with office.writing(staff.adviser) as session:
        session.add(
            RequirementRow(
                case_id=made.id, text="A pet assessment.", owner="Hannah Whitlock",
                due_on=date(2025, 11, 14),
            )
        )  # fmt: skip
    return made


@pytest.fixture
def meeting(workspace: Workspace, staff: Staff) -> str:
    """Return a fostering panel in November."""
    plan = PlanMeeting(Service.FOSTERING, MEETING_ON, time(9, 30), place="Harrowmere House")
    return workspace.do(staff.adviser, plan).made


def kinds(entries: tuple[CalendarEntry, ...]) -> set[CalendarKind]:
    return {entry.kind for entry in entries}


def read_back(path: Path) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(path.read_bytes())
    return [
        {
            "uid": str(event["uid"]),
            "title": str(event["summary"]),
            "on": event.decoded("dtstart"),
            "until": event.decoded("dtend"),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_the_calendar_holds_meetings_deadlines_requirements_and_members_duties(
    workspace: Workspace, staff: Staff, case: Made, meeting: str
) -> None:
    found = workspace.calendars.entries(staff.adviser, FIRST, LAST)
    assert kinds(found) >= {CalendarKind.MEETING, CalendarKind.DEADLINE, CalendarKind.REQUIREMENT}
    assert [entry.on for entry in found] == sorted(entry.on for entry in found)
    by_key = {entry.key: entry for entry in found}
    panel = by_key[f"meeting-{meeting}"]
    assert (panel.on, panel.starts_at, panel.place) == (MEETING_ON, time(9, 30), "Harrowmere House")
    assert panel.page == ("meeting", meeting)
    (required,) = [e for e in found if e.kind is CalendarKind.REQUIREMENT]
    assert required.words == f"{case.reference}: Requirement due"
    assert required.page == ("case", case.id, "requirements")


def test_deadlines_are_those_of_the_list_of_clocks(
    workspace: Workspace, staff: Staff, case: Made
) -> None:
    query = CalendarQuery(frozenset({CalendarKind.DEADLINE, CalendarKind.REVIEW}))
    found = workspace.calendars.entries(staff.adviser, FIRST, LAST, query)
    rows = workspace.clocks.clock_page(staff.adviser).rows
    due = [(row.case_id, row.due_on) for row in rows if row.due_on and FIRST <= row.due_on <= LAST]
    assert sorted((e.page[1], e.on) for e in found) == sorted(due)
    assert len({entry.key for entry in found}) == len(found)


def test_reviews_stand_apart_from_deadlines(
    workspace: Workspace, staff: Staff, case: Made, office: Office
) -> None:
    with office.writing(staff.adviser) as session:
        session.add(
            CaseEventRow(
                case_id=case.id, type=EventType.APPROVED, on=date(2024, 11, 20), facts={},
                recorded_at=office.now(), recorded_by="x", recorded_by_name="x",
            )
        )  # fmt: skip
        session.flush()
        found = session.get_one(Case, case.id)
        assert CaseFile(session, office, staff.adviser, found).clocks()
        rebuild(session, office, staff.adviser, [found])
    query = CalendarQuery(frozenset({CalendarKind.REVIEW}))
    entries = workspace.calendars.entries(staff.adviser, FIRST, LAST, query)
    assert {(e.title, e.on) for e in entries} == {("First review due", date(2025, 11, 20))}


def test_what_may_not_be_opened_stands_in_nobodys_calendar(
    workspace: Workspace, staff: Staff, case: Made, meeting: str, office: Office
) -> None:
    with office.writing(staff.manager) as session:
        session.get_one(Case, case.id).is_restricted = True
    found = workspace.calendars.entries(staff.adviser, FIRST, LAST)
    assert kinds(found) <= {CalendarKind.MEETING, CalendarKind.MEMBER}
    member = workspace.calendars.entries(staff.member, FIRST, LAST)
    assert member == ()  # a member sees the meetings they are due at, and this is none of them
    nobody = replace(staff.adviser, roles=frozenset({Role.SYSTEM_ADMINISTRATOR}), member_id=None)
    assert CalendarKind.DEADLINE not in kinds(workspace.calendars.entries(nobody, FIRST, LAST))


def test_a_requirement_waits_for_the_signature_of_its_decision(
    workspace: Workspace, staff: Staff, case: Made, office: Office
) -> None:
    query = CalendarQuery(frozenset({CalendarKind.REQUIREMENT}))
    with office.writing(staff.decision_maker) as session:
        decision = AgencyDecisionRow(
            case_id=case.id, decision_maker_id=staff.decision_maker.user_id, answers={}, read={}
        )
        session.add(decision)
        session.flush()
        session.scalars(select(RequirementRow)).one().decision_id = decision.id
        drafted = decision.id
    assert workspace.calendars.entries(staff.adviser, FIRST, LAST, query) == ()
    with office.writing(staff.decision_maker) as session:
        session.get_one(AgencyDecisionRow, drafted).signed_at = office.now()
    (entry,) = workspace.calendars.entries(staff.adviser, FIRST, LAST, query)
    assert entry.words == f"{case.reference}: Requirement due"


def test_whoever_reads_packs_alone_sees_no_requirement_of_a_case(
    workspace: Workspace, staff: Staff, case: Made, meeting: str, office: Office
) -> None:
    pack_reader = replace(
        staff.other_worker,
        roles=frozenset({Role.SOCIAL_WORKER, Role.PANEL_MEMBER}),
        member_id=staff.member.member_id,
    )
    with office.writing(staff.adviser) as session:
        item = AgendaItem(
            meeting_id=meeting, case_id=case.id, position=0, title="Gwen", minutes=30,
            papers_sent_on=office.today,
        )  # fmt: skip
        member = MeetingMember(meeting_id=meeting, member_id=staff.member.member_id)
        session.add_all([item, member])
    for reader in (staff.member, pack_reader):
        found = workspace.calendars.entries(reader, FIRST, LAST)
        assert CalendarKind.MEETING in kinds(found)
        assert CalendarKind.REQUIREMENT not in kinds(found)
    assert workspace.register.requirements(pack_reader) == ()
    assert len(workspace.register.requirements(staff.worker)) == 1


def test_service_and_team_narrow_the_calendar(
    workspace: Workspace, staff: Staff, case: Made, meeting: str
) -> None:
    calendars = workspace.calendars
    adoption = calendars.entries(
        staff.adviser, FIRST, LAST, CalendarQuery(service=Service.ADOPTION)
    )
    assert kinds(adoption) <= {CalendarKind.MEMBER}
    other = calendars.entries(staff.adviser, FIRST, LAST, CalendarQuery(team="Adoption team"))
    assert kinds(other) <= {CalendarKind.MEETING, CalendarKind.MEMBER}


def test_a_cancelled_meeting_stands_in_no_calendar(
    workspace: Workspace, staff: Staff, meeting: str, office: Office
) -> None:
    with office.writing(staff.adviser) as session:
        session.get_one(PanelMeeting, meeting).state = MeetingState.CANCELLED
    query = CalendarQuery(frozenset({CalendarKind.MEETING}))
    assert workspace.calendars.entries(staff.adviser, FIRST, LAST, query) == ()


@pytest.mark.parametrize("last", [FIRST - timedelta(days=1), FIRST + timedelta(days=3000)])
def test_a_span_that_cannot_be_meant_is_refused(
    workspace: Workspace, staff: Staff, last: date
) -> None:
    with pytest.raises(RuleBroken):
        workspace.calendars.entries(staff.adviser, FIRST, last)


# The file


def test_the_file_says_what_the_calendar_says_and_names_nobody(
    workspace: Workspace, staff: Staff, case: Made, meeting: str, tmp_path: Path
) -> None:
    target = tmp_path / "panels.ics"
    entries = workspace.calendars.entries(staff.adviser, FIRST, LAST)
    assert workspace.calendars.save(staff.adviser, FIRST, LAST, target) == len(entries)
    events = read_back(target)
    assert len(events) == len(entries) == len({event["uid"] for event in events})
    assert sorted(str(e["title"]) for e in events) == sorted(entry.words for entry in entries)
    assert b"Abernethy" not in target.read_bytes()
    assert b"Gwen" not in target.read_bytes()
    required = next(e for e in events if "Requirement" in str(e["title"]))
    assert (required["on"], required["until"]) == (date(2025, 11, 14), date(2025, 11, 15))


def test_a_meeting_has_its_time_in_london_summer_or_winter(
    workspace: Workspace, staff: Staff, meeting: str, tmp_path: Path
) -> None:
    summer = PlanMeeting(Service.ADOPTION, date(2026, 7, 7), time(14), place="By video")
    workspace.do(staff.adviser, summer)
    target = tmp_path / "meetings.ics"
    query = CalendarQuery(frozenset({CalendarKind.MEETING}))
    workspace.calendars.save(staff.adviser, FIRST, date(2026, 12, 31), target, query)
    starts = [event["on"] for event in read_back(target)]
    offsets = {start.hour: start.utcoffset() for start in starts}  # type: ignore[attr-defined]  # date-times
    assert offsets == {9: timedelta(0), 14: timedelta(hours=1)}
    assert b"TZID:Europe/London" in target.read_bytes()


def test_the_same_calendar_gives_the_same_bytes(
    workspace: Workspace, staff: Staff, case: Made, meeting: str
) -> None:
    entries = workspace.calendars.entries(staff.adviser, FIRST, LAST)
    assert calendar_file(entries) == calendar_file(list(entries))


def test_a_clock_that_each_person_has_names_nobody_in_the_file(
    workspace: Workspace, staff: Staff, case: Made, tmp_path: Path, office: Office
) -> None:
    with office.writing(staff.adviser) as session:
        for person in ("Gwen", "Idris"):
            session.add(
                CaseEventRow(
                    case_id=case.id, type=EventType.MEDICAL_COMMENT_REQUESTED, on=office.today,
                    facts={"person_id": person, "person": person}, recorded_at=office.now(),
                    recorded_by="x", recorded_by_name="x",
                )
            )  # fmt: skip
    target = tmp_path / "panels.ics"
    workspace.calendars.save(staff.adviser, FIRST, LAST, target)
    titles = [str(event["title"]) for event in read_back(target)]
    assert titles.count(f"{case.reference}: Medical adviser's comment due") == 2
    assert b"Gwen" not in target.read_bytes()
    assert b"Idris" not in target.read_bytes()
    shown = workspace.calendars.entries(staff.adviser, FIRST, LAST)
    assert "Gwen Abernethy, Idris" in {entry.name for entry in shown}


def test_names_stand_in_the_file_where_they_are_asked_for(
    workspace: Workspace, staff: Staff, case: Made, tmp_path: Path, office: Office
) -> None:
    target = tmp_path / "named.ics"
    workspace.calendars.save(staff.adviser, FIRST, LAST, target, with_names=True)
    titles = {str(event["title"]) for event in read_back(target)}
    assert f"{case.reference}: Requirement due (Gwen Abernethy)" in titles
    with office.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.kind == "calendar")).all()
    assert len(noted) == 1
