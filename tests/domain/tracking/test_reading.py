"""Which rows of a workbook are taken and which are refused, class by class.

What makes a row unacceptable is told by REJECTED-ROWS.md, in the order of ``Fault``.
"""

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.cells import Cell
from cfs_panels.domain.tracking.reading import read_workbook
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    HouseholdRecord,
    KnownRefs,
    MemberRecord,
    PanelRecord,
)
from cfs_panels.services.tracking_library import tracking_definition
from tests.domain.tracking.workbook_makers import TODAY, cells_of, only, read, sheet_of, told

HOUSEHOLD = {"Ref": "F-2020-0001", "Service": "Fostering", "Type": "Mainstream"}
CHILD = {"Child ref": "C-0001", "First name": "Leo"}

AGENCY: dict[str, list[list[Cell]]] = {
    "Households": sheet_of(
        {
            **HOUSEHOLD,
            "Type": " main-stream",
            "Applicant 1": " Nia  Hollingbery",
            "Applicant 1 DOB": "16th Jan 1960",
            "Applicant 1 gender": "FEMALE",
            "Enquiry": 44138,
            "Closed": "2021-02-01",
            "Closed stage": "stage 2",
            "Closed reason": "withdrawn by aplicant (aw3)",
        }
    ),
    "Decisions": sheet_of(
        {
            "Ref": "F-2020-0001",
            "Kind": "Approval",
            "Decided": date(2021, 1, 5),
            "Decision": "APPROVE",
            "Terms": "Long-term; short term;",
            "Places": "2",
            "Requirements": "Pet assessment;Medical update",
        }
    ),
    "Central list": sheet_of(
        {"Name": "Terry Caldicott", "Panels": "adoption;Fostering", "Independent": "Y"}
    ),
}


def test_a_row_is_taken_as_what_it_says() -> None:
    book = read(AGENCY)
    assert not book.rejected
    assert [row.record for row in book.taken] == [
        HouseholdRecord(
            "F-2020-0001",
            "Fostering",
            "Mainstream",
            "Nia Hollingbery",
            applicant_1_born_on=date(1960, 1, 16),
            applicant_1_gender="Female",
            enquiry=date(2020, 11, 3),
            closed=date(2021, 2, 1),
            closed_stage="Stage 2",
            closed_reason="Withdrawn by applicant (AW3)",
        ),
        DecisionRecord(
            "F-2020-0001",
            kind="Approval",
            decided=date(2021, 1, 5),
            decision="Approve",
            terms=("Long-term", "Short-term"),
            places=2,
            requirements=("Pet assessment", "Medical update"),
        ),
        MemberRecord("Terry Caldicott", ("Adoption", "Fostering"), independent=True),
    ]
    assert book.slips == {
        ("Households", "Type"): {"main-stream": "Mainstream"},
        ("Households", "Closed reason"): {
            "withdrawn by aplicant (aw3)": "Withdrawn by applicant (AW3)"
        },
        ("Decisions", "Terms"): {"short term": "Short-term"},
    }


def test_a_slip_of_yes_is_yes() -> None:
    book = read({"Central list": sheet_of({"Name": "A", "Independent": "Yess"})})
    assert [row.record for row in book.taken] == [MemberRecord("A", independent=True)]
    assert book.slips == {("Central list", "Independent"): {"Yess": "Yes"}}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Refused", "Refused"),
        ("refused(AW 4)", "Refused (AW4)"),
        ("Withdrawn by applicant [AW12]", "Withdrawn by applicant (AW12)"),
        ("Withdrawn by agency AW0", "Withdrawn by agency (AW0)"),
    ],
)
def test_a_reason_may_have_its_code_in_brackets(typed: str, reason: str) -> None:
    book = read({"Households": sheet_of({**HOUSEHOLD, "Closed reason": typed})})
    (row,) = book.taken
    assert isinstance(row.record, HouseholdRecord)
    assert row.record.closed_reason == reason


