"""How dates, counts and names are written for people."""

from collections.abc import Sequence
from datetime import date, time

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)  # fmt: skip


def long_date(day: date) -> str:
    """Return a date as ``24 October 2025``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return a date for narrow columns, ``24 Oct 2025``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def weekday_date(day: date) -> str:
    """Return a deadline as ``Friday 24 October 2025``."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def day_month(day: date) -> str:
    """Return a date whose year is plain from what stands around it, ``24 October``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def near_date(day: date, today: date) -> str:
    """Return a date without its year when that is this year."""
    return day_month(day) if day.year == today.year else long_date(day)


def clock_time(moment: time) -> str:
    """Return a time of day as ``09:45``."""
    return f"{moment.hour:02}:{moment.minute:02}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun, ``1 item`` or ``3 items``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def count_word(count: int) -> str:
    """Return small counts as words, larger ones as figures."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def joined(parts: Sequence[str]) -> str:
    """Return parts as ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def uncapitalised(words: str) -> str:
    """Return words as they stand within a sentence; a short form such as DBS keeps its letters."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def minutes_words(minutes: int) -> str:
    """Return a length of time as ``5 h 45 min``, whole hours as ``6 h``."""
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
    return " ".join(part for part in parts if part)


def initials(name: str) -> str:
    """Return the first and last initial of a name, titles left out."""
    parts = [p for p in name.split() if p.rstrip(".") not in _TITLES and p[:1].isalpha()]
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()


_TITLES = frozenset({"Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Rev", "Cllr"})
