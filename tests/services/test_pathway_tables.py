"""The tables in the docs say what the data says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.pathway_tables import permissions, transitions
from cfs_panels.services.permissions import permission_matrix

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("name", "make"), [("transitions.md", transitions), ("permissions.md", permissions)]
)
def test_the_tables_in_the_docs_are_those_of_the_data(name: str, make: Callable[[], str]) -> None:
    """After a change of the data: ``python docs/make_tables.py``."""
    assert (DOCS / name).read_text(encoding="utf-8") == make()


def test_every_step_of_every_kind_of_case_has_its_row() -> None:
    rows = [line for line in transitions().split("\n") if line.startswith("| `")]
    assert len(rows) == sum(len(kind.moves) for kind in newest_pathways())
    assert all(row.count(" | ") == 6 for row in rows)


def test_every_action_has_its_row() -> None:
    rows = [line for line in permissions().split("\n") if line.startswith("| ")]
    assert len(rows) == len(permission_matrix().actions) + 1
