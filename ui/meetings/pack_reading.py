"""The papers of a meeting that a person may read, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.documents import DocumentLine
    from cfs_panels.domain.meetings import ItemDetails
    from cfs_panels.domain.papers import PaperLine
    from cfs_panels.services.workspace import Workspace

PDF: Final = "application/pdf"
FILE, MADE, NOTE = "file", "made", "note"
PACK_KINDS: Final = ("adviser_note", "declaration", "observations")


@dataclass(frozen=True, slots=True)
class PackLine:
    """A paper of an item: a file, a document that was made, or the adviser's note."""

    key: str
    item_id: str
    source: str
    id: str
    title: str
    below: str
    media_type: str = PDF
    words: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class PackContent:
    """What is shown of a paper: its bytes, or words."""

    line: PackLine
    content: bytes = b""


def read_pack(
    workspace: Workspace, actor: Actor, items: Iterable[ItemDetails]
) -> tuple[PackLine, ...]:
    """Read which papers of these items the person may open."""
    found: list[PackLine] = []
    for item in items:
        if item.hidden or not item.case_id:
            continue
        files = workspace.papers.papers(actor, item.case_id)
        made = workspace.documents.documents(actor, case_id=item.case_id)
        own = [line for line in made if line.kind in PACK_KINDS and line.item_id in ("", item.id)]
        found += [_file(item, line) for line in newest(files)]
        found += [_made(item, line) for line in first_of_each(own)]
        has_note = any(line.kind == "adviser_note" for line in own)
        if item.adviser_note and item.adviser_note_finished and not has_note:
            found.append(_note(item))
    return tuple(found)


def newest(files: Iterable[PaperLine]) -> list[PaperLine]:
    """Return the newest version of each paper; a report is one, whatever it was called."""
    kept: dict[tuple[str, str], PaperLine] = {}
    for line in files:
        key = (line.kind, "" if line.kind == "report" else line.title)
        known = kept.get(key)
        if not line.removed and (known is None or known.version_number < line.version_number):
            kept[key] = line
    return list(kept.values())


def first_of_each(made: Iterable[DocumentLine]) -> list[DocumentLine]:
    """Return the newest document of each kind; they come newest first."""
    kept: dict[str, DocumentLine] = {}
    for line in made:
        kept.setdefault(line.kind, line)
    return list(kept.values())


def _file(item: ItemDetails, line: PaperLine) -> PackLine:
    kind = "Picture" if line.media_type.startswith("image/") else "Word file"
    size = plural(line.pages, "page") if line.pages else kind
    version = f"version {line.version_number}" if line.version_number > 1 else ""
    below = ", ".join(part for part in (size, version, line.author) if part)
    return PackLine(
        f"f{line.id}", item.id, FILE, line.id, line.title, below, line.media_type,
        file_name=line.file_name,
    )  # fmt: skip


def _made(item: ItemDetails, line: DocumentLine) -> PackLine:
    below = ", ".join((plural(line.pages, "page"), line.made_by))
    return PackLine(f"m{line.id}", item.id, MADE, line.id, line.words, below)


def _note(item: ItemDetails) -> PackLine:
    return PackLine(
        f"n{item.id}", item.id, NOTE, item.id, "Panel adviser’s note", "Written for this item",
        words=item.adviser_note,
    )  # fmt: skip


def read_paper(workspace: Workspace, actor: Actor, line: PackLine) -> PackContent:
    """Read a paper; that it was opened is kept in the audit trail."""
    if line.source == FILE:
        return PackContent(line, workspace.papers.paper(actor, line.id).content)
    if line.source == MADE:
        content = workspace.documents.document(actor, line.id, "pdf", purpose="view")
        return PackContent(line, content)
    return PackContent(line)
