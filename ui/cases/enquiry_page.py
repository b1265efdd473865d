"""A new enquiry: who asks about what, since when, where they live, and who takes it on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.cases import RecordEnquiry
from cfs_panels.domain.errors import RuleBroken
from ui import theme
from ui.cases.case_desk import CaseDesk
from ui.cases.enquiry_fields import EnquiryFields
from ui.cases.person_editor import APPLICANT, CHILD, PersonEditor
from ui.cases.steps_card import StepsCard
from ui.widgets.buttons import plain, primary, secondary
from ui.widgets.card import Card
from ui.widgets.dress import dress
from ui.widgets.field import ErrorSummary, Field
from ui.widgets.header import PageHeader
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, scroll_body, stretch
from ui.widgets.page import Crumb, Navigator, Page

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

NEXT = (
    "A case is opened with its reference.",
    "Its worker arranges the initial visit.",
    "The visit is written up and passed to the manager.",
)


class EnquiryPage(Page):
    """Takes an enquiry; what is typed stays while other pages are looked at."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = CaseDesk(self, workspace, actor)
        self.header = PageHeader("New enquiry", sentence="Only names are needed to begin with.")
        band = self.band()
        band.addWidget(self.header)
        band.addSpacing(4)
        self.area, body = scroll_body(spacing=12)
        self._column = body
        whole = self.lay_out(margins=False, spacing=0)
        whole.addWidget(self.area, 1)
        self.record_button = primary("Record the enquiry", clicked=self.record)
        whole.addWidget(self._foot())
        self._fresh()

    def _fresh(self) -> None:
        """Begin an empty enquiry."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.people: list[PersonEditor] = []
        self.fields = EnquiryFields(self.desk.today)
        self.summary = ErrorSummary()
        self._people_box = QVBoxLayout()
        self._people_box.setSpacing(10)
        self.add_button = secondary("Add a person", "add", small=True, clicked=self._add_other)
        self.record_button.setEnabled(True)
        for field in self.fields.fields.values():
            field.edited.connect(field.clear_error)
        self._column.addWidget(self._whole())
        self._column.addStretch(1)
        self.add_person(APPLICANT)
        self._read_choices()
        self.set_compact(self.compact)

    def _foot(self) -> QWidget:
        """Return what is always in sight: to record the enquiry, or leave it."""
        foot = QFrame()
        dress(foot, "foot")
        leave = secondary("Leave for later", clicked=self.navigator.back)
        again = plain("Begin again", "undo", clicked=self._fresh)
        self._foot_line = row(self.record_button, leave, stretch(), again, spacing=9)
        foot.setLayout(self._foot_line)
        return foot

    def _whole(self) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._form(), 5)
        self._side = StepsCard(NEXT)
        self._side.setFixedWidth(theme.px(284))
        side = QVBoxLayout()
        side.addWidget(self._side)
        side.addStretch(1)
        line.addLayout(side)
        return whole

    def _form(self) -> Card:
        card, middle = Card(), QWidget()
        middle.setMaximumWidth(theme.size("formColumn"))
        fields = self.fields
        parts = (
            self.summary,
            fields.about,
            Label("Who they are", "section"),
            self._people_box,
            row(self.add_button, stretch()),
            fields.home,
            fields.hands,
        )
        middle.setLayout(column(*parts, spacing=14))
        line = row(middle, stretch(0), margins=(7, 1, 7, 4))
        line.setStretch(0, 1)
        card.body.addLayout(line)
        return card

    # What the window asks of a page.

    def crumbs(self) -> list[Crumb]:
        """Return the way to the enquiry."""
        return [Crumb("Cases", "cases"), Crumb("New enquiry")]

    def set_compact(self, compact: bool) -> None:
        """Leave the side out in narrow windows."""
        super().set_compact(compact)
        self._side.setVisible(not compact)
        side = self.margin()
        self._column.setContentsMargins(side, 14, side, 16)
        self._foot_line.setContentsMargins(side, 10, side, 10)

    def primary_focus(self) -> QWidget | None:
        """Return the first question."""
        return self.fields.kind

    def reload(self) -> None:
        """Read again what can be chosen; what is typed stays."""
        self._read_choices()

    # People.

    def add_person(self, role: str) -> PersonEditor:
        """Ask for one more person."""
        editor = PersonEditor(self.desk.today, role=role)
        editor.dropped.connect(partial(self._drop, editor))
        for field in editor.fields.values():
            field.edited.connect(field.clear_error)
        self.people.append(editor)
        self._people_box.addWidget(editor)
        self._name_drops()
        return editor

    def _add_other(self) -> None:
        applicants = sum(1 for person in self.people if person.role.value() == APPLICANT)
        editor = self.add_person(APPLICANT if applicants < 2 else CHILD)
        editor.first.setFocus()

    def _drop(self, editor: PersonEditor) -> None:
        self.people.remove(editor)
        self._people_box.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._name_drops()

    def _name_drops(self) -> None:
        for person in self.people:
            person.drop_button.setVisible(len(self.people) > 1)

    # Recording.

    def _read_choices(self) -> None:
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self.fields,
            lambda: workspace.case_choices.enquiry(actor),
            lambda choices: self.fields.show_choices(choices, actor.user_id),
        )

    def command(self) -> RecordEnquiry:
        """Return the enquiry as it stands on the page."""
        fields = self.fields
        return RecordEnquiry(
            pathway=fields.kind.value(),
            people=tuple(person.person() for person in self.people),
            received_on=fields.received.value() or self.desk.today,
            address=tuple(fields.address.value().splitlines()),
            postcode=fields.postcode.value(),
            channel=fields.channel.value(),
            heard_of_us=fields.heard.value(),
            worker_id=fields.worker.value(),
            manager_id=fields.manager.value(),
            team=fields.team.value(),
            note=fields.note.value(),
            reason=fields.reason.value(),
        )

    def record(self) -> None:
        """Record the enquiry, unless something is to be put right first."""
        problems = self._problems()
        self._show(problems)
        if problems:
            return
        self.record_button.setEnabled(False)
        self.desk.do(self.command(), self._recorded, self._refused)

    def _problems(self) -> list[tuple[str, str]]:
        found = self.fields.problems()
        for number, person in enumerate(self.people):
            found += [(f"people.{number}.{key}", words) for key, words in person.problems()]
        return found

    def _show(self, problems: list[tuple[str, str]]) -> None:
        self.fields.clear_errors()
        for person in self.people:
            person.clear_errors()
        links: list[tuple[str, QWidget]] = []
        for key, words in problems:
            field = self._field(key)
            if field is not None:
                field.show_error(words)
            links.append((words, field or self.add_button))
        self.summary.show_problems(links)
        if problems:
            self.area.verticalScrollBar().setValue(0)

    def _field(self, key: str) -> Field | None:
        part, _, rest = key.partition(".")
        if part != "people":
            return self.fields.fields.get(key)
        number, _, name = rest.partition(".")
        if not number.isdigit() or int(number) >= len(self.people):
            return None
        return self.people[int(number)].fields.get(name)

    def _recorded(self, changes: Changes) -> None:
        self._fresh()
        self.desk.go("case", changes.made)

    def _refused(self, error: Exception) -> bool:
        self.record_button.setEnabled(True)
        if isinstance(error, RuleBroken) and error.field:
            self._show([(error.field, error.message)])
            return True
        return self.show_trouble(error, self.record)
