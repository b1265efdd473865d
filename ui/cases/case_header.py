"""The head of a case's page: who it is about, how it stands, its stages, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from cfs_panels.domain.words import long_date
from ui.cases.action_menu import ActionMenu, MenuEntry
from ui.cases.workbook_cards import is_on_record
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button, secondary
from ui.widgets.header import PageHeader, TabRow
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.stage_stepper import StageStepper, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from cfs_panels.domain.case_lines import ActionLine, CaseDetails, HouseholdLine
    from cfs_panels.domain.children import ChildDetails
    from cfs_panels.domain.projections import StageState

STEPS = {"done": "done", "now": "now", "booked": "booked", "to_come": "todo"}

LEAST_WIDTH = 600
NO_DAY = "No date"
PLACED = "placed"
AS_OF = "as_of"
"""The entry that shows the case as it stood on a day."""

# The actions that end or halt a case stand under More, the others under Add.
HALTING = (
    "case_held",
    "case_resumed",
    "withdrawn_by_applicant",
    "withdrawn_by_agency",
    "application_declined",
    "registration_declined",
)
_STATUS_PILLS = {
    "paused": "paused",
    "approved": "onTrack",
    "not_approved": "done",
    "withdrawn": "done",
    "closed": "done",
    "challenged": "paused",
}
_ICONS = {
    "initial_visit_offered": "visit",
    "attach_report": "attachment",
    "declare_compliance": "verified",
    "record_observations": "note",
    "decide_stage_one": "checks",
    "sign_agreement": "sign",
    "case_held": "paused",
    "case_resumed": "next",
    "withdrawn_by_applicant": "leave",
    "withdrawn_by_agency": "leave",
}


class CaseHeader(QWidget):
    """Title, marks, facts, stages, tabs and the menus.

    Signals:
        add_chosen: An entry of the Add or the More menu was chosen; holds its key.
        letter_chosen: A document is to be made; holds its kind.
        print_asked: The case summary is to be printed.
        letters_asked: The menu of letters opens: its entries are wanted now.
    """

    add_chosen = Signal(str)
    letter_chosen = Signal(str)
    print_asked = Signal()
    letters_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 1, 0, 0)
        self._add: tuple[MenuEntry, ...] = ()
        self._more: tuple[MenuEntry, ...] = ()
        self.head = PageHeader()
        self.stepper = StageStepper()
        self.tabs = TabRow()
        self.add_button = self._button(secondary("Add", "add"), self.open_add, "Alt+A")
        self.letters_button = self._button(
            secondary("Letters and forms", "letter"), self.letters_asked.emit, "Ctrl+Shift+L"
        )
        self.print_button = icon_button("print", "Print the case summary")
        self.more_button = icon_button("more", "More")
        self.print_button.clicked.connect(lambda: self.print_asked.emit())
        self.more_button.clicked.connect(lambda: self.open_more())
        self.head.add_action(self.print_button)
        self.head.add_action(self.more_button)
        stack.setSpacing(0)
        self._gaps = (QSpacerItem(0, 11), QSpacerItem(0, 8))
        stack.addWidget(self.head)
        stack.addSpacerItem(self._gaps[0])
        stack.addWidget(self.stepper)
        stack.addSpacerItem(self._gaps[1])
        stack.addWidget(self.tabs)

    def _button(self, button: QPushButton, deed: object, key: str) -> QPushButton:
        button.clicked.connect(deed)
        button.setToolTip(key)
        return self.head.add_action(button)

    def show_case(
        self,
        case: CaseDetails,
        tabs: Sequence[tuple[str, str]],
        child: ChildDetails | None = None,
    ) -> None:
        """Show a case and its tabs; of a child's case, the child."""
        self.head.set_title(case.household)
        self.head.clear_marks()
        self.head.add_mark(ServiceChip(case.service.value))
        self.head.add_mark(Label(case.kind, muted=True))
        for pill in case_pills(case):
            self.head.add_mark(pill)
        if child is not None:
            self.head.set_facts(child_facts(case, child), strong=(waiting_words(child),))
        else:
            self.head.set_facts(case_facts(case))
        self.stepper.set_steps([_step(stage, case) for stage in case.stages])
        self.tabs.set_tabs(tabs)
        self._add = tuple(_entry(a) for a in case.actions if a.key not in HALTING) + _own(case)
        self._more = _more(case)
        self.add_button.setVisible(bool(self._add))
        self.more_button.setVisible(bool(self._more))
        may_write = "make_case_documents" in case.allowed and not is_on_record(case)
        self.letters_button.setVisible(may_write)

    def set_compact(self, compact: bool) -> None:
        """Leave the dates of the stages out, or show them."""
        self.stepper.set_compact(compact)
        for gap, high in zip(self._gaps, (8, 2) if compact else (11, 8), strict=True):
            gap.changeSize(0, high)
        head = self.head.layout()
        if head is not None:
            head.setSpacing(3 if compact else 5)

    def open_add(self) -> None:
        """Open the menu of what can be recorded or added."""
        self._open("Add", self._add, self.add_button)

    def open_more(self) -> None:
        """Open the menu of what is done to the case as a whole."""
        self._open("More", self._more, self.more_button)

    def open_letters(self, entries: Sequence[MenuEntry]) -> None:
        """Open the menu of documents that can be made."""
        menu = ActionMenu(
            self, "Letters and forms", entries, none="No document can be made of this case yet."
        )
        menu.chosen.connect(self.letter_chosen)
        menu.open_below(self.letters_button)

    def _open(self, name: str, entries: Sequence[MenuEntry], button: QPushButton) -> None:
        menu = ActionMenu(self, name, entries)
        menu.chosen.connect(self.add_chosen)
        menu.open_below(button)


