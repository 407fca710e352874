"""The bot on a real Synapse."""

import asyncio
import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.host.settings import Settings
from adapters.matrix.drawing.messages import keycap, keys_in
from adapters.matrix.incoming.formatting import written
from adapters.matrix.incoming.reading import number_of
from bot.model.chats import Address, ChatKind
from bot.model.people.person import Account
from bot.ports.store import Store
from tests.drivers.driver import UNSEEN, Attached, Driver, Place, Rich, Shown, Someone, reworded
from tests.drivers.mailbox import Mailbox
from tests.drivers.running import SECRET, database, looking, printed_code, running, with_mail
from tests.drivers.typist import Typist
from tests.platforms.matrix import Person, Post, Synapse, homeserver
from tests.platforms.matrix.people import Timeline
from tests.waiting import PATIENCE

ELSEWHERE = "This goes on in private"
_LINK = re.compile(r"→ (.+?)(?: <\S+>)?")
_WORD = re.compile(r"\w+")
TAPPED = 10
"""So many numbers have an emoji that can be tapped."""

_HARMLESS = re.compile(r"404 GET /_matrix/client/v3/user/[^/]+/account_data/m\.direct")
"""An account of which nothing says yet which of its rooms are private chats."""
PINNING = {"events": {"m.room.pinned_events": 0}}
"""In a place of a story everybody may pin messages, also the bot."""

_BANG = re.compile(r"(?<![\w!])!(?=[a-z_]{2,})")


def shown(post: Post, timeline: Timeline, person: Person) -> Shown:
    """A message as it is seen: the buttons apart from the text, as they are read below it."""
    content, body = post.content, str(post.content.get("body", ""))
    text, links, labels = "", list[str](), [label for label, _ in keys_in(content)]
    if "formatted_body" in content:
        whole, words = written(content["formatted_body"]).text, iter(_WORD.findall(body))
        assert all(each in words for each in _WORD.findall(whole)), f"{body!r} is not all of {whole!r}"
        text, links = parted(whole, labels)
        assert parted(body, labels)[1] == links, f"{body!r} has not the links of {whole!r}"
    else:
        assert not labels, f"{labels} can be pressed, and are not read"
    file = {content["filename"]: person.download(content["url"])} if "url" in content else {}
    return Shown(
        _BANG.sub("/", text.translate(UNSEEN)),
        (*labels, *links),
        files=file,
        silent=content.get("msgtype") == "m.notice",
        pinned=post.id in timeline.pinned,
        raw=body,
        there=post,
    )


def parted(text: str, labels: Sequence[str]) -> tuple[str, list[str]]:
    """What stands above the buttons, and the links below them: each button can be read, with its number."""
    lines, links = text.rstrip().splitlines(), list[str]()
    while lines and (link := _LINK.fullmatch(reworded(lines[-1]))):
        links.insert(0, link[1])
        lines.pop()
    above = len(lines) - len(labels)
    read = [reworded(line) for line in lines[max(0, above) :]]
    for tapped in (TAPPED, 0):
        marks = [keycap(number) if number <= tapped else f"!{number}" for number in range(1, len(labels) + 1)]
        if read == [reworded(f"{mark} {label}") for mark, label in zip(marks, labels, strict=True)]:
            return "\n".join(lines[:above]).strip(), links
    raise AssertionError(f"{labels} can be pressed, and what is read is {text!r}")


class MatrixPlace(Place):
    """A room on Matrix."""

    def __init__(self, room: str, manager: Person, bot: str) -> None:
        self.room = room
        self.manager = manager
        self._bot = bot

    @property
    def address(self) -> Address:
        return Address("matrix", self.room)

    async def shows(self, text: str) -> Shown:
        return await standing_in(self.manager, self.room, self._bot, text)

    def standing(self, text: str) -> Sequence[Shown]:
        return all_in(self.manager, self.manager.look(self.room), self._bot, text)

    async def delete(self, message: Shown) -> None:
        await self.manager.call("PUT", f"/rooms/{self.room}/redact/{message.there.id}/r{message.there.id}", {})

    async def put_out(self) -> None:
        await self.manager.call("POST", f"/rooms/{self.room}/kick", {"user_id": self._bot})

    async def let_in(self) -> None:
        await self.manager.call("POST", f"/rooms/{self.room}/invite", {"user_id": self._bot})

    async def silence(self) -> None:
        levels = await self.manager.call("GET", f"/rooms/{self.room}/state/m.room.power_levels")
        await self.manager.state(self.room, "m.room.power_levels", {**levels, "events_default": 50})


