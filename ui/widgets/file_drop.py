"""A place to drop a file on, or to choose one from."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout

from ui.widgets.buttons import secondary
from ui.widgets.dress import dress, redress
from ui.widgets.labels import Label
from ui.widgets.mark import Mark


class FileDrop(QFrame):
    """Takes one file of the kinds it names; with ``folder`` a folder too, by a button of its own.

    ``kinds`` are what the computer's dialog offers where the content decides, not the name.

    Signals:
        chosen: The path of a file that was dropped or chosen.
        refused: Why a dropped file was not taken.
    """

    chosen = Signal(Path)
    refused = Signal(str)

    def __init__(
        self,
        words: str,
        *,
        suffixes: Sequence[str] = (),
        kinds: Sequence[str] = (),
        button: str = "Choose a file",
        folder: str = "",
    ) -> None:
        super().__init__()
        dress(self, "drop")
        self._suffixes = tuple(suffix.casefold() for suffix in suffixes)
        self._kinds = tuple(kinds)
        if self._suffixes and not self._kinds:
            self._kinds = (f"Files ({' '.join(f'*{suffix}' for suffix in self._suffixes)})",)
        self._dialog: QFileDialog | None = None
        self.setAcceptDrops(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 12, 10)
        line.setSpacing(10)
        line.addWidget(Mark("upload", color="textMuted"))
        line.addWidget(Label(words, "meta", muted=True, wrap=True), 1)
        self.button = secondary(button, small=True, clicked=self.choose)
        line.addWidget(self.button)
        self.folder_button = secondary(folder, small=True, clicked=self.choose_folder)
        line.addWidget(self.folder_button)
        if not folder:
            self.folder_button.hide()
        self._takes_folders = bool(folder)
        self.setFocusProxy(self.button)

    def takes(self, path: Path) -> bool:
        """Return whether a file is of a kind it takes."""
        return not self._suffixes or path.suffix.casefold() in self._suffixes

    def offer(self, path: Path) -> None:
        """Take a file, or say why not."""
        if path.is_dir() and self._takes_folders:
            self.chosen.emit(path)
        elif not path.is_file():
            self.refused.emit("That is not a file. Choose one file.")
        elif not self.takes(path):
            kinds = ", ".join(self._suffixes)
            self.refused.emit(f"{path.name} is of another kind. Choose one of these: {kinds}.")
        else:
            self.chosen.emit(path)

    def choose(self) -> None:
        """Open the computer's own dialog to choose a file."""
        self._ask(QFileDialog.FileMode.ExistingFile)

    def choose_folder(self) -> None:
        """Open the computer's own dialog to choose a folder."""
        self._ask(QFileDialog.FileMode.Directory)

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        dialog = self._dialog = QFileDialog(self)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if mode == QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        elif self._kinds:
            dialog.setNameFilters(self._kinds)
        dialog.fileSelected.connect(lambda name: self.offer(Path(name)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            redress(self, over="true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        redress(self, over="")

    def dropEvent(self, event: QDropEvent) -> None:
        redress(self, over="")
        urls = event.mimeData().urls()
        if len(urls) == 1:
            event.acceptProposedAction()
            self.offer(Path(urls[0].toLocalFile()))
