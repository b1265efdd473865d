"""What the words of the workbook are in the program: kinds of case, outcomes, terms, events.

They are data (``resources/workbook/kinds_1.toml``, by ``services.tracking_kinds``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cfs_panels.domain.pathways import Pathway
from cfs_panels.domain.vocabulary import EventType, Service


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case that the workbook names; ``items`` and ``decisions`` are its own steps."""

    pathway: str
    service: Service
    name: str
    item_name: str
    items: frozenset[str]
    decisions: frozenset[str]
    type: str = ""
    of_child: bool = False
    on_register: bool = True  # supported lodgings are not foster carers


@dataclass(frozen=True, slots=True)
class TrackingKinds:
    """The kinds of case, the words of every list, and the events behind dated columns."""

    kinds: tuple[CaseKind, ...]
    words: Mapping[str, Mapping[str, str]]  # by list: word of the workbook → the program's
    told: Mapping[str, Mapping[str, str]]  # by list: word of the program → the workbook's
    item_types: Mapping[str, Mapping[str, str]]  # by service, or child: matter → item type
    ending_decision: Mapping[Service, str]  # by service: the kind of decision that ends an approval
    events: Mapping[str, Mapping[str, EventType]]
    review_clocks: Mapping[Service, tuple[str, str]]  # by service: of the first review, of the next
    resignation_clocks: Mapping[Service, str]  # by service; without one it takes effect at once
    kept: Mapping[str, Pathway]  # by key: how a case is kept whose pathway has no file yet

    def key(self, name: str, word: str) -> str:
        """Return what the program calls a word of a list."""
        return self.words[name].get(word, word)

    def word(self, name: str, key: str) -> str:
        """Return the workbook's word for one of the program's, or nothing where it has none."""
        return self.told[name].get(key, "")

    def terms(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return terms of an approval in the workbook's words, as far as it has any."""
        return tuple(dict.fromkeys(w for key in keys if (w := self.word("terms", key))))

    def item_type(self, kind: CaseKind, matter: str) -> str:
        """Return what the workbook calls an item about a matter of a kind of case."""
        types = self.item_types["child" if kind.of_child else kind.service.value]
        return types.get(matter) or next(iter(types.values()))

    def is_own_step(self, kind: CaseKind, matter: str) -> bool:
        """Return whether a matter is what the case of a kind is about, and not what came after."""
        return self.item_type(kind, matter) in kind.items

    def ending_events(self) -> dict[EventType, str]:
        """Return the events by which an approval ends, each with the workbook's word for it."""
        both = (self.events["endings"], self.events["endings_besides"])
        return {event: word for events in both for word, event in events.items()}

    def ending_reason(self, reason: str) -> str:
        """Return why an approval ended, said here or in a workbook, in the workbook's words."""
        told = self.word("ending_reasons", reason)
        return told or (reason if reason in self.words["ending_reasons"] else "")

    def kind_for(self, service: str, type_: str) -> CaseKind:
        """Return the kind of case of a household's row: by its type, else by its service."""
        for kind in self.kinds:
            if type_ and kind.type == type_:
                return kind
        wanted = Service(self.key("services", service)) if service else Service.FOSTERING
        return next(k for k in self.kinds if not (k.type or k.of_child) and k.service is wanted)

    @property
    def child(self) -> CaseKind:
        """Return the kind of a child's own case."""
        return next(kind for kind in self.kinds if kind.of_child)

    def of_pathway(self, pathway: str) -> CaseKind | None:
        """Return the kind whose cases have a pathway, or None where the workbook names none."""
        return next((kind for kind in self.kinds if kind.pathway == pathway), None)
