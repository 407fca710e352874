"""Who organizes a letter: their names, the invitations, and who is an organizer no more."""

from collections.abc import Sequence

from bot.commands.shared_options import LETTER, ORGANIZERS, OWNERS, SURE, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.codes import spell_code
from bot.model.people.person import REMOVED_FOR, Role
from bot.model.people.settings import read_choices
from bot.service.people import organizers
from bot.text.text import Bullets, Code, Link, Listing, Part, Text, t
from bot.views.people import MEMBER, ROLES, named, waiting

MOST_BUTTONS = 10
"""So many buttons of one kind fit under the list."""

INVITATIONS: dict[Role, Text] = {
    Role.OWNER: t("Invite an owner"),
    Role.EDITOR: t("Invite an editor"),
    Role.REVIEWER: t("Invite a reviewer"),
}


def _organizers(call: Call) -> Reply:
    letter_id, person = call.published.letter_id, call.person()
    role, gone, back = call.text("invite"), call.number("remove"), call.number("back")
    if role:
        return _invited(call, Role(role))
    if gone is not None and not call.text("sure"):
        return _ask(call, gone)
    said: Sequence[Part] = ()
    if gone is not None:
        organizers.remove(call.unit, person, letter_id, gone)
        said = (
            t(
                "**{who} is an organizer no more.** Until {time} you can undo that.",
                who=named(call.unit, gone),
                time=call.letter.local(call.unit.now + REMOVED_FOR),
            ),
        )
    elif back is not None:
        roles = organizers.restore(call.unit, person, letter_id, back)
        given = Listing([ROLES[each] for each in sorted(set(roles))])
        said = (t("**{who} is an organizer again:** {roles}.", who=named(call.unit, back), roles=given),)
    elif call.text("revoke"):
        organizers.revoke(call.unit, letter_id, call.text("revoke"))
        said = (t("**That invitation is void.**"),)
    return _list(call, said)


def _list(call: Call, said: Sequence[Part]) -> Reply:
    unit, letter_id, person = call.unit, call.published.letter_id, call.person()
    people = unit.people.organizers(letter_id)
    waits, agreeing = waiting(unit, call.published, read_choices(unit.settings.all(letter_id)))
    parts: list[Part] = [
        *said,
        t("**Organizers of {title}**", title=call.letter.title),
        Bullets(tuple(_member(call, person_id, roles) for person_id, roles in people)),
        *_open(call),
        *waits,
    ]
    own = (
        *(Button(text, "organizers", {"invite": each.value}) for each, text in INVITATIONS.items()),
        Button(t("My name"), "my_name"),
    )
    void = [
        Button(_void(call, each.role, each.person_id), "organizers", {"revoke": each.handle})
        for each in unit.organizers.invitations(letter_id)
        if each.handle and each.letter_id == letter_id
    ]
    undo = [
        Button(t("Undo the removal of {who}", who=named(unit, each)), "organizers", {"back": each})
        for each in unit.organizers.removed(letter_id, person.id)
    ]
    remove = [
        Button(t("Remove {who}", who=named(unit, each)), "organizers", {"remove": each}, style="danger")
        for each, _ in people
        if each != person.id
    ]
    agreed = [each for each in agreeing if each.command in ("guards", "review_here")]
    several = (undo[:MOST_BUTTONS], void[:MOST_BUTTONS], remove[:MOST_BUTTONS])
    return Reply(parts, (*own, *agreed, *(each for buttons in several for each in buttons)), replaces=bool(said))


def _member(call: Call, person_id: int, roles: frozenset[Role]) -> Text:
    accounts = call.unit.people.accounts(person_id)
    member = t(
        "**{name}** · {account} — {roles}",
        name=named(call.unit, person_id),
        account=Listing([str(account) for account in accounts]),
        roles=Listing([ROLES[role] for role in sorted(roles)]),
    )
    theirs = (each for each in call.unit.people.memberships(call.published.letter_id) if each.person_id == person_id)
    by = next((each.invited_by for each in theirs if each.invited_by is not None), None)
    if by is None:
        return member
    return t("{member}, invited by {inviter}", member=member, inviter=named(call.unit, by))


def _open(call: Call) -> Sequence[Part]:
    """The invitations that nobody has used yet."""
    still = call.unit.organizers.invitations(call.published.letter_id)
    if not still:
        return ()
    items = tuple(
        t(
            "{role}, from {who}, good until {time}",
            role=ROLES[each.role],
            who=named(call.unit, each.person_id) if each.person_id else t("the host"),
            time=call.letter.local(each.until),
        )
        for each in still
    )
    return (t("**Invitations that nobody has used yet**"), Bullets(items))


def _void(call: Call, role: Role, person_id: int | None) -> Text:
    who = named(call.unit, person_id) if person_id else t("the host")
    return t("Void an invitation: {role}, from {who}", role=ROLES[role], who=who)


def _invited(call: Call, role: Role) -> Reply:
    code = organizers.invite(call.unit, call.person(), call.published.letter_id, role)
    links = tuple(
        t("On {platform}: {link}", platform=platform, link=Link(link))
        for platform, link in call.links("claim", {"code": code})
    )
    parts: list[Part] = [
        t(
            "**An invitation** ({role}), good once and for seven days. You and the owners are told when it is used; "
            "until then you can void it. Give this to the person, and to nobody else:",
            role=ROLES[role],
        ),
        t("{command}", command=Code(f"/claim {spell_code(code)}")),
    ]
    if links:
        parts.extend((t("Or a link that they open:"), Bullets(links)))
    return Reply(parts, (Button(t("Organizers"), "organizers"),))


def _ask(call: Call, organizer_id: int) -> Reply:
    who = named(call.unit, organizer_id)
    sure = Button(
        t("Yes, remove {who}", who=who), "organizers", {"remove": organizer_id, "sure": "yes"}, style="danger"
    )
    return Reply(
        [
            t("**Remove {who}?**", who=who),
            t(
                "They lose every role in this letter; the invitations and the links for the press that they made are "
                "void. You can undo it for a day; their invitations stay void."
            ),
        ],
        (sure, Button(t("No, keep them"), "organizers")),
        replaces=True,
    )


def _my_name(call: Call) -> Reply:
    name = organizers.call_themselves(call.unit, call.person(), call.text("name"))
    return Reply([t("**The other organizers know you as {name}.**", name=name)])


_INVITE = Option(
    "invite",
    Kind.CHOICE,
    t("Invite"),
    t("Which role?"),
    need=Need.NEVER,
    choices=tuple(Choice(role.value, text) for role, text in ROLES.items()),
)
_NAME = Option(
    "name",
    Kind.TEXT,
    t("Your name"),
    t("Under which name shall the other organizers know you? It is kept encrypted, and nobody else sees it."),
    personal=True,
    most=organizers.LONGEST_NAME,
    prefill=lambda call: call.actor.person.name if call.actor.person else "",
)

COMMANDS = (
    Command(
        "organizers",
        t("Organizers, and invitations for new ones"),
        _organizers,
        (
            LETTER,
            _INVITE,
            hidden("remove", t("Remove")),
            SURE,
            hidden("back", t("Undo")),
            hidden("revoke", t("Invitation"), Kind.TEXT),
        ),
        roles=OWNERS,
        private=True,
        irreversible="sure",
    ),
    Command("my_name", MEMBER, _my_name, (LETTER, _NAME), roles=ORGANIZERS, private=True, menu=False),
)
