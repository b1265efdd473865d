"""What leaves the list of children: a workbook, a CSV file, a print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.children.child_columns import COLUMNS
from ui.widgets.list_output import ListNames, ListOutput, ListShown, say_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.children.child_list import ChildListPage
    from ui.task_runner import Progress

NAMES = ListNames("children", kind="child", one="child", many="children")


def child_list_output(page: ChildListPage) -> ListOutput:
    """Return what exports and prints the children that a page shows."""
    workspace, actor = page.desk.workspace, page.desk.actor

    def save(target: Path) -> Callable[[Progress], int]:
        view, case_ids = page.view, page.table.records().keys()
        return lambda progress: workspace.exports.children(actor, view, case_ids, target, progress)

    def shown() -> ListShown:
        return ListShown("Children", COLUMNS, page.table.records().shown())

    return ListOutput(page.desk, NAMES, shown=shown, save=save, say=say_on(page))
