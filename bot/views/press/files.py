"""The press kit and the pictures as files that come with an answer."""

from collections.abc import Callable

from bot.interface.call import Call
from bot.model.files import LONGEST_ALT, File
from bot.ports.store import Unit
from bot.text.addresses import target
from bot.text.compose import label
from bot.text.shortening import cut
from bot.views.press.pictures import Described
from bot.views.press.wanted import wanted_kit, wanted_picture


def kit_file(call: Call, *, named: bool = True, kept_back: bool = False) -> File | None:
    """The press kit in the language of a call; nothing where it can't be made now."""
    revision, speech = call.published, call.speech
    page = target(call.page())  # none that leads nowhere from elsewhere, such as this machine's own
    content = call.typeset(wanted_kit(revision, speech, named=named, kept_back=kept_back, page=page))
    if content is None:
        return None
    name = f"{revision.letter.slug}-{speech.tag}.pdf"
    return call.unit.files.made(revision.letter_id, name, "application/pdf", content)


def picture_file(call: Call, name: str, describe: Callable[[Unit], Described], which: str = "") -> File | None:
    """A picture in the language of a call, and what is to be seen on it; nothing where it can't be made now. `which`
    tells pictures of one name apart."""
    revision, speech = call.published, call.speech
    content = call.typeset(wanted_picture(revision, speech, name + which, describe))
    if content is None:
        return None
    alt = cut(label(describe(call.unit).alt, speech), LONGEST_ALT)
    file_name = f"{revision.letter.slug}-{name}-{speech.tag}.png"
    return call.unit.files.made(revision.letter_id, file_name, "image/png", content, alt)
