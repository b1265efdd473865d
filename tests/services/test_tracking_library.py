"""The definition of the tracking workbook: loaded, and every mistake told with its line."""

import pytest

import resources
from cfs_panels.domain.tracking.sheets import CellKind, Named
from cfs_panels.services.tracking_library import (
    NEWEST,
    WorkbookFileError,
    parse_definition,
    tracking_definition,
)

TEXT = resources.read_text(NEWEST)


def test_the_workbook_has_its_sheets_and_columns_in_order() -> None:
    definition = tracking_definition()
    assert [(sheet.name, len(sheet.columns)) for sheet in definition.sheets] == [
        ("Households", 35),
        ("Panels", 7),
        ("Items", 11),
        ("Decisions", 12),
        ("Reviews", 5),
        ("Endings", 4),
        ("Children", 22),
        ("Central list", 11),
    ]
    children = definition.sheet("Children")
    assert children.defines is children.columns[0]
    assert [column.header for column in children.columns if column.names is Named.HOUSEHOLD] == [
        "Matched ref"
    ]
    assert [column.header for column in definition.sheet("Items").key] == [
        *("Panel", "Date", "Ref", "Child ref", "Item type")
    ]


def test_every_list_is_used_and_no_value_is_there_twice() -> None:
    for sheet in tracking_definition().sheets:
        for column in sheet.columns:
            assert len(set(column.values)) == len(column.values)
            assert (column.kind in {CellKind.CHOICE, CellKind.CHOICES}) == bool(column.values)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("version = 1", "version = ", "this is not TOML"),
        ("version = 1", 'version = "1"', "version: Input should be a valid integer"),
        ('field = "enquiry"', 'field = "inquiry"', "households have no field called inquiry"),
        ('field = "enquiry", kind = "date"', 'field = "enquiry", kind = "text"', "no text is"),
        ('field = "enquiry", kind = "date"', 'field = "enquiry", kind = "day"', "Input should be"),
        ('header = "Enquiry"', 'header = "ROI"', "ROI is there twice"),
        ('list = "sources"', 'list = "springs"', "there is no list called springs"),
        ('usual = "genders"', 'usual = "kinds"', "there is no list called kinds"),
        (', list = "sources"', "", "a choice has a list"),
        ('first = "Enquiry"', 'first = "Source"', "Households has no date called Source"),
        ('column = "Placed" }', 'column = "DOB" }', "DOB is neither of the two dates"),
        ('about = ["Name"]', 'about = ["Nme"]', "Central list has no column called Nme"),
        ('records = "endings"', 'records = "ends"', "there are no records called ends"),
        ('kind = "ref", defines = "child"', 'kind = "ref"', "no column defines the references"),
        ('field = "phone", kind = "text"', 'field = "phone", kind = "text", names = "child"',
         "Phone is no reference"),
        ('name = "Endings"', 'name = "reviews"', "reviews is there twice"),
        ('    { header = "Phone", field = "phone", kind = "text" },\n', "",
         "no column fills the field phone"),
        ('key = ["Ref"]', "key = []", "key: Tuple should have at least 1 item"),
        ('kind = "ref", defines = "child"', 'kind = "ref", defines = "dog"', "Input should be"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(right: str, wrong: str, said: str) -> None:
    assert right in TEXT
    with pytest.raises(WorkbookFileError) as caught:
        parse_definition("tracking_1.toml", TEXT.replace(right, wrong, 1))
    assert said in caught.value.message
    assert caught.value.message.startswith("tracking_1.toml, line ")


def test_the_line_is_that_of_the_column() -> None:
    wrong = TEXT.replace('field = "enquiry"', 'field = "inquiry"')
    line = next(n for n, words in enumerate(wrong.split("\n"), 1) if '"inquiry"' in words)
    with pytest.raises(WorkbookFileError, match=f"line {line}: households have no field"):
        parse_definition("tracking_1.toml", wrong)
