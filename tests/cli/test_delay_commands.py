"""The command about delay: one JSON document, tables for people, refusals in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.test_commands import _cheap_keys as _cheap_keys
from tests.cli.test_commands import agency as agency
from tests.cli.test_commands import moment as moment
from tests.cli.test_commands import run as run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.test_commands import Said

WHO = ("--user", "ruth.ellingham")


def test_delay_is_one_document_with_its_three_lists(run: Callable[..., Said], agency: str) -> None:
    said = run("delays", agency, *WHO, "--json")
    assert said.code == 0
    assert set(said.json) == {"on", "late", "again", "not_returned", "by_cause"}
    line = next(one for one in said.json["late"] if one["rule"] == "F-LOCAL-16W")
    assert (line["stage"], line["cause"], line["stopped"]) == ("Stage 2", "", None)
    assert line["days_over"] > line["working_days_over"] > 0
    assert said.json["by_cause"][0]["cause"] == "Cause not recorded"


def test_delay_is_printed_as_tables(run: Callable[..., Said], agency: str) -> None:
    lines = run("delays", agency, *WHO, "--service", "fostering").out.splitlines()
    assert lines[0].split("\t")[:3] == ["case", "stage", "clock"]
    assert any("Assessment to panel" in line for line in lines)
    assert run("delays", agency, *WHO, "--service", "adoption").out.count("\n") == 3


def test_what_cannot_be_asked_is_refused(run: Callable[..., Said], agency: str) -> None:
    assert run("delays", agency, *WHO, "--service", "both").code == 2
    backwards = run("delays", agency, *WHO, "--from", "2025-05-01", "--to", "2025-04-01")
    assert (backwards.code, backwards.err) == (1, "The period ends before it begins.\n")
    assert run("delays", agency, *WHO, "--from", "May").code == 2
