"""The code from a mail: how it is asked for, and what is said where another was typed."""

from bot.errors import Invalid
from bot.interface.call import Button, Reply
from bot.interface.options import Kind, Option
from bot.model.codes import read
from bot.model.proofs.mails import CODE_LENGTH
from bot.text.text import n, t


def wrong(left: int, again: Button) -> Reply:
    """That it is not the code, and how many more times one can be typed."""
    return Reply(
        [
            t("**This is not the code.** Nothing was recorded."),
            n("It can be typed {count} more time.", "It can be typed {count} more times.", left),
        ],
        (again,),
    )


def _code(typed: str) -> str:
    """A code in its one spelling; a misread one is no wrong try."""
    code = read(typed, CODE_LENGTH)
    if code is None:
        raise Invalid(t("A code has 8 letters and digits, such as `4JTH-8Q27`. Please look at the mail again."))
    return code


CODE = Option(
    "code", Kind.TEXT, t("Code"), t("The code from the mail, such as `4JTH-8Q27`."), personal=True, most=30, check=_code
)
