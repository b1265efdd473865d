"""Agency: its name and letterhead, saved as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.agency import EditAgency
from cfs_panels.domain.errors import Clash, OutsideTrouble, RuleBroken
from ui import theme
from ui.settings.letterhead import Letterhead
from ui.settings.section import Section
from ui.widgets.autosave import Autosave
from ui.widgets.buttons import plain
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.file_drop import FileDrop
from ui.widgets.layouts import column, row, scroll_body, stretch
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.agency import AgencyDetails
    from cfs_panels.domain.changes import Changes
    from ui.widgets.desk import PageDesk

KINDS = (
    ("council", "Council"),
    ("regional", "Regional adoption agency"),
    ("independent", "Independent fostering agency"),
    ("voluntary", "Voluntary adoption agency"),
)
PICTURES = (".png", ".jpg", ".jpeg")
LARGEST_FILE = 20_000_000


class AgencySection(Section):
    """What stands on every paper of the agency."""

    key = "agency"
    title = "Agency"
    icon = "inPerson"
    action = "edit_agency"

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._version = 0
        self._logo = b""
        self._new_logo: bytes | None = None
        self._sent: EditAgency | None = None
        self.fields: dict[str, Field] = {}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        area, body = scroll_body(spacing=14)
        stack.addWidget(area)
        form = self._form()
        form.setMaximumWidth(theme.size("formColumn") + 80)
        body.addWidget(form)
        body.addStretch(1)
        self.autosave = Autosave(self, self._save)
        self.autosave.state.connect(desk.page.saved_state)

    def _form(self) -> Card:
        card = Card("What stands on your papers")
        self.name, self.contact, self.out_of_hours = TextField(), TextField(), TextField()
        self.kind = ChoiceBox(KINDS, typing=False, name="Kind of agency")
        self.address = TextArea("One line each", lines=4)
        self.logo = FileDrop("A PNG or JPEG picture of at most 2 MB", suffixes=PICTURES)
        self.logo.chosen.connect(self.take_logo)
        self.logo.refused.connect(lambda words: self.fields["logo"].show_error(words))
        self.remove_logo = plain("Remove the logo", "remove", small=True, clicked=self._drop_logo)
        self.sheet = Letterhead()
        self.fields = {
            "name": Field("Name", self.name, hint="It heads every letter.", mnemonic="N"),
            "kind": Field("Kind of agency", self.kind, mnemonic="K"),
            "address": Field("Address", self.address, mnemonic="A"),
            "contact": Field(
                "Contact",
                self.contact,
                hint="How applicants reach the team: telephone, email.",
                mnemonic="o",
            ),
            "out_of_hours": Field(
                "Out of hours",
                self.out_of_hours,
                hint="Whom foster carers ring when the office is closed, as the agreement says.",
                mnemonic="u",
            ),
            "logo": Field("Logo", self.logo, mnemonic="L"),
        }
        card.body.addLayout(
            column(*self.fields.values(), row(self.remove_logo, stretch()), spacing=12)
        )
        card.body.addSpacing(4)
        card.body.addWidget(Field("How your letters begin", self.sheet))
        for field in self.fields.values():
            field.edited.connect(self._touched)
        for line in (self.name, self.contact, self.out_of_hours):
            line.editingFinished.connect(lambda: self.autosave.flush())
        self.address.left.connect(lambda: self.autosave.flush())
        return card

    def first(self) -> QWidget:
        return self.name

    def show_section(self, record: str = "") -> None:
        """Read the agency."""
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(self, lambda: workspace.agency.agency(actor), self.show_agency)

    def show_agency(self, details: AgencyDetails) -> None:
        """Show the agency as it is kept, unless something typed is not saved yet."""
        if self.autosave.has_unsaved():
            return
        self._take(details)
        self.name.set_value(details.name)
        self.kind.set_value(details.kind)
        self.address.set_value("\n".join(details.address))
        self.contact.set_value(details.contact)
        self.out_of_hours.set_value(details.out_of_hours)
        self._show_sheet()

    def _take(self, details: AgencyDetails) -> None:
        self._version, self._logo = details.version, details.logo

    def _touched(self) -> None:
        for field in self.fields.values():
            field.clear_error()
        self._show_sheet()
        self.autosave.touched()

    def _show_sheet(self) -> None:
        logo = self._logo if self._new_logo is None else self._new_logo
        lines = self.address.value().splitlines()
        self.sheet.show_agency(self.name.value(), lines, self.contact.value(), logo)
        self.remove_logo.setVisible(bool(logo))

    # The logo

    def take_logo(self, path: Path) -> None:
        """Read a picture off the UI thread, and take it."""

        def read() -> bytes:
            try:
                if path.stat().st_size > LARGEST_FILE:
                    raise RuleBroken(f"{path.name} is larger than 2 MB.", field="logo")
                return path.read_bytes()
            except OSError as error:
                raise OutsideTrouble(f"{path.name} cannot be read.") from error

        self.desk.page.runner.run(self, read, then=self._put_logo, on_error=self._refuse)

    def _put_logo(self, content: bytes) -> None:
        self._new_logo = content
        self._touched()
        self.autosave.flush()

    def _drop_logo(self) -> None:
        self._put_logo(b"")

    # Saving

    def command(self) -> EditAgency:
        """Return what is typed; the logo only where it is another."""
        return EditAgency(
            name=self.name.value(),
            kind=self.kind.value(),
            address=tuple(self.address.value().splitlines()),
            contact=self.contact.value(),
            logo=self._new_logo,
            version=self._version,
            out_of_hours=self.out_of_hours.value(),
        )

    def _save(self) -> None:
        command = self._sent = self.command()
        self.desk.do(command, self._saved, self._refuse, owner=self)

    def _saved(self, changes: Changes) -> None:
        self._version = changes.version
        if self._sent is not None and self._sent.logo is not None:
            self._logo = self._sent.logo
            if self._new_logo == self._sent.logo:
                self._new_logo = None
        self.autosave.saved()

    def _refuse(self, error: Exception) -> bool:
        if isinstance(error, Clash):
            self.autosave.forget()
            self._show_clash(error)
            return True
        if isinstance(error, RuleBroken):
            if error.field == "logo":
                self._new_logo = None
                self._show_sheet()
            self.autosave.forget()
            self.desk.page.saved_state.emit("Not saved: something is to be put right")
            return self.desk.page.show_trouble(error, fields=self.fields)
        if isinstance(error, OutsideTrouble):
            self.autosave.failed(error.message)
            return True
        return False

    def _show_clash(self, clash: Clash) -> None:
        """Say that somebody else changed the agency; what is typed stays until one is chosen."""
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.page.saved_state.emit("Not saved: somebody else changed it")

        def then(theirs: AgencyDetails) -> None:
            self._show_theirs(theirs)
            self.desk.page.message.show_message(
                "danger",
                clash.message,
                action="Save mine",
                on_action=lambda: self._save_mine(theirs),
            )

        self.desk.read(self, lambda: workspace.agency.agency(actor), then)

    def _show_theirs(self, theirs: AgencyDetails) -> None:
        mine = self.command()
        pairs = (
            ("name", theirs.name, mine.name),
            ("address", ", ".join(theirs.address), ", ".join(mine.address)),
            ("contact", theirs.contact, mine.contact),
            ("out_of_hours", theirs.out_of_hours, mine.out_of_hours or ""),
        )
        for key, their_words, my_words in pairs:
            if their_words != my_words:
                self.fields[key].show_error(f"Theirs: {their_words or 'nothing'}")

    def _save_mine(self, theirs: AgencyDetails) -> None:
        self._take(theirs)
        self._touched()
        self.autosave.flush()

    def changed(self, changes: Changes) -> None:
        if changes.touches("agency"):
            self.show_section()

    def save_now(self) -> None:
        self.autosave.flush()

    def may_leave(self) -> bool:
        self.autosave.flush()
        return True
