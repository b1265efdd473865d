"""How a command opens an agency: who, with which password, and what happens when it fails."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cfs_panels.cli.output import OUTSIDE, REFUSED, USAGE, say
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken

if TYPE_CHECKING:
    from collections.abc import Generator

    from cfs_panels.services.entrance import Opened

PASSWORD_VARIABLE = "CFS_PANELS_PASSWORD"  # noqa: S105 (the name of a variable, not a password)

Agency = Annotated[str, typer.Argument(help="A file (wealdshire.cfs) or a PostgreSQL address.")]
User = Annotated[str, typer.Option("--user", help="The user name to sign in with.")]
PasswordFromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def parse_day(text: str) -> date:
    """Return the date of an option.

    Raises:
        BadParameter: where it is not a real date as 2025-10-24.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text} is not a date. Write it as 2025-10-24.") from error


Day = Annotated[date | None, typer.Option(parser=parse_day, metavar="DATE")]


@contextmanager
def told() -> Generator[None]:
    """Tell refusals and trouble in a sentence, and leave with the exit code that says which."""
    try:
        yield
    except RuleBroken as refusal:
        say(refusal.message)
        raise typer.Exit(REFUSED) from refusal
    except OutsideTrouble as trouble:
        say(trouble.message)
        raise typer.Exit(OUTSIDE) from trouble
    except OSError as trouble:
        say(f"{trouble.filename or 'A file'}: {trouble.strerror}.")
        raise typer.Exit(OUTSIDE) from trouble


@contextmanager
def opened(agency: str, user: str, *, from_input: bool) -> Generator[Opened]:
    """Open an agency for the person of a command, and close it after."""
    with told():
        from cfs_panels.services.entrance import open_agency

        found = open_agency(agency, user, password_of(user, from_input=from_input))
        try:
            yield found
        finally:
            found.workspace.close()


def password_of(user: str, *, from_input: bool) -> str:
    """Return the password from standard input, the environment or the keyboard."""
    if not user:
        say("Say who you are with --user.")
        raise typer.Exit(USAGE)
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if not sys.stdin.isatty():
        say(f"Give the password with --password-stdin or in {PASSWORD_VARIABLE}.")
        raise typer.Exit(USAGE)
    return getpass.getpass(f"Password of {user}: ")
