"""Makes the sample agency: its people, a few hundred cases, past panels and the coming one."""

from __future__ import annotations

import time as clock_time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.actors import Role
from cfs_panels.domain.decisions import (
    DecisionAnswers,
    MarkRead,
    OpenDecision,
    SaveDecision,
    SetRequirement,
)
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from cfs_panels.services.entrance import Entry, make_agency, open_agency
from cfs_panels.services.sample.casework import ADOPTION, FOSTERING, STEPS, CaseScript, dates_of
from cfs_panels.services.sample.cast import (
    ADMIN,
    Cast,
    SampleData,
    join_member,
    keep_member_record,
    load_sample,
    make_cast,
)
from cfs_panels.services.sample.children import ChildScript, items_on, sample_children
from cfs_panels.services.sample.decisions import DecisionScript
from cfs_panels.services.sample.fillers import WORKERS, Households
from cfs_panels.services.sample.panels import MeetingItem, MeetingScript
from cfs_panels.services.sample.script import SampleClock, Script, weekday
from db.key_wrapping import PasswordCost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from cfs_panels.services.entrance import Opened

E = EventType
PRINTED_PASSWORD = PasswordCost(memory_kib=8_192, passes=1, lanes=1)
"""What a guess at the sample's password costs: it is printed, and signed with many times."""


@dataclass
class SampleMade:
    """The sample agency as it was made."""

    opened: Opened
    cast: Cast
    data: SampleData
    journeys: list[CaseScript]
    meetings: list[MeetingScript]
    steps: list[tuple[str, float]] = field(default_factory=list)
    deeds: int = 0


