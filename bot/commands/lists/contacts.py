"""Owners take out whom the initiator may write to: those who signed and agreed to that."""

from bot.commands.shared_options import LETTER, OWNERS, SURE, hidden
from bot.interface.call import Button, Call, Reply
from bot.interface.command import Command
from bot.service.lists import contacts
from bot.text.text import n, t


def _contacts(call: Call) -> Reply:
    if not call.text("sure"):
        count = contacts.count(call.unit, call.published.letter_id)
        take = Button(t("Take them out as a file"), "agreed_contacts", {"sure": "yes"}, style="primary")
        return Reply(
            [
                n(
                    "**{count} person who signed agrees to be contacted by the initiator.**",
                    "**{count} people who signed agree to be contacted by the initiator.**",
                    count,
                ),
                t(
                    "The file holds their names, roles and addresses, and the journal notes a look at each. Nobody "
                    "else is in it. Who takes it back, or withdraws, is not in the next one: take out a new one before "
                    "you write, and delete the old one."
                ),
            ],
            (take,) if count else (),
        )
    file, last = contacts.export(call.unit, call.person(), call.published, call.number("after") or 0)
    more = Button(t("The next ones"), "agreed_contacts", {"sure": "yes", "after": last})
    return Reply(
        [t("**Use it only for this campaign, and pass it on to nobody.**")], (more,) if last else (), files=(file,)
    )


COMMANDS = (
    Command(
        "agreed_contacts",
        t("Who agreed to be contacted, as a file"),
        _contacts,
        (LETTER, SURE, hidden("after", t("After"))),
        roles=OWNERS,
        private=True,
        irreversible="sure",
        reveals=True,
    ),
)
