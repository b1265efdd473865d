"""One decision with its pack, its panel, its answers and what follows, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.children import adopters_named
from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.decision_rules import (
    answered,
    form_points,
    late_words,
    not_ready,
)
from cfs_panels.domain.decisions import (
    DecisionAnswers,
    DecisionDetails,
    NoticeLine,
    PackLine,
)
from cfs_panels.domain.matters import decision_choices_of
from cfs_panels.domain.meetings import MemberViewGiven, RecommendationDetails
from cfs_panels.domain.terms import terms_words
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType
from cfs_panels.domain.words import count_word, uncapitalised, weekday_date
from cfs_panels.services.clock_lines import clock_line
from cfs_panels.services.decision_forms import form_of
from cfs_panels.services.decision_lists import decision_day_words
from cfs_panels.services.decision_rows import (
    clock_between,
    decision_sentence,
    late_grounds,
    record_state,
)
from cfs_panels.services.document_details.decisions import differs_here, dissent_lines
from cfs_panels.services.document_details.minutes import recommendation_sentence
from cfs_panels.services.document_details.sources import CaseSource
from cfs_panels.services.document_kinds import KINDS
from cfs_panels.services.document_store import AGREEMENT, DECISION_RECORD
from cfs_panels.services.register import requirement_line
from cfs_panels.services.visibility import relations_to
from db.models import QualifyingDeterminationRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.decision_rules import RecordState
    from cfs_panels.domain.decisions import RequirementLine
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.decision_rows import DecisionFile
    from db.models import AgencyDecisionRow

WRITE = "write_decision"
_ACTIONS = (WRITE, "give_notice", "make_case_documents", "meet_requirement")
_NOTICES = (
    ("oral", "Told in person or by phone", EventType.ORAL_NOTICE_GIVEN),
    ("written", "Letter", EventType.WRITTEN_NOTICE_SENT),
)
_DONE_STATES = frozenset({ClockState.MET, ClockState.MET_LATE})


def decision_details(found: DecisionFile) -> DecisionDetails:
    """Return a decision as its page shows it to the person whose file this is.

    Nobody but a decision maker sees what an unsigned record holds.
    """
    file, record, item = found.file, found.record, found.item
    source, may = CaseSource(file, item), frozenset(_may(file))
    is_signed = record is not None and record.signed_at is not None
    shows = is_signed or WRITE in may
    answers = found.answers if shows else DecisionAnswers()
    day = (record.decided_on if record else None) or file.office.today
    form = form_of(found)
    state = record_state(found, day, form)
    pack = tuple(_pack(found, shows=shows))
    return DecisionDetails(
        id=record.id if record else "",
        case_id=file.case.id,
        meeting_id=item.meeting_id if item else "",
        item_id=found.item_id,
        reference=file.case.reference,
        household=file.case.household_name,
        service=file.case.service,
        item_name=found.item_name,
        panel_on=source.panel_on if item else None,
        item_number=(source.number or 0) if item else 0,
        minutes_received_on=found.received_on,
        due_on=found.due_on,
        clock=clock_line(found.clock),
        day_words=decision_day_words(found.clock),
        pack=pack,
        recommendation=_recommendation(source, found),
        panel_summary=panel_summary(source, found),
        dissent_summary=dissent_summary(source, found),
        choices=_choices(found, is_signed=is_signed),
        term_choices=_term_choices(file),
        with_terms=frozenset(c.outcome for c in file.pathway.decision_choices if c.takes_terms),
        answers=answers,
        answered=answered(answers, state),
        requirements=tuple(_requirements(found)) if shows else (),
        notices=tuple(_notices(found)),
        not_ready=() if is_signed or WRITE not in may else not_ready(file.pathway, answers, state),
        state="signed" if is_signed else "draft",
        signed_by=record.signed_name if record else "",
        signed_at=record.signed_at if record else None,
        digest=record.digest if record else "",
        decision_words=decision_sentence(file, answers.outcome),
        window_words=window_words(found) if shows else "",
        letters=tuple(_letters(file, record)),
        version=record.answers_version if record else 0,
        may=may,
        pack_pages=sum(line.pages for line in pack),
        decided_on=record.decided_on if record else None,
        information_asked=_told(file, EventType.FURTHER_INFORMATION_ASKED),
        information_received=_told(file, EventType.FURTHER_INFORMATION_RECEIVED),
        differs=differs_here(found, answers),
        **_lateness(found, state, day),
        form=form,
        form_done=not any(form_points(answers, state)),
        of_child=file.pathway.of_child,
    )


def _lateness(found: DecisionFile, state: RecordState, day: date) -> dict[str, Any]:
    """Return the dates that were missed by a day, with the grounds to choose of for one of them."""
    own = [f"It was due by {weekday_date(found.due_on)}."] if day > found.due_on else []
    grounded = any(late.is_grounded for late in state.late)
    return {
        "late": bool(own or state.late),
        "late_words": " ".join((*own, *map(late_words, state.late))),
        "late_grounds": late_grounds(found.file) if grounded else (),
    }


def _may(file: CaseFile) -> Iterator[str]:
    """Yield what the person may do with the decision."""
    held = relations_to(file.session, file.actor, file.case)
    for action in _ACTIONS:
        if file.office.matrix.allows(file.actor, action, held):
            yield action


def _pack(found: DecisionFile, *, shows: bool) -> Iterator[PackLine]:
    """Yield the pack with one page count over all, and what was read of it."""
    read = found.record.read if found.record and shows else {}
    first = 1
    for entry in found.pack():
        yield PackLine(
            paper_id=entry.id,
            title=entry.title,
            below=entry.below,
            pages=entry.pages,
            first_page=first,
            is_read=bool(read.get(entry.id)),
            media_type=entry.media_type,
        )
        first += entry.pages


def _choices(found: DecisionFile, *, is_signed: bool) -> tuple[tuple[DecisionOutcome, str], ...]:
    """Return what may be decided; of a signed record all that the pathway knows."""
    kind = found.file.pathway
    choices = kind.decision_choices if is_signed else decision_choices_of(kind, found.file.history)
    return tuple((choice.outcome, choice.words) for choice in choices)


def _recommendation(source: CaseSource, found: DecisionFile) -> RecommendationDetails | None:
    row = found.recommendation
    if row is None:
        return None
    choice = source.pathway.panel_choice(row.outcome)
    views = tuple(
        MemberViewGiven(view.member_id, view.agrees, view.reason)
        for view in sorted(row.views, key=lambda view: view.id)
    )
    return RecommendationDetails(
        outcome=row.outcome,
        words=choice.words if choice else row.outcome.value,
        sentence=recommendation_sentence(
            source.case,
            source.applicants(source.panel_on),
            row,
            adopters_named(source.file.history),
        ),
        reasons=tuple(row.reasons),
        terms=tuple(row.terms),
        places=row.places,
        ages=row.ages,
        unanimous=bool(views) and all(view.agrees for view in views),
        views=views,
        deferral_reason=row.deferral_reason,
        recorded_at=row.recorded_at,
    )


def panel_summary(source: CaseSource, found: DecisionFile) -> str:
    """Return what panel recommended: ``Panel: suitable to foster. One child, 5 to 12.``."""
    row = found.recommendation
    if row is None:
        return "This went to the decision maker without panel."
    choice = source.pathway.panel_choice(row.outcome)
    words = uncapitalised(choice.words) if choice else row.outcome.value
    terms = terms_words(source.pathway, row.terms, row.places, row.ages)
    return f"Panel: {words}." + (f" {terms}." if terms else "")


def dissent_summary(source: CaseSource, found: DecisionFile) -> str:
    """Return how members stood to it: ``5 of 6 members. One dissent: Geoff Marland wanted ...``."""
    views = found.recommendation.views if found.recommendation else []
    if not views:
        return ""
    against = [view for view in views if not view.agrees]
    if not against:
        return f"All {count_word(len(views))} members." if len(views) > 1 else "One member."
    agreed = f"{len(views) - len(against)} of {len(views)} members."
    number = count_word(len(against)).capitalize()
    noun = "dissent" if len(against) == 1 else "dissents"
    return f"{agreed} {number} {noun}: {' '.join(dissent_lines(source, found))}"


def _term_choices(file: CaseFile) -> tuple[tuple[str, str], ...]:
    if not file.pathway.uses_terms:
        return ()
    return tuple((term.key, term.words) for term in file.pathway.terms)


def _requirements(found: DecisionFile) -> Iterator[RequirementLine]:
    case, today = found.file.case, found.file.office.today
    rows = found.record.requirements if found.record else []
    for row in sorted(rows, key=lambda row: (row.due_on, row.id)):
        if not row.dropped:
            yield requirement_line(row, case.reference, case.household_name, today)


def _notices(found: DecisionFile) -> Iterator[NoticeLine]:
    """Yield both notices: given, or due by the standards counted from the decision.

    Before the decision they are due as if it were made today.
    """
    record = found.record
    given = {notice.kind: notice for notice in record.notices} if record else {}
    clocks = found.file.clocks()
    for kind, words, stop in _NOTICES:
        clock = clock_between(clocks, EventType.DECISION_MADE, stop)
        notice = given.get(kind)
        if notice is not None:
            state = "done"
        elif clock is None or clock.due_on is None:
            state = "todo"
        else:
            state = "overdue" if clock.state is ClockState.OVERDUE else "onTrack"
        yield NoticeLine(
            kind=kind,
            words=words,
            due_on=clock.due_on if clock else _due_if_today(found.file, stop),
            given_on=notice.given_on if notice else None,
            given_at=notice.given_at if notice else None,
            by=notice.given_by if notice else "",
            to=notice.given_to if notice else "",
            state=state,
        )


def _due_if_today(file: CaseFile, stop: EventType) -> date | None:
    """Return by when a notice would be due if the decision were made today."""
    office = file.office
    for rule in office.rules.rules(office.today):
        starts = rule.id in file.pathway.clocks and EventType.DECISION_MADE in rule.start_events
        if starts and stop in rule.stop_events:
            return rule.due(office.today, office.rules.agency_facts, office.calendar)
    return None


def _letters(file: CaseFile, record: AgencyDecisionRow | None) -> Iterator[tuple[str, str]]:
    """Yield the documents that can be made of a signed decision."""
    if record is None or record.signed_at is None or record.outcome is None:
        return
    choice = file.pathway.decision_choice(record.outcome)
    kinds = [choice.letter] if choice and choice.letter else []
    if record.outcome is DecisionOutcome.APPROVE and file.pathway.agreement:
        kinds.append(AGREEMENT)
    for key in (*kinds, DECISION_RECORD):
        yield key, KINDS[key].words


def window_words(found: DecisionFile) -> str:
    """Return the time to challenge a proposal not to approve, with its last day once it runs."""
    record = found.record
    file, outcome = found.file, found.answers.outcome
    choice = file.pathway.decision_choice(outcome) if outcome else None
    if record is None or choice is None or not choice.opens_window:
        return ""
    sent = file.session.scalars(
        select(QualifyingDeterminationRow).where(
            QualifyingDeterminationRow.decision_id == record.id
        )
    ).first()
    rules = file.office.rules
    rule = rules.rule(file.pathway.determination_clock, sent.sent_on if sent else file.office.today)
    if sent is None:
        return f"They have {_limit(rule)} to respond, counted from the day the letter is sent."
    return _running(rule, sent.last_day, file.office.today)


def _running(rule: ClockRule, last_day: date, today: date) -> str:
    if today > last_day:
        return f"The time to respond ended on {weekday_date(last_day)}."
    return f"They have {_limit(rule)} to respond. The last day is {weekday_date(last_day)}."


def _limit(rule: ClockRule) -> str:
    """Return a limit with its kind of days: ``28 calendar days``, ``40 working days``."""
    words = rule.limit_words()
    return words.replace(" day", " calendar day") if "working" not in words else words


def _told(file: CaseFile, event: EventType) -> tuple[tuple[date, str], ...]:
    return tuple((e.on, str(e.facts.get("words", ""))) for e in file.history.all(event))
