"""The rules of the fostering figures, one by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cfs_panels.domain.clock_rules import RuleVersions
from cfs_panels.domain.measures import LegalLimits, ReportingPeriod, figures
from cfs_panels.domain.tracking.records import (
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    PanelRecord,
    ReviewRecord,
    TrackingRecords,
)
from cfs_panels.domain.vocabulary import Service
from tests.domain.measure_cases import (
    AFTER,
    BEFORE,
    IN_JUNE,
    IN_MAY,
    LAST,
    LIMITS,
    YEAR,
    decision,
    figure_of,
    fostering,
    item,
    number,
    refs_of,
)

TYPES = ("Mainstream", "Specialist", "Connected person", "Supported lodgings")
ONE_OF_EACH = tuple(fostering(f"F-{n}", type_) for n, type_ in enumerate(TYPES))


# Approvals


def test_approvals_go_by_type_and_supported_lodgings_are_no_foster_carers() -> None:
    decisions = tuple(decision(IN_JUNE, ref=case.ref) for case in ONE_OF_EACH)
    facts = {"households": ONE_OF_EACH, "decisions": decisions}

    assert refs_of("F.approved.mainstream", **facts) == ["F-0"]
    assert refs_of("F.approved.specialist", **facts) == ["F-1"]
    assert refs_of("F.approved.connected", **facts) == ["F-2"]
    assert refs_of("F.approved.supported_lodgings", **facts) == ["F-3"]
    assert refs_of("F.approved.households", **facts) == ["F-0", "F-1", "F-2"]


def test_only_a_decision_of_kind_approval_to_approve_is_an_approval() -> None:
    others = (
        decision(IN_JUNE, kind="Temporary approval"),
        decision(IN_JUNE, "Further information"),
        decision(IN_JUNE, "Continue", kind="Review"),
        decision(AFTER),
        decision(BEFORE),
    )
    assert number("F.approved.households", households=(fostering(),), decisions=others) == 0


def test_transfers_are_counted_of_mainstream_and_specialist_approvals() -> None:
    households = tuple(replace(case, source="IFA transfer") for case in ONE_OF_EACH)
    decisions = tuple(decision(IN_JUNE, ref=case.ref) for case in ONE_OF_EACH)
    facts = {"households": households, "decisions": decisions}

    assert refs_of("F.approved.transfer_ifa", **facts) == ["F-0", "F-1"]
    assert refs_of("F.approved.transfer_ola", **facts) == []


def test_a_household_with_two_terms_counts_in_both_and_once_in_each() -> None:
    decisions = tuple(
        decision(IN_JUNE, ref=case.ref, terms=("Respite", "Short-term", "Respite"))
        for case in ONE_OF_EACH
    )
    facts = {"households": ONE_OF_EACH, "decisions": decisions}

    assert refs_of("F.terms.short_term", **facts) == ["F-0", "F-1"]
    assert refs_of("F.terms.respite", **facts) == ["F-0", "F-1"]
    assert refs_of("F.terms.long_term", **facts) == []


# Panel


def test_panels_are_counted_by_kind_and_all_in_the_total() -> None:
    panels = (
        PanelRecord("Fostering", IN_MAY, "Main"),
        PanelRecord("Fostering", IN_JUNE, "Extra"),
        PanelRecord("Fostering", LAST),
        PanelRecord("Fostering", AFTER, "Main"),
        PanelRecord("Adoption", IN_MAY, "Main"),
    )
    assert number("F.panels.main", panels=panels) == 1
    assert number("F.panels.extra", panels=panels) == 1
    assert number("F.panels.total", panels=panels) == 3


@pytest.mark.parametrize("first", ["Approval", "Brief report"])
def test_a_case_is_presented_by_its_first_item_alone(first: str) -> None:
    earlier, later = item(BEFORE, first, "Full report"), item(IN_JUNE)

    assert number("F.presented", items=(later,)) == 1
    assert number("F.presented", items=(later, earlier)) == 0
    assert number("F.presented", items=(later, item(IN_MAY, first))) == 1
    assert number("F.presented", items=(later, item(BEFORE, "Temporary approval extension"))) == 1


def test_a_deferral_is_no_recommendation_and_the_case_comes_again() -> None:
    items = (item(IN_MAY, recommendation="Defer"), item(IN_JUNE))

    assert number("F.deferred", items=items) == 1
    assert number("F.presented", items=items) == 1
    assert number("F.represented", items=items) == 1
    assert number("F.deferred", items=(item(IN_MAY, "First review", "Defer"),)) == 0


def test_a_case_is_presented_again_for_approval_after_any_earlier_panel() -> None:
    brief = item(BEFORE, "Brief report", "Full report")

    assert refs_of("F.represented", items=(brief, item(IN_JUNE))) == ["F-1"]
    assert refs_of("F.represented", items=(brief, item(IN_MAY), item(IN_JUNE))) == ["F-1"]
    assert number("F.represented", items=(item(IN_JUNE),)) == 0
    assert number("F.represented", items=(item(IN_MAY), item(IN_JUNE, "Brief report"))) == 0
    assert number("F.represented", items=(item(BEFORE, "Review", "Continue"), item(IN_MAY))) == 0
    same_day = (item(IN_JUNE, "Brief report", "Full report"), item(IN_JUNE))
    assert number("F.represented", items=same_day) == 0


def test_an_item_about_a_child_alone_is_no_case_at_panel() -> None:
    items = (item(IN_MAY, ref="", child_ref="C-1"), item(IN_JUNE, ref="", child_ref="C-2"))

    assert number("F.presented", items=items) == 0
    assert number("F.represented", items=items) == 0


def test_first_reviews_go_by_type_and_deferred_ones_count() -> None:
    items = tuple(item(IN_JUNE, "First review", "Defer", ref=case.ref) for case in ONE_OF_EACH)
    facts = {"households": ONE_OF_EACH, "items": items}

    assert refs_of("F.first_reviews.mainstream", **facts) == ["F-0", "F-1"]
    assert refs_of("F.first_reviews.connected", **facts) == ["F-2"]


def test_days_to_panel_are_counted_to_the_first_item_for_approval() -> None:
    case = fostering(application=date(2023, 5, 1))
    brief = item(IN_MAY, "Brief report", "Full report")

    def days(*items: ItemRecord) -> list[int | None]:
        found = figure_of("F.days.application_to_panel", households=(case,), items=items)
        return [case.days for case in found.cases]

    assert days(brief, item(IN_JUNE), item(LAST)) == [45]
    assert days(item(BEFORE), item(IN_JUNE)) == []
    assert days(brief) == []


def test_papers_are_counted_on_every_item_and_in_time_where_the_row_says_so() -> None:
    items = (
        item(IN_JUNE, papers_on_time=True),
        item(IN_JUNE, "Review", "Continue", papers_on_time=False),
        item(IN_JUNE, "Termination", "Terminate"),
    )
    assert number("F.papers.on_time", items=items) == 1
    assert number("F.papers.count", items=items) == 3


# Decisions


@pytest.mark.parametrize(
    ("received", "decided", "on_time"),
    [
        (date(2023, 6, 15), date(2023, 6, 26), 1),  # the seventh working day
        (date(2023, 6, 15), date(2023, 6, 27), 0),
        (date(2023, 6, 17), date(2023, 6, 27), 1),  # received on a Saturday, which is day 0
        (date(2023, 6, 17), date(2023, 6, 28), 0),
        (date(2023, 4, 28), date(2023, 5, 11), 1),  # two Mondays are bank holidays
        (date(2023, 4, 28), date(2023, 5, 12), 0),
        (date(2023, 6, 15), date(2023, 6, 15), 1),
        (None, date(2023, 6, 15), 0),
        (date(1985, 6, 15), date(2023, 6, 15), 0),  # before working days are known
    ],
)
def test_a_decision_is_in_time_up_to_the_seventh_working_day(
    received: date | None, decided: date, on_time: int
) -> None:
    """Fostering Services: National Minimum Standards 2011, standard 14.9."""
    decisions = (decision(decided, panel_date=BEFORE, received=received),)
    facts = {"households": (fostering(),), "decisions": decisions}

    assert number("F.adm.on_time", **facts) == on_time
    assert number("F.adm.count", **facts) == 1


def test_decisions_count_after_a_panel_and_further_information_is_none() -> None:
    decisions = (
        decision(IN_JUNE, panel_date=IN_MAY, received=IN_MAY),
        decision(IN_JUNE, "Continue", kind="Review", panel_date=IN_MAY, received=IN_MAY),
        decision(IN_JUNE, kind="Temporary approval", received=IN_JUNE),
        decision(IN_MAY, "Further information", panel_date=IN_MAY, received=IN_MAY),
    )
    assert number("F.adm.count", households=(fostering(),), decisions=decisions) == 2


# Reviews and endings


def test_reviews_count_supported_lodgings_and_those_that_ended_after_concerns() -> None:
    reviews = (
        ReviewRecord("F-3", IN_MAY, "Annual", outcome="Continue"),
        ReviewRecord("F-0", IN_MAY, "Following concerns", outcome="Terminate"),
        ReviewRecord("F-1", IN_MAY, "Following concerns", outcome="Vary"),
        ReviewRecord("F-2", IN_MAY, "Annual", outcome="Terminate"),
        ReviewRecord("F-2", AFTER, "Following concerns", outcome="Terminate"),
    )
    facts = {"households": ONE_OF_EACH, "reviews": reviews}

    assert number("F.reviews", **facts) == 4
    assert refs_of("F.reviews.concerns_terminated", **facts) == ["F-0"]


def test_endings_go_by_kind_and_reason_and_the_total_has_those_without_one() -> None:
    endings = (
        EndingRecord("F-0", IN_MAY, "Resignation", "Other"),
        EndingRecord("F-1", IN_MAY, "Deregistration", "Other"),
        EndingRecord("F-3", IN_MAY, "Resignation"),
    )
    facts = {"households": ONE_OF_EACH, "endings": endings}

    assert refs_of("F.resignations.total", **facts) == ["F-0", "F-3"]
    assert refs_of("F.resignations.other", **facts) == ["F-0"]
    assert refs_of("F.deregistrations.total", **facts) == ["F-1"]
    assert refs_of("F.deregistrations.other", **facts) == ["F-1"]


# The register


def test_the_register_holds_the_approved_but_for_supported_lodgings() -> None:
    decisions = tuple(decision(BEFORE, ref=case.ref) for case in ONE_OF_EACH)
    waiting = fostering("F-9")
    facts = {"households": (*ONE_OF_EACH, waiting), "decisions": decisions}

    assert refs_of("F.register.households", **facts) == ["F-0", "F-1", "F-2"]


@pytest.mark.parametrize(
    ("kind", "received", "on_register"),
    [
        ("Resignation", LAST - timedelta(days=28), False),  # the 28th day is the last
        ("Resignation", LAST - timedelta(days=27), True),
        ("Resignation", LAST, True),
        ("Deregistration", LAST - timedelta(days=1), False),
        ("Deregistration", LAST, False),
        ("Deregistration", AFTER, True),
    ],
)
def test_a_resignation_ends_an_approval_on_the_28th_day_and_a_deregistration_at_once(
    kind: str, received: date, *, on_register: bool
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 28(13)."""
    facts = {
        "households": (fostering(),),
        "decisions": (decision(BEFORE),),
        "endings": (EndingRecord("F-1", received, kind, "Other"),),
    }
    assert bool(number("F.register.households", **facts)) is on_register