@pytest.mark.parametrize("typed", ["Moved away (AW3)", "Refused (XY3)", "(AW3)", "AW3"])
def test_a_code_alone_or_another_code_is_no_reason(typed: str) -> None:
    book = read({"Households": sheet_of({**HOUSEHOLD, "Closed reason": typed})})
    assert only(book).fault == "unknown_value"


# The classes


@pytest.mark.parametrize(
    ("sheet", "row", "column", "words"),
    [
        ("Households", {"Ref": " ", "Service": "Fostering"}, "Ref", "Ref is empty"),
        ("Reviews", {"Ref": None, "Kind": "Annual"}, "Ref", "Ref is empty"),
        ("Endings", {"Ref": "", "Kind": "Resignation"}, "Ref", "Ref is empty"),
        ("Children", {"Child ref": "", "First name": "Leo"}, "Child ref", "Child ref is empty"),
        ("Items", {"Panel": "Fostering"}, "Ref", "Ref and Child ref are empty"),
        ("Decisions", {"Kind": "Match"}, "Ref", "Ref and Child ref are empty"),
    ],
)
def test_a_row_about_nobody_is_refused(
    sheet: str, row: dict[str, Cell], column: str, words: str
) -> None:
    refused = only(read({sheet: sheet_of(row)}))
    assert (refused.fault, refused.column, refused.about) == ("missing_ref", column, "")
    assert refused.reason == f"{words}, so nothing says whose row this is."


def test_a_row_that_names_what_is_nowhere_is_refused() -> None:
    book = read(
        {
            "Reviews": sheet_of({"Ref": "F-9", "Kind": "Annual"}),
            "Items": sheet_of(
                {"Ref": "F-2020-0001", "Child ref": "C-9"}, {"Ref": "F-9", "Child ref": "C-9"}
            ),
            "Households": sheet_of(HOUSEHOLD),
        }
    )
    assert told(book) == [
        ("Items", 2, "Child ref", "unknown_ref", "F-2020-0001"),
        ("Items", 3, "Ref", "unknown_ref", "F-9"),
        ("Reviews", 2, "Ref", "unknown_ref", "F-9"),
    ]
    assert book.rejected[2].reason == (
        "Ref F-9 is on no row of Households, and no earlier import brought it."
    )


def test_what_hangs_on_a_refused_row_is_refused_with_it_however_far() -> None:
    sheets = {
        "Decisions": sheet_of({"Child ref": "C-2", "Kind": "Match"}),
        "Children": sheet_of(
            {"Child ref": "C-1", "Matched ref": "F-1"},
            {"Child ref": "C-2", "Matched ref": "F-2"},
            {"Child ref": "C-3"},
        ),
        "Households": sheet_of(
            {"Ref": "F-1", "Enquiry": "tbc"},
            {"Ref": "F-2", "Child ref": "C-1"},
            {"Ref": "F-3", "Child ref": "C-3"},
        ),
    }
    book = read(sheets)
    assert told(book) == [
        ("Households", 2, "Enquiry", "bad_date", "F-1"),
        ("Households", 3, "Child ref", "unknown_ref", "F-2"),
        ("Decisions", 2, "Child ref", "unknown_ref", "C-2"),
        ("Children", 2, "Matched ref", "unknown_ref", "C-1"),
        ("Children", 3, "Matched ref", "unknown_ref", "C-2"),
    ]
    assert book.rejected[1].reason == (
        "Child ref C-1 is on row 2 of Children, which is refused itself. Mend that row first."
    )
    backwards = read(dict(reversed(sheets.items())))
    assert told(backwards) == told(book)


def test_a_household_and_a_child_may_name_each_other() -> None:
    book = read(
        {
            "Households": sheet_of({"Ref": "F-1", "Child ref": "C-1"}),
            "Children": sheet_of({"Child ref": "C-1", "Matched ref": "F-1"}),
        }
    )
    assert not book.rejected


def test_a_long_chain_falls_whole() -> None:
    households = [{"Ref": f"F-{n}", "Child ref": f"C-{n}"} for n in range(500)]
    children = [{"Child ref": f"C-{n}", "Matched ref": f"F-{n + 1}"} for n in range(500)]
    book = read({"Households": sheet_of(*households), "Children": sheet_of(*children)})
    assert not book.taken


