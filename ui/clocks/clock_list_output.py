"""What leaves the list of clocks: a workbook, a CSV file, a print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from ui.clocks.clock_list_pane import ClockListPane

KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


class ClockListOutput(QObject):
    """Exports and prints the clocks that the list shows, in the order in which they stand."""

    def __init__(self, pane: ClockListPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def shown_keys(self) -> tuple[str, ...]:
        """Return the clocks that are shown."""
        records = self._pane.table.records()
        return tuple(records.key_at(place) for place in range(records.rowCount()))

    def ask_for_file(self) -> None:
        """Ask where the list is to be exported to."""
        dialog = QFileDialog(self._pane, "Export this list")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(KINDS)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("csv" if kind == KINDS[1] else "xlsx")
        )
        dialog.selectFile(f"clocks-{self._pane.workspace.office.today.isoformat()}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the list to a workbook or a CSV file."""
        pane, keys = self._pane, self.shown_keys()
        pane.runner.run_long(
            pane,
            lambda progress: pane.workspace.exports.clocks(pane.actor, keys, target, progress),
            then=lambda count: pane.say(f"Exported {plural(count, 'clock')} to {target.name}."),
            words="Exporting the list",
        )

    def print_list(self) -> None:
        """Show how the list prints."""
        from ui.widgets.printing import print_rows

        pane = self._pane
        records, columns = pane.table.records(), pane.columns
        shown = [records.row_at(place) for place in range(records.rowCount())]
        rows = [[column.cell_of(row).printed() for column in columns] for row in shown]
        print_rows(
            pane,
            "Clocks",
            [column.title for column in columns],
            rows,
            by=pane.actor.name,
            printed=lambda: self._note_print(len(rows)),
        )

    def _note_print(self, count: int) -> None:
        pane = self._pane
        pane.runner.run(self, lambda: pane.workspace.exports.printed(pane.actor, "clock", count))
