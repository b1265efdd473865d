"""The editor of each kind of question, and the answer it holds as the form stores it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.forms import JSON, FieldDefinition, FieldKind
from ui.widgets.check_box import CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField, DurationField, TimeField
from ui.widgets.field import Field
from ui.widgets.form_table import TableEditor
from ui.widgets.labels import Label
from ui.widgets.number_field import NumberField
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import LineEditor, TextField

Staff = Mapping[str, Sequence[tuple[str, str]]]
_YES_NO = [("yes", "Yes"), ("no", "No")]


@dataclass(frozen=True, slots=True)
class FormEditor:
    """An editor with its way to and from the stored answer.

    Attributes:
        widget: What stands below the label; it has ``edited`` and ``set_read_only``.
        answer: Returns the answer as it is stored, nothing if there is none.
        show: Shows a stored answer.
        stretch: Whether it takes the whole width of the column.
    """

    widget: Any
    answer: Callable[[], JSON]
    show: Callable[[JSON], None]
    stretch: bool = True


def make_editor(field: FieldDefinition, today: date, staff: Staff) -> FormEditor:
    """Return the editor of a question."""
    return _MAKERS[field.kind](field, today, staff)


def _short_text(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    line = TextField()
    return FormEditor(line, lambda: line.value() or None, lambda a: line.set_value(_words(a)))


def _long_text(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    area = TextArea(lines=max(2, field.rows))
    return FormEditor(area, lambda: area.value() or None, lambda a: area.set_value(_words(a)))


def _date(field: FieldDefinition, today: date, _staff: Staff) -> FormEditor:
    line = DateField(today=today, width=176)

    def answer() -> JSON:
        day = line.value()
        return day.isoformat() if day else line.text().strip() or None

    def show(stored: JSON) -> None:
        try:
            line.set_value(date.fromisoformat(_words(stored)))
        except ValueError:
            line.setText(_words(stored))

    return FormEditor(line, answer, show, stretch=False)


def _time(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    line = TimeField()

    def answer() -> JSON:
        moment = line.value()
        return moment.strftime("%H:%M") if moment else line.text().strip() or None

    def show(stored: JSON) -> None:
        try:
            line.set_value(time.fromisoformat(_words(stored)))
        except ValueError:
            line.setText(_words(stored))

    return FormEditor(line, answer, show, stretch=False)


def _duration(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    line = DurationField()
    return _counted(line, line.value, line.set_value)


def _number(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    line = NumberField(field.minimum, field.maximum)
    editor = _counted(line, line.value, line.set_value)
    if not field.unit:
        return editor
    return FormEditor(_WithUnit(line, field.unit), editor.answer, editor.show, stretch=False)


def _counted(
    line: LineEditor, value: Callable[[], int | None], set_value: Callable[[int | None], None]
) -> FormEditor:
    def answer() -> JSON:
        number = value()
        return number if number is not None else line.text().strip() or None

    def show(stored: JSON) -> None:
        if isinstance(stored, int) and not isinstance(stored, bool):
            set_value(stored)
        else:
            line.setText(_words(stored))

    return FormEditor(line, answer, show, stretch=False)


def _choice(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    choices = [(choice.value, choice.label) for choice in field.choices]
    if not field.is_segmented:
        box = ChoiceBox(choices, placeholder="Choose", width=330)
        return FormEditor(
            box, lambda: box.value() or None, lambda a: box.set_value(_words(a)), stretch=False
        )
    parts = Segmented(choices, name=field.label)
    for choice in field.choices:
        parts.segment(choice.value).setToolTip(choice.hint)
    return FormEditor(parts, lambda: parts.value() or None, lambda a: parts.set_value(_words(a)))


def _choices(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    ticks = CheckList([(choice.value, choice.label) for choice in field.choices], name=field.label)

    def show(stored: JSON) -> None:
        ticks.set_value([str(each) for each in stored] if isinstance(stored, list) else [])

    return FormEditor(ticks, lambda: list(ticks.value()) or None, show)


def _yes_no(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    parts = Segmented(_YES_NO, name=field.label)
    return FormEditor(
        parts, lambda: _said(parts), lambda a: parts.set_value(_yes_or_no(a)), stretch=False
    )


def _yes_no_details(field: FieldDefinition, _today: date, _staff: Staff) -> FormEditor:
    both = YesNoDetails(field)
    return FormEditor(both, both.answer, both.show_answer)


def _staff_choice(field: FieldDefinition, _today: date, staff: Staff) -> FormEditor:
    people = dict(staff.get(field.staff_list, ()))
    box = ChoiceBox(list(people.items()), placeholder=f"Choose {_a(field.label)}", width=330)

    def answer() -> JSON:
        return {"id": box.value(), "name": box.currentText()} if box.value() else None

    def show(stored: JSON) -> None:
        who = stored if isinstance(stored, dict) else {}
        known, name = _words(who.get("id")), _words(who.get("name"))
        if known and known not in people:
            people[known] = name
            box.set_choices(list(people.items()))
        box.set_value(known)

    return FormEditor(box, answer, show, stretch=False)


def _table(field: FieldDefinition, today: date, staff: Staff) -> FormEditor:
    table = TableEditor(field, lambda column: make_editor(column, today, staff))
    return FormEditor(table, table.answer, table.show_answer)


def _a(label: str) -> str:
    return f"{'an' if label[:1].casefold() in 'aeiou' else 'a'} {label[:1].casefold()}{label[1:]}"


def _words(stored: JSON) -> str:
    return "" if stored is None or isinstance(stored, dict | list) else str(stored)


def _said(parts: Segmented) -> bool | None:
    return {"yes": True, "no": False}.get(parts.value())


def _yes_or_no(stored: JSON) -> str:
    return {True: "yes", False: "no"}.get(stored, "") if isinstance(stored, bool) else ""


class _WithUnit(QWidget):
    """A number with the word after it.

    Signals: edited.
    """

    edited = Signal()

    def __init__(self, line: NumberField, unit: str) -> None:
        super().__init__()
        self._line = line
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(line)
        layout.addWidget(Label(unit))
        self.editingFinished = line.editingFinished
        line.edited.connect(self.edited)
        self.setFocusProxy(line)

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame or the usual one."""
        self._line.set_wrong(wrong)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self._line.set_read_only(read_only)


