from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cfs_panels.domain.decision_rules import (
    RecordState,
    adopted,
    answered,
    check_answers,
    check_signable,
    decided_answers,
    differs_from_panel,
    household_sentence,
    not_ready,
    open_points,
)
from cfs_panels.domain.decisions import DecisionAnswers
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.terms import Terms, terms_lines, terms_words
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.services.pathway_library import pathway

FOSTERING = pathway("fostering_mainstream", 1)
ADOPTION = pathway("adoption_prospective", 1)
DECIDED = date(2025, 10, 24)
PANEL_TERMS = Terms(("short_term", "respite"), 1, "5 to 12")
STATE = RecordState(
    unread=0,
    requirements=1,
    notices=frozenset(),
    recommended=PanelOutcome.SUITABLE,
    minutes_received_on=date(2025, 10, 16),
    due_on=date(2025, 10, 27),
    decided_on=DECIDED,
    reasons=4,
    terms=PANEL_TERMS,
)
ANSWERS = DecisionAnswers(
    arguments_for=("Long experience.",),
    arguments_against=("Seen once.",),
    process_fair="fair",
    new_information="none",
    adopted_reasons=(1, 3),
    own_reasons="The network is in place.",
    outcome=DecisionOutcome.APPROVE,
    effective_on=DECIDED,
    terms=("short_term", "respite"),
    places=1,
    ages="5 to 12",
)
EMPTY = DecisionAnswers()


def refusal(answers: DecisionAnswers, state: RecordState = STATE) -> RuleBroken:
    with pytest.raises(RuleBroken) as found:
        check_signable(FOSTERING, answers, state)
    return found.value


def test_a_whole_record_may_be_signed() -> None:
    check_signable(FOSTERING, ANSWERS, STATE)
    assert not_ready(FOSTERING, ANSWERS, STATE) == ()


def test_the_nine_answers_are_those_of_the_picture() -> None:
    """Hofstetter v London Borough of Barnet [2009] EWHC 3282 (Admin), with notices and clock."""
    state = replace(STATE, unread=1)
    begun = replace(ANSWERS, own_reasons="", outcome=None, effective_on=None)
    given = answered(begun, state)
    assert given == (False, True, True, True, True, False, False, True, False)
    assert sum(given) == 5
    assert not_ready(FOSTERING, begun, state) == (
        "1 document unread",
        "no reasons of your own",
        "no decision",
    )


def test_an_empty_record_waits_for_everything_in_its_order() -> None:
    state = replace(STATE, unread=2, requirements=0)
    assert [point.field for point in open_points(FOSTERING, EMPTY, state)] == [
        "read",
        "arguments_for",
        "process_fair",
        "new_information",
        "adopted_reasons",
        "own_reasons",
        "requirements",
        "outcome",
    ]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"arguments_for": (), "arguments_against": ()},
            "arguments_for",
            "Enter the key arguments, for and against.",
        ),
        (
            {"process_fair": "not_fair"},
            "process_fair",
            "Say whether panel's process was fair, and where it was not, why.",
        ),
        (
            {"new_information": "some"},
            "new_information",
            "Say whether there is new information since panel, and what it is.",
        ),
        (
            {"adopted_reasons": ()},
            "adopted_reasons",
            "Choose which of panel's reasons you adopt, or say that you adopt none.",
        ),
        ({"own_reasons": " "}, "own_reasons", "Enter your own reasons."),
        ({"outcome": None}, "outcome", "Choose your decision."),
        (
            {"effective_on": None},
            "effective_on",
            "Enter the day from which it takes effect.",
        ),
        (
            {"effective_on": date(2025, 10, 23)},
            "effective_on",
            "A decision of 24 October 2025 cannot take effect before that day.",
        ),
        (
            {"outcome": DecisionOutcome.MORE_INFORMATION},
            "outcome",
            "Asking for more information is no decision, so there is nothing to sign. The time "
            "for the decision keeps running.",
        ),
        (
            {"outcome": DecisionOutcome.MATCH},
            "outcome",
            "This is nothing that may be decided in the approval of a mainstream foster carer.",
        ),
        (
            {"adopted_reasons": (0,)},
            "adopted_reasons",
            "Panel gave 4 reasons. Choose from those.",
        ),
        ({"terms": ("night",)}, "terms", "Choose the terms from the list."),
        ({"places": 0}, "places", "Enter at least one place."),
    ],
)
def test_each_gap_has_its_sentence(changes: dict[str, object], field: str, sentence: str) -> None:
    found = refusal(replace(ANSWERS, **changes))  # type: ignore[arg-type] # any of the fields
    assert (found.field, found.message) == (field, sentence)


