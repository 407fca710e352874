"""What somebody is told of a form that they have begun and not finished."""

from bot.interface.call import Button, Reply
from bot.interface.forms.form import press
from bot.model.chats import Chat
from bot.model.deliveries import Subject
from bot.model.forms import KEPT, Form
from bot.model.people.person import Account
from bot.notices.notice import About, Notice
from bot.ports.store import Unit
from bot.text.text import Code, t


def _chat(unit: Unit, chat_id: int) -> tuple[Chat, int] | None:
    """A private chat, with the letter whose words it is told in: what a form is about stands in it alone."""
    chat, letters = unit.chats.get(chat_id), unit.letters.all()
    return (chat, letters[0].letter_id) if chat and letters else None


def _waiting(about: About[Chat]) -> Form | None:
    """The form that waits in a private chat."""
    address = about.thing.address
    return about.unit.forms.waiting(Account(address.platform, address.place.removeprefix("@")), address)


def _waits(about: About[Chat]) -> Reply | None:
    form = _waiting(about)
    if form is None or form.changed_at is None:
        return None
    kept = t(
        "**You have begun something here that is not finished.** Nothing was recorded yet. What you typed is kept "
        "until {time}.",
        time=about.revision.letter.local(form.changed_at + KEPT),
    )
    buttons = (
        Button(t("Go on"), action=press(form, "go"), style="primary"),
        Button(t("Cancel"), action=press(form, "cancel"), style="danger"),
    )
    return Reply([kept], buttons)


def _ended(about: About[Chat]) -> Reply:
    if _waiting(about):
        return Reply(
            [
                t(
                    "The oldest of what you had begun here and not finished is closed now. Nothing of it was recorded, "
                    "and what you typed in it is erased. The rest is kept."
                )
            ]
        )
    return Reply(
        [
            t(
                "What you had begun here and not finished is closed now. Nothing of it was recorded, and what you "
                "typed is erased. {help} shows how to begin anew.",
                help=Code("/help"),
            )
        ]
    )


NOTICES = (
    Notice(Subject.FORM_WAITS, _chat, _waits),
    Notice(Subject.FORM_ENDED, _chat, _ended),
)
