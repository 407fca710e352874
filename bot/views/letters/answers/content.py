"""What a letter says: its demands, its text, its documents, what follows, and to whom journalists turn."""

from bot.interface.call import Button
from bot.model.letters.letter import Letter
from bot.text.text import Bullets, Markdown, t
from bot.views.addressees import ADDRESSEES, presentations
from bot.views.buttons import DEMANDS, READ, SIGN
from bot.views.letters.answers.answer import About, Answer, not_said
from bot.views.letters.ledger import NOTHING, about_demand, history, outcomes, standing, with_standing
from bot.views.letters.letter import (
    demand_parts,
    document_entry,
    escalation_parts,
    heading,
    initiator,
    press_contact,
)

MOST_DOCUMENTS = 5
"""So many documents at the most stand in an answer."""

MOST_OFFERED = 3
"""So many other demands at the most are offered that may have been meant."""


def demand(about: About) -> Answer:
    """The demand that is meant, and the others that may have been."""
    found = about.asked.demand
    if found is None:
        return demands(about)
    others = tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number})
        for each in about.asked.runners_up[:MOST_OFFERED]
    )
    stands = standing(about.letter, about.facts.ledger, found.number, about.language)
    return Answer((*demand_parts(found), *stands), (*others, DEMANDS, SIGN), about.source)


def demands(about: About) -> Answer:
    """What is asked, and of whom."""
    there = about.letter.demands
    entries = Bullets(
        tuple(with_standing(each, about.facts.ledger) for each in there), tuple(each.number for each in there)
    )
    return Answer((t("**What the letter asks, and of whom**"), entries), (*_each(about.letter), SIGN), about.source)


def outcome(about: About) -> Answer:
    """What came of the demand that is meant, or of all."""
    letter, ledger, found = about.letter, about.facts.ledger, about.asked.demand
    if found is None:
        nothing = t("Nothing was recorded so far of what came of the demands.")
        came_back = presentations(letter, about.facts.presentations)
        return Answer((*(outcomes(letter, ledger) or (nothing,)), *came_back), (*_each(letter), SIGN))
    stands = standing(letter, ledger, found.number, about.language) or (NOTHING,)
    parts = (about_demand(letter, found.number), *stands, *history(letter, ledger, found.number))
    return Answer(parts, (Button(t("Demand {number}", number=found.number), "demand", {"demand": found.number}), SIGN))


def presented(about: About) -> Answer:
    """To whom the letter was presented, and what came back."""
    said = presentations(about.letter, about.facts.presentations)
    nothing = t("It was not recorded so far that the letter was presented to any of those whom it addresses.")
    return Answer(tuple(said) or (nothing,), (ADDRESSEES, DEMANDS))


def _each(letter: Letter) -> tuple[Button, ...]:
    return tuple(
        Button(t("Demand {number}", number=each.number), "demand", {"demand": each.number}) for each in letter.demands
    )


def letter(about: About) -> Answer:
    """What the letter is about, and how to read it."""
    return Answer((*heading(about.revision), Markdown(about.letter.summary)), (READ, DEMANDS, SIGN))


def document(about: About) -> Answer:
    """The letter's documents, as files where they are there."""
    there = about.letter.documents
    if not there:
        return not_said(about, t("No document belongs to the letter."))
    meant = [there[place] for place in about.asked.which] if about.asked.which else there
    parts = [Bullets(tuple(document_entry(each) for each in meant[:MOST_DOCUMENTS]))]
    missing = [each for each in meant if not each.file and not each.link]
    if missing:
        nowhere = t("The letter names it, and gives neither a file nor an address for it.")
        said = not_said(about, nowhere)
        return Answer((*parts, *said.parts), (READ,), about.source, about.facts.files)
    return Answer(tuple(parts), (READ,), about.source, about.facts.files)


def escalation(about: About) -> Answer:
    """What follows where the demands are not met."""
    if about.letter.escalation is None:
        return not_said(about, t("The letter does not say what happens if its demands are not met."))
    return Answer(tuple(escalation_parts(about.letter, about.letter.escalation)), (DEMANDS, READ), about.source)


def press(about: About) -> Answer:
    """To whom journalists turn."""
    contact = about.letter.press
    if contact is None:
        said = t(
            "The letter names no contact for the press. Whom you can ask: {initiator}, who wrote it",
            initiator=initiator(about.letter),
        )
        return Answer((said,), source=about.source)
    return Answer((press_contact(contact),), (Button(t("The documents"), "document"),), about.source)
