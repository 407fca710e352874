"""An organization's own words beside its name: where they stand, and what can be done about them."""

from collections.abc import Mapping, Sequence

from bot.interface.call import Button, Reply
from bot.model.endorsements.endorsement import About, Endorsement, State, Words
from bot.ports.store import Unit
from bot.service.endorsements import statements
from bot.text.text import Part, Text, Typed, t
from bot.views.endorsements import logos
from bot.views.endorsements.desk import desk_button
from bot.views.endorsements.public_entry import ERASED, clipped, public_entry, receipt

SHOW, LEAVE_OUT = "show", "leave_out"


STANDS: Mapping[tuple[About, Words], Text] = {
    (About.STATEMENT, Words.WAITING): t("The statement waits to be approved:"),
    (About.STATEMENT, Words.SHOWN): t("The statement, shown on the list:"),
    (About.STATEMENT, Words.TAKEN_DOWN): t("The statement, taken down:"),
    (About.RESERVATION, Words.WAITING): t("The words about the reservation wait to be approved:"),
    (About.RESERVATION, Words.SHOWN): t("The words about the reservation, shown on the list:"),
    (About.RESERVATION, Words.TAKEN_DOWN): t("The words about the reservation, taken down:"),
}


_SHOW: Mapping[About, Text] = {
    About.STATEMENT: t("Approve the statement"),
    About.RESERVATION: t("Approve the words about the reservation"),
}


_LEAVE_OUT: Mapping[About, Text] = {
    About.STATEMENT: t("Leave the statement out"),
    About.RESERVATION: t("Leave the words about the reservation out"),
}


TAKE_DOWN: Mapping[About, Text] = {
    About.STATEMENT: t("Take the statement down"),
    About.RESERVATION: t("Take the words down"),
}


def said(endorsement: Endorsement, whole: bool = True) -> Sequence[Part]:
    """An organization's own words and where they stand; not `whole`: as much as fits a card."""
    parts = list[Part]()
    for about in About:
        text, words = endorsement.says(about), endorsement.words(about)
        if text and words:
            parts.extend((STANDS[about, words], Typed(text if whole else clipped(text), quoted=True)))
    return parts


def card_buttons(endorsement: Endorsement) -> Sequence[Button]:
    """What a reviewer can do about the words of a sign-on, apart from the sign-on itself."""
    found = list[Button]()
    for about in About:
        words = endorsement.words(about)
        whose: dict[str, str | int] = {"letter": endorsement.letter_id, "endorsement": endorsement.receipt}
        which = {**whose, "about": about.value}
        leave_out = {**which, "act": LEAVE_OUT}
        if words is Words.WAITING and endorsement.state is State.LISTED:
            read = {**which, "act": SHOW, "read": statements.version(endorsement, about)}
            found.append(Button(_SHOW[about], "judge", read, style="primary"))
            found.append(Button(_LEAVE_OUT[about], "judge", leave_out))
        elif words is Words.WAITING and endorsement.state is State.SUBMITTED and about is About.RESERVATION:
            found.append(Button(_LEAVE_OUT[about], "judge", leave_out))
        elif words is Words.SHOWN and endorsement.state is State.LISTED:
            found.append(Button(TAKE_DOWN[about], "judge", leave_out))
    return found


def words_card(unit: Unit, endorsement: Endorsement) -> Reply:
    """What a reviewer is shown of words that came after an organization was listed: they say what is so now."""
    if endorsement.erased:
        return Reply([ERASED])
    logo = unit.logos.of(endorsement.id)
    parts: list[Part] = [
        t("**Words to be approved.** Sign-on {receipt} is listed and stays so.", receipt=receipt(endorsement))
        if Words.WAITING in (endorsement.statement, endorsement.reservation)
        else t("**A logo to be approved.** Sign-on {receipt} is listed and stays so.", receipt=receipt(endorsement))
        if logo and logo.state is Words.WAITING
        else t("**These words wait no more.** Sign-on {receipt}", receipt=receipt(endorsement)),
        *public_entry(endorsement.entry.bare),
        *said(endorsement),
        *logos.stands(unit, endorsement),
    ]
    return Reply(parts, (*card_buttons(endorsement), *logos.look_button(unit, endorsement)))


def words_outcome(unit: Unit, endorsement: Endorsement) -> Reply:
    """What the representative is told of what became of their words."""
    parts = [
        t("**A reviewer has decided about your words, or your logo.**"),
        *public_entry(endorsement.entry.bare),
        *said(endorsement),
        *logos.stands(unit, endorsement),
    ]
    return Reply(parts, (desk_button(endorsement),))
