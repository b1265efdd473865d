from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import OutsideTrouble
from db.database import Database
from db.location import location_of
from db.network_share import (
    Mount,
    check_on_disk,
    is_on_share,
    is_windows_share,
    kind_of_disk,
    linux_mounts,
    mac_mounts,
    mounted,
)

if TYPE_CHECKING:
    from pathlib import Path

LINUX = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
files:/panels /mnt/Panel\040Papers nfs4 rw,vers=4.2 0 0
//files/team /home/ann/team cifs rw 0 0
/dev/sdb1 /home/ann/team/local ext4 rw 0 0
ann@box: /home/ann/box fuse.sshfs rw 0 0
short line
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
//ann@files.local/team on /Volumes/Team (smbfs, nodev, nosuid, mounted by ann)
/dev/disk4s1 on /Volumes/Stick on a string (exfat, local)
"""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "smbfs"])
def test_an_agency_on_a_share_is_refused_with_what_to_do(tmp_path: Path, kind: str) -> None:
    mounts = (Mount("/", "ext4"), Mount(str(tmp_path.resolve()), kind))
    with pytest.raises(OutsideTrouble, match=r"network share.*use a PostgreSQL database"):
        check_on_disk(tmp_path / "wealdshire.cfs", mounts)


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    mounts = (Mount("/", "ext4"), Mount(str(tmp_path.resolve()), "nfs"))
    assert is_on_share(tmp_path / "new" / "folder" / "wealdshire.cfs", mounts)


def test_a_link_to_a_share_is_followed(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    mounts = (Mount("/", "ext4"), Mount(str((tmp_path / "share").resolve()), "nfs"))
    assert is_on_share(tmp_path / "link" / "wealdshire.cfs", mounts)
    assert not is_on_share(tmp_path / "wealdshire.cfs", mounts)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/Panel Papers/w.cfs", "nfs4"),
        ("/home/ann/team/w.cfs", "cifs"),
        ("/home/ann/team/local/w.cfs", "ext4"),
        ("/home/ann/teamwork/w.cfs", ""),
        ("/home/ann/box/w.cfs", "fuse.sshfs"),
    ],
)
def test_the_innermost_mount_of_linux_decides(place: str, kind: str) -> None:
    assert kind_of_disk(place, linux_mounts(LINUX)) == kind


def test_the_mounts_of_macos_are_read() -> None:
    assert mac_mounts(MAC) == (
        Mount("/", "apfs"),
        Mount("/dev", "devfs"),
        Mount("/Volumes/Team", "smbfs"),
        Mount("/Volumes/Stick on a string", "exfat"),
    )


@pytest.mark.parametrize(
    ("path", "is_share"),
    [
        (r"\\files\team\w.cfs", True),
        ("//files/team/w.cfs", True),
        (r"\\?\UNC\files\team\w.cfs", True),
        (r"\\?\C:\Users\w.cfs", False),
        (r"C:\Users\w.cfs", False),
        (r"Z:\w.cfs", True),
    ],
)
def test_windows_shares_are_told_by_path_and_drive(path: str, is_share: bool) -> None:
    assert is_windows_share(path, lambda root: 4 if root == "Z:\\" else 3) is is_share


def test_this_machine_s_mounts_are_read_without_complaint() -> None:
    assert all(mount.point and mount.kind for mount in mounted())


def test_an_agency_on_a_share_is_neither_made_nor_opened(
    tmp_path: Path, data_key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = location_of(tmp_path / "wealdshire.cfs")
    table = tmp_path / "mounts"
    table.write_text("")
    monkeypatch.setattr("db.network_share.MOUNT_TABLE", table)
    Database.create(location, data_key).close()
    before = sorted(path.name for path in tmp_path.iterdir())
    table.write_text(f"files:/x {tmp_path.resolve()} nfs4 rw 0 0\n")
    with pytest.raises(OutsideTrouble, match="network share"):
        Database.open(location, data_key)
    with pytest.raises(OutsideTrouble, match="network share"):
        Database.create(location_of(tmp_path / "other.cfs"), data_key)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
