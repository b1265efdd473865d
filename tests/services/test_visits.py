"""The record of the initial visit: begun, saved, passed on, agreed or sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from cfs_panels.domain.cases import AllocateCase, EditHousehold, NewPerson
from cfs_panels.domain.errors import Clash, FormProblems, RuleBroken
from cfs_panels.domain.visits import (
    DecideForm,
    DeleteDraft,
    FormState,
    PassForm,
    RestoreDraft,
    SaveForm,
    StartForm,
    TakeOverForm,
)
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.vocabulary import EventType as E
from db.models import AuditEntry, CaseEventRow, FormRecord
from tests.services.case_makers import VISIT_ANSWERS, Desk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

JOSEPHINE = NewPerson(
    "Josephine",
    "Achterberg",
    born_on=date(1982, 3, 1),
    facts={"work": "Night nurse, Harrowmere Infirmary"},
)
PIET = NewPerson(
    "Piet",
    "Achterberg",
    role="adult",
    born_on=date(2003, 2, 2),
    relationship="Son",
    at_home=False,
    facts={"lives": "in Leeds"},
)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


def version(desk: Desk, form_id: str) -> int:
    return desk.visits.form(desk.staff.worker, form_id).version


# Begun and saved


def test_a_record_begins_with_what_is_known(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry(people=(JOSEPHINE, PIET))
    home = desk.case(case_id).home
    desk.do(
        staff.worker,
        EditHousehold(
            case_id, home.address, home.postcode, "", "", "", False, "Reads Dutch", home.version
        ),
    )
    desk.record(
        staff.worker,
        case_id,
        E.INITIAL_VISIT_OFFERED,
        date(2025, 3, 5),
        booked_on=date(2025, 3, 19),
        where="home",
    )
    form_id = desk.do(staff.worker, StartForm(case_id, "initial_visit")).made
    form = desk.visits.form(staff.worker, form_id)
    assert (
        form.answers
        == {
            "access_needs": "Reads Dutch",
            "household": [
                {
                    "born_on": "1982-03-01",
                    "lives_here": "yes",
                    "name": "Josephine Achterberg",
                    "relationship": "Applicant",
                },
                {
                    "born_on": "2003-02-02",
                    "lives_here": "no",
                    "name": "Piet Achterberg",
                    "relationship": "Son",
                },
            ],
            "manager": {"id": staff.manager.user_id, "name": "Louise Penhaligon"},
            "visited_on": "2025-03-19",
            "where": "home",
            "why_now": "They have wanted to for years.",
            "work": "Night nurse, Harrowmere Infirmary",
        }
        or "manager" not in form.answers
    )
    assert form.answers["visited_on"] == "2025-03-19"
    assert form.answers["work"] == "Night nurse, Harrowmere Infirmary"
    assert form.known_facts == (
        ("Age", "43"),
        ("Address", "12 Larch Close, Harrowmere WX4 7QN"),
        ("At home", "Lives alone. Son Piet, 22, in Leeds"),
        ("Work", "Night nurse, Harrowmere Infirmary"),
        ("Heard of us", "Bus advert"),
    )
    assert form.about == (
        "Enquiry 3 March 2025, by phone",
        "Local standard: visit by 24 March 2025",
    )
    assert form.definition.key == "initial_visit"
    assert (form.may_edit, form.may_decide, form.state) == (True, False, FormState.DRAFT)


def test_beginning_again_goes_on_with_the_same_record(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    first = desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    assert desk.do(staff.worker, StartForm(case_id, "initial_visit")).made == first.made
    other = desk.refused(staff.manager, StartForm(case_id, "initial_visit"))
    assert other.message == (
        "Hannah Whitlock began this record on 3 March 2025 and has not finished it."
    )


def test_only_whose_case_it_is_writes_the_record(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    assert desk.refused(staff.adviser, StartForm(case_id, "initial_visit")).message == (
        "Hannah Whitlock is the worker of this case and writes its visit record."
    )
    assert desk.refused(staff.worker, StartForm(case_id, "poem")).message == (
        "This kind of case has no such form."
    )
    decided = desk.application()
    assert desk.refused(staff.worker, StartForm(decided, "initial_visit")).message == (
        "Passing the visit to the manager can no longer be recorded: the application is dated "
        "12 May 2025."
    )


def test_a_draft_saves_with_errors_and_counts_its_versions(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    made = desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    saved = desk.do(staff.worker, SaveForm(made.made, {"visited_on": "31 November"}, made.version))
    assert saved.version == made.version + 1
    again = desk.do(staff.worker, SaveForm(made.made, {"visited_on": "31 November"}, saved.version))
    assert again.version == saved.version
    assert desk.visits.form(staff.worker, made.made).answers == {"visited_on": "31 November"}


def test_a_clash_carries_both_texts(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    made = desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    desk.do(staff.worker, SaveForm(made.made, {"strengths": "Warm."}, made.version))
    late = SaveForm(made.made, {"strengths": "Calm."}, made.version)
    clash = desk.refused(staff.worker, late)
    assert isinstance(clash, Clash)
    assert clash.message == (
        "You, in another window, changed this visit record while you were typing. Both texts are "
        "kept: look at theirs, then save yours again."
    )
    assert clash.theirs == {"strengths": "Warm."}
    assert clash.mine == {"strengths": "Calm."}


def test_someone_elses_record_is_read_and_not_written(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    made = desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    refused = desk.refused(staff.manager, SaveForm(made.made, {}, made.version))
    assert refused.message == "This is the record of Hannah Whitlock. You can read it."
    assert desk.visits.form(staff.manager, made.made).may_edit is False
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.visits.form(staff.other_worker, made.made)
    with pytest.raises(RuleBroken, match=r"There is no such form, or you may not open it\."):
        desk.visits.form(staff.worker, "none")


def test_reading_someone_elses_record_is_noted_once(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.do(staff.worker, StartForm(case_id, "initial_visit")).made
    for _ in range(3):
        desk.visits.form(staff.manager, form_id)
        desk.visits.form(staff.worker, form_id)
    desk.moment.forward(minutes=16)
    desk.visits.form(staff.manager, form_id)
    with desk.office.reading() as session:
        names = session.scalars(
            select(AuditEntry.actor_name).where(
                AuditEntry.action == "view", AuditEntry.kind == "form_record"
            )
        ).all()
    assert names == ["Louise Penhaligon", "Louise Penhaligon"]


def test_saved_copies_are_told_ten_minutes_apart(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    made = desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    number = made.version
    for minutes, words in ((20, "a"), (1, "ab"), (30, "abc")):
        desk.moment.forward(minutes=minutes)
        number = desk.do(staff.worker, SaveForm(made.made, {"strengths": words}, number)).version
    form = desk.visits.form(staff.worker, made.made)
    began = desk.moment.now - timedelta(minutes=51)
    assert [(at - began, words) for at, words in form.saved_copies] == [
        (timedelta(minutes=51), "Saved"),
        (timedelta(minutes=21), "Saved"),
        (timedelta(), "Started"),
    ]


def test_what_was_typed_stands_in_no_audit_entry(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    made = desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    desk.do(staff.worker, SaveForm(made.made, {"health_said": "Asthma"}, made.version))
    with desk.office.reading() as session:
        assert not any("Asthma" in d for d in session.scalars(select(AuditEntry.details)))


def test_a_draft_is_thrown_away_and_brought_back(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.visit(case_id)
    assert [line.id for line in desk.visits.drafts(staff.worker)] == [form_id]
    changes = desk.do(staff.worker, DeleteDraft(form_id))
    assert desk.visits.drafts(staff.worker) == ()
    assert desk.visits.forms(staff.worker, case_id) == ()
    with pytest.raises(RuleBroken, match=r"This draft was deleted\."):
        desk.visits.form(staff.worker, form_id)
    desk.do(staff.worker, changes.undo)
    assert desk.visits.form(staff.worker, form_id).answers["strengths"] == "Warm and realistic."
    desk.do(staff.worker, DeleteDraft(form_id))
    desk.do(staff.worker, StartForm(case_id, "initial_visit"))
    assert desk.refused(staff.worker, RestoreDraft(form_id)).message == (
        "Another record of the visit was begun since."
    )
    assert desk.refused(staff.manager, RestoreDraft(form_id)).message == (
        "There is no such form, or you may not open it."
    )


def test_a_record_that_was_passed_on_is_kept(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    assert desk.refused(staff.worker, DeleteDraft(form_id)).message == (
        "This record is with Louise Penhaligon. Ask for it back before you change it."
    )
    desk.do(
        staff.manager,
        DecideForm(
            form_id, "send_back", "Say who sleeps where.", date(2025, 3, 20), version(desk, form_id)
        ),
    )
    assert desk.refused(staff.worker, DeleteDraft(form_id)).message == (
        "A record that was passed to a manager is kept."
    )


# Passed on


def test_passing_on_writes_the_visit_and_tells_the_manager(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    case = desk.case(case_id)
    assert (case.stage, case.next_step, case.next_owner) == (
        "initial_visit",
        "Agree the initial visit",
        "Louise Penhaligon",
    )
    with desk.office.reading() as session:
        rows = session.scalars(select(CaseEventRow).where(CaseEventRow.case_id == case_id)).all()
        told = {row.type: (row.on, row.facts) for row in rows}
    assert told[E.INITIAL_VISIT_DONE] == (date(2025, 3, 19), {"form": form_id, "where": "home"})
    assert told[E.INITIAL_VISIT_PASSED] == (
        date(2025, 3, 20),
        {"form": form_id, "manager": "Louise Penhaligon", "recommendation": "proceed"},
    )
    waiting = desk.visits.waiting(staff.manager)
    assert [(line.title, line.household, line.words) for line in waiting] == [
        ("Initial visit", "Marcus and Leanne Thwaite", "With Louise Penhaligon since 20 March")
    ]
    assert desk.visits.drafts(staff.worker) == ()


def test_everything_to_put_right_is_told_at_once(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.visit(case_id, reasons="", manager=None)
    refused = desk.refused(staff.worker, PassForm(form_id, "", version(desk, form_id)))
    assert isinstance(refused, FormProblems)
    assert refused.problems == (
        ("reasons", "Enter the reasons for your recommendation"),
        ("manager", "Choose the manager who will check this visit"),
    )
    assert (refused.message, refused.field) == (
        "Enter the reasons for your recommendation",
        "reasons",
    )
    assert desk.visits.form(staff.worker, form_id).state is FormState.DRAFT


def test_a_visit_is_not_passed_to_oneself_or_to_another_team(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.visit(case_id)
    number = version(desk, form_id)
    said = [
        desk.refused(staff.worker, PassForm(form_id, who.user_id, number)).message
        for who in (staff.worker, staff.other_manager, staff.adviser)
    ]
    assert said == [
        "You cannot agree your own visit. Choose another manager.",
        "Owen Tranter is no manager of this team. Choose a manager who can open the case.",
        "Ruth Ellingham is no manager of this team. Choose a manager who can open the case.",
    ]
    able = desk.visits.managers(staff.worker, case_id)
    assert [(c.name, c.words) for c in able] == [
        ("Louise Penhaligon", "Team manager, North fostering team")
    ]


@pytest.mark.parametrize(
    ("visited_on", "sentence"),
    [
        ("2025-03-21", "The visit cannot be in the future"),
        (
            "2025-03-01",
            "The initial visit cannot be dated 1 March 2025: the enquiry comes before it and is "
            "dated 3 March 2025.",
        ),
    ],
)
def test_a_visit_on_a_day_that_cannot_be_is_told_beside_its_date(
    desk: Desk, staff: Staff, visited_on: str, sentence: str
) -> None:
    case_id = desk.enquiry()
    form_id = desk.visit(case_id, visited_on=visited_on)
    refused = desk.refused(staff.worker, PassForm(form_id, "", version(desk, form_id)))
    assert isinstance(refused, FormProblems)
    assert refused.problems == (("visited_on", sentence),)


def test_a_record_with_the_manager_is_not_changed(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    number = version(desk, form_id)
    with_manager = "This record is with Louise Penhaligon. Ask for it back before you change it."
    assert desk.refused(staff.worker, SaveForm(form_id, {}, number)).message == with_manager
    assert desk.refused(staff.worker, PassForm(form_id, "", number)).message == with_manager
    begun = desk.refused(staff.worker, StartForm(case_id, "initial_visit"))
    assert begun.message == "The visit record is with Louise Penhaligon."


# Decided


def decide(desk: Desk, form_id: str, decision: str = "invite", **more: Any) -> DecideForm:
    """Return the manager's decision of 24 March."""
    desk.on(date(2025, 3, 24))
    number = desk.visits.form(desk.staff.manager, form_id).version
    command = DecideForm(form_id, decision, "A good start.", date(2025, 3, 24), number)
    return replace(command, **more)


