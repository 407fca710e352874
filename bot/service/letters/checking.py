"""What may stand in a letter: what was typed is right, or refused with what is wrong."""

from collections.abc import Iterable, Mapping, Sequence

from bot.errors import Invalid
from bot.model.letters import limits
from bot.model.letters.difference import Part
from bot.model.letters.editing import words
from bot.model.letters.faults import Fault, Rule, link_faults, phone_faults, text_faults
from bot.model.letters.shapes import Spot, Written
from bot.text.checks import email_address, region, short_name, too_long
from bot.text.markup.faults import markdown_faults
from bot.text.text import Text, n, t

LINE = 100
"""So many characters at the most are shown of a line in which something is wrong."""

WRONG: Mapping[Rule, Text] = {
    Rule.OTHER: t("This can't stand in a letter."),
    Rule.EMPTY: t("This is empty."),
    Rule.LENGTH: t("This is too long."),
    Rule.LINE: t("This has to fit on one line."),
    Rule.PRINTABLE: t("This holds a character that can't be shown."),
    Rule.LINK: t("It holds a link that leads nowhere. Write whole addresses, such as `https://example.org/page`."),
    Rule.EMAIL: t("This is not an e-mail address. Example: `name@example.org`"),
    Rule.PHONE: t("This is not a telephone number. Write it with its country, such as `+1 555 0100`."),
    Rule.HTML: t("It holds HTML, which would be shown as text. Write it in Markdown."),
    Rule.IMAGE: t("It holds an image, which would be shown as text. Write a link to it instead."),
    Rule.TABLE: t("It holds a table, which chats can't show. Write it as a list, or link to it."),
    Rule.NOTE: t("It has a footnote, which chats can't show. Write the note into the text, in brackets."),
    Rule.VANISHES: t("Something in it would not be shown: it is read as markup. Write it as plain text."),
    Rule.MARKUP: t("It holds markup that chats can't show: it would stand there as it is. Write it without."),
}


def right(spot: Spot, text: str) -> str:
    """A text that can stand at a spot, in its one spelling; raises `Invalid` with what is wrong."""
    shape, kept = spot.shape, text.strip()
    match shape.written:
        case Written.NUMBER:
            return _number(kept, shape.longest)
        case Written.EMAIL:
            return email_address(kept)
        case Written.ZONE:
            return region(kept)
        case Written.NAME:
            return short_name(kept)
        case Written.WORDS:
            return _words(kept)
        case Written.LINK:
            _refuse(link_faults(kept))
        case Written.PHONE:
            _refuse(phone_faults(kept))
        case _:
            _right_text(kept, shape.longest, shape.paragraphs)
    if shape.paragraphs and spot.part is not Part.TEXT:
        refuse_markdown(kept, list(markdown_faults(kept)))
    return kept


def right_whole(before: str, after: str) -> None:
    """Look at a letter's text as a whole: what one section defines, another can use. What was wrong before may stay.
    Raises `Invalid` with what is wrong."""
    _right_text(after, limits.TEXT, paragraphs=True)
    known = {(fault.rule, fault.what) for fault in markdown_faults(before)}
    refuse_markdown(after, [each for each in markdown_faults(after) if (each.rule, each.what) not in known])


def refuse_markdown(text: str, faults: Sequence[Fault]) -> None:
    """Raise `Invalid` with the first of the faults, and the line where it is."""
    if faults:
        line = text.split("\n")[faults[0].line - 1].strip()
        raise Invalid(t("{wrong} It is here: {line}", wrong=WRONG[faults[0].rule], line=line[:LINE]))


def _right_text(text: str, longest: int, paragraphs: bool) -> None:
    if len(text) > longest:
        raise too_long(text, longest)
    _refuse(text_faults(text, longest, paragraphs=paragraphs))


def _refuse(faults: Iterable[Fault]) -> None:
    for fault in faults:
        raise Invalid(WRONG[fault.rule])


def _number(text: str, most: int) -> str:
    if not text.isdecimal() or len(text) > len(str(most)) or not 1 <= int(text) <= most:
        raise Invalid(t("This has to be a whole number from 1 to {most}.", most=most))
    return str(int(text))


def _words(text: str) -> str:
    found = words(text)
    if len(found) > limits.TOPICS:
        raise Invalid(
            n(
                "This is {count} word; {most} at the most can stand here.",
                "These are {count} words; {most} at the most can stand here.",
                len(found),
                most=limits.TOPICS,
            )
        )
    for each in found:
        _right_text(each, limits.TOPIC, paragraphs=False)
    return ", ".join(found)