# Temporary approvals


def connected(days_before_the_end: int) -> HouseholdRecord:
    begun = LAST - timedelta(days=days_before_the_end)
    return fostering(type_="Connected person", temporary_approval=begun)


@pytest.mark.parametrize(
    ("days", "recommended", "is_open"),
    [
        (0, "", True),
        (112, "", True),
        (113, "", False),
        (112, "Extend", True),
        (113, "Extend", True),
        (168, "Extend", True),
        (169, "Extend", False),
        (113, "Defer", False),
    ],
)
def test_a_temporary_approval_is_open_for_16_weeks_or_24_where_extended(
    days: int, recommended: str, *, is_open: bool
) -> None:
    """Care Planning (England) Regulations 2010, regulations 24 and 25."""
    asked = item(LAST, "Temporary approval extension", recommended)
    facts = {"households": (connected(days),), "items": (asked,) if recommended else ()}

    assert number("F.temp_approvals.open", **facts) == is_open
    assert number("F.temp_approvals.expired", **facts) == (not is_open)


def test_an_extension_after_the_end_does_not_exist_yet() -> None:
    asked = item(AFTER, "Temporary approval extension", "Extend")
    facts = {"households": (connected(120),), "items": (asked,)}

    assert number("F.temp_approvals.expired", **facts) == 1


