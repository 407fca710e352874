"""What people do in the journeys, on either platform, however often the bot dies meanwhile."""

from tests.platforms import discord, telegram

MAY_SIGN = "I may sign for my organization"
STATE = "I confirm, and sign on"
WITHIN = 6.0


async def sign_on_telegram(person: telegram.Person, organization: str, domain: str) -> str:
    """Sign on in the private chat, step by step; what the bot said last."""
    await person.start()
    await person.expect("open letter")
    await person.write("/sign")
    await person.press(await person.expect("Which one applies"), MAY_SIGN)
    await person.expect("1 of 4")
    for text, then in (
        (organization, "2 of 4"),
        ("Ada Example", "3 of 4"),
        ("chair", "4 of 4"),
        (f"ada@{domain}", "how the public list"),
    ):
        await person.write(text)
        shown = await person.expect(then)
    await person.press(shown, STATE)
    return (await person.expect("receipt")).text


async def sign_on_discord(person: discord.Person, channel: discord.Channel, organization: str, domain: str) -> str:
    """Sign on by slash command, buttons and one form; what the bot said last."""
    choice = await (await person.command(channel, "sign")).message()
    form = await (await person.press(choice, MAY_SIGN)).form()
    typed = {"Organization": organization, "Your name": "Ada Example", "Your role there": "chair"}
    shown = await (await person.submit(form, {**typed, "Your e-mail address": f"ada@{domain}"})).message()
    return (await (await person.press(shown, STATE)).message()).text