def test_references_that_are_stored_count_as_known_in_the_spelling_stored() -> None:
    known = KnownRefs(frozenset({"F-9"}), frozenset({"C-9"}))
    book = read(
        {
            "Reviews": sheet_of({"Ref": "f–9", "Kind": "Annual"}),
            "Households": sheet_of({"Ref": "F-1", "Child ref": " c-9"}),
        },
        known,
    )
    assert not book.rejected
    household, review = (row.record for row in book.taken)
    assert isinstance(household, HouseholdRecord)
    assert household.child_ref == "C-9"
    assert getattr(review, "ref", "") == "F-9"


def test_a_refused_row_does_not_unsay_what_is_stored() -> None:
    sheets = {
        "Households": sheet_of({"Ref": "F-9", "Enquiry": "tbc"}),
        "Reviews": sheet_of({"Ref": "F-9", "Kind": "Annual"}),
    }
    assert len(read(sheets).rejected) == 2
    assert only(read(sheets, KnownRefs(frozenset({"F-9"})))).sheet == "Households"


@pytest.mark.parametrize(
    ("typed", "fault", "reason"),
    [
        ("31/02/2020", "bad_date", "Enquiry, “31/02/2020”, is a day that does not exist."),
        (
            "tbc",
            "bad_date",
            "Enquiry, “tbc”, cannot be read as a date. Write it as 3 November 2020 or 03/11/2020.",
        ),
        (
            "25/10/2027",
            "future_date",
            "Enquiry, 25 October 2027, is more than two years from now.",
        ),
        ("24/10/2027", None, ""),
    ],
)
def test_dates_are_refused_that_cannot_be(typed: str, fault: str | None, reason: str) -> None:
    book = read({"Households": sheet_of({**HOUSEHOLD, "Enquiry": typed})})
    assert [(row.fault, row.column, row.reason) for row in book.rejected] == (
        [(fault, "Enquiry", reason)] if fault else []
    )


@pytest.mark.parametrize(
    ("sheet", "row", "column", "reason"),
    [
        (
            "Households",
            {"Ref": "F-1", "Service": "Residential"},
            "Service",
            "Service is “Residential”. It can be one of: Fostering, Adoption.",
        ),
        (
            "Items",
            {"Ref": "F-1", "Terms": "Respite; Holidays"},
            "Terms",
            "Terms has “Holidays” in it. It can hold: Short-term, Long-term, Respite, Parent and "
            "child, Specialist, Child specific, with a semicolon between each.",
        ),
        (
            "Items",
            {"Ref": "F-1", "Unanimous": "mostly"},
            "Unanimous",
            "Unanimous is “mostly”. It can be Yes or No, or be empty.",
        ),
    ],
)
def test_values_that_are_in_no_list_are_refused(
    sheet: str, row: dict[str, Cell], column: str, reason: str
) -> None:
    refused = only(read({sheet: sheet_of(row)}, KnownRefs(frozenset({"F-1"}))))
    assert (refused.fault, refused.column, refused.reason) == ("unknown_value", column, reason)


@pytest.mark.parametrize(("typed", "fault"), [(-1, "bad_number"), ("many", "bad_number"), (0, "")])
def test_numbers_below_nought_are_refused(typed: Cell, fault: str) -> None:
    book = read({"Central list": sheet_of({"Name": "A", "Social work years": typed})})
    assert [row.fault for row in book.rejected] == ([fault] if fault else [])


