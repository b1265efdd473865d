"""The command line: one JSON document, exit codes, sentences on the other stream."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from cfs_panels.cli import NAMES, app
from cfs_panels.cli.entry import PASSWORD_VARIABLE
from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.rule_changes import ConfirmRule
from cfs_panels.services import entrance
from cfs_panels.services.keyring import Keyring
from cfs_panels.services.office import Office
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.workspace import Workspace
from tests.factories import PASSWORD, TODAY, Moment, make_case, make_office, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.database import Database
    from db.key_wrapping import PasswordCost

FIXTURES = Path(__file__).parent.parent / "fixtures"


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one JSON document on standard output."""
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Return a way to run a command as a script would."""
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)

    def call(*words: str) -> Said:
        result = CliRunner().invoke(app, list(words))
        return Said(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def agency(
    local_database: Database, data_key: bytes, cheap_cost: PasswordCost, moment: Moment
) -> str:
    """Return where an agency with one case is kept."""
    office = make_office(local_database, moment, data_key, cheap_cost)
    staff = make_staff(office, data_key, cheap_cost)
    make_case(office, staff)
    return str(local_database.location)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch, cheap_cost: PasswordCost) -> None:
    """Let agencies made by commands cost as little to open as those of other tests."""
    cheap = entrance.Entry(cost=cheap_cost, name_cost=cheap_cost)
    monkeypatch.setattr(entrance, "Entry", lambda: cheap)


def test_every_due_date_of_the_sample_file_is_given(run: Callable[..., Said]) -> None:
    file = FIXTURES / "clock-cases.csv"
    said = run("due", "--file", str(file), "--json")
    with file.open(encoding="utf-8", newline="") as rows:
        expected = [
            {"rule": row["rule"], "start": row["start"], "due": row["due"]}
            for row in csv.DictReader(rows)
        ]
    assert said.code == 0
    assert said.json == expected


def test_every_panel_of_the_sample_file_is_judged(run: Callable[..., Said]) -> None:
    file = FIXTURES / "quorum-cases.json"
    said = run("quorum", "--file", str(file), "--json")
    expected = [
        {"id": panel["id"], **panel["expected"]}
        for panel in json.loads(file.read_text(encoding="utf-8"))
    ]
    assert said.json == expected


def test_one_due_date_is_one_line(run: Callable[..., Said]) -> None:
    assert run("due", "F-ADM", "2025-10-16") == Said(0, "2025-10-27\n", "")
    said = run("due", "F-PAPERS", "2025-11-04", "--fact", "clear_days=true")
    assert said.out == "2025-10-27\n"


def test_the_rules_in_force_are_listed_with_their_source(run: Callable[..., Said]) -> None:
    found = {rule["id"]: rule for rule in run("rules", "--as-of", "2025-10-24", "--json").json}
    assert "Minimum Standards" in found["F-ADM"]["source"]
    assert {rule["status"] for rule in found.values()} <= {"verified", "unconfirmed", "local"}


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("due", "F-NONE", "2025-10-16"), 1, "There is no rule F-NONE."),
        (("due", "F-ADM", "2025-13-01"), 2, "is not a date"),
        (("due",), 2, "Give a rule and a start"),
        (("quorum", "--file", "nowhere.json"), 3, "nowhere.json"),
        (("cases", "nowhere.cfs", "--user", "a"), 3, "There is no agency file nowhere.cfs."),
        (("cases", "nowhere.cfs"), 2, "Say who you are with --user."),
        (("cases", "notes.txt", "--user", "a"), 3, "is not an agency file"),
    ],
)
def test_a_failure_has_its_code_and_a_sentence(
    run: Callable[..., Said], words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = run(*words)
    assert said.code == code
    assert sentence in said.err
    assert not said.out


def test_a_new_agency_gives_its_recovery_key_once(run: Callable[..., Said], tmp_path: Path) -> None:
    place = str(tmp_path / "new.cfs")
    said = run("new", place, "--name", "Wealdshire", "--admin", "sam.teller", "--json")
    assert len(said.json["recovery_key"].replace("-", "")) == 40
    again = run("new", place, "--name", "Wealdshire", "--admin", "sam.teller")
    assert (again.code, again.out) == (3, "")
    assert run("check", place, "--user", "sam.teller", "--json").json == {"problems": []}


def test_cases_and_one_case_are_told(run: Callable[..., Said], agency: str) -> None:
    rows = run("cases", agency, "--user", "ruth.ellingham", "--json").json
    assert [row["household"] for row in rows] == ["Marcus Thwaite and Leanne Thwaite"]
    said = run("case", agency, rows[0]["reference"], "--user", "ruth.ellingham", "--json").json
    assert (said["stage"], said["next_step"]) == ("panel", "Book panel slot")
    assert said["history"][-1]["what"]
    assert "Panel adviser's note" in {line["item"] for line in said["missing"]}


def test_a_case_stands_where_it_stood_on_a_date(run: Callable[..., Said], agency: str) -> None:
    words = ("case", agency, "F-2025-0001", "--user", "ruth.ellingham", "--json")
    assert run(*words, "--as-of", "2025-04-01").json["stage"] == "initial_visit"


def test_clocks_say_from_when_and_by_which_rule(run: Callable[..., Said], agency: str) -> None:
    lines = run("clocks", agency, "--user", "ruth.ellingham", "--json").json
    papers = {line["rule"]: line for line in lines}
    assert papers["F-APP-PANEL"]["due"] == "2026-01-12"
    assert set(lines[0]) == {
        "case",
        "clock",
        "rule",
        "started",
        "started_by",
        "due",
        "stopped",
        "state",
        "working_days_left",
        "source",
    }


def test_a_caseload_is_handed_over_after_a_look(run: Callable[..., Said], agency: str) -> None:
    who = ("--from", "hannah.whitlock", "--to", "tim.braithwaite", "--reason", "Leaves.")
    words = ("handover", agency, "--user", "ruth.ellingham", *who)
    look = run(*words, "--dry-run", "--json")
    assert look.json == {
        "done": False,
        "cases": [
            {
                "case": "F-2025-0001",
                "household": "Marcus Thwaite and Leanne Thwaite",
                "part": "worker",
                "other": "Louise Penhaligon",
                "problem": "",
            }
        ],
        "visits": 0,
        "drafts": 0,
        "requirements": 0,
        "stays": [],
    }
    assert look.err == "Hannah Whitlock holds 1 case as social worker.\n"
    done = run(*words)
    assert (done.code, done.err) == (
        0, "1 case handed over from Hannah Whitlock to Tim Braithwaite.\n",
    )  # fmt: skip
    rows = run("cases", agency, "--user", "ruth.ellingham", "--json").json
    assert rows[0]["worker"] == "Tim Braithwaite"
    again = run(*words)
    assert (again.code, again.out) == (1, "")
    assert again.err == "Hannah Whitlock has no open case that you may hand over.\n"


def test_a_handover_that_cannot_be_is_told_and_nothing_written(
    run: Callable[..., Said], agency: str
) -> None:
    who = ("--from", "hannah.whitlock", "--to", "louise.penhaligon", "--reason", "Leaves.")
    words = ("handover", agency, "--user", "ruth.ellingham", *who)
    look = run(*words, "--dry-run", "--json")
    assert look.code == 1
    assert "Worker and manager of a case are two people" in look.json["cases"][0]["problem"]
    said = run(*words)
    assert (said.code, said.out) == (1, "")
    assert "Choose another colleague for F-2025-0001" in said.err
    nobody = run("handover", agency, "--user", "ruth.ellingham", "--from", "x", *who[2:])
    assert (nobody.code, nobody.err) == (1, "There is no account x.\n")


def test_the_rules_of_an_agency_have_its_own_versions(
    run: Callable[..., Said], agency: str, local_database: Database, moment: Moment
) -> None:
    confirm_rules(local_database, moment)
    own = run("rules", "--agency", agency, "--user", "ruth.ellingham", "--json").json
    shipped = {rule["id"]: rule for rule in run("rules", "--json").json}
    for rule_id in ("A-S1", "AGE-BABY"):
        shown = {rule["id"]: rule for rule in own}[rule_id]
        assert (shown["status"], shown["entered"]["by"]) == ("verified", "Sam Teller")
        assert shipped[rule_id]["status"] == "unconfirmed"


def confirm_rules(database: Database, moment: Moment) -> None:
    """Confirm a clock and an age as the system administrator does."""
    keyring = Keyring(database.location, b"")
    workspace = Workspace(Office(database, rule_library(), moment, keyring))
    admin = Actor("admin", "sam.admin", "Sam Teller", frozenset({Role.SYSTEM_ADMINISTRATOR}))
    for rule_id in ("A-S1", "AGE-BABY"):
        command = ConfirmRule(rule_id, TODAY, "Regulation 27", read_on=TODAY, reason="Read it.")
        workspace.do(admin, command)


def test_a_wrong_password_is_refused_with_the_same_sentence(
    run: Callable[..., Said], agency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "not the password")
    said = run("cases", agency, "--user", "ruth.ellingham")
    assert (said.code, said.out) == (1, "")
    assert said.err == "The user name or the password is not right.\n"


def test_the_records_are_whole(run: Callable[..., Said], agency: str) -> None:
    assert run("check", agency, "--user", "sam.admin", "--json").json == {"problems": []}


def test_the_kinds_of_document_are_listed_and_one_is_made(
    run: Callable[..., Said], agency: str, tmp_path: Path
) -> None:
    kinds = {kind["kind"] for kind in run("document", "--kinds", "--json").json}
    assert {"initial_visit_report", "agenda", "minutes", "decision_record"} <= kinds
    said = run(
        "document",
        agency,
        "checks_summary",
        "F-2025-0001",
        "--user",
        "hannah.whitlock",
        "--out",
        str(tmp_path / "out"),
        "--json",
    )
    made = [Path(name) for name in said.json]
    assert {path.suffix for path in made} == {".docx", ".pdf"}
    assert all(path.stat().st_size > 1000 for path in made)


def test_every_command_of_the_design_is_there() -> None:
    assert {
        "demo", "new", "cases", "meetings", "case", "clocks", "document", "check", "rules", "due",
        "quorum", "import", "export", "measures", "calendar", "handover", "delays",
    } == NAMES  # fmt: skip


# The calendar


def test_a_calendar_is_written_and_says_that_it_stays_here(
    run: Callable[..., Said], agency: str, tmp_path: Path
) -> None:
    target = tmp_path / "panels.ics"
    said = run(
        "calendar", agency, "--from", "2025-10-01", "--to", "2026-03-31", "--out", str(target),
        "--user", "ruth.ellingham", "--json",
    )  # fmt: skip
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert (said.code, said.json) == (0, {"file": str(target), "entries": len(events)})
    assert "Nothing leaves this machine by itself" in said.err
    assert {str(event["summary"]).split(":")[0] for event in events} == {"F-2025-0001"}


def test_a_calendar_that_ends_before_it_begins_is_refused(
    run: Callable[..., Said], agency: str, tmp_path: Path
) -> None:
    target = tmp_path / "panels.ics"
    said = run(
        "calendar", agency, "--from", "2025-10-02", "--to", "2025-10-01", "--out", str(target),
        "--user", "ruth.ellingham",
    )  # fmt: skip
    assert (said.code, target.exists()) == (1, False)
    assert "The last day is before the first one." in said.err


def test_clocks_say_which_event_started_them(run: Callable[..., Said], agency: str) -> None:
    said = run("clocks", agency, "--user", "ruth.ellingham", "--json")
    started = {line["rule"]: line["started_by"] for line in said.json}
    assert started["F-APP-PANEL"] == "application_received"
    assert all(started.values())
