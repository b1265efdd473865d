"""What commands print: one JSON document or a table on standard output, the rest on the other."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, REFUSED, USAGE, OUTSIDE = 0, 1, 2, 3

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(words: str) -> None:
    """Tell the person at the keyboard; never part of what a script reads."""
    errors.print(words, markup=False)


def print_json(value: object) -> None:
    """Print one JSON document and nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table: aligned where a person looks, tab-separated where a script reads."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            sys.stdout.write("\t".join(_cell(value) for value in row) + "\n")
        return
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    Console().print(table)


def _cell(value: object) -> str:
    return "" if value is None else str(_plain(value) if isinstance(value, _PLAIN) else value)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"no JSON for {type(value).__name__}")


_PLAIN = (date, datetime, time, Enum)
