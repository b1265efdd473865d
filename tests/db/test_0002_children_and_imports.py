"""An agency of the first revision keeps all it has when children and imports come."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from db.migrations import migrate

BEFORE, AFTER = "0001", "0002"
FIRST: dict[str, dict[str, object]] = {
    "agency": {
        "id": "a1", "name": "Wealdshire", "kind": "council", "address": "[]", "contact": "",
        "logo": b"", "version": 1,
    },
    "household": {
        "id": "h1", "address": "[]", "postcode": "", "phone": "", "email": "", "safety_note": "",
        "safety_by": "", "address_is_secret": False, "access_needs": "", "version": 1,
    },
    "panel": {
        "id": "p1", "agency_id": "a1", "service": "fostering", "name": "Fostering panel",
        "is_joint": False, "version": 1,
    },
    "case": {
        "id": "c1", "agency_id": "a1", "reference": "F-2025-0001", "service": "fostering",
        "pathway": "fostering_mainstream", "pathway_version": 1, "household_id": "h1",
        "household_name": "Marcus Thwaite", "team": "", "channel": "", "heard_of_us": "",
        "is_restricted": False, "restricted_reason": "", "stage": "enquiry", "status": "open",
        "next_step": "", "next_words": "", "next_owner": "", "next_owner_name": "",
        "next_owner_id": "", "clock_rule": "", "version": 3,
    },
    "central_list_member": {
        "id": "m1", "agency_id": "a1", "name": "Geoff Marland", "role": "member",
        "services": '["fostering"]', "background": "", "independent": True, "email": "",
        "joined_on": "2022-04-01", "version": 1,
    },
    "panel_meeting": {
        "id": "t1", "panel_id": "p1", "kind": "Main panel", "held_on": "2025-11-04",
        "starts_at": "09:30:00.000000", "place": "County Hall", "limit_minutes": 360,
        "state": "planned", "late_reason": "", "gaps_reason": "", "minutes_sent_back": "",
        "minutes_digest": "", "version": 1,
    },
    "agenda_item": {
        "id": "i1", "meeting_id": "t1", "case_id": "c1", "kind": "case", "position": 0,
        "title": "Thwaite", "item_name": "", "minutes": 40, "presenters": "", "attendees": "",
        "removed": False, "state": "booked", "heard": "", "supporter": "", "key_issues": "",
        "strengths": "", "vulnerabilities": "", "questions": "[]", "views": "",
        "medical_advice": "", "legal_advice": "", "advice": "", "report_quality": "",
        "quality_comment": "", "quorum_note": "{}", "recommendation_draft": "{}",
        "minutes_version": 0, "version": 1,
    },
}  # fmt: skip


@pytest.fixture
def upgraded(connection: Connection) -> Connection:
    """Return an agency of the first revision, brought up to this one."""
    with connection.begin():
        migrate(connection, BEFORE)
    with connection.begin():
        for table, row in FIRST.items():
            names, values = ", ".join(f'"{n}"' for n in row), ", ".join(f":{n}" for n in row)
            connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({values})'), row)
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]  # it is open
    with connection.begin():
        migrate(connection, AFTER)
    return connection


def test_cases_meetings_and_members_keep_what_they_had(upgraded: Connection) -> None:
    with upgraded.begin():
        case = upgraded.execute(text('SELECT * FROM "case"')).mappings().one()
        assert (case["reference"], case["household_id"], case["version"]) == (
            "F-2025-0001", "h1", 3,
        )  # fmt: skip
        assert (case["origin"], case["child_id"], case["history_until"]) == ("person", None, None)
        meeting = upgraded.execute(text("SELECT * FROM panel_meeting")).mappings().one()
        assert (meeting["place"], meeting["origin"], meeting["format"]) == (
            "County Hall", "person", "",
        )  # fmt: skip
        item = upgraded.execute(text("SELECT * FROM agenda_item")).mappings().one()
        assert (item["title"], bool(item["is_history"])) == ("Thwaite", False)
        for table in ("case", "agenda_item"):
            kept = upgraded.execute(text(f'SELECT facts FROM "{table}"')).scalar_one()
            assert kept in ("{}", {})


def test_a_case_may_be_about_a_child_alone(upgraded: Connection) -> None:
    with upgraded.begin():
        upgraded.execute(text('UPDATE "case" SET household_id = NULL, reference = :ref'),
                         {"ref": "C" * 60})  # fmt: skip
