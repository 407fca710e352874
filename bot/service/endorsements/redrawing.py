"""A picture that somebody sent is decoded within bounds and drawn anew, so that nothing of its file is passed on."""

import hashlib
import io
import struct
import zlib

from PIL import Image, ImageOps

from bot.errors import Invalid
from bot.model.endorsements.logos import MOST_BYTES, MOST_PIXELS, MOST_SIDE, SIDE, Logo
from bot.text.text import t

FORMATS = ("PNG", "JPEG", "WEBP")
"""What is taken: no format that holds scripts, links or other files."""

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What decoding raises where a file is no picture, or a broken one."""


def redraw(content: bytes, alt: str = "") -> tuple[Logo, bytes]:
    """A logo and its PNG, at a bounded size and with nothing of what the file said beside its pixels. Raises `Invalid`
    where it is no picture of a format that is taken, broken, or too large."""
    if len(content) > MOST_BYTES:
        raise Invalid(t("This picture is too large: {most} MB at the most.", most=MOST_BYTES // (1024 * 1024)))
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS or max(opened.size) > MOST_SIDE:
                raise Invalid(t("This picture has too many pixels: {most} million at the most.", most=16))
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            pixels = ImageOps.exif_transpose(opened).convert("RGBA")
    except BROKEN as error:
        raise Invalid(t("This is no picture that can be read. Send a PNG, JPEG or WebP.")) from error
    pixels.thumbnail((SIDE, SIDE))
    drawn = Image.new("RGBA", pixels.size)
    drawn.paste(pixels)
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    png = written.getvalue()
    return Logo(hashlib.sha256(png).hexdigest(), drawn.width, drawn.height, alt), png
