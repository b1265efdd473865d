"""An agency's database: opened once, then used in short transactions."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy.orm import sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from cfs_panels.domain.errors import OutsideTrouble
from db.anchors import AnchorFile
from db.audit import AuditedSession, head_of
from db.audit_check import check_chain
from db.cipher_file import check_looks_like_agency
from db.driver_trouble import told_plainly
from db.engines import engine_for, filled_at_once, reading, writing
from db.location import FileLocation, Location, ServerLocation
from db.network_share import check_on_disk
from db.safe_files import make_file, make_folder
from db.sealed_files import Seal, SealedFiles
from db.sealed_rows import SealedRows
from db.upgrading import make_tables, upgrade

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from db.anchors import Anchor
    from db.sealed_files import SealedPapers

    Clock = Callable[[], datetime]

ENTRIES_BETWEEN_ANCHORS = 100


class ChangedMeanwhile(Exception):
    """Somebody else saved a record after it was read here; nothing of this transaction is kept."""


def now_in_utc() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


class Database:
    """An open agency.

    On PostgreSQL the data key may come later, by ``unlock``: it stands wrapped in the rows of the
    accounts. Only sealed papers need it there.
    """

    def __init__(
        self,
        location: Location,
        engine: Engine,
        data_key: bytes | None,
        *,
        clock: Clock,
        data_folder: Path | None,
    ) -> None:
        self.location = location
        self.clock = clock
        self._engine = engine
        self._seal = Seal(data_key) if data_key else None
        self._anchors = AnchorFile(_anchor_path(location, data_folder))
        self._anchored = 0
        self._writers = sessionmaker(writing(engine), class_=AuditedSession, expire_on_commit=False)
        self._readers = sessionmaker(reading(engine), class_=AuditedSession, expire_on_commit=False)

    @classmethod
    def create(
        cls,
        location: Location,
        data_key: bytes,
        *,
        clock: Clock = now_in_utc,
        data_folder: Path | None = None,
    ) -> Self:
        """Make an agency's empty database and open it; one that is there already is refused.

        ``data_folder`` is where this machine keeps its own notes (by default the person's).
        """
        if isinstance(location, FileLocation):
            _make_agency_file(location)
        engine = engine_for(location, data_key)
        try:
            with told_plainly(location.name):
                make_tables(engine, location.name)
        except BaseException:
            engine.dispose()
            if isinstance(location, FileLocation):
                _remove_agency_file(location)
            raise
        return cls(location, engine, data_key, clock=clock, data_folder=data_folder)

    @classmethod
    def open(
        cls,
        location: Location,
        data_key: bytes | None,
        *,
        clock: Clock = now_in_utc,
        data_folder: Path | None = None,
    ) -> Self:
        """Open an agency; an older one is copied and brought up to date, a newer one refused."""
        if isinstance(location, FileLocation):
            check_looks_like_agency(location.path)
            check_on_disk(location.path)
        engine = engine_for(location, data_key)
        try:
            with told_plainly(location.name):
                upgrade(engine, location, data_key)
        except BaseException:
            engine.dispose()
            raise
        return cls(location, engine, data_key, clock=clock, data_folder=data_folder)

    def unlock(self, data_key: bytes) -> None:
        """Take the data key of an agency on PostgreSQL once somebody has signed in."""
        self._seal = Seal(data_key)

    @contextmanager
    def transaction(self, actor: Actor) -> Generator[Session]:
        """Give a session for one write: all of it is kept and audited, or nothing.

        Raises ``ChangedMeanwhile`` when a record's version was saved by somebody else, and
        ``OutsideTrouble`` when the disk or server fails.
        """
        session = self._writers(info={"actor": actor, "clock": self.clock})
        with told_plainly(self.location.name), _clashes_told(), session, session.begin():
            yield session
        for act in session.info.pop("after_commit", ()):
            act()
        self._anchor_if_due(session.info.get("head"))

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Give a session that sees one unchanging state and can write nothing."""
        session = self._readers(info={"reads_only": True})
        with told_plainly(self.location.name), session:
            yield session

    @contextmanager
    def filling(self) -> Generator[None]:
        """Fill a new agency at once: the disk is waited for at the end, not after every save.

        Only for what can be made again: a loss of power meanwhile may spoil a local file.
        """
        with filled_at_once(self._engine):
            yield

    def papers(self, session: Session) -> SealedPapers:
        """Return the sealed papers as this session's transaction sees them."""
        if self._seal is None:
            raise RuntimeError("sealed papers need the agency's data key")
        if isinstance(self.location, FileLocation):
            return SealedFiles(self.location.papers, self._seal, session)
        return SealedRows(session, self._seal, self.clock)

    def problems(self) -> list[str]:
        """Return a sentence for every sign of damage or tampering."""
        try:
            found = self._damage() if isinstance(self.location, FileLocation) else []
            with self.reading() as session:
                return found + check_chain(session, self.anchors())
        except OutsideTrouble as trouble:
            return [trouble.message]

    def anchors(self) -> list[Anchor]:
        """Return what was noted of the audit chain outside the database."""
        return self._anchors.all()

    def note_anchor(self) -> None:
        """Note the head of the audit chain outside the database."""
        with told_plainly(self.location.name), self._engine.connect() as connection:
            head = head_of(connection)
        if head:
            self._anchors.add(head)
            self._anchored = head.sequence

    def close(self) -> None:
        """Note the head of the audit chain and close all connections."""
        with suppress(OutsideTrouble):  # a server or disk that went away is told at the next save
            self.note_anchor()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _anchor_if_due(self, head: Anchor | None) -> None:
        """Note the head now and then; what was saved stays saved where that cannot be done."""
        if head and head.sequence - self._anchored >= ENTRIES_BETWEEN_ANCHORS:
            with suppress(OutsideTrouble):
                self._anchors.add(head)
                self._anchored = head.sequence

    def _damage(self) -> list[str]:
        name = self.location.name
        with told_plainly(name), self._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
            parts = connection.exec_driver_sql("PRAGMA integrity_check").all()
            loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found = []
        if pages or [tuple(part) for part in parts] != [("ok",)]:
            found.append(f"{name} is damaged. Restore it from a backup; it is left as it is.")
        if loose:
            tables = ", ".join(sorted({row[0] for row in loose}))
            found.append(f"{name} has records that belong to none ({tables}).")
        return found


@contextmanager
def _clashes_told() -> Generator[None]:
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile from error


def _anchor_path(location: Location, data_folder: Path | None) -> Path:
    if isinstance(location, ServerLocation):
        return (data_folder or own_data_folder()) / "anchors" / f"{location.digest}.anchors"
    return location.anchors


def own_data_folder() -> Path:
    """Return the folder in which this machine keeps notes for the person who uses it."""
    from platformdirs import user_data_path

    return user_data_path("CFS Panels", appauthor=False)


def _make_agency_file(location: FileLocation) -> None:
    check_on_disk(location.path)
    for path in (location.path, location.key_file):
        if path.exists():
            raise OutsideTrouble(f"There is already a file {path}.")
    make_folder(location.path.parent)
    make_file(location.path)
    make_folder(location.papers)


def _remove_agency_file(location: FileLocation) -> None:
    """Remove what a failed creation left; the file was made by us a moment ago."""
    for ending in ("", "-wal", "-shm"):
        location.path.with_name(location.path.name + ending).unlink(missing_ok=True)
    with suppress(OSError):
        location.papers.rmdir()
