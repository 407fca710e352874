"""Whoever manages a channel chooses whom its announcements call."""

from bot.commands.shared_options import among
from bot.errors import Conflict, NotAllowed
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.text.text import t
from bot.views.chats import FOR_THE_WHOLE

NOBODY = "nobody"


def _call(call: Call) -> Reply:
    server, (role, _, title) = call.caller.server, call.text("role").partition(" ")
    if server is None:
        raise Conflict(t("Roles are called in a server of a platform that has servers, by this command there."))
    if role == server.everybody:
        raise Conflict(t("Everybody at once is not called. Choose a role that people take who want to be."))
    if role and not call.caller.whole:
        raise NotAllowed(FOR_THE_WHOLE)
    chat = call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)
    if role:
        call.unit.chats.call(chat.id, role)
        said = t(
            "**Announcements call {role} here from now on.** That works where everybody may mention the role, or I may "
            "mention all roles: see the role's settings.",
            role=title,
        )
        return Reply([said], (Button(t("Call nobody"), "call", {"act": NOBODY}),), replaces=True)
    if call.text("act") == NOBODY:
        call.unit.chats.call(chat.id, "")
        return Reply([t("**Announcements call nobody here.**")], replaces=True)
    now = t("Announcements call a role here.") if chat.calls else t("Announcements call nobody here.")
    how = t("To choose a role, give this command with it.")
    return Reply([now, how], (Button(t("Call nobody"), "call", {"act": NOBODY}),) if chat.calls else ())


_ROLE = Option("role", Kind.ROLE, t("Role"), t("The role whose holders are called"), need=Need.NEVER)

COMMANDS = (
    Command(
        "call",
        t("The role that announcements call here"),
        _call,
        (_ROLE, among("act", t("What to do"), NOBODY)),
        manager=True,
        private=True,
    ),
)
