"""Dates, times, lengths of time and numbers as people in Britain type them."""

import re
from datetime import date, time, timedelta

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import MONTHS, WEEKDAYS

_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2200
_YEARS_AHEAD = 10  # a year of two figures is at most this far in the future
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NOT_A_DATE = "Enter a date, for example 23 October 2025"
_NOT_A_TIME = "Enter a time, for example 14:30"
_NOT_A_LENGTH = "Enter how long in hours and minutes, for example 1 hour 30 min"
_NOT_A_NUMBER = "Enter a number in figures"

_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_FIGURES = re.compile(r"(?P<d>\d{1,2})[ /.\-](?P<m>\d{1,2})(?:[ /.\-](?P<y>\d{4}|\d{2}))?")
_SOLID = re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})")
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-]?(?P<m>[a-z]{3,9})\.?(?:[ \-]?(?P<y>\d{4}|\d{2}))?"
)
_MONTH_FIRST = re.compile(
    r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?(?: (?P<y>\d{4}|\d{2}))?"
)
_TIME = re.compile(r"(?P<h>\d{1,2})(?:[:.]?(?P<m>\d{2}))? ?(?P<half>am|pm)?")
_CLOCK_LENGTH = re.compile(r"(?P<h>\d{1,2}):(?P<m>\d{2})")
_LENGTH = re.compile(
    r"(?:(?P<h>\d{1,3}(?:\.\d{1,2})?) ?h(?:(?:ou)?rs?)?)?"
    r"(?: ?and)? ?(?:(?P<m>\d{1,4}) ?(?:m(?:in(?:ute)?s?)?)?)?"
)
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}", re.ASCII | re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_LEAST_FIGURES = 6  # of a telephone number without its area code
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?", re.ASCII)


def read_date(text: str, *, today: date | None = None) -> date:
    """Return the date that was typed, or refuse it with a sentence for the person.

    Without ``today`` only dates with a year of four figures can be read.
    """
    words = _plain(text).replace(",", "")
    if today is not None and words in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(words) - 1)
    words = _without_weekday(words)
    for pattern in (_ISO, _FIGURES, _SOLID, _DAY_FIRST, _MONTH_FIRST):
        if found := pattern.fullmatch(words):
            month = _month_number(found["m"])
            if month is not None:
                return _real_date(_year(found["y"], today), month, int(found["d"]))
    raise RuleBroken(_NOT_A_DATE)


def read_time(text: str) -> time:
    """Return the time of day that was typed, or refuse it with a sentence for the person."""
    words = _plain(text).replace("a.m.", "am").replace("p.m.", "pm")
    words = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}.get(words, words)
    found = _TIME.fullmatch(words)
    if found is None or (len(words) < 3 and not found["half"]):
        raise RuleBroken(_NOT_A_TIME)
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise RuleBroken(_NOT_A_TIME)
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise RuleBroken(_NOT_A_TIME)
    return time(hour, minute)


def read_minutes(text: str) -> int:
    """Return the length of time that was typed in minutes, or refuse it with a sentence."""
    words = re.sub(r"(\d*) ?½", lambda found: f"{found[1] or 0}.5", _plain(text))
    if found := _CLOCK_LENGTH.fullmatch(words):
        return int(found["h"]) * 60 + int(found["m"])
    found = _LENGTH.fullmatch(words)
    if found is None or not (found["h"] or found["m"]):
        raise RuleBroken(_NOT_A_LENGTH)
    return round(float(found["h"] or 0) * 60) + int(found["m"] or 0)


def read_number(text: str) -> int | float:
    """Return the number that was typed, or refuse it with a sentence for the person."""
    words = _plain(text).replace(",", "").removeprefix("£")
    if not _NUMBER.fullmatch(words):
        raise RuleBroken(_NOT_A_NUMBER)
    return float(words) if "." in words else int(words)


def is_postcode(text: str) -> bool:
    """Return whether a text is a whole postcode of the United Kingdom."""
    return bool(_POSTCODE.fullmatch(text))


def postcode_doubt(text: str) -> str:
    """Return what to look at again in a postcode; it is kept as typed."""
    return "" if not text or is_postcode(text) else "No postcode looks like this. Kept as typed."


def email_doubt(text: str) -> str:
    """Return what to look at again in an email address; it is kept as typed."""
    sound = not text or _EMAIL.fullmatch(text)
    return "" if sound else "No email address looks like this. Kept as typed."


def phone_doubt(text: str) -> str:
    """Return what to look at again in a telephone number; it is kept as typed."""
    figures = sum(letter.isdigit() for letter in text)
    return (
        ""
        if not text or figures >= _LEAST_FIGURES
        else "No phone number looks like this. Kept as typed."
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    named = any(len(first) >= 3 and day.casefold().startswith(first) for day in WEEKDAYS)
    return rest if named and rest else words


def _month_number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    names = [month.casefold() for month in MONTHS]
    if word == "sept":
        return 9
    return next((n for n, name in enumerate(names, 1) if name == word or name[:3] == word), None)


def _year(figures: str | None, today: date | None) -> int:
    if figures is not None and len(figures) == 4:
        return int(figures)
    if today is None:
        raise RuleBroken(_NOT_A_DATE)
    if figures is None:
        return today.year
    year = today.year // 100 * 100 + int(figures)
    return year if year <= today.year + _YEARS_AHEAD else year - 100


def _real_date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise RuleBroken("A year has 12 months. Enter a real date")
    name, days = MONTHS[month - 1], _MONTH_DAYS[month - 1]
    if not 1 <= day <= days:
        raise RuleBroken(f"{name} has {days} days. Enter a real date")
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise RuleBroken("Enter a year with four figures, for example 2025")
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleBroken(f"February {year} has 28 days. Enter a real date") from None
