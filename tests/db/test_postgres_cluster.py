from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import postgres_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_machine_without_a_server_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(place: Path, pattern: str) -> Iterator[Path]:
        return iter(())

    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(Path, "glob", nothing)
    with pytest.raises(postgres_cluster.NoServer, match="need a PostgreSQL server, and none is"):
        postgres_cluster.start(tmp_path)


def test_stopping_where_nothing_was_started_removes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    postgres_cluster.stop(folder)
    assert not folder.exists()
