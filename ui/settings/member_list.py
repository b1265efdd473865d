"""Central list: who may sit on panels, what they hold, and what they must do by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cfs_panels.domain.words import plural, short_date
from ui.settings.member_dialog import add_member, edit_member, kept_with, leave
from ui.settings.member_side import MemberSide
from ui.widgets.buttons import primary
from ui.widgets.desk import PageDesk
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.side_pane import SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.agency import UserLine
    from cfs_panels.domain.central_list import MemberDuty, MemberStanding
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.settings.record_dialog import RecordDialog
    from ui.task_runner import TaskRunner

ON_LIST, PRESSING, FORMER = "on_list", "pressing", "former"
VIEWS = {ON_LIST: "On the list", PRESSING: "Something due", FORMER: "Left"}
SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))
ROLES = (("", "any"), ("chair", "Chair"), ("vice_chair", "Vice chair"), ("member", "Member"))
SERVICE_WORDS = {"fostering": "Fostering", "adoption": "Adoption"}
KEYS = [("↑ ↓", "move"), ("Enter", "change"), ("Space", "show or hide side panel")]


def name_cell(member: MemberStanding) -> Cell:
    """Return who it is, and what they bring."""
    return Cell(member.line.name, member.line.words, medium=True)


def panels_cell(member: MemberStanding) -> Cell:
    """Return the panels somebody may sit on, and whether they are independent."""
    words = [SERVICE_WORDS[service] for service in sorted(member.line.services, reverse=True)]
    both = "Both panels" if len(words) == 2 else "".join(words)
    return Cell(both, "Independent" if member.line.independent else "Not independent")


def dbs_cell(member: MemberStanding) -> Cell:
    """Return when the DBS certificate was issued."""
    day = member.line.dbs_on
    if day is None:
        return Cell("Missing", icon="missing", muted=True, spoken="No DBS certificate recorded")
    return Cell(short_date(day))


def duty_cell(duty: MemberDuty) -> Cell:
    """Return when something was done and is due again; what presses stands first."""
    if duty.due_on is None:
        return Cell(short_date(duty.done_on) if duty.done_on else "", "Done")
    due = short_date(duty.due_on)
    if duty.presses:
        return Cell(duty.words, f"by {due}", icon=duty.state, fill=True, tone=duty.state)
    return Cell(short_date(duty.done_on) if duty.done_on else "Not yet", f"Due {due}")


def _duty_column(key: str, title: str, duty: Callable[[MemberStanding], MemberDuty]) -> Column:
    def ends(member: MemberStanding) -> date | None:
        return duty(member).due_on

    return Column(
        key,
        title,
        lambda m: duty_cell(duty(m)) if m.line.left_on is None else Cell(),
        stretch=4,
        least=126,
        sort=ends,
    )


COLUMNS = (
    Column(
        "name", "Member", name_cell, stretch=5, least=160, sort=lambda m: m.line.name.casefold()
    ),
    Column("panels", "Panels", panels_cell, width=120),
    Column("dbs", "DBS issued", dbs_cell, width=110, sort=lambda m: m.line.dbs_on),
    _duty_column("induction", "Induction", lambda m: m.induction),
    _duty_column("training", "Training", lambda m: m.training),
    _duty_column("appraisal", "Appraisal", lambda m: m.appraisal),
)


class MemberListPage(Page):
    """Everybody who may sit on a panel."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = PageDesk(self, workspace, actor)
        self._may_edit = self.desk.may("edit_central_list")
        self._members: dict[str, MemberStanding] = {}
        self._wanted = ""
        self.dialog: RecordDialog | None = None
        body = self.lay_out(spacing=10)
        header = PageHeader("Central list")
        if self._may_edit:
            self.add_button = header.add_action(
                primary("Add member", "add", clicked=self.new_record)
            )
        body.addWidget(header)
        self.views = SavedViews([View(key, words) for key, words in VIEWS.items()])
        self.views.setAccessibleName("Views")
        self.views.chosen.connect(lambda _key: self._filter())
        body.addWidget(self.views)
        self.filters = FilterBar("Filter members")
        self.filters.add_choice("service", "Panel", SERVICES)
        self.filters.add_choice("role", "Role", ROLES)
        self.filters.changed.connect(self._filter)
        body.addWidget(self.filters)
        body.addWidget(self._main(), 1)

    def _main(self) -> QWidget:
        self.table = RecordTable(
            COLUMNS, key=lambda m: m.line.id, rows="two_line", name="Central list", rounded=True
        )
        self.table.opened.connect(self._open_member)
        self.table.current_changed.connect(self._show_side)
        self.card = TableCard(self.table, footer=" ", keys=KEYS if self._may_edit else KEYS[::2])
        held = QWidget()
        line = QVBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.card)
        held.setFocusProxy(self.table)
        self.side = MemberSide(may_edit=self._may_edit)
        self.side.edit_asked.connect(lambda: self._open_member(self.table.current_key()))
        self.side.leave_asked.connect(self._turn)
        self.host = SidePaneHost(held, self.side, width=300)
        self.table.side_toggled.connect(self.host.toggle)
        return self.host

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Central list")]

    def primary_focus(self) -> QWidget:
        return self.table

    def search_box(self) -> QLineEdit:
        return self.filters.search

    def open(self, *reference: str) -> None:
        """Show the list, with one member marked where one is named."""
        self._wanted = reference[0] if reference else ""
        self.reload()

    def changed(self, changes: Changes) -> None:
        if changes.touches("central_list_member"):
            self._wanted = changes.made
            self.reload()

    def reload(self) -> None:
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.central_list.standings(actor),
            self.show_members,
            replaces="members",
        )

    def show_members(self, members: tuple[MemberStanding, ...]) -> None:
        """Show the members."""
        self._members = {member.line.id: member for member in members}
        self.views.set_counts({key: sum(map(_keeper(key), members)) for key in VIEWS})
        self.table.show_rows(members)
        if self._wanted in self._members:
            self._show_member(self._members[self._wanted])
        self._filter()
        self._show_side(self.table.current_key())
        self._wanted = ""

    def _show_member(self, member: MemberStanding) -> None:
        """Make sure that a member is shown, whatever was asked for before, and mark them."""
        view = self.views.key() or ON_LIST
        if not _keeper(view)(member):
            self.views.choose(FORMER if member.line.left_on else ON_LIST)
        self.filters.show_values("", {})
        self._filter()
        self.table.mark(member.line.id)

    def _filter(self) -> None:
        service, role = self.filters.value("service"), self.filters.value("role")
        in_view = _keeper(self.views.key() or ON_LIST)

        def keep(member: MemberStanding) -> bool:
            return (
                in_view(member)
                and (not service or service in member.line.services)
                and role in {"", member.line.role}
            )

        self.table.set_filter(self.filters.text(), keep=keep)
        count = self.table.records().count()
        if not count:
            self.table.set_empty(_empty(self.views.key(), narrowed=self.filters.is_narrowed()))
        elif not self.table.current_key():
            self.table.mark_first()
        chairs = sum(m.line.role != "member" for m in self._shown())
        self.card.set_footer(f"{plural(count, 'member')}, {chairs} to chair")

    def _shown(self) -> list[MemberStanding]:
        return self.table.records().shown()

    def _show_side(self, key: str) -> None:
        self.side.show_member(self._members.get(key))

    # What is changed

    def new_record(self) -> None:
        """Ask for somebody who joins the list."""
        if self._may_edit:
            workspace, actor = self.desk.workspace, self.desk.actor

            def ask(users: tuple[UserLine, ...]) -> None:
                self.dialog = add_member(self.desk, users)

            self.desk.read(self, lambda: workspace.agency.users(actor), ask)

    def _open_member(self, key: str) -> None:
        """Ask for what changes of a member."""
        member = self._members.get(key)
        if member is None or not self._may_edit:
            return
        workspace, actor = self.desk.workspace, self.desk.actor

        def ask(users: tuple[UserLine, ...]) -> None:
            self.dialog = edit_member(self.desk, member.line, users)

        self.desk.read(self, lambda: workspace.agency.users(actor), ask)

    def _turn(self) -> None:
        """Ask when the marked member left, or put them back on the list."""
        member = self._members.get(self.table.current_key())
        if member is None:
            return
        if member.line.left_on is None:
            self.dialog = leave(self.desk, member.line)
        else:
            self.desk.do(kept_with(member.line, None), owner=self)

    def print_page(self) -> None:
        from ui.widgets.printing import print_rows

        rows = [[column.cell_of(m).printed() for column in COLUMNS] for m in self._shown()]
        heads = [column.title for column in COLUMNS]
        print_rows(
            self,
            "Central list",
            heads,
            rows,
            by=self.desk.actor.name,
            printed=lambda: self._note_print(len(rows)),
        )

    def _note_print(self, count: int) -> None:
        workspace, actor = self.desk.workspace, self.desk.actor
        self.runner.run(self, lambda: workspace.exports.printed(actor, "central", count))


def _keeper(view: str) -> Callable[[MemberStanding], bool]:
    """Return what says whether a member belongs to a view."""
    if view == FORMER:
        return lambda member: member.line.left_on is not None
    if view == PRESSING:
        return lambda member: member.presses
    return lambda member: member.line.left_on is None


def _empty(view: str, *, narrowed: bool) -> EmptyState:
    if narrowed:
        return EmptyState("centralList", "No member fits the filters", "Other choices may.")
    if view == PRESSING:
        return EmptyState(
            "onTrack", "Nothing is due", "Inductions, training and appraisals are in time."
        )
    if view == FORMER:
        return EmptyState("centralList", "Nobody has left", "Former members stay here.")
    return EmptyState(
        "centralList", "Nobody is on the central list", "Add the members of your panels."
    )
