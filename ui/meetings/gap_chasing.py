"""Chasing what an item waits for: the check is chosen, and that it was chased is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.chase_dialog import ChaseDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.checks import CheckLine
    from cfs_panels.domain.meetings import GapLine, MeetingDetails
    from ui.meetings.meeting_desk import MeetingDesk

    Found = list[tuple[CheckLine, str]]

OUT = frozenset({"asked", "late"})


def chase_gap(
    desk: MeetingDesk, details: MeetingDetails, gap: GapLine, otherwise: Callable[[], object]
) -> None:
    """Ask about the checks that a gap waits for; ``otherwise`` is done where no check is out."""
    checks, actor = desk.workspace.checks, desk.actor
    names = {item.case_id: item.title for item in details.items if item.case_id in gap.case_ids}

    def read() -> Found:
        return [
            (line, f"{title}: {line.name}, {line.person}")
            for case_id, title in names.items()
            for line in checks.checks(actor, case_id)
            if line.column == gap.column and line.state in OUT and line.is_needed
        ]

    def ask(found: Found) -> None:
        if not found:
            otherwise()
            return
        only = len(found) == 1
        ChaseDialog(desk, found, lead=found[0][1] if only else gap.words).begin()

    desk.read(desk.page, read, ask, replaces="chase")
