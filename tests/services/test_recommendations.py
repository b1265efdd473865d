"""What panel recommends, with quorum and views, and the minutes of an item as typed."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    ConflictKind,
    DeclareConflict,
    FinishItem,
    ItemKind,
    ItemState,
    MemberViewGiven,
    Presence,
    QuestionAsked,
    RecordPresence,
    RecordRecommendation,
    SaveItemMinutes,
)
from cfs_panels.domain.quorum import quorum
from cfs_panels.domain.quorum_notes import members_of
from cfs_panels.domain.vocabulary import CaseStatus, EventType, PanelOutcome, Service
from cfs_panels.services.case_clocks import clocks_on
from cfs_panels.services.pathway_library import pathway
from db.models import AgendaItem, CentralListMember
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from typing import Any

    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def refused(desk: PanelDesk, command: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as error:
        desk.act(command)
    return error.value


def recommendation(item_id: str, **more: Any) -> RecordRecommendation:
    facts = {"outcome": PanelOutcome.SUITABLE, "reasons": ("Warm and realistic.",), **more}
    return RecordRecommendation(item_id, **facts)


def heard(desk: PanelDesk, **more: Any) -> tuple[str, str]:
    meeting_id, (item_id,) = desk.sitting(desk.case(), **more)
    desk.begin(item_id)
    return meeting_id, item_id


def test_a_recommendation_is_recorded_with_views_and_events(desk: PanelDesk) -> None:
    case = desk.case("Marcus", "Thwaite")
    meeting_id, (item_id,) = desk.sitting(case)
    desk.begin(item_id)
    changes = desk.recommend(
        item_id,
        terms=("short_term", "long_term"),
        places=2,
        ages="5 to 12",
        views=(MemberViewGiven(desk.members["Geoff Marland"], False, "Too soon."),),
    )
    assert changes.message == "Item 1: Suitable to foster"
    found = desk.item(meeting_id, item_id).recommendation
    assert found is not None
    assert found.sentence == "Panel recommends that Marcus Thwaite is suitable to foster."
    assert (found.terms, found.places, found.ages) == (("short_term", "long_term"), 2, "5 to 12")
    assert (found.unanimous, len(found.views)) == (False, 7)
    assert [v.reason for v in found.views if not v.agrees] == ["Too soon."]
    history = desk.history(case)
    assert history.on(EventType.ITEM_HEARD) == HELD_ON
    recorded = desk.latest(case, EventType.RECOMMENDATION_RECORDED)
    assert recorded.on == HELD_ON
    assert recorded.facts == {"meeting_id": meeting_id, "item_id": item_id, "outcome": "suitable"}


def test_an_inquorate_panel_is_told_so_and_who_is_missing(desk: PanelDesk) -> None:
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Kelechi Obi", "Peter Winslade")
    meeting_id, (item_id,) = desk.sitting(desk.case(), members=names)
    desk.act(
        DeclareConflict(
            item_id, desk.members["Peter Winslade"], ConflictKind.PERSONAL, "A niece", HELD_ON
        )
    )
    desk.begin(item_id)
    kelechi = desk.members["Kelechi Obi"]
    desk.act(RecordPresence(meeting_id, kelechi, Presence.ABSENT, time(9, 50)))
    found = refused(desk, recommendation(item_id))
    assert found.message == (
        "This item is not quorate, so panel can only defer it. 3 members, 5 needed. Conflict: "
        "Peter Winslade. Not there for the whole of it: Kelechi Obi."
    )
    assert found.field == "outcome"
    desk.defer(item_id, "Too few members.")
    assert desk.item(meeting_id, item_id).recommendation is not None


def test_a_panel_without_its_social_worker_is_told_so(desk: PanelDesk) -> None:
    names = tuple(name for name in desk.members if name != "Sunita Rao")
    _, item_id = heard(desk, members=names)
    assert refused(desk, recommendation(item_id)).message == (
        "This item is not quorate, so panel can only defer it. No social worker with three years' "
        "relevant experience."
    )


def test_being_on_the_central_list_makes_nobody_a_member(desk: PanelDesk) -> None:
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Kelechi Obi")
    _, item_id = heard(desk, members=names)
    assert refused(desk, recommendation(item_id)).message == (
        "This item is not quorate, so panel can only defer it. 4 members, 5 needed."
    )


def test_a_joint_panel_needs_six(desk: PanelDesk) -> None:
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Kelechi Obi", "Peter Winslade")
    _, item_id = heard(desk, members=names, is_joint=True)
    assert refused(desk, recommendation(item_id)).message == (
        "This item is not quorate, so panel can only defer it. 5 members, 6 needed."
    )


def test_the_rule_in_force_on_the_day_of_the_meeting_counts(desk: PanelDesk) -> None:
    desk.moment.on(date(2020, 5, 26))
    case = desk.case()
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland")
    with desk.office.writing(desk.staff.adviser) as session:
        for member_id in desk.members.values():
            row = session.get(CentralListMember, member_id)
            assert row is not None
            row.joined_on = date(2019, 1, 7)
    meeting_id = desk.plan(date(2020, 6, 2), members=names)
    item_id = desk.add(meeting_id, case)
    desk.send(meeting_id, late_reason="Coronavirus")
    desk.open(meeting_id, date(2020, 6, 2))
    desk.begin(item_id)
    desk.recommend(item_id)
    kept = desk.item(meeting_id, item_id).quorum
    assert kept is not None
    assert (kept.rule.id, kept.present, kept.needed) == ("Q-FOSTERING-2020", 3, 3)


def test_the_quorum_is_kept_so_that_it_can_be_judged_again(desk: PanelDesk) -> None:
    meeting_id, item_id = heard(desk)
    desk.act(RecordPresence(meeting_id, desk.members["Kelechi Obi"], Presence.ABSENT, time(9, 50)))
    desk.recommend(item_id)
    with desk.office.reading() as session:
        row = session.get(AgendaItem, item_id)
        assert row is not None
        note = row.quorum_note
    rule = desk.office.rules.quorum_rule(Service.FOSTERING, HELD_ON)
    assert quorum(members_of(note), rule).present == note["present"] == 6
    assert note["words"] == "Six of seven members were present for this item and five were needed."
    assert (note["quorate"], note["missing"], note["rule"]) == (True, [], "Q-FOSTERING")


def test_an_adoption_recommendation_is_definite(desk: PanelDesk) -> None:
    case = desk.case("Farida", "Rahmani", service=Service.ADOPTION)
    _, (item_id,) = desk.sitting(case, service=Service.ADOPTION)
    desk.begin(item_id)
    sentence = (
        "An adoption recommendation is definite: suitable or not suitable. Record requirements or "
        "advice beside it."
    )
    with_terms = recommendation(item_id, outcome=PanelOutcome.SUITABLE_WITH_TERMS)
    assert refused(desk, with_terms).message == sentence
    for more in ({"terms": ("one child",)}, {"places": 1}, {"ages": "0 to 3"}):
        assert refused(desk, recommendation(item_id, **more)).message == sentence
    changes = desk.recommend(item_id)
    assert changes.message == "Item 1: Suitable to adopt"


def test_an_outcome_that_belongs_elsewhere_is_refused(desk: PanelDesk) -> None:
    _, item_id = heard(desk)
    assert refused(desk, recommendation(item_id, outcome=PanelOutcome.MATCH)).message == (
        "This is nothing that panel may recommend in the approval of a mainstream foster carer."
    )


def test_a_recommendation_needs_reasons(desk: PanelDesk) -> None:
    _, item_id = heard(desk)
    found = refused(desk, recommendation(item_id, reasons=(" ", "")))
    assert found.message == "Enter panel's reasons for this recommendation."
    assert found.field == "reasons"


def test_terms_stand_with_a_recommendation_to_approve_and_come_from_the_list(
    desk: PanelDesk,
) -> None:
    _, item_id = heard(desk)
    command = recommendation(item_id, outcome=PanelOutcome.NOT_SUITABLE, terms=("short_term",))
    assert refused(desk, command).message == (
        "Terms belong to a recommendation that they are suitable. Take the terms out."
    )
    unknown = recommendation(item_id, terms=("anything",))
    assert refused(desk, unknown).message == "Choose the terms from the list."
    assert refused(desk, recommendation(item_id, places=0)).message == "Enter at least one place."
    assert refused(desk, recommendation(item_id, ages="x" * 61)).field == "ages"


def test_a_member_with_a_conflict_gives_no_view(desk: PanelDesk) -> None:
    _, (item_id,) = desk.sitting(desk.case())
    peter = desk.members["Peter Winslade"]
    desk.act(DeclareConflict(item_id, peter, ConflictKind.PERSONAL, "A niece", HELD_ON))
    desk.begin(item_id)
    views = (MemberViewGiven(peter, agrees=True),)
    assert refused(desk, recommendation(item_id, views=views)).message == (
        "Peter Winslade declared a conflict of interest in this item, so takes no part in it and "
        "gives no view."
    )


def test_a_member_who_was_away_gives_no_view(desk: PanelDesk) -> None:
    meeting_id, item_id = heard(desk)
    david = desk.members["David Amankwah"]
    desk.act(RecordPresence(meeting_id, david, Presence.ABSENT, time(10, 0)))
    views = (MemberViewGiven(david, agrees=True),)
    assert refused(desk, recommendation(item_id, views=views)).message == (
        "David Amankwah was not there for the whole of this item, so gives no view on it."
    )
    stranger = (MemberViewGiven("nobody", agrees=True),)
    assert refused(desk, recommendation(item_id, views=stranger)).message == (
        "Only the members of this meeting give a view on its items."
    )


def test_a_member_who_does_not_agree_says_why(desk: PanelDesk) -> None:
    _, item_id = heard(desk)
    views = (MemberViewGiven(desk.members["Geoff Marland"], agrees=False),)
    found = refused(desk, recommendation(item_id, views=views))
    assert (found.message, found.field) == ("Say why Geoff Marland does not agree.", "views")


def test_a_deferral_needs_its_reason_and_sends_the_case_back_to_wait(desk: PanelDesk) -> None:
    case = desk.case()
    meeting_id, (item_id,) = desk.sitting(case)
    desk.begin(item_id)
    command = RecordRecommendation(item_id, PanelOutcome.DEFERRED, ())
    found = refused(desk, command)
    assert (found.message, found.field) == ("Say why panel defers this item.", "deferral_reason")
    desk.defer(item_id)
    history = desk.history(case)
    assert desk.latest(case, EventType.ITEM_DEFERRED).facts["reason"] == (
        "The medical comment is not in."
    )
    assert not history.has(EventType.RECOMMENDATION_RECORDED)
    stored = desk.stored(case)
    assert (stored.status, stored.next_words) == (CaseStatus.OPEN, "Book panel slot")
    kind = pathway(stored.pathway, stored.pathway_version)
    clocks = clocks_on(desk.office, kind, history, desk.office.today)
    assert next(c for c in clocks if c.rule.id == "F-APP-PANEL").state.is_active
    details = desk.item(meeting_id, item_id).recommendation
    assert details is not None
    assert (details.views, details.reasons) == ((), ())


def test_an_item_that_was_never_begun_can_only_be_deferred(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    assert refused(desk, recommendation(item_id)).message == (
        "Item 1 has not begun. Panel recommends once it has heard it."
    )
    desk.defer(item_id)
    item = desk.item(meeting_id, item_id)
    assert (item.state, item.started_at) == (ItemState.FINISHED, None)
    assert not desk.history_of(item.case_id).has(EventType.ITEM_HEARD)


def test_an_item_whose_papers_never_went_can_only_be_deferred(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.open(meeting_id)
    desk.begin(item_id)
    assert refused(desk, recommendation(item_id)).message == (
        "The papers of this item have not been sent, so panel can only defer it."
    )
    desk.defer(item_id)


def test_a_recommendation_recorded_again_takes_the_place_of_the_first(desk: PanelDesk) -> None:
    case = desk.case()
    meeting_id, (item_id,) = desk.sitting(case)
    desk.begin(item_id)
    desk.recommend(item_id)
    desk.recommend(item_id, outcome=PanelOutcome.NOT_SUITABLE, reasons=("Too little room.",))
    recorded = desk.history(case).all(EventType.RECOMMENDATION_RECORDED)
    assert [event.facts["outcome"] for event in recorded] == ["not_suitable"]
    desk.defer(item_id)
    history = desk.history(case)
    assert not history.has(EventType.RECOMMENDATION_RECORDED)
    assert len(history.all(EventType.ITEM_DEFERRED, EventType.ITEM_HEARD)) == 2
    desk.recommend(item_id)
    found = desk.item(meeting_id, item_id).recommendation
    assert found is not None
    assert (found.outcome, len(found.views)) == (PanelOutcome.SUITABLE, 7)
    assert not desk.history(case).has(EventType.ITEM_DEFERRED)


def test_business_is_noted_and_not_recommended_on(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.act(
        AddAgendaItem(meeting_id, ItemKind.BUSINESS, title="Two resignations", minutes=5)
    ).made
    desk.open(meeting_id)
    desk.begin(item_id)
    assert refused(desk, recommendation(item_id)).message == (
        "Panel recommends on cases. This item is to be noted."
    )
    desk.act(FinishItem(item_id, time(9, 50)))
    assert desk.item(meeting_id, item_id).state is ItemState.FINISHED


def test_what_is_said_at_the_opening_is_minuted_too(desk: PanelDesk) -> None:
    meeting_id, _ = desk.sitting(desk.case())
    opening = desk.page(meeting_id).opening
    assert opening is not None
    desk.act(SaveItemMinutes(opening.id, 0, key_issues="The last minutes were agreed."))
    changes = desk.act(FinishItem(opening.id, time(9, 40)))
    assert changes.message == "Opening finished"
    opening = desk.page(meeting_id).opening
    assert opening is not None
    assert (opening.key_issues, opening.state) == (
        "The last minutes were agreed.",
        ItemState.FINISHED,
    )
    assert refused(desk, recommendation(opening.id)).message == (
        "Panel recommends on cases. This item is to be noted."
    )


# The minutes of an item


def test_what_is_typed_is_kept_and_told_with_its_version(desk: PanelDesk) -> None:
    meeting_id, item_id = heard(desk)
    asked = QuestionAsked("Who helps at night?", "Her sister.", "Sunita Rao")
    changes = desk.act(
        SaveItemMinutes(item_id, 0, heard="heard", key_issues="Shifts", questions=(asked,))
    )
    item = desk.item(meeting_id, item_id)
    assert (item.heard, item.key_issues, item.questions) == ("heard", "Shifts", (asked,))
    assert changes.version == item.minutes_version == 1
    assert item.still_needed == ("recommendation", "reasons", "report quality")


def test_a_recommendation_does_not_get_in_the_way_of_typing(desk: PanelDesk) -> None:
    _, item_id = heard(desk)
    desk.act(SaveItemMinutes(item_id, 0, key_issues="Shifts"))
    desk.recommend(item_id)
    desk.act(SaveItemMinutes(item_id, 1, key_issues="Shifts change in January"))


def test_minutes_saved_meanwhile_are_told_with_both_texts(desk: PanelDesk) -> None:
    meeting_id, item_id = heard(desk)
    desk.act(SaveItemMinutes(item_id, 0, key_issues="Theirs"))
    mine = SaveItemMinutes(item_id, 0, key_issues="Mine")
    with pytest.raises(Clash) as error:
        desk.act(mine)
    assert error.value.mine == mine
    assert error.value.theirs == SaveItemMinutes(item_id, 1, key_issues="Theirs")
    assert desk.item(meeting_id, item_id).key_issues == "Theirs"


def test_choices_are_kept_to(desk: PanelDesk) -> None:
    _, item_id = heard(desk)
    assert refused(desk, SaveItemMinutes(item_id, 0, heard="maybe")).message == (
        "Choose whether the applicants were heard."
    )
    assert refused(desk, SaveItemMinutes(item_id, 0, report_quality="fair")).message == (
        "Choose good, enough or weak."
    )
    assert refused(desk, SaveItemMinutes(item_id, 0, supporter="x" * 201)).field == "supporter"


def test_an_item_is_finished_only_with_all_that_it_needs(desk: PanelDesk) -> None:
    meeting_id, item_id = heard(desk)
    assert refused(desk, FinishItem(item_id, time(10, 25))).message == (
        "To finish item 1: add whether the applicants were heard, key issues, recommendation, "
        "reasons and report quality."
    )
    desk.minute(meeting_id, item_id, report_quality="")
    desk.recommend(item_id)
    assert refused(desk, FinishItem(item_id, time(10, 25))).message == (
        "To finish item 1: add report quality."
    )
    desk.minute(meeting_id, item_id)
    assert refused(desk, FinishItem(item_id, time(9, 0))).message == (
        "Item 1 began at 09:45. Enter a time after that."
    )
    desk.act(FinishItem(item_id, time(10, 25)))
    item = desk.item(meeting_id, item_id)
    assert (item.state, item.finished_at) == (ItemState.FINISHED, time(10, 25))
    assert refused(desk, FinishItem(item_id, time(10, 26))).message == (
        "Item 1 is finished already."
    )


def test_a_deferred_item_is_finished_without_more(desk: PanelDesk) -> None:
    meeting_id, item_id = heard(desk)
    desk.defer(item_id)
    desk.act(FinishItem(item_id, time(9, 55)))
    assert desk.item(meeting_id, item_id).state is ItemState.FINISHED


def test_a_chair_does_not_take_the_minutes(desk: PanelDesk) -> None:
    _, item_id = heard(desk)
    with pytest.raises(RuleBroken, match="Your role does not let you take the minutes"):
        desk.do(desk.staff.chair, recommendation(item_id))
