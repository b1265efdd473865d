"""Tables as an Excel workbook, made in memory alone.

openpyxl writes every sheet to a file in the computer's folder for such files first, unencrypted,
and a program that dies meanwhile leaves it there. A flat table needs so little of the format that
it is written here instead; openpyxl and LibreOffice read it back.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from cfs_panels.domain.tracking.cells import column_letters, in_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Value = str | date | None
CellValue = Value | bool | float
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_EPOCH = date(1899, 12, 30)
_MOST_LETTERS = 32_767
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STAMP = (1980, 1, 1, 0, 0, 0)
_FIRST_DAY = date(1900, 3, 1)  # on the days before it programs disagree
_RECKONED = ("=", "+", "-", "@")
_BOLD, _DAY, _WORDS = 1, 2, 3  # the looks of cells, by their place in _STYLES

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d mmmm yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its title, its heads with their widths, and its lines."""

    title: str
    heads: Sequence[tuple[str, int]]
    lines: Iterable[Sequence[CellValue]]


def flat_workbook(
    title: str, heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[Value]]
) -> bytes:
    """Return a workbook with one sheet: bold heads that stay in sight, words and days as such.

    No value is ever a formula, whatever it begins with. ``heads`` are names with their widths.
    """
    return workbook_of([Table(title, heads, lines)])


def workbook_of(tables: Sequence[Table]) -> bytes:
    """Return a workbook with a sheet for each table, in order; the same tables, the same bytes."""
    sheets = [f"worksheets/sheet{number}.xml" for number in range(1, len(tables) + 1)]
    links = [(f"{_LINKS}/worksheet", sheet) for sheet in sheets]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _types(sheets)),
            ("_rels/.rels", _links([(f"{_LINKS}/officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", _book([table.title for table in tables])),
            ("xl/_rels/workbook.xml.rels", _links([*links, (f"{_LINKS}/styles", "styles.xml")])),
            ("xl/styles.xml", _STYLES),
        ):
            _add(package, name, text)
        for sheet, table in zip(sheets, tables, strict=True):
            _add(package, f"xl/{sheet}", "".join(_sheet(table.heads, table.lines)))
    return held.getvalue()


def _add(package: zipfile.ZipFile, name: str, text: str) -> None:
    part = zipfile.ZipInfo(name, _STAMP)
    part.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(part, text.encode())


def _types(sheets: Sequence[str]) -> str:
    kinds = {
        "workbook.xml": "sheet.main",
        "styles.xml": "styles",
        **dict.fromkeys(sheets, "worksheet"),
    }
    parts = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _links(parts: Sequence[tuple[str, str]]) -> str:
    """Return a part of links, each given as its kind and goal."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{goal}"/>'
        for number, (kind, goal) in enumerate(parts, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _book(titles: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>'
    )


def _sheet(heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[CellValue]]) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><cols>"
    for number, (_, width) in enumerate(heads, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    columns = [column_letters(number) for number in range(1, len(heads) + 1)]
    first = "".join(
        _cell(f"{column}1", head, _BOLD) for column, (head, _) in zip(columns, heads, strict=True)
    )
    yield f'<row r="1">{first}</row>'
    for row, line in enumerate(lines, 2):
        cells = "".join(_cell(f"{c}{row}", part) for c, part in zip(columns, line, strict=True))
        yield f'<row r="{row}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(place: str, value: CellValue, look: int = 0) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date) and (day := _serial(value)):
        return f'<c r="{place}" s="{_DAY}"><v>{day}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = value if isinstance(value, str) else in_figures(value)
    if not look and text.startswith(_RECKONED):
        look = _WORDS
    words = escape(_UNPRINTABLE.sub("", text)[:_MOST_LETTERS])
    return (
        f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    )


def _serial(value: date) -> str:
    """Return the number a day is kept as, with its time as a part of the day; none if too early."""
    if not isinstance(value, datetime):
        return str((value - _EPOCH).days) if value >= _FIRST_DAY else ""
    if value.date() < _FIRST_DAY:
        return ""
    since = value - datetime.combine(_EPOCH, time())
    return str(since.days) if not since.seconds else repr(since / timedelta(days=1))
