"""Whatever a button's action holds, forged or old, is answered: nothing that fits into one makes the bot fail."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.interface.actions import LENGTH
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.forms.form import FORM, press
from bot.interface.requests import Invoke, Open, Press, Request
from bot.model.chats import Address, ChatKind
from bot.model.forms import Form
from bot.model.people.person import Role
from bot.ports.messenger import Message
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from tests.conftest import Clock
from tests.interface.conftest import core
from tests.interface.someone import Someone, sign, with_role
from tests.memory import MemoryStore

FAILED = "Something went wrong here"
OLD = "This button belongs to an earlier version."
FORM_ID = "7Q4JTH8K"

SOME = 5
"""So many are pressed one after another in each example: to make an example takes as long as to press a button."""

EXAMPLES = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
numbers = st.sampled_from(["0", "1", "2", "01", "999999999", "9" * 10, "9" * 20, "9" * 40])
anything = st.from_regex(r"[A-Za-z0-9_-]{0,60}", fullmatch=True)
values = st.lists(st.one_of(st.just(""), numbers, st.text("aZ09_", max_size=50)), max_size=6).map("-".join)


def _save(form: Form, unit: Unit) -> None:
    unit.forms.save(form)


@dataclass(frozen=True)
class Presser:
    """Somebody who presses what they like, in private or where others read, on a platform that shows so many fields."""

    name: str
    fields: int
    shared: bool

    def failed(self, core: "LivedIn", request: Press | Open) -> bool:
        """Whether the bot fails at it."""
        caller = replace(Someone(core.interface, self.name).caller, fields=self.fields)
        if self.shared:
            caller = replace(caller, address=Address("test", "-1"), kind=ChatKind.GROUP, confidential=False)
        answer = core.runner.run(core.interface.answer(caller, request))
        return answer is None or (isinstance(answer, Message) and FAILED in plain(answer.blocks))


@dataclass(frozen=True)
class LivedIn:
    """A core with two letters, a sign-on, a draft of an announcement, and somebody who may do everything; and the event
    loop on which it is asked."""

    store: Store
    interface: Interface
    runner: asyncio.Runner


def some(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Some presses made of these parts."""
    return st.lists(st.tuples(*parts), min_size=SOME, max_size=SOME)


pressers = st.builds(Presser, st.sampled_from(["owner", "ada", "nobody"]), st.sampled_from([1, 5]), st.booleans())


async def _live(store: Store, interface: Interface) -> None:
    owner = Someone(interface, "owner")
    await with_role(store, owner, Role.OWNER, None)
    await sign(Someone(interface, "ada"), "Example Bakers")
    await owner.give("announce", text="The council meets on Monday.")


@pytest.fixture(scope="module")
def lived_in(lettered: bytes) -> Iterator[LivedIn]:
    """The core, for all of these tests: nothing that an example leaves behind changes what another one may hold."""
    store = MemoryStore(Clock(), lettered)
    interface = core(store)
    with asyncio.Runner() as runner:
        runner.run(_live(store, interface))
        yield LivedIn(store, interface, runner)
    store.close()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_button_of_a_command_makes_it_fail(command: Command, lived_in: LivedIn) -> None:
    @EXAMPLES
    @given(some(st.sampled_from("12"), values | anything, st.sampled_from([Press, Open]), pressers))
    def tried(presses: list[tuple[str, str, type[Press | Open], Presser]]) -> None:
        for version, held, way, presser in presses:
            assert not presser.failed(lived_in, way(f"{version}-{command.name}-{held}"[:LENGTH]))

    tried()


@settings(EXAMPLES, max_examples=40)
@given(
    some(
        st.sampled_from(["sign", "announce", "add_event", "organization", "gone"]),
        st.sampled_from(
            ["go", "set", "like", "mean", "meant", "ask", "edit", "more", "take", "question", "back", "cancel"]
        ),
        values,
        pressers,
    )
)
def test_no_button_of_a_form_makes_it_fail(
    lived_in: LivedIn, presses: list[tuple[str, str, str, Presser]]
) -> None:  # fmt: skip
    for command, act, held, presser in presses:
        owner = Someone(lived_in.interface, presser.name)
        form = Form(FORM_ID, owner.account, owner.caller.address, command, {"letter": "1"}, ("summary",), held="A line")
        lived_in.runner.run(lived_in.store.write(partial(_save, form)))
        assert not presser.failed(lived_in, Press(f"{press(form, act)}-{held}"[:LENGTH]))


@settings(EXAMPLES, max_examples=40)
@given(some(anything, pressers))
def test_no_action_at_all_makes_it_fail(lived_in: LivedIn, presses: list[tuple[str, Presser]]) -> None:
    for action, presser in presses:
        assert not presser.failed(lived_in, Press(action))
        assert not presser.failed(lived_in, Open(f"1-{FORM}-{action}"[:LENGTH]))


@pytest.mark.parametrize("held", ["9" * 40, "a" * 40, "x_y", "1--" + "9" * 40, "1-1-1-1"])
async def test_a_button_that_holds_what_none_can_hold_is_old(interface: Interface, held: str) -> None:
    answer = await interface.answer(Someone(interface, "ada").caller, Press(f"1-signatories-1-{held}"))
    assert isinstance(answer, Message)
    assert OLD in plain(answer.blocks)


async def test_a_refusal_of_a_press_that_has_no_buttons_is_small(interface: Interface) -> None:
    ada = Someone(interface, "ada").caller
    refused: list[Request] = [
        Press("1-new_letter"),
        Invoke("new_letter", {}),
        Press("1-review-1"),
        Press("1-signatories-1-x"),
        Press("1-help"),
    ]
    answers = [await interface.answer(ada, each) for each in refused]
    assert [isinstance(each, Message) and each.small for each in answers] == [True, False, False, False, False]
