import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.services.rule_questions import (
    due,
    due_file,
    parse_facts,
    quorum_file,
    rules_table,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
TODAY = date(2025, 10, 24)
MEMBER = {"name": "Member 1", "role": "chair", "social_work_years": None, "independent": True}


def refusal_of_rows(tmp_path: Path, text: str) -> str:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleBroken) as caught:
        due_file(path)
    return caught.value.message


def refusal_of_panels(tmp_path: Path, panels: Any) -> str:
    path = tmp_path / "panels.json"
    text = panels if isinstance(panels, str) else json.dumps(panels)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleBroken) as caught:
        quorum_file(path)
    return caught.value.message


def panel(**changed: Any) -> dict[str, Any]:
    return {"id": 7, "service": "fostering", "date": "2025-11-04", "members": [MEMBER], **changed}


def test_a_file_of_starts_gives_its_due_dates_in_order() -> None:
    path = FIXTURES / "clock-cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        expected = [{k: row[k] for k in ("rule", "start", "due")} for row in csv.DictReader(file)]
    assert due_file(path) == expected


def test_a_file_of_panels_gives_their_quorum_in_order() -> None:
    path = FIXTURES / "quorum-cases.json"
    cases = json.loads(path.read_text(encoding="utf-8"))
    assert quorum_file(path) == [{"id": c["id"], **c["expected"]} for c in cases]


def test_one_due_date_is_given_for_a_start_and_facts() -> None:
    meeting = date(2025, 11, 4)
    assert due("F-PAPERS", meeting) == date(2025, 10, 28)
    assert due("F-PAPERS", meeting, {"clear_days": True}) == date(2025, 10, 27)


def test_a_fact_that_the_rule_does_not_know_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"^F-TSD knows the facts family_and_friends, not kin\.$"):
        due("F-TSD", TODAY, {"kin": True})
    with pytest.raises(RuleBroken, match=r"^F-ADM knows no facts, not clear_days\.$"):
        due("F-ADM", TODAY, {"clear_days": True})


def test_a_start_out_of_time_is_refused() -> None:
    with pytest.raises(RuleBroken, match="No version of F-REV1 is in force on 1 January 2000"):
        due("F-REV1", date(2000, 1, 1))
    with pytest.raises(RuleBroken, match="counted from 1 January 1990 to 31 December 2050"):
        due("F-REV1", date(9999, 12, 31))


def test_facts_are_typed_as_name_and_value() -> None:
    assert parse_facts(["clear_days=true", "family_and_friends = FALSE"]) == {
        "clear_days": True,
        "family_and_friends": False,
    }
    with pytest.raises(RuleBroken, match=r"^Write a fact as clear_days=true or =false\.$"):
        parse_facts(["clear_days"])


def test_the_facts_column_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("\ufeffrule, start\nF-ADM,2025-10-16\n", encoding="utf-8")
    assert due_file(path) == [{"rule": "F-ADM", "start": "2025-10-16", "due": "2025-10-27"}]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("F-ADM,2025-10-16,\nF-NONE,2025-10-16,", "Row 3: There is no rule F-NONE."),
        ("F-ADM,31/10/2025,", "Row 2: start is '31/10/2025'. Write a real date as 2025-10-24."),
        ("F-ADM,,", "Row 2: start is ''. Write a real date as 2025-10-24."),
        ('F-TSD,2025-10-16,"{""family_and_friends"": 1}"', 'Row 2: write facts as {"name": true}.'),
        ("F-TSD,2025-10-16,yes", 'Row 2: write facts as {"name": true}.'),
        ("F-TSD,2025-10-16,[true]", 'Row 2: write facts as {"name": true}.'),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, rows: str, words: str) -> None:
    assert refusal_of_rows(tmp_path, f"rule,start,facts\n{rows}\n") == words


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    words = "cases.csv needs the columns rule and start, and facts if any."
    assert refusal_of_rows(tmp_path, "") == words
    assert refusal_of_rows(tmp_path, "clock,begin\nF-ADM,2025-10-16\n") == words


