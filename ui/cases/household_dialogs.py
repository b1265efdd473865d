"""The household of a case: its people, its address, and how to visit it safely."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.cases import (
    AddHouseholdMember,
    EditHousehold,
    EditPerson,
    NewPerson,
    RemoveHouseholdMember,
)
from ui.cases.contact_hints import hint_at_doubts
from ui.cases.event_dialog import ANY_WAY, NEED_DAY
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.avatar import PersonRow
from ui.widgets.buttons import link, secondary
from ui.widgets.card import FactList, divider
from ui.widgets.check_box import CheckBox
from ui.widgets.dialogs import KitDialog
from ui.widgets.layouts import row, stretch
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.case_lines import CaseDetails, HouseholdLine, PersonLine
    from ui.cases.case_desk import CaseDesk

ROLES = [("applicant", "Applicant"), ("adult", "Other adult"), ("child", "Child")]
NEED_FIRST, NEED_LAST = "Enter the first name", "Enter the last name"


class HouseholdDialog(KitDialog):
    """Everybody of the household, each to be edited or to leave, and the home."""

    def __init__(self, desk: CaseDesk, case: CaseDetails) -> None:
        super().__init__(desk.window(), "Household", icon="people", lead=case.household)
        self._desk, self._case = desk, case
        self.setMinimumWidth(560)
        may = "edit_household" in case.allowed
        people = QVBoxLayout()
        people.setSpacing(2)
        for person in case.people:
            people.addWidget(self._person(person, may))
        self.body.addLayout(people)
        add = secondary("Add a person", "add", small=True, clicked=partial(self._open, add_person))
        add.setVisible(may)
        self.body.addLayout(row(add, stretch()))
        self.body.addWidget(divider())
        self.body.addWidget(FactList(home_facts(case.home), label_width=110))
        edit = secondary(
            "Edit address, safety and access",
            "edit",
            small=True,
            clicked=partial(self._open, edit_home),
        )
        edit.setVisible(may)
        self.body.addLayout(row(edit, stretch()))
        self.add_go_back("Close")

    def _person(self, person: PersonLine, may: bool) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        age = "" if person.age is None else f", {person.age}"
        line.addWidget(PersonRow(f"{person.name}{age}", person.words), 1)
        if may:
            for words, deed in (("Edit", edit_person), ("Left", person_left)):
                button = link(words, clicked=partial(self._open_for, deed, person))
                button.setAccessibleName(f"{words}: {person.name}")
                line.addWidget(button)
        return whole

    def _open(self, deed: Callable[[CaseDesk, CaseDetails], object]) -> None:
        self.accept()
        deed(self._desk, self._case)

    def _open_for(
        self, deed: Callable[[CaseDesk, CaseDetails, PersonLine], object], person: PersonLine
    ) -> None:
        self.accept()
        deed(self._desk, self._case, person)


def open_household(desk: CaseDesk, case: CaseDetails) -> HouseholdDialog:
    """Show the household of a case."""
    dialog = HouseholdDialog(desk, case)
    dialog.open()
    return dialog


def home_facts(home: HouseholdLine) -> list[tuple[str, str]]:
    """Return what is known of a home, label and words each."""
    address = "\n".join([*home.address, home.postcode]).strip()
    safety = home.safety_note
    if safety and home.safety_by:
        safety = f"{safety} Added by {home.safety_by}."
    found = (
        ("Address", address or "Not known"),
        ("Secret", "The address is secret" if home.address_is_secret else ""),
        ("Phone", home.phone),
        ("Email", home.email),
        ("Safety", safety),
        ("Access needs", home.access_needs),
    )
    return [(label, words) for label, words in found if words]


def add_person(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask who joins the household, and since when."""

    def make() -> AddHouseholdMember:
        person = NewPerson(
            first_name=first.value(),
            last_name=last.value(),
            role=role.value(),
            born_on=born.value(),
            relationship=kin.value(),
            at_home=home.value(),
        )
        return AddHouseholdMember(case.id, person, since.value())

    dialog = AskingDialog(
        desk,
        "Add a person of the household",
        verb="Add",
        icon="person",
        lead=case.household,
        note="Whoever is 18 or more and lives there is asked for the checks of every adult.",
        make=make,
        kept=f"{case.id} add person",
    )
    role = dialog.ask("role", "They are", Segmented(ROLES, name="They are"), stretch=False)
    role.set_value("child")
    first, last = _names(dialog)
    line = dialog.line()
    born = dialog.ask_day("born_on", "Date of birth", line=line)
    kin = dialog.ask("relationship", "Relationship", TextField("Son, lodger"), line=line)
    since = dialog.ask_day("from_on", "With them since", desk.today, hint=ANY_WAY)
    home = dialog.ask("at_home", "Where", CheckBox("Lives with them"))
    home.set_value(True)
    return dialog.begin()


