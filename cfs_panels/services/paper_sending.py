"""Papers sent to the members of a meeting: what stops them, what needs a reason."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import check_not_begun
from cfs_panels.domain.meetings import ItemState, MeetingState, SendPapers
from cfs_panels.domain.paper_marks import stopping_papers
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date, plural, uncapitalised, weekday_date
from cfs_panels.services.meeting_access import meeting_for
from cfs_panels.services.meeting_events import case_files, changes_of, facts_of
from cfs_panels.services.meeting_papers import load_papers, paper_days, papers_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.meeting_papers import AgendaPapers
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem


class PaperSending:
    """The papers of a meeting go to its members; later ones as a supplement."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {SendPapers: self.send_papers}

    def send_papers(self, actor: Actor, command: SendPapers) -> Changes:
        """Send the papers of the items that have not gone yet; members can read them from now on.

        Raises:
            RuleBroken: for items without a declaration of compliance, which nobody overrides; for
                papers that are late or incomplete, until a reason is given.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, "send_papers")
            meeting = rows.meeting
            check_not_begun(meeting.state, meeting.held_on)
            self._check_day(rows, command.sent_on)
            items = _items_to_send(rows, command)
            papers = load_papers(session, self._office, [rows])
            _check_going_on(rows, items, papers)
            _check_declared(rows, items, papers)
            is_late = self._check_late(rows, command)
            self._check_gaps(rows, items, papers, command)
            files = []
            for item, file in case_files(session, self._office, actor, items):
                with _of_item(rows.numbers[item.id]):
                    file.judge(EventType.PAPERS_SENT, command.sent_on)
                item.papers_sent_on = command.sent_on
                facts = facts_of(item, late=is_late, late_reason=command.late_reason.strip())
                file.record(EventType.PAPERS_SENT, command.sent_on, facts=facts)
                files.append(file)
            _note_sending(rows, command)
            session.flush()
            return changes_of(
                rows,
                files,
                *(("agenda_item", item.id) for item in items),
                message=f"Papers of {plural(len(items), 'item')} sent to "
                f"{plural(len(rows.seats), 'member')}",
            )

    def _check_day(self, rows: MeetingRows, sent_on: date) -> None:
        if sent_on > self._office.today:
            raise RuleBroken(
                f"{long_date(sent_on)} is in the future. Enter the day they went.", field="sent_on"
            )
        if sent_on > rows.meeting.held_on:
            raise RuleBroken("Papers go before the meeting.", field="sent_on")
        if not rows.seats:
            raise RuleBroken("Nobody is due at this meeting yet. Invite its members first.")

    def _check_late(self, rows: MeetingRows, command: SendPapers) -> bool:
        """Return whether the papers go late; that needs a reason (a minimum standard)."""
        rule = papers_rule(self._office, rows.service, rows.meeting.held_on)
        days = paper_days(self._office, rows)
        is_late = command.sent_on > days.papers_due_on
        if is_late and rule.weight.warns and not command.late_reason.strip():
            limit = rule.limit_words(self._office.rules.agency_facts)
            raise RuleBroken(
                f"Papers had to go by {weekday_date(days.papers_due_on)}, {limit} the meeting. "
                "Say why they go late.",
                field="late_reason",
            )
        return is_late

    def _check_gaps(
        self,
        rows: MeetingRows,
        items: Sequence[AgendaItem],
        papers: AgendaPapers,
        command: SendPapers,
    ) -> None:
        days = paper_days(self._office, rows)
        found = [papers.of(rows, item, days) for item in items]
        open_ones = [item.number for item in found if not item.is_complete]
        if open_ones and not command.gaps_reason.strip():
            one = len(open_ones) == 1
            raise RuleBroken(
                f"{items_words(open_ones)} {'is' if one else 'are'} not complete. Say why the "
                "papers go all the same.",
                field="gaps_reason",
            )


@contextmanager
def _of_item(number: int) -> Generator[None]:
    """Tell why the papers of one item cannot go with the item it is."""
    try:
        yield
    except RuleBroken as refusal:
        words = f"Item {number}: {uncapitalised(refusal.message)}"
        raise RuleBroken(words, field=refusal.field) from refusal


def _items_to_send(rows: MeetingRows, command: SendPapers) -> list[AgendaItem]:
    waiting = [
        item
        for item in rows.case_items
        if item.papers_sent_on is None and item.state is ItemState.BOOKED
    ]
    if not rows.case_items:
        raise RuleBroken("There is no case on the agenda yet, so there are no papers to send.")
    if not waiting:
        raise RuleBroken("The papers of every item have gone already.")
    found = [item for item in waiting if item.id not in command.held_back]
    if not found:
        raise RuleBroken("Every item that is left is held back, so there is nothing to send.")
    return found


def _check_going_on(rows: MeetingRows, items: Sequence[AgendaItem], papers: AgendaPapers) -> None:
    """Refuse to send papers of a case that ended after it was booked."""
    for item in items:
        if papers.cases[item.case_id or ""].status.is_over:
            raise RuleBroken(
                f"The case of item {rows.numbers[item.id]} has ended. Take it off the agenda first."
            )


def _check_declared(rows: MeetingRows, items: Sequence[AgendaItem], papers: AgendaPapers) -> None:
    """Refuse to send what a regulation stops; nobody overrides that.

    Fostering Regulations 26 and Adoption Agencies Regulations 30: the report goes to panel whole.
    """
    missing: dict[str, list[int]] = {}
    for item in items:
        for name in stopping_papers(papers.papers[item.id]):
            missing.setdefault(name, []).append(rows.numbers[item.id])
    if not missing:
        return
    name, found = next(iter(missing.items()))
    one = len(found) == 1
    raise RuleBroken(
        f"{items_words(found)} {'has' if one else 'have'} no {uncapitalised(name)}, so "
        f"{'its' if one else 'their'} papers cannot go. Send the others without "
        f"{'it' if one else 'them'}, or wait."
    )


def _note_sending(rows: MeetingRows, command: SendPapers) -> None:
    meeting = rows.meeting
    if meeting.papers_sent_on is None:
        meeting.papers_sent_on = command.sent_on
    meeting.state = MeetingState.PAPERS_SENT
    for name in ("late_reason", "gaps_reason"):
        said = [getattr(meeting, name), getattr(command, name).strip()]
        setattr(meeting, name, "\n".join(part for part in said if part))
