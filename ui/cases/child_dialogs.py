"""What is done for a child: what is known changes, a match is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.children import EditChild, MatchSource, ProposeMatch
from ui.cases.event_dialog import ANY_WAY, NEED_DAY
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.check_box import CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField
from ui.widgets.word_offers import offer_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.children import AdopterChoice, ChildChoices, ChildDetails
    from ui.cases.case_desk import CaseDesk

YES_NO = [("yes", "Yes"), ("no", "No")]
SAID = {"yes": True, "no": False}
WORDS = {True: "yes", False: "no", None: ""}
SOURCES = [
    (MatchSource.OWN.value, "Our own"),
    (MatchSource.REGIONAL.value, "The regional agency’s"),
    (MatchSource.INTER_AGENCY.value, "Another agency’s"),
]
HERE, ELSEWHERE = "here", "elsewhere"
WHERE = [(HERE, "With a case here"), (ELSEWHERE, "Without a case here")]


def open_child(desk: CaseDesk, case: CaseDetails) -> None:
    """Read what is known of a child, and ask what is to change."""
    desk.read(
        desk.page,
        lambda: desk.workspace.children.child(desk.actor, case.id),
        lambda child: edit_child(desk, case, child),
    )


def edit_child(desk: CaseDesk, case: CaseDetails, child: ChildDetails) -> AskingDialog:
    """Ask what is known of a child now."""
    return ChildDialog(desk, case, child).begin()


class ChildDialog(AskingDialog):
    """What is known of a child without a date."""

    def __init__(self, desk: CaseDesk, case: CaseDetails, child: ChildDetails) -> None:
        super().__init__(
            desk,
            f"{child.first_name}, {child.reference}",
            verb="Save",
            icon="child",
            note="Plan, route and dates change by the steps of the case.",
            kept=f"{child.child_id} edit",
        )
        self._case = case
        self._ask_who()
        self._ask_more()
        self._offer_own(child)
        self.edits(child, dict.fromkeys(("early_permanence", "disability"), WORDS.__getitem__))
        desk.read(self, lambda: desk.workspace.children.choices(desk.actor), self._offer)

    def _ask_who(self) -> None:
        line = self.line()
        self.first_name = self.ask(
            "first_name", "First name", TextField(), needed="Enter the first name", line=line
        )
        self.last_name = self.ask("last_name", "Last name", TextField(), line=line)
        line = self.line()
        self.born_on = self.ask(
            "born_on", "Date of birth", DateField(today=self.desk.today, width=0), line=line
        )
        self.sex = self.ask("sex", "Sex", ChoiceBox(placeholder="Choose", typing=False), line=line)
        self.ethnicity = self.ask("ethnicity", "Ethnicity", ChoiceBox(placeholder="Choose or type"))

    def _ask_more(self) -> None:
        self.sibling_group = self.ask(
            "sibling_group", "Group of brothers and sisters", TextField("None")
        )
        line = self.line()
        self.early_permanence = self.ask(
            "early_permanence",
            "Early permanence",
            Segmented(YES_NO, name="Early permanence"),
            line=line,
            stretch=False,
        )
        self.disability = self.ask(
            "disability",
            "Disability",
            Segmented(YES_NO, name="Disability"),
            line=line,
            stretch=False,
        )

    def _offer_own(self, child: ChildDetails) -> None:
        """Offer what the child has, until the lists have been read."""
        for box, words in ((self.sex, child.sex), (self.ethnicity, child.ethnicity)):
            box.set_choices([(words, words)] if words else [])

    def _offer(self, choices: ChildChoices) -> None:
        offer_words(self.sibling_group, choices.sibling_groups)
        kept = self.desk.typed.kept(self._kept)
        for key, box, words in (
            ("sex", self.sex, choices.sexes),
            ("ethnicity", self.ethnicity, choices.ethnicities),
        ):
            now = box.value() or str(kept.get(key) or "")
            own = (now,) if now and now not in words else ()
            box.set_choices([(word, word) for word in (*own, *words)])
            box.set_value(now)

    def command(self) -> EditChild:
        """Return the child as it stands in the dialog."""
        return EditChild(
            case_id=self._case.id,
            first_name=self.first_name.value(),
            last_name=self.last_name.value(),
            born_on=self.born_on.value(),
            sex=self.sex.value(),
            ethnicity=self.ethnicity.value(),
            sibling_group=self.sibling_group.value(),
            disability=SAID.get(self.disability.value()),
            early_permanence=SAID.get(self.early_permanence.value()),
            version=self.version,
        )


def propose_match(desk: CaseDesk, case: CaseDetails) -> None:
    """Read with whom a child may be matched, and ask for the match."""
    children, actor = desk.workspace.children, desk.actor

    def read() -> tuple[ChildDetails, tuple[AdopterChoice, ...]]:
        return children.child(actor, case.id), children.adopters(actor, case.id)

    desk.read(desk.page, read, lambda found: MatchDialog(desk, case, *found).begin())


class MatchDialog(AskingDialog):
    """Asks with whom a child is to be matched, and which brothers and sisters with them."""

    def __init__(
        self,
        desk: CaseDesk,
        case: CaseDetails,
        child: ChildDetails,
        adopters: Sequence[AdopterChoice],
    ) -> None:
        super().__init__(
            desk,
            "Propose a match",
            verb="Propose the match",
            icon="children",
            lead=f"{child.first_name}, {child.reference}",
            words="Panel and the decision maker judge each child’s match.",
            kept=f"{case.id} match",
        )
        self._case = case
        self.where = self.ask(
            "where", "The adopters are", Segmented(WHERE, name="The adopters are"), stretch=False
        )
        self.adopters = self.ask(
            "adopters_case_id",
            "Adopters",
            ChoiceBox([(a.case_id, a.words) for a in adopters], placeholder="Choose the adopters"),
            needed="Choose the adopters",
        )
        self.words = self.ask(
            "adopters_words", "Who they are", TextField(), needed="Enter who they are"
        )
        self.approved_on = self.ask_day(
            "approved_elsewhere_on",
            "Approved by their agency on",
            hint=ANY_WAY,
            needed="Enter when their agency approved them",
        )
        self.source = self.ask(
            "source",
            "Whose adopters they are",
            Segmented(SOURCES, name="Whose adopters they are"),
            needed="Choose whose the adopters are",
            stretch=False,
        )
        self._ask_siblings(child)
        self.proposed_on = self.ask_day(
            "proposed_on", "Proposed on", desk.today, hint=ANY_WAY, needed=NEED_DAY
        )
        self.where.edited.connect(self._show_kind)
        self.where.set_value(HERE if adopters else ELSEWHERE)
        self._show_kind()

    def _ask_siblings(self, child: ChildDetails) -> None:
        self.together: CheckList | None = None
        if child.siblings:
            choices = [(s.case_id, f"{s.first_name}, {s.reference}") for s in child.siblings]
            label = "Together with"
            self.together = self.ask("case_ids", label, CheckList(choices, name=label))
            if child.together:
                self.together.set_value([s.case_id for s in child.siblings])

    def begin(self) -> MatchDialog:
        """Show the dialog with what was typed in it before."""
        super().begin()
        self._show_kind()
        return self

    def _show_kind(self) -> None:
        here = self.where.value() == HERE
        self.fields["adopters_case_id"].setVisible(here)
        self.fields["adopters_words"].setVisible(not here)
        self.fields["approved_elsewhere_on"].setVisible(not here)
        if here and not self.source.value():
            self.source.set_value(MatchSource.OWN.value)
        elif not here and self.source.value() == MatchSource.OWN.value:
            self.source.set_value("")

    def command(self) -> ProposeMatch:
        """Return the match as it stands in the dialog."""
        here = self.where.value() == HERE
        together = self.together.value() if self.together is not None else ()
        return ProposeMatch(
            case_ids=(self._case.id, *together),
            proposed_on=self.proposed_on.value() or self.desk.today,
            source=self.source.value(),
            adopters_case_id=self.adopters.value() if here else "",
            adopters_words="" if here else self.words.value(),
            approved_elsewhere_on=None if here else self.approved_on.value(),
        )
