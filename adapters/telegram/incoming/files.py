"""Files that people send."""

from telegram import Bot, Message

from bot.interface.requests import Upload

FETCH_SECONDS = 60.0
"""So long a file may take to come."""


def upload(message: Message, bot: Bot) -> Upload | None:
    """The file that came with a message: a document, a photo in the largest of its sizes, a film or a recording."""
    if document := message.document or message.animation or message.video or message.audio:
        name, mime = document.file_name or "file", document.mime_type or "application/octet-stream"
        return _fetched(bot, document.file_id, name, mime, document.file_size)
    if voice := message.voice:
        return _fetched(bot, voice.file_id, "voice.ogg", voice.mime_type or "audio/ogg", voice.file_size)
    if note := message.video_note:
        return _fetched(bot, note.file_id, "video.mp4", "video/mp4", note.file_size)
    if message.photo:
        photo = message.photo[-1]
        return _fetched(bot, photo.file_id, "photo.jpg", "image/jpeg", photo.file_size)
    return None


def _fetched(bot: Bot, file_id: str, name: str, mime: str, size: int | None) -> Upload:
    async def fetch() -> bytes:
        file = await bot.get_file(file_id)
        return bytes(await file.download_as_bytearray(read_timeout=FETCH_SECONDS))

    return Upload(name, mime, size or 0, fetch)
