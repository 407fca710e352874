"""“This isn't us”: who may say so, what is hidden by it and when, and how reviewers settle it."""

from collections.abc import Callable

import pytest

from bot.errors import NotAllowed
from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.codes import spell_code
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.disputes import MOST_OPEN, Dispute
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.model.proofs.authority import MOST_TRIES, Contact, Why
from bot.model.proofs.mails import MailKind
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service import disputes
from bot.service.people import missed
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.proofs.proofs import know
from tests.interface.someone import Someone, sign, with_role
from tests.letters import OTHER_LETTER

SEND = "Yes, tell the reviewers"
CARD, SIGNER, DISPUTER = Subject.DISPUTE, Subject.DISPUTED, Subject.SETTLED


class Stage:
    """A letter with an entry, who signed it, who disputes it, and a reviewer."""

    def __init__(self, interface: Interface, store: Store) -> None:
        self.store = store
        self.interface = interface
        self.ada, self.eve, self.rex = (Someone(interface, name) for name in ("ada", "eve", "rex"))

    async def opens(self) -> "Stage":
        await with_role(self.store, self.rex, Role.REVIEWER, 1)
        await self.lists("Example Bakers", 1)
        return self

    async def lists(self, name: str, number: int) -> None:
        await sign(self.ada, name)
        await self.rex.press(button("decide", endorsement=number, decision="list", check="phone"))

    async def disputes(self, address: str = "eve@example.org", name: str = "Example Bakers") -> str:
        await self.eve.press(button("dispute"))
        asked = await self.eve.say(name, "Eve Example", "director", address, "We never *decided* this.")
        return await self.eve.push(SEND) if SEND in self.eve.labels else asked

    async def proves(self) -> str:
        """Type the code that was mailed."""
        await self.eve.push("Type the code from the mail")
        return await self.eve.say((await self.codes())[-1])

    async def codes(self) -> list[str]:
        mails = await self.store.read(lambda unit: unit.mails.about(MailKind.DISPUTE, 1))
        return [mail.code for mail in mails]

    async def state(self, number: int = 1) -> State:
        found = await self.store.read(lambda unit: unit.endorsements.get(number))
        assert found
        return found.state

    async def dispute(self) -> Dispute:
        found = await self.store.read(lambda unit: unit.disputes.get(1))
        assert found
        return found

    async def acts(self) -> list[str]:
        """What was done, from the dispute on."""
        links = await self.store.read(lambda unit: unit.journal.links(1))
        every = [link.body.partition('"act":"')[2].partition('"')[0] for link in links]
        return every[every.index("dispute.opened") :]

    async def queued(self) -> list[Subject]:
        due = await self.store.read(lambda unit: unit.outbox.due("test", 100))
        return [each.subject for each in due if each.subject in (CARD, SIGNER, DISPUTER)]

    async def says(self, subject: Subject, person: Someone) -> str:
        """What a message of the queue about the dispute says to somebody now."""

        def unit(unit: Unit) -> str:
            chat = unit.chats.ensure(private_chat(person.account), ChatKind.PRIVATE, "")
            found = composer(self.interface)(unit)(Delivery(1, chat, subject, 1, DeliveryState.QUEUED, key="k"))
            return plain(found.blocks) if found else ""

        return await self.store.write(unit)


@pytest.fixture
async def stage(interface: Interface, store: Store) -> Stage:
    """Where no mail is sent."""
    return await Stage(interface, store).opens()


@pytest.fixture
async def mailing(interface: Interface, store: Store) -> Stage:
    """Where mail is sent, and the organization's own domain is known."""
    interface.mails = True
    stage = await Stage(interface, store).opens()
    await know(store)
    return stage


