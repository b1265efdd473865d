"""Two texts of the same item, side by side, so that neither is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from cfs_panels.domain.meetings import QuestionAsked, RecommendationDraft, SaveItemMinutes
from ui import theme
from ui.widgets.buttons import primary, secondary
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NAMES = (
    ("heard", "Applicants"),
    ("supporter", "Supporter"),
    ("key_issues", "Key issues"),
    ("strengths", "Strengths"),
    ("vulnerabilities", "Vulnerabilities"),
    ("questions", "Questions and answers"),
    ("views", "Views of members"),
    ("medical_advice", "Medical advice"),
    ("legal_advice", "Legal advice"),
    ("advice", "Advice to the agency"),
    ("report_quality", "Report quality"),
    ("quality_comment", "Comment to the author"),
    ("draft", "Recommendation"),
)


def text_of(command: SaveItemMinutes, name: str) -> str:
    """Return one part of the minutes as words."""
    value = getattr(command, name)
    if isinstance(value, tuple):
        return "\n".join(_asked(q) for q in value if isinstance(q, QuestionAsked))
    if isinstance(value, RecommendationDraft):
        parts = (value.outcome.replace("_", " "), value.reasons, value.deferral_reason)
        return "\n".join(part for part in parts if part)
    return str(value or "").replace("_", " ") if name == "heard" else str(value or "")


def _asked(question: QuestionAsked) -> str:
    return f"{question.question} {question.answer}".strip()


def differing(theirs: SaveItemMinutes, mine: SaveItemMinutes) -> list[tuple[str, str, str]]:
    """Return the parts that differ, with both texts."""
    return [
        (label, text_of(theirs, name), text_of(mine, name))
        for name, label in NAMES
        if text_of(theirs, name) != text_of(mine, name)
    ]


class ClashDialog(KitDialog):
    """Shows both texts and lets one of them stand; what is not taken can be copied first.

    Signals:
        mine_kept: One's own text is to be saved over the other.
        theirs_taken: The other text is to be shown and gone on with.
    """

    mine_kept = Signal()
    theirs_taken = Signal()

    def __init__(
        self, parent: QWidget, message: str, theirs: SaveItemMinutes, mine: SaveItemMinutes
    ) -> None:
        super().__init__(parent, "Two texts of this item", icon="ph.git-fork", words=message)
        self.setMinimumWidth(820)
        area, stack = scroll_body(spacing=10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, (label, theirs_text, mine_text) in enumerate(differing(theirs, mine)):
            grid.addWidget(_shown(f"{label}, saved meanwhile", theirs_text), place, 0)
            grid.addWidget(_shown(f"{label}, yours", mine_text), place, 1)
        stack.addLayout(grid)
        if not grid.count():
            stack.addWidget(Label("Both say the same."))
        stack.addStretch(1)
        area.setMinimumHeight(theme.px(160))
        self.body.addWidget(area)
        self.add_go_back("Decide later")
        self.add_button(secondary("Take theirs", clicked=self._take_theirs))
        self.add_button(primary("Save mine", clicked=self._keep_mine))

    def _take_theirs(self) -> None:
        self.accept()
        self.theirs_taken.emit()

    def _keep_mine(self) -> None:
        self.accept()
        self.mine_kept.emit()


def _shown(label: str, words: str) -> Field:
    text = TextArea(lines=3)
    text.set_value(words)
    text.set_read_only(True)
    return Field(label, text)
