"""To what a representative agrees before they sign, each thing in words of its own."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.interface.call import Call
from bot.model.announcements.readers import MOST
from bot.model.endorsements.consents import Item
from bot.text.text import Bullets, Part, Text, n, t

WORDS: Mapping[Item, Text] = {
    Item.LINE: t("The line above is shown in public once it is listed, until you withdraw it."),
    Item.WITHHELD: t(
        "The organization is checked and counted, and its name is not published: the list says only how many names are "
        "withheld. The letter's reviewers see it."
    ),
    Item.DETAILS: t(
        "Your name, role and address are kept encrypted, and only the letter's reviewers can look at them. They are "
        "not published unless you ask for it later, and are erased 30 days after a withdrawal, 90 days after the end "
        "of the campaign, or when you say so."
    ),
    Item.MAIL: t(
        "One mail with a code may go to your address, and a receipt once it is proven. Nothing else, unless you ask "
        "for it afterwards."
    ),
    Item.SPOKESPERSON: t(
        "You are named in public beside your organization, as who speaks for it, until you say otherwise. Whoever "
        "reads it can quote you, look you up, or copy it."
    ),
    Item.LOGO: t(
        "The organization may give this logo, and allows it to be shown beside its name where the list of this letter "
        "is shown, until it is taken down or the organization withdraws."
    ),
    Item.AUTHORITY: t(
        "**Please confirm:** {organization} has decided to sign this letter (revision {revision}), and I have the "
        "authority to sign in its name. Belonging to an organization is not enough.",
        organization="",
        revision=0,
    ),
}
"""The words of each. Whoever changes one makes a new wording of it, by which later consents are told apart."""

OFFERED: Mapping[Item, Text] = {
    Item.NEWS: n(
        "**News of this letter** to you, as who signed it: {count} message at the most in all, here in private or by "
        "mail.",
        "**News of this letter** to you, as who signed it: {count} messages at the most in all, here in private or by "
        "mail.",
        MOST,
    ),
    Item.MORE: n(
        "**More than {count} message** of news of this letter.",
        "**More than {count} messages** of news of this letter.",
        MOST,
    ),
    Item.NEXT_LETTERS: t(
        "**The next letter**: one message to you if a letter follows this one. Nothing is signed for you."
    ),
    Item.CONTACT: t(
        "**Contact by the initiator**: the letter's owners may take your name, role and address, to write to you about "
        "this campaign."
    ),
}
"""What can be agreed to afterwards, each by itself, in the order in which it is offered."""


LABELS: Mapping[Item, Text] = {
    Item.NEWS: t("News of this letter"),
    Item.MORE: t("More news"),
    Item.NEXT_LETTERS: t("The next letter"),
    Item.CONTACT: t("Contact"),
}
"""What each of these is called on a button."""


def asked(call: Call, organization: str, revision: int, withheld: bool) -> Sequence[Part]:
    """What somebody agrees to by confirming for an organization that it signs a revision: by name, or `withheld`."""
    others = tuple(WORDS[item] for item in items(call, withheld) if item is not Item.AUTHORITY)
    return (
        t("**By confirming you agree to this:**"),
        Bullets(others),
        stated(organization, revision),
    )


def stated(organization: str, revision: int) -> Text:
    """The statement that an organization signs a revision, and that whoever confirms it may sign in its name. Raises
    `ValueError` where it would name none."""
    if not organization:
        raise ValueError("a consent that names no organization")
    return replace(WORDS[Item.AUTHORITY], values={"organization": organization, "revision": revision})


def items(call: Call, withheld: bool = False) -> Sequence[Item]:
    """The items that are asked for here: of mail only where it is sent; of the name that it is shown, or `withheld`. To
    be named as who speaks for it, and to show a logo, is never asked for together with others."""
    left_out = {
        Item.SPOKESPERSON,
        Item.LOGO,
        Item.LINE if withheld else Item.WITHHELD,
        *(() if call.mails else (Item.MAIL,)),
    }
    return [item for item in WORDS if item not in left_out]


def wordings(call: Call, withheld: bool) -> Mapping[Item, str]:
    """Each item that was asked for, and by what its words are known."""
    return {item: version(item) for item in items(call, withheld)}


def version(item: Item) -> str:
    """By what the words of an item are known: the beginning of the SHA-256 of the English."""
    words = WORDS.get(item) or OFFERED[item]
    return hashlib.sha256(words.template.encode()).hexdigest()[:16]
