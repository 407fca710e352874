"""For the press and for sharing: everything about the letter in one document, and pictures."""

from collections.abc import Callable

from bot.commands.shared_options import ENDORSEMENT, LETTER, among, hidden
from bot.errors import Conflict, NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.model.endorsements.endorsement import State
from bot.ports.store import Unit
from bot.service.endorsements import signing
from bot.service.lists import disclosure
from bot.text.text import Part, Text, t
from bot.views.buttons import LIST, READ
from bot.views.letters.letter import document_buttons
from bot.views.lists import discloses, kept_back
from bot.views.press.files import kit_file, picture_file
from bot.views.press.pictures import (
    Described,
    count_picture,
    demand_picture,
    growth_picture,
    organization_picture,
)

NOT_MADE = t("The press kit could not be made now. Please try again in a minute.")
NOT_DRAWN = t("The picture could not be drawn now. Please try again in a minute.")


def _press_kit(call: Call) -> Reply:
    hidden_now = disclosure.hidden_until(call.unit, call.published.letter_id) is not None
    everything = hidden_now and call.text("act") == "all" and discloses(call)
    file = kit_file(call, kept_back=everything)
    if file is None:
        return Reply([NOT_MADE], (READ, LIST))
    if everything:
        marked: list[Part] = [t("**Not all of it is public:** don't pass this on."), *kept_back(call)]
        return Reply(marked, (READ,), files=(file,))
    parts: list[Part] = [t("**The press kit:** the letter, what it asks, and who has signed, to be printed.")]
    buttons = [READ, LIST, *document_buttons(call.letter), *_pictures(call, hidden_now)]
    if hidden_now and discloses(call):
        buttons.append(Button(t("Also who has signed"), "press_kit", {"act": "all"}))
    return Reply([*parts, *kept_back(call)], tuple(buttons), files=(file,))


def _pictures(call: Call, hidden_now: bool) -> list[Button]:
    signed = not hidden_now and call.unit.endorsements.signed(call.published.letter_id).total
    growth = [Button(t("Picture: how it grew"), "picture", {"which": "growth"})] if signed else []
    return [*growth, Button(t("Picture: a demand"), "picture", {"which": "demand"})]


def _picture(call: Call) -> Reply:
    revision, speech, which = call.published, call.speech, call.text("which")
    if which == "demand":
        return _demand(call)
    if not discloses(call):
        return Reply(kept_back(call), (READ,))
    draw = growth_picture if which == "growth" else count_picture
    return _drawn(call, which or "count", lambda unit: draw(unit, revision, speech))


def _demand(call: Call) -> Reply:
    number, demands = call.number("demand"), call.letter.demands
    if number is None and len(demands) > 1:
        choices = [
            Button(t("Demand {number}", number=each.number), "picture", {"which": "demand", "demand": each.number},
                   choice=True)
            for each in demands
        ]  # fmt: skip
        return Reply([t("**Which demand?**")], tuple(choices))
    demand = call.letter.demand(number) if number is not None else demands[0]
    if demand is None:
        raise NotFound(t("There is no such demand."), "demands")
    revision, speech = call.published, call.speech
    return _drawn(call, f"demand-{demand.number}", lambda unit: demand_picture(revision, speech, demand))


def _signed_picture(call: Call) -> Reply:
    endorsement = signing.own(
        call.unit, call.actor.person, call.published.letter_id, call.number("endorsement") or 0
    )  # fmt: skip
    if endorsement.state is not State.LISTED:
        raise Conflict(t("Your organization is not in the list."))
    if disclosure.hidden_until(call.unit, endorsement.letter_id) is not None:
        return Reply(kept_back(call))
    revision, speech = call.published, call.speech

    def draw(unit: Unit) -> Described:
        signed = unit.endorsements.get(endorsement.id) or endorsement
        return organization_picture(revision, speech, signed.public)

    return _drawn(call, "signed", draw, str(endorsement.id))


def _drawn(call: Call, name: str, describe: Callable[[Unit], Described], which: str = "") -> Reply:
    picture = picture_file(call, name, describe, which)
    said: Text = describe(call.unit).alt
    return Reply([said], (READ,), files=(picture,)) if picture else Reply([NOT_DRAWN], (READ,))


COMMANDS = (
    Command(
        "press_kit",
        t("The letter and who has signed, as a document to be printed"),
        _press_kit,
        (LETTER, among("act", t("What"), "all")),
        private=True,
        linked=True,
    ),
    Command(
        "picture",
        t("A picture to share"),
        _picture,
        (LETTER, among("which", t("Which"), "count", "growth", "demand"), hidden("demand", t("Demand"))),
        private=True,
        menu=False,
    ),
    Command(
        "signed_picture",
        t("A picture that says that your organization has signed"),
        _signed_picture,
        (LETTER, ENDORSEMENT),
        private=True,
        menu=False,
    ),
)