@dataclass
class _Maker:
    """Collects the script of the sample agency."""

    cast: Cast
    data: SampleData
    script: Script
    households: Households
    named: dict[str, CaseScript] = field(default_factory=dict)
    journeys: list[CaseScript] = field(default_factory=list)
    meetings: list[MeetingScript] = field(default_factory=list)
    children: tuple[ChildScript, ...] = ()

    def day(self, year: int, month: int, day: int) -> date:
        """Return a date of the pictures, moved to the sample's day."""
        return self.data.day(date(year, month, day))

    def write_members(self) -> None:
        """Add the day on which each member joined the central list."""
        first = self.script.clock().date()
        for facts in self.data.facts["members"]:
            on = max(self.data.day(facts["joined"]), first)
            self.script.add(on, partial(join_member, self.cast, self.data, facts), time(9))
            record = partial(keep_member_record, self.cast, self.data, facts)
            self.script.add(self.data.as_of - timedelta(days=1), record, time(9))

    def write_cases(self) -> None:
        """Add the named cases and the others before panel."""
        for facts in self.data.facts["cases"]:
            case = self._named(facts)
            self.named[facts["reference"]] = case
            case.write(self.script)
        self.children = sample_children(self.cast, self.data)
        for child in self.children:
            child.write(self.script)
        for case in (*self.households.open_cases(), *self.households.closed_cases()):
            case.write(self.script)

    def _named(self, given: dict[str, Any]) -> CaseScript:
        facts = dict(given)
        if "worker" not in facts:
            number = int(facts["reference"][-4:])
            workers = WORKERS[facts["pathway"]]
            facts["worker"], facts["manager"] = workers[number % len(workers)]
            home = self.households.facts(facts["pathway"])
            facts["address"], facts["postcode"] = home["address"], home["postcode"]
        if "hold" in facts:
            facts["hold"] = self.data.day(facts["hold"])
        order = [e for e, _ in STEPS[facts["pathway"]]]
        done = E(facts["done"])
        done = done if done in order else E.COMPLIANCE_DECLARED
        return CaseScript(self.cast, self.data, facts, dates_of(self.data, facts), done)

    def write_past_panels(self) -> None:
        """Add the panels of the past year, with what the decision maker made of them."""
        for held_on, service, count in (
            (self.day(2025, 5, 13), Service.FOSTERING, 4),
            (self.day(2025, 6, 10), Service.FOSTERING, 4),
            (self.day(2025, 7, 8), Service.FOSTERING, 3),
            (self.day(2025, 7, 10), Service.ADOPTION, 2),
        ):
            items = [self._decided_item(service, held_on, {}) for _ in range(count)]
            self._meeting(service, held_on, items)
        self._journey_panels()
        self._october_panels()

    def _journey_panels(self) -> None:
        """Add the two panels whose cases are followed to the last letter."""
        for service, held_on in (
            (Service.FOSTERING, self.day(2025, 9, 9)),
            (Service.ADOPTION, self.day(2025, 9, 11)),
        ):
            items = [
                self._decided_item(service, held_on, {"journey": True}),
                self._decided_item(service, held_on, {"journey": True}, PanelOutcome.NOT_SUITABLE),
                self._decided_item(service, held_on, {}),
            ]
            self.journeys += [item.case for item in items[:2] if item.case]
            self._meeting(service, held_on, items)

    def _decided_item(
        self,
        service: Service,
        held_on: date,
        facts: dict[str, Any],
        outcome: PanelOutcome = PanelOutcome.SUITABLE,
    ) -> MeetingItem:
        pathway = FOSTERING if service is Service.FOSTERING else ADOPTION
        case = self.households.for_panel(pathway, held_on, **facts)
        if facts.get("journey"):
            case.facts.pop("filler")
        case.write(self.script)
        approves = outcome is PanelOutcome.SUITABLE
        decision = DecisionScript(
            self.cast,
            weekday(held_on + timedelta(days=9)),
            self.data.password,
            DecisionOutcome.APPROVE if approves else DecisionOutcome.PROPOSE_NOT_TO_APPROVE,
            "agreed" if approves else "written",
            ("Training on attachment", self.cast[case.facts["worker"]].name) if approves else None,
        )
        return MeetingItem(case, minutes=40, outcome=outcome, decision=decision)

    def _october_panels(self) -> None:
        """Add the two panels of the last weeks: one with the decision maker, one to be minuted."""
        held_on = self.day(2025, 10, 7)
        sandhu, adeyemi = self.named["F-2025-0041"], self.named["F-2025-0052"]
        sandhu.facts |= {"places": 1, "terms": ("short_term", "respite"), "ages": "5 to 12"}
        others = [self._decided_item(Service.FOSTERING, held_on, {}) for _ in range(2)]
        for item in others:
            item.decision = None
        dissent = ("Geoff Marland", "Would have preferred one more visit to the sister.")
        items = [
            *others,
            MeetingItem(adeyemi, minutes=40),
            MeetingItem(sandhu, minutes=40, dissent=dissent),
        ]
        away = ("Patricia Hollis",)
        self._meeting(Service.FOSTERING, held_on, items, away=away)
        later = self.day(2025, 10, 21)
        held = [self._decided_item(Service.FOSTERING, later, {}) for _ in range(4)]
        for item in held:
            item.decision = None
        self._meeting(Service.FOSTERING, later, held, until="held")

    def write_coming_panels(self) -> None:
        """Add the coming panel of the pictures and those after it."""
        for facts in self.data.facts["panels"]:
            self._coming(facts)
        ahead: tuple[tuple[date, Service, str, int], ...] = (
            (self.day(2025, 11, 13), Service.ADOPTION, "Main panel", 3),
            (self.day(2025, 11, 18), Service.FOSTERING, "Extra panel", 3),
            (self.day(2025, 12, 2), Service.FOSTERING, "Main panel", 2),
            (self.day(2025, 12, 11), Service.ADOPTION, "Main panel", 1),
        )
        for held_on, service, kind, count in ahead:
            items = [self._booked_item(service) for _ in range(count)]
            if held_on == self.day(2025, 11, 18):
                items.append(MeetingItem(self.named["F-2025-0085"], minutes=40, advised=False))
            self._meeting(service, held_on, items, until="planned", kind=kind)

    def _booked_item(self, service: Service) -> MeetingItem:
        pathway = FOSTERING if service is Service.FOSTERING else ADOPTION
        done = E.STAGE_TWO_STARTED if pathway == FOSTERING else E.NOTICE_TO_PROCEED_RECEIVED
        on = weekday(self.data.as_of - timedelta(days=30))
        case = self.households._case(pathway, done, on)  # noqa: SLF001 (the same sample)
        case.write(self.script)
        return MeetingItem(case, minutes=40, advised=False)

    def _coming(self, facts: dict[str, Any]) -> None:
        items = []
        for title, minutes in zip(facts["items"], facts["minutes"], strict=True):
            case = self.named.get(title)
            if case is None:
                items.append(
                    MeetingItem(
                        title=title.rsplit(" ", 1)[0] if title[-1].isdigit() else title,
                        minutes=minutes,
                    )
                )
            else:
                advised = bool(case.facts.get("advised"))
                items.append(MeetingItem(case, minutes=minutes, advised=advised))
        conflicts = [[*c[:4], self.data.day(c[4])] for c in facts["conflicts"]]
        self._meeting(
            Service(facts["service"]),
            self.data.day(facts["held_on"]),
            items,
            until="planned",
            place=facts["place"],
            leaves=dict(facts["leaves"]),
            conflicts=conflicts,
        )

    def _meeting(
        self,
        service: Service,
        held_on: date,
        items: list[MeetingItem],
        *,
        until: str = "sent",
        **more: object,
    ) -> None:
        items += items_on(self.children, self.data, service, held_on)
        meeting = MeetingScript(self.cast, service, held_on, items, until=until)
        meeting = replace(meeting, **more)  # type: ignore[arg-type]  # named as its fields
        meeting.write(self.script, self.data.as_of)
        self.meetings.append(meeting)


