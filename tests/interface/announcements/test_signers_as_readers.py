"""Who signed gets news of the letter where they agreed to it, three times at the most, and stops it by one press."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.model.announcements.announcement import SIGNERS, Announcement
from bot.model.announcements.readers import MOST, Told
from bot.model.deliveries import DeliveryState, Subject
from bot.model.endorsements.consents import Item
from bot.model.people.person import Account, Role
from bot.model.people.sessions import account_of
from bot.model.proofs.mails import MailKind
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.service.announcements import dispatch, drafts, readers, release
from bot.service.proofs import mails
from bot.text.locales import load
from bot.views.proofs.mails import mail_composer
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role

ADDRESS = "cam@growers.example.org"
NAMES = ("ape", "bee", "cow", "doe", "elk", "fox", "gnu", "hen", "ibis", "jay")


class Visitor(Someone):
    """Somebody who has come by an address."""

    @property
    def account(self) -> Account:
        return account_of(self.name)


async def listed(served: Interface, store: Store, *signers: Someone) -> Someone:
    """Everybody's organization is in the list; the owner who put them there."""
    olu = Someone(served, "olu")
    await with_role(store, olu, Role.OWNER, 1)
    for number, each in enumerate(signers, 1):
        await sign(each, f"Example {each.name.capitalize()} Society")
        await olu.press(button("decide", endorsement=number, decision="list", check="phone"))
    return olu


async def agree(person: Someone, number: int, item: str = "news") -> str:
    return await person.press(button("consents", letter=1, endorsement=number, agree=item))


async def announce(store: Store, by: Someone) -> Announcement:
    """An announcement to those who signed is released, and queued."""

    def unit(unit: Unit) -> Announcement:
        person, account = unit.people.ensure(by.account), by.account
        there, words = by.caller.address, {"en": "We hand it over on **Monday**."}
        new = drafts.draft(
            unit, person, account=account, letter_id=1, texts=words, ordered_in=there, audience=SIGNERS
        )  # fmt: skip
        release.release(unit, person, 1, new.id)
        while dispatch.send_next(unit):
            pass
        return new

    return await store.write(unit)


async def told(store: Store, announcement: Announcement) -> Sequence[str]:
    """The places to which an announcement goes."""

    def unit(unit: Unit) -> Sequence[str]:
        due = unit.outbox.due("test", 100)
        ours = [each for each in due if each.subject is Subject.ANNOUNCEMENT and each.subject_id == announcement.id]
        unit.outbox.begin([each.id for each in ours])
        unit.outbox.sent([(each, f"m{each.id}", each.wanted) for each in ours])
        return sorted(each.address.place for each in ours)

    return await store.write(unit)


@pytest.fixture
async def people(served: Interface, store: Store) -> tuple[Someone, Someone, Someone]:
    """Ada, who wants news; Ben, who has signed too and said nothing; and the owner."""
    ada, ben = Someone(served, "ada"), Someone(served, "ben")
    olu = await listed(served, store, ada, ben)
    await agree(ada, 1)
    return ada, ben, olu


async def test_only_who_agreed_gets_it(people: tuple[Someone, Someone, Someone], store: Store) -> None:
    *_, olu = people
    assert await told(store, await announce(store, olu)) == ["@ada"]


async def test_three_are_all_unless_somebody_wants_more(
    people: tuple[Someone, Someone, Someone], store: Store
) -> None:  # fmt: skip
    ada, _, olu = people
    for _ in range(MOST):
        assert await told(store, await announce(store, olu)) == ["@ada"]
    await olu.give("announce", letter="1", text="More")
    shown = await olu.press(button("recipients", letter=1, announcement=MOST + 1, toggle="r_signers"))
    assert "0 people now" in shown
    assert "1 person more agreed to it, and has had 3 already" in await olu.push("Done")
    assert "Send it now" not in olu.labels
    await agree(ada, 1, "more")
    assert await told(store, await announce(store, olu)) == ["@ada"]


async def test_whatever_else_goes_to_who_signed_counts_too(
    people: tuple[Someone, Someone, Someone], store: Store
) -> None:  # fmt: skip
    def unit(unit: Unit) -> list[bool]:
        person = unit.people.ensure(people[0].account)
        what = (Told.ANNOUNCEMENT, 1), (Told.ANNOUNCEMENT, 1), (Told.NEXT_LETTER, 2), (Told.ANNOUNCEMENT, 7)
        return [readers.tell(unit, 1, person.id, *each) for each in (*what, (Told.ANNOUNCEMENT, 8))]

    assert await store.write(unit) == [True, False, True, True, False]


