"""Where the next step of a case is taken: on this page, in a form, or on another page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.case_lines import ActionLine, CaseDetails


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do: an action of the case, a tab of its page, its visit form or a page.

    ``kind`` is action, tab, visit or page; ``place`` the action's key, the tab or the page with
    its reference. ``needs`` is the action of the permissions without which it is not offered.
    """

    kind: str
    words: str
    place: tuple[str, ...] = ()
    needs: str = ""


# By the key of the pathway's next step: the actions of the case that take it, in order of choice.
_BY_ACTION = {
    "arrange_visit": ("initial_visit_offered",),
    "await_application": ("application_received",),
    "await_registration": ("registration_received",),
    "accept_application": ("application_accepted",),
    "accept_registration": ("registration_accepted",),
    "start_stage_one": ("stage_one_started",),
    "decide_stage_one": ("decide_stage_one",),
    "stage_one_letter": ("stage_one_notice_sent",),
    "start_stage_two": ("stage_two_started",),
    "await_notice": ("notice_to_proceed_received",),
    "report": ("attach_report",),
    "report_anew": ("attach_report",),
    "give_report": ("report_given",),
    "observations": ("record_observations", "observations_expired"),
    "declare": ("declare_compliance",),
    "answer_decision_maker": ("further_information_received",),
    "agreement": ("sign_agreement",),
    "viability": ("viability_recorded",),
    "second_opinion": ("second_opinion_received",),
    "send_to_decision_maker": ("sent_to_decision_maker",),
    "await_response": ("representations_received", "determination_window_ended"),
    "window_over": ("determination_window_ended",),
    "return_to_panel": ("returned_to_panel",),
    "await_review": ("review_mechanism_recommended", "review_mechanism_ended"),
    "agree_review": ("review_report_agreed",),
    "hold_review": ("review_held",),
    "agree_variation": ("variation_agreed",),
    "follow_allegation": ("allegation_concluded",),
    "review_allegation": ("concerns_review_started", "first_review_started"),
    "review_separation": ("concerns_review_started", "first_review_started"),
    "tell_reviewing_officer": ("reviewing_officer_informed",),
    "seek_views": ("extension_sought",),
    "extend": ("temporary_approval_extended", "temporary_approval_continued"),
    "end_temporary": ("temporary_approval_ended",),
    "close_unviable": ("case_closed",),
    "plan_adoption": ("adoption_planned",),
    "medical_report": ("medical_adviser_reported",),
    "propose_plan": ("plan_proposed",),
    "review_report": ("attach_review_report",),
    "plan_anew": ("adoption_planned", "plan_changed"),
    "plan_after_rescission": ("adoption_planned", "plan_changed"),
    "revoke_order": ("placement_order_revoked", "adoption_planned"),
    "review_for_consent": ("plan_review_started",),
    "apply_for_order": ("placement_order_applied", "consent_given"),
    "await_order": ("placement_order_made",),
    "apply_again": ("plan_review_started", "placement_order_applied"),
    "find_match": ("propose_match",),
    "find_again": ("propose_match",),
    "find_after_refusal": ("propose_match",),
    "give_placement_report": ("placement_report_given",),
    "adopters_observations": ("record_observations", "observations_expired"),
    "place": ("placed",),
    "first_review": ("placement_visited",),
    "await_adoption_order": ("adoption_order_applied", "adoption_order_made"),
    "resume": ("case_resumed",),
    "disruption_meeting": ("disruption_meeting_held",),
}
# Steps that begin whichever review is open to the case: the step says which it is, and why.
_REVIEWS = ("review_allegation", "review_separation")
_VISIT = {
    "write_visit": ("Write the visit record", "write_form"),
    "mend_visit": ("Answer the manager", "write_form"),
    "decide_visit": ("Read and decide", "decide_form"),
}
_MEETING = {
    "write_note": ("Write adviser’s note", "agenda", "advise_panel"),
    "send_papers": ("Send papers", "papers", "send_papers"),
    "hear": ("Open agenda", "agenda", "view_meeting"),
    "draft_minutes": ("Draft the minutes", "minutes", "take_minutes"),
    "approve_minutes": ("Read the minutes", "minutes", "approve_minutes"),
    "send_minutes": ("Send the minutes", "minutes", "send_minutes"),
}
_DECISION = {
    "decide": ("Open the decision", "write_decision"),
    "tell": ("Record that they were told", "give_notice"),
    "tell_of_match": ("Record that they were told", "give_notice"),
    "write": ("Make the letter", "give_notice"),
}
_BOOK = (
    "book_panel",
    "rebook_panel",
    "rebook_cancelled",
    "rebook_returned",
    "book_brief",
    "book_full",
    "book_review",
    "book_extension",
)
# What goes on beside the next step: what panel needs, and the step that brings it in.
_BESIDE = {"observations": "observations", "declaration": "declare"}


