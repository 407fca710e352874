"""The letters that a browser is shown, who has signed them, and the site on which they stand."""

import hashlib
import socket
import time
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice

from adapters.folder import read_letter
from adapters.mail.mailer import SmtpMailer
from adapters.pillow.redrawer import PillowRedrawer
from adapters.typst.typesetter import TypstTypesetter
from adapters.web.desk.answering import Desk
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.commands import COMMANDS
from bot.delivery.changes import Changes, ChangingStore
from bot.delivery.mailing import MailWorker
from bot.delivery.uploads import StoredUploads
from bot.interface.conversation import Interface
from bot.model.bots import BotProfile
from bot.model.codes import RECEIPT_LENGTH, make_code
from bot.model.endorsements.endorsement import Endorsement, PublicEntry, State, Words
from bot.model.endorsements.logos import LONGEST_ALT, Logo
from bot.model.journal.acts import Act
from bot.model.letters.ledger import NOTE, SOURCE, Recorded, Status
from bot.model.letters.letter import Addressee, Document, DocumentFile, Escalation, Initiator, Letter, PressContact
from bot.model.letters.localized import Localized
from bot.model.lists.filters import Filter
from bot.model.outreach import Prospect
from bot.model.people.person import Role
from bot.model.proofs.mails import MailKind
from bot.pages import PAGES
from bot.pages.lists import ON_A_PAGE
from bot.ports.store import Store, Unit
from bot.service.lists import press_links, publication
from bot.service.outreach import links, prospects
from bot.text.locales import Speech, load
from bot.views.proofs.mails import mail_composer
from tests.browser.hostile import MARKUP, SCRIPT, TURNED_ROUND, UNBROKEN, every_script
from tests.browser.organizations import SOUGHT, entries, hostile_entries
from tests.checkout import ROOT, SAMPLE_LETTER
from tests.conftest import Clock
from tests.drivers.mailbox import Mail, Mailbox
from tests.letters import LETTER
from tests.memory import MemoryStore
from tests.storage import examples

EXAMPLE_LETTER = ROOT / "tests" / "letters_of_examples" / "library-and-buses"
LIBRARY, SAMPLE, HOSTILE, KEPT_BACK = "library-and-buses", "stop-genocide-or-resign", "hostile", "kept-back"
OPENS, NOW = datetime(2031, 3, 1, 15, tzinfo=UTC), datetime(2031, 4, 1, 15, tzinfo=UTC)
IN_STEPS = (20, 40, 60, 110, 120, 60, 40)
"""So many organizations are listed at the same time, a few days apart."""

ORGANIZATIONS = sum(IN_STEPS)

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
"""A picture in PNG."""

PDF = b"%PDF-1.4\n%%EOF\n"
FILE = DocumentFile("press release.pdf", "application/pdf", len(PDF), hashlib.sha256(PDF).hexdigest())


@dataclass(frozen=True)
class Campaign:
    """The site at its address, what stands behind it, and what an address names where a page's path has a blank."""

    root: str
    store: Store
    blanks: Mapping[str, str]
    mailbox: Mailbox
    worker: MailWorker

    def path(self, pattern: str, **named: str) -> str:
        """The address of a page, such as `/{language}/{letter}/list`; raises `KeyError` for a blank that nobody here
        has filled yet."""
        picture = {"name": "growth"} if "/pictures/" in pattern else {}
        given = "press" if pattern.startswith("/press/") else "invited" if "/invited/" in pattern else "key"
        link = {"key": self.blanks[given]}
        return pattern.format(**{**self.blanks, **picture, **link, **named})

    async def mail(self, address: str, count: int = 1) -> Mail:
        """The last mail to an address, as soon as there are so many."""
        while await self.worker.step():
            pass
        return await self.mailbox.arrived(address, count)