def edit_person(desk: CaseDesk, case: CaseDetails, person: PersonLine) -> AskingDialog:
    """Ask what is known of a person now."""

    def make() -> EditPerson:
        return EditPerson(
            case_id=case.id,
            person_id=person.id,
            first_name=first.value(),
            last_name=last.value(),
            born_on=born.value(),
            relationship=kin.value(),
            at_home=home.value(),
            phone=phone.value(),
            email=email.value(),
            version=dialog.version,
        )

    dialog = AskingDialog(
        desk, person.name, verb="Save", icon="person", make=make, kept=f"{person.id} edit"
    )
    first, last = _names(dialog)
    line = dialog.line()
    born = dialog.ask_day("born_on", "Date of birth", person.born_on, line=line)
    kin = dialog.ask("relationship", "Relationship", TextField(), line=line)
    line = dialog.line()
    phone = dialog.ask("phone", "Phone", TextField(), line=line)
    email = dialog.ask("email", "Email", TextField(), line=line)
    home = dialog.ask("at_home", "Where", CheckBox("Lives with them"))
    dialog.edits(person)
    hint_at_doubts(dialog.fields)
    return dialog.begin()


def person_left(desk: CaseDesk, case: CaseDetails, person: PersonLine) -> AskingDialog:
    """Ask when someone left the household; what is known of them is kept."""

    def make() -> RemoveHouseholdMember:
        return RemoveHouseholdMember(case.id, person.id, day.value() or desk.today)

    dialog = AskingDialog(
        desk,
        f"{person.name} left the household",
        verb="Record",
        icon="leave",
        words="What is known of them is kept. Checks of them are no longer needed.",
        make=make,
        kept=f"{person.id} left",
    )
    day = dialog.ask_day("left_on", "Left on", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    return dialog.begin()


def edit_home(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for the address, and for what a visitor must know."""
    home = case.home

    def make() -> EditHousehold:
        return EditHousehold(
            case_id=case.id,
            address=tuple(address.value().splitlines()),
            postcode=postcode.value(),
            phone=phone.value(),
            email=email.value(),
            safety_note=safety.value(),
            address_is_secret=secret.value(),
            access_needs=access.value(),
            version=dialog.version,
        )

    dialog = AskingDialog(
        desk,
        "Address, safety and access",
        verb="Save",
        icon="visit",
        lead=case.household,
        make=make,
        kept=f"{home.id} home",
    )
    dialog.setMinimumWidth(640)
    line = dialog.line()
    left, right = QVBoxLayout(), QVBoxLayout()
    line.addLayout(left, 3)
    line.addLayout(right, 2)
    address = dialog.ask("address", "Address", TextArea(lines=3), line=left)
    postcode = dialog.ask("postcode", "Postcode", TextField(), line=right)
    phone = dialog.ask("phone", "Phone", TextField(), line=right)
    secret = dialog.ask(
        "address_is_secret", "Secret", CheckBox("Keep it out of documents for others"), line=left
    )
    email = dialog.ask("email", "Email", TextField(), line=right)
    safety = dialog.ask(
        "safety_note",
        "Safety note",
        TextArea(lines=1),
        hint="It stands above everything on the case: large dog, call before you visit.",
    )
    access = dialog.ask("access_needs", "Interpreter and access needs", TextArea(lines=1))
    dialog.edits(home, {"address": "\n".join})
    hint_at_doubts(dialog.fields)
    return dialog.begin()


def _names(dialog: AskingDialog) -> tuple[TextField, TextField]:
    line = dialog.line()
    first = dialog.ask("first_name", "First name", TextField(), needed=NEED_FIRST, line=line)
    last = dialog.ask("last_name", "Last name", TextField(), needed=NEED_LAST, line=line)
    return first, last
