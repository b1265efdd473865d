"""Files that claim to be a tracking workbook: each ends in a sentence, soon and with little memory.

Nobody knows where a workbook has been; it may be damaged, locked, another kind of file, or made to
bring down whatever opens it.
"""

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.services.workbook_files import open_workbook
from cfs_panels.services.workbook_guards import Limits
from cfs_panels.services.xlsx_reading import FORMULAS_REMARK, LINKS_REMARK

SAMPLE = Path(__file__).parent.parent / "fixtures" / "tracking" / "tracker-2023-24.xlsx"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c></row>'
RELATIONSHIP = '<Relationship Id="{}" Type="http://x/{}" Target="{}"/>'
KINDS = {"sheet1.xml": "worksheet", "strings.xml": "sharedStrings", "styles.xml": "styles"}


def packed(path: Path, parts: dict[str, str | bytes | Iterable[str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            with package.open(name, "w") as part:
                for piece in [content] if isinstance(content, (str, bytes)) else content:
                    part.write(piece.encode() if isinstance(piece, str) else piece)
    return path


def book(path: Path, rows: Iterable[str], **others: str) -> Path:
    """Write a workbook with one sheet, Households, whose rows are given as they are stored."""
    parts = {f"xl/{name.replace('_', '.')}": text for name, text in others.items()}
    links = [*(name.removeprefix("xl/") for name in parts), "sheet1.xml"]
    return packed(
        path,
        {
            "_rels/.rels": _links([("a", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets>'
            '<sheet name="Households" sheetId="1" r:id="sheet1.xml"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _links(
                [(name, KINDS.get(name, "other"), name) for name in links]
            ),
            **parts,
            "xl/sheet1.xml": _sheet(rows),
        },
    )


def _links(links: list[tuple[str, str, str]]) -> str:
    found = "".join(RELATIONSHIP.format(*link) for link in links)
    return f"<Relationships>{found}</Relationships>"


def _sheet(rows: Iterable[str]) -> Iterable[str]:
    yield f"<worksheet><sheetData>{HEAD}"
    yield from rows
    yield "</sheetData></worksheet>"


def told(path: Path, limits: Limits | None = None) -> str:
    """Return the sentence that opening a file ends in."""
    with pytest.raises((RuleBroken, OutsideTrouble)) as caught:
        open_workbook(path, limits=limits or Limits())
    message = str(caught.value)
    assert message.endswith(".")
    assert path.name in message or path.stem in message
    return message


# Another kind of file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF, not a workbook"),
        (b"<!DOCTYPE html><table>", "is a web page"),
        (b"\xef\xbb\xbf  <html>", "is a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "is an XML file"),
        (b"Ref,Service\r\nF-1,Fostering", "For CSV files choose the folder"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is not an Excel workbook"),
        (COMPOUND, "format of Excel before 2007"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
        (b"PK\x03\x04", "is damaged"),
        (b"PK\x05\x06" + bytes(18), "is a packed folder, not an Excel workbook"),
    ],
)
def test_the_content_decides_what_a_file_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(content)
    assert said in told(path)


@pytest.mark.parametrize("name", ["tracker.xls", "tracker.xlsm", "tracker.csv", "tracker"])
def test_a_workbook_is_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(SAMPLE.read_bytes())
    assert len(open_workbook(path).sheets) == 8


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"content.xml": "<x/>", "mimetype": "x"}, "is an OpenDocument file"),
        ({"xl/workbook.bin": b"x", "_rels/.rels": "<Relationships/>"}, "a binary Excel workbook"),
        ({"word/document.xml": "<x/>"}, "is a packed folder, not an Excel workbook"),
    ],
)
def test_other_packed_files_are_told_apart(
    tmp_path: Path, parts: dict[str, str | bytes | Iterable[str]], said: str
) -> None:
    assert said in told(packed(tmp_path / "tracker.xlsx", parts))


def test_a_word_file_is_no_workbook(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "tracker.xlsx",
        {
            "_rels/.rels": _links([("a", "officeDocument", "word/document.xml")]),
            "word/document.xml": "<document/>",
        },
    )
    assert "is a packed folder, not an Excel workbook" in told(path)


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    assert "is not there any more" in told(tmp_path / "gone.xlsx")


# Damage


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_ends_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(SAMPLE.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "tracker.xlsx"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)) | st.just(len(content)))])
    said = "It was read."
    try:
        open_workbook(path)
    except (RuleBroken, OutsideTrouble) as trouble:
        said = trouble.message
    assert said.endswith(".")


