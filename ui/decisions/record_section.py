"""One of the nine answers: mark, title, what is answered so far, and the answer to fold out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import link
from ui.widgets.dress import dress, redress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import held
from ui.widgets.mark import Mark

if TYPE_CHECKING:
    from ui.widgets.text_area import TextArea

LEFT = 18
INDENT = 47
RIGHT = 18


class RecordSection(QFrame):
    """A section of the record; one that folds shows its summary and *Change* while folded.

    Signals:
        edited: The person changed something in it.
        settled: A moment to save: a choice was made or a field left.
    """

    edited = Signal()
    settled = Signal()

    def __init__(self, number: int, title: str, *, folds: bool = False) -> None:
        super().__init__()
        dress(self, "band")
        self.number, self.words = number, title
        self._named = f"{number}. {title}" if number else title
        self._folds, self._folded = folds, folds
        self._done = self._typing = self._read_only = self._left_out = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addLayout(self._head(title))
        self.change.setVisible(folds)
        inside = QVBoxLayout()
        inside.setContentsMargins(INDENT, 0, RIGHT, 9)
        inside.setSpacing(8)
        self._inside = held(inside)
        self.body = inside
        stack.addWidget(self._inside)
        self._inside.setVisible(not folds)
        self._show_state()

    def _head(self, title: str) -> QHBoxLayout:
        line = self.line = QHBoxLayout()
        line.setContentsMargins(LEFT, 0, RIGHT, 0)
        line.setSpacing(10)
        self._mark = Mark("expected", color="borderStrong", side=17)
        self._title = Label(self._named, medium=True)
        self._summary = ElideLabel("", "meta", muted=True)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.addWidget(self._mark)
        line.addSpacing(2)
        line.addWidget(self._title)
        line.addWidget(self._summary, 1)
        self.change = link("Change", clicked=self.toggle)
        line.addWidget(self.change)
        line.addStrut(theme.px(34))
        return line

    def put_summary_first(self) -> None:
        """Let the summary stand beside the title instead of at the right."""
        self._summary.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def add_to_head(self, widget: QWidget) -> None:
        """Put something at the right end of the head."""
        self.line.insertWidget(self.line.indexOf(self.change), widget)

    def follow(self, area: TextArea) -> None:
        """Take note of what is typed into an editor of several lines."""
        area.edited.connect(self.tell)
        area.left.connect(self.settled)

    def tell(self) -> None:
        """Say that something was typed."""
        self.show_summary()
        self.edited.emit()

    def tell_choice(self) -> None:
        """Say that a choice was made, which is saved at once."""
        self.tell()
        self.settled.emit()

    def show_summary(self) -> None:
        """Show in the head what is answered so far."""

    # Folding.

    def leave_out(self, why: str) -> None:
        """Ask for no answer and say why; without a reason it is asked again."""
        self._left_out = bool(why)
        self._inside.setVisible(not why and not self._folded)
        self.change.setVisible(not why and self._folds)
        self._show_state()
        if why:
            self.set_summary(why)

    def is_left_out(self) -> bool:
        """Return whether no answer is asked for."""
        return self._left_out

    def is_folded(self) -> bool:
        """Return whether the answer is hidden."""
        return self._folded

    def toggle(self) -> None:
        """Fold the answer out, and the keyboard into it; or fold it in."""
        self.unfold(self._folded)
        if not self._folded:
            self.take_focus()

    def unfold(self, out: bool = True) -> None:
        """Show the answer, or its summary alone."""
        if self._folds:
            self._folded = not out
            self._inside.setVisible(out and not self._left_out)
            self._show_state()

    def take_focus(self) -> None:
        """Give the keyboard to the first thing to answer."""
        self.unfold()
        goal = self.first_editor()
        if goal is not None:
            goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_editor(self) -> QWidget | None:
        """Return what is answered first."""
        return None

    # How it stands.

    def set_done(self, done: bool) -> None:
        """Show whether it is answered."""
        self._done = done
        self._show_state()

    def is_done(self) -> bool:
        """Return whether it is answered."""
        return self._done

    def set_summary(self, words: str) -> None:
        """Show what is answered so far."""
        self._summary.setText(words)
        self._show_state()

    def summary(self) -> str:
        """Return what the head shows of the answer."""
        return self._summary.text()

    def set_typing(self, typing: bool) -> None:
        """Show that somebody is writing here."""
        self._typing = typing
        self._show_state()

    def set_read_only(self, read_only: bool) -> None:
        """Let the answers be changed or not."""
        self._read_only = read_only
        self._show_state()

    def _opening_words(self) -> str:
        if self._read_only:
            return "Show"
        return "Change" if self._summary.text() else "Answer"

    def _show_state(self) -> None:
        if self._typing:
            self._mark.set_mark("edit", color="accent")
        elif self._left_out:
            self._mark.set_mark("notNeeded", color="textMuted")
        elif self._done:
            self._mark.set_mark("onTrack", color="state.onTrack.solid", fill=True)
        else:
            self._mark.set_mark("expected", color="borderStrong")
        words = "Close" if not self._folded else self._opening_words()
        self.change.setText(words)
        state = "not needed" if self._left_out else "answered" if self._done else "open"
        self.change.setAccessibleName(f"{words}: {self.words}, {state}")
        self.setAccessibleName(f"{self._named}, {state}")
        weight = "medium" if self._folded else "semibold"
        if self._title.property("weight") != weight:
            redress(self._title, weight=weight)