def test_a_manager_agrees_and_the_family_is_invited(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    agreed = decide(desk, form_id, more={"before_next_contact": "Mend the fence."})
    changes = desk.do(staff.manager, agreed)
    assert changes.message == "Initial visit: invite to apply"
    form = desk.visits.form(staff.worker, form_id)
    assert (form.state, form.decision, form.decision_words, form.decided_by) == (
        FormState.AGREED,
        "invite",
        "Invite to apply",
        "Louise Penhaligon",
    )
    assert form.decision_facts == (
        ("Reasons", "A good start."),
        ("Before the next step", "Mend the fence."),
    )
    assert (form.passed_on, form.decided_on) == (date(2025, 3, 20), date(2025, 3, 24))
    assert desk.case(case_id).next_step == "Await the application"
    with desk.office.reading() as session:
        assert len(session.get_one(FormRecord, form_id).digest) == 64
    refused = desk.refused(staff.worker, SaveForm(form_id, {}, form.version))
    assert (
        refused.message == "This visit was decided on 24 March 2025, so its record is not changed."
    )
    lines = desk.visits.forms(staff.worker, case_id)
    assert [line.words for line in lines] == ["Decided 24 March"]


def test_nobody_agrees_their_own_visit(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    assert desk.refused(staff.worker, decide(desk, form_id)).message == (
        "You cannot agree your own visit."
    )
    form = desk.visits.form(staff.worker, form_id)
    assert (form.may_decide, form.blocked) == (False, "You cannot agree your own visit.")
    assert desk.visits.form(staff.manager, form_id).may_decide


def test_a_decision_needs_its_reasons_and_a_day_that_can_be(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    said = [
        desk.refused(staff.manager, decide(desk, form_id, reasons=" ")),
        desk.refused(staff.manager, decide(desk, form_id, "send_back", reasons="")),
        desk.refused(staff.manager, decide(desk, form_id, "perhaps")),
        desk.refused(staff.manager, decide(desk, form_id, decided_on=date(2025, 3, 25))),
        desk.refused(staff.manager, decide(desk, form_id, decided_on=date(2025, 3, 19))),
    ]
    assert [(r.message, r.field) for r in said] == [
        ("Enter the reasons for your decision", "reasons"),
        ("Enter what has to be put right", "to_put_right"),
        ("Choose from the answers to “Your decision”", "decision"),
        ("The decision cannot be in the future", "decided_on"),
        (
            "The manager's decision on the visit cannot be dated 19 March 2025: passing the visit "
            "to the manager comes before it and is dated 20 March 2025.",
            "decided_on",
        ),
    ]


def test_a_record_goes_back_with_words_and_comes_again(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    changes = desk.do(staff.manager, decide(desk, form_id, "send_back", reasons="Whose dog?"))
    assert changes.message == "Sent back to Hannah Whitlock"
    form = desk.visits.form(staff.worker, form_id)
    assert (form.state, form.sent_back_words, form.may_edit) == (
        FormState.SENT_BACK,
        "Whose dog?",
        True,
    )
    case = desk.case(case_id)
    assert (case.next_step, case.next_owner) == (
        "Answer the manager's questions",
        "Hannah Whitlock",
    )
    answers = {**form.answers, "pets": "A neighbour's.", "visited_on": "2025-03-18"}
    number = desk.do(staff.worker, SaveForm(form_id, answers, form.version)).version
    desk.do(staff.worker, PassForm(form_id, "", number))
    history = desk.pages.history(staff.worker, case_id)
    visits = [line for line in history if line.words == "Initial visit, home"]
    assert [(line.on, line.superseded) for line in visits] == [
        (date(2025, 3, 19), True),
        (date(2025, 3, 18), False),
    ]
    desk.do(staff.manager, decide(desk, form_id))
    assert desk.case(case_id).next_step == "Await the application"


@pytest.mark.parametrize(
    ("recommendation", "words"),
    [("do_not_proceed", "Closed by the agency"), ("withdrew", "Applicants withdrew")],
)
def test_a_decision_not_to_go_on_ends_the_case_with_its_reason(
    desk: Desk, staff: Staff, recommendation: str, words: str
) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id, recommendation=recommendation)
    desk.do(
        staff.manager, decide(desk, form_id, "do_not_proceed", reasons="No room for a child yet.")
    )
    case = desk.case(case_id)
    assert (case.status, case.next_step) == (CaseStatus.WITHDRAWN, "")
    told = {line.words: line.detail for line in desk.pages.history(staff.worker, case_id)}
    assert told[words] == "No room for a child yet."


def test_a_decision_is_made_once_by_someone_who_may(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    agreed = decide(desk, form_id)
    assert desk.refused(staff.adviser, agreed).message == (
        "Your role does not let you decide on this form."
    )
    desk.do(staff.manager, agreed)
    assert desk.refused(staff.manager, agreed).message == (
        "This visit record is not waiting for a decision."
    )


def test_a_decision_on_an_older_text_is_a_clash(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    late = decide(desk, form_id, version=1)
    assert isinstance(desk.refused(staff.manager, late), Clash)


def test_drafts_are_listed_with_when_they_were_saved(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    desk.visit(case_id)
    saved = desk.moment.now
    words = []
    for days in (0, 1, 4):
        desk.moment.now = datetime.combine(
            saved.date() + timedelta(days=days), time(12), tzinfo=saved.tzinfo
        )
        words.append(desk.visits.drafts(staff.worker)[0].words)
    local = saved.astimezone()
    assert words == [
        f"Draft, saved at {local:%H:%M}",
        "Draft, saved yesterday",
        "Draft, saved on 20 March",
    ]
    assert VISIT_ANSWERS["visited_on"] == "2025-03-19"


# Gone on with by a colleague


def test_the_worker_goes_on_with_a_record_that_the_manager_began(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    desk.do(staff.manager, AllocateCase(case_id, staff.worker.user_id, staff.manager.user_id, ""))
    desk.moment.on(date(2025, 3, 20))
    form_id = desk.do(staff.manager, StartForm(case_id, "initial_visit")).made
    form = desk.visits.form(staff.worker, form_id)
    assert (form.may_edit, form.may_take_over, form.author) == (False, True, "Louise Penhaligon")
    assert not desk.visits.form(staff.adviser, form_id).may_take_over
    changes = desk.do(staff.worker, TakeOverForm(form_id))
    assert changes.message == "Visit record taken over from Louise Penhaligon"
    assert changes.touches("form_record", form_id)
    assert desk.visits.form(staff.worker, form_id).may_edit
    assert not desk.visits.form(staff.manager, form_id).may_edit
    assert desk.refused(staff.worker, TakeOverForm(form_id)).message == (
        "You write this record already."
    )
    desk.do(staff.worker, changes.undo)
    assert desk.visits.form(staff.manager, form_id).may_edit


def test_only_who_has_the_case_takes_a_record_over(desk: Desk, staff: Staff) -> None:
    form_id = desk.visit(desk.enquiry())
    assert desk.refused(staff.adviser, TakeOverForm(form_id)).message == (
        "Hannah Whitlock is the worker of this case and writes its visit record."
    )


def test_a_record_that_is_with_a_manager_is_not_taken_over(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.passed_visit(case_id)
    assert not desk.visits.form(staff.manager, form_id).may_take_over
    assert desk.refused(staff.manager, TakeOverForm(form_id)).message.startswith(
        "This record is with Louise Penhaligon."
    )


def test_a_draft_goes_with_its_case_to_the_next_worker(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    form_id = desk.visit(case_id)
    other = staff.other_worker
    allocated = AllocateCase(case_id, other.user_id, staff.manager.user_id, other.team)
    changes = desk.do(staff.manager, allocated)
    assert desk.visits.form(other, form_id).may_edit
    desk.do(staff.manager, changes.undo)
    assert desk.visits.form(staff.worker, form_id).may_edit
