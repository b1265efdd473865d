"""What the window shows first of a local agency, read by hand-written SQL.

It loads neither SQLAlchemy nor the rule library, so that it is there before they are. What it
says is what the services say a moment later: ``tests/services/test_first_page.py`` holds the two
side by side.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.access import Relation
from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.errors import SignInRefused
from cfs_panels.domain.home import FirstPage, HomeDetails, HomeRow, greeting, in_order
from cfs_panels.domain.home_rows import (
    BOOKED_STEPS,
    MEETING_CLOCKS,
    MEETING_STEPS,
    CaseStep,
    case_row,
)
from cfs_panels.domain.owners import owners_of
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.words import weekday_date
from cfs_panels.services.permissions import permission_matrix
from cfs_panels.services.plain_rules import newest_plain_rule, plain_calendar
from db.first_page import plain_questions
from db.key_file import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from cfs_panels.domain.access import PermissionMatrix
    from cfs_panels.services.entrance import Opened
    from cfs_panels.services.workspace import Workspace
    from db.first_page import PlainQuestions
    from db.location import FileLocation

_COLUMNS = (
    "c.id, c.reference, c.household_name, c.next_step, c.next_words, c.clock_rule, "
    "c.clock_started_on, c.clock_due_on"
)
_OWN = "(c.worker_id = :user OR c.manager_id = :user)"
_WAYS = {
    Relation.OWN: _OWN,
    Relation.TEAM: "(:team <> '' AND c.team = :team)",
    Relation.MEETING: (
        "EXISTS (SELECT 1 FROM agenda_item i JOIN meeting_member m ON m.meeting_id = i.meeting_id"
        " WHERE i.case_id = c.id AND NOT i.removed AND i.papers_sent_on IS NOT NULL"
        " AND m.member_id = :member)"
    ),
}
_NAMED = "EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = c.id AND a.user_id = :user)"
_UNRESTRICTED = f"(NOT c.is_restricted OR {_OWN} OR {_NAMED})"
_NO_CONFLICT = (
    "NOT EXISTS (SELECT 1 FROM conflict_of_interest k WHERE k.case_id = c.id"
    " AND k.member_id = :member AND k.ruling <> 'stay')"
)


def _listed(words: Iterable[str]) -> str:
    return "('" + "', '".join(words) + "')"


_OPEN = f"(c.status IN {_listed(s for s in CaseStatus if s.is_open)} OR c.next_step <> '')"
_WITH_DECISION_MAKER = f"c.status = '{CaseStatus.WITH_DECISION_MAKER}'"


def read_page(
    location: FileLocation, data_key: bytes, user_name: str, *, now: Callable[[], datetime]
) -> FirstPage | None:
    """Return the first page of a local agency, None where its tables are of another version.

    Raises:
        SignInRefused: where the account is not in use.
        OutsideTrouble: where the file is missing or damaged, or the disk fails.
    """
    with plain_questions(location.path, data_key) as questions:
        if not questions.has_tables_of_this_program():
            return None
        return _page(questions, user_name, now().astimezone())


def page_of(opened: Opened) -> FirstPage:
    """Return what the window shows first of an agency that is open already."""
    workspace, actor = opened.workspace, opened.actor
    return FirstPage(workspace.agency.agency(actor).name, actor, waiting_counts(workspace, actor))


def waiting_counts(workspace: Workspace, actor: Actor) -> dict[str, int]:
    """Return how many records wait on the pages of the navigation, as the services count them."""
    from cfs_panels.domain.caseload import CaseView

    may, counts = workspace.office.matrix.relations, {}
    if may(actor, "list_cases"):
        counts["cases"] = workspace.caseload.counts(actor)[CaseView.ALL_OPEN]
    if may(actor, "list_children"):
        counts["children"] = workspace.children.count(actor)
    if may(actor, "view_decision"):
        counts["decisions"] = workspace.decision_pages.counts(actor)
    return counts


def _page(questions: PlainQuestions, user_name: str, now: datetime) -> FirstPage:
    matrix, today = permission_matrix(), now.date()
    actor = _actor(questions, user_name, today)
    agency = questions.rows("SELECT name FROM agency ORDER BY id")[0][0]
    home = None
    if matrix.relations(actor, "view_meeting") and not _has_own_rules(questions):
        home = HomeDetails(
            greeting=greeting(now.hour, actor.name),
            day_words=weekday_date(today),
            rows=in_order(_home_rows(questions, matrix, actor, today)),
            is_whole=False,
        )
    return FirstPage(agency, actor, _counts(questions, matrix, actor), home)


def _has_own_rules(questions: PlainQuestions) -> bool:
    """Return whether the agency has rules or bank holidays of its own; services then read Home."""
    return bool(questions.rows("SELECT 1 FROM rule_version LIMIT 1"))


def _actor(questions: PlainQuestions, user_name: str, today: date) -> Actor:
    users = questions.rows(
        "SELECT u.id, u.user_name, u.name, u.team, (SELECT m.id FROM central_list_member m WHERE"
        ' m.user_id = u.id AND m.left_on IS NULL) FROM "user" u WHERE u.user_name = :name'
        " AND u.is_active",
        {"name": user_name.strip().casefold()},
    )
    if not users:
        raise SignInRefused(REFUSED)
    user_id, name, full_name, team, member_id = users[0]
    roles = questions.rows(
        "SELECT role FROM role_grant WHERE user_id = :user AND from_on <= :today"
        " AND (to_on IS NULL OR to_on >= :today)",
        {"user": user_id, "today": today.isoformat()},
    )
    held = frozenset(Role(role) for (role,) in roles)
    return Actor(user_id, name, full_name, held, team, member_id)


def _counts(questions: PlainQuestions, matrix: PermissionMatrix, actor: Actor) -> dict[str, int]:
    """Return how many cases and decisions wait, for the navigation."""
    counts = {}
    for key, page, action, waiting in (
        ("cases", "list_cases", "view_case", f"{_OPEN} AND c.household_id IS NOT NULL"),
        ("children", "list_children", "list_children", f"{_OPEN} AND c.household_id IS NULL"),
        ("decisions", "view_decision", "view_decision", _WITH_DECISION_MAKER),
    ):
        if matrix.relations(actor, page):
            sql = (
                f'SELECT count(*) FROM "case" c WHERE {waiting}'  # noqa: S608 (all of it is words of this module)
                f" AND {_seen(matrix, actor, action)}"
            )
            counts[key] = questions.rows(sql, _values(actor))[0][0]
    return counts


def _home_rows(
    questions: PlainQuestions, matrix: PermissionMatrix, actor: Actor, today: date
) -> list[HomeRow]:
    """Return the cases whose next step is the person's, or whose clock they must watch."""
    soon = plain_calendar(today, today).add(today, 1)
    values = {**_values(actor), "soon": soon.isoformat()}
    found = questions.rows(_home_sql(matrix, actor), values)
    steps = [_step(*row) for row in found]
    days = [today, *(d for s in steps for d in (s.clock_started_on, s.clock_due_on) if d)]
    calendar = plain_calendar(min(days), max(days))
    return [
        case_row(step, newest_plain_rule, today, calendar)
        for step in steps
        if not _is_stale(step, today)
    ]


