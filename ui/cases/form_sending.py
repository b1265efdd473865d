"""Keeps what is typed into a form, settles a clash of two texts, and passes the form on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cfs_panels.domain.errors import Clash, FormProblems, OutsideTrouble, RuleBroken
from cfs_panels.domain.form_problems import FieldProblem, problems
from cfs_panels.domain.visits import PassForm, SaveForm
from ui.cases.form_clash import ClashDialog
from ui.widgets.autosave import Autosave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.forms import JSON
    from cfs_panels.domain.visits import FormDetails
    from ui.cases.form_page import FormPage


class FormKeeper(QObject):
    """Saves a form by itself; every save names the version it was made from.

    Signals:
        passed: The form went to the manager.
    """

    passed = Signal()

    def __init__(self, page: FormPage) -> None:
        super().__init__(page)
        self._page = page
        self._version = 0
        self._passing = False
        office = page.desk.workspace.office
        self.autosave = Autosave(self, self._save, now=lambda: office.now().astimezone())

    def take(self, form: FormDetails) -> None:
        """Take note of the version that is shown, unless something newer is typed."""
        if not self.has_unsaved():
            self._version = form.version

    def touched(self) -> None:
        """Take note of an edit."""
        form = self._page.form
        if form is not None and form.may_edit:
            self.autosave.touched()

    def flush(self) -> None:
        """Save what is not saved yet."""
        self.autosave.flush()

    def forget(self) -> None:
        """Drop what is unsaved, as when another form is shown or the draft is deleted."""
        self.autosave.forget()
        self._passing = False

    def has_unsaved(self) -> bool:
        """Return whether something typed is not saved yet."""
        return self.autosave.has_unsaved()

    def is_writing(self) -> bool:
        """Return whether what the form says comes from here just now."""
        form = self._page.form
        return self.has_unsaved() or (form is not None and form.may_edit and not self._passing)

    def problems(self) -> Sequence[FieldProblem]:
        """Return what is to be put right before the form can be passed on."""
        view, form = self._page.view, self._page.form
        if view is None or form is None:
            return ()
        return problems(form.definition, view.answers(), today=self._page.desk.today)

    def pass_on(self) -> None:
        """Pass the form to the manager chosen in it, once all of it is saved."""
        self._passing = True
        if self.has_unsaved():
            self.flush()
        else:
            self._pass()

    def _answers(self) -> dict[str, JSON]:
        return self._page.view.answers() if self._page.view is not None else {}

    def _save(self) -> None:
        form = self._page.form
        if form is None:
            return
        command = SaveForm(form.id, self._answers(), self._version)
        self._page.desk.do(command, self._saved, self._not_saved, owner=self)

    def _saved(self, changes: Changes) -> None:
        self._version = changes.version or self._version
        self.autosave.saved()
        if self._passing and not self.has_unsaved():
            self._pass()

    def _not_saved(self, error: Exception) -> bool:
        self._passing = False
        if isinstance(error, Clash):
            self.autosave.forget()
            self._settle(error)
            return True
        if isinstance(error, RuleBroken):
            self.autosave.forget()
            self._page.saved_state.emit("Not saved")
            return self._page.show_trouble(error)
        if isinstance(error, OutsideTrouble):
            self.autosave.failed(error.message)
            return True
        self.autosave.failed("something went wrong in the program")
        return False

    def _pass(self) -> None:
        form = self._page.form
        if form is None:
            return
        manager = self._answers().get("manager")
        manager_id = str(manager.get("id", "")) if isinstance(manager, dict) else ""
        command = PassForm(form.id, manager_id, self._version)
        self._page.desk.do(command, self._has_passed, self._not_passed, owner=self)

    def _has_passed(self, _changes: Changes) -> None:
        self._passing = False
        self.passed.emit()

    def _not_passed(self, error: Exception) -> bool:
        self._passing = False
        view = self._page.view
        if isinstance(error, FormProblems) and view is not None:
            view.show_problems([FieldProblem(field, words) for field, words in error.problems])
            return True
        if isinstance(error, Clash):
            self._settle(error)
            return True
        return self._page.show_trouble(error, self.pass_on)

    def _settle(self, clash: Clash) -> None:
        """Show both texts, and save what is chosen of them over the newer version."""
        form, view = self._page.form, self._page.view
        theirs = clash.theirs if isinstance(clash.theirs, dict) else {}
        if form is None or view is None:
            return
        dialog = ClashDialog(self._page, clash.message, form.definition, theirs, view.answers())
        dialog.settled.connect(self._save_settled)
        dialog.open()

    def _save_settled(self, answers: dict[str, JSON]) -> None:
        page = self._page
        form, view = page.form, page.view
        if form is None or view is None:
            return
        view.show_answers(answers)
        workspace, actor, form_id = page.desk.workspace, page.desk.actor, form.id

        def go_on(newer: FormDetails) -> None:
            self._version = newer.version
            self.autosave.touched()
            self.autosave.flush()

        page.desk.read(self, lambda: workspace.visits.form(actor, form_id), go_on)
