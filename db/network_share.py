"""Telling a network share from a disk: an encrypted file in use is safe on a disk only.

SQLite's write-ahead log needs memory that all its processes share, which a network share does not
give (https://sqlite.org/wal.html).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

from cfs_panels.domain.errors import OutsideTrouble

NETWORK_KINDS = frozenset(
    {
        "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2",
        "fuse.ceph", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
        "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "gpfs", "lustre", "macfuse", "ncpfs",
        "nfs", "nfs4", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "webdav",
    }
)  # fmt: skip
"""Kinds of file system that reach another machine, or the host of a virtual one."""

MOUNT_TABLE = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the table of mounted disks."""

    point: str
    kind: str


def check_on_disk(path: Path, mounts: tuple[Mount, ...] | None = None) -> None:
    """Refuse a place on a network share with a sentence that says what to do."""
    if is_on_share(path, mounts):
        raise OutsideTrouble(
            f"{path.parent} is on a network share, where an agency's file is not safe while it "
            "is in use. Keep it on this computer's own disk; where several people work at once, "
            "use a PostgreSQL database instead (postgresql://user@server/database)."
        )


def is_on_share(path: Path, mounts: tuple[Mount, ...] | None = None) -> bool:
    """Return whether a path is on a network share, as far as this machine can tell."""
    if mounts is None and sys.platform == "win32":
        return is_windows_share(str(path), _windows_drive_type)
    place = str(_nearest_existing(path).resolve())
    kind = kind_of_disk(place, mounted() if mounts is None else mounts)
    return kind in NETWORK_KINDS


def kind_of_disk(place: str, mounts: tuple[Mount, ...]) -> str:
    """Return the kind of file system that holds a place: that of the longest mount point.

    The root itself never counts as a share: some sandboxes give their own disk a share's name.
    """
    best = Mount("", "")
    for mount in mounts:
        if mount.point != "/" and _holds(mount.point, place):
            best = mount if len(mount.point) >= len(best.point) else best
    return best.kind


def mounted() -> tuple[Mount, ...]:
    """Return what is mounted on this machine; nothing where that cannot be told."""
    if MOUNT_TABLE.exists():
        return linux_mounts(MOUNT_TABLE.read_text(encoding="utf-8", errors="surrogateescape"))
    if sys.platform == "darwin":
        import subprocess  # slow, and wanted on macOS alone

        shown = subprocess.run(["/sbin/mount"], capture_output=True, check=False)
        return mac_mounts(shown.stdout.decode(errors="surrogateescape"))
    return ()


def linux_mounts(table: str) -> tuple[Mount, ...]:
    """Return the mounts of a Linux table, whose spaces are written as octal numbers."""
    found = []
    for line in table.splitlines():
        words = line.split(" ")
        if len(words) > 2:
            point = words[1].encode("utf-8", "surrogateescape").decode("unicode_escape")
            found.append(Mount(point.encode("latin-1").decode("utf-8", "replace"), words[2]))
    return tuple(found)


def mac_mounts(shown: str) -> tuple[Mount, ...]:
    """Return the mounts that macOS shows as ``//host/share on /Volumes/share (smbfs)``."""
    found = []
    for line in shown.splitlines():
        place, opened, facts = line.partition(" on ")[2].rpartition(" (")
        if opened:
            found.append(Mount(place, facts.partition(",")[0].rstrip(")")))
    return tuple(found)


def is_windows_share(path: str, drive_type: object) -> bool:
    """Return whether a Windows path names a share, or a drive letter that stands for one."""
    upper = path.upper()
    if upper.startswith("\\\\?\\"):
        return upper.startswith("\\\\?\\UNC\\")
    if upper.startswith(("\\\\", "//")):
        return True
    return callable(drive_type) and drive_type(path[:2] + "\\") == _DRIVE_REMOTE


def _windows_drive_type(root: str) -> int:
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows else 0


def _nearest_existing(path: Path) -> Path:
    for place in (path, *path.parents):
        if place.exists():
            return place
    return path


def _holds(point: str, place: str) -> bool:
    return PurePath(place).is_relative_to(point)
