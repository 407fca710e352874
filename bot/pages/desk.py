"""The page on which those sign who use no chat platform: what it says around the answers of the commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.interface.command import Command
from bot.interface.forms.form import press
from bot.model.chats import private_chat
from bot.model.files import MOST_BYTES
from bot.model.letters.letter import Letter
from bot.model.people.person import Account
from bot.model.people.sessions import CODE_HOLDS, LASTS, UNUSED_FOR, Mailbox
from bot.model.pictures import MOST_BYTES as MOST_BYTES_OF_PICTURE
from bot.ports.messenger import Key
from bot.ports.store import Unit
from bot.text.compose import label
from bot.text.locales import Speech
from bot.text.text import Bullets, Code, Part, Text, n, t
from bot.views.proofs.mails import which_letter

TITLE = t("Sign on for an organization")

OFFERED: tuple[tuple[str, Text], ...] = (
    ("sign", TITLE),
    ("endorsement", t("Your sign-on")),
    ("dispute", t("This isn't us")),
    ("privacy", t("What is kept about you, and what never is")),
)
"""The commands that have a button on the page, and what stands on it."""

ADDRESS, ASK = t("Your e-mail address"), t("Mail me a code")
CODE, ENTER = t("The code from the mail"), t("Go on")
TOLD = t("Mail me when something waits for me here, such as a question or the outcome")
ANOTHER_ADDRESS = t("Another address, or another code")
HERE_ALREADY = t("I have typed a code here already")
AGAIN = "again"
"""What the link carries by which somebody says so."""

WAITS, SHOW = t("**Something new waits for you.**"), t("Show what is new")
ASK_OR_TYPE = t("Ask about the letter, or type a command such as {command}", command=Code("/help"))
SEND = t("Send")
CHOOSE = t("Please choose")
OPTIONAL = t("Optional.")
FILE_HINT, PICTURE_HINT = (
    t("{most} MB at the most.", most=most // (1024 * 1024)) for most in (MOST_BYTES, MOST_BYTES_OF_PICTURE)
)
TELL, TELL_NO_MORE = t("Mail me when something waits for me here"), t("No more mails when something waits for me here")
LEAVE = t("Leave this page")
BACK = t("Go on")
LANGUAGES = t("Languages")
ASKED_OF = t("What you can do here")
WRONG = t("**Some answers need a correction.** The others are kept.")

NOT_THE_CODE = t("**This is not the code, or it holds no more.** You can try again, or have another one mailed.")
NO_ADDRESS = t("**This is not an e-mail address.** Example: `name@example.org`")
NO_MAIL = t("No mail is sent from here, so that nobody can sign on by this page.")
ELSEWHERE = t("**Nothing was done:** this did not come from the page itself. Please open the page, and press there.")
ENDED = t("**Please give your address once more:** you were here too long ago. What you typed is still there.")
NO_SESSION = n(
    "**No code was typed in this browser within the last {count} hour,** or it keeps no cookies. Please give your "
    "address once more.",
    "**No code was typed in this browser within the last {count} hours,** or it keeps no cookies. Please give your "
    "address once more.",
    LASTS // timedelta(hours=1),
)
TOO_LONG = t("**Nothing was done:** this is far too long to be read. Please go back, and shorten it.")
FILE_TOO_LARGE = t(
    "**Nothing was done:** this file is too large: {most} MB at the most. Please go back, and choose another.",
    most=MOST_BYTES // (1024 * 1024),
)
OFTEN = t("**Nothing was done:** too much came from here. Please try again in a few minutes.")


def before(letter: Letter) -> Sequence[Part]:
    """What stands above the field for an address: what it is for, what is kept of it, by whom, and for how long."""
    return (
        which_letter(letter),
        t(
            "Whoever may sign for an organization can do so here, and look after it later: see where it stands, "
            "correct it, add a statement, withdraw it. You can also say that an entry in the list is not your "
            "organization's."
        ),
        t("First a code goes to your address. Nobody sees anything that you write before you have typed that code."),
        t("**What is kept of your address**"),
        Bullets((
            t("Whoever runs this page keeps it, encrypted. It is never published, and never written to a log."),
            t("The letter's reviewers see it only where you give it in what you sign or dispute."),
            n(
                "It is forgotten {count} day after you were here last, unless you signed or disputed something: then "
                "it goes with that. You can have everything erased at any time.",
                "It is forgotten {count} days after you were here last, unless you signed or disputed something: then "
                "it goes with that. You can have everything erased at any time.",
                UNUSED_FOR.days,
            ),
            n(
                "A cookie keeps the page open for you for {count} hour. There is no other.",
                "A cookie keeps the page open for you for {count} hours. There is no other.",
                LASTS // timedelta(hours=1),
            ),
        )),
    )  # fmt: skip


def first(unit: Unit, account: Account, letter_id: int) -> str:
    """The command with which it begins: signing for whoever comes for the first time, where it stands for whoever has
    signed. None for others."""
    person = unit.people.find(account)
    if person is None:
        return "sign"
    return "endorsement" if unit.endorsements.of_person(person.id, letter_id) else ""


def asked(address: str) -> Sequence[Part]:
    """What is said once an address was given, whatever is known of it."""
    return (
        n(
            "**If mail may go to {address}, a code is on its way there.** It can take some minutes, and holds for "
            "{count} hour.",
            "**If mail may go to {address}, a code is on its way there.** It can take some minutes, and holds for "
            "{count} hours.",
            CODE_HOLDS // timedelta(hours=1),
            address=Code(address),
        ),
        t("An address gets few codes in a day. One that came earlier today can be typed too, if it was not used yet."),
    )


INVITED = t("**Somebody was asked to sign by the link that you have followed.** Press to begin with what it says.")
"""What is said where a link was followed by whoever is here already."""

LINKED = (t("Type the code that stands in the mail by which you came here."),)
"""What is said above the field for a code where a mail's link was followed."""


@dataclass(frozen=True, slots=True)
class Open:
    """What is at hand in a session: the buttons by which half-filled forms go on, and whether something waits."""

    forms: tuple[Key, ...]
    waits: bool
    known: bool


def at_hand(unit: Unit, mailbox: Mailbox, commands: dict[str, Command], speech: Speech) -> Open:
    """What is at hand for whoever came by an address; looking at it changes nothing."""
    account = mailbox.account
    person = unit.people.find(account)
    begun = [each for each in unit.forms.begun(account, private_chat(account)) if each.command in commands]
    titles = [commands[each.command].title or commands[each.command].help for each in begun]
    keys = [
        Key(label(t("Go on: {title}", title=title), speech), press(form, "go"))
        for form, title in zip(begun, titles, strict=True)
    ]
    return Open(tuple(keys), person is not None and person.missed, person is not None)
