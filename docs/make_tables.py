"""Writes the tables of the docs out of the data: ``python docs/make_tables.py``."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cfs_panels.services.pathway_tables import permissions, transitions  # noqa: E402 (path first)

TABLES = {"transitions.md": transitions, "permissions.md": permissions}


def main() -> None:
    """Write every table anew."""
    for name, make in TABLES.items():
        (HERE / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
