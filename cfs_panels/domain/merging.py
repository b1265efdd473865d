"""Two people changed one record: what each of them changed is kept."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    C = TypeVar("C", bound=DataclassInstance)


def merged(began: C, theirs: C, mine: C) -> tuple[C, tuple[str, ...]]:
    """Return a command with both changes, and the fields that both changed otherwise.

    ``began`` is the record that both had before them. Where both changed a field, mine stands; the
    rest is theirs with what I changed, so the version is theirs.
    """
    changes: dict[str, Any] = {}
    both: list[str] = []
    for name in (field.name for field in fields(began) if field.name != "version"):
        before, here, there = (getattr(record, name) for record in (began, mine, theirs))
        if here == before:
            continue
        changes[name] = here
        if there not in (before, here):
            both.append(name)
    return replace(theirs, **changes), tuple(both)
