"""The kinds of case as data: what is in the files, and every fault told with file and line."""

from __future__ import annotations

import pytest

import resources
from cfs_panels.domain.actors import Role
from cfs_panels.domain.forms import FieldKind
from cfs_panels.domain.pathways import Owner, Pathway, Scope
from cfs_panels.domain.vocabulary import CaseStatus, PanelOutcome, Weight
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.pathway_library import (
    PathwayFileError,
    newest_pathway,
    newest_pathways,
    parse_pathway,
    pathway,
    read_part,
)
from tests.domain.case_histories import adoption, fostering

FILE = "fostering_mainstream_1.toml"
TEXT = resources.read_text(f"pathways/{FILE}")


def fault(part: str, old: str, new: str) -> str:
    """Return what is said of the pathway with one thing changed in one of its parts."""
    assert old in read_part(part)

    def changed(name: str) -> str:
        text = read_part(name)
        return text.replace(old, new, 1) if name == part else text

    with pytest.raises(PathwayFileError) as found:
        parse_pathway(FILE, TEXT, changed)
    return str(found.value)


def line_of(part: str, words: str) -> int:
    return next(n for n, line in enumerate(read_part(part).split("\n"), 1) if words in line)


def test_every_kind_of_case_is_there() -> None:
    assert {kind.key for kind in newest_pathways()} == {
        "adoption_child",
        "adoption_child_specific",
        "adoption_foster_carer",
        "adoption_prospective",
        "adoption_second_time",
        "fostering_connected",
        "fostering_mainstream",
        "fostering_specialist",
        "fostering_supported_lodgings",
        "fostering_transfer",
    }
    assert newest_pathway("unknown") is None
    assert pathway("fostering_mainstream", 1) is fostering()


@pytest.mark.parametrize("kind", newest_pathways(), ids=lambda k: k.key)
def test_each_step_is_owned_and_each_move_has_somebody_who_makes_it(kind: Pathway) -> None:
    assert all(move.roles for move in kind.moves)
    assert all(step.owner in Owner for step in kind.next_steps)
    assert all(step.words and not step.words.endswith(".") for step in kind.next_steps)


@pytest.mark.parametrize("kind", newest_pathways(), ids=lambda k: k.key)
def test_every_move_is_recorded_somewhere(kind: Pathway) -> None:
    """A plain step has a button, or a command of its own whose sentence says where it is."""
    without = {m.event for m in kind.moves if not m.button and not m.elsewhere}
    assert without == {E.DELAY_RECORDED}


@pytest.mark.parametrize("kind", newest_pathways(), ids=lambda k: k.key)
def test_every_refusal_is_a_sentence(kind: Pathway) -> None:
    for move in kind.moves:
        for words in (move.refusal, move.elsewhere, move.settled):
            assert not words or (words[0].isupper() and words.endswith("."))
            assert "  " not in words


def test_a_system_administrator_records_nothing_in_a_case() -> None:
    for kind in newest_pathways():
        assert not any(Role.SYSTEM_ADMINISTRATOR in move.roles for move in kind.moves)


def test_a_medical_and_certificates_hold_up_the_decision() -> None:
    for kind in (fostering(), adoption()):
        holding = {c.key: c.scope for c in kind.checks if c.before_decision}
        assert holding == {"dbs": Scope.ADULT, "medical": Scope.APPLICANT}


def test_adoption_asks_three_referees_and_fostering_two() -> None:
    """Adoption Agencies Regulations 2005, Schedule 4; Fostering Regulations, regulation 26(1A)."""
    counts = [
        sum(c.key.startswith("reference") for c in kind.checks)
        for kind in (adoption(), fostering())
    ]
    assert counts == [3, 2]


def test_adoption_has_no_terms_and_no_conditions() -> None:
    assert not adoption().uses_terms
    assert adoption().terms == ()
    outcomes = {choice.outcome for choice in adoption().panel_choices}
    assert PanelOutcome.SUITABLE_WITH_TERMS not in outcomes


