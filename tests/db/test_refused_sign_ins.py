from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.refused_sign_ins import LARGEST_FILE, RefusedSignIn, RefusedSignIns

if TYPE_CHECKING:
    from pathlib import Path

FIRST = RefusedSignIn(datetime(2025, 10, 24, 9, 45, tzinfo=UTC), "a1")
SECOND = RefusedSignIn(datetime(2025, 10, 24, 9, 46, tzinfo=UTC), "b2")


def test_refusals_are_kept_until_they_are_taken(tmp_path: Path) -> None:
    refusals = RefusedSignIns(tmp_path / "wealdshire.cfs-refused")
    assert refusals.take() == []
    refusals.note(FIRST)
    refusals.note(SECOND)
    assert refusals.take() == [FIRST, SECOND]
    assert refusals.take() == []


def test_a_spoilt_line_does_not_hide_the_others(tmp_path: Path) -> None:
    refusals = RefusedSignIns(tmp_path / "wealdshire.cfs-refused")
    refusals.note(FIRST)
    refusals.path.write_bytes(refusals.path.read_bytes() + b'\xff{"at": "soon')
    refusals.note(SECOND)
    assert refusals.take() == [FIRST, SECOND]


def test_the_file_grows_to_its_bound_only(tmp_path: Path) -> None:
    refusals = RefusedSignIns(tmp_path / "wealdshire.cfs-refused")
    refusals.path.write_bytes(b"x" * (LARGEST_FILE + 1))
    refusals.note(FIRST)
    assert refusals.path.stat().st_size == LARGEST_FILE + 1
