"""Partners bring organizations along: each has a link, whose sign-ons are counted and not followed."""

from dataclasses import replace

from bot.commands.shared_options import SURE, for_editors, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.options import Kind, Option
from bot.model.outreach import LONGEST_TEXT
from bot.service.outreach import links
from bot.text.text import Bullets, Part, t
from bot.views.outreach import OUTREACH, PARTNERS, given, partner_line


def _partners(call: Call) -> Reply:
    unit, letter_id, number = call.unit, call.published.letter_id, call.number("remove")
    said: list[Part] = []
    if number is not None and not call.text("sure"):
        question = t("**Remove this partner?** Their link leads nowhere any more, and their count goes.")
        yes = Button(t("Yes, remove it"), "partners", {"remove": number, "sure": "yes"}, style="danger")
        return Reply([question], (yes, PARTNERS))
    if number is not None:
        gone = links.remove_partner(unit, letter_id, number)
        said.append(t("**Removed:** {name}", name=gone.name))
    found = unit.partners.all(letter_id)
    lines = Bullets(tuple(partner_line(call.published, each) for each in found)) if found else t("None.")
    remove = [
        Button(t("Remove: {name}", name=each.name), "partners", {"remove": each.id}, style="danger") for each in found
    ]
    title = t("**Partners who bring organizations along to sign {title}**", title=call.letter.title)
    told = t("Only how many sign-ons came is kept, and never which, or who opened a link.")
    buttons = (Button(t("Add a partner"), "add_partner", style="primary"), *remove, OUTREACH)
    return Reply([*said, title, lines, told], buttons, replaces=number is not None)


def _add(call: Call) -> Reply:
    partner, token = links.add_partner(call.unit, call.published.letter_id, call.text("name"))
    parts, copies = given(call, partner.name, token)
    said = t(
        "Whoever signs by it is counted for them, and not followed. It holds until {time}.",
        time=call.letter.local(partner.until),
    )
    return Reply([*parts, said], (*copies, PARTNERS))


_NAME = Option(
    "name",
    Kind.TEXT,
    t("Partner"),
    t("Who brings organizations along? Owners and editors see this name, and nobody else."),
    personal=True,
    most=LONGEST_TEXT,
)

COMMANDS = (
    for_editors(
        "partners",
        t("Partners' links, and how many sign-ons came by each"),
        _partners,
        hidden("remove", t("Remove")),
        SURE,
        irreversible="sure",
    ),
    replace(
        for_editors("add_partner", t("Give a partner a link whose sign-ons are counted"), _add, _NAME),
        title=t("Add a partner"),
    ),
)
