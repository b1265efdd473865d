"""What every service works with: the database, the day, the rules, the matrix of who may what."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cfs_panels.services.permissions import permission_matrix
from cfs_panels.services.rules_in_force import RulesInForce

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from cfs_panels.domain.access import PermissionMatrix, Relation
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.working_days import WorkingCalendar
    from cfs_panels.services.keyring import Keyring
    from cfs_panels.services.rule_library import RuleLibrary
    from db.database import Database


@dataclass(frozen=True, slots=True)
class Office:
    """The parts that services share; ``now`` gives the moment, so that tests and demos set it.

    ``shipped`` are the rules of the program; ``rules`` has the agency's own versions over them.
    """

    database: Database
    shipped: RuleLibrary
    now: Callable[[], datetime]
    keyring: Keyring
    in_force: RulesInForce = field(
        init=False, default_factory=RulesInForce, repr=False, compare=False
    )

    @property
    def rules(self) -> RuleLibrary:
        """Return the rules, with what the agency had entered when this thread last looked."""
        return self.in_force.library(self.shipped)

    @property
    def today(self) -> date:
        """Return the day it is here."""
        return self.now().astimezone().date()

    @property
    def matrix(self) -> PermissionMatrix:
        """Return who may do what."""
        return permission_matrix()

    @property
    def calendar(self) -> WorkingCalendar:
        """Return the working days of England and Wales."""
        return self.rules.calendar()

    def newest_rule(self, rule_id: str) -> ClockRule:
        """Return the version of a rule that is in force today, or the newest where none is."""
        versions = self.rules.versions_of(rule_id)
        return versions.on(self.today) or versions.versions[-1]

    @contextmanager
    def writing(self, actor: Actor) -> Generator[Session]:
        """Open the one transaction of a command, audited as the actor's."""
        with self.database.transaction(actor) as session:
            self.in_force.follow(session, self.shipped)
            yield session

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Open a view of the records as they stand."""
        with self.database.reading() as session:
            self.in_force.follow(session, self.shipped)
            yield session

    def require(
        self, actor: Actor, action: str, relations: frozenset[Relation] = frozenset()
    ) -> None:
        """Refuse what role and relation do not allow, with a sentence."""
        self.matrix.require(actor, action, relations)