def all_in(
    person: Person, timeline: Timeline, bot: str, text: str, but: Collection[tuple[str, int]] = ()
) -> list[Shown]:
    """The messages of the bot that stand in a room and hold a text, but for some as they were edited so often."""
    posts = [post for post in timeline.posts.values() if post.sender == bot and not post.gone]
    posts = [post for post in posts if (post.id, post.edits) not in but]
    return [each for each in (shown(post, timeline, person) for post in posts) if text in each]


async def standing_in(person: Person, room: str, bot: str, text: str, but: Collection[tuple[str, int]] = ()) -> Shown:
    """The last message in a room that holds a text, as soon as there is one."""
    try:
        found = await person.until(
            lambda: all_in(person, person.rooms.setdefault(room, Timeline()), bot, text, but) or None, PATIENCE
        )
    except TimeoutError:
        there = [post.content.get("body") for post in person.rooms[room].posts.values()]
        raise AssertionError(f"{text!r} does not stand in {room}: {there}") from None
    return found[-1]


class Answers:
    """Which messages of the bot are answers, and to what: their transactions' ids, which its login alone is shown,
    begin with the number of what they answer."""

    def __init__(self, bot: Person) -> None:
        self._bot = bot
        self._known = dict[str, str]()

    async def to(self, event: str, post: Post) -> bool:
        """Whether a message answers an event."""
        if post.id not in self._known:
            there = await self._bot.call("GET", f"/rooms/{post.room}/event/{post.id}")
            self._known[post.id] = there.get("unsigned", {}).get("transaction_id", "")
        return re.fullmatch(rf"{number_of(event)}p?(\.0)?", self._known[post.id]) is not None


