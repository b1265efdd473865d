"""Who is acting: the person signed in, with the roles they hold today."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be in an agency (``resources/permissions.toml`` says what each may do)."""

    SOCIAL_WORKER = "social_worker"
    TEAM_MANAGER = "team_manager"
    REVIEWING_OFFICER = "reviewing_officer"
    PANEL_ADVISER = "panel_adviser"
    PANEL_ADMINISTRATOR = "panel_administrator"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    DECISION_MAKER = "decision_maker"
    SERVICE_MANAGER = "service_manager"
    SYSTEM_ADMINISTRATOR = "system_administrator"


ROLE_WORDS: Mapping[Role, str] = {
    Role.SOCIAL_WORKER: "Social worker",
    Role.TEAM_MANAGER: "Team manager",
    Role.REVIEWING_OFFICER: "Reviewing officer",
    Role.PANEL_ADVISER: "Panel adviser",
    Role.PANEL_ADMINISTRATOR: "Panel administrator",
    Role.PANEL_CHAIR: "Panel chair",
    Role.PANEL_MEMBER: "Panel member",
    Role.DECISION_MAKER: "Agency decision maker",
    Role.SERVICE_MANAGER: "Service manager",
    Role.SYSTEM_ADMINISTRATOR: "System administrator",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The account that acts, as the services judge it.

    ``member_id`` is the entry on the central list that belongs to the account, if any.
    """

    user_id: str
    user_name: str
    name: str
    roles: frozenset[Role]
    team: str = ""
    member_id: str | None = None

    def has(self, *roles: Role) -> bool:
        """Return whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)
