"""The tracking workbook as a file: opened from both forms, written out, mended and taken again."""

import csv
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.tracking.cells import Cell
from cfs_panels.domain.tracking.reading import read_workbook, records_of
from cfs_panels.domain.tracking.records import (
    AnyRecord,
    HouseholdRecord,
    KnownRefs,
    PanelRecord,
    ReadWorkbook,
    RejectedRow,
    TrackingRecords,
)
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.workbook_files import (
    Format,
    open_workbook,
    save_rejected,
    save_workbook,
)
from tests.domain.tracking.agencies import agencies

SAMPLES = Path(__file__).parent.parent / "fixtures" / "tracking"
FORMS = [SAMPLES / "tracker-2023-24.xlsx", SAMPLES / "tracker-2023-24-csv"]
EXPECTED: dict[str, Any] = json.loads(
    (SAMPLES / "tracker-2023-24.expected.json").read_text("utf-8")
)
SAVED = date.fromisoformat(EXPECTED["saved"])
HEADERS = {s.name: [c.header for c in s.columns] for s in tracking_definition().sheets}
FORMATS: list[Format] = ["xlsx", "csv"]


def read(path: Path, known: KnownRefs | None = None) -> ReadWorkbook:
    return read_workbook(open_workbook(path), tracking_definition(), SAVED, known or KnownRefs())


def all_of(book: ReadWorkbook) -> TrackingRecords:
    return records_of(book.taken, tracking_definition())


def notes_of(book: ReadWorkbook) -> dict[AnyRecord, dict[str, str]]:
    return {row.record: dict(row.notes) for row in book.taken if row.notes}


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def cells(path: Path, name: str = "Households") -> dict[int, tuple[Cell, ...]]:
    sheet = next(s for s in open_workbook(path).sheets if s.name == name)
    return {1: sheet.header, **dict(sheet.rows)}


# The sample


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_every_row_of_the_sample_has_the_fate_it_must_have(form: Path) -> None:
    book = read(form)
    assert {
        name: {
            "rows": book.rows[name],
            "accepted": sum(row.sheet == name for row in book.taken),
            "repeated": book.repeated[name],
            "rejected": sum(row.sheet == name for row in book.rejected),
        }
        for name in book.rows
    } == EXPECTED["rows"]
    told = [(r.sheet, r.row, r.column, r.fault, r.about or None) for r in book.rejected]
    must = [
        (r["sheet"], r["row"], r["column"], r["class"], r["about"]) for r in EXPECTED["rejected"]
    ]
    assert sorted(told, key=repr) == sorted(must, key=repr)


def test_the_workbook_and_the_folder_say_the_same() -> None:
    one, other = (read(form) for form in FORMS)
    assert one.taken == other.taken
    assert [replace(row, cells={}, reason="") for row in one.rejected] == [
        replace(row, cells={}, reason="") for row in other.rejected
    ]
    assert one.unknown_columns == other.unknown_columns
    assert one.unknown_columns["Households"] == ("Notes", "Spare rooms")


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_sample_comes_back_out_whole_and_reads_the_same(
    tmp_path: Path, file_format: Format
) -> None:
    book = read(FORMS[0])
    records, notes = all_of(book), notes_of(book)
    save_workbook(records, notes, tmp_path / "out", file_format)
    again = read(tmp_path / "out")
    assert not again.rejected
    assert (all_of(again), notes_of(again)) == (records, notes)
    save_workbook(all_of(again), notes_of(again), tmp_path / "again", file_format)
    assert _bytes(tmp_path / "again") == _bytes(tmp_path / "out")


