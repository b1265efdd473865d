"""Words offered while somebody types; others can be typed as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLineEdit


def offer_words(line: QLineEdit, words: Sequence[str]) -> None:
    """Offer words below a line as they are typed, wherever in them the typed part stands."""
    from PySide6.QtWidgets import QCompleter  # slow, not before use

    completer = QCompleter(list(words), line)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    line.setCompleter(completer)
