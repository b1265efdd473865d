"""A decision in words: its terms, and what a signature does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.domain.words import count_word, day_month, joined, long_date, uncapitalised

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.decisions import DecisionDetails

FOR_GOOD = "A signed decision cannot be changed, and the record is kept as a document."


def terms_sentence(details: DecisionDetails, today: date) -> str:
    """Return a decision's terms: ``One child, 5 to 12, short-term and respite. From today.``."""
    answers = details.answers
    if answers.outcome not in details.with_terms:
        return ""
    names = dict(details.term_choices)
    terms = joined([uncapitalised(names[key]) for key in answers.terms if key in names])
    places = answers.places or 0
    children = f"{count_word(places)} {'child' if places == 1 else 'children'}" if places else ""
    line = ", ".join(part for part in (children, answers.ages.strip(), terms) if part)
    said = f"{line[:1].upper()}{line[1:]}." if line else ""
    since = answers.effective_on
    if since is not None and answers.outcome is DecisionOutcome.APPROVE:
        said = f"{said} From {'today' if since == today else long_date(since)}."
    return said.strip()


def note_words(details: DecisionDetails) -> str:
    """Return what signing does, and whose clocks start."""
    due = {line.kind: line.due_on for line in details.notices if line.due_on}
    told, written = due.get("oral"), due.get("written")
    if told is None or written is None:
        return FOR_GOOD
    return f"{FOR_GOOD} Tell them by {day_month(told)}, write by {long_date(written)}."
