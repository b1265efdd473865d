"""What panel and decision maker may choose of in a matter, and the terms of an approval."""

from __future__ import annotations

from dataclasses import dataclass

from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """An outcome that panel may give in these matters (in all where none is named).

    It is given only while the standings it ``needs`` hold. ``uninvited`` is the sentence where it
    may not be given on people who were neither heard nor chose not to attend.
    """

    outcome: PanelOutcome
    words: str
    sentence: str
    needs_quorum: bool = True
    takes_terms: bool = False
    matters: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uninvited: str = ""


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """An outcome that the decision maker may give, its words and what follows.

    It may be given in its ``matters`` (in all where none is named), once ``after`` has happened in
    the matter in hand and while nothing of ``never_after`` has; else ``refusal`` is the sentence.
    ``follows`` are the events that its signature makes, besides the decision. One that
    ``opens_window`` is a qualifying determination once its letter is sent. Where its
    ``panel_rule`` asks for it, panel has recommended first. It is given only while the standings it
    ``needs`` hold.
    """

    outcome: DecisionOutcome
    words: str
    sentence: str
    letter: str = ""
    takes_terms: bool = False
    agrees_with: frozenset[PanelOutcome] = frozenset()
    matters: tuple[str, ...] = ()
    after: tuple[tuple[EventType, ...], ...] = ()
    never_after: tuple[EventType, ...] = ()
    refusal: str = "This cannot be decided at this point."
    follows: tuple[EventType, ...] = ()
    opens_window: bool = False
    panel_rule: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermChoice:
    """A term of approval that can be ticked."""

    key: str
    words: str
