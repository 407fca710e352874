"""The bot itself: the first message, help and language."""

from collections.abc import Sequence

from bot.commands.shared_options import ANY_LETTER, LETTER
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.people.person import Role
from bot.text.text import Bullets, Code, Language, Markdown, Part, Text, t
from bot.views.buttons import ASK, DEMANDS, READ, SIGN
from bot.views.letters.letter import demand_entry, initiator

LISTS = "/embargo · /snapshot · /export · /import"


def _start(call: Call) -> Reply:
    letter = call.letter
    parts: list[Part] = [
        t(
            "I am the bot for the open letter **{title}**, started by {initiator}. The letter's organizers run me.",
            title=letter.title,
            initiator=initiator(letter),
        ),
        Markdown(letter.summary),
        t("**What it asks, and of whom**"),
        Bullets(tuple(demand_entry(each) for each in letter.demands), tuple(each.number for each in letter.demands)),
        t("Only organizations sign. If you may speak for one, you can sign on here in two minutes."),
        t(
            "I keep only what a sign-on needs, and your language. I do not read group chats or keep "
            "your questions, and I never publish a person's name or address. More: {privacy}",
            privacy=Code("/privacy"),
        ),
    ]
    return Reply(parts, (READ, ASK, SIGN))


def _help(call: Call) -> Reply:
    members = [
        t("{command} — read the letter", command=Code("/letter")),
        t("{command} — ask something about its demands", command=Code("/ask")),
        t("{command} — sign on for an organization", command=Code("/sign")),
        t("{command} — where your sign-on stands; correct or withdraw it", command=Code("/endorsement")),
        t("{command} — this list", command=Code("/help")),
    ]
    more = [
        t("{command} — all demands, or one of them by its number", command=Code("/demands · /demand 2")),
        t("{command} — who has signed, and how many", command=Code("/signatories · /progress")),
        t("{command} — what changed in the letter", command=Code("/changes")),
        t("{command} — take your sign-on back", command=Code("/withdraw")),
        t("{command} — start or stop getting the news in this chat", command=Code("/follow · /unfollow")),
        t("{command} — choose the language", command=Code("/language")),
        t("{command} — what is kept about you, and what never is", command=Code("/privacy")),
        t("{command} — type a code that was mailed to you", command=Code("/confirm")),
        t("{command} — have everything about you erased", command=Code("/forget_me")),
        t("{command} — your organization is listed, and did not sign", command=Code("/dispute")),
        t("{command} — whether the record is as it was", command=Code("/verify")),
        t("{command} — use a one-time code", command=Code("/claim")),
    ]
    parts: list[Part] = [
        t("**The main commands**"),
        Bullets(tuple(members)),
        t("**More commands**"),
        Bullets(tuple(more)),
    ]
    if call.actor.roles:
        organizers = (
            t("{command} — send an announcement to every chat that follows", command=Code("/announce")),
            t("{command} — announcements and their delivery", command=Code("/announcements")),
            t("{command} — the chats that follow, and groups of them", command=Code("/chats")),
            t("{command} — the sign-ons that wait for a decision", command=Code("/review")),
            t("{command} — decide on one of them by its receipt", command=Code("/decide")),
            t("{command} — decide on many of them at once", command=Code("/bulk")),
            t("{command} — what organizations say besides their names", command=Code("/words · /reservations")),
            t("{command} — the record of an organization", command=Code("/organization")),
            t("{command} — keep out who abuses the sign-on", command=Code("/block")),
            t("{command} — bring the review of sign-ons into this chat", command=Code("/follow reviews")),
            t("{command} — change the letter, and publish what was changed", command=Code("/edit · /publish")),
            t("{command} — when the printed list is closed", command=Code("/cutoff")),
            t("{command} — keep the list back, freeze it, take it out, bring more in", command=Code(LISTS)),
            t("{command} — the journal, for whoever verifies it", command=Code("/journal")),
            t("{command} — what owners set for the letter", command=Code("/settings")),
            t("{command} — organizers, and invitations for new ones", command=Code("/organizers")),
            *_of_every_letter(call),
        )
        parts.extend((t("**For organizers**"), Bullets(organizers)))
    return Reply(parts, (READ, ASK, SIGN, DEMANDS) if call.revision else ())


def _of_every_letter(call: Call) -> Sequence[Text]:
    """What those may do besides who own every letter."""
    person = call.actor.person
    if person is None or Role.OWNER not in call.unit.people.everywhere(person.id):
        return ()
    return (t("{command} — begin another letter", command=Code("/new_letter")),)


def _languages(call: Call) -> Sequence[Choice]:
    return [Choice(tag, t("{language}", language=Language(tag))) for tag in call.languages]


def _language(call: Call) -> Reply:
    chosen = call.text("language")
    shared = call.caller.kind != "private"
    if shared and call.actor.manages_chat:
        chat = call.unit.chats.ensure(call.caller.address, call.caller.kind, call.caller.title)
        call.unit.chats.speak(chat.id, chosen)
        return Reply([t("From now on I speak {language} in this chat.", language=Language(chosen))], language=chosen)
    call.unit.people.speak(call.person().id, chosen)
    return Reply([t("From now on I speak {language} with you.", language=Language(chosen))], language=chosen)


COMMANDS = (
    Command("start", t("Begin here"), _start, (LETTER,), menu=False, linked=True),
    Command("help", t("What I can do"), _help, (ANY_LETTER,), private=True, linked=True),
    Command(
        "language",
        t("Choose the language"),
        _language,
        (Option("language", Kind.CHOICE, t("Language"), t("**Which language?**"), choices=_languages),),
        asks_manager=True,
    ),
)
