"""The process in which one picture is drawn anew: a picture in, a PNG out; a small share of the machine.

    python -m adapters.pillow.child SECONDS BYTES < picture > picture.png

It ends with 1 where that is no picture that can be read, with 3 where it has too many pixels.
"""

import io
import struct
import sys
import zlib

from PIL import Image, ImageOps

from adapters.bounded_process import bound
from bot.model.pictures import MOST_PIXELS, MOST_SIDE, SIDE

FORMATS = ("PNG", "JPEG", "WEBP")
"""What is taken: no format that holds scripts, links or other files."""

UNREADABLE, TOO_MANY_PIXELS = 1, 3

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What decoding raises where a file is no picture, or a broken one."""


def redraw(content: bytes) -> bytes | int:
    """A picture's PNG, at a bounded size and with nothing of what the file said beside its pixels; else the status with
    which the process ends."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS or max(opened.size) > MOST_SIDE:
                return TOO_MANY_PIXELS
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            pixels = ImageOps.exif_transpose(opened).convert("RGBA")
    except BROKEN:
        return UNREADABLE
    pixels.thumbnail((SIDE, SIDE))
    drawn = Image.new("RGBA", pixels.size)
    drawn.paste(pixels)
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> int:
    bound(int(sys.argv[1]), int(sys.argv[2]))
    drawn = redraw(sys.stdin.buffer.read())
    if isinstance(drawn, int):
        return drawn
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
