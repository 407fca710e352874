"""Owners let servers be told when the list or the letter has changed. What these are told everybody may know."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from bot.errors import Conflict, Invalid, NotFound
from bot.model.codes import CODE_LENGTH, make_code
from bot.model.deliveries import Subject
from bot.model.letters.letter import Revision, canonical_json
from bot.model.lists.webhooks import Message, Webhook, WebhookEvent
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.lists import disclosure, exports
from bot.service.people import guards
from bot.service.telling import tell_owners
from bot.text.addresses import target
from bot.text.text import n, t

MOST = 5
"""So many servers at the most are told of a letter."""

SECRET_BYTES = 32
SECRET_BEGINS = "whsec_"  # noqa: S105 (it is no secret)
"""How a secret begins, as the Standard Webhooks specification has it; what follows is base64."""

HTTPS = 443


def checked(typed: str) -> str:
    """The address of a server that can be told something: by HTTPS, under a public name, at the usual port. Raises
    `Invalid`."""
    address = target(typed.strip())
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.port not in (None, HTTPS) or parts.fragment:
        raise Invalid(
            t("This can't be told anything. Write an address as {example}.", example="https://example.org/hook")
        )
    return address


def add(unit: Unit, person: Person, revision: Revision, address: str) -> Webhook:
    """Let an address be told from tomorrow on, or as soon as another owner agrees; the other owners are told. Raises
    `Conflict` where it is told already, or others are that are enough."""
    letter_id = revision.letter_id
    known = unit.webhooks.all(letter_id)
    if any(each.address == address for each in known):
        raise Conflict(t("This address is there already."))
    if len(known) >= MOST:
        raise Conflict(n("{count} address is told already.", "{count} addresses are told already.", MOST))
    secret = base64.b64encode(bytes(unit.below(256) for _ in range(SECRET_BYTES))).decode()
    added = unit.webhooks.add(
        Webhook(
            id=0,
            letter_id=letter_id,
            address=address,
            secret=f"{SECRET_BEGINS}{secret}",
            person_id=person.id,
            holds_from=unit.now + guards.LOOSENED_AFTER,
            revision=revision.number,
            kept_back=not disclosure.discloses(unit, letter_id),
            ledger=ledger_fingerprint(unit, letter_id),
            presented=presented_fingerprint(unit, letter_id),
        )
    )
    tell_owners(unit, letter_id, Subject.WEBHOOKS, person.id)
    return added


def find(unit: Unit, letter_id: int, number: int | None) -> Webhook:
    """The address of this number; raises `NotFound` where there is none."""
    found = next((each for each in unit.webhooks.all(letter_id) if each.id == number), None)
    if found is None:
        raise NotFound(t("This address is not there any more."))
    return found


def agree(unit: Unit, person: Person, letter_id: int, number: int | None) -> None:
    """Another owner agrees: the address is told from now on. Raises `NotFound`; `NotAllowed` for whoever is not another
    owner who counts."""
    webhook = find(unit, letter_id, number)
    guards.check_other_owner(unit, person, letter_id, webhook.person_id)
    unit.webhooks.save(replace(webhook, holds_from=min(webhook.holds_from, unit.now)))
    tell_owners(unit, letter_id, Subject.WEBHOOKS, person.id)


def remove(unit: Unit, person: Person, letter_id: int, number: int | None) -> None:
    """An address is told nothing any more, or not at all; raises `NotFound`."""
    unit.webhooks.remove(find(unit, letter_id, number).id)
    tell_owners(unit, letter_id, Subject.WEBHOOKS, person.id)


def message(unit: Unit, webhook: Webhook, root: str) -> Message | None:
    """What an address is to be told now, read anew at each try; nothing where there is nothing new that everybody may
    know. `root`: the public address of the pages."""
    revision = unit.letters.current(webhook.letter_id)
    if revision is None:
        return None
    here = f"{root}/api/v1/letters/{revision.letter.slug}"
    found = (each(unit, webhook, revision, here) for each in (_revised, _of_ledger, _of_presentations, _of_list))
    return next((each for each in found if each), None)


def _revised(unit: Unit, webhook: Webhook, revision: Revision, here: str) -> Message | None:
    if revision.number <= webhook.revision:
        return None
    body = {"revision": revision.number, "sha256": revision.sha256, "address": here}
    told = replace(webhook, revision=revision.number)
    return _message(WebhookEvent.LETTER_REVISED, revision.sha256, revision, body, told)


def _of_ledger(unit: Unit, webhook: Webhook, revision: Revision, here: str) -> Message | None:
    now = ledger_fingerprint(unit, webhook.letter_id)
    if now == webhook.ledger:
        return None
    ledger = unit.ledger.public(webhook.letter_id)
    stand = (ledger.standing(each.number) for each in revision.letter.demands)
    demands = [{"demand": each.said.demand, "status": each.said.status} for each in stand if each]
    told = replace(webhook, ledger=now)
    return _message(WebhookEvent.LEDGER_UPDATED, now, revision, {"demands": demands, "address": here}, told)


def _of_presentations(unit: Unit, webhook: Webhook, revision: Revision, here: str) -> Message | None:
    now = presented_fingerprint(unit, webhook.letter_id)
    if now == webhook.presented:
        return None
    body = {"presentations": len(unit.presentations.all(webhook.letter_id)), "address": here}
    return _message(WebhookEvent.PRESENTATIONS_UPDATED, now, revision, body, replace(webhook, presented=now))


def _of_list(unit: Unit, webhook: Webhook, revision: Revision, here: str) -> Message | None:
    if not disclosure.discloses(unit, webhook.letter_id):
        return None
    event = WebhookEvent.LIST_PUBLISHED if webhook.kept_back else WebhookEvent.LIST_UPDATED
    now = fingerprint(unit, webhook.letter_id)
    if now == webhook.listed and not webhook.kept_back:
        return None
    count = unit.endorsements.signed(webhook.letter_id)
    body = {"count": count.named, "withheld": count.withheld, "endorsements": f"{here}/endorsements.json"}
    return _message(event, now, revision, body, replace(webhook, kept_back=False, listed=now))


def _message(
    event: WebhookEvent, about: str, revision: Revision, body: Mapping[str, object], told: Webhook
) -> Message:  # fmt: skip
    return Message(event, about, {"letter": revision.letter.slug, **body}, told)


def ledger_fingerprint(unit: Unit, letter_id: int) -> str:
    """What tells what came of a letter's demands, as everybody can read it, from any other; empty where nothing did."""
    return _digest(each.said.content for each in unit.ledger.public(letter_id).entries)


