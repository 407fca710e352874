"""What is kept about somebody, and how they have it forgotten."""

from collections.abc import Iterator, Sequence

from bot.commands.shared_options import ANY_LETTER, ENDORSEMENT, LETTER, SURE, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind
from bot.model.people.person import Person
from bot.model.people.privacy import Held
from bot.model.restores import BACKUPS_KEPT
from bot.service.people import forgetting
from bot.text.text import Bullets, Code, Language, Listing, Part, Text, n, t

KEEP, WITHDRAW = "keep", "withdraw"


def _held(call: Call) -> Sequence[Text]:
    """What is held about whoever calls, each thing in a line."""
    person = call.actor.person
    held = forgetting.held(call.unit, call.actor.account, person)
    lines = list[Text]() if person is None else list(_of_person(call, person))
    lines.extend(said for count, said in _counted(held) if count)
    letters = {each.letter_id: each.letter.title for each in call.unit.letters.all()}
    lines.extend(_named(call, held))
    if held.follows:
        titles = Listing([letters[each] for each in held.follows if each in letters])
        lines.append(t("that your private chat gets the news of {letters}", letters=titles))
    if held.addresses:
        lines.append(
            t(
                "the addresses to which mail goes or went for you, encrypted: {addresses}",
                addresses=Listing(held.addresses),
            )
        )
    if person and any(call.unit.people.roles(person.id, letter) for letter in letters):
        lines.append(t("your role as an organizer"))
    return lines


def _of_person(call: Call, person: Person) -> Iterator[Text]:
    accounts = call.unit.people.accounts(person.id)
    yield t(
        "your account number, so that the bot can message you: {accounts}",
        accounts=Listing([str(account) for account in accounts]),
    )
    if person.language:
        yield t("the language that you chose: {language}", language=Language(person.language))
    if person.name:
        yield t("the name by which the other organizers know you, encrypted: {name}", name=person.name)
    letters = [each.letter_id for each in call.unit.letters.all()]
    for each in [each for letter in letters for each in call.unit.endorsements.of_person(person.id, letter)]:
        who = call.unit.endorsements.representative(each.id)
        if not (who.name and call.caller.guarded):
            yield t("that you signed for **{organization}**", organization=each.entry.organization)
            continue
        yield t(
            "your sign-on for **{organization}**, with your name ({name}), role ({role}) and address ({email}), "
            "encrypted",
            organization=each.entry.organization,
            name=who.name,
            role=who.role,
            email=Code(who.email),
        )
    for each in [each for letter in letters for each in call.unit.endorsements.of_person(person.id, letter)]:
        if each.entry.spokesperson:
            yield t("that you are named as who speaks for **{organization}**: {spokesperson}",
                    organization=each.entry.organization, spokesperson=each.entry.spokesperson)  # fmt: skip
    disputes = [each for letter in letters for each in call.unit.disputes.of_person(person.id, letter)]
    disputed = sum(1 for each in disputes if not each.erased)
    if disputed:
        yield n("{count} dispute that you made, encrypted", "{count} disputes that you made, encrypted", disputed)


def _named(call: Call, held: Held) -> Iterator[Text]:
    for each in (call.unit.endorsements.get(number) for number in held.named):
        if each:
            yield t(
                "that an organizer entered a sign-on for **{organization}** in which you are named, with your name, "
                "role and address and what you wrote, encrypted. If it is not so, {command} takes it back",
                organization=each.entry.organization,
                command=Code("/dispute"),
            )


