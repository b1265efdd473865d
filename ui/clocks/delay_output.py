"""What leaves the lists of delay: a workbook, a CSV file, a print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from cfs_panels.domain.words import plural
from ui.clocks.delay_columns import COLUMNS, TITLES
from ui.widgets.workbook_export import UNPROTECTED

if TYPE_CHECKING:
    from ui.clocks.delay_pane import DelayPane

KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


class DelayOutput(QObject):
    """Exports and prints the list of delay that is shown, in the order in which it stands."""

    def __init__(self, pane: DelayPane) -> None:
        super().__init__(pane)
        self._pane = pane

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
        dialog.selectFile(f"delay-{self._pane.desk.today.isoformat()}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the list that is shown to a workbook or a CSV file."""
        pane, segment, query = self._pane, self._pane.segment(), self._pane.query()
        keys = [line.key for line in pane.shown()]
        pane.runner.run_long(
            pane,
            lambda progress: pane.workspace.delay_exports.save(
                pane.actor, query, segment, keys, target, progress
            ),
            then=lambda count: pane.message.show_message(
                "success", f"Exported {plural(count, 'line')} to {target.name}.", UNPROTECTED
            ),
            words="Exporting the list",
        )

    def print_list(self) -> None:
        """Show how the list that is shown prints."""
        from ui.widgets.printing import print_rows  # not before it is wanted

        pane, segment = self._pane, self._pane.segment()
        columns = [column for column in COLUMNS[segment] if column.title]
        rows = [[column.cell_of(line).printed() for column in columns] for line in pane.shown()]
        exports, actor, count = pane.workspace.exports, pane.actor, len(rows)
        print_rows(
            pane,
            TITLES[segment],
            [column.title for column in columns],
            rows,
            by=actor.name,
            printed=lambda: pane.runner.run(self, lambda: exports.printed(actor, "delay", count)),
        )
