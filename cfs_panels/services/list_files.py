"""A list as a file that leaves the program: an Excel workbook or CSV, noted in the audit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.flat_workbook import flat_workbook
from cfs_panels.services.progress import untold
from db.audit import record_action
from db.safe_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.flat_workbook import Value
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

    Line = tuple[Value, ...]

SUFFIXES = (".xlsx", ".csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STEP = 200


class Referenced(Protocol):
    """A row of a list that is about a case."""

    @property
    def reference(self) -> str:
        """Its reference."""


Row = TypeVar("Row", bound=Referenced)


class ListFile(NamedTuple):
    """What is written: the kind that the audit notes, a title, columns with their widths."""

    kind: str
    title: str
    heads: tuple[tuple[str, int], ...]


def require_kind(target: Path) -> None:
    """Refuse a file that is neither a workbook nor CSV, before anything is read for it.

    Raises:
        RuleBroken: with a sentence that names both kinds.
    """
    if target.suffix.casefold() not in SUFFIXES:
        raise RuleBroken("Save the list as an Excel workbook (.xlsx) or as CSV (.csv).")


def in_order(rows: Iterable[Row], keys: Sequence[str], key: Callable[[Row], str]) -> list[Row]:
    """Return the rows with these keys in the order given; a key that no row has is left out."""
    by_key = {key(row): row for row in rows}
    return [by_key[wanted] for wanted in keys if wanted in by_key]


def save_list(
    office: Office,
    actor: Actor,
    file: ListFile,
    rows: Sequence[Row],
    line: Callable[[Row], Line],
    target: Path,
    progress: Progress = untold,
) -> int:
    """Note in the audit what leaves the program, then write it; return how many rows.

    Raises:
        OutsideTrouble: where the file cannot be written.
    """
    lines = _told([line(row) for row in rows], progress, file.title.lower())
    suffix = target.suffix.casefold()
    if suffix == ".xlsx":
        content = flat_workbook(file.title, file.heads, lines)
    else:
        content = _csv([head for head, _ in file.heads], lines)
    references = list(dict.fromkeys(row.reference for row in rows))
    details = {"format": suffix[1:], "references": references}
    with office.writing(actor) as session:
        record_action(session, "export", f"{file.kind}_list", "", details=details)
    write_whole(target, content)
    return len(rows)


def _told(lines: Sequence[Line], progress: Progress, what: str) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        if number % _STEP == 0 or number == len(lines):
            progress(number, len(lines), f"{number} of {len(lines)} {what}")
        yield line


def _csv(heads: Sequence[str], lines: Iterable[Line]) -> bytes:
    """Return a CSV file; words that a spreadsheet would reckon are marked as words."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(heads)
    for line in lines:
        writer.writerow([_plain(part) for part in line])
    return held.getvalue().encode("utf-8-sig")


def _plain(part: Value) -> str:
    if part is None:
        return ""
    if not isinstance(part, str):
        return part.isoformat()
    return f"'{part}" if part.startswith(_FORMULA) else part
