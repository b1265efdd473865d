"""Import, export and measures as a script runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from cfs_panels.services.entrance import open_agency
from tests.cli.test_commands import Said, _cheap_keys, agency, moment, run
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["_cheap_keys", "agency", "moment", "run"]

TRACKING = Path(__file__).parent.parent / "fixtures" / "tracking"
EXPECTED: dict[str, Any] = json.loads(
    (TRACKING / "tracker-2023-24.expected.json").read_text(encoding="utf-8")
)
WORKBOOK = str(TRACKING / EXPECTED["workbook"])
FOLDER = str(TRACKING / EXPECTED["folder"])
USER = ("--user", "ruth.ellingham")


def test_an_import_says_what_became_of_every_row(
    run: Callable[..., Said], agency: str, tmp_path: Path
) -> None:
    rejected = tmp_path / "rejected.xlsx"
    looked = run("import", agency, WORKBOOK, *USER, "--dry-run", "--json")
    said = run("import", agency, FOLDER, *USER, "--rejected", str(rejected), "--json")
    assert (looked.code, said.code) == (0, 0)
    assert looked.json["accepted"] == said.json["accepted"]
    assert set(said.json) == {"accepted", "repeated", "rejected", "unchanged", "updated"}
    for sheet, rows in EXPECTED["rows"].items():
        assert said.json["accepted"][sheet] == rows["accepted"]
        assert said.json["repeated"][sheet] == rows["repeated"]
    assert [(r["sheet"], r["row"], r["column"], r["class"]) for r in said.json["rejected"]] == [
        (r["sheet"], r["row"], r["column"], r["class"]) for r in EXPECTED["rejected"]
    ]
    assert all(row["reason"].endswith(".") for row in said.json["rejected"])
    assert sum(1 for _ in load_workbook(rejected)["Households"].iter_rows()) == 25
    again = run("import", agency, WORKBOOK, *USER, "--json")
    assert set(again.json["accepted"].values()) == {0}
    assert again.json["unchanged"] == sum(said.json["accepted"].values())
    unmended = run("import", agency, str(rejected), *USER, "--json")
    assert set(unmended.json["accepted"].values()) == {0}
    for key, period in EXPECTED["periods"].items():
        first, last = key.split("..")
        made = run("measures", agency, "--from", first, "--to", last, *USER, "--cases", "--json")
        assert (made.code, made.json["from"], made.json["to"]) == (0, first, last)
        found = made.json["measures"]
        assert {name: found[name] for name in period["measures"]} == period["measures"]
        for name, value in found.items():
            if isinstance(value, int):
                assert value == len(made.json["cases"][name])


def test_mended_rows_alone_are_taken(run: Callable[..., Said], agency: str, tmp_path: Path) -> None:
    rejected = tmp_path / "rejected.xlsx"
    run("import", agency, WORKBOOK, *USER, "--rejected", str(rejected))
    book = load_workbook(rejected)
    sheet = book["Households"]
    heads = [str(cell.value).strip().lower() for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[heads.index("ref")].value == "F-2022-0072":
            row[heads.index("stage 1 end")].value = "20/02/2024"
    book.save(rejected)
    said = run("import", agency, str(rejected), *USER, "--json").json
    assert said["accepted"]["Households"] == 1
    assert said["accepted"]["Items"] >= 1
    case = run("case", agency, "F-2022-0072", *USER, "--json").json
    assert case["reference"] == "F-2022-0072"


def test_the_agency_goes_out_as_a_workbook(
    run: Callable[..., Said], agency: str, tmp_path: Path
) -> None:
    said = run("export", agency, str(tmp_path), *USER, "--json")
    assert said.code == 0
    path = Path(said.json["written"])
    assert [sheet.title for sheet in load_workbook(path)][:2] == ["Households", "Panels"]
    folder = run("export", agency, str(tmp_path / "csv"), *USER, "--format", "csv")
    assert folder.out.strip() == str(tmp_path / "csv")
    assert (tmp_path / "csv" / "Households.csv").exists()
    again = run("import", agency, str(path), *USER, "--json").json
    assert (set(again["accepted"].values()), again["rejected"]) == ({0}, [])


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("import", "{agency}", "nowhere.xlsx", *USER), 3, "nowhere.xlsx"),
        (("import", "{agency}", __file__, *USER), 1, "workbook"),
        (("import", "{agency}", WORKBOOK, "--user", "hannah.whitlock"), 1, "Your role does not"),
        (("export", "{agency}", "out", *USER, "--format", "ods"), 2, "--format is xlsx or csv."),
        (("measures", "{agency}", "--from", "2024-03-31", "--to", "2023-04-01", *USER), 1, "ends"),
        (("measures", "{agency}", "--from", "31/03/2024", "--to", "2023-04-01", *USER), 2, "date"),
    ],
)
def test_a_failure_has_its_code_and_a_sentence(
    run: Callable[..., Said], agency: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = run(*(word.format(agency=agency) for word in words))
    assert said.code == code
    assert sentence in said.err
    assert not said.out


def test_a_person_reads_tables(run: Callable[..., Said], agency: str) -> None:
    said = run("import", agency, WORKBOOK, *USER)
    assert said.out.splitlines()[0] == "sheet\ttaken\tthe same row again"
    assert "Households\t448\t7" in said.out.splitlines()
    assert "Row 7" not in said.out
    assert "Households, row 7:" in said.err
    made = run("measures", agency, "--from", "2023-04-01", "--to", "2024-03-31", *USER)
    line = next(row for row in made.out.splitlines() if row.startswith("F.enquiries\t"))
    assert line.split("\t")[2] == "33"


def test_the_cases_behind_figures_stand_in_one_table_with_their_measures(
    run: Callable[..., Said], agency: str
) -> None:
    run("import", agency, WORKBOOK, *USER)
    period = ("--from", "2023-04-01", "--to", "2024-03-31")
    lines = run("measures", agency, *period, *USER, "--cases").out.splitlines()
    figures = run("measures", agency, *period, *USER).out.splitlines()
    behind = [line.split("\t") for line in lines[len(figures) :]]
    assert lines[: len(figures)] == figures
    assert behind[0] == ["measure", "case", "day", "what", "days"]
    assert sum(row[0] == "F.enquiries" for row in behind) == 33
    assert all(row[0] and row[1] and row[2] for row in behind)
    nothing = ("--from", "1990-01-01", "--to", "1990-12-31")
    empty = run("measures", agency, *nothing, *USER, "--cases").out
    assert empty == run("measures", agency, *nothing, *USER).out


def test_what_was_changed_here_is_told_and_stays(
    run: Callable[..., Said], agency: str, tmp_path: Path
) -> None:
    run("export", agency, str(tmp_path), *USER)
    book = load_workbook(tmp_path / "tracking-workbook.xlsx")
    sheet = book["Households"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Team") + 1).value = "South fostering team"
    book.save(tmp_path / "tracking-workbook.xlsx")
    said = run("import", agency, str(tmp_path / "tracking-workbook.xlsx"), *USER)
    assert "Team was recorded here and stays as it is." in said.err
    with_team = run("cases", agency, *USER, "--json").json
    assert {row["team"] for row in with_team} == {"North fostering team"}


def test_the_trail_is_whole_afterwards(run: Callable[..., Said], agency: str) -> None:
    run("import", agency, WORKBOOK, *USER)
    assert run("check", agency, *USER, "--json").json == {"problems": []}
    found = open_agency(agency, "ruth.ellingham", PASSWORD)
    found.workspace.close()