ORDERS = [
    ("Households", "Enquiry", "Closed", "Closed", "end_before_start"),
    ("Households", "Stage 1 start", "Stage 1 end", "Stage 1 end", "end_before_start"),
    ("Households", "Stage 2 start", "Stage 2 end", "Stage 2 end", "end_before_start"),
    ("Panels", "Date", "Minutes final", "Minutes final", "end_before_start"),
    ("Decisions", "Received", "Decided", "Decided", "end_before_start"),
    ("Children", "DOB", "Entered care", "Entered care", "end_before_start"),
    ("Children", "Entered care", "Placed", "Placed", "end_before_start"),
    ("Children", "Placed", "Adoption order", "Adoption order", "end_before_start"),
    ("Children", "Placed", "Disrupted", "Disrupted", "end_before_start"),
    ("Central list", "Joined", "Left", "Left", "end_before_start"),
    ("Decisions", "Panel date", "Decided", "Decided", "decision_before_panel"),
    ("Children", "Placed", "Plan changed", "Placed", "placed_after_plan_changed"),
]
NAMED = {"Households": "Ref", "Decisions": "Ref", "Children": "Child ref", "Central list": "Name"}


@pytest.mark.parametrize(("sheet", "first", "second", "column", "fault"), ORDERS)
def test_dates_in_the_wrong_order_are_refused(
    sheet: str, first: str, second: str, column: str, fault: str
) -> None:
    row: dict[str, Cell] = {NAMED.get(sheet, "Panel"): "F-1" if sheet != "Panels" else "Fostering"}
    known = KnownRefs(frozenset({"F-1"}))
    wrong = read({sheet: sheet_of({**row, first: "09/03/2023", second: "08/03/2023"})}, known)
    refused = only(wrong)
    assert (refused.fault, refused.column) == (fault, column)
    if column == second:
        assert refused.reason == f"{second}, 8 March 2023, is before {first}, 9 March 2023."
    else:
        assert refused.reason == f"{first}, 9 March 2023, is after {second}, 8 March 2023."
    same_day = {**row, first: "09/03/2023", second: "09/03/2023"}
    assert not read({sheet: sheet_of(same_day)}, known).rejected


# Which class a row with several faults is refused for


@pytest.mark.parametrize(
    ("row", "fault", "column"),
    [
        ({"Ref": "", "Enquiry": "tbc"}, "missing_ref", "Ref"),
        ({"Ref": "F-1", "Child ref": "C-9", "Enquiry": "tbc"}, "unknown_ref", "Child ref"),
        ({"Ref": "F-1", "Service": "X", "Closed": "tbc"}, "bad_date", "Closed"),
        ({"Ref": "F-1", "Closed": "1/1/2099", "Stage 1 end": "tbc"}, "bad_date", "Stage 1 end"),
        ({"Ref": "F-1", "Service": "X", "Closed": "1/1/2099"}, "future_date", "Closed"),
        ({"Ref": "F-1", "Service": "X", "Type": "Y"}, "unknown_value", "Service"),
        (
            {"Ref": "F-1", "Type": "Y", "Enquiry": "2/1/2020", "Closed": "1/1/2020"},
            "unknown_value",
            "Type",
        ),
    ],
)
def test_a_row_is_refused_for_the_first_class_that_is_true(
    row: dict[str, Cell], fault: str, column: str
) -> None:
    refused = only(read({"Households": sheet_of(row)}))
    assert (refused.fault, refused.column) == (fault, column)


def test_a_decision_is_late_before_it_is_early() -> None:
    row = {"Ref": "F-1", "Panel date": "3/3/2023", "Received": "3/3/2023", "Decided": "2/3/2023"}
    book = read({"Decisions": sheet_of(row)}, KnownRefs(frozenset({"F-1"})))
    assert only(book).fault == "end_before_start"


# The same row twice, and rows that contradict


def test_the_same_row_is_taken_once_however_it_was_written() -> None:
    book = read(
        {
            "Households": sheet_of(
                {**HOUSEHOLD, "Enquiry": "03/11/2020", "Worker": "Yasmin Llewellyn"},
                {
                    "Ref": " f-2020-0001",
                    "Service": "FOSTERING",
                    "Type": "Mainstrem",
                    "Enquiry": 44138,
                    "Worker": "yasmin  llewellyn ",
                },
            )
        }
    )
    assert (len(book.taken), book.repeated["Households"], book.rejected) == (1, 1, ())


