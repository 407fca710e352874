"""A receipt says where its outcome will be told."""

from dataclasses import replace

from bot.interface.conversation import Interface
from bot.interface.requests import Page, Press, Submit
from bot.model.chats import Address, ChatKind
from bot.ports.messenger import Message
from bot.text.blocks import plain
from tests.buttons import button
from tests.interface.someone import Someone

FILLED = {
    "organization": "Example Bakers",
    "representative": "Ada Example",
    "role": "chair",
    "email": "ada@bakers.example.org",
}


async def test_who_signs_in_a_server_is_told_that_the_outcome_comes_in_private(interface: Interface) -> None:
    caller = Someone(interface, "ada").caller
    caller = replace(caller, address=Address("test", "-7"), kind=ChatKind.GROUP, confidential=True, fields=5)
    page = await interface.answer(caller, Press(button("sign", letter=1, capacity="may_sign")))
    assert isinstance(page, Page)
    confirming = await interface.answer(caller, Submit(page.form, FILLED))
    assert isinstance(confirming, Message)
    receipt = await interface.answer(caller, Press(confirming.keys[0].action))
    assert isinstance(receipt, Message)
    assert "I write to you in private then" in plain(receipt.blocks)
    assert "here" not in plain(receipt.blocks)
