"""What is said of sign-ons that are brought in: the fields, what comes of each row, what words of consent mean."""

from collections.abc import Mapping, Sequence

from bot.model.tables.writing import written
from bot.service.lists.consents import Answer
from bot.service.lists.rows import LeftOut, Read, RefusedLine
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Listing, Text, n, t
from bot.views.letters.categories import TRAITS

LABELS: Mapping[str, Text] = {
    "organization": t("Organization"),
    "website": t("Website"),
    "place": t("Place"),
    "statement": t("Statement"),
    "representative": t("Name of the representative"),
    "role": t("Role of the representative"),
    "email": t("E-mail address of the representative"),
    "consent": t("The representative consents"),
    **{trait.value: text for trait, text in TRAITS.items()},
}
"""What each of `FIELDS` is called."""

_SHOWN_LENGTH = 80
_FIRST = 3


def report(
    refused: Sequence[RefusedLine], left_out: Sequence[LeftOut], labels: Mapping[str, Text], speech: Speech
) -> str:
    """As CSV, each row that is refused, and each from which something is left out: its line, its organization, what is
    not brought in, and the reason."""
    rows = [(each.number, each.organization, t("the row"), each.why) for each in refused]
    fields = [(each.number, each.organization, labels[each.field], each.why) for each in left_out]
    said = [
        (str(number), name, label(what, speech), label(why, speech))
        for number, name, what, why in sorted((*rows, *fields), key=lambda each: each[0])
    ]
    return "\ufeff" + written([("line", "organization", "not brought in", "reason"), *said])


def first_names(read: Read) -> Sequence[Text]:
    """The first organizations that come in; nothing where none does."""
    names = [row.line.organization for row in read.rows[:_FIRST]]
    return (t("The first of them: {names}", names=Listing(names)),) if names else ()


def meaning(answer: Answer) -> Text:
    """A value of the column of consent, how often it occurs, and what it means."""
    value = shortened(answer.value)
    if answer.means is None:
        return n("{value}, in {count} row: not said yet", "{value}, in {count} rows: not said yet", answer.count,
                 value=value)  # fmt: skip
    if answer.means:
        return n("{value}, in {count} row: yes", "{value}, in {count} rows: yes", answer.count, value=value)
    return n("{value}, in {count} row: no", "{value}, in {count} rows: no", answer.count, value=value)


def shortened(value: str) -> str:
    """A value as it is shown: the beginning of a long one."""
    return value if len(value) <= _SHOWN_LENGTH else f"{value[: _SHOWN_LENGTH - 1]}…"
