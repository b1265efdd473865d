from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from db.database import Database
from db.location import FileLocation
from db.sealed_files import LARGEST_PAPER, missing_or_damaged

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from db.location import ServerLocation

PAPER = b"%PDF-1.7 the report about two invented people" * 50


def put(database: Database, actor: Actor, content: bytes = PAPER) -> str:
    with database.transaction(actor) as session:
        return database.papers(session).put(content)


def files(database: Database) -> list[Path]:
    assert isinstance(database.location, FileLocation)
    return [path for path in database.location.papers.rglob("*") if path.is_file()]


def test_a_paper_comes_back_as_it_was(database: Database, actor: Actor) -> None:
    digest = put(database, actor)
    assert digest == hashlib.sha256(PAPER).hexdigest()
    with database.reading() as session:
        papers = database.papers(session)
        assert papers.get(digest) == PAPER
        assert papers.holds(digest)
        assert not papers.holds("0" * 64)


def test_the_same_paper_is_kept_once(database: Database, actor: Actor) -> None:
    assert put(database, actor) == put(database, actor)
    if isinstance(database.location, FileLocation):
        assert len(files(database)) == 1


def test_a_removed_paper_is_gone_once_the_transaction_commits(
    database: Database, actor: Actor
) -> None:
    digest = put(database, actor)
    with pytest.raises(ZeroDivisionError), database.transaction(actor) as session:
        database.papers(session).remove(digest)
        raise ZeroDivisionError
    with database.reading() as session:
        assert database.papers(session).get(digest) == PAPER
    with database.transaction(actor) as session:
        database.papers(session).remove(digest)
    with database.reading() as session:
        assert not database.papers(session).holds(digest)
        with pytest.raises(OutsideTrouble, match="paper is missing"):
            database.papers(session).get(digest)


def test_an_empty_and_a_large_paper_are_kept(database: Database, actor: Actor) -> None:
    for content in (b"", os.urandom(3_000_000)):
        digest = put(database, actor, content)
        with database.reading() as session:
            assert database.papers(session).get(digest) == content


def test_a_paper_over_the_limit_is_refused(database: Database, actor: Actor) -> None:
    with pytest.raises(RuleBroken, match=r"has 101 MB; a paper may have 100 MB at most"):
        put(database, actor, bytes(LARGEST_PAPER + 1))


def test_neither_content_nor_digest_is_on_the_disk(local_database: Database, actor: Actor) -> None:
    digest = put(local_database, actor)
    (path,) = files(local_database)
    assert b"invented people" not in path.read_bytes()
    assert digest[:16] not in str(path)
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_neither_content_nor_digest_is_in_the_row(server_database: Database, actor: Actor) -> None:
    database = server_database
    digest = put(database, actor)
    with database.reading() as session:
        (row,) = session.execute(text("SELECT name, sealed, size FROM sealed_content")).all()
    assert b"invented people" not in bytes(row.sealed)
    assert row.name != digest
    assert row.size == len(PAPER)


def test_a_changed_or_exchanged_file_is_noticed(local_database: Database, actor: Actor) -> None:
    first, second = put(local_database, actor), put(local_database, actor, b"another")
    one, other = sorted(files(local_database), key=lambda path: -path.stat().st_size)
    content = one.read_bytes()
    one.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    other.write_bytes(content)
    with local_database.reading() as session:
        papers = local_database.papers(session)
        for digest in (first, second):
            with pytest.raises(OutsideTrouble, match="damaged"):
                papers.get(digest)
        one.write_bytes(content)
        assert missing_or_damaged(papers, [first, second, "0" * 64]) == [second, "0" * 64]


def test_papers_need_the_agency_s_key(
    postgres_agency: ServerLocation, data_key: bytes, tmp_path: Path, actor: Actor
) -> None:
    with Database.open(postgres_agency, None, data_folder=tmp_path) as database:
        with database.reading() as session, pytest.raises(RuntimeError, match="data key"):
            database.papers(session)
        database.unlock(data_key)
        put(database, actor)