@pytest.mark.parametrize(
    "rows",
    [
        ['<row r="2"><c r="A2">'],
        ['<row r="2"><c r="A2" t="s"><v>7</v></c></row>'],
        ['<row r="2"><c r="A2" t="s"><v>-1</v></c></row>'],
        ['<row r="2"><c r="2A"><v>1</v></c></row>'],
        ['<row r="9999999"><c r="A9999999"><v>1</v></c></row>'],
        ["&unknown;"],
        ["\x01"],
    ],
)
def test_a_sheet_that_makes_no_sense_is_damaged(tmp_path: Path, rows: list[str]) -> None:
    assert "is damaged and cannot be read" in told(book(tmp_path / "tracker.xlsx", rows))


def test_numbers_and_days_that_cannot_be_are_words(tmp_path: Path) -> None:
    row = (
        '<row r="2"><c r="A2"><v>1e999</v></c><c r="B2"><v>nan</v></c><c r="C2"><v>1,5</v></c>'
        '<c t="d"><v>2020-11-03</v></c><c t="d"><v>soon</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    (sheet,) = open_workbook(book(tmp_path / "tracker.xlsx", [row])).sheets
    ((number, cells),) = sheet.rows
    assert number == 2
    assert cells[:3] == ("1e999", "nan", "1,5")
    assert str(cells[3]) == "2020-11-03 00:00:00"
    assert cells[4:] == ("soon", "#N/A")


def test_marks_may_have_a_prefix_and_texts_how_they_are_sounded(tmp_path: Path) -> None:
    strings = (
        '<x:sst xmlns:x="x"><x:si><x:r><x:t>Na</x:t></x:r><x:r><x:t>na_x000A_b</x:t></x:r>'
        "<x:rPh><x:t>sound</x:t></x:rPh></x:si></x:sst>"
    )
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    (sheet,) = open_workbook(book(tmp_path / "t.xlsx", [row], strings_xml=strings)).sheets
    assert sheet.rows == [(2, ("Nana\nb",))]


def test_a_workbook_that_is_packed_in_an_odd_way_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("_rels/.rels", _links([("a", "officeDocument", "xl/workbook.xml")]))
    assert "is damaged" in told(path)


def test_a_part_that_is_locked_is_told_so(tmp_path: Path) -> None:
    path = book(tmp_path / "tracker.xlsx", [])
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(content)
    assert "is protected with a password" in told(path)


# Too much


def rows_of(count: int, row: Callable[[int], str]) -> Iterable[str]:
    return ("".join(row(n) for n in range(start, start + 1000)) for start in range(2, count, 1000))


def test_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    rows = rows_of(1_000_000, lambda n: f'<row r="{n}" ht="15"/>')
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>F-1</t></is></c></row>'
    (sheet,) = open_workbook(book(tmp_path / "tracker.xlsx", [*rows, last])).sheets
    assert sheet.rows == [(1_048_576, ("F-1",))]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (lambda: ['<row r="2">', *["<c/>" * 10_000] * 100, "</row>"], "most of them empty"),
        (lambda: [" " * 1_000_000] * 200, "MB when it is unpacked"),
        (lambda: ["<!--", *["<x " * 300_000] * 20, "-->"], "is damaged"),
        (lambda: ['<row x="', *["x" * 100_000] * 500, '"/>'], "is damaged"),
        (
            lambda: ['<row r="2"><c t="inlineStr"><is><t>', *["x" * 100_000] * 500,
                     "</t></is></c></row>"],
            "more than 32,767 letters in one cell",
        ),
        (
            lambda: ['<row r="2"><c r="ZZZ2"><v>1</v></c></row>'],
            "something written beyond column 500",
        ),
    ],
)  # fmt: skip
def test_a_bomb_does_not_go_off(
    tmp_path: Path, rows: Callable[[], Iterable[str]], said: str
) -> None:
    path = book(tmp_path / "tracker.xlsx", rows())
    tracemalloc.start()
    assert said in told(path, Limits(marks=500_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30_000_000


def test_text_that_multiplies_itself_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    assert "is damaged" in told(book(tmp_path / "tracker.xlsx", [], strings_xml=bomb))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(file_bytes=1000), "no more than 0 MB is read"),
        (Limits(unpacked_bytes=10_000), "when it is unpacked"),
        (Limits(rows=100), "has more rows than can be taken in at once"),
        (Limits(cells=1000), "has more rows than can be taken in at once"),
        (Limits(letters=1000), "holds more text than can be taken in at once"),
        (Limits(marks=1000), "has more cells than can be read"),
        (Limits(index_bytes=100), "is damaged"),
        (Limits(columns=5), "something written beyond column 5"),
    ],
)
def test_no_more_is_read_than_a_workbook_can_be(limits: Limits, said: str) -> None:
    assert said in told(SAMPLE, limits)


