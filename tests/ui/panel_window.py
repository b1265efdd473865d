"""A window with the pages of panels on a real agency, for somebody of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget

from tests.services.panel_desk import PanelDesk
from tests.ui.at_rest import come_to_rest
from ui.main_window import MainWindow, PageEntry, SignedIn
from ui.meetings.meeting_list import MeetingListPage
from ui.meetings.meeting_page import MeetingPage
from ui.meetings.minutes_pane import MinutesPane
from ui.trouble import TroubleDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Moment, Staff
    from ui.task_runner import TaskRunner
    from ui.widgets.asking_dialog import AskingDialog
    from ui.widgets.choice_box import ChoiceBox

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Kind = TypeVar("Kind", bound=QWidget)


class PanelWindow(MainWindow):
    """The window of one person with the pages of panels."""

    def __init__(self, runner: TaskRunner, workspace: Workspace, actor: Actor) -> None:
        super().__init__(
            SignedIn("Wealdshire County Council", actor.name, ""),
            [
                PageEntry(
                    "meetings",
                    "Panels",
                    "panels",
                    lambda navigator: MeetingListPage(navigator, runner, workspace, actor),
                ),
                PageEntry(
                    "meeting",
                    "Meeting",
                    "panels",
                    lambda navigator: MeetingPage(navigator, runner, workspace, actor),
                    place="none",
                    under="meetings",
                ),
            ],
            runner,
            undo=lambda command: workspace.do(actor, command),
        )
        TroubleDesk(self, runner)


class PanelHand:
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
        self.desk = PanelDesk(workspace.office, staff, moment)
        self.window: PanelWindow

    def open(
        self, page: str, *reference: str, actor: Actor | None = None, width: int = 1440
    ) -> PanelWindow:
        """Show a window of somebody, the panel adviser if nobody is named, on a page."""
        self.window = PanelWindow(self.runner, self.workspace, actor or self.staff.adviser)
        self._show(self.window, width, 900)
        self.window.open(page, *reference)
        self.rest()
        return self.window

    def list(self, actor: Actor | None = None) -> MeetingListPage:
        """Show the list of meetings."""
        page = self.open("meetings", actor=actor).page()
        assert isinstance(page, MeetingListPage)
        return page

    def meeting(self, meeting_id: str, tab: str = "", actor: Actor | None = None) -> MeetingPage:
        """Show a meeting."""
        reference = (meeting_id, tab) if tab else (meeting_id,)
        self.open("meeting", *reference, actor=actor)
        return self.page()

    def page(self) -> MeetingPage:
        """Return the page of a meeting, which must be shown."""
        page = self.window.page()
        assert isinstance(page, MeetingPage)
        return page

    def pane(self, kind: type[Kind]) -> Kind:
        """Return the pane that is shown, which must be of a kind."""
        pane = self.page().pane()
        assert isinstance(pane, kind), pane
        return pane

    def minutes(self, meeting_id: str, actor: Actor | None = None) -> MinutesPane:
        """Show the minutes of a meeting, to the administrator if nobody is named."""
        self.meeting(meeting_id, "minutes", actor=actor or self.staff.administrator)
        return self.pane(MinutesPane)

    def rest(self) -> None:
        """Wait until everything asked for is done and shown."""
        come_to_rest(self.qtbot, self.runner)

    def dialog(self, kind: type[Kind]) -> Kind:
        """Return the dialog of a kind that is open."""
        shown = [found for found in self.window.findChildren(kind) if found.isVisible()]
        assert shown, f"no {kind.__name__} is open"
        return shown[-1]

    def no_dialog(self) -> bool:
        """Return whether every dialog has closed."""
        return not [d for d in self.window.findChildren(QDialog) if d.isVisible()]

    def send(self, dialog: AskingDialog) -> None:
        """Press the verb of a dialog."""
        QTest.mouseClick(dialog.verb_button, LEFT)
        self.rest()

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Click the button that says these words."""
        buttons = (inside or self.window).findChildren(QAbstractButton)
        found = [b for b in buttons if b.isVisible() and words in (b.text(), b.accessibleName())]
        assert found, f"no button says {words}"
        QTest.mouseClick(found[0], LEFT)
        self.rest()

    def choose_from_menu(self, words: str) -> None:
        """Choose a line of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = [action for action in menu.actions() if action.text().startswith(words)]
        assert found, [action.text() for action in menu.actions()]
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(found[0]).center())
        self.rest()

    def key(
        self,
        key: Qt.Key,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """Press a key where the keyboard is, or on a widget."""
        goal = on or QApplication.focusWidget() or self.window
        QTest.keyClick(goal, key, held)
        self.rest()

    def type(self, words: str, on: QWidget | None = None) -> None:
        """Type words where the keyboard is, or on a widget."""
        goal = on or QApplication.focusWidget()
        assert goal is not None
        goal.setFocus()
        QTest.keyClicks(goal, words)

    def pick(self, box: ChoiceBox, letters: str) -> None:
        """Type a few letters into a list that is typed in, and take what they find by Tab."""
        line, completer = box.lineEdit(), box.completer()
        assert line is not None
        assert completer is not None
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, letters)
        popup = completer.popup()
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Tab)

    def retype(self, editor: QWidget, words: str) -> None:
        """Type words into an editor, in place of what stands there."""
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        QTest.keyClicks(editor, words)


def said(page: QWidget) -> str:
    """Return everything that is visible on a page as words, for looking things up."""
    words = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            text = getattr(widget, "text", None)
            words += [widget.accessibleName(), text() if callable(text) else ""]
    return "\n".join(str(word) for word in words if word)
