"""The command that hands a leaver's caseload over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cfs_panels.cli.entry import Agency, AsJson, Day, PasswordFromInput, User, opened
from cfs_panels.cli.output import REFUSED, print_json, print_table, say
from cfs_panels.domain.errors import RuleBroken

if TYPE_CHECKING:
    from cfs_panels.domain.handovers import Holding
    from cfs_panels.services.entrance import Opened

COLUMNS = ("case", "household", "part", "other", "problem")


def handover(
    agency: Agency,
    leaver: Annotated[str, typer.Option("--from", help="The user name of whoever leaves.")],
    colleague: Annotated[str, typer.Option("--to", help="The user name of who takes over.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with each case.")],
    user: User = "",
    on: Day = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")
    ] = False,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Hand all open cases of somebody over to a colleague, in one step."""
    from cfs_panels.domain.handovers import HandOverCaseload

    with opened(agency, user, from_input=from_input) as found:
        workspace, actor = found.workspace, found.actor
        from_id, to_id = (_account(found, name) for name in (leaver, colleague))
        day = on or workspace.office.today
        command = HandOverCaseload(from_id, to_id, day, reason)
        holding = workspace.handovers.preview(actor, from_id, command)
        message = "" if dry_run else workspace.do(actor, command).message
    _print(holding, as_json=as_json, is_done=not dry_run)
    say(f"{message}." if message else f"{holding.name} holds {holding.words or 'nothing'}.")
    for words in holding.stays:
        say(words)
    if dry_run and any(case.problem for case in holding.cases):
        raise typer.Exit(REFUSED)


def _print(holding: Holding, *, as_json: bool, is_done: bool) -> None:
    rows = [
        {
            "case": case.reference,
            "household": case.household,
            "part": case.part,
            "other": case.other_name,
            "problem": case.problem,
        }
        for case in holding.cases
    ]
    if as_json:
        counts = {
            "visits": holding.forms_to_decide,
            "drafts": holding.drafts,
            "requirements": holding.requirements,
        }
        stays = list(holding.stays)
        print_json({"done": is_done, "cases": rows, **counts, "stays": stays})
    else:
        print_table(COLUMNS, [[row[column] for column in COLUMNS] for row in rows])


def _account(found: Opened, user_name: str) -> str:
    """Return the id of an account."""
    wanted = user_name.strip().casefold()
    for line in found.workspace.agency.users(found.actor):
        if line.user_name == wanted:
            return line.id
    raise RuleBroken(f"There is no account {wanted}.")
