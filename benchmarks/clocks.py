"""How long every clock of 10,000 open cases takes to work out, and the list of clocks to read.

``python -m benchmarks.clocks [--cases 10000] [--rounds 5] [--profile]`` makes an encrypted agency
of its own, with about 15 events a case in every stage of the work, and prints medians in
milliseconds: all clocks (stopped ones as well), those someone must act on, the page of clocks.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.cases import CaseEvent, History, project
from cfs_panels.domain.clock_pages import ClockQuery
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.keyring import Keyring
from cfs_panels.services.office import Office
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.workspace import Workspace
from db.base import new_id
from db.bulk import add_rows
from db.database import Database
from db.key_wrapping import new_data_key
from db.location import location_of
from db.models import Agency, Case, CaseEventRow, Household, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

TODAY = date(2025, 10, 24)
FIRST_CASES = 60
NOW = datetime(2025, 10, 24, 9, 30, tzinfo=UTC)
ADVISER = Actor("bench", "bench", "A. Bench", frozenset({Role.PANEL_ADVISER}))
SURNAMES = ("Achterberg", "Bailey", "Calloway", "Drummond", "Ellery", "Farouk", "Gallagher",
            "Harker", "Iqbal", "Jessop", "Kendrick", "Marchbanks", "Okoro", "Pritchard", "Rahmani",
            "Thwaite", "Underhill", "Voss", "Whitlock", "Zielinski")  # fmt: skip

Step = tuple[str, int, dict[str, Any]]


def _steps(*told: str) -> list[Step]:
    """Return steps from ``event@day`` words; facts follow after a bar."""
    found: list[Step] = []
    for words in told:
        step, _, facts = words.partition("|")
        event, _, day = step.partition("@")
        pairs = (pair.partition("=") for pair in facts.split("|") if pair)
        found.append((event, int(day), {key: value for key, _, value in pairs}))
    return found


FOSTERING = _steps(
    "enquiry_received@0|channel=Telephone", "contact_made@1", "initial_visit_offered@3",
    "initial_visit_done@12", "initial_visit_passed@14", "initial_visit_decided@15|outcome=proceed",
    "application_received@30", "application_accepted@33", "stage_one_started@34",
    "medical_comment_requested@60|person_id=p1|person=Sam", "stage_two_started@61",
    "medical_comment_received@72|person_id=p1|person=Sam", "stage_one_completed@80",
    "stage_one_passed@86", "report_finished@120", "report_given@121", "observations_received@130",
    "compliance_declared@133", "panel_booked@134|meeting_on=+160", "papers_sent@152",
    "item_heard@160", "recommendation_recorded@160|outcome=suitable", "minutes_drafted@164",
    "minutes_approved@168", "final_minutes_sent@169", "sent_to_decision_maker@169",
    "decision_made@175|outcome=approve", "approved@175", "oral_notice_given@176",
    "written_notice_sent@179",
)  # fmt: skip
ADOPTION = _steps(
    "enquiry_received@0|channel=Website", "information_pack_sent@3", "contact_made@6",
    "initial_visit_done@11", "initial_visit_passed@12", "initial_visit_decided@14|outcome=proceed",
    "registration_received@35", "registration_accepted@39", "stage_one_started@40",
    "medical_comment_requested@55|person_id=p1|person=Alex", "stage_one_plan_made@44",
    "medical_comment_received@66|person_id=p1|person=Alex", "stage_one_passed@98",
    "notice_to_proceed_received@120", "assessment_plan_made@124", "report_finished@190",
    "report_given@191", "observations_received@197", "panel_booked@198|meeting_on=+220",
    "papers_sent@212", "item_heard@220", "recommendation_recorded@220|outcome=suitable",
    "minutes_drafted@224", "minutes_approved@229", "final_minutes_sent@230",
    "decision_made@236|outcome=approve", "approved@236", "oral_notice_given@237",
)  # fmt: skip
CONNECTED = _steps(
    "enquiry_received@0", "viability_recorded@6", "temporarily_approved@9",
    "application_received@12", "application_accepted@13", "stage_one_started@14",
    "medical_comment_requested@20|person_id=p1|person=Sam", "stage_one_completed@58",
    "stage_one_passed@64", "stage_two_started@30", "temporary_approval_extended@112",
    "report_finished@118", "report_given@119", "observations_received@128",
    "panel_booked@129|meeting_on=+150", "papers_sent@142", "item_heard@150",
    "recommendation_recorded@150|outcome=suitable", "final_minutes_sent@158",
    "decision_made@163|outcome=approve", "approved@163",
)  # fmt: skip
KINDS = (
    ("fostering_mainstream", FOSTERING),
    ("adoption_prospective", ADOPTION),
    ("fostering_connected", CONNECTED),
    ("fostering_specialist", FOSTERING),
    ("adoption_second_time", ADOPTION),
)


def history(number: int, steps: list[Step]) -> list[CaseEvent]:
    """Return a case as far as it has come: from its first days to waiting for its last step."""
    reached = 4 + number * 13 % (len(steps) - 4)
    begun = TODAY - timedelta(days=steps[reached - 1][1] + number * 7 % 25)
    made = []
    for event, day, facts in sorted(steps[:reached], key=lambda step: step[1]):
        told = {
            key: (begun + timedelta(days=int(value))).isoformat() if value[0] == "+" else value
            for key, value in facts.items()
        }
        on = begun + timedelta(days=day)
        made.append(CaseEvent(new_id(), EventType(event), on, facts=told, recorded_at=NOW))
    if number % 11 == 0:
        hold = {"reason": "A move of house", "cause": "applicant"}
        made.append(CaseEvent(new_id(), EventType.CASE_HELD, TODAY, facts=hold, recorded_at=NOW))
    return made


def made_cases(count: int, agency: str, household: str, workers: list[str]) -> Iterator[Any]:
    """Yield the row of each case with its events; the case stands where its events leave it."""
    for number in range(count):
        key, steps = KINDS[number % len(KINDS)]
        kind, events = pathway(key, 1), history(number, steps)
        state = project(kind, History(events))
        case = {
            "id": new_id(), "agency_id": agency, "household_id": household,
            "reference": f"{key[0].upper()}-{2000 + number % 26}-{number:05}",
            "service": kind.service, "pathway": key, "pathway_version": 1,
            "household_name": f"Sam and Alex {SURNAMES[number * 31 % len(SURNAMES)]} {number}",
            "worker_id": workers[number % len(workers)], "team": f"Team {number % 6}",
            "channel": "", "heard_of_us": "", "is_restricted": False, "restricted_reason": "",
            "facts": {}, "origin": "person", "next_owner": "", "next_owner_name": "",
            "next_owner_id": "", "clock_rule": "F-ADM", "clock_started_on": TODAY,
            "clock_due_on": TODAY + timedelta(days=number * 7919 % 200 - 20),
            "stage": state.stage, "status": state.status, "stage_since": state.stage_since,
            "opened_on": state.opened_on,
            "next_step": state.next_step.key if state.next_step else "wait", "next_words": "",
        }  # fmt: skip
        yield case, [_event_row(str(case["id"]), event) for event in events]


def _event_row(case_id: str, event: CaseEvent) -> dict[str, Any]:
    return {
        "id": event.id, "case_id": case_id, "type": event.type, "on": event.on,
        "facts": dict(event.facts), "recorded_at": NOW, "recorded_by": "bench",
        "recorded_by_name": "A. Bench", "origin": "person", "withdrawn": False, "reason": "",
    }  # fmt: skip


def fill(session: Session, count: int) -> int:
    """Put open cases with their histories into an agency; return how many events they have."""
    agency = Agency(name="Wealdshire County Council")
    household = Household(address=["12 Larch Close"])
    session.add_all([agency, household])
    session.flush()
    users = [User(agency_id=agency.id, user_name=f"w{n}", name=f"Worker {n}") for n in range(40)]
    session.add_all(users)
    session.flush()
    made = list(made_cases(count, agency.id, household.id, [user.id for user in users]))
    events = [event for _, every in made for event in every]
    add_rows(session, Case, [case for case, _ in made])
    add_rows(session, CaseEventRow, events)
    return len(events)


def medians(deed: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return how many milliseconds a deed takes, on the wall and of the processor.

    The second is what the first would be on a machine that does nothing else.
    """
    wall, processor = [], []
    for _ in range(rounds):
        started, begun = time.perf_counter(), time.process_time()
        deed()
        wall.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - begun) * 1000)
    return statistics.median(wall), statistics.median(processor)


