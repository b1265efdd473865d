"""What a file really is: told from its content, never from its name, and refused where unsound."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

import pikepdf

from cfs_panels.domain.errors import RuleBroken
from db.sealed_files import LARGEST_PAPER

PDF, DOCX, PNG, JPEG = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/png",
    "image/jpeg",
)
ENDINGS = {PDF: ".pdf", DOCX: ".docx", PNG: ".png", JPEG: ".jpg"}
_PNG_START = b"\x89PNG\r\n\x1a\n"
_MOST_PARTS = 5_000
_LARGEST_PART = 5_000_000
_FETCHED = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.I)
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]+")
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A file that may be kept: what it is, and how many pages it has (0 where unknown)."""

    media_type: str
    pages: int


def paper_facts(content: bytes) -> PaperFacts:
    """Return what a file is.

    Raises:
        RuleBroken: for a file that is empty, too large, locked, damaged or of another kind.
    """
    if not content:
        raise _refused("This file is empty. Look at it on your computer and add it again.")
    if len(content) > LARGEST_PAPER:
        size = -(-len(content) // (1024 * 1024))
        raise _refused(
            f"This file has {size} MB; a paper may have 100 MB at most. Split it, or scan it at a "
            "lower resolution."
        )
    if b"%PDF-" in content[:1024]:
        return PaperFacts(PDF, _pdf_pages(content))
    if content.startswith(_PNG_START):
        _check_png(content)
        return PaperFacts(PNG, 1)
    if content.startswith(b"\xff\xd8\xff"):
        _check_jpeg(content)
        return PaperFacts(JPEG, 1)
    if content.startswith(b"PK"):
        _check_docx(content)
        return PaperFacts(DOCX, 0)
    raise _refused(
        "Only PDF, Word (.docx), PNG and JPEG files can be added. Save it as one of them."
    )


def safe_name(typed: str, media_type: str) -> str:
    """Return a file name without its folder, with the ending of what the file is."""
    bare = _UNSAFE_NAME.sub("", re.split(r"[\\/]", typed)[-1]).strip(". ")
    stem = bare.rpartition(".")[0] or bare or "paper"
    return stem[:_NAME_LENGTH].rstrip(". ") + ENDINGS[media_type]


def _refused(words: str) -> RuleBroken:
    return RuleBroken(words, field="content")


def _pdf_pages(content: bytes) -> int:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise _refused(
                    "This PDF is protected. Print it to a new PDF without protection and add that."
                )
            pages = len(pdf.pages)
            for page in pdf.pages:
                _ = page.mediabox
            runs = _runs_a_program(pdf)
    except pikepdf.PasswordError as error:
        raise _refused(
            "This PDF is locked with a password. Save it without one and add it again."
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise _refused("This PDF is damaged and cannot be read. Make it anew.") from error
    if not pages:
        raise _refused("This PDF has no pages.")
    if runs:
        raise _refused(
            "This PDF runs a program when it is opened. Print it to a new PDF and add that."
        )
    return pages


def _runs_a_program(pdf: pikepdf.Pdf) -> bool:
    root = pdf.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        return True
    opened = root.get("/OpenAction")
    kind = opened.get("/S") if isinstance(opened, pikepdf.Dictionary) else None
    return str(kind) in {"/JavaScript", "/Launch"}


def _check_png(content: bytes) -> None:
    """Walk the chunks of a picture, each with its checksum, to the last."""
    at, seen = len(_PNG_START), []
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        body = content[at + 4 : at + 8 + length]
        if at + 12 + length > len(content):
            break
        (checksum,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        if zlib.crc32(body) != checksum:
            break
        seen.append(body[:4])
        at += 12 + length
        if body[:4] == b"IEND":
            break
    if not seen or seen[0] != b"IHDR" or seen[-1] != b"IEND" or b"IDAT" not in seen:
        raise _damaged_picture()


def _check_jpeg(content: bytes) -> None:
    """Walk the segments of a picture up to its data, which must end."""
    at, has_frame = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        has_frame = has_frame or (0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC})
        at += 2 + length
        if marker == 0xDA:
            break
    if not has_frame or at >= len(content) or b"\xff\xd9" not in content[at:]:
        raise _damaged_picture()


def _damaged_picture() -> RuleBroken:
    return _refused("This picture is damaged and cannot be read. Scan it again.")


def _check_docx(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            kinds = _part(parts, "[Content_Types].xml")
            links = b"".join(_part(parts, n) for n in names if n.endswith(".rels"))
            _part(parts, "word/document.xml")
    except (
        zipfile.BadZipFile,
        ValueError,
        KeyError,
        OSError,
        EOFError,
        zlib.error,
        RuntimeError,
    ) as error:
        raise _refused(
            "This is no Word file that can be read. Open it in Word and save it as .docx."
        ) from error
    if len(names) > _MOST_PARTS:
        raise _refused("This Word file has too many parts. Save it as a PDF and add that.")
    if b"macroEnabled" in kinds or any(n.lower().endswith("vbaproject.bin") for n in names):
        raise _refused("This Word file holds macros. Save it as a plain .docx and add that.")
    if any(not _LINK.search(found) for found in _FETCHED.findall(links)):
        raise _refused(
            "This Word file fetches something from elsewhere when it is opened. Save it as a PDF "
            "and add that."
        )


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    """Return the start of a part, never more than is needed to judge it."""
    with parts.open(name) as part:
        return part.read(_LARGEST_PART)
