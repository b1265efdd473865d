"""No part of what is kept can be read in any file: not in the log, the keys or anywhere else."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from db.database import Database
from db.key_file import KeyFile
from db.location import FileLocation, location_of
from db.models import Agency, AuditEntry
from db.refused_sign_ins import RefusedSignIn, RefusedSignIns
from db.upgrading import copy_file

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from db.key_wrapping import PasswordCost

MARK = "Zygmuntowska"
USER = "quentin.adviser"
PASSWORD = "seventeen purple otters"
SECRETS = (MARK, USER, PASSWORD, "CREATE TABLE", "SQLite format", "audit_entry")


@pytest.fixture
def temp_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [
        (path.name, secret)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for secret in SECRETS
        if secret.encode() in (content := path.read_bytes())
        or secret.encode("utf-16-le") in content
    ]


def test_no_file_shows_anything_of_what_is_kept(
    sqlite_agency: FileLocation,
    data_key: bytes,
    cheap_cost: PasswordCost,
    actor: Actor,
    temp_folder: Path,
) -> None:
    folder = sqlite_agency.path.parent
    keys = KeyFile.create(sqlite_agency.key_file, data_key, cost=cheap_cost, name_cost=cheap_cost)
    keys.add_account(USER, PASSWORD, data_key)
    refused = RefusedSignIns(sqlite_agency.refusals)
    with Database.open(sqlite_agency, data_key) as database:
        with database.transaction(actor) as session:
            session.add_all(Agency(name=MARK, contact=MARK * 9) for _ in range(500))
            database.papers(session).put(MARK.encode() * 1000)
            refused.note(RefusedSignIn(database.clock(), keys.account(USER)))
        with database.reading() as session:
            by_contact = select(Agency).order_by(Agency.contact, Agency.name.desc())
            assert len(session.scalars(by_contact).all()) == 500
            assert session.scalars(select(AuditEntry).distinct()).all()
        copy_file(sqlite_agency, data_key, "0001")
        names = {path.name for path in folder.rglob("*")}
        assert {"wealdshire.cfs-wal", "wealdshire.cfs-shm", "wealdshire.cfs-keys"} <= names
        assert found_in(folder) == []
    assert found_in(folder) == []
    assert list(temp_folder.iterdir()) == []


def test_deleted_text_is_wiped_from_the_file_s_pages(
    sqlite_agency: FileLocation, data_key: bytes, actor: Actor
) -> None:
    with (
        Database.open(sqlite_agency, data_key) as database,
        database.transaction(actor) as session,
    ):
        assert session.scalar(text("PRAGMA secure_delete")) == 1
        assert session.scalar(text("PRAGMA temp_store")) == 2


def test_every_file_of_an_agency_is_for_its_owner_only(
    tmp_path: Path, data_key: bytes, cheap_cost: PasswordCost, actor: Actor
) -> None:
    old = os.umask(0)
    try:
        location = location_of(tmp_path / "new" / "wealdshire.cfs")
        assert isinstance(location, FileLocation)
        with Database.create(location, data_key) as database:
            KeyFile.create(location.key_file, data_key, cost=cheap_cost, name_cost=cheap_cost)
            with database.transaction(actor) as session:
                session.add(Agency(name="A"))
                database.papers(session).put(b"paper")
            copy_file(location, data_key, "0001")
            if os.name == "posix":
                made = [location.path.parent, *location.path.parent.rglob("*")]
                assert len(made) > 8
                assert [path.name for path in made if path.stat().st_mode & 0o077] == []
    finally:
        os.umask(old)
