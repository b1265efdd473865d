"""How an agency holds its meetings where no law says, from ``resources/rules/meetings.toml``."""

from __future__ import annotations

import tomllib
from datetime import time
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

import resources

FILE = "rules/meetings.toml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opening(_Part):
    """What comes before the first item."""

    title: str
    words: str
    minutes: int = Field(ge=0)


class Break(_Part):
    """A break that comes before the first item beginning at a time or later."""

    title: str
    begins: time = Field(alias="from")
    minutes: int = Field(gt=0)


class Reading(_Part):
    """How long the papers take to read."""

    seconds_a_page: int = Field(gt=0)


class MeetingHabits(_Part):
    """The opening, the breaks and the reading time of a meeting."""

    opening: Opening
    breaks: tuple[Break, ...]
    reading: Reading

    def reading_minutes(self, pages: int) -> int:
        """Return how long so many pages take, to the next ten minutes."""
        return -(-pages * self.reading.seconds_a_page // 600) * 10


@cache
def meeting_habits() -> MeetingHabits:
    """Return the habits that ship with the program, checked on load."""
    return MeetingHabits.model_validate(tomllib.loads(resources.read_text(FILE)))
