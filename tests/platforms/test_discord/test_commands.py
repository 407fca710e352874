"""The commands that can be registered, and those that the client app offers."""

import pytest

from tests.platforms.discord import ClientRefused, DiscordServer, Guild, GuildChannel, Person
from tests.platforms.test_discord.api import Api, Json, faults, refusal
from tests.platforms.test_discord.bodies import command, option
from tests.platforms.test_discord.small_bot import Bot


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([command("Ask")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command("a b")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
        ([command("a" * 33)], {"0.name": "BASE_TYPE_BAD_LENGTH"}),
        ([command(description="x" * 101)], {"0.description": "BASE_TYPE_BAD_LENGTH"}),
        ([{"name": "ask"}], {"0.description": "BASE_TYPE_REQUIRED"}),
        ([command(), command()], {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}),
        ([command(options=[option(f"o{n}") for n in range(26)])], {"0.options": "BASE_TYPE_MAX_LENGTH"}),
        (
            [command(options=[option("a"), option("b", required=True)])],
            {"0.options.1": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
        ),
        (
            [command(options=[option(choices=[{"name": f"n{n}", "value": "v"} for n in range(26)])])],
            {"0.options.0.choices": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            [command(options=[option(choices=[{"name": "x" * 101, "value": "v"}])])],
            {"0.options.0.choices.0.name": "BASE_TYPE_BAD_LENGTH"},
        ),
        ([command(name_localizations={"eo": "x"})], {"0.name_localizations.eo": "ENUM_TYPE_COERCE"}),
        ([command(name_localizations={"fr": "Été"})], {"0.name_localizations.fr": "APPLICATION_COMMAND_INVALID_NAME"}),
        (
            [
                command(
                    options=[
                        option(f"o{n}", choices=[{"name": f"{m}" * 90, "value": str(m)} for m in range(9)])
                        for n in range(12)
                    ]
                )
            ],
            {"0": "APPLICATION_COMMAND_TOO_LARGE"},
        ),
        ([command(contexts=[7])], {"0.contexts.0": "BASE_TYPE_CHOICES"}),
    ],
)
async def test_commands_over_their_limits_are_refused(api: Api, commands: list[Json], expected: Json) -> None:
    assert faults(await api.register(*commands)) == expected


async def test_commands_have_names_in_many_scripts(api: Api, server: DiscordServer) -> None:
    names = ["demande-é", "हिन्दी", "ความช่วยเหลือ", "مساعدة", "ask_2"]
    assert (await api.register(*(command(name) for name in names)))[0] == 200
    assert server.world.commands.names(None) == names


async def test_no_more_than_100_commands_are_registered(api: Api) -> None:
    assert refusal(await api.register(*(command(f"c{number}") for number in range(101)))) == (400, 30032)


async def test_the_client_app_offers_only_what_a_person_may_use(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    ben = server.person("Ben")
    town.join(ben)
    assert "demand" in ada.commands(news)
    assert "demand" not in ben.commands(news)
    for attempt in (
        ben.command(news, "demand", number=1),
        ada.command(ada.dm, "demand", number=1),
        ada.command(news, "demand"),
        ada.command(news, "demand", number=4),
        ada.command(news, "demand", number="1"),
        ada.command(news, "hello", name="a\nb"),
        ada.command(news, "unknown"),
    ):
        with pytest.raises(ClientRefused):
            await attempt
