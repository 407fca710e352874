"""What may be typed into a field: each check returns the value in its one spelling, or says what is wrong."""

import unicodedata
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import regex
from email_validator import EmailNotValidError, validate_email

from bot.errors import Invalid
from bot.model import zones
from bot.model.letters import limits
from bot.model.proofs.domains import ascii_host, unicode_host
from bot.text import pasted
from bot.text.addresses import PUBLIC_HOST
from bot.text.direction import uncopied
from bot.text.text import Code, n, t

_UNSEEN = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u202A-\u202E\u2066-\u2069\u2028\u2029--[\n\t\r]]", regex.V1)
_BLANK = regex.compile(r"[\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*")
_JOINERS = regex.compile("[\u200c\u200d]")
_UNSAFE = regex.compile(r"[\s\p{C}<>\"'`\\]")

WEBSITE_LENGTH = 200


def mended(text: str) -> str:
    """The text as it can be stored and sent: half surrogates and NUL, which not all can take, become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def written(text: str, least: int, most: int, lines: bool) -> str:
    """A text of `least` to `most` characters, without the white space around it and the signs of the bot's own that
    were copied along, exactly as it was typed otherwise; raises `Invalid` for any other."""
    kept = uncopied(text)
    if _BLANK.fullmatch(kept):
        raise Invalid(t("Please type some text."))
    if len(kept) > most:
        raise too_long(kept, most)
    if len(kept) < least:
        raise Invalid(
            n(
                "That is too short: at least {count} character is needed.",
                "That is too short: at least {count} characters are needed.",
                least,
            )
        )
    if _UNSEEN.search(kept):
        raise Invalid(t("It has invisible characters that change how it reads. Please retype it by hand."))
    if not lines and ("\n" in kept or "\r" in kept or "\t" in kept):
        raise Invalid(t("This has to fit on one line."))
    return kept


def too_long(text: str, most: int) -> Invalid:
    """What is wrong with a text of more than `most` characters."""
    return Invalid(
        n(
            "Too long: {count} character; the limit is {most}.",
            "Too long: {count} characters; the limit is {most}.",
            len(text),
            most=most,
        )
    )


def email_address(text: str) -> str:
    """An e-mail address in its normal spelling, however it was pasted. Its domain is not asked whether it exists.
    Raises `Invalid` where it is none, or more than one."""
    found = pasted.addresses(text)
    if len(found) > 1:
        raise Invalid(t("These are several e-mail addresses. Please give one."))
    local, _, typed = (found[0] if found else "").rpartition("@")
    host = _host(typed)
    try:  # the library takes no joiners, which are checked with the host
        checked = validate_email(f"{local}@{_JOINERS.sub('', host)}", check_deliverability=False)
    except EmailNotValidError:
        raise Invalid(t("This is not an e-mail address. Example: `name@example.org`")) from None
    plain = ascii_host(host)
    return f"{checked.local_part}@{unicode_host(plain) or plain}"


def region(text: str) -> str:
    """The name of a time zone, as a region and a city or by its city alone, in its one spelling. Raises `Invalid` where
    there is none."""
    name = "".join(each for each in unicodedata.normalize("NFD", text.strip()) if not unicodedata.combining(each))
    name = name.replace(" ", "_")
    zone = zones.find_region(name) or zones.find_zone(name)
    if isinstance(zone, ZoneInfo):
        return zone.key
    near = zones.nearest_region(name)
    if near and near.rpartition("/")[2].casefold() == name.casefold():
        return near
    example = Code(near or "America/Toronto")
    raise Invalid(
        t(
            "There is no time zone {zone}. Write a region and a city, as in {example}.",
            zone=Code(text.strip()[:50]),
            example=example,
        )
    )


def short_name(text: str) -> str:
    """The short name of a letter in links. Raises `Invalid` where it is none."""
    if not regex.fullmatch(rf"[a-z0-9-]{{1,{limits.SLUG}}}", text):
        raise Invalid(
            t("A short name has 1 to {most} of the characters a-z, 0-9 and -, as in `longer-hours`.", most=limits.SLUG)
        )
    return text


def website(text: str) -> str:
    """An http or https address with a public-looking host, however it was pasted; `https://` is put before a bare one.
    Raises `Invalid` where it is none."""
    wrong = Invalid(t("This is not a website's address. Example: `https://example.org`"))
    given = pasted.site(text)
    address = given if "://" in given else f"https://{given}"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise wrong from None
    host = _host(parts.hostname or "")
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not host:
        raise wrong
    if host != parts.hostname:
        address = address.replace(parts.netloc, parts.netloc.lower().replace(parts.hostname or "", host), 1)
    if len(address) > WEBSITE_LENGTH or _UNSAFE.search(address.replace(host, "", 1)):
        raise wrong
    return address


def _host(typed: str) -> str:
    """A host as it was typed, but for joiners that it can't hold; empty where it is none that looks public."""
    for host in (typed, _JOINERS.sub("", typed)):
        if PUBLIC_HOST.fullmatch(ascii_host(host)):
            return host
    return ""
