"""What may be typed into a field: each check returns the value in its one spelling, or says what is wrong."""

from urllib.parse import urlsplit

import regex
from email_validator import EmailNotValidError, validate_email

from bot.errors import Invalid
from bot.text.text import t

_UNSEEN = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u202A-\u202E\u2066-\u2069\u2028\u2029--[\n\t\r]]", regex.V1)
_BLANK = regex.compile(r"[\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*")
_HOST = regex.compile(r"((?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)\.)+(?=\p{L})[\p{L}\p{M}\p{N}-]{2,63}(?<!-)")

WEBSITE_LENGTH = 200


def mended(text: str) -> str:
    """The text as it can be stored and sent: half surrogates and NUL, which not all can take, become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def written(text: str, least: int, most: int, lines: bool) -> str:
    """A text of `least` to `most` characters, without the white space around it, exactly as it was typed otherwise;
    raises `Invalid` for any other."""
    kept = text.strip()
    if _BLANK.fullmatch(kept):
        raise Invalid(t("Please type some text."))
    if len(kept) > most:
        raise Invalid(t("Too long: {length} characters; the limit is {most}.", length=len(kept), most=most))
    if len(kept) < least:
        raise Invalid(t("That is too short: at least {least} characters are needed.", least=least))
    if _UNSEEN.search(kept):
        raise Invalid(t("It has invisible characters that change how it reads. Please retype it by hand."))
    if not lines and ("\n" in kept or "\r" in kept or "\t" in kept):
        raise Invalid(t("This has to fit on one line."))
    return kept


def email_address(text: str) -> str:
    """An e-mail address in its normal spelling. Its domain is not asked whether it exists. Raises `Invalid` where it is
    none."""
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Invalid(t("This is not an e-mail address. Example: `name@example.org`")) from None


def website(text: str) -> str:
    """An http or https address with a public-looking host; `https://` is put before a bare one. Raises `Invalid` where
    it is none."""
    wrong = Invalid(t("This is not a website's address. Example: `https://example.org`"))
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise wrong from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        raise wrong
    if len(address) > WEBSITE_LENGTH or regex.search(r"[\s\p{C}<>\"'`\\]", address):
        raise wrong
    return address
