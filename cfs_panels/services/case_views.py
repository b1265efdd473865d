"""The views of the list of cases that a person saved for themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.agency import SetSetting
from cfs_panels.domain.caseload import CaseQuery, CaseView, OwnView, RemoveCaseView, SaveCaseView
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.agency_settings import AgencySettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office

KEY = "my.case_views"
MOST_VIEWS = 12
LONGEST_NAME = 30


class CaseViews:
    """Names for what a person often asks the list of cases for; nobody else sees them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._settings = AgencySettings(office)

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {SaveCaseView: self.save_case_view, RemoveCaseView: self.remove_case_view}

    def views(self, actor: Actor) -> tuple[OwnView, ...]:
        """Return the person's own views, in the order in which they were saved."""
        kept = self._settings.setting(actor, KEY, [])
        return tuple(_view(entry) for entry in kept if isinstance(entry, dict))

    def save_case_view(self, actor: Actor, command: SaveCaseView) -> Changes:
        """Keep what the list shows under a name.

        Raises:
            RuleBroken: without a name, with one that is taken or too long, or past twelve views.
        """
        self._office.require(actor, "list_cases")
        name = " ".join(command.name.split())
        views = self.views(actor)
        if not name:
            raise RuleBroken("Enter a name for this view.", field="name")
        if len(name) > LONGEST_NAME:
            raise RuleBroken(f"Use {LONGEST_NAME} letters or fewer.", field="name")
        if any(view.name.casefold() == name.casefold() for view in views):
            raise RuleBroken(
                f"You have a view called {name} already. Choose another name.", field="name"
            )
        if len(views) >= MOST_VIEWS:
            raise RuleBroken(
                f"You have {MOST_VIEWS} views of your own. Remove one first.", field="name"
            )
        saved = self._keep(actor, (*views, OwnView(name, command.query)))
        return replace(saved, made=name, message=f"View {name} saved", undo=RemoveCaseView(name))

    def remove_case_view(self, actor: Actor, command: RemoveCaseView) -> Changes:
        """Let go of a view of one's own; no case is touched by it."""
        views = self.views(actor)
        gone = next((view for view in views if view.name == command.name), None)
        if gone is None:
            raise RuleBroken("There is no such view.")
        saved = self._keep(actor, [view for view in views if view is not gone])
        undo = SaveCaseView(gone.name, gone.query)
        return replace(saved, message=f"View {gone.name} removed", undo=undo)

    def _keep(self, actor: Actor, views: Sequence[OwnView]) -> Changes:
        return self._settings.set_setting(actor, SetSetting(KEY, [_entry(v) for v in views]))


def _entry(view: OwnView) -> dict[str, str]:
    query = view.query
    return {
        "name": view.name,
        "view": query.view.value,
        "text": query.text,
        "service": query.service.value if query.service else "",
        "stage": query.stage,
        "team": query.team,
        "worker": query.worker,
    }


def _view(entry: Mapping[str, Any]) -> OwnView:
    """Return a view as kept; what this version does not know of is left out."""
    view, service = entry.get("view"), entry.get("service")
    query = CaseQuery(
        view=CaseView(view) if view in set(CaseView) else CaseView.ALL_OPEN,
        text=str(entry.get("text", "")),
        service=Service(service) if service in set(Service) else None,
        stage=str(entry.get("stage", "")),
        team=str(entry.get("team", "")),
        worker=str(entry.get("worker", "")),
    )
    return OwnView(str(entry.get("name", "")), query)
