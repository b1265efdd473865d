"""A person's window on a real agency with home, lists, settings and help, for their tests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from tests.ui.at_rest import come_to_rest
from ui.cases.case_list import CaseListPage
from ui.clocks.clocks_page import ClocksPage
from ui.home.home_page import HomePage
from ui.imports.import_page import ImportPage
from ui.main_window import MainWindow, PageEntry, SignedIn
from ui.settings.help_page import HelpPage
from ui.settings.member_list import MemberListPage
from ui.settings.settings_page import SettingsPage
from ui.trouble import TroubleDesk
from ui.widgets.check_box import CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import Label
from ui.widgets.page import Page
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner
    from ui.widgets.field import Field
    from ui.widgets.page import Navigator

    Maker = Callable[[Navigator, TaskRunner, Workspace, Actor], Page]

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Kind = TypeVar("Kind", bound=QWidget)
PAGES: tuple[tuple[str, str, Maker], ...] = (
    ("home", "Home", HomePage),
    ("cases", "Cases", CaseListPage),
    ("clocks", "Clocks", ClocksPage),
    ("members", "Central list", MemberListPage),
    ("settings", "Settings", SettingsPage),
    ("help", "Help", HelpPage),
)
ELSEWHERE = ("case", "meeting", "enquiry", "decision", "form", "decisions")


def _make(
    maker: Maker, runner: TaskRunner, workspace: Workspace, actor: Actor, navigator: Navigator
) -> Page:
    return maker(navigator, runner, workspace, actor)


class Elsewhere(Page):
    """A page of another part of the window: it only knows what it was opened with."""

    def __init__(self, navigator: Navigator, runner: TaskRunner) -> None:
        super().__init__(navigator, runner)
        self.reference: tuple[str, ...] = ()

    def open(self, *reference: str) -> None:
        self.reference = reference


class ListWindow(MainWindow):
    """The window of one person."""

    def __init__(self, runner: TaskRunner, workspace: Workspace, actor: Actor) -> None:
        own = [
            PageEntry(
                key,
                label,
                "home",
                partial(_make, maker, runner, workspace, actor),
                place="foot" if key in {"settings", "help"} else "top",
            )
            for key, label, maker in PAGES
        ]
        others = [
            PageEntry(key, key, "home", lambda nav: Elsewhere(nav, runner), place="none")
            for key in ELSEWHERE
        ]
        if workspace.office.matrix.relations(actor, "import_workbook"):
            made = partial(_make, ImportPage, runner, workspace, actor)
            others.append(PageEntry("import", "Import", "import", made, None, "none", "cases"))
        super().__init__(
            SignedIn("Wealdshire County Council", actor.name, ""),
            [*own, *others],
            runner,
            undo=lambda command: runner.run(self, lambda: workspace.do(actor, command)),
        )
        TroubleDesk(self, runner)


class Lists:
    """Opens windows for people, and does what they do there."""

    def __init__(
        self,
        qtbot: QtBot,
        show: Callable[..., None],
        runner: TaskRunner,
        workspace: Workspace,
    ) -> None:
        self.qtbot, self._show, self.runner = qtbot, show, runner
        self.workspace = workspace
        self.window: ListWindow

    def open(
        self, actor: Actor, kind: type[Kind], *place: str, size: tuple[int, int] = (1440, 900)
    ) -> Kind:
        """Show a page to somebody in a new window, and return it."""
        self.window = ListWindow(self.runner, self.workspace, actor)
        self._show(self.window, *size)
        self.window.open(*place)
        self.rest()
        return self.page(kind)

    def page(self, kind: type[Kind]) -> Kind:
        """Return the page that is shown."""
        page = self.window.page()
        assert isinstance(page, kind)
        return page

    def went_to(self) -> tuple[str, ...]:
        """Return the page of another part that is shown, with its reference."""
        return (self.window.page_key(), *self.page(Elsewhere).reference)

    def rest(self) -> None:
        """Wait until everything asked for is done and shown."""
        come_to_rest(self.qtbot, self.runner)

    def dialog(self, kind: type[Kind]) -> Kind:
        """Return the dialog that is open."""
        self.rest()
        shown = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
        assert shown, f"no {kind.__name__} is open"
        return shown[-1]

    def no_dialog(self) -> bool:
        """Return whether every dialog has closed."""
        return not [d for d in self.window.findChildren(QDialog) if d.isVisible()]

    def press(self, button: QWidget) -> None:
        """Click in the middle of something, and wait for what follows."""
        QTest.mouseClick(button, LEFT)
        self.rest()

    def press_named(self, words: str, inside: QWidget | None = None) -> None:
        """Click the button that says these words."""
        QApplication.processEvents()
        buttons = (inside or self.window).findChildren(QAbstractButton)
        found = [b for b in buttons if b.isVisible() and words in (b.text(), b.accessibleName())]
        assert found, f"no button says {words}"
        self.press(found[0])

    def key(self, widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier | None = None) -> None:
        """Press a key on something, and wait for what follows."""
        widget.setFocus()
        QTest.keyClick(widget, key, keys or Qt.KeyboardModifier.NoModifier)
        self.rest()

    def type(self, editor: QWidget, words: str) -> None:
        """Type words into an editor, in place of what stands there."""
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(editor, Qt.Key.Key_Return)
            QTest.keyClicks(editor, line)

    def answer(self, field: Field, words: str) -> None:
        """Type the answer to a question."""
        self.type(field.editor, words)

    def tick(self, field: Field, *keys: str) -> None:
        """Click some of the ticks of a question."""
        assert isinstance(field.editor, CheckList)
        for key in keys:
            self.press(field.editor.box(key))

    def pick(self, field: Field, key: str) -> None:
        """Choose one of the answers to a question."""
        if isinstance(field.editor, Segmented):
            self.press(field.editor.segment(key))
        else:
            assert isinstance(field.editor, ChoiceBox)
            field.editor.set_value(key)


def said(widget: QWidget) -> str:
    """Return all that the labels of something say, once what was put in is shown."""
    QApplication.processEvents()
    labels = (label for label in widget.findChildren(Label) if label.isVisible())
    return "\n".join(label.text() for label in labels)
