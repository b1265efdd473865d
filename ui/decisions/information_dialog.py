"""Asks what the decision maker needs to know before deciding; the time to decide goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.decisions import AskForInformation
from cfs_panels.domain.words import weekday_date
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cfs_panels.domain.decisions import DecisionDetails
    from ui.widgets.desk import PageDesk

NOTE = (
    "The 7 working days keep running: no rule stops them. The decision is still due by {due}. "
    "Where the answer comes too late, the record says why the decision is late."
)


class InformationDialog(AskingDialog):
    """The form of a question to the social worker."""

    def __init__(self, desk: PageDesk, details: DecisionDetails) -> None:
        super().__init__(
            desk,
            "Ask for more information",
            verb="Ask",
            icon="send",
            lead=f"{details.household}, {details.reference}",
            words="The social worker sees your question on the case and answers it there.",
            note=NOTE.format(due=weekday_date(details.due_on)),
            kept=f"{details.id} information",
        )
        self._decision_id = details.id
        self.words = TextArea(lines=4)
        self.ask(
            "words", "What you need to know", self.words, needed="Enter what you need to know."
        )

    def command(self) -> AskForInformation:
        return AskForInformation(self._decision_id, self.words.value(), self.desk.today)