def test_a_note_on_a_repeated_row_is_not_dropped() -> None:
    rows: list[dict[str, Cell]] = [
        {**HOUSEHOLD, "Notes": "Two dogs", "Rooms": None},
        {**HOUSEHOLD, "Notes": "Rang back", "Rooms": 3},
        {**HOUSEHOLD, "Notes": "Two dogs", "Rooms": 3},
    ]
    (row,) = read({"Households": sheet_of(*rows)}).taken
    assert row.notes == {"Notes": "Two dogs; Rang back", "Rooms": "3"}


@pytest.mark.parametrize(
    ("sheet", "one", "other", "column", "reason"),
    [
        (
            "Households",
            HOUSEHOLD,
            {**HOUSEHOLD, "Type": "Specialist"},
            "Ref",
            "Row 2 has the same Ref, F-2020-0001, and says something else under Type.",
        ),
        (
            "Children",
            CHILD,
            {**CHILD, "First name": "Leon", "Sex": "Male"},
            "Child ref",
            "Row 2 has the same Child ref, C-0001, and says something else under First name and "
            "Sex.",
        ),
        (
            "Panels",
            {"Panel": "Fostering", "Date": "24/07/2023", "Kind": "Main"},
            {"Panel": "fostering", "Date": "24 Jul 2023", "Kind": "Extra"},
            "Date",
            "Row 2 has the same Panel and Date, Fostering 24 July 2023, and says something else "
            "under Kind.",
        ),
    ],
)
def test_a_row_that_contradicts_an_earlier_one_is_refused(
    sheet: str, one: dict[str, Cell], other: dict[str, Cell], column: str, reason: str
) -> None:
    book = read({sheet: sheet_of(one, other, other, one)})
    assert [(row.row, row.fault, row.column) for row in book.rejected] == [
        (3, "conflicting_duplicate", column),
        (4, "conflicting_duplicate", column),
    ]
    assert book.rejected[0].reason == f"{reason} Row 2 stands; mend this one or delete it."
    assert (len(book.taken), book.repeated[sheet]) == (1, 1)


def test_only_a_row_that_was_taken_is_contradicted() -> None:
    book = read(
        {
            "Households": sheet_of(
                {**HOUSEHOLD, "Enquiry": "tbc"}, {**HOUSEHOLD, "Type": "Specialist"}
            ),
            "Reviews": sheet_of({"Ref": "F-2020-0001"}),
        }
    )
    assert told(book) == [("Households", 2, "Enquiry", "bad_date", "F-2020-0001")]


def test_rows_of_other_sheets_may_share_their_key() -> None:
    rows = [{"Ref": "F-1", "Kind": "Annual", "Outcome": word} for word in ("Continue", "Vary")]
    book = read({"Reviews": sheet_of(*rows)}, KnownRefs(frozenset({"F-1"})))
    assert (len(book.taken), book.rejected) == (2, ())


def test_meetings_whose_date_is_not_known_do_not_contradict() -> None:
    rows = [{"Panel": "Fostering", "Date": "", "Chair": name} for name in ("A", "B")]
    assert not read({"Panels": sheet_of(*rows)}).rejected


def test_a_contradicting_row_that_comes_again_alone_is_refused_again() -> None:
    other = {**HOUSEHOLD, "Type": "Specialist"}
    first = only(read({"Households": sheet_of(HOUSEHOLD, other)}))
    known = KnownRefs(frozenset({"F-2020-0001"}), conflicting=frozenset({first.fingerprint}))
    again = only(read({"Households": sheet_of({**other, "Ref": " F-2020-0001 "})}, known))
    assert again.fault == "conflicting_duplicate"
    assert again.reason.startswith("This row of F-2020-0001 was refused before")
    mended = {**other, "Type": "Mainstream"}
    assert not read({"Households": sheet_of(mended)}, known).rejected


# Sheets, columns and rows


def test_headers_are_matched_without_regard_to_case_spaces_and_order() -> None:
    book = read({" children ": [["dob ", " CHILD REF", "First  name"], ["1/2/2020", "C-1", "Leo"]]})
    assert [row.record for row in book.taken] == [ChildRecord("C-1", "Leo", date(2020, 2, 1))]
    assert book.columns["Children"] == {
        "dob": "DOB",
        "CHILD REF": "Child ref",
        "First name": "First name",
    }


