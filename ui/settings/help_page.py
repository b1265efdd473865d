"""Help: how a case goes, which keys do what, where the records are, which version this is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from cfs_panels import __version__
from resources import read_text
from ui import theme
from ui.widgets.buttons import secondary
from ui.widgets.card import Card, FactList
from ui.widgets.header import PageHeader
from ui.widgets.key_hints import KeyCap
from ui.widgets.labels import Label
from ui.widgets.layouts import column, held, row, scroll_body, stretch
from ui.widgets.page import Crumb, Navigator, Page

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.rule_lines import AgencyPlace
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner
    from ui.widgets.card import Fact

KEYS_FILE, WORDS_FILE = "words/keys.toml", "words/help.toml"
KEY_WIDTH = 160


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A place of the window, and what keys do there."""

    name: str
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A title and what is told under it."""

    title: str
    words: str


@cache
def key_places() -> tuple[KeyPlace, ...]:
    """Return which keys do what, place by place."""
    found = tomllib.loads(read_text(KEYS_FILE))["places"]
    return tuple(
        KeyPlace(place["name"], tuple((keys, words) for keys, words in place["keys"]))
        for place in found
    )


@cache
def told(part: str) -> tuple[Told, ...]:
    """Return the ``steps`` of a case, or the ``facts`` to know."""
    found = tomllib.loads(read_text(WORDS_FILE))[part]
    return tuple(Told(entry["title"], entry["words"]) for entry in found)


class HelpPage(Page):
    """Short, and true."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self._workspace, self._actor = workspace, actor
        self._area, self._inner = scroll_body(spacing=14)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("Help")
        self.lay_out(margins=False).addWidget(self._area)
        header = PageHeader("Help", sentence="How a case goes, and the keys that save you clicks.")
        header.add_action(secondary("Print", "print", clicked=self.print_page))
        self._inner.addWidget(header)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        left = (self._journey(), self._to_know(), self._place())
        self._columns.addLayout(column(*left, stretch(), spacing=14), 1)
        self._columns.addLayout(column(self._keys(), stretch(), spacing=14), 1)
        self._inner.addLayout(self._columns)
        self._inner.addStretch(1)
        self.set_compact(False)

    def _journey(self) -> Card:
        card = Card("How a case goes")
        for number, step in enumerate(told("steps"), 1):
            figure = Label(str(number), "meta", strong=True, tone="accent")
            figure.setFixedWidth(theme.px(20))
            figure.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            card.body.addLayout(row(figure, _paragraph(step), spacing=10))
        return card

    def _to_know(self) -> Card:
        card = Card("Good to know")
        for fact in told("facts"):
            card.body.addLayout(_paragraph(fact))
        return card

    def _keys(self) -> Card:
        card = Card("Keys")
        for place in key_places():
            card.body.addSpacing(2)
            card.body.addWidget(Label(place.name, "meta", strong=True))
            card.body.addWidget(_key_grid(place))
        return card

    def _place(self) -> Card:
        card = Card("Where your records are")
        self.facts = FactList((), label_width=KEY_WIDTH)
        card.body.addWidget(self.facts)
        return card

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Help")]

    def primary_focus(self) -> QWidget:
        return self._area

    def reload(self) -> None:
        self.runner.run(
            self, lambda: self._workspace.rules.place(self._actor), then=self.show_place
        )

    def show_place(self, place: AgencyPlace) -> None:
        """Show where the records are, and which version this is."""
        facts: list[Fact] = []
        if place.is_file:
            facts.append(("Folder", place.folder))
            facts += place.parts
            words = "Keep the three together: none of them opens without the others."
        else:
            facts.append(("Database", place.name))
            words = "On a server of your organisation, encrypted papers included."
        facts.append(("To know", words))
        facts.append(("Network", "Nothing leaves this computer but to that database."))
        facts.append(("Version", f"CFS Panels {__version__}, Apache License 2.0"))
        self.facts.set_facts(facts)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        side = self.margin()
        self._inner.setContentsMargins(side, 12 if compact else 20, side, 20)
        directions = QBoxLayout.Direction
        narrow = compact and theme.text_size() != "standard"
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def print_page(self) -> None:
        from ui.widgets.printing import print_rows

        rows = [(keys, words, place.name) for place in key_places() for keys, words in place.keys]
        heads = ("Keys", "What they do", "Where")
        print_rows(self, "Keys of CFS Panels", heads, rows, by=self._actor.name)


def _paragraph(said: Told) -> QBoxLayout:
    return column(
        Label(said.title, medium=True),
        Label(said.words, "meta", muted=True, wrap=True),
        spacing=0,
    )


def _key_grid(place: KeyPlace) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(KEY_WIDTH))
    for number, (keys, words) in enumerate(place.keys):
        caps = held(row(*(KeyCap(key) for key in keys.split(", ")), stretch(), spacing=4))
        caps.setAccessibleName(f"{keys}: {words}")
        grid.addWidget(caps, number, 0)
        grid.addWidget(Label(words, "meta", wrap=True), number, 1)
    return held(grid)
