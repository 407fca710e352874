"""An announcement as it will arrive, before it does: in each language exactly, where its links lead, whom it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.interface.call import Reply
from bot.model.announcements.announcement import Announcement, Content
from bot.model.blocks import Words
from bot.model.letters.editing import in_language
from bot.model.letters.letter import Revision
from bot.ports.store import Unit
from bot.service.journal import heads
from bot.text.addresses import PUBLIC_HOST, bare_addresses, host
from bot.text.compose import typed
from bot.text.shortening import cut
from bot.text.text import Code, InLanguage, Language, Part, Text, n, t
from bot.views.announcements.announcement_views import post

ADDRESS = 200
"""So many characters of an address are shown beside its host, which is shown whole."""

LINKS = 10
"""So many links are told where they lead, first those whose text says another address; of more, how many there are."""


def arriving(
    unit: Unit, revision: Revision, content: Content, language: str, begun: datetime | None = None
) -> Reply | None:
    """An announcement exactly as a chat of a language gets it. `begun`: when it has begun to leave, if it has."""
    told = replace(revision, letter=in_language(revision.letter, language)) if content.made else revision
    seen = post(unit, told, content, language, heads.told(unit, revision.letter_id, begun))
    if seen is None:
        return None
    return replace(seen, parts=[InLanguage(part, language) for part in seen.texts])


def in_each(
    unit: Unit, revision: Revision, content: Content, tags: Sequence[str], begun: datetime | None = None
) -> Mapping[str, Sequence[Part]]:
    """What arrives in each of these languages. `begun`: when it has begun to leave, if it has."""
    seen = {tag: arriving(unit, revision, content, tag, begun) for tag in tags}
    return {tag: reply.texts if reply else () for tag, reply in seen.items()}


def links(words: Words) -> Sequence[Text]:
    """Where the links of a text lead that don't show it themselves, in letters that can't be taken for others."""
    told = sorted(targets(words), key=lambda each: not _misleads(*each))
    facts = [
        t("“{label}” leads to {host}: {address}", label=label, host=Code(host(address)), address=cut(address, ADDRESS))
        for label, address in told[:LINKS]
    ]
    rest = len(told) - LINKS
    return (*facts, n("and {count} more link", "and {count} more links", rest)) if rest > 0 else facts


def targets(words: Words) -> Sequence[tuple[str, str]]:
    """The links of a text that don't show themselves where they lead, each with its text."""
    found = dict[tuple[str, str], None]()
    label, before = "", ""
    for block in typed(words, links=True) if isinstance(words, str) else words:
        for run in (*block.runs, None):
            link = run.link if run else ""
            if before and link != before:
                found[label, before] = None
            label = (label if link == before else "") + (run.text if run else "")
            before = link
    return [each for each in found if each[0] != each[1] or not each[1].isascii()]


def linked(words: Words) -> bool:
    """Whether a text has a link."""
    return any(
        run.link for block in (typed(words, links=True) if isinstance(words, str) else words) for run in block.runs
    )


def _misleads(label: str, address: str) -> bool:
    """Whether somebody who reads a link's text expects another place than that to which it leads, or can't tell."""
    if not address.isascii():
        return True
    shown = (*label.split(), *(label[each.start : each.end] for each in bare_addresses(label)))
    named = {host(each if "://" in each else f"https://{each}") for each in shown}
    return any(each != host(address) for each in named if PUBLIC_HOST.fullmatch(each))


def lacking(content: Content, chats: Mapping[str, int]) -> Sequence[Text]:
    """The languages that chats are told in and the text lacks, with how many chats, and what they get instead. `chats`:
    how many there are, by their language."""
    if not content.texts:
        return ()
    instead = next(iter(content.texts))
    return [
        n(
            "{count} chat is told in {language}, in which this says nothing: it gets {instead}",
            "{count} chats are told in {language}, in which this says nothing: they get {instead}",
            number,
            language=Language(tag),
            instead=Language(instead),
        )
        for tag, number in chats.items()
        if number and tag and tag not in content.texts
    ]


def audience_languages(unit: Unit, announcement: Announcement, tags: Sequence[str]) -> Mapping[str, int]:
    """How many chats of an announcement's audience are told in each of these languages."""
    audience = announcement.audience
    wanted = [each for each in tags if not audience.languages or each in audience.languages]
    return {
        tag: unit.chats.count(announcement.letter_id, replace(audience, languages=(tag,)))
        for tag in wanted
        if tag not in announcement.content.texts
    }
