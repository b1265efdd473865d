"""The rules in force and the place of the records, as people read them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.actors import Actor
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.agency_check import AgencyCheck
from cfs_panels.services.rule_questions import rules_table
from cfs_panels.services.rules_read import Rules
from db.location import FileLocation
from tests.factories import make_case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Staff


def test_every_rule_of_the_command_line_is_read_in_the_window_too(
    office: Office, staff: Staff
) -> None:
    lines = Rules(office).rules(staff.member)
    assert {line.id for line in lines} == {row["id"] for row in rules_table(office.today)}
    services = [line.service for line in lines]
    assert services == sorted(services, key=["fostering", "adoption", "both"].index)


def test_a_rule_says_its_limit_its_weight_and_what_follows(office: Office, staff: Staff) -> None:
    lines = {line.id: line for line in Rules(office).rules(staff.worker)}
    induction = lines["X-INDUCT"]
    assert (induction.limit, induction.weight_words, induction.status_words) == (
        "10 weeks",
        "Minimum standard",
        "Unconfirmed",
    )
    assert induction.force == "It warns. Going on needs a recorded reason."
    quorum = [line for line in lines.values() if line.kind == "quorum"]
    assert {line.force for line in quorum} == {"Without it an item can only be deferred."}


def test_rules_are_those_in_force_on_the_day_asked_for(office: Office, staff: Staff) -> None:
    lines = Rules(office).rules(staff.worker, date(2000, 1, 1))
    assert all(line.effective_from <= date(2000, 1, 1) for line in lines)


def test_who_holds_no_role_reads_no_rules(office: Office) -> None:
    nobody = Actor("nobody", "nobody", "No Body", frozenset())
    with pytest.raises(RuleBroken, match="Your role does not let you see the rules"):
        Rules(office).rules(nobody)


def test_the_place_names_what_travels_together_and_no_password(
    office: Office, staff: Staff
) -> None:
    place, location = Rules(office).place(staff.worker), office.database.location
    assert place.is_file is isinstance(location, FileLocation)
    if isinstance(location, FileLocation):
        assert place.folder == str(location.path.parent)
        assert [name for name, _ in place.parts] == [
            "wealdshire.cfs",
            "wealdshire.cfs-keys",
            "wealdshire.cfs-papers",
            "wealdshire.cfs-anchors",
        ]
    else:
        assert "@" not in place.name


def test_a_check_tells_how_far_it_is(office: Office, staff: Staff) -> None:
    make_case(office, staff)
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, words: str = "") -> None:
        told.append((done, total, words))

    assert AgencyCheck(office).problems(staff.adviser, progress) == []
    assert told[-1] == (1, 1, "1 of 1 cases")