def next_deed(case: CaseDetails, can_go: Callable[[str], bool]) -> Deed | None:
    """Return the one thing that takes the next step, if this person may do it here."""
    key = case.next_step_key
    if not key and case.late_requirements and case.as_of is None:
        return Deed("tab", "Open requirements", ("requirements",))
    if key in _BY_ACTION:
        action = action_of(case, *_BY_ACTION[key])
        if action is not None and not action.blocked:
            words = case.next_step if key in _REVIEWS else action.short or action.words
            return Deed("action", words, (action.key,))
        return None
    deed = _elsewhere(case, key)
    if deed is None or (deed.needs and deed.needs not in case.allowed):
        return None
    return deed if deed.kind != "page" or can_go(deed.place[0]) else None


def second_deed(case: CaseDetails, can_go: Callable[[str], bool]) -> Deed | None:
    """Return what else stands beside the next step: what is awaited, or the booked agenda."""
    awaited = awaited_deed(case)
    if awaited is not None:
        return awaited
    first = next_deed(case, can_go)
    if not case.meeting_id or not can_go("meeting") or case.next_step_key == "hear":
        return None
    if case.is_of_child and case.meeting_on is None:
        return None  # heard, and the child's case went on
    if not case.next_step_key:
        return None  # nothing is to be done there any more
    if first is not None and first.kind == "page" and first.place[0] != "meeting":
        return None
    return Deed("page", "Open agenda", ("meeting", case.meeting_id, "agenda"))


def awaited_deed(case: CaseDetails, need_key: str = "") -> Deed | None:
    """Return what this person can record while another step is the next, or of one such need.

    The applicants have their days for observations, and the manager declares compliance, while a
    slot is booked and the adviser's note written. Once the days are over, it can be recorded that
    no observations came.
    """
    for need in case.needs:
        step = _BESIDE.get(need.key, "")
        if need.is_in or not step or (need_key and need.key != need_key):
            continue
        keys = _BY_ACTION[step]
        if step == case.next_step_key and not need_key:
            keys = keys[1:]
        elif need.state == "todo":
            keys = keys[::-1]
        action = action_of(case, *keys) if need.state != "blocked" else None
        if action is not None and not action.blocked:
            return Deed("action", action.words, (action.key,))
    return None


def awaited_words(case: CaseDetails) -> str:
    """Return what the applicants are still asked, while another step is the next."""
    awaited = next((n for n in case.needs if n.key == "observations" and not n.is_in), None)
    if awaited is None or awaited.due_on is None or case.next_step_key == "observations":
        return ""
    if awaited.state == "todo":
        return f"The time for observations ended on {long_date(awaited.due_on)}."
    return f"Observations can come until {long_date(awaited.due_on)}."


def action_of(case: CaseDetails, *keys: str) -> ActionLine | None:
    """Return the first of these actions that the case offers, one that is not blocked before."""
    found = [a for key in keys for a in case.actions if a.key == key]
    return next((a for a in found if not a.blocked), found[0] if found else None)


def _elsewhere(case: CaseDetails, key: str) -> Deed | None:
    if key == "checks":
        return Deed("tab", "Open checks", ("checks",), "work_checks")
    if key in _VISIT:
        words, needs = _VISIT[key]
        return Deed("visit", words, (), needs)
    if key in _BOOK:
        return Deed("page", "Book a panel", ("meetings",), "build_agenda")
    if key in _MEETING and case.meeting_id:
        words, tab, needs = _MEETING[key]
        return Deed("page", words, ("meeting", case.meeting_id, tab), needs)
    if key in _DECISION:
        words, needs = _DECISION[key]
        return Deed("page", words, ("decision", case.id), needs)
    return None
