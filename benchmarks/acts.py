"""What people do before the core, as often as a benchmark wants it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from benchmarks.names import names
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.ports.store import Store
from bot.text.locales import load
from tests.buttons import button
from tests.interface.someone import Someone

Act = Callable[[], Awaitable[object]]


class People:
    """What people do before a core over a database."""

    def __init__(self, store: Store, signed: Sequence[str]) -> None:
        self._store = store
        self._interface = Interface(COMMANDS, store, load(), {})
        self._owner = Someone(self._interface, "owner")
        self._names = signed
        self._new = iter(names(10_000, seed=2))
        self._signers = 0

    def acts(self) -> Mapping[str, Act]:
        """Each command, given without anything by an owner of every letter, and what people do often."""
        given = {f"/{each.name}": self._given(each.name) for each in COMMANDS}
        return {
            **given,
            "sign, all of it": self._sign,
            "completion: signatories": lambda: self._complete("signatories", "search", self._name()[:5]),
            "completion: several words": lambda: self._complete(
                "signatories", "search", " ".join(self._name().split()[:2])
            ),
            "completion: with a slip": lambda: self._complete(
                "signatories", "search", _slipped(self._name().split()[0])
            ),
            "completion: nothing": lambda: self._complete("sign", "organization", "zqxzqx"),
            "completion: sign": lambda: self._complete("sign", "organization", self._name()[:4]),
            "list: second page": lambda: self._owner.press(button("signatories", page=2)),
            "list: last page": lambda: self._owner.press(button("signatories", page=10_000)),
            "list: a word": lambda: self._owner.give("signatories", search="Peace"),
            "list: a name": lambda: self._owner.give("signatories", search=self._name()),
            "list: a slip": lambda: self._owner.give("signatories", search=_slipped(self._name())),
            "review: next": self._review,
            "export: table": lambda: self._owner.give("export", which="public", format="csv"),
            "snapshot: preview": lambda: self._owner.press(button("snapshot", act="preview")),
            "snapshot: freeze": lambda: self._owner.press(button("snapshot", act="make")),
        }

    def _given(self, name: str) -> Act:
        return lambda: self._owner.give(name)

    def _name(self) -> str:
        self._signers += 1
        return self._names[self._signers * 7919 % len(self._names)]

    async def _sign(self) -> None:
        self._signers += 1
        signer = Someone(self._interface, f"signer-{self._signers}")
        await signer.press(button("sign", capacity="may_sign"))
        await signer.say(next(self._new))
        if any("another" in label for label in signer.labels):
            await signer.push(next(label for label in signer.labels if "another" in label))
        await signer.say("Ada Example", "chair", "ada@example.org")
        await signer.push("I confirm, and sign on")

    async def _complete(self, command: str, option: str, typed: str) -> None:
        await self._interface.suggest(self._owner.caller, command, option, typed)

    async def _review(self) -> None:
        await self._owner.give("review")
        await self._owner.push("Next")


def _slipped(name: str) -> str:
    """A name with two letters swapped."""
    return name[:2] + name[3:4] + name[2:3] + name[4:]
