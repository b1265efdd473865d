"""What a page has to say about what just happened, above its content."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.announcing import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button, secondary
from ui.widgets.layouts import empty


class MessageBar(QWidget):
    """Room for one message; it takes no room while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._banner: Banner | None = None
        self.hide()

    def show_message(
        self,
        kind: str,
        lead: str,
        text: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        icon: str = "",
        closable: bool = True,
    ) -> None:
        """Show a message in place of the one before; kinds are those of a banner."""
        self.clear()
        banner = self._banner = Banner(kind, lead, text, icon=icon)
        if action and on_action is not None:
            deed = on_action
            button = secondary(action, small=True, clicked=lambda: self._act(deed))
            banner.add_button(button)
        if closable:
            banner.add_button(
                icon_button("close", "Close this message", clicked=self.clear, framed=False)
            )
        self._stack.addWidget(banner)
        self.show()
        announce(self, banner.words())

    def words(self) -> str:
        """Return what is said now, nothing without a message."""
        return self._banner.words() if self._banner is not None else ""

    def clear(self) -> None:
        """Say nothing."""
        self._banner = None
        empty(self._stack)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._banner is not None:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _act(self, deed: Callable[[], object]) -> None:
        self.clear()
        deed()
