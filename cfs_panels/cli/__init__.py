"""The command line: the same services as the window, for scripts and for tests."""

from __future__ import annotations

import typer

from cfs_panels.cli import (
    agency_commands,
    calendar_command,
    delay_commands,
    demo_command,
    handover_command,
    rule_commands,
    workbook_commands,
)

COMMANDS = (
    demo_command.demo,
    agency_commands.new,
    agency_commands.cases,
    agency_commands.meetings,
    agency_commands.case,
    agency_commands.clocks,
    delay_commands.delays,
    agency_commands.document,
    calendar_command.calendar,
    agency_commands.check,
    handover_command.handover,
    workbook_commands.import_,
    workbook_commands.export,
    workbook_commands.measures,
    rule_commands.rules,
    rule_commands.due,
    rule_commands.quorum,
)
NAMES = frozenset(command.__name__.rstrip("_") for command in COMMANDS)

app = typer.Typer(
    name="cfs-panels",
    help="Fostering and adoption panels, from first enquiry to decision. "
    "Without a command it opens the window.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for _command in COMMANDS:
    app.command(_command.__name__.rstrip("_"))(_command)
