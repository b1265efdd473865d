"""What panel recommends on an item: outcome, terms, each member's view, reasons; or a deferral."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meetings import (
    ItemDetails,
    MemberViewGiven,
    RecommendationDraft,
    RecordRecommendation,
)
from cfs_panels.domain.vocabulary import PanelOutcome
from cfs_panels.domain.words import plural
from ui.meetings.dissent_dialog import DissentDialog, taking_part
from ui.meetings.noted_text import NotedText
from ui.meetings.terms_row import TermsRow
from ui.widgets.buttons import link
from ui.widgets.check_box import CheckBox
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from cfs_panels.domain.pathways import PanelChoice
    from ui.meetings.meeting_desk import MeetingDesk
    from ui.widgets.page import TakesErrors


class RecommendationForm(QWidget):
    """The recommendation as it is written down; `command` is what is recorded.

    Signals:
        edited: Something was changed.
        left: A text was left, a moment to save.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._item: ItemDetails | None = None
        self._choices: tuple[PanelChoice, ...] = ()
        self._views: tuple[MemberViewGiven, ...] = ()
        self._read_only = False
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        self.agree = CheckBox("All members agree")
        self.dissent = link("Record dissent", clicked=self._ask_dissent)
        self.outcome = Segmented((), name="Recommendation")
        self._held = held = QWidget()
        self._line = QHBoxLayout(held)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(10)
        self._line.addWidget(self.outcome)
        self._line.addStretch(1)
        self._line.addWidget(self.agree)
        self._line.addWidget(self.dissent)
        self.outcome_field = Field("Recommendation", held, mnemonic="R", key_cap=True)
        self.terms = TermsRow()
        self.terms_field = Field("Terms", self.terms, mnemonic="T")
        self.reasons = NotedText("Type the reasons, or / for a phrase", lines=2)
        self.reasons_field = Field("Reasons", self.reasons, mnemonic="s", key_cap=True)
        self.deferral = NotedText("Type why panel defers, and what it needs", lines=2)
        self.deferral_field = Field("Reason for deferring", self.deferral, mnemonic="f")
        for field in (
            self.outcome_field,
            self.terms_field,
            self.reasons_field,
            self.deferral_field,
        ):
            stack.addWidget(field)
        self._listen()

    def _listen(self) -> None:
        self.agree.edited.connect(self._weigh_agreement)
        for editor in (self.terms, self.reasons, self.deferral):
            editor.edited.connect(self.edited)
        for text in (self.reasons, self.deferral):
            text.left.connect(self.left)

    def fields(self) -> dict[str, TakesErrors]:
        """Return the fields by the names that refusals use."""
        return {
            "outcome": self.outcome_field,
            "terms": self.terms_field,
            "places": self.terms_field,
            "ages": self.terms_field,
            "reasons": self.reasons_field,
            "views": self.outcome_field,
            "deferral_reason": self.deferral_field,
        }

    def clear_errors(self) -> None:
        """Take every sentence of refusal away."""
        for field in (
            self.outcome_field,
            self.terms_field,
            self.reasons_field,
            self.deferral_field,
        ):
            field.clear_error()

    # What is shown.

    def show_item(self, item: ItemDetails) -> None:
        """Show an item's recommendation: the draft, else what is recorded, else nothing."""
        self._item = item
        self._offer(item.choices)
        self.terms.set_terms(item.term_choices)
        draft = item.draft or RecommendationDraft()
        if draft == RecommendationDraft():
            draft = recorded_draft(item)
        self._views = tuple(view for view in draft.views if not view.agrees)
        self.outcome.set_value(draft.outcome)
        self.terms.set_value(draft.terms, draft.places, draft.ages)
        self.reasons.set_value(draft.reasons)
        self.deferral.set_value(draft.deferral_reason)
        self.agree.set_value(bool(draft.outcome) and not self._views)
        self.clear_errors()
        self._show_parts()

    def show_members(self, item: ItemDetails) -> None:
        """Take note of who takes part now, without touching what is typed."""
        self._item = item
        there = {member.member_id for member in taking_part(item)}
        self._views = tuple(view for view in self._views if view.member_id in there)
        self._show_dissent()

    def _offer(self, choices: tuple[PanelChoice, ...]) -> None:
        if choices == self._choices:
            return
        self._choices = choices
        outcome = Segmented(
            [(choice.outcome.value, choice.words) for choice in choices], name="Recommendation"
        )
        outcome.edited.connect(self._choose)
        outcome.set_read_only(self._read_only)
        self._line.replaceWidget(self.outcome, outcome)
        self.outcome.hide()
        self.outcome.deleteLater()
        self.outcome = outcome
        self.outcome_field.label.setBuddy(outcome)
        self._held.setFocusProxy(outcome)
        outcome.setAccessibleName("Recommendation")

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self._read_only = read_only
        for editor in (self.outcome, self.agree, self.terms, self.reasons, self.deferral):
            editor.set_read_only(read_only)
        self._show_dissent()

    def _choice(self) -> PanelChoice | None:
        chosen = self.outcome.value()
        return next((c for c in self._choices if c.outcome.value == chosen), None)

    def _deferred(self) -> bool:
        return self.outcome.value() == PanelOutcome.DEFERRED

    def _show_parts(self) -> None:
        """Show what belongs to the outcome that is chosen; terms before one is chosen as well."""
        choice, deferred = self._choice(), self._deferred()
        terms = bool(self._item and self._item.term_choices)
        self.terms_field.setVisible(terms and (choice is None or choice.takes_terms))
        self.reasons_field.setVisible(not deferred)
        self.deferral_field.setVisible(deferred)
        self.agree.setVisible(not deferred)
        self._show_dissent()

    def _show_dissent(self) -> None:
        against = len(self._views)
        words = f"{plural(against, 'member does', 'members do')} not agree"
        self.dissent.setText(words if against else "Record dissent")
        self.dissent.setVisible(not self._deferred() and (not self._read_only or against > 0))
        self.dissent.setEnabled(not self._read_only)

    # What is chosen.

    def _choose(self) -> None:
        self.outcome_field.clear_error()
        if not self._views and not self._deferred():
            self.agree.set_value(True)
        self._show_parts()
        self.edited.emit()

    def _weigh_agreement(self) -> None:
        if self.agree.value():
            self._views = ()
            self._show_dissent()
            self.edited.emit()
        else:
            self._ask_dissent()

    def _ask_dissent(self) -> None:
        if self._item is None:
            return
        dialog = DissentDialog(self._desk, self._item, self._views)
        dialog.recorded.connect(self._take_views)
        dialog.rejected.connect(lambda: self._take_views(self._views))
        dialog.begin()

    def _take_views(self, views: tuple[MemberViewGiven, ...]) -> None:
        changed = views != self._views
        self._views = views
        self.agree.set_value(not views and bool(self.outcome.value()))
        self._show_dissent()
        if changed:
            self.edited.emit()

    def choose(self, outcome: PanelOutcome) -> None:
        """Choose an outcome as if somebody had clicked it."""
        self.outcome.choose(outcome.value)

    def draft(self) -> RecommendationDraft:
        """Return the recommendation as far as it is written down."""
        takes_terms = not self.terms_field.isHidden()
        return RecommendationDraft(
            outcome=self.outcome.value(),
            reasons=self.reasons.value(),
            terms=self.terms.value() if takes_terms else (),
            places=self.terms.places_value() if takes_terms else None,
            ages=self.terms.ages.value() if takes_terms else "",
            views=self._views,
            deferral_reason=self.deferral.value(),
        )

    def unrecorded(self) -> RecommendationDraft:
        """Return the draft that is to be kept: nothing where the record holds all of it."""
        return RecommendationDraft() if self.is_recorded() else self.draft()

    def command(self) -> RecordRecommendation | None:
        """Return what is to be recorded, nothing before an outcome is chosen."""
        draft, item = self.draft(), self._item
        if item is None or not draft.outcome:
            return None
        outcome = PanelOutcome(draft.outcome)
        if outcome is PanelOutcome.DEFERRED:
            return RecordRecommendation(item.id, outcome, (), deferral_reason=draft.deferral_reason)
        return RecordRecommendation(
            item.id,
            outcome,
            tuple(line.strip() for line in draft.reasons.splitlines() if line.strip()),
            draft.terms,
            draft.places,
            draft.ages,
            draft.views,
        )

    def is_recorded(self) -> bool:
        """Return whether the item's record holds just what is shown."""
        item = self._item
        return item is not None and _plain(self.draft()) == _plain(recorded_draft(item))


def recorded_draft(item: ItemDetails) -> RecommendationDraft:
    """Return what is recorded of an item as the form writes it down."""
    found = item.recommendation
    if found is None:
        return RecommendationDraft()
    return RecommendationDraft(
        outcome=found.outcome.value,
        reasons="\n".join(found.reasons),
        terms=found.terms,
        places=found.places,
        ages=found.ages,
        views=tuple(view for view in found.views if not view.agrees),
        deferral_reason=found.deferral_reason,
    )


def _plain(draft: RecommendationDraft) -> tuple[object, ...]:
    """Return what counts in a comparison: a deferral has its reason alone."""
    if draft.outcome == PanelOutcome.DEFERRED:
        return (draft.outcome, draft.deferral_reason)
    return (
        draft.outcome,
        draft.reasons,
        draft.terms,
        draft.places,
        draft.ages,
        draft.views,
    )
