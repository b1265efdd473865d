"""The text of a Word file, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents import page_look as look
from cfs_panels.documents.blocks import (
    AddressBlock,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
    Text,
    Title,
    Tone,
)
from cfs_panels.documents.docx_tables import table_xml
from cfs_panels.documents.docx_xml import (
    LINE_BREAK,
    TAB,
    paragraph,
    run,
    runs,
    spacing,
    twips,
)
from cfs_panels.documents.typed_text import filled, one_line, paragraphs

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Block
    from cfs_panels.documents.page_look import ParagraphLook

_KEEP = "<w:keepNext/><w:keepLines/>"
_KEEP_LINES = '<w:keepNext w:val="0"/><w:keepLines/>'
_DECIMAL = 1
_FIRST_OWN_LIST = 3


class Body:
    """The text of a Word file as it grows, block by block."""

    def __init__(self, beginning: str) -> None:
        self._parts = [beginning] if beginning else []
        self._lists = 0
        self._after_table = False
        self._new_page = False

    def xml(self) -> str:
        """Return the text written so far; a file may not end with a table."""
        end = self._gap(1) if self._after_table or not self._parts else ""
        return "".join(self._parts) + end

    def lists_xml(self) -> str:
        """Return the lists, each beginning at one."""
        return "".join(
            f'<w:num w:numId="{_FIRST_OWN_LIST + number}"><w:abstractNumId w:val="{_DECIMAL}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for number in range(self._lists)
        )

    def add(self, block: Block, *, is_kept: bool) -> None:
        """Add a block, whose end may have to stay with the block after it."""
        keep = "<w:keepNext/>" if is_kept else ""
        match block:
            case PageBreak():
                self._new_page = bool(self._parts)
            case Bullets() | Numbered():
                self._list(block, keep)
            case Facts() | Table():
                self._table(block, is_kept=is_kept)
            case SignatureBlock():
                self._signature(block)
            case _:
                self._text(block, keep)

    def _text(self, block: Title | Heading | Paragraph | Note | AddressBlock, keep: str) -> None:
        """Add a block of plain words."""
        match block:
            case Title():
                self._one_line(look.TITLE, block.text)
                self._one_line(look.SUBTITLE, block.below)
            case Heading():
                self._one_line(look.heading(block.level), block.text)
            case Paragraph():
                *others, last = paragraphs(block.words) or ((),)
                for each in others:
                    self._paragraph(look.BODY, runs(each))
                if last:
                    self._paragraph(look.BODY, runs(last), keep=keep)
            case Note():
                self._note(block, keep)
            case AddressBlock():
                lines = [line for each in block.lines if (line := one_line(each))]
                if lines:
                    self._paragraph(look.ADDRESS, LINE_BREAK.join(map(run, lines)))

    def _paragraph(
        self,
        style: ParagraphLook,
        content: str,
        *,
        keep: str = "",
        numbering: str = "",
        tabs: str = "",
        before: float | None = None,
        after: float | None = None,
    ) -> None:
        """Add a paragraph, minding a table or a page break before it."""
        if self._new_page:
            keep, before = f"{keep}<w:pageBreakBefore/>", 0
        elif self._after_table:
            before = max(style.before if before is None else before, look.AFTER_TABLE)
        self._after_table = self._new_page = False
        self._parts.append(
            paragraph(
                style,
                content,
                keep=keep,
                numbering=numbering,
                tabs=tabs,
                spacing=spacing(before=before, after=after),
            )
        )

    def _one_line(self, style: ParagraphLook, text: str) -> None:
        """Add a paragraph of one line, such as a heading."""
        if line := one_line(text):
            self._paragraph(style, run(line))

    def _note(self, note: Note, keep: str) -> None:
        """Add a note; an important one says so."""
        is_important = note.tone is Tone.IMPORTANT
        style = look.IMPORTANT_NOTE if is_important else look.NOTE
        parts = list(paragraphs(note.words))
        if parts and is_important:
            first, *others = parts[0]
            parts[0] = ((Text(f"{look.IMPORTANT_WORD} ", bold=True), *first), *others)
        last = len(parts) - 1
        for at, part in enumerate(parts):
            self._paragraph(
                style,
                runs(part),
                keep=keep if at == last else "",
                after=None if at == last else look.BODY.after,
            )

    def _list(self, block: Bullets | Numbered, keep: str) -> None:
        """Add a list; a numbered one has a number of its own, so that it begins at one."""
        items = filled(block.items)
        style, numbering = look.LIST_BULLET, ""
        if isinstance(block, Numbered) and items:
            number = _FIRST_OWN_LIST + self._lists
            self._lists += 1
            style = look.LIST_NUMBER
            numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        texts = [(part, at == 0) for item in items for at, part in enumerate(item)]
        last = len(texts) - 1
        for at, (part, is_first) in enumerate(texts):
            self._paragraph(
                style if is_first else look.LIST_CONTINUE,
                runs(part),
                keep=keep if at == last else "",
                numbering=numbering if is_first else "",
                after=look.LAST_ITEM_AFTER if at == last else None,
            )

    def _table(self, block: Facts | Table, *, is_kept: bool) -> None:
        """Add a table under its caption, apart from a table before it."""
        rows = block.pairs if isinstance(block, Facts) else (block.columns, *block.rows)
        if not rows:
            return
        caption = one_line(block.caption)
        if caption:
            self._paragraph(look.CAPTION, run(caption))
        elif self._after_table or self._new_page:
            self._parts.append(self._gap(look.AFTER_TABLE))
            self._new_page = False
        self._parts.append(table_xml(block, is_kept=is_kept))
        self._after_table = True

    def _gap(self, height: float) -> str:
        """Return an empty line that parts two tables, or that ends the file."""
        new_page = "<w:pageBreakBefore/>" if self._new_page else ""
        exactly = (
            f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
        )
        return paragraph(look.BODY, "", keep=new_page, spacing=exactly)

    def _signature(self, block: SignatureBlock) -> None:
        """Add who signs, all on one page."""
        signed, name, role = (one_line(each) for each in (block.signed, block.name, block.role))
        before: float | None = look.SIGNED_SPACE if signed else look.SIGNING_SPACE
        lines = [(run(signed), "")] if signed else []
        if block.ruled and not signed:
            lines.append((_signing_line(), _SIGNING_TABS))
        lines += [(run(name, bold=True), "")] if name else []
        lines += [(run(role), "")] if role else []
        for at, (content, tabs) in enumerate(lines, start=1):
            is_last = at == len(lines)
            self._paragraph(
                look.SIGNATURE,
                content,
                keep=_KEEP_LINES if is_last else _KEEP,
                tabs=tabs,
                before=before,
                after=look.SIGNATURE_AFTER if is_last else None,
            )
            before = None


_SIGNING_TABS = (
    f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{twips(look.SIGN_LINE_END)}"/>'
    f'<w:tab w:val="left" w:pos="{twips(look.DATE_LINE_START)}"/>'
    f'<w:tab w:val="right" w:leader="underscore" w:pos="{twips(look.TEXT_WIDTH)}"/></w:tabs>'
)


def _signing_line() -> str:
    """Return the line for a pen, with one for the date."""
    return run(f"{look.SIGN_WORD} ") + TAB + TAB + run(f"{look.DATE_WORD} ") + TAB
