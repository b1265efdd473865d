"""Answer 9: the applicants are told, and written to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.decisions import GiveOralNotice, SendWrittenNotice
from cfs_panels.domain.words import clock_time, day_month, long_date, weekday_date
from ui.decisions.record_section import RecordSection
from ui.widgets.banner import Banner
from ui.widgets.buttons import link, primary, secondary
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.field import Field
from ui.widgets.labels import Label
from ui.widgets.layouts import column, empty, row, stretch
from ui.widgets.mark import Mark
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from datetime import datetime

    from cfs_panels.domain.decisions import DecisionDetails, NoticeLine

AHEAD = "After the decision: told within 2 working days, letter within 5"
TOLD, WRITTEN = "oral", "written"


class ToldForm(QWidget):
    """Records that the applicants were told: when, who, by whom.

    Signals: sent.
    """

    sent = Signal()

    def __init__(self, now: datetime, household: str, by: str) -> None:
        super().__init__()
        self.given_on = DateField(today=now.date(), width=176)
        self.given_on.set_value(now.date())
        self.given_at = TimeField(width=84)
        self.told = TextField()
        self.told.set_value(household)
        self.by = TextField()
        self.by.set_value(by)
        self.fields = {
            "given_on": Field("Told on", self.given_on, mnemonic="d"),
            "given_at": Field("At", self.given_at, mnemonic="t"),
            "told": Field("Who was told", self.told, mnemonic="h"),
            "by": Field("By whom", self.by, mnemonic="b"),
        }
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(
            row(self.fields["given_on"], self.fields["given_at"], stretch(), spacing=12)
        )
        stack.addLayout(row(self.fields["told"], self.fields["by"], spacing=12))
        self.button = secondary("Record that they were told", clicked=self.send)
        stack.addLayout(row(self.button, stretch()))

    def send(self) -> None:
        """Record it, where day and time are given."""
        on = self.fields["given_on"]
        at = self.fields["given_at"]
        for field in self.fields.values():
            field.clear_error()
        problem = self.given_on.problem() or ("" if self.given_on.value() else "Enter the day.")
        if problem:
            on.show_error(problem)
        late = self.given_at.problem() or ("" if self.given_at.value() else "Enter the time.")
        if late:
            at.show_error(late)
        if problem or late:
            (on if problem else at).setFocus()
        else:
            self.sent.emit()

    def command(self, decision_id: str) -> GiveOralNotice | None:
        """Return what was entered, as a command."""
        on, at = self.given_on.value(), self.given_at.value()
        if on is None or at is None:
            return None
        return GiveOralNotice(decision_id, on, at, self.told.value(), self.by.value())


class LetterForm(QWidget):
    """Reads the letter as it will go, and releases it.

    Signals:
        preview_asked: The letter is to be shown.
        sent: The letter is to go.
    """

    preview_asked = Signal()
    sent = Signal()

    def __init__(self, now: datetime, household: str) -> None:
        super().__init__()
        self.sent_on = DateField(today=now.date(), width=176)
        self.sent_on.set_value(now.date())
        self.to = TextField()
        self.to.set_value(household)
        self.fields = {
            "sent_on": Field("Sent on", self.sent_on, mnemonic="n"),
            "to": Field("Sent to", self.to, mnemonic="s"),
        }
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        where = row(self.fields["sent_on"], self.fields["to"], spacing=12)
        where.setStretch(1, 1)
        stack.addLayout(where)
        self.preview_button = secondary("Preview letter", clicked=self.preview_asked.emit)
        self.send_button = primary("Send letter", "letter", clicked=self.send)
        stack.addLayout(row(self.preview_button, self.send_button, stretch()))

    def send(self) -> None:
        """Ask for it to go, where the day is given."""
        field = self.fields["sent_on"]
        field.clear_error()
        problem = self.sent_on.problem() or ("" if self.sent_on.value() else "Enter the day.")
        if problem:
            field.show_error(problem)
            field.setFocus()
        else:
            self.sent.emit()

    def command(self, decision_id: str) -> SendWrittenNotice | None:
        """Return what was entered, as a command."""
        on = self.sent_on.value()
        return SendWrittenNotice(decision_id, on, self.to.value()) if on else None


class NoticesSection(RecordSection):
    """What was said and sent, what is still due, and what can be read.

    Signals:
        told: The applicants were told; ``told_form`` holds what was entered.
        letter_sent: The letter is to go; ``letter_form`` holds what was entered.
        document_asked: A document is to be shown; holds its kind.
    """

    told = Signal()
    letter_sent = Signal()
    document_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(9, "Notices", folds=True)
        self.told_form: ToldForm | None = None
        self.letter_form: LetterForm | None = None
        self._shown: tuple[object, ...] = ()
        self.unfold(False)
        self.change.hide()

    def show_state(self, details: DecisionDetails, now: datetime, by: str) -> None:
        """Show the notices of a decision."""
        signed = details.state == "signed"
        self.change.setVisible(signed)
        if not signed:
            self._shown = ()
            self.unfold(False)
            self.set_summary(AHEAD)
            return
        shown = (details.id, details.notices, details.letters, details.window_words, details.may)
        if shown == self._shown:
            return
        self._shown = shown
        self.set_summary(_summary(details))
        empty(self.body)
        self.told_form = self.letter_form = None
        may = "give_notice" in details.may
        if details.window_words:
            self.body.addWidget(Banner("info", "", details.window_words))
        for line in details.notices:
            self.body.addLayout(_notice_row(line))
            if line.given_on is None and may:
                self._add_form(line, details, now, by)
        self._add_letters(details)
        self.unfold()

    def _add_form(self, line: NoticeLine, details: DecisionDetails, now: datetime, by: str) -> None:
        if line.kind == TOLD:
            told = self.told_form = ToldForm(now, told_to(details), by)
            told.sent.connect(self.told)
            self.body.addWidget(told)
        elif line.kind == WRITTEN:
            letter = self.letter_form = LetterForm(now, told_to(details))
            letter.sent.connect(self.letter_sent)
            kind = details.letters[0][0] if details.letters else ""
            letter.preview_button.setVisible(bool(kind))
            letter.preview_asked.connect(lambda: self.document_asked.emit(kind))
            self.body.addWidget(letter)

    def _add_letters(self, details: DecisionDetails) -> None:
        links = []
        for kind, words in details.letters:
            button = link(words, "document", clicked=partial(self.document_asked.emit, kind))
            button.setAccessibleName(f"Read: {words}")
            links.append(button)
        if links:
            self.body.addLayout(row(*links, stretch(), spacing=16))

    def first_editor(self) -> QWidget | None:
        if self.told_form is not None:
            return self.told_form.told
        return self.letter_form.to if self.letter_form is not None else None


def told_to(details: DecisionDetails) -> str:
    """Return who is told unless somebody says otherwise: a household; of a child it is asked."""
    return "" if details.of_child else details.household


def _summary(details: DecisionDetails) -> str:
    due = [line for line in details.notices if line.given_on is None]
    if not due:
        return "Told and written to"
    first = due[0]
    what = "tell them" if first.kind == TOLD else "write to them"
    return f"Next: {what} by {day_month(first.due_on)}" if first.due_on else f"Next: {what}"


def _notice_row(line: NoticeLine) -> QHBoxLayout:
    if line.given_on is None:
        due = f"Due by {weekday_date(line.due_on)}" if line.due_on else ""
        mark, below, tone = line.state, due, line.state if line.state == "overdue" else ""
    else:
        at = f" at {clock_time(line.given_at)}" if line.given_at else ""
        parts = [f"{long_date(line.given_on)}{at}", line.to, f"by {line.by}" if line.by else ""]
        mark, below, tone = "onTrack", ", ".join(part for part in parts if part), ""
    lesser = Label(below, "meta", muted=not tone, tone=tone, wrap=True)
    lesser.setVisible(bool(below))
    texts = column(Label(line.words, medium=True), lesser, spacing=0)
    across = row(Mark(mark, fill=line.given_on is not None, side=17), spacing=9)
    across.addLayout(texts, 1)
    return across
