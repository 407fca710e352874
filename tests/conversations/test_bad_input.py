"""Whatever is typed, it ends in a clear word or in a faithful, harmless rendering, and nothing typed before is lost."""

import pytest

from bot.model.endorsements.endorsement import PublicEntry
from tests.conversations.stories import BAKERS, MAY_SIGN, STATE, desk, fill_in, receipt_in, the_endorsement
from tests.drivers import Driver, Shown, Someone
from tests.platforms.discord import ClientRefused

NOT_SENT = (ValueError, ClientRefused)
"""What a person's app does not let them send."""

FAITHFUL = {
    "mentions": "@everyone @here <@1> <@&2> <#3> @durov",
    "markdown": "**b** _i_ ~~s~~ ||x|| `c` [a](https://b.example) # h > q",
    "html": "<b>b</b> <script>alert(1)</script> &amp; &lt;br&gt;",
    "commands": "see /start /claim #tag $USD https://example.org www.example.org",
    "placeholders": "{organization} {0} %s %(x)s \\n \\ $1",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 Bakers 🥐",
    "right to left": "خبازو المدينة القديمة",
    "many marks": "B\u0338\u0321\u031ba\u0335\u0322k\u0336\u0347e\u0337\u031er\u0336\u032cs\u0335\u0331",
    "beyond 16 bits": "𝔅𝔞𝔨𝔢𝔯𝔰 𝟙 𠮷",
}

REFUSED = {
    "only fillers": "\u3164\u3164 \u200b",
    "control characters": "Bakers\x07\x1b[31m",
    "an overridden direction": "Bakers \u202egro.elpmaxe",
    "half a surrogate pair": "Bakers \ud800",
}

WITHHELD = {
    "only spaces": "   ",
    "several lines": "Bakers\nof the town",
    "4,000 characters": "B" * 4000,
    "100,000 characters": "B" * 100_000,
}
"""What is refused too, and what some apps don't let a person send in the first place."""

HARMFUL = set("\x07\x1b\u202e\ud800\u3164")

WORDS = (
    "Please type some text.", "Too long", "too short", "invisible characters", "has to fit on one line",
    "not an e-mail address", "not a website's address",
)  # fmt: skip


def clear(answer: Shown) -> bool:
    """Whether an answer says what is wrong, and nothing broke."""
    return any(word in answer for word in WORDS) and "Something went wrong" not in answer


async def fill_wrongly(person: Someone, text: str) -> None:
    """Give every field this text first, and what is right where it was not taken."""
    if person.last.fields:
        answer = await person.fill(dict.fromkeys(BAKERS, text))
        assert clear(answer)
        await person.fill(BAKERS)
        return
    for label, right in BAKERS.items():
        answer = await person.fill({label: text})
        if label in answer and f"Noted. {label}" not in answer:
            assert clear(answer)
        await person.fill({label: right})


@pytest.mark.parametrize("text", FAITHFUL.values(), ids=FAITHFUL)
async def test_a_text_is_shown_and_kept_exactly_as_it_was_typed(bot: Driver, text: str) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    typed = {**BAKERS, "Organization": text, "Your name": text, "Your role there": text}
    await fill_in(ada, typed)
    confirming = await ada.change({"Place": text, "Statement": text})
    assert f"{text}, {text}" in confirming
    assert f"{text}, {text}, {BAKERS['Your e-mail address']}" in confirming
    receipt = receipt_in(await ada.press(STATE))
    assert f"{text}, {text}" in await place.shows(receipt)
    signed = await the_endorsement(bot)
    assert signed.entry == PublicEntry(text, place=text, statement=text)
    who = await bot.store.read(lambda unit: unit.endorsements.representative(signed.id))
    assert (who.name, who.role) == (text, text)


async def sign_on_against(bot: Driver, text: str) -> None:
    """Try a text in every field: it is not taken, what was right is kept, and the sign-on arrives."""
    ada = bot.somebody("Ada")
    await ada.give("sign")
    await ada.press(MAY_SIGN)
    try:
        await fill_wrongly(ada, text)
    except NOT_SENT:
        await ada.fill(BAKERS)
    for label in ("Website", "Place", "Statement"):
        try:
            answer = await ada.change({label: text})
        except NOT_SENT:
            answer = await ada.fill({label: "example.org"})
        if STATE not in answer.labels:
            assert clear(answer)
            await ada.fill({label: "example.org"})
    assert BAKERS["Your e-mail address"] in ada.last
    await ada.press(STATE)
    signed = await the_endorsement(bot)
    who = await bot.store.read(lambda unit: unit.endorsements.representative(signed.id))
    assert who.email == BAKERS["Your e-mail address"]
    for kept in (signed.entry.organization, signed.entry.place, signed.entry.statement, who.name, who.role):
        assert HARMFUL.isdisjoint(kept)
        assert len(kept) <= 500


@pytest.mark.core_rule
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
async def test_what_can_not_be_taken_is_said_and_what_was_right_is_kept(bot: Driver, text: str) -> None:
    await sign_on_against(bot, text)


@pytest.mark.parametrize("text", WITHHELD.values(), ids=WITHHELD)
async def test_what_an_app_may_keep_from_being_sent_is_not_taken_either(bot: Driver, text: str) -> None:
    await sign_on_against(bot, text)


@pytest.mark.core_rule
async def test_an_address_that_leads_somewhere_else_is_no_website(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS)
    for text in (
        "javascript:alert(1)",
        "https://bank.example@evil.example",
        "https://exa mple.org",
        "https://[::1",
        "mailto:a@example.org",
        "https://example.org/`x`",
    ):
        assert "not a website's address" in await ada.change({"Website": text})
        await ada.fill({"Website": "bakers.example.org"})
        assert "https://bakers.example.org" in ada.last


async def test_every_other_text_is_answered_too(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    for text in (*FAITHFUL.values(), *REFUSED.values(), *WITHHELD.values()):
        for command, option in (("ask", "question"), ("endorsement", "receipt"), ("claim", "code")):
            try:
                answer = await ada.give(command, None, **{option: text})
            except NOT_SENT:
                continue
            assert answer.text.strip()
            assert "Something went wrong" not in answer


async def test_an_announcement_and_a_reason_are_rendered_faithfully(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await bot.owner.give("follow", where=place)
    text = "\n".join(FAITHFUL.values())
    await bot.owner.give("announce")
    preview = await bot.owner.fill({"The announcement": text})
    await bot.owner.press("Send it now")
    post = await place.shows(FAITHFUL["emoji"])
    await bot.owner.told("is done")
    for name, line in FAITHFUL.items():
        if name == "markdown" and bot.owner.account.platform == "discord":  # where it is the form of the words
            line = "b i ~~s~~ ||x|| c a # h > q"
        assert line in preview
        assert line in post
    await fill_in(ada, BAKERS)
    receipt = receipt_in(await ada.press(STATE))
    await bot.owner.press("Decline", on=await place.shows(receipt))
    await bot.owner.fill({"Your message": FAITHFUL["markdown"]})
    assert FAITHFUL["markdown"] in await ada.told("declined")
