"""The window of a person: the pages they may have, search, alerts, commands, undo."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from cfs_panels.domain.actors import ROLE_WORDS
from cfs_panels.services.first_page import waiting_counts
from cfs_panels.services.permissions import permission_matrix
from ui.commands import EXPORT_CSV, EXPORT_EXCEL, HAND_OVER, Command, Found
from ui.main_window import MainWindow, SignedIn
from ui.navigation import PageEntry
from ui.widgets.first_paint import after_first_paint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.caseload import SearchHit
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.home import FirstPage, HomeRow
    from cfs_panels.services.workspace import Workspace
    from ui.commands import Answer
    from ui.desktop import Desktop
    from ui.widgets.page import Navigator, Page

HIT_ICONS = {"case": "cases", "child": "children", "document": "document", "meeting": "panels"}
HIT_SECTIONS = {
    "case": "Cases",
    "child": "Children",
    "document": "Documents",
    "meeting": "Meetings",
}


class Built(NamedTuple):
    """A window, the page it opens with, and what reads its alerts once that page is shown."""

    window: MainWindow
    page: str
    read_alerts: Callable[[], None]


def build_window(
    desktop: Desktop,
    first: FirstPage,
    workspace: Workspace,
    *,
    sign_out: Callable[[], object],
) -> Built:
    """Return the window of a person; no service is asked for it."""
    actor = first.actor
    role = ", ".join(ROLE_WORDS[r] for r in sorted(actor.roles))
    search = _Search(desktop, workspace, actor)
    alerts = _AlertList(desktop, workspace, actor)
    entries = page_entries(desktop, first, workspace)
    window = MainWindow(
        SignedIn(first.agency, actor.name, role),
        entries,
        desktop.runner,
        commands=_commands(desktop, entries, search, sign_out, _deeds(workspace, actor, search)),
        search=search.find,
        undo=lambda command: _undo(desktop, workspace, actor, window, command),
        alerts=alerts.lines,
        account_menu=[("Settings", lambda: window.open("settings")), ("Sign out", sign_out)],
    )
    search.window = alerts.window = window
    window.closing.connect(search.end)
    window.closing.connect(alerts.end)
    window.wrote.connect(lambda changes: _follow(desktop, workspace, actor, window, changes))
    window.wrote.connect(lambda _changes: alerts.refresh())
    after_first_paint(window, lambda: _watch_days(desktop, workspace, window))
    return Built(window, entries[0].key, alerts.refresh)


def _watch_days(desktop: Desktop, workspace: Workspace, window: MainWindow) -> None:
    """Have a window that stays open overnight begin each day anew."""
    from ui.day_watch import DayWatch  # not before the first paint

    DayWatch(
        window,
        lambda: workspace.office.today,
        lambda: desktop.runner.run(window, workspace.begin_day),
    )


class _PagePlace(NamedTuple):
    """Where a page is made, what the navigation says of it, and who may have it."""

    key: str
    label: str
    icon: str
    maker: str
    action: str = ""
    place: str = "top"
    under: str = ""


_PAGES = (
    _PagePlace("home", "Home", "home", "ui.home.home_page:HomePage", "view_meeting"),
    _PagePlace("cases", "Cases", "cases", "ui.cases.case_list:CaseListPage", "list_cases"),
    _PagePlace("children", "Children", "children", "ui.children.child_list:ChildListPage",
               "list_children"),
    _PagePlace("meetings", "Panels", "panels", "ui.meetings.meeting_list:MeetingListPage",
               "view_meeting"),
    _PagePlace("clocks", "Clocks", "timer", "ui.clocks.clocks_page:ClocksPage", "list_cases"),
    _PagePlace("decisions", "Decisions", "decisions", "ui.decisions.decision_list:DecisionListPage",
               "view_decision"),
    _PagePlace("register", "Register", "register", "ui.decisions.register_page:RegisterPage",
               "view_register"),
    _PagePlace("members", "Central list", "centralList", "ui.settings.member_list:MemberListPage",
               "view_central_list"),
    _PagePlace("settings", "Settings", "settings", "ui.settings.settings_page:SettingsPage",
               place="foot"),
    _PagePlace("help", "Help", "help", "ui.settings.help_page:HelpPage", place="foot"),
    _PagePlace("case", "Case", "cases", "ui.cases.case_page:CasePage", "view_case", "none",
               "cases"),
    _PagePlace("form", "Form", "cases", "ui.cases.form_page:FormPage", "view_case", "none",
               "cases"),
    _PagePlace("enquiry", "New enquiry", "cases", "ui.cases.enquiry_page:EnquiryPage",
               "record_enquiry", "none", "cases"),
    _PagePlace("import", "Import", "import", "ui.imports.import_page:ImportPage",
               "import_workbook", "none", "cases"),
    _PagePlace("meeting", "Meeting", "panels", "ui.meetings.meeting_page:MeetingPage",
               "view_meeting", "none", "meetings"),
    _PagePlace("decision", "Decision", "decisions", "ui.decisions.decision_page:DecisionPage",
               "view_decision", "none", "decisions"),
)  # fmt: skip


def page_entries(desktop: Desktop, first: FirstPage, workspace: Workspace) -> list[PageEntry]:
    """Return the pages that the person may open, in the order of the navigation."""
    may = permission_matrix().relations
    return [
        PageEntry(
            page.key,
            page.label,
            page.icon,
            _maker(page, desktop, first, workspace),
            first.counts.get(page.key),
            page.place,
            page.under,
        )
        for page in _PAGES
        if not page.action or may(first.actor, page.action)
    ]


def _maker(
    place: _PagePlace, desktop: Desktop, first: FirstPage, workspace: Workspace
) -> Callable[[Navigator], Page]:
    """Return what makes a page when it is first shown; its module is loaded only then."""

    def make(navigator: Navigator) -> Page:
        module, _, name = place.maker.partition(":")
        kind = getattr(import_module(module), name)
        page: Page = kind(navigator, desktop.runner, workspace, first.actor)
        if place.key == "home" and first.home is not None:
            page.show_details(first.home)  # type: ignore[attr-defined]  # the page of Home
        return page

    return make


def _follow(
    desktop: Desktop, workspace: Workspace, actor: Actor, window: MainWindow, changes: Changes
) -> None:
    """Show in the navigation what was written: the agency's name, how many records wait."""
    run = desktop.runner.run

    def show_counts(counts: dict[str, int]) -> None:
        for key, count in counts.items():
            window.nav.set_count(key, count)

    if changes.touches("agency"):
        run(
            window,
            lambda: workspace.agency.agency(actor).name,
            then=window.nav.set_agency,
            replaces="agency",
        )
    if changes.touches("case"):
        run(window, lambda: waiting_counts(workspace, actor), then=show_counts, replaces="counts")


