"""What is done with a check or reference: asked for, chased, taken in, left out, added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.checks import (
    AddCheck,
    CheckOutcome,
    ReceiveCheck,
    RequestCheck,
    TakeBackCheck,
    WaiveCheck,
)
from cfs_panels.domain.words import long_date
from ui.cases.event_dialog import ANY_WAY, NEED_DAY
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.chase_dialog import ChaseDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.checks import CheckLine
    from ui.cases.case_desk import CaseDesk

OUTCOMES = [
    (CheckOutcome.CLEAR.value, "Clear"),
    (CheckOutcome.CONCERNS.value, "Concerns"),
    (CheckOutcome.UNSUITABLE.value, "Not suitable"),
]


def ask_for(desk: CaseDesk, case: CaseDetails, check: CheckLine) -> AskingDialog:
    """Ask when a check was asked for, and of whom."""

    def make() -> RequestCheck | AddCheck:
        on = day.value() or desk.today
        if check.id:
            return RequestCheck(check.id, on, of.value())
        return AddCheck(case.id, check.name, check.person_id, on, of.value(), check.key)

    again = "Ask again" if check.received_on else "Ask for"
    dialog = _dialog(desk, check, f"{again}: {check.name}", "Record", "send", make)
    day = dialog.ask_day("requested_on", "Asked on", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    of = dialog.ask("asked_of", "Asked of", TextField())
    of.set_value(check.asked_of)
    return dialog.begin()


def take_in(desk: CaseDesk, check: CheckLine) -> AskingDialog:
    """Ask what came in: when, what it said, its own dates and number."""

    def make() -> ReceiveCheck:
        return ReceiveCheck(
            check.id,
            came.value() or desk.today,
            CheckOutcome(outcome.value()),
            issued_on=issued.value(),
            expires_on=expires.value(),
            number=number.value(),
            note=words.value(),
        )

    rule = "Of a DBS certificate number, date and outcome are kept, and no copy."
    dialog = _dialog(
        desk,
        check,
        f"Came in: {check.name}",
        "Record",
        "checks",
        make,
        rule if check.has_number else "",
    )
    line = dialog.line()
    came = dialog.ask_day(
        "received_on", "Came in on", check.received_on or desk.today, needed=NEED_DAY, line=line
    )
    outcome = dialog.ask(
        "outcome",
        "Outcome",
        Segmented(OUTCOMES, name="Outcome"),
        needed="Choose what it says",
        line=line,
        stretch=False,
    )
    line = dialog.line()
    issued = dialog.ask_day("issued_on", "Date on it", check.issued_on, line=line)
    expires = dialog.ask_day("expires_on", "Expires", check.expires_on, line=line)
    number = dialog.ask("number", "Certificate number", TextField(width=220), stretch=False)
    words = dialog.ask("note", "Note", TextArea(lines=2))
    dialog.fields["number"].setVisible(check.has_number)
    dialog.fields["note"].setHidden(check.has_number)
    outcome.set_value(check.outcome.value if check.outcome else "")
    number.set_value(check.number)
    words.set_value(check.note)
    return dialog.begin()


def chase(desk: CaseDesk, check: CheckLine) -> AskingDialog:
    """Ask when somebody was reminded, and how."""
    return ChaseDialog(desk, [(check, check.name)]).begin()


def leave_out(desk: CaseDesk, check: CheckLine) -> AskingDialog:
    """Ask why a check of good practice is not needed here."""

    def make() -> WaiveCheck:
        return WaiveCheck(check.id, reason.value())

    dialog = _dialog(desk, check, f"Not needed: {check.name}", "Leave out", "notNeeded", make)
    reason = dialog.ask("reason", "Reason", TextArea(lines=2), needed="Enter why it is not needed")
    return dialog.begin()


def take_back(desk: CaseDesk, check: CheckLine) -> AskingDialog:
    """Ask why the last thing recorded of a check is taken back."""

    def make() -> TakeBackCheck:
        return TakeBackCheck(check.id, reason.value())

    dialog = _dialog(desk, check, f"Take back: {check.name}", "Take back", "undo", make)
    reason = dialog.ask("reason", "Reason", TextArea(lines=2), needed="Enter what was wrong")
    return dialog.begin()


def add_check(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for a check beyond those that everybody has."""

    def make() -> AddCheck:
        return AddCheck(case.id, name.value(), person.value(), day.value(), of.value())

    dialog = AskingDialog(
        desk,
        "Add a check",
        verb="Add",
        icon="checks",
        lead=case.household,
        words="For example an overseas police check or a pet assessment.",
        make=make,
        kept=f"{case.id} add check",
    )
    name = dialog.ask("name", "What is checked", TextField(), needed="Enter what is to be checked")
    people = [("", "The household"), *((p.id, p.name) for p in case.people)]
    person = dialog.ask(
        "person_id", "About", ChoiceBox(people, typing=False, width=330), stretch=False
    )
    person.set_value("")
    day = dialog.ask_day("requested_on", "Asked on", hint="Leave empty if nobody has asked yet.")
    of = dialog.ask("asked_of", "Asked of", TextField())
    return dialog.begin()


def _dialog(
    desk: CaseDesk,
    check: CheckLine,
    title: str,
    verb: str,
    icon: str,
    make: Callable[[], object],
    note: str = "",
) -> AskingDialog:
    asked = f"Asked for on {long_date(check.requested_on)}" if check.requested_on else ""
    of = f" of {check.asked_of}" if asked and check.asked_of else ""
    return AskingDialog(
        desk,
        title,
        verb=verb,
        icon=icon,
        lead=check.person,
        words=f"{asked}{of}.".lstrip("."),
        note=note,
        make=make,
        kept=f"{check.id}{check.key}{check.person_id} {title}",
    )
