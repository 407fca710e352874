"""Whether what the host has set as `SECRET_KEY` keeps anything secret."""

import re
from itertools import pairwise

from bot.errors import SetupError

LEAST = 24
"""So many characters at the least has a secret."""

LEAST_DISTINCT = 8

PLACEHOLDER = re.compile(
    r"change|replace|insert|fill|secret|random|password|passphrase|example|placeholder|default|sample|please|"
    r"your|long|text|this|here|with|some|must|super|very|value|string|letmein|qwerty|todo|test|key",
    re.IGNORECASE,
)
"""Words of which a text consists that stands for a secret, and is none."""

HOW = (
    f"Write a random text of {LEAST} characters or more, such as what `openssl rand -base64 32` prints. Where a "
    "database was filled already, write that, a comma and the earlier secret, and run `countersign rekey` while the "
    "bot is stopped."
)


def secret_key(name: str, text: str) -> str:
    """The secrets in a setting, the newest first, or nothing where none is set; raises `SetupError` where one is empty,
    or the newest, with which everything is sealed, can be guessed. An older one only opens what it has sealed."""
    if not text:
        return ""
    secrets = [each.strip() for each in text.split(",")]
    if not all(secrets):
        raise SetupError(f"{name} has nothing before, behind or between its commas, where a secret should stand.")
    wrong = weakness(secrets[0])
    if wrong:
        raise SetupError(f"{name} {wrong}. {HOW}")
    return ",".join(secrets)


def weakness(secret: str) -> str:
    """What is wrong with a secret; empty where nothing is."""
    if len(secret) < LEAST:
        return "is too short"
    if len(set(secret)) < LEAST_DISTINCT:
        return "has too few different characters"
    if secret in (secret + secret)[1:-1] or _counts(secret):
        return "repeats itself or counts on, and can be guessed"
    left = "".join(character for character in PLACEHOLDER.sub("", secret) if character.isalnum())
    if len(left) < LEAST // 2 or len(set(left)) < LEAST_DISTINCT:
        return "only stands for a secret, and can be guessed"
    return ""


def _counts(secret: str) -> bool:
    """Whether most of its characters are the ones after, or before, those before them."""
    steps = [ord(after) - ord(before) for before, after in pairwise(secret)]
    return any(2 * steps.count(step) > len(steps) for step in (-1, 0, 1))
