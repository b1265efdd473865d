"""The central list: who joins, what changes, what members must do by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.central_list import AddMember, CentralListLine, EditMember, MemberStanding
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.services.central_list import CentralList

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def central_list(office: Office) -> CentralList:
    return CentralList(office)


def kept(central_list: CentralList, staff: Staff, name: str) -> CentralListLine:
    members = central_list.members(staff.adviser, with_former=True)
    return next(member for member in members if member.name == name)


def edit(line: CentralListLine) -> EditMember:
    return EditMember(
        member_id=line.id,
        name=line.name,
        role=line.role,
        services=line.services,
        background=line.background,
        social_work_years=line.social_work_years,
        independent=line.independent,
        dbs_on=line.dbs_on,
        inducted_on=line.inducted_on,
        trained_on=line.trained_on,
        appraised_on=line.appraised_on,
        left_on=line.left_on,
        email=line.email,
        version=line.version,
    )


def standing(central_list: CentralList, staff: Staff, name: str) -> MemberStanding:
    return next(m for m in central_list.standings(staff.adviser) if m.line.name == name)


def test_a_new_member_has_ten_weeks_for_induction_and_a_year_for_the_rest(
    central_list: CentralList, staff: Staff, moment: Moment
) -> None:
    central_list.add_member(
        staff.adviser, AddMember("Ada Poole", "member", ("adoption",), date(2025, 8, 8))
    )
    new = standing(central_list, staff, "Ada Poole")
    assert (new.induction.due_on, new.induction.state) == (date(2025, 10, 17), "overdue")
    assert new.induction.words == "7 days late"
    assert new.training.due_on == new.appraisal.due_on == date(2026, 8, 8)
    assert new.presses
    moment.on(date(2025, 10, 10))
    assert standing(central_list, staff, "Ada Poole").induction.state == "dueSoon"


def test_what_was_done_counts_from_the_day_it_was_done(
    central_list: CentralList, staff: Staff
) -> None:
    line = kept(central_list, staff, "Geoff Marland")
    central_list.edit_member(
        staff.adviser,
        replace(
            edit(line),
            inducted_on=date(2022, 5, 1),
            trained_on=date(2025, 6, 12),
            appraised_on=date(2024, 10, 30),
        ),
    )
    member = standing(central_list, staff, "Geoff Marland")
    assert (member.induction.state, member.induction.due_on) == ("done", None)
    assert (member.training.state, member.training.due_on) == ("onTrack", date(2026, 6, 12))
    assert (member.appraisal.state, member.appraisal.words) == ("dueSoon", "6 days left")


def test_who_left_owes_nothing(central_list: CentralList, staff: Staff) -> None:
    line = kept(central_list, staff, "Kelechi Obi")
    left = central_list.edit_member(staff.adviser, replace(edit(line), left_on=date(2025, 10, 20)))
    assert left.message == "Kelechi Obi left the central list"
    assert not standing(central_list, staff, "Kelechi Obi").presses
    back = central_list.edit_member(staff.adviser, left.undo)
    assert back.message == "Kelechi Obi is on the central list again"


def test_a_change_is_taken_back_whole(central_list: CentralList, staff: Staff) -> None:
    before = kept(central_list, staff, "Patricia Hollis")
    changed = replace(
        edit(before), name="Pat Hollis", joined_on=date(2020, 1, 6), user_id="", email="p@h.example"
    )
    done = central_list.edit_member(staff.adviser, changed)
    assert kept(central_list, staff, "Pat Hollis").user_id == ""
    central_list.edit_member(staff.adviser, done.undo)
    after = kept(central_list, staff, "Patricia Hollis")
    assert replace(after, version=before.version) == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Enter the member's name"),
        ({"services": ()}, "Choose fostering, adoption or both"),
        ({"role": "chair"}, "A panel's chair is independent of the agency"),
        ({"trained_on": date(2025, 10, 25)}, "This day is still to come"),
        ({"left_on": date(2020, 1, 1)}, "Nobody leaves before they joined"),
    ],
)
def test_what_cannot_be_is_refused(
    central_list: CentralList, staff: Staff, change: dict[str, Any], sentence: str
) -> None:
    line = kept(central_list, staff, "Kelechi Obi")
    with pytest.raises(RuleBroken, match=sentence):
        central_list.edit_member(staff.adviser, replace(edit(line), **change))


def test_an_account_belongs_to_one_member_at_most(central_list: CentralList, staff: Staff) -> None:
    line = kept(central_list, staff, "Sunita Rao")
    with pytest.raises(RuleBroken, match="This account belongs to Patricia Hollis already"):
        central_list.edit_member(staff.adviser, replace(edit(line), user_id=staff.chair.user_id))
    new = AddMember("Ada Poole", "member", ("adoption",), date(2025, 8, 8))
    with pytest.raises(RuleBroken, match="This account belongs to Patricia Hollis already"):
        central_list.add_member(staff.adviser, replace(new, user_id=staff.chair.user_id))


def test_two_people_changing_a_member_lose_neither_text(
    central_list: CentralList, staff: Staff
) -> None:
    line = kept(central_list, staff, "Sunita Rao")
    central_list.edit_member(staff.adviser, replace(edit(line), name="Sunita Rao-Bell"))
    with pytest.raises(Clash) as refused:
        central_list.edit_member(staff.administrator, replace(edit(line), name="S. Rao"))
    theirs, mine = refused.value.theirs, refused.value.mine
    assert isinstance(theirs, EditMember)
    assert isinstance(mine, EditMember)
    assert (theirs.name, mine.name) == ("Sunita Rao-Bell", "S. Rao")


def test_who_may_not_open_the_list_is_told_so(central_list: CentralList, staff: Staff) -> None:
    with pytest.raises(RuleBroken, match="Your role does not let you open the central list"):
        central_list.standings(staff.worker)
    with pytest.raises(RuleBroken, match="Your role does not let you change the central list"):
        central_list.edit_member(
            staff.decision_maker, edit(kept(central_list, staff, "Sunita Rao"))
        )