@asynccontextmanager
async def campaign(speeches: Mapping[str, Speech] | None = None) -> AsyncIterator[Campaign]:
    """The site, served from a store in memory, with mail; it speaks as the bot does, unless another way is given."""
    clock = Clock()
    memory, changes, free = MemoryStore(clock), Changes(), Throttle(time.monotonic, 1e6, 1e6, (1e6, 1e6))
    store, root = ChangingStore(memory, changes), f"http://127.0.0.1:{unused_port()}"
    interface = Interface(COMMANDS, store, speeches or load(), {})
    interface.mails, interface.typesetting.typesetter, interface.redrawer = True, TypstTypesetter(), PillowRedrawer()
    desk = Desk(store, interface, public_url=root, uploads=StoredUploads(store), asks=free, acts=free)
    site = Site(
        store, PAGES, speeches=interface.speeches, public_url=root, throttle=free, changes=changes, desk=desk,
        bots=lambda: tuple(_bots()), typeset=interface.typesetting.content,
    )  # fmt: skip
    clock.now = OPENS
    await store.write(_published)
    left = entries(ORGANIZATIONS)
    for count in IN_STEPS:
        await store.write(partial(_signed, list(islice(left, count))))
        clock.now += (NOW - OPENS) / len(IN_STEPS)
    blanks = await store.write(_filled)
    async with serving(site, root.removeprefix("http://")), Mailbox() as mailbox:
        mailer = SmtpMailer(mailbox.url, "letters@example.org")
        yield Campaign(root, store, blanks, mailbox, MailWorker(store, mailer, mail_composer(interface.speeches, root)))
    memory.close()


def unused_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _bots() -> Iterator[BotProfile]:
    yield BotProfile("Telegram", "@ExampleBot", "https://t.me/ExampleBot", "https://t.me/ExampleBot?start={}".format)
    yield BotProfile("Discord", "Example", "https://discord.com/users/1", lambda action: "")


def _published(unit: Unit) -> None:
    """Publish the letter as it was at first."""
    unit.letters.publish(_earlier(_with_everything(read_letter(EXAMPLE_LETTER))))


def _signed(found: Sequence[PublicEntry], unit: Unit) -> None:
    """Put organizations into its list."""
    for each in found:
        _sign(unit, LETTER, each)


def _filled(unit: Unit) -> Mapping[str, str]:
    """Publish all the rest; what the blanks of pages' paths are filled with."""
    unit.files.keep([unit.files.add(LETTER, FILE.name, FILE.mime, PDF).id])
    unit.letters.publish(_with_everything(read_letter(EXAMPLE_LETTER)))
    for _ in range(2):
        publication.freeze(unit, examples.person(unit), LETTER)
    sample = unit.letters.publish(read_letter(SAMPLE_LETTER)).letter_id
    for entry in entries(3):
        _sign(unit, sample, entry)
    hostile = unit.letters.publish(_hostile()).letter_id
    for entry in hostile_entries():
        _sign(unit, hostile, entry)
    _campaigned(unit, hostile)
    (sought,) = unit.endorsements.listed(
        LETTER, publication.order(unit, LETTER), offset=0, limit=1, within=Filter(SOUGHT)
    )
    _show_logo(unit, sought)
    mail = unit.mails.put(MailKind.CODE, LETTER, 1, "rita@readers.example.org", "en")
    return {
        "language": "en", "letter": LIBRARY, "handle": sought.handle, "number": "2", "sha256": FILE.sha256,
        "name": FILE.name, "key": mail.token, "press": _kept_back(unit),
        "invited": _invited(unit),
    }  # fmt: skip


def _campaigned(unit: Unit, letter_id: int) -> None:
    """Have everything that comes of a letter say something hostile: what was recorded, announced, and shown."""
    for said in (SCRIPT, MARKUP, TURNED_ROUND, UNBROKEN[:SOURCE]):
        recorded = Recorded(1, 1, Status.ANSWERED, unit.now.date(), said, unit.now, UNBROKEN[:NOTE], "en")
        unit.ledger.publish(unit.ledger.note(letter_id, recorded, examples.person(unit).id), None)
        examples.told(unit, letter_id, f"{said} {UNBROKEN[:1000]}")
    examples.present(unit, letter_id)
    first, *_ = unit.endorsements.listed(letter_id, publication.order(unit, letter_id), offset=0, limit=1)
    _show_logo(unit, first, f"{SCRIPT} {UNBROKEN}"[:LONGEST_ALT])


def _show_logo(unit: Unit, signed: Endorsement, alternative: str = "An open book") -> None:
    """Have an organization's logo shown beside its name: one pixel."""
    logo = Logo(hashlib.sha256(PIXEL).hexdigest(), 1, 1, alternative)
    unit.logos.keep(signed, logo, PIXEL, signed.person_id)
    unit.logos.settle(signed, Words.SHOWN, Act.ENDORSEMENT_LOGO_SHOWN, signed.person_id)


def _invited(unit: Unit) -> str:
    """Ask an organization to sign: its link's token."""
    return links.make(unit, LETTER, prospects.add(unit, Prospect(0, LETTER, "Example Harbour Choir")).id)[2]


