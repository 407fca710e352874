"""Mail that the running bot sends: what arrives, and what a press on its page does."""

import pytest

from bot.model.codes import spell_code
from bot.model.proofs.mails import Mail, MailKind, MailState
from bot.ports.store import Unit
from tests.drivers import Driver

pytestmark = pytest.mark.core_rule

ADA = "ada@bakers.example.org"


def put(unit: Unit) -> Mail:
    return unit.mails.put(MailKind.CODE, 1, 1, ADA, "en")


async def state(bot: Driver, mail: Mail) -> MailState | None:
    found = await bot.store.read(lambda unit: unit.mails.get(mail.id))
    return found.state if found else None


async def test_a_code_arrives_and_never_again_is_one_press(bot_with_mail: Driver) -> None:
    bot, mailbox = bot_with_mail, bot_with_mail.mailbox
    mail = await bot.store.write(put)
    await bot.owner.give("letter")
    arrived = await mailbox.arrived(ADA)
    assert arrived.code == spell_code(mail.code)
    assert "Yes, this is my address" in await arrived.open()
    assert "Nothing is asked of this address any more." in await arrived.press("Yes, this is my address")
    assert not await bot.store.read(lambda unit: unit.mails.unwanted(ADA))
    assert "No mail goes to this address" in await arrived.press("Not me, and never again")
    late = await bot.store.write(put)
    assert await bot.store.read(lambda unit: unit.mails.unwanted(ADA))
    other = await bot.store.write(lambda unit: unit.mails.put(MailKind.CODE, 1, 1, "bob@example.net", "en"))
    await bot.owner.give("letter")
    assert (await mailbox.arrived("bob@example.net")).code == spell_code(other.code)
    assert await state(bot, late) is MailState.CANCELLED
    assert mailbox.tries == [ADA, "bob@example.net"]
