"""What was typed in a dialog that was closed before it was sent."""

Typed = dict[str, object]


class KeptAnswers:
    """Keeps it by the dialog's key, while its page is open."""

    def __init__(self) -> None:
        self._kept: dict[str, Typed] = {}

    def keep(self, key: str, typed: Typed) -> None:
        """Keep what was typed in a dialog."""
        self._kept[key] = typed

    def kept(self, key: str) -> Typed:
        """Return what was typed in a dialog before it was closed."""
        return self._kept.get(key, {})

    def forget(self, key: str) -> None:
        """Let go of what was typed: it was sent."""
        self._kept.pop(key, None)
