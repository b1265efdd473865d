"""The recovery key: the agency's data key in letters and digits that a person can type.

Eight groups of five, ``7QK4M-...``: letters and digits without I, L, O and U (Crockford's base 32),
the fifth of each group checking the other four and the group's place.
"""

from __future__ import annotations

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import count_word, plural
from db.key_wrapping import DATA_KEY_LENGTH

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
GROUP_LENGTH = 5

_VALUES = {letter: value for value, letter in enumerate(LETTERS)} | {"I": 1, "L": 1, "O": 0}
_BITS = 5
_FIELD = 0b100101  # x^5 + x^2 + 1: the 32 values as a field, so that every slip below is seen


def recovery_key(data_key: bytes) -> str:
    """Return the recovery key of a data key."""
    if len(data_key) != DATA_KEY_LENGTH:
        raise ValueError("a data key has another length")
    number = int.from_bytes(data_key, "big")
    places = range(DATA_KEY_LENGTH * 8 - _BITS, -1, -_BITS)
    values = [number >> place & 31 for place in places]
    return "-".join(_group(index, values[index * 4 : index * 4 + 4]) for index in range(GROUPS))


def data_key_from_recovery(text: str) -> bytes:
    """Return the data key behind a recovery key as typed, or say where the slip is.

    One wrong letter in a group, two swapped ones and two swapped groups are always noticed.
    """
    typed = [letter for letter in text.upper() if not (letter.isspace() or letter in "-–—.")]
    for place, letter in enumerate(typed):
        if letter not in _VALUES:
            raise RuleBroken(
                f"Group {place // GROUP_LENGTH + 1} of the recovery key has “{letter}” in it, "
                "which no recovery key has.",
                field="recovery_key",
            )
    if len(typed) != GROUPS * GROUP_LENGTH:
        raise RuleBroken(
            f"A recovery key has {count_word(GROUPS)} groups of {count_word(GROUP_LENGTH)}, "
            f"{GROUPS * GROUP_LENGTH} letters and digits; "
            f"this has {plural(len(typed), 'letter or digit', 'letters and digits')}.",
            field="recovery_key",
        )
    return _joined([_VALUES[letter] for letter in typed])


def _joined(values: list[int]) -> bytes:
    number = 0
    for index in range(GROUPS):
        group = values[index * GROUP_LENGTH : (index + 1) * GROUP_LENGTH]
        if _check(index, group[:-1]) != group[-1]:
            raise RuleBroken(
                f"Group {index + 1} of the recovery key has a slip in it: compare it with the "
                "paper letter by letter.",
                field="recovery_key",
            )
        for value in group[:-1]:
            number = number << _BITS | value
    return number.to_bytes(DATA_KEY_LENGTH, "big")


def _group(index: int, values: list[int]) -> str:
    return "".join(LETTERS[value] for value in (*values, _check(index, values)))


def _check(index: int, values: list[int]) -> int:
    total = index + 1
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(value: int) -> int:
    return value << 1 ^ (_FIELD if value & 16 else 0)
