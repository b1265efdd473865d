"""The views of the list of cases: everybody's, one's own, and a way to save or remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cfs_panels.domain.caseload import CaseQuery, CaseView
from cfs_panels.domain.errors import RuleBroken
from ui.cases.case_columns import VIEW_WORDS
from ui.widgets.buttons import link, primary, secondary
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cfs_panels.domain.caseload import OwnView

OWN = "own:"


class ViewsRow(QWidget):
    """The views side by side, and *Save view* or *Remove view* after them.

    Attributes:
        left: The key of the view that was shown before the person chose another.

    Signals:
        chosen: The key of a view.
        save_asked: What is shown is to get a name.
        remove_asked: The view of one's own that is shown is not wanted any more.
    """

    chosen = Signal(str)
    save_asked = Signal()
    remove_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[str, OwnView] = {}
        self._counts: dict[str, int] = {}
        self._shown = ""
        self.left = ""
        self.tabs = SavedViews()
        self.tabs.setAccessibleName("Views")
        self.tabs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tabs.chosen.connect(self._tell)
        self.save_button = link("Save view", "add", clicked=self.save_asked.emit)
        self.remove_button = link("Remove view", "remove", clicked=self.remove_asked.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(self.tabs)
        line.addWidget(self.save_button)
        line.addWidget(self.remove_button)
        line.addStretch(1)
        self._show()

    def _show(self) -> None:
        views = [View(view, words, self._counts.get(view)) for view, words in VIEW_WORDS.items()]
        views += [View(key, own.name) for key, own in self._own.items()]
        self.tabs.set_views(views)
        self._show_link()

    def _show_link(self) -> None:
        is_own = self.tabs.key().startswith(OWN)
        self.save_button.setVisible(not is_own)
        self.remove_button.setVisible(is_own)

    def _tell(self, key: str) -> None:
        self._show_link()
        self.left, self._shown = self._shown, key
        self.chosen.emit(key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many cases each view of everybody's holds now."""
        self._counts = dict(counts)
        self._show()

    def set_own(self, views: Sequence[OwnView]) -> None:
        """Show the person's own views after everybody's."""
        self._own = {OWN + view.name: view for view in views}
        self._show()

    def choose(self, key: str) -> None:
        """Choose a view without saying that somebody did."""
        self.tabs.blockSignals(True)
        self.tabs.choose(key)
        self.tabs.blockSignals(False)
        self._shown = self.tabs.key()
        self._show_link()

    def key(self) -> str:
        """Return which view is chosen."""
        return self.tabs.key()

    def own_query(self, key: str) -> CaseQuery | None:
        """Return what a view of one's own asks for; nothing for a view of everybody's."""
        own = self._own.get(key)
        return own.query if own is not None else None


class SaveViewDialog(KitDialog):
    """Asks for the name of a view; stays open where it is refused.

    Signals: named (the name).
    """

    named = Signal(str)

    def __init__(self, parent: QWidget, query: CaseQuery) -> None:
        super().__init__(
            parent,
            "Save this view",
            icon="savedView",
            words=described(query),
            note="Only you see it. It stands after the other views of this list.",
        )
        self.name = TextField()
        self.name_field = Field("Name of the view", self.name, mnemonic="N")
        self.body.addWidget(self.name_field)
        self.add_button(secondary("Go back", clicked=self.reject))
        self.verb_button = self.add_button(primary("Save view", clicked=self._tell))
        self.verb_button.setDefault(True)
        self.name.setFocus()

    def _tell(self) -> None:
        self.name_field.clear_error()
        self.verb_button.setEnabled(False)
        self.named.emit(self.name.value())

    def refuse(self, error: Exception) -> bool:
        """Say beside the name why it is not taken."""
        self.verb_button.setEnabled(True)
        if isinstance(error, RuleBroken):
            self.name_field.show_error(error.message)
            self.name.setFocus()
            return True
        return self.show_trouble(error)


def described(query: CaseQuery) -> str:
    """Return what a view asks for: ``Needs action, fostering, worker Hannah Whitlock.``."""
    parts = [VIEW_WORDS[CaseView(query.view)]]
    if query.service:
        parts.append(query.service.value)
    if query.stage:
        parts.append(query.stage.replace("_", " "))
    if query.team:
        parts.append(query.team)
    if query.worker:
        parts.append(f"worker {query.worker}")
    if query.text:
        parts.append(f"“{query.text}”")
    return ", ".join(parts) + "."
