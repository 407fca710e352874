"""That the letter was presented, as the draft of an announcement to those who signed: thanks, and a text to share."""

from collections.abc import Mapping, Sequence

from bot.model.addressees import Presentation, addressees
from bot.model.letters.letter import Letter
from bot.text.compose import label
from bot.text.locales import SOURCE, load
from bot.text.text import Listing, Text, t


def texts(letter: Letter, presentations: Sequence[Presentation], spoken: Sequence[str]) -> Mapping[str, str]:
    """What the draft says in each of the letter's languages that is `spoken`, the letter's first one first: to each
    addressee when the letter was presented first."""
    firsts = {each.said.addressee: each for each in reversed(presentations)}
    offices = {each.name: each.office for each in addressees(letter) if each.name in firsts}
    to = [
        t("{name}, {office}, on {date}", name=name, office=office, date=firsts[name].said.on)
        for name, office in offices.items()
    ]
    lines: tuple[Text, ...] = (
        t("The open letter “{title}” was presented to {addressees}.", title=letter.title, addressees=Listing(to)),
        t("Thank you for signing it. It went as it is attached here."),
        t(
            "To share, if you like: Our organization has signed the open letter “{title}”, which was presented to "
            "{addressees}.",
            title=letter.title,
            addressees=Listing(tuple(offices)),
        ),
    )
    tags = [each for each in letter.languages if each in spoken] or [SOURCE]
    return {tag: "\n\n".join(label(line, load()[tag]) for line in lines) for tag in tags}