def _kept_back(unit: Unit) -> str:
    """Publish a letter whose list is kept back, and give the press a link to it: its token."""
    letter_id = unit.letters.publish(replace(read_letter(SAMPLE_LETTER), slug=KEPT_BACK)).letter_id
    owner, until = examples.person(unit, "olga"), unit.now + timedelta(days=2)
    unit.people.grant(owner.id, letter_id, Role.OWNER)
    publication.keep_back(unit, owner, letter_id, until)
    for entry in entries(ON_A_PAGE + 1):
        _sign(unit, letter_id, entry)
    number = publication.freeze(unit, owner, letter_id).number
    return press_links.make(
        unit, owner, letter_id=letter_id, recipient="Example Gazette", until=until, snapshot=number
    )[1]  # fmt: skip


def _sign(unit: Unit, letter_id: int, entry: PublicEntry) -> None:
    """Put an organization into a letter's list, with its words."""
    organization = unit.organizations.same(entry.organization) or unit.organizations.add(entry.organization, "")
    person_id = examples.person(unit).id
    signed = unit.endorsements.add(
        letter_id=letter_id, organization_id=organization.id, receipt=make_code(RECEIPT_LENGTH, unit.below),
        state=State.LISTED, revision=1, language="en", entry=entry, representative=examples.REPRESENTATIVE,
        person_id=person_id, act=Act.ENDORSEMENT_LISTED,
    )  # fmt: skip
    if entry.statement or entry.reserved:
        statement = Words.SHOWN if entry.statement else Words.NONE
        reservation = Words.SHOWN if entry.reservation else Words.NONE
        worded = replace(signed, statement=statement, reservation=reservation)
        unit.endorsements.save(worded, Act.ENDORSEMENT_STATEMENT_SHOWN, person_id)


def _with_everything(letter: Letter) -> Letter:
    """A letter with what else one can have: a file, what follows if it is not heard, who may sign, whom to ask."""
    handed = Localized({"en": "The letter as handed over", "fr": "La lettre remise", "ar": "الرسالة كما سُلّمت"})
    follows = Localized(
        {
            "en": "We bring the demands before the **town council**.",
            "fr": "Nous porterons les demandes devant le **conseil municipal**.",
            "ar": "نعرض المطالب على **المجلس البلدي**.",
        }
    )
    who_may_sign = Localized(
        {
            "en": "Associations, unions, clubs and businesses of the town.",
            "fr": "Associations, syndicats, clubs et entreprises de la ville.",
            "ar": "جمعيات المدينة ونقاباتها ونواديها ومؤسساتها.",
        }
    )
    return replace(
        letter,
        goal=500,
        documents=(*letter.documents, Document(handed, "ECPP", file=FILE)),
        escalation=Escalation(follows, datetime(2031, 9, 1, 12, tzinfo=UTC), all_day=True),
        who_may_sign=who_may_sign,
        press=PressContact("press@example.org", "Robin Example", "+1 555 0100"),
    )


def _earlier(letter: Letter) -> Letter:
    """The letter as it was before its second revision."""
    texts = {tag: text.replace("2031", "2032") for tag, text in letter.text.texts.items()}
    return replace(letter, text=Localized(texts), demands=letter.demands[:3], goal=300)


def _hostile() -> Letter:
    """A letter whose every field is hostile."""
    said = f"{SCRIPT}\n\n{MARKUP}\n\n{UNBROKEN}\n\n{every_script()}\n\n```\n{UNBROKEN}\n```\n\n> {TURNED_ROUND}"
    text = Localized({"en": f"{said}\n\n1. {SCRIPT}\n2. {UNBROKEN}"})
    initiator = Localized({"en": TURNED_ROUND + UNBROKEN[:100]})
    letter = examples.letter(HOSTILE)
    (demand,) = letter.demands
    addressee = Addressee(UNBROKEN[:150], Localized({"en": SCRIPT}))
    return replace(
        letter,
        languages=("en",),
        title=Localized({"en": f"{SCRIPT} {UNBROKEN[:150]}"}),
        summary=Localized({"en": f"{MARKUP} {UNBROKEN[:600]}"}),
        text=text,
        initiator=Initiator(initiator, "W" * 20, f"https://example.org/{'x' * 450}"),
        demands=(replace(demand, title=Localized({"en": MARKUP}), asked=text, addressee=addressee),),
        who_may_sign=text,
        press=PressContact(f"{'w' * 60}@{'w' * 60}.example.org", UNBROKEN[:150], "0" * 40),
    )
