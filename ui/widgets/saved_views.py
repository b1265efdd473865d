"""Saved views of a list (`SavedViews`, `View`), beside the tabs they share their manners with."""

from ui.widgets.tab_rows import SavedViews, View

__all__ = ["SavedViews", "View"]
