"""A case on paper: its summary, and the list of what is still missing for panel."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from cfs_panels.domain.words import clock_time, long_date
from ui.cases.case_header import address_words
from ui.cases.child_cards import child_facts
from ui.cases.side_cards import next_words
from ui.widgets.printing import print_html, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.children import ChildDetails

_LOOK = """
body { font-family: sans-serif; font-size: 12pt; color: #000000; }
h1 { font-size: 17pt; margin-bottom: 2pt; } h2 { font-size: 13pt; margin: 12pt 0 3pt 0; }
p { margin: 0 0 6pt 0; }
th { text-align: left; font-weight: 600; padding: 2pt 10pt 2pt 0; }
td { padding: 2pt 10pt 2pt 0; vertical-align: top; }
"""


def print_summary(
    page: QWidget, case: CaseDetails, by: str, child: ChildDetails | None = None
) -> None:
    """Show how the summary of a case prints."""
    html = summary_html(case, by, datetime.now(), child)
    print_html(page, f"{case.reference} case summary", html)


def print_missing(page: QWidget, case: CaseDetails) -> None:
    """Show how the list of what is missing prints."""
    rows = [
        (need.name, need.person, need.evidence, need.words) for need in case.needs if not need.is_in
    ]
    title = f"Missing documents: {case.household}, {case.reference}"
    print_rows(page, title, ("Item", "Person", "How it stands", "State"), rows)


def summary_html(
    case: CaseDetails, by: str, now: datetime, child: ChildDetails | None = None
) -> str:
    """Return the summary of a case: facts, stages, clocks, people, what panel needs, the latest."""
    printed = f"Printed by {by} on {long_date(now.date())} at {clock_time(now.time())}."
    facts = (
        ("As it stood on", long_date(case.as_of) if case.as_of else ""),
        ("Reference", case.reference),
        ("Kind", f"{case.service.value.capitalize()}, {case.kind}"),
        ("Worker", ", ".join(part for part in (case.worker, case.team) if part)),
        ("Manager", case.manager),
        ("Opened", long_date(case.opened_on) if case.opened_on else ""),
        ("Address", address_words(case.home)),
        ("Stage", case.stage_words),
        ("Next step", f"{next_words(case)} {case.next_owner}".strip()),
        ("Safety", case.home.safety_note),
    )
    needed = "What the decision needs" if child else "What panel needs"
    parts = [
        f"<style>{_LOOK}</style><h1>{escape(case.household)}</h1><p>{escape(printed)}</p>",
        _table((), [fact for fact in facts if fact[1]]),
        _section("Child", (), child_facts(child) if child else ()),
        _section("How it stands", ("What", "Since"), _standings(child)),
        _section("Household", ("Name", "Age", "Who they are"), _people(case)),
        _section("Stages", ("Stage", "Date"), [(s.name, s.below) for s in case.stages]),
        _section("Clocks", ("Clock", "Ends", "How it stands", "Source"), _clocks(case)),
        _section(needed, ("Item", "Person", "Evidence", "State"), _needs(case)),
        _section("Latest", ("Date", "What"), [(long_date(e.on), e.words) for e in case.latest]),
    ]
    return "".join(parts)


def _standings(child: ChildDetails | None) -> list[tuple[str, ...]]:
    return [(s.words, long_date(s.since)) for s in child.standings] if child else []


def _people(case: CaseDetails) -> list[tuple[str, ...]]:
    return [(p.name, "" if p.age is None else str(p.age), p.words) for p in case.people]


def _clocks(case: CaseDetails) -> list[tuple[str, ...]]:
    return [(c.name, long_date(c.due_on), c.words or c.pill, c.source) for c in case.clocks]


def _needs(case: CaseDetails) -> list[tuple[str, ...]]:
    return [(n.name, n.person, n.evidence, n.words) for n in case.needs]


def _section(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    return f"<h2>{escape(title)}</h2>{_table(columns, rows)}" if rows else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
