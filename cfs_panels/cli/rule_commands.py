"""Commands on the rules alone: ``due`` and ``quorum`` open no agency, ``rules`` only if asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cfs_panels.cli.entry import AsJson, Day, PasswordFromInput, User, opened, parse_day, told
from cfs_panels.cli.output import USAGE, print_json, print_table, say


def rules(
    as_of: Day = None,
    agency: Annotated[
        str, typer.Option(help="An agency, to see its own versions and confirmations too.")
    ] = "",
    user: User = "",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print every rule in force on a date, with its source and status."""
    if agency:
        with opened(agency, user, from_input=from_input) as found:
            table = found.workspace.rules.table(found.actor, as_of)
    else:
        from cfs_panels.services.rule_questions import rules_table

        with told():
            table = rules_table(as_of or date.today())
    if as_json:
        print_json(table)
        return
    columns = ("id", "words", "weight", "status", "source")
    print_table(columns, [[row.get(column, "") for column in columns] for row in table])


def due(
    rule: Annotated[str, typer.Argument(help="The id of a rule, such as F-ADM.")] = "",
    start: Annotated[
        date | None, typer.Argument(parser=parse_day, metavar="START", help="As 2025-10-16.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="NAME=VALUE, such as clear_days=true.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="A CSV file: rule, start, facts.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Print the date that a rule gives for a start, or for each row of a file."""
    from cfs_panels.services import rule_questions

    with told():
        if file is not None:
            found = rule_questions.due_file(file)
        elif rule and start:
            facts = rule_questions.parse_facts(fact or [])
            day = rule_questions.due(rule, start, facts)
            found = [{"rule": rule, "start": start.isoformat(), "due": day.isoformat()}]
        else:
            say("Give a rule and a start, or a file with --file.")
            raise typer.Exit(USAGE)
    if as_json:
        print_json(found)
    elif file is None:
        print(found[0]["due"])  # noqa: T201 (the answer of the command)
    else:
        print_table(("rule", "start", "due"), [list(row.values()) for row in found])


def quorum(
    file: Annotated[Path, typer.Option("--file", help="A JSON list of panels.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Print whether each panel of a file is quorate, and what is missing."""
    from cfs_panels.services.rule_questions import quorum_file

    with told():
        found = quorum_file(file)
    if as_json:
        print_json(found)
        return
    print_table(
        ("id", "quorate", "missing"),
        [(p["id"], "yes" if p["quorate"] else "no", ", ".join(p["missing"])) for p in found],
    )
