"""Organizers and one-time codes."""

from collections.abc import Mapping, Sequence

from bot.commands.shared_options import LETTER, OWNERS, SURE, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.codes import CODE_LENGTH, read_code, spell_code
from bot.model.people.person import Role
from bot.model.people.settings import read_choices
from bot.service.people import guards, organizers
from bot.text.text import Bullets, Code, Listing, Part, Text, t
from bot.views.endorsements.handing_over import claimed
from bot.views.people import waiting

MOST_REMOVALS = 10
"""So many buttons that remove somebody fit under the list."""

ROLES: dict[Role, Text] = {Role.OWNER: t("owner"), Role.EDITOR: t("editor"), Role.REVIEWER: t("reviewer")}

WELCOMES: dict[Role, Text] = {
    Role.OWNER: t("**Welcome.** You are now an owner of this letter: you can do everything."),
    Role.EDITOR: t("**Welcome.** You are now an editor of this letter: you can make announcements."),
    Role.REVIEWER: t("**Welcome.** You are now a reviewer of this letter: you decide on sign-ons."),
}

INVITATIONS: dict[Role, Text] = {
    Role.OWNER: t("Invite an owner"),
    Role.EDITOR: t("Invite an editor"),
    Role.REVIEWER: t("Invite a reviewer"),
}


def _organizers(call: Call) -> Reply:
    letter_id = call.published.letter_id
    role, removed = call.text("invite"), call.number("remove")
    if role:
        code = organizers.invite(call.unit, call.person(), letter_id, Role(role))
        return Reply(
            [
                t(
                    "**An invitation** ({role}), good once and for seven days. Give this to the person, "
                    "and to nobody else:",
                    role=ROLES[Role(role)],
                ),
                t("{command}", command=Code(f"/claim {spell_code(code)}")),
            ]
        )
    if removed is not None:
        organizers.remove(call.unit, call.person(), letter_id, removed)
    people = call.unit.people.organizers(letter_id)
    items = tuple(
        t(
            "{account} — {roles}",
            account=Listing([str(account) for account in call.unit.people.accounts(person_id)]),
            roles=Listing([ROLES[role] for role in sorted(roles)]),
        )
        for person_id, roles in people
    )
    waits, agreeing = waiting(call.unit, call.published, read_choices(call.unit.settings.all(letter_id)))
    parts: list[Part] = [t("**Organizers of {title}**", title=call.letter.title), Bullets(items), *waits]
    invitations = [Button(text, "organizers", {"invite": each.value}) for each, text in INVITATIONS.items()]
    removals = [
        Button(
            t("Remove {account}", account=str(call.unit.people.accounts(person_id)[0])),
            "organizers",
            {"remove": person_id},
            style="danger",
        )
        for person_id, _ in people
        if call.actor.person is None or person_id != call.actor.person.id
    ]
    agreed = [each for each in agreeing if each.command == "guards"]
    return Reply(parts, (*invitations, *agreed, *removals[:MOST_REMOVALS]), replaces=removed is not None)


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
        return Reply(
            [WELCOMES[role], *_counts_from(call), t("{command} shows what you can do.", command=Code("/help"))]
        )
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


_INVITE = Option(
    "invite",
    Kind.CHOICE,
    t("Invite"),
    t("Which role?"),
    need=Need.NEVER,
    choices=tuple(Choice(role.value, text) for role, text in ROLES.items()),
)
_REMOVE = hidden("remove", t("Remove"))
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
        "organizers",
        t("Organizers, and invitations for new ones"),
        _organizers,
        (LETTER, _INVITE, _REMOVE),
        roles=OWNERS,
        private=True,
    ),
    Command("claim", t("Use a one-time code"), _claim, (_CODE, SURE), private=True, linked=True, said=_said),
)
