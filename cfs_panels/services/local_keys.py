"""The key of a local agency, for whoever knows a password; this module loads no SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.errors import OutsideTrouble, SignInRefused
from db.key_file import KeyFile
from db.location import FileLocation, location_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def local_agency(place: str) -> FileLocation | None:
    """Return where a local agency is, None for one on a server."""
    location = location_of(place)
    return location if isinstance(location, FileLocation) else None


def local_key(
    location: FileLocation, user_name: str, password: str, *, now: Callable[[], datetime]
) -> bytes:
    """Return the data key of a local agency for a password, or refuse and note the refusal."""
    if not location.path.is_file():
        raise OutsideTrouble(f"There is no agency file {location.name}.")
    keys = KeyFile(location.key_file)
    try:
        return keys.open(user_name, password)
    except SignInRefused:
        from db.refused_sign_ins import RefusedSignIn, RefusedSignIns

        refusal = RefusedSignIn(now(), keys.account(user_name))
        RefusedSignIns(location.refusals).note(refusal)
        raise
