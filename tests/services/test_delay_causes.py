"""The file of causes: whole as shipped, and refused with file and line where it is wrong."""

from __future__ import annotations

import pytest

from cfs_panels.services.delay_causes import delay_causes, parse_delay_causes
from cfs_panels.services.rule_files import RuleFileError

ONE = """not_recorded = "Cause not recorded"

[[causes]]
key = "agency"
words = "The agency"
"""


def test_every_delay_can_be_counted_by_the_causes_of_the_statistics() -> None:
    assert [cause.key for cause in delay_causes().causes] == [
        "applicant",
        "agency",
        "checks",
        "medical",
        "court",
        "panel_capacity",
        "papers",
        "decision_maker",
        "other",
    ]
    assert delay_causes().words("nonsense") == "Cause not recorded"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('\n[[causes]]\nkey = "agency"\nwords = "Us"\n', "line 7: agency stands here twice."),
        ('\n[[causes]]\nkey = "court"\n', "line 7: Field required."),
        (
            '\n[[told_by]]\nevent = "weather"\nreason = "reason"\n',
            "line 8: Input should be",
        ),
        (
            '\n[[told_by]]\nevent = "case_held"\nreason = "reason"\ndefault = "rain"\n',
            "line 7: there is no cause rain.",
        ),
        (
            '\n[[told_by]]\nevent = "case_held"\nreason = "reason"\nrules = ["F-NONE"]\n',
            "line 10: there is no rule F-NONE.",
        ),
        ("\n[[causes]\n", "this is not TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(more: str, said: str) -> None:
    with pytest.raises(RuleFileError) as refusal:
        parse_delay_causes(ONE + more, "causes.toml")
    assert refusal.value.message.startswith("causes.toml, line ")
    assert said in refusal.value.message
