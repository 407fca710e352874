"""Servers are told that something has changed: signed, again until they have taken it, and nothing that is hidden."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.webhooks import WebhookWorker
from bot.errors import Conflict, Invalid
from bot.interface.conversation import Interface
from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.journal.acts import Act
from bot.model.letters.ledger import Recorded, Status
from bot.model.lists.webhooks import GAP, GIVE_UP, LONGEST_WAIT
from bot.model.people.person import Role
from bot.ports.store import Store, Unit
from bot.service.lists import publication, webhooks
from bot.service.people import guards
from tests.buttons import button
from tests.conftest import Clock
from tests.interface.someone import Someone, with_role
from tests.letters import LETTER
from tests.storage import examples

HOOK = "https://hooks.example.org/countersign?key=abc"
ROOT = "https://letters.example.org"


class Server:
    """What was posted, and how that is answered."""

    def __init__(self) -> None:
        self.status: int | None = 204
        self.posts: list[tuple[str, bytes, Mapping[str, str]]] = []

    async def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int | None:
        self.posts.append((address, body, headers))
        return self.status

    @property
    def said(self) -> list[tuple[str, object]]:
        """What it was told, and how many have signed by that."""
        told = [json.loads(body) for _, body, _ in self.posts]
        return [(each["type"], each["data"].get("count", each["data"].get("revision"))) for each in told]


@pytest.fixture
def server() -> Server:
    """Somebody else's server."""
    return Server()


@pytest.fixture
async def owner(interface: Interface, store: Store) -> Someone:
    """An owner of the letter."""
    owner = Someone(interface, "ada")
    await with_role(store, owner, Role.OWNER, LETTER)
    return owner


async def added(owner: Someone) -> str:
    """An owner adds the address; what they are answered."""
    await owner.press(button("new_webhook", letter=LETTER))
    return await owner.say(HOOK)


async def at_work(store: Store, server: Server, clock: Clock, **later: float) -> WebhookWorker:
    """What tells the server, once the address holds; everything is told."""
    clock.forward(days=1)
    worker = WebhookWorker(store, server, ROOT)
    await all_told(worker)
    return worker


async def all_told(worker: WebhookWorker) -> None:
    while await worker.step():
        pass


async def listed(store: Store, name: str, state: State = State.LISTED) -> Endorsement:
    return await store.write(lambda unit: examples.sign(unit, LETTER, name, state))


async def withdrawn(store: Store, signed: Endorsement) -> None:
    gone = replace(signed, state=State.WITHDRAWN)
    await store.write(lambda unit: unit.endorsements.save(gone, Act.ENDORSEMENT_WITHDRAWN, signed.person_id))


async def kept_back(store: Store, clock: Clock) -> None:
    until = clock.now + timedelta(days=30)
    await store.write(lambda unit: publication.keep_back(unit, examples.person(unit, "owner"), LETTER, until))


async def told_owners(store: Store) -> list[str]:
    due = await store.read(lambda unit: unit.outbox.due("test", 100))
    return [each.address.place for each in due if each.subject is Subject.WEBHOOKS]


