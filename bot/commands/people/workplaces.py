"""Owners name the servers in which the organizers work."""

from bot.commands.shared_options import LETTER, OWNERS, among, hidden
from bot.errors import Conflict
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.people.workplaces import Workplace
from bot.service.people import workplaces
from bot.text.text import Bullets, Part, Text, t

NAME, BACK = "name", "back"

HERE = Button(t("The organizers work in this server"), "workplaces", {"act": NAME})


def _workplaces(call: Call) -> Reply:
    letter_id, server = call.published.letter_id, call.caller.server
    act, number, named = call.text("act"), call.number("workplace"), call.text("role")
    said: list[Part] = []
    if act == BACK and number is not None:
        workplaces.take_back(call.unit, letter_id, number)
        said.append(t("**It is no workplace any more:** nobody decides there by a role, and its commands go."))
    elif (act == NAME or named) and server is None:
        raise Conflict(t("Only a server of a platform that has servers can be named, from within it."))
    elif (act == NAME or named) and server is not None:
        role, _, title = named.partition(" ")
        workplaces.name(call.unit, letter_id, server, role, title)
        said.append(t("**The organizers work here now.** Their commands are shown in this server."))
        if role:
            said.append(
                t(
                    "Holders of the role {role} decide on sign-ons here: they see cards, list, ask and decline. They "
                    "see no personal data, undo nothing and decide on nothing in bulk. You are told of each of them.",
                    role=title,
                )
            )
    known = call.unit.workplaces.all(letter_id)
    lines = Bullets(tuple(map(_line, known)))
    parts = [*said, t("**Servers in which the organizers work**"), lines if known else t("None.")]
    here = server and all(each.server.id != server.id for each in known)
    backs = [
        Button(t("Take back {server}", server=each.server.title), "workplaces", {"act": BACK, "workplace": each.id})
        for each in known
    ]
    return Reply(parts, (*([HERE] if here else []), *backs), replaces=bool(act))


def _line(workplace: Workplace) -> Text:
    if workplace.role:
        return t("{server}: by the role {role} too", server=workplace.server.title, role=workplace.role_title)
    return t("{server}", server=workplace.server.title)


_ROLE = Option("role", Kind.ROLE, t("Role"), t("A role here whose holders decide on sign-ons"), need=Need.NEVER)

COMMANDS = (
    Command(
        "workplaces",
        t("The servers in which the organizers work"),
        _workplaces,
        (LETTER, _ROLE, among("act", t("What to do"), NAME, BACK), hidden("workplace", t("Server"))),
        roles=OWNERS,
        private=True,
    ),
)