async def test_without_mail_an_entry_is_only_flagged_and_the_signer_told(stage: Stage) -> None:
    assert "The entry stays in the list until the reviewers have looked at it." in await stage.disputes()
    assert await stage.state() is State.LISTED
    assert await stage.queued() == [SIGNER, CARD]
    told = await stage.says(SIGNER, stage.ada)
    assert "Somebody says that your sign-on for Example Bakers is not theirs." in told
    assert "It is still listed." in told
    card = await stage.says(CARD, stage.rex)
    assert "We never *decided* this." in card
    assert "Who disputes has an address at example.org, not proven" in card
    for said in (told, card):
        assert "Eve" not in said
        assert "eve@" not in said
    assert await stage.acts() == ["dispute.opened"]


async def test_a_proven_address_at_the_organization_s_own_domain_hides_the_entry_at_once(mailing: Stage) -> None:
    assert "A code was mailed to eve@example.org." in await mailing.disputes()
    assert await mailing.state() is State.LISTED
    assert "The entry is hidden until the reviewers have settled it." in await mailing.proves()
    assert await mailing.state() is State.DISPUTED
    assert "No organization is listed yet." in await mailing.eve.give("signatories", letter="1")
    assert "It is not listed until the organizers have settled it." in await mailing.says(SIGNER, mailing.ada)
    assert await mailing.acts() == ["dispute.opened", "dispute.proven", "dispute.hidden"]


async def test_where_the_signer_s_address_was_proven_too_the_entry_is_only_flagged(mailing: Stage) -> None:
    def prove(unit: Unit) -> None:
        mail = unit.mails.put(MailKind.CODE, 1, 1, "ada@example.org", "en")
        proof = unit.proofs.put(
            1, Contact.FIRST, address="ada@example.org", domain="example.org", mail_id=mail.id, why=Why.NONE
        )
        unit.proofs.prove(proof, None)

    await mailing.store.write(prove)
    await mailing.disputes()
    assert "The entry stays in the list" in await mailing.proves()
    assert await mailing.state() is State.LISTED
    assert (await mailing.dispute()).proven


async def test_an_address_elsewhere_gets_no_mail_and_flags(mailing: Stage) -> None:
    assert "The entry stays in the list" in await mailing.disputes("eve@elsewhere.example.com")
    assert await mailing.codes() == []
    assert await mailing.state() is State.LISTED


async def test_whoever_wants_no_mail_gets_none(mailing: Stage) -> None:
    await mailing.store.write(lambda unit: unit.mails.stop("eve@example.org"))
    await mailing.disputes()
    assert await mailing.codes() == []


async def test_the_code_of_a_dispute_is_known_without_being_asked_for(mailing: Stage) -> None:
    await mailing.disputes()
    (code,) = await mailing.codes()
    assert "your address is proven" in await mailing.eve.say(spell_code(code))


async def test_a_wrong_code_proves_nothing_and_is_counted(mailing: Stage) -> None:
    await mailing.disputes()
    for _ in range(MOST_TRIES):
        await mailing.eve.press(button("prove_dispute", dispute=1))
        await mailing.eve.say("0000-0000")
    assert "it was the last try" in mailing.eve.text
    await mailing.eve.press(button("prove_dispute", dispute=1))
    assert "does not hold any more" in await mailing.eve.say((await mailing.codes())[-1])
    assert await mailing.state() is State.LISTED


async def test_nobody_else_types_the_code_or_answers(mailing: Stage) -> None:
    await mailing.disputes()
    mal = Someone(mailing.interface, "mal")
    await mal.press(button("prove_dispute", dispute=1))
    assert "Only the account that disputes" in await mal.say((await mailing.codes())[-1])
    await mailing.rex.press(button("reply_dispute", dispute=1))
    assert "Only the account that signed" in await mailing.rex.say("It is ours.")
    for action in (
        button("settle", dispute=1, verdict="stands"),
        button("settle", dispute=1, verdict="undo"),
        button("dispute_details", dispute=1),
    ):
        assert "This is for the letter's organizers." in await mal.press(action)
        assert "Eve" not in mal.text
    assert await mailing.state() is State.LISTED


