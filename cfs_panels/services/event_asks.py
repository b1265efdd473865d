"""What a plain step asks for, with the choices that a case itself gives."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

import resources
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.forms import WHOM, Choice
from cfs_panels.domain.moves import whom
from cfs_panels.services.case_people import people_of
from cfs_panels.services.child_links import CHILD, CHILD_ID, CHILDREN, child_choices
from cfs_panels.services.decision_packs import newest_versions
from cfs_panels.services.delay_causes import delay_causes
from db.models import MadeDocument, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cfs_panels.domain.forms import FieldDefinition
    from cfs_panels.domain.pathways import Move
    from cfs_panels.services.case_files import CaseFile

BUNDLE = "rules/review_bundle.toml"
PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes to the Independent Review Mechanism: what never does, and what has to."""

    never_kinds: frozenset[str]
    never_in_titles: tuple[str, ...]
    refusal: str
    wanted: tuple[tuple[str, ...], ...]
    missing: str


@cache
def bundle_rule() -> Bundle:
    """Return what may go to the Independent Review Mechanism."""
    data = tomllib.loads(resources.read_text(BUNDLE))
    return Bundle(
        never_kinds=frozenset(data["never_kinds"]),
        never_in_titles=tuple(data["never_in_titles"]),
        refusal=data["refusal"],
        wanted=tuple(tuple(group) for group in data["wanted"]),
        missing=data["missing"],
    )


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper or document of the case that could be sent."""

    id: str
    kind: str
    title: str

    def may_go(self, rule: Bundle) -> bool:
        title = self.title.casefold()
        return self.kind not in rule.never_kinds and not any(
            word in title for word in rule.never_in_titles
        )


def asks_of(file: CaseFile, move: Move | None) -> tuple[FieldDefinition, ...]:
    """Return the facts that a move asks for, with the choices this case gives them today.

    Where there is no child to choose, only words are asked for; whom a step is about is not asked
    where it can be about one only.
    """
    asks = tuple(
        replace(asked, choices=tuple(_choices(file, move, asked.choices_from)))
        if move is not None and asked.choices_from
        else asked
        for asked in (move.asks if move else ())
    )
    return tuple(a for a in asks if len(a.choices) >= _LEAST.get(a.choices_from, 0))


def with_whom(file: CaseFile, move: Move | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a step with whom it is about, where it can be about one only.

    Of a child it also takes which of the children here that is, as the case told it before.
    """
    found = dict(facts)
    if move is None or WHOM not in {asked.choices_from for asked in move.asks}:
        return found
    possible = whom(file.pathway, move, file.history)
    if not found.get(move.of_each) and len(possible) == 1:
        found[move.of_each] = possible[0]
    if move.of_each == CHILD and found.get(CHILD):
        told = [e for e in file.history.events if e.facts.get(CHILD) == found[CHILD]]
        child_ids = [e.facts[CHILD_ID] for e in told if e.facts.get(CHILD_ID)]
        found |= {CHILD_ID: child_ids[-1]} if child_ids else {}
    return found


def _choices(file: CaseFile, move: Move, source: str) -> Iterable[Choice]:
    if source == WHOM:
        return (Choice(one, one) for one in whom(file.pathway, move, file.history))
    return _CHOICES[source](file)


def check_bundle(file: CaseFile, chosen: Iterable[str]) -> None:
    """Refuse to send the Independent Review Mechanism what never goes, or less than it must have.

    Fostering Services (England) Regulations 2011, regulation 29; Adoption Agencies Regulations
    2005, regulation 30C; the mechanism's own guidance: panel minutes are not sent.

    Raises:
        RuleBroken: with the field ``papers``.
    """
    rule, papers = bundle_rule(), {paper.id: paper for paper in _papers(file)}
    sent = [papers[paper_id] for paper_id in chosen if paper_id in papers]
    for paper in sent:
        if not paper.may_go(rule):
            raise RuleBroken(rule.refusal.format(paper=paper.title), field=PAPERS)
    for kinds in rule.wanted:
        there = [paper for paper in papers.values() if paper.kind in kinds]
        if there and not any(paper.kind in kinds for paper in sent):
            raise RuleBroken(rule.missing.format(paper=there[0].title), field=PAPERS)


def _applicants(file: CaseFile) -> Iterable[Choice]:
    today = file.office.today
    for person in people_of(file.session, [file.case])[file.case.id]:
        if person.is_applicant and person.belongs(today):
            yield Choice(person.id, person.name)


def _terms(file: CaseFile) -> Iterable[Choice]:
    return (Choice(term.key, term.words) for term in file.pathway.terms)


def _delay_causes(_file: CaseFile) -> Iterable[Choice]:
    return (Choice(cause.key, cause.words) for cause in delay_causes().causes)


def _review_papers(file: CaseFile) -> Iterable[Choice]:
    rule = bundle_rule()
    return (Choice(p.id, p.title) for p in _papers(file) if p.may_go(rule))


def _papers(file: CaseFile) -> list[_Paper]:
    case_id = file.case.id
    files = file.session.execute(
        select(StoredFile.id, StoredFile.kind, StoredFile.title)
        .where(StoredFile.id.in_(newest_versions(case_id)))
        .order_by(StoredFile.title, StoredFile.id)
    )
    made = file.session.execute(
        select(MadeDocument.id, MadeDocument.kind, MadeDocument.title)
        .where(MadeDocument.case_id == case_id, MadeDocument.is_kept)
        .order_by(MadeDocument.title, MadeDocument.id)
    )
    return [_Paper(*row) for rows in (files, made) for row in rows]


_LEAST = {CHILDREN: 1, WHOM: 2}
"""How many choices there are at least of some, for them to be asked."""

_CHOICES: Mapping[str, Callable[[CaseFile], Iterable[Choice]]] = {
    "applicants": _applicants,
    "terms": _terms,
    "delay_causes": _delay_causes,
    "review_papers": _review_papers,
    CHILDREN: child_choices,
}