async def test_messages_are_signed_as_the_specification_has_it(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    answer = await added(owner)
    secret = next(word for word in answer.split() if word.startswith("whsec_"))
    assert secret not in await owner.give("webhooks", letter="1")
    await at_work(store, server, clock)
    ((address, body, headers),) = server.posts
    assert address == HOOK
    number, at = headers["webhook-id"], headers["webhook-timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = hmac.new(key, f"{number}.{at}.".encode() + body, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(expected).decode()}"
    assert int(at) == int(clock.now.timestamp())
    told = json.loads(body)
    assert told["data"]["endorsements"].startswith(f"{ROOT}/api/v1/letters/")
    assert (told["type"], told["data"]["count"]) == ("list.updated", 0)


async def test_who_signs_and_who_withdraws_is_an_update_without_a_name(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await added(owner)
    worker = await at_work(store, server, clock)
    signed = await listed(store, "Zebra Quartet")
    await all_told(worker)
    assert server.said == [("list.updated", 0)]
    clock.now += GAP
    await all_told(worker)
    await withdrawn(store, signed)
    clock.now += GAP
    await all_told(worker)
    assert server.said == [("list.updated", 0), ("list.updated", 1), ("list.updated", 0)]
    assert len({headers["webhook-id"] for *_, headers in server.posts}) == 3
    assert all(b"Zebra" not in body and signed.handle.encode() not in body for _, body, _ in server.posts)


async def test_what_came_of_the_demands_and_whom_the_letter_was_presented_to_is_told_of_as_it_changes(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await store.write(lambda unit: examples.record(unit, Status.ANSWERED))
    await added(owner)
    worker = await at_work(store, server, clock)
    assert server.said == [("list.updated", 0)], "what was so before is no news"

    async def news() -> tuple[str, Mapping[str, object]]:
        clock.now += GAP
        await all_told(worker)
        told = json.loads(server.posts[-1][1])
        return told["type"], told["data"]

    recorded = await store.write(lambda unit: examples.record(unit, Status.PROMISED, "A letter of the ministry"))
    kind, data = await news()
    assert (kind, data["demands"]) == ("ledger.updated", [{"demand": 1, "status": "promised"}])
    assert str(data["address"]).startswith(f"{ROOT}/api/v1/letters/")
    assert b"ministry" not in server.posts[-1][1]
    await store.write(lambda unit: examples.record(unit, Status.REFUSED, corrects=recorded.id))
    assert (await news())[1]["demands"] == [{"demand": 1, "status": "refused"}]
    presented = await store.write(lambda unit: examples.present(unit, LETTER))
    kind, data = await news()
    assert (kind, data["presentations"]) == ("presentations.updated", 1)
    answered = replace(presented.said, answered=clock.now.date(), answer="No.")
    await store.write(lambda unit: unit.presentations.change(presented, answered, presented.person_id))
    assert (await news())[0] == "presentations.updated"
    await store.write(lambda unit: unit.presentations.remove(presented, presented.person_id))
    assert (await news())[1]["presentations"] == 0
    posts = len(server.posts)
    await news()
    assert len(server.posts) == posts


async def test_what_is_only_noted_of_a_demand_is_told_to_nobody(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await added(owner)
    worker = await at_work(store, server, clock)

    def note(unit: Unit) -> None:
        said = Recorded(1, 1, Status.MET, unit.now.date(), "Example", unit.now)
        unit.ledger.note(LETTER, said, examples.person(unit).id)

    await store.write(note)
    clock.now += GAP
    await all_told(worker)
    assert server.said == [("list.updated", 0)]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.DRAFT, State.DECLINED])
async def test_what_nobody_may_know_is_no_update(
    owner: Someone, store: Store, server: Server, clock: Clock, state: State
) -> None:
    await added(owner)
    worker = await at_work(store, server, clock)
    await listed(store, "Zebra Quartet", state)
    clock.now += GAP
    await all_told(worker)
    assert server.said == [("list.updated", 0)]


async def test_while_the_list_is_kept_back_only_the_letter_is_told_of(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await kept_back(store, clock)
    await added(owner)
    worker = await at_work(store, server, clock)
    await listed(store, "Zebra Quartet")
    clock.now += GAP
    await all_told(worker)
    assert server.posts == []

    def revise(unit: Unit) -> None:
        current = unit.letters.current(LETTER)
        assert current
        unit.letters.publish(replace(current.letter, goal=7))

    await store.write(revise)
    await all_told(worker)
    assert server.said == [("letter.revised", 2)]
    await store.write(lambda unit: publication.publish(unit, LETTER, examples.person(unit, "owner")))
    clock.now += GAP
    await all_told(worker)
    assert server.said[1:] == [("list.published", 1)]
    clock.now += GAP
    await all_told(worker)
    assert len(server.posts) == 2


async def test_what_was_not_taken_is_told_again_with_what_is_so_then(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await added(owner)
    server.status = 500
    worker = await at_work(store, server, clock)
    clock.now += LONGEST_WAIT
    await all_told(worker)
    first, again = (headers["webhook-id"] for *_, headers in server.posts)
    assert first == again
    signed = await listed(store, "Zebra Quartet")
    clock.now += LONGEST_WAIT
    await all_told(worker)
    await withdrawn(store, signed)
    clock.now += LONGEST_WAIT
    server.status = 200
    await all_told(worker)
    assert [count for _, count in server.said] == [0, 0, 1, 0]
    assert len({headers["webhook-id"] for *_, headers in server.posts}) == 3
    clock.now += LONGEST_WAIT
    await all_told(worker)
    assert len(server.posts) == 4


async def test_it_is_on_disk_that_something_leaves_before_it_does(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await added(owner)
    seen = list[int]()
    post = server.post

    async def killed(address: str, body: bytes, headers: Mapping[str, str]) -> int | None:
        (kept,) = await store.read(lambda unit: unit.webhooks.all(LETTER))
        seen.append(kept.failures)
        await post(address, body, headers)
        raise KeyboardInterrupt

    server.post = killed  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        await at_work(store, server, clock)
    assert seen == [1]
    assert not await WebhookWorker(store, server, ROOT).step()


@pytest.mark.parametrize("status", [None, 500, 404, 302, 200])
async def test_what_takes_nothing_for_days_is_ended_and_the_owners_are_told(
    owner: Someone, store: Store, server: Server, clock: Clock, status: int | None
) -> None:
    await added(owner)
    server.status = status
    worker = await at_work(store, server, clock)
    waits = 0
    for waits in range(200):  # noqa: B007
        clock.forward(hours=1)
        await worker.step()
        if (await store.read(lambda unit: unit.webhooks.all(LETTER)))[0].ended:
            break
    ended = status != 200
    assert (timedelta(hours=waits + 1) < GIVE_UP + LONGEST_WAIT) is ended
    assert ("@ada" in await told_owners(store)) is ended
    assert ("told nothing any more" in await owner.give("webhooks", letter="1")) is ended
    posts = len(server.posts)
    clock.forward(days=9)
    await all_told(worker)
    assert len(server.posts) == posts <= 40


async def test_who_says_that_they_have_gone_is_told_nothing_any_more(
    owner: Someone, store: Store, server: Server, clock: Clock
) -> None:
    await added(owner)
    server.status = 410
    worker = await at_work(store, server, clock)
    clock.forward(days=2)
    await all_told(worker)
    assert len(server.posts) == 1


async def test_an_address_waits_for_another_owner_who_is_told(
    owner: Someone, interface: Interface, store: Store, server: Server
) -> None:
    other = Someone(interface, "eda")
    await with_role(store, other, Role.OWNER, LETTER)
    await added(owner)
    worker = WebhookWorker(store, server, ROOT)
    await all_told(worker)
    assert server.posts == []
    assert await told_owners(store) == ["@eda"]
    agrees = button("webhooks", letter=LETTER, act="agree", webhook=1)
    assert "Another owner has to agree" in await owner.press(agrees)
    await all_told(worker)
    assert server.posts == []
    assert "Agreed" in await other.press(agrees)
    await all_told(worker)
    assert len(server.posts) == 1
    assert "Removed" in await other.press(button("webhooks", letter=LETTER, act="remove", webhook=1))
    assert "not there any more" in await other.press(agrees)


async def test_what_a_removed_owner_wanted_does_not_come_about(owner: Someone, store: Store) -> None:
    await added(owner)

    def lose(unit: Unit) -> int:
        person = unit.people.find(owner.account)
        assert person
        guards.lose(unit, LETTER, person.id)
        return len(unit.webhooks.all(LETTER))

    assert await store.write(lose) == 0


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
async def test_nobody_else_adds_one(interface: Interface, store: Store, role: Role) -> None:
    person = Someone(interface, "eve")
    await with_role(store, person, role, LETTER)
    await added(person)
    await person.press(button("webhooks", letter=LETTER))
    assert await store.read(lambda unit: unit.webhooks.all(LETTER)) == []


@pytest.mark.parametrize(
    "typed",
    ["http://hooks.example.org/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://a:b@example.org/",
     "https://example.org:8443/", "https://2130706433/", "https://example.org/#x", "ftp://example.org", "example.org",
     "https://", "https://example.org/\u202e", "https://intranet/"],
)  # fmt: skip
def test_an_address_that_can_be_told_nothing_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        webhooks.checked(typed)


def test_an_address_of_the_public_web_is_taken() -> None:
    assert webhooks.checked(f" {HOOK} ") == HOOK


async def test_there_are_only_so_many(interface: Interface, store: Store) -> None:
    def unit(unit: Unit) -> None:
        revision = unit.letters.current(LETTER)
        assert revision
        for number in range(webhooks.MOST + 1):
            webhooks.add(unit, examples.person(unit), revision, f"{HOOK}{number}")

    with pytest.raises(Conflict):
        await store.write(unit)
