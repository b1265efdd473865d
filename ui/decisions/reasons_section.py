"""Answer 5: which of panel's reasons the decision maker adopts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.decisions.record_section import RecordSection
from ui.widgets.buttons import link
from ui.widgets.check_box import CheckBox
from ui.widgets.labels import Label
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.decisions import DecisionAnswers

NONE_GIVEN = "Panel gave no reasons."


class ReasonsSection(RecordSection):
    """Panel's reasons, each to be ticked, or all at once; or the word that none is adopted."""

    def __init__(self) -> None:
        super().__init__(5, "Panel’s reasons you adopt")
        self.boxes: list[CheckBox] = []
        self._reasons: tuple[str, ...] = ()
        self._may = True
        self.adopt_all = link("Adopt all", clicked=self._adopt_all)
        self.adopt_all.setAccessibleName("Adopt all of panel’s reasons")
        self.add_to_head(self.adopt_all)
        self.none_box = CheckBox("I have considered them and adopt none")
        self.none_box.edited.connect(self.tell_choice)

    def show_answers(self, answers: DecisionAnswers, reasons: tuple[str, ...]) -> None:
        """Show panel's reasons and those adopted so far."""
        if reasons != self._reasons or not self.body.count():
            self._reasons = reasons
            self.none_box.setParent(self)
            empty(self.body)
            self.boxes = [self._box(n, reason) for n, reason in enumerate(reasons, 1)]
            if not reasons:
                self.body.addWidget(Label(NONE_GIVEN, "meta", muted=True))
            self.body.addWidget(self.none_box)
            self.body.setSpacing(0)
        for number, box in enumerate(self.boxes, 1):
            box.set_value(number in answers.adopted_reasons)
        self.none_box.set_value(answers.reasons_considered)
        self.show_summary()

    def _box(self, number: int, reason: str) -> CheckBox:
        box = CheckBox(f"{number}. {reason}".replace("&", "&&"))
        box.edited.connect(self.tell_choice)
        box.set_read_only(not self._may)
        self.body.addWidget(box)
        return box

    def _adopted(self) -> tuple[int, ...]:
        return tuple(number for number, box in enumerate(self.boxes, 1) if box.value())

    def _adopt_all(self) -> None:
        for box in self.boxes:
            box.set_value(True)
        self.tell_choice()

    def show_summary(self) -> None:
        count = len(self._adopted())
        if self.is_left_out():
            self.adopt_all.hide()
            return
        self.set_summary(f"{count} of {len(self.boxes)} adopted" if self.boxes else "")
        self.adopt_all.setVisible(self._may and count < len(self.boxes))
        self.none_box.setVisible(not count and (self._may or self.none_box.value()))

    def put(self, answers: DecisionAnswers) -> DecisionAnswers:
        """Return the answers with these reasons."""
        adopted = self._adopted()
        considered = self.none_box.value() and not adopted
        return replace(answers, adopted_reasons=adopted, reasons_considered=considered)

    def first_editor(self) -> QWidget:
        return self.boxes[0] if self.boxes else self.none_box

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._may = not read_only
        for box in (*self.boxes, self.none_box):
            box.set_read_only(read_only)
        self.show_summary()
