"""Commands that open an agency: cases, meetings, clocks, documents, checks of the records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cfs_panels.cli.entry import (
    Agency,
    AsJson,
    Day,
    PasswordFromInput,
    User,
    opened,
    password_of,
    told,
)
from cfs_panels.cli.output import REFUSED, USAGE, print_json, print_table, say

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.services.clock_lists import CaseClock


def new(
    agency: Agency,
    name: Annotated[str, typer.Option(help="The agency's name, as on its letters.")],
    admin: Annotated[str, typer.Option(help="The user name of whoever sets the agency up.")],
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Make an empty agency with its first account, and print its recovery key once."""
    with told():
        from cfs_panels.services.entrance import make_agency

        recovery = make_agency(agency, name, admin, password_of(admin, from_input=from_input))
    if as_json:
        print_json({"agency": agency, "admin": admin, "recovery_key": recovery})
        return
    say(
        f"{name} is made. This is its recovery key. It opens the records without any password: "
        "write it down, lock it away, and keep no copy on this computer."
    )
    print(recovery)  # noqa: T201 (the answer of the command)
    say(
        f"{admin} is system administrator and service manager: sign in to add the others, then "
        "give the second role to whoever holds it."
    )


def cases(
    agency: Agency,
    user: User = "",
    view: Annotated[str, typer.Option(help="all_open, needs_action, mine, paused, closed.")] = (
        "all_open"
    ),
    text: Annotated[str, typer.Option(help="Words of name, reference, next step or worker.")] = "",
    service: Annotated[str, typer.Option(help="fostering or adoption.")] = "",
    stage: Annotated[str, typer.Option(help="The key of a stage, such as stage_2.")] = "",
    team: Annotated[str, typer.Option()] = "",
    worker: Annotated[str, typer.Option()] = "",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print the cases of a view, the one whose clock ends first in front."""
    from cfs_panels.domain.caseload import CaseQuery, CaseView
    from cfs_panels.domain.vocabulary import Service

    try:
        query = CaseQuery(
            view=CaseView(view),
            text=text,
            service=Service(service) if service else None,
            stage=stage,
            team=team,
            worker=worker,
        )
    except ValueError as error:
        say(f"{error}.")
        raise typer.Exit(USAGE) from error
    with opened(agency, user, from_input=from_input) as found:
        rows = found.workspace.caseload.cases(found.actor, query).rows
    facts = [
        {
            "reference": row.reference,
            "household": row.household,
            "service": row.service,
            "kind": row.kind,
            "stage": row.stage,
            "status": row.status,
            "next_step": row.next_step,
            "next_owner": row.next_owner,
            "worker": row.worker,
            "team": row.team,
            "clock": row.clock_name,
            "due": row.clock_due_on,
        }
        for row in rows
    ]
    if as_json:
        print_json(facts)
        return
    columns = ("reference", "household", "kind", "stage", "next_step", "next_owner", "due")
    print_table(columns, [[fact[column] for column in columns] for fact in facts])


def meetings(
    agency: Agency,
    user: User = "",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print the panel meetings, the newest first."""
    with opened(agency, user, from_input=from_input) as found:
        rows = found.workspace.meeting_pages.meetings(found.actor)
    facts = [
        {
            "service": row.service,
            "held_on": row.held_on,
            "kind": row.kind,
            "state": row.state,
            "items": row.items,
            "minutes": row.used_minutes,
            "limit_minutes": row.limit_minutes,
            "papers_in": row.papers_in,
            "papers_needed": row.papers_needed,
            "papers_due": row.papers_due_on,
            "quorate_items": row.quorate_items,
            "items_to_hear": row.items_to_hear,
        }
        for row in rows
    ]
    if as_json:
        print_json(facts)
        return
    columns = ("held_on", "service", "kind", "state", "items", "papers_in", "papers_needed")
    print_table(columns, [[fact[column] for column in columns] for fact in facts])


def case(
    agency: Agency,
    reference: Annotated[str, typer.Argument(metavar="REF", help="Such as F-2025-0087.")],
    user: User = "",
    as_of: Day = None,
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print a case: stage, status, clocks, history and what is missing, on any date."""
    with opened(agency, user, from_input=from_input) as found:
        workspace, actor = found.workspace, found.actor
        case_id = workspace.case_pages.case_id(actor, reference)
        details = workspace.case_pages.case(actor, case_id, as_of=as_of)
        history = workspace.case_pages.history(actor, case_id, as_of=as_of)
        clocks = workspace.clocks.clocks(actor, as_of=as_of, reference=details.reference)
    head = _case_facts(details)
    clock_facts = [_clock_facts(line) for line in clocks]
    missing = [
        {"item": n.name, "person": n.person, "state": n.state, "evidence": n.evidence}
        for n in details.needs
        if not n.is_in
    ]
    events = [
        {"on": e.on, "what": e.words, "who": e.who, "superseded": e.superseded}
        for e in history
        if e.kind == "event"
    ]
    if as_json:
        print_json({**head, "clocks": clock_facts, "missing": missing, "history": events})
        return
    for key in ("reference", "household", "kind", "stage", "status", "worker", "next_step"):
        print_table((key.replace("_", " "), str(head[key])), [])
    running = [(c["clock"], c["due"], c["state"]) for c in clock_facts]
    print_table(("clock", "due", "state"), running)
    print_table(
        ("missing", "person", "state"), [(n["item"], n["person"], n["state"]) for n in missing]
    )
    print_table(("on", "what", "who"), [(e["on"], e["what"], e["who"]) for e in events])


def _case_facts(details: CaseDetails) -> dict[str, object]:
    return {
        "reference": details.reference,
        "household": details.household,
        "service": details.service,
        "kind": details.kind,
        "stage": details.stage,
        "status": details.status,
        "worker": details.worker,
        "manager": details.manager,
        "team": details.team,
        "opened_on": details.opened_on,
        "next_step": details.next_step,
        "next_owner": details.next_owner,
        "stages": [
            {"stage": s.key, "state": s.state, "entered_on": s.entered_on, "ended_on": s.ended_on}
            for s in details.stages
        ],
    }


def clocks(
    agency: Agency,
    user: User = "",
    as_of: Day = None,
    state: Annotated[str, typer.Option(help="overdue, due or running.")] = "",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print the clocks of the open cases, the one that ends first in front."""
    if state not in {"", "overdue", "due", "running"}:
        say("--state is overdue, due or running.")
        raise typer.Exit(USAGE)
    with opened(agency, user, from_input=from_input) as found:
        lines = found.workspace.clocks.clocks(found.actor, as_of=as_of, state=state)
    facts = [_clock_facts(line) for line in lines]
    if as_json:
        print_json(facts)
        return
    columns = (
        "case", "clock", "started", "started_by", "due", "state", "working_days_left", "source"
    )  # fmt: skip
    print_table(columns, [[fact[column] for column in columns] for fact in facts])


def _clock_facts(line: CaseClock) -> dict[str, object]:
    clock = line.clock
    return {
        "case": line.reference,
        "clock": clock.name,
        "rule": clock.rule.id,
        "started": clock.started_on,
        "started_by": clock.started_by,
        "due": clock.due_on,
        "stopped": clock.stopped_on,
        "state": clock.state,
        "working_days_left": clock.working_days_left,
        "source": clock.rule.source,
    }


def document(
    agency: Annotated[str, typer.Argument(help="A file or a PostgreSQL address.")] = "",
    kind: Annotated[str, typer.Argument(help="A kind that --kinds lists.")] = "",
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="A case, or a meeting as fostering:2025-11-04.")
    ] = "",
    user: User = "",
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path(),
    formats: Annotated[str, typer.Option("--format", help="docx, pdf or both.")] = "docx,pdf",
    *,
    kinds: Annotated[bool, typer.Option("--kinds", help="List the kinds of document.")] = False,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Make a document of a case or a meeting, as Word and PDF."""
    if kinds:
        _print_kinds(as_json=as_json)
        return
    wanted = [part.strip() for part in formats.split(",") if part.strip()]
    if not (agency and kind and reference) or not set(wanted) <= {"docx", "pdf"}:
        say("Give the agency, the kind and the reference; --format is docx, pdf or both.")
        raise typer.Exit(USAGE)
    with opened(agency, user, from_input=from_input) as found:
        made = found.workspace.documents.make_for_reference(found.actor, kind, reference)
        out.mkdir(parents=True, exist_ok=True)
        written = []
        for ending in wanted:
            target = out / f"{made.file_name}.{ending}"
            target.write_bytes(made.docx if ending == "docx" else made.pdf)
            written.append(str(target))
    if as_json:
        print_json(written)
    else:
        sys.stdout.writelines(f"{path}\n" for path in written)


def _print_kinds(*, as_json: bool) -> None:
    from cfs_panels.services.documents import document_kinds

    kinds = document_kinds()
    if as_json:
        print_json([{"kind": kind, "words": words, "of": of} for kind, words, of in kinds])
    else:
        print_table(("kind", "words", "of"), kinds)


def check(
    agency: Agency,
    user: User = "",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Check the records: the pages of the file, the audit chain, the projections."""
    with opened(agency, user, from_input=from_input) as found:
        problems = found.workspace.agency_check.problems(found.actor)
    if as_json:
        print_json({"problems": problems})
    elif problems:
        sys.stdout.writelines(f"{problem}\n" for problem in problems)
    else:
        say("Nothing is wrong: pages, references, audit chain and projections agree.")
    if problems:
        raise typer.Exit(REFUSED)
