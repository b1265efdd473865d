"""My account: who I am here, my password, how the window looks to me."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cfs_panels.domain.agency import ChangePassword
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui import theme
from ui.settings.section import Section
from ui.widgets.buttons import primary
from ui.widgets.card import Card, FactList
from ui.widgets.field import Field
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import column, row, scroll_body, stretch
from ui.widgets.password_field import PasswordField
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from cfs_panels.domain.agency import UserLine
    from cfs_panels.domain.changes import Changes
    from ui.widgets.desk import PageDesk

THEMES = (
    (theme.SYSTEM, "Follow the computer"),
    (theme.LIGHT, "Light"),
    (theme.DARK, "Dark"),
    (theme.HIGH_CONTRAST, "High contrast"),
)
TEXT_SIZES = (("standard", "100%"), ("larger", "115%"), ("largest", "130%"))
NOT_THE_SAME = "The two new passwords are not the same. Type the new one twice."


class AccountSection(Section):
    """What a person sees and changes of their own account."""

    key = "account"
    title = "My account"
    icon = "account"

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        area, body = scroll_body(spacing=14)
        stack.addWidget(area)
        for card in (self._you(), self._password(), self._looks()):
            card.setMaximumWidth(theme.size("formColumn") + 80)
            body.addWidget(card)
        body.addStretch(1)
        theme.watcher().changed.connect(self._show_looks)

    def _you(self) -> Card:
        card = Card("You")
        self.facts = FactList([("Name", self.desk.actor.name)], label_width=120)
        card.body.addWidget(self.facts)
        card.body.addWidget(
            ElideLabel(
                "Something is not right? A system administrator changes it under People.",
                "meta",
                muted=True,
            )
        )
        return card

    def _password(self) -> Card:
        card = Card("Password")
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.old_field = Field("The password you have now", self.old, mnemonic="p")
        self.new_field = Field(
            "New password",
            self.new,
            hint="10 characters or more. Three words are easy to remember.",
            mnemonic="n",
        )
        self.again_field = Field("New password, once more", self.again, mnemonic="o")
        self.change_button = primary("Change password", clicked=self.change_password)
        fields = (self.old_field, self.new_field, self.again_field)
        for field in fields:
            field.setMaximumWidth(theme.px(380))
            field.edited.connect(field.clear_error)
        card.body.addLayout(column(*fields, row(self.change_button, stretch()), spacing=12))
        self.again.returnPressed.connect(self.change_password)
        return card

    def _looks(self) -> Card:
        card = Card("How the window looks to you")
        self.theme_choice = Segmented(THEMES, name="Colours")
        self.size_choice = Segmented(TEXT_SIZES, name="Text size")
        self.theme_choice.edited.connect(self._apply)
        self.size_choice.edited.connect(self._apply)
        card.body.addLayout(
            column(
                Field("Colours", self.theme_choice, mnemonic="C"),
                Field("Text size", self.size_choice, mnemonic="T"),
                Label("Kept on this computer, for you alone.", "meta", muted=True),
                spacing=12,
            )
        )
        self._show_looks()
        return card

    def first(self) -> QWidget:
        return self.old

    def show_section(self, record: str = "") -> None:
        """Read the account."""
        me = self.desk.actor.user_id
        self.desk.read(
            self,
            lambda: next(
                u for u in self.desk.workspace.agency.users(self.desk.actor) if u.id == me
            ),
            self.show_me,
        )

    def show_me(self, line: UserLine) -> None:
        """Show who the person is here."""
        facts = (
            ("Name", line.name),
            ("User name", line.user_name),
            ("Role", line.role_words),
            ("Team", line.team),
            ("Email", line.email),
            ("Phone", line.phone),
        )
        self.facts.set_facts([(name, value) for name, value in facts if value])

    def changed(self, changes: Changes) -> None:
        if changes.touches("user", self.desk.actor.user_id):
            self.show_section()

    def change_password(self) -> None:
        """Send the new password, unless the two are not the same."""
        self.again_field.clear_error()
        if self.new.value() != self.again.value():
            self.again_field.show_error(NOT_THE_SAME)
            self.again.setFocus()
            return
        self.change_button.setEnabled(False)
        command = ChangePassword(self.old.value(), self.new.value())
        self.desk.do(command, self._changed, self._refuse, owner=self)

    def _changed(self, _changes: Changes) -> None:
        self.change_button.setEnabled(True)
        for editor in (self.old, self.new, self.again):
            editor.clear()

    def _refuse(self, error: Exception) -> bool:
        self.change_button.setEnabled(True)
        if isinstance(error, RuleBroken) and error.field in {"old", "password"}:
            field = self.old_field if error.field == "old" else self.new_field
            field.show_error(error.message)
            field.setFocus()
            return True
        again = self.change_password if isinstance(error, OutsideTrouble) else None
        return self.desk.page.show_trouble(error, again)

    def _show_looks(self) -> None:
        self.theme_choice.set_value(theme.wished())
        self.size_choice.set_value(theme.text_size())

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.theme_choice.value(), self.size_choice.value())
