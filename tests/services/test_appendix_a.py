"""Every clock of the rulebook's Appendix A is there, with its limit, unit, weight and status."""

from __future__ import annotations

from datetime import date

import pytest

from cfs_panels.domain.clock_rules import ClockRule, RuleStatus
from cfs_panels.services.rule_library import rule_library

TODAY = date(2025, 10, 24)
V, K, S = RuleStatus.VERIFIED, RuleStatus.UNCONFIRMED, RuleStatus.LOCAL

FROM_ELSEWHERE = {"A-EP-NOTICE"}
"""What the rulebook's section 3 tells and its table does not: regulation 25A, 28 days' notice."""

APPENDIX_A = (
    ("F-S1-DEC", "10 working days", "REG", K),
    ("F-OBS", "10 working days", "REG", K),
    ("F-PAPERS", "5 working days before", "NMS", V),
    ("F-APP-PANEL", "8 months", "NMS", V),
    ("F-LOCAL-16W", "16 weeks", "LOCAL", S),
    ("F-ADM", "7 working days", "NMS", V),
    ("F-ORAL", "2 working days", "NMS", V),
    ("F-WRIT", "5 working days", "NMS", V),
    ("F-QD", "28 days", "REG", V),
    ("F-RESIGN", "28 days", "REG", V),
    ("F-REV1", "12 months", "REG", K),
    ("F-REVN", "12 months", "REG", K),
    ("F-CP-TEMP", "16 weeks", "REG", V),
    ("F-CP-EXT", "8 weeks", "REG", V),
    ("F-CP-IRM", "no limit", "REG", V),
    ("F-OUTTERMS", "6 working days", "REG", K),
    ("F-UNANN", "12 months", "NMS", K),
    ("F-TSD", "12 months", "NMS", K),
    ("A-INFO", "5 working days", "NMS", K),
    ("A-INFO2", "10 working days", "NMS", K),
    ("A-ROI", "5 working days", "STATG", K),
    ("A-S1", "2 months", "REG", K),
    ("A-GAP", "6 months", "REG", K),
    ("A-OBS", "5 working days", "REG", K),
    ("A-S2", "4 months", "REG", V),
    ("A-PAPERS", "5 working days before", "NMS", K),
    ("A-ADM", "7 working days", "NMS", K),
    ("A-ORAL", "2 working days", "NMS", K),
    ("A-WRIT", "5 working days", "NMS", K),
    ("A-QD", "40 working days", "REG", V),
    ("A-REV", "12 months", "REG", K),
    ("A-APR", "10 working days", "REG", K),
    ("A-SHOBPA", "2 months", "STATG", K),
    ("A-MATCH", "6 months", "NMS", K),
    ("A-MATCH-BABY", "3 months", "NMS", K),
    ("A-FIND", "3 months", "NMS", V),
    ("A-VISIT", "1 week", "REG", K),
    ("A-REV-P1", "4 weeks", "REG", K),
    ("A-REV-P2", "3 months", "REG", K),
    ("A-REV-P3", "6 months", "REG", K),
    ("A-REV-NP", "3 months", "REG", K),
    ("A-ORDER", "10 weeks", "REG", K),
    ("X-IRM", "10 working days", "REG", V),
    ("X-INDUCT", "10 weeks", "NMS", K),
    ("X-TRAIN", "12 months", "NMS", K),
    ("X-APPR", "12 months", "GOOD", K),
    ("X-EXEC-F", "3 months", "NMS", K),
    ("X-EXEC-A", "6 months", "NMS", V),
    ("X-QA-A", "6 months", "NMS", V),
)
OTHER_LIMITS = {
    "F-TSD": ("family_and_friends", "18 months"),
    "A-REV-NP": ("again", "6 months"),
    "F-PAPERS": ("clear_days", "5 clear working days before"),
}


@pytest.mark.parametrize(("rule_id", "limit", "weight", "status"), APPENDIX_A)
def test_a_row_of_the_appendix_is_a_rule(
    rule_id: str, limit: str, weight: str, status: RuleStatus
) -> None:
    rule = rule_library().rule(rule_id, TODAY)
    assert (rule.limit_words(), rule.weight, rule.status) == (limit, weight, status)
    assert _is_whole(rule)


@pytest.mark.parametrize("rule_id", OTHER_LIMITS)
def test_a_row_with_two_limits_has_both(rule_id: str) -> None:
    fact, limit = OTHER_LIMITS[rule_id]
    assert rule_library().rule(rule_id, TODAY).limit_words({fact: True}) == limit


def test_what_the_appendix_does_not_have_is_a_local_standard() -> None:
    library = rule_library()
    others = set(library.rule_ids) - {row[0] for row in APPENDIX_A} - FROM_ELSEWHERE
    assert {library.rule(rule_id, TODAY).weight for rule_id in others} == {"LOCAL"}


def _is_whole(rule: ClockRule) -> bool:
    return bool(rule.start_events and rule.stop_events and rule.words and rule.source)
