"""Organizers write an announcement: what it says in which language, who gets it, when, and with what."""

from collections.abc import Sequence

from bot.commands.announcements import audience
from bot.commands.shared_options import ANNOUNCEMENT, AT_GIVEN_SHOWN, AT_SHOWN, EDITORS, LETTER, for_editors, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command, OnMessage
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.announcements.announcement import Announcement, Stage
from bot.service.announcements import drafts, release
from bot.text.faults import markdown_in
from bot.text.text import Bullets, Language, Listing, Part, Planned, Text, Typed, n, t
from bot.views.announcements.announcement_views import local, post, values
from bot.views.announcements.audience import described
from bot.views.announcements.release import SWITCHES, release_card, version

LINE = 80
"""So many characters at the most are shown of a line that holds Markdown."""


def desk(call: Call, announcement: Announcement, language: str = "") -> Reply:
    """A draft: how it will arrive, who gets it, and everything that can be done about it."""
    count = call.unit.chats.count(announcement.letter_id, announcement.audience)
    shown = language or _language(call, announcement)
    seen = post(call.unit, call.published, announcement.content, shown)
    parts: list[Part] = [
        n(
            "**This will be sent to {count} chat, exactly as shown:**",
            "**This will be sent to {count} chats, exactly as shown:**",
            count,
        ),
        *(seen.texts if seen else ()),
        Bullets(tuple(_facts(call, announcement, shown, count))),
    ]
    files = seen.files if seen else ()
    return Reply(parts, _desk_buttons(announcement, call, shown), replaces=True, files=files, card=True)


def _language(call: Call, announcement: Announcement) -> str:
    return call.speech.tag if call.speech.tag in announcement.content.texts else next(iter(announcement.content.texts))


