from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from db.driver_trouble import DatabaseFault, told_plainly


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.DeadlockDetected(), "Somebody else was saving the same things"),
        (errors.SerializationFailure(), "Somebody else was saving the same things"),
        (errors.LockNotAvailable(), "saving to wealdshire just now"),
        (errors.DiskFull(), "server's disk is full, so nothing was saved"),
        (errors.TooManyConnections(), "out of room or connections"),
        (errors.AdminShutdown(), "server of wealdshire cannot be reached"),
        (errors.ConnectionFailure(), "server of wealdshire cannot be reached"),
        (errors.InvalidPassword(), "refuses the user or password"),
        (errors.InvalidCatalogName(), "no database of this name"),
        (errors.InsufficientPrivilege(), "database user may not do that"),
        (psycopg.OperationalError("server does not support SSL"), "offers no encrypted connection"),
        (psycopg.OperationalError("connection refused"), "wealdshire cannot be reached"),
    ],
)
def test_what_a_server_reports_is_told_in_a_sentence(error: Exception, sentence: str) -> None:
    with pytest.raises(OutsideTrouble, match=sentence), told_plainly("wealdshire"):
        raise error


def test_a_mistake_of_ours_is_told_without_the_driver_s_words() -> None:
    with pytest.raises(DatabaseFault) as fault, told_plainly("wealdshire"):
        raise errors.UniqueViolation("Key (name)=(Zygmuntowska) already exists")
    assert str(fault.value) == "UniqueViolation / 23505"


def test_what_is_no_driver_s_goes_on_as_it_is() -> None:
    refusal = RuleBroken("Panel was inquorate.")
    with pytest.raises(RuleBroken) as told, told_plainly("wealdshire"):
        raise refusal
    assert told.value is refusal
