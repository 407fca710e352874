"""Owners and editors choose the languages of the letter."""

from bot.commands.letters.drafting.draft import view
from bot.commands.letters.drafting.editing import KEPT, TAG
from bot.commands.shared_options import SURE, among, for_editors_of_any
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Option
from bot.model.letters.items import MOST_LANGUAGES
from bot.service.letters import editing, items
from bot.text.languages import find_language
from bot.text.text import Language, Listing, t

LEAD, DROP = "lead", "drop"


def _languages(call: Call) -> Reply:
    languages, index, act = _now(call), call.number("language"), call.text("act")
    if index is None:
        return _overview(languages)
    if index >= len(languages):
        raise NotFound(items.NO_SUCH)
    tag = languages[index]
    if act == LEAD:
        items.lead_language(call.unit, call.person(), call.published, tag)
        return view(call, "", None, KEPT)
    if act == DROP and call.text("sure"):
        items.drop_language(call.unit, call.person(), call.published, tag)
        return view(call, "", None, t("**Taken out.** Nobody but the editors sees it until it is published."))
    return _one(languages, index, asked=act == DROP)


def _now(call: Call) -> tuple[str, ...]:
    return editing.edited(call.unit, call.published).languages


def _overview(languages: tuple[str, ...]) -> Reply:
    said = [
        t("**Languages**: {languages}", languages=Listing([Language(each) for each in languages])),
        t("The first is the letter's own: it answers whoever speaks none of them."),
    ]
    each = (
        Button(t("{language}", language=Language(tag)), "letter_languages", {"language": index})
        for index, tag in enumerate(languages[:MOST_LANGUAGES])
    )
    add = Button(t("Add a language"), "add_language", style="primary")
    return Reply(said, (*each, add, Button(t("All of the letter"), "edit")), replaces=True)


def _one(languages: tuple[str, ...], index: int, asked: bool) -> Reply:
    """What can be done with one of the languages; `asked`: whether all that is said in it is to be taken out."""
    language, back = Language(languages[index]), Button(t("Back"), "letter_languages")
    out: dict[str, str | int] = {"act": DROP, "language": index}
    if asked:
        sure = Button(t("Take it out"), "letter_languages", {**out, "sure": "yes"}, style="danger")
        said = t("**Take out all that the letter says in {language}?**", language=language)
        return Reply([said], (sure, back), replaces=True)
    lead = Button(t("Make it the letter's own"), "letter_languages", {"act": LEAD, "language": index})
    drop = Button(t("Take it out"), "letter_languages", out, style="danger")
    buttons = (*([lead] if index else []), *([drop] if len(languages) > 1 else []), back)
    return Reply([t("**{language}**", language=language)], buttons, replaces=True)


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
            t("Its name, such as “French”, or its short name, such as `fr`"),
            most=60,
            check=find_language,
        ),
    ),
)
