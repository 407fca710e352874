"""Somebody who has done whatever one can do, and of whom there is something wherever something can be of somebody."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke
from bot.model.announcements.readers import Told
from bot.model.chats import Address, ChatKind, Terms, Topic, private_chat
from bot.model.deliveries import Subject
from bot.model.endorsements.communiques import Communique
from bot.model.endorsements.endorsement import About, PublicEntry, Representative
from bot.model.endorsements.mailed import ReceivedMail
from bot.model.endorsements.media_contacts import Agreement, MediaContact
from bot.model.journal.acts import Act
from bot.model.letters.letter import Speaker
from bot.model.letters.speakers import AskedSpeaker
from bot.model.outreach import Contact, Prospect
from bot.model.people.limits import Blocked
from bot.model.people.person import Role
from bot.model.people.workplaces import Server
from bot.model.proofs.mails import MailKind, MailState
from bot.ports.store import Store, Unit
from bot.service.endorsements import entering
from bot.service.lists import publication
from bot.service.organizations import merges
from bot.service.organizations.merges import Stands
from bot.service.people import organizers
from storage import tables
from storage.unit import ConnectionUnit
from tests.buttons import button
from tests.interface.someone import Someone, sign, with_role
from tests.letters import LETTER

MARK = "zxmark"
"""It is in whatever Ada types, in her account, and in the names of her organizations."""

BAKERS, BAKERY = "Zxmark Bakers of Somewhere", "Zxmark Bakery of Elsewhere"


@pytest.fixture
async def ada(served: Interface, store: Store) -> Someone:
    """Somebody who has done whatever one can do here, as a signer, a disputer and an organizer."""
    ada, rex = Someone(served, f"{MARK}-ada"), Someone(served, "rex")
    await with_role(store, rex, Role.OWNER, 1)
    await with_role(store, rex, Role.OWNER, 2)
    await sign(Someone(served, "ben"), "Example Growers")
    await sign(Someone(served, "cat"), "Example Millers")
    await ada.press(button("sign", capacity="may_sign"))
    await ada.say(BAKERS, "Ada Zxmark", "zxmark chair", "ada@zxmark.example")
    await ada.push("I confirm, and sign on")
    await rex.press(button("decide", endorsement=3, decision="ask"))
    await rex.say("Who is Zxmark?")
    await ada.press(button("answer", endorsement=3))
    await ada.say("I am Zxmark.")
    for number in (1, 3):
        await rex.press(button("decide", endorsement=number, decision="list", check="phone"))
    for person, name in ((ada, "Example Growers"), (Someone(served, "eve"), BAKERS)):
        await person.press(button("dispute"))
        await person.say(name, "Somebody Zxmark", "zxmark director", "who@zxmark.example", "Zxmark says no.")
        await person.push("Yes, tell the reviewers")
    await ada.press(button("reply_dispute", dispute=2))
    await ada.say("Zxmark says yes.")
    await store.write(lambda unit: publication.freeze(unit, unit.people.ensure(rex.account), 1))
    await ada.press(button("spokesperson", endorsement=3, name="named"))
    await sign(ada, BAKERY)
    await with_role(store, ada, Role.REVIEWER, 1)
    await ada.press(button("decide", endorsement=2, decision="ask"))
    await ada.say("Which mills are yours?")
    await ada.press(button("hand_over", endorsement=3, sure="yes"))
    await ada.give("ask", letter="1", question="Why no zxmark parsnips?")
    await served.answer(
        replace(ada.caller, address=Address("test", "-9"), kind=ChatKind.GROUP, confidential=True),
        Invoke("sign", {"organization": "Zxmark Something", "letter": "2"}),
    )
    await store.write(lambda unit: _more(unit, ada.caller))
    return ada


def _more(unit: Unit, caller: Caller) -> None:
    """What comes of what others do, and what takes longer in a chat."""
    assert isinstance(unit, ConnectionUnit)
    person, rex = unit.people.ensure(caller.account), unit.people.ensure(replace(caller.account, id="rex"))
    unit.people.speak(person.id, "en")
    unit.workplaces.hold(unit.workplaces.name(2, Server("test", "town", "Town"), "7", "Reviewers").id, person.id)
    unit.organizers.rename(person.id, "Organizing Zxmark")
    unit.people.grant(person.id, 2, Role.EDITOR, rex.id)
    unit.organizers.remember(person.id, 2, rex.id)
    unit.people.revoke(person.id, 2)
    unit.missed.add(person.id, Subject.OUTCOME, 3)
    unit.readers.tell(1, person.id, Told.ANNOUNCEMENT, 1)
    unit.menus.give(caller.account)
    there = unit.chats.ensure(private_chat(caller.account), ChatKind.PRIVATE, "Ada Zxmark")
    unit.chats.speak(there.id, "en")
    unit.chats.follow(there.id, 2, Topic.NEWS)
    unit.queue.put(there.id, Subject.OUTCOME, 3)
    unit.hosting.remember(there.id, person.id, 9)
    unit.hosting.decide(there.id, Terms(paused=True))
    group = unit.connection.execute(
        insert(tables.chat_groups).values(letter_id=LETTER, name="North").returning(tables.chat_groups.c.id)
    ).scalar_one()
    unit.connection.execute(insert(tables.chat_group_members).values(group_id=group, chat_id=there.id))
    unit.connection.execute(insert(tables.cooldowns).values(platform="test", place=there.address.place, until=unit.now))
    organizers.link_account(unit, person)
    unit.lists.stage(1, person.id, b"organization\nZxmark Choir\n")
    asked = Contact("Ada Zxmark", "zxmark chair", "came@zxmark.example")
    unit.prospects.add(Prospect(0, 1, "Example Weavers", contact=asked, note="zxmark", taken_by=person.id))
    revision = unit.letters.current(LETTER)
    assert revision
    came = Representative("Ada Zxmark", "zxmark chair", "came@zxmark.example")
    mail = ReceivedMail("Zxmark signs.", "zxmark.eml", "message/rfc822", b"Zxmark")
    entering.enter(unit, rex, revision=revision, entry=PublicEntry("Example Choir"), representative=came, mail=mail)
    mailbox = unit.sessions.ensure("came@zxmark.example", "en")
    unit.sessions.keep(unit.sessions.open(mailbox.id), "Zxmark was answered.")
    unit.people.attach(mailbox.account, person.id)
    unit.mails.put(MailKind.SESSION, 1, 0, mailbox.address, "en")
    unit.mails.put(MailKind.COLLEAGUE, 1, 3, "colleague@zxmark.example", "en")
    bounced = unit.mails.put(MailKind.RECEIPT, 1, 3, "ada@zxmark.example", "en")
    unit.mails.end(bounced.id, MailState.BOUNCED, "550 ada@zxmark.example is nobody")
    unit.mails.stop("never@zxmark.example")
    unit.limits.block(
        2, kind=Blocked.ACCOUNT, key=str(caller.account), value=str(caller.account), reason="zxmark", person_id=rex.id
    )
    signed = unit.endorsements.get(3)
    assert signed
    zxmark = MediaContact("Kim Zxmark", "zxmark speaker", ("en",), "+1 555 7777", "Zxmark speaks.")
    speaks = Speaker(BAKERS, "Kim Zxmark")
    unit.speakers.add(AskedSpeaker(0, "4JTH8Q27", 1, "", speaks, "zxmark", unit.now, rex.id, endorsement_id=signed.id))
    unit.media_contacts.name(signed, zxmark, Agreement("", "en"))
    one = replace(signed, entry=replace(signed.entry, reserved=(1,)))
    worded = one.worded(About.RESERVATION, "Zxmark has doubts.", one.statement).worded(
        About.STATEMENT, "Zxmark bakes.", one.statement
    )
    unit.desks.reword(worded, Act.ENDORSEMENT_RESERVATION_GIVEN, person.id)
    unit.communiques.add(3, Communique(1, {"en": "Zxmark says why."}))
    ours = [each.organization_id for each in map(unit.endorsements.get, (3, 4)) if each]
    merges.merge(
        unit,
        rex,
        letter_id=LETTER,
        one=ours[0],
        other=ours[1],
        stands=Stands.EARLIER,
        because=lambda tag: "Zxmark twice.",
    )
    known, merged = tables.organizations, tables.merged_endorsements
    texts = dict.fromkeys(("acronym", "domain", "kind", "place", "website"), MARK)
    unit.connection.execute(update(known).where(known.c.id.in_(ours)).values(texts))
    unit.connection.execute(update(merged).where(merged.c.endorsement_id == 4).values(reason="zxmark"))
    record = tables.endorsements
    unit.connection.execute(update(record).where(record.c.id == 4).values(website=MARK, place=MARK))
