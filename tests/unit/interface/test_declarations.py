"""Every command's declaration, held against what the platforms take and what the design asks."""

import re
from collections.abc import Sequence
from typing import Any

import discord
import pytest
from discord import app_commands

from adapters.discord.drawing.modals import FIELD_LABEL, TITLE
from adapters.discord.hearing.commands import Translator, build
from bot.commands import COMMANDS
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.people.person import Role
from bot.ports.store import Store
from bot.text.compose import label
from bot.text.locales import SOURCE, load
from bot.text.text import Text
from tests.checkout import ROOT
from tests.platforms.discord.checks.commands import check_commands

SPEECHES = load()
MEMBERS = (
    "help", "letter", "demands", "demand", "ask", "signatories", "progress", "sign", "endorsement", "withdraw",
    "follow", "unfollow", "language", "privacy", "claim",
)  # fmt: skip
ORGANIZERS = ("announce", "announcements", "review", "decide", "organizers")
SHOWING_PERSONS = ("sign", "endorsement", "withdraw", "answer", "privacy", "details", "organizers", "claim", "review")

OPTIONS = [(command, option) for command in COMMANDS for option in command.options]

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


RECORDED = ROOT / "tests/unit/interface/options_in_order.txt"


def test_options_are_only_ever_added_behind_those_that_buttons_hold_already() -> None:
    """A button in a chat holds its values by their places, for years; so what is recorded never changes, and grows."""
    recorded = RECORDED.read_text(encoding="utf-8").splitlines()
    assert recorded == sorted(f"{command.name}: {' '.join(command.names)}".strip() for command in COMMANDS)


def named(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)


def spoken(text: Text) -> list[str]:
    return [label(text, speech) for speech in SPEECHES.values()]


def fixed(option: Option) -> Sequence[Choice]:
    return option.choices if isinstance(option.choices, tuple) else ()


def test_names_are_unique_and_every_command_of_the_design_is_there() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert {*MEMBERS, *ORGANIZERS} <= set(names)


def test_the_readme_names_every_command_that_stands_in_a_menu() -> None:
    _, _, section = (ROOT / "README.md").read_text("utf-8").partition("\n## What people can do\n")
    named = re.findall(r"`/([a-z_]+)", section.partition("\n\nMost of it")[0])
    assert {command.name for command in COMMANDS if command.menu} <= set(named), "write it into the README's table"


@every_command
def test_telegram_takes_the_name_and_the_description_in_every_language(command: Command) -> None:
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
    assert all(1 <= len(text) <= 256 for text in spoken(command.help))


@every_command
def test_discord_takes_the_description_in_every_language(command: Command) -> None:
    assert all(1 <= len(text) <= 100 for text in spoken(command.help))
    assert command.title is None or all(1 <= len(text) <= TITLE for text in spoken(command.title))


@every_command
def test_an_option_has_a_key_that_every_platform_takes(command: Command) -> None:
    for option in command.options:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", option.name)
        assert command.names.count(option.name) == 1
        assert all(1 <= len(text) <= FIELD_LABEL for text in spoken(option.label))
        assert option.least <= option.most <= 4000


@every_command
def test_choices_fit_into_a_menu(command: Command) -> None:
    for option in command.options:
        choices = fixed(option)
        assert len({choice.key for choice in choices}) == len(choices) <= 25
        for choice in choices:
            assert re.fullmatch(r"[a-z0-9_]+", choice.key)
            shown = spoken(choice.label) if isinstance(choice.label, Text) else [choice.label]
            assert all(1 <= len(text) <= 100 for text in shown)
        assert bool(option.choices) == (option.kind is Kind.CHOICE)


@every_command
def test_a_button_s_label_is_not_cut_on_any_platform(command: Command) -> None:
    for option in command.options:
        for choice in fixed(option):
            assert not isinstance(choice.label, Text) or all(len(text) <= 80 for text in spoken(choice.label))


@every_command
def test_personal_options_are_never_arguments_in_a_shared_place(command: Command) -> None:
    for option in command.options:
        assert not option.personal or option not in command.arguments(confidential=False)
        assert not option.personal or command.private


def test_what_is_personal_is_declared_so() -> None:
    personal = {option.name for option in named("sign").options if option.personal}
    assert personal == {"representative", "role", "email", "statement"}
    shared = {option.name for option in named("sign").arguments(confidential=False)}
    assert shared == {"organization", "website", "place"}


@pytest.mark.parametrize("name", ORGANIZERS)
def test_what_is_for_organizers_is_for_organizers(name: str) -> None:
    assert named(name).roles


@pytest.mark.parametrize("name", MEMBERS)
def test_what_is_for_everybody_is_for_everybody(name: str) -> None:
    assert not named(name).roles


