"""The words of the workbook: every one of its lists has its place in the program."""

from __future__ import annotations

import pytest

import resources
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome, Service
from cfs_panels.services.pathway_library import newest_pathways, pathway, pathways
from cfs_panels.services.tracking_kinds import FILE, KindsFileError, parse_kinds, tracking_kinds
from cfs_panels.services.tracking_library import tracking_definition

TEXT = resources.read_text(FILE)


def words_of(sheet: str, field: str) -> set[str]:
    columns = tracking_definition().sheet(sheet).columns
    return set(next(column for column in columns if column.field == field).values)


def test_every_type_has_a_kind_of_case_of_its_service() -> None:
    kinds = tracking_kinds()
    assert {kind.type for kind in kinds.kinds if kind.type} == words_of("Households", "type")
    for word in words_of("Households", "type"):
        kind = kinds.kind_for("", word)
        found = pathway(
            kind.pathway, max(v for k, v in (*pathways(), (kind.pathway, 0)) if k == kind.pathway)
        )
        assert found.service is kind.service


@pytest.mark.parametrize(
    ("sheet", "field", "name"),
    [
        ("Items", "recommendation", "recommendations"),
        ("Decisions", "decision", "decisions"),
        ("Decisions", "kind", "decision_kinds"),
        ("Items", "terms", "terms"),
        ("Endings", "reason", "ending_reasons"),
        ("Households", "initial_visit_mode", "visit_modes"),
        ("Households", "initial_visit_outcome", "visit_outcomes"),
        ("Panels", "kind", "panel_kinds"),
        ("Households", "service", "services"),
    ],
)
def test_every_word_of_a_list_is_one_of_the_programs(sheet: str, field: str, name: str) -> None:
    kinds = tracking_kinds()
    assert set(kinds.words[name]) == words_of(sheet, field)
    assert all(kinds.word(name, kinds.key(name, word)) == word for word in kinds.words[name])


def test_every_outcome_of_panel_and_decision_maker_is_told() -> None:
    kinds = tracking_kinds()
    assert all(kinds.word("recommendations", outcome) for outcome in PanelOutcome)
    assert all(kinds.word("decisions", outcome) for outcome in DecisionOutcome)


def test_every_matter_has_an_item_type_and_every_ending_its_words() -> None:
    kinds, types = tracking_kinds(), words_of("Items", "item_type")
    for found in newest_pathways():
        group = "child" if found.of_child else found.service.value
        assert {matter.key for matter in found.matters} <= set(kinds.item_types[group])
    assert all(set(group.values()) <= types for group in kinds.item_types.values())
    assert set(kinds.ending_events().values()) == words_of("Endings", "kind")
    asked = (a for p in newest_pathways() for m in p.moves if m.event in kinds.ending_events()
             for a in m.asks if a.key == "reason")  # fmt: skip
    reasons = {choice.value for question in asked for choice in question.choices}
    assert reasons
    assert all(kinds.ending_reason(reason) for reason in reasons)


def test_a_member_has_every_role_of_the_list() -> None:
    kinds = tracking_kinds()
    assert words_of("Central list", "role") == {*kinds.words["roles"], *kinds.words["member_roles"]}


def test_what_the_workbook_leaves_open_has_a_kind_as_well() -> None:
    kinds = tracking_kinds()
    assert kinds.kind_for("Adoption", "").service is Service.ADOPTION
    assert kinds.kind_for("", "").name == "Fostering, kind not known"
    assert kinds.of_pathway("nothing") is None


def test_a_kind_without_a_file_is_kept_without_steps() -> None:
    kept = pathway("adoption_child", 0)
    assert (kept.name, kept.next_steps, kept.clocks) == ("Child", (), ())
    assert not any(move.button for move in kept.moves)
    assert [stage.name for stage in kept.stages] == ["On record"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('plan_changed = "closed"', 'plan_changd = "closed"', "kinds_1.toml, line "),
        ('decision_made = "decided"', 'decision_made = "done"', "kinds_1.toml, line "),
        ("version = 1", "version = ", "kinds_1.toml: "),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(old: str, new: str, fault: str) -> None:
    with pytest.raises(KindsFileError, match=fault):
        parse_kinds("kinds_1.toml", TEXT.replace(old, new, 1))
