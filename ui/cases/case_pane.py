"""What every tab of a case's page is: it shows a case, and reads what it needs beyond that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.children import ChildDetails
    from ui.cases.case_desk import CaseDesk


class CasePane(QWidget):
    """A tab that scrolls as a whole; ``body`` is the layout of what it holds.

    Signals:
        deed_chosen: Something is to be done; holds a `Deed`.
    """

    deed_chosen = Signal(object)

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__()
        self.desk = desk
        self.case: CaseDetails | None = None
        self.child: ChildDetails | None = None
        self.compact = False
        self.area, self.body = scroll_body(spacing=12)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.area)
        self._set_margins()

    def show_case(self, case: CaseDetails, child: ChildDetails | None = None) -> None:
        """Show a case, and read what else belongs to it; of a child's case, the child too."""
        self.case, self.child = case, child
        self.fill(case)

    def fill(self, case: CaseDetails) -> None:
        """Show what this tab shows of the case."""

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        self.compact = compact
        self._set_margins()

    def first(self) -> QWidget | None:
        """Return what takes the keyboard when the tab is shown."""
        return None

    def _set_margins(self) -> None:
        side = theme.space("l") if self.compact else theme.space("pageMargin")
        self.body.setContentsMargins(side, 12, side, theme.space("l"))