@pytest.mark.parametrize("said", ["Approve", "Not approve"])
def test_a_temporary_approval_that_was_decided_on_or_closed_is_neither(said: str) -> None:
    for days in (50, 200):
        case = connected(days)
        decided = {"households": (case,), "decisions": (decision(LAST, said),)}
        closed = {"households": (replace(case, closed=LAST),)}
        later = {"households": (replace(case, closed=AFTER),), "decisions": (decision(AFTER),)}
        temporary = {
            "households": (case,),
            "decisions": (decision(IN_JUNE, said, kind="Temporary approval"),),
        }
        for facts, wanted in ((decided, 0), (closed, 0), (later, 1), (temporary, 1)):
            ids = ("F.temp_approvals.open", "F.temp_approvals.expired")
            assert sum(number(measure_id, **facts) for measure_id in ids) == wanted


# The law is an argument


def with_limit(rule: RuleVersions, limit: int) -> RuleVersions:
    return replace(rule, versions=tuple(replace(v, limit=limit) for v in rule.versions))


def test_the_limits_are_those_of_the_rules_that_are_given() -> None:
    shorter = LegalLimits(
        temporary_approval=with_limit(LIMITS.temporary_approval, 2),
        extension=with_limit(LIMITS.extension, 1),
        resignation=with_limit(LIMITS.resignation, 3),
        decision={key: with_limit(rule, 1) for key, rule in LIMITS.decision.items()},
        calendar=LIMITS.calendar,
    )
    records = TrackingRecords(
        households=(connected(21), fostering("F-2")),
        items=(item(LAST, "Temporary approval extension", "Extend"),),
        decisions=(
            decision(date(2023, 6, 16), ref="F-2", panel_date=IN_MAY, received=IN_JUNE),
            decision(date(2023, 6, 16), ref="F-2", panel_date=IN_MAY, received=IN_MAY),
        ),
        endings=(EndingRecord("F-2", LAST - timedelta(days=3), "Resignation"),),
    )
    found = figures(records, YEAR, shorter)

    assert found["F.temp_approvals.open"].value == 1
    assert found["F.adm.on_time"].value == 1
    assert found["F.register.households"].value == 0
    a_day_later = ReportingPeriod(YEAR.first_on, AFTER)
    assert figures(records, a_day_later, shorter)["F.temp_approvals.expired"].value == 1


def test_each_clock_goes_by_the_version_in_force_when_it_started() -> None:
    (rule,) = LIMITS.decision[Service.FOSTERING].versions
    changed_on = date(2023, 6, 1)
    old = replace(rule, effective_to=changed_on - timedelta(days=1))
    new = replace(rule, limit=2, effective_from=changed_on)
    versions = RuleVersions(rule.id, (old, new))
    limits = replace(LIMITS, decision={**LIMITS.decision, Service.FOSTERING: versions})

    assert limits.decide_by(Service.FOSTERING, date(2023, 5, 31)) == date(2023, 6, 9)
    assert limits.decide_by(Service.FOSTERING, date(2023, 6, 1)) == date(2023, 6, 5)
    # What came before the first version goes by the first.
    assert limits.decide_by(Service.FOSTERING, date(2009, 6, 1)) == date(2009, 6, 10)
