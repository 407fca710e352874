"""What is asked of whoever signs for an organization: personal, and seen by reviewers alone."""

from bot.interface import values
from bot.interface.options import Kind, Option
from bot.text.text import t

REPRESENTATIVE = Option(
    "representative",
    Kind.TEXT,
    t("Your name"),
    t("Your own name. It stays private."),
    personal=True,
    most=100,
)
ROLE = Option(
    "role",
    Kind.TEXT,
    t("Your role there"),
    t("Your role in the organization, such as chair or director. It stays private."),
    personal=True,
    most=100,
)
EMAIL = Option(
    "email",
    Kind.TEXT,
    t("Your e-mail address"),
    t("Your address at the organization, if you have one there. It stays private."),
    personal=True,
    most=254,
    check=values.email_address,
)
ANSWER = Option(
    "text",
    Kind.PARAGRAPH,
    t("Your answer"),
    t("Your answer to the reviewers. It stays between you and them."),
    most=1000,
)
