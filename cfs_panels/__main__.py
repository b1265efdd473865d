"""Puts the parts together and starts them: the window, or a command without it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cfs_panels import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def main() -> int:
    """Open the window, or carry out the command that was typed.

    Returns the exit code: 0 done, 1 refused, 2 wrong usage, 3 the outside failed.
    """
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"CFS Panels {__version__}\n")
        return 0
    if _is_command(arguments):
        return _run_command(arguments)
    from cfs_panels.opening import open_window

    return open_window(arguments)


def _is_command(arguments: list[str]) -> bool:
    if not arguments:
        return False
    first = arguments[0]
    if first in {"--help", "-h"}:
        return True
    is_agency = first.startswith("-") or "://" in first or "." in first or "/" in first
    return not is_agency


def _run_command(arguments: list[str]) -> int:
    from cfs_panels.cli import app

    try:
        result = app(arguments, prog_name="cfs-panels", standalone_mode=True, obj=_show_demo)
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else 1
    return int(result or 0)


def _show_demo(agency: Path, user: str, password: str, as_of: date | None) -> int:
    from cfs_panels.opening import Start, run_window

    return run_window(Start(str(agency), user, password, as_of=as_of))


if __name__ == "__main__":
    sys.exit(main())
