"""Who speaks for an organization to the press: named at its desk, read by the letter's owners."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import ENDORSEMENT, LETTER, OWNERS, SPOKEN, among, hidden
from bot.errors import Invalid
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Option
from bot.model.endorsements.media_contacts import ADDRESS, NAME, STATEMENT, MediaContact, Named
from bot.model.letters.editing import words
from bot.service.endorsements import media_contacts
from bot.service.endorsements.signing import own
from bot.text.text import Language, Part, Text, n, t
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.media_contacts import WORDS, consent, contact_parts, media_table
from bot.views.lists import kept_back

SHOWN = 5
"""So many media contacts stand in an answer."""

YES, FILE = "yes", "file"


def _media_contact(call: Call) -> Reply:
    endorsement = own(call.unit, call.actor.person, call.published.letter_id, call.number("endorsement") or 0)
    which, named = {"endorsement": endorsement.receipt}, call.unit.media_contacts.of(endorsement.id)
    parts: list[Part] = [
        t("**Who speaks for {organization} to the press**", organization=endorsement.entry.organization)
    ]
    if named is None:
        parts.append(
            t("Nobody is named. Where journalists ask the letter's owners for somebody, yours is not among them.")
        )
        add = Button(t("Name somebody"), "name_media_contact", which, style="primary")
        return Reply(parts, (add, desk_button(endorsement)))
    parts.extend(contact_parts(named.contact, endorsement.entry.organization))
    seen = call.letter.local(named.seen_at) if named.seen_at else None
    parts.append(t("The letter's owners last looked on {at}.", at=seen) if seen else t("Nobody has looked at it yet."))
    change = Button(t("Name somebody else, or correct it"), "name_media_contact", which)
    drop = Button(t("Take it back"), "drop_media_contact", which, style="danger")
    return Reply(parts, (change, drop, desk_button(endorsement)))


def _name(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    if call.text("agree") != YES:
        return Reply([t("Nothing was kept.")])
    typed = words(call.text("languages"))
    named = MediaContact(call.text("name"), call.text("role"), typed, call.text("address"), call.text("statement"))
    media_contacts.name(
        call.unit, call.person(), letter_id=letter_id, endorsement_id=number, contact=named,
        consent=consent(call.speech),
    )  # fmt: skip
    said = t("**Kept.** The letter's owners can give it to journalists who ask. You can take it back at any time.")
    shown = _media_contact(call)
    return Reply([said, *shown.texts], shown.buttons)


def _drop(call: Call) -> Reply:
    letter_id, number = call.published.letter_id, call.number("endorsement") or 0
    endorsement, named = own(call.unit, call.actor.person, letter_id, number), call.unit.media_contacts.of(number)
    media_contacts.take_back(call.unit, call.actor.person, letter_id, number)
    said = contact_parts(named.contact, endorsement.entry.organization) if named else ()
    gone = t("**Taken back.** Nothing of it is kept.")
    return Reply([gone, t("It said:"), *said], (desk_button(endorsement),), replaces=True)


def _begin(call: Call) -> Mapping[str, str]:
    """A refusal before anything is typed, where nobody can be named."""
    if call.revision:
        number = call.number("endorsement") or 0
        media_contacts.nameable(call.unit, call.actor.person, call.revision.letter_id, number)
    return {}


def _stands(call: Call, field: str) -> str:
    number = call.number("endorsement")
    if call.revision is None or number is None:
        return ""
    signed = own(call.unit, call.actor.person, call.revision.letter_id, number)
    named = call.unit.media_contacts.of(signed.id)
    value = getattr(named.contact, field) if named else ""
    return value if isinstance(value, str) else ", ".join(value)


def _media_list(call: Call) -> Reply:
    language = call.text("language")
    if language and not (language.isascii() and language.isalpha()):
        raise Invalid(t("This can't be chosen here any more."))
    named = media_contacts.media_list(call.unit, call.person(), call.published, language)
    if call.text("act") == FILE and named:
        return _table(call, named, language)
    if not named:
        return Reply(
            [t("**The media list is empty:** no organization in the list has named somebody."), *kept_back(call)]
        )
    page = min(max(call.number("page") or 1, 1), -(-len(named) // SHOWN))
    parts: list[Part] = [
        n("**Media list: {count} organization.**", "**Media list: {count} organizations.**", len(named)),
        t("This look is on record. Give a journalist what they need of it, and publish none of it."),
        *kept_back(call),
    ]
    for each in named[(page - 1) * SHOWN : page * SHOWN]:
        parts.extend(contact_parts(each.contact, each.organization))
    return Reply(parts, _ways(named, language, page), replaces=bool(call.number("page")))


def _table(call: Call, named: Sequence[Named], language: str) -> Reply:
    name = "-".join(filter(None, (call.letter.slug, "media", language)))
    file = call.unit.files.made_sealed(call.published.letter_id, f"{name}.csv", "text/csv", media_table(named))
    said = t("**The media list as a table.** It holds personal data: keep it as long as you need it, and no longer.")
    return Reply([said, *kept_back(call)], (Button(t("The media list"), "media_list"),), files=(file,))


def _ways(named: Sequence[Named], language: str, page: int) -> Sequence[Button]:
    chosen: dict[str, str | int] = {"language": language} if language else {}
    pages = [
        Button(label, "media_list", {**chosen, "page": number})
        for label, number in ((t("Back"), page - 1), (t("More"), page + 1))
        if number >= 1 and (number - 1) * SHOWN < len(named)
    ]
    table = Button(t("As a table"), "media_list", {**chosen, "act": FILE})
    if language:
        return (*pages, table, Button(t("Every language"), "media_list"))
    spoken = Counter(tag for each in named for tag in each.contact.languages)
    by_language = [
        Button(t("{language} ({count})", language=Language(tag), count=count), "media_list", {"language": tag})
        for tag, count in spoken.most_common(10)
    ]
    return (*pages, table, *by_language)


def _line(name: str, said: Text, prompt: Text, most: int, kind: Kind = Kind.TEXT) -> Option:
    return Option(
        name, kind, said, prompt, personal=True, most=most, questions=True, prefill=lambda call: _stands(call, name)
    )


_AGREE = Option(
    "agree",
    Kind.CHOICE,
    t("Agreed"),
    WORDS,
    choices=(Choice(YES, t("Yes, I confirm"), "primary"), Choice("no", t("No, keep nothing"))),
    argument=False,
)

COMMANDS = (
    Command(
        "media_contact",
        t("Who speaks for your organization to the press"),
        _media_contact,
        (LETTER, ENDORSEMENT),
        private=True,
        menu=False,
    ),
    Command(
        "name_media_contact",
        t("Name who speaks for your organization to the press"),
        _name,
        (
            LETTER,
            ENDORSEMENT,
            _line("name", t("Name"), t("Who speaks for your organization to journalists"), NAME),
            _line("role", t("Role"), t("Their role there, such as chair or director"), NAME),
            replace(SPOKEN, prefill=lambda call: _stands(call, "languages")),
            _line(
                "address",
                t("How they are reached"),
                t("A telephone number or an e-mail address for journalists"),
                ADDRESS,
            ),
            _line(
                "statement",
                t("A quotation"),
                t("A sentence or two of theirs that may be quoted"),
                STATEMENT,
                Kind.PARAGRAPH,
            ),
            _AGREE,
        ),
        private=True,
        menu=False,
        title=t("Who speaks to the press"),
        begin=_begin,
    ),
    Command(
        "drop_media_contact",
        t("Name nobody to the press any more"),
        _drop,
        (LETTER, ENDORSEMENT),
        private=True,
        menu=False,
    ),
    Command(
        "media_list",
        t("Who speaks to journalists, by language"),
        _media_list,
        (
            LETTER,
            hidden("language", t("Language"), Kind.TEXT),
            hidden("page", t("Page")),
            among("act", t("What"), FILE),
        ),
        roles=OWNERS,
        private=True,
        reveals=True,
    ),
)
