"""Files and folders that only their owner reads, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import OutsideTrouble

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700

_SENTENCES = {
    errno.ENOSPC: "The disk is full, so {name} was not saved. Make room on it and try again.",
    errno.EDQUOT: "Your share of the disk is used up, so {name} was not saved.",
    errno.EACCES: "You have no permission to use {name}. Check who owns it.",
    errno.EPERM: "You have no permission to use {name}. Check who owns it.",
    errno.EROFS: "{name} is on a disk that cannot be written to.",
    errno.ENOENT: "{name} is not there any more.",
    errno.ENOTDIR: "{name} cannot be there: part of its path is a file.",
    errno.EISDIR: "{name} is a folder, not a file.",
    errno.ENAMETOOLONG: "The name {name} is too long for this disk.",
}


@contextlib.contextmanager
def told_of_files(name: str) -> Generator[None]:
    """Turn what the disk refuses into a sentence about the file or folder of this name."""
    try:
        yield
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, "{name} cannot be read or written: {why}.")
        raise OutsideTrouble(sentence.format(name=name, why=error.strerror or "unknown")) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that only their owner opens; what is there is left."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with told_of_files(folder.name):
        folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file that only its owner reads, where there was none."""
    with told_of_files(path.name):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY_FILE))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that after any failure it holds the old content or the new, whole."""
    with told_of_files(path.name):
        _write_whole(path, content)


def add_line(path: Path, line: str) -> None:
    """Add one line to the end of a file that only its owner reads, and wait for the disk.

    Where an earlier line was cut short, the new one begins on a line of its own.
    """
    with told_of_files(path.name):
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, OWNER_ONLY_FILE)
        with os.fdopen(handle, "ab+") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(end - 1, 0))
            start = b"" if file.read(1) in {b"", b"\n"} else b"\n"
            file.write(start + line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def _write_whole(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.urandom(6).hex()}.new")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _wait_for_folder(path.parent)


def _wait_for_folder(folder: Path) -> None:
    """Wait until the disk knows the folder's new entry; Windows does this by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