def test_only_owners_make_organizers_and_only_reviewers_see_persons() -> None:
    assert named("organizers").roles == {Role.OWNER}
    assert named("details").roles == {Role.REVIEWER}
    assert all(command.roles for command in COMMANDS if "decision" in command.names)


@pytest.mark.parametrize("name", SHOWING_PERSONS)
def test_what_shows_a_person_s_data_is_private(name: str) -> None:
    assert named(name).private


@every_command
def test_a_link_which_anybody_can_make_opens_nothing_that_changes_what_organizers_did(command: Command) -> None:
    assert not (command.linked and command.roles)
    if command.linked and command.manager:  # whether they manage the chat that it names is asked each time
        assert command.about_chat
        assert not any(option.argument for option in command.options)
    assert command.name not in ("withdraw", "answer") or not command.linked


@every_command
def test_following_is_for_who_manages_a_chat(command: Command) -> None:
    assert command.manager == (command.name in ("follow", "unfollow", "calendar", "call", "host"))


@every_command
def test_a_command_about_a_letter_asks_for_it_first(command: Command) -> None:
    assert "letter" not in command.names or command.names[0] == "letter"
    assert all(not option.argument for option in command.options if option.name == "letter")


@every_command
def test_what_is_never_asked_needs_no_condition_and_what_is_typed_long_is_a_form_s(command: Command) -> None:
    for option in command.options:
        assert option.need is not Need.NEVER or option.kind is not Kind.PARAGRAPH
        assert option.kind is not Kind.ORGANIZATION or option.suggest


async def payloads() -> list[dict[str, Any]]:
    """The commands as they are declared to Discord."""
    interface = Interface(COMMANDS, _NoStore(), SPEECHES, {})

    async def unused(*given: object) -> Any:
        raise AssertionError(given)

    async with discord.Client(intents=discord.Intents.none()) as client:
        tree = app_commands.CommandTree(client)
        built = [build(command, interface, unused, unused) for command in COMMANDS if command.menu]
        return [await each.get_translated_payload(tree, Translator(interface)) for each in built]


class _NoStore(Store):
    """Declaring commands reads and writes nothing."""

    async def write(self, unit: object) -> Any:
        raise AssertionError

    async def read(self, unit: object) -> Any:
        raise AssertionError


async def test_discord_takes_every_command() -> None:
    declared = await payloads()
    check_commands(declared)
    assert {each["name"] for each in declared} == {command.name for command in COMMANDS if command.menu}


async def test_on_discord_nothing_has_to_be_typed_before_a_form_opens_and_required_ones_come_first() -> None:
    for each in await payloads():
        required = [bool(option.get("required")) for option in each["options"]]
        assert required == sorted(required, reverse=True)
        assert not any(required)


async def test_descriptions_are_translated_and_cut_with_an_ellipsis_where_they_are_too_long() -> None:
    prompts = [option.prompt for _, option in OPTIONS if isinstance(option.prompt, Text)]
    spoken_there = (SPEECHES.keys() & {locale.value.partition("-")[0] for locale in discord.Locale}) - {SOURCE}
    assert "fr" in spoken_there
    whole = {text for command in COMMANDS for text in spoken(command.help)}
    whole.update(text for prompt in (*prompts, *(option.label for _, option in OPTIONS)) for text in spoken(prompt))
    for each in await payloads():
        for described in (each, *each["options"]):
            tags = {tag.partition("-")[0] for tag in described["description_localizations"]}
            assert tags == spoken_there
            for text in (described["description"], *described["description_localizations"].values()):
                assert text in whole or (len(text) == 100 and text.endswith("…"))


async def test_organizers_commands_are_in_private_and_those_about_a_chat_hidden_from_members_on_discord() -> None:
    there = await payloads()
    private = {each["name"] for each in there if each["contexts"] == [1] and each["integration_types"] == [0]}
    assert private == {command.name for command in COMMANDS if command.menu and command.roles}
    hidden = {each["name"] for each in there if each["default_member_permissions"]}
    assert hidden == {command.name for command in COMMANDS if command.menu and command.manager}
    anywhere = {each["name"] for each in there if each["contexts"] == [0, 1, 2] and each["integration_types"] == [0, 1]}
    assert anywhere == {each["name"] for each in there} - private - hidden


async def test_numbers_are_numbers_and_choices_are_menus_on_discord() -> None:
    declared = {each["name"]: {option["name"]: option for option in each["options"]} for each in await payloads()}
    assert declared["demand"]["demand"]["type"] == discord.AppCommandOptionType.integer.value
    assert declared["demand"]["demand"]["autocomplete"]
    assert declared["sign"]["organization"]["autocomplete"]
    assert declared["sign"]["organization"]["max_length"] == 150
    assert [choice["value"] for choice in declared["follow"]["topic"]["choices"]] == ["news", "reviews"]
    assert "text" not in declared["announce"]
