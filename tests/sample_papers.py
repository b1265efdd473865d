"""Small files of every kind that may and may not be kept, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf


def pdf(pages: int = 2, words: str = "") -> bytes:
    """Return a PDF; ``words`` make it another file."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if words:
        made.docinfo["/Title"] = words
    return _saved(made)


def pdf_with_password(owner: str = "o", user: str = "u") -> bytes:
    """Return a PDF that is locked, or only protected where ``user`` is empty."""
    made = pikepdf.new()
    made.add_blank_page()
    return _saved(made, encryption=pikepdf.Encryption(owner=owner, user=user))


def pdf_that_runs() -> bytes:
    """Return a PDF with a program in it."""
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )
    return _saved(made)


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a grey picture."""
    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def jpeg() -> bytes:
    """Return the bones of a JPEG picture: header, frame, data, end."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x12\x34"
    return b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 2) + frame + scan + b"\xff\xd9"


def docx(*, macros: bool = False, fetches: bool = False, links: bool = False) -> bytes:
    """Return the bones of a Word file."""
    kind = "macroEnabled.main+xml" if macros else "main+xml"
    relations = ""
    if fetches:
        relations = (
            '<Relationship Type="x/attachedTemplate" Target="//far/t" TargetMode="External"/>'
        )
    if links:
        relations += '<Relationship Type="x/hyperlink" Target="http://a" TargetMode="External"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("[Content_Types].xml", f"<Types><Override ContentType='x.{kind}'/></Types>")
        parts.writestr("word/document.xml", "<document/>")
        parts.writestr(
            "word/_rels/settings.xml.rels", f"<Relationships>{relations}</Relationships>"
        )
        if macros:
            parts.writestr("word/vbaProject.bin", b"x")
    return made.getvalue()


def other_zip() -> bytes:
    """Return a ZIP file that is no Word file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("hello.txt", "hello")
    return made.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _saved(made: pikepdf.Pdf, **more: object) -> bytes:
    target = io.BytesIO()
    made.save(target, deterministic_id="encryption" not in more, **more)  # type: ignore[arg-type] # as given
    return target.getvalue()