def profile(deed: Callable[[], object]) -> None:
    """Print where a deed spends its time."""
    with cProfile.Profile() as watched:
        deed()
    pstats.Stats(watched).sort_stats("tottime").print_stats(30)


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--cases", type=int, default=10_000)
    wanted.add_argument("--rounds", type=int, default=5)
    wanted.add_argument("--profile", action="store_true")
    chosen = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        location, key = location_of(Path(folder) / "bench.cfs"), new_data_key()
        with Database.create(location, key, clock=lambda: NOW) as database:
            with database.transaction(ADVISER) as session:
                events = fill(session, chosen.cases)
            office = Office(database, rule_library(), lambda: NOW, Keyring(location, key))
            clocks = Workspace(office).clocks
            first = ClockQuery(first_cases=FIRST_CASES)
            ways: dict[str, Callable[[], object]] = {
                "all clocks": lambda: clocks.clocks(ADVISER),
                "clocks someone must act on": lambda: clocks.clocks(ADVISER, state="running"),
                "the page of clocks": lambda: clocks.clock_page(ADVISER),
                "what the page shows at once": lambda: clocks.clock_page(ADVISER, first),
            }
            found = len(clocks.clocks(ADVISER))
            load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
            print(f"{chosen.cases} open cases, {events} events, {found} clocks{load}")
            for name, deed in ways.items():
                wall, processor = medians(deed, chosen.rounds)
                print(f"{name:32}{wall:8.0f} ms, {processor:8.0f} ms of the processor")
                if chosen.profile:
                    profile(deed)


if __name__ == "__main__":
    main()