def _facts(call: Call, announcement: Announcement, shown: str, count: int) -> Sequence[Text]:
    content = announcement.content
    facts = [
        t("Recipients: {recipients}", recipients=described(call.unit, announcement.letter_id, announcement.audience))
    ]
    if len(call.letter.languages) > 1 or len(content.texts) > 1:
        tags = list(content.texts)
        written = Listing([Language(tag) for tag in tags])
        if tags == [shown]:
            facts.append(t("Written in {languages}", languages=written))
        else:
            facts.append(t("Shown in {language}; written in {languages}", language=Language(shown), languages=written))
    if announcement.at:
        facts.append(t("Leaves on {time}", time=Planned(local(announcement.at, announcement.zone))))
    facts.extend(
        t("File: {name} ({size} kB)", name=each.name, size=max(1, each.size // 1000))
        for each in call.unit.files.get(content.files)
    )
    marked = markdown_in(content.in_(shown)[0])
    if marked:
        facts.append(
            t("An announcement knows no Markdown. This stands there as it was typed: {line}", line=marked[:LINE])
        )
    if content.pinned:
        facts.append(t("It will be pinned"))
    if content.silent:
        facts.append(t("It arrives without a sound"))
    if release.guarded(call.unit, announcement, call.person().id, count):
        facts.append(t("Another organizer has to release it too"))
    return facts


def _desk_buttons(announcement: Announcement, call: Call, shown: str) -> Sequence[Button]:
    content = announcement.content
    send = t("Schedule it") if announcement.at else t("Send it now")
    buttons = [
        Button(send, "release", values(announcement, shown=version(call.published, announcement)), style="primary"),
        Button(t("Change the text"), "wording", values(announcement, language=_place(call, shown))),
    ]
    for tag in call.letter.languages:
        index = _place(call, tag)
        if tag not in content.texts:
            buttons.append(
                Button(
                    t("Write it in {language}", language=Language(tag)), "wording", values(announcement, language=index)
                )
            )
        elif tag != shown:
            buttons.append(
                Button(
                    t("Show it in {language}", language=Language(tag)), "draft", values(announcement, language=index)
                )
            )
    buttons.extend(
        (
            Button(t("Who gets it"), "recipients", values(announcement)),
            Button(t("When"), "schedule", values(announcement)),
            Button(t("Add a file"), "attach", values(announcement)),
            Button(t("More"), "options", values(announcement)),
            Button(t("Discard"), "steer", values(announcement, act="discard"), style="danger"),
        )
    )
    return buttons


def _place(call: Call, language: str) -> int:
    """A language's place among the letter's: what a button can hold of it."""
    languages = call.letter.languages
    return languages.index(language) if language in languages else 0


def _announce(call: Call) -> Reply:
    file = call.number("file")
    new = drafts.draft(
        call.unit,
        call.person(),
        account=call.actor.account,
        letter_id=call.published.letter_id,
        texts={_written_in(call): call.text("text")},
        ordered_in=call.caller.address,
        audience=audience.read_audience(call, call.text("audience")),
        at=call.moment("at"),
        files=(file,) if file is not None else (),
    )
    release.reached(call.unit, new, most=1)
    return _checked(call, new)


def _written_in(call: Call) -> str:
    """The letter's language in which somebody writes: their own where the letter has it, else its first."""
    return call.speech.tag if call.speech.tag in call.letter.languages else call.letter.languages[0]


def _checked(call: Call, announcement: Announcement) -> Reply:
    """The desk of a draft that can be sent as it is; refuses what one of the platforms can't take."""
    for language in {*announcement.content.texts, *call.languages}:
        seen = post(call.unit, call.published, announcement.content, language)
        if seen:
            call.prepare(seen, language)
    return desk(call, announcement)


def found(call: Call) -> Announcement:
    """The announcement that a call is about."""
    return drafts.find(call.unit, call.published.letter_id, call.number("announcement"))


def chosen_language(call: Call) -> str:
    """The letter's language that a button means, by its place."""
    index = call.number("language")
    languages = call.letter.languages
    return languages[index] if index is not None and index < len(languages) else _written_in(call)


def _draft(call: Call) -> Reply:
    announcement = found(call)
    if announcement.stage is not Stage.DRAFT:
        return _whole(call, announcement)
    return desk(call, announcement, chosen_language(call) if call.number("language") is not None else "")


def _whole(call: Call, announcement: Announcement) -> Reply:
    """What an announcement that was released says, or a correction of it, with everything that comes along."""
    card = release_card(call.unit, call.published, announcement, whole=True)
    back = Button(t("Back"), "announcements", values(announcement))
    return Reply(card.parts, (*card.buttons, back), files=card.files, card=True)


def _wording(call: Call) -> Reply:
    letter_id, language = call.published.letter_id, chosen_language(call)
    changed = drafts.write(call.unit, letter_id, found(call).id, language, call.text("text"))
    _checked(call, changed)
    return desk(call, changed, language)


def _schedule(call: Call) -> Reply:
    return desk(call, drafts.plan(call.unit, call.published.letter_id, found(call).id, call.moment("at")))


def _at_once(call: Call) -> Reply:
    return desk(call, drafts.plan(call.unit, call.published.letter_id, found(call).id, None))


def _attach(call: Call) -> Reply:
    changed = drafts.attach(call.unit, call.published.letter_id, found(call).id, call.number("file") or 0)
    return _checked(call, changed)


def _options(call: Call) -> Reply:
    announcement, name, file = found(call), call.text("switch"), call.number("detach")
    letter_id = call.published.letter_id
    if name:
        announcement = drafts.switch(call.unit, letter_id, announcement.id, name)
    if file is not None:
        announcement = drafts.detach(call.unit, letter_id, announcement.id, file)
    toggles = [
        Button(on if getattr(announcement.content, each) else off, "options", values(announcement, switch=each))
        for each, (on, off) in SWITCHES.items()
    ]
    files = [
        Button(t("Without {name}", name=each.name), "options", values(announcement, detach=each.id))
        for each in call.unit.files.get(announcement.content.files)
    ]
    at_once = (
        [
            Button(
                t("Not at {time} but at once", time=Planned(local(announcement.at, announcement.zone))),
                "at_once",
                values(announcement),
            )
        ]
        if announcement.at
        else []
    )
    back = Button(t("Back"), "draft", values(announcement))
    return Reply([t("**How it is sent.** Press to change:")], (*toggles, *files, *at_once, back), replaces=True)


def _says(call: Call) -> Sequence[Part]:
    """What is asked for a text: what it says so far, where it says something."""
    number = call.number("announcement")
    announcement = drafts.find(call.unit, call.published.letter_id, number) if number is not None else None
    asked = t("What do you want to announce? Web addresses become links; the rest is shown as typed.")
    if announcement is None:
        return (asked,)
    language = chosen_language(call)
    now = announcement.content.texts.get(language)
    head = t("Now it says, in {language}:", language=Language(language)) if now else t("So far it says:")
    said = now or announcement.content.in_(language)[0]
    return (head, Typed(said, quoted=True), t("The text in {language}:", language=Language(language)))


def _stands(call: Call) -> str:
    number = call.number("announcement")
    announcement = call.unit.announcements.get(number) if number is not None else None
    return announcement.content.texts.get(chosen_language(call), "") if announcement else ""


TEXT = Option("text", Kind.PARAGRAPH, t("The announcement"), _says, most=1500, questions=True, prefill=_stands)
LANGUAGE = hidden("language", t("Language"))
_AUDIENCE = Option(
    "audience",
    Kind.TEXT,
    t("Recipients"),
    t("Only some of those who follow: a platform, a language, a kind of chat, a group; commas between them"),
    need=Need.NEVER,
    suggest=audience.suggest,
)
_FILE = Option("file", Kind.FILE, t("File"), t("Please send the file: a picture or a document."))
_ALONG = Option("file", Kind.FILE, t("File"), t("A picture or a document"), need=Need.NEVER)
_SWITCH = hidden("switch", t("Switch"), Kind.CHOICE, tuple(Choice(name, on) for name, (on, _) in SWITCHES.items()))
_DETACH = hidden("detach", t("File"))


COMMANDS = (
    Command(
        "announce",
        t("Send an announcement to every chat that follows"),
        _announce,
        (LETTER, TEXT, _AUDIENCE, AT_GIVEN_SHOWN, _ALONG),
        roles=EDITORS,
        private=True,
        title=t("Announce"),
        on_message=OnMessage(t("Announce this"), "text"),
    ),
    for_editors("draft", t("An announcement before it is sent"), _draft, ANNOUNCEMENT, LANGUAGE),
    for_editors("wording", t("Change what an announcement says"), _wording, ANNOUNCEMENT, LANGUAGE, TEXT),
    for_editors("schedule", t("Choose when an announcement leaves"), _schedule, ANNOUNCEMENT, AT_SHOWN),
    for_editors("at_once", t("Send an announcement as soon as it is released"), _at_once, ANNOUNCEMENT),
    for_editors("attach", t("Send a file along"), _attach, ANNOUNCEMENT, _FILE),
    for_editors("options", t("How an announcement is sent"), _options, ANNOUNCEMENT, _SWITCH, _DETACH),
)
