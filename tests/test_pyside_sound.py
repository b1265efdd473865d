"""The pinned PySide6 keeps the references to None, True and False.

On Python 3.11 these three are counted like any other object. PySide6 6.12.0 gives one back too
often for each Python method that Qt calls and that returns one of them; a model or a painted
widget then ends the process with "Fatal Python error: none_dealloc" after some minutes. From
Python 3.12 on the three are immortal: their count starts in the thousand millions, drifts with
libraries built for older Pythons, and decides nothing.

The counting is done in a process of its own, which a bad release may well kill.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 300
IMMORTAL = 2**30
Index = QModelIndex | QPersistentModelIndex


class EmptyModel(QAbstractTableModel):
    """A model that has nothing to say in any cell."""

    told = Signal(int)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> bool | None:
        return {Qt.ItemDataRole.UserRole: True, Qt.ItemDataRole.UserRole + 1: False}.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> None:
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return value is None


class QuietWidget(QWidget):
    """A widget that paints nothing and lets every event through."""

    def paintEvent(self, event: QPaintEvent) -> None:
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False


def callbacks(app: QApplication) -> dict[str, Callable[[], object]]:
    """Return ways in which Qt calls Python and gets None, True or False back."""
    model, proxy, widget, sender = EmptyModel(), QSortFilterProxyModel(), QuietWidget(), QObject()
    proxy.setSourceModel(model)
    cell, header = proxy.index(0, 0), Qt.Orientation.Horizontal
    sender.installEventFilter(widget)
    model.told.connect(lambda _number: None)
    widget.resize(40, 40)
    widget.show()
    return {
        "a cell without a value": lambda: proxy.data(cell, Qt.ItemDataRole.DecorationRole),
        "a cell that is true": lambda: proxy.data(cell, Qt.ItemDataRole.UserRole),
        "a cell that is false": lambda: proxy.data(cell, Qt.ItemDataRole.UserRole + 1),
        "a header without a value": lambda: proxy.headerData(0, header),
        "a cell set to nothing": lambda: proxy.setData(cell, None),
        "a cell not set": lambda: proxy.setData(cell, 1),
        "a widget painted": widget.repaint,
        "an event let through": lambda: app.sendEvent(sender, QEvent(QEvent.Type.User)),
        "a signal heard": lambda: model.told.emit(1),
    }


def lost_references(call: Callable[[], object]) -> dict[str, float]:
    """Return how many references to each of the three a call loses."""
    call()
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(CALLS):
        call()
    after = [sys.getrefcount(one) for one in (None, True, False)]
    names = ("None", "True", "False")
    return {name: (had - has) / CALLS for name, had, has in zip(names, before, after, strict=True)}


def main() -> None:
    app = QApplication([])
    for name, call in callbacks(app).items():
        sys.stdout.write(json.dumps([name, lost_references(call)]) + "\n")
        sys.stdout.flush()


@pytest.fixture(scope="module")
def counted() -> dict[str, dict[str, float]]:
    result = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
    return dict(json.loads(line) for line in result.stdout.splitlines())


def test_no_call_from_qt_loses_a_reference(counted: dict[str, dict[str, float]]) -> None:
    assert len(counted) >= 9
    losses = {
        f"{call} loses {loss:+.2f} of {name}"
        for call, lost in counted.items()
        for name, loss in lost.items()
        if abs(loss) > 0.5
    }
    assert not losses or sys.getrefcount(None) > IMMORTAL, losses


if __name__ == "__main__":
    main()
