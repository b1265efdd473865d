"""The cards beside a form: what is known, what happens next, saved copies, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cfs_panels.domain.visits import FormState
from cfs_panels.domain.words import clock_time, long_date, near_date
from ui import theme
from ui.cases.form_decision import DecisionCard
from ui.cases.steps_card import StepsCard
from ui.widgets.card import Card, FactList
from ui.widgets.dialogs import KitDialog
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body
from ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cfs_panels.domain.visits import FormDetails
    from ui.cases.form_page import FormPage
    from ui.widgets.form_view import FormView

Copy = tuple["datetime", str]
SHOWN_COPIES = 3
NEXT = (
    "You pass the visit to a manager.",
    "They agree, or send it back.",
    "The family is told, and may apply.",
)
OWN = "You cannot agree your own visit."


class FormSide(QWidget):
    """Holds the cards at the form's side; in narrow windows in a drawer over the page.

    Signals:
        decided: The manager decided; holds the `DecideForm`.
    """

    decided = Signal(object)

    def __init__(self, page: FormPage) -> None:
        super().__init__(page)
        self._page = page
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        self.decision = DecisionCard(page.desk)
        self.decision.decided.connect(self.decided)
        self.known = Card("Already known", meta="From the enquiry")
        self.next = StepsCard(NEXT, OWN)
        self.copies = Card("Saved copies", link="All")
        self.copies.linked.connect(self._show_all_copies)
        for card in (self.decision, self.known, self.next, self.copies):
            stack.addWidget(card)
        stack.addStretch(1)
        self._copies: Sequence[Copy] = ()
        self._column, self._in_column = scroll_body()
        self._column.hide()
        self.drawer = SidePane(name="Beside the form")
        self.drawer.setParent(page)
        self.drawer.open_button.hide()
        self.drawer.closed.connect(self.drawer.hide)
        self.drawer.hide()
        page.installEventFilter(self)
        self.hide()

    def show_form(self, form: FormDetails) -> None:
        """Show what belongs beside a form."""
        self.decision.show_form(form)
        self.known.clear()
        self.known.body.addWidget(FactList(form.known_facts, label_width=theme.px(84)))
        self.known.setVisible(bool(form.known_facts))
        self.next.setVisible(form.state in {FormState.DRAFT, FormState.SENT_BACK} and form.may_edit)
        self._copies = form.saved_copies
        self.copies.clear()
        self.copies.body.addWidget(_copy_list(self._copies[:SHOWN_COPIES], self._page.desk.today))
        self.copies.header.link.setVisible(len(self._copies) > SHOWN_COPIES)
        self.copies.setVisible(bool(self._copies) and form.may_edit)

    def refuse(self, error: Exception) -> bool:
        """Say beside the decision why it was not taken."""
        return self.decision.refuse(error) or self._page.show_trouble(error)

    # Beside the form, or over the page.

    def place(self, view: FormView, *, compact: bool) -> None:
        """Stand beside a form, or in the drawer where there is no room."""
        if compact:
            self.drawer.body.addWidget(self)
        else:
            self.drawer.hide()
            self._in_column.addWidget(self)
            self._column.show()
            view.add_side(self._column)
            view.set_compact(False)
        self.show()

    def leave(self) -> None:
        """Leave the form that is about to go."""
        self.hide()
        self._column.hide()
        self._column.setParent(self._page)

    def show_drawer(self) -> None:
        """Show the cards over the page and give them the keyboard."""
        self._fit()
        self.drawer.show()
        self.drawer.raise_()
        self.drawer.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        page = self._page
        width = min(page.width(), theme.size("sidePanel") + 24)
        self.drawer.setGeometry(page.width() - width, 0, width, page.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _show_all_copies(self) -> None:
        dialog = KitDialog(self._page, "Saved copies", icon="history")
        area, body = scroll_body((0, 0, 8, 0), 4)
        area.setMinimumHeight(240)
        body.addWidget(_copy_list(self._copies, self._page.desk.today))
        body.addStretch(1)
        dialog.body.addWidget(area)
        dialog.add_go_back("Close")
        dialog.open()


def _copy_list(copies: Sequence[Copy], today: date) -> QWidget:
    """Return when the form was saved, one line each."""
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, theme.px(60))
    grid.setColumnStretch(1, 1)
    for line, (moment, words) in enumerate(copies):
        when = Label(moment_words(moment, today), "meta", muted=True)
        when.setToolTip(f"{long_date(moment.date())} {clock_time(moment.time())}")
        grid.addWidget(when, line, 0)
        grid.addWidget(Label(words), line, 1)
    return whole


def moment_words(moment: datetime, today: date) -> str:
    """Return when something was saved: the time of today, ``Yesterday``, or the day."""
    local = moment.astimezone()
    gone = (today - local.date()).days
    if gone == 0:
        return clock_time(local.time())
    return "Yesterday" if gone == 1 else near_date(local.date(), today)
