"""Who lives together, whose case it is and who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.cases import (
    AddHouseholdMember,
    AllocateCase,
    EditHousehold,
    EditPerson,
    NewPerson,
    RecordEnquiry,
    RemoveHouseholdMember,
    RestrictCase,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.services.enquiries import clean_postcode
from tests.services.case_makers import FAMILY, MARCUS, Desk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

ROSA = NewPerson(
    "Rosa", "Thwaite", role="adult", born_on=date(1955, 1, 1), relationship="Grandmother"
)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


def home(desk: Desk, case_id: str) -> EditHousehold:
    """Return the command that saves a household as it is."""
    line = desk.case(case_id).home
    return EditHousehold(
        case_id=case_id,
        address=line.address,
        postcode=line.postcode,
        phone=line.phone,
        email=line.email,
        safety_note=line.safety_note,
        address_is_secret=line.address_is_secret,
        access_needs=line.access_needs,
        version=line.version,
    )


def person(desk: Desk, case_id: str, name: str) -> EditPerson:
    """Return the command that saves a person as they are."""
    line = next(p for p in desk.case(case_id).people if p.first_name == name)
    return EditPerson(
        case_id=case_id,
        person_id=line.id,
        first_name=line.first_name,
        last_name=line.last_name,
        born_on=line.born_on,
        relationship=line.relationship,
        at_home=line.at_home,
        phone=line.phone,
        email=line.email,
        version=line.version,
    )


# People


def test_an_adult_who_joins_gets_the_checks_of_an_adult(desk: Desk, staff: Staff) -> None:
    case_id = desk.application((MARCUS,))
    desk.do(staff.worker, AddHouseholdMember(case_id, ROSA, date(2025, 5, 14)))
    people = desk.case(case_id).people
    assert [(p.name, p.age, p.words) for p in people] == [
        ("Marcus Thwaite", 46, "Applicant"),
        ("Rosa Thwaite", 70, "Grandmother, at home"),
    ]
    keys = [c.key for c in desk.pages.checks(staff.worker, case_id) if c.person == "Rosa, 70"]
    assert keys == ["dbs"]
    assert desk.pages.history(staff.worker, case_id)[0].words == "Rosa Thwaite joined the household"


def test_a_second_applicant_renames_the_household(desk: Desk, staff: Staff) -> None:
    case_id = desk.application((MARCUS,))
    leanne = NewPerson("Leanne", "Thwaite", born_on=date(1981, 6, 9))
    desk.do(staff.worker, AddHouseholdMember(case_id, leanne))
    assert desk.case(case_id).household == "Marcus and Leanne Thwaite"
    third = desk.refused(staff.worker, AddHouseholdMember(case_id, leanne))
    assert (third.message, third.field) == (
        "Two people apply together already. Record this person as another adult.",
        "role",
    )


def test_a_person_without_a_name_or_from_the_future_does_not_join(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    said = [
        desk.refused(staff.worker, AddHouseholdMember(case_id, replace(ROSA, first_name=""))),
        desk.refused(staff.worker, AddHouseholdMember(case_id, ROSA, date(2025, 3, 4))),
        desk.refused(staff.worker, AddHouseholdMember(case_id, ROSA, date(2025, 3, 2))),
    ]
    assert [(r.message, r.field) for r in said] == [
        ("Enter the first name.", "first_name"),
        ("4 March 2025 is in the future. Enter the day it happened.", "from_on"),
        (
            "The change in the household cannot be dated 2 March 2025: the enquiry comes before it "
            "and is dated 3 March 2025.",
            "from_on",
        ),
    ]


def test_whoever_leaves_no_longer_counts_and_is_kept(desk: Desk, staff: Staff) -> None:
    case_id = desk.application(FAMILY)
    desk.on(date(2025, 6, 2))
    leanne = person(desk, case_id, "Leanne").person_id
    desk.do(staff.worker, RemoveHouseholdMember(case_id, leanne, date(2025, 6, 2)))
    case = desk.case(case_id)
    assert case.household == "Marcus Thwaite"
    assert [p.first_name for p in case.people] == ["Marcus", "Callum", "Ellie"]
    assert not any(n.person == "Leanne" for n in case.needs)
    kept = [c for c in desk.pages.checks(staff.worker, case_id) if c.person == "Leanne"]
    assert {c.is_needed for c in kept} == {False}
    then = desk.pages.glance(staff.worker, case_id, date(2025, 5, 20))
    assert [p.first_name for p in then.people] == ["Marcus", "Leanne", "Callum", "Ellie"]


def test_the_last_applicant_does_not_leave(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry(people=(MARCUS,))
    marcus = person(desk, case_id, "Marcus").person_id
    left = RemoveHouseholdMember(case_id, marcus, date(2025, 3, 3))
    assert desk.refused(staff.worker, left).message == (
        "Marcus is the only applicant. Record the withdrawal instead."
    )
    desk.do(staff.worker, AddHouseholdMember(case_id, ROSA))
    rosa = person(desk, case_id, "Rosa").person_id
    early = desk.refused(staff.worker, RemoveHouseholdMember(case_id, rosa, date(2025, 3, 1)))
    assert (early.message, early.field) == (
        "Rosa came on 3 March 2025. Enter a later day.",
        "left_on",
    )
    unknown = desk.refused(staff.worker, RemoveHouseholdMember(case_id, "none", date(2025, 3, 3)))
    assert unknown.message == "This person is not of the household."


def test_what_is_known_of_a_person_changes_and_changes_back(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    desk.moment.forward(minutes=1)
    changes = desk.do(
        staff.worker,
        replace(person(desk, case_id, "Marcus"), last_name="Thwaite-Cole", phone="01632 960 147"),
    )
    assert changes.message == "Marcus Thwaite-Cole saved"
    assert desk.case(case_id).household == "Marcus Thwaite-Cole and Leanne Thwaite"
    line = desk.pages.history(staff.worker, case_id)[0]
    assert (line.words, line.kind) == ("Marcus Thwaite-Cole changed: last name, phone", "edit")
    desk.do(staff.worker, changes.undo)
    assert desk.case(case_id).household == "Marcus and Leanne Thwaite"


def test_two_who_edit_one_person_lose_neither_text(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    mine = replace(person(desk, case_id, "Callum"), relationship="Eldest son")
    theirs = replace(person(desk, case_id, "Callum"), relationship="Stepson")
    desk.do(staff.manager, theirs)
    clash = desk.refused(staff.worker, mine)
    assert isinstance(clash, Clash)
    assert clash.message == (
        "Louise Penhaligon changed what is known of Callum Thwaite while you were typing. Both "
        "texts are kept: look at theirs, then save yours again."
    )
    assert isinstance(clash.theirs, EditPerson)
    assert (clash.theirs.relationship, clash.mine) == ("Stepson", mine)
    desk.do(staff.worker, replace(mine, version=clash.theirs.version))
    assert desk.case(case_id).people[2].words == "Eldest son, at home"


def test_someone_who_lives_elsewhere_is_told_so(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    desk.do(staff.worker, replace(person(desk, case_id, "Callum"), at_home=False))
    assert desk.case(case_id).people[2].words == "Son, lives elsewhere"


# The home


def test_a_safety_note_says_who_added_it_and_when(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    desk.do(staff.worker, replace(home(desk, case_id), safety_note=" Large dog. Call before. "))
    line = desk.case(case_id).home
    assert (line.safety_note, line.safety_by, line.safety_on) == (
        "Large dog. Call before.",
        "Hannah Whitlock",
        date(2025, 3, 3),
    )
    desk.do(staff.manager, replace(home(desk, case_id), phone="01632 960 147"))
    assert desk.case(case_id).home.safety_by == "Hannah Whitlock"
    desk.do(staff.manager, replace(home(desk, case_id), safety_note=""))
    line = desk.case(case_id).home
    assert (line.safety_by, line.safety_on) == ("", None)
    words = [e.words for e in desk.pages.history(staff.worker, case_id) if e.kind == "event"]
    assert words[:2] == ["Safety note taken away", "Safety note added"]


def test_a_new_address_and_its_secrecy_are_in_the_history(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    moved = replace(
        home(desk, case_id), address=("7 Tannery Walk",), postcode="wx21ld", address_is_secret=True
    )
    desk.do(staff.worker, moved)
    case = desk.case(case_id)
    assert (case.home.address, case.home.postcode) == (("7 Tannery Walk",), "WX2 1LD")
    words = [line.words for line in desk.pages.history(staff.worker, case_id)]
    assert "Address changed" in words
    assert "Household changed: secrecy of the address" in words


def test_two_who_edit_one_household_lose_neither_text(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    mine = replace(home(desk, case_id), access_needs="Lip reads")
    desk.do(staff.manager, replace(home(desk, case_id), access_needs="Reads Dutch"))
    clash = desk.refused(staff.worker, mine)
    assert isinstance(clash, Clash)
    assert clash.message.startswith("Louise Penhaligon changed this household while")


def test_an_adviser_reads_a_household_and_does_not_change_it(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    assert desk.refused(staff.adviser, home(desk, case_id)).message == (
        "Your role does not let you change what is known of this household."
    )


# Whose case it is


def test_a_case_goes_to_another_worker_and_back(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    given = AllocateCase(case_id, staff.other_worker.user_id, staff.other_manager.user_id, "")
    changes = desk.do(staff.manager, given)
    case = desk.case(case_id, staff.other_worker)
    assert (case.worker, case.manager, case.team) == (
        "Tim Braithwaite",
        "Owen Tranter",
        "Adoption team",
    )
    assert case.next_owner == "Tim Braithwaite"
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.case(case_id, staff.worker)
    assert desk.pages.history(staff.other_worker, case_id)[0].words == (
        "Allocated to Tim Braithwaite, manager Owen Tranter"
    )
    desk.do(staff.adviser, changes.undo)
    assert desk.case(case_id).team == "North fostering team"


def test_a_case_is_not_given_to_whoever_cannot_work_it(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    worker, manager = staff.worker.user_id, staff.manager.user_id
    given = AllocateCase(case_id, worker, manager, "North fostering team")
    said = [
        desk.refused(staff.manager, replace(given, worker_id=manager)),
        desk.refused(staff.manager, replace(given, worker_id=staff.adviser.user_id)),
        desk.refused(staff.manager, replace(given, manager_id=staff.other_worker.user_id)),
    ]
    assert [(r.message, r.field) for r in said] == [
        ("Worker and manager of a case are two people.", "manager_id"),
        ("Choose a social worker of the agency.", "worker_id"),
        ("Choose a team manager of the agency.", "manager_id"),
    ]
    assert desk.refused(staff.worker, given).message == (
        "Your role does not let you allocate this case."
    )


def test_a_restricted_case_is_seen_by_those_named(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    closed = RestrictCase(
        case_id, (staff.adviser.user_id, staff.decision_maker.user_id), "A colleague's family"
    )
    changes = desk.do(staff.manager, closed)
    for actor in (staff.worker, staff.manager, staff.adviser, staff.decision_maker):
        case = desk.case(case_id, actor)
        assert (case.is_restricted, case.restricted_reason) == (True, "A colleague's family")
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.case(case_id, staff.administrator)
    desk.do(staff.manager, changes.undo)
    assert not desk.case(case_id, staff.administrator).is_restricted


def test_nobody_shuts_themselves_out_or_closes_a_case_without_reason(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.enquiry()
    closed = RestrictCase(case_id, (staff.decision_maker.user_id,), "A colleague's family")
    said = [
        desk.refused(staff.adviser, closed),
        desk.refused(staff.manager, replace(closed, reason=" ")),
        desk.refused(staff.manager, replace(closed, user_ids=("nobody",))),
    ]
    assert [(r.message, r.field) for r in said] == [
        (
            "You would no longer see this case yourself. Add yourself, or ask its manager to "
            "restrict it.",
            "user_ids",
        ),
        ("Enter the reason.", "reason"),
        ("Choose people of the agency.", "user_ids"),
    ]


# What cannot be, and what is kept as typed


def test_an_applicant_is_an_adult_and_others_of_the_home_need_not_be(
    desk: Desk, staff: Staff
) -> None:
    young = NewPerson("Robin", "Vale", born_on=date(2024, 5, 12))
    desk.moment.on(date(2025, 3, 3))
    command = RecordEnquiry("fostering_mainstream", (young,), date(2025, 3, 3))
    refusal = desk.refused(staff.worker, command)
    assert (refusal.message, refusal.field) == (
        "Whoever was born on 12 May 2024 is 0. An applicant is 18 or older.",
        "people.0.born_on",
    )
    of_age = replace(young, born_on=date(2007, 3, 3))
    child = replace(young, role="child")
    made = desk.do(staff.worker, replace(command, people=(of_age, child))).made
    people = desk.case(made).people
    edit = EditPerson(made, people[1].id, "Robyn", "Vale", date(2024, 5, 12), "Daughter", True,
                      "", "", people[1].version)  # fmt: skip
    assert desk.do(staff.worker, edit).message == "Robyn Vale saved"
    older = replace(edit, person_id=people[0].id, version=people[0].version)
    assert desk.refused(staff.worker, older).field == "born_on"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("wx47qn", "WX4 7QN"),
        (" w1a 1hq ", "W1A 1HQ"),
        ("Not  known", "Not known"),
        ("75001", "75001"),
    ],
)
def test_a_postcode_is_put_in_order_and_what_is_none_stays_as_typed(typed: str, kept: str) -> None:
    assert clean_postcode(typed) == kept


def test_what_is_longer_than_can_be_kept_is_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    refusal = desk.refused(
        staff.worker, replace(home(desk, case_id), postcode="not a postcode at all")
    )
    assert (refusal.message, refusal.field) == (
        "This is 21 letters long. Enter 12 or fewer.",
        "postcode",
    )