def _commands(
    desktop: Desktop,
    entries: Sequence[PageEntry],
    search: _Search,
    sign_out: Callable[[], object],
    deeds: Sequence[Command] = (),
) -> list[Command]:
    """Return what can be done from anywhere."""
    found = [
        Command(f"Go to {entry.label}", entry.icon, partial(search.open, entry.key))
        for entry in entries
        if entry.place != "none"
    ]
    keys = {entry.key for entry in entries}
    if "enquiry" in keys:
        found.append(Command("New enquiry", "add", lambda: search.open("enquiry")))
    if "import" in keys:
        found.append(Command("Import a tracking workbook", "import", lambda: search.open("import")))
    if permission_matrix().relations(search.actor, "record_child") and "children" in keys:
        found.append(Command("New child", "add", search.new_child))
    found += deeds
    for name, words in (("light", "Light"), ("dark", "Dark"), ("highContrast", "High contrast")):
        found.append(Command(f"{words} colours", "theme", partial(desktop.set_theme, name)))
    for size, words in (("standard", "100%"), ("larger", "115%"), ("largest", "130%")):
        found.append(
            Command(f"Text size {words}", "textSize", partial(desktop.set_text_size, size))
        )
    found.append(Command("Sign out", "signOut", sign_out))
    return found


def _deeds(workspace: Workspace, actor: Actor, search: _Search) -> list[Command]:
    """Return what is done over the page shown, whichever it is."""
    return [*_handover(workspace, actor, search), *_exports(workspace, actor, search)]


