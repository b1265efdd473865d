from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import OutsideTrouble
from db.safe_files import add_line, make_file, make_folder, told_of_files, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def only_owner(path: Path) -> bool:
    return os.name != "posix" or path.stat().st_mode & 0o077 == 0


def test_what_is_made_is_for_its_owner_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        make_folder(tmp_path / "a" / "b")
        make_file(tmp_path / "a" / "b" / "empty")
        write_whole(tmp_path / "a" / "b" / "whole", b"content")
        add_line(tmp_path / "a" / "b" / "lines", "one")
    finally:
        os.umask(old)
    assert only_owner(tmp_path / "a" / "b")
    assert all(only_owner(file) for file in (tmp_path / "a" / "b").iterdir())


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    mode = tmp_path.stat().st_mode
    make_folder(tmp_path)
    assert tmp_path.stat().st_mode == mode


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    make_file(tmp_path / "a")
    with pytest.raises(OutsideTrouble):
        make_file(tmp_path / "a")


def test_a_failed_write_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def fail(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutsideTrouble, match="cannot be read or written: Input/output error"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_line_begins_anew_after_one_that_was_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    for line in ("one", "two"):
        add_line(path, line)
    path.write_bytes(path.read_bytes() + b"cut sh")
    add_line(path, "three")
    assert path.read_text().splitlines() == ["one", "two", "cut sh", "three"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full, so wealdshire.cfs was not saved"),
        (errno.EACCES, "You have no permission to use wealdshire.cfs"),
        (errno.EROFS, "wealdshire.cfs is on a disk that cannot be written to"),
        (errno.ENOENT, "wealdshire.cfs is not there any more"),
    ],
)
def test_what_the_disk_refuses_is_told_in_a_sentence(number: int, sentence: str) -> None:
    with pytest.raises(OutsideTrouble, match=sentence), told_of_files("wealdshire.cfs"):
        raise OSError(number, "whatever")
