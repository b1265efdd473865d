"""People: the accounts of the agency, for the system administrator."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cfs_panels.domain.words import long_date, plural
from ui.commands import HAND_OVER
from ui.settings.section import Section
from ui.settings.user_dialog import add_user, closed, edit_user, set_password
from ui.widgets.buttons import primary, secondary
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.handover_dialog import hand_over
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.agency import UserLine
    from cfs_panels.domain.changes import Changes
    from ui.widgets.desk import PageDesk

HANDED_OVER = "Their cases stay theirs. Hand their caseload over first, or afterwards."
NOT_HANDED_OVER = (
    "Their cases stay theirs until a team manager, panel adviser or service manager hands them "
    "over: Ctrl+K, Hand over a caseload."
)
OTHER_STATES = [("closed", "closed"), ("all", "open and closed")]


def state_cell(line: UserLine) -> Cell:
    """Return whether an account is open, and when it was last used."""
    if not line.is_active:
        return Cell(pill="Closed", pill_kind="paused", icon="paused")
    if line.last_signed_in is None:
        return Cell("Never signed in", muted=True, small=True)
    return Cell(long_date(line.last_signed_in), muted=True, small=True)


COLUMNS = (
    Column(
        "name",
        "Name",
        lambda u: Cell(u.name, u.user_name, medium=True),
        stretch=3,
        least=170,
        sort=lambda u: u.name.casefold(),
    ),
    Column("roles", "Role", lambda u: Cell(u.role_words), stretch=3, least=140),
    Column("team", "Team", lambda u: Cell(u.team, muted=True), stretch=3, least=120),
    Column(
        "state",
        "Last signed in",
        state_cell,
        width=150,
        sort=lambda u: u.last_signed_in,
    ),
)


class PeopleSection(Section):
    """Every account: add, change, close, set a password."""

    key = "people"
    title = "People"
    icon = "people"
    action = "manage_users"

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._lines: dict[str, UserLine] = {}
        self.dialog: object = None
        self._may_hand_over = desk.may("allocate_case")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self.filters = FilterBar("Filter people")
        self.search = self.filters.search
        self.filters.add_choice("state", "Accounts", [("", "open"), *OTHER_STATES])
        self.filters.changed.connect(self._filter)
        self.password_button = self.filters.add_tool(
            secondary("Set password", small=True, clicked=self.set_password)
        )
        self.close_button = self.filters.add_tool(
            secondary("Close account", small=True, clicked=self.turn_account)
        )
        self.filters.add_tool(primary("Add account", "add", small=True, clicked=self.new_record))
        stack.addWidget(self.filters)
        stack.addWidget(self._table(), 1)

    def _table(self) -> QWidget:
        self.table = RecordTable(
            COLUMNS, key=lambda line: line.id, rows="two_line", name="Accounts", rounded=True
        )
        self.table.opened.connect(self.edit)
        self.table.menu_asked.connect(self._open_menu)
        self.table.current_changed.connect(lambda _key: self._weigh())
        self.table.set_empty(EmptyState("people", "No account fits", "Other words may find it."))
        self.card = TableCard(
            self.table, footer=" ", keys=[("Enter", "change"), ("Shift+F10", "more")]
        )
        return self.card

    def first(self) -> QWidget:
        return self.table

    def show_section(self, record: str = "") -> None:
        """Read the accounts, and mark one of them where one is named."""

        def then(lines: tuple[UserLine, ...]) -> None:
            self.show_lines(lines)
            if record:
                self.table.mark(record)

        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(self, lambda: workspace.agency.users(actor), then, replaces="users")

    def show_lines(self, lines: tuple[UserLine, ...]) -> None:
        """Show the accounts."""
        self._lines = {line.id: line for line in lines}
        self.table.show_rows(lines)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()
        self._weigh()

    def changed(self, changes: Changes) -> None:
        if changes.touches("user"):
            self.show_section(changes.made)

    def new_record(self) -> None:
        """Ask for a new account."""
        self.dialog = add_user(self.desk)

    def edit(self, key: str) -> None:
        """Ask for what changes of an account."""
        self.dialog = edit_user(self.desk, self._lines[key])

    def set_password(self) -> None:
        """Ask for a new password for the account that is marked."""
        if (line := self._marked()) is not None:
            self.dialog = set_password(self.desk, line)

    def hand_over(self) -> None:
        """Ask to whom the cases of the account that is marked go."""
        if (line := self._marked()) is not None:
            page, workspace, actor = self.desk.page, self.desk.workspace, self.desk.actor
            self.dialog = hand_over(page, workspace, actor, line.id)

    def turn_account(self) -> None:
        """Close the account that is marked after asking, or open it again."""
        line = self._marked()
        if line is None:
            return
        if not line.is_active:
            self._open_again(line)
            return
        dialog = ConfirmDialog(
            self.desk.page,
            "Close this account",
            icon="lockScreen",
            lead=f"{line.name}, {line.role_words}",
            words="They cannot sign in any more. All that they recorded stays, under their name.",
            note=HANDED_OVER if self._may_hand_over else NOT_HANDED_OVER,
            verb="Close account",
            grave=True,
        )
        dialog.confirmed.connect(lambda: self.desk.do(closed(line, is_active=False), owner=self))
        if self._may_hand_over:
            dialog.add_button(secondary("Hand over first", clicked=partial(self._first, dialog)))
        self.dialog = dialog
        dialog.open()

    def _first(self, dialog: ConfirmDialog) -> None:
        """Hand over what an account holds before it is closed."""
        dialog.reject()
        self.hand_over()

    def _open_again(self, line: UserLine) -> None:
        """Open a closed account; it needs a new password, since closing took the old one."""

        def then(_changes: Changes) -> None:
            self.dialog = set_password(self.desk, line)

        self.desk.do(closed(line, is_active=True), then, owner=self)

    def _marked(self) -> UserLine | None:
        return self._lines.get(self.table.current_key())

    def _weigh(self) -> None:
        line = self._marked()
        open_one = line is not None and line.is_active
        self.password_button.setEnabled(open_one)
        self.close_button.setText("Close account" if line is None or open_one else "Open again")
        own = line is not None and line.id == self.desk.actor.user_id
        self.close_button.setEnabled(line is not None and not own)

    def _filter(self) -> None:
        wanted = self.filters.value("state")

        def keep(line: UserLine) -> bool:
            return wanted == "all" or line.is_active is (wanted != "closed")

        self.table.set_filter(self.filters.text(), keep=keep)
        self.card.set_footer(plural(self.table.records().count(), "account"))

    def _open_menu(self, key: str, at: QPoint) -> None:
        line = self._lines[key]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries: list[tuple[str, Callable[[], object], bool]] = [
            ("Change", partial(self.edit, key), True),
            ("Set password", self.set_password, line.is_active),
            *([(HAND_OVER, self.hand_over, True)] if self._may_hand_over else []),
            (
                "Close account" if line.is_active else "Open again",
                self.turn_account,
                self.close_button.isEnabled(),
            ),
        ]
        self.table.mark(key)
        for words, deed, can in entries:
            action = menu.addAction(words)
            action.setEnabled(can)
            action.triggered.connect(lambda _on=False, deed=deed: deed())
        menu.popup(at)
