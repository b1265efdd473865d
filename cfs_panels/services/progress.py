"""How long work in the services tells how far it is, and is stopped."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What is told how far long work is; it raises what stops it."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell that so much of the work is done."""


def untold(done: int, total: int, words: str = "") -> None:
    """Tell nobody."""
