"""What of a letter can be shared in any chat: public facts, whoever shares them."""

from collections.abc import Sequence
from functools import partial

from bot.interface.call import Button, Call, Reply, Shared
from bot.model.letters.events import in_order, over
from bot.model.letters.letter import Demand, Letter
from bot.model.letters.questions import Asked, Matter
from bot.service.lists import disclosure
from bot.text.compose import label
from bot.text.text import Bullets, Markdown, Part, Text, t
from bot.views.buttons import ASK, EVENTS, LIST, READ, SIGN
from bot.views.counts import signed_on
from bot.views.letters.ledger import standing
from bot.views.letters.letter import closing, demand_parts, event_entry, initiator
from bot.views.lists import not_yet

MOST_EVENTS = 10
"""So many events at the most stand in a message that is shared."""


def share_button(call: Call, name: Text) -> Button:
    """The button by which somebody takes a thing of this name into another chat."""
    return Button(t("Share"), share=label(name, call.speech))


def letter_name(letter: Letter) -> Text:
    """Under which name a letter is found."""
    return t("{title}", title=letter.title)


def demand_name(demand: Demand) -> Text:
    """Under which name a demand is found."""
    return t("{number}. {title}", number=demand.number, title=demand.title)


def count_name(letter: Letter) -> Text:
    """Under which name it is found how many have signed."""
    return t("How many have signed: {title}", title=letter.title)


def shared_letter(call: Call) -> Sequence[Shared]:
    """The letter: what it is about, by whom, and until when one can sign."""
    letter = call.letter
    parts: list[Part] = [
        t("**{title}**", title=letter.title),
        t("An open letter by {initiator}.", initiator=initiator(letter)),
        Markdown(letter.summary),
        *closing(call.letter, call.unit.now),
    ]
    about = t("An open letter by {initiator}.", initiator=initiator(letter))
    return [Shared((), letter_name(letter), about, Reply(parts, (READ, ASK, SIGN)))]


def shared_demands(call: Call) -> Sequence[Shared]:
    """Each demand, whole."""
    of = t("From the open letter **{title}**.", title=call.letter.title)
    ledger = call.unit.ledger.public(call.published.letter_id)
    return [
        Shared(
            (str(each.number),),
            demand_name(each),
            t("Addressed to {addressee}, {office}", addressee=each.addressee.name, office=each.addressee.office),
            Reply(
                [*demand_parts(each), *standing(call.letter, ledger, each.number, call.speech.tag), of],
                (READ, ASK, SIGN),
            ),
            partial(_is_demand, each),
        )
        for each in call.letter.demands
    ]


def shared_count(call: Call) -> Sequence[Shared]:
    """How many have signed, where everybody may know it."""
    letter, letter_id = call.letter, call.published.letter_id
    until = disclosure.hidden_until(call.unit, letter_id)
    parts: list[Part] = [t("**{title}**", title=letter.title)]
    if disclosure.discloses(call.unit, letter_id):
        parts.extend(signed_on(call.unit.endorsements.signed(letter_id)))
    elif until:
        parts.append(not_yet(letter.local(until)))
    parts.extend(closing(letter, call.unit.now))
    about = t("How many have signed, and the deadline")
    return [Shared((), count_name(letter), about, Reply(parts, (LIST, SIGN)), _is_count)]


def shared_events(call: Call) -> Sequence[Shared]:
    """What comes, where there is anything."""
    letter, now = call.letter, call.unit.now
    ahead = [event_entry(letter, each, now) for each in in_order(letter, now) if not over(letter, each, now)]
    if not ahead:
        return ()
    of = t("From the open letter **{title}**.", title=letter.title)
    reply = Reply([t("**What comes**"), Bullets(tuple(ahead[:MOST_EVENTS])), of], (EVENTS, READ))
    return [Shared((), events_name(letter), t("What comes, where, and who speaks"), reply, _is_event)]


def events_name(letter: Letter) -> Text:
    """Under which name the letter's events are found."""
    return t("What comes: {title}", title=letter.title)


def _is_event(asked: Asked) -> bool:
    return asked.matter in (Matter.EVENT, Matter.EVENT_WHEN, Matter.EVENT_WHERE, Matter.EVENT_SPEAKERS)


def _is_demand(demand: Demand, asked: Asked) -> bool:
    return asked.matter in (Matter.DEMANDS, Matter.OUTCOME) or asked.demand == demand


def _is_count(asked: Asked) -> bool:
    return asked.matter in (Matter.HOW_MANY, Matter.WHO_SIGNED, Matter.DEADLINE)
