"""Dialogs of the agenda: a line added or changed, the agenda filled, the adviser's note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.meetings import (
    AddAgendaItem,
    AdvisePanel,
    EditAgendaItem,
    ItemDetails,
    ItemKind,
    MeetingDetails,
)
from cfs_panels.domain.words import minutes_words, plural
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import Label
from ui.widgets.number_field import NumberField
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.meetings import WaitingLine
    from ui.meetings.meeting_desk import MeetingDesk

KINDS = (("case", "A case"), ("business", "Business"), ("break", "A break"))
BREAK_MINUTES = 15


class AddItemDialog(AskingDialog):
    """Puts a case, a piece of business or a break on the agenda."""

    def __init__(
        self,
        desk: MeetingDesk,
        details: MeetingDetails,
        *,
        position: int | None = None,
        kind: str = "",
    ) -> None:
        super().__init__(desk, "Add to the agenda", verb="Add", icon="agenda")
        self._details, self._position = details, position
        first = kind or ("case" if details.waiting else "business")
        self.kind = self.ask("kind", "What is added", Segmented(KINDS), stretch=False)
        self.kind.set_value(first)
        waiting = [(w.case_id, f"{w.household}, {w.reference}") for w in details.waiting]
        self.case = self.ask(
            "case_id",
            "Which case",
            ChoiceBox(waiting, placeholder="Type a name or choose"),
            hint="The cases that wait for a slot, the first deadline on top.",
            needed="Choose a case.",
        )
        self.title = self.ask("title", "Title", TextField(), needed="Enter what it is about.")
        self.minutes = self.ask("minutes", "Minutes", NumberField(1, 480), stretch=False)
        self.kind.edited.connect(self._show_kind)
        self.case.edited.connect(self._show_minutes)
        self._show_kind()

    def _waiting(self) -> WaitingLine | None:
        chosen = self.case.value()
        return next((w for w in self._details.waiting if w.case_id == chosen), None)

    def _show_kind(self) -> None:
        kind = self.kind.value()
        self.fields["case_id"].setVisible(kind == "case")
        self.fields["title"].setVisible(kind != "case")
        if kind == "break":
            self.title.set_value(self.title.value() or "Break")
            self.minutes.set_value(BREAK_MINUTES)
        elif self.title.value() == "Break":
            self.title.set_value("")
        self._show_minutes()
        self.adjustSize()

    def _show_minutes(self) -> None:
        line = self._waiting() if self.kind.value() == "case" else None
        if line is not None:
            self.minutes.set_value(line.minutes)

    def command(self) -> AddAgendaItem:
        """Return the line to add."""
        kind = ItemKind(self.kind.value())
        is_case = kind is ItemKind.CASE
        return AddAgendaItem(
            self._details.id,
            kind,
            case_id=self.case.value() if is_case else "",
            title="" if is_case else self.title.value(),
            minutes=self.minutes.value() or 0,
            position=self._position,
        )


class EditItemDialog(AskingDialog):
    """Changes how long a line takes, who presents it and who comes."""

    def __init__(self, desk: MeetingDesk, item: ItemDetails) -> None:
        name = f"Item {item.number}" if item.number else item.title
        super().__init__(desk, f"Change {name.lower()}", verb="Save", icon="edit", lead=item.title)
        self._item = item
        is_case = item.kind is ItemKind.CASE
        self.title = self.ask("title", "Title", TextField(), needed="Enter what it is about.")
        self.title.set_value(item.title)
        self.fields["title"].setVisible(not is_case)
        self.minutes = self.ask(
            "minutes", "Minutes", NumberField(1, 480), needed="Enter how many minutes it takes.",
            stretch=False,
        )  # fmt: skip
        self.minutes.set_value(item.minutes)
        self.presenters = self.ask("presenters", "Presented by", TextField())
        self.presenters.set_value(item.presenters)
        self.attendees = self.ask(
            "attendees", "Who attends", TextField(),
            hint="Applicants, a supporter, an observer; with commas between them.",
        )  # fmt: skip
        self.attendees.set_value(item.attendees)
        if item.kind is ItemKind.BREAK:
            self.fields["presenters"].hide()
            self.fields["attendees"].hide()

    def command(self) -> EditAgendaItem:
        """Return the changed line."""
        is_case = self._item.kind is ItemKind.CASE
        return EditAgendaItem(
            self._item.id,
            self.minutes.value() or 0,
            self.presenters.value(),
            self.attendees.value(),
            "" if is_case else self.title.value(),
        )


class NoteDialog(AskingDialog):
    """The panel adviser's note on an item, kept as a draft or finished for the pack."""

    def __init__(self, desk: MeetingDesk, item: ItemDetails) -> None:
        super().__init__(
            desk,
            "Adviser’s note",
            verb="Save note",
            icon="note",
            lead=f"Item {item.number}. {item.title}",
            words="Members read it in front of the papers of this item.",
        )
        self._item = item
        self.setMinimumWidth(640)
        self.words = self.ask("words", "Note", TextArea("Type your note", lines=9))
        self.words.set_value(item.adviser_note)
        self.is_finished = CheckBox("The note is finished and goes with the papers")
        self.is_finished.set_value(item.adviser_note_finished)
        self.body.addWidget(self.is_finished)

    def command(self) -> AdvisePanel:
        """Return the note as typed."""
        return AdvisePanel(
            self._item.id,
            self.words.value(),
            finished=self.is_finished.value(),
            version=self._item.adviser_note_version,
        )


class FillDialog(AskingDialog):
    """Shows how the agenda would be filled from the cases that wait; nothing happens before.

    Signals:
        used: The commands that fill it.
    """

    used = Signal(object)

    def __init__(
        self, desk: MeetingDesk, details: MeetingDetails, commands: Sequence[AddAgendaItem]
    ) -> None:
        cases = [c for c in commands if c.kind is ItemKind.CASE]
        left = details.limit_minutes - details.used_minutes - sum(c.minutes for c in cases)
        super().__init__(
            desk,
            "Fill the agenda",
            verb="Use this",
            icon="agenda",
            lead=f"{plural(len(cases), 'case')}, the first deadline on top",
            words=f"{minutes_words(max(left, 0))} would be left.",
        )
        self._commands = tuple(commands)
        names = {w.case_id: w for w in details.waiting}
        self.table = RecordTable(
            [
                Column("what", "What", lambda c: _filled_cell(c, names), stretch=1),
                Column("minutes", "Min", lambda c: Cell(str(c.minutes)), width=64),
            ],
            key=lambda c: c.case_id or f"{c.title}{id(c)}",
            rows="tight",
            name="The agenda as it would be",
        )
        self.table.show_rows(self._commands)
        self.table.setMinimumSize(480, min(self.table.content_height(), 360))
        self.body.addWidget(self.table)
        if not self._commands:
            self.body.addWidget(Label("No case that waits fits in.", muted=True))
        self.verb_button.setEnabled(bool(self._commands))

    def send(self) -> None:
        """Hand over the commands."""
        self.accept()
        self.used.emit(self._commands)


def _filled_cell(command: AddAgendaItem, names: dict[str, WaitingLine]) -> Cell:
    line = names.get(command.case_id)
    if line is None:
        return Cell(command.title, muted=True)
    return Cell(line.household, line.item_name, medium=True)