def _bytes(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {"" if file == path else file.name: file.read_bytes() for file in files}


def test_refused_rows_come_back_unmended_as_they_were(tmp_path: Path) -> None:
    book = read(FORMS[0])
    save_rejected(book.rejected, tmp_path / "refused.xlsx")
    known = KnownRefs(
        frozenset(r.ref for r in all_of(book).households),
        frozenset(r.child_ref for r in all_of(book).children),
        frozenset(row.fingerprint for row in book.rejected if row.fingerprint),
    )
    again = read(tmp_path / "refused.xlsx", known)
    assert not again.taken
    assert not {"What is wrong", "Column"} & {
        name for names in again.unknown_columns.values() for name in names
    }
    assert [(r.sheet, r.column, r.fault, r.about) for r in again.rejected] == [
        (r.sheet, r.column, r.fault, r.about) for r in book.rejected
    ]


def test_refused_rows_can_be_mended_and_are_taken(tmp_path: Path) -> None:
    book = read(FORMS[0])
    path = tmp_path / "refused.xlsx"
    save_rejected(book.rejected, path)
    sheets = load_workbook(path)
    households = sheets["Households"]
    heads = [cell.value for cell in households[1]]
    assert heads[-2:] == ["What is wrong", "Column"]
    for row in households.iter_rows(min_row=2):
        if row[heads.index("Column")].value == "Stage 1 end" and "does not exist" in str(
            row[heads.index("What is wrong")].value
        ):
            row[heads.index("Stage 1 end")].value = datetime(2024, 2, 20)
    sheets.save(path)
    records = all_of(book)
    known = KnownRefs(
        frozenset(record.ref for record in records.households),
        frozenset(record.child_ref for record in records.children),
        frozenset(row.fingerprint for row in book.rejected if row.fingerprint),
    )
    mended = read(path, known)
    assert {row.record.ref for row in mended.taken if isinstance(row.record, HouseholdRecord)} == {
        *("F-2022-0072", "F-2023-0077")
    }
    hanging = {(row.sheet, getattr(row.record, "ref", "")) for row in mended.taken}
    assert ("Items", "F-2023-0077") in hanging
    assert ("Reviews", "F-2022-0072") in hanging


# Writing


@pytest.mark.parametrize("file_format", FORMATS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(agency=agencies(), note=st.sampled_from(["Two dogs", "=1+1", "'-3", "a\nb", "03/11/2020"]))
def test_any_agency_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    file_format: Format,
    agency: TrackingRecords,
    note: str,
) -> None:
    path = tmp_path_factory.mktemp("agency") / "out"
    notes: dict[AnyRecord, dict[str, str]] = {
        record: {"Our notes": note, "-x": "y"} for record in agency.households
    }
    save_workbook(agency, notes, path, file_format)
    book = read_workbook(
        open_workbook(path), tracking_definition(), date(2025, 10, 24), KnownRefs()
    )
    assert not book.rejected
    assert all_of(book) == agency
    assert notes_of(book) == notes


def test_a_workbook_has_every_sheet_and_column_in_order(tmp_path: Path) -> None:
    save_workbook(TrackingRecords(), {}, tmp_path / "empty.xlsx")
    book = load_workbook(tmp_path / "empty.xlsx")
    assert {s.title: [cell.value for cell in s[1]] for s in book} == HEADERS
    save_workbook(TrackingRecords(), {}, tmp_path / "empty", "csv")
    for name, headers in HEADERS.items():
        text = (tmp_path / "empty" / f"{name}.csv").read_text("utf-8-sig")
        assert next(csv.reader([text])) == headers


def test_words_and_days_are_written_as_such(tmp_path: Path) -> None:
    records = TrackingRecords(
        households=(
            HouseholdRecord("=1+1", "Fostering", worker="@you", enquiry=date(2020, 11, 3)),
        ),
        panels=(PanelRecord("Adoption", date(1899, 1, 2), chair="-Jo"),),
    )
    notes: dict[AnyRecord, dict[str, str]] = {records.households[0]: {"=cmd": "+44 1632 960699"}}
    save_workbook(records, notes, tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["Households"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}
    assert (sheet["A2"].value, sheet["A2"].quotePrefix) == ("=1+1", True)
    assert sheet["T2"].value == datetime(2020, 11, 3)
    save_workbook(records, notes, tmp_path / "out", "csv")
    text = (tmp_path / "out" / "Households.csv").read_text("utf-8-sig")
    head, row = csv.reader(text.splitlines())
    assert head[-1] == "'=cmd"
    assert (row[0], row[15], row[19], row[-1]) == (
        "'=1+1",
        "'@you",
        "03/11/2020",
        "'+44 1632 960699",
    )
    for path in (tmp_path / "out.xlsx", tmp_path / "out"):
        book = read(path)
        assert (all_of(book), notes_of(book)) == (records, notes)


def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.mkdir()
    with pytest.raises(OutsideTrouble):
        save_workbook(TrackingRecords(), {}, target)
    assert list(tmp_path.iterdir()) == [target]


def test_what_was_typed_is_in_the_workbook_of_refused_rows(tmp_path: Path) -> None:
    typed: dict[str, Cell] = {
        "Ref": "F-1", "Enquiry": "tbc", "Closed": date(2020, 11, 3), "Applicant 1 DOB": 44138,
        "Seen": datetime(2020, 11, 3, 12), "Dogs": True, "Rooms": 2.5, "Phone": "=0 1632",
    }  # fmt: skip
    rows = [RejectedRow("Households", 7, "Enquiry", "bad_date", "F-1", "It cannot be read.", typed)]
    save_rejected(rows, tmp_path / "refused.xlsx")
    found = cells(tmp_path / "refused.xlsx")
    assert found == {
        1: (*typed, "What is wrong", "Column"),
        2: (*typed.values(), "It cannot be read.", "Enquiry"),
    }


def test_where_nothing_was_refused_the_workbook_is_empty(tmp_path: Path) -> None:
    save_rejected([], tmp_path / "refused.xlsx")
    assert read(tmp_path / "refused.xlsx").rows == {"Households": 0}


# Opening a workbook


def test_what_other_programs_write_is_read_as_they_show_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Households"
    sheet.append(["Ref", "Enquiry", "Phone", "Notes", "Rooms", "Seen"])
    sheet.append(["F-1", date(2020, 11, 3), 7700900581, True, 2.5, datetime(2020, 11, 3, 16, 30)])
    sheet["B3"] = 44138
    sheet["B3"].number_format = '[$-809]d" of "mmmm\\ yyyy;@'
    sheet["C3"] = 44138
    sheet["C3"].number_format = '0.00" days"'
    sheet["D3"] = 0.5
    sheet["D3"].number_format = "h:mm:ss"
    book.save(tmp_path / "book.xlsx")
    assert cells(tmp_path / "book.xlsx") == {
        1: ("Ref", "Enquiry", "Phone", "Notes", "Rooms", "Seen"),
        2: ("F-1", date(2020, 11, 3), 7700900581, True, 2.5, datetime(2020, 11, 3, 16, 30)),
        3: (None, date(2020, 11, 3), 44138, 0.5),
    }


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    sheet = book.worksheets[0]
    sheet.title = "Panels"
    sheet.append(["Panel", "Date", "Papers sent"])
    sheet.append(["Adoption", date(2020, 11, 3), 44138 - 1462])
    book.save(tmp_path / "book.xlsx")
    (row,) = read(tmp_path / "book.xlsx").taken
    assert row.record == PanelRecord("Adoption", date(2020, 11, 3), papers_sent=date(2020, 11, 3))


def test_sheets_that_do_not_belong_to_it_are_told_and_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {"Totals": [["=1+1"]], "Panels": [["Panel"]]})
    book = read(path)
    assert (book.unknown_sheets, book.rows) == (("Totals",), {"Panels": 0})


def test_progress_is_told_to_the_end_and_may_stop_the_reading(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    for form in FORMS:
        told.clear()
        open_workbook(form, lambda done, total, words="": told.append((done, total, words)))
        assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
        assert told[-1][0] == told[-1][1]
        assert "Reading Households" in {words for _, _, words in told}

    class Cancelled(Exception):
        pass

    def stop(done: int, total: int, words: str = "") -> None:
        raise Cancelled

    for form in FORMS:
        with pytest.raises(Cancelled):
            open_workbook(form, stop)


# Opening a folder of CSV files


@pytest.mark.parametrize(
    "content",
    [
        "Ref,Worker\r\nF-1,Siân\r\n".encode(),
        "\ufeffRef,Worker\nF-1,Siân\n".encode(),
        "Ref;Worker\rF-1;Siân\r".encode("cp1252"),
        "Ref\tWorker\nF-1\tSiân".encode("utf-16"),
        "sep=|\r\nRef|Worker\r\nF-1|Siân".encode(),
        'Ref;"Worker"\n"F-1";Siân\n;\n'.encode(),
    ],
)
def test_a_csv_file_is_read_however_it_was_written(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "HOUSEHOLDS.CSV").write_bytes(content)
    (row,) = read(tmp_path).taken
    assert row.record == HouseholdRecord("F-1", worker="Siân")


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    (tmp_path / "Households.csv").write_text('Ref,Address\nF-1,"6 High St\nSaltby"\n\nF-2,x\n')
    assert cells(tmp_path) == {
        1: ("Ref", "Address"),
        2: ("F-1", "6 High St\nSaltby"),
        4: ("F-2", "x"),
    }


def test_files_that_are_no_sheet_are_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "Panels.csv").write_text("Panel\n")
    (tmp_path / "Totals.csv").write_bytes(b"\0\0\0")
    (tmp_path / ".Households.csv").write_text("Ref\n")
    (tmp_path / "readme.txt").write_text("hello")
    assert read(tmp_path).unknown_sheets == ("Totals",)