def presented_fingerprint(unit: Unit, letter_id: int) -> str:
    """What tells a letter's presentations, as everybody can read them, from any others: with which frozen list, only
    the list itself says. Empty where there are none."""
    return _digest(replace(each.said, snapshot=0).content for each in unit.presentations.all(letter_id))


def _digest(said: Iterable[str]) -> str:
    lines = "".join(f"{each}\n" for each in said)
    return hashlib.sha256(lines.encode()).hexdigest() if lines else ""


def fingerprint(unit: Unit, letter_id: int) -> str:
    """What tells a list as everybody can read it from any other."""
    digest = hashlib.sha256()
    for piece in exports.pages(unit, letter_id, exports.PUBLIC):
        for each in piece:
            signed = each.endorsement
            said = (signed.handle, signed.public.canonical(), signed.revision, each.level)
            digest.update(f"{canonical_json(said)}\n".encode())
    withheld = unit.endorsements.signed(letter_id).withheld
    if withheld:
        digest.update(f"{withheld}\n".encode())
    return digest.hexdigest()


def begin(unit: Unit, message: Message) -> Webhook | None:
    """Put on disk that a message is about to leave; nothing where its address is told nothing any more. What was tried
    before has the number that it had."""
    webhook = unit.webhooks.get(message.told.id)
    if webhook is None or webhook.ended:
        return None
    same = webhook.message and webhook.about == message.about
    number = webhook.message if same else f"msg_{make_code(CODE_LENGTH, unit.below)}"
    begun = webhook.begun(number, message.about, unit.now)
    unit.webhooks.save(begun)
    return begun


def arrived(unit: Unit, message: Message) -> None:
    """It was taken."""
    webhook = unit.webhooks.get(message.told.id)
    if webhook:
        told = message.told
        now = replace(
            webhook, revision=told.revision, kept_back=told.kept_back, listed=told.listed, ledger=told.ledger,
            presented=told.presented, message="", about="",
        )  # fmt: skip
        unit.webhooks.save(now.arrived(unit.now))


def failed(unit: Unit, webhook_id: int, for_good: bool) -> None:
    """It was not taken: it is tried again, or the owners are told that it is not any more."""
    webhook = unit.webhooks.get(webhook_id)
    if webhook and (for_good or webhook.gave_up(unit.now)):
        unit.webhooks.save(replace(webhook, ended=True))
        tell_owners(unit, webhook.letter_id, Subject.WEBHOOKS)