def test_an_unread_pack_cannot_be_signed() -> None:
    assert refusal(ANSWERS, replace(STATE, unread=2)).message == (
        "Read the whole pack before you sign: 2 documents are unread."
    )
    assert refusal(ANSWERS, replace(STATE, unread=1)).message == (
        "Read the whole pack before you sign: 1 document is unread."
    )


def test_no_requirements_has_to_be_said() -> None:
    state = replace(STATE, requirements=0)
    assert refusal(ANSWERS, state).message == "Add a requirement, or say that there are none."
    check_signable(FOSTERING, replace(ANSWERS, no_requirements=True), state)


def test_none_of_the_reasons_may_be_adopted_where_that_is_said() -> None:
    check_signable(FOSTERING, replace(ANSWERS, adopted_reasons=(), reasons_considered=True), STATE)


def test_what_was_not_fair_or_is_new_is_told() -> None:
    told = replace(
        ANSWERS,
        process_fair="not_fair",
        process_comment="The applicants were not heard.",
        new_information="some",
        new_information_words="A reference came in.",
    )
    check_signable(FOSTERING, told, STATE)


def test_a_decision_other_than_panels_says_with_whom_it_was_discussed() -> None:
    state = replace(STATE, recommended=PanelOutcome.NOT_SUITABLE)
    found = refusal(ANSWERS, state)
    assert found.field == "discussed_with"
    assert found.message == (
        "Your decision differs from panel's recommendation. Say with which senior person outside "
        "the panel you discussed it."
    )
    check_signable(FOSTERING, replace(ANSWERS, discussed_with="Helena Ross"), state)


def test_asking_for_information_does_not_differ_from_panel() -> None:
    for outcome in (DecisionOutcome.MORE_INFORMATION, None):
        answers = replace(ANSWERS, outcome=outcome)
        assert not differs_from_panel(FOSTERING, answers, PanelOutcome.SUITABLE, PANEL_TERMS)


@pytest.mark.parametrize(
    "changes",
    [{"places": 2}, {"ages": "0 to 2"}, {"terms": ("short_breaks",)}, {"ages": ""}],
)
def test_a_decision_on_other_terms_than_panels_says_with_whom_it_was_discussed(
    changes: dict[str, Any],
) -> None:
    answers = replace(ANSWERS, **changes)
    assert differs_from_panel(FOSTERING, answers, PanelOutcome.SUITABLE, PANEL_TERMS)
    assert refusal(answers).field == "discussed_with"
    check_signable(FOSTERING, replace(answers, discussed_with="Helena Ross"), STATE)


@pytest.mark.parametrize("ages", ["5-12", "5 – 12", " 5 to 12 "])
def test_the_same_terms_typed_otherwise_follow_panel(ages: str) -> None:
    answers = replace(ANSWERS, ages=ages, terms=("respite", "short_term"))
    assert not differs_from_panel(FOSTERING, answers, PanelOutcome.SUITABLE, PANEL_TERMS)


def test_terms_are_not_compared_where_a_decision_has_none() -> None:
    answers = replace(ANSWERS, outcome=DecisionOutcome.CONTINUE, terms=(), places=None, ages="")
    assert not differs_from_panel(FOSTERING, answers, PanelOutcome.CONTINUE, Terms())


def test_a_late_decision_says_why() -> None:
    """Minimum standard 14.9: seven working days from the final minutes."""
    late = replace(STATE, decided_on=date(2025, 10, 28))
    answers = replace(ANSWERS, effective_on=date(2025, 10, 28))
    found = refusal(answers, late)
    assert (found.field, found.message) == (
        "late_reason",
        "The decision was due by 27 October 2025. Say why it is late.",
    )
    check_signable(FOSTERING, replace(answers, late_reason="Ill since 20 October."), late)


