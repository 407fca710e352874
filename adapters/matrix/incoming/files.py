"""Files that people send."""

from collections.abc import Mapping
from typing import Any

from adapters.matrix.api.http import Homeserver
from bot.interface.requests import Upload

KINDS = {"m.file": "file", "m.image": "image", "m.video": "video", "m.audio": "audio"}


def upload(content: Mapping[str, Any], homeserver: Homeserver) -> Upload | None:
    """The file that came with a message."""
    address, kind = content.get("url"), content.get("msgtype")
    if kind not in KINDS or not isinstance(address, str) or not address.startswith("mxc://"):
        return None
    said = content.get("info")
    info = said if isinstance(said, Mapping) else {}
    name, size = content.get("filename") or content.get("body"), info.get("size")

    async def fetch() -> bytes:
        return await homeserver.download(address)

    return Upload(
        str(name or KINDS[kind]),
        str(info.get("mimetype") or "application/octet-stream"),
        size if isinstance(size, int) else 0,
        fetch,
    )


def caption(content: Mapping[str, Any]) -> str:
    """What is typed under a file: its body, where that is not its name."""
    body, name = content.get("body"), content.get("filename")
    return str(body) if name and body != name else ""
