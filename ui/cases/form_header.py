"""The head of a form's page: what it is, whose, how far, and what can be printed or attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.visits import FormState
from ui.widgets.buttons import secondary
from ui.widgets.header import PageHeader
from ui.widgets.pill import Pill, ServiceChip

if TYPE_CHECKING:
    from cfs_panels.domain.visits import FormDetails

PILLS = {
    FormState.DRAFT: ("info", "Draft"),
    FormState.PASSED: ("dueSoon", "With manager"),
    FormState.SENT_BACK: ("overdue", "Sent back"),
    FormState.AGREED: ("onTrack", "Decided"),
}


class FormHeader(QWidget):
    """Title, marks, facts and buttons.

    Signals:
        print_asked, attach_asked: The blank form is to be printed, a file attached.
        side_asked: The cards at the side are wanted over the page.
    """

    print_asked = Signal()
    attach_asked = Signal()
    side_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 12)
        self.head = PageHeader()
        stack.addWidget(self.head)
        self.side_button = secondary("Side panel", "sidePanel", clicked=self.side_asked.emit)
        self.side_button.hide()
        for button in (
            self.side_button,
            secondary("Print blank form", "print", clicked=self.print_asked.emit),
            secondary("Attach file", "attachment", clicked=self.attach_asked.emit),
        ):
            self.head.add_action(button)

    def show_form(self, form: FormDetails) -> None:
        """Show whose form it is and how far."""
        kind, word = PILLS[form.state]
        self.head.set_title(form.definition.title)
        self.head.clear_marks()
        self.head.add_mark(ServiceChip(form.definition.service.value))
        self.head.add_mark(Pill(kind, word, mark=form.state is not FormState.DRAFT))
        self.head.set_facts([form.household, form.reference, *form.about])

    def set_compact(self, compact: bool) -> None:
        """Offer the cards at the side, which a narrow window has no room for."""
        self.side_button.setVisible(compact)
