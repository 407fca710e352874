"""The desk of a draft: how it will arrive, who gets it, and everything that can be done about it."""

from collections.abc import Sequence

from bot.errors import Refusal
from bot.interface.call import Button, Call, Reply, Then
from bot.model.announcements.announcement import OF_SIGNERS, Announcement, Audience, Content
from bot.model.files import File
from bot.service.announcements import drafts, reach, readers
from bot.service.announcements.voices import check_speaks
from bot.text.blocks import as_text, bare
from bot.text.compose import compose
from bot.text.locales import SOURCE, load
from bot.text.markup.faults import markdown_in
from bot.text.markup.formatted import Unkept, not_kept
from bot.text.text import Bullets, Language, Listing, Part, Planned, Text, n, t
from bot.views.announcements.announcement_views import LONGEST_HEAD, local, post, values
from bot.views.announcements.audience import described, had_theirs
from bot.views.announcements.permissions import unpermitted
from bot.views.announcements.preview import arriving, audience_languages, lacking, links
from bot.views.announcements.release import file_line, version

LINE = 80
"""So many characters are shown at the most of a line that holds Markdown."""


def found(call: Call) -> Announcement:
    """The announcement that a call is about."""
    return drafts.find(call.unit, call.published.letter_id, call.number("announcement"))


def written_in(call: Call) -> str:
    """The letter's language in which somebody writes: their own where the letter has it, else its first."""
    return call.speech.language_of(call.letter.title)


def chosen_language(call: Call) -> str:
    """The letter's language that a button means, by its place."""
    index = call.number("language")
    languages = call.letter.languages
    return languages[index] if index is not None and index < len(languages) else written_in(call)


def drafted(call: Call, words: Text, audience: Audience) -> Announcement:
    """A draft that begins with words of the bot's own, in each of the letter's languages that it speaks, else in its
    own."""
    speeches = load()
    tags = [tag for tag in call.letter.languages if tag in speeches] or [SOURCE]
    return drafts.draft(
        call.unit,
        call.person(),
        account=call.actor.account,
        letter_id=call.published.letter_id,
        texts={tag: as_text(compose((words,), speeches[tag])) for tag in tags},
        ordered_in=call.caller.address,
        audience=audience,
    )


def place(call: Call, language: str) -> int:
    """A language's place among the letter's: what a button can hold of it."""
    languages = call.letter.languages
    return languages.index(language) if language in languages else 0


def check_fits(call: Call, content: Content) -> None:
    """Refuse what one of the platforms can't take."""
    for language in {*content.texts, *call.languages}:
        seen = post(call.unit, call.published, content, language, LONGEST_HEAD)
        if seen:
            call.prepare(seen, language)


def desk(
    call: Call, announcement: Announcement, language: str = "", unkept: Sequence[Unkept] = (), asks: bool = False
) -> Reply:
    """A draft as it stands. `unkept`: what of a form that was sent now is not kept. `asks`: what is to be seen on its
    pictures is asked where nobody has said so."""
    count = readers.size(call.unit, announcement.letter_id, announcement.audience)
    shown = language or _language(call, announcement)
    seen = arriving(call.unit, call.published, announcement.content, shown, announcement.started_at)
    trouble = _trouble(call, announcement)
    bare_pictures = [each for each in call.unit.files.get(announcement.content.files) if each.picture and not each.alt]
    parts: list[Part] = [
        *((trouble,) if trouble else ()),
        sent_to(announcement, count),
        *(seen.texts if seen else ()),
        Bullets((*not_kept(unkept), *_facts(call, announcement, shown, count))),
    ]
    return Reply(
        parts,
        _buttons(call, announcement, shown, bare_pictures, ready=trouble is None),
        replaces=True,
        files=seen.files if seen else (),
        then=_asks_for(announcement, bare_pictures[0]) if asks and bare_pictures else None,
        card=True,
    )


def sent_to(announcement: Announcement, count: int) -> Text:
    """To how many a draft will be sent."""
    if announcement.audience.reach in OF_SIGNERS:
        return n(
            "**This will be sent to {count} person who signed, exactly as shown:**",
            "**This will be sent to {count} people who signed, exactly as shown:**",
            count,
        )
    return n(
        "**This will be sent to {count} chat, exactly as shown:**",
        "**This will be sent to {count} chats, exactly as shown:**",
        count,
    )


