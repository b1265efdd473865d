"""Papers as PDF bytes, made in memory, with words that tests can find and mark."""

from __future__ import annotations

import io

A4 = (595, 842)


def make_pdf(pages: list[list[str]], *, size: tuple[int, int] = A4) -> bytes:
    """Return a PDF with these lines on its pages, the first line of each page as its title."""
    from reportlab.pdfgen import canvas

    held = io.BytesIO()
    sheet = canvas.Canvas(held, pagesize=size, invariant=1)
    for lines in pages:
        down = size[1] - 60
        for number, line in enumerate(lines):
            sheet.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 11)
            sheet.drawString(40, down, line)
            down -= 20 if number == 0 else 16
        sheet.showPage()
    sheet.save()
    return held.getvalue()


def make_report(pages: int, title: str = "Report") -> bytes:
    """Return a paper of so many pages, each saying which it is."""
    return make_pdf(
        [
            [f"{title}, page {number}", *(f"Line {n} of page {number}." for n in range(1, 30))]
            for number in range(1, pages + 1)
        ]
    )
