"""What is said where another code was typed than the one that was mailed."""

from bot.interface.call import Button, Reply
from bot.text.text import n, t


def wrong_code(left: int, again: Button) -> Reply:
    """That it is not the code, and how many more times one can be typed."""
    return Reply(
        [
            t("**This is not the code.** Nothing was recorded."),
            n("It can be typed {count} more time.", "It can be typed {count} more times.", left),
        ],
        (again,),
    )
