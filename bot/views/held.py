"""What is held about somebody, each thing in a line."""

from collections.abc import Iterator, Sequence

from bot.interface.call import Call
from bot.model.people.person import Person
from bot.model.people.privacy import Held
from bot.service.people import forgetting
from bot.text.text import Code, Language, Listing, Text, n, t

Counted = Sequence[tuple[int, Text]]
"""What is only counted: how many there are, and in words."""


def lines(call: Call) -> Sequence[Text]:
    """What is held about whoever calls, each thing in a line."""
    person = call.actor.person
    held = forgetting.held(call.unit, call.actor.account, person)
    found = list[Text]() if person is None else list(_of_person(call, person))
    counted = (*_of_sign_ons(held), *_of_chats(held), *_of_organizing(held))
    found.extend(said for count, said in counted if count)
    letters = {each.letter_id: each.letter.title for each in call.unit.letters.all()}
    found.extend(_named(call, held))
    if held.follows:
        titles = Listing([letters[each] for each in held.follows if each in letters])
        found.append(t("that your private chat gets the news of {letters}", letters=titles))
    if held.addresses:
        found.append(_addresses(held.addresses) if call.caller.guarded else _count_of(held.addresses))
    if person and any(call.unit.people.roles(person.id, letter) for letter in letters):
        found.append(t("your role as an organizer"))
    return found


def _addresses(addresses: Sequence[str]) -> Text:
    return t("the addresses to which mail goes or went for you, encrypted: {addresses}", addresses=Listing(addresses))


def _count_of(addresses: Sequence[str]) -> Text:
    return n(
        "{count} address to which mail goes or went for you, encrypted",
        "{count} addresses to which mail goes or went for you, encrypted",
        len(addresses),
    )


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


def _of_sign_ons(held: Held) -> Counted:
    """What is held of them as who signs or speaks for organizations."""
    return (
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
    )


def _of_chats(held: Held) -> Counted:
    """What is held of how they use the bot, and of where it speaks to them."""
    return (
        (held.forms, n("{count} half-filled form, encrypted", "{count} half-filled forms, encrypted", held.forms)),
        (held.chats, t("your private chat, so that the bot can write to you there")),
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


def _of_organizing(held: Held) -> Counted:
    """What is held of them as an organizer, and as somebody whom organizers may ask."""
    return (
        (
            held.former,
            n(
                "{count} role that was taken from you within a day, and can be given back",
                "{count} roles that were taken from you within a day, and can be given back",
                held.former,
            ),
        ),
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
    )
