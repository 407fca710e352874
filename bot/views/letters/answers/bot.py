"""The bot itself: who runs it, what it keeps, how it is stopped, what it can be asked."""

from bot.interface.call import Button
from bot.text.text import Bullets, Code, t
from bot.views.buttons import ASK, DEMANDS, READ, SIGN
from bot.views.letters.answers.answer import About, Answer
from bot.views.letters.letter import initiator


def who_runs(about: About) -> Answer:
    """Who wrote the letter, and who runs the bot."""
    said = t(
        "The letter was written by {initiator}. I am a bot, and the letter's organizers run me.",
        initiator=initiator(about.letter),
    )
    return Answer((said,), (READ,), about.source)


def stored(about: About) -> Answer:
    """What is kept of people."""
    lines = Bullets(
        (
            t(
                "A question that I can answer is not kept; one that I can't is, for 30 days, encrypted and without who "
                "asked it. What others write in a group is not read."
            ),
            t(
                "Of a sign-on its public line is shown. The name, role and address of who signed are kept encrypted, "
                "and never published."
            ),
            t("{privacy} shows everything, and what is held about you; {forget} erases it.", privacy=Code("/privacy"),
              forget=Code("/forget_me")),
        )
    )  # fmt: skip
    return Answer((t("**What is kept, and what never is**"), lines), (Button(t("Privacy"), "privacy"),))


def unfollow(about: About) -> Answer:
    """How the news stop."""
    lines = Bullets(
        (
            t("{command} ends the news in this chat. In a group, somebody who manages it gives it.",
              command=Code("/unfollow")),
            t("To have everything about you erased: {command}", command=Code("/forget_me")),
            t("To take a sign-on back: {command}", command=Code("/withdraw")),
        )
    )  # fmt: skip
    return Answer((t("**How to stop**"), lines), (Button(t("Stop the news here"), "unfollow"),))


def help_(about: About) -> Answer:
    """What can be asked, in examples."""
    examples = Bullets(
        (
            t("What does the letter demand, and of whom?"),
            t("When and where is the next event, and who speaks?"),
            t("How can our organization sign, and until when?"),
            t("How many have signed, and who?"),
            t("What happens if the demands are not met?"),
        )
    )
    more = t("Or give a command: {command} lists them.", command=Code("/help"))
    return Answer((t("**You can ask me, in your own words:**"), examples, more), (READ, DEMANDS, SIGN))


def greeting(about: About) -> Answer:
    """Hello."""
    said = t(
        "Hello! I am the bot for the open letter **{title}**. Ask me what it demands, when things are, or how to sign.",
        title=about.letter.title,
    )
    return Answer((said,), (READ, DEMANDS, ASK, SIGN))


def thanks(about: About) -> Answer:
    """You're welcome."""
    return Answer((t("You're welcome. Ask me whatever else you would like to know about the letter."),), (READ, SIGN))


def all_right(about: About) -> Answer:
    """All right."""
    return Answer((t("All right. Ask me whatever else you would like to know about the letter."),), (READ, SIGN))
