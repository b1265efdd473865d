"""What a table shows: columns, what one cell says, and headings between rows."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

Row: TypeAlias = Any  # whatever a page lists


class Cell(NamedTuple):
    """What one cell says and how it looks.

    Attributes:
        text: The first line.
        sub: The second line, smaller and muted.
        icon: A meaning of the tokens; a state's icon has the state's colour.
        fill: The icon is the filled one.
        icon_tone: A state or token that colours the icon alone.
        tone: A state or token that colours the first line.
        pill: The word of a pill, drawn instead of the text.
        pill_kind: The state of the pill.
        bar: A share drawn as a bar between the lines.
        steps: How far of how many, drawn as dashes below the text.
        link: Words at the right that can be clicked.
        stripe: ``fostering`` or ``adoption``, drawn as a stripe at the left.
        strong: The text is bold.
        medium: The text is half bold, as the names of rows are.
        small: The text has the size of the second line.
        muted: The text is muted.
        align: ``left``, ``right`` or ``center``.
        tile: A state whose tint stands behind the icon.
        spoken: What screen readers say instead.
    """

    text: str = ""
    sub: str = ""
    icon: str = ""
    fill: bool = False
    icon_tone: str = ""
    tone: str = ""
    pill: str = ""
    pill_kind: str = ""
    bar: float | None = None
    steps: tuple[int, int] | None = None
    link: str = ""
    stripe: str = ""
    strong: bool = False
    medium: bool = False
    small: bool = False
    muted: bool = False
    align: str = "left"
    tile: str = ""
    spoken: str = ""

    def words(self) -> str:
        """Return all that the cell says, for screen readers, search and copies."""
        if self.spoken:
            return self.spoken
        steps = f"{self.steps[0]} of {self.steps[1]}" if self.steps else ""
        parts = (self.text, self.pill, self.sub, steps, self.link)
        return ", ".join(part for part in parts if part)

    def printed(self) -> str:
        """Return what the cell says on paper: its lines, one below the other."""
        return "\n".join(part for part in (self.text or self.pill, self.sub) if part)


class Column(NamedTuple):
    """One column: what it is called and what it says of a row.

    Attributes:
        key: Its name in code.
        title: Its head.
        cell: What it says of a row: a `Cell` or words.
        width: Its width at 100 %, 0 for a share of what is left.
        stretch: Its share of what is left.
        sort: What rows are ordered by, the words if there is nothing better.
        sortable: Whether a click on its head orders by it.
        align: Where its head stands.
        least: A width below which it is not squeezed.
        hide_compact: It is left out in narrow windows.
    """

    key: str
    title: str
    cell: Callable[[Row], Cell | str]
    width: int = 0
    stretch: int = 1
    sort: Callable[[Row], Any] | None = None
    sortable: bool = True
    align: str = "left"
    least: int = 60
    hide_compact: bool = False

    def cell_of(self, row: Row) -> Cell:
        """Return what the column says of a row."""
        said = self.cell(row)
        return Cell(said, align=self.align) if isinstance(said, str) else said


class Heading(NamedTuple):
    """A line between rows: a group with its count, or a note such as a break of the day."""

    title: str
    meta: str = ""
    note: bool = False
    indent: int = 0
