"""Who holds the next step of a case."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class Owner(StrEnum):
    """Who holds the next step of a case."""

    WORKER = "worker"
    MANAGER = "manager"
    APPLICANTS = "applicants"
    MEDICAL_ADVISER = "medical_adviser"
    REVIEWING_OFFICER = "reviewing_officer"
    SERVICE_MANAGER = "service_manager"
    PANEL_ADVISER = "panel_adviser"
    PANEL_ADMINISTRATOR = "panel_administrator"
    PANEL_CHAIR = "panel_chair"
    DECISION_MAKER = "decision_maker"

    @property
    def role(self) -> Role | None:
        """Return the role whose holders are meant, where it is not a person of the case."""
        return Role(self.value) if self.value in set(Role) else None


def owners_of(roles: Iterable[Role]) -> tuple[Owner, ...]:
    """Return the holders of next steps that are meant where somebody has these roles."""
    held = frozenset(roles)
    return tuple(owner for owner in Owner if owner.role in held)
