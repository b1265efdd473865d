"""Sealed papers: kept by the digest of their content, readable with the agency's key only.

A local agency keeps each as a file in ``X.cfs-papers``, an agency on PostgreSQL as a row. The
content is encrypted whole (AES-256-GCM) before it reaches a disk or a network, under a name that
tells nothing of it to somebody who has the same paper.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from db.key_wrapping import derived_key
from db.safe_files import make_folder, told_of_files, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

LARGEST_PAPER = 100 * 1024 * 1024

_MARK = b"CFSP\x01"
_NONCE_LENGTH = 12


class SealedPapers(Protocol):
    """The sealed papers of an agency, as one transaction sees them."""

    def put(self, content: bytes) -> str:
        """Keep a paper and return the SHA-256 of its content; one kept before is kept once."""
        ...

    def get(self, digest: str) -> bytes:
        """Return a paper's content, proved to be the one that was kept."""
        ...

    def holds(self, digest: str) -> bool:
        """Return whether the paper is kept."""
        ...

    def remove(self, digest: str) -> None:
        """Remove a paper for good once the transaction commits; no other record may need it."""
        ...


class Seal:
    """Encrypts and names papers with keys derived from the agency's data key."""

    def __init__(self, data_key: bytes) -> None:
        self._cipher = AESGCM(derived_key(data_key, "papers"))
        self._naming_key = derived_key(data_key, "names of papers")

    def name(self, digest: str) -> str:
        """Return the name under which a paper of this digest is kept."""
        return hmac.new(self._naming_key, digest.encode(), hashlib.sha256).hexdigest()

    def sealed(self, content: bytes, name: str) -> bytes:
        """Return the content encrypted, bound to its name."""
        nonce = os.urandom(_NONCE_LENGTH)
        return _MARK + nonce + self._cipher.encrypt(nonce, content, name.encode())

    def opened(self, sealed: bytes, name: str, digest: str) -> bytes:
        """Return the content, or say that it is damaged."""
        start = len(_MARK) + _NONCE_LENGTH
        try:
            if not sealed.startswith(_MARK):
                raise InvalidTag
            nonce = sealed[len(_MARK) : start]
            content = self._cipher.decrypt(nonce, sealed[start:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise _damaged() from error
        if digest_of(content) != digest:
            raise _damaged()
        return content


class SealedFiles:
    """Sealed papers as files of a folder."""

    def __init__(self, folder: Path, seal: Seal, session: Session | None = None) -> None:
        self.folder = folder
        self._seal = seal
        self._session = session

    def put(self, content: bytes) -> str:
        """Keep a paper and return the SHA-256 of its content; one kept before is kept once."""
        digest = checked_digest(content)
        path = self._path(digest)
        if not path.exists():
            make_folder(self.folder)
            make_folder(path.parent)
            write_whole(path, self._seal.sealed(content, path.name))
        return digest

    def get(self, digest: str) -> bytes:
        """Return a paper's content, proved to be the one that was kept."""
        path = self._path(digest)
        if not path.is_file():
            raise OutsideTrouble(
                f"A paper is missing from the folder {self.folder.name}. Put the folder back "
                "beside the agency, or restore it from a backup."
            )
        with told_of_files(self.folder.name):
            sealed = path.read_bytes()
        return self._seal.opened(sealed, path.name, digest)

    def holds(self, digest: str) -> bool:
        """Return whether the paper is kept."""
        return self._path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Remove a paper for good once the transaction commits; no other record may need it."""
        path = self._path(digest)
        if self._session is None:
            _delete(path)
        else:
            after_commit(self._session, lambda: _delete(path))

    def _path(self, digest: str) -> Path:
        name = self._seal.name(digest)
        return self.folder / name[:2] / name


def missing_or_damaged(papers: SealedPapers, digests: Iterable[str]) -> list[str]:
    """Return the digests of those papers that cannot be read back."""
    bad = []
    for digest in digests:
        try:
            papers.get(digest)
        except OutsideTrouble:
            bad.append(digest)
    return bad


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a paper's content."""
    return hashlib.sha256(content).hexdigest()


def checked_digest(content: bytes) -> str:
    """Return the digest of a paper that is not too large to keep."""
    if len(content) > LARGEST_PAPER:
        size = -(-len(content) // (1024 * 1024))
        raise RuleBroken(
            f"This file has {size} MB; a paper may have 100 MB at most. Split it, or scan it at a "
            "lower resolution."
        )
    return digest_of(content)


def after_commit(session: Session, act: Callable[[], None]) -> None:
    """Do something once the session's transaction has committed, and not if it fails."""
    session.info.setdefault("after_commit", []).append(act)


def _delete(path: Path) -> None:
    with told_of_files(path.parent.parent.name):
        path.unlink(missing_ok=True)


def _damaged() -> OutsideTrouble:
    return OutsideTrouble("A paper is damaged and cannot be read. Restore it from a backup.")
