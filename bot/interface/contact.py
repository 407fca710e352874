"""Somebody is there again: what did not reach them is said, and an organizer has the name of their account."""

from dataclasses import replace

from bot.interface.calls import Calls
from bot.interface.requests import Answer
from bot.model.chats import ChatKind
from bot.ports.messenger import Message
from bot.service.people import missed, organizers
from bot.text.compose import compose
from bot.text.text import t

FOLLOWS = t("**Something that was to be told to you did not reach you.** It follows now.")
LOOK = t("**A message about your sign-on could not reach you:** `/endorsement`")


def met(calls: Calls, answer: Answer | None) -> Answer | None:
    """The answer to somebody, with what they missed before it, where only they read it; in private it is sent anew. To
    whom nothing can be sent, it is shown by whoever draws the answer."""
    person, caller = calls.person, calls.caller
    if person is None:
        return answer
    if calls.organizes and not person.name:
        known = calls.unit.people.find(caller.account)  # who had themselves forgotten just now is nobody
        if known:
            organizers.call_by_account(calls.unit, known, caller.account)
    if not person.missed or caller.account.visits or not isinstance(answer, Message):
        return answer
    if caller.kind is ChatKind.PRIVATE:
        word = FOLLOWS if missed.reached_again(calls.unit, person.id) else None
    elif answer.private and caller.confidential:
        word = LOOK if missed.of_sign_ons(calls.unit, person.id) else None
    else:
        word = None
    if word is None:
        return answer
    before = compose((word,), calls.speech(private=True))
    keys = tuple(key if key.block is None else replace(key, block=key.block + len(before)) for key in answer.keys)
    return replace(answer, blocks=(*before, *answer.blocks), keys=keys)