def test_a_decision_is_not_dated_before_the_final_minutes() -> None:
    found = refusal(ANSWERS, replace(STATE, decided_on=date(2025, 10, 15)))
    assert (found.field, found.message) == (
        "decided_on",
        "The decision cannot be dated before the final minutes came, on 16 October 2025.",
    )


def test_nobody_is_approved_before_the_medicals_are_in() -> None:
    """Rulebook 0.4: the safe reading of Adoption Agencies Regulations 30B(1A)."""
    one = replace(STATE, missing_checks=("The medical of Leanne Thwaite has not come in.",))
    assert refusal(ANSWERS, one).message == (
        "The medical of Leanne Thwaite has not come in. An approval waits for it."
    )
    two = replace(STATE, missing_checks=("A has not come in.", "B has expired."))
    assert refusal(ANSWERS, two).message.endswith("B has expired. An approval waits for them.")
    against = replace(
        ANSWERS,
        outcome=DecisionOutcome.PROPOSE_NOT_TO_APPROVE,
        discussed_with="Helena Ross",
        effective_on=None,
    )
    check_signable(FOSTERING, against, two)


def test_a_proposal_not_to_approve_gives_both_sides() -> None:
    answers = replace(
        ANSWERS,
        outcome=DecisionOutcome.PROPOSE_NOT_TO_APPROVE,
        discussed_with="Helena Ross",
        arguments_for=(),
    )
    found = refusal(answers)
    assert (found.field, found.message) == (
        "arguments_for",
        "The letter to the applicants gives the main arguments for and against. Enter an argument "
        "for.",
    )
    found = refusal(replace(answers, arguments_for=("Warm.",), arguments_against=()))
    assert found.field == "arguments_against"


@pytest.mark.parametrize("changes", [{"terms": ("respite",)}, {"places": 2}, {"ages": "0 to 5"}])
def test_an_adoption_decision_has_no_terms(changes: dict[str, object]) -> None:
    """Rulebook 4.3: an approval to adopt is definite; requirements stand beside it."""
    with pytest.raises(RuleBroken) as found:
        check_answers(ADOPTION, replace(EMPTY, **changes), 3)  # type: ignore[arg-type] # any field
    assert (found.value.field, found.value.message) == (
        "terms",
        "A decision on the approval of a prospective adopter is definite: it has no terms or "
        "conditions. Record requirements beside it.",
    )


def test_what_belongs_to_another_decision_is_not_signed() -> None:
    choice = FOSTERING.decision_choice(DecisionOutcome.PROPOSE_NOT_TO_APPROVE)
    assert choice is not None
    signed = decided_answers(choice, ANSWERS)
    assert (signed.terms, signed.places, signed.ages, signed.effective_on) == ((), None, "", None)
    assert signed.own_reasons == ANSWERS.own_reasons


def test_reasons_are_adopted_by_the_numbers_panel_gave_them() -> None:
    assert adopted(("A", "B", "C"), ANSWERS) == (("A", True), ("B", False), ("C", True))


def test_a_household_of_one_is_and_of_two_are() -> None:
    words = "{household} {is_are} approved to foster."
    assert household_sentence(words, "Jo Sandhu", ["Jo"]) == "Jo Sandhu is approved to foster."
    assert household_sentence(words, "Jo and Al Sandhu", ["Jo", "Al"]).startswith(
        "Jo and Al Sandhu are"
    )


@pytest.mark.parametrize(
    ("keys", "places", "ages", "line", "lines"),
    [
        (
            ("respite", "short_term"),
            1,
            "5 to 12",
            "One child, 5 to 12, short-term and respite",
            ("One child, aged 5 to 12", "Short-term and respite"),
        ),
        ((), 2, "", "Two children", ("Two children",)),
        ((), None, "0 to 5", "0 to 5", ("Aged 0 to 5",)),
        (("long_term",), None, "", "Long-term", ("Long-term",)),
        ((), None, "", "", ()),
    ],
)
def test_terms_read_in_a_line_and_a_line_each(
    keys: tuple[str, ...], places: int | None, ages: str, line: str, lines: tuple[str, ...]
) -> None:
    assert terms_words(FOSTERING, keys, places, ages) == line
    assert terms_lines(FOSTERING, keys, places, ages) == lines
