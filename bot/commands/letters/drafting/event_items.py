"""Owners and editors say of an event who speaks there, in which languages, and whether it takes place."""

from dataclasses import replace

from bot.commands.letters.drafting.draft import ITEM, view
from bot.commands.letters.drafting.editing import KEPT, OVERTAKEN, SEEN
from bot.commands.letters.drafting.items import ADDED
from bot.commands.shared_options import SPOKEN, among, for_editors_of_any, hidden
from bot.interface.call import Call, Reply
from bot.interface.options import Kind, Need, Option
from bot.model.letters import limits
from bot.model.letters.editing import words
from bot.model.letters.letter import Speaker
from bot.service.letters import items
from bot.text.text import t
from bot.views.letters.drafts import OFF, ON


def _add_speaker(call: Call) -> Reply:
    number = call.number("item") or 0
    speaker = Speaker(call.text("organization"), call.text("name"), words(call.text("languages")))
    items.add_speaker(call.unit, call.person(), call.published, number, speaker)
    return view(call, "events", number, ADDED)


def _drop_speaker(call: Call) -> Reply:
    number = call.number("item") or 0
    if not items.drop_speaker(
        call.unit,
        call.person(),
        revision=call.published,
        number=number,
        speaker=call.number("speaker") or 0,
        before=call.text("seen"),
    ):
        return view(call, "", None, OVERTAKEN)
    return view(call, "events", number, t("**Taken out.** Nobody but the editors sees it until it is published."))


def _speaker_languages(call: Call) -> Reply:
    number = call.number("item") or 0
    if not items.let_speak(
        call.unit,
        call.person(),
        revision=call.published,
        number=number,
        speaker=call.number("speaker") or 0,
        languages=words(call.text("languages")),
        before=call.text("seen"),
    ):
        return view(call, "", None, OVERTAKEN)
    return view(call, "events", number, KEPT)


def _call_off(call: Call) -> Reply:
    number, off = call.number("item") or 0, call.text("act") != ON
    if not items.call_off(
        call.unit, call.person(), revision=call.published, number=number, off=off, before=call.text("seen")
    ):
        return view(call, "", None, OVERTAKEN)
    said = (
        t(
            "**It is marked as called off.** Once this is published, the page, calendars and what was told of it say "
            "so. It stays in the letter, so that whoever comes to look finds that."
        )
        if off
        else t("**It takes place after all.** Nobody but the editors sees it until it is published.")
    )
    return view(call, "events", number, said)


_NAME = Option(
    "name",
    Kind.TEXT,
    t("Name"),
    t("Who speaks. Everybody will read it."),
    most=limits.NAME,
    when=lambda raw: not raw.get("unnamed"),
)
_ORGANIZATION = Option("organization", Kind.TEXT, t("Organization"), t("For whom they speak"), most=limits.NAME)
_SPEAKER = hidden("speaker", t("Number"))

COMMANDS = (
    for_editors_of_any(
        "add_speaker",
        t("Add a speaker to an event"),
        _add_speaker,
        ITEM,
        among("unnamed", t("Without a name"), "yes"),
        _NAME,
        _ORGANIZATION,
        replace(SPOKEN, need=Need.OFFERED),
    ),
    for_editors_of_any("drop_speaker", t("Take a speaker out"), _drop_speaker, ITEM, _SPEAKER, SEEN),
    for_editors_of_any(
        "speaker_languages",
        t("In which languages somebody speaks"),
        _speaker_languages,
        ITEM,
        _SPEAKER,
        SEEN,
        SPOKEN,
    ),
    for_editors_of_any(
        "call_off",
        t("Call an event off, or not after all"),
        _call_off,
        ITEM,
        among("act", t("What"), OFF, ON),
        SEEN,
    ),
)
