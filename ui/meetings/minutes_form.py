"""What is written down of an item: who came, what was said, and panel's recommendation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meetings import ItemDetails, ItemKind, SaveItemMinutes
from ui.meetings.free_box import FreeBox
from ui.meetings.noted_text import NotedText
from ui.meetings.questions_editor import QuestionsEditor
from ui.meetings.recommendation_form import RecommendationForm
from ui.widgets.buttons import link
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import column, held, row
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.meetings.meeting_desk import MeetingDesk
    from ui.widgets.page import TakesErrors

HEARD = (
    ("heard", "Heard"),
    ("chose_not_to_attend", "Chose not to attend"),
    ("not_attending", "Not attending"),
)
GRADES = (("good", "Good"), ("enough", "Enough"), ("weak", "Weak"))
FEEDBACK = "Feedback to the author is kept out of the minutes"
ADVICE = ("medical_advice", "legal_advice", "advice")
# name, label, placeholder: shown once they are wanted, or hold something
MORE = (
    ("strengths", "Strengths", "What speaks for them"),
    ("vulnerabilities", "Vulnerabilities", "What needs support or thought"),
    ("medical_advice", "Medical advice", "What the medical adviser said"),
    ("legal_advice", "Legal advice", "What the legal adviser said"),
    ("advice", "Advice to the agency", "What panel advises beside its recommendation"),
)
PAIRS = (("strengths", "vulnerabilities"), ("medical_advice", "legal_advice"), ("advice",))
FOLDED = (
    (("strengths",), "Strengths"),
    (("vulnerabilities",), "Vulnerabilities"),
    (("questions",), "Questions and answers"),
    (ADVICE, "Medical, legal and other advice"),
)


class MinutesForm(QWidget):
    """The fields of an item; those that are seldom needed stay folded while they are empty.

    Signals:
        edited: Something was changed.
        left: A field was left, a moment to save.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._wanted: set[str] = set()
        self._is_case = True
        self._read_only = False
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(10)
        self.heard = Segmented(HEARD, name="Applicants")
        self.supporter = FreeBox(placeholder="Nobody", width=132, name="Supporter")
        self._stack.addWidget(self._heard_line())
        self.key_issues = self._text(
            "Key issues", "K", "Type the key issues, or / for a phrase", lines=3
        )
        self._links = QWidget()
        self._more: dict[str, Field] = {}
        self._buttons: dict[tuple[str, ...], QPushButton] = {}
        self._stack.addWidget(self._fold())
        self._add_folded()
        self.questions = QuestionsEditor()
        self.questions_field = Field("Questions and answers", self.questions)
        self._more["questions"] = self.questions_field
        self._stack.addWidget(self.questions_field)
        self.views = self._text("Views of members", "V", "What members thought, by name")
        self.recommendation = RecommendationForm(desk)
        self._stack.addWidget(self.recommendation)
        self.quality = Segmented(GRADES, name="Report quality")
        self.comment = TextField("A word to the author")
        self._stack.addWidget(self._quality_line())
        self._stack.addStretch(1)
        for editor in (
            self.heard, self.supporter, self.quality, self.comment, self.questions,
            self.recommendation,
        ):  # fmt: skip
            editor.edited.connect(self._edit)
        for part in (self.questions, self.recommendation):
            part.left.connect(self.left)
        self.quality.edited.connect(self._show_comment)

    # How it is laid out.

    def _add_folded(self) -> None:
        """Put in the texts that are seldom needed, two beside each other."""
        words = {name: (label, placeholder) for name, label, placeholder in MORE}
        for pair in PAIRS:
            beside = QHBoxLayout()
            beside.setSpacing(12)
            self._stack.addLayout(beside)
            for name in pair:
                label, placeholder = words[name]
                self._more[name] = self._text(label, "", placeholder, into=beside)

    def _heard_line(self) -> QWidget:
        self.heard_field = _Beside("Applicants", "A", self.heard)
        label = Label("Supporter", "meta", strong=True)
        label.setBuddy(self.supporter)
        beside = held(row(label, self.supporter))
        self._heard_row = held(FlowLayout(self.heard_field, beside, spacing=20))
        return self._heard_row

    def _quality_line(self) -> QWidget:
        self.quality_field = _Beside("Report quality", "Q", self.quality)
        self._feedback = Label(FEEDBACK, "caption", muted=True)
        self.comment_field = Field("Comment to the author", self.comment)
        line = FlowLayout(self.quality_field, self._feedback, spacing=10)
        self._quality_row = held(column(line, self.comment_field, spacing=6))
        return self._quality_row

    def _text(
        self,
        label: str,
        mnemonic: str,
        placeholder: str,
        *,
        lines: int = 2,
        into: QBoxLayout | None = None,
    ) -> Field:
        editor = NotedText(placeholder, lines=lines)
        field = Field(label, editor, mnemonic=mnemonic, key_cap=bool(mnemonic))
        editor.edited.connect(self._edit)
        editor.left.connect(self.left)
        (into or self._stack).addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        return field

    def _fold(self) -> QWidget:
        line = FlowLayout(Label("Also record", "meta", muted=True), spacing=14)
        for names, label in FOLDED:
            button = self._buttons[names] = link(label, clicked=partial(self.unfold, *names))
            line.addWidget(button)
        self._links.setLayout(line)
        return self._links

    def unfold(self, *names: str) -> None:
        """Show fields that were folded away, with the keyboard in the first."""
        self._wanted.update(names)
        self._show_folds()
        self._more[names[0]].setFocus()

    def _holds(self, name: str) -> bool:
        if name == "questions":
            return bool(self.questions.value())
        return bool(_editor(self._more[name]).value())

    def _show_folds(self) -> None:
        for name, field in self._more.items():
            shown = self._is_case and (name in self._wanted or self._holds(name))
            field.setVisible(shown)
        for names, button in self._buttons.items():
            button.setVisible(any(self._more[name].isHidden() for name in names))
        folded = any(not button.isHidden() for button in self._buttons.values())
        self._links.setVisible(self._is_case and folded and not self._read_only)

    def _show_comment(self) -> None:
        graded = bool(self.quality.value())
        self.comment_field.setVisible(
            graded and (not self._read_only or bool(self.comment.value()))
        )

    def _edit(self) -> None:
        self.edited.emit()

    # What is shown.

    def show_item(self, item: ItemDetails, names: tuple[str, ...]) -> None:
        """Show all that is kept of an item."""
        self._is_case = item.kind is ItemKind.CASE
        self.heard.set_value(item.heard)
        self.supporter.offer(tuple(n.strip() for n in item.attendees.split(",") if n.strip()))
        self.supporter.set_value(item.supporter)
        _editor(self.key_issues).set_value(item.key_issues)
        _editor(self.views).set_value(item.views)
        for name, _, _ in MORE:
            _editor(self._more[name]).set_value(getattr(item, name))
        self.questions.set_names(names)
        self.questions.set_value(item.questions)
        self.quality.set_value(item.report_quality)
        self.comment.set_value(item.quality_comment)
        self.recommendation.show_item(item)
        for part in (self._heard_row, self._quality_row, self.recommendation, self.views):
            part.setVisible(self._is_case)
        self.key_issues.set_label("Key issues" if self._is_case else "What was noted")
        self._clear_errors()
        self._show_folds()
        self._show_comment()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not; without a grade, whoever only reads sees no row for it."""
        self._read_only = read_only
        texts = [self.key_issues, self.views, *(self._more[name] for name, _, _ in MORE)]
        for field in texts:
            _editor(field).set_read_only(read_only)
        for choice in (self.heard, self.quality):
            choice.set_read_only(read_only)
        self.supporter.set_read_only(read_only)
        self.comment.set_read_only(read_only)
        self.questions.set_read_only(read_only)
        self.recommendation.set_read_only(read_only)
        graded = bool(self.quality.value())
        self._quality_row.setVisible(self._is_case and (graded or not read_only))
        self._show_folds()
        self._show_comment()

    def command(self, item_id: str, version: int) -> SaveItemMinutes:
        """Return the minutes as typed so far."""
        return SaveItemMinutes(
            item_id=item_id,
            version=version,
            heard=self.heard.value(),
            supporter=self.supporter.value(),
            key_issues=_editor(self.key_issues).value(),
            questions=self.questions.value(),
            views=_editor(self.views).value(),
            report_quality=self.quality.value(),
            quality_comment=self.comment.value(),
            draft=self.recommendation.unrecorded(),
            **{name: _editor(self._more[name]).value() for name, _, _ in MORE},
        )

    def fields(self) -> dict[str, TakesErrors]:
        """Return the fields by the names that refusals use."""
        return {
            "heard": self.heard_field,
            "key_issues": self.key_issues,
            "report_quality": self.quality_field,
            **self.recommendation.fields(),
        }

    def _clear_errors(self) -> None:
        self.heard_field.clear_error()
        self.quality_field.clear_error()
        self.key_issues.clear_error()


class _Beside(QWidget):
    """A choice with its label at the left, which can stand wrong."""

    def __init__(self, label: str, letter: str, editor: Segmented) -> None:
        super().__init__()
        shortcut = QShortcut(QKeySequence(f"Alt+{letter}"), self)
        shortcut.activated.connect(lambda: editor.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._editor = editor
        self.label = Label(label, "meta", strong=True)
        self.label.setBuddy(editor)
        self._error = Label("", "meta", strong=True, tone="danger")
        self._error.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.label)
        line.addWidget(editor)
        line.addWidget(self._error)
        self.setFocusProxy(editor)
        editor.edited.connect(self.clear_error)

    def show_error(self, message: str) -> None:
        """Say beside the choice what is wrong."""
        self._editor.set_wrong(True)
        self._error.setText(message)
        self._error.show()

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._editor.set_wrong(False)
        self._error.hide()


def _editor(field: Field) -> NotedText:
    editor = field.editor
    assert isinstance(editor, NotedText)  # noqa: S101 - made so above
    return editor
