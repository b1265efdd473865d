"""A list of 10,000 cases: to show, order and filter it, and to paint one screen of it.

``python -m benchmarks.long_list [-n 5]`` prints medians in milliseconds, and the ratio of
ordering to that of a QSortFilterProxyModel over the same rows.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.fonts import install_typeface
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

ROWS = [
    (str(n), f"Household {n * 7919 % 10_000:05}", f"F-2025-{n:05}", n * 31 % 365)
    for n in range(10_000)
]
COLUMNS = [
    Column("names", "Household", lambda r: Cell(r[1], r[2], stripe="fostering", medium=True)),
    Column("stage", "Stage", lambda r: Cell("Stage 2", steps=(r[3] % 8 + 1, 8)), width=146),
    Column(
        "clock",
        "Clock that ends first",
        lambda r: Cell(
            f"{r[3]} days left", "Panel", icon="onTrack", tone="onTrack", bar=r[3] / 365
        ),
        width=214,
        sort=lambda r: r[3],
    ),
]


def timed(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return (time.perf_counter() - started) * 1000


def median(times: int, deed: Callable[[], object]) -> float:
    return round(statistics.median(timed(deed) for _ in range(times)), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=5)
    times = parser.parse_args().n
    app = QApplication([])
    install_typeface(app)
    theme.apply(app, theme.LIGHT)
    table = RecordTable(COLUMNS, key=lambda r: r[0], rows="two_line")
    table.resize(1200, 760)
    table.show()
    found = {
        "show": median(times, lambda: table.show_rows(ROWS)),
        "order_by_words": median(times, lambda: table.order_by(0)),
        "order_by_number": median(times, lambda: table.order_by(2, True)),
        "first_filter": round(timed(lambda: table.set_filter("household 09")), 1),
        "next_filter": median(times, lambda: table.set_filter("household 091")),
    }
    table.set_filter()
    app.processEvents()
    bar = table.verticalScrollBar()

    def paint_screen() -> None:
        bar.setValue((bar.value() + 5_000) % bar.maximum())
        table.grab()

    found["paint_screen"] = median(times * 4, paint_screen)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(table.records())
    down = Qt.SortOrder.DescendingOrder
    found["proxy_order"] = round(timed(lambda: proxy.sort(0, down)), 1)
    found["order_to_proxy"] = round(found["order_by_words"] / found["proxy_order"], 3)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
