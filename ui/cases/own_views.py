"""The views of the list of cases that a person saves: read, named, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cfs_panels.domain.caseload import CaseView, RemoveCaseView, SaveCaseView
from ui.cases.case_views_row import OWN, SaveViewDialog

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.caseload import OwnView
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.cases.case_list import CaseListPage


class OwnViews(QObject):
    """Keeps the row of views true to what the person saved."""

    def __init__(self, page: CaseListPage, workspace: Workspace, actor: Actor) -> None:
        super().__init__(page)
        self._page, self._workspace, self._actor = page, workspace, actor
        page.views.save_asked.connect(self.ask_for_name)
        page.views.remove_asked.connect(self.remove)
        self.read()

    def read(self, choose: str = "") -> None:
        """Read the views again, and choose the one of a name."""

        def then(views: tuple[OwnView, ...]) -> None:
            self._show(views)
            if choose:
                self._page.views.choose(OWN + choose)

        self._page.runner.run(
            self, lambda: self._workspace.case_views.views(self._actor), then=then
        )

    def _show(self, views: tuple[OwnView, ...]) -> None:
        """Show the views; where the one shown is gone, everybody's that it began with is."""
        row = self._page.views
        row.set_own(views)
        if row.key() not in {*CaseView, *(OWN + view.name for view in views)}:
            row.choose(self._page.query().view)

    def ask_for_name(self) -> None:
        """Ask what the view that is shown is to be called."""
        query = self._page.query()
        dialog = SaveViewDialog(self._page, query)

        def then(changes: Changes) -> None:
            dialog.accept()
            self.read(choose=changes.made)

        dialog.named.connect(
            lambda name: self._page.runner.run(
                dialog,
                lambda: self._workspace.do(self._actor, SaveCaseView(name, query)),
                then=then,
                on_error=dialog.refuse,
            )
        )
        dialog.open()

    def remove(self) -> None:
        """Let go of the view that is shown; undo brings it back."""
        name = self._page.views.key().removeprefix(OWN)
        self._page.runner.run(self, lambda: self._workspace.do(self._actor, RemoveCaseView(name)))