def test_columns_that_are_not_known_are_kept_as_notes() -> None:
    rows: list[list[Cell]] = [
        ["Ref", "Notes ", None, "ref", "Empty"],
        ["F-1", date(2020, 11, 3), "by hand", "F-2", " "],
        ["F-2", True, None, None, None, "far out"],
    ]
    book = read({"Households": rows})
    assert [dict(row.notes) for row in book.taken] == [
        {"Notes": "03/11/2020", "Column C": "by hand", "ref (2)": "F-2"},
        {"Notes": "TRUE", "Column F": "far out"},
    ]
    assert book.unknown_columns == {
        "Households": ("Notes", "Column C", "ref (2)", "Empty", "Column F")
    }


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers() -> None:
    book = read({"Households": [["Ref", "Enquiry"], ["F-1"], [None, " "], [], ["F-2", "tbc"]]})
    assert book.rows == {"Households": 2}
    assert only(book).row == 5


def test_sheets_may_be_missing_and_others_be_there() -> None:
    book = read({"HOUSEHOLDS": sheet_of(HOUSEHOLD), "Dashboard": [["Total"], [3]]})
    assert book.unknown_sheets == ("Dashboard",)
    assert book.missing_sheets == (
        *("Panels", "Items", "Decisions", "Reviews", "Endings", "Children", "Central list"),
    )


def test_what_an_import_wrote_beside_a_refused_row_is_passed_over() -> None:
    rows: list[list[Cell]] = [
        ["Ref", "Column", "What is wrong", "Column"],
        ["F-1", "my own", "Enquiry, “tbc”, cannot be read.", "Enquiry"],
        [None, None, "left over", "Ref"],
    ]
    book = read({"Households": rows})
    assert [dict(row.notes) for row in book.taken] == [{"Column": "my own"}]
    assert (book.rows, book.rejected) == ({"Households": 1}, ())
    assert book.unknown_columns == {"Households": ("Column",)}


def test_a_refused_row_keeps_its_cells_as_they_were_typed() -> None:
    rows: list[list[Cell]] = [
        [" Ref", "Enquiry", "Notes", "What is wrong", "Column"],
        ["F-1 ", "31/02/2020", 7, "old", "Enquiry"],
    ]
    refused = only(read({"Households": rows}))
    assert refused.cells == {"Ref": "F-1 ", "Enquiry": "31/02/2020", "Notes": 7}


def test_a_row_with_little_on_it_is_taken() -> None:
    book = read({"Panels": sheet_of({"Panel": "Adoption", "Date": None})})
    assert [row.record for row in book.taken] == [PanelRecord("Adoption", None)]


# What is no tracking workbook


def test_a_workbook_with_none_of_the_sheets_is_refused_whole() -> None:
    with pytest.raises(RuleBroken, match="none of the sheets of a tracking workbook: Households,"):
        read({"Sheet1": sheet_of(HOUSEHOLD)})


def test_the_same_sheet_twice_is_refused_whole() -> None:
    with pytest.raises(RuleBroken, match="two sheets called Central list"):
        read({"Central list": [["Name"]], "Central List ": [["Name"]]})


def test_a_sheet_without_its_headers_is_refused_whole() -> None:
    with pytest.raises(RuleBroken, match="first row of Panels must hold the names of its columns"):
        read({"Households": sheet_of(HOUSEHOLD), "Panels": [["Our panels"], ["Fostering"]]})


def test_a_sheet_may_be_empty() -> None:
    book = read({"Households": [], "Panels": [["Panel"]]})
    assert (book.rows, book.taken) == ({"Households": 0, "Panels": 0}, ())


def test_what_was_met_on_opening_is_handed_on() -> None:
    cells = replace(cells_of({"Panels": [["Panel"]]}), remarks=("It has links to other files.",))
    book = read_workbook(cells, tracking_definition(), TODAY, KnownRefs())
    assert book.remarks == ("It has links to other files.",)
