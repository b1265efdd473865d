"""The register: approved households with their terms, the review due first on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.words import long_date, plural
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QLineEdit

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.decisions import ApprovalLine
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

ALL, REVIEW, OPEN = "all", "review", "open"
SOON_DAYS = 90
SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))


class RegisterPage(Page):
    """Everybody who is approved, as far as the person may see them."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self._workspace, self._actor = workspace, actor
        self._lines: tuple[ApprovalLine, ...] = ()
        self._view = ALL
        body = self.lay_out(spacing=10)
        body.addWidget(PageHeader("Register"))
        self.views = SavedViews(
            [
                View(ALL, "All approved"),
                View(REVIEW, f"Review due within {SOON_DAYS} days"),
                View(OPEN, "Open requirements"),
            ]
        )
        self.views.chosen.connect(self._choose)
        body.addWidget(self.views)
        self.filters = FilterBar("Filter this list")
        self.filters.add_choice("service", "Service", SERVICES)
        self.filters.changed.connect(self._filter)
        body.addWidget(self.filters)
        self.table = RecordTable(
            self._columns(),
            key=lambda line: line.case_id,
            rows="two_line",
            name="Register",
            rounded=True,
        )
        self.table.opened.connect(lambda key: self.navigator.open("case", key))
        self.table.set_empty(
            EmptyState(
                "register",
                "Nobody is in this view",
                "A household comes on the register when its approval is signed.",
            )
        )
        self.card = TableCard(self.table, footer="", keys=[("↑ ↓", "move"), ("Enter", "open")])
        body.addWidget(self.card, 1)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("household", "Household", household_cell, stretch=4, least=220),
            Column("terms", "Terms", terms_cell, stretch=4, least=180),
            Column(
                "approved",
                "Approved",
                lambda line: Cell(long_date(line.approved_on)),
                width=150,
                sort=lambda line: line.approved_on,
                hide_compact=True,
            ),
            Column("review", "Review due", self._review_cell, width=190, sort=_review_order),
            Column(
                "requirements",
                "Open requirements",
                requirements_cell,
                width=150,
                sort=lambda line: (line.late_requirements, line.open_requirements),
            ),
        )  # fmt: skip

    @property
    def _today(self) -> date:
        return self._workspace.office.today

    def _review_cell(self, line: ApprovalLine) -> Cell:
        due = line.review_due_on
        if due is None:
            return Cell("None is due", muted=True)
        if line.was_due_before:
            return Cell(long_date(due), "Before your records", muted=True)
        days = (due - self._today).days
        if days < 0:
            return Cell(long_date(due), f"{plural(-days, 'day')} late", icon="overdue", fill=True,
                        tone="overdue")  # fmt: skip
        if days <= SOON_DAYS:
            words = "Today" if days == 0 else f"In {plural(days, 'day')}"
            return Cell(long_date(due), words, icon="dueSoon", fill=True, tone="dueSoon")
        return Cell(long_date(due))

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Register")]

    def primary_focus(self) -> RecordTable:
        return self.table

    def search_box(self) -> QLineEdit:
        return self.filters.search

    def changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in ("agency_decision", "requirement", "approval")):
            self.reload()

    def reload(self) -> None:
        self.runner.run(
            self,
            lambda: self._workspace.register.approvals(self._actor),
            then=self.show_list,
            replaces="list",
        )

    def show_list(self, lines: tuple[ApprovalLine, ...]) -> None:
        """Show the households on the register."""
        self._lines = lines
        keys = (ALL, REVIEW, OPEN)
        self.views.set_counts({key: sum(self._is_in(line, key) for line in lines) for key in keys})
        self.table.show_rows(lines)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()

    def print_page(self) -> None:
        from ui.widgets.printing import print_rows  # not before it is wanted

        rows = [
            (
                line.reference,
                line.household,
                line.terms,
                long_date(line.approved_on),
                long_date(line.review_due_on) if line.review_due_on else "",
            )
            for line in self._lines
        ]
        columns = ("Reference", "Household", "Terms", "Approved", "Review due")
        who = self._actor.name
        print_rows(self, "Register", columns, rows, by=who, printed=self._note_print)

    def _note_print(self) -> None:
        count = len(self._lines)
        self.runner.run(
            self, lambda: self._workspace.exports.printed(self._actor, "register", count)
        )

    def _is_in(self, line: ApprovalLine, view: str) -> bool:
        if view == OPEN:
            return line.open_requirements > 0
        if view == REVIEW:
            due = line.review_due_on
            near = due is not None and (due - self._today).days <= SOON_DAYS
            return near and not line.was_due_before
        return True

    def _choose(self, key: str) -> None:
        self._view = key
        self._filter()

    def _filter(self) -> None:
        service = self.filters.value("service")
        self.table.set_filter(
            self.filters.text(),
            keep=lambda line: service in {"", line.service.value} and self._is_in(line, self._view),
        )
        count = self.table.records().count()
        self.card.set_footer(f"{plural(count, 'household')}, the review due first on top")


def household_cell(line: ApprovalLine) -> Cell:
    """Return who is approved."""
    people = len(line.people)
    below = f"{line.reference} · {plural(people, 'person', 'people')} approved"
    return Cell(line.household, below, stripe=line.service.value, medium=True)


def requirements_cell(line: ApprovalLine) -> Cell:
    """Return how many requirements are open, and that some are late."""
    late, count = line.late_requirements, line.open_requirements
    if not late:
        return Cell(str(count or "None"), muted=not count)
    return Cell(str(count), f"{late} late", icon="overdue", fill=True, tone="overdue")


def terms_cell(line: ApprovalLine) -> Cell:
    """Return for what: an approval to adopt is definite and has no terms."""
    if not line.terms:
        return Cell("No terms", muted=True)
    return Cell(f"{line.terms[:1].upper()}{line.terms[1:]}")


def _review_order(line: ApprovalLine) -> int:
    """Return what the list is ordered by: what is still to come in front of what is history."""
    history = 10**8 if line.was_due_before else 0
    return history + line.review_due_on.toordinal() if line.review_due_on else 10**9
