"""Whose domain it is has to be known before an address there proves: by an import, or because a reviewer found out."""

import re
from dataclasses import replace

import pytest

from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.organizations.directory import DirectoryRow
from bot.model.organizations.organization import Name, NameKind
from bot.model.people.person import Role
from bot.model.proofs.authority import Level
from bot.model.proofs.mails import MailKind
from bot.model.reviews import Selection, Which
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.organizations import directory, merges
from bot.service.organizations.merges import Stands
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.proofs.proofs import CONFIRM, correct, know, level, mailed, sign
from tests.interface.someone import Someone, state, with_role
from tests.letters import LETTER

LISTED = button("decide", endorsement=1, decision="list")
STATE = button("domain", endorsement=1)
FOUND = "It stands in the register of associations."
BAKERS = "Example Bakers"


@pytest.fixture
def ada(served: Interface) -> Someone:
    return Someone(served, "ada")


async def typed(person: Someone, store: Store, number: int = 1) -> str:
    """Type the code of the last mail; what was answered."""
    await person.press(button("confirm", endorsement=number))
    return await person.say((await mailed(store, number=number)).code)


async def stated(rex: Someone) -> str:
    """State that the domain of the sign-on is its organization's; what was answered."""
    await rex.press(STATE)
    return await rex.say(FOUND)


async def card(store: Store, rex: Someone, number: int = 1, subject: Subject = Subject.CARD) -> str:
    """What the card of a sign-on, or of a dispute, says now."""

    def unit(unit: Unit) -> str:
        chat = unit.chats.ensure(private_chat(rex.account), ChatKind.PRIVATE, "")
        message = composer(rex.interface)(unit)(Delivery(1, chat, subject, number, DeliveryState.QUEUED, key="k"))
        return plain(message.blocks) if message else ""

    return await store.write(unit)


async def bring_in(store: Store, name: str, website: str) -> None:
    """Have an organization stand in the imported list, with a website."""
    row = DirectoryRow(2, (Name(name, "", NameKind.IMPORTED),), "", website, "", "", "")
    await store.write(lambda unit: directory.record(unit, [row]))


async def dispute(eve: Someone, email: str) -> str:
    await eve.press(button("dispute"))
    await eve.say(BAKERS, "Eve Example", "director", email, "Not ours.")
    return await eve.push("Yes, tell the reviewers")


async def preferred(store: Store) -> int:
    return len(await store.read(lambda unit: unit.reviews.selected(1, Selection(Which.PROVEN), 9)))


@pytest.mark.parametrize("website", ["", "https://example.org"])
async def test_a_proven_address_alone_shows_a_mailbox_and_is_checked_as_if_unproven(
    ada: Someone, rex: Someone, store: Store, website: str
) -> None:
    await sign(ada, website=website)
    assert "not yet that the domain is your organization's" in await typed(ada, store)
    assert await level(store) is Level.MAILBOX
    assert await preferred(store) == 0
    said = await card(store, rex)
    assert "Somebody reads the mail at example.org, and no more is known" in said
    assert "Address proven" not in said
    assert "How did you check" in await rex.press(LISTED)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    await store.write(lambda unit: unit.settings.set(LETTER, "shows_level", "on"))
    shown = await ada.press(button("signatories"))
    assert "checked by the organizers" in shown
    assert "own domain" not in shown


async def test_one_address_with_no_website_does_not_sign_for_a_large_organization(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await bring_in(store, "Example Federation of Labour", "https://federation.example.net")
    assert "is not your organization's own domain" in await sign(ada, organization="Example Federation of Labour")
    assert await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1)) == []
    assert "How did you check" in await rex.press(LISTED)


