"""At an organization's desk: whether its name is published, or withheld."""

from collections.abc import Sequence

from bot.commands.endorsements.own import own_sign_on
from bot.commands.shared_options import ENDORSEMENT, LETTER
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.endorsements.consents import Item
from bot.service.endorsements import names
from bot.text.text import Part, t
from bot.views.endorsements import consents
from bot.views.endorsements.desk import desk_button, stands
from bot.views.endorsements.public_entry import public_entry
from bot.views.lists import kept_back

PUBLISHED, WITHHELD, KEPT = "published", "withheld", "kept"


def _which(call: Call) -> Sequence[Part]:
    endorsement = own_sign_on(call)
    if endorsement.entry.withheld:
        return [
            t("**Publish the name?**"),
            *public_entry(endorsement.entry.bare),
            consents.WORDS[Item.LINE],
            consents.stated(endorsement.entry.organization, endorsement.revision),
        ]
    return [
        t("**Withhold the name?**"),
        *public_entry(endorsement.entry.bare),
        consents.WORDS[Item.WITHHELD],
        t("It is removed at once from wherever the bot shows it, without any notice. What others have copied stays."),
        *((t("Nobody is named any more as who speaks for it."),) if endorsement.entry.spokesperson else ()),
    ]


def _choices(call: Call) -> Sequence[Choice]:
    withheld = own_sign_on(call).entry.withheld
    change = (
        Choice(PUBLISHED, t("Publish the name"), "primary")
        if withheld
        else Choice(WITHHELD, t("Withhold the name"), "primary")
    )
    return (change, Choice(KEPT, t("Change nothing")))


def _public_name(call: Call) -> Reply:
    endorsement, chosen = own_sign_on(call), call.text("name")
    if chosen == KEPT:
        return Reply([t("Nothing was changed.")], (desk_button(endorsement),))
    said = names.publish if chosen == PUBLISHED else names.withhold
    changed = said(call.unit, call.person(), endorsement.letter_id, endorsement.id)
    agreed = (Item.LINE, Item.AUTHORITY) if chosen == PUBLISHED else (Item.WITHHELD,)
    wordings = {item: consents.version(item) for item in agreed}
    call.unit.consents.give(changed.id, call.person().id, wordings, call.speech.tag)
    done = t("**The name is published.**") if chosen == PUBLISHED else t("**The name is withheld.**")
    parts = [done, t("Your sign-on is {state}.", state=stands(call, changed)), *kept_back(call)]
    return Reply(parts, (desk_button(changed),))


_NAME = Option("name", Kind.CHOICE, t("The name"), _which, choices=_choices, argument=False)

COMMANDS = (
    Command(
        "public_name",
        t("Publish your organization's name, or withhold it"),
        _public_name,
        (LETTER, ENDORSEMENT, _NAME),
        private=True,
        menu=False,
        irreversible="name",
    ),
)
