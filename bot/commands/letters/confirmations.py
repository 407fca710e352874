"""Which revision was signed, and who confirms a later one."""

from dataclasses import replace

from bot.commands.shared_options import ENDORSEMENT, LETTER, REVISION
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.model.endorsements.consents import Item
from bot.service.endorsements import signing
from bot.service.letters import confirmations
from bot.text.text import Language, t
from bot.views.buttons import LIST
from bot.views.endorsements import consents
from bot.views.endorsements.public_entry import public_entry
from bot.views.letters.confirmations import since_signed


def _reconfirm(call: Call) -> Reply:
    current, number = call.published, call.number("endorsement") or 0
    language = call.speech.language_of(call.letter.text)
    if call.number("revision") != current.number:
        endorsement = signing.own(call.unit, call.actor.person, current.letter_id, number)
        parts, buttons = since_signed(call.unit, endorsement, current)
        return Reply([t("The letter has changed once more. Nothing was confirmed yet."), *parts], buttons)
    confirmed = confirmations.reconfirm(call.unit, call.person(), current, number, language)
    stated = {Item.AUTHORITY: consents.version(Item.AUTHORITY)}
    call.unit.consents.give(confirmed.id, call.person().id, stated, call.speech.tag)
    return Reply(
        [
            t(
                "**Thank you.** {organization} has confirmed revision {revision}, in {language}.",
                organization=confirmed.entry.organization,
                revision=confirmed.revision,
                language=Language(confirmed.language),
            ),
            *public_entry(confirmed.entry, categories=call.letter.categories),
        ],
        (LIST,),
    )


COMMANDS = (
    Command(
        "reconfirm",
        t("Confirm a revision of the letter"),
        _reconfirm,
        (LETTER, ENDORSEMENT, replace(REVISION, argument=False)),
        private=True,
        menu=False,
        irreversible="revision",
    ),
)
