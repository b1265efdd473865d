"""Lists show, sort, filter, group and are used by keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

Shown = Callable[..., None]


@dataclass(frozen=True)
class Case:
    id: str
    names: str
    due_on: date | None
    service: str = "fostering"


CASES = [
    Case("1", "Owen and Ceri Pritchard", date(2025, 10, 20), "adoption"),
    Case("2", "Amrit Sandhu-Cole", None),
    Case("3", "Marcus and Leanne Thwaite", date(2025, 10, 24)),
]
COLUMNS = [
    Column("names", "Household", lambda r: Cell(r.names, f"F-2025-{r.id}", stripe=r.service)),
    Column("due", "Clock", lambda r: Cell(str(r.due_on or "")), width=120, sort=lambda r: r.due_on),
    Column("link", "", lambda r: Cell(link="Open"), width=90, sortable=False, hide_compact=True),
]


def _table(**more: object) -> RecordTable:
    table = RecordTable(COLUMNS, key=lambda r: r.id, rows="two_line", name="Cases", **more)  # type: ignore[arg-type]  # any option
    table.show_rows(CASES)
    return table


def _same(cell: Cell, _row: object) -> Cell:
    return cell


def _keys(model: RecordModel) -> list[str]:
    return [model.key_at(n) for n in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_models(kit: QApplication) -> None:
    model = RecordModel(COLUMNS, lambda r: r.id)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([Heading("Overdue", "1"), *CASES])
    model.sort(1)
    model.set_filter("thwaite", None)
    model.show_rows([])
    assert tester.model() is model


def test_rows_are_ordered_both_ways_and_back_with_empty_ones_last(kit: QApplication) -> None:
    model = RecordModel(COLUMNS, lambda r: r.id)
    model.show_rows(CASES)
    model.sort(1)
    assert _keys(model) == ["1", "3", "2"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert _keys(model) == ["3", "1", "2"]
    model.sort(-1)
    assert _keys(model) == ["1", "2", "3"]


def test_a_filter_finds_all_of_its_words_in_any_cell(kit: QApplication) -> None:
    model = RecordModel(COLUMNS, lambda r: r.id)
    model.show_rows(CASES)
    model.set_filter("leanne f-2025", None)
    assert _keys(model) == ["3"]
    model.set_filter("", lambda r: r.service == "adoption")
    assert _keys(model) == ["1"]
    model.set_filter("", None)
    assert model.count() == 3


def test_a_heading_without_rows_below_it_is_left_out(kit: QApplication) -> None:
    model = RecordModel(COLUMNS, lambda r: r.id)
    model.show_rows([Heading("Overdue"), CASES[0], Heading("Today"), CASES[2]])
    model.set_filter("thwaite", None)
    assert [model.heading_at(n) is not None for n in range(model.rowCount())] == [True, False]


def test_the_marked_row_stays_marked_when_rows_change(kit: QApplication, qtbot: QtBot) -> None:
    table = _table()
    qtbot.addWidget(table)
    table.mark("3")
    table.order_by(0)
    assert table.current_key() == "3"
    table.show_rows(list(reversed(CASES)))
    assert table.current_key() == "3"
    told: list[str] = []
    table.current_changed.connect(told.append)
    table.set_filter("pritchard")
    assert (table.current_key(), told) == ("", [""])


def test_arrows_pass_over_headings_and_enter_opens(qtbot: QtBot, shown: Shown) -> None:
    table = _table()
    table.show_rows([Heading("Overdue", "1"), CASES[0], Heading("Today", "2"), *CASES[1:]])
    shown(table, 800, 500)
    table.mark_first()
    assert table.current_key() == "1"
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.current_key() == "1"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_key() == "2"
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["2"]
    with qtbot.waitSignal(table.side_toggled):
        qtbot.keyClick(table, Qt.Key.Key_Space)


def test_a_double_click_opens_and_a_click_on_a_link_follows_it(qtbot: QtBot, shown: Shown) -> None:
    table = _table()
    shown(table, 1300, 500)
    model = table.model()
    spot = table.visualRect(model.index(1, 2)).center() + QPoint(24, 0)
    with qtbot.waitSignal(table.link_clicked) as clicked:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert clicked.args == ["2", "link"]
    with qtbot.waitSignal(table.opened) as opened:
        names = table.visualRect(model.index(2, 0)).center()
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=names)
    assert opened.args == ["3"]


def test_a_click_on_a_head_orders_by_it(qtbot: QtBot, shown: Shown) -> None:
    table = _table()
    shown(table, 800, 500)
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(1) + 20, 15)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert table.records().sorted_by() == (1, False)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert table.records().sorted_by() == (1, True)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert table.records().sorted_by() is None


def test_rows_move_by_keyboard_and_by_dragging(qtbot: QtBot, shown: Shown) -> None:
    table = _table(movable=True)
    shown(table, 800, 500)
    table.mark("1")
    with qtbot.waitSignal(table.move_asked) as moved:
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert moved.args == ["1", 1]
    at = table.visualRect(table.model().index(2, 0)).bottomLeft() - QPoint(0, 3)
    data = table.model().mimeData([table.model().index(0, 0)])
    event = QDropEvent(
        QPointF(at),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(table.dropped) as dropped:
        table.dropEvent(event)
    assert dropped.args == ["1", 2]
    assert _keys(table.records()) == ["1", "2", "3"]


def test_an_empty_table_says_why(qtbot: QtBot, shown: Shown) -> None:
    table = _table()
    why = EmptyState("calendar", "No case is waiting for a panel")
    table.set_empty(why)
    shown(table, 800, 500)
    assert why.isHidden()
    table.show_rows([])
    assert why.isVisible()
    assert why.geometry() == table.viewport().rect()


def test_columns_share_the_room_and_never_need_a_scroll_bar(qtbot: QtBot, shown: Shown) -> None:
    table = _table()
    shown(table, 1300, 500)
    widths = [table.columnWidth(n) for n in range(3)]
    assert sum(widths) == table.viewport().width()
    assert widths[1] == 120
    table.resize(400, 500)
    qtbot.waitUntil(lambda: table.isColumnHidden(2))
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


def test_screen_readers_hear_the_whole_cell(kit: QApplication) -> None:
    model = RecordModel(COLUMNS, lambda r: r.id)
    model.show_rows(CASES)
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Owen and Ceri Pritchard, F-2025-1"
    pill = Cell(pill="Blocked", pill_kind="blocked", sub="Waits for the observations")
    assert pill.words() == "Blocked, Waits for the observations"
    assert Cell(icon="done", spoken="Report is in").words() == "Report is in"


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_kind_of_cell_is_painted_in_every_theme(
    kit: QApplication, qtbot: QtBot, shown: Shown, name: str
) -> None:
    theme.apply(kit, name)
    cells = [
        Cell("Plain", muted=True),
        Cell("Two", "lines", icon="overdue", fill=True, strong=True),
        Cell(pill="Blocked", pill_kind="blocked", icon="blocked"),
        Cell(pill="Missing", pill_kind="missing", icon="missing", align="right"),
        Cell("7 days left", "Panel, 4 November", icon="onTrack", tone="onTrack", bar=0.5),
        Cell("58% full", bar=0.58),
        Cell(bar=0.2, tone="overdue"),
        Cell("Stage 2", steps=(5, 8)),
        Cell(icon="done", tone="onTrack", align="center"),
        Cell(icon="blocked", tile="blocked"),
        Cell(link="Open case", stripe="adoption"),
        Cell("45", align="right"),
    ]
    columns = [Column(str(n), str(n), partial(_same, c), width=100) for n, c in enumerate(cells)]
    table = RecordTable(columns, key=lambda r: str(r), rows="two_line", rounded=True)
    table.show_rows([Heading("Group", "2"), 1, Heading("11:00", "Break", note=True, indent=60), 2])
    shown(table, 1240, 300)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.mark("1")
    table.order_by(0)
    assert not table.grab().isNull()


def test_ten_thousand_rows_are_ordered_and_filtered(kit: QApplication, qtbot: QtBot) -> None:
    first = date(2020, 1, 1)
    rows = [
        Case(str(n), f"Household {n}", first + timedelta(days=n * 7 % 9973)) for n in range(10_000)
    ]
    table = RecordTable(COLUMNS, key=lambda r: r.id, rows="two_line")
    qtbot.addWidget(table)
    table.show_rows(rows)
    table.order_by(1)
    dates = [table.records().row_at(n).due_on for n in range(10_000)]
    assert dates == sorted(dates)
    table.set_filter("household 99")
    assert table.records().count() == sum("99" in r.id for r in rows)


def test_a_mark_that_is_filtered_away_is_not_drawn_on_another_row(
    kit: QApplication, qtbot: QtBot
) -> None:
    table = _table()
    qtbot.addWidget(table)
    table.mark("3")
    table.set_filter("pritchard")
    assert not any(table.is_marked(n) for n in range(3))
