"""Pictures that somebody sent and that are drawn anew: how large they may be, and how large they are then."""

import struct

MOST_BYTES = 2 * 1024 * 1024
"""Bytes of a picture that is taken."""

MOST_PIXELS = 16_000_000
"""Pixels of a picture that is taken."""

MOST_SIDE = 10_000
"""Pixels that a picture that is taken is wide or high: one of a few columns takes seconds to be made smaller."""

SIDE = 256
"""A picture that was drawn anew is as many pixels wide and high at the most."""

_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">8s4x4sII")


def size_of(png: bytes) -> tuple[int, int]:
    """How wide and high a PNG is that was drawn anew, in pixels; raises `ValueError` for anything else."""
    if len(png) < _HEADER.size:
        raise ValueError("no picture")
    signature, chunk, width, height = _HEADER.unpack_from(png)
    if (signature, chunk) != (_PNG, b"IHDR") or not (0 < width <= SIDE and 0 < height <= SIDE):
        raise ValueError("no picture that was drawn anew")
    return width, height
