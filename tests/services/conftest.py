"""An agency with its people, on the encrypted file and on PostgreSQL in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import Moment, Staff, make_office, make_staff
from tests.services.tracking_desk import TrackingDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from db.database import Database
    from db.key_wrapping import PasswordCost


@pytest.fixture
def moment() -> Moment:
    """Return the moment of the test: Friday 24 October 2025, half past nine."""
    return Moment()


@pytest.fixture
def office(database: Database, moment: Moment, data_key: bytes, cheap_cost: PasswordCost) -> Office:
    """Return the office of an open agency."""
    return make_office(database, moment, data_key, cheap_cost)


@pytest.fixture
def staff(office: Office, data_key: bytes, cheap_cost: PasswordCost) -> Staff:
    """Return the people of the agency, each with a password."""
    return make_staff(office, data_key, cheap_cost)


@pytest.fixture
def tracking(office: Office, staff: Staff) -> TrackingDesk:
    """Return an agency without cases or central list, for workbooks to be taken into."""
    return TrackingDesk(office, staff)
