"""The decision record: panel's word, the nine answers, and whether it can be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.words import clock_time, long_date
from ui import theme
from ui.decisions.answer_sections import (
    ArgumentsSection,
    InformationSection,
    MaterialSection,
    OwnReasonsSection,
    ProcessSection,
)
from ui.decisions.notices_section import NoticesSection
from ui.decisions.outcome_section import OutcomeSection
from ui.decisions.reasons_section import ReasonsSection
from ui.decisions.requirements_section import RequirementsSection
from ui.decisions.welfare_section import WelfareSection
from ui.widgets.buttons import primary, secondary
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import scroll_body
from ui.widgets.mark import Mark
from ui.widgets.pdf_reader import BAR_HEIGHT
from ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from datetime import date, datetime

    from cfs_panels.domain.decisions import DecisionAnswers, DecisionDetails
    from ui.decisions.record_section import RecordSection

NO_PANEL = "Not needed: no panel"


class RecordPane(QFrame):
    """Shows a record and gathers what is typed into it.

    Signals:
        edited: Something was typed or chosen.
        settled: A moment to save.
        close_asked: *Save and close* was pressed.
        sign_asked: *Check and sign* was pressed.
    """

    edited = Signal()
    settled = Signal()
    close_asked = Signal()
    sign_asked = Signal()

    def __init__(self, today: date | None = None) -> None:
        super().__init__()
        dress(self, "plainSurface")
        self.setAccessibleName("Decision record")
        self._details: DecisionDetails | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._head())
        self.area, inside = scroll_body(spacing=0)
        stack.addWidget(self.area, 1)
        self.strip = PanelStrip()
        inside.addWidget(self.strip)
        self._add_sections(inside, today)
        inside.addStretch(1)
        self.foot = RecordFoot()
        self.foot.close_button.clicked.connect(self.close_asked)
        self.foot.sign_button.clicked.connect(self.sign_asked)
        stack.addWidget(self.foot)

    def _head(self) -> QWidget:
        head = QFrame()
        dress(head, "band")
        head.setFixedHeight(theme.px(BAR_HEIGHT))
        line = QHBoxLayout(head)
        line.setContentsMargins(18, 0, 18, 0)
        line.setSpacing(12)
        self.answered_words = Label("", "meta", muted=True)
        self.answered_line = ProgressLine(0.0, name="Answered", width=100)
        line.addWidget(Label("Decision record", "section"))
        line.addStretch(1)
        line.addWidget(self.answered_words)
        line.addWidget(self.answered_line)
        return head

    def _add_sections(self, inside: QVBoxLayout, today: date | None) -> None:
        self.material = MaterialSection()
        self.arguments = ArgumentsSection()
        self.process = ProcessSection()
        self.information = InformationSection()
        self.reasons = ReasonsSection()
        self.own = OwnReasonsSection()
        self.outcome = OutcomeSection(today)
        self.welfare = WelfareSection(self.outcome.effective.today())
        self.requirements = RequirementsSection()
        self.notices = NoticesSection()
        self.sections: tuple[RecordSection, ...] = (
            self.material,
            self.arguments,
            self.process,
            self.information,
            self.reasons,
            self.own,
            self.outcome,
            self.requirements,
            self.notices,
        )
        for section in self.in_order():
            section.edited.connect(self.edited)
            section.settled.connect(self.settled)
            inside.addWidget(section)
        self.own.reasons.installEventFilter(self)

    def in_order(self) -> tuple[RecordSection, ...]:
        """Return the sections as they stand on the page: the form before the decision."""
        place = self.sections.index(self.outcome)
        return (*self.sections[:place], self.welfare, *self.sections[place:])

    # What is shown.

    def show_details(
        self, details: DecisionDetails, now: datetime, by: str, *, keep_typed: bool = False
    ) -> None:
        """Show a record; what is typed is left alone where it is the newest there is."""
        is_new = self._details is None or self._details.id != details.id
        self._details = details
        self.strip.show_words(details.panel_summary, details.dissent_summary)
        writable = details.state == "draft" and "write_decision" in details.may
        self.welfare.show_form(details)
        self._ask_about_panel(panel=details.recommendation is not None)
        if not keep_typed:
            self._show_answers(details)
        self._show_state(details, now, by, writable=writable)
        if is_new:
            self._fold(details)

    def _ask_about_panel(self, *, panel: bool) -> None:
        """Ask for panel's process and reasons only where there was a panel."""
        for section in (self.process, self.reasons):
            section.leave_out("" if panel else NO_PANEL)
        self.information.count_from(panel=panel)

    def _show_answers(self, details: DecisionDetails) -> None:
        answers = details.answers
        self.arguments.show_answers(answers)
        self.process.show_answers(answers)
        self.information.show_answers(answers)
        advice = details.recommendation
        self.reasons.show_answers(answers, advice.reasons if advice else ())
        self.own.show_answers(answers)
        self.welfare.show_answers(answers)
        self.outcome.show_answers(details)
        self.requirements.show_answers(answers)

    def _show_state(
        self, details: DecisionDetails, now: datetime, by: str, *, writable: bool
    ) -> None:
        for section in self.in_order():
            section.set_read_only(not writable)
        self.material.show_pack(details.pack)
        self.outcome.show_state(details)
        self.requirements.show_state(details)
        self.notices.show_state(details, now, by)
        for section, done in zip(self.sections, details.answered, strict=True):
            section.set_done(done)
        self.welfare.set_done(details.form_done)
        asked = [section for section in self.sections if not section.is_left_out()]
        count = sum(section.is_done() for section in asked)
        self.answered_words.setText(f"{count} of {len(asked)} answered")
        self.answered_line.set_share(count / len(asked))
        self.foot.show_state(details, writable=writable)

    def _fold(self, details: DecisionDetails) -> None:
        """Fold in what folds, and out what a new record asks for first."""
        first = (self.material, self.arguments, self.process, self.information)
        for section in (*first, self.welfare):
            section.unfold(False)
        self.area.verticalScrollBar().setValue(0)
        if details.state == "signed":
            QTimer.singleShot(0, self._show_notices)  # once it is laid out

    def _show_notices(self) -> None:
        """Bring what is still to do into sight."""
        bar = self.area.verticalScrollBar()
        bar.setValue(min(bar.maximum(), self.notices.y()))

    def answers(self) -> DecisionAnswers:
        """Return the answers as they stand on the screen."""
        if self._details is None:
            raise LookupError("no record is shown")
        answers = self._details.answers
        for section in (
            self.arguments,
            self.process,
            self.information,
            self.reasons,
            self.own,
            self.welfare,
            self.outcome,
            self.requirements,
        ):
            answers = section.put(answers)
        return answers

    def first_open(self) -> RecordSection | None:
        """Return the first section that a signature still waits for."""
        waiting = (s for s in self.in_order() if s is not self.notices and not s.isHidden())
        return next((s for s in waiting if not s.is_done()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.own.reasons and event.type() in (
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
        ):
            writes = event.type() == QEvent.Type.FocusIn and not self.own.reasons.isReadOnly()
            self.own.set_typing(writes)
        return super().eventFilter(watched, event)

    def take_focus(self) -> None:
        """Give the keyboard to where the record is to go on."""
        section = self.first_open() if self.foot.is_writable() else None
        (section or self.own).take_focus()

    def has_keyboard(self) -> bool:
        """Return whether the keyboard is in the record."""
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)


class PanelStrip(QFrame):
    """What panel recommended, and who saw it otherwise."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, "strip")
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 7, 18, 8)
        line.setSpacing(10)
        line.addWidget(Mark("panels", side=19), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.summary = Label("", medium=True, wrap=True)
        self.dissent = Label("", "meta", muted=True, wrap=True)
        words.addWidget(self.summary)
        words.addWidget(self.dissent)
        line.addLayout(words, 1)

    def show_words(self, summary: str, dissent: str) -> None:
        """Show panel's recommendation."""
        self.summary.setText(summary)
        self.dissent.setText(dissent)
        self.dissent.setVisible(bool(dissent))


class RecordFoot(QFrame):
    """Whether the record can be signed, or by whom it was; and the buttons."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, "foot")
        self._writable = False
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 6, 18, 7)
        line.setSpacing(9)
        self._mark = Mark("restricted", side=19)
        line.addWidget(self._mark)
        line.addSpacing(2)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.lead = ElideLabel("", "meta", strong=True)
        self.words = ElideLabel("", "caption", muted=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.addWidget(self.lead)
        words.addWidget(self.words)
        line.addLayout(words, 1)
        self.close_button = secondary("Save and close")
        self.sign_button = primary("Check and sign")
        self.sign_button.setToolTip("Ctrl+Enter")
        line.addWidget(self.close_button)
        line.addWidget(self.sign_button)

    def is_writable(self) -> bool:
        """Return whether the person may write in the record."""
        return self._writable

    def show_state(self, details: DecisionDetails, *, writable: bool) -> None:
        """Show what a signature waits for, or the signature."""
        self._writable = writable
        self.close_button.setVisible(writable)
        self.sign_button.setVisible(writable)
        self.sign_button.setEnabled(not details.not_ready)
        if details.state == "signed":
            self._show_signed(details)
        elif details.not_ready:
            self._mark.set_mark("restricted")
            self.lead.setText("Not ready to sign")
            self.words.setText(", ".join(details.not_ready))
        else:
            self._mark.set_mark("onTrack", fill=True)
            self.lead.setText("Ready to sign")
            self.words.setText("Nothing is open.")
        if not writable and details.state != "signed":
            self.lead.setText("Not signed yet")

    def _show_signed(self, details: DecisionDetails) -> None:
        self._mark.set_mark("sign", color="accent")
        when = details.signed_at.astimezone() if details.signed_at else None
        at = f"{long_date(when.date())} at {clock_time(when.time())}" if when else ""
        parts = [f"Signed by {details.signed_by}", at]
        self.lead.setText(", ".join(part for part in parts if part))
        self.words.setText(f"Digest {details.digest}")
