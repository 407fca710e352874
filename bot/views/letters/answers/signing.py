"""Signing: how, who may, how many have and who, and how it is taken back."""

from bot.interface.call import Button
from bot.model.organizations.likeness import alike
from bot.text.text import Bullets, Code, Part, n, t
from bot.views.buttons import DISPUTE, LIST, MANAGE, READ, SIGN
from bot.views.counts import signed_on
from bot.views.endorsements.public_entry import public_line
from bot.views.letters.answers.answer import About, Answer, closed
from bot.views.letters.categories import who_may_sign
from bot.views.letters.letter import initiator
from bot.views.lists import not_yet

LIST_NOW = t("From the public list, as it is now.")
"""Where it is from what is said of who has signed."""

MOST_NAMED = 3
"""So many events at the most at which an organization speaks stand in an answer."""

NOBODY = t("No organization is listed yet.")


def how(about: About) -> Answer:
    """How an organization signs on."""
    over = closed(about)
    if over:
        return Answer((over,), (LIST, READ), about.source)
    steps = Bullets(
        (
            t("Press the button below, or give {command}. It takes two minutes.", command=Code("/sign")),
            t("You say for which organization you sign, and who you are. Only its public line is shown to others."),
            t("You see that line and confirm it, and you get a receipt. A reviewer looks at it before it is listed."),
        ),
        (1, 2, 3),
    )
    return Answer((t("**How an organization signs**"), steps), (SIGN,))


def after(about: About) -> Answer:
    """What happens once an organization has signed on."""
    steps = Bullets(
        (
            t("You get a receipt at once. By {command} you see where it stands.", command=Code("/endorsement")),
            t("A reviewer checks that it comes from the organization, and may ask you something. You are told the "
              "outcome."),
            t("Then its public line is in the list, as soon as that is public. Your own name and address are not."),
            t("You can take it back at any time: {command}", command=Code("/withdraw")),
        ),
        (1, 2, 3, 4),
    )  # fmt: skip
    over = closed(about)
    return Answer(
        (t("**What happens after an organization signs**"), steps, *((over,) if over else ())), (SIGN, MANAGE)
    )


def who_may(about: About) -> Answer:
    """Which organizations may sign."""
    only = t("Only organizations sign. Whoever may speak for one signs in its name.")
    over = closed(about)
    if over:
        return Answer((over,), (LIST, READ), about.source)
    said = who_may_sign(about.letter)
    if not said:
        unsaid = t("The letter does not say that some kinds of organizations can't. A reviewer looks at each sign-on.")
        return Answer((only, unsaid), (SIGN,), about.source)
    return Answer((*said, only), (SIGN,), about.source)


def individuals(about: About) -> Answer:
    """That persons do not sign, and what they can do."""
    over = closed(about)
    if over:
        return Answer((t("Only organizations could sign this letter, and nobody as a person."), over), (READ,))
    only = t(
        "Only organizations sign this letter, and nobody as a person. You can ask an organization to which you belong: "
        "there is a message for it that you can pass on."
    )
    said = who_may_sign(about.letter)
    passed_on = Button(t("A message to pass on"), "sign", {"capacity": "individual"})
    return Answer((only, *said), (passed_on, READ), about.source if said else None)


def how_many(about: About) -> Answer:
    """How many have signed, and how many it is to be."""
    parts: list[Part] = []
    if about.facts.count is not None:
        parts.extend(signed_on(about.facts.count))
    parts.extend(_kept_back(about))
    if about.letter.goal:
        parts.append(t("The goal is {goal}.", goal=about.letter.goal))
    return Answer(tuple(parts), (LIST, SIGN), LIST_NOW if about.facts.count is not None else None)