@pytest.mark.parametrize("kind", newest_pathways(), ids=lambda k: k.key)
def test_only_a_deferral_and_a_resignation_noted_do_without_quorum(kind: Pathway) -> None:
    without = {c.outcome for c in kind.panel_choices if not c.needs_quorum}
    assert without <= {PanelOutcome.DEFERRED, PanelOutcome.NOTED}


def test_parts_are_found_by_key() -> None:
    kind = fostering()
    assert kind.stage("stage_1").name == "Stage 1"
    assert kind.move(E.MATCHED) is None
    dbs, report = kind.check("dbs"), kind.paper("report")
    assert dbs is not None
    assert report is not None
    assert (dbs.weight, dbs.number_digits) == (Weight.REG, 12)
    assert report.has_file
    assert kind.check("added") is None
    assert kind.paper("added") is None
    assert kind.panel_choice(PanelOutcome.MATCH) is None


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (
            "front_door",
            'event = "information_pack_sent"',
            'event = "information_pack_send"',
            "moves.1.event: information_pack_send is not known.",
        ),
        (
            "front_door",
            'roles = ["social_worker", "team_manager", "panel_adviser", "panel_administrator"]',
            'roles = ["social_workers", "team_manager"]',
            "moves.0.roles.0: social_workers is not known.",
        ),
        (
            "hold_and_withdrawal",
            'case_held = "paused"',
            'case_hold = "paused"',
            "status_after.case_hold: case_hold is not known.",
        ),
        (
            "fostering_checks",
            'weight = "REG"',
            'weight = "LAW"',
            "checks.0.weight: LAW is not known.",
        ),
        ("front_door", 'kind = "date"', 'kind = "day"', "moves.2.asks.0.kind: day is not known."),
        (
            "fostering_approval",
            "visit_form =",
            "visit_forms =",
            "visit_forms: Unexpected keyword argument.",
        ),
        (
            "fostering_approval",
            'visit_form = "initial_visit"',
            'visit_form = "visit"',
            "there is no form visit.",
        ),
        ("fostering_approval", '"F-S1-DEC"', '"F-S1-DEK"', "there is no rule F-S1-DEK."),
        ("panel", '"F-LOCAL-DRAFT"', '"F-LOCAL-DRAUGHT"', "there is no rule F-LOCAL-DRAUGHT."),
        ("fostering_checks", 'clock = "F-LOCAL-MED"', 'clock = "F-MED"', "there is no rule F-MED."),
        (
            "assessment",
            'not_before_clock = "<observations_clock>"',
            'not_before_clock = "F-OB"',
            "there is no rule F-OB.",
        ),
        ("fostering_checks", 'key = "dbs"', 'key = "medical"', "medical stands here twice."),
        (
            "application",
            'entered_by = ["application_received"]',
            'entered_by = ["registration_received"]',
            "application waits for registration_received, which this kind of case has no move for.",
        ),
        (
            "assessment",
            'after = [["<reports>"]]',
            'after = ["permanence_report_finished"]',
            "report_given waits for permanence_report_finished, which this kind of case has no "
            "move for.",
        ),
        (
            "stage_two_fostering",
            'until = ["stage_two_started"]',
            'until = ["notice_to_proceed_received"]',
            "the step start_stage_two can never be done.",
        ),
        (
            "assessment",
            'command = "attach_report"\n',
            "",
            "report_finished has a button and no command that records it.",
        ),
        (
            "stage_two_fostering",
            'after = ["application_accepted"]',
            'after = ["report_finished"]',
            "stage_two_started can never be recorded: what it waits for waits for it.",
        ),
        (
            "fostering_approval",
            'panel_rule = "<panel_rule>"',
            'panel_rule = "P-NONE"',
            "there is no rule P-NONE.",
        ),
        (
            "fostering_approval",
            'matters = ["approval"]',
            'matters = ["appeal"]',
            "there is no matter appeal.",
        ),
        (
            "terms_and_ending",
            'choices_from = "terms"',
            'choices_from = "carers"',
            "there are no choices carers.",
        ),
        (
            "second_opinion",
            'once_for_each = "second_opinion_asked"',
            'once_for_each = "plan_endorsed"',
            "second_opinion_received waits for plan_endorsed, which this kind of case has no move "
            "for.",
        ),
        (
            "fostering_approval",
            'follows = ["approved"]',
            'follows = ["matched"]',
            "approve waits for matched, which this kind of case has no move for.",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(part: str, old: str, new: str, said: str) -> None:
    found = fault(part, old, new)
    place, _, words = found.partition(": ")
    assert words == said
    assert place.startswith(f"parts/{part}.toml, line ")
    assert place.endswith(f", as {FILE} uses it")


def test_the_line_is_that_of_the_entry_at_fault() -> None:
    part = "hold_and_withdrawal"
    found = fault(part, 'case_held = "paused"', 'case_hold = "paused"')
    assert found.startswith(f"parts/{part}.toml, line {line_of(part, 'case_held = ')}, as ")


ENDINGS = """
[status_after]
application_declined = "open"
stage_one_refused = "open"
refused = "open"
withdrawn_by_applicant = "open"
withdrawn_by_agency = "open"
approval_terminated = "open"
case_closed = "open"
resignation_effective = "open"
"""


def test_a_kind_of_case_that_never_ends_is_refused_with_its_line() -> None:
    """A cycle without exit: whatever is done, the case goes on for ever."""
    with pytest.raises(PathwayFileError) as found:
        parse_pathway(FILE, TEXT + ENDINGS)
    assert str(found.value) == (
        f"parts/front_door.toml, line {line_of('front_door', '[[moves]]')}, as {FILE} uses it: "
        "after enquiry_received this kind of case can never come to an end."
    )


def test_an_event_after_which_no_end_is_in_reach_is_refused() -> None:
    shut = """
[[moves]]
event = "withdrawn_by_applicant"
never_after = ["application_received"]

[[moves]]
event = "withdrawn_by_agency"
never_after = ["application_received"]

[[moves]]
event = "application_accepted"
never_after = ["application_received"]

[[moves]]
event = "application_declined"
never_after = ["application_received"]
"""
    with pytest.raises(PathwayFileError, match="can never come to an end"):
        parse_pathway(FILE, TEXT + shut)


def test_a_matter_that_never_closes_is_refused() -> None:
    with pytest.raises(PathwayFileError, match="annual_review can never come to an end"):
        parse_pathway(
            FILE, TEXT + '[[matters]]\nkey = "annual_review"\nclosed_by = ["enquiry_received"]\n'
        )


@pytest.mark.parametrize("kind", newest_pathways(), ids=lambda k: k.key)
def test_every_end_of_a_matter_and_of_a_case_leaves_a_status(kind: Pathway) -> None:
    """What closes a matter after an approval says how the approval stands then."""
    told = dict(kind.status_after)
    for matter in kind.matters:
        if matter.status is CaseStatus.IN_REVIEW:
            assert all(event in told for event in matter.closed_by), matter.key
            assert all(event in told for event in matter.opened_by), matter.key


@pytest.mark.parametrize("kind", newest_pathways(), ids=lambda k: k.key)
def test_every_fact_that_must_be_told_says_what_is_missing(kind: Pathway) -> None:
    for move in kind.moves:
        for asked in move.asks:
            assert not asked.needed_to_pass or asked.missing, (move.event, asked.key)
            needs_choices = asked.kind in {FieldKind.CHOICE, FieldKind.CHOICES}
            has_choices = bool(asked.choices or asked.choices_from)
            assert needs_choices is has_choices, (move.event, asked.key)
