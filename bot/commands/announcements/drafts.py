"""Organizers write an announcement: what it says in which language, who gets it, when, and with what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.announcements import audience
from bot.commands.announcements.desk import check_fits, chosen_language, desk, found, written_in
from bot.commands.shared_options import (
    ANNOUNCEMENT,
    AT_GIVEN_SHOWN,
    AT_SHOWN,
    EDITORS,
    LETTER,
    among,
    for_editors,
    hidden,
)
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply, Then
from bot.interface.command import Command, OnMessage
from bot.interface.files import files_of
from bot.interface.forms.formatting import unkept, words
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.announcements.announcement import Announcement, Content, Stage
from bot.model.blocks import Words
from bot.model.files import LONGEST_ALT
from bot.service.announcements import drafts
from bot.service.letters.documents import found as found_file
from bot.text.text import Bullets, Language, Part, Text, Typed, t
from bot.views.announcements.announcement_views import values
from bot.views.announcements.release import SWITCHES, file_line, release_card
from bot.views.press.files import kit_file

OFFERED_DOCUMENTS = 10
"""So many of the letter's documents are offered to be sent along."""

RECENT = 8
"""Among so many announcements the last draft of somebody is looked for."""


def _announce(call: Call) -> Reply:
    files = files_of(call, "file")
    new = drafts.draft(
        call.unit,
        call.person(),
        account=call.actor.account,
        letter_id=call.published.letter_id,
        texts={written_in(call): words(call, "text")},
        ordered_in=call.caller.address,
        audience=audience.read_audience(call, call.text("audience")),
        at=call.moment("at"),
        files=files,
    )
    return desk(call, _describe_first(call, new, files), unkept=unkept(call, "text"), asks=True)


def _describe_first(call: Call, announcement: Announcement, files: Sequence[int]) -> Announcement:
    """What is said to be on a picture is on the first of those that came along."""
    picture = next((each for each in call.unit.files.get(files) if each.picture), None)
    if picture is None or not call.text("alt"):
        return announcement
    return drafts.describe(call.unit, announcement.letter_id, announcement.id, picture.id, call.text("alt"))


def _draft(call: Call) -> Reply:
    announcement = found(call)
    if announcement.stage is not Stage.DRAFT:
        return _whole(call, announcement)
    shown = chosen_language(call) if call.number("language") is not None else ""
    return desk(call, announcement, shown, asks=call.text("next") == "picture")


def _whole(call: Call, announcement: Announcement) -> Reply:
    """What an announcement that was released says, or a correction of it, with everything that comes along."""
    card = release_card(call.unit, call.published, announcement, call.kinds, whole=True)
    back = Button(t("Back"), "announcements", values(announcement))
    return Reply(card.parts, (*card.buttons, back), files=card.files, card=True)


def _wording(call: Call) -> Reply:
    letter_id, language = call.published.letter_id, chosen_language(call)
    changed = drafts.write(call.unit, letter_id, found(call).id, language, words(call, "text"))
    return desk(call, changed, language, unkept(call, "text"))


def _schedule(call: Call) -> Reply:
    return desk(call, drafts.plan(call.unit, call.published.letter_id, found(call).id, call.moment("at")))


def _at_once(call: Call) -> Reply:
    return desk(call, drafts.plan(call.unit, call.published.letter_id, found(call).id, None))


def _attach(call: Call) -> Reply:
    files = files_of(call, "file")
    changed = drafts.attach(call.unit, call.published.letter_id, found(call).id, *files)
    check_fits(call, changed.content)
    changed = _describe_first(call, changed, files)
    if call.caller.fields > 1:
        return desk(call, changed, asks=True)
    added = Bullets(tuple(map(file_line, call.unit.files.get(files))))
    more = Button(t("That's all"), "draft", values(changed, next="picture"))
    return Reply([t("**It comes along.**"), added], then=Then("attach", values(changed), more))


def _describe(call: Call) -> Reply:
    number, letter_id = call.number("picture") or 0, call.published.letter_id
    return desk(call, drafts.describe(call.unit, letter_id, found(call).id, number, call.text("alt")), asks=True)


def _shows(call: Call) -> Sequence[Part]:
    """The question what is to be seen on a picture."""
    number = call.number("picture")
    picture = next(iter(call.unit.files.get([number])), None) if number is not None else None
    return (
        (t("What is to be seen on {name}? Whoever can't see it reads or hears this.", name=picture.name),)
        if picture
        else (t("What is to be seen on the picture? Whoever can't see it reads or hears this."),)
    )


def _offered(call: Call) -> Sequence[tuple[Text, Mapping[str, str]]]:
    return ((t("Announce this"), {}),)


def _open_drafts(call: Call) -> Sequence[tuple[Text, Mapping[str, str]]]:
    """The draft that its author wrote last, to which a file may belong."""
    letter, person = call.revision, call.actor.person
    recent = call.unit.announcements.recent(letter.letter_id, RECENT) if letter and person else ()
    mine = [each for each in recent if each.stage is Stage.DRAFT and person and each.person_id == person.id]
    return [(t("Add it to announcement {number}", number=each.id), {"announcement": str(each.id)}) for each in mine[:1]]


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
    kit = Button(t("With the press kit"), "attach_kit", values(announcement))
    attached = {each.sha256 for each in announcement.content.documents}
    documents = [
        Button(t("With {title}", title=each.title), "attach_document", values(announcement, document=number))
        for number, each in enumerate(call.letter.documents, 1)
        if each.file and each.file.sha256 not in attached and found_file(call.unit, letter_id, each)
    ]
    back = Button(t("Back"), "draft", values(announcement))
    return Reply(
        [t("**How it is sent.** Press to change:")],
        (*toggles, kit, *documents[:OFFERED_DOCUMENTS], *files, back),
        replaces=True,
    )