async def test_the_button_on_the_mail_s_page_proves_it_too(mailing: Stage) -> None:
    await mailing.disputes()

    def press(unit: Unit) -> str:
        (mail,) = unit.mails.about(MailKind.DISPUTE, 1)
        return disputes.confirmed(unit, mail).template

    assert "this address is confirmed" in await mailing.store.write(press)
    assert await mailing.state() is State.DISPUTED
    assert "Nothing is asked" in await mailing.store.write(press)


async def test_only_what_is_published_can_be_disputed_and_nothing_else_is_disclosed(stage: Stage) -> None:
    await sign(stage.ada, "Example Secret Society")
    unlisted = await stage.disputes(name="Example Secret Society")
    unknown = await stage.disputes(name="Example Nobody at All")
    assert unlisted == unknown
    assert "No organization of this name is in the public list." in unknown


async def test_what_is_not_in_the_list_is_said_before_anything_else_is_asked(stage: Stage) -> None:
    await stage.eve.press(button("dispute"))
    assert "1 of 5" in await stage.eve.say("Example Nobody")
    assert "No organization of this name is in the public list." in stage.eve.text
    assert "2 of 5" in await stage.eve.say("Example Bakers")


async def test_one_dispute_of_an_entry_and_few_in_all_are_open_for_a_person(stage: Stage) -> None:
    await stage.disputes()
    assert "You have said this already." in await stage.disputes()
    names = ["Example Riders", "Example Gardeners", "Example Singers"]
    for number, name in enumerate(names, 2):
        await stage.lists(name, number)
    for name in names[: MOST_OPEN - 1]:
        assert "Thank you" in await stage.disputes(name=name)
    assert "You have disputed several entries already." in await stage.disputes(name=names[-1])


async def test_who_signed_does_not_dispute_it(stage: Stage) -> None:
    stage.eve = stage.ada
    assert "You made this sign-on yourself." in await stage.disputes()


async def test_the_signer_answers_and_the_reviewers_ask(stage: Stage) -> None:
    await stage.disputes()
    await stage.rex.press(button("settle", dispute=1, verdict="ask"))
    assert "on its way" in await stage.rex.say("Who decided?")
    assert "Who decided?" in await stage.says(SIGNER, stage.ada)
    await stage.ada.press(button("reply_dispute", dispute=1))
    assert "given to the reviewers" in await stage.ada.say("Our *board*.")
    card = await stage.says(CARD, stage.rex)
    assert "Who decided?" in card
    assert "Our *board*." in card


async def test_a_dispute_that_is_right_declines_the_entry_and_leaves_room_for_a_proper_one(stage: Stage) -> None:
    await stage.disputes()
    await stage.rex.press(button("settle", dispute=1, verdict="right"))
    assert "The entry is not listed any more." in await stage.rex.say("It was not the bakers.")
    assert await stage.state() is State.DECLINED
    assert "it was right" in await stage.says(SIGNER, stage.ada)
    assert "It was not the bakers." in await stage.says(SIGNER, stage.ada)
    assert "You were right about the entry of Example Bakers" in await stage.says(DISPUTER, stage.eve)
    assert await stage.acts() == ["dispute.opened", "dispute.upheld", "dispute.hidden", "endorsement.declined"]
    await sign(stage.eve, "Example Bakers")
    assert await stage.state(2) is State.SUBMITTED
    assert "Another sign-on stands" in await stage.rex.press(button("settle", dispute=1, verdict="undo"))


async def test_an_entry_that_stands_is_listed_again(mailing: Stage) -> None:
    await mailing.disputes()
    await mailing.proves()
    assert "The entry stands." in await mailing.rex.press(button("settle", dispute=1, verdict="stands"))
    assert await mailing.state() is State.LISTED
    assert "your sign-on stands" in await mailing.says(SIGNER, mailing.ada)
    assert "it stands" in await mailing.says(DISPUTER, mailing.eve)
    assert (await mailing.acts())[-2:] == ["dispute.dismissed", "endorsement.listed"]
    assert "settled already" in await mailing.rex.press(button("settle", dispute=1, verdict="stands"))


