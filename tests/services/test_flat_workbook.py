"""A table as a workbook: read back by openpyxl, whole, and the same bytes each time."""

import io
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

from openpyxl import load_workbook

from cfs_panels.services.flat_workbook import flat_workbook

HEADS = (("Name", 30), ("Ends", 16), ("Note", 10))
LINES = [
    ("=1+1 <b> & “Ünïcode”", date(2025, 10, 24), "a\nb"),
    ("+bell\x07", None, ""),
    ("x" * 40_000, date(2000, 2, 29), None),
]


def test_words_stay_words_and_days_stay_days() -> None:
    sheet = load_workbook(io.BytesIO(flat_workbook("Cases & more", HEADS, LINES)))["Cases & more"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("=1+1 <b> & “Ünïcode”", datetime(2025, 10, 24), "a\nb")
    assert rows[1] == ("+bell", None, None)
    assert rows[2][1] == datetime(2000, 2, 29)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}


def test_the_heads_are_bold_and_stay_in_sight() -> None:
    sheet = load_workbook(io.BytesIO(flat_workbook("Cases", HEADS, LINES)))["Cases"]
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 30


def test_no_cell_holds_more_than_a_workbook_can() -> None:
    sheet = load_workbook(io.BytesIO(flat_workbook("Cases", HEADS, LINES)))["Cases"]
    assert len(str(sheet["A4"].value)) == 32_767


def test_columns_go_on_after_the_alphabet() -> None:
    heads = tuple((f"Column {number}", 10) for number in range(30))
    content = flat_workbook("Wide", heads, [tuple(f"v{n}" for n in range(30))])
    sheet = load_workbook(io.BytesIO(content))["Wide"]
    assert (sheet["Z2"].value, sheet["AD2"].value) == ("v25", "v29")


def test_every_part_is_sound_and_the_same_table_gives_the_same_bytes() -> None:
    content = flat_workbook("Cases", HEADS, LINES)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))  # noqa: S314 - a file of our own
    assert content == flat_workbook("Cases", HEADS, LINES)
