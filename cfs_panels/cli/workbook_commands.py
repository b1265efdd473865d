"""Commands about the tracking workbook: take one in, write it out, and the figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cfs_panels.cli.entry import (
    Agency,
    AsJson,
    PasswordFromInput,
    User,
    opened,
    parse_day,
)
from cfs_panels.cli.output import USAGE, errors, print_json, print_table, say
from cfs_panels.domain.words import joined

if TYPE_CHECKING:
    from cfs_panels.domain.measures import Figure
    from cfs_panels.domain.tracking.outcomes import ImportOutcome
    from cfs_panels.services.figures import PeriodFigures

FORMATS = ("xlsx", "csv")


def import_(
    agency: Agency,
    workbook: Annotated[Path, typer.Argument(help="An Excel workbook, or a folder of CSV files.")],
    user: User = "",
    rejected: Annotated[
        Path | None,
        typer.Option(help="Where to write the rows that were refused, to be mended."),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; take nothing in.")
    ] = False,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Take a tracking workbook in: every sound row, and of the others where and why they fail."""
    with opened(agency, user, from_input=from_input) as found, errors.status("") as status:
        from cfs_panels.domain.tracking.outcomes import WorkbookSource
        from cfs_panels.services.imports import digest_of_file

        def progress(done: int, total: int, words: str = "") -> None:
            status.update(f"{words} ({done} of {total})" if total else words)

        imports = found.workspace.imports
        read = imports.read(found.actor, workbook, progress)
        if dry_run:
            outcome = imports.preview(found.actor, read)
        else:
            source = WorkbookSource(workbook.name, digest_of_file(workbook))
            outcome = imports.take_in(found.actor, read, source, progress)
        if rejected is not None:
            imports.save_rejected(found.actor, outcome.rejected, rejected)
    if as_json:
        print_json(_outcome_facts(outcome))
    else:
        _print_outcome(outcome, dry_run=dry_run)
    for sheet, headers in read.missing_columns.items():
        say(f"{sheet} has no {'column' if len(headers) == 1 else 'columns'} {joined(headers)}.")
    _say_what_stays(outcome)
    if rejected is not None and outcome.rejected:
        say(f"The rows that were refused are in {rejected}. Mend them and import it.")


def _outcome_facts(outcome: ImportOutcome) -> dict[str, object]:
    return {
        "accepted": dict(outcome.accepted),
        "repeated": dict(outcome.repeated),
        "rejected": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "column": row.column,
                "class": row.fault,
                "reason": row.reason,
            }
            for row in outcome.rejected
        ],
        "unchanged": outcome.unchanged,
        "updated": outcome.updated,
    }


def _print_outcome(outcome: ImportOutcome, *, dry_run: bool) -> None:
    taken = "would be taken" if dry_run else "taken"
    print_table(
        ("sheet", taken, "the same row again"),
        [(sheet, n, outcome.repeated.get(sheet, 0)) for sheet, n in outcome.accepted.items()],
    )
    say(f"{outcome.updated} of them change a record; {outcome.unchanged} rows say nothing new.")
    for refused in outcome.rejected:
        say(f"{refused.sheet}, row {refused.row}: {refused.reason}")


def _say_what_stays(outcome: ImportOutcome) -> None:
    """Tell which cells stay as they are: changed here since an import, or recorded here."""
    for row in outcome.conflicting:
        why = "was recorded here" if row.is_of_here else "was changed here"
        for cell in row.kept:
            say(f"{row.sheet}, row {row.row}, {row.about}: {cell.header} {why} and stays as it is.")


def export(
    agency: Agency,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write to.")],
    user: User = "",
    file_format: Annotated[str, typer.Option("--format", help="xlsx or csv.")] = "xlsx",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Write the agency's records out as the tracking workbook."""
    if file_format not in FORMATS:
        say("--format is xlsx or csv.")
        raise typer.Exit(USAGE)
    with opened(agency, user, from_input=from_input) as found:
        written = found.workspace.tracking_exports.save(
            found.actor, folder, "csv" if file_format == "csv" else "xlsx"
        )
    if as_json:
        print_json({"written": str(written)})
    else:
        print_table((str(written),), [])


def measures(
    agency: Agency,
    first_on: Annotated[date, typer.Option("--from", parser=parse_day, metavar="DATE")],
    last_on: Annotated[date, typer.Option("--to", parser=parse_day, metavar="DATE")],
    user: User = "",
    *,
    with_cases: Annotated[
        bool, typer.Option("--cases", help="List the cases behind each figure.")
    ] = False,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print every measure of a period, as known on its last day."""
    with opened(agency, user, from_input=from_input) as found:
        made = found.workspace.figures.for_period(found.actor, first_on, last_on)
    if as_json:
        print_json(_period_facts(made, with_cases=with_cases))
        return
    rows = [
        (measure.id, measure.words, *_figure_cells(made.figures[measure.id]))
        for measure in made.measures
    ]
    print_table(("measure", "what", "figure", "median", "cases"), rows)
    behind = _case_rows(made) if with_cases else []
    if behind:
        print_table(("measure", "case", "day", "what", "days"), behind)


def _case_rows(made: PeriodFigures) -> list[tuple[object, ...]]:
    """Return the cases behind each figure that has any, each with its measure."""
    return [
        (
            measure.id,
            ", ".join(ref for ref in (case.ref, *case.child_refs) if ref) or case.name,
            case.on,
            ", ".join(case.facts),
            case.days,
        )
        for measure in made.measures
        for case in made.figures[measure.id].cases
    ]


def _figure_cells(figure: Figure) -> tuple[object, object, object]:
    if figure.is_mean:
        return figure.value, figure.median, figure.n
    return figure.value, "", ""


def _period_facts(made: PeriodFigures, *, with_cases: bool) -> dict[str, object]:
    facts: dict[str, object] = {
        "from": made.period.first_on,
        "to": made.period.last_on,
        "measures": {m.id: made.figures[m.id].plain() for m in made.measures},
    }
    if with_cases:
        facts["cases"] = {
            m.id: [
                {
                    "sheet": case.sheet,
                    "ref": case.ref,
                    "child_refs": list(case.child_refs),
                    "name": case.name,
                    "on": case.on,
                    "days": case.days,
                    "what": list(case.facts),
                }
                for case in made.figures[m.id].cases
            ]
            for m in made.measures
        }
    return facts
