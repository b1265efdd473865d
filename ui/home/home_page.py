"""Home: what needs the person today, the next panel, what is with the decision maker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cfs_panels.domain.home import HomeDetails, HomeGroup, HomeKind, HomeRow
from ui import theme
from ui.widgets.buttons import secondary
from ui.widgets.card import Card
from ui.widgets.labels import ElideLabel
from ui.widgets.layouts import column, empty, scroll_body, stretch
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.home.desk_cards import DraftsCard
    from ui.task_runner import TaskRunner
    from ui.widgets.saved_views import SavedViews, View

RIGHT_WIDTH = 380
APART = 16
GROUPS = {
    HomeGroup.OVERDUE: "Overdue",
    HomeGroup.TODAY: "Today",
    HomeGroup.SOON: "Next 5 working days",
    HomeGroup.LATER: "Later",
}
KINDS = {
    HomeKind.CASES: "Cases",
    HomeKind.PAPERS: "Papers",
    HomeKind.MINUTES: "Minutes",
    HomeKind.MEMBERS: "Members",
    HomeKind.DECISIONS: "Decisions",
}
FOLLOWED, LATER = "You follow", GROUPS[HomeGroup.LATER]
_PRESSING = [words for words in GROUPS.values() if words != LATER]
_MARKS = {HomeGroup.OVERDUE: "overdue", HomeGroup.TODAY: "dueSoon"}


def heading_of(row: HomeRow) -> str:
    """Return the words that a row stands under."""
    return FOLLOWED if row.is_followed else GROUPS[row.group]


def what_cell(row: HomeRow) -> Cell:
    """Return what needs doing and why."""
    icon = _MARKS.get(row.group, "expected")
    return Cell(row.title, row.below, icon=icon, fill=row.group in _MARKS, medium=True)


def when_cell(row: HomeRow) -> Cell:
    """Return when it is due: a pill where it presses, the day otherwise."""
    if row.group in _MARKS:
        return Cell(pill=row.when, pill_kind=_MARKS[row.group])
    return Cell(row.when, muted=True, small=True)


def key_of(row: HomeRow) -> str:
    """Return the name of a row among all that a person may see."""
    return "/".join((row.page, *row.reference, row.title))


class HomePage(Page):
    """The same frame for every role."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self._workspace, self._actor = workspace, actor
        self._details: HomeDetails | None = None
        self._kind: HomeKind | None = None
        self._empty: QWidget | None = None
        self._drafts: DraftsCard | None = None
        self._tabs: SavedViews | None = None
        self.lay_out(margins=False).addWidget(self._scrolled())
        self._inner.addLayout(self._head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(APART)
        self._columns.addWidget(self._left(), 1)
        self._right = QWidget()
        self._right.setFixedWidth(RIGHT_WIDTH)
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._right)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(APART)
        self._columns.addWidget(self._right)
        self._inner.addLayout(self._columns, 1)
        self.set_compact(False)

    def _scrolled(self) -> QWidget:
        """Return the area in which the page scrolls as a whole, where it is too high."""
        self._area, self._inner = scroll_body(spacing=14)
        return self._area

    def _head(self) -> QBoxLayout:
        self._greeting = ElideLabel("Home", "title")
        self._sentence = ElideLabel("", muted=True)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(9)
        line.addLayout(column(self._greeting, self._sentence, spacing=2), 1)
        centre = Qt.AlignmentFlag.AlignVCenter
        if self.navigator.can_open("clocks"):
            clocks = secondary("All clocks", "timer", clicked=self._open_clocks)
            line.addWidget(clocks, 0, centre)
        line.addWidget(secondary("Print list", "print", clicked=self.print_page), 0, centre)
        if self.navigator.can_open("enquiry"):
            new = secondary("New enquiry", "add", clicked=self.new_record)
            line.addWidget(new, 0, centre)
        return line

    def _open_clocks(self) -> None:
        self.navigator.open("clocks", "clocks")

    def _left(self) -> QWidget:
        left = QWidget()
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        stack = self._stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(APART)
        self._card = Card("Needs you", flush=True)
        self._card.header.line.setContentsMargins(15, 9, 15, 9)
        self._card.header.setMinimumHeight(theme.px(30) + 18)
        self._card.body.addWidget(self._table())
        stack.addWidget(self._card, 1)
        return left

    @property
    def tabs(self) -> SavedViews:
        """What the list may be narrowed to; made once it is known how many there are of each."""
        if self._tabs is None:
            from ui.widgets.saved_views import SavedViews  # not before the first paint

            self._tabs = SavedViews()
            self._tabs.setAccessibleName("What to show")
            self._tabs.chosen.connect(self._choose)
            self._card.add_at_right(self._tabs)
        return self._tabs

    def _action_cell(self, row: HomeRow) -> Cell:
        can_go = self.navigator.can_open(row.page)
        return Cell(link=row.action if can_go else "", align="right")

    def _table(self) -> RecordTable:
        columns = (
            Column("what", "What", what_cell, stretch=4, least=260),
            Column("when", "When", when_cell, width=162),
            Column("action", "Action", self._action_cell, width=114),
        )
        self.table = RecordTable(
            columns, key=key_of, rows="two_line", name="What needs you", rounded=True
        )
        self.table.horizontalHeader().hide()
        self.table.current_changed.connect(lambda _key: self._show_marked())
        self.table.opened.connect(self._act)
        self.table.link_clicked.connect(lambda key, _column: self._act(key))
        return self.table

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Home")]

    def primary_focus(self) -> QWidget:
        return self.table

    def new_record(self) -> None:
        if self.navigator.can_open("enquiry"):
            self.navigator.open("enquiry")

    def print_page(self) -> None:
        if self._details is None or not self._details.is_whole:
            return
        from ui.widgets.printing import print_rows

        rows = [(f"{r.title}\n{r.below}", heading_of(r), r.when) for r in self._wanted()]
        who = self._actor.name
        heads = ("What", "How soon", "When")
        print_rows(self, f"What needs {who}", heads, rows, by=who, printed=self._note_print)

    def _note_print(self) -> None:
        count = len(self._wanted())
        self.runner.run(self, lambda: self._workspace.exports.printed(self._actor, "home", count))

    def changed(self, changes: Changes) -> None:
        self.reload()

    def reload(self) -> None:
        self.runner.run(
            self,
            lambda: self._workspace.home.home(self._actor),
            then=self.show_details,
            replaces="home",
        )

    def show_details(self, details: HomeDetails) -> None:
        """Show the page of a person, or the first rows of it.

        Where nobody has moved the mark since, the whole page has it on its own first row.
        """
        known, marked = self._details, self.table.current_key()
        is_filled_up = known is not None and not known.is_whole and details.is_whole
        is_unmoved = is_filled_up and marked in {"", *map(key_of, self._wanted()[:1])}
        self._details = details
        self._greeting.setText(details.greeting)
        self._sentence.setText(f"{details.day_words}. {details.summary}".rstrip())
        if details.is_whole:
            self._show_tabs(details)
        self._show_rows()
        if is_unmoved:
            self.table.mark_first()
        if details.is_whole:
            self._show_drafts(details)
            self._show_cards(details)
            self._empty = self._empty or _say_when_empty(self.table)

    def _show_drafts(self, details: HomeDetails) -> None:
        if self._drafts is None and details.drafts:
            from ui.home.desk_cards import DraftsCard  # not before the first paint

            self._drafts = DraftsCard()
            self._drafts.chosen.connect(self._go)
            self._stack.addWidget(self._drafts)
        if self._drafts is not None:
            self._drafts.show_lines(details.drafts)

    def _show_cards(self, details: HomeDetails) -> None:
        from ui.home.desk_cards import cards_of  # the same

        empty(self._cards)
        cards = cards_of(details)
        for card in cards:
            card.asked.connect(self._go)
        self._place(cards)
        self._right.setVisible(bool(cards))

    def _place(self, cards: Sequence[QWidget]) -> None:
        """Put the cards one under another, or two beside each other in a narrow window."""
        if not self.compact:
            self._cards.setDirection(QBoxLayout.Direction.TopToBottom)
            for card in cards:
                self._cards.addWidget(card)
            self._cards.addStretch(1)
            return
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight)
        first, others = cards[:1], cards[1:]
        for group in (first, others):
            if group:
                self._cards.addLayout(column(*group, stretch(), spacing=APART), 1)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        side = self.margin()
        self._inner.setContentsMargins(side, 12 if compact else 22, side, 20)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if compact else directions.LeftToRight)
        self._right.setMinimumWidth(0 if compact else RIGHT_WIDTH)
        self._right.setMaximumWidth(16_777_215 if compact else RIGHT_WIDTH)
        if self._details is not None and self._details.is_whole:
            self._show_cards(self._details)
        self._fit_table()

    def _fit_table(self) -> None:
        """Give the table all of its height in a narrow window, so that only the page scrolls."""
        least = max(self.table.content_height(), 160) if self.compact else 200
        self.table.setMinimumHeight(least)

    def _show_marked(self) -> None:
        """Bring the marked row into sight where the page scrolls and not the table."""
        if self.compact and self.table.hasFocus():
            row = self.table.visualRect(self.table.currentIndex())
            middle = self.table.viewport().mapToGlobal(row.center())
            shown = self._area.viewport().mapFromGlobal(middle).y()
            place = shown + self._area.verticalScrollBar().value()
            self._area.ensureVisible(0, place, 0, row.height())

    def _show_tabs(self, details: HomeDetails) -> None:
        views = _views(details)
        if self._kind is not None and self._kind.value not in {view.key for view in views}:
            self._kind = None
        self.tabs.set_views(views)
        self.tabs.choose(self._kind.value if self._kind else "all")

    def _choose(self, key: str) -> None:
        self._kind = HomeKind(key) if key != "all" else None
        self._show_rows()

    def _wanted(self) -> list[HomeRow]:
        rows = self._details.rows if self._details is not None else ()
        return [row for row in rows if self._kind in {None, row.kind}]

    def _show_rows(self) -> None:
        wanted = self._wanted()
        shown: list[HomeRow | Heading] = []
        is_whole = self._details is not None and self._details.is_whole
        for words in (*_PRESSING, FOLLOWED, LATER):
            rows = [r for r in wanted if heading_of(r) == words]
            if rows:
                shown += [Heading(words, str(len(rows)) if is_whole else ""), *rows]
        self.table.show_rows(shown)
        if not self.table.current_key():
            self.table.mark_first()
        self._fit_table()

    def _act(self, key: str) -> None:
        row = next((row for row in self._wanted() if key_of(row) == key), None)
        if row is not None:
            self._go((row.page, *row.reference))

    def _go(self, place: tuple[str, ...]) -> None:
        if self.navigator.can_open(place[0]):
            self.navigator.open(*place)


def _views(details: HomeDetails) -> list[View]:
    """Return what the list may be narrowed to, of what presses."""
    from ui.widgets.saved_views import View  # not before the first paint

    pressing = [r for r in details.rows if r.group is not HomeGroup.LATER]
    views = [View("all", "All", len(pressing))]
    for kind, words in KINDS.items():
        count = sum(1 for row in pressing if row.kind is kind)
        if count:
            views.append(View(kind.value, words, count))
    return views


def _say_when_empty(table: RecordTable) -> QWidget:
    """Say that nothing needs the person where there are no rows, once all are known."""
    from ui.widgets.empty_state import EmptyState  # the same

    words = "What you must do appears here, most urgent first."
    empty_state = EmptyState("onTrack", "Nothing needs you", words)
    table.set_empty(empty_state)
    return empty_state
