"""Reading very many records without the garbage collector walking through them again and again.

Records make no cycles, so nothing waits to be collected; each of the collector's rounds through
tens of thousands of new objects costs as much as making them.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def uncollected() -> Generator[None]:
    """Hold the collector back for a while; it goes on as it was afterwards, whatever happens."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
