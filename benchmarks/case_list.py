"""How long a list of 10,000 cases takes to read, show, sort and filter.

``python -m benchmarks.case_list [--cases 10000] [--rounds 5]`` makes an encrypted agency of its
own, opens the page of the window on it and prints medians in milliseconds, painting included.
What a person waits for is one line alone, but for opening the list: that is *read* and *show*.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.caseload import CaseQuery, CaseView
from cfs_panels.domain.vocabulary import CaseStatus, Service
from cfs_panels.services.keyring import Keyring
from cfs_panels.services.office import Office
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.workspace import Workspace
from db.database import Database
from db.key_wrapping import new_data_key
from db.location import location_of
from db.models import Agency, Case, Household, User
from ui import theme
from ui.cases.case_list import CaseListPage
from ui.fonts import install_typeface
from ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

TODAY = date(2025, 10, 24)
NOW = datetime(2025, 10, 24, 9, 30, tzinfo=UTC)
ADVISER = Actor("bench", "bench", "A. Bench", frozenset({Role.PANEL_ADVISER}))
SURNAMES = ("Achterberg", "Bailey", "Calloway", "Drummond", "Ellery", "Farouk", "Gallagher",
            "Harker", "Iqbal", "Jessop", "Kendrick", "Marchbanks", "Okoro", "Pritchard", "Rahmani",
            "Thwaite", "Underhill", "Voss", "Whitlock", "Zielinski")  # fmt: skip
STEPS = (
    ("stage_1", "checks", "Chase checks and references", "A-S1"),
    ("stage_2", "book_panel", "Book panel slot", "F-APP-PANEL"),
    ("panel", "send_papers", "Send papers", "F-PAPERS"),
    ("decision", "decide", "Decide", "F-ADM"),
)


class Nowhere:
    """Goes to no other page."""

    def open(self, page: str, *reference: str) -> None:
        """Stay."""

    def back(self) -> None:
        """Stay."""

    def can_open(self, page: str) -> bool:
        return True


def fill(session: Session, count: int) -> None:
    """Put cases into an agency, in all stages, with the clocks that lists keep."""
    agency = Agency(name="Wealdshire County Council")
    household = Household(address=["12 Larch Close"])
    session.add_all([agency, household])
    session.flush()
    workers = [User(agency_id=agency.id, user_name=f"w{n}", name=f"Worker {n}") for n in range(40)]
    session.add_all(workers)
    session.flush()
    known = set(rule_library().rule_ids)
    for number in range(count):
        stage, step, words, rule = STEPS[number % len(STEPS)]
        fostering = stage != "stage_1"
        ends = TODAY + timedelta(days=number * 7919 % 200 - 20)
        session.add(
            Case(
                agency_id=agency.id,
                reference=f"{'F' if fostering else 'A'}-{2000 + number % 26}-{number:05}",
                service=Service.FOSTERING if fostering else Service.ADOPTION,
                pathway="fostering_mainstream" if fostering else "adoption_prospective",
                pathway_version=1,
                household_id=household.id,
                household_name=f"Sam and Alex {SURNAMES[number * 31 % len(SURNAMES)]} {number}",
                worker_id=workers[number % len(workers)].id,
                team=f"Team {number % 6}",
                stage=stage,
                status=CaseStatus.OPEN,
                next_step=step,
                next_words=words,
                next_owner_name=f"Worker {number % len(workers)}",
                clock_rule=rule if rule in known else "",
                clock_started_on=ends - timedelta(days=60),
                clock_due_on=ends,
            )
        )


def median(deed: Callable[[], object], rounds: int) -> float:
    """Return how many milliseconds a deed takes."""
    found = []
    for _ in range(rounds):
        started = time.perf_counter()
        deed()
        found.append((time.perf_counter() - started) * 1000)
    return statistics.median(found)


def ways(page: CaseListPage, workspace: Workspace) -> dict[str, Callable[[], object]]:
    """Return what is measured, each with the paint that follows it."""
    query = CaseQuery(view=CaseView.ALL_OPEN)
    found = workspace.caseload.cases(ADVISER, query)

    def painted(deed: Callable[[], object]) -> Callable[[], object]:
        def both() -> None:
            deed()
            page.table.viewport().repaint()

        return both

    def typed(words: str) -> Callable[[], object]:
        def type_it() -> None:
            page.filters.search.setText(words)
            page.filters.changed.emit()

        return painted(type_it)

    def show() -> None:
        page.show_list(replace(found))  # new rows, so nothing of the last time is known

    def end() -> None:
        bar = page.table.verticalScrollBar()
        bar.setValue(bar.maximum() if bar.value() == 0 else 0)

    worker = found.workers[1] if len(found.workers) > 1 else ""
    return {
        "read from the encrypted file": lambda: workspace.caseload.cases(ADVISER, query),
        "show": painted(show),
        "sort by household": painted(lambda: page.table.order_by(0)),
        "sort by clock, downwards": painted(lambda: page.table.order_by(3, True)),
        "order as given": painted(lambda: page.table.order_by(-1)),
        "filter, first letters (th)": typed("th"),
        "filter, next letter (thw)": typed("thw"),
        "filter, none again": typed(""),
        "filter by worker": painted(lambda: page.filters.show_values("", {"worker": worker})),
        "from end to end": painted(end),
    }


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--cases", type=int, default=10_000)
    wanted.add_argument("--rounds", type=int, default=5)
    chosen = wanted.parse_args()
    app = QApplication([])
    app.setStyle("Fusion")
    install_typeface(app, own=True)
    theme.apply(app, theme.LIGHT)
    runner = TaskRunner()
    with tempfile.TemporaryDirectory() as folder:
        location, key = location_of(Path(folder) / "bench.cfs"), new_data_key()
        with Database.create(location, key, clock=lambda: NOW) as database:
            with database.transaction(ADVISER) as session:
                fill(session, chosen.cases)
            office = Office(database, rule_library(), lambda: NOW, Keyring(location, key))
            workspace = Workspace(office)
            page = CaseListPage(Nowhere(), runner, workspace, ADVISER)
            page.resize(1220, 848)
            page.show()
            QTest.qWaitForWindowExposed(page)
            print(f"{chosen.cases} cases, median of {chosen.rounds}")
            for name, deed in ways(page, workspace).items():
                print(f"{name:32}{median(deed, chosen.rounds):8.1f} ms")
            runner.close()
            page.close()


if __name__ == "__main__":
    main()
