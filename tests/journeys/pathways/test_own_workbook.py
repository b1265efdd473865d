"""An agency of the program's own making as a workbook: out, into an empty agency, out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.decisions import AskForInformation, OpenDecision
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.tracking_records import tracking_records
from tests.factories import Moment
from tests.journeys.pathways.child_paths import ChildPath
from tests.journeys.pathways.paths import LODGINGS, Path, Shelf
from tests.services.test_tracking_exports import another_agency, take_file, written
from tests.services.tracking_desk import SOURCE, TrackingDesk, book

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Generator

    from cfs_panels.domain.tracking.records import TrackingRecords
    from db.key_wrapping import PasswordCost

pytestmark = pytest.mark.timeout(240)  # the first test walks eight cases to their ends

D, P = DecisionOutcome, PanelOutcome
MAINSTREAM, CONNECTED = "fostering_mainstream", "fostering_connected"
ADOPTERS = "adoption_prospective"
WORDS: dict[str, Any] = {"words": "Robin is settled there."}


@dataclass
class Agency:
    """The walk, with the reference of each case by what became of it."""

    walk: Path
    refs: dict[str, str]

    def records(self) -> TrackingRecords:
        """Return what a workbook of the agency would say."""
        office = self.walk.workspace.office
        with office.reading() as session:
            return tracking_records(session, office)[0]

    def rows(self, sheet: str, name: str) -> list[Any]:
        """Return the rows of a sheet about a case, the oldest first."""
        ref = self.refs[name]
        found = [r for r in getattr(self.records(), sheet) if ref in (r.ref, _child_ref(r))]
        days = ("held_on", "decided", "reviewed_on", "received")
        return sorted(found, key=lambda r: next(d for n in days if (d := getattr(r, n, None))))


def _child_ref(record: Any) -> str:
    return str(getattr(record, "child_ref", ""))


def _begin(walk: Path, pathway: str) -> Path:
    """Return a walk of another household in the same agency, up to its enquiry."""
    path = Path(
        walk.workspace, walk.staff, walk.moment, pathway, reviewer=walk.reviewer, head=walk.head
    )
    path.enquire()
    path.visit()
    return path


def _approve(path: Path) -> None:
    path.panel(P.SUITABLE)
    path.decide(D.APPROVE)
    path.tell()


def _adoption(walk: ChildPath, refs: dict[str, str]) -> None:
    """Match a child, present a relinquished one, and end the approval of other adopters."""
    refs["adopters"] = walk.of_adopters().sample().reference
    walk.record()
    walk.plan()
    walk.decide_plan()
    walk.order()
    walk.propose()
    walk.observe()
    walk.panel(P.MATCH)
    maker = walk.staff.decision_maker
    decision_id = walk.do(maker, OpenDecision(walk.case_id)).made
    walk.do(maker, AskForInformation(decision_id, "The support plan.", walk.today), days=1)
    walk.decide(D.MATCH)
    walk.tell()
    walk.step(walk.social_worker, E.PLACED)
    refs["child"] = walk.sample().reference
    walk.record(first_name="Wren", relinquished=True)
    walk.plan()
    walk.panel(P.SHOULD_BE_PLACED)
    walk.decide(D.SHOULD_BE_PLACED)
    walk.tell()
    refs["relinquished"] = walk.sample().reference
    unsuitable = _begin(walk, ADOPTERS)
    unsuitable.pass_application()
    _approve(unsuitable)
    unsuitable.begin_review(E.CONCERNS_REVIEW_STARTED, reason="A separation")
    unsuitable.panel(P.TERMINATE)
    unsuitable.decide(D.PROPOSE_TO_TERMINATE)
    unsuitable.tell()
    unsuitable.days(70)
    unsuitable.step(unsuitable.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    unsuitable.decide(D.TERMINATE)
    refs["unsuitable"] = unsuitable.sample().reference


def _mainstream(walk: Path, refs: dict[str, str]) -> None:
    """Defer and approve, review first and later; approve after representations."""
    carers = _begin(walk, MAINSTREAM)
    carers.pass_application()
    carers.book()
    carers.sit(P.DEFERRED)
    carers.book()
    carers.sit(P.SUITABLE)
    carers.minute()
    carers.decide(D.APPROVE)
    carers.tell()
    carers.days(200)
    carers.first_review()
    carers.days(100)
    carers.begin_review(E.ANNUAL_REVIEW_STARTED)
    carers.send_on()
    carers.decide(D.CONTINUE)
    carers.step(carers.staff.worker, E.RESIGNATION_RECEIVED, reason="moving_to_ifa", days=0)
    carers.days(30)
    refs["carers"] = carers.sample().reference
    heard = _begin(walk, MAINSTREAM)
    heard.pass_application()
    heard.refuse_to_propose()
    heard.step(heard.staff.adviser, E.REPRESENTATIONS_RECEIVED)
    heard.step(heard.staff.adviser, E.RETURNED_TO_PANEL)
    _approve(heard)
    heard.step(heard.staff.manager, E.TERMINATION_PROPOSED, reason="The standard of care")
    heard.panel(P.TERMINATE)
    heard.decide(D.PROPOSE_TO_TERMINATE)
    heard.tell()
    heard.days(40)
    heard.step(heard.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    heard.decide(D.TERMINATE)
    refs["heard again"] = heard.sample().reference


def _others(walk: Path, refs: dict[str, str]) -> None:
    """Extend a connected person's temporary approval, approve hosts, and refuse a household."""
    connected = _begin(walk, CONNECTED)
    connected.step(connected.head, E.TEMPORARILY_APPROVED, child="Robin", days=20)
    connected.step(connected.staff.worker, E.EXTENSION_SOUGHT, reason="Not finished.")
    connected.book(gaps="The assessment goes on.")
    connected.sit(P.VIEWS_GIVEN)
    connected.step(connected.staff.worker, E.REVIEWING_OFFICER_INFORMED)
    connected.step(connected.head, E.TEMPORARY_APPROVAL_EXTENDED, days=100, **WORDS)
    refs["connected"] = connected.sample().reference
    hosts = _begin(walk, LODGINGS)
    hosts.pass_application()
    _approve(hosts)
    hosts.step(hosts.staff.manager, E.DEREGISTERED, reason="own_wish")
    refs["hosts"] = hosts.sample().reference
    refused = _begin(walk, "fostering_transfer")
    refused.pass_application()
    refused.refuse_to_propose()
    refused.days(40)
    refused.step(refused.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    refused.decide(D.REFUSE)
    refs["refused"] = refused.sample().reference


@pytest.fixture(scope="module")
def agency(whole_shelf: Shelf) -> Generator[Agency]:
    """Return an agency whose cases went every way that figures count."""
    refs: dict[str, str] = {}
    walk = whole_shelf.walk(ChildPath, ADOPTERS, "approved")
    walk.adopters_id = walk.case_id
    _adoption(walk, refs)
    _mainstream(walk, refs)
    _others(walk, refs)
    yield Agency(walk, refs)
    whole_shelf.close()


def _said(rows: list[Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in rows]


def test_a_match_is_told_with_child_and_adopters(agency: Agency) -> None:
    whom = (agency.refs["adopters"], agency.refs["child"])
    (item,) = agency.rows("items", "child")
    assert (item.ref, item.child_ref, item.item_type) == (*whom, "Match")
    plan, asked, decided = agency.rows("decisions", "child")
    assert (plan.ref, plan.kind, plan.panel_date) == ("", "Should be placed", None)
    assert plan.received is not None  # it came straight from the workers
    assert plan.received <= plan.decided
    for row, decision in ((asked, "Further information"), (decided, "Match")):
        assert (row.ref, row.child_ref, row.kind, row.decision) == (*whom, "Match", decision)
        assert row.panel_date == item.held_on
    (presented,) = agency.rows("items", "relinquished")
    assert (presented.item_type, presented.ref) == ("Relinquished child", "")


def test_an_item_is_told_by_its_matter_and_a_review_by_its_decision(agency: Agency) -> None:
    items = _said(agency.rows("items", "carers"), "item_type", "recommendation")
    assert items == [("Approval", "Defer"), ("Approval", "Approve"), ("First review", "Continue")]
    reviews = _said(agency.rows("reviews", "carers"), "kind", "to_panel", "outcome")
    assert reviews == [("First annual", True, "Continue"), ("Annual", False, "Continue")]
    _, first, later = agency.rows("decisions", "carers")
    assert (first.panel_date is None, later.panel_date is None) == (False, True)
    assert later.received is not None
    assert later.received > first.decided  # not the minutes of the review before
    (resigned,) = agency.rows("endings", "carers")
    assert (resigned.kind, resigned.reason) == ("Resignation", "Moving to IFA")
    household = next(r for r in agency.records().households if r.ref == resigned.ref)
    assert household.stage_2_end == agency.rows("decisions", "carers")[0].decided
    (ended,) = agency.rows("items", "unsuitable")[1:]
    assert ended.item_type == "Adopter deregistration"
    (review,) = agency.rows("reviews", "unsuitable")
    assert (review.kind, review.outcome) == ("Following concerns", "Terminate")
    (extension,) = agency.rows("items", "connected")
    told = (extension.item_type, extension.recommendation)
    assert told == ("Temporary approval extension", "Extend")


def test_a_final_decision_is_told_where_it_is_not_what_was_proposed(agency: Agency) -> None:
    again = _said(agency.rows("decisions", "heard again"), "kind", "decision")
    assert again == [
        ("Approval", "Not approve"),
        ("Approval", "Approve"),
        ("Termination", "Terminate"),
    ]
    assert _said(agency.rows("decisions", "refused"), "decision") == [("Not approve",)]
    assert _said(agency.rows("endings", "heard again"), "kind") == [("Deregistration",)]


def test_figures_count_what_happened(agency: Agency) -> None:
    walk = agency.walk
    days = (date(2024, 1, 1), walk.today)
    made = walk.workspace.figures.for_period(walk.staff.adviser, *days).figures
    found = {key: made[key].value for key in COUNTED}
    assert found == COUNTED


COUNTED = {
    "F.presented": 4,
    "F.deferred": 1,
    "F.represented": 2,
    "F.first_reviews.mainstream": 1,
    "F.reviews": 2,
    "F.approved.households": 2,
    "F.approved.supported_lodgings": 1,
    "F.not_approved": 2,
    "F.resignations.moving_to_ifa": 1,
    "F.deregistrations.total": 2,
    "F.deregistrations.unwilling_or_unavailable": 1,
    "F.register.households": 0,
    "F.temp_approvals.open": 0,
    "F.temp_approvals.expired": 1,
    "A.presented": 2,
    "A.approved": 2,
    "A.deregistrations_presented": 1,
    "A.match.households": 1,
    "A.match.children": 1,
    "A.adm.further_information.matches": 1,
    "A.relinquished.presented": 1,
    "A.relinquished.recommended": 1,
    "A.bid": 2,
    "A.placed.own": 1,
}


def test_a_temporary_approval_that_was_extended_is_open_for_its_weeks(agency: Agency) -> None:
    (item,) = agency.rows("items", "connected")
    begun = next(r for r in agency.records().households if r.ref == item.ref).temporary_approval
    assert begun is not None
    walk = agency.walk
    for days, is_open in ((167, 1), (169, 0)):
        period = (begun, begun + timedelta(days=days))
        made = walk.workspace.figures.for_period(walk.staff.adviser, *period).figures
        assert made["F.temp_approvals.open"].value == is_open


def test_it_goes_out_in_and_out_again_the_same_and_counts_alike(
    agency: Agency, tmp_path: pathlib.Path, data_key: bytes, cheap_cost: PasswordCost
) -> None:
    walk = agency.walk
    first = TrackingDesk(walk.workspace.office, walk.staff, keeps_list=True)
    out = written(first, tmp_path / "first", "xlsx")
    second = another_agency(tmp_path, data_key, cheap_cost, Moment(walk.moment.now))
    take_file(second, tmp_path / "first" / next(iter(out)))
    assert written(second, tmp_path / "second", "xlsx") == out
    for year in range(2024, walk.today.year + 1):
        days = (date(year, 1, 1), date(year, 12, 31))
        own, taken = (
            desk.workspace.figures.for_period(desk.adviser, *days) for desk in (first, second)
        )
        told = [{k: f.plain() for k, f in made.figures.items()} for made in (own, taken)]
        assert told[0] == told[1]
    second.workspace.close()


def test_it_comes_in_where_it_was_made_as_nothing_new(agency: Agency) -> None:
    walk = agency.walk
    desk = TrackingDesk(walk.workspace.office, walk.staff, keeps_list=True)
    found = agency.records()
    rows = [r for sheet in tracking_definition().sheets for r in getattr(found, sheet.records)]
    looked = desk.workspace.imports.take_in(desk.adviser, book(*rows), SOURCE)
    assert (sum(looked.accepted.values()), looked.unchanged) == (0, len(rows))
