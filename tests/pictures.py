"""Pictures to be sent, and who draws them anew without a process of its own."""

import io
from collections.abc import Mapping

from PIL import Image, PngImagePlugin

from adapters.pillow.child import TOO_MANY_PIXELS, redraw
from bot.ports.redrawer import Redrawer, Unfit

SECRET = b"taken at home by Ada Example"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), mode: str = "RGB") -> bytes:
    """A picture that says something beside its pixels."""
    written, info, exif = io.BytesIO(), PngImagePlugin.PngInfo(), Image.Exif()
    info.add_text("Comment", SECRET.decode())
    exif[0x010E] = SECRET.decode()
    extra: Mapping[str, object] = {"pnginfo": info} if kind == "PNG" else {"exif": exif}
    Image.new(mode, size, "#336699").save(written, kind, **extra)
    return written.getvalue()


class HereRedrawer(Redrawer):
    """Draws pictures anew in this process."""

    async def redraw(self, content: bytes) -> bytes | Unfit:
        """A picture as PNG."""
        drawn = redraw(content)
        if isinstance(drawn, bytes):
            return drawn
        return Unfit.TOO_MANY_PIXELS if drawn == TOO_MANY_PIXELS else Unfit.UNREADABLE
