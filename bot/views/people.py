"""What organizers are told of one another and of floods, and what a letter's settings say."""

from collections.abc import Collection, Mapping, Sequence

from bot.interface.call import Button, Reply
from bot.model.chats import Chat, Topic
from bot.model.letters.letter import Revision
from bot.model.people.limits import NOTEWORTHY
from bot.model.people.person import Membership, Person, Role
from bot.model.people.settings import GUARDED_FROM, Choices, Loosening, read_choices, read_days
from bot.model.proofs.authority import Level
from bot.ports.store import Unit
from bot.service.announcements import budget
from bot.service.people import guards
from bot.text.text import Bullets, Listing, Part, Text, n, t
from bot.views.chats import chat_name

AUTOMATIC = "auto"

MOST_BUTTONS = 12
"""So many buttons at the most stand under what waits for owners."""

NAMES: Mapping[str, Text] = {
    "milestones": t("Milestones"),
    "digest": t("New organizations, once a day"),
    "events": t("Events"),
    "closing": t("Closing"),
    "shows_level": t("Proofs shown on the public list"),
}
EVENT_DAYS = t("Days on which events are told")

LABELS: Mapping[str, Text] = {"second": t("Second organizer"), **NAMES, "event_days": EVENT_DAYS}

SECOND: Mapping[str, Text] = {
    AUTOMATIC: n(
        "as soon as one has reached {count} chat in a day, where there are two",
        "as soon as one has reached {count} chats in a day, where there are two",
        GUARDED_FROM,
    ),
    "on": t("always"),
    "off": t("never"),
}


REQUIRES: Mapping[Level, Text] = {
    Level.STATED: t("a reviewer's decision"),
    Level.PROVEN: t("a proven address, or a reviewer who states how it was checked"),
    Level.CONFIRMED: t("a proven address, and a second contact at the organization who confirmed"),
}


ROLES: Mapping[Role, Text] = {Role.OWNER: t("owner"), Role.EDITOR: t("editor"), Role.REVIEWER: t("reviewer")}

MEMBER = t("The name under which the other organizers know you")


def others_told(unit: Unit, letter_id: int, person: Person) -> Sequence[Text]:
    """That the letter's other owners are told of what somebody has done, where it has others."""
    owners = (number for number, roles in unit.people.organizers(letter_id) if Role.OWNER in roles)
    return (t("The other owners are told."),) if any(number != person.id for number in owners) else ()


def named(unit: Unit, person_id: int) -> Text | str:
    """A person as organizers know them: by the name that they have or chose, else by the end of an account's number."""
    name = unit.organizers.name(person_id)
    if name:
        return name
    account = next(iter(unit.people.accounts(person_id)), None)
    if account is None:
        return t("somebody who was forgotten")
    return t("somebody on {platform} (…{end})", platform=account.platform.capitalize(), end=account.id[-4:])


def joined(unit: Unit, revision: Revision, member: Membership, owns: bool) -> Reply:
    """What owners, and whoever has invited, are told once an invitation was used: of this organizer alone, since each
    has a message of their own."""
    who, buttons = named(unit, member.person_id), list[Button]()
    about = {"who": who, "role": ROLES[member.role], "title": revision.letter.title}
    by = named(unit, member.invited_by) if member.invited_by is not None else t("the host")
    parts: list[Part] = [
        t("**{who} is an organizer of {title} now** ({role}), by an invitation of {inviter}.", inviter=by, **about)
    ]
    if owns:
        new = (each for each in guards.newcomers(unit, revision.letter_id) if each.person_id == member.person_id)
        for waits, agreeing in (_newcomer(unit, revision, each) for each in new):
            parts.extend(waits)
            buttons.extend(agreeing)
        buttons.append(Button(t("Remove {who}", who=who), "organizers", {"remove": member.person_id}, style="danger"))
        buttons.append(Button(t("Organizers"), "organizers"))
    parts.append(t("If this is not whom you expect, somebody else has used the invitation."))
    return Reply(parts, buttons)


def removed(revision: Revision, roles: Collection[Role]) -> Reply:
    """What somebody is told whom an owner has removed as an organizer, and once more where that was taken back."""
    title = revision.letter.title
    if roles:
        named_roles = Listing([ROLES[each] for each in Role if each in roles])
        return Reply([t("**You are an organizer of {title} again** ({roles}).", title=title, roles=named_roles)])
    return Reply(
        [
            t("**You are no organizer of {title} any more:** an owner of the letter has removed you.", title=title),
            t("If that is a mistake, ask an owner to invite you anew: perhaps somebody's account was stolen."),
        ]
    )


def asks(unit: Unit, letter_id: int, person_id: int) -> Text:
    """Who asks another organizer to agree, and what they have caused alone in the last day."""
    return n(
        "Asked by {who}, who has sent to {count} chat alone in the last day.",
        "Asked by {who}, who has sent to {count} chats alone in the last day.",
        budget.caused(unit, person_id, letter_id),
        who=named(unit, person_id),
    )


def guard(unit: Unit, revision: Revision, owns: bool) -> Reply:
    """What the other owners are told when somebody has changed who organizes a letter, or what holds for it. Who does
    not own it any more when that leaves is not told what others want."""
    letter_id = revision.letter_id
    choices = read_choices(unit.settings.all(letter_id))
    waits, buttons = waiting(unit, revision, choices) if owns else ((), ())
    return Reply(
        [
            t("**Somebody has changed who organizes {title}, or what is set for it.**", title=revision.letter.title),
            Bullets(
                (
                    n("{count} organizer", "{count} organizers", len(unit.people.organizers(letter_id))),
                    t(
                        "Another organizer has to release an announcement too: {when}",
                        when=SECOND[choices.guard(unit.now)],
                    ),
                    t("Time to undo before a released announcement leaves: {time}", time=undo_time(choices)),
                    t("What a sign-on needs to be listed: {level}", level=REQUIRES[choices.list_requires]),
                )
            ),
            *waits,
            t("If you don't know of it, look into it: somebody's account may have been stolen."),
        ],
        (*buttons, Button(t("Organizers"), "organizers"), Button(t("Settings"), "settings")),
    )


