"""Owners and editors choose the languages of the letter."""

from bot.commands.letters.draft import view
from bot.commands.letters.editing import KEPT, TAG
from bot.commands.shared_options import SURE, among, for_editors_of_any
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Option
from bot.service.letters import editing, items
from bot.text.languages import find_language
from bot.text.text import Language, Listing, t

ADD, LEAD, DROP = "add", "lead", "drop"


def _languages(call: Call) -> Reply:
    languages, act, index = (
        editing.edited(call.unit, call.published).languages,
        call.text("act"),
        call.number("language"),
    )
    if not act:
        return _overview(languages)
    if index is None or index >= len(languages):
        raise NotFound(items.NO_SUCH)
    tag = languages[index]
    if act == LEAD:
        items.lead_language(call.unit, call.person(), call.published, tag)
        return view(call, "", None, KEPT)
    if not call.text("sure"):
        asked = t("**Take out all that the letter says in {language}?**", language=Language(tag))
        sure: dict[str, str | int] = {"act": DROP, "language": index, "sure": "yes"}
        return Reply(
            [asked],
            (Button(t("Take it out"), "letter_languages", sure, style="danger"), Button(t("Back"), "letter_languages")),
            replaces=True,
        )
    items.drop_language(call.unit, call.person(), call.published, tag)
    return view(call, "", None, t("**Taken out.** Nobody but the editors sees it until it is published."))


def _overview(languages: tuple[str, ...]) -> Reply:
    names = [Language(each) for each in languages]
    said = [
        t("**Languages**: {languages}", languages=Listing(names)),
        t("The first is the letter's own: it answers whoever speaks none of them."),
    ]
    lead = [
        Button(t("{language} first", language=name), "letter_languages", {"act": LEAD, "language": index})
        for index, name in enumerate(names)
        if index
    ]
    drop = [
        Button(
            t("Without: {part}", part=t("{language}", language=name)),
            "letter_languages",
            {"act": DROP, "language": index},
        )
        for index, name in enumerate(names)
        if len(names) > 1
    ]
    add = Button(t("Add a language"), "add_language", style="primary")
    return Reply(said, (add, *lead, *drop, Button(t("All of the letter"), "edit")), replaces=True)


def _add(call: Call) -> Reply:
    items.add_language(call.unit, call.person(), call.published, call.text("tongue"))
    return view(call, "", None, KEPT)


COMMANDS = (
    for_editors_of_any(
        "letter_languages",
        t("The letter's languages"),
        _languages,
        TAG,
        among("act", t("What"), LEAD, DROP),
        SURE,
        irreversible="sure",
    ),
    for_editors_of_any(
        "add_language",
        t("Add a language to the letter"),
        _add,
        Option(
            "tongue",
            Kind.TEXT,
            t("Language"),
            t("Its name, such as `French`, or its short name, such as `fr`"),
            most=60,
            check=find_language,
        ),
    ),
)
