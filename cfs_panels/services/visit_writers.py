"""Who writes a visit record: gone on with by a colleague whose case it is, and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.visits import GiveFormBack, TakeOverForm
from cfs_panels.services.visit_steps import check_editable, check_open, check_writer, open_form
from db.models import User

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office


class VisitWriters:
    """Lets the worker or manager of a case go on with what the other began."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {TakeOverForm: self.take_over_form, GiveFormBack: self.give_form_back}

    def take_over_form(self, actor: Actor, command: TakeOverForm) -> Changes:
        """Go on with what somebody else began; the words written so far stay.

        Raises:
            RuleBroken: for who is neither worker nor manager of the case, and for a record that is
                with a manager or decided.
        """
        with self._office.writing(actor) as session:
            row, file = open_form(session, self._office, actor, command.form_id)
            check_writer(file, actor)
            if row.author_id == actor.user_id:
                raise RuleBroken("You write this record already.")
            before = session.get_one(User, row.author_id)
            check_open(session, row)
            row.author_id = actor.user_id
            session.flush()
            touched = frozenset({("form_record", row.id), ("case", file.case.id)})
            words = f"Visit record taken over from {before.name}"
            return Changes(touched, message=words, undo=GiveFormBack(row.id, before.id))

    def give_form_back(self, actor: Actor, command: GiveFormBack) -> Changes:
        """Let whoever wrote a record before it was taken over go on with it.

        Raises:
            RuleBroken: for someone else's record, or one that is with a manager or decided.
        """
        with self._office.writing(actor) as session:
            row, file = open_form(session, self._office, actor, command.form_id)
            check_editable(session, row, actor)
            before = session.get_one(User, command.author_id)
            row.author_id = before.id
            session.flush()
            touched = frozenset({("form_record", row.id), ("case", file.case.id)})
            return Changes(touched, message=f"Visit record given back to {before.name}")
