"""The platforms are declared: each says all that the host needs to know of it, and nothing else names one."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest

from adapters.host.platforms import PLATFORMS
from adapters.host.settings import read_settings
from adapters.telegram.api.pacing import LIMITS, PAID_LIMITS
from bot.model.people.person import Account
from bot.platforms import PlatformDeclaration
from tests.checkout import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([A-Z_]+)`")
ACCOUNTS = ("123", "@ada:example.org")
"""Accounts, as platforms write them."""

of_each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda each: each.name)


def folders() -> Iterator[str]:
    """The folders of the adapters, by their names."""
    return (path.parent.name for path in (ROOT / "adapters").glob("*/__init__.py"))


def test_every_folder_with_a_declaration_is_one_of_the_platforms() -> None:
    declared = {path.parent.name for path in (ROOT / "adapters").glob("*/declaration.py")}
    assert Counter(each.name for each in PLATFORMS) == Counter(declared)


def test_the_contract_of_imports_names_every_folder_of_the_adapters() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if "adapters.host" in each.get("layers", ()))
    named = [name for layer in layers for name in layer.split(" | ")]
    assert Counter(named) == Counter([*(f"adapters.{name}" for name in folders()), "storage", "bot", "tests"])


@of_each_platform
def test_the_settings_begin_with_the_platform_s_name(platform: PlatformDeclaration) -> None:
    names = [setting.name for setting in platform.every_setting]
    assert all(name.startswith(f"{platform.name.upper()}_") for name in names)
    assert len(set(names)) == len(names)


@of_each_platform
def test_the_readme_names_every_setting_and_which_may_stand_in_a_file(platform: PlatformDeclaration) -> None:
    _, _, section = README.partition("\n## Settings\n")
    table, _, in_files = section.partition("\n## ")[0].partition("reads a secret from a file")
    for setting in platform.every_setting:
        assert setting.name in NAMED.findall(table)
        secrets = NAMED.findall(in_files) + re.findall(r"`([A-Z_]+)_FILE=", table)
        assert (setting.name in secrets) == setting.secret


@of_each_platform
def test_its_token_is_a_secret_without_which_it_is_not_served(platform: PlatformDeclaration) -> None:
    assert platform.token.secret
    assert not platform.is_served({setting.name: "x" for setting in platform.settings})
    assert platform.is_served({platform.token.name: "x"})


@of_each_platform
def test_owners_can_be_named_by_their_accounts_there(platform: PlatformDeclaration) -> None:
    written = next(each for each in ACCOUNTS if platform.names_account(each))
    assert read_settings({"OWNERS": f"{platform.name}:{written}"}).owners == (Account(platform.name, written),)


def test_paid_broadcasts_change_telegram_s_pace() -> None:
    telegram = next(each for each in PLATFORMS if each.name == "telegram")
    assert telegram.limits(read_settings({}).platforms) == LIMITS
    assert telegram.limits(read_settings({"TELEGRAM_PAID_BROADCASTS": "yes"}).platforms) == PAID_LIMITS
