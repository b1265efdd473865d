from __future__ import annotations

from pathlib import Path

import pytest

from cfs_panels.domain.errors import OutsideTrouble
from db.location import FileLocation, ServerLocation, location_of


def test_a_file_is_an_agency_with_its_companions_beside_it(tmp_path: Path) -> None:
    location = location_of(tmp_path / "wealdshire.cfs")
    assert isinstance(location, FileLocation)
    assert location.path == tmp_path / "wealdshire.cfs"
    assert location.key_file == tmp_path / "wealdshire.cfs-keys"
    assert location.papers == tmp_path / "wealdshire.cfs-papers"
    assert location.name == "wealdshire.cfs"


def test_a_name_without_ending_gets_it() -> None:
    assert location_of("wealdshire").name == "wealdshire.cfs"
    assert location_of("Wealdshire.CFS").name == "Wealdshire.CFS"


def test_a_relative_path_is_made_whole() -> None:
    location = location_of("wealdshire.cfs")
    assert isinstance(location, FileLocation)
    assert location.path == Path.cwd() / "wealdshire.cfs"


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(OutsideTrouble, match=r"tracker\.xlsx is not an agency file.*\.cfs"):
        location_of("tracker.xlsx")


def test_a_server_address_never_shows_its_password() -> None:
    location = location_of("postgresql://ann:s3cret@db.example:5433/wealdshire")
    assert isinstance(location, ServerLocation)
    assert location.name == "wealdshire on db.example:5433"
    for shown in (str(location), repr(location), location.name, location.digest):
        assert "s3cret" not in shown
        assert "ann" not in shown


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("postgresql:///wealdshire", True),
        ("postgresql://ann@localhost/wealdshire", True),
        ("postgres://ann@[::1]/wealdshire", True),
        ("postgresql://ann@db.example/wealdshire", False),
    ],
)
def test_a_server_on_this_machine_is_told_from_another(address: str, here: bool) -> None:
    location = location_of(address)
    assert isinstance(location, ServerLocation)
    assert location.is_this_machine is here


@pytest.mark.parametrize("address", ["mysql://a/b", "https://a.example/b", "postgresql://a:b:c/d"])
def test_another_kind_of_address_is_refused(address: str) -> None:
    with pytest.raises(OutsideTrouble, match="not an address of an agency"):
        location_of(address)
