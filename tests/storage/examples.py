"""A letter, and what people do with it; each function stands for one act inside a unit."""

from dataclasses import replace
from datetime import timedelta

from bot.model.addressees import How, Presentation, Presented
from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.codes import RECEIPT_LENGTH, make_code
from bot.model.endorsements.endorsement import Endorsement, PublicEntry, Representative, State
from bot.model.journal.acts import Act
from bot.model.letters.ledger import LedgerEntry, Recorded, Status
from bot.model.letters.letter import Addressee, Demand, Initiator, Letter, Revision
from bot.model.letters.localized import Localized
from bot.model.lists.order import Order
from bot.model.people.person import Account, Person
from bot.ports.store import Unit
from tests.acts import LEADS_TO

BAKERS = "Bakers of the Old Town"
REPRESENTATIVE = Representative("Ada Lovelace", "Chairwoman", "ada@mail.example")


def letter(slug: str = "night-buses", title: str = "Night buses for all") -> Letter:
    """A letter in two languages, French first."""
    return Letter(
        slug=slug,
        languages=("fr", "en"),
        initiator=Initiator(Localized({"en": "Night Riders"}), "NR", "https://night.example"),
        title=Localized({"fr": "Des bus la nuit", "en": title}),
        summary=Localized({"fr": "Qu’ils roulent.", "en": "Let them run."}),
        text=Localized({"fr": "Nous demandons.", "en": "We ask."}),
        zone="America/Toronto",
        demands=(
            Demand(
                number=1,
                title=Localized({"fr": "Toutes les heures", "en": "Every hour"}),
                asked=Localized({"fr": "Un bus.", "en": "A bus."}),
                addressee=Addressee("Anne Placeholder", Localized({"en": "Mayor"})),
                topics={"en": ("bus", "night"), "fr": ("nuit",)},
            ),
        ),
        goal=100,
    )


def publish(unit: Unit, slug: str = "night-buses") -> Revision:
    """Publish the letter."""
    return unit.letters.publish(letter(slug))


def person(unit: Unit, name: str = "ada") -> Person:
    """Somebody with an account in the console."""
    return unit.people.ensure(Account("console", name))


def chat(unit: Unit, place: str = "-100", platform: str = "telegram", follows: int | None = None) -> Chat:
    """A group, which may follow a letter's news."""
    there = unit.chats.ensure(Address(platform, place), ChatKind.GROUP, "Old Town")
    if follows is not None:
        unit.chats.follow(there.id, follows, Topic.NEWS)
    return there


def sign(
    unit: Unit, letter_id: int, name: str = BAKERS, state: State = State.SUBMITTED, signer: str = "ada",
    website: str = "https://bakers.example",
) -> Endorsement:  # fmt: skip
    """Sign on for an organization, whether or not another endorsement stands for it."""
    organization = unit.organizations.same(name) or unit.organizations.add(name, "")
    return unit.endorsements.add(
        letter_id=letter_id,
        organization_id=organization.id,
        receipt=make_code(RECEIPT_LENGTH, unit.below),
        state=state,
        revision=1,
        language="fr",
        entry=PublicEntry(name, website, "Toronto", "Bread needs buses."),
        representative=REPRESENTATIVE,
        person_id=person(unit, signer).id,
        act=LEADS_TO[state],
    )


def signed(unit: Unit) -> Endorsement:
    """Publish the letter and sign on for the bakers."""
    return sign(unit, publish(unit).letter_id)


def announce(unit: Unit, letter_id: int, text: str = "We meet on Monday.") -> Announcement:
    """An announcement that has begun to leave, and is not queued yet."""
    draft = unit.announcements.add(letter_id, Content({"en": text}), audience=EVERYBODY, person_id=person(unit).id)
    released = replace(draft, stage=Stage.WAITING, starts=unit.now)
    unit.announcements.save(released, Act.ANNOUNCEMENT_RELEASED, released.person_id)
    running = replace(released, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
    unit.announcements.save(running)
    unit.announcements.mark_active(running.id, True)
    return running


def told(unit: Unit, letter_id: int, text: str) -> None:
    """An announcement that every chat that follows was told."""
    unit.announcements.save(replace(announce(unit, letter_id, text), stage=Stage.DONE, ended_at=unit.now))


def announced(unit: Unit, places: str = "123") -> Announcement:
    """An announcement that is queued to these chats."""
    night = publish(unit).letter_id
    for place in places:
        chat(unit, place, follows=night)
    announcement = announce(unit, night)
    unit.queue.put_to_audience(announcement, 100)
    return announcement


def record(
    unit: Unit, status: Status = Status.PROMISED, source: str = "Example", note: str = "", corrects: int | None = None
) -> LedgerEntry:
    """Record what came of the first demand, for everybody to read; an answer is due in three days."""
    due = unit.now + timedelta(days=3)
    said = Recorded(1, 1, status, unit.now.date(), source, unit.now, note, "en" if note else "", due, corrects)
    return unit.ledger.publish(unit.ledger.note(1, said, person(unit).id), None)


def present(unit: Unit, letter_id: int) -> Presentation:
    """Present a letter to the first whom it addresses, with its list as it is."""
    somebody, revision = person(unit, "owner"), unit.letters.current(letter_id)
    assert revision
    number = unit.lists.freeze(
        letter_id, unit.lists.lines(letter_id, Order.ALPHABETICAL), Act.LIST_FROZEN, somebody.id
    ).number
    whom = revision.letter.demands[0].addressee.name
    said = Presented(whom, unit.now.date(), How.POST, revision.number, number, unit.now)
    return unit.presentations.add(letter_id, said, "", somebody.id)
