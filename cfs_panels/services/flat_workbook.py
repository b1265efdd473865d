"""One table as an Excel workbook, made in memory alone.

openpyxl writes every sheet to a file in the computer's folder for such files first, unencrypted,
and a program that dies meanwhile leaves it there. A flat table needs so little of the format that
it is written here instead; openpyxl and LibreOffice read it back.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Value = str | date | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_EPOCH = date(1899, 12, 30)
_MOST_LETTERS = 32_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STAMP = (1980, 1, 1, 0, 0, 0)
_BOLD, _DAY = 1, 2  # the looks of cells, by their place in _STYLES

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    "</Types>"
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d mmmm yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def flat_workbook(
    title: str, heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[Value]]
) -> bytes:
    """Return a workbook with one sheet: bold heads that stay in sight, words and days as such.

    No value is ever a formula, whatever it begins with. ``heads`` are names with their widths.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _links(f"{_LINKS}/officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", _book(title)),
            (
                "xl/_rels/workbook.xml.rels",
                _links(
                    f"{_LINKS}/worksheet", "worksheets/sheet1.xml", f"{_LINKS}/styles", "styles.xml"
                ),
            ),
            ("xl/styles.xml", _STYLES),
            ("xl/worksheets/sheet1.xml", "".join(_sheet(heads, lines))),
        ):
            part = zipfile.ZipInfo(name, _STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, text.encode())
    return held.getvalue()


def _links(*parts: str) -> str:
    """Return a part of links, given as kind and goal in turn."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{goal}"/>'
        for number, (kind, goal) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _book(title: str) -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[Value]]) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><cols>"
    for number, (_, width) in enumerate(heads, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    columns = [_letters(number) for number in range(1, len(heads) + 1)]
    first = "".join(
        _cell(f"{column}1", head, _BOLD) for column, (head, _) in zip(columns, heads, strict=True)
    )
    yield f'<row r="1">{first}</row>'
    for row, line in enumerate(lines, 2):
        cells = "".join(_cell(f"{c}{row}", part) for c, part in zip(columns, line, strict=True))
        yield f'<row r="{row}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _letters(number: int) -> str:
    """Return what a sheet calls its column: ``A``, ``B``, ``AA``."""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def _cell(place: str, value: Value, look: int = 0) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f'<c r="{place}" s="{_DAY}"><v>{(value - _EPOCH).days}</v></c>'
    words = escape(_UNPRINTABLE.sub("", value)[:_MOST_LETTERS])
    return (
        f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    )
