"""What leaves the lists of delay: a workbook, a CSV file, a print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.clocks.delay_columns import COLUMNS, TITLES
from ui.widgets.list_output import ListNames, ListOutput, ListShown
from ui.widgets.workbook_export import UNPROTECTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.clocks.delay_pane import DelayPane
    from ui.task_runner import Progress

NAMES = ListNames("delay", kind="delay", one="line")


def delay_output(pane: DelayPane) -> ListOutput:
    """Return what exports and prints the list of delay that a pane shows."""
    workspace, actor = pane.workspace, pane.actor

    def save(target: Path) -> Callable[[Progress], int]:
        segment, query = pane.segment(), pane.query()
        keys = [line.key for line in pane.shown()]
        return lambda progress: workspace.delay_exports.save(
            actor, query, segment, keys, target, progress
        )

    def shown() -> ListShown:
        segment = pane.segment()
        columns = [column for column in COLUMNS[segment] if column.title]
        return ListShown(TITLES[segment], columns, pane.shown())

    def say(words: str) -> None:
        pane.message.show_message("success", words, UNPROTECTED)

    return ListOutput(pane.desk, NAMES, shown=shown, save=save, say=say)