def _counted(held: Held) -> Sequence[tuple[int, Text]]:
    """What is only counted, and how many there are."""
    return (
        (held.forms, n("{count} half-filled form, encrypted", "{count} half-filled forms, encrypted", held.forms)),
        (held.chats, t("your private chat, so that the bot can write to you there")),
        (
            held.agreed,
            n("to {count} thing you agreed as you signed", "to {count} things you agreed as you signed", held.agreed),
        ),
        (
            held.speaking,
            n(
                "that you were asked for a speaker at {count} event, with your answer, encrypted",
                "that you were asked for speakers at {count} events, with your answers, encrypted",
                held.speaking,
            ),
        ),
        (
            held.media_contacts,
            n(
                "whom you named to the press for {count} organization, encrypted",
                "whom you named to the press for {count} organizations, encrypted",
                held.media_contacts,
            ),
        ),
        (
            held.told,
            n(
                "that {count} message went to you as who signed a letter",
                "that {count} messages went to you as who signed letters",
                held.told,
            ),
        ),
        (
            held.asked,
            n(
                "{count} question that reviewers asked you, with your answer, encrypted",
                "{count} questions that reviewers asked you, with your answers, encrypted",
                held.asked,
            ),
        ),
        (
            held.communiques,
            n(
                "{count} version of a communiqué in the name of your organization, encrypted",
                "{count} versions of communiqués in the name of your organizations, encrypted",
                held.communiques,
            ),
        ),
        (
            held.waiting,
            n(
                "{count} message that waits to be sent to you",
                "{count} messages that wait to be sent to you",
                held.waiting,
            ),
        ),
        (
            held.missed,
            n("{count} message that could not reach you", "{count} messages that could not reach you", held.missed),
        ),
        (
            held.former,
            n(
                "{count} role that was taken from you within a day, and can be given back",
                "{count} roles that were taken from you within a day, and can be given back",
                held.former,
            ),
        ),
        (
            held.hosted,
            n(
                "that you manage {count} chat, so that you find it and are asked",
                "that you manage {count} chats, so that you find them and are asked",
                held.hosted,
            ),
        ),
        (
            held.sessions,
            n("{count} session on the web that is open", "{count} sessions on the web that are open", held.sessions),
        ),
        (held.codes, n("{count} one-time code that you made", "{count} one-time codes that you made", held.codes)),
        (
            held.imports,
            n(
                "{count} list that you sent and have not brought in, encrypted",
                "{count} lists that you sent and have not brought in, encrypted",
                held.imports,
            ),
        ),
        (
            held.asks,
            n(
                "that you have taken {count} organization to ask it to sign",
                "that you have taken {count} organizations to ask them to sign",
                held.asks,
            ),
        ),
        (
            held.contact_of,
            n(
                "that organizers noted you as whom to ask at {count} organization, encrypted",
                "that organizers noted you as whom to ask at {count} organizations, encrypted",
                held.contact_of,
            ),
        ),
        (
            held.leases,
            n("{count} sign-on that you have before you", "{count} sign-ons that you have before you", held.leases),
        ),
        (
            held.unanswered,
            n(
                "{count} question that I could not answer, encrypted, under a code that shows no account",
                "{count} questions that I could not answer, encrypted, under a code that shows no account",
                held.unanswered,
            ),
        ),
        (
            held.kept_out,
            n(
                "that your account is kept out of {count} letter; that stays until its organizers let it in again",
                "that your account is kept out of {count} letters; that stays until their organizers let it in again",
                held.kept_out,
            ),
        ),
    )


def _privacy(call: Call) -> Reply:
    held = _held(call)
    parts: list[Part] = [
        t("**What is kept**"),
        Bullets(
            (
                t(
                    "Of a sign-on: the public line (organization, website, place, statement, reservations), and, "
                    "encrypted, the name, role and e-mail address of who signed. Only the letter's "
                    "reviewers can look at these, and each look is recorded."
                ),
                t(
                    "Of an address to which a code was mailed: the address, encrypted, and that it was proven. Of a "
                    "dispute: who says so and why, encrypted, for the reviewers."
                ),
                t(
                    "Of a sign-on that reached an organizer by mail or in a list: the same, and the mail, encrypted, "
                    "for the reviewers. Whoever it names finds it here, and has it erased, once they have come by a "
                    "code to that address, on the page on which organizations sign."
                ),
                t(
                    "Of whoever an organization names to the press, encrypted: name, role, languages, how they are "
                    "reached, a quotation. Only the letter's owners see it, and each look is recorded."
                ),
                t("A half-filled form, encrypted, for 14 days at the most."),
                t(
                    "A question that I can't answer: encrypted, without names, addresses and numbers, for 30 days. "
                    "Who asked it is kept as a code that shows no account, until three people have asked the same; "
                    "only then the letter's owners see it, and the codes go."
                ),
                t(
                    "Personal details of a withdrawn sign-on for 30 days, a declined one and a settled dispute for 90 "
                    "days, a draft that nobody touches for a year, and of everybody who signed or disputed for 90 days "
                    "after the letter's campaign has ended. Then they are erased."
                ),
                t(
                    "Of an organization that a letter's organizers ask to sign: its name, whom to ask there and "
                    "what it answered, encrypted, for owners and editors alone, until somebody wants it forgotten, the "
                    "campaign ends, or nobody has touched it for a year."
                ),
                t(
                    "Of you: the number of your account once you signed, followed, chose a language or one of several "
                    "letters, or became an organizer."
                ),
                t("A journal of what was done, without names."),
            )
        ),
        t("**What never happens**"),
        Bullets(
            (
                t("A question that I can answer is not kept."),
                t(
                    "Your address is never published, and your name only where you ask to be named as who speaks for "
                    "your organization. Neither is ever written to a log."
                ),
                t("Nothing that others write in a group is read."),
                t("Who was asked to sign and said no is never published, counted in public or exported."),
            )
        ),
        t("**What is held about you now**"),
        Bullets(tuple(held)) if held else t("Nothing."),
    ]
    return Reply(parts, (Button(t("Forget me"), "forget_me", style="danger"),) if held else ())


