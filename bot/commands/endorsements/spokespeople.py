"""At an organization's desk: whether whoever represents it is named in public as who speaks for it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.endorsements.own import own_sign_on
from bot.commands.shared_options import ENDORSEMENT, LETTER
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.endorsements.consents import Item
from bot.service.endorsements import spokespeople
from bot.text.text import Part, t
from bot.views.endorsements import consents
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import public_entry

NAMED, UNNAMED, KEPT = "named", "unnamed", "kept"


def _which(call: Call) -> Sequence[Part]:
    endorsement = own_sign_on(call)
    if endorsement.entry.spokesperson:
        return [
            t("**You are named in public:** {spokesperson}", spokesperson=endorsement.entry.spokesperson),
            t("You can take that back at once, and nothing is kept of it here. What others have copied stays."),
        ]
    shown = replace(endorsement.entry.bare, spokesperson=spokespeople.offered(call.unit, endorsement))
    return [
        t("**Be named in public?** It would stand like this wherever your organization is listed:"),
        *public_entry(shown),
        consents.WORDS[Item.SPOKESPERSON],
        t("Nobody has to: most organizations name nobody. Your address is never shown."),
    ]


def _choices(call: Call) -> Sequence[Choice]:
    change = (
        Choice(UNNAMED, t("Don't name me any more"), "primary")
        if own_sign_on(call).entry.spokesperson
        else Choice(NAMED, t("I agree: name me"))
    )
    return (change, Choice(KEPT, t("Change nothing")))


def _spokesperson(call: Call) -> Reply:
    endorsement, chosen = own_sign_on(call), call.text("name")
    letter_id, person = endorsement.letter_id, call.person()
    if chosen == KEPT:
        return Reply([t("Nothing was changed.")], (desk_button(endorsement),))
    if chosen == UNNAMED:
        spokespeople.remove(call.unit, person, letter_id, endorsement.id)
        return Reply([t("**You are named no more.**")], (desk_button(endorsement),))
    named = spokespeople.name(call.unit, person, letter_id, endorsement.id)
    wordings = {Item.SPOKESPERSON: consents.version(Item.SPOKESPERSON)}
    call.unit.consents.give(endorsement.id, person.id, wordings, call.speech.tag)
    return Reply([t("**You are named** wherever the organization is listed."), *public_entry(named.entry)],
                 (desk_button(named),))  # fmt: skip


_NAME = Option("name", Kind.CHOICE, t("Your name"), _which, choices=_choices, argument=False)

COMMANDS = (
    Command(
        "spokesperson",
        t("Be named in public as who speaks for your organization, or no more"),
        _spokesperson,
        (LETTER, ENDORSEMENT, _NAME),
        private=True,
        menu=False,
        irreversible="name",
    ),
)
