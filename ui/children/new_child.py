"""A child's case is opened: who the child is, in care since when, and who takes it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.children import RecordChild
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField
from ui.widgets.word_offers import offer_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QBoxLayout

    from cfs_panels.domain.cases import Colleague
    from cfs_panels.domain.children import ChildChoices
    from ui.widgets.desk import PageDesk

YES_NO = [("yes", "Yes"), ("no", "No")]
ROUTES = [("no", "Placement order needed"), ("yes", "Parents consent")]
SAID = {"yes": True, "no": False}
WIDE = 780


class NewChildDialog(AskingDialog):
    """Asks for a child; what is not known yet can be filled in later."""

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(
            desk,
            "New child",
            verb="Open the case",
            icon="child",
            words="Lists show the first name and the reference alone.",
            kept="new child",
        )
        self._own = desk
        self.setMinimumWidth(WIDE)
        self._ask_who()
        self._ask_route()
        self._ask_whose()
        desk.read(self, lambda: desk.workspace.children.choices(desk.actor), self._offer)

    def _ask_who(self) -> None:
        line = self.line()
        self.first_name = self.ask(
            "first_name", "First name", TextField(), needed="Enter the first name", line=line
        )
        self.last_name = self.ask("last_name", "Last name", TextField(), line=line)
        self.reference = self.ask(
            "reference", "Reference", TextField("The next free one"), line=line
        )
        line = self.line()
        self.born_on = self._day("born_on", "Date of birth", line)
        self.care_entered_on = self._day(
            "care_entered_on", "In care since", line, needed="Enter when the child entered care"
        )
        self.sex = self.ask("sex", "Sex", ChoiceBox(placeholder="Choose", typing=False), line=line)
        line = self.line()
        self.ethnicity = self.ask(
            "ethnicity", "Ethnicity", ChoiceBox(placeholder="Choose or type"), line=line
        )
        self.sibling_group = self.ask(
            "sibling_group", "Group of brothers and sisters", TextField("None"), line=line
        )
        line.setStretch(0, 2)
        line.setStretch(1, 1)

    def _day(self, key: str, label: str, line: QBoxLayout, *, needed: str = "") -> DateField:
        editor = DateField(today=self.desk.today, width=0)
        return self.ask(key, label, editor, needed=needed, line=line)

    def _ask_route(self) -> None:
        line = self.line()
        self.relinquished = self.ask(
            "relinquished",
            "How the child may be placed",
            Segmented(ROUTES, name="How the child may be placed"),
            line=line,
            stretch=False,
        )
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
        line.addStretch(1)

    def _ask_whose(self) -> None:
        line = self.line()
        self.worker = self.ask(
            "worker_id", "Social worker", ChoiceBox(placeholder="Nobody yet"), line=line
        )
        self.manager = self.ask(
            "manager_id", "Manager", ChoiceBox(placeholder="The manager of the team"), line=line
        )
        self.team = self.ask("team", "Team", ChoiceBox(placeholder="The worker’s team"), line=line)

    def _offer(self, choices: ChildChoices) -> None:
        """Offer what can be chosen, and the person as worker where they can be one."""
        self.sex.set_choices([(word, word) for word in choices.sexes])
        self.ethnicity.set_choices([(word, word) for word in choices.ethnicities])
        offer_words(self.sibling_group, choices.sibling_groups)
        kept = self.desk.typed.kept("new child")
        worker = str(kept.get("worker_id") or "")
        own = self._own.actor.user_id
        if not worker and own in {colleague.id for colleague in choices.workers}:
            worker = own
        _offer_people(self.worker, choices.workers, worker)
        _offer_people(self.manager, choices.managers, str(kept.get("manager_id") or ""))
        self.team.set_choices([(name, name) for name in choices.teams])
        for box, key in ((self.team, "team"), (self.sex, "sex"), (self.ethnicity, "ethnicity")):
            box.set_value(str(kept.get(key) or ""))

    def command(self) -> RecordChild:
        """Return the child as it stands in the dialog."""
        return RecordChild(
            first_name=self.first_name.value(),
            last_name=self.last_name.value(),
            born_on=self.born_on.value(),
            care_entered_on=self.care_entered_on.value() or self.desk.today,
            sex=self.sex.value(),
            ethnicity=self.ethnicity.value(),
            sibling_group=self.sibling_group.value(),
            disability=SAID.get(self.disability.value()),
            relinquished=SAID.get(self.relinquished.value()),
            early_permanence=SAID.get(self.early_permanence.value()),
            worker_id=self.worker.value(),
            manager_id=self.manager.value(),
            team=self.team.value(),
            reference=self.reference.value(),
        )


def _offer_people(box: ChoiceBox, people: Sequence[Colleague], chosen: str) -> None:
    box.set_choices([(c.id, f"{c.name}, {c.words}" if c.words else c.name) for c in people])
    box.set_value(chosen)
