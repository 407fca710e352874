"""The bot itself: the first message, help and language."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.letters.choosing import ANOTHER_LETTER
from bot.commands.people.workplaces import HERE
from bot.commands.shared_options import ANY_LETTER, LETTER
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.chats import ChatKind, Topic, private_chat
from bot.model.endorsements.endorsement import Endorsement
from bot.model.people.person import Role
from bot.text.languages import own_name
from bot.text.text import Bullets, Code, Language, Markdown, Part, Text, t
from bot.views.buttons import ANNOUNCE, ASK, DEMANDS, FOLLOW, HELP, INVITATIONS, LIST, READ, REVIEW, SIGN
from bot.views.endorsements.desk import desk_button
from bot.views.letters.letter import closing, demand_entry, initiator, languages


def _start(call: Call) -> Reply:
    letter = call.letter
    closed = letter.closed(call.unit.now)
    parts: list[Part] = [
        t(
            "I am the bot for the open letter **{title}**, started by {initiator}. The letter's organizers run me.",
            title=letter.title,
            initiator=initiator(letter),
        ),
        *languages(letter, call.speech),
        Markdown(letter.summary),
        t("**What it asks, and of whom**"),
        Bullets(tuple(demand_entry(each) for each in letter.demands), tuple(each.number for each in letter.demands)),
        *(
            closing(letter, call.unit.now)
            if closed
            else (t("Only organizations sign. If you may speak for one, you can sign on here in two minutes."),)
        ),
        t(
            "I keep only what a sign-on needs, your language, and questions that I can't answer, without who asked. "
            "I do not read group chats. I publish nobody's address, and nobody's name unless they ask for it. More: "
            "{privacy}",
            privacy=Code("/privacy"),
        ),
    ]
    signed = _signed(call)
    invitations = INVITATIONS if call.caller.confidential else ()
    way = desk_button(signed[0]) if signed else LIST if closed else SIGN
    return Reply(parts, (READ, ASK, way, HELP, *_other_letters(call), *invitations))


def _greeting(call: Call) -> Sequence[Part]:
    """What whoever has never met the bot reads first, where it carries several letters."""
    return (
        t("I am a bot for open letters that organizations sign. I answer what you ask about one, and bring its news."),
        t("**Which letter?**"),
    )


def _help(call: Call) -> Reply:
    groups = (_main(call), _more(call), _chat(call), *_organizing(call))
    parts = [part for title, lines in groups for part in (title, Bullets(tuple(lines)))]
    return Reply(parts, _next_steps(call))


Group = tuple[Text, Sequence[Text]]
"""What somebody may do: what it is about, and its commands."""


def _main(call: Call) -> Group:
    closed = call.revision is not None and call.letter.closed(call.unit.now)
    sign = t("{command} — sign on for an organization", command=Code("/sign"))
    return t("**The main commands**"), (
        t("{command} — read the letter", command=Code("/letter")),
        t("{command} — ask something about its demands", command=Code("/ask")),
        *(() if closed else (sign,)),
        t("{command} — where your sign-on stands; correct or withdraw it", command=Code("/endorsement")),
        t("{command} — this list", command=Code("/help")),
    )


def _both(first: str, second: str) -> Text:
    """Two commands beside one another, each of which can be pressed where a platform lets it."""
    return Text("{first} · {second}", {"first": Code(first), "second": Code(second)})


def _signed(call: Call) -> Sequence[Endorsement]:
    """What the caller has signed for, the latest first."""
    person = call.actor.person
    if person is None or call.revision is None:
        return ()
    return call.unit.endorsements.of_person(person.id, call.revision.letter_id)


def _more(call: Call) -> Group:
    communique = t("{command} — a communiqué in your organization's own name", command=Code("/communique"))
    withdraw = t("{command} — take your sign-on back", command=Code("/withdraw"))
    return t("**More commands**"), (
        t("{command} — all demands, or one of them by its number", command=_both("/demands", "/demand 2")),
        t("{command} — what comes, where, and who speaks", command=Code("/events")),
        t("{command} — who has signed, and how many", command=_both("/signatories", "/progress")),
        t("{command} — whom the letter addresses, and when it was presented", command=Code("/addressees")),
        t("{command} — the letter and who has signed, as a document to be printed", command=Code("/press_kit")),
        t("{command} — what a board needs before it decides, as a document", command=Code("/packet")),
        t("{command} — what changed in the letter", command=Code("/changes")),
        *((communique, withdraw) if _signed(call) else ()),
        t("{command} — type a code that was mailed to you", command=Code("/confirm")),
        t("{command} — your organization is listed, and did not sign", command=Code("/dispute")),
        t("{command} — whether the record is as it was", command=Code("/verify")),
        t("{command} — use a one-time code", command=Code("/claim")),
        t("{command} — what is kept about you, and what never is", command=Code("/privacy")),
        t("{command} — have everything about you erased", command=Code("/forget_me")),
    )


def _chat(call: Call) -> Group:
    shared = call.caller.kind is not ChatKind.PRIVATE
    language = t("{command} — choose the language", command=Code("/language"))
    if shared and not call.actor.manages_chat:
        return t("**This chat**"), (language,)
    lines = [
        t("{command} — start or stop getting the news in this chat", command=_both("/follow", "/unfollow")),
        t("{command} — decide what comes here, how often, and see what did", command=Code("/host")),
        language,
    ]
    if call.caller.server is not None and call.actor.manages_chat:
        lines.append(t("{command} — the letter's dates among a server's events", command=Code("/calendar")))
        lines.append(t("{command} — the role that announcements call here", command=Code("/call")))
    if call.actor.may(Role.REVIEWER):
        lines.append(t("{command} — bring the review of sign-ons into this chat", command=Code("/follow reviews")))
    return t("**This chat**"), lines


def _organizing(call: Call) -> Sequence[Group]:
    """What organizers may do by their roles; each sees their own."""
    groups = list[Group]()
    if call.actor.may(Role.REVIEWER):
        groups.append((t("**As a reviewer**"), (
            t("{command} — the sign-ons that wait for a decision", command=Code("/review")),
            t("{command} — decide on one of them by its receipt", command=Code("/decide")),
            t("{command} — decide on many of them at once", command=Code("/bulk")),
            t("{command} — what organizations say that waits to be approved", command=Code("/words")),
            t("{command} — the record of an organization", command=Code("/organization")),
            t("{command} — keep out who abuses the sign-on", command=Code("/block")),
        )))  # fmt: skip
    if call.actor.may(Role.EDITOR):
        groups.append((t("**As an editor**"), (
            t("{command} — send an announcement to every chat that follows", command=Code("/announce")),
            t("{command} — announcements and their delivery", command=Code("/announcements")),
            t("{command} — the chats that follow, and groups of them", command=Code("/chats")),
            t("{command} — change the letter, and publish what was changed", command=_both("/edit", "/publish")),
            t("{command} — record what came of a demand", command=Code("/demand_status")),
            t("{command} — whom you have asked to speak", command=Code("/speakers")),
            t("{command} — record to whom the letter was presented", command=Code("/present")),
            t("{command} — when the printed list is closed", command=Code("/cutoff")),
            t("{command} — whom to ask to sign, and who asks", command=Code("/outreach")),
        )))  # fmt: skip
    if Role.OWNER in call.actor.roles:
        groups.append((t("**As an owner**"), (
            t("{command} — what I answer in the initiator's name, and what I could not", command=Code("/answers")),
            t("{command} — organizers, and invitations for new ones", command=Code("/organizers")),
            t("{command} — the servers in which the organizers work", command=Code("/workplaces")),
            t("{command} — servers that are told of changes", command=Code("/webhooks")),
            t("{command} — who speaks to journalists, by language", command=Code("/media_list")),
            t("{command} — what owners set for the letter", command=Code("/settings")),
            t("{command} — keep the list back, or bring more in", command=_both("/embargo", "/import")),
            t("{command} — show the press a list that is kept back", command=_both("/press_link", "/press_links")),
            t("{command} — who agreed to be contacted", command=Code("/agreed_contacts")),
            t("{command} — end the signing, and later the campaign", command=_both("/close", "/end_campaign")),
            t("{command} — which letter this one follows", command=Code("/follows_letter")),
        )))  # fmt: skip
    if call.actor.roles:
        groups.append((t("**As an organizer**"), (
            t("{command} — freeze the list, or take it out as a file", command=_both("/snapshot", "/export")),
            t("{command} — enter a sign-on that reached you by mail", command=Code("/enter_sign_on")),
            t("{command} — how many have a reservation about each demand", command=Code("/reservations")),
            t("{command} — the journal, for whoever verifies it", command=Code("/journal")),
            *_of_every_letter(call),
        )))  # fmt: skip
    return groups


def _next_steps(call: Call) -> Sequence[Button]:
    """What somebody is likely to do next, by what they are here."""
    if call.revision is None:
        return ()
    signed, roles = _signed(call), call.actor.roles
    buttons = list[Button]()
    if Role.OWNER in roles:
        buttons.append(Button(t("Organizers"), "organizers"))
    if call.actor.may(Role.REVIEWER):
        buttons.append(REVIEW)
    if call.actor.may(Role.EDITOR):
        buttons.append(ANNOUNCE)
    if roles:
        buttons.append(Button(t("My name"), "my_name"))
    if call.caller.kind is not ChatKind.PRIVATE and call.actor.manages_chat and not _follows(call):
        buttons.append(FOLLOW)
    way = desk_button(signed[0]) if signed else SIGN
    return (*_here(call), *buttons, READ, ASK, way, DEMANDS, *_other_letters(call))


def _other_letters(call: Call) -> Sequence[Button]:
    """The button by which another letter is meant, where there are several and the caller is on no letter's page."""
    return (ANOTHER_LETTER,) if call.caller.letter is None and len(call.unit.letters.all()) > 1 else ()