class SafetyBanners(QWidget):
    """What must be seen before anything else: a safety note, a secret or restricted record.

    Signals: details_asked.
    """

    details_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self.hide()

    def show_case(self, case: CaseDetails) -> None:
        """Show what must be seen of a case."""
        empty(self._stack)
        home = case.home
        if home.safety_note:
            self._add("safety", "Safety:", safety_words(home), action="Details")
        if home.address_is_secret:
            self._add("secret", "Address is secret.", "No document for another party shows it.")
        if case.is_restricted:
            self._add("slate", "Restricted.", case.restricted_reason)
        self.setVisible(self.has_any())

    def minimumSizeHint(self) -> QSize:
        """Return the height at the present width: what wraps is not to claim more than it takes."""
        return QSize(170, self._stack.heightForWidth(max(self.width(), LEAST_WIDTH)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def has_any(self) -> bool:
        """Return whether anything must be seen."""
        return self._stack.count() > 0

    def _add(self, kind: str, lead: str, words: str, *, action: str = "") -> None:
        banner = Banner(kind, lead, words, action=action)
        banner.acted.connect(self.details_asked)
        self._stack.addWidget(banner)


def _step(stage: StageState, case: CaseDetails) -> Step:
    """Return a stage as drawn; of one passed before the program a workbook may tell no day."""
    untold = case.from_workbook and stage.state == "done" and stage.entered_on is None
    return Step(stage.name, STEPS[stage.state], NO_DAY if untold else stage.below)


def case_pills(case: CaseDetails) -> list[Pill]:
    """Return the marks after the title: a status that is not plain open, and what is late."""
    found = []
    kind = _STATUS_PILLS.get(case.status.value, "")
    if kind and case.status_words:
        found.append(Pill(kind, case.status_words))
    if case.worst_clock and case.worst_words:
        found.append(Pill(case.worst_clock, case.worst_words))
    late = case.late_requirements
    if late:
        words = "Requirement late" if late == 1 else f"{late} requirements late"
        found.append(Pill("overdue", words))
    return found


def case_facts(case: CaseDetails) -> list[str]:
    """Return the facts below the title, the reference first."""
    worker = ", ".join(part for part in (case.worker, case.team) if part)
    opened = f"Opened {long_date(case.opened_on)}" if case.opened_on else ""
    return [
        case.reference,
        worker or "No worker yet",
        f"Manager: {case.manager}" if case.manager else "No manager yet",
        opened,
        address_words(case.home),
    ]


def child_facts(case: CaseDetails, child: ChildDetails) -> list[str]:
    """Return the facts below a child's name: the reference, the age, how long the child waits."""
    reference, worker, manager, *_ = case_facts(case)
    entered = child.care_entered_on
    since = f"In care since {long_date(entered)}" if entered else ""
    return [reference, child.age_words, waiting_words(child), since, worker, manager]


def waiting_words(child: ChildDetails) -> str:
    """Return how long a child waits, or has waited for the placement."""
    if not child.waiting_words:
        return ""
    over = any(line.key == PLACED for line in child.standings)
    return f"{'Waited' if over else 'Waiting'} {child.waiting_words}"


def address_words(home: HouseholdLine) -> str:
    """Return the address in one line; a secret one is not written where others may read along."""
    if home.address_is_secret:
        return "Address is secret"
    return " ".join(part for part in (", ".join(home.address), home.postcode) if part)


def safety_words(home: HouseholdLine) -> str:
    """Return the safety note as typed, with who added it: ``Large dog. Added by ...``."""
    note = home.safety_note
    if home.safety_by and home.safety_on:
        end = "" if note.endswith((".", "!", "?")) else "."
        return f"{note}{end} Added by {home.safety_by}, {long_date(home.safety_on)}."
    return note


def _entry(action: ActionLine) -> MenuEntry:
    return MenuEntry(action.key, action.words, _ICONS.get(action.key, "calendar"), action.blocked)


def _own(case: CaseDetails) -> tuple[MenuEntry, ...]:
    """Return what can always be added, whatever the stage."""
    found = (
        ("attach_paper", MenuEntry("paper", "Document", "attachment")),
        ("work_checks", MenuEntry("check", "Check or reference", "checks")),
        ("edit_household", MenuEntry("person", "Person of the household", "person")),
    )
    dead = {"check"} if is_on_record(case) else set()
    if not case.home.id:
        dead |= {"person", "check"}
    return tuple(e for needs, e in found if needs in case.allowed and e.key not in dead)


def _own_record(case: CaseDetails) -> tuple[str, MenuEntry]:
    """Return the way to what is known of whom the case is about."""
    if case.is_of_child:
        return "edit_child", MenuEntry("child", "Edit the child", "edit")
    return "edit_household", MenuEntry("household", "Edit the household", "edit")


def _more(case: CaseDetails) -> tuple[MenuEntry, ...]:
    """Return what is done to the case as a whole."""
    words = "Change who may open it" if case.is_restricted else "Restrict who may open it"
    found = (
        ("allocate_case", MenuEntry("allocate", "Allocate to a worker and manager", "people")),
        _own_record(case),
        ("restrict_case", MenuEntry("restrict", words, "restricted")),
        (
            "correct_event",
            MenuEntry(
                "correct",
                "Correct or take back a step",
                "history",
                below="Choose the step in the history.",
            ),
        ),
    )
    own = tuple(entry for needs, entry in found if needs in case.allowed)
    own += (MenuEntry(AS_OF, "As it stood on…", "history", below="The case on an earlier day."),)
    halting = tuple(_entry(a) for a in case.actions if a.key in HALTING and not a.blocked)
    return own + halting