def test_texts_that_no_cell_shows_are_counted(tmp_path: Path) -> None:
    path = book(tmp_path / "tracker.xlsx", [], strings_xml=f"<sst>{'<si/>' * 300}</sst>")
    assert "holds more text" in told(path, Limits(cells=200))


# Formulas, links, macros


def test_of_a_formula_what_it_last_showed_is_read(tmp_path: Path) -> None:
    row = (
        '<row r="2"><c r="A2" t="str"><f>"F-"&amp;1</f><v>F-1</v></c>'
        '<c r="B2" t="str"><f>""</f><v></v></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
    )
    found = open_workbook(book(tmp_path / "tracker.xlsx", [row]))
    assert found.sheets[0].rows == [(2, ("F-1", None, 2))]
    assert found.remarks == (FORMULAS_REMARK,)


def test_a_formula_that_was_never_worked_out_is_told_with_its_place(tmp_path: Path) -> None:
    made = Workbook()
    sheet: Any = made.worksheets[0]
    sheet.title = "Households"
    sheet.append(["Ref", "Worker"])
    sheet.append(["F-1", '=HYPERLINK("http://example.org","x")'])
    made.save(tmp_path / "tracker.xlsx")
    said = told(tmp_path / "tracker.xlsx")
    assert said.startswith(
        "Households in tracker.xlsx has a formula in B2 that was never worked out"
    )


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    path = book(tmp_path / "tracker.xlsx", [])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert open_workbook(path).remarks == (LINKS_REMARK,)


# Folders


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Ref,Worker\nF-1,\0\0\n", "holds something other than text"),
        (b"Ref,Worker\n\x81\x8d,x\n", "letters that cannot be read"),
        (b"\xff\xfeR", "letters that cannot be read"),
        (b'Ref,Worker\nF-1,"Nia\nF-2,x\n', "a quotation mark is missing or one too many"),
        (b'Ref,Worker\nF-1,"Nia"x\n', "after row 1: a quotation mark"),
        (b"Ref,Worker\nF-1," + b"x" * 40_000, "more than 32,767 letters in one cell"),
        (b"Ref,Worker\nF-1," + b"x" * 400_000, "cannot be read after row 1"),
        (b"Ref\n" + b"," * 600 + b"x", "something written beyond column 500"),
    ],
)
def test_a_csv_file_that_makes_no_sense_is_told_so(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "Households.csv").write_bytes(content)
    with pytest.raises(RuleBroken, match=said) as caught:
        open_workbook(tmp_path)
    assert "Households" in caught.value.message


def test_a_folder_without_csv_files_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "tracker.xlsx").write_bytes(SAMPLE.read_bytes())
    assert "holds no CSV file" in told(tmp_path)


def test_a_folder_of_everything_is_told_so(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.csv").write_text("")
    assert "holds more than 3 files" in told(tmp_path, Limits(files=3))


def test_csv_files_past_all_bounds_are_told_so(tmp_path: Path) -> None:
    (tmp_path / "Households.csv").write_text("Ref\n" + "F-1\n" * 50)
    assert "no more than 0 MB is read" in told(tmp_path, Limits(file_bytes=100))
    assert "more rows than can be taken in" in told(tmp_path, Limits(rows=10))
    assert "more text than can be taken in" in told(tmp_path, Limits(letters=10))


def test_an_empty_csv_file_is_an_empty_sheet(tmp_path: Path) -> None:
    (tmp_path / "Households.csv").write_text("")
    assert open_workbook(tmp_path).sheets[0].rows == []


def test_a_stream_is_never_kept_open(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(io.BytesIO(b"PK\x03\x04").getvalue())
    told(path)
    path.unlink()
    assert not path.exists()