async def test_one_press_stops_it(people: tuple[Someone, Someone, Someone], store: Store) -> None:
    ada, _, olu = people
    assert "Stopped" in await ada.press(button("stop_news", letter=1))
    await olu.give("announce", letter="1", text="News")
    await olu.press(button("recipients", letter=1, announcement=1, toggle="r_signers"))
    assert "Nobody who signed can be told now" in await olu.push("Done")


async def test_who_has_withdrawn_gets_none(people: tuple[Someone, Someone, Someone], store: Store) -> None:
    ada, ben, olu = people
    await agree(ben, 2)
    await ada.press(button("withdraw", letter=1, endorsement=1, sure="yes"))
    assert await told(store, await announce(store, olu)) == ["@ben"]


async def test_nobody_agrees_for_somebody_else(people: tuple[Someone, Someone, Someone], store: Store) -> None:
    eve = Someone(people[0].interface, "eve")
    assert "Only the account that signed" in await agree(eve, 2)
    given = {each.item for each in await store.read(lambda unit: unit.consents.given(2))}
    assert given
    assert Item.NEWS not in given


async def test_each_item_is_agreed_to_and_taken_back_by_itself(
    people: tuple[Someone, Someone, Someone], store: Store
) -> None:  # fmt: skip
    ada = people[0]
    await agree(ada, 1, "contact")
    await agree(ada, 1, "next_letters")
    assert "News of this letter\nThe next letter\nContact" in ada.text
    await ada.push("No more: Contact")
    items = {each.item.value for each in await store.read(lambda unit: unit.consents.given(1))}
    assert items == {"authority", "line", "details", "mail", "news", "next_letters"}


async def test_it_says_why_it_comes_and_how_it_ends(
    people: tuple[Someone, Someone, Someone], store: Store
) -> None:  # fmt: skip
    *_, olu = people
    await olu.give("announce", letter="1", text="News")
    await olu.press(button("recipients", letter=1, announcement=1, toggle="r_signers"))
    seen = await olu.push("Done")
    assert "This will be sent to 1 person who signed, exactly as shown:" in seen
    assert "You get this because you signed the letter and agreed to news of it." in seen


async def test_who_came_by_an_address_gets_it_by_mail(served: Interface, store: Store) -> None:
    mailbox = await store.write(lambda unit: unit.sessions.ensure(ADDRESS, "en"))
    cam = Visitor(served, mailbox.account.id)
    olu = await listed(served, store, cam)
    await agree(cam, 1)
    announcement = await announce(store, olu)
    (mail,) = await store.read(lambda unit: unit.mails.about(MailKind.ANNOUNCEMENT, announcement.id))
    compose = mail_composer(load(), "https://letters.example.org")
    post = await store.read(lambda unit: compose(unit, mail))
    assert post
    assert (post.address, post.never) == (ADDRESS, f"https://letters.example.org/m/{mail.token}/never")
    assert "We hand it over on **Monday**." in post.text
    assert "because you signed the letter and agreed to news of it" in post.text
    assert await store.read(lambda unit: readers.size(unit, 1, SIGNERS)) == 1
    await store.write(lambda unit: mails.refuse(unit, mail.token))
    assert await store.read(lambda unit: (compose(unit, mail), readers.size(unit, 1, SIGNERS))) == (None, 0)
    assert not await store.read(lambda unit: unit.mails.unwanted(ADDRESS))
    assert "1 by mail, of which 0 left" in await olu.give("announcements", letter="1", announcement="1")


async def test_a_mail_waits_while_its_announcement_is_paused_and_never_leaves_once_it_was_stopped(
    served: Interface, store: Store
) -> None:
    mailbox = await store.write(lambda unit: unit.sessions.ensure(ADDRESS, "en"))
    cam, ada = Visitor(served, mailbox.account.id), Someone(served, "ada")
    olu = await listed(served, store, ada, cam)
    await agree(ada, 1)
    await agree(cam, 2)
    announcement = await announce(store, olu)
    compose = mail_composer(load(), "")

    def leaving(unit: Unit) -> list[bool]:
        ours = [each for each in unit.mails.due(10) if each.kind is MailKind.ANNOUNCEMENT]
        return [compose(unit, each) is not None for each in ours]

    assert await store.read(leaving) == [True]
    await olu.press(button("steer", letter=1, announcement=announcement.id, act="pause"))
    assert await store.read(leaving) == []
    await olu.press(button("steer", letter=1, announcement=announcement.id, act="stop"))
    assert await store.read(leaving) == [False]


