"""An announcement keeps what its author made: the words' form, where links lead, pictures and what is on them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.conversations.announcements.announcements import TEXT, announce, editor, followers, found, speaks
from tests.conversations.announcements.test_files import PDF, PNG, picture
from tests.drivers import Attached, Driver, Rich, Shown, Someone
from tests.drivers.console import ConsolePerson
from tests.drivers.discord import DiscordDriver, DiscordPerson
from tests.drivers.discord import shown as shown_on_discord
from tests.drivers.matrix import MatrixPerson
from tests.drivers.telegram import TelegramPerson, shown
from tests.drivers.typist import Typist
from tests.platforms.discord.checks.bodies import Upload
from tests.platforms.telegram.text import Entity

LINK = "https://example.org/answer"
WORDS = Rich.of("All are ", ("welcome", "bold"), ": see ", ("the answer", LINK), ".")
POSTER = Attached("poster.png", PNG.content, photo=True, caption=WORDS)


def counted(someone: Someone) -> list[str]:
    """What somebody does on a platform from now on: each command, press, form and message."""
    done = list[str]()
    person = getattr(someone, "person", None)
    for name in ("command", "press", "submit", "write", "send_file"):
        act = getattr(person, name, None)
        if act is not None:
            setattr(person, name, partial(_noted, done, name, act))
    return done


def _noted(done: list[str], name: str, act: Callable[..., Any], *given: Any, **named: Any) -> Any:
    done.append(name)
    return act(*given, **named)


@pytest.mark.on_matrix
async def test_bold_words_and_links_arrive_as_they_were_made(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    platform = bot.owner.account.platform
    preview = await announce(bot, WORDS)
    assert "All are welcome: see the answer." in preview
    if platform != "console":
        assert f"“the answer” leads to example.org: {LINK}" in preview
    await bot.owner.press("Send it now")
    post = await town.shows("All are welcome: see the answer.")
    if platform == "discord":
        assert f"All are **welcome**: see [the answer](<{LINK}>)." in post.raw
    if platform == "telegram":
        made = [(each.type, each.of(post.there.text), each.url) for each in post.there.entities]
        assert ("bold", "welcome", None) in made
        assert ("text_link", "the answer", LINK) in made


async def test_what_is_not_kept_is_told_before_anything_leaves(bot: Driver) -> None:
    await followers(bot, "Town")
    platform = bot.owner.account.platform
    said = {"discord": "The vote is ~~on Monday~~ ||later||.", "console": "**The vote is later.**"}
    preview = await announce(bot, said.get(platform, Rich.of("The vote is ", ("on Monday", "strikethrough"), ".")))
    if platform == "console":
        assert "This stands there as it was typed, with its signs: **The vote is later.**" in preview
    else:
        assert "Not kept: struck-through text: it would read as if it still held" in preview


@pytest.mark.core_rule
async def test_another_organizer_sees_where_each_link_leads_in_letters_that_tell(bot: Driver) -> None:
    await followers(bot, "Town")
    grace = await editor(bot, "Grace")
    await bot.owner.give("settings")
    await bot.owner.press("Second organizer: always")
    await announce(bot, "See https://exаmple.org/answer")  # with a Cyrillic letter
    await bot.owner.press("Send it now")
    assert "leads to xn--exmple-4nf.org" in await grace.told("Another organizer wants to send announcement 1")


async def test_a_picture_comes_with_its_words_and_is_described(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    steps = counted(bot.owner)
    await bot.owner.give("announce")
    if bot.owner.account.platform == "discord":
        desk = await bot.owner.fill({TEXT: WORDS, "File": POSTER, "What is on the picture": "A white dove"})
    else:
        await bot.owner.fill({TEXT: POSTER})
        desk = await bot.owner.sees("What is to be seen on")
        assert "All are welcome" in desk
        desk = await bot.owner.say("A white dove")
    desk = await bot.owner.sees("described as: A white dove")
    await bot.owner.press("Write it in French", on=desk)
    await bot.owner.fill({TEXT: "Bienvenue à tous"})
    desk = await bot.owner.sees("Bienvenue à tous")
    await bot.owner.press("Send it now", on=desk)
    assert len(steps) == {"discord": 5, "telegram": 6}.get(bot.owner.account.platform, 0)
    post = await town.shows("All are welcome: see the answer.")
    assert len(post.files) == 1
    if bot.owner.account.platform == "discord":
        assert [each.description for each in post.there.attachments] == ["A white dove"]
    if bot.owner.account.platform == "console":
        assert "Picture: A white dove" in post


async def test_who_skips_the_description_sends_the_picture_without(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await bot.owner.give("announce")
    if bot.owner.account.platform == "discord":
        await bot.owner.fill({TEXT: WORDS, "File": POSTER})
        desk = await bot.owner.sees("File: ")
        assert any(each.startswith("Describe") for each in desk.labels)
    else:
        await bot.owner.fill({TEXT: POSTER})
        desk = await bot.owner.sees("What is to be seen on")
        await bot.owner.press("Don't describe it", on=desk)
        desk = await bot.owner.sees("File: ")
        assert "What is to be seen on" not in desk
    await bot.owner.press("Send it now", on=desk)
    await town.shows("All are welcome: see the answer.")


async def test_several_files_are_sent_in_a_row_until_that_is_all(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    second = Attached("map.pdf", b"%PDF-1.7 a map")
    await announce(bot, "We meet.")
    await bot.owner.press("Add a file")
    if isinstance(bot.owner, DiscordPerson):
        files = [(each.name, each.content) for each in (PDF, second)]
        await bot.owner._answered(await bot.owner.person.submit(bot.owner.last.there, {"File": files}))
    else:
        await bot.owner.fill({"File": PDF})
        assert "It comes along." in bot.owner.last
        await bot.owner.fill({"File": second})
        await bot.owner.press("That's all")
    desk = await bot.owner.sees("File: map.pdf")
    assert "File: report.pdf" in desk
    await bot.owner.press("Send it now", on=desk)
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    assert sorted(name for each in town.standing("") for name in each.files) == ["map.pdf", "report.pdf"]


async def test_what_an_editor_sends_unasked_is_offered_to_be_announced(bot: Driver) -> None:
    await followers(bot, "Town")
    if isinstance(bot.owner, DiscordPerson):
        written = await bot.owner.person.write_dm(WORDS.marked, Upload("poster.png", PNG.content))
        answer = await bot.owner.person.dm.expect(lambda each: each.author.bot and each.id > written.id)
        assert [each.label for each in answer.buttons] == ["Announce this"]
        return
    assert isinstance(bot.owner, Typist)
    await bot.owner._write(WORDS, file=POSTER)
    offered = bot.owner.last
    if bot.owner.account.platform == "console":  # where a file is a line of its own
        await bot.owner._write("", file=POSTER)
        assert bot.owner.last.labels == ("Announce this",)
        return
    assert "What is to be done with this?" in offered
    await bot.owner.press("Announce this")
    desk = await bot.owner.sees("All are welcome: see the answer.")
    assert f"“the answer” leads to example.org: {LINK}" in desk
    assert len((await found(bot)).content.files) == 1
    await bot.owner._write("", file=Attached("other.png", picture(20, 20), photo=True))
    await bot.owner.press("Add it to announcement 1")
    assert len((await found(bot)).content.files) == 2


async def test_files_that_are_sent_together_become_one_announcement(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    files = [Attached(f"{each}.png", picture(20 + each, 20), photo=True) for each in range(3)]
    if isinstance(bot.owner, ConsolePerson | MatrixPerson):  # where a file is said by itself
        await bot.owner.send("", files[0])
        await bot.owner.press("Announce this")
        await bot.owner.fill({TEXT: WORDS})
        await bot.owner.send("", files[1])
        await bot.owner.press("Add it to announcement 1")
        await bot.owner.send("", files[2])
        await bot.owner.press("That's all")
    else:
        await bot.owner.send(WORDS, *files)
        await bot.owner.press("Announce this")
    desk = await bot.owner.sees("exactly as shown")
    assert len((await found(bot)).content.files) == 3
    await bot.owner.press("Send it now", on=desk)
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    assert sum(len(each.files) for each in town.standing("")) == 3


async def test_a_forwarded_post_is_offered_to_be_announced(bot: Driver) -> None:
    if not bot.forwards:
        pytest.skip("what is passed on in a terminal or on Matrix is as the person's own")
    (town,) = await followers(bot, "Town")
    offered = await forwarded(bot, "The *ministers* have answered.")
    assert "What is to be done with this?" in offered
    await bot.owner.press("Announce this", on=offered)
    desk = await bot.owner.sees("The ministers have answered.")
    assert "Not kept: where it was forwarded from" in desk
    await bot.owner.press("Send it now", on=desk)
    post = await town.shows("The ministers have answered.")
    if isinstance(bot.owner, DiscordPerson):
        assert len(post.files) == 1
        assert "The *ministers* have answered." in post.raw
    else:
        assert ("italic", "ministers") in [(each.type, each.of(post.there.text)) for each in post.there.entities]


async def forwarded(bot: Driver, markdown: str) -> Shown:
    """What the bot says to a post that its owner forwards to it: on Discord one with a picture, from elsewhere."""
    if isinstance(bot.owner, TelegramPerson):
        told = bot.owner.person
        post = await told.forward(markdown.replace("*", ""), "Example Council", [Entity("italic", 4, 9)])
        return shown(await told.chat.expect(lambda each: each.id > post.id and "to be done" in each.text))
    assert isinstance(bot, DiscordDriver)
    person = bot.owner.person
    square = bot.server.guild("Square", person, bot=False).channel("news")
    sent = await person.forward_dm(await person.write(square, markdown, Upload("poster.png", PNG.content)))
    return shown_on_discord(await person.dm.expect(lambda each: each.author.bot and each.id > sent.id))


@pytest.mark.core_rule
async def test_a_language_in_which_chats_are_told_and_the_text_is_not_is_named_with_how_many(bot: Driver) -> None:
    _, quartier = await followers(bot, "Town", "Quartier")
    await speaks(bot, quartier, "fr")
    lacks = "1 chat is told in French, in which this says nothing: it gets English"
    assert lacks in await announce(bot, "We meet.")
    await bot.owner.press("Write it in French")
    desk = await bot.owner.fill({TEXT: "On se voit."})
    assert "is told in French" not in desk
    assert "nouvelles transmises par" in desk  # what stands under it, in its language