@pytest.mark.parametrize("verdict", ["right", "stands"])
@pytest.mark.parametrize("proven", [True, False])
async def test_a_settlement_is_undone_and_the_entry_stands_as_before(
    mailing: Stage, verdict: str, proven: bool
) -> None:
    await mailing.disputes()
    if proven:
        await mailing.proves()
    before = await mailing.state()
    await mailing.rex.press(button("settle", dispute=1, verdict=verdict))
    if verdict == "right":
        await mailing.rex.say("It was not the bakers.")
    assert "open again" in await mailing.rex.press(button("settle", dispute=1, verdict="undo"))
    assert await mailing.state() is before
    assert before is (State.DISPUTED if proven else State.LISTED)
    assert ". Somebody says: this isn't us." in await mailing.says(CARD, mailing.rex)


async def test_who_withdraws_ends_it_for_the_list_and_the_trail_stays(stage: Stage) -> None:
    await stage.disputes()
    await stage.ada.press(button("withdraw", endorsement=1, sure="yes"))
    assert await stage.state() is State.WITHDRAWN
    assert "Withdrawn" in await stage.says(CARD, stage.rex)
    await stage.rex.press(button("settle", dispute=1, verdict="right"))
    await stage.rex.say("It was withdrawn.")
    assert await stage.state() is State.WITHDRAWN


async def test_personal_details_are_journalled_and_for_reviewers(stage: Stage) -> None:
    await stage.disputes()
    shown = await stage.rex.press(button("dispute_details", dispute=1))
    for entry in ("Name: Eve Example", "Role: director", "E-mail: eve@example.org", "This look is on record."):
        assert entry in shown
    assert (await stage.acts())[-1] == "dispute.details_shown"
    assert "does not review" in await stage.says(CARD, stage.eve)


async def test_a_dispute_of_one_letter_is_not_reached_through_another(stage: Stage) -> None:
    await stage.disputes()
    await with_role(stage.store, stage.eve, Role.REVIEWER, 2)
    for action in (
        button("settle", letter=OTHER_LETTER, dispute=1, verdict="stands"),
        button("dispute_details", letter=OTHER_LETTER, dispute=1),
    ):
        assert "There is no such dispute." in await stage.eve.press(action)


async def test_who_decided_is_told_where_a_signer_cannot_be_told_of_a_dispute(stage: Stage) -> None:
    await stage.disputes()

    def fails(unit: Unit) -> None:
        chat = unit.chats.ensure(private_chat(stage.ada.account), ChatKind.PRIVATE, "")
        missed.not_reached(unit, chat, SIGNER, 1)

    await stage.store.write(fails)
    due = await stage.store.read(lambda unit: unit.outbox.due("test", 100))
    assert [each.address.place for each in due if each.subject is Subject.UNREACHED] == ["@rex"]


async def test_what_its_author_has_disputed_once_more_by_now_is_not_undone(stage: Stage) -> None:
    await stage.disputes()
    await stage.rex.press(button("settle", dispute=1, verdict="stands"))
    await stage.disputes()
    assert "disputed it once more" in await stage.rex.press(button("settle", dispute=1, verdict="undo"))


@pytest.mark.parametrize("settle", [disputes.dismiss, disputes.uphold])
async def test_nobody_settles_what_they_have_disputed(stage: Stage, settle: Callable[..., object]) -> None:
    await stage.disputes()

    def own(unit: Unit) -> None:
        eve = unit.people.find(stage.eve.account)
        with pytest.raises(NotAllowed, match="yourself"):
            settle(unit, eve, 1, 1, *(("We never signed.",) if settle is disputes.uphold else ()))

    await stage.store.write(own)


async def test_what_was_not_settled_yet_is_not_taken_back(mailing: Stage) -> None:
    await mailing.disputes()
    assert "It was not settled yet" in await mailing.rex.press(button("settle", dispute=1, verdict="undo"))
