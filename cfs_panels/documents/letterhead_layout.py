"""Where the parts of a letterhead stand, so that Word and PDF put the first block at one height."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from cfs_panels.documents.page_look import (
    LETTERHEAD_END,
    LETTERHEAD_LEAST_AFTER,
    LETTERHEAD_RULE_GAP,
    LOGO_GAP,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    TEXT_WIDTH,
)
from cfs_panels.documents.typed_text import one_line
from cfs_panels.domain.errors import RuleBroken

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Letterhead

_DOTS_PER_POINT = 300 / 72
_MOST_PIXELS = 50_000_000
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is printed: a PNG without anything the camera or program left in it."""

    png: bytes
    width: float
    height: float


def letterhead_lines(letterhead: Letterhead) -> tuple[str, ...]:
    """Return the lines of a letterhead in reading order, the agency's name first."""
    address = ", ".join(line for part in letterhead.address if (line := one_line(part)))
    lines = (one_line(letterhead.agency), address, one_line(letterhead.contact))
    return tuple(line[:_LONGEST_LINE] for line in lines if line)


def letterhead_width(logo: Logo | None) -> float:
    """Return how wide the lines of a letterhead may be beside its logo."""
    return TEXT_WIDTH - (logo.width + LOGO_GAP if logo else 0)


def letterhead_spaces(text_height: float, logo: Logo | None) -> tuple[float, float]:
    """Return the space from the last line to the rule, and from the rule to the first block."""
    content = max(text_height, logo.height if logo else 0)
    after = max(LETTERHEAD_END - content - LETTERHEAD_RULE_GAP, LETTERHEAD_LEAST_AFTER)
    return content - text_height + LETTERHEAD_RULE_GAP, after


@lru_cache(maxsize=8)
def logo_of(picture: bytes) -> Logo | None:
    """Return the logo as it is printed, or None where the agency has none.

    Raises:
        RuleBroken: The picture cannot be read.
    """
    if not picture:
        return None
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _unreadable()
            upright = ImageOps.exif_transpose(opened)
            has_clear_parts = "A" in upright.getbands() or "transparency" in upright.info
            image = upright.convert("RGBA" if has_clear_parts else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _unreadable() from error
    except Image.DecompressionBombError as error:
        raise _unreadable() from error
    scale = min(LOGO_WIDTH / image.width, LOGO_HEIGHT / image.height)
    width, height = image.width * scale, image.height * scale
    image.thumbnail((round(width * _DOTS_PER_POINT) or 1, round(height * _DOTS_PER_POINT) or 1))
    printed = BytesIO()
    Image.frombytes(image.mode, image.size, image.tobytes()).save(printed, "PNG")
    return Logo(printed.getvalue(), width, height)


def _unreadable() -> RuleBroken:
    return RuleBroken("The logo cannot be read. Choose a PNG or JPEG picture.", field="logo")
