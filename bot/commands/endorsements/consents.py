"""What a representative agrees to beyond their sign-on: news, the next letter, contact; and how that stops."""

from collections.abc import Sequence

from bot.commands.shared_options import ENDORSEMENT, LETTER, among, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement
from bot.service.announcements import readers
from bot.service.endorsements import consents as service
from bot.service.endorsements.signing import own
from bot.text.text import Bullets, Part, t
from bot.views.endorsements.consents import LABELS, OFFERED, version
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import public_entry


def _consents(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    if call.text("agree"):
        item = Item(call.text("agree"))
        service.agree(
            call.unit,
            call.person(),
            letter_id=letter_id,
            endorsement_id=number,
            item=item,
            wording=version(item),
            language=call.speech.tag,
        )
    elif call.text("take_back"):
        service.take_back(call.unit, call.actor.person, letter_id, number, Item(call.text("take_back")))
    signed = own(call.unit, call.actor.person, letter_id, number)
    agreed = service.given(call.unit, signed)
    return Reply(
        (*public_entry(signed.entry.bare), *_said(agreed)),
        (*_buttons(signed, agreed), desk_button(signed)),
        replaces=bool(call.text("agree") or call.text("take_back")),
        card=True,
    )


def _said(agreed: frozenset[Item]) -> Sequence[Part]:
    parts: list[Part] = [
        t("**Would you like to hear what becomes of the letter?** Each of these is optional, and ends with one press.")
    ]
    parts.append(Bullets(tuple(OFFERED[item] for item in _offered(agreed))))
    yes = tuple(LABELS[item] for item in OFFERED if item in agreed)
    if yes:
        parts.extend((t("**You agreed to:**"), Bullets(yes)))
    else:
        parts.append(t("You have agreed to none of them."))
    return parts


def _offered(agreed: frozenset[Item]) -> Sequence[Item]:
    """The items that can be agreed to: more news only where there is some."""
    return [item for item in OFFERED if item is not Item.MORE or Item.NEWS in agreed]


def _buttons(signed: Endorsement, agreed: frozenset[Item]) -> Sequence[Button]:
    which = {"endorsement": signed.receipt}
    return [
        Button(t("No more: {what}", what=LABELS[item]), "consents", {**which, "take_back": item.value})
        if item in agreed
        else Button(t("Yes: {what}", what=LABELS[item]), "consents", {**which, "agree": item.value})
        for item in _offered(agreed)
    ]


def _stop_news(call: Call) -> Reply:
    person, letter_id = call.actor.person, call.published.letter_id
    earlier = call.unit.letters.earlier(letter_id) if call.text("earlier") else None
    if person and earlier is not None:
        readers.stop(call.unit, earlier, person.id, Item.NEXT_LETTERS)
        return Reply([t("**Stopped.** You are not shown the letters that follow. Your sign-on stays as it is.")])
    if person:
        readers.stop(call.unit, letter_id, person.id)
    return Reply([t("**Stopped.** You get no more news of this letter as who signed it. Your sign-on stays as it is.")])


_AGREE = hidden("agree", t("Agreed"), Kind.CHOICE, [Choice(item.value, label) for item, label in LABELS.items()])
_TAKE_BACK = hidden(
    "take_back", t("Taken back"), Kind.CHOICE, [Choice(item.value, label) for item, label in LABELS.items()]
)
_EARLIER = among("earlier", t("The letter before"), "yes")

COMMANDS = (
    Command(
        "consents",
        t("What you agree to beyond your sign-on"),
        _consents,
        (LETTER, ENDORSEMENT, _AGREE, _TAKE_BACK),
        private=True,
        menu=False,
        reveals=True,
    ),
    Command(
        "stop_news", t("Stop the news to you as who signed"), _stop_news, (LETTER, _EARLIER), private=True, menu=False
    ),
)
