"""Writes every document of the sample to a folder, as the people of the agency would make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cfs_panels.services.sample.agency import SampleMade

CASE_KINDS = ("initial_visit_report", "minutes_extract", "decision_record")
LETTERS = {True: "approval_letter", False: "determination_letter"}


def write_documents(
    made: SampleMade, folder: Path, progress: Callable[[str, int, int], object]
) -> list[Path]:
    """Make every kind of document and write each as Word and PDF; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(_wanted(made))
    adviser = made.cast.first(Role.PANEL_ADVISER)
    documents, files = made.cast.workspace.documents, []
    for number, (kind, case_id, meeting_id) in enumerate(wanted, 1):
        found = documents.make(adviser, kind, case_id=case_id, meeting_id=meeting_id)
        for ending, content in (("docx", found.docx), ("pdf", found.pdf)):
            target = folder / f"{found.file_name}.{ending}"
            target.write_bytes(content)
            files.append(target)
        progress("Writing documents", number, len(wanted))
    return files


def _wanted(made: SampleMade) -> Iterator[tuple[str, str, str]]:
    """Return kind, case and meeting of everything to write."""
    for case in made.journeys:
        is_fostering = case.facts["pathway"].startswith("fostering")
        approved = case is made.journeys[0] or case is made.journeys[2]
        for kind in (*CASE_KINDS, LETTERS[approved]):
            yield kind, case.case_id, ""
        if approved and is_fostering:
            yield "foster_care_agreement", case.case_id, ""
    for meeting in made.meetings:
        is_journey = any(item.case in made.journeys for item in meeting.items)
        is_coming = meeting.until == "planned" and meeting.held_on == made.data.day(
            made.data.facts["panels"][0]["held_on"]
        )
        if is_journey or is_coming:
            yield "agenda", "", meeting.meeting_id
        if is_journey or meeting.until == "held":
            yield "minutes", "", meeting.meeting_id