async def test_where_it_failed_it_is_repeated_for_who_still_agrees(
    people: tuple[Someone, Someone, Someone], store: Store
) -> None:
    ada, _, olu = people
    announcement = await announce(store, olu)

    def fail(unit: Unit) -> None:
        for each in unit.outbox.due("test", 100):
            if each.subject is Subject.ANNOUNCEMENT:
                unit.outbox.begin([each.id])
                unit.outbox.end(each.id, DeliveryState.FAILED, "odd")

    await store.write(fail)

    def repeat(unit: Unit) -> int:
        return unit.queue.repeat(announcement, DeliveryState.FAILED)

    await store.write(lambda unit: readers.stop(unit, 1, unit.people.ensure(ada.account).id))
    assert await store.write(repeat) == 0
    await agree(ada, 1)
    assert await store.write(repeat) == 1


async def test_a_second_organizer_releases_it_where_it_reaches_many(served: Interface, store: Store) -> None:
    signers = [Someone(served, name) for name in NAMES]
    olu = await listed(served, store, *signers)
    await with_role(store, Someone(served, "eda"), Role.EDITOR, 1)
    for number, each in enumerate(signers, 1):
        await agree(each, number)
    announcement = await announce(store, olu)
    waiting = await store.read(lambda unit: unit.announcements.get(announcement.id))
    assert waiting
    assert (waiting.second, waiting.ready) == (True, False)


async def test_a_mail_in_an_endorsers_words_says_so_and_never_leaves_once_that_has_left(
    served: Interface, store: Store
) -> None:
    mailbox = await store.write(lambda unit: unit.sessions.ensure(ADDRESS, "en"))
    cam, ben = Visitor(served, mailbox.account.id), Someone(served, "ben")
    olu = await listed(served, store, cam, ben)
    await agree(cam, 1)
    announcement = await announce(store, olu)

    def voiced(unit: Unit) -> None:
        left = unit.announcements.get(announcement.id)
        assert left
        unit.announcements.save(replace(left, content=replace(left.content, voice=2)))

    await store.write(voiced)
    (mail,) = await store.read(lambda unit: unit.mails.about(MailKind.ANNOUNCEMENT, announcement.id))
    compose = mail_composer(load(), "")
    post = await store.read(lambda unit: compose(unit, mail))
    assert post
    assert "from Example Ben Society, which has signed it, in its own words" in post.text
    await ben.press(button("withdraw", letter=1, endorsement=2, sure="yes"))
    assert await store.read(lambda unit: compose(unit, mail)) is None


@pytest.mark.parametrize("how", ["stop_news", "take_back", "withdraw"])
async def test_what_is_on_its_way_does_not_reach_who_has_stopped_it(
    people: tuple[Someone, Someone, Someone], store: Store, how: str
) -> None:
    ada, ben, olu = people
    await agree(ben, 2)
    announcement = await announce(store, olu)
    match how:
        case "stop_news":
            await ada.press(button("stop_news", letter=1))
        case "take_back":
            await ada.press(button("consents", letter=1, endorsement=1, take_back="news"))
        case _:
            await ada.press(button("withdraw", letter=1, endorsement=1, sure="yes"))
    assert await told(store, announcement) == ["@ben"]


async def test_a_mail_that_waits_does_not_reach_who_has_withdrawn(served: Interface, store: Store) -> None:
    mailbox = await store.write(lambda unit: unit.sessions.ensure(ADDRESS, "en"))
    cam = Visitor(served, mailbox.account.id)
    olu = await listed(served, store, cam)
    await agree(cam, 1)
    announcement = await announce(store, olu)
    (mail,) = await store.read(lambda unit: unit.mails.about(MailKind.ANNOUNCEMENT, announcement.id))
    await cam.press(button("withdraw", letter=1, endorsement=1, sure="yes"))
    assert await store.read(lambda unit: mail_composer(load(), "")(unit, mail)) is None


async def test_nobody_who_announces_is_told_by_which_accounts_somebody_signed(
    people: tuple[Someone, Someone, Someone], store: Store
) -> None:
    *_, olu = people
    announcement = await announce(store, olu)
    await told(store, announcement)
    assert "test:@…: delivered" in await olu.press(button("report", letter=1, announcement=announcement.id))
    assert "@ada" not in olu.text
    await olu.push("As a table (CSV)")
    assert isinstance(olu.last, Message)
    number = olu.last.files[0].id
    content = await store.read(lambda unit: unit.files.content(number))
    assert b"@ada" not in content
    assert "@…".encode() in content
