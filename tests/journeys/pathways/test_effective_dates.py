"""The law changes on a day: old cases keep the old rule, new ones have the new, by data alone."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import resources
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.document_details.decisions import decision_record
from cfs_panels.services.document_details.letters import determination_letter
from cfs_panels.services.document_details.sources import CaseSource
from cfs_panels.services.rule_library import RuleLibrary, load_rules, rule_library
from db.models import Case
from tests.journeys.pathways.paths import CARERS, Shelf, refused

if TYPE_CHECKING:
    import pathlib

NO_PANEL_FROM = date(2027, 4, 1)
LONGER_FROM = date(2027, 9, 1)
BEGUN_ON = date(2026, 10, 1)


def add_version(path: pathlib.Path, rule_id: str, table: str, change: tuple[str, str]) -> None:
    """End the newest version of a rule and put another in force from a day on, in its file."""
    text = path.read_text(encoding="utf-8")
    start = text.rindex(f'[[{table}]]\nid = "{rule_id}"')
    end = text.find("[[", start + 2)
    version = text[start:] if end < 0 else text[start:end]
    line = next(ln for ln in version.split("\n") if ln.startswith("effective_from"))
    from_on = NO_PANEL_FROM if table == "panels" else LONGER_FROM
    last = from_on - timedelta(days=1)
    old = version.replace(line, f"{line}\neffective_to = {last.isoformat()}")
    new = version.replace(line, f"effective_from = {from_on.isoformat()}")
    assert change[0] in new
    new = new.replace(*change)
    path.write_text(
        text.replace(version, f"{old.rstrip()}\n\n{new.rstrip()}\n\n"), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def new_law(tmp_path_factory: pytest.TempPathFactory) -> RuleLibrary:
    """Return the rules with two changes that the files do not hold yet."""
    folder = tmp_path_factory.mktemp("law") / "rules"
    shutil.copytree(resources.path("rules"), folder)
    required = ("required = true", "required = false")
    add_version(folder / "panels.toml", "P-F-APPROVAL", "panels", required)
    weeks = ("limit = 16", "limit = 24")
    add_version(folder / "clocks_fostering.toml", "F-CP-TEMP", "clocks", weeks)
    return load_rules(folder)


@pytest.mark.parametrize("pathway", CARERS)
def test_without_panel_for_first_approvals_a_case_goes_straight_to_the_decision_maker(
    shelf: Shelf, new_law: RuleLibrary, pathway: str
) -> None:
    path = shelf.at(pathway, "declared", new_law, begun_on=BEGUN_ON)
    path.moment.on(NO_PANEL_FROM - timedelta(days=1))
    assert refused(path.send_on).startswith("An application to foster goes to panel before")
    path.moment.on(NO_PANEL_FROM)
    path.send_on()
    page = path.workspace.decision_pages.decision(path.staff.decision_maker, path.case_id)
    assert (page.panel_on, page.recommendation) == (None, None)
    assert page.due_on == path.workspace.office.calendar.add(NO_PANEL_FROM, 7)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert path.status == "approved"
    assert not path.has(E.PANEL_BOOKED, E.ITEM_HEARD)
    path.check_rebuilt()


def test_without_panel_a_proposal_not_to_approve_is_sent_with_its_letter(
    shelf: Shelf, new_law: RuleLibrary
) -> None:
    path = shelf.at(CARERS[0], "declared", new_law, begun_on=BEGUN_ON)
    path.moment.on(NO_PANEL_FROM)
    path.send_on()
    path.decide(DecisionOutcome.PROPOSE_NOT_TO_APPROVE)
    path.tell()
    assert path.status == "challenged"
    assert path.has(E.QUALIFYING_DETERMINATION_SENT)
    assert not path.has(E.PANEL_BOOKED, E.ITEM_HEARD)
    office = path.workspace.office
    with office.reading() as session:
        case = session.get_one(Case, path.case_id)
        source = CaseSource(CaseFile(session, office, path.staff.decision_maker, case))
        record = "\n".join(document_lines(decision_record(source).document))
        letter = "\n".join(document_lines(determination_letter(source).document))
    assert "This went to the decision maker without panel." in record
    assert "None since the report." in record
    assert "from the day it came to the decision maker" in record
    assert "inal minutes" not in record
    assert "Nothing new has come to light since the report was written." in letter


def test_the_next_step_follows_the_rule_of_the_day(shelf: Shelf, new_law: RuleLibrary) -> None:
    path = shelf.at(CARERS[0], "declared", new_law, begun_on=BEGUN_ON)
    for day, step in ((date(2027, 3, 1), "book_panel"), (NO_PANEL_FROM, "send_to_decision_maker")):
        path.moment.on(day)
        assert path.sample().next_step_key == step


def test_what_was_decided_under_the_old_rule_stays_so(shelf: Shelf, new_law: RuleLibrary) -> None:
    path = shelf.at(CARERS[0], "approved", new_law, begun_on=BEGUN_ON)
    path.moment.on(date(2027, 6, 1))
    assert path.has(E.ITEM_HEARD)
    assert path.status == "approved"
    path.check_rebuilt()


def test_the_first_review_goes_to_panel_as_before(shelf: Shelf, new_law: RuleLibrary) -> None:
    path = shelf.at(CARERS[0], "approved", new_law, begun_on=BEGUN_ON)
    path.moment.on(date(2027, 6, 1))
    path.begin_review(E.FIRST_REVIEW_STARTED)
    assert refused(path.send_on).startswith("The first review of an approval goes to panel")


@pytest.mark.parametrize(
    ("begun_on", "weeks"),
    [
        (LONGER_FROM - timedelta(days=1), 16),
        (LONGER_FROM, 24),
        (date(2024, 3, 4), 16),
    ],
)
def test_a_temporary_approval_has_the_weeks_of_the_day_it_began(
    shelf: Shelf, new_law: RuleLibrary, begun_on: date, weeks: int
) -> None:
    path = shelf.at("fostering_connected", "visited", new_law)
    path.moment.on(max(begun_on, path.today))
    begun_on = path.today
    path.step(path.head, E.TEMPORARILY_APPROVED, child="Robin", days=0)
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-CP-TEMP")
    assert clock.due_on == begun_on + timedelta(weeks=weeks)


def test_the_rules_that_ship_know_neither_change() -> None:
    library = rule_library()
    assert library.panel_rule("P-F-APPROVAL", NO_PANEL_FROM).required
    assert library.rule("F-CP-TEMP", LONGER_FROM).limit == 16