def _step(*values: Any) -> CaseStep:  # noqa: ANN401 (the driver has no types)
    (*words, started_on, due_on, is_mine, works_it) = values
    days = (_day(started_on), _day(due_on))
    return CaseStep._make((*words, *days, bool(is_mine), bool(works_it)))


def _is_stale(step: CaseStep, today: date) -> bool:
    """Return whether the clock kept of a case has ended since; services then find the next one."""
    if not step.clock_rule or step.clock_due_on is None or step.clock_due_on >= today:
        return False
    return newest_plain_rule(step.clock_rule).kind.passes


def _home_sql(matrix: PermissionMatrix, actor: Actor) -> str:
    owners = owners_of(actor.roles)
    by_role = f" OR c.next_owner IN {_listed(owners)}" if owners else ""
    mine = f"((c.next_owner_id = :user{by_role}) AND c.next_step NOT IN {_listed(MEETING_STEPS)})"
    watched = "0"
    if actor.has(Role.PANEL_ADVISER):
        watched = f"(c.next_step IN {_listed(BOOKED_STEPS)} AND c.clock_due_on <= :soon)"
    elif actor.has(Role.SOCIAL_WORKER):
        watched = "(c.worker_id = :user AND c.clock_due_on <= :soon)"
    return (
        f'SELECT {_COLUMNS}, {mine}, c.worker_id = :user FROM "case" c'  # noqa: S608 (all of it is words of this module)
        f" WHERE {_seen(matrix, actor, 'view_case')}"
        f" AND {_OPEN}"
        f" AND c.status <> '{CaseStatus.PAUSED}'"
        f" AND ({mine} OR ({watched} AND c.clock_rule NOT IN {_listed(MEETING_CLOCKS)}))"
    )


def _seen(matrix: PermissionMatrix, actor: Actor, action: str) -> str:
    """Return the condition for the cases on which the actor may take an action."""
    allowed = matrix.relations(actor, action)
    ways = " OR ".join(["0", *(words for way, words in _WAYS.items() if way in allowed)])
    if Relation.ANY in allowed:
        ways = "1"
    return f"(({ways}) AND {_UNRESTRICTED} AND {_NO_CONFLICT})"


def _values(actor: Actor) -> dict[str, Any]:
    """Return who asks; somebody without a place on the central list is no member of anything."""
    return {"user": actor.user_id, "team": actor.team, "member": actor.member_id or ""}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