def _attach_kit(call: Call) -> Reply:
    """The press kit does not name the organizations there: what was sent can't follow those who leave the list."""
    announcement = found(call)
    file = kit_file(call, named=False)
    if file is None:
        raise Conflict(t("The press kit could not be made now. Please try again in a minute."))
    changed = drafts.attach(call.unit, announcement.letter_id, announcement.id, file.id)
    check_fits(call, changed.content)
    return desk(call, changed)


def _attach_document(call: Call) -> Reply:
    announcement, number = found(call), call.number("document") or 0
    changed = drafts.attach_document(call.unit, call.published, announcement.id, number)
    check_fits(call, changed.content)
    return desk(call, changed)


def _says(call: Call) -> Sequence[Part]:
    """What is asked for a text: what it says so far, where it says something."""
    number = call.number("announcement")
    announcement = drafts.find(call.unit, call.published.letter_id, number) if number is not None else None
    asked = t(
        "What do you want to announce? Bold, italic, lists and links are kept; a picture or a file may come with it."
    )
    if announcement is None:
        along = tuple(map(file_line, call.unit.files.get(files_of(call, "file"))))
        several = len(call.unit.letters.all()) > 1
        about = t("**{letter}**", letter=call.speech.reading(call.letter.title))
        return (*((about,) if several else ()), *((Bullets(along),) if along else ()), asked)
    language, content = chosen_language(call), announcement.correction or announcement.content
    now = content.texts.get(language)
    head = t("Now it says, in {language}:", language=Language(language)) if now else t("So far it says:")
    said = now or content.in_(language)[0]
    return (head, Typed(said, quoted=True), t("The text in {language}:", language=Language(language)))


def _stands(call: Call) -> Words:
    number = call.number("announcement")
    announcement = call.unit.announcements.get(number) if number is not None else None
    content = (announcement.correction or announcement.content) if announcement else Content()
    return content.texts.get(chosen_language(call), "")


TEXT = Option(
    "text", Kind.PARAGRAPH, t("The announcement"), _says, most=1500, questions=True, prefill=_stands, formatted=True
)
LANGUAGE = hidden("language", t("Language"))
_AUDIENCE = Option(
    "audience",
    Kind.TEXT,
    t("Recipients"),
    t("Only some of those who follow: a platform, a language, a kind of chat, a group; commas between them"),
    need=Need.NEVER,
    suggest=audience.suggest,
    judge=audience.read_audience,
)
_FILE = Option(
    "file",
    Kind.FILE,
    t("File"),
    t("Please send the file: a picture or a document. Several can be sent in a row."),
    given_out=True,
)
_ALONG = Option("file", Kind.FILE, t("File"), t("A picture or a document"), need=Need.OFFERED, given_out=True)
_ALT = Option("alt", Kind.PARAGRAPH, t("What is on the picture"), _shows, argument=False, most=LONGEST_ALT)
_ALT_ALONG = replace(_ALT, need=Need.OFFERED)
_PICTURE = hidden("picture", t("Picture"))
_NEXT = among("next", t("Next"), "picture")
_SWITCH = hidden("switch", t("Switch"), Kind.CHOICE, tuple(Choice(name, on) for name, (on, _) in SWITCHES.items()))
_DETACH = hidden("detach", t("File"))
_DOCUMENT = hidden("document", t("Document"))


COMMANDS = (
    Command(
        "announce",
        t("Send an announcement to every chat that follows"),
        _announce,
        (LETTER, TEXT, _AUDIENCE, AT_GIVEN_SHOWN, _ALONG, _ALT_ALONG),
        roles=EDITORS,
        private=True,
        title=t("Announce"),
        on_message=OnMessage(t("Announce this"), "text"),
        offered=_offered,
    ),
    for_editors("draft", t("An announcement before it is sent"), _draft, ANNOUNCEMENT, LANGUAGE, _NEXT),
    for_editors("wording", t("Change what an announcement says"), _wording, ANNOUNCEMENT, LANGUAGE, TEXT),
    for_editors("schedule", t("Choose when an announcement leaves"), _schedule, ANNOUNCEMENT, AT_SHOWN),
    for_editors("at_once", t("Send an announcement as soon as it is released"), _at_once, ANNOUNCEMENT),
    replace(
        for_editors("attach", t("Send a file along"), _attach, ANNOUNCEMENT, _FILE, _ALT_ALONG), offered=_open_drafts
    ),
    for_editors("attach_kit", t("Send the press kit along"), _attach_kit, ANNOUNCEMENT),
    for_editors("attach_document", t("Send a document of the letter along"), _attach_document, ANNOUNCEMENT, _DOCUMENT),
    for_editors("describe", t("Say what is on a picture"), _describe, ANNOUNCEMENT, _PICTURE, _ALT),
    for_editors("options", t("How an announcement is sent"), _options, ANNOUNCEMENT, _SWITCH, _DETACH),
)
