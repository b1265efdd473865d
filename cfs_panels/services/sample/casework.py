"""What is done in one sample case, from the enquiry to as far as it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import (
    DecideStageOne,
    DeclareCompliance,
    EditHousehold,
    NewPerson,
    RecordEnquiry,
    RecordEvent,
    RecordObservations,
)
from cfs_panels.domain.checks import AddCheck, CheckOutcome, ReceiveCheck, RequestCheck
from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.visits import DecideForm, PassForm, SaveForm, StartForm
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.sample.script import weekday
from cfs_panels.services.sample.writing import report_pdf, visit_answers, with_everybody_seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.checks import CheckLine
    from cfs_panels.services.sample.cast import Cast, SampleData
    from cfs_panels.services.sample.script import Script

E = EventType
FOSTERING, ADOPTION = "fostering_mainstream", "adoption_prospective"

# The steps of each kind of case, with the usual days from the enquiry.
STEPS: dict[str, tuple[tuple[EventType, int], ...]] = {
    FOSTERING: (
        (E.ENQUIRY_RECEIVED, 0),
        (E.INITIAL_VISIT_OFFERED, 4),
        (E.INITIAL_VISIT_DONE, 15),
        (E.INITIAL_VISIT_DECIDED, 20),
        (E.APPLICATION_RECEIVED, 70),
        (E.APPLICATION_ACCEPTED, 72),
        (E.STAGE_ONE_COMPLETED, 140),
        (E.STAGE_ONE_PASSED, 146),
        (E.STAGE_TWO_STARTED, 146),
        (E.REPORT_FINISHED, 215),
        (E.REPORT_GIVEN, 216),
        (E.OBSERVATIONS_RECEIVED, 225),
        (E.COMPLIANCE_DECLARED, 230),
    ),
    ADOPTION: (
        (E.ENQUIRY_RECEIVED, 0),
        (E.INFORMATION_PACK_SENT, 2),
        (E.INITIAL_VISIT_OFFERED, 3),
        (E.INITIAL_VISIT_DONE, 12),
        (E.INITIAL_VISIT_DECIDED, 16),
        (E.REGISTRATION_RECEIVED, 90),
        (E.REGISTRATION_ACCEPTED, 93),
        (E.STAGE_ONE_STARTED, 95),
        (E.STAGE_ONE_COMPLETED, 143),
        (E.STAGE_ONE_PASSED, 150),
        (E.NOTICE_TO_PROCEED_RECEIVED, 165),
        (E.REPORT_FINISHED, 240),
        (E.REPORT_GIVEN, 241),
        (E.OBSERVATIONS_RECEIVED, 246),
        (E.COMPLIANCE_DECLARED, 250),
    ),
}
PLAIN = {
    E.INFORMATION_PACK_SENT: "worker",
    E.INITIAL_VISIT_OFFERED: "worker",
    E.APPLICATION_RECEIVED: "worker",
    E.APPLICATION_ACCEPTED: "manager",
    E.REGISTRATION_RECEIVED: "worker",
    E.REGISTRATION_ACCEPTED: "manager",
    E.STAGE_ONE_STARTED: "worker",
    E.NOTICE_TO_PROCEED_RECEIVED: "worker",
    E.REPORT_GIVEN: "worker",
}
STATEMENT = (
    "I have read the report and the checks. They meet the regulations and the assessment is "
    "sound enough to go to panel."
)


@dataclass
class CaseScript:
    """One case of the sample: who works it, when each step falls, how far it has come."""

    cast: Cast
    data: SampleData
    facts: dict[str, Any]
    dates: dict[EventType, date]
    done: EventType
    case_id: str = ""
    form_id: str = ""

    @property
    def worker(self) -> Actor:
        """Return the social worker of the case."""
        return self.cast[self.facts["worker"]]

    @property
    def manager(self) -> Actor:
        """Return the manager of the case."""
        return self.cast[self.facts["manager"]]

    @property
    def reference(self) -> str:
        """Return the reference of the case, once it is made."""
        return str(self.facts.get("reference", ""))

    def has(self, event: EventType) -> bool:
        """Return whether the case has come as far as an event."""
        order = [e for e, _ in STEPS[self.facts["pathway"]]]
        return event in order and order.index(event) <= order.index(self.done)

    def write(self, script: Script) -> None:
        """Add every step to the script."""
        for event, _ in STEPS[self.facts["pathway"]]:
            if self.has(event):
                self._write_step(script, event, self.dates[event])
        if self.facts.get("visit_draft"):
            self._write_draft(script)
        if "withdrawn" in self.facts:
            on, reason = self.facts["withdrawn"]
            facts = {"reason": reason, "code": "AW3"}
            self._tell(script, E.WITHDRAWN_BY_APPLICANT, on, facts)
        if "hold" in self.facts:
            facts = {"reason": self.facts["hold_reason"], "cause": "applicant"}
            self._tell(script, E.CASE_HELD, self.facts["hold"], facts)
        if "delay" in self.facts:
            delay = dict(self.facts["delay"])
            self._tell(script, E.DELAY_RECORDED, self.data.day(delay.pop("on")), delay)
        if "safety" in self.facts:
            on = self.data.day(self.facts["safety_on"])
            script.add(on, self._note_safety)
        if "extra_check" in self.facts:
            name, asked = self.facts["extra_check"]
            on = self.data.day(asked)
            script.add(on, lambda: self._add_check(name, on))

    def _tell(self, script: Script, event: EventType, on: date, facts: dict[str, Any]) -> None:
        script.add(on, lambda: self._record(self.worker, event, on, facts))

    def _write_step(self, script: Script, event: EventType, on: date) -> None:
        order = [e for e, _ in STEPS[self.facts["pathway"]]].index(event)
        at = time(9 + order // 2, 30 * (order % 2))  # steps of one day keep their order
        if event in PLAIN:
            who = PLAIN[event]
            script.add(on, lambda: self._record(getattr(self, who), event, on), at)
            if event in {E.APPLICATION_ACCEPTED, E.STAGE_ONE_STARTED}:
                script.add(on + timedelta(days=1), lambda: self._ask_checks(script, on))
            return
        deeds: dict[EventType, tuple[int, Callable[[], object]]] = {
            E.ENQUIRY_RECEIVED: (0, partial(self._enquire, on)),
            E.INITIAL_VISIT_DONE: (1, partial(self._pass_visit, on)),
            E.INITIAL_VISIT_DECIDED: (0, partial(self._decide_visit, on)),
            E.STAGE_ONE_COMPLETED: (0, self._receive_checks),
            E.STAGE_ONE_PASSED: (0, partial(self._pass_stage_one, on)),
            E.REPORT_FINISHED: (0, partial(self._attach_report, on)),
            E.OBSERVATIONS_RECEIVED: (0, partial(self._observe, on)),
            E.COMPLIANCE_DECLARED: (0, partial(self._declare, on)),
        }
        if event in deeds:
            days, deed = deeds[event]
            script.add(on + timedelta(days=days), deed, at)

    def _pass_stage_one(self, on: date) -> None:
        self.cast.do(self.manager, DecideStageOne(self.case_id, on, passed=True))

    def _observe(self, on: date) -> None:
        words = self.facts.get("observations", "We have read the report and agree with it.")
        self.cast.do(self.worker, RecordObservations(self.case_id, on, words))

    def _declare(self, on: date) -> None:
        self.cast.do(self.manager, DeclareCompliance(self.case_id, on, STATEMENT))

    def _record(
        self, actor: Actor, event: EventType, on: date, facts: dict[str, Any] | None = None
    ) -> None:
        if event is E.INITIAL_VISIT_OFFERED:
            visit = self.dates.get(E.INITIAL_VISIT_DONE) or self.data.day(self.facts["visit_on"])
            facts = {"booked_on": visit.isoformat(), "where": "home"}
        self.cast.do(actor, RecordEvent(self.case_id, event, on, facts=facts or {}))

    def _enquire(self, on: date) -> None:
        facts = self.facts
        letter = "F" if facts["pathway"] == FOSTERING else "A"
        facts.setdefault("reference", self.cast.next_reference(letter, on.year))
        people = [
            NewPerson(first, last, born_on=born, phone=facts.get("phone", ""))
            for first, last, born in facts["people"]
        ]
        for first, last, born, relationship, *home in facts.get("others", ()):
            people.append(
                NewPerson(
                    first,
                    last,
                    role="adult" if (on - born).days > 18 * 365.25 else "child",
                    born_on=born,
                    relationship=relationship,
                    at_home=home[0] if home else True,
                )
            )
        self.case_id = self.cast.do(
            self.cast.first(Role.PANEL_ADMINISTRATOR),
            RecordEnquiry(
                pathway=facts["pathway"],
                people=tuple(people),
                received_on=on,
                address=tuple(facts["address"]),
                postcode=facts["postcode"],
                channel=facts.get("channel", "Website"),
                heard_of_us=facts.get("heard", "A friend who fosters"),
                worker_id=self.worker.user_id,
                manager_id=self.manager.user_id,
                team=self.worker.team,
                reference=facts["reference"],
                reason=facts.get("reason", ""),
            ),
        )

    def _start_form(self, on: date, answers: dict[str, Any]) -> int:
        visits = self.cast.workspace.visits
        self.form_id = self.cast.do(self.worker, StartForm(self.case_id, "initial_visit"))
        begun = visits.form(self.worker, self.form_id)
        merged = with_everybody_seen({**begun.answers, **answers})
        self.cast.do(self.worker, SaveForm(self.form_id, merged, begun.version))
        return visits.form(self.worker, self.form_id).version

    def _pass_visit(self, on: date) -> None:
        answers = visit_answers(self.facts, on, self.manager)
        version = self._start_form(on, answers)
        self.cast.do(self.worker, PassForm(self.form_id, self.manager.user_id, version))

    def _decide_visit(self, on: date) -> None:
        version = self.cast.workspace.visits.form(self.manager, self.form_id).version
        reasons = "A warm and realistic start. Invite them to go on."
        self.cast.do(self.manager, DecideForm(self.form_id, "invite", reasons, on, version))

    def _write_draft(self, script: Script) -> None:
        on = self.data.day(self.facts["visit_on"])

        def draft() -> None:
            answers = visit_answers(self.facts, on, self.manager)
            for key in ("reasons", "manager"):
                answers.pop(key, None)
            self._start_form(on, answers)

        script.add(on + timedelta(days=1), draft, time(8, 40))

    def _ask_checks(self, script: Script, on: date) -> None:
        """Ask for every check; those that come in are added to the script as they are asked."""
        if self.facts.get("filler") and self.has(E.STAGE_ONE_COMPLETED):
            return
        missing = set(self.facts.get("checks_missing", ()))
        for line in self.cast.workspace.case_pages.checks(self.worker, self.case_id):
            if line.requested_on is None:
                self.cast.do(self.worker, RequestCheck(line.id, self._today()))
        if self.has(E.STAGE_ONE_COMPLETED):
            return
        for number, line in enumerate(self._checks()):
            if line.key in missing:
                continue
            if line.key.startswith("medical"):
                self._receive_later(script, line, weekday(on + timedelta(days=9)))
                continue
            day = weekday(on + timedelta(days=14 + number * 2))
            if day < self.data.as_of and number % 3 != 2:
                self._receive_later(script, line, day)

    def _receive_checks(self) -> None:
        """Take in every check that was asked for, on the day stage 1 information is whole."""
        for line in self._checks():
            if line.received_on is None:
                self._receive(line, self._today())

    def _checks(self) -> list[CheckLine]:
        lines = self.cast.workspace.case_pages.checks(self.worker, self.case_id)
        return list(lines)

    def _receive_later(self, script: Script, line: CheckLine, day: date) -> None:
        if day >= self.data.as_of:
            return
        script.add(day, lambda: self._receive(line, day), time(12))

    def _receive(self, line: CheckLine, day: date) -> None:
        number = f"0019{sum(map(ord, line.id)) % 100000000:08}" if line.has_number else ""
        self.cast.do(
            self.worker,
            ReceiveCheck(
                line.id, day, CheckOutcome.CLEAR, issued_on=day - timedelta(days=2), number=number
            ),
        )

    def _today(self) -> date:
        return self.cast.workspace.office.today

    def _add_check(self, name: str, on: date) -> None:
        self.cast.do(self.worker, AddCheck(self.case_id, name, requested_on=on))

    def _attach_report(self, on: date) -> None:
        for version in range(self.facts.get("report_versions", 1)):
            content = report_pdf(self.facts, on, version + 1)
            self.cast.do(
                self.worker,
                AttachPaper(
                    case_id=self.case_id,
                    kind="report",
                    title="Fostering report (Form F)"
                    if self.facts["pathway"] == FOSTERING
                    else "Prospective adopter's report (PAR)",
                    file_name="report.pdf",
                    content=content,
                    finished_on=on,
                    author_id=self.worker.user_id,
                ),
            )

    def _note_safety(self) -> None:
        home = self.cast.workspace.case_pages.case(self.worker, self.case_id).home
        self.cast.do(
            self.worker,
            EditHousehold(
                case_id=self.case_id,
                address=home.address,
                postcode=home.postcode,
                phone=self.facts.get("phone", home.phone),
                email=home.email,
                safety_note=self.facts["safety"],
                address_is_secret=False,
                access_needs=home.access_needs,
                version=home.version,
            ),
        )


def dates_of(data: SampleData, facts: dict[str, Any]) -> dict[EventType, date]:
    """Return a date for every step: those of the file, and the others between them."""
    steps = STEPS[facts["pathway"]]
    known = {e: data.day(facts[e.value]) for e, _ in steps if e.value in facts}
    usual = dict(steps)
    dates: dict[EventType, date] = {}
    anchors = [e for e, _ in steps if e in known]
    for event, offset in steps:
        if event in known:
            dates[event] = known[event]
            continue
        before = next((a for a in reversed(anchors) if usual[a] <= offset and a in known), None)
        after = next((a for a in anchors if usual[a] >= offset and a in known), None)
        dates[event] = weekday(_between(known, usual, before, after, offset))
    _in_order(steps, known, dates)
    return dates


def _between(
    known: dict[EventType, date],
    usual: dict[EventType, int],
    before: EventType | None,
    after: EventType | None,
    offset: int,
) -> date:
    if before is None:
        raise ValueError("a sample case needs the date of its enquiry")
    if after is None:
        return known[before] + timedelta(days=offset - usual[before])
    span = usual[after] - usual[before]
    share = (offset - usual[before]) / span if span else 0
    return known[before] + timedelta(days=round((known[after] - known[before]).days * share))


def _in_order(
    steps: tuple[tuple[EventType, int], ...],
    known: dict[EventType, date],
    dates: dict[EventType, date],
) -> None:
    """Keep invented dates from running past the next known one, or back before the last."""
    last = date.min
    for event, _ in steps:
        if event not in known:
            dates[event] = max(dates[event], last)
        last = dates[event]
