"""An organizer enters a sign-on that reached them by mail."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.endorsements.signing_form import ORGANIZATION, PLACE, WEBSITE
from bot.commands.shared_options import EMAIL, LETTER, ORGANIZERS, REPRESENTATIVE, ROLE
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.interface.options import Choice, Kind, Need, Option
from bot.model.endorsements.endorsement import PublicEntry, Representative
from bot.model.endorsements.mailed import MOST_TEXT, ReceivedMail
from bot.service.endorsements import entering
from bot.text.text import Code, Part, t
from bot.views.endorsements.public_entry import public_entry, receipt


def _enter(call: Call) -> Reply:
    """What came as a file is kept sealed, and not as a file that others could be sent."""
    number = call.number("file")
    files = call.unit.files.get([number]) if number is not None else ()
    content = call.unit.files.content(number) if number is not None else b""
    if number is not None:
        call.unit.files.forget(number)
    name, mime = (files[0].name, files[0].mime) if files else ("", "")
    entered = entering.enter(
        call.unit,
        call.person(),
        revision=call.published,
        entry=_line(call),
        representative=Representative(call.text("representative"), call.text("role"), call.text("email")),
        mail=ReceivedMail(call.text("mail"), name, mime, content),
    )
    return Reply(
        [
            t("**Entered, and not listed.** Receipt {receipt}", receipt=receipt(entered)),
            *public_entry(entered.entry),
            t(
                "It is marked as one that came by mail, and the mail is shown to reviewers alone. **Another organizer "
                "lists it**, who finds out in a way of their own whether it is so."
            ),
            t(
                "Nothing was sent to the organization. Whoever represents it can sign on by themselves, with a code to "
                "their address: once that is listed, it takes the place of this."
            ),
        ],
        (Button(t("Enter another"), "enter_sign_on"),),
    )


def _confirm(call: Call) -> Sequence[Part]:
    return [
        t("**Enter this sign-on?** It would stand like this once another organizer has listed it:"),
        *public_entry(_line(call)),
        t(
            "**Only reviewers can see:** {name}, {role}, {email}, and the mail",
            name=call.text("representative"),
            role=call.text("role"),
            email=Code(call.text("email")),
        ),
    ]


def _line(call: Call) -> PublicEntry:
    return PublicEntry(call.text("organization"), call.text("website"), call.text("place"))


_MAIL = Option(
    "mail",
    Kind.PARAGRAPH,
    t("The mail"),
    t("The mail, as text. If you send it as a file: from whom it came, and when. Only reviewers see it."),
    personal=True,
    most=MOST_TEXT,
    questions=True,
)
_FILE = Option(
    "file",
    Kind.FILE,
    t("The mail as a file"),
    t("The mail as a file, or what it came with, such as a signed page. Only reviewers see it."),
    need=Need.OFFERED,
    personal=True,
)

_ORGANIZATION, _WEBSITE, _PLACE = (replace(each, when=lambda raw: True) for each in (ORGANIZATION, WEBSITE, PLACE))
_WHO = replace(
    REPRESENTATIVE, label=t("Who signs"), prompt=t("The name of who signs for the organization. Only reviewers see it.")
)
_ROLE = replace(ROLE, label=t("Their role there"), prompt=t("Their role in the organization. Only reviewers see it."))
_EMAIL = replace(
    EMAIL,
    label=t("Their e-mail address"),
    prompt=t("The address from which the mail came. Only reviewers see it."),
    prefill=lambda call: "",
)
_SURE = Option(
    "sure",
    Kind.CHOICE,
    t("Sure"),
    _confirm,
    choices=(Choice("yes", t("Enter it"), "primary"),),
    argument=False,
)

COMMANDS = (
    Command(
        "enter_sign_on",
        t("Enter a sign-on that reached you by mail"),
        _enter,
        (LETTER, _ORGANIZATION, _WHO, _ROLE, _EMAIL, _WEBSITE, _PLACE, _MAIL, _FILE, _SURE),
        roles=ORGANIZERS,
        private=True,
        title=t("Enter a sign-on"),
        irreversible="sure",
    ),
)
