"""The shelf of agencies from which the walks of all pathways begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.pathways.paths import Shelf

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Generator

    from db.key_wrapping import PasswordCost


@pytest.fixture(scope="session")
def whole_shelf(
    tmp_path_factory: pytest.TempPathFactory,
    template_file: pathlib.Path,
    data_key: bytes,
    cheap_cost: PasswordCost,
) -> Shelf:
    """Return the agencies kept so far in this run."""
    return Shelf(tmp_path_factory.mktemp("shelf"), template_file, data_key, cheap_cost)


@pytest.fixture
def shelf(whole_shelf: Shelf) -> Generator[Shelf]:
    """Return the agencies kept so far; what a test opens of them is closed after it."""
    yield whole_shelf
    whole_shelf.close()
