"""The bot itself: the first message, help, privacy and language."""

from collections.abc import Sequence

from bot.commands.common import ANY_LETTER, ASK, DEMANDS, LETTER, READ, SIGN, demand_entry, initiator
from bot.interface.call import Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.people import Person
from bot.text.text import Bullets, Code, Language, Part, Text, t

LISTS = "/embargo · /snapshot · /export · /import"


def _start(call: Call) -> Reply:
    letter = call.letter
    parts: list[Part] = [
        t(
            "I am the bot for the open letter **{title}**, started by {initiator}. The letter's organizers run me.",
            title=letter.title,
            initiator=initiator(letter),
        ),
        t("{summary}", summary=letter.summary),
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
        t("{command} — start or stop getting the news in this chat", command=Code("/follow · /unfollow")),
        t("{command} — choose the language", command=Code("/language")),
        t("{command} — what is kept about you, and what never is", command=Code("/privacy")),
        t("{command} — type a code that was mailed to you", command=Code("/confirm")),
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
            t("{command} — the sign-ons that wait for a decision", command=Code("/review")),
            t("{command} — decide on one of them by its receipt", command=Code("/decide")),
            t("{command} — bring the review of sign-ons into this chat", command=Code("/follow reviews")),
            t("{command} — keep the list back, freeze it, take it out, bring more in", command=Code(LISTS)),
            t("{command} — organizers, and invitations for new ones", command=Code("/organizers")),
        )
        parts.extend((t("**For organizers**"), Bullets(organizers)))
    return Reply(parts, (READ, ASK, SIGN, DEMANDS) if call.revision else ())


def _held(call: Call, person: Person) -> Sequence[Text]:
    """What is held about a person, each thing in a line."""
    accounts = call.unit.people.accounts(person.id)
    held = [
        t(
            "your account number, so that the bot can message you: {accounts}",
            accounts=", ".join(str(account) for account in accounts),
        )
    ]
    if person.language:
        held.append(t("the language that you chose: {language}", language=Language(person.language)))
    letters = [each.letter_id for each in call.unit.letters.all()]
    for each in [each for letter in letters for each in call.unit.endorsements.of_person(person.id, letter)]:
        who = call.unit.endorsements.representative(each.id)
        held.append(
            t(
                "your sign-on for **{organization}**, with your name ({name}), role ({role}) and address ({email}), "
                "encrypted",
                organization=each.line.organization,
                name=who.name,
                role=who.role,
                email=who.email,
            )
        )
    if any(call.unit.people.roles(person.id, letter) for letter in letters):
        held.append(t("your role as an organizer"))
    return held


def _privacy(call: Call) -> Reply:
    held = _held(call, call.actor.person) if call.actor.person else ()
    parts: list[Part] = [
        t("**What is kept**"),
        Bullets(
            (
                t(
                    "Of a sign-on: the public line (organization, website, place, statement, reservations), and, "
                    "encrypted, the name, role and e-mail address of who signed. Only the letter's "
                    "reviewers can look at these, and each look is recorded."
                ),
                t("A half-filled form, encrypted, for 14 days at the most."),
                t(
                    "Of you: the number of your account once you signed, followed, chose a language or "
                    "became an organizer."
                ),
                t("A journal of what was done, without names."),
            )
        ),
        t("**What never happens**"),
        Bullets(
            (
                t("Your questions are answered and not kept."),
                t("Your name and address are never published, and never written to a log."),
                t("Nothing that others write in a group is read."),
            )
        ),
        t("**What is held about you now**"),
        Bullets(tuple(held)) if held else t("Nothing."),
    ]
    return Reply(parts)


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
        "privacy", t("What is kept about you, and what never is"), _privacy, (ANY_LETTER,), private=True, linked=True
    ),
    Command(
        "language",
        t("Choose the language"),
        _language,
        (Option("language", Kind.CHOICE, t("Language"), t("**Which language?**"), choices=_languages),),
        asks_manager=True,
    ),
)
