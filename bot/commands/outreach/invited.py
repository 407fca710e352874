"""What a link shows in a chat by which somebody was asked to sign."""

from bot.commands.shared_options import LETTER
from bot.errors import NotFound
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.service.outreach import links
from bot.text.text import Markdown, Part, t
from bot.views.buttons import ASK, READ
from bot.views.letters.letter import initiator
from bot.views.outreach import begins_with


def _invited(call: Call) -> Reply:
    key = call.text("key")
    invitation = links.invited(call.unit, call.published.letter_id, key)
    if invitation is None:
        raise NotFound(t("This link leads nowhere any more. Your organization can sign on all the same."), "sign")
    letter = call.letter
    parts: list[Part] = [
        t("**You are asked to sign {title}**, by {initiator}.", title=letter.title, initiator=initiator(letter)),
        Markdown(letter.summary),
        begins_with(invitation),
    ]
    sign = Button(t("Sign on for an organization"), "sign", {"invitation": key}, style="primary")
    return Reply(parts, (sign, READ, ASK))


_KEY = Option("key", Kind.TEXT, t("Link"), t("The link"), need=Need.NEVER, personal=True, most=40)

COMMANDS = (
    Command(
        "invited",
        t("A link by which an organization was asked to sign"),
        _invited,
        (LETTER, _KEY),
        private=True,
        menu=False,
        linked=True,
    ),
)
