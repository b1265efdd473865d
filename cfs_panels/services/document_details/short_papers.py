"""The short papers of a pack out of the history of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.lines import Seal
from cfs_panels.documents.short_papers import (
    AdviserNoteDetails,
    ChecksSummaryDetails,
    CheckSummaryLine,
    DeclarationDetails,
    ObservationsDetails,
    PaperHead,
    RepresentationsDetails,
    build_adviser_note,
    build_checks_summary,
    build_declaration,
    build_observations,
    build_representations,
)
from cfs_panels.domain.actors import ROLE_WORDS, Role
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import is_in, papers_of, within_matter
from cfs_panels.domain.vocabulary import EventType, PanelOutcome, Weight
from cfs_panels.domain.words import long_date, uncapitalised
from cfs_panels.services.case_people import checks_of, people_of
from cfs_panels.services.document_details.papers import observations_paper, observations_title
from cfs_panels.services.document_details.sources import Built, moment_words, role_words
from cfs_panels.services.document_details.wording import told
from db.models import (
    AgendaItem,
    CaseEventRow,
    Check,
    PanelAdvice,
    PanelMeeting,
    RecommendationRow,
    StoredFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import CheckDefinition, PaperDefinition
    from cfs_panels.services.document_details.sources import CaseSource

_OPTIONAL = frozenset({Weight.GOOD, Weight.LOCAL})
OUT = frozenset({"missing", "asked", "late", "expired"})
NO_CHECKS = "There are no checks and references in this kind of case."
NO_NOTE = "The panel adviser has not begun a note on this case."
NO_REPRESENTATIONS = "No representations have been received in this case."
NO_DECLARATION = "Compliance has not been declared in this case."
_OBSERVED = (EventType.OBSERVATIONS_RECEIVED, EventType.OBSERVATIONS_EXPIRED)


def checks_summary(source: CaseSource) -> Built:
    """Return how the checks and references stand today, a draft while any is out.

    Raises:
        RuleBroken: where this kind of case has none.
    """
    today = source.office.today
    lines = tuple(_check_lines(source, today))
    if not (lines or source.pathway.checks):
        raise RuleBroken(NO_CHECKS)
    is_draft = not lines or any(line.is_out for line in lines)
    details = ChecksSummaryDetails(_head(source, today, draft=is_draft), today, lines)
    return Built(build_checks_summary(details, source.letterhead))


def _check_lines(source: CaseSource, day: date) -> Iterator[CheckSummaryLine]:
    people = {p.id: p for p in people_of(source.session, [source.case])[source.case.id]}
    rows = source.session.execute(
        select(Check.id, Check.name).where(Check.case_id == source.case.id)
    )
    names = {row.id: row.name for row in rows}
    order = [*people, ""]
    for check in sorted(
        checks_of(source.session, source.case), key=lambda c: order.index(c.person_id)
    ):
        state, person = check.state(day), people.get(check.person_id)
        yield CheckSummaryLine(
            person=person.name if person else "",
            name=names[check.id],
            asked_on=check.requested_on,
            received_on=check.received_on,
            expires_on=check.expires_on,
            result=told("check", state),
            is_out=state in OUT,
        )


def adviser_note(source: CaseSource) -> Built:
    """Return the panel adviser's note on the case's item.

    Raises:
        RuleBroken: where there is no note.
    """
    item = source.own_item
    if item is None:
        raise RuleBroken(NO_NOTE)
    note = source.session.scalar(select(PanelAdvice).where(PanelAdvice.item_id == item.id))
    if note is None:
        raise RuleBroken(NO_NOTE)
    day = note.finished_on or source.office.today
    author = source.user(note.author_id)
    details = AdviserNoteDetails(
        head=_head(source, day, draft=note.finished_on is None),
        words=note.words,
        author=_named(author.name if author else "", Role.PANEL_ADVISER),
        finished_on=note.finished_on,
        missing=tuple(_missing(source, day)),
        compliance=_compliance(source, day),
        earlier=tuple(_earlier(source, item)),
    )
    return Built(
        build_adviser_note(details, source.letterhead),
        title=told("paper", "adviser_note"),
        item_id=item.id,
    )


def _missing(source: CaseSource, day: date) -> Iterator[str]:
    """Yield what panel needs and was not in on a day: checks that matter, then papers."""
    yield from _checks_out(source, day, lambda check: check.weight not in _OPTIONAL)
    history = source.file.history_on(day)
    for paper in papers_of(source.pathway, history):
        if EventType.PANEL_ADVISED not in paper.in_by and not is_in(paper, history):
            yield told("check", "line", name=paper.name, state=told("check", "paper_missing"))


def _checks_out(
    source: CaseSource, day: date, counts: Callable[[CheckDefinition], bool]
) -> Iterator[str]:
    """Yield the checks of a sort that were not in on a day, with how they stood."""
    people = {p.id: p for p in people_of(source.session, [source.case])[source.case.id]}
    for check in checks_of(source.session, source.case):
        definition = source.pathway.check(check.key)
        if definition and counts(definition) and check.state(day) in OUT:
            person = people.get(check.person_id)
            name = f"{definition.name} ({person.name})" if person else definition.name
            yield told("check", "line", name=name, state=uncapitalised(check.words(day)))


def _compliance(source: CaseSource, day: date) -> str:
    """Return who declared compliance for the matter, or that nobody has where somebody must."""
    history = source.file.history_on(day)
    event = within_matter(source.pathway, history).latest(EventType.COMPLIANCE_DECLARED)
    if event is None:
        asked = any(
            EventType.COMPLIANCE_DECLARED in paper.in_by
            for paper in papers_of(source.pathway, history)
        )
        return told("declared", "not_yet") if asked else ""
    return told("declared", "by", name=event.recorded_by, date=long_date(event.on))


def _earlier(source: CaseSource, item: AgendaItem) -> Iterator[str]:
    """Yield when panel considered the case before, and what came of it."""
    rows = source.session.execute(
        select(PanelMeeting.held_on, RecommendationRow.outcome, RecommendationRow.deferral_reason)
        .join(AgendaItem, AgendaItem.meeting_id == PanelMeeting.id)
        .join(RecommendationRow, RecommendationRow.item_id == AgendaItem.id)
        .where(
            AgendaItem.case_id == source.case.id,
            AgendaItem.removed.is_(False),
            AgendaItem.id != item.id,
            PanelMeeting.held_on <= (source.panel_on or source.office.today),
        )
        .order_by(PanelMeeting.held_on)
    )
    for held_on, outcome, reason in rows:
        choice = source.pathway.panel_choice(outcome)
        if outcome is PanelOutcome.DEFERRED:
            yield told("earlier", "deferred", date=long_date(held_on), reason=reason.rstrip("."))
        elif choice is not None:
            yield told("earlier", "heard", date=long_date(held_on), outcome=choice.words)


def declaration(source: CaseSource) -> Built:
    """Return the declaration of compliance as it was made.

    Raises:
        RuleBroken: where there is none.
    """
    event = source.within.latest(EventType.COMPLIANCE_DECLARED)
    if event is None:
        raise RuleBroken(_no_declaration(source))
    row = source.session.get_one(CaseEventRow, event.id)
    manager = source.user(row.recorded_by)
    role = role_words(manager) if manager else ""
    signed = moment_words(row.recorded_at)
    details = DeclarationDetails(
        head=_head(source, event.on, draft=False),
        statement=str(event.facts.get("statement", "")),
        declared_on=event.on,
        signature=Seal(event.recorded_by, role or ROLE_WORDS[Role.TEAM_MANAGER], signed),
        report=_report(source, event.on),
        observations=_observations_words(source, event.on),
        out=tuple(_checks_out(source, event.on, lambda check: check.weight.blocks)),
    )
    return Built(
        build_declaration(details, source.letterhead),
        title=told("paper", "declaration"),
        item_id=_item_id(source),
    )


def _no_declaration(source: CaseSource) -> str:
    """Return that compliance is not declared, or was for an earlier matter."""
    event = source.file.history.latest(EventType.COMPLIANCE_DECLARED)
    if event is None:
        return NO_DECLARATION
    return told("declared", "earlier", matter=source.matter.words, date=long_date(event.on))


def _item_id(source: CaseSource) -> str:
    return source.own_item.id if source.own_item else ""


def _report(source: CaseSource, day: date) -> str:
    """Return the report as it was declared: title, version, day and author."""
    event = source.file.history_on(day).latest(EventType.REPORT_FINISHED)
    if event is None:
        return ""
    paper = source.session.get(StoredFile, str(event.facts.get("paper", "")))
    report = told(
        "declared",
        "report",
        title=paper.title if paper else source.pathway.report_name,
        number=str(paper.version_number if paper else event.facts.get("version", 1)),
        date=long_date(event.on),
    )
    author = str(event.facts.get("author_name", ""))
    return told("declared", "author", report=report, author=author) if author else report


def _observations_words(source: CaseSource, day: date) -> str:
    within = within_matter(source.pathway, source.file.history_on(day))
    event = within.latest(*_OBSERVED)
    if event is None:
        return ""
    if event.type is EventType.OBSERVATIONS_EXPIRED:
        return told("declared", "observations_expired", date=long_date(event.on))
    return told("declared", "observations_received", date=long_date(event.on))


def observations(source: CaseSource) -> Built:
    """Return what those who were given a report said to it, or that they said nothing.

    Raises:
        RuleBroken: where nobody is asked for observations, and while they may still come.
    """
    paper = observations_paper(source.pathway, source.within)
    if paper is None:
        raise RuleBroken(told("observations", "none_asked", matter=source.matter.words))
    given = source.within.latest(*paper.renewed_by)
    event = source.within.latest(*_OBSERVED)
    many = len(source.applicants(event.on if event else None))
    title = observations_title(source.pathway, paper, many)
    if event is None or (given is not None and source.within.is_newer(given, event)):
        raise RuleBroken(_not_in(source, title, given))
    expired = event.type is EventType.OBSERVATIONS_EXPIRED
    who = "adopters" if source.pathway.of_child else "applicant" if many == 1 else "applicants"
    details = ObservationsDetails(
        head=_head(source, event.on, draft=False),
        title=title,
        who=told("observations", who),
        words=str(event.facts.get("words", "")).strip(),
        given_on=given.on if given else None,
        received_on=None if expired else event.on,
        ended_on=_ended_on(source, paper, event) if expired else None,
    )
    return Built(
        build_observations(details, source.letterhead), title=title, item_id=_item_id(source)
    )


def _not_in(source: CaseSource, title: str, given: CaseEvent | None) -> str:
    """Return why there are no observations, judged by the clock that runs for them."""
    move = source.pathway.move(EventType.OBSERVATIONS_EXPIRED)
    waits = source.file.waits(move, source.office.today) if move else ""
    observations = uncapitalised(title)
    if given is None:
        return told("observations", "not_given", observations=observations)
    if waits or move is None:
        return told("observations", "still_runs", observations=observations)
    return told("observations", "ended", observations=observations, button=move.button)


def _ended_on(source: CaseSource, paper: PaperDefinition, event: CaseEvent) -> date:
    """Return the last day on which observations could be sent."""
    clock = next((c for c in source.file.clocks() if c.rule.id == paper.clock), None)
    return clock.due_on if clock and clock.due_on else event.on


def representations(source: CaseSource) -> Built:
    """Return the representations against a qualifying determination, in their maker's words.

    Raises:
        RuleBroken: where none were made in the matter.
    """
    event = source.within.latest(EventType.REPRESENTATIONS_RECEIVED)
    if event is None:
        raise RuleBroken(NO_REPRESENTATIONS)
    title = told("paper", "representations")
    details = RepresentationsDetails(
        head=_head(source, event.on, draft=False),
        title=title,
        received_on=event.on,
        determined_on=source.within.on(EventType.QUALIFYING_DETERMINATION_SENT),
        words=str(event.facts.get("words", "")).strip(),
    )
    return Built(
        build_representations(details, source.letterhead), title=title, item_id=_item_id(source)
    )


def _head(source: CaseSource, made_on: date, *, draft: bool) -> PaperHead:
    worker = source.user(source.case.worker_id)
    return PaperHead(
        subject=source.case.household_name,
        reference=source.reference,
        kind=source.own_item.item_name if source.own_item else source.matter.item_name,
        made_on=made_on,
        worker=worker.name if worker else "",
        panel=_panel(source),
        draft=draft,
    )


def _panel(source: CaseSource) -> str:
    if source.own_item is None or source.panel_on is None:
        return ""
    panel = f"{source.pathway.service.value.capitalize()} panel"
    number = str(source.number or "")
    return told("earlier", "panel", panel=panel, date=long_date(source.panel_on), number=number)


def _named(name: str, role: Role) -> str:
    return f"{name}, {ROLE_WORDS[role].lower()}" if name else ""
