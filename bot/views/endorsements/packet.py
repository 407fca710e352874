"""A board's packet: what an organization's board needs before it decides. It says nothing of who has signed."""

from collections.abc import Hashable, Sequence

from bot.interface.typesetting import Wanted
from bot.model.endorsements.endorsement import State
from bot.model.letters.events import over
from bot.model.letters.letter import Letter, Revision
from bot.model.people.retention import FORGOTTEN_AFTER, KEPT_AFTER_THE_END
from bot.ports.store import Unit
from bot.ports.typesetter import Paper, Section
from bot.service.endorsements import boards
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Bullets, Link, Markdown, Part, Planned, Text, n, t
from bot.views.letters.categories import who_may_sign
from bot.views.letters.letter import initiator
from bot.views.press.letter import Fact, fingerprint, for_journalists, letter_sections, on_the_web, published
from bot.views.press.passages import paper, said, section, written

SIGNING = t("What signing means")
STORED = t("What is stored, and what is public")
WHO_MAY_SIGN = t("Who may sign")


def heading(letter: Letter) -> Text:
    """What the packet is called."""
    return t("For the board: {title}", title=letter.title)


def facts(unit: Unit, revision: Revision, speech: Speech, page: str = "") -> Sequence[Fact]:
    """What a board has to know in short: who asks, what for, until when, and whom it can ask. `page`: where the
    letter's page is; empty where there is none."""
    letter, cutoff = revision.letter, boards.cutoff(unit, revision.letter_id)
    found = [(t("Asked by"), initiator(letter)), published(revision)]
    if letter.closes:
        at = t("{value}", value=Planned(letter.local(letter.closes)))
        found.append((t("Sign-ons closed") if letter.closed(unit.now) else t("Sign-ons close"), at))
    if cutoff:
        found.append((t("The printed list is closed"), t("{value}", value=Planned(cutoff))))
    found.extend((*on_the_web(letter, speech), *for_journalists(letter)))
    if page:
        found.append((t("The letter's page"), t("{link}", link=Link(page))))
    return (*found, fingerprint(revision))


def in_a_list(found: Sequence[Fact]) -> Bullets:
    """Facts behind their names, as a list."""
    return Bullets(tuple(t("{name}: {fact}", name=name, fact=fact) for name, fact in found))


def signing() -> Sequence[Part]:
    """What signing means for an organization."""
    return (
        t(
            "The organization stands on the public list under its name, with its place and website where these are "
            "given. Whoever signs for it states to have the authority; their name and address stay private. It can "
            "add a statement, make a reservation about single demands, and withdraw at any time. What is signed is "
            "this revision of the letter."
        ),
        t("It can also ask that its name is not published: then it is checked, and only counted."),
    )


def stored() -> Sequence[Part]:
    """What is kept of a sign-on, what of it is public, and for how long."""
    days = FORGOTTEN_AFTER[State.WITHDRAWN].days
    return (
        Bullets((
            t("Public, once a reviewer has listed it: the organization's name, place, website, statement and "
              "reservations, until it withdraws. Then its name goes at once."),
            n("Encrypted, and seen by the letter's reviewers alone: the name, role and e-mail address of whoever "
              "signs. They are not published unless that person asks for it, and erased {count} day after a "
              "withdrawal, {later} after the end of the campaign, or when that person says so.",
              "Encrypted, and seen by the letter's reviewers alone: the name, role and e-mail address of whoever "
              "signs. They are not published unless that person asks for it, and erased {count} days after a "
              "withdrawal, {later} after the end of the campaign, or when that person says so.", days,
              later=n("{count} day", "{count} days", KEPT_AFTER_THE_END.days)),
            t("A journal of what was done, without names."),
        )),
    )  # fmt: skip


def packet(unit: Unit, revision: Revision, speech: Speech, page: str = "") -> Paper:
    """The packet as a document on paper: the facts, the whole letter, who may sign, what that means, what is kept."""
    letter = revision.letter
    who = tuple(written(each.text, speech) if isinstance(each, Markdown) else said([each], speech)
                for each in who_may_sign(letter))  # fmt: skip
    return paper(
        speech,
        kind=t("For the board"),
        title=t("{title}", title=letter.title),
        byline=t("An open letter by {initiator}", initiator=initiator(letter)),
        facts=facts(unit, revision, speech, page),
        sections=(
            *letter_sections(unit, revision, speech, page),
            *((Section(label(WHO_MAY_SIGN, speech), who),) if who else ()),
            section(SIGNING, signing(), speech),
            section(STORED, stored(), speech),
        ),
    )


def wanted_packet(revision: Revision, speech: Speech, page: str = "") -> Wanted:
    """The packet, as it is typeset: made anew where the letter or the end of the printed list is another."""

    def state(unit: Unit) -> Hashable:
        letter, cutoff = revision.letter, boards.cutoff(unit, revision.letter_id)
        past = tuple(over(letter, each, unit.now) for each in letter.events)
        gone = frozenset(unit.letters.taken_back(revision.letter_id))
        recorded = len(unit.ledger.public(revision.letter_id).entries)
        which = "packet", revision.letter_id, revision.number, speech.tag, speech.reads, page
        return *which, cutoff, past, gone, recorded

    return Wanted(state, lambda unit: packet(unit, revision, speech, page))
