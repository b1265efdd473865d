"""Who may do what, by role and by relation to the record (``resources/permissions.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cfs_panels.domain.actors import Actor, Role


class Relation(StrEnum):
    """How a person stands to a record."""

    ANY = "any"
    OWN = "own"  # its worker, manager or author
    TEAM = "team"  # in the team that holds it
    MEETING = "meeting"  # a member of the meeting that hears it, once its papers are out
    SELF = "self"  # it is about themselves


@dataclass(frozen=True, slots=True)
class ActionRule:
    """An action, its words after "Your role does not let you", and who may take it."""

    key: str
    words: str
    grants: Mapping[Role, frozenset[Relation]]


@dataclass(frozen=True, slots=True, eq=False)
class PermissionMatrix:
    """The one table of who may do what; two matrices are alike only if they are the same."""

    actions: Mapping[str, ActionRule]

    def relations(self, actor: Actor, action: str) -> frozenset[Relation]:
        """Return the relations through which the actor may take an action."""
        grants = self.actions[action].grants
        found: frozenset[Relation] = frozenset()
        for role in actor.roles:
            found |= grants.get(role, frozenset())
        return found

    def allows(self, actor: Actor, action: str, relations: frozenset[Relation]) -> bool:
        """Return whether someone so related to a record may take an action on it."""
        return bool(self.relations(actor, action) & (relations | {Relation.ANY}))

    def require(
        self, actor: Actor, action: str, relations: frozenset[Relation] = frozenset()
    ) -> None:
        """Refuse an action that neither role nor relation allows.

        Raises:
            RuleBroken: with the sentence for the person.
        """
        if not self.allows(actor, action, relations):
            raise RuleBroken(f"Your role does not let you {self.actions[action].words}.")