def waiting(unit: Unit, revision: Revision, choices: Choices) -> tuple[Sequence[Part], Sequence[Button]]:
    """What waits for another owner, or for a day to pass: who wants it, from when on it holds, and how to agree or
    refuse."""
    parts, buttons = list[Part](), list[Button]()
    local = revision.letter.local
    for each in choices.loosenings:
        if each.at <= unit.now:
            continue
        parts.append(
            t(
                "**{who} wants: {what}.** It holds from {time} on. Another owner can agree before, and every owner can "
                "refuse; until then the old rule holds.",
                who=named(unit, each.person_id),
                what=_wanted(each),
                time=local(each.at),
            )
        )
        buttons.append(Button(t("Agree: {what}", what=LABELS[each.name]), "guards", _about("agree", each.name)))
        buttons.append(
            Button(t("Refuse: {what}", what=LABELS[each.name]), "guards", _about("refuse", each.name), style="danger")
        )
    for member in guards.newcomers(unit, revision.letter_id):
        said, agreeing = _newcomer(unit, revision, member)
        parts.extend(said)
        buttons.extend(agreeing)
        if agreeing:
            remove = t("Remove {who}", who=named(unit, member.person_id))
            buttons.append(Button(remove, "organizers", {"remove": member.person_id}, style="danger"))
    for chat in unit.chats.followers(revision.letter_id, Topic.REVIEWS_ASKED):
        asked, act = review_asked(unit, chat)
        parts.extend(asked)
        buttons.extend(act)
    held = guards.held_until(unit, revision.letter_id)
    if held:
        parts.append(
            t(
                "An organizer was removed: announcements are guarded until {time} as if they were still there.",
                time=local(held),
            )
        )
    return parts, buttons[:MOST_BUTTONS]


def _wanted(loosening: Loosening) -> Text:
    """What somebody wants to loosen, and to what."""
    if loosening.name == "second":
        return t("Another organizer has to release an announcement too: {when}", when=SECOND[loosening.value])
    if loosening.name == "event_days":
        return t("{name}: {days}", name=EVENT_DAYS, days=event_days(read_days(loosening.value)))
    return t("{name}: on", name=NAMES[loosening.name])


def event_days(days: Sequence[int]) -> Listing:
    """On which days an event is told of, in one sentence."""
    return Listing([day_before(each) for each in days])


def day_before(days: int) -> Text:
    """So many days before an event."""
    return n("{count} day before", "{count} days before", days) if days else t("on its morning")


def _newcomer(unit: Unit, revision: Revision, member: Membership) -> tuple[Sequence[Part], Sequence[Button]]:
    """That somebody who was invited a short while ago does not count as another organizer yet, and how to agree."""
    if member.invited_by is None or member.counts_from is None:
        return (), ()
    who = named(unit, member.person_id)
    said = t(
        "**{who} was invited by {inviter}** and counts as another organizer from {time} on, or as soon as "
        "another owner agrees. Until then both are taken for one.",
        who=who,
        inviter=named(unit, member.invited_by),
        time=revision.letter.local(member.counts_from),
    )
    return (said,), (Button(t("Agree to {who}", who=who), "guards", {"act": "count", "organizer": member.person_id}),)


def review_asked(unit: Unit, chat: Chat) -> tuple[Sequence[Part], Sequence[Button]]:
    """That somebody wants sign-ons to be reviewed in a chat, and how an owner agrees."""
    asked = unit.chats.asked(chat.id)
    if asked is None:
        return (), ()
    letter_id, person_id = asked
    here: dict[str, str | int] = {"letter": letter_id, "chat": chat.id}
    title = chat_name(chat)
    return (
        (
            t(
                "**{who} wants sign-ons to be reviewed in {chat}.** Everybody who reads there sees which organizations "
                "wait, and what is asked and answered about them.",
                who=named(unit, person_id) if person_id is not None else t("Somebody"),
                chat=title,
            ),
        ),
        (
            Button(t("Review in {chat}", chat=title), "review_here", {**here, "act": "yes"}, style="primary"),
            Button(t("Don't review in {chat}", chat=title), "review_here", {**here, "act": "no"}),
        ),
    )


def _about(act: str, setting: str) -> Mapping[str, str]:
    return {"act": act, "setting": setting}


def undo_time(choices: Choices) -> Text:
    """For how long an announcement can be stopped after its release."""
    if choices.undo is None:
        return t("a minute where another organizer has to release it, else none")
    return in_minutes(choices.undo // 60)


def burst() -> Reply:
    """What organizers are told of a burst."""
    said = t(
        "**Very many sign on at this moment:** more than {count} within ten minutes. Nothing is listed without your "
        "decision. If they are not genuine, keep their domain or their accounts out with `/block`.",
        count=NOTEWORTHY.most,
    )
    return Reply([said], (Button(t("The sign-ons that wait for a decision"), "review"),))


def in_minutes(minutes: int) -> Text:
    """So many minutes, in words."""
    return n("{count} minute", "{count} minutes", minutes) if minutes else t("none")
