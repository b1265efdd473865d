"""What the window shows first, read in a thread beside the imports of Qt and of the services."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cfs_panels.domain.home import FirstPage
    from cfs_panels.services.entrance import Opened


class FirstReading:
    """Signs somebody in and reads their first page; it begins at once."""

    def __init__(self, place: str, user: str, password: str, now: Callable[[], datetime]) -> None:
        self.place, self.user, self.now = place, user, now
        self._password = password
        self._key: bytes | None = None
        self._page: FirstPage | None = None
        self._opened: Opened | None = None
        self._error: Exception | None = None
        self._thread = Thread(target=self._read, name="first page")
        self._thread.start()

    def _read(self) -> None:
        """Begin with the password: stretching it goes on beside the imports of the window."""
        try:
            from cfs_panels.services.local_keys import local_agency, local_key

            location = local_agency(self.place)
            if location is None:
                return
            self._key = local_key(location, self.user, self._password, now=self.now)
            from cfs_panels.services.first_page import read_page

            self._page = read_page(location, self._key, self.user, now=self.now)
        except Exception as error:
            self._error = error

    def page_within(self, seconds: float) -> FirstPage | None:
        """Return the first page, if it is there after so many seconds at most."""
        self._thread.join(seconds)
        return None if self._thread.is_alive() else self._page

    def page(self) -> FirstPage:
        """Return the first page; of an agency that has none to read so, the services say it.

        Raises:
            SignInRefused: with one sentence, whether the name or the password is wrong.
            OutsideTrouble: where file, disk or server fails.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        if self._page is not None:
            return self._page
        from cfs_panels.services.first_page import page_of

        return page_of(self.opened())

    def opened(self) -> Opened:
        """Return the agency opened by its services; the password is stretched once alone."""
        if self._opened is None:
            from cfs_panels.services.entrance import Entry, open_agency, open_with_key

            entry = Entry(now=self.now)
            if self._key is not None:
                self._opened = open_with_key(self.place, self._key, self.user, entry=entry)
            else:
                self._opened = open_agency(self.place, self.user, self._password, entry=entry)
        return self._opened


def load_services() -> None:
    """Load the services in a thread, while somebody types a password."""
    Thread(target=_load, name="services").start()


def _load() -> None:
    from cfs_panels.services import entrance

    del entrance
