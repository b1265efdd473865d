"""A reference that stands for one family here and for another in the workbook."""

from datetime import date

import pytest

from cfs_panels.domain.tracking.cells import Cell
from cfs_panels.domain.tracking.records import KnownRefs
from cfs_panels.domain.tracking.sheets import Named
from cfs_panels.domain.tracking.strangers import NamedPerson
from tests.domain.tracking.workbook_makers import only, read, sheet_of, told

HERE = (
    NamedPerson("Oscar Marchbank", date(1973, 7, 11)),
    NamedPerson("Sayeed Marchbank", date(1992, 7, 11)),
)
REF = (Named.HOUSEHOLD, "a-2024-0001")
KNOWN = KnownRefs(frozenset({"A-2024-0001"}), people={REF: HERE})
OTHERS: dict[str, Cell] = {
    "Ref": "A-2024-0001",
    "Applicant 1": "Alan Uttley",
    "Applicant 1 DOB": date(1976, 2, 24),
    "Applicant 2": "Parveen Waterhouse",
    "Email": "alan.uttley@example.org",
}
ITEM: dict[str, Cell] = {"Panel": "Adoption", "Date": date(2024, 9, 1), "Ref": "a-2024-0001"}


def test_a_row_about_others_with_a_reference_of_here_is_refused_with_all_that_hangs_on_it() -> None:
    book = read({"Households": sheet_of(OTHERS), "Items": sheet_of(ITEM)}, KNOWN)
    assert told(book) == [
        ("Households", 2, "Ref", "conflicting_duplicate", "A-2024-0001"),
        ("Items", 2, "Ref", "unknown_ref", "a-2024-0001"),
    ]
    assert book.rejected[0].reason == (
        "Ref A-2024-0001 is Oscar Marchbank and Sayeed Marchbank here, and no name or date of "
        "birth of Alan Uttley and Parveen Waterhouse is theirs. Give this row a Ref of its own or "
        "delete it."
    )


def test_what_hangs_on_a_row_about_others_is_refused_though_that_row_has_another_fault() -> None:
    others: dict[str, Cell] = {**OTHERS, "Enquiry": "31/02/2024"}
    book = read({"Households": sheet_of(others), "Items": sheet_of(ITEM)}, KNOWN)
    assert [row.fault for row in book.rejected] == ["bad_date", "unknown_ref"]


def test_who_may_not_be_seen_is_not_named() -> None:
    known = KnownRefs(KNOWN.households, people=KNOWN.people, untold=frozenset({REF}))
    reason = only(read({"Households": sheet_of(OTHERS)}, known)).reason
    assert reason.startswith("Ref A-2024-0001 is somebody else here")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({}, id="nobody is named"),
        pytest.param({"Applicant 1": "Oscar Marchbank"}, id="one name"),
        pytest.param({"Applicant 2": "marchbank  OSCAR"}, id="surname first"),
        pytest.param({"Applicant 1": "Oskar Marchbanck"}, id="a slip"),
        pytest.param({"Applicant 1": "Ossie Marchbank"}, id="surname, and no date of birth"),
        pytest.param(
            {"Applicant 1": "Sam Khan", "Applicant 1 DOB": date(1992, 7, 11)}, id="date of birth"
        ),
        pytest.param({"Applicant 1 DOB": date(1973, 7, 11)}, id="date of birth alone"),
    ],
)
def test_a_row_that_may_be_about_the_same_family_is_taken(said: dict[str, Cell]) -> None:
    assert not read({"Households": sheet_of({"Ref": "A-2024-0001", **said})}, KNOWN).rejected


def test_a_family_that_shares_only_a_surname_is_another() -> None:
    row: dict[str, Cell] = {
        "Ref": "A-2024-0001",
        "Applicant 1": "Jo Marchbank",
        "Applicant 1 DOB": "1/2/1980",
    }
    assert only(read({"Households": sheet_of(row)}, KNOWN)).fault == "conflicting_duplicate"


def test_a_child_with_a_reference_of_another_child_is_refused() -> None:
    people = {(Named.CHILD, "c-0001"): (NamedPerson("Leo", date(2022, 3, 1)),)}
    known = KnownRefs(children=frozenset({"C-0001"}), people=people)
    mia: dict[str, Cell] = {"Child ref": "C-0001", "First name": "Mia", "DOB": date(2023, 5, 5)}
    assert only(read({"Children": sheet_of(mia)}, known)).column == "Child ref"
    leo: dict[str, Cell] = {"Child ref": "C-0001", "First name": "Leo", "DOB": date(2022, 3, 11)}
    assert not read({"Children": sheet_of(leo)}, known).rejected