class YesNoDetails(QWidget):
    """Yes or no, and a box for more where the answer asks for it.

    Signals: edited.
    """

    edited = Signal()

    def __init__(self, field: FieldDefinition) -> None:
        super().__init__()
        self._field = field
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.parts = Segmented(_YES_NO, name=field.label)
        self.details = TextArea(lines=max(2, min(field.rows, 3)))
        self._more = Field(field.details_label or "Details", self.details)
        line = QHBoxLayout()
        line.addWidget(self.parts)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._more)
        self.left = self.details.left
        self.parts.edited.connect(self._tell)
        self.details.edited.connect(self.edited)
        self.setFocusProxy(self.parts)
        self._open()

    def _tell(self) -> None:
        self._open()
        self.edited.emit()

    def _open(self) -> None:
        said = _said(self.parts)
        asked = said is not None and self._field.asks_details(said)
        self._more.setVisible(asked or bool(self.details.value()))

    def answer(self) -> JSON:
        """Return the answer with its details."""
        said, details = _said(self.parts), self.details.value()
        return None if said is None and not details else {"answer": said, "details": details}

    def show_answer(self, stored: JSON) -> None:
        """Show a stored answer."""
        given = stored if isinstance(stored, dict) else {}
        self.parts.set_value(_yes_or_no(given.get("answer")))
        self.details.set_value(_words(given.get("details")))
        self._open()

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame round what is missing, or the usual one."""
        said = _said(self.parts) is not None
        self.parts.set_wrong(wrong and not said)
        self.details.set_wrong(wrong and said)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self.parts.set_read_only(read_only)
        self.details.set_read_only(read_only)


_MAKERS: dict[FieldKind, Callable[[FieldDefinition, date, Staff], FormEditor]] = {
    FieldKind.SHORT_TEXT: _short_text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.DATE: _date,
    FieldKind.TIME: _time,
    FieldKind.DURATION: _duration,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.YES_NO: _yes_no,
    FieldKind.YES_NO_DETAILS: _yes_no_details,
    FieldKind.STAFF_CHOICE: _staff_choice,
    FieldKind.TABLE: _table,
}
