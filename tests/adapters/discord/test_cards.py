"""Cards: a part stands with its button, nothing is lost, and no card is larger than Discord takes."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.drawing.cards import Card, cards, drawable
from adapters.discord.drawing.pieces import in_place, pieces
from adapters.discord.drawing.rendering import contents
from bot.model.chats import ChatKind
from bot.model.files import File
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Blocks, Span
from tests.adapters.discord.reader import unescaped
from tests.adapters.discord.stage import PICTURE, going_to, staged
from tests.platforms.discord import DiscordServer
from tests.platforms.discord.checks.components import check_components
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import Json
from tests.unit.strategies import THOROUGH, documents

DOCUMENT = File(3, "press.pdf", "application/pdf", 3)


def paragraphs(*texts: str) -> Blocks:
    return tuple(Block("paragraph", (Span(text),)) for text in texts)


def checked(card: Card) -> list[Json]:
    """A card as Discord gets it, which it takes."""
    form = Form()
    components = check_components(form, ("components",), card.view().to_components(), v2=True)  # type: ignore[no-untyped-call]
    form.refuse_faults()
    (container,) = components
    children: list[Json] = container["components"]
    return children


def labels(row: Json) -> list[str]:
    return [str(each["label"]) for each in row["components"]]


def test_a_button_stands_beside_its_part_and_the_others_under_all() -> None:
    keys = (Key("Demand 1", "1-demand", block=1), Key("Demand 2", "2-demand", block=2), Key("Sign", "sign"))
    (card,) = cards(Message(paragraphs("What it asks", "One", "Two", "Until May"), keys, card=True), {})
    title, one, two, end, line, row = checked(card)
    assert (title["content"], end["content"]) == ("What it asks", "Until May")
    assert [(each["components"][0]["content"], each["accessory"]["label"]) for each in (one, two)] == [
        ("One", "Demand 1"),
        ("Two", "Demand 2"),
    ]
    assert line["type"] == 14
    assert labels(row) == ["Sign"]


def test_buttons_for_which_there_is_no_room_beside_their_parts_stand_under_all() -> None:
    keys = tuple(Key(f"Demand {number}", f"{number}-demand", block=number) for number in range(12))
    (card,) = cards(Message(paragraphs(*(f"Text {number}" for number in range(12))), keys, card=True), {})
    text, _, *rows = checked(card)
    assert all(f"Text {number}" in text["content"] for number in range(12))
    assert [label for row in rows for label in labels(row)] == [key.label for key in keys]


def test_more_than_five_choices_are_a_select_whose_values_are_the_actions() -> None:
    keys = tuple(Key(f"Choice {number}", f"set-{number}", choice=True) for number in range(30))
    (card,) = cards(Message(paragraphs("Which?"), (*keys, Key("Cancel", "cancel", style="danger")), card=True), {})
    _, _, first, second, last = checked(card)
    options = [option for row in (first, second) for option in row["components"][0]["options"]]
    assert [(each["label"], each["value"]) for each in options] == [(key.label, key.action) for key in keys]
    assert labels(last) == ["Cancel"]
    (few,) = cards(Message(paragraphs("Which?"), keys[:5], card=True), {})
    assert labels(checked(few)[-1]) == [key.label for key in keys[:5]]


def test_what_can_neither_be_copied_nor_shared_on_discord_has_no_button() -> None:
    (card,) = cards(Message(paragraphs("A code"), (Key("Copy", copy="ABC"), Key("Share", share="x")), card=True), {})
    assert len(checked(card)) == 1


@THOROUGH
@given(documents, st.integers(1, 40), st.lists(st.integers(0, 30), unique=True, max_size=14), st.integers(0, 30))
def test_every_card_is_taken_and_shows_every_button(blocks: Blocks, times: int, beside: list[int], more: int) -> None:
    blocks = blocks * times
    keys = [Key(f"b{each}", f"beside-{each}", block=each) for each in beside if each < len(blocks)]
    keys += [Key(f"u{number}", f"under-{number}", choice=True) for number in range(more)]
    found = cards(Message(blocks, tuple(keys), card=True, files=(PICTURE,)), {})
    shown = str([part for card in found for part in checked(card)])
    assert not found or all(f"'{key.action}'" in shown for key in keys)
    assert bool(found) == any(contents((block,)) for block in blocks)


@THOROUGH
@given(st.lists(st.text("abc \n*_", min_size=1, max_size=900).filter(str.strip), min_size=1, max_size=30))
def test_a_long_card_goes_on_in_another_and_loses_nothing(texts: list[str]) -> None:
    found = cards(Message(paragraphs(*texts), (Key("Sign", "sign"),), card=True), {})
    shown = [part for card in found for part in checked(card)]
    said = "".join(unescaped(part["content"]) for part in shown if part["type"] == 10)
    assert "".join(said.split()) == "".join("".join(texts).split())
    assert labels(shown[-1]) == ["Sign"]


# What is no card.


def test_what_followers_get_passed_on_and_what_shows_previews_is_no_card() -> None:
    message = Message(paragraphs("News"), card=True)
    assert pieces(in_place(message, ChatKind.GROUP))[0].card
    assert not pieces(in_place(message, ChatKind.CHANNEL))[0].card
    assert not drawable(Message(paragraphs("News"), card=True, previews=True))
    unnameable = File(4, "بيان.pdf", "application/pdf", 3)
    assert not drawable(Message(paragraphs("News"), card=True, files=(unnameable,)))
    assert drawable(Message(paragraphs("News"), card=True, files=(File(5, "صورة.png", "image/png", 3),)))


# On the platform.


async def test_pictures_stand_in_the_card_and_a_correction_keeps_them() -> None:
    async with DiscordServer() as server, staged(server) as stage:
        channel = server.guild("Town", server.person("Founder")).channel("hall")
        message = Message(paragraphs("News"), (Key("Sign", "sign"),), card=True, files=(PICTURE,))
        sent = await stage.messenger.send("1", going_to(channel), message)
        (there,) = channel.messages
        assert there.flags & 1 << 15
        assert [each.filename for each in there.attachments] == ["picture.png"]
        corrected = Message(paragraphs("Corrected"), card=True, files=(PICTURE,))
        await stage.messenger.edit(going_to(channel), str(there.id), corrected)
        assert (there.text, there.buttons) == ("Corrected", [])
        assert [each.data for each in there.attachments] == [b"image"]
        assert sent.message == str(there.id)  # type: ignore[union-attr]


async def test_what_was_sent_with_a_content_becomes_a_card_and_a_card_stays_one() -> None:
    async with DiscordServer() as server, staged(server) as stage:
        channel = server.guild("Town", server.person("Founder")).channel("hall")
        plain, card = Message(paragraphs("Before")), Message(paragraphs("Since"), card=True)
        await stage.messenger.send("1", going_to(channel), plain)
        (there,) = channel.messages
        await stage.messenger.edit(going_to(channel), str(there.id), card)
        assert (there.content, there.text) == ("", "Since")
        await stage.messenger.edit(going_to(channel), str(there.id), Message(paragraphs("Gone")))
        assert (there.content, there.text) == ("", "Gone")
        assert [call.status for call in server.calls("PATCH", "/messages/")] == [200, 400, 200]


async def test_a_post_of_a_forum_begins_with_a_card_and_an_announcement_channel_has_none() -> None:
    async with DiscordServer() as server, staged(server) as stage:
        guild = server.guild("Town", server.person("Founder"))
        forum, news = guild.channel("posts", "forum"), guild.channel("news", "announcement")
        message = Message(paragraphs("News"), (Key("Sign", "sign"),), card=True)
        await stage.messenger.send("1", going_to(forum, ChatKind.FORUM), message)
        await stage.messenger.send("2", going_to(news, ChatKind.CHANNEL), message)
        (begun,) = guild.threads[0].messages
        assert begun.flags & 1 << 15
        (passed_on,) = news.messages
        assert (passed_on.content, passed_on.flags & 1 << 15) == ("News", 0)
