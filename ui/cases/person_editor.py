"""One person of a new household: who they are, and what is known of them from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cfs_panels.domain.cases import NewPerson
from ui.cases.contact_hints import hint_at_doubts
from ui.widgets.buttons import icon_button
from ui.widgets.check_box import CheckBox
from ui.widgets.date_field import DateField
from ui.widgets.dress import dress
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from datetime import date

APPLICANT, CHILD = "applicant", "child"
ROLES = [(APPLICANT, "Applicant"), ("adult", "Other adult"), (CHILD, "Child")]


class PersonEditor(QFrame):
    """The fields of one person.

    Signals:
        edited: Something was typed or chosen.
        dropped: The person is to be taken out again.
    """

    edited = Signal()
    dropped = Signal()

    def __init__(self, today: date, *, role: str = APPLICANT) -> None:
        super().__init__()
        dress(self, "inset")
        self.role = Segmented(ROLES, name="They are")
        self.role.set_value(role)
        self.drop_button = icon_button("close", "Take this person out", framed=False)
        self.drop_button.clicked.connect(lambda: self.dropped.emit())
        self.first, self.last = TextField(), TextField()
        self.born = DateField(today=today, width=176)
        self.kin = TextField("Son, lodger")
        self.phone, self.email = TextField(), TextField()
        self.work = TextField()
        self.at_home = CheckBox("Lives with them")
        self.at_home.set_value(True)
        self.fields = {
            "first_name": Field("First name", self.first),
            "last_name": Field("Last name", self.last),
            "born_on": Field("Date of birth", self.born, stretch=False),
            "relationship": Field("Relationship", self.kin),
            "phone": Field("Phone", self.phone),
            "email": Field("Email", self.email),
            "work": Field("Work", self.work),
        }
        hint_at_doubts(self.fields)
        self._lay_out()
        for field in self.fields.values():
            field.edited.connect(self.edited)
        self.role.edited.connect(self._fit)
        self.at_home.edited.connect(self.edited)
        self._fit()

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(14, 12, 12, 14)
        stack.setSpacing(11)
        head = QHBoxLayout()
        head.addWidget(self.role)
        head.addStretch(1)
        head.addWidget(self.drop_button)
        stack.addLayout(head)
        for keys in (
            ("first_name", "last_name"),
            ("born_on", "relationship", "work"),
            ("phone", "email"),
        ):
            line = QHBoxLayout()
            line.setSpacing(16)
            for key in keys:
                stretch = 0 if key == "born_on" else 1
                line.addWidget(self.fields[key], stretch, Qt.AlignmentFlag.AlignTop)
            stack.addLayout(line)
        stack.addWidget(self.at_home)

    def _fit(self) -> None:
        """Ask only what belongs to an applicant, or to somebody else."""
        applies = self.role.value() == APPLICANT
        for key in ("phone", "email", "work"):
            self.fields[key].setVisible(applies)
        self.fields["relationship"].setVisible(not applies)
        self.at_home.setVisible(not applies)
        self.edited.emit()

    def person(self) -> NewPerson:
        """Return the person as recorded first."""
        applies = self.role.value() == APPLICANT
        work = self.work.value()
        return NewPerson(
            first_name=self.first.value(),
            last_name=self.last.value(),
            role=self.role.value(),
            born_on=self.born.value(),
            relationship="" if applies else self.kin.value(),
            at_home=applies or self.at_home.value(),
            phone=self.phone.value() if applies else "",
            email=self.email.value() if applies else "",
            facts={"work": work} if applies and work else {},
        )

    def problems(self) -> list[tuple[str, str]]:
        """Return what is to be put right: the key of the field and the sentence."""
        found = []
        if not self.first.value():
            found.append(("first_name", "Enter the first name"))
        if not self.last.value():
            found.append(("last_name", "Enter the last name"))
        if self.born.problem():
            found.append(("born_on", self.born.problem()))
        return found

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for field in self.fields.values():
            field.clear_error()
