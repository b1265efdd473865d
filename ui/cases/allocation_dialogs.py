"""Who works on a case, and who may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.cases import AllocateCase, RestrictCase
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.case_lines import CaseDetails, Colleague
    from ui.cases.case_desk import CaseDesk

ROWS = 6


def allocate(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask for the worker, the manager and the team of a case."""

    def make() -> AllocateCase:
        return AllocateCase(case.id, worker.value(), manager.value(), team.value())

    dialog = AskingDialog(
        desk,
        "Allocate the case",
        verb="Allocate",
        icon="people",
        lead=case.household,
        make=make,
    )
    worker = dialog.ask("worker_id", "Social worker", ChoiceBox(placeholder="Choose a worker"))
    manager = dialog.ask("manager_id", "Manager", ChoiceBox(placeholder="Choose a manager"))
    team = dialog.ask("team", "Team", ChoiceBox(placeholder="Choose a team"))
    pages, actor = desk.workspace.case_pages, desk.actor

    def offer(box: ChoiceBox, people: Sequence[Colleague], now: str) -> None:
        box.set_choices([(c.id, f"{c.name}, {c.words}" if c.words else c.name) for c in people])
        box.set_value(now)

    def offer_teams(teams: Sequence[str]) -> None:
        team.set_choices([(name, name) for name in teams])
        team.set_value(case.team)

    def offer_managers(people: Sequence[Colleague]) -> None:
        offer(manager, people, case.manager_id)

    desk.read(dialog, lambda: pages.workers(actor), lambda p: offer(worker, p, case.worker_id))
    desk.read(dialog, lambda: pages.managers(actor), offer_managers)
    desk.read(dialog, lambda: pages.teams(actor), offer_teams)
    return dialog.begin()


def restrict(desk: CaseDesk, case: CaseDetails) -> AskingDialog:
    """Ask who may open a case besides its worker and manager; nobody named opens it again."""
    people: list[CheckList] = []

    def make() -> RestrictCase:
        named = people[0].value() if people else ()
        return RestrictCase(case.id, named, reason.value())

    dialog = AskingDialog(
        desk,
        "Who may open this case",
        verb="Save",
        icon="restricted",
        lead=case.household,
        words="Besides its worker and manager only the people ticked here can open it, find it "
        "or count it. With nobody ticked it is open to its team again.",
        make=make,
    )
    area, body = scroll_body((2, 2, 8, 2), 4)
    area.setFixedHeight(ROWS * 28)
    dialog.body.addWidget(Label("People", "meta", strong=True))
    dialog.body.addWidget(area)
    pages, actor = desk.workspace.case_pages, desk.actor

    def show(found: Sequence[Colleague]) -> None:
        choices = [(c.id, f"{c.name}, {c.words}" if c.words else c.name) for c in found]
        if actor.user_id not in {c.id for c in found}:
            choices.insert(0, (actor.user_id, f"{actor.name}, yourself"))
        people.append(CheckList(choices, name="People"))
        body.addWidget(people[0])
        body.addStretch(1)

    def read() -> tuple[Colleague, ...]:
        found = {c.id: c for c in (*pages.workers(actor), *pages.managers(actor))}
        return tuple(found.values())

    desk.read(dialog, read, show)
    reason = dialog.ask("reason", "Reason", TextArea(lines=2), needed="Enter the reason")
    reason.set_value(case.restricted_reason)
    return dialog.begin()
