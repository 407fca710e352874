"""What an organization's board is told, and its representative afterwards."""

from collections.abc import Sequence

from bot.interface.call import Button, Reply
from bot.model.endorsements.endorsement import Endorsement, State
from bot.ports.store import Unit
from bot.service.endorsements import boards
from bot.text.text import Planned, Text, t
from bot.views.endorsements.desk import SUBMIT, desk_button
from bot.views.endorsements.public_entry import public_entry, receipt
from bot.views.letters.categories import categories_of

PACKET = Button(t("What the board needs"), "packet")


def printed_until(unit: Unit, letter_id: int) -> Sequence[Text]:
    """When the printed list is closed, where the organizers have set that."""
    at = boards.cutoff(unit, letter_id)
    return (t("The printed list holds whoever is listed by {at}.", at=Planned(at)),) if at else ()


def met(endorsement: Endorsement) -> Sequence[Text]:
    """When the board meets to decide on a draft, where that is known."""
    at = endorsement.board if endorsement.state is State.DRAFT else None
    return (t("Your board meets on {at}.", at=Planned(at)),) if at else ()


def reminder(unit: Unit, endorsement: Endorsement) -> Reply | None:
    """What a representative is asked on the day after the board has met; nothing where it is no draft any more."""
    if endorsement.state is not State.DRAFT:
        return None
    which = {"endorsement": endorsement.receipt}
    return Reply(
        [
            t("**Has your board decided?** Your sign-on is still a draft that nobody else sees."),
            *public_entry(endorsement.entry, categories=categories_of(unit, endorsement.letter_id)),
            *met(endorsement),
            t("Receipt {receipt}", receipt=receipt(endorsement)),
            *printed_until(unit, endorsement.letter_id),
        ],
        (
            Button(SUBMIT, "sign", which, style="primary"),
            Button(t("It meets on another day"), "board_meets", which),
            PACKET,
            desk_button(endorsement),
        ),
    )
