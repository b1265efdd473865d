"""Settings: the sections at the left, one of them at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from ui import theme
from ui.settings.account_section import AccountSection
from ui.settings.agency_section import AgencySection
from ui.settings.check_section import CheckSection
from ui.settings.holidays_section import HolidaysSection
from ui.settings.people_section import PeopleSection
from ui.settings.rules_section import RulesSection
from ui.widgets.card import Card
from ui.widgets.desk import PageDesk
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.settings.section import Section
    from ui.task_runner import TaskRunner

SECTIONS = (
    AccountSection,
    AgencySection,
    PeopleSection,
    RulesSection,
    HolidaysSection,
    CheckSection,
)
LIST_WIDTH, LIST_WIDTH_COMPACT = 220, 180


class SettingsPage(Page):
    """The sections that the person may use; the others are not there."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = PageDesk(self, workspace, actor)
        self._known = {
            section.key: section
            for section in SECTIONS
            if not section.action or self.desk.may(section.action)
        }
        self._made: dict[str, Section] = {}
        self._key = ""
        body = self.lay_out(spacing=12)
        self.header = PageHeader("Settings")
        body.addWidget(self.header)
        line = QHBoxLayout()
        line.setSpacing(theme.space("l"))
        self._card = self._section_list()
        self.stack = QStackedWidget()
        line.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.stack, 1)
        body.addLayout(line, 1)

    def _section_list(self) -> QWidget:
        self.sections = RecordTable(
            [Column("title", "Section", lambda s: Cell(s.title, icon=s.icon, medium=True))],
            key=lambda section: section.key,
            name="Sections of the settings",
        )
        self.sections.horizontalHeader().hide()
        self.sections.show_rows(list(self._known.values()))
        self.sections.current_changed.connect(self._choose)
        self.sections.opened.connect(lambda _key: self._enter())
        card = Card(flush=True)
        card.setAccessibleName("Sections")
        card.body.addWidget(self.sections)
        card.setFixedWidth(theme.px(LIST_WIDTH))
        self.sections.setFixedHeight(theme.size("row") * len(self._known))
        return card

    def section(self) -> Section | None:
        """Return the section that is shown."""
        return self._made.get(self._key)

    def crumbs(self) -> list[Crumb]:
        shown = self._known.get(self._key)
        own = [Crumb(shown.title)] if shown is not None else []
        return [Crumb("Settings", "settings"), *own]

    def primary_focus(self) -> QWidget:
        return self.sections

    def search_box(self) -> QLineEdit | None:
        box = getattr(self.section(), "search", None)
        return box if isinstance(box, QLineEdit) else None

    def open(self, *reference: str) -> None:
        """Show a section, the one shown last where none is named, and a record of it."""
        key, record = (*reference, "", "")[:2]
        wanted = key if key in self._known else self._key or next(iter(self._known))
        self._show(wanted, record)

    def _choose(self, key: str) -> None:
        if key and key != self._key:
            if self.may_leave():
                self._show(key)
            else:
                self.sections.mark(self._key)

    def _show(self, key: str, record: str = "") -> None:
        self._key = key
        shown = self._made.get(key)
        if shown is None:
            shown = self._made[key] = self._known[key](self.desk)
            shown.set_compact(self.compact)
            self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)
        self.sections.mark(key)
        self.message.clear()
        shown.show_section(record)
        self.crumbs_changed.emit()

    def _enter(self) -> None:
        shown = self.section()
        first = shown.first() if shown is not None else None
        if first is not None:
            first.setFocus()

    def changed(self, changes: Changes) -> None:
        if (shown := self.section()) is not None:
            shown.changed(changes)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._card.setFixedWidth(theme.px(LIST_WIDTH_COMPACT if compact else LIST_WIDTH))
        for section in self._made.values():
            section.set_compact(compact)

    def new_record(self) -> None:
        if (shown := self.section()) is not None:
            shown.new_record()

    def save_now(self) -> None:
        if (shown := self.section()) is not None:
            shown.save_now()

    def may_leave(self) -> bool:
        shown = self.section()
        return shown is None or shown.may_leave()