def _forget_me(call: Call) -> Reply:
    held = _held(call)
    if not held:
        return Reply(
            [t("Nothing is held about you.")], (Button(t("What is kept about you, and what never is"), "privacy"),)
        )
    how = call.text("how")
    if not how:
        return _ask(call, held)
    person = call.actor.person
    whole = (
        forgetting.forget(call.unit, person, how == WITHDRAW)
        if person
        else forgetting.forget_account(call.unit, call.actor.account)
    )
    if not whole:
        return Reply(
            [t("**A part is erased.** You are named for very many organizations: please press once more.")],
            (Button(t("Go on"), "forget_me", {"how": how}, style="danger"),),
            replaces=True,
        )
    return Reply(
        [
            t(
                "**Forgotten.** Nothing leads to you here any more, and this chat gets no news. What you did stays in "
                "the journal under a random number that nobody can trace to you."
            ),
            n(
                "The bot's backups hold it for {count} more day at the most. Should one be restored, it is erased "
                "again.",
                "The bot's backups hold it for {count} more days at the most. Should one be restored, it is erased "
                "again.",
                BACKUPS_KEPT.days,
            ),
        ],
        replaces=True,
    )


def _ask(call: Call, held: Sequence[Text]) -> Reply:
    parts: list[Part] = [
        t("**Shall everything that is held about you be erased?** It can't be undone."),
        Bullets(tuple(held)),
    ]
    if call.actor.person is None or not forgetting.stands(call.unit, call.actor.person):
        sure = Button(t("Yes, forget me"), "forget_me", {"how": KEEP}, style="danger")
        return Reply(parts, (sure,))
    parts.append(
        t(
            "The sign-ons of your organizations can stand without you: your name, role and address are erased, and "
            "you can't change them any more. If a colleague is to look after one, hand it over first."
        )
    )
    return Reply(
        parts,
        (
            Button(t("Forget me, the sign-ons stand"), "forget_me", {"how": KEEP}, style="danger"),
            Button(t("Forget me, and take them back"), "forget_me", {"how": WITHDRAW}, style="danger"),
        ),
    )


def _erase(call: Call) -> Reply:
    number = call.number("endorsement") or 0
    if not call.text("sure"):
        question = t(
            "**Erase this sign-on?** The organization's name goes from everywhere, also from the record beside the "
            "journal. The journal keeps only that there was a sign-on, without a name. It can't be undone."
        )
        which = {"endorsement": call.raw.get("endorsement", ""), "sure": "yes"}
        return Reply([question], (Button(t("Yes, erase it"), "erase", which, style="danger"),))
    forgetting.erase(call.unit, call.actor.person, call.published.letter_id, number)
    return Reply([t("**Erased.**")], replaces=True)


_HOW = hidden(
    "how",
    t("How"),
    Kind.CHOICE,
    (Choice(KEEP, t("Forget me, the sign-ons stand")), Choice(WITHDRAW, t("Forget me, and take them back"))),
)

COMMANDS = (
    Command(
        "privacy", t("What is kept about you, and what never is"), _privacy, (ANY_LETTER,), private=True, linked=True
    ),
    Command(
        "forget_me",
        t("Have everything about you erased"),
        _forget_me,
        (ANY_LETTER, _HOW),
        private=True,
        irreversible="how",
    ),
    Command(
        "erase",
        t("Erase a sign-on that was withdrawn"),
        _erase,
        (LETTER, ENDORSEMENT, SURE),
        private=True,
        menu=False,
        irreversible="sure",
    ),
)
