"""How old a reader must be to read a text with ease, so that letters are written plainly."""

from __future__ import annotations

import re

LEAST_WORDS = 12
PLAIN_UP_TO = 14
ADULT = 18
_YEARS_BEFORE_SCHOOL = 5
_VOWELS = re.compile(r"[aeiouy]+")


def reading_age(text: str) -> int | None:
    """Return the reading age of a text, or nothing while it is too short to tell.

    By the grade of Kincaid and others (1975), which counts words a sentence and syllables a word;
    a grade is five years less than the age of its pupils.
    """
    words = re.findall(r"[A-Za-z’'-]+", text)
    if len(words) < LEAST_WORDS:
        return None
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text.strip().rstrip(".!?") + ".")))
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(_YEARS_BEFORE_SCHOOL + 1, round(grade + _YEARS_BEFORE_SCHOOL))


def reading_age_words(text: str) -> str:
    """Return how a text reads, in the words that stand beside it."""
    age = reading_age(text)
    if age is None:
        return ""
    if age <= PLAIN_UP_TO:
        return f"Plain English: reading age {age}"
    return f"Reading age {age}" if age <= ADULT else f"Reading age over {ADULT}"


def _syllables(word: str) -> int:
    letters = word.lower().strip("’'-")
    count = len(_VOWELS.findall(letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    silent = silent or (letters.endswith("ed") and not letters.endswith(("ted", "ded")))
    return max(1, count - (1 if silent and count > 1 else 0))
