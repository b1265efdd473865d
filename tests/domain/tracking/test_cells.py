"""Cells in every writing the workbook's format names, and those that cannot be read."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.tracking.cells import (
    Cell,
    Unread,
    column_letters,
    folded,
    is_empty,
    plain,
    read_date,
    read_ref,
    read_texts,
    read_whole_number,
    read_yes_no,
    written,
)
from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.domain.words import MONTHS, long_date, short_date

THIRD = date(2020, 11, 3)
DAYS = st.dates(date(1930, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        THIRD,
        datetime(2020, 11, 3),
        datetime(2020, 11, 3, 16, 45),
        44138,
        44138.0,
        44138.75,
        "44138",
        "03/11/2020",
        "3/11/2020",
        " 03/11/2020 ",
        "03-11-2020",
        "3.11.2020",
        "03 / 11 / 2020",
        "03/11/2020 00:00",
        "2020-11-03",
        "2020/11/03",
        "2020-11-03 00:00:00",
        "2020-11-03T00:00:00.000Z",
        "3 Nov 2020",
        "3 November 2020",
        "03 NOVEMBER 2020",
        "3rd November 2020",
        "3rd  November,  2020",
        "3rd of November 2020",
        "3-Nov-2020",
        "3Nov2020",
        "Tuesday 3 November 2020",
        "Tue 3rd Nov 2020",
        "3\u00a0Nov\u00a02020",
        "\u200e03/11/2020\u200f",
        "03‑11‑2020",
    ],
)
def test_a_date_is_read_in_every_writing(cell: Cell) -> None:
    assert read_date(cell) == THIRD


def test_the_day_comes_first_always() -> None:
    assert read_date("05/06/2021") == date(2021, 6, 5)
    assert read_date("2021-05-06") == date(2021, 5, 6)
    assert isinstance(read_date("05/13/2021"), Unread)


@pytest.mark.parametrize("cell", ["31/02/2020", "29/02/2023", "2022-13-05", "31st April 2022",
                                  "0/1/2020", "2023-02-30", "32 Jan 2020"])  # fmt: skip
def test_a_day_that_does_not_exist_is_told_so(cell: str) -> None:
    found = read_date(cell)
    assert isinstance(found, Unread)
    assert found.fault is Fault.BAD_DATE
    assert found.said == f", “{cell}”, is a day that does not exist."


@pytest.mark.parametrize(
    "cell",
    ["tbc", "2020", 2020, "Nov 2020", "3 Novembre 2020", "3 Xyz 2020", True, time(9, 30), -3,
     "-44138", 1e300, "9" * 400, "yesterday", "03/11-2020", "#N/A", "12/11/10/2020", 4e6, "?"],
)  # fmt: skip
def test_what_is_no_date_is_told_how_to_write_one(cell: Cell) -> None:
    found = read_date(cell)
    assert isinstance(found, Unread)
    assert found.fault is Fault.BAD_DATE
    assert "cannot be read as a date" in found.said
    assert "3 November 2020" in found.said


def test_a_year_of_two_figures_is_not_guessed() -> None:
    found = read_date("03/11/20")
    assert isinstance(found, Unread)
    assert found.said.endswith("Write its year with four figures.")


def test_a_workbook_may_count_its_days_from_1904() -> None:
    assert read_date(44138 - 1462, date(1904, 1, 1)) == THIRD


def _ordinal(day: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if 10 < day < 20 else last}"


@given(
    DAYS,
    st.sampled_from(
        [
            lambda d: d,
            lambda d: datetime(d.year, d.month, d.day),
            lambda d: (d - date(1899, 12, 30)).days,
            lambda d: str((d - date(1899, 12, 30)).days),
            lambda d: f"{d:%d/%m/%Y}",
            lambda d: f"  {d:%d/%m/%Y} ",
            lambda d: d.isoformat(),
            long_date,
            short_date,
            lambda d: f"{_ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
            lambda d: f"{_ordinal(d.day)} {MONTHS[d.month - 1][:3].upper()} {d.year}",
        ]
    ),
)
def test_any_date_is_the_same_in_any_writing(day: date, writing: object) -> None:
    assert callable(writing)
    assert read_date(writing(day)) == day


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), DAYS))
def test_no_cell_breaks_the_reading(cell: Cell) -> None:
    for reader in (read_date, read_whole_number, read_yes_no):
        reader(cell)
    written(cell)
    read_ref(cell)
    read_texts(cell)
    is_empty(cell)


@pytest.mark.parametrize(
    "cell", ["Y", "y", "Yes", "yes ", "YES", "TRUE", "true", "1", 1, 1.0, True]
)
def test_yes_is_yes(cell: Cell) -> None:
    assert read_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["N", "No", " no", "FALSE", "0", 0, 0.0, False])
def test_no_is_no(cell: Cell) -> None:
    assert read_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["maybe", 2, "not yet", "?"])
def test_what_is_neither_yes_nor_no_is_told_so(cell: Cell) -> None:
    found = read_yes_no(cell)
    assert isinstance(found, Unread)
    assert found.fault is Fault.UNKNOWN_VALUE
    assert found.said.endswith("It can be Yes or No, or be empty.")


@pytest.mark.parametrize(
    ("cell", "number"), [(3, 3), ("3", 3), (" 3 ", 3), (3.0, 3), ("3.0", 3), (0, 0)]
)
def test_a_whole_number_is_read(cell: Cell, number: int) -> None:
    assert read_whole_number(cell) == number


@pytest.mark.parametrize("cell", [-1, "-1", -4.0, "−2"])
def test_a_number_below_nought_is_told_so(cell: Cell) -> None:
    found = read_whole_number(cell)
    assert isinstance(found, Unread)
    assert found.fault is Fault.BAD_NUMBER
    assert "below nought" in found.said


@pytest.mark.parametrize("cell", ["two", 2.5, "1,000", True, date(2020, 1, 1), 10**12, "1e3", ""])
def test_what_is_no_whole_number_is_told_so(cell: Cell) -> None:
    found = read_whole_number(cell)
    assert isinstance(found, Unread)
    assert "not a whole number" in found.said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  Nia   Hollingbery ", "Nia Hollingbery"),
        ("6 Chapel Avenue\r\n  Saltby \n\n WQ1", "6 Chapel Avenue\nSaltby\nWQ1"),
        ("a\u00a0b", "a b"),
        ("\ufeffSiân\u200b", "Siân"),
        ("a\x0bb", "a\nb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_stray_spaces_go_and_lines_stay(typed: str, said: str) -> None:
    assert plain(typed) == said


def test_cases_spaces_and_kinds_of_dash_make_no_difference() -> None:
    assert folded(" F–2020–0001 ") == folded("f-2020-0001")
    assert folded("Sia\u0302n") == folded("SIÂN")


def test_a_reference_may_be_a_number() -> None:
    assert read_ref(12.0) == "12"
    assert read_ref(" F—2020  01 ") == "F—2020 01"
    assert read_ref("F–2020-1") == "F-2020-1"


def test_parts_are_separated_by_semicolons() -> None:
    assert read_texts("Pet assessment; Medical  update;;") == ("Pet assessment", "Medical update")


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (True, "TRUE"), (3.0, "3"), (2.5, "2.5"), (THIRD, "03/11/2020"),
     (datetime(2020, 11, 3, 9, 5), "03/11/2020 09:05"), (time(11, 15), "11:15")],
)  # fmt: skip
def test_a_cell_is_written_as_a_person_would(cell: Cell, text: str) -> None:
    assert written(cell) == text


def test_columns_have_letters() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
