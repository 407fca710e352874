"""The state machine: whoever does whatever, and what has to hold after each step."""

from pathlib import Path

from hypothesis.stateful import initialize, invariant

from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from bot.ports.store import Unit
from bot.service.announcements import news
from bot.service.journal.verification import verify
from bot.service.lists import exports
from bot.text.locales import load
from storage.cipher import Cipher
from storage.database import PostgresStore, SqliteStore, open_store
from tests.conftest import Clock
from tests.memory import SECRET, watched
from tests.storage import examples
from tests.storage.anything import ways_out
from tests.storage.anything.doing import LETTER, MOST, SIGNERS
from tests.storage.anything.owners import Owners
from tests.storage.anything.reviewers import Reviewers
from tests.storage.anything.signers import Signers
from tests.storage.anything.ways_out import Seen, named
from tests.storage.postgres import Postgres

SPEECHES = load()


class Anything(Signers, Reviewers, Owners):
    """A letter, its list, and everybody who does something about it."""

    @initialize()
    def publish(self) -> None:
        """The letter is published; it has an owner, a reviewer, and a chat that follows it."""

        def unit(unit: Unit) -> None:
            examples.publish(unit)
            self.person(unit, "olga")
            unit.people.grant(self.person(unit, "olga").id, LETTER, Role.OWNER)
            unit.people.grant(self.person(unit, "rex").id, LETTER, Role.REVIEWER)
            examples.chat(unit, ways_out.FOLLOWER, follows=LETTER)
            news.switch(unit, LETTER, "milestones", on=True)
            news.switch(unit, LETTER, "digest", on=True)

        self.run_now(self.store.write(unit))
        for who in SIGNERS[:3]:
            self.sign(who, MOST, None)
        for which in range(2):
            self.accept(which, None)

    @invariant()
    def the_journal_holds(self) -> None:
        verdict = self.run_now(self.store.read(lambda unit: verify(unit, LETTER)))
        assert not verdict.fault, verdict.fault

    @invariant()
    def nobody_is_named_who_is_hidden_and_every_count_is_that_of_the_rows(self) -> None:
        if not self.run_now(self.store.read(lambda unit: unit.letters.current(LETTER))):
            return
        interface, seen = Interface(COMMANDS, self.store, SPEECHES, {}), Seen()
        self.strangers += 1
        self.run_now(ways_out.asked(interface, f"stranger-{self.strangers}", seen))

        def look(unit: Unit) -> tuple[object, int, str]:
            ways_out.pages(unit, SPEECHES, seen)
            ways_out.sent(unit, interface, seen)
            everything = exports.export_content(unit, self.current(unit), exports.FileFormat.JSON, exports.ALL)
            return unit.lists.embargo(LETTER), self.current(unit).number, everything.decode()

        embargo, revision, everything = self.run_now(self.store.read(look))
        rows = self.rows.values()
        listed = {each.entry.organization for each in rows if each.state is State.LISTED}
        withheld = [each for each in rows if each.state is State.WITHHELD]
        there = {each.entry.organization for each in rows if each.state is not State.DRAFT and not each.erased}
        assert named(everything) == there
        visible = set() if embargo else listed
        for way, said in seen.said.items():
            assert named(said) <= visible, f"{way} names {named(said) - visible}"
        if embargo:
            assert (seen.total, seen.table, "count" in seen.data, "withheld" in seen.data) == (None, None, False, False)
            key, told = (embargo, revision, self.clock.now), (*seen.answered, seen.data)
            assert self.hidden.setdefault(key, told) == told, "what is told of a list that is kept back has changed"
        else:
            count = sum(each.state is State.LISTED for each in rows)
            assert seen.page == seen.table == named(seen.data) == listed
            assert (seen.data["count"], seen.data["withheld"]) == (count, len(withheld))
            assert seen.total == (count or len(withheld))  # nobody is named: then those are told who are withheld


def machine(folder: Path, server: Postgres | None = None) -> type[Anything]:
    """A machine on a file in a folder, or on a server."""
    file = folder / "countersign.db"

    async def opens(clock: Clock) -> SqliteStore | PostgresStore:
        return await open_store(server.url if server else f"sqlite:///{file}", Cipher(SECRET), clock)

    async def begins(clock: Clock) -> SqliteStore | PostgresStore:
        if server:
            await server.clear()
        else:
            _anew(file)
        return await opens(clock)

    return type("Anything", (Anything,), {"begins": staticmethod(begins), "opens": staticmethod(opens)})


def _anew(file: Path) -> None:
    """A file with tables, and nothing in them."""
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    file.touch(0o600)
    file.write_bytes(watched())
