"""What panel needs: what is still to come on top, what is in and checked below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from ui import theme
from ui.widgets.buttons import link
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.progress_line import ProgressLine
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.case_lines import NeedLine

# The pill and the mark of what is still to come, by its state.
PILLS = {
    "ends_today": "dueSoon",
    "late": "overdue",
    "blocked": "blocked",
    "asked": "missing",
    "missing": "missing",
    "todo": "info",
}
ANY_HEIGHT = 16_777_215  # what Qt takes for no limit
_MARKS = {"ends_today": "dueSoon", "late": "overdue"}


class NeedsTable(Card):
    """The list with its count.

    Signals:
        opened: A line of it was opened; holds its `NeedLine`.
        list_asked: The list of what is missing is wanted.
        turned: The list was folded away or shown.
    """

    opened = Signal(object)
    list_asked = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__("What panel needs", link="Missing documents list", flush=True)
        self.header.line.setContentsMargins(15, 8, 15, 8)
        self._needs: dict[str, NeedLine] = {}
        self._count = Label("", "meta", muted=True)
        self._bar = ProgressLine(0.0, "onTrack", name="In and checked")
        self._bar.setFixedWidth(theme.px(110))
        self.add_to_title(self._bar)
        self.add_to_title(self._count)
        self.table = RecordTable(
            [
                Column("item", "Item", _item, stretch=10, sortable=False, least=150),
                Column("person", "Person", _person, stretch=5, sortable=False),
                Column("evidence", "Evidence", _evidence, stretch=8, sortable=False),
                Column("state", "State", _state, width=124, sortable=False),
            ],
            key=need_key,
            rows="line",
            name="What panel needs",
        )
        self.table.opened.connect(lambda key: self.opened.emit(self._needs[key]))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.table.set_empty(
            EmptyState(
                "checks",
                "Panel needs nothing yet",
                "Checks, report and statements are listed here once the application is in.",
            )
        )
        self.fold_button = link("Show", clicked=self._turn)
        self.add_at_right(self.fold_button)
        self._folds = self._folded = False
        self.body.addWidget(self.table, 1)
        self.linked.connect(self.list_asked)
        self.fold(may=False)

    def show_needs(self, needs: Sequence[NeedLine], *, of_child: bool = False) -> None:
        """Show what panel needs in a case; of a child's case, what the decision needs."""
        goal = "the decision" if of_child else "panel"
        self.header.set_title(f"What {goal} needs")
        self.setAccessibleName(f"What {goal} needs")
        self.table.setAccessibleName(f"What {goal} needs")
        self._needs = {need_key(need): need for need in needs}
        coming = [need for need in needs if not need.is_in]
        done = [need for need in needs if need.is_in]
        self._count.setText(f"{len(done)} of {len(needs)} in" if needs else "")
        self._bar.setVisible(bool(needs))
        self._bar.set_share(len(done) / len(needs) if needs else 0.0, "onTrack")
        self.header.link.setVisible(bool(coming))
        rows: list[NeedLine | Heading] = []
        if coming:
            rows += [Heading(f"Still needed before {goal}", str(len(coming))), *coming]
        if done:
            rows += [Heading("In and checked", str(len(done))), *done]
        self.table.show_rows(rows)

    def fold(self, *, may: bool) -> None:
        """Fold the list away where panel has all of it and is done, and let it be shown."""
        if may != self._folds:
            self._folded = may
        self._folds = may
        self._show_fold()

    def is_folded(self) -> bool:
        """Return whether only the count is shown."""
        return self._folded

    def _turn(self) -> None:
        self._folded = not self._folded
        self._show_fold()
        self.turned.emit()

    def _show_fold(self) -> None:
        words = "Show" if self._folded else "Hide"
        self.fold_button.setText(words)
        self.fold_button.setAccessibleName(f"{words}: {self.accessibleName()}")
        self.fold_button.setVisible(self._folds)
        self.table.setVisible(not self._folded)

    def take_all_room(self, all_of_it: bool, *, no_more: bool = False) -> None:
        """Show every row, the page scrolling, or scroll within the room there is."""
        rows = self.table.content_height()
        self.table.setMinimumHeight(rows if all_of_it else theme.px(150))
        self.table.setMaximumHeight(rows if no_more else ANY_HEIGHT)


def need_key(need: NeedLine) -> str:
    """Return what tells a line from all others."""
    return f"{need.key} {need.person} {need.check_id or need.paper_id}"


def _item(need: NeedLine) -> Cell:
    if need.is_in:
        return Cell(need.name, icon="done", icon_tone="onTrack", spoken=f"{need.name}, in")
    return Cell(need.name, icon="missing", icon_tone=_MARKS.get(need.state, ""), medium=True)


def _person(need: NeedLine) -> Cell:
    return Cell(need.person)


def _evidence(need: NeedLine) -> Cell:
    return Cell(need.evidence, muted=True)


def _state(need: NeedLine) -> Cell:
    if need.is_in:
        return Cell(need.words, muted=True)
    kind = PILLS.get(need.state, "info")
    return Cell(pill=need.words, pill_kind=kind, icon=kind)
