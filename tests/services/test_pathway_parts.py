"""Pathways put together from shared parts: what is added, changed and left out, and every fault."""

from __future__ import annotations

from typing import Any

import pytest

from cfs_panels.services.pathway_parts import PathwayFileError, ResolvedPathway

FILE = "kind_1.toml"
PARTS = {
    "first": """
report_name = "The report"
clocks = ["C-1", "C-2"]

[means]
application = "application_received"

[status_after]
case_held = "paused"

[[moves]]
event = "<application>"
words = "The application"
after = ["enquiry_received"]

[[moves]]
event = "case_held"
words = "A hold"
""",
    "second": """
clocks = ["C-2", "C-3"]

[[moves]]
event = "report_finished"
words = "Finishing <report_name>"
placed_before = "case_held"
after = [["<application>", "case_held"]]
""",
}


def read_part(name: str) -> str:
    try:
        return PARTS[name]
    except KeyError:
        raise FileNotFoundError(name) from None


def resolved(text: str) -> ResolvedPathway:
    return ResolvedPathway(FILE, text, read_part)


def data(text: str) -> dict[str, Any]:
    return resolved(text).data


def fault(text: str) -> str:
    with pytest.raises(PathwayFileError) as found:
        resolved(text)
    return str(found.value)


BOTH = 'parts = ["first", "second"]\n'


def test_parts_are_joined_in_the_order_in_which_they_are_named() -> None:
    found = data(BOTH)
    assert [m["event"] for m in found["moves"]] == [
        "application_received",
        "report_finished",
        "case_held",
    ]
    assert found["clocks"] == ["C-1", "C-2", "C-3"]


def test_a_word_in_pointed_brackets_is_filled_in_wherever_it_stands() -> None:
    move = data(BOTH)["moves"][1]
    assert move["words"] == "Finishing The report"
    assert move["after"] == [["application_received", "case_held"]]


def test_the_pathway_says_last_what_a_word_means() -> None:
    found = data(BOTH + '[means]\napplication = "registration_received"\n')
    assert found["moves"][0]["event"] == "registration_received"


def test_an_entry_of_the_same_key_changes_only_what_it_gives() -> None:
    found = data(BOTH + '[[moves]]\nevent = "case_held"\nrefusal = "No."\n')
    assert found["moves"][2] == {"event": "case_held", "words": "A hold", "refusal": "No."}


def test_an_entry_is_left_out_and_so_is_a_clock() -> None:
    found = data(BOTH + '[leave_out]\nmoves = ["case_held"]\nclocks = ["C-1"]\n')
    assert [m["event"] for m in found["moves"]] == ["application_received", "report_finished"]
    assert found["clocks"] == ["C-2", "C-3"]


def test_a_status_is_replaced_by_its_event() -> None:
    found = data(BOTH + '[status_after]\ncase_held = "open"\n')
    assert found["status_after"] == {"case_held": "open"}


def test_a_fault_names_the_line_of_the_part_that_said_it() -> None:
    found = resolved(BOTH)
    assert str(found.fault(("moves", 1, "after", 0), "Wrong.")) == (
        f"parts/second.toml, line 8, as {FILE} uses it: Wrong."
    )
    assert str(found.fault(("clocks", 1), "Wrong.")).startswith("parts/first.toml, line 3,")
    assert str(found.fault(("status_after", "case_held"), "Wrong.")).startswith(
        "parts/first.toml, line 9,"
    )


def test_a_fault_of_a_changed_field_names_the_pathway_that_changed_it() -> None:
    found = resolved(BOTH + '[[moves]]\nevent = "case_held"\nrefusal = "No."\n')
    assert str(found.fault(("moves", 2, "refusal"), "Wrong.")) == f"{FILE}, line 4: Wrong."
    assert str(found.fault(("moves", 2, "words"), "Wrong.")).startswith("parts/first.toml, line 18")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('parts = ["third"]\n', f"{FILE}, line 1: there is no part third."),
        (
            'parts = ["second"]\n',
            f"parts/second.toml, line 7, as {FILE} uses it: there is no case_held to stand before.",
        ),
        (
            BOTH + '[leave_out]\nmoves = ["decision_made"]\n',
            f"{FILE}, line 3: there is no decision_made to leave out.",
        ),
        (
            BOTH + '[leave_out]\nclocks = ["C-9"]\n',
            f"{FILE}, line 3: there is no C-9 to leave out.",
        ),
        (
            BOTH + '[leave_out]\nwords = ["C-9"]\n',
            f"{FILE}, line 3: there is no C-9 to leave out.",
        ),
        (
            BOTH + '[[moves]]\nevent = "registered"\nwords = "<unheard>"\n',
            f"{FILE}, line 4: <unheard> means nothing in this pathway.",
        ),
        (
            BOTH + '[[moves]]\nevent = "registered"\n[[moves]]\nevent = "registered"\n',
            f"{FILE}, line 4: registered stands here twice.",
        ),
        ("key = = 1", f"{FILE}, line 1: this is not TOML: Invalid value."),
    ],
)
def test_what_cannot_be_put_together_is_told_with_file_and_line(text: str, said: str) -> None:
    assert fault(text) == said


def test_a_part_has_no_key_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PARTS, "second", 'key = "second"\n')
    assert fault(BOTH) == (
        f"parts/second.toml, line 1, as {FILE} uses it: key belongs in a pathway, not in a part."
    )
