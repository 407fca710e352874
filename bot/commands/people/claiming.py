"""One-time codes: they make somebody an organizer, link an account, or hand a sign-on over."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import SURE
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Kind, Need, Option
from bot.model.chats import ChatKind, private_chat
from bot.model.codes import CODE_LENGTH, read_code, spell_code
from bot.model.people.person import Role
from bot.service.people import guards, organizers
from bot.text.text import Code, Part, Text, t
from bot.views.endorsements.handing_over import claimed

WELCOMES: dict[Role, Text] = {
    Role.OWNER: t("**Welcome.** You are now an owner of this letter: you can do everything."),
    Role.EDITOR: t("**Welcome.** You are now an editor of this letter: you can make announcements."),
    Role.REVIEWER: t("**Welcome.** You are now a reviewer of this letter: you decide on sign-ons."),
}


def _claim(call: Call) -> Reply:
    typed, sure = call.text("code"), call.text("sure") == "yes"
    if not typed:
        code = organizers.link_account(call.unit, call.person())
        return Reply(
            [
                t(
                    "To use the bot from another account of yours, type this there within 15 minutes. Don't "
                    "share it: it joins the account that types it to yours."
                ),
                t("{command}", command=Code(f"/claim {spell_code(code)}")),
            ]
        )
    taking_over = claimed(call, typed)
    if taking_over:
        return taking_over
    role = organizers.claim(call.unit, call.actor.account, typed, sure)
    if role is not None:
        return _welcome(call, role)
    if not sure:
        return Reply(
            [
                t(
                    "**This code links this account to the person who made it**, who can then see and "
                    "change what you do here. Go on only if that is you."
                )
            ],
            (
                Button(
                    t("Yes, both accounts are mine"),
                    "claim",
                    {"code": read_code(typed, CODE_LENGTH) or "", "sure": "yes"},
                    style="danger",
                ),
            ),
        )
    return Reply([t("Done: both accounts are yours, and the bot takes them for one person.")], replaces=True)


def _welcome(call: Call, role: Role) -> Reply:
    """What somebody is told who is an organizer from now on; they are told in this language what comes by itself."""
    account = call.actor.account
    there = call.unit.chats.ensure(private_chat(account), ChatKind.PRIVATE, "")
    if not there.language:
        call.unit.chats.speak(there.id, call.speech.tag)
    person = call.unit.people.find(account)
    name = person.name if person else ""
    known = (t("The other organizers know you as {name}.", name=name),) if name else ()
    parts: list[Part] = [
        WELCOMES[role],
        *known,
        *_counts_from(call),
        t("{command} shows what you can do.", command=Code("/help")),
    ]
    return Reply(parts, (Button(t("What I can do"), "help", style="primary"), Button(t("My name"), "my_name")))


def _counts_from(call: Call) -> Sequence[Part]:
    """That somebody new is no second organizer yet."""
    person = call.unit.people.find(call.actor.account)
    letters = call.unit.letters.all() if person else ()
    known = [(each, guards.counts_from(call.unit, each.letter_id, person.id)) for each in letters if person]
    waits = [each.letter.local(since) for each, since in known if since]
    if not waits:
        return ()
    return (
        t(
            "From {time} on, or as soon as another owner agrees to you, you count as a second organizer. Until then "
            "what you send counts together with what whoever invited you sends.",
            time=max(waits),
        ),
    )


def _said(_: Call, typed: str) -> Mapping[str, str]:
    return {"code": typed} if read_code(typed, CODE_LENGTH) else {}


_CODE = Option(
    "code",
    Kind.TEXT,
    t("Code"),
    t("The one-time code; without one you get a code for your other account"),
    need=Need.NEVER,
    most=40,
)

COMMANDS = (
    Command(
        "claim",
        t("Use a one-time code"),
        _claim,
        (_CODE, SURE),
        private=True,
        linked=True,
        said=_said,
        irreversible="sure",
    ),
)
