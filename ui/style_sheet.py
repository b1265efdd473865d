"""The one style sheet, made from ``resources/theme/sheet.qss`` and the colours of a theme.

In that file ``@name`` is a colour of the tokens and ``14sp`` a length that grows with the text.
"""

import re
from typing import Any

from resources import read_text

_PART = re.compile(r"@([A-Za-z][\w.]*)|(\d+)sp\b")


def build_sheet(colors: dict[str, Any], scale: float) -> str:
    """Return the style sheet in a theme's colours and a text size."""

    def value(match: re.Match[str]) -> str:
        if match[2]:
            return f"{round(int(match[2]) * scale)}px"
        found: Any = colors
        for part in match[1].split("."):
            found = found[part]
        return str(found)

    return _PART.sub(value, read_text("theme/sheet.qss"))
