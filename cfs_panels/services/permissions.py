"""The permission matrix, loaded and checked from ``resources/permissions.toml``."""

from __future__ import annotations

import tomllib
from functools import cache

import resources
from cfs_panels.domain.access import ActionRule, PermissionMatrix, Relation
from cfs_panels.domain.actors import Role

FILE = "permissions.toml"
_ROLES = {str(role): role for role in Role}
_RELATIONS = {str(relation): relation for relation in Relation}


class PermissionFileError(Exception):
    """The permission file says something that does not exist."""


@cache
def permission_matrix() -> PermissionMatrix:
    """Return the matrix of the program's own file."""
    return parse_permissions(resources.read_text(FILE))


def parse_permissions(text: str) -> PermissionMatrix:
    """Return the matrix that a text describes.

    Raises:
        PermissionFileError: for an unknown role or relation, naming the action.
    """
    actions = {}
    for key, entry in tomllib.loads(text).items():
        words = entry.pop("words", "")
        if not words:
            raise PermissionFileError(f"{FILE}: action {key} has no words.")
        grants = {_role(key, role): _all(key, names) for role, names in entry.items()}
        actions[key] = ActionRule(key, words, grants)
    return PermissionMatrix(actions)


def _role(action: str, name: str) -> Role:
    if name not in _ROLES:
        raise PermissionFileError(f"{FILE}: action {action} names an unknown role, {name}.")
    return _ROLES[name]


def _all(action: str, names: list[str]) -> frozenset[Relation]:
    for name in names:
        if name not in _RELATIONS:
            raise PermissionFileError(f"{FILE}: action {action} names an unknown relation, {name}.")
    return frozenset(_RELATIONS[name] for name in names)
