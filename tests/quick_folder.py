"""Where a run keeps its files: in memory where the machine offers that, else on the disk.

A local agency waits for the disk after every save, and every test makes an agency, so a disk would
take a third of the run. A folder named by ``TMPDIR`` is taken as it is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (only its folder of a random name is used)
NEEDED_BYTES = 3 << 30


def take() -> Path | None:
    """Turn this process and those it starts to a new folder in memory; return it, if there is one.

    Who gets it removes it at the end.
    """
    if "TMPDIR" in os.environ or not _is_roomy(MEMORY):
        return None
    folder = Path(tempfile.mkdtemp(prefix="cfs-panels-tests-", dir=MEMORY))
    folder.chmod(0o711)  # PostgreSQL runs as an account of its own and walks through
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # read the variable anew
    return folder


def _is_roomy(folder: Path) -> bool:
    try:
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= NEEDED_BYTES
    except OSError:
        return False
