"""The transition and permission tables, written out of the data for whoever reads the docs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfs_panels.domain.access import Relation
from cfs_panels.domain.actors import Role
from cfs_panels.domain.words import joined, plural, uncapitalised
from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.permissions import permission_matrix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfs_panels.domain.pathways import Matter, Move, Pathway
    from cfs_panels.domain.vocabulary import CaseStatus, EventType

WRITTEN = "Written by `python docs/make_tables.py` out of the data; a test keeps it true."
_ROLES = {
    Role.SOCIAL_WORKER: "worker",
    Role.TEAM_MANAGER: "manager",
    Role.REVIEWING_OFFICER: "reviewing officer",
    Role.PANEL_ADVISER: "adviser",
    Role.PANEL_ADMINISTRATOR: "administrator",
    Role.PANEL_CHAIR: "chair",
    Role.PANEL_MEMBER: "member",
    Role.DECISION_MAKER: "decision maker",
    Role.SERVICE_MANAGER: "service manager",
    Role.SYSTEM_ADMINISTRATOR: "system administrator",
}
_RELATIONS = {
    Relation.ANY: "any",
    Relation.OWN: "own",
    Relation.TEAM: "team",
    Relation.MEETING: "meeting",
    Relation.SELF: "self",
}


def transitions() -> str:
    """Return every kind of case with its matters and moves as a page of Markdown."""
    lines = [
        "# Transitions",
        "",
        f"{WRITTEN} The data is `resources/pathways`.",
        "",
        "Of a step: what must have happened before it (all of it; *or* where one is enough), what "
        "rules it out, when it may be recorded, by whom and how often, and the status it leaves. "
        "*In the matter* means that only what happened since the matter in hand was opened counts.",
    ]
    for kind in newest_pathways():
        lines += ["", *_pathway(kind)]
    return "\n".join(lines) + "\n"


def permissions() -> str:
    """Return who may do what as a page of Markdown."""
    matrix = permission_matrix()
    heads = ["To", *(words.capitalize() for words in _ROLES.values())]
    rows = []
    for key in matrix.actions:
        rule = matrix.actions[key]
        cells = [_ways(rule.grants.get(role, frozenset())) for role in _ROLES]
        rows.append([rule.words[:1].upper() + rule.words[1:], *cells])
    lines = [
        "# Permissions",
        "",
        f"{WRITTEN} The data is `resources/permissions.toml`.",
        "",
        "Through which relation to a record a role may act: *any* record of the agency; its *own* "
        "(worker, manager or author); its *team*'s; of a *meeting* the person sits at, once its "
        "papers are out; about the person *self*. A conflict of interest and a restricted case "
        "close a record whatever stands here. Who may record which step of a case stands in "
        "[transitions](transitions.md).",
        "",
        *_table(heads, rows),
    ]
    return "\n".join(lines) + "\n"


def _pathway(kind: Pathway) -> Iterator[str]:
    yield f"## {kind.service.value.capitalize()}: {kind.name}"
    yield ""
    yield (
        f"`{kind.key}`, version {kind.version}: {kind.long_name}. "
        f"{plural(len(kind.moves), 'step')}. "
        f"Stages: {joined([stage.name for stage in kind.stages])}. "
        f"Register: {kind.register.replace('_', ' ')}."
    )
    yield ""
    yield from _table(
        ["Matter", "Opened by", "Closed by", "Goes to panel by rule", "Panel may", "Decision may"],
        [_matter(kind, matter) for matter in kind.matters],
    )
    yield ""
    statuses = dict(kind.status_after)
    yield from _table(
        ["Step", "After", "Never after", "Time", "By", "How often", "Status"],
        [_move(kind, move, statuses.get(move.event)) for move in kind.moves],
    )


def _matter(kind: Pathway, matter: Matter) -> list[str]:
    rules = [matter.panel_rule, matter.representations_rule]
    panel = [c.words for c in kind.panel_choices if not c.matters or matter.key in c.matters]
    decision = [c.words for c in kind.decision_choices if not c.matters or matter.key in c.matters]
    return [
        matter.words,
        _any(matter.opened_by),
        _any(matter.closed_by),
        ", ".join(dict.fromkeys(rule for rule in rules if rule)),
        "; ".join(panel),
        "; ".join(decision),
    ]


def _move(kind: Pathway, move: Move, status: CaseStatus | None) -> list[str]:
    after = ", ".join(_any(group) for group in move.after)
    return [
        f"`{move.event}`",
        f"{after} (in the matter)" if move.in_matter and after else after,
        ", ".join(f"`{event}`" for event in move.never_after),
        "; ".join(part for part in (_time(move), _while(kind, move)) if part),
        "itself" if move.event in _by_itself() else _who(move.roles),
        _often(move),
        status.value.replace("_", " ") if status else "",
    ]


def _by_itself() -> frozenset[EventType]:
    return frozenset(own.event for kind in newest_pathways() for own in kind.by_itself)


def _any(events: Iterable[EventType]) -> str:
    return " or ".join(f"`{event}`" for event in events)


def _time(move: Move) -> str:
    found = [
        f"once {move.not_before_clock} is over" if move.not_before_clock else "",
        f"while {move.within_clock} runs" if move.within_clock else "",
        "where no rule sends it to panel" if move.without_panel else "",
        "also once the case is over" if move.after_end else "",
    ]
    return "; ".join(part for part in found if part)


def _while(kind: Pathway, move: Move) -> str:
    """Return what has to hold while a step is recorded, and what must not."""

    def words(keys: Iterable[str]) -> str:
        return " or ".join(f"*{uncapitalised(kind.standing(key).words)}*" for key in keys)

    found = [f"while it holds: {words(group)}" for group in move.needs]
    found += [f"not while: {words(move.barred_by)}"] if move.barred_by else []
    found += ["with the papers that a regulation asks for"] if move.needs_papers else []
    return "; ".join(found)


def _often(move: Move) -> str:
    if move.of_each:
        return f"{_often(replace(move, of_each=''))}, of each {move.of_each.removesuffix('_id')}"
    if move.once_for_each is not None:
        return f"once for each `{move.once_for_each}`"
    if move.alternates_with is not None:
        return f"in turn with `{move.alternates_with}`"
    if move.again_after:
        return f"again after {_any(move.again_after)}"
    return "often" if move.repeats else "once"


def _who(roles: Iterable[Role]) -> str:
    held = frozenset(roles)
    return ", ".join(words for role, words in _ROLES.items() if role in held)


def _ways(relations: frozenset[Relation]) -> str:
    return ", ".join(words for way, words in _RELATIONS.items() if way in relations)


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