def test_a_file_that_is_no_csv_is_refused(tmp_path: Path) -> None:
    huge = "rule,start\n" + '"' + "x" * 200_000
    assert refusal_of_rows(tmp_path, huge) == "cases.csv is not a CSV file."


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(RuleBroken, match=r"^picture\.csv is not a text file\.$"):
        due_file(path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(RuleBroken, match=r"^cases\.csv is too large to read\.$"):
        due_file(path)


def test_a_file_that_is_not_there_is_trouble_outside(tmp_path: Path) -> None:
    for ask in (due_file, quorum_file):
        with pytest.raises(OutsideTrouble, match=r"^none\.txt cannot be read: "):
            ask(tmp_path / "none.txt")
        with pytest.raises(OutsideTrouble, match=r"cannot be read: "):
            ask(tmp_path)


@pytest.mark.parametrize(
    ("panels", "words"),
    [
        ("{", "panels.json is not JSON."),
        ("[" * 100_000, "panels.json is not JSON."),
        ({}, "panels.json must hold a list of panels."),
        ([panel(), 4], "Panel 2 must have service, date, joint and members."),
        ([panel(members=None)], "Panel 1 must have service, date, joint and members."),
        ([panel(service="kinship")], "Panel 1: service is fostering or adoption."),
        ([panel(service=[])], "Panel 1: service is fostering or adoption."),
        (
            [panel(date="4 November")],
            "Panel 1: date is '4 November'. Write a real date as 2025-10-24.",
        ),
        (
            [panel(date="2009-01-01")],
            "Panel 1: No rule on quorum in fostering is known for 1 January 2009.",
        ),
        ([panel(joint="no")], "Panel 1: joint is true or false."),
        ([panel(members=[3])], "Panel 1, member 1 must have name, role and what else counts."),
        (
            [panel(members=[{**MEMBER, "role": "adviser"}])],
            "Panel 1, member 1: role is chair, vice chair or member.",
        ),
        (
            [panel(members=[MEMBER, {**MEMBER, "social_work_years": "many"}])],
            "Panel 1, member 2: social_work_years is a number of years, or null.",
        ),
        (
            '[{"service": "fostering", "date": "2025-11-04", '
            '"members": [{"role": "chair", "social_work_years": NaN}]}]',
            "Panel 1, member 1: social_work_years is a number of years, or null.",
        ),
        (
            [panel(members=[{**MEMBER, "present": 1}])],
            "Panel 1, member 1: present is true or false.",
        ),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else "",
)
def test_a_bad_panel_is_named(tmp_path: Path, panels: Any, words: str) -> None:
    assert refusal_of_panels(tmp_path, panels) == words


def test_a_panel_without_a_number_gets_its_place(tmp_path: Path) -> None:
    path = tmp_path / "panels.json"
    given = panel()
    del given["id"]
    path.write_text(json.dumps([given]), encoding="utf-8")
    assert quorum_file(path) == [
        {"id": 1, "quorate": False, "missing": ["social_worker", "members"]}
    ]


def test_the_table_of_rules_holds_every_rule_in_force_with_source_and_status() -> None:
    table = rules_table(TODAY)
    assert len(table) == len({row["id"] for row in table})
    assert {row["kind"] for row in table} == {"clock", "quorum", "panel", "age"}
    assert all(row["source"] and row["status"] and row["words"] for row in table)
    decision = next(row for row in table if row["id"] == "F-ADM")
    assert decision["limit"] == 7
    assert decision["unit"] == "working_day"
    assert decision["start_events"] == ["final_minutes_sent", "review_mechanism_recommended"]
    assert decision["status"] == "verified"
    assert decision["effective_from"] == "2011-04-01"
    assert json.loads(json.dumps(table)) == table


def test_the_table_follows_the_date() -> None:
    in_2012 = {row["id"]: row for row in rules_table(date(2012, 12, 3))}
    assert in_2012["A-OBS"]["limit"] == 10
    assert "A-S1" not in in_2012
    in_2020 = {row["id"] for row in rules_table(date(2020, 6, 1))}
    assert {"Q-FOSTERING-2020", "Q-ADOPTION-2020", "R-CORONAVIRUS-2020"} <= in_2020
