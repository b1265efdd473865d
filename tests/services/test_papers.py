"""Papers of a case: added in versions, opened under audit, removed for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.papers import AttachPaper, RemovePaper
from db.models import AuditEntry, StoredFile
from tests.sample_papers import pdf, png
from tests.services.case_makers import Desk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

FINISHED = date(2025, 10, 9)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


def letter(case_id: str, content: bytes | None = None) -> AttachPaper:
    """Return a paper of no kind of its own."""
    day = date(2025, 3, 3)
    return AttachPaper(case_id, "other", "Letter from school", "a.pdf", content or pdf(), day)


def test_a_report_is_kept_in_versions_and_finishes_the_step(desk: Desk, staff: Staff) -> None:
    case_id = desk.stage_two()
    changes = desk.report(case_id, pdf(4))
    assert changes.message == "Fostering report (Form F) added"
    desk.report(case_id, pdf(5))
    lines = desk.papers.papers(staff.worker, case_id)
    assert [(p.title, p.version_number, p.pages, p.author, p.file_name) for p in lines] == [
        ("Fostering report (Form F)", 2, 5, "Hannah Whitlock", "Form F.pdf"),
        ("Fostering report (Form F)", 1, 4, "Hannah Whitlock", "Form F.pdf"),
    ]
    case = desk.case(case_id)
    report = next(n for n in case.needs if n.key == "report")
    assert (report.name, report.person, report.evidence, report.is_in) == (
        "Fostering report (Form F), version 2",
        "Hannah Whitlock",
        "Finished 9 October 2025",
        True,
    )
    assert case.next_step == "Give the applicants the report"
    assert desk.pages.history(staff.worker, case_id)[0].words == "Form F version 2 finished"


def test_a_paper_comes_back_as_it_was_and_its_opening_is_noted(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    content = png()
    paper_id = desk.do(staff.worker, letter(case_id, content)).made
    found = desk.papers.paper(staff.manager, paper_id)
    assert found.content == content
    assert (found.line.media_type, found.line.file_name) == ("image/png", "a.png")
    with desk.office.reading() as session:
        views = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "view", AuditEntry.record_id == paper_id)
        ).all()
    assert [(v.actor_name, v.case_id) for v in views] == [("Louise Penhaligon", case_id)]
    seen = desk.pages.history(staff.worker, case_id)
    assert "Opened the paper “Letter from school”" in [line.words for line in seen]


def test_papers_are_kept_sealed(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    words = "Dear Mrs Thwaite, about Ellie"
    paper_id = desk.do(staff.worker, letter(case_id, pdf(1, words))).made
    with desk.office.reading() as session:
        digest = session.get_one(StoredFile, paper_id).digest
        assert desk.office.database.papers(session).get(digest) == pdf(1, words)


WRONG_PAPERS: list[tuple[dict[str, object], str, str | None]] = [
    ({"title": " "}, "Enter what the paper is.", "title"),
    ({"kind": "poem"}, "Choose what kind of paper this is.", "kind"),
    (
        {"kind": "dbs"},
        "Enhanced DBS certificate: no copy is kept. Record number, date and outcome under "
        "checks and references.",
        "kind",
    ),
    (
        {"finished_on": date(2025, 3, 4)},
        "4 March 2025 is in the future. Enter the day it was finished.",
        "finished_on",
    ),
    ({"kind": "report"}, "Start stage 2 before the report is added.", None),
    ({"author_id": "nobody"}, "Choose who wrote it.", "author_id"),
    (
        {"content": b""},
        "This file is empty. Look at it on your computer and add it again.",
        "content",
    ),
]


def test_a_paper_that_cannot_be_kept_is_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    for change, sentence, field in WRONG_PAPERS:
        wrong = replace(letter(case_id), **change)  # type: ignore[arg-type] # as given
        refused = desk.refused(staff.worker, wrong)
        assert (refused.message, refused.field) == (sentence, field)
    assert desk.papers.papers(staff.worker, case_id) == ()


def test_a_report_dated_before_stage_two_is_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.stage_two()
    early = AttachPaper(case_id, "report", "", "F.pdf", pdf(), date(2025, 7, 29))
    refused = desk.refused(staff.worker, early)
    assert (refused.message, refused.field) == (
        "Finishing the report cannot be dated 29 July 2025: starting stage 2 comes before it and "
        "is dated 30 July 2025.",
        "finished_on",
    )


def test_the_very_same_file_is_not_added_twice(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    desk.do(staff.worker, letter(case_id))
    refused = desk.refused(staff.worker, letter(case_id))
    assert refused.message == "This very file is here already: Letter from school, version 1."


def test_a_misfiled_paper_goes_and_its_entry_stays(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    paper_id = desk.do(staff.worker, letter(case_id)).made
    removed = RemovePaper(paper_id, "Of another family.")
    silent = desk.refused(staff.worker, replace(removed, reason=" "))
    assert (silent.message, silent.field) == ("Enter why it is removed.", "reason")
    desk.do(staff.worker, removed)
    line = desk.papers.papers(staff.worker, case_id)[0]
    assert line.removed == "Removed by Hannah Whitlock: Of another family."
    assert desk.refused(staff.manager, removed).message == (
        "This paper was removed by Hannah Whitlock on 3 March 2025: Of another family."
    )
    with pytest.raises(RuleBroken, match="was removed by Hannah Whitlock"):
        desk.papers.paper(staff.worker, paper_id)
    with desk.office.reading() as session:
        digest = session.get_one(StoredFile, paper_id).digest
        papers = desk.office.database.papers(session)
        assert not papers.holds(digest)
        with pytest.raises(OutsideTrouble):
            papers.get(digest)
    words = [line.words for line in desk.pages.history(staff.worker, case_id)]
    assert "Paper removed: “Letter from school”" in words


def test_content_that_another_case_needs_stays(desk: Desk, staff: Staff) -> None:
    one, other = desk.enquiry(), desk.enquiry()
    content = pdf(1)
    paper_id = desk.do(staff.worker, letter(one, content)).made
    kept = desk.do(staff.worker, letter(other, content)).made
    desk.do(staff.worker, RemovePaper(paper_id, "Belongs to the other family"))
    assert desk.papers.paper(staff.worker, kept).content == content


def test_a_removed_report_is_needed_again(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    paper = desk.papers.papers(staff.worker, case_id)[0]
    desk.on(date(2025, 10, 20))
    late = desk.refused(staff.worker, RemovePaper(paper.id, "Wrong family"))
    assert late.message == "Your role does not let you remove a paper."
    desk.do(staff.manager, RemovePaper(paper.id, "Wrong family"))
    report = next(n for n in desk.case(case_id).needs if n.key == "report")
    assert (report.is_in, report.state) == (False, "todo")


def test_a_report_added_by_mistake_is_undone_whole(desk: Desk, staff: Staff) -> None:
    case_id = desk.stage_two()
    changes = desk.report(case_id, pdf())
    desk.do(staff.worker, changes.undo)
    case = desk.case(case_id)
    assert (case.next_step_key, case.papers_count) == ("report", 0)


def test_a_paper_of_another_teams_case_is_not_there(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    paper_id = desk.do(staff.worker, letter(case_id)).made
    for read in (
        lambda: desk.papers.paper(staff.other_worker, paper_id),
        lambda: desk.papers.paper(staff.worker, "none"),
        lambda: desk.do(staff.other_manager, RemovePaper(paper_id, "Mine")),
    ):
        with pytest.raises(RuleBroken, match=r"There is no such paper, or you may not open it\."):
            read()
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.papers.papers(staff.other_worker, case_id)


def test_members_of_the_meeting_read_the_papers_but_for_restricted_ones(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.enquiry()
    opened = desk.do(staff.worker, letter(case_id)).made
    private = desk.do(
        staff.worker,
        replace(letter(case_id, pdf(7)), title="Third-party reference", restricted=True),
    ).made
    desk.booked(case_id)
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.papers.papers(staff.member, case_id)
    desk.booked(case_id, sent_on=date(2025, 3, 3))
    assert [p.id for p in desk.papers.papers(staff.member, case_id)] == [opened]
    assert desk.papers.paper(staff.member, opened).line.pages == 2
    with pytest.raises(RuleBroken, match=r"There is no such paper, or you may not open it\."):
        desk.papers.paper(staff.member, private)
    with pytest.raises(RuleBroken) as refused:
        desk.pages.case(staff.member, case_id)
    assert refused.value.message == "Panel members read a case in the papers of its meeting."
    assert len(desk.papers.papers(staff.adviser, case_id)) == 2
