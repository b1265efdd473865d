"""Where an agency is kept: a file with its companions, or a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cfs_panels.domain.errors import OutsideTrouble

SUFFIX = ".cfs"
SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class FileLocation:
    """An agency in an encrypted file, with what travels beside it."""

    path: Path

    @property
    def key_file(self) -> Path:
        """Return the file with the wrapped keys, ``X.cfs-keys``."""
        return self._beside("keys")

    @property
    def papers(self) -> Path:
        """Return the folder of sealed papers, ``X.cfs-papers``."""
        return self._beside("papers")

    @property
    def anchors(self) -> Path:
        """Return the file with the anchors of the audit chain, ``X.cfs-anchors``."""
        return self._beside("anchors")

    @property
    def refusals(self) -> Path:
        """Return the file that counts refused sign-ins, ``X.cfs-refused``."""
        return self._beside("refused")

    @property
    def backups(self) -> Path:
        """Return the folder of copies made before a migration, ``X.cfs-backups``."""
        return self._beside("backups")

    @property
    def name(self) -> str:
        """Return the name for people to read."""
        return self.path.name

    def _beside(self, what: str) -> Path:
        return self.path.with_name(f"{self.path.name}-{what}")

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class ServerLocation:
    """An agency in a PostgreSQL database; the address may hold a password and is never shown."""

    address: str

    @property
    def name(self) -> str:
        """Return the name for people to read, without user and password."""
        parts = urlsplit(self.address)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.path.lstrip('/') or 'postgres'} on {parts.hostname or 'this machine'}{port}"

    @property
    def is_this_machine(self) -> bool:
        """Return whether the server runs on this machine, so that nothing crosses a network."""
        host = urlsplit(self.address).hostname
        return host in {None, "", "localhost", "127.0.0.1", "::1"}

    @property
    def digest(self) -> str:
        """Return a name for files kept about this agency on this machine."""
        import hashlib  # slow, and no local agency needs it

        return hashlib.sha256(self.name.encode()).hexdigest()[:32]

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"ServerLocation({self.name!r})"


Location = FileLocation | ServerLocation


def location_of(agency: str | Path) -> Location:
    """Return where an agency is kept, from what a person typed or chose."""
    if isinstance(agency, str) and "://" in agency:
        return _server(agency)
    path = Path(agency).expanduser()
    if not path.suffix:
        path = path.with_suffix(SUFFIX)
    if path.suffix.lower() != SUFFIX:
        raise OutsideTrouble(f"{path.name} is not an agency file: their names end in {SUFFIX}.")
    return FileLocation(path.absolute())


def _server(address: str) -> ServerLocation:
    try:
        parts = urlsplit(address)
        known = parts.scheme in SCHEMES and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known:
        raise OutsideTrouble(
            "This is not an address of an agency. A PostgreSQL address reads "
            "postgresql://user@server/database."
        )
    return ServerLocation(address)