def _handover(workspace: Workspace, actor: Actor, search: _Search) -> list[Command]:
    """Return the handing over of a caseload, for whoever allocates cases."""
    if not permission_matrix().relations(actor, "allocate_case"):
        return []

    def ask() -> None:
        from ui.widgets.handover_dialog import hand_over  # not before it is wanted

        page = search.window.page() if search.window is not None else None
        if page is not None:
            hand_over(page, workspace, actor)

    return [Command(HAND_OVER, "people", ask)]


def _exports(workspace: Workspace, actor: Actor, search: _Search) -> list[Command]:
    """Return the exports of the tracking workbook, which are asked for on the page shown."""
    if not permission_matrix().relations(actor, "export_workbook"):
        return []

    def export(*, as_csv: bool) -> None:
        from ui.widgets.workbook_export import WorkbookExport  # not before it is wanted

        page = search.window.page() if search.window is not None else None
        if page is not None:
            made = WorkbookExport(page, workspace, actor)
            (made.ask_for_folder if as_csv else made.ask_for_file)()

    return [
        Command(EXPORT_EXCEL, "export", partial(export, as_csv=False)),
        Command(EXPORT_CSV, "export", partial(export, as_csv=True)),
    ]


def _undo(
    desktop: Desktop, workspace: Workspace, actor: Actor, window: MainWindow, command: object
) -> None:
    desktop.runner.run(window, lambda: workspace.do(actor, command))


class _Search:
    """Finds records for the palette, off the UI thread."""

    def __init__(self, desktop: Desktop, workspace: Workspace, actor: Actor) -> None:
        self._desktop, self._workspace, self.actor = desktop, workspace, actor
        self.window: MainWindow | None = None

    def end(self) -> None:
        """Find nothing more: the window closes."""
        self.window = None

    def open(self, page: str, *reference: str) -> None:
        """Open a page of the window."""
        if self.window is not None:
            self.window.open(page, *reference)

    def new_child(self) -> None:
        """Ask for a new child on the page of children."""
        self.open("children")
        page = self.window.page() if self.window is not None else None
        if page is not None:
            page.new_record()

    def find(self, asker: QObject, text: str, answer: Answer) -> None:
        """Give the answer what fits the words, if who asked is still there."""
        self._desktop.runner.run(
            asker,
            lambda: self._workspace.search.find(self.actor, text),
            then=lambda hits: answer([self._found(hit) for hit in hits]),
            replaces="search",
        )

    def _found(self, hit: SearchHit) -> Found:
        return Found(
            HIT_SECTIONS[hit.kind],
            HIT_ICONS[hit.kind],
            hit.words,
            hit.below,
            choose=lambda: self.open(hit.page, *hit.reference),
            keeps_sub=hit.kind != "meeting",
        )


class _AlertList:
    """What is overdue or ends today, read off the UI thread and kept for the bell."""

    def __init__(self, desktop: Desktop, workspace: Workspace, actor: Actor) -> None:
        self._desktop, self._workspace, self._actor = desktop, workspace, actor
        self._rows: tuple[HomeRow, ...] = ()
        self.window: MainWindow | None = None

    def lines(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Return the alerts as the bell lists them."""
        return [
            ("overdue" if row.group == "overdue" else "dueSoon", row.title, self._go(row))
            for row in self._rows
        ]

    def end(self) -> None:
        """Read nothing more: the window closes."""
        self.window = None

    def refresh(self) -> None:
        """Read again what presses."""
        if self.window is not None:
            self._desktop.runner.run(
                self.window, lambda: self._workspace.home.alerts(self._actor), then=self._keep
            )

    def _keep(self, rows: tuple[HomeRow, ...]) -> None:
        self._rows = rows
        if self.window is not None and self.window.top.alerts is not None:
            self.window.top.alerts.refresh()

    def _go(self, row: HomeRow) -> Callable[[], object]:
        def go() -> None:
            if self.window is not None:
                self.window.open(row.page, *row.reference)

        return go