def _asks_for(announcement: Announcement, picture: File) -> Then:
    skip = Button(t("Don't describe it"), "draft", values(announcement))
    return Then("describe", values(announcement, picture=picture.id), skip)


def _language(call: Call, announcement: Announcement) -> str:
    return call.speech.tag if call.speech.tag in announcement.content.texts else next(iter(announcement.content.texts))


def _trouble(call: Call, announcement: Announcement) -> Text | None:
    """Why it can't be sent as it is."""
    try:
        check_speaks(call.unit, announcement.content)
        check_fits(call, announcement.content)
        reach.reached(call.unit, announcement, most=1)
    except Refusal as refusal:
        return refusal.text
    return None


def _facts(call: Call, announcement: Announcement, shown: str, count: int) -> Sequence[Text]:
    content = announcement.content
    recipients = described(call.unit, announcement.letter_id, announcement.audience, call.kinds)
    facts = [t("Recipients: {recipients}", recipients=recipients)]
    if content.to_signers:
        facts.extend(had_theirs(call.unit, announcement.letter_id))
    if len(call.letter.languages) > 1 or len(content.texts) > 1:
        tags = list(content.texts)
        written = Listing([Language(tag) for tag in tags])
        if tags == [shown]:
            facts.append(t("Written in {languages}", languages=written))
        else:
            facts.append(t("Shown in {language}; written in {languages}", language=Language(shown), languages=written))
    facts.extend(lacking(content, audience_languages(call.unit, announcement, call.languages)))
    facts.extend(unpermitted(call, announcement))
    if announcement.at:
        facts.append(t("Leaves on {time}", time=Planned(local(announcement.at, announcement.zone))))
    facts.extend(link for words in content.texts.values() for link in links(words))
    facts.extend(map(file_line, call.unit.files.get(content.files)))
    words = content.in_(shown)[0]
    marked = markdown_in(bare(words)) if isinstance(words, str) else ""
    if marked:
        facts.append(t("This stands there as it was typed, with its signs: {line}", line=marked[:LINE]))
    if content.pinned:
        facts.append(t("It will be pinned"))
    if content.silent:
        facts.append(t("It arrives without a sound"))
    if reach.guarded(call.unit, announcement, call.person().id, count):
        facts.append(t("Another organizer has to release it too"))
    return facts


def _buttons(
    call: Call, announcement: Announcement, shown: str, bare_pictures: Sequence[File], ready: bool
) -> Sequence[Button]:
    content = announcement.content
    send = t("Schedule it") if announcement.at else t("Send it now")
    shown_version = version(call.unit, call.published, announcement)
    buttons = [Button(send, "release", values(announcement, shown=shown_version), style="primary")] if ready else []
    own = content.voice is None
    if own:
        buttons.append(Button(t("Change the text"), "wording", values(announcement, language=place(call, shown))))
    for tag in call.letter.languages:
        index = place(call, tag)
        if tag not in content.texts and own:
            write = t("Write it in {language}", language=Language(tag))
            buttons.append(Button(write, "wording", values(announcement, language=index)))
        elif tag != shown and tag in content.texts:
            show = t("Show it in {language}", language=Language(tag))
            buttons.append(Button(show, "draft", values(announcement, language=index)))
    buttons.extend(
        Button(t("Describe {name}", name=each.name), "describe", values(announcement, picture=each.id))
        for each in bare_pictures[:1]
    )
    buttons.extend(
        (
            Button(t("Who gets it"), "recipients", values(announcement)),
            Button(t("When"), "schedule", values(announcement)),
            *([Button(t("Not then, but at once"), "at_once", values(announcement))] if announcement.at else ()),
            Button(t("Add a file"), "attach", values(announcement)),
            Button(t("More"), "options", values(announcement)),
            Button(t("Discard"), "steer", values(announcement, act="discard"), style="danger"),
        )
    )
    return buttons