def who(about: About) -> Answer:
    """Who has signed: how many, and the first of them where they may be named here."""
    facts = about.facts
    if facts.count is None:
        return Answer(_kept_back(about), (SIGN,))
    if not facts.count.total:
        return Answer((NOBODY, *_kept_back(about)), (SIGN,), LIST_NOW)
    counted = signed_on(facts.count)
    if not facts.listed:
        return Answer((*counted, *_kept_back(about)), (LIST, SIGN), LIST_NOW)
    more = facts.count.named - len(facts.listed)
    rest = [n("And {count} more, in the list.", "And {count} more, in the list.", more)] if more > 0 else []
    return Answer((*counted, _names(about), *rest, *_kept_back(about)), (LIST, SIGN), LIST_NOW)


def whether(about: About) -> Answer:
    """Whether an organization has signed that somebody names, and what the letter itself says of it. One that has not,
    one that waits and one that nobody knows are answered alike."""
    facts, said_of_it = about.facts, _of_the_letter(about)
    if facts.count is None:
        return Answer((*said_of_it, *_kept_back(about)), (SIGN,))
    if about.public:
        in_list = t("No organization is named in answers that everybody reads. The list names those that have signed.")
        return Answer((*said_of_it, in_list, *_kept_back(about)), (LIST,))
    search = t("You can search the list: {command}", command=Code("/signatories"))
    if not facts.listed:
        not_there = t("No organization of this name is in the list.")
        return Answer((*said_of_it, not_there, search), (LIST, SIGN), LIST_NOW)
    said = (
        t("No organization of exactly this name is in the list. Do you mean one of these?")
        if facts.nearly
        else t("**In the list, with this name:**")
    )
    return Answer((*said_of_it, said, _names(about), *_kept_back(about)), (LIST,), LIST_NOW)


def _of_the_letter(about: About) -> tuple[Part, ...]:
    """What the letter says of an organization that somebody names: that it wrote it, or speaks at an event."""
    letter, typed = about.letter, about.asked.name
    who = letter.initiator
    if any(alike(typed, name) for name in (who.acronym, *who.name.texts.values()) if name):
        return (t("{initiator} started the letter.", initiator=initiator(letter)),)
    return tuple(
        t("The letter names {organization} as a speaker at {event}.", organization=name, event=event.title)
        for event in letter.events
        for name in dict.fromkeys(each.organization for each in event.speakers)
        if alike(typed, name)
    )[:MOST_NAMED]


def withdraw(about: About) -> Answer:
    """How a sign-on is taken back."""
    said = t(
        "Give {command} from the account that signed. The name leaves the list at once, and nobody is told why.",
        command=Code("/withdraw"),
    )
    return Answer((said,), (Button(t("Your sign-on"), "endorsement"),))


def not_us(about: About) -> Answer:
    """What an organization does that is listed and did not sign."""
    said = t(
        "**An organization is listed that did not sign?** Whoever speaks for it says so by the button below, or by "
        "{command}. The entry is flagged or hidden until a reviewer has found out.",
        command=Code("/dispute"),
    )
    return Answer((said,), (DISPUTE, LIST))


def standing(about: About) -> Answer:
    """Where one's own sign-on stands."""
    said = t(
        "Where your sign-on stands is shown to you alone: give {command} from the account that signed.",
        command=Code("/endorsement"),
    )
    return Answer((said,), (Button(t("Your sign-on"), "endorsement"),))


def correct(about: About) -> Answer:
    """How what a sign-on says is corrected."""
    own = (Button(t("Your sign-on"), "endorsement"),)
    over = closed(about)
    if over:
        ask = t(
            "A sign-on can't be corrected any more. Its statement can still be changed, and it can be withdrawn: "
            "{command}",
            command=Code("/endorsement"),
        )
        return Answer((over, ask), own, about.source)
    said = t(
        "Give {command} from the account that signed: there you correct what it says. Once it is listed, a correction "
        "takes it off the list until it has been reviewed again.",
        command=Code("/endorsement"),
    )
    return Answer((said,), own)


def _names(about: About) -> Part:
    """Organizations as the list shows them, in a line each."""
    return Bullets(tuple(public_line(each.public) for each in about.facts.listed))


def _kept_back(about: About) -> tuple[Part, ...]:
    until = about.facts.hidden_until
    return (not_yet(about.letter.local(until)),) if until else ()
