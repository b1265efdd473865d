"""The panel adviser's note on an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.meeting_rules import check_not_begun
from cfs_panels.domain.meetings import AdvisePanel
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.last_writers import last_writer
from cfs_panels.services.meeting_access import item_for
from cfs_panels.services.meeting_events import changes_of, facts_of, newest_of
from db.models import PanelAdvice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.office import Office
    from db.models import AgendaItem


class PanelAdviceNotes:
    """The adviser's notes, saved as they are typed and finished for the pack."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {AdvisePanel: self.advise_panel}

    def advise_panel(self, actor: Actor, command: AdvisePanel) -> Changes:
        """Keep the note as typed; finished, it is a paper of the item.

        Raises:
            RuleBroken: for an empty note that is to be finished, and once the meeting has begun.
            Clash: where somebody else changed the note meanwhile.
        """
        if command.finished and not command.words.strip():
            raise RuleBroken("Write the note before you finish it.", field="words")
        with self._office.writing(actor) as session:
            rows, item, file = item_for(
                session, self._office, actor, command.item_id, "advise_panel"
            )
            if file is None:
                raise RuleBroken("A note is written on the case of an item. This one has none.")
            check_not_begun(rows.meeting.state, rows.meeting.held_on)
            note = session.scalar(select(PanelAdvice).where(PanelAdvice.item_id == item.id))
            if (note.version if note else 0) != command.version:
                who = last_writer(session, ("panel_advice", note.id)) if note else ""
                raise Clash("this note", note.words if note else "", command.words, who=who)
            if note is None:
                note = PanelAdvice(item_id=item.id, author_id=actor.user_id)
                session.add(note)
            was_finished = note.finished_on is not None
            note.words, note.author_id = command.words, actor.user_id
            if command.finished != was_finished:
                note.finished_on = self._office.today if command.finished else None
                _record(file, item, finished=command.finished)
            session.flush()
            message = f"Note on {item.title} finished" if command.finished else ""
            return changes_of(
                rows, [file], ("panel_advice", item.id), message=message, version=note.version
            )


def _record(file: CaseFile, item: AgendaItem, *, finished: bool) -> None:
    if finished:
        file.record(EventType.PANEL_ADVISED, file.office.today, facts=facts_of(item))
        return
    event = newest_of(file, item, EventType.PANEL_ADVISED)
    if event is not None:
        file.withdraw(event, "the note is being written again")