async def test_a_reviewer_who_found_out_makes_what_was_proven_count_at_once_and_takes_it_back(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await sign(ada)
    await typed(ada, store)
    assert "is the organization's own from now on" in await stated(rex)
    assert await level(store) is Level.PROVEN
    assert await preferred(store) == 1
    said = await card(store, rex)
    assert "Address proven at example.org" in said
    assert FOUND in said
    assert "is listed." in await rex.press(LISTED)
    assert "It shows less by now" not in await card(store, rex)
    assert FOUND in await rex.press(button("organization", one=1))
    assert "Not theirs: example.org" in rex.labels
    await rex.press(button("retract_domain", statement=1))
    assert "shows a mailbox, and no more" in rex.text
    assert await level(store) is Level.MAILBOX
    assert "It shows less by now than the letter's list requires" in await card(store, rex)
    assert "taken back already" in await rex.press(button("retract_domain", statement=1))
    links = await store.read(lambda unit: unit.journal.links(1))
    every = " ".join(link.body for link in links)
    assert every.index("organization.domain_stated") < every.index("organization.domain_retracted")
    assert FOUND not in every
    assert "example.org" not in every


async def test_how_it_was_found_has_to_be_said(ada: Someone, rex: Someone, store: Store) -> None:
    await sign(ada)
    await rex.press(STATE)
    await rex.say("yes")
    assert await store.read(lambda unit: unit.known_domains.stated(1)) == []


async def test_an_old_button_states_nothing_of_what_was_changed_since(ada: Someone, rex: Someone, store: Store) -> None:
    await sign(ada)
    await rex.press(button("review"))
    old = rex.action("The domain is theirs")
    await correct(ada, "https://example.net")
    await rex.press(old)
    await rex.say(FOUND)
    assert "changed after this card was drawn" in rex.text
    assert await store.read(lambda unit: unit.known_domains.stated(1)) == []


@pytest.mark.parametrize("email", ["ada@gmail.com", "ada@sympatico.ca", "ada@mcgill.ca", "ada@ontario.ca"])
async def test_what_many_share_can_t_be_stated_to_be_somebody_s(
    ada: Someone, rex: Someone, store: Store, email: str
) -> None:
    await sign(ada, email)
    assert "no domain that could be the organization's own" in await rex.press(STATE)
    assert "proves nothing" in await card(store, rex)


async def test_nobody_states_it_for_their_own_sign_on(ada: Someone, store: Store) -> None:
    await with_role(store, ada, Role.OWNER, 1)
    await sign(ada)
    await ada.press(STATE)
    assert "another reviewer has to find out" in await ada.say(FOUND)
    assert await store.read(lambda unit: unit.known_domains.stated(1)) == []


async def test_a_dispute_hides_only_from_a_domain_that_is_known(ada: Someone, rex: Someone, store: Store) -> None:
    await sign(ada, "ada@gmail.com", website="https://example.org")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    eve = Someone(ada.interface, "eve")
    assert "A code was mailed" in await dispute(eve, "eve@example.org")
    await eve.push("Type the code from the mail")
    assert "stays in the list" in await eve.say((await mailed(store, MailKind.DISPUTE)).code)
    assert await state(store) is State.LISTED
    said = await card(store, rex, subject=Subject.DISPUTE)
    assert "Who disputes has an address at example.org, proven, which shows a mailbox and no more" in said
    assert "Who signed has an address at gmail.com, not proven" in said
    await stated(rex)
    said = await card(store, rex, subject=Subject.DISPUTE)
    assert "Who disputes has an address at example.org, proven" in said
    assert "mailbox" not in said
    assert await state(store) is State.DISPUTED
    found = await store.read(lambda unit: unit.disputes.get(1))
    assert found
    assert found.hides


async def test_a_rival_at_a_provider_hides_nothing(ada: Someone, rex: Someone, store: Store) -> None:
    await sign(ada, "ada@sympatico.ca")
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    assert "stays in the list" in await dispute(Someone(ada.interface, "eve"), "eve@sympatico.ca")
    assert await store.read(lambda unit: unit.mails.about(MailKind.DISPUTE, 1)) == []


async def test_an_import_makes_it_known_and_another_website_there_makes_it_unknown(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await sign(ada)
    await typed(ada, store)
    await bring_in(store, BAKERS, "https://bakers.example.org")
    assert await level(store) is Level.PROVEN
    assert await preferred(store) == 1
    assert "by the imported list" in await card(store, rex)
    await bring_in(store, BAKERS, "https://example.com")
    assert await level(store) is Level.MAILBOX
    assert await preferred(store) == 0
    await bring_in(store, BAKERS, "https://facebook.com/bakers")
    assert await level(store) is Level.MAILBOX


async def test_a_page_on_a_shared_host_makes_nothing_known(ada: Someone, store: Store) -> None:
    await bring_in(store, BAKERS, "https://bakers.wordpress.com")
    await sign(ada, "ada@wordpress.com")
    assert await store.read(lambda unit: unit.mails.about(MailKind.CODE, 1)) == []


@pytest.mark.parametrize(
    ("website", "known"),
    [
        ("https://example.org", True),
        ("https://www.example.org/", True),
        ("https://example.org/fr-CA/", True),
        ("http://example.org/index.html", True),
        ("https://example.org/~bakers", False),
        ("https://example.org/members/bakers", False),
        ("https://example.org/bakers/", False),
        ("https://example.org/clc", False),
        ("https://example.org/?club=7", False),
        ("https://example.org/#bakers", False),
    ],
)
async def test_a_page_on_a_site_does_not_make_the_site_s_domain_known(
    ada: Someone, store: Store, website: str, known: bool
) -> None:
    await bring_in(store, BAKERS, website)
    await sign(ada)
    await typed(ada, store)
    assert await level(store) is (Level.PROVEN if known else Level.MAILBOX)


async def test_a_merge_takes_no_known_domain_along_and_its_end_gives_it_back(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await sign(ada)
    ben = Someone(ada.interface, "ben")
    await sign(ben, "ben@example.net", "Example Bakers' Guild")
    await typed(ben, store, 2)
    await know(store, 2, "example.net")
    assert await level(store, 2) is Level.PROVEN

    def merge(unit: Unit) -> int:
        who = unit.people.ensure(rex.account)
        merged = merges.merge(
            unit, who, letter_id=LETTER, one=1, other=2, stands=Stands.LATER, because=lambda language: "Twice."
        )
        return merged.id

    number = await store.write(merge)
    assert await level(store, 2) is Level.MAILBOX
    await store.write(lambda unit: merges.unmerge(unit, unit.people.ensure(rex.account), 1, number))
    assert await level(store, 2) is Level.PROVEN


async def test_of_two_records_of_one_name_it_is_said_first_whether_they_are_one(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await sign(ada)

    def second(unit: Unit) -> None:
        double, first = unit.organizations.add_unnamed(BAKERS, ""), unit.endorsements.get(1)
        assert first
        unit.endorsements.save(replace(first, organization_id=double.id), Act.ENDORSEMENT_CORRECTED, first.person_id)

    await store.write(second)
    await rex.press(STATE)
    assert "Say first whether they are the same" in await rex.say(FOUND)
    await store.write(lambda unit: unit.merges.tell_apart(1, 2, unit.people.ensure(rex.account).id))
    assert "from now on" in await stated(rex)
    await typed(ada, store)
    assert await level(store) is Level.PROVEN


async def test_the_address_of_a_stranger_with_two_s_proves_nothing_for_a_sharp_one(ada: Someone, store: Store) -> None:
    await bring_in(store, BAKERS, "https://beispiel-straße.de")
    said = await sign(ada, "kim@beispiel-strasse.de")
    assert "is not your organization's own domain" in said
    assert "beispiel-straße.de (xn--beispiel-strae-dgb.de)" in said
    sam = Someone(ada.interface, "sam")
    await sign(sam, "sam@beispiel-straße.de", "Example Bakers ")
    await sam.press(CONFIRM)


async def test_an_organization_that_is_erased_leaves_no_domain_behind(ada: Someone, store: Store) -> None:
    await sign(ada)
    await know(store)
    await ada.press(button("withdraw", endorsement=1, sure="yes"))
    await ada.press(button("erase", endorsement=1, sure="yes"))
    assert await store.read(lambda unit: unit.known_domains.stated(1)) == []


@pytest.mark.parametrize("email", ["eve@example.net", "eve@example.org", "eve@gmail.com"])
async def test_what_reviewers_have_stated_tells_nobody_of_a_sign_on_that_the_list_does_not_show(
    ada: Someone, rex: Someone, store: Store, email: str
) -> None:
    await sign(ada)
    await stated(rex)
    seen = list[tuple[str, ...]]()
    for name, organization in (("eve", BAKERS), ("mal", "Example Nobody")):
        stranger = Someone(ada.interface, name)
        await stranger.press(button("sign", capacity="may_sign"))
        await stranger.say(organization, "Ada Example", "chair", email)
        previewed, signed = stranger.text, await stranger.push("I confirm, and sign on")
        desk = await stranger.give("endorsement", letter="1")
        seen.append(tuple(unreceipted(each.replace(organization, "")) for each in (previewed, signed, desk)))
    first, other = seen
    assert first == other
    shown = await card(store, rex, 2)
    assert "example.org is its own domain, as a reviewer has found" in shown
    assert ("The address is not at a domain of the organization's own" in shown) is (email == "eve@example.net")


def unreceipted(text: str) -> str:
    """A text without the receipt in it, and without the place in line, which is another for everybody."""
    return re.sub(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b|number \d+ in line", "", text)


async def test_what_reviewers_have_stated_is_told_once_the_sign_on_is_listed(
    ada: Someone, rex: Someone, store: Store
) -> None:
    await sign(ada)
    await stated(rex)
    await rex.press(button("decide", endorsement=1, decision="list", check="phone"))
    eve = Someone(ada.interface, "eve")
    await eve.press(button("sign", capacity="may_sign"))
    assert "is not your organization's own domain (example.org)" in await eve.say(
        BAKERS, "Eve Example", "chair", "eve@example.net"
    )