def _here(call: Call) -> Sequence[Button]:
    """The button by which an owner names the server in which they are, and to which the organizers' commands come."""
    server = call.caller.server
    if server is None or call.revision is None or not call.actor.may(Role.OWNER):
        return ()
    return () if call.unit.workplaces.find(call.revision.letter_id, server) else (HERE,)


def _follows(call: Call) -> bool:
    chat = call.unit.chats.find(call.caller.address)
    return chat is not None and (call.published.letter_id, Topic.NEWS) in call.unit.chats.followed(chat.id)


def _of_every_letter(call: Call) -> Sequence[Text]:
    """What those may do besides who own every letter."""
    person = call.actor.person
    if person is None or call.actor.account.visits or Role.OWNER not in call.unit.people.everywhere(person.id):
        return ()
    return (t("{command} — begin another letter", command=Code("/new_letter")),)


def _languages(call: Call) -> Sequence[Choice]:
    """The bot's, and those of letters that the bot can't speak."""
    letters = (tag for each in call.unit.letters.all() for tag in each.letter.languages)
    tags = dict.fromkeys((*call.languages, *letters))
    return [Choice(tag, own_name(tag)) for tag in tags]


def _language(call: Call) -> Reply:
    chosen = call.text("language")
    here = call.caller.kind != "private" and call.actor.manages_chat
    if here:
        chat = call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)
        call.unit.chats.speak(chat.id, chosen)
    else:
        call.unit.people.speak(call.person().id, chosen)
        there = call.unit.chats.find(private_chat(call.caller.account))
        if there:  # what a private chat follows comes in its person's language
            call.unit.chats.speak(there.id, chosen)
    language = Language(chosen)
    if chosen not in call.languages:
        return Reply(
            [t("Letters that have {language} are shown in it from now on. I don't speak it yet.", language=language)]
        )
    if here:
        return Reply([t("From now on I speak {language} in this chat.", language=language)], language=chosen)
    return Reply([t("From now on I speak {language} with you.", language=language)], language=chosen)


COMMANDS = (
    Command("start", t("Begin here"), _start, (replace(LETTER, prompt=_greeting),), menu=False, linked=True),
    Command("help", t("What I can do"), _help, (ANY_LETTER,), private=True, linked=True, asks_manager=True),
    Command(
        "language",
        t("Choose the language"),
        _language,
        (Option("language", Kind.CHOICE, t("Language"), t("**Which language?**"), choices=_languages),),
        asks_manager=True,
    ),
)
