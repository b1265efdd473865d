"""The questions of an enquiry besides its people: about what, the home, and who takes it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.cases.contact_hints import hint_at_doubts
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.labels import Label
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cfs_panels.domain.case_choices import EnquiryChoices
    from cfs_panels.domain.case_lines import Colleague

_WIDE = frozenset({"heard_of_us", "reason", "address", "note", "worker_id", "manager_id"})


class EnquiryFields(QObject):
    """Holds the fields, in the three blocks in which the page shows them."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.kind = ChoiceBox(placeholder="Choose", typing=False, width=320)
        self.received = DateField(today=today, width=176)
        self.received.set_value(today)
        self.channel = ChoiceBox(placeholder="Choose", typing=False, width=200)
        self.heard = TextField("Bus advert, a friend, our website")
        self.reason = TextArea(lines=2)
        self.address, self.postcode = TextArea(lines=3), TextField(width=140)
        self.note = TextArea(lines=2)
        self.worker = ChoiceBox(placeholder="Choose a worker")
        self.manager = ChoiceBox(placeholder="Choose a manager")
        self.team = ChoiceBox(placeholder="Choose a team")
        self.fields = {
            "pathway": Field("They ask about", self.kind, stretch=False),
            "received_on": Field("When they asked", self.received, mnemonic="W", stretch=False),
            "channel": Field("How they asked", self.channel, mnemonic="H", stretch=False),
            "heard_of_us": Field("How they heard of us", self.heard, mnemonic="U"),
            "reason": Field("Why they ask, in their words", self.reason, mnemonic="Y"),
            "address": Field("Address", self.address, mnemonic="D"),
            "postcode": Field("Postcode", self.postcode, mnemonic="P", stretch=False),
            "note": Field("Anything else", self.note, mnemonic="N"),
            "worker_id": Field("Social worker", self.worker, mnemonic="S"),
            "manager_id": Field("Manager", self.manager, mnemonic="M"),
            "team": Field("Team", self.team, mnemonic="T"),
        }
        hint_at_doubts(self.fields)
        asked = (("pathway",), ("received_on", "channel"), ("heard_of_us",), ("reason",))
        self.about = self._block(*asked)
        self.home = self._block(("address", "postcode"), ("note",), title="Where they live")
        self.hands = self._block(("worker_id", "manager_id"), ("team",), title="Who takes it on")

    def _block(self, *lines: tuple[str, ...], title: str = "") -> QWidget:
        block = QWidget()
        stack = QVBoxLayout(block)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        if title:
            stack.addWidget(Label(title, "section"))
        for keys in lines:
            line = QHBoxLayout()
            line.setSpacing(16)
            for key in keys:
                wide = 1 if key in _WIDE else 0
                line.addWidget(self.fields[key], wide, Qt.AlignmentFlag.AlignTop)
            if _WIDE.isdisjoint(keys):
                line.addStretch(1)
            stack.addLayout(line)
        return block

    def show_choices(self, choices: EnquiryChoices, own_id: str) -> None:
        """Offer kinds, channels and colleagues; who records it takes it on, where they may."""
        self.kind.set_choices([(kind.pathway, kind.words) for kind in choices.kinds])
        self.channel.set_choices(
            [(key, words[:1].upper() + words[1:]) for key, words in choices.channels]
        )
        self.worker.set_choices(_named(choices.workers))
        self.manager.set_choices(_named(choices.managers))
        self.team.set_choices([(team, team) for team in choices.teams])
        if not self.worker.value() and any(c.id == own_id for c in choices.workers):
            self.worker.set_value(own_id)

    def problems(self) -> list[tuple[str, str]]:
        """Return what is to be put right: the key of the field and the sentence."""
        found = []
        if not self.kind.value():
            found.append(("pathway", "Choose what they ask about"))
        day = self.received.problem() or ("" if self.received.value() else "Enter when they asked")
        if day:
            found.append(("received_on", day))
        return found

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for field in self.fields.values():
            field.clear_error()


def _named(people: Sequence[Colleague]) -> list[tuple[str, str]]:
    return [(c.id, f"{c.name}, {c.words}" if c.words else c.name) for c in people]
