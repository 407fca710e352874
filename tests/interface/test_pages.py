"""Pages of several fields, and the buttons that lead to them."""

from dataclasses import dataclass, replace

from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Page, Submit
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store
from tests.buttons import button
from tests.interface.someone import Someone, with_role


@dataclass
class Filler(Someone):
    """A person who is shown five fields at once."""

    @property
    def caller(self) -> Caller:
        return replace(super().caller, fields=5)


async def test_a_field_s_hint_leads_up_to_nothing_that_is_not_beside_it(interface: Interface, store: Store) -> None:
    eda = Filler(interface, "eda")
    await with_role(store, eda, Role.EDITOR, 1)
    await eda.give("edit", letter="1")
    await eda.push("Text")
    await eda.push("Part 1 of the text (English)")
    assert isinstance(eda.last, Page)
    (field,) = eda.last.fields
    assert field.value
    assert field.hint.startswith("Part 1 of the text (English) · Write all of it")
    assert "Now it says" not in field.hint


async def test_a_page_of_many_fields_is_called_by_its_first_and_last(interface: Interface) -> None:
    ada = Filler(interface, "ada")
    await ada.press(button("sign", capacity="may_sign"))
    assert isinstance(ada.last, Page)
    typed = {"organization": "Example Bakers", "representative": "Ada", "role": "chair", "email": "ada@example.org"}
    ada.last = await interface.answer(ada.caller, Submit(ada.last.form, typed))
    assert isinstance(ada.last, Message)
    assert ada.labels[2:4] == ["Correct: Organization … Website", "Add: Place and Statement"]