def make_sample(
    place: Path, as_of: date, progress: Callable[[str, int, int], object], *, entry: Entry
) -> SampleMade:
    """Make the sample agency in a new file, for a day, and return it opened by its adviser.

    The clock of ``entry`` is the sample's own while it is made; it then stands on the morning of
    ``as_of``.
    """
    data = load_sample(as_of)
    entry = replace(entry, cost=PRINTED_PASSWORD, name_cost=PRINTED_PASSWORD)
    start = datetime.combine(as_of - timedelta(days=500), time(9), tzinfo=UTC)
    clock = SampleClock(start)
    entry = replace(entry, now=clock)
    steps: list[tuple[str, float]] = []
    with _timed(steps, "Making the agency and its people"):
        make_agency(
            place,
            data.facts["agency"]["name"],
            ADMIN,
            data.password,
            admin_name="Sam Teller",
            roles=(Role.SYSTEM_ADMINISTRATOR,),
            entry=entry,
        )
        opened = open_agency(place, ADMIN, data.password, entry=entry)
        cast = make_cast(opened.workspace, opened.actor, data)
    maker = _Maker(cast, data, Script(clock), Households(cast, data))
    maker.write_members()
    maker.write_cases()
    maker.write_past_panels()
    maker.write_coming_panels()
    with _timed(steps, "Playing eighteen months of casework, panels and decisions"):
        with opened.workspace.office.database.filling():
            deeds = maker.script.play(lambda n, total: progress("Playing the cases", n, total))
        clock.moment = datetime.combine(as_of, time(9, 58), tzinfo=UTC)
        _open_latest(cast, maker)
    return SampleMade(opened, cast, data, maker.journeys, maker.meetings, steps, deeds)


def _open_latest(cast: Cast, maker: _Maker) -> None:
    """Let the decision maker begin the record that is due first, as in the pictures."""
    case_id, margaret = maker.named["F-2025-0041"].case_id, cast["margaret.osei"]
    decision_id = cast.do(margaret, OpenDecision(case_id))
    pages = cast.workspace.decision_pages
    for paper in pages.decision(margaret, case_id).pack[:-1]:
        cast.do(margaret, MarkRead(decision_id, paper.paper_id))
    cast.do(
        margaret,
        SetRequirement(
            decision_id,
            "Second visit to Amrit's sister",
            "Nadia Farouk",
            maker.day(2025, 11, 30),
        ),
    )
    answers = DecisionAnswers(
        arguments_for=(
            "He spoke openly about caring alone.",
            "References and checks are complete and positive.",
            "He has changed his plans about work.",
        ),
        arguments_against=("He works term time only.", "His sister was seen once."),
        process_fair="fair",
        process_comment="Each question that the papers leave open was put.",
        new_information="none",
        adopted_reasons=(1, 3, 4),
        own_reasons="The sister is central to the plan and was seen once. I accept the network is "
        "in place. I do not yet find that it has been tested in a school holiday",
    )
    version = pages.decision(margaret, case_id).version
    cast.do(margaret, SaveDecision(decision_id, answers, version))


@contextmanager
def _timed(steps: list[tuple[str, float]], words: str) -> Generator[None]:
    started = clock_time.perf_counter()
    yield
    steps.append((words, clock_time.perf_counter() - started))
