"""The settings: each is read, a secret may come from a file, and a bad value says what to write."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from dotenv import dotenv_values

from adapters.host.platforms import PLATFORMS
from adapters.host.settings import FORMATS, LEVELS, Settings, read_settings
from bot.errors import SetupError
from bot.model.people.person import Account
from tests.checkout import ROOT

EXAMPLE = ROOT / ".env.example"
DECLARED = [setting for platform in PLATFORMS for setting in platform.every_setting]
SECRETS = (*(each.name for each in DECLARED if each.secret), "DATABASE_URL", "SECRET_KEY", "SMTP_URL")


class Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names = set[str]()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


GOOD = "xH2v-9qLrT0_mWc7zKpE4sYd"
"""A secret as long as one has to be."""


def test_nothing_has_to_be_set() -> None:
    assert read_settings({}) == Settings()
    assert Settings().database_url == "sqlite:///countersign.db"


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("DATABASE_URL", "postgresql://u@h/n", "database_url", "postgresql://u@h/n"),
        ("DATABASE_URL", "", "database_url", "sqlite:///countersign.db"),
        ("OWNERS", " discord:123, telegram:456 ,", "owners", (Account("discord", "123"), Account("telegram", "456"))),
        ("OWNERS", "console:ada", "owners", (Account("console", "ada"),)),
        ("SECRET_KEY", f"{GOOD} , old", "secret_key", f"{GOOD},old"),
        ("LETTERS", "some/folder", "letters", "some/folder"),
        ("MAIL_FROM", "letters@example.org", "mail_from", "letters@example.org"),
        ("MAIL_FROM", "Lettres à tous <letters@example.org>", "mail_from", "Lettres à tous <letters@example.org>"),
        ("WEB_ADDRESS", "0.0.0.0:80", "web_address", "0.0.0.0:80"),
        ("WEB_ADDRESS", "", "web_address", "127.0.0.1:8080"),
        ("PUBLIC_URL", "https://letters.example.org/", "public_url", "https://letters.example.org"),
        ("TRUSTED_PROXIES", " 127.0.0.1, fd00::/8 ", "trusted_proxies", "127.0.0.1, fd00::/8"),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("LOG_FORMAT", "JSON", "log_format", "json"),
    ],
)
def test_each_setting_is_read(name: str, value: str, field: str, read: object) -> None:
    settings = read_settings({name: value})
    assert getattr(settings, field) == read


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("DISCORD_TOKEN", " abc.def ", "abc.def"),
        ("TELEGRAM_TOKEN", "123:abc", "123:abc"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:1/", "http://127.0.0.1:1"),
        ("DISCORD_API_URL", "https://h.example/api/v10", "https://h.example/api/v10"),
        ("DISCORD_GATEWAY_URL", "wss://h.example/gateway", "wss://h.example/gateway"),
        ("TELEGRAM_PAID_BROADCASTS", "Yes", "yes"),
    ],
)
def test_each_setting_of_a_platform_is_read(name: str, value: str, read: str) -> None:
    assert read_settings({name: value}) == Settings(platforms={name: read})


@pytest.mark.parametrize("value", ["no", "", " "])
def test_what_is_not_wanted_of_a_platform_is_not_set(value: str) -> None:
    assert read_settings({"TELEGRAM_PAID_BROADCASTS": value}) == Settings()


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(name: str, tmp_path: Path) -> None:
    secret = "smtp://ü@h.example" if name == "SMTP_URL" else "postgresql://ü@db.example.org/countersign"
    (tmp_path / "secret").write_text(f"{secret}\n", encoding="utf-8")
    settings = read_settings(
        {f"{name}_FILE": str(tmp_path / "secret"), name: "from the environment", "MAIL_FROM": "letters@example.org"}
    )
    assert secret in (settings.platforms.get(name), getattr(settings, name.lower(), None))


def test_where_mail_leaves_it_comes_from_somebody() -> None:
    with pytest.raises(SetupError, match=r"^MAIL_FROM is not set"):
        read_settings({"SMTP_URL": "smtp://h.example"})
    settings = read_settings({"SMTP_URL": "smtps://u:p%40@h.example:465", "MAIL_FROM": "letters@example.org"})
    assert settings.smtp_url == "smtps://u:p%40@h.example:465"


@pytest.mark.parametrize("name", SECRETS)
def test_a_file_that_can_t_be_read_is_named_by_its_setting(name: str, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "missing", tmp_path, tmp_path / "binary"):
        with pytest.raises(SetupError, match=f"^{name}_FILE can't be read"):
            read_settings({f"{name}_FILE": str(path)})


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("OWNERS", "123", "discord:123,telegram:456"),
        ("OWNERS", "discord:", "discord:123,telegram:456"),
        ("OWNERS", "telegram:@ada", "discord:123,telegram:456"),
        ("OWNERS", "matrix:1", "discord:123,telegram:456"),
        ("TELEGRAM_API_URL", "127.0.0.1:8081", "http://host:port"),
        ("DISCORD_API_URL", "ws://h.example", "http://host:port/api/v10"),
        ("DISCORD_GATEWAY_URL", "http://h.example", "ws://host:port/gateway"),
        ("SMTP_URL", "h.example:587", "smtp://user:password@host:587"),
        ("SMTP_URL", "smtp://", "smtp://user:password@host:587"),
        ("SMTP_URL", "smtp://h.example:port", "smtp://user:password@host:587"),
        ("MAIL_FROM", "letters", "letters@example.org"),
        ("MAIL_FROM", "letters@example.org\nBcc: ada@mail.example", "letters@example.org"),
        ("WEB_ADDRESS", "8080", "127.0.0.1:8080"),
        ("WEB_ADDRESS", "127.0.0.1:http", "127.0.0.1:8080"),
        ("WEB_ADDRESS", "127.0.0.1:99999", "127.0.0.1:8080"),
        ("PUBLIC_URL", "letters.example.org", "https://host"),
        ("TRUSTED_PROXIES", "localhost", "10.0.0.0/8"),
        ("TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/8"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING, ERROR"),
        ("LOG_FORMAT", "xml", "text, json"),
        ("TELEGRAM_PAID_BROADCASTS", "perhaps", "yes"),
    ],
)
def test_a_bad_value_is_answered_with_what_to_write(name: str, value: str, advice: str) -> None:
    with pytest.raises(SetupError) as caught:
        read_settings({name: value})
    assert str(caught.value).startswith(name)
    assert advice in str(caught.value)


@pytest.mark.parametrize("name", ["OWNERS", "TELEGRAM_API_URL", "LOG_LEVEL", "LOG_FORMAT"])
def test_a_bad_value_is_not_repeated_since_it_might_be_a_secret(name: str) -> None:
    with pytest.raises(SetupError) as caught:
        read_settings({name: "12345:a-token-in-the-wrong-place"})
    assert "a-token" not in str(caught.value)


def test_the_example_names_every_setting_and_nothing_else() -> None:
    asked = Asked()
    read_settings(asked)
    secrets = {name.removesuffix("_FILE") for name in asked.names if name.endswith("_FILE")}
    assert secrets == set(SECRETS)
    assert set(dotenv_values(EXAMPLE)) == {name for name in asked.names if not name.endswith("_FILE")}
    fields = {field.upper() for field in Settings.__dataclass_fields__} - {"PLATFORMS"}
    assert set(dotenv_values(EXAMPLE)) == fields | {each.name for each in DECLARED}


def test_the_example_changes_nothing() -> None:
    values = {name: value or "" for name, value in dotenv_values(EXAMPLE).items()}
    assert read_settings(values) == Settings()


def test_the_example_says_something_about_every_setting() -> None:
    paragraphs = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    for paragraph in filter(str.strip, paragraphs):
        assert paragraph.startswith("#"), paragraph
    assert all(each in EXAMPLE.read_text(encoding="utf-8") for each in (*LEVELS, *FORMATS))
