"""A worker's, manager's or adviser's window on a real agency, for the tests of the case pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from tests.services.case_makers import Desk
from tests.ui.at_rest import come_to_rest
from ui.cases.action_menu import ActionMenu, MenuRow
from ui.cases.case_list import CaseListPage
from ui.cases.case_page import CasePage
from ui.cases.enquiry_page import EnquiryPage
from ui.cases.form_page import FormPage
from ui.children.child_list import ChildListPage
from ui.main_window import MainWindow, PageEntry, SignedIn
from ui.trouble import TroubleDesk
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Moment, Staff
    from ui.task_runner import TaskRunner
    from ui.widgets.dialogs import KitDialog
    from ui.widgets.page import Navigator, Page

LEFT = Qt.MouseButton.LeftButton
Kind = TypeVar("Kind", bound=QWidget)
PAGES = (
    ("cases", "Cases", CaseListPage, "top", ""),
    ("children", "Children", ChildListPage, "top", ""),
    ("case", "Case", CasePage, "none", "cases"),
    ("form", "Form", FormPage, "none", "cases"),
    ("enquiry", "New enquiry", EnquiryPage, "none", "cases"),
)


def _made(
    maker: type[Page], runner: TaskRunner, workspace: Workspace, actor: Actor, navigator: Navigator
) -> Page:
    return maker(navigator, runner, workspace, actor)  # type: ignore[call-arg]  # every page's


class CaseWindow(MainWindow):
    """The window of one person with the pages of cases."""

    def __init__(self, runner: TaskRunner, workspace: Workspace, actor: Actor) -> None:
        super().__init__(
            SignedIn("Wealdshire County Council", actor.name, ""),
            [
                PageEntry(
                    key,
                    label,
                    "cases",
                    partial(_made, maker, runner, workspace, actor),
                    place=place,
                    under=under,
                )
                for key, label, maker, place, under in PAGES
            ],
            runner,
            undo=lambda command: workspace.do(actor, command),
        )
        self.runner = runner
        TroubleDesk(self, runner)

    def case(self) -> CasePage:
        """Return the page of a case, which must be shown."""
        page = self.page()
        assert isinstance(page, CasePage)
        return page

    def child_list(self) -> ChildListPage:
        """Return the page of children, which must be shown."""
        page = self.page()
        assert isinstance(page, ChildListPage)
        return page

    def form(self) -> FormPage:
        """Return the page of a form, which must be shown."""
        page = self.page()
        assert isinstance(page, FormPage)
        return page

    def enquiry(self) -> EnquiryPage:
        """Return the page of a new enquiry, which must be shown."""
        page = self.page()
        assert isinstance(page, EnquiryPage)
        return page


class Hand:
    """Opens windows for people, and does what they do there."""

    def __init__(
        self,
        qtbot: QtBot,
        show: Callable[..., None],
        runner: TaskRunner,
        workspace: Workspace,
        staff: Staff,
        moment: Moment,
    ) -> None:
        self.qtbot, self._show, self.runner = qtbot, show, runner
        self.workspace, self.staff, self.moment = workspace, staff, moment
        self.desk = Desk(workspace.office, staff, moment)
        self.window: CaseWindow

    def open(self, actor: Actor, page: str, *reference: str) -> CaseWindow:
        """Show a window of somebody, on a page."""
        self.window = CaseWindow(self.runner, self.workspace, actor)
        self._show(self.window)
        self.window.open(page, *reference)
        self.rest()
        return self.window

    def case(self, case_id: str, actor: Actor | None = None, tab: str = "") -> CasePage:
        """Show the page of a case to somebody, its worker if nobody is named."""
        reference = (case_id, tab) if tab else (case_id,)
        return self.open(actor or self.staff.worker, "case", *reference).case()

    def rest(self) -> None:
        """Wait until everything asked for is done and shown."""
        come_to_rest(self.qtbot, self.runner)

    def dialog(self) -> AskingDialog:
        """Return the dialog that is open."""
        found = self.window.findChildren(AskingDialog)
        shown = [dialog for dialog in found if dialog.isVisible()]
        assert shown, "no dialog is open"
        return shown[-1]

    def no_dialog(self) -> bool:
        """Return whether every dialog has closed."""
        return not [d for d in self.window.findChildren(AskingDialog) if d.isVisible()]

    def send(self, dialog: KitDialog | None = None) -> None:
        """Press the verb of the open dialog."""
        self.press(self.dialog().verb_button if dialog is None else dialog)
        self.rest()

    def press(self, button: QWidget) -> None:
        """Click in the middle of something."""
        QTest.mouseClick(button, LEFT)

    def press_named(self, words: str, inside: QWidget | None = None) -> None:
        """Click the button that says these words."""
        buttons = (inside or self.window).findChildren(QAbstractButton)
        found = [b for b in buttons if b.isVisible() and words in (b.text(), b.accessibleName())]
        assert found, f"no button says {words}"
        QTest.mouseClick(found[0], LEFT)
        self.rest()

    def retype(self, editor: QWidget, words: str) -> None:
        """Type words into an editor, in place of what stands there."""
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(editor, Qt.Key.Key_Return)
            QTest.keyClicks(editor, line)

    def answer(self, key: str, words: str) -> None:
        """Type the answer to a question of the open dialog."""
        self.retype(self.dialog().fields[key].editor, words)

    def pick(self, key: str, letters: str) -> None:
        """Type a few letters into a list of the open dialog, and take what they find by Tab."""
        box = self.dialog().fields[key].editor
        assert isinstance(box, ChoiceBox)
        line, completer = box.lineEdit(), box.completer()
        assert line is not None
        assert completer is not None
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, letters)
        popup = completer.popup()
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Tab)

    def menu(self, button: QPushButton) -> ActionMenu:
        """Open the menu of a button."""
        QTest.mouseClick(button, LEFT)
        self.rest()
        return self.open_menu()

    def open_menu(self) -> ActionMenu:
        """Return the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, ActionMenu)
        return menu

    def choose(self, words: str) -> None:
        """Choose a line of the open menu by its words."""
        self.press(self.line(words))
        self.rest()

    def line(self, words: str) -> MenuRow:
        """Return a line of the open menu by its words."""
        rows = self.open_menu().rows
        found = [row for row in rows if row.text() == words]
        assert found, f"the menu says {[row.text() for row in rows]}"
        return found[0]


def said(page: Page | QWidget) -> str:
    """Return everything that labels and painted words of a page say, for looking things up."""
    words = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            text = getattr(widget, "text", None)
            words += [widget.accessibleName(), text() if callable(text) else ""]
    return "\n".join(str(word) for word in words if word)
