"""What messengers need and these tests do not."""

from bot.model.files import File
from bot.ports.messenger import Uploads


class NoUploads(Uploads):
    """No files."""

    async def content(self, file: File) -> bytes:
        return b""

    async def reference(self, platform: str, file: File) -> str:
        return ""

    async def remember(self, platform: str, file: File, reference: str) -> None:
        return None
