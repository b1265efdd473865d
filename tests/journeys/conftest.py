"""A whole agency for journeys: its people, its services, its moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.services.workspace import Workspace
from tests.services.conftest import moment, office, staff

if TYPE_CHECKING:
    from cfs_panels.services.office import Office

__all__ = ["moment", "office", "staff", "workspace"]


@pytest.fixture
def workspace(office: Office) -> Workspace:
    """Return every service of the agency."""
    return Workspace(office)
