"""What leaves the list of clocks: a workbook, a CSV file, a print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.list_output import ListNames, ListOutput, ListShown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.clocks.clock_list_pane import ClockListPane
    from ui.task_runner import Progress

NAMES = ListNames("clocks", kind="clock", one="clock")


def clock_list_output(pane: ClockListPane) -> ListOutput:
    """Return what exports and prints the clocks that a pane shows."""
    workspace, actor = pane.workspace, pane.actor

    def save(target: Path) -> Callable[[Progress], int]:
        keys = pane.table.records().keys()
        return lambda progress: workspace.exports.clocks(actor, keys, target, progress)

    def shown() -> ListShown:
        return ListShown("Clocks", pane.columns, pane.table.records().shown())

    return ListOutput(pane.desk, NAMES, shown=shown, save=save, say=pane.say)