class MatrixPerson(Typist):
    """Somebody on Matrix, in their private chat with the bot."""

    def __init__(self, person: Person, bot: str, answers: Answers) -> None:
        super().__init__(Account("matrix", person.id))
        self.person = person
        self._bot = bot
        self._answers = answers
        self._private = ""
        self._room = ""
        self._after = 0
        self._before_private = 0
        self._reactions = dict[tuple[str, str], str]()
        self._pressed = set[tuple[str, int]]()
        """The messages whose buttons were pressed, as often as they were edited: they stand there as they did, and
        what is told afterwards is another one."""

    async def private(self) -> str:
        """The private chat, which they have opened, or the bot."""
        if not self._private:
            await self.person.sync()
            self._private = self._opened()
        if not self._private:
            self._private = await self.person.begin(self._bot)
            await standing_in(self.person, self._private, self._bot, "")
        return self._private

    def _opened(self) -> str:
        """The private chat that the bot has opened, if it has."""
        others = self.person.rooms.keys() - self.person.made
        alone = [room for room in others if set(self.person.rooms[room].members) == {self._bot, self.person.id}]
        return alone[0] if alone else ""

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        room = (on or self._last).there.room
        before = await self._sent_to(room)
        post = self.person.rooms[room].posts[(on or self._last).there.id]
        labels = [each for each, _ in keys_in(post.content)]
        assert label in labels, f"{label!r} is none of the buttons: {labels}"
        assert not post.gone, "what is pressed stands there no more"
        number = labels.index(label) + 1
        self._pressed.add((post.id, post.edits))
        if number <= TAPPED:
            sent = await self._react(room, post, keycap(number))
        else:
            related = {"m.in_reply_to": {"event_id": post.id}}
            sent = await self.person.send(room, {"msgtype": "m.text", "body": f"!{number}", "m.relates_to": related})
        return await self._answered(room, before, sent)

    async def _react(self, room: str, post: Post, key: str) -> str:
        """Tap a reaction; one that stands still is tapped away before."""
        before = self._reactions.get((post.id, key))
        if before and before not in self.person.rooms[room].redacted:
            await self.person.call("PUT", f"/rooms/{room}/redact/{before}/{len(self._reactions)}-{before}", {})
        related = {"rel_type": "m.annotation", "event_id": post.id, "key": key}
        self._reactions[post.id, key] = await self.person.send(room, {"m.relates_to": related}, "m.reaction")
        return self._reactions[post.id, key]

    def _since(self) -> list[Shown]:
        """The last answer, in all its messages, and what came after it."""
        timeline = self.person.rooms[self._room]
        posts = [timeline.posts[each] for each in dict.fromkeys(timeline.order[self._after :])]
        return [shown(each, timeline, self.person) for each in posts if each.sender == self._bot]

    async def gets(self, number: int) -> Mapping[str, bytes]:
        def whole() -> dict[str, bytes] | None:
            found = {name: content for each in self._since() for name, content in each.files.items()}
            return found if len(found) == number else None

        return await self.person.until(whole, PATIENCE)

    async def sees(self, text: str) -> Shown:
        def whole() -> Shown | None:
            ours = self._since()
            all_of_it = "\n".join(each.text for each in ours)
            return Shown(all_of_it, ours[-1].labels, there=ours[-1].there) if text in Shown(all_of_it) else None

        try:
            self._last = await self.person.until(whole, PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{text!r} was not shown: {self._last.text}") from None
        return self._last

    async def told(self, text: str) -> Shown:
        if not self._private:
            self._private = await self.person.until(lambda: self._opened() or None)
        return await standing_in(self.person, self._private, self._bot, text, self._pressed)

    def greeted(self) -> int:
        """How often the bot has said in private what it is, of a place into which they have let it."""
        self._private = self._private or self._opened()
        timeline = self.person.rooms.get(self._private, Timeline())
        return len(all_in(self.person, timeline, self._bot, "/host"))

    async def _write(self, line: str, where: Place | None = None, file: Attached | None = None) -> Shown:
        room = where.room if isinstance(where, MatrixPlace) else await self.private()
        before = await self._sent_to(room)
        sent = await self.person.send(room, await self._content(line, file))
        return await self._answered(room, before, sent)

    async def send(self, line: str, *files: Attached) -> Shown:
        if line:
            await self.say(line)
        for each in files:
            await self._write("", file=each)
        return self._last

    async def _sent_to(self, room: str) -> int:
        """Something is about to be sent into a room: how much has happened there."""
        await self.person.sync()
        private = self.person.rooms.get(self._private)
        self._before_private = len(private.order) if private else 0
        return len(self.person.rooms[room].order)

    async def _content(self, line: str, file: Attached | None) -> dict[str, object]:
        typed: dict[str, object] = {"body": re.sub(r"^/", "!", line)}
        if isinstance(line, Rich):
            html = "".join(_styled(text, style) for text, style in line.parts)
            typed = {
                "body": line.marked,
                "format": "org.matrix.custom.html",
                "formatted_body": html.replace("\n\n", "</p><p>").join(("<p>", "</p>")),
            }
        if not file:
            return {"msgtype": "m.text", **typed}
        address = await self.person.upload(file.name, file.content)
        kind = "m.image" if file.photo else "m.file"
        info = {"size": len(file.content), "mimetype": _mime(file.name)}
        said = typed if line else {"body": file.name}
        return {"msgtype": kind, **said, "filename": file.name, "url": address, "info": info}

    async def _answered(self, room: str, before: int, sent: str) -> Shown:
        """The answer to what was sent: a new message, and not what is said unasked meanwhile."""
        at, post = await self._answer(room, before, sent)
        self._room, self._after = room, at
        self._last = shown(post, self.person.rooms[room], self.person)
        if room != self._private and ELSEWHERE in self._last:
            return await self._went_on(sent)
        return self._last

    async def _answer(self, room: str, before: int, sent: str) -> tuple[int, Post]:
        loop = asyncio.get_running_loop()
        last = loop.time() + PATIENCE
        while loop.time() < last:
            timeline = self.person.rooms[room]
            for at in range(before, len(timeline.order)):
                post = timeline.posts[timeline.order[at]]
                if post.sender == self._bot and await self._answers.to(sent, post):
                    return at, post
            before = len(timeline.order)
            await self.person.sync(1.0)
        raise AssertionError(f"nothing was answered in {room} after {self._last.text!r}")

    async def _went_on(self, sent: str) -> Shown:
        """The answer in private, where the bot has gone on by itself."""
        if not self._private:
            self._private = await self.person.until(lambda: self._opened() or None)
        return await self._answered(self._private, self._before_private, sent)


def _styled(text: str, style: str) -> str:
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    if "://" in style:
        return f'<a href="{style}">{shown}</a>'
    tag = {"bold": "strong", "strikethrough": "del"}.get(style, "")
    return f"<{tag}>{shown}</{tag}>" if tag else shown


def _mime(name: str) -> str:
    return {"png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf", "csv": "text/csv"}.get(
        name.rpartition(".")[2], "application/octet-stream"
    )


class MatrixDriver(Driver):
    """The bot on Synapse."""

    kinds = (ChatKind.GROUP,)
    brief = True
    forwards = False

    def __init__(
        self, server: Synapse, bot: str, store: Store, people: "People", code: str, mailbox: Mailbox | None = None
    ) -> None:
        super().__init__(store, code, mailbox)
        self._server, self._bot, self._people = server, bot, people
        self.account = bot
        """The bot's own account."""

    @property
    def owner(self) -> MatrixPerson:
        return self._people.known[0]

    async def joined(self) -> set[str]:
        """The rooms in which the bot is."""
        return await self._people.joined()

    def somebody(self, name: str, language: str = "en") -> MatrixPerson:
        return self._people.somebody(name)

    async def meet(self) -> Shown:
        return await self.somebody("Newcomer").give("start")

    async def place(
        self, title: str, manager: Someone, *members: Someone, kind: ChatKind = ChatKind.GROUP, hidden: bool = False
    ) -> MatrixPlace:
        assert isinstance(manager, MatrixPerson)
        others = [each.person for each in members if isinstance(each, MatrixPerson)]
        invited = [each.id for each in others]
        before = manager.greeted()
        made = {"preset": "private_chat", "name": title, "power_level_content_override": PINNING}
        room = await manager.person.create({**made, "invite": [*invited, self._bot]})
        for each in others:
            await each.call("POST", f"/join/{room}", {})
        await manager.person.until(lambda: manager.greeted() > before or None)
        return MatrixPlace(room, manager.person, self._bot)

    def everywhere(self, text: str, *but: Someone) -> Sequence[Shown]:
        private = {each._private for each in but if isinstance(each, MatrixPerson)}
        found = dict[str, Shown]()
        for each in self._people.known:
            for room in each.person.rooms.keys() - private:
                there = all_in(each.person, each.person.look(room), self._bot, text)
                found.update({one.there.id: one for one in there})
        return list(found.values())

    def refusals(self) -> Sequence[str]:
        return [each for each in self._server.refused(self._bot) if not _HARMLESS.fullmatch(each)]


class People:
    """Those who are in a story. `token`: the one of the bot's login."""

    def __init__(self, server: Synapse, bot: str, token: str) -> None:
        self._server, self._bot = server, bot
        self._login = Person(server.url, bot, token)
        self._answers = Answers(self._login)
        self.known = list[MatrixPerson]()

    def somebody(self, name: str) -> MatrixPerson:
        """Somebody new."""
        self.known.append(MatrixPerson(self._server.person(name), self._bot, self._answers))
        return self.known[-1]

    async def joined(self) -> set[str]:
        """The rooms in which the bot is."""
        return set((await self._login.call("GET", "/joined_rooms"))["joined_rooms"])

    async def close(self) -> None:
        """Put all clients away."""
        await self._login.close()
        for each in self.known:
            await each.person.close()


def settings(
    server: Synapse, token: str, folder: Path, *owners: Account, letters: str = "", ours: bool = True
) -> Settings:
    """The settings with which the bot serves this homeserver."""
    return Settings(
        letters=letters,
        platforms={
            "MATRIX_TOKEN": token,
            "MATRIX_URL": server.url,
            "MATRIX_MESSAGES_A_SECOND": "1000",
            **({"MATRIX_SERVER_IS_OURS": "yes"} if ours else {}),
        },
        database_url=database(folder),
        secret_key=SECRET,
        owners=owners,
    )


@asynccontextmanager
async def on_matrix(
    folder: Path,
    owned: bool = True,
    letters: str = "",
    mailbox: Mailbox | None = None,
    *,
    ours: bool = True,
    server: Synapse | None = None,
) -> AsyncIterator[MatrixDriver]:
    """The bot, serving Matrix; with an owner, or with a code that makes one; with the sample letter, or others. `ours`:
    the homeserver is the host's own. `server`: another one than that of all tests."""
    if server is None:
        server = await asyncio.to_thread(homeserver)
    bot, token = server.account("Countersign")
    people = People(server, bot, token)
    owner = people.somebody("Olga")
    owners = [owner.account] if owned else []
    served = with_mail(settings(server, token, folder, *owners, letters=letters, ours=ours), mailbox)
    try:
        async with running(served) as terminal, looking(folder) as store:
            code = "" if owned else printed_code(await terminal.says("To become the owner"))
            if owned:
                await owner.private()
            yield MatrixDriver(server, bot, store, people, code, mailbox)
    finally:
        await people.close()
