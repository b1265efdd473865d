"""Answers 1 to 4 and 6: what was read, the arguments, panel's process, what is new, own reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.decision_rules import FAIR, NONE, NOT_FAIR, SOME
from cfs_panels.domain.reading_age import reading_age_words
from cfs_panels.domain.words import plural
from ui.decisions.record_section import RecordSection
from ui.widgets.check_box import CheckBox
from ui.widgets.field import Field
from ui.widgets.layouts import empty
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.decisions import DecisionAnswers, PackLine

PROCESS = ((FAIR, "Fair and thorough"), (NOT_FAIR, "Not fair"))
SINCE_PANEL, SINCE_REPORT = "None since panel", "None since the report"
NEW = ((NONE, SINCE_PANEL), (SOME, "There is something new"))


class MaterialSection(RecordSection):
    """What was read: the documents of the pack, each ticked as read or not.

    Signals: read_changed (the paper and whether it was read).
    """

    read_changed = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(1, "Material read", folds=True)
        self.boxes: dict[str, CheckBox] = {}
        self._may = False
        self.unfold(False)

    def show_pack(self, pack: tuple[PackLine, ...]) -> None:
        """Show the pack as it was read so far."""
        read = sum(1 for line in pack if line.is_read)
        self.set_summary(f"{read} of {plural(len(pack), 'document')}")
        if [line.paper_id for line in pack] != list(self.boxes):
            empty(self.body)
            self.boxes = {line.paper_id: self._box(line) for line in pack}
        for line in pack:
            self.boxes[line.paper_id].set_value(line.is_read)

    def _box(self, line: PackLine) -> CheckBox:
        box = CheckBox(f"{line.title}, {line.below}" if line.below else line.title)
        box.setEnabled(self._may)
        box.clicked.connect(lambda on: self.read_changed.emit(line.paper_id, on))
        self.body.addWidget(box)
        return box

    def first_editor(self) -> QWidget | None:
        return next(iter(self.boxes.values()), None)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._may = not read_only
        for box in self.boxes.values():
            box.set_read_only(read_only)


class ArgumentsSection(RecordSection):
    """The key arguments for and against, one on each line."""

    def __init__(self) -> None:
        super().__init__(2, "Key arguments", folds=True)
        self.arguments_for = _lines_field(self, "For", "f")
        self.arguments_against = _lines_field(self, "Against", "g")
        self.unfold(False)

    def show_answers(self, answers: DecisionAnswers) -> None:
        """Show the arguments as they were saved."""
        self.arguments_for.set_value("\n".join(answers.arguments_for))
        self.arguments_against.set_value("\n".join(answers.arguments_against))
        self.show_summary()

    def show_summary(self) -> None:
        pro, con = _lines(self.arguments_for), _lines(self.arguments_against)
        self.set_summary(f"{len(pro)} for, {len(con)} against" if pro or con else "")

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with these arguments."""
        return replace(
            answers,
            arguments_for=_lines(self.arguments_for),
            arguments_against=_lines(self.arguments_against),
        )

    def first_editor(self) -> QWidget:
        return self.arguments_for

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.arguments_for.set_read_only(read_only)
        self.arguments_against.set_read_only(read_only)


class _ChoiceSection(RecordSection):
    """An answer of one choice, with words where it wants them."""

    def __init__(
        self, number: int, title: str, choices: tuple[tuple[str, str], ...], label: str
    ) -> None:
        super().__init__(number, title, folds=True)
        self._choices = dict(choices)
        self.choice = Segmented(choices, name=title)
        self.choice.edited.connect(self.tell_choice)
        self.body.addWidget(self.choice)
        self.comment = TextArea(lines=2)
        self.follow(self.comment)
        self.comment_field = Field(label, self.comment)
        self.body.addWidget(self.comment_field)
        self.unfold(False)

    def _wants_words(self, choice: str) -> bool:
        return bool(choice)

    def show_choice(self, choice: str, words: str) -> None:
        """Show the choice and its words as they were saved."""
        self.choice.set_value(choice)
        self.comment.set_value(words)
        self.show_summary()

    def name_choice(self, choice: str, words: str) -> None:
        """Call a choice by other words."""
        self._choices[choice] = words
        self.choice.segment(choice).setText(words)

    def show_summary(self) -> None:
        if self.is_left_out():
            return
        choice = self.choice.value()
        self.comment_field.setVisible(self._wants_words(choice))
        self.set_summary(self._choices.get(choice, ""))

    def first_editor(self) -> QWidget:
        return self.choice

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.choice.set_read_only(read_only)
        self.comment.set_read_only(read_only)


class ProcessSection(_ChoiceSection):
    """Whether panel's process was fair and the arguments were properly addressed."""

    def __init__(self) -> None:
        super().__init__(3, "Panel’s process", PROCESS, "What you make of it")

    def show_answers(self, answers: DecisionAnswers) -> None:
        """Show the answer as it was saved."""
        self.show_choice(answers.process_fair, answers.process_comment)

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with this one."""
        return replace(
            answers, process_fair=self.choice.value(), process_comment=self.comment.value()
        )

    def show_summary(self) -> None:
        self.comment_field.set_hint(
            "Say why it was not fair." if self.choice.value() == NOT_FAIR else "You may leave it."
        )
        super().show_summary()


class InformationSection(_ChoiceSection):
    """Whether anything came since panel that touches its reasons or its recommendation."""

    def __init__(self) -> None:
        super().__init__(4, "New information", NEW, "What is new, and what it changes")

    def _wants_words(self, choice: str) -> bool:
        return choice == SOME

    def count_from(self, *, panel: bool) -> None:
        """Ask for what is new since panel, or without one since the report was written."""
        self.name_choice(NONE, SINCE_PANEL if panel else SINCE_REPORT)

    def show_answers(self, answers: DecisionAnswers) -> None:
        """Show the answer as it was saved."""
        self.show_choice(answers.new_information, answers.new_information_words)

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with this one."""
        return replace(
            answers,
            new_information=self.choice.value(),
            new_information_words=self.comment.value(),
        )


class OwnReasonsSection(RecordSection):
    """The decision maker's own reasons, with how they read."""

    def __init__(self) -> None:
        super().__init__(6, "Your own reasons")
        self.reasons = TextArea(lines=2)
        self.reasons.setAccessibleName("Your own reasons")
        self.follow(self.reasons)
        self.body.addWidget(self.reasons)

    def add_quotation(self, words: str) -> None:
        """Add words that were copied from the pack, in quotation marks, on a line of their own."""
        typed = self.reasons.toPlainText()
        gap = "" if not typed or typed.endswith("\n") else "\n"
        cursor = self.reasons.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(f"{gap}“{words}” ")
        self.reasons.setTextCursor(cursor)

    def show_answers(self, answers: DecisionAnswers) -> None:
        """Show the reasons as they were saved."""
        self.reasons.set_value(answers.own_reasons)
        self.show_summary()

    def show_summary(self) -> None:
        self.set_summary(reading_age_words(self.reasons.value()))

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with these reasons."""
        return replace(answers, own_reasons=self.reasons.value())

    def first_editor(self) -> QWidget:
        return self.reasons

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.reasons.set_read_only(read_only)


def _lines_field(section: RecordSection, label: str, letter: str) -> TextArea:
    area = TextArea("One argument on each line", lines=2)
    section.follow(area)
    section.body.addWidget(Field(label, area, mnemonic=letter))
    return area


def _lines(area: TextArea) -> tuple[str, ...]:
    return tuple(line.strip() for line in area.value().splitlines() if line.strip())
