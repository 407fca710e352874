"""One organization that is to be asked: who takes it, what came of it, its link, and what is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.shared_options import AT, EMAIL, SURE, among, for_editors, hidden
from bot.errors import Invalid
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.outreach import LONGEST_NAME, LONGEST_NOTE, LONGEST_PHONE, LONGEST_TEXT, Contact, Prospect, Step
from bot.model.people.person import Role
from bot.service.outreach import links, prospects
from bot.service.outreach.imports import language_of
from bot.text import checks
from bot.text.pasted import visible
from bot.text.text import Language, Listing, Part, Text, t
from bot.views.outreach import OUTREACH, buttons, card, given

ACTS = ("take", "release", *(each.value for each in Step), "link", "unlink", "contact", "forget")

SAID = {
    "take": t("**You have taken it.** Nobody else can, until you give it back."),
    "release": t("**Given back.** Another organizer can take it."),
    "unlink": t("**Ended.** Its link leads nowhere any more."),
    "contact": t("**Forgotten:** whom to ask there, and the note."),
}


def _prospect(call: Call) -> Reply:
    unit, person, letter_id = call.unit, call.person(), call.published.letter_id
    number, act, owns = call.number("prospect"), call.text("act"), Role.OWNER in call.actor.roles
    prospect = prospects.find(unit, letter_id, number)
    if act in ("contact", "forget") and not call.text("sure"):
        return _sure(prospect, act)
    match act:
        case "take":
            prospect = prospects.take(unit, person, letter_id, number)
        case "release":
            prospect = prospects.release(unit, person, owns, letter_id, number)
        case "link":
            return _link(call, number)
        case "unlink":
            prospect = links.end(unit, letter_id, number)
        case "contact":
            prospect = prospects.forget_contact(unit, prospect)
        case "forget":
            prospects.forget(unit, [prospect.id])
            return Reply([t("**Forgotten.** Nothing is kept of this organization here.")], (OUTREACH,), replaces=True)
        case step if step:
            prospect = prospects.step(unit, person, letter_id, number, Step(step))
    said = [SAID[act]] if act in SAID else []
    parts = [*said, *card(unit, call.published, prospect)]
    return Reply(parts, buttons(unit, prospect, person.id, owns), replaces=bool(act))


def _link(call: Call, number: int | None) -> Reply:
    prospect, until, token = links.make(call.unit, call.published.letter_id, number)
    parts, copies = given(call, prospect.organization, token, prospect.language)
    said = t(
        "It begins signing with the organization's name and website, and proves nothing: whoever signs is reviewed as "
        "anybody is. It holds until {time}; an earlier link of theirs leads nowhere any more.",
        time=call.letter.local(until),
    )
    return Reply([*parts, said], (*copies, Button(t("Back"), "prospect", {"prospect": prospect.id})))


def _sure(prospect: Prospect, act: str) -> Reply:
    question = (
        t("**Forget whom to ask at {organization}, and the note?** It can't be undone.",
          organization=prospect.organization)
        if act == "contact"
        else t("**Forget {organization}?** All that is known of it here goes, also that it was asked, or said no. It "
               "can't be undone.", organization=prospect.organization)
    )  # fmt: skip
    yes = Button(t("Yes, forget it"), "prospect", {"prospect": prospect.id, "act": act, "sure": "yes"}, style="danger")
    return Reply([question], (yes, Button(t("Back"), "prospect", {"prospect": prospect.id})))


def _remind(call: Call) -> Reply:
    day = call.moment("at")
    if day is None:
        raise Invalid(t("This moment has passed. Choose another."))
    unit, person = call.unit, call.person()
    prospect = prospects.remind_on(unit, person, call.published.letter_id, call.number("prospect"), day)
    parts = [t("**Noted.** You are reminded in private."), *card(unit, call.published, prospect)]
    return Reply(parts, buttons(unit, prospect, person.id, Role.OWNER in call.actor.roles))


# What is known of it.


def _begin(call: Call) -> Mapping[str, str]:
    number = call.raw.get("prospect", "")
    if not _PROSPECT.holds(number) or call.revision is None:
        return {}
    known = prospects.find(call.unit, call.published.letter_id, int(number))
    contact = known.contact
    begun = {
        "organization": known.organization,
        "website": known.website,
        "contact": contact.name,
        "role": contact.role,
        "email": contact.address,
        "phone": contact.phone,
        "source": contact.source,
        "language": known.language,
        "note": known.note,
    }
    return {name: text for name, text in begun.items() if text}


def _typed(call: Call) -> Prospect:
    """The organization as it is typed so far; what happened to it stays."""
    number, letter_id = call.number("prospect"), call.published.letter_id
    known = prospects.find(call.unit, letter_id, number) if number is not None else Prospect(0, letter_id, "")
    return replace(
        known,
        organization=call.text("organization"),
        website=call.text("website"),
        contact=Contact(
            call.text("contact"), call.text("role"), call.text("email"), call.text("phone"), call.text("source")
        ),
        note=call.text("note"),
        language=language_of(call.text("language"), call.letter) if call.text("language") else "",
    )


def _add(call: Call) -> Reply:
    unit, prospect = call.unit, _typed(call)
    kept = prospects.change(unit, prospect) if prospect.id else prospects.add(unit, prospect)
    said = t("**Kept.**") if prospect.id else t("**It is on the list of whom to ask.**")
    parts = [said, *card(unit, call.published, kept)]
    more = () if prospect.id else (Button(t("Add another"), "add_prospect"),)
    owns = Role.OWNER in call.actor.roles
    return Reply(parts, (*more, *buttons(unit, kept, call.person().id, owns)))


def _confirm(call: Call) -> Sequence[Part]:
    return (
        t("**This is what is kept**, encrypted, for the letter's owners and editors alone:"),
        *card(call.unit, call.published, _typed(call)),
        t("Note only what you need to ask them. They can have it forgotten at any time."),
    )


def _which_languages(call: Call) -> Sequence[Part]:
    spoken = Listing([Language(each) for each in call.letter.languages])
    return (t("In which language do you write to them? The letter is in {languages}.", languages=spoken),)


def _spoken(call: Call, typed: str) -> None:
    language_of(typed, call.letter)


def _about(name: str, label: Text, prompt: Text, most: int = LONGEST_TEXT) -> Option:
    return Option(name, Kind.TEXT, label, prompt, need=Need.OFFERED, personal=True, most=most)


_PROSPECT = hidden("prospect", t("Organization"))
_WEBSITE = replace(
    _about("website", t("Website"), t("The organization's website."), checks.WEBSITE_LENGTH),
    clean=visible,
    check=checks.website,
)
_EMAIL = replace(
    EMAIL,
    label=t("E-mail address"),
    prompt=t("The address of whom to ask there."),
    need=Need.OFFERED,
    prefill=lambda call: "",
)
_LANGUAGE = replace(_about("language", t("Language"), t("Language"), 40), prompt=_which_languages, judge=_spoken)
_NOTE = replace(_about("note", t("Note"), t("What you need to know to ask them."), LONGEST_NOTE), kind=Kind.PARAGRAPH)
_KEEP = Option(
    "keep",
    Kind.CHOICE,
    t("Keep it"),
    _confirm,
    choices=(Choice("yes", t("Keep it"), "primary"),),
    argument=False,
)

COMMANDS: tuple[Command, ...] = (
    replace(
        for_editors(
            "prospect",
            t("An organization that is to be asked to sign"),
            _prospect,
            _PROSPECT,
            among("act", t("What"), *ACTS),
            SURE,
            irreversible="sure",
        ),
        reveals=True,
    ),
    replace(
        for_editors(
            "add_prospect",
            t("Put an organization on the list of whom to ask"),
            _add,
            replace(_about("organization", t("Organization"), t("The organization's full name."), LONGEST_NAME),
                    need=Need.REQUIRED, least=2),
            _WEBSITE,
            _about("contact", t("Contact"), t("Whom to ask there: a name.")),
            _about("role", t("Their role"), t("Their role in the organization.")),
            _EMAIL,
            _about("phone", t("Telephone"), t("Their telephone number."), LONGEST_PHONE),
            _about("source", t("Known by"), t("Which of you knows them, or from where the address is.")),
            _LANGUAGE,
            _NOTE,
            _KEEP,
            _PROSPECT,
        ),
        title=t("Whom to ask"),
        begin=_begin,
        corrects=lambda call: bool(call.raw.get("prospect")),
    ),
    replace(
        for_editors(
            "remind_prospect",
            t("Be reminded of an organization that you ask"),
            _remind,
            _PROSPECT,
            replace(AT, prompt=t("On which day? You are reminded in the morning."), end_of_day=True),
        ),
        reveals=True,
    ),
)  # fmt: skip
