"""Import: a workbook is chosen, looked at, taken in; one step at a time, and none is lost.

Nothing is stored before somebody has seen what would be, and a stop leaves nothing half done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui import theme
from ui.imports.choose_pane import ChoosePane
from ui.imports.import_desk import ImportDesk
from ui.imports.preview_pane import PreviewPane
from ui.imports.result_pane import ResultPane
from ui.imports.working_pane import WorkingPane
from ui.widgets.announcing import announce
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.stage_stepper import StageStepper, Step

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.outcomes import ImportOutcome, LookedAt
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import LongWork, TaskRunner

STEPS = ("Choose", "Preview", "Take in", "Result")
CHOOSE, PREVIEW, TAKE_IN, RESULT = range(len(STEPS))
STEPPER_WIDTH = 400
STOPPED_READING = ("Stopped.", "Nothing was read to its end, and nothing is stored.")
STOPPED_TAKING = ("Stopped.", "Nothing of the workbook is stored; you can take it in again.")


class ImportPage(Page):
    """Takes the agency's tracking workbook in."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self._workspace, self._actor = workspace, actor
        self._desk = ImportDesk(self, workspace, actor)
        self._step = CHOOSE
        self._work: LongWork | None = None
        self._leaving = False
        self._asking: ConfirmDialog | None = None
        body = self.lay_out(spacing=12)
        header = PageHeader("Import the tracking workbook")
        self.stepper = header.add_action(StageStepper())
        self.stepper.set_compact(True)
        self.stepper.setFixedWidth(theme.px(STEPPER_WIDTH))
        body.addWidget(header)
        self._stack = QStackedWidget()
        body.addWidget(self._stack, 1)
        self._make_panes()
        runner.long_ended.connect(self._ended)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step_tab(step))
        self._show(CHOOSE, self.choose)

    def _make_panes(self) -> None:
        self.choose = ChoosePane(self._desk)
        self.choose.chosen.connect(self.look_at)
        self.working = WorkingPane(self.runner)
        self.preview = PreviewPane(self._desk)
        self.preview.agreed.connect(self.take_in)
        self.preview.other_asked.connect(self.start_over)
        self.result = ResultPane(self._desk)
        self.result.other_asked.connect(self.start_over)
        self.result.cases_asked.connect(lambda: self.navigator.open("cases", "all_open"))
        for pane in (self.choose, self.working, self.preview, self.result):
            self._stack.addWidget(pane)

    # What every page is

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Cases", "cases"), Crumb("Import")]

    def open(self, *reference: str) -> None:
        """Show the first step; a preview that waits for its answer stays, compared anew."""
        if self._step == RESULT:
            self._show(CHOOSE, self.choose)
        self.reload()

    def reload(self) -> None:
        workspace, actor = self._workspace, self._actor
        self.runner.run(
            self,
            lambda: workspace.imports.runs(actor),
            then=self.choose.show_earlier,
            replaces="runs",
        )

    def primary_focus(self) -> QWidget:
        return self._first()

    def may_leave(self) -> bool:
        if self._work is None:
            return True
        if self._asking is not None:
            return False
        taking = self._step == TAKE_IN
        dialog = self._asking = ConfirmDialog(
            self,
            "Stop the import?" if taking else "Stop reading the workbook?",
            lead=self._work.words,
            words="If you leave now it stops, and nothing of it is stored.",
            verb="Stop and leave",
        )
        dialog.confirmed.connect(self._stop_and_leave)
        dialog.finished.connect(self._answered)
        dialog.open()
        return False

    def _answered(self) -> None:
        self._asking = None

    # The steps

    def start_over(self) -> None:
        """Go back to the first step."""
        self.clear_message()
        self.preview.looked = None
        self._show(CHOOSE, self.choose)
        self.reload()
        self._first().setFocus()

    def look_at(self, path: Path) -> None:
        """Read a workbook and show what it would do; nothing is stored."""
        if self._work is not None:
            return
        self.choose.clear()
        self.clear_message()
        workspace, actor = self._workspace, self._actor
        self._work = self.runner.run_long(
            self,
            lambda progress: workspace.import_files.look(actor, path, progress),
            then=self._show_looked,
            on_error=self._refused,
            words=f"Reading {path.name}",
            on_page=True,
        )
        self._show_working(PREVIEW, "Reading the workbook.", "Nothing is stored by this.")

    def take_in(self) -> None:
        """Take in what the preview shows."""
        looked = self.preview.looked
        if self._work is not None or looked is None:
            return
        self.clear_message()
        workspace, actor = self._workspace, self._actor
        self._work = self.runner.run_long(
            self,
            lambda progress: workspace.imports.take_in(actor, looked.read, looked.source, progress),
            then=lambda outcome: self._show_outcome(outcome, looked),
            on_error=self._not_taken,
            words=f"Taking in {looked.source.file_name}",
            on_page=True,
        )
        words = self.preview.take_button.text().replace("Take in", "Taking in")
        below = "All of it is kept, or nothing: if you cancel, your records stay as they were."
        self._show_working(TAKE_IN, f"{words}.", below)

    def _show_working(self, step: int, words: str, below: str) -> None:
        if self._work is not None:
            self.working.begin(self._work, words, below)
            self._show(step, self.working)
            self._first().setFocus()
            announce(self, words)

    def _show_looked(self, looked: LookedAt) -> None:
        self.clear_message()
        self.preview.show_looked(looked)
        self._show(PREVIEW, self.preview)
        self._first().setFocus()
        announce(self, self.preview.words())

    def _show_outcome(self, outcome: ImportOutcome, looked: LookedAt) -> None:
        self.clear_message()
        self.preview.looked = None
        self.result.show_outcome(outcome, looked.source.file_name)
        self._show(RESULT, self.result)
        self._first().setFocus()
        announce(self, self.result.words())
        self.runner.changed.emit(Changes(frozenset({("import_run", outcome.run_id), ("case", "")})))

    # Stops and refusals

    def _ended(self, work: LongWork) -> None:
        """Take note that work is over; what was stopped leads back to where it began."""
        if work is not self._work:
            return
        self._work = None
        if self._asking is not None:
            self._asking.reject()
        if work.cancelled:
            self._show_stopped()
        if self._leaving:
            self._leaving = False
            self.may_leave_now.emit()

    def _show_stopped(self) -> None:
        taking = self._step == TAKE_IN
        step, pane = (PREVIEW, self.preview) if taking else (CHOOSE, self.choose)
        self._show(step, pane)
        lead, text = STOPPED_TAKING if taking else STOPPED_READING
        self.message.show_message("slate", lead, text)
        self._first().setFocus()

    def _stop_and_leave(self) -> None:
        if self._work is None:
            self.may_leave_now.emit()
            return
        self._leaving = True
        self.runner.cancel(self._work)

    def _refused(self, error: Exception) -> bool:
        """Say on the first step why a workbook was not read."""
        self._show(CHOOSE, self.choose)
        if not isinstance(error, RuleBroken | OutsideTrouble):
            return False
        self.choose.show_refusal(error.message)
        announce(self, error.message)
        self._first().setFocus()
        return True

    def _not_taken(self, error: Exception) -> bool:
        """Say above the preview why nothing was taken in."""
        self._show(PREVIEW, self.preview)
        self._first().setFocus()
        return self.show_trouble(error, self.take_in)

    # Showing

    def _first(self) -> QWidget:
        pane = self._stack.currentWidget()
        if pane is self.choose:
            return self.choose.drop.button
        if pane is self.working:
            return self.working.first()
        return self.preview.first() if pane is self.preview else self.result.first()

    def _show(self, step: int, pane: QWidget) -> None:
        self._step = step
        self._stack.setCurrentWidget(pane)
        states = ("done", "now", "todo")
        self.stepper.set_steps(
            [Step(n, states[(p >= step) + (p > step)]) for p, n in enumerate(STEPS)]
        )

    def _step_tab(self, step: int) -> None:
        if self._stack.currentWidget() is self.preview:
            self.preview.tabs.step(step)
