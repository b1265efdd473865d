"""Everything people are asked, told and timed by, and the files that give it its look."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent  # importlib.resources gives the same, later


def path(name: str) -> Path:
    """Return the file of a resource, named from this folder: ``rules/clocks.toml``."""
    return _FOLDER / name


@cache
def read_text(name: str) -> str:
    """Return the text of a resource."""
    return path(name).read_text(encoding="utf-8")


@cache
def read_bytes(name: str) -> bytes:
    """Return the content of a resource."""
    return path(name).read_bytes()


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the names of all resources in a folder that end in a suffix, in order."""
    return tuple(
        sorted(f"{folder}/{p.name}" for p in path(folder).iterdir() if p.name.endswith(suffix))
    )
